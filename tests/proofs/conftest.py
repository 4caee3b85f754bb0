"""What the proofs share: a desk whose processes see no network but the loopback, where the machine allows that."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offline import loopback_only
from tests.proofs.newsdesk import Newsdesk


@pytest.fixture(scope="session")
def network() -> Iterator[tuple[str, ...]]:
    with loopback_only() as words:
        if not words:
            print("\nwith the network of this machine: no namespaces here")
        yield words


@pytest.fixture
def desk(tmp_path: Path, network: tuple[str, ...]) -> Newsdesk:
    return Newsdesk(tmp_path, network)
