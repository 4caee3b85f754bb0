"""Prefect tasks: each calls one plain function."""

from collections.abc import Callable

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from flows.engines.worker_pool import Work
from flows.ingest.shard import Receipt, refine_shard, unpack_shard
from warehouse import Snapshot
from warehouse.linking import Linked


@task(name="refine", task_run_name="shard-{number}", cache_policy=NO_CACHE, persist_result=False)
def refine_task(number: int, packed_shard: bytes, refine: Work = refine_shard) -> Receipt:
    """Refine one shard, packed by `flows.ingest.shard.pack_shard`; `number` is for the name of the task run."""
    receipt = refine(unpack_shard(packed_shard))
    seconds = sum(receipt.stage_seconds.values())
    get_run_logger().info(
        "shard %d: %d documents, %d rejects, %.1f CPU s", number, receipt.document_count, len(receipt.rejects), seconds
    )
    return receipt


@task(name="commit", task_run_name="commit-{step}", cache_policy=NO_CACHE, persist_result=False)
def commit_task(step: int, commit: Callable[[], Snapshot]) -> Snapshot:
    """Make the commit of one step."""
    snapshot = commit()
    get_run_logger().info("step %d is snapshot %d", step, snapshot.number)
    return snapshot


@task(name="link", task_run_name="link-{step}", cache_policy=NO_CACHE, persist_result=False)
def link_task(step: int, link: Callable[[], Linked]) -> Linked:
    """Link the documents of one step, inside its commit."""
    linked = link()
    placed, copies = (linked.whole[name].num_rows for name in ("article_stories", "duplicates"))
    get_run_logger().info("step %d: %d documents have links, %d have copies", step, placed, copies)
    return linked
