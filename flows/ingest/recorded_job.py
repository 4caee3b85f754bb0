"""The common part of an ingest and a step of a backfill: an engine, a journal entry and commits."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from time import thread_time
from typing import Any

from flows.errors import said
from flows.ingest.job import Engine, Progress, Tally
from flows.ingest.link_documents import link_documents
from flows.ingest.run_records import INTERRUPTED_TEXT, Run, RunJournal, run_row, run_rows
from flows.ingest.shard import Shard
from flows.settings import Settings
from transforms.catalogue_tables import readers_table, rules_table
from warehouse import Change, Warehouse
from warehouse.linking import Index, Link, Linked


class RecordedJob(ABC):
    """Work for an engine, recorded in the journal while it runs: an ingest, or a step of a backfill.

    `kind` is as in `runs`, `name` is its name in the output, `total` is the number of documents to refine, `shards` are
    all its shards, which can be iterated several times.
    """

    kind: str
    name: str
    total: int
    shards: Iterable[Shard]

    def __init__(self, settings: Settings, run: Run, tally: Tally) -> None:
        self.settings, self.run, self.tally = settings, run, tally
        self._warehouse, self._journal = Warehouse(settings.warehouse), RunJournal(settings.state_dir)

    @property
    @abstractmethod
    def withheld(self) -> str:
        """The reason why it ends with exit 3; empty if it does not."""

    @abstractmethod
    def work(self, engine: Engine, progress: Progress) -> Tally:
        """Do it."""

    @abstractmethod
    def counts(self) -> dict[str, Any]:
        """The columns of `runs` with counts."""

    @property
    def interrupted_runs(self) -> Sequence[str]:
        """The earlier runs that failed or were killed since the last commit."""
        return [row["run_id"] for row in self._journal.others(self.run.run_id)]

    @contextmanager
    def recorded(self) -> Iterator[None]:
        """Record it in the journal during the block; a failed or killed run stays there for the next commit."""
        self._journal.note(self._row("failed", INTERRUPTED_TEXT))
        try:
            yield
        except BaseException as error:
            self._journal.note(self._row("failed", said(error)))
            raise
        self._journal.forget([{"run_id": self.run.run_id}])

    def _commit(self, engine: Engine, step: int, change: Change, row: Mapping[str, Any]) -> None:
        """Commit a change as the step of that number, with the rows of `runs` of this job and of earlier failures."""
        failed = self._journal.others(self.run.run_id)
        change = replace(change, rows={**change.rows, "runs": run_rows([*failed, row])}, link=self._link(engine, step))
        start = thread_time()
        self.tally.snapshot = engine.commit(lambda: self.tally.commit(lambda: self._warehouse.commit(change)), step)
        self.tally.spend({"commit": thread_time() - start})
        self._journal.forget(failed)
        self._journal.note(self._row("failed", INTERRUPTED_TEXT))

    def _link(self, engine: Engine, step: int) -> Link:
        """The function that links the documents of a commit; it makes no links if the settings turn them off."""
        if not self.settings.stories:
            return lambda _: None

        def link(index: Index) -> Linked:
            start = thread_time()
            made = engine.link(lambda: link_documents(index, self.run.run_id), step)
            self.tally.spend({"link": (spent := thread_time() - start), "commit": -spent})
            return made

        return link

    def _row(self, status: str, detail: str | None = None) -> dict[str, Any]:
        return run_row(self.run, status, detail, kind=self.kind, **self.counts())

    def _catalogue(self) -> dict[str, Any]:
        """The rows of the active rules and of the extractors."""
        general = self.settings.selections[0]
        rules = rules_table(general.select, general.ignore, general.safety)
        return {"rules": rules, "readers": readers_table()}
