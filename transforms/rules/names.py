"""NAM: names that are spelled in two ways, or titles with the wrong part of a name."""

import re

from transforms.lexicon import notable_words
from transforms.rule import Context, Match, flag
from transforms.spelling import second_spellings

# One person, as languages with other alphabets are spelled in English and in the languages a text comes by.
_SPELLINGS = (
    ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenski", "Selenskyj", "Selenski"),
    ("Yermak", "Iermak", "Jermak"),
    ("Putin", "Poutine"),
    ("Medvedev", "Medvedyev", "Medwedew"),
    ("Lavrov", "Lawrow"),
    ("Navalny", "Nawalny", "Navalni", "Navalniy"),
    ("Lukashenko", "Loukachenko", "Lukaschenko", "Lukashenka"),
    ("Gorbachev", "Gorbatchev", "Gorbatschow", "Gorbachov"),
    ("Yeltsin", "Eltsine", "Jelzin"),
    ("Khrushchev", "Khrouchtchev", "Chruschtschow"),
    ("Yushchenko", "Iouchtchenko", "Juschtschenko"),
    ("Tymoshenko", "Timoshenko", "Timochenko", "Timoschenko"),
    ("Yanukovych", "Yanukovich", "Ianoukovitch", "Janukowitsch"),
    ("Gaddafi", "Qaddafi", "Gadhafi", "Kadhafi", "Khadafi", "Kaddafi"),
    ("Khamenei", "Chamenei", "Jamenei"),
    ("Ahmadinejad", "Ahmadineyad", "Ahmadinedschad"),
    ("Netanyahu", "Netanyahou", "Netanjahu"),
    ("Shevardnadze", "Chevardnadze", "Schewardnadse"),
    ("Solzhenitsyn", "Soljenitsyne", "Solschenizyn"),
    ("Karadzic", "Karadjic", "Karadschitsch"),
)
_OTHERS = {
    name: re.compile(rf"\b(?:{'|'.join(other for other in names if other != name)})\b")
    for names in _SPELLINGS
    for name in names
}

# How far away the other spelling or the full name may be.
_NEAR = 2000


def _around(match: Match, context: Context) -> str:
    return context.text[max(0, match.start() - _NEAR) : match.end() + _NEAR]


def _has_other_spelling(match: Match, context: Context) -> bool:
    return _OTHERS[match[0]].search(_around(match, context)) is not None


def _is_first_of_two(match: Match, context: Context) -> bool:
    """Whether the text names a person with this first name: “Ms. Ana” and “Ana Rojas”."""
    text = _around(match, context)
    full = re.search(rf"(?<![.!?] )(?<!Mr\. )(?<!Ms\. )\b{match[1]} ([A-Z][a-z]+)", text)
    return full is not None and re.search(rf"[A-Z][a-z]+ {match[1]}\b(?! [A-Z])", text) is None


def _is_called_ms_too(match: Match, context: Context) -> bool:
    """Whether the text also has “Ms. Lund”, and names no couple and no two persons of that name."""
    text = _around(match, context)
    if f"s {match[1]}" not in text and f"s. {match[1]}" not in text:  # a pattern for each name takes long to compile
        return False
    name = re.escape(match[1])
    if not re.search(rf"\bMr?s\.? {name}\b", text) or re.search(r"\bMr\.? and Mr?s\b", text):
        return False
    first_names = set(re.findall(rf"\b([A-Z][a-z]+) {name}\b", text)) - {"Mrs", "Ms", "Mr"}
    return len(first_names) < 2


RULES = (
    flag(
        "NAM001",
        "one person in two spellings",
        why="Names from another alphabet are spelled by sound, and each language spells them differently.",
        triggers=[name for names in _SPELLINGS for name in names[1:]],
        trigger_offset=0,
        pattern=r"\b(?:" + "|".join(name for names in _SPELLINGS for name in names[1:]) + r")\b",
        gate=_has_other_spelling,
        examples=(("Putin spoke, and Poutine left.", "Putin spoke, and Putin left."),),
        counter_examples=("Poutine is a dish with gravy.", "Kadhafi spoke, and Kadhafi left.", "The Putins"),
    ),
    flag(
        "NAM005",
        "title before a given name",
        why="The system or the portal took the first of two names for the surname.",
        triggers=("Mr. ", "Ms. ", "Mrs. ", "Mr ", "Ms ", "Mrs "),
        trigger_offset=0,
        pattern=r"\b(?:Mrs?|Ms)\.? ([A-Z][a-z]+)\b(?! (?:[A-Z]|de |von |van |al-))(?!-)",
        gate=_is_first_of_two,
        examples=(("Ana Rojas left. “No,” said Ms. Ana.", "Ana Rojas left. “No,” said Ms. Rojas."),),
        counter_examples=("Ana Rojas left. “No,” said Ms. Rojas.", "Mr. Shi was late."),
        known_problems="Chinese, Korean and Hungarian names have the surname first.",
        default_on=False,
    ),
    flag(
        "NAM006",
        "name in two spellings",
        why="A name from another alphabet, or one that the system changed by its sound, has two spellings.",
        find_spans=lambda context: second_spellings(context.text, context.once(notable_words).names),
        examples=(
            (
                "Mrs. Gojewska left. The court heard Gojewska, and Goevska wept.",
                "Mrs. Gojewska left. The court heard Gojewska, and Gojewska wept.",
            ),
        ),
        counter_examples=(
            "Martin met Martina.",
            "The Germans left Germany.",
            "Three men. There they stood.",
            "Boris and Bruce",
        ),
        known_problems="""Two persons may have names that sound alike: Michael and Michel. Native copy has it 12 times
        in a million code points; 22 of 26 there were misprints.""",
    ),
    flag(
        "NAM007",
        "one surname with titles of both genders",
        why="The source language has no title, or the system did not know the person.",
        triggers=("Mr. ", "Mr "),
        trigger_offset=0,
        pattern=r"\bMr\.? ([A-Z][\w’-]{2,30})",
        gate=_is_called_ms_too,
        examples=(("Ms. Lund came. Mr. Lund left.", "Ms. Lund came. Ms. Lund left."),),
        counter_examples=(
            "Mr. and Ms. Lund came. Mr. Lund left.",
            "Mr. Ola Lund met Ms. Eva Lund. Mr. Lund left.",
            "Mr. Lund left.",
        ),
        known_problems="Husband and wife.",
    ),
)
