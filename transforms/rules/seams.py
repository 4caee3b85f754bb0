"""TYP: words and marks that were joined when a link, a tag or a line break was removed with its space."""

import re
from itertools import product
from string import ascii_lowercase, ascii_uppercase

from transforms.rule import Context, Match, Span, fix, flag, suggest

# The last part of an address, which is sometimes written with a capital.
_DOMAINS = "Com|Net|Org|Inc|Info|Js|Tv|Io|Ai|Co|De|Fr|Ru|Uk|Eu|Es"

# Function words that almost no longer English word ends with; the few exceptions are left out.
_LAST = (
    "that|which|would|were|their|they|this|was|been|from|should|could|because|before|about|against|when|there|said|"
    "told|whose|with|while|into|has|have"
)
_ENGLISH = re.compile(
    r"(?:be|s)have|(?:round|lay|walk|where|turn|run|knock|gad)about|(?:here|there|where|forth)with|(?:where|there)into|"
    r"(?:a|erst|mean|worth)while|(?:un|re|fore)told|(?:un|afore)said|(?:there|here|where)from|(?:here|herein)before"
)
# Common words before those, and before “the”.
_FIRST = frozenset(
    "of in to on and for at by from with that is was as but if or not he she it they who said says told reported added "
    "announced explained stated confirmed noted claimed".split()
)
# What begins a sentence or a caption that a portal sets without a space after another word.
_OPENINGS = frozenset("the she they but and this for according photo read image".split())
_ONE_DASH = re.compile(r"- (?=[^\W\d_a-z])")


def _are_two_words(match: Match, context: Context) -> bool:
    """Whether both halves of a word are words, of the text or common ones, and the whole is not."""
    first, last = match[1].lower(), match[2]
    if _ENGLISH.fullmatch(first + last) or (last == "the" and first not in _FIRST):
        return False
    return _occurs_once(match, context) and (first in _FIRST or first in context.words)


def _is_article_and_word(match: Match, context: Context) -> bool:
    return match[0] != "therapist" and _occurs_once(match, context) and match[1] in context.words


def _are_joined(match: Match, context: Context) -> bool:
    """Whether the lowercase and the capitalised half are words of the text, or the latter begins sentences."""
    if not _occurs_once(match, context):
        return False
    first, last = match[1].lower(), match[2].lower()
    are_words = first in context.words and (last in context.words or last in _OPENINGS)
    is_word = match[1].islower() and not {first, last}.isdisjoint(context.words)
    return are_words or is_word


def _occurs_once(match: Match, context: Context) -> bool:
    return context.text.count(match[0]) == 1


def _lonely_dash(context: Context) -> list[Span]:
    """The hyphen that begins a paragraph, where no other paragraph begins so: more of them are a list or speech."""
    if "- " not in context.text:
        return []
    found = [Span(start, start + 2) for start, stop in context.paragraphs if _ONE_DASH.match(context.text, start, stop)]
    return found if len(found) == 1 and len(context.paragraphs) > 1 else []


def _ends_sentence(match: Match, context: Context) -> bool:
    """Whether the matched mark is not the stop of an abbreviation."""
    return match[0] != "." or not context.ends_abbreviation(match.start())


RULES = (
    fix(
        "TYP007",
        "missing space between sentences",
        why="Two paragraphs or tags were joined, and the space between their sentences was lost.",
        triggers=map("".join, product(ascii_lowercase, ".?!:;", ascii_uppercase)),
        trigger_offset=1,
        pattern=rf"(?<=[a-z]{{3}})[.?!:;](?=(?!(?:{_DOMAINS})\b)[A-Z][a-z]*[ ,'’])",
        replace=lambda match, _: f"{match[0]} ",
        gate=_ends_sentence,
        examples=(
            ("The port was closed.The ferries turned back.", "The port was closed. The ferries turned back."),
            ("Who will pay?The mayor did not say.", "Who will pay? The mayor did not say."),
            ("One thing is certain:It was late.", "One thing is certain: It was late."),
        ),
        counter_examples=(
            "sold on Harbour.Com in May",
            "Prof.Lund spoke first",
            "the U.S.Army left",
            "the class port.Open()",
        ),
        known_problems="Native copy: once in 2.4 million characters, correctly; translations: 15 times in 3.4 million.",
    ),
    suggest(
        "TYP021",
        "missing space after a full stop before lower case",
        why="A link began at the second word. The space before it was lost, often with a closing mark or a comma.",
        triggers=map("".join, product(ascii_lowercase, ".?!", ascii_lowercase)),
        trigger_offset=1,
        pattern=r"(?<=[a-z]{3})[.?!](?=[a-z]{3,20}[ ,.])",
        replace=lambda match, _: f"{match[0]} ",
        gate=_ends_sentence,
        examples=(("We go as far as we can.said his aides.", "We go as far as we can. said his aides."),),
        counter_examples=(
            "see harbour.example.org for",
            "the U.S.led force",
            "Conn.based firms",
            "read port.txt first",
        ),
        known_problems="Addresses of unknown kinds. Native copy: none in 2.4 million characters.",
    ),
    fix(
        "TYP022",
        "missing space next to a bracket",
        why="The text in brackets was a link or tag of its own, and its space was lost.",
        triggers=(
            *map("".join, product(ascii_lowercase, "(", ascii_uppercase)),
            *map("".join, product(ascii_lowercase + ascii_uppercase, ")", ascii_lowercase + ascii_uppercase)),
        ),
        trigger_offset=1,
        pattern=r"(?<=[a-z]{3})\((?![IVX]+\))(?=[A-Z][\w .-]{1,40}\))|(?<=\w\w)\)(?=[A-Z][a-z]+ )"
        r"|(?<=[A-Z]{2})\)(?=[a-z]{2,} )",
        replace=lambda match, _: " (" if match[0] == "(" else ") ",
        examples=(
            ("the agency(AFP) said", "the agency (AFP) said"),
            ("the party (PSL)said no", "the party (PSL) said no"),
            ("LIMA (AFP)The port is closed.", "LIMA (AFP) The port is closed."),
        ),
        counter_examples=(
            "the port(s) of call",
            "f(X) and g(X)",
            "the (re)opening",
            "Ca(OH)2 and iron(III) oxide",
            "(a)Port",
        ),
        known_problems="Chemical formulas. Native copy: none in 2.4 million characters.",
    ),
    suggest(
        "TYP023",
        "two words joined",
        why="A link, a tag or a line end between the two was removed, together with its space.",
        triggers=map("".join, product(ascii_lowercase, (f"{word} " for word in f"{_LAST}|the".split("|")))),
        trigger_offset=None,
        pattern=rf"(?<![\w'’.@/-])([A-Za-z]{{2,20}}?)({_LAST}|the)(?= [a-z]| [A-Z])",
        replace=r"\1 \2",
        gate=_are_two_words,
        examples=(
            ("The mayor had reportedthat the pier is closed.", "The mayor had reported that the pier is closed."),
            ("They met inthe old port.", "They met in the old port."),
            ("The port was shut. That portwas old.", "The port was shut. That port was old."),
        ),
        counter_examples=(
            "They behave as if the hour was worthwhile now",
            "They bathe the horse",
            "Meanwhile the port was shut",
            "the boat of Iwas was late",
        ),
        known_problems="Native copy has it twice in 2.4 million characters, correctly.",
    ),
    suggest(
        "TYP024",
        "article joined with its noun",
        why="The noun was a link, and the space before it was lost.",
        triggers=[f" the{letter}" for letter in "abcdghjklopqtuvwxz"],
        trigger_offset=1,
        pattern=r"(?<= )the((?![efimnrsy]|ater|atr)[a-z]{4,20})(?=[ ,.;:])",
        replace=r"the \1",
        gate=_is_article_and_word,
        examples=(("They left theharbour. The harbour was shut.", "They left the harbour. The harbour was shut."),),
        counter_examples=("the theatre of the port", "They left theharbour."),
        known_problems="Native copy: none in 2.4 million characters.",
    ),
    suggest(
        "SEG010",
        "sentence joined with the word before it",
        why="A headline, a caption or a paragraph ended there without a full stop, and the break was lost.",
        triggers=map("".join, product(ascii_lowercase, ascii_uppercase)),
        pattern=r"(?<![\w@#/.-])([^\W\d_]{2,24}?[a-zà-ÿ])([A-Z][a-zà-ÿ]{2,24})(?![\w./@-])",
        replace=r"\1 \2",
        gate=_are_joined,
        any_language=True,
        examples=(
            (
                "Port fermé, deux ferries en merDeux ferries sont en mer.",
                "Port fermé, deux ferries en mer Deux ferries sont en mer.",
            ),
            (
                "They left the harbourThe ferries in the harbour wait.",
                "They left the harbour The ferries in the harbour wait.",
            ),
        ),
        counter_examples=(
            "a film on YouTube",
            "Mr. McDonald of DeLorean",
            "the LinkedIn page is linked in May",
            "an iPhone case",
        ),
        known_problems="Brands that the text also names by their parts: once in 2.4 million characters of native copy.",
    ),
    flag(
        "TYP025",
        "hyphen before a single paragraph",
        why="""The hyphen is a list of one item, or the end of a name or date that the portal printed before the
        paragraph.""",
        find_spans=_lonely_dash,
        any_language=True,
        examples=(("- The port is closed\n\nIt was late.", "The port is closed\n\nIt was late."),),
        counter_examples=(
            "- The port is closed\n- The pier is open",
            "- the port is closed\n\nIt was late.",
            "– Yes.\n\nIt was late.",
        ),
    ),
)
