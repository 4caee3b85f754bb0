"""Faults of numbers and of deletions: a number is made whole or left, and what is the story's stays."""

import pytest

from tests.transforms.faults.desk import STORY, body


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("Trade grew 2 . 7 percent last year.", "2.7 percent"),
        ("Trade grew 0 . 25% last year.", "0.25% "),
        ("Trade grew 12 .5 million last year.", "12.5 million"),
        ("Some 8 , 000 guests came.", "8,000 guests"),
        ("Some 1 , 250 , 000 guests came.", "1,250,000 guests"),
        ("The roof cost $ 6 . 2 million.", "$6.2 million"),
        ("The roof cost € 3 . 75 in the end.", "€3.75 in"),
        ("She got 2 345,67 euros for the old roof.", "2,345.67 euros"),
        ("She got 12 345 678,90 euros for the old roof.", "12,345,678.90 euros"),
        ("It rose by 41,33 points and ended at 12.608,15 points.", "by 41.33 points and ended at 12,608.15 points"),
        ("It rose by 2,5 to 3,5 percent.", "2.5 to 3.5 percent"),
        ("It fell by 4,5 percent and was at 3,77 in the end.", "4.5 percent and was at 3.77 in"),
        ("Of 2.350 traders 4,5 percent came by sea.", "2,350 traders 4.5 percent"),
        ("It holds 14 000 seats, of which 2 350 are new.", "14,000 seats, of which 2,350 are"),
        ("Some 10 250 300 guests came in all these years.", "10,250,300 guests"),
        ("Some 10.250.300 guests came in all these years.", "10,250,300 guests"),
        ("The roof cost €2.400.000, and the door cost € 99,50 more.", "€2,400,000, and the door cost €99.50 more"),
        ("It fell to -7,5 degrees in the hall.", "to -7.5 degrees"),
    ],
)
def test_a_number_is_made_whole(line: str, right: str) -> None:
    assert right in body(f"{STORY}\n\n{line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "Police counted 200 300 people in the hall.",
        "Of the 12,000 guests, 150 250 people left in the rain.",
        "In May 3 400 guests came to the hall.",
        "On Flight 215 180 people were on board.",
        "In 2019 250 stalls were let to traders.",
        "In May 5 , 300 came to the hall.",
        "He was first in 1996 . 5 others followed.",
        "The line 7 . 4 stops in the hall.",
        "Ring the hall on 601 555 432 for a stall.",
        "It fell by 4,5 percent, to 1.250 in the end, and 3,77 is left.",
        "Rooms 2,3 and 4,5 are let.",
        "Prices fell by 3,5 percent, to 1.250 in the end.",
        "Notes of $10,20 and 50 were in the box.",
        "It came from 172.16.254.100 computers in the hall.",
        "Decree 12.345.678 requires a roof.",
        "He stood on lanes 4-5,5 metres from the door.",
    ],
)
def test_a_number_that_may_be_two_is_left(line: str) -> None:
    assert line in body(f"{STORY}\n\n{line}\n")


@pytest.mark.parametrize(
    "rows",
    [
        "    TIN        503 507\n    LEAD       291 296",
        "    TIN        503 507 000\n    LEAD       291 296 300",
        "Apples 230 245\nPears 310 325",
        "12 000 13 000\n410 425\n",
        "EGGS\t204 209\nMILK\t118 121",
    ],
)
def test_rows_of_numbers_are_no_numbers_with_blanks(rows: str) -> None:
    for pair in ("503,507", "291,296", "230,245", "310,325", "410,425", "204,209", "118,121"):
        assert pair not in body(f"MARKET PRICES\n\n{rows}\n\n{STORY}\n")


@pytest.mark.parametrize("gap", ["      ", "\t"])
def test_round_thousands_in_rows_are_one_number(gap: str) -> None:
    assert f"TIN{gap}85,000\nLEAD{gap}12,000" in body(f"{STORY}\n\nTIN{gap}85 000\nLEAD{gap}12 000\n")


@pytest.mark.parametrize(
    "name",
    [
        "<J R Harbin Inc>",
        "<em>",
        "<B>",
        "<I S Fulton>",
        "<A C Mills Ltd>",
        "<BR>",
        "<P and O>",
        "<title pending>",
    ],
)
def test_a_name_in_angle_brackets_is_no_tag(name: str) -> None:
    assert f"the shares of {name} fell" in body(f"{STORY}\n\nIn the hall, the shares of {name} fell by a tenth.\n")


@pytest.mark.parametrize("word", ["share.", "tweet.", "comment.", "email.", "read more."])
def test_the_last_word_of_a_wrapped_line_is_no_button(word: str) -> None:
    wrapped = f"    LYON, April 9 - The owner of the hall said it will pay its members 14 francs a\n{word}\n"
    text = f"HALL TO PAY MORE\n{wrapped}    It paid 11 francs last year, the owner of the hall told its members.\n"
    assert word in body(text)


@pytest.mark.parametrize(
    "note",
    [
        "NOTE: Figures adjusted for the two for one split\nmade in May.",
        "NOTE: Year ends in June.",
        "NOTE: 1986 results include a gain of 12 mln on the\nsale of a mill.",
        "Note: Trade closed early on the eve of the fair.",
        "NOTE - The first half has been restated.",
    ],
)
def test_a_note_of_results_is_the_storys(note: str) -> None:
    text = f"MILL REPORTS\n    Oper shr 51 cts vs 47 cts\n    Net 3,100,000 vs 2,800,000\n    {note}\n"
    assert note in body(text)
