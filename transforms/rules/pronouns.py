"""PRO: pronouns in the gender of the source language."""

import re

from transforms.alternation import alternation
from transforms.rule import Context, Match, flag, suggest

# Nouns that are `it` in English, whatever their gender elsewhere. The noun is found by the space before it, in a tenth
# of the time that its article takes, and most texts have none so near.
_NOUNS = (
    "administration|government|company|firm|party|commission|union|court|bank|army|police|agency|authority|council|"
    "parliament|assembly|senate|federation|association|organi[sz]ation|institution|institute|ministry|coalition|"
    "opposition|group|committee|republic|nation|country|city|university|airline|newspaper|region"
)
_NOUN = rf" (?:{alternation(_NOUNS.split('|'))})\b"
_INSTITUTION_NOUN = re.compile(_NOUN)
_INSTITUTION = re.compile(rf"\b(?:[Tt]he|[Ii]ts|[Tt]his|[Aa]n?|[A-Z][\w’']+(?:['’]s)?)(?: [\w’-]+){{0,2}}?{_NOUN}")
# Persons that a feminine or masculine pronoun could mean.
_PERSON = {
    "she": re.compile(
        r"\b(?:Mrs|Ms|Miss|Mme|Madame|she|her|hers|herself|woman|women|girl|mother|daughter|wife|sister|queen|princess|"
        r"actress|spokeswoman|congresswoman|chairwoman|widow|aunt|grandmother|lady|chancellor|president|minister|mayor|"
        r"ship|frigate|ferry|yacht|vessel|boat|said [A-Z]\w+ [A-Z]\w+|[A-Z][a-z]+ [A-Z][a-z]+,? (?:said|who))\b"
    ),
    "he": re.compile(
        r"\b(?:Mr|he|his|him|himself|man|men|boy|father|son|husband|brother|king|prince|spokesman|congressman|chairman|"
        r"president|minister|mayor|chief|director|leader|pope|coach|player|[A-Z][a-z]+ [A-Z][a-z]+)\b"
    ),
}
_REACH = 800
_SAID = r"(?:said|told|added|announced|declared|stressed|explained)"


def _means_an_institution(match: Match, context: Context) -> bool:
    """Whether the text just before names an institution, and no person that the pronoun could mean.

    The pronoun must begin a sentence: its antecedent is then in its paragraph, or in the one before.
    """
    paragraph = context.paragraph(match.start())
    start = paragraph.start
    if match.start() <= start:
        start = context.paragraph(start - 1).start
    before, word = context.text[max(start, match.start() - _REACH) : match.start()], match["who"].lower()
    if not _INSTITUTION_NOUN.search(before) or not _INSTITUTION.search(before):
        return False
    return _PERSON[word].search(before) is None


RULES = (
    suggest(
        "PRO001",
        "institution called “she”",
        why="""An administration, a commission or a company is feminine in French, Spanish, Italian, German and
        Russian. The translation kept the gender.""",
        triggers=("She ", "But she ", "And she ", "However, she ", "Then she "),
        pattern=r"(?:(?<=[.!?”»] )|(?<=\n)|^)(?:(?P<lead>But|And|However,|Then) )?(?P<who>[Ss]he) "
        r"(?=(?:wants|will|has|had|is|was|would|must|does|did|also|now|still|can|could|hopes|plans|intends|says|said)\b)",
        replace=lambda match, context: f"{match['lead']} it " if match["lead"] else "It ",
        gate=_means_an_institution,
        examples=(
            (
                "The commission has kept its line. But she wants to talk.",
                "The commission has kept its line. But it wants to talk.",
            ),
        ),
        counter_examples=(
            "The commission met Ms. Rojas. She wants to talk.",
            "The ferry left the city. She will be back.",
            "She wants to talk.",
        ),
        known_problems="A woman who was named two paragraphs before.",
        source_languages=("fr", "es", "it", "de"),
    ),
    flag(
        "PRO002",
        "pronoun of the other gender",
        why="""Polish, Hungarian, Turkish, Finnish and Farsi leave out the pronoun, or have one for all genders. The
        system guessed one.""",
        triggers=("Ms. ", "Mrs. ", "Mr. ", "Ms ", "Mrs ", "Mr "),
        trigger_offset=0,
        pattern=rf"\b(?:M(?:r?s)\.? [A-Z][\w’-]+ {_SAID} (?:that )?he\b|Mr\.? [A-Z][\w’-]+ {_SAID} (?:that )?she\b)"
        r"(?= (?:would|will|had|has|was|is|could|did|does)\b)",
        window=64,
        examples=(("Mrs. Lund said that he would resign.", None),),
        counter_examples=(
            "Mrs. Lund said that she would resign.",
            "Mr. Lund said he would resign.",
            "Ms. Lund said her piece",
        ),
        known_problems="Another person may be the referent.",
        source_languages=("pl", "hu", "tr", "fi", "fa"),
        default_on=False,
    ),
    flag(
        "PRO004",
        "“its” before a relative",
        why="""French « sa femme », Spanish “su mujer”, German „seine Frau“: the possessive does not show whether the
        owner is a person.""",
        triggers=(
            "its wife",
            "its husband",
            "its son",
            "its daughter",
            "its brother",
            "its sister",
            "its mother",
            "its father",
        ),
        trigger_offset=0,
        pattern=r"\bits (?:wife|husband|sons?|daughters?|brothers?|sisters?|mother|father)\b(?! (?:company|firm|ship))",
        examples=(("He came with its wife.", "He came with his wife."),),
        counter_examples=("the fawn left its mothering place", "its sister company", "with his wife"),
        known_problems="An animal’s mother.",
        source_languages=("fr", "es", "it"),
    ),
)
