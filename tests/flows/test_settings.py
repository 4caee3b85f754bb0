"""Flags beat variables, variables beat files, files beat defaults."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from flows.errors import UsageError
from flows.settings import Settings, settings_of


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_defaults() -> None:
    settings = settings_of()
    assert (settings.seeds, settings.warehouse, settings.collection_name) == ("seeds", "warehouse/data", "seeds")
    assert (settings.max_removed_share, settings.max_reject_share) == (0.1, 0.2)
    assert settings.state_dir == Path("warehouse/data/_state")


def test_each_source_beats_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("pyproject.toml").write_text('[tool.copydesk]\nseeds = "four"\n')
    assert settings_of().seeds == "four"
    Path("copydesk.toml").write_text('seeds = "three"\nworkers = 7\n')
    assert settings_of().seeds == "three"
    monkeypatch.setenv("COPYDESK_SEEDS", "two")
    assert settings_of(seeds=None).seeds == "two"
    assert settings_of(seeds="one").seeds == "one"
    assert settings_of(seeds="one").workers == 7


def test_a_mistyped_name_in_a_file_is_refused() -> None:
    Path("copydesk.toml").write_text('seed = "x"\n')
    with pytest.raises(UsageError, match=r"copydesk.toml has no setting 'seed'; did you mean seeds\?"):
        settings_of()


def test_a_wrong_value_is_refused() -> None:
    with pytest.raises(ValidationError):
        settings_of(max_removed_share=2)


@pytest.mark.parametrize("zone", ["Mars/Base", "", "../etc/passwd", "UTC+1"])
def test_a_zone_that_there_is_not_is_refused(zone: str) -> None:
    assert settings_of(timezone="Europe/Oslo").timezone == "Europe/Oslo"
    with pytest.raises(ValidationError, match="timezone"):
        settings_of(timezone=zone)


NUMBERS = sorted(name for name, field in Settings.model_fields.items() if field.annotation in (int, float))


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e30", str(10**30), "-1", "many", ""])
def test_every_number_has_a_range(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"COPYDESK_{name.upper()}", value)
    with pytest.raises(ValidationError, match=name):
        settings_of()


def test_every_setting_says_what_it_is() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_codes_from_a_variable_are_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_IGNORE", "A001, B002")
    assert settings_of().ignore == ("A001", "B002")


def test_overrides_of_a_variable_are_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("copydesk_overrides", '[{"path": "a*", "off": ["NUM003"]}]')
    assert [(o.path, o.off) for o in settings_of().overrides] == [("a*", ("NUM003",))]
    monkeypatch.setenv("copydesk_overrides", "[{")
    with pytest.raises(ValidationError, match="it is not JSON"):
        settings_of()


@pytest.mark.parametrize(
    ("seeds", "name"),
    [("/srv/wire/", "wire"), ("s3://bucket/some/news", "news"), ("a/../wire", "wire")],
)
def test_a_collection_is_named_after_its_root(seeds: str, name: str) -> None:
    assert settings_of(seeds=seeds).collection_name == name


def test_the_state_of_a_bucket_is_kept_on_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    one, other = (settings_of(warehouse=uri).state_dir for uri in ("s3://bucket/a", "s3://bucket/b"))
    assert one.is_relative_to(tmp_path)
    assert one != other
