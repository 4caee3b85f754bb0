"""Photo credits, which credit no text."""

import pytest
from reader_examples import MEDIA, MEDIA_CAPTIONS

from transforms.facts import media


@pytest.mark.parametrize(("form", "line"), MEDIA, ids=[e.line[:40] for _, e in MEDIA])
def test_form(check, form, line):
    found = check("media", form, line)
    assert found.value("agency") is None
    assert found.code == "BOI002"


@pytest.mark.parametrize("line", MEDIA_CAPTIONS, ids=[e.line[-30:] for e in MEDIA_CAPTIONS])
def test_caption(check, line):
    found = check("media", "caption", line)
    assert found.value("agency") is None
    assert (found.code, found.role) == ("PAG009", "caption")


@pytest.mark.parametrize(
    "line",
    [
        "Rain fell on the roofs of the town, the mayor said (AFP/Reuters)",
        "Rain fell on the roofs of the town, the and/or rule of Reuters said.",
        "He showed a photo courtesy of the mayor.",
        "Rain fell on the photo / the roofs",
        "Rain fell on the roofs of the town, and he took a photo (AFP)",
        "The mayor wore a new hat (photo by her son, who works for Reuters in the town)",
        "“It rains on all the roofs,” the mayor said on Monday. (Photo: Hina)",
        "The mayor said so on Monday (via Reuters)",
        "TOKYO (Kyodo) - Rain fell on the roofs of the town. (Photo: Kyodo)",
        "FILE the roofs, he said (AP)",
        "Files - the mayor has many of them.",
        "© AFP",
        "The photo: a roof.",
        "Photo of a roof",
        "Images are everything",
        "Photo = Roof Images The first roof of the street was built in a single year, he said",
        "Video games are popular.",
        "and/or",
        "",
    ],
)
def test_what_is_no_photo_credit(line):
    assert media.read(line) is None


@pytest.mark.parametrize(
    "credit",
    ["(Jane Roe/Valley Gazette)", "(Valley Gazette file)", "[Courtesy of Jane Roe]", "(Submitted photo)"],
)
def test_a_caption_that_names_no_agency(credit):
    found = media.read_caption(f"Roofs in the rain on Monday. {credit}")
    assert found is not None
    assert found.role == "caption"
    assert found.value("info_sources") is None
    assert media.read_caption(f"Roofs in the rain on Monday {credit}") is None


@pytest.mark.parametrize(
    "end", ["(Jane Roe was his aunt)", "(The Roe file)", "(Team Valley)", "(win/loss)", "(See photo)"]
)
def test_a_sentence_that_ends_with_brackets_is_no_caption(end):
    assert media.read_caption(f"Roofs were wet on Monday. {end}") is None


def test_a_caption_has_a_longest_length():
    end = "in Lima. REUTERS / Jane Roe"
    longest = ("Rain falls " * 99)[: media.LONGEST_CAPTION - len(end)] + end
    assert media.read_caption(longest) is not None
    assert media.read_caption(f"R{longest}") is None


@pytest.mark.parametrize(
    ("line", "may_be"),
    [
        ("FILE - A roof in the rain", True),
        ("ARCHIVES – Un toit sous la pluie", True),
        ("A roof in the rain. © Jane Roe, AFP", True),
        ("A roof in the rain. Jane Roe/Reuters", True),
        ("A roof in the rain. [Jane Roe]", True),
        ("A roof in the rain (Jane Roe).", True),
        ("Rain fell on the roofs (and on the street) of the town.", False),
        ("FILE your claims in May.", False),
    ],
)
def test_a_text_with_what_may_be_a_caption_may_have_one(line, may_be):
    assert media.may_be_caption(line) == may_be
    assert media.may_have_caption(f"Rain fell.\n{line}\nIt ceased.") or not may_be
    assert not media.may_have_caption("Rain fell on the roofs of the town: all day, from 8 to 5 – and at night.")


def test_captions_with_a_japanese_date_or_the_polish_label():
    for line in ("水槽が並ぶ体育館＝18日、北浜町", "Fot. Gmina Dach"):
        found = media.read(line)
        assert found is not None
        assert found.role == "caption"
    for line in ("体育館は18日、開いた。", "Fotel dla gminy", "売上高＝過去最高"):
        assert media.read(line) is None


@pytest.mark.parametrize(
    "line", ["Photo by night was the theme of the show.", "Picture by picture the book tells of the sea."]
)
def test_a_sentence_after_by_is_no_credit(line: str) -> None:
    assert media.read(line) is None
