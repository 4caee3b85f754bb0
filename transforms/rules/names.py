"""NAM: names spelt in two ways, or addressed by the wrong part."""

import re

from transforms.rule import Evidence, Match, flag

# One person, as languages with other alphabets are spelt in English and in the languages a text comes by.
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

# How far away the other spelling or the full name may stand.
_NEAR = 2000


def _around(match: Match, evidence: Evidence) -> str:
    return evidence.text[max(0, match.start() - _NEAR) : match.end() + _NEAR]


def _also_spelt_otherwise(match: Match, evidence: Evidence) -> bool:
    return _OTHERS[match[0]].search(_around(match, evidence)) is not None


def _is_first_of_two(match: Match, evidence: Evidence) -> bool:
    """Whether the text names somebody whose first name this is: “Ms. Ana” beside “Ana Rojas”."""
    text = _around(match, evidence)
    full = re.search(rf"(?<![.!?] )(?<!Mr\. )(?<!Ms\. )\b{match[1]} ([A-Z][a-z]+)", text)
    return full is not None and re.search(rf"[A-Z][a-z]+ {match[1]}\b(?! [A-Z])", text) is None


RULES = (
    flag(
        "NAM001",
        "one person in two spellings",
        why="Names from another alphabet are spelt by ear, and every language has an ear of its own.",
        triggers=[name for names in _SPELLINGS for name in names[1:]],
        at=0,
        pattern=r"\b(?:" + "|".join(name for names in _SPELLINGS for name in names[1:]) + r")\b",
        when=_also_spelt_otherwise,
        examples=(("Putin spoke, and Poutine left.", "Putin spoke, and Putin left."),),
        leaves=("Poutine is a dish with gravy.", "Kadhafi spoke, and Kadhafi left.", "The Putins"),
    ),
    flag(
        "NAM005",
        "title before a given name",
        why="The system, or the portal, took the first of two names for the surname.",
        triggers=("Mr. ", "Ms. ", "Mrs. ", "Mr ", "Ms ", "Mrs "),
        at=0,
        pattern=r"\b(?:Mrs?|Ms)\.? ([A-Z][a-z]+)\b(?! (?:[A-Z]|de |von |van |al-))(?!-)",
        when=_is_first_of_two,
        examples=(("Ana Rojas left. “No,” said Ms. Ana.", "Ana Rojas left. “No,” said Ms. Rojas."),),
        leaves=("Ana Rojas left. “No,” said Ms. Rojas.", "Mr. Shi was late."),
        known_problems="Chinese, Korean and Hungarian names have the surname first.",
        default_on=False,
    ),
)
