"""`flows/runs/prefect.yaml` on a Prefect server and a process work pool of one's own, as its first lines say."""

import sqlite3
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

import flows
from tests.proofs.newsdesk import COMPLAINT, Newsdesk, ended_well, wait_until
from tests.s3 import free_port

pytestmark = pytest.mark.prove

YAML = Path(flows.__file__).parent / "runs" / "prefect.yaml"
DONE = "SELECT f.name, r.state_type FROM flow_run r JOIN flow f ON f.id = r.flow_id WHERE r.start_time NOT NULL"
WAITING = "SELECT count(*) FROM flow_run WHERE state_type = 'SCHEDULED'"


def test_a_worker_takes_what_the_schedule_asks_for(desk: Newsdesk) -> None:
    desk.drop(5)
    port = free_port()
    environment = {
        "PREFECT_HOME": str(desk.folder / "home"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "COPYDESK_SEEDS": str(desk.folder / "wire"),
        "COPYDESK_WAREHOUSE": str(desk.folder / "warehouse"),
    }

    def start(*words: str) -> subprocess.Popen[str]:
        return desk.start_program(sys.executable, "-m", "prefect", *words, **environment)

    with ExitStack() as stack:
        server = start("server", "start", "--host", "127.0.0.1", "--port", str(port))
        stack.callback(server.communicate)
        stack.callback(server.terminate)
        wait_until(lambda: f":{port:04X} " in Path(f"/proc/{server.pid}/net/tcp").read_text(), 120)
        ended_well(start("work-pool", "create", "copydesk", "--type", "process"))
        ended_well(start("--no-prompt", "deploy", "--all", "--prefect-file", str(YAML)))
        worker = start("worker", "start", "--pool", "copydesk")
        stack.callback(worker.kill)
        ended_well(start("deployment", "run", "copydesk-ingest/ingest"))
        ended_well(start("deployment", "run", "copydesk-upkeep/upkeep"))
        wait_until(lambda: len(asked(desk, DONE)) == 3 and {s for _, s in asked(desk, DONE)} == {"COMPLETED"}, 180)
        assert {name for name, _ in asked(desk, DONE)} == {"copydesk-ingest", "copydesk-run", "copydesk-upkeep"}
        assert asked(desk, WAITING)[0][0] > 0
        tasks = Path(f"/proc/{worker.pid}/task")
        wait_until(lambda: not any(path.read_text() for path in tasks.glob("*/children")), 60)
        worker.kill()  # asked to stop, it once waited for ever
        said, _ = worker.communicate()
        assert not COMPLAINT.search(said), said
    assert len(desk.uris()) == 5


def asked(desk: Newsdesk, query: str) -> list[tuple[object, ...]]:
    """What the server's database answers."""
    database = sqlite3.connect(f"file:{desk.folder / 'home' / 'prefect.db'}?mode=ro", uri=True, timeout=30)
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()
