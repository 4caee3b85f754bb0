"""SEG: sentences cut in the wrong place, by portals that translate piece by piece."""

import re
from string import ascii_lowercase

from transforms.rule import Context, Match, Span, fix, flag, suggest

# Phrases that belong together whatever is between their words: an office and its domain.
_OFFICE = (
    "department|ministry|minister|secretary|council|bureau|secretariat|undersecretary|court|head|chief|house|bank|"
    "chamber|board|office|state|prosecutor|union|federation|association|university|institute|committee"
)
_MATTER = (
    "state|staff|defense|defence|justice|health|education|labor|labour|transport|transportation|energy|finance|culture|"
    "agriculture|commerce|trade|tourism|war|interior|homeland security|foreign affairs|home affairs|internal affairs|"
    "appeal|appeals|ministers|representatives|emergency|government|directors|governors|technology|cassation"
)
_DETERMINER = "the|an?|his|her|their|its|this|these"
# What French, Spanish and Italian adjectives become; English wants them before the noun.
_ADJECTIVE = r"[a-z]{4,}(?:al|ic|ary|ive|ian|ous|able|ible|ear)"
_CUT_OFF = rf"{_ADJECTIVE}(?=[”\"»]?[.,;])"
# Words that can begin a sentence in lower case: brands, particles of names.
_LOWERCASE_NAMES = r"i[A-Z]|e[A-Z]|x[A-Z]|(?:von|van|de|del|della|di|da|al|bin|ibn|www|com|org|net)\b"
_NEW_SENTENCE = "He|She|They|We|It|But|Who"


def _is_no_abbreviation(match: Match, context: Context) -> bool:
    return not context.ends_abbreviation(match.start())


def _lowercase_openings(context: Context) -> list[Span]:
    """The first words of paragraphs in lower case: of the first one, and of prose, which is long and ends in a stop.

    In hard-wrapped text, a line after one without a stop is its continuation.
    """
    text, before = context.text, 0
    found = []
    for start, stop in context.paragraphs:
        if "a" <= text[start] <= "z" and (word := _LOWERCASE_WORD.match(text, start, stop)):
            is_prose = stop - start >= _SHORTEST_PROSE and text[stop - 1] in _STOPS
            is_broken = start - before < len("\n\n") and text[before - 1] not in _STOPS
            if not before or (is_prose and not is_broken):
                found.append(Span(*word.span()))
        before = stop
    return found if found and text != text.lower() else []


_STOPS = '.!?”"»'
_SHORTEST_PROSE = 60
_LOWERCASE_WORD = re.compile(rf"(?!{_LOWERCASE_NAMES})[a-z]{{2,}}(?= \w+ \w)")

RULES = (
    fix(
        "SEG001",
        "full stop inside an office's name",
        why="""A French portal broke the line at the lower-case letter of « département d’État ». The system took the
        break for the end of a sentence.""",
        triggers=[f"{office}. of " for office in _OFFICE.split("|")],
        trigger_offset=0,
        pattern=rf"\b({_OFFICE})\. of ({_MATTER})\b",
        replace=r"\1 of \2",
        examples=(
            ("a note of the department. of state on Monday", "a note of the department of state on Monday"),
            ("said the ministry. of health", "said the ministry of health"),
            ("before the court. of appeal", "before the court of appeal"),
        ),
        counter_examples=(
            "He left the department. Of state affairs he knew nothing.",
            "the Dept. of state",
            "the war. of health",
        ),
        source_languages=("fr",),
    ),
    flag(
        "SEG002",
        "lower case after a full stop",
        why="The full stop was placed at a break inside the sentence, or the next piece lost its beginning.",
        triggers=[f". {letter}" for letter in ascii_lowercase],
        trigger_offset=0,
        pattern=rf"(?<=[a-z]{{3}})\. (?!{_LOWERCASE_NAMES}|(?:{_DETERMINER}) )(?!{_CUT_OFF})"
        r"(?!of (?:state|defen|health))[a-z]{2,}(?=[ ,])",
        gate=_is_no_abbreviation,
        examples=(("sanctions against the region. including its ports", None),),
        counter_examples=(
            "Xerox Corp. said it",
            "lamps, beads etc. were sold",
            "at the port. iPhone sales",
            "at the port. The ships",
            "opened the site. www.example.org",
        ),
        window=24,
    ),
    flag(
        "SEG003",
        "sentence in lower case after a full stop",
        why="""The full stop was placed at a break inside the sentence, often with an invented end for the first half.
        Joining the halves could give a sentence that the author did not write.""",
        triggers=(". the ", ". a ", ". an ", ". his ", ". her ", ". their ", ". its ", ". this ", ". these "),
        trigger_offset=0,
        pattern=rf"(?<=[a-z]{{3}})\. (?:{_DETERMINER}) (?=\w)",
        gate=_is_no_abbreviation,
        examples=(("in the last months of the strike. the mayoralty of her rival", None),),
        counter_examples=("the strike. The mayor", "at 5 p.m. the doors", "the St. the", "Chrysler Corp. the first"),
        source_languages=("fr",),
    ),
    flag(
        "SEG004",
        "adjective cut off after its noun",
        why="French puts the adjective after its noun, and the break fell between the two. English wants it before.",
        triggers=[f"s. {letter}" for letter in ascii_lowercase],
        trigger_offset=1,
        pattern=rf"(?<=[a-z]{{3}}s)\. {_CUT_OFF}",
        gate=_is_no_abbreviation,
        examples=(("parts for turbines. hydraulic”.", "parts for hydraulic turbines”."),),
        counter_examples=("parts for turbines. Hydraulic presses", "the vs. political."),
        source_languages=("fr", "es", "it"),
    ),
    flag(
        "SEG005",
        "full stop before the verb",
        why="""A link around a name ended there, and the portal or the system took it for the end of the sentence. The
        verb follows after a space and a full stop.""",
        triggers=(" . ",),
        trigger_offset=0,
        pattern=r"(?<=[^\W\d_]) \. [a-z]{2,}(?= )",
        examples=(("The harbour master Ilves . assures that all is well", None),),
        counter_examples=("The harbour master. Ilves assures", "and then . . . nothing came", "the site . com"),
        source_languages=("fr",),
    ),
    flag(
        "SEG006",
        "paragraph that begins in lower case",
        why="The paragraph before it was split, or its first capital was an image.",
        find_spans=_lowercase_openings,
        examples=(
            ("The port closed.\n\nand it stayed closed for the winter, so that no ship could land there.", None),
            ("the minister of the harbour has left\n\nThe port closed.", None),
        ),
        counter_examples=(
            "The port closed.\n\niPhone sales rose that winter, and nobody on the coast knew why.",
            "Sizes:\nlarge",
            "all in small letters is this text, and it goes on so to its end\n\nand to its very last line, too.",
        ),
    ),
    suggest(
        "SEG007",
        "missing full stop between sentences",
        why="The full stop was in a tag, a link or a picture that the portal removed.",
        triggers=tuple(f" {word} " for word in _NEW_SENTENCE.split("|")),
        trigger_offset=0,
        pattern=rf"(?<=[a-z]{{2}})(?<![Tt]he|hat) (?=(?:{_NEW_SENTENCE}) (?:is|has|had|will|would|must|can|could|"
        r"did|does|said|says|admits|believes|wants|thinks|also|then|never|are|have|he|she|they|it|the)\b)",
        replace=". ",
        gate=lambda match, context: not context.is_quoted(match.start(), match.end()),
        examples=(("in the town of Les Roses He has two days", "in the town of Les Roses. He has two days"),),
        counter_examples=("The group The Who has", "said He", "Say It Is So", "when they left. He has two"),
        known_problems="Titles of films and bands; He for a god.",
        source_languages=("fr", "it"),
    ),
)
