"""Settings: options, then COPYDESK_* variables, then copydesk.toml or [tool.copydesk], then defaults."""

import hashlib
import os
import shlex
from collections import ChainMap
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationInfo,
    field_validator,
    model_validator,
)

from flows.setting_types import Codes, Collection, Command, Root, Share, SingleLine, Webhook, Zone, from_json, is_bucket
from flows.settings_files import refuse_unknown_variables, settings_in_files, settings_in_variables
from transforms.safety import Safety

LEAST_RUN_BYTES = 1 << 30  # a run and one worker, each with half of it
Runner = Literal["threads", "processes", "dask", "ray"]


def core_count() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Selection(NamedTuple):
    """The processing of a document: the rules by codes or beginnings of codes, and what is extracted.

    `boilerplate` are lines that its pages print; `quotes` is whether quotations and mentions are extracted, `terms`
    whether the terms that link stories are computed. `safety` promotes suggestions to fixes and demotes fixes to
    suggestions; the first that names a rule counts.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()
    quotes: bool = True
    terms: bool = True
    safety: tuple[Safety, ...] = ()


class Override(BaseModel):
    """Another selection of rules for the files of some collections and paths, `[[overrides]]` in a settings file.

    `collection` and `path` are GLOB patterns of SQL, in which `*` also matches slashes. `select`, if given, replaces
    that of the settings; `ignore` and `off` are added to theirs. `fix` and `suggest` have precedence over theirs.
    `boilerplate` are lines that pages print around these texts.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    collection: SingleLine = Field("*", min_length=1)
    path: str = Field("*", min_length=1)
    select: Codes = ()
    ignore: Codes = ()
    fix: Codes = ()
    suggest: Codes = ()
    off: Codes = ()
    boilerplate: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _refuse_empty(self) -> Self:
        if not (self.select or self.ignore or self.fix or self.suggest or self.off or self.boilerplate):
            raise ValueError("an override names rules in select, ignore, fix, suggest or off, or lines in boilerplate")
        return self


class Settings(BaseModel):
    """All settings of copydesk; keyword arguments are the options of the command line.

    Raises pydantic.ValidationError for a wrong value, UsageError for a wrong settings file or a wrong name in it.
    """

    # Not of pydantic-settings: its import takes a third of the time of a run with nothing to do.
    model_config = ConfigDict(allow_inf_nan=False, extra="forbid", frozen=True)

    seeds: Root = Field("seeds", description="Root of the raw files: a path or a URI.")
    warehouse: Root = Field("warehouse/data", description="Root of the warehouse: a path or a URI.")
    collection: Collection = Field(
        "", description="Name under which the files are stored; if empty, the last name of `seeds`."
    )
    max_reject_share: Share = Field(
        0.2, description="A run with more rejects than this share of its files ends with exit 3."
    )
    max_removed_share: Share = Field(
        0.1,
        description="20 removals or more are blocked above this share; so is the removal of a whole collection.",
    )
    max_file_bytes: int = Field(50_000_000, ge=1, le=1 << 40, description="A longer file is rejected, not read.")
    max_bundle_members: int = Field(
        1_000_000, ge=1, le=10**9, description="An archive of more members is rejected as a whole."
    )
    max_bundle_bytes: int = Field(
        20_000_000_000, ge=1, le=1 << 50, description="An archive that unpacks to more bytes is rejected as a whole."
    )
    max_bundle_ratio: int = Field(
        200,
        ge=1,
        le=10**6,
        description="Unpacked bytes for each packed one; an archive with more is rejected as a whole.",
    )
    text_field: SingleLine = Field(
        "", description="Field of a .jsonl line with the text; if empty, the first of text, body, content."
    )
    id_field: SingleLine = Field(
        "", description="Field of a .jsonl line with its name; if empty, the line number is the name."
    )
    commit_every: int = Field(
        20_000, ge=1, le=10**7, description="A run commits after so many documents, or about 100 MB of text."
    )
    shard_documents: int = Field(5_000, ge=1, le=10**6, description="Documents of one task at most.")
    shard_bytes: int = Field(64_000_000, ge=1, le=1 << 40, description="Bytes of one task at most.")
    text_seconds: float = Field(
        60,
        ge=0.1,
        le=86_400,
        description="CPU seconds that a text may take before it is rejected, and one more for each 50,000 bytes.",
    )
    worker_bytes: int = Field(4 << 30, ge=1 << 28, le=1 << 50, description="Memory that a worker process may take.")
    run_bytes: int = Field(
        0,
        ge=0,
        le=1 << 50,
        description="Memory that a run and its workers may take together: half for the run, half for the workers, of"
        " which fewer are started if a part is below 768 MiB; at least 1 GiB, or 0 for no limit.",
    )
    workers: int = Field(
        default_factory=core_count,
        ge=1,
        le=1_024,
        description="Worker processes or threads besides the run; the number of cores by default.",
    )
    runner: Runner = Field("processes", description="The engine of the workers; dask and ray are extras.")
    runner_address: SingleLine = Field(
        "", description="Address of a Dask scheduler or a Ray cluster; if empty, one is started here."
    )
    select: Codes = Field((), description="Codes, beginnings of codes, or families of the rules to use; if empty, all.")
    ignore: Codes = Field((), description="Codes, beginnings of codes, or families of the rules to leave out.")
    fix: Codes = Field((), description="Names of rules whose suggestions become fixes: they change the text.")
    suggest: Codes = Field(
        (),
        description="Names of rules whose fixes become suggestions: they change nothing until a person accepts them.",
    )
    off: Codes = Field((), description="Names of rules to turn off; the same as `ignore`.")
    quotes: bool = Field(
        True, description="Whether quotations and mentions are extracted; if false, their tables stay empty."
    )
    stories: bool = Field(True, description="Whether copies and stories are linked; if false, their tables stay empty.")
    overrides: Annotated[tuple[Override, ...], BeforeValidator(from_json)] = Field(
        (), description="Other rules for some files; the first matching override counts."
    )
    query_seconds: float = Field(60, gt=0, le=86_400, description="Seconds that a query may take before it is stopped.")
    query_bytes: int = Field(4 << 30, ge=1 << 29, le=1 << 50, description="Memory that a query may take.")
    upkeep_seconds: float = Field(
        20,
        ge=0,
        le=86_400,
        description="Seconds that a run may merge files at its end; 0 leaves it to the nightly maintenance.",
    )
    keep_snapshots: int = Field(10, ge=1, le=1_000_000, description="Snapshots that `gc` keeps at least.")
    keep_days: float = Field(7, ge=0, le=36_500, description="Days for which `gc` keeps every snapshot.")
    min_free_bytes: int = Field(
        1_000_000_000, ge=0, le=1 << 60, description="`status` exits 1 if the warehouse's disk has less free space."
    )
    notify_command: Command = Field(
        "", description="Command that gets each notification on its standard input; run without a shell."
    )
    notify_webhook: Webhook = Field("", description="http or https URL that gets each notification by POST.")
    log_format: Literal["", "text", "json"] = Field(
        "",
        description="Log lines with time, level and run; if empty, `serve` writes text, `run` messages for people.",
    )
    timezone: Zone = Field("UTC", description="IANA time zone of both schedules of `serve`.")
    prefect_days: float = Field(
        14, ge=0.05, le=36_500, description="Days for which our own Prefect server keeps runs, logs and events."
    )
    stale_hours: float = Field(
        0, ge=0, le=1_000_000, description="Hours without a new file after which a notification is sent; 0 sends none."
    )
    state: str = Field(
        "", description="Local folder for the lock, caches and Prefect's files; `_state` in the warehouse by default."
    )

    @field_validator("*", mode="before")
    @classmethod
    def _refuse_true_as_1(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, bool) and cls.model_fields[info.field_name or ""].annotation in {int, float}:
            raise ValueError("a number is needed, not true or false")
        return value

    @field_validator("run_bytes")
    @classmethod
    def _refuse_too_few(cls, value: int) -> int:
        if 0 < value < LEAST_RUN_BYTES:
            raise ValueError(f"it is at least {LEAST_RUN_BYTES} (1 GiB), or 0 for no limit")
        return value

    @model_validator(mode="before")
    @classmethod
    def _with_other_sources(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Add the values of variables and files; the first source with a setting counts."""
        known = cls.model_fields
        return dict(ChainMap(given, settings_in_variables(known), *map(dict, settings_in_files(known))))

    _flags: dict[str, Any] = PrivateAttr(default_factory=dict)

    def is_flag(self, name: str) -> bool:
        """Whether a setting was given as an option of the command line."""
        return name in self._flags

    def command(self, words: str) -> str:
        """A command for a person to type, with the roots that were given as options."""
        takes_seeds = words.partition(" ")[0] in {"run", "serve", "plan", "reprocess", "review", "correct"}
        names = ("seeds", "warehouse") if takes_seeds else ("warehouse",)
        flags = (f" --{name} {shlex.quote(str(self._flags[name]))}" for name in names if name in self._flags)
        return f"copydesk {words}{''.join(flags)}"

    @property
    def selections(self) -> tuple[Selection, ...]:
        """The selection without an override, then that of each override."""
        own, off = _safety(self), self.ignore + self.off
        overridden = (
            Selection(
                o.select or self.select,
                off + o.ignore + o.off,
                o.boilerplate,
                self.quotes,
                self.stories,
                (*_safety(o), *own),
            )
            for o in self.overrides
        )
        return Selection(self.select, off, (), self.quotes, self.stories, own), *overridden

    @property
    def collection_name(self) -> str:
        """The collection: as set, else the last name of the seeds root."""
        root = self.seeds if is_bucket(self.seeds) else os.path.realpath(self.seeds)
        return self.collection or root.rstrip("/").rsplit("/", 1)[-1]

    @property
    def state_dir(self) -> Path:
        """The local folder of the lock and the disposable caches; next to the files of a warehouse on disk."""
        if self.state:
            return Path(self.state)
        if not is_bucket(self.warehouse):
            return Path(self.warehouse) / "_state"
        home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
        return home / "copydesk" / hashlib.sha256(self.warehouse.encode()).hexdigest()[:16]


def _safety(part: Settings | Override) -> tuple[Safety, ...]:
    """The promoted and demoted rules of a part of the settings; empty without any."""
    return (Safety(part.fix, part.suggest),) if part.fix or part.suggest else ()


def settings_of(**flags: Any) -> Settings:
    """Read the settings; an option that is None falls back to the next source.

    Raises UsageError and pydantic.ValidationError for what is wrong in them.

    >>> settings_of(workers=2).workers
    2
    """
    refuse_unknown_variables(Settings.model_fields)
    given = {name: value for name, value in flags.items() if value is not None}
    settings = Settings(**given)
    settings._flags = given
    return settings
