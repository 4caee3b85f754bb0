"""Who says what in English: an example of each place where a speaker stands, and of each trap."""

import pytest

from transforms import mentions, quotes
from transforms.paragraphs import split_paragraphs
from transforms.quotes import Quote


def read(text: str, language: str | None = "en") -> list[Quote]:
    paragraphs = split_paragraphs(text)
    found = quotes.read(text, paragraphs, ["body"] * len(paragraphs), [], language=language, source_language=None)
    for quote in found:
        assert quote.speaker != ""
        assert quote.speaker is None or text[quote.speaker_start : quote.speaker_stop] == quote.speaker
        assert quote.cue is None or text[quote.cue_start : quote.cue_stop] == quote.cue
    return found


SPEAKERS = (
    ("Shipowners warn that “the quay is sinking year by year”.", "Shipowners", "warn", "before"),
    ("Oduya thanked the crew, with the union calling it “an act of courage”.", "the union", "calling", "before"),
    ("“We heard nothing all night,” lawyer Ida Moss.", "lawyer Ida Moss", None, "after_bare"),
    ("The union led the crowd in a song that “we will not leave this harbour”.", "The union", None, "sentence_subject"),
    ("“We shall rebuild the pier,” she told reporters.", "she", "told", "after_pronoun"),
    ("“The ferry is late again,” notes Ms. Oduya.", "Ms. Oduya", "notes", "after_inverted"),
    ("“The ferry is late again”, declared the minister on Monday.", "the minister", "declared", "after_inverted"),
    ("“No boat left the harbour,” according to the port office.", "the port office", "according to", "after_inverted"),
    ("“I never saw it,” says psychologist Nadia Brandt, who was there.", "psychologist Nadia Brandt", "says", None),
    ("“We were lucky,” Abel Tamm, 58, said.", "Abel Tamm, 58", "said", "after_phrase"),
    ("“We were lucky,” Abel Tamm (R-Tarn), a member of the board, said.", None, "said", "after_phrase"),
    ("The plan is “to lift these charges” by the end of May, she says.", "she", "says", "after_sentence"),
    ("“Not one more step,” Tamm barked.", "Tamm", "barked", "after_phrase"),
    ("The mayor of Tarn said “the bridge will hold” for a year.", "The mayor of Tarn", "said", "before"),
    ("Oduya: “The bridge will hold for a year.”", "Oduya", None, "colon"),
    ("According to Ilse Brandt, “the bridge will hold for a year”.", "Ilse Brandt", "According to", "according_to"),
    ("For Paris, “the bridge will hold for a year”.", "Paris", "For", "according_to"),
    ("Bridge holds\n\nFor Paris, “the bridge will hold for a year”.", "Paris", "For", "according_to"),
    ("A trader accused by Tarn of being a “spy” was freed.", "Tarn", "accused", "before_by"),
    ("Abel Tamm, as such head of the port, called it “a start”.", "Abel Tamm", "called", "before"),
    ("Abel Tamm, who has run the port for ten years, warned of “a long winter”.", "Abel Tamm", "warned", "before"),
    ("On Monday, Abel Tamm opened the pier and said: “It is done at last.”", "Abel Tamm", "said", "before"),
    ("Oduya praised the crew, adding: “They saved the day for us.”", "Oduya", "adding", "before"),
    ("Ida Moss, a baker and head of the guild, said that “bread is dear”.", "Ida Moss", "said", "before"),
    ("An aide, speaking on the pier, called the plan “a poor joke”.", "An aide", "called", "before"),
    ("“The bridge will hold,” the mayor will say.", "the mayor", "say", "after_phrase"),
    ("“We were lucky,” AFP quoted Ada Roe as saying.", "Ada Roe", "quoted", "after_phrase"),
    ("“We were lucky,” the paper cited Gen. Tamm, 58, as telling reporters.", "Gen. Tamm, 58", "cited", "after_phrase"),
    ("“We were lucky,” Tamm was quoted as saying by the agency.", "Tamm", "quoted", "after_phrase"),
    ("“We were lucky,” was the answer of Ada Roe.", "Ada Roe", "was the answer of", "after_inverted"),
    ("“We must act”, insisted on Friday the minister Ida Moss.", "the minister Ida Moss", "insisted", None),
    ("“We must act”, said in his turn the mayor Abel Tamm.", "the mayor Abel Tamm", "said", None),
    ("“We must act”, has pointed out Moss.", "Moss", "pointed", None),
    ("“We must act”, so Moss.", "Moss", None, "after_bare"),
    ("“We must act”, according to him.", "him", "according to", "after_inverted"),
    ("According to her, “we must act at once”.", "her", "According to", "according_to"),
    ("Stating that works continue, Moss used these words: “We will finish in May.”", "Moss", None, "before_colon"),
    ("Abel Tamm, a spokesman for the union Unite, said all were “left in the dark”.", "Abel Tamm", "said", "before"),
    ("The actress, born in Suva, says that she came “out of fear”.", "The actress", "says", "before"),
    ("Abel Tamm, reached by telephone, said it was “a small fire”.", "Abel Tamm", "said", "before"),
    ("The Food and Boat Office said it was “ready to act”.", "The Food and Boat Office", "said", "before"),
    ("Ida Moss and Abel Tamm called it “a gift”.", "Ida Moss and Abel Tamm", "called", "before"),
    ("Oduya met Moss and Tamm called it “a gift”.", "Tamm", "called", "before"),
    ("The mayor, visibly annoyed, said it was “a shame”.", "The mayor", "said", "before"),
    ("The plan was labelled “a poor joke” by traders.", "traders", "labelled", "after_by"),
    ("The plan was deemed “a poor joke” by Ida Moss.", "Ida Moss", "deemed", "after_by"),
    ("The pier, described as “unsafe” by inspectors, is shut.", "inspectors", "described", "after_by"),
    ("A diver was accused by the union of “theft”.", "the union", "accused", "before_by"),
    ("Tamm was told by a guard: “You are not on the list.”", "a guard", "told", "before_by"),
    ("The agency quoted Moss as saying: “We shall rebuild it.”", "Moss", "saying", "before"),
    ("He left, citing the mayor as saying that the pier was “dead”.", "the mayor", "citing", "before"),
    ("Moss was quoted as saying: “We shall rebuild it.”", "Moss", "saying", "before"),
    ("Oduya is reported to have called the crew “brave to the last”.", "Oduya", "reported", None),
    ("The union on Monday night accused the mayor of “playing with fire”.", "The union", "accused", "before"),
    ("The party spoke on Monday of “a slap in the face”.", "The party", "spoke", "before"),
    ("“It is a scandal”, is indignant Abel Tamm.", "Abel Tamm", "is indignant", "after_inverted"),
    ("“I have no light heart”, defends himself Abel Tamm, of the union.", "Abel Tamm", "defends", "after_inverted"),
    ("“The port, explains Mr. Tamm, has not received us since May”.", "Mr. Tamm", "explains", "within"),
    ("“The doctor, Tamm says, was drunk,” Moss testified.", "Moss", "testified", None),
    ("'We'll rebuild the pier, for the boats' sake,' Ida Moss said.", "Ida Moss", "said", None),
    (
        "The mayor turned to the crowd with her old promise: “Nobody will be left out.”",
        "The mayor",
        None,
        "before_colon",
    ),
)


@pytest.mark.parametrize(("text", "speaker", "cue", "form"), SPEAKERS, ids=lambda value: str(value)[:40])
def test_a_speaker_is_read(text: str, speaker: str | None, cue: str | None, form: str | None) -> None:
    (quote,) = read(text)
    assert quote.cue == cue
    assert quote.speaker == speaker or (speaker is None and (quote.speaker or "").startswith("Abel Tamm"))
    assert form is None or quote.form == form


SEQUENCES = (
    ("The bridge was “closed at last”, so Moss left.", (None,)),
    ("A runoff with Jo “Salty” or a clerk who accused him of lies, a clerk who told all.", (None,)),
    ("Only when a woman can walk without being told to “smile” will it end.", (None,)),
    ("The boats left “early in the day”, - quotes “Tarnfax” of the port.", (None, None)),
    ("“It is over,” Tamm said. “We go home now, all of us.”", ("Tamm", "Tamm")),
    ("“It is over,” Tamm said.\n\n“We go home now, all of us.”", ("Tamm", "Tamm")),
    ("Tamm praised “the calm” and “good humour” of the crew and told them to rest.", ("Tamm", "Tamm")),
    ("Tamm said he saw “great calm” and “good humour” in the crew.", ("Tamm", "Tamm")),
    ("The council made its answer known:\n\n“The road stays closed until further notice.”", ("The council",)),
    ("“It is over.” Oduya said the road was “closed for good”.", (None, "Oduya")),
    ("Moss praised the “old pier,” but Tamm called it “a poor joke”.", ("Moss", "Tamm")),
    ("“We sail at dawn,” said Moss. “Not before,” Tamm replied.", ("Moss", "Tamm")),
    ("“We sail at dawn,” he said. -he declares. “The wind is fair and we are ready.”", ("he", "he")),
)


@pytest.mark.parametrize(("text", "speakers"), SEQUENCES, ids=lambda value: str(value)[:40])
def test_several_quotations_have_their_speakers(text: str, speakers: tuple[str | None, ...]) -> None:
    assert tuple(quote.speaker for quote in read(text)) == speakers


TERMS = (
    "Moss told the guild of Tarn that nobody in the whole long row of houses kept a “Founders” plate on the wall.",
    "She spoke on the show “The Late Shift” about the strike, and Tamm said nothing.",
    "The so-called “green belt” runs around the town.",
    "He later ran a bar named “The Ropes” in Tarn.",
    "The agency “Tarnfax” quoted a soldier on Monday.",
    "Voters of Tarn wore caps with “Build It Now” on them.",
    "The port office said the tanker “Northern Light” had run aground.",
    "Her new novel, “The Salt Road,” sold well, the publisher said.",
    "Ida “Salt” Moss told the court that she was ill.",
    "The so-called “law of the sea” is dead, Tamm said.",
    "The mayor has been accused of “theft” after the council confirmed a new levy.",
    "Mayor accused of “raiding” the port",
    "The captain was described as “a spent force”.",
    "Tamm, 39, also known as “The Tailor,” denied the charges.",
    "The “Golden Heron”, owned by Tarn Lines, was safe.",
    "Critics have described “Salt” as a slow triumph.",
    "The city will ban 'party boats' from the port.",
)


@pytest.mark.parametrize("text", TERMS)
def test_a_term_or_title_is_nobody_s_speech(text: str) -> None:
    assert [(quote.status, quote.speaker) for quote in read(text)] == [("scare", None)]


SPEECH = (
    ("The captain of the ferry said: “Abandon Ship Now.”", "The captain of the ferry"),
    ("The mayor called the film “the worst in years”.", "The mayor"),
    ("In the film, “we see nothing new,” the critic wrote.", "the critic"),
    ("The critic said the book was “Brilliant”.", "The critic"),
    ("Moss said “Ida” was her sister.", "Moss"),
)


@pytest.mark.parametrize(("text", "speaker"), SPEECH)
def test_words_beside_the_name_of_a_thing_are_speech(text: str, speaker: str) -> None:
    assert [quote.speaker for quote in read(text)] == [speaker]


def test_names_of_things_may_be_joined_and_may_speak() -> None:
    text = "Tamm said the ships “Aurora” and “Boreas” were late. The newspaper “Le Soir” wrote that “nobody knew it”."
    assert [quote.speaker for quote in read(text)] == [None, None, None, "Le Soir"]


def test_the_marks_of_inches_are_no_quotation() -> None:
    assert read('The 12" screen and the 5\'9" boxer came, critics said.') == []


def test_it_does_not_mean_the_person_who_spoke_last() -> None:
    text = "“We sail at dawn,” said Margaret Moss. The union denounced what it described as “the long silence”."
    paragraphs = split_paragraphs(text)
    named = mentions.read(text, paragraphs, ["body"], "en", None)
    found = quotes.read(text, paragraphs, ["body"], named, language="en", source_language=None)
    assert [quote.speaker_name for quote in found] == ["Margaret Moss", None]
