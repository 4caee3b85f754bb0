"""TYP: words and marks joined where a link, a tag or a line break was lost with its space."""

from itertools import product
from string import ascii_lowercase, ascii_uppercase

from transforms.rule import Evidence, Match, fix, suggest

# The last part of an address, which some write with a capital.
_DOMAINS = "Com|Net|Org|Inc|Info|Js|Tv|Io|Ai|Co|De|Fr|Ru|Uk|Eu|Es"


def _ends_sentence(match: Match, evidence: Evidence) -> bool:
    """Whether the matched mark is no stop of an abbreviation."""
    return match[0] != "." or not evidence.ends_abbreviation(match.start())


RULES = (
    fix(
        "TYP007",
        "no space between sentences",
        why="Two paragraphs or tags were joined, and the space between their sentences was lost.",
        triggers=map("".join, product(ascii_lowercase, ".?!:;", ascii_uppercase)),
        at=1,
        pattern=rf"(?<=[a-z]{{3}})[.?!:;](?=(?!(?:{_DOMAINS})\b)[A-Z][a-z]*[ ,'’])",
        replace=lambda match, _: f"{match[0]} ",
        when=_ends_sentence,
        examples=(
            ("The port was closed.The ferries turned back.", "The port was closed. The ferries turned back."),
            ("Who will pay?The mayor did not say.", "Who will pay? The mayor did not say."),
            ("One thing is certain:It was late.", "One thing is certain: It was late."),
        ),
        leaves=("sold on Harbour.Com in May", "Prof.Lund spoke first", "the U.S.Army left", "the class port.Open()"),
    ),
    suggest(
        "TYP021",
        "no space after a stop before a small letter",
        why="A link began at the second word; the space before it went, and with it often a closing mark or a comma.",
        triggers=map("".join, product(ascii_lowercase, ".?!", ascii_lowercase)),
        at=1,
        pattern=r"(?<=[a-z]{3})[.?!](?=[a-z]{3,20}[ ,.])",
        replace=lambda match, _: f"{match[0]} ",
        when=_ends_sentence,
        examples=(("We go as far as we can.said his aides.", "We go as far as we can. said his aides."),),
        leaves=("see harbour.example.org for", "the U.S.led force", "Conn.based firms", "read port.txt first"),
    ),
    fix(
        "TYP022",
        "no space around a bracket",
        why="The text in brackets was a link or a tag of its own, and its space was lost.",
        triggers=(
            *map("".join, product(ascii_lowercase, "(", ascii_uppercase)),
            *map("".join, product(ascii_lowercase + ascii_uppercase, ")", ascii_lowercase + ascii_uppercase)),
        ),
        at=1,
        pattern=r"(?<=[a-z]{3})\((?![IVX]+\))(?=[A-Z][\w .-]{1,40}\))|(?<=\w\w)\)(?=[A-Z][a-z]+ )"
        r"|(?<=[A-Z]{2})\)(?=[a-z]{2,} )",
        replace=lambda match, _: " (" if match[0] == "(" else ") ",
        examples=(
            ("the agency(AFP) said", "the agency (AFP) said"),
            ("the party (PSL)said no", "the party (PSL) said no"),
            ("LIMA (AFP)The port is closed.", "LIMA (AFP) The port is closed."),
        ),
        leaves=("the port(s) of call", "f(X) and g(X)", "the (re)opening", "Ca(OH)2 and iron(III) oxide", "(a)Port"),
    ),
)
