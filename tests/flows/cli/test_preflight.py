"""What a schedule may be, said before anything starts."""

import pytest

from flows.cli.preflight import refuse_cron
from flows.errors import UsageError


@pytest.mark.parametrize("cron", ["*/15 * * * *", "17 3 * * 1-5"])
def test_a_schedule_that_comes_is_taken(cron: str) -> None:
    refuse_cron(cron)


@pytest.mark.parametrize("cron", ["nope", "* * *", "R * * * *", "0 h * * *", "0 0 31 2 *"])
def test_a_schedule_that_prefect_refuses_or_that_never_comes_is_refused(cron: str) -> None:
    with pytest.raises(UsageError, match="cron expression"):
        refuse_cron(cron)
