"""Quotations and names are read from the repaired text; their spans are in the raw one."""

import pytest

from transforms.refine import Pipeline, refine

CLEAN = "“I am tired of René,” Jean Roe told reporters.\n\n“We sail,” Zoë Müller added."
BROKEN = {"“": "â€œ", "”": "â€\x9d", "é": "Ã©", "ë": "Ã«", "ü": "Ã¼"}
SPELLED = {"“": "&ldquo;", "”": "&#8221;", "é": "&eacute;", "ë": "&euml;", "ü": "&uuml;"}


@pytest.mark.parametrize(
    "raw",
    [
        CLEAN,
        "".join(BROKEN.get(c, c) for c in CLEAN),
        "".join(SPELLED.get(c, c) for c in CLEAN),
        CLEAN.replace("o", "o\u200b").replace("“", "\u200b“"),
    ],
)
def test_quotations_and_names_are_those_of_the_repaired_text(raw: str) -> None:
    tables = refine(["1"], [raw], 1, Pipeline.of()).batches
    quotes, mentions = tables["quotes"].to_pylist(), tables["mentions"].to_pylist()
    assert [(row["text"], row["speaker_name"]) for row in quotes] == [
        ("I am tired of René,", "Jean Roe"),
        ("We sail,", "Zoë Müller"),
    ]
    assert [row["name"] for row in mentions] == ["Jean Roe", "Zoë Müller"]
    for row in quotes:
        assert raw[row["speaker_start"] :].startswith(row["speaker"])
        assert raw[row["cue_start"] :].startswith(row["cue"])
        assert raw[row["start"]] in "“â&\u200b"
    assert [raw[row["start"] :].startswith(row["text"]) for row in mentions] == [True, True]
