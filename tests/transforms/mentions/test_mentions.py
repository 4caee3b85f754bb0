"""Persons, places, organisations and agencies that a text names, each with what shows it."""

import pytest

from transforms.mentions import DatelinePlace, Mention, read


def mentions(text: str, language: str | None = "en", place: DatelinePlace | None = None) -> list[Mention]:
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append((start, start + len(line)))
        start += len(line) + 1
    found = read(text, paragraphs, ["body"] * len(paragraphs), language, place)
    assert found == sorted(found)
    assert all(0 <= m.start < m.stop <= len(text) for m in found)
    return found


def named(text: str, language: str | None = "en") -> list[tuple[str, str]]:
    return [(m.kind, text[m.start : m.stop]) for m in mentions(text, language)]


PERSONS = {
    "a family name that is a town's as well": (
        "The prize went to Margaret Clinton.\nAfterwards Clinton left.",
        "Clinton",
    ),
    "a town without `in` before it": ("Margaret Kiel came. Kiel, a lawyer, left.", "Kiel"),
    "a town in the possessive": ("Margaret Kiel came. They met in Kiel’s house.", "Kiel"),
    "a hyphen in the given name": ("They thanked Margaret-Ann Quillfeather.", "Margaret-Ann Quillfeather"),
    "a role behind with its office": ("Now Brook Stone, the captain of the boat, agrees.", "Brook Stone"),
    "a role with its office before": ("The captain of the boat, Brook Stone, agrees.", "Brook Stone"),
    "a role behind without an article": ("For Brook Stone, researcher at the port, it is late.", "Brook Stone"),
    "a role behind a single name": ("It was cold, said Quandarro, a spokesman.", "Quandarro"),
    "a town before it": ("The mayor of Suva Margaret Quillfeather agrees.", "Margaret Quillfeather"),
    "a ministry before it": ("The Ministry of Health Margaret Quillfeather agrees.", "Margaret Quillfeather"),
    "a title": ("The plan of Harbour Minister Teuila Fonoti failed.", "Teuila Fonoti"),
    "a title with its field": ("He met Secretary of State Brunhild Aasmann there.", "Brunhild Aasmann"),
    "an abbreviated title": ("Later Dr. Okwuchukwu Zeb spoke.", "Okwuchukwu Zeb"),
    "a title of a single name": ("It was Mrs Quandary who left.", "Quandary"),
    "a given name": ("They thanked Margaret Quillfeather warmly.", "Margaret Quillfeather"),
    "an initial": ("It was written by Quill F. Featherstone alone.", "Quill F. Featherstone"),
    "an age": ("Then Brook Stone, 43, left the boat.", "Brook Stone"),
    "a role before": ("They asked the fisherman Brook Stone for help.", "Brook Stone"),
    "a role behind": ("Now Brook Stone, the chief engineer, agrees.", "Brook Stone"),
    "a cue behind": ("Yesterday Brook Stone said no.", "Brook Stone"),
    "who": ("They praised Brook Stone, who built it.", "Brook Stone"),
    "a trade that is no part of the name": ("Then Comedian Margaret Quillfeather left.", "Margaret Quillfeather"),
    "a verb that is no part of the name": ("Brook Stone won. Playing Stone was hard.", "Stone"),
    "a verb that refers to a family name": ("Brook Stone won.\nSee Stone, page 4.", "Stone"),
    "a verb that refers to a full name": (
        "The boats left. Meet Margaret Quillfeather, the pilot.",
        "Margaret Quillfeather",
    ),
    "a family name like such a verb": ("They praised See Kok Ann, who built it.", "See Kok Ann"),
    "a verb of saying before the name": ("Brook Stone won. Added Stone: it is over.", "Stone"),
    "a verb of saying in a headline": ("Margaret Quillfeather Denies Quibble Flood Claims", "Margaret Quillfeather"),
    "an office with `of the`": ("President of the Republic Brook Stone spoke.", "Brook Stone"),
    "a country's initials before it": ("Later U.S. Consul Teuila Fonoti spoke.", "Teuila Fonoti"),
    "a verb of saying after a quotation": ("‘It will hold,’ insisted Brook Stone.", "Brook Stone"),
    "an office with two fields": ("Minister of Transport and Infrastructure Teuila Fonoti spoke.", "Teuila Fonoti"),
    "a family name later": ("The prize went to Brook Stone.\nAfterwards Stone left.", "Brook Stone"),
}


@pytest.mark.parametrize(("text", "name"), PERSONS.values(), ids=PERSONS)
def test_a_person_has_a_sign(text: str, name: str) -> None:
    assert ("person", name) in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "They stayed in Brook Stone, home of the port, all day.",
        "They founded Golden Spoon in spring.",
        "He joined the Silent Meadow choir.",
        "The Winter Games begin on Monday.",
        "A Peace Agreement was signed.",
        "Monday Morning was quiet.",
        "She likes French Toast best.",
        "Both Ugandan and Kenyan farmers came.",
        "The CEO and the MP met on TV.",
        "She landed with QX 251 at noon.",
        "A line of ZB crossed it.",
        "They hold a degree in Accounting.",
        "QUARTER NET\n    NOTE: net includes a gain",
        "The N.Y. boats left.",
    ],
)
def test_words_without_a_sign_name_nobody(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("He flew to Nairobi at night.", "place", "Nairobi"),
        ("It is sold across Southeast Asia now.", "place", "Southeast Asia"),
        ("They left Southern Lebanon early.", "place", "Southern Lebanon"),
        ("A fire burned in Quibblethorpe for days.", "place", "Quibblethorpe"),
        ("Boats on the Quibble River stopped.", "place", "Quibble River"),
        ("The Ministry of Health and Welfare said no.", "organisation", "Ministry of Health and Welfare"),
        ("The Food and Boat Administration said no.", "organisation", "Food and Boat Administration"),
        ("Workers of Quibble Shipping stopped.", "organisation", "Quibble Shipping"),
        ("Fans of Dynamo Quibble sang.", "organisation", "Dynamo Quibble"),
        ("The Ministry of Health Margaret Quill agrees.", "organisation", "Ministry of Health"),
        ("Margaret Kiel left. He was in Kiel. Kiel is old.", "place", "Kiel"),
        ("It bought the airline Quandarro in May.", "organisation", "Quandarro"),
        ("Fire broke out at the company “Quandarro” again.", "organisation", "Quandarro"),
        ("The charity Quandarro came. Then Quandarro left.", "organisation", "Quandarro"),
        ("The QBF met again.", "organisation", "QBF"),
        ("Then UN staff left.", "organisation", "UN"),
        ("Now Quibble Renewables says no.", "organisation", "Quibble Renewables"),
        ("The ZB met. Later ZB staff left.", "organisation", "ZB"),
        ("Then QBFR rose.", "organisation", "QBFR"),
        ("Pictures were shown by Reuters again.", "agency", "Reuters"),
        ("Soldiers of the United Nations came.", "organisation", "United Nations"),
        ("The Nairobi-based firm paid.", "place", "Nairobi"),
        ("It is up to the U.S. Harbours to pay.", "place", "U.S."),
        ("He met the President of the United States there.", "place", "United States"),
        ("She was Minister of Defence of Kenya then.", "place", "Kenya"),
        ("Old friends of Kenya’s capital came.", "place", "Kenya"),
    ],
)
def test_places_organisations_and_agencies(text: str, kind: str, name: str) -> None:
    assert (kind, name) in named(text)


def test_one_person_has_one_name_title_and_affiliation() -> None:
    text = "US Harbour Minister Teuila Fonoti spoke first. Fonoti, a guest of Quibble Shipping, left."
    persons = [m for m in mentions(text) if m.kind == "person"]
    assert [m.name for m in persons] == ["Teuila Fonoti", "Teuila Fonoti"]
    assert [m.title for m in persons] == ["Minister", None]
    assert [m.affiliation for m in persons] == [None, "Quibble Shipping"]


def test_an_acronym_in_brackets_has_the_name_before_it() -> None:
    found = mentions("The Quibble Boat Friends (QBF) met. The QBF paid.")
    assert [(m.kind, m.name) for m in found] == [("organisation", "Quibble Boat Friends")] * 3


def test_a_place_has_its_concept_and_coordinates() -> None:
    (place,) = mentions("He flew to Nairobi at night.")
    assert (place.country, place.uri) == ("KE", "https://sws.geonames.org/184745/")
    assert place.latitude == pytest.approx(-1.28, abs=0.1)
    assert place.longitude == pytest.approx(36.8, abs=0.1)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Rain fell in Zhejiang Province.", "CN"),
        ("Rain fell in Northern Province.", None),
        ("Rain fell in Congo.", "CD"),
    ],
)
def test_a_province_has_its_country(text: str, country: str | None) -> None:
    assert [place.country for place in mentions(text)] == [country]


def test_congo_is_the_one_whose_towns_the_text_names() -> None:
    text = "Rain fell in Congo. It fell in Brazzaville."
    assert [place.country for place in mentions(text)] == ["CG", "CG"]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Der Hafen in Kiel bleibt zu, sagte Thomas Quandt.", "de", [("place", "Kiel"), ("person", "Thomas Quandt")]),
        ("Das Essen und die Halle waren gut.", "de", []),
        (
            "Le port de Marseille reste ouvert, selon Philippe Quandry.",
            "fr",
            [("place", "Marseille"), ("person", "Philippe Quandry")],
        ),
        ("Гавань закрыта.", "ru", []),
        ("港は閉まっている。", "ja", []),
    ],
)
def test_other_languages_give_what_is_sure(text: str, language: str, found: list[tuple[str, str]]) -> None:
    assert named(text, language) == found


def test_only_the_story_is_read() -> None:
    text = "Nairobi\nKampala"
    assert [m.name for m in read(text, [(0, 7), (8, 15)], ["navigation", "body"], "en", None)] == ["Kampala"]


@pytest.mark.parametrize(
    "text",
    [
        "Ada of the " * 1_000 + "Roe",
        "A" * 1_000_000,
        "Ada’s " * 20_000,
        "(ABC) " * 20_000,
        "“" * 1_000_000,
        "Quibble " * 50_000,
        "Ada Roe, a " * 20_000,
    ],
    ids=["of the", "one word", "owners", "acronyms", "marks", "words", "appositions"],
)
def test_hostile_texts_are_read(text: str) -> None:
    mentions(text)


FULL_NAMES = {
    "two of one family": (
        "Mayor Karl Quandary thanked Margaret Quandary. Karl Quandary left.",
        ["Karl Quandary", "Margaret Quandary", "Karl Quandary"],
    ),
    "a single name is the person named last": (
        "Karl Quandary met Margaret Quandary. Mrs Quandary left.",
        ["Karl Quandary", "Margaret Quandary", "Margaret Quandary"],
    ),
    "a single name before the full one": ("Mr Quandary left. Later Karl Quandary spoke.", ["Karl Quandary"] * 2),
    "a longer name of the same person": (
        "Karl Quandary left. Nobody saw Karl Ulric Quandary again.",
        ["Karl Ulric Quandary"] * 2,
    ),
    "a first name is no family name": (
        "President Margaret Stone met Stone Peters, 40, there.",
        ["Margaret Stone", "Stone Peters"],
    ),
}


@pytest.mark.parametrize(("text", "names"), FULL_NAMES.values(), ids=FULL_NAMES)
def test_a_person_has_the_full_name_of_its_own(text: str, names: list[str]) -> None:
    assert [m.name for m in mentions(text) if m.kind == "person"] == names


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Rain fell in Batumi, Georgia.", "Georgia", "GE"),
        ("Rain fell in Atlanta, Georgia.", "Georgia", "US"),
        ("The UK paid.", "UK", "GB"),
        ("The UAE paid.", "UAE", "AE"),
        ("Boats left Jamaica.", "Jamaica", "JM"),
        ("Boats left Ontario.", "Ontario", "CA"),
    ],
)
def test_areas_have_their_country(text: str, name: str, country: str) -> None:
    assert (name, country) in [(mention.name, mention.country) for mention in mentions(text)]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Fire broke out near Newcastle in New South Wales, Australia.", "Newcastle", "AU"),
        ("Fire broke out near Newcastle in England.", "Newcastle", None),
        ("Fire broke out in Newcastle on Monday.", "Newcastle", None),
        ("Officials in Perth said that Scotland would pay.", "Perth", None),
        ("Officials in Perth said that Australia would pay.", "Perth", "AU"),
        ("Officials in Perth said that Japan would pay.", "Perth", "AU"),
        ("Officials in Boston said that England would pay.", "Boston", "US"),
    ],
)
def test_a_town_is_unknown_where_the_text_names_the_country_of_another(
    text: str, name: str, country: str | None
) -> None:
    assert (name, country) in [(mention.name, mention.country) for mention in mentions(text)]


@pytest.mark.parametrize("text", ["The price of Brent rose in London.", "Reservoir levels fell in Texas."])
def test_oil_and_common_words_are_no_places(text: str) -> None:
    assert not {"Brent", "Reservoir"} & {mention.name for mention in mentions(text)}
