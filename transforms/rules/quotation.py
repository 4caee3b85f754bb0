"""QUO: quotation marks of other languages, and marks that lost their partner."""

import re
from collections.abc import Iterator
from itertools import product

from transforms.pairing import Quotation
from transforms.rule import Context, Match, Span, fix, flag

_CLOSER = {"“": "”", "„": "”", "”": "”", "»": "”", "«": "”", '"': '"'}
_SPEECH = (
    "said|says|added|adds|told|stressed|noted|notes|explained|explains|replied|declared|recalled|emphasized|believes|"
    "underlined|concluded|confirmed|admitted|stated|announced|wrote|writes|warned|asked|insisted|argued|claims|claimed|"
    "commented|pointed|continued|reported|complained|remarked|summed|thinks|acknowledged|assured|promised|hopes"
)
_SPEAKER = r"(?:he|she|they|it|(?:[Tt]he|an?) [^.!?”\"«»]{3,70}?|[A-Z][\w.-]+(?: [A-Z][\w.-]+){0,3}|)"
_OPENS_UNCLOSED = re.compile(r"[“«„](?=[^\s“«„])")
# Characters that can follow a closing mark.
_AFTER = (" ", ",", ".", ";", ":", ")", "?", "!", "\n")


def _mark(match: Match) -> int:
    """The position of the quotation mark in a match, which may include spaces around it."""
    return match.start() + len(match[0]) - len(match[0].lstrip())


def _quotation(match: Match, context: Context) -> Quotation | None:
    """The complete quotation that the matched mark opens or closes."""
    found = context.opened_at(_mark(match)) or context.closed_at(_mark(match))
    return found if found and found.is_complete and not _is_doubtful(found, context) else None


def _is_doubtful(found: Quotation, context: Context) -> bool:
    """Whether a straight mark may have another partner: QUO006 left doubled single marks that are not paired."""
    return '"' in found.opener + found.closer and any(context.count(mark, found.start) for mark in ("``", "''"))


def _english(match: Match, context: Context) -> str:
    """The English mark for the same side, as the document writes it elsewhere."""
    found = _quotation(match, context)
    if context.prefers_straight or (found and '"' in found.opener + found.closer):
        return '"'
    return "“" if context.opened_at(_mark(match)) else "”"


def _is_paired(match: Match, context: Context) -> bool:
    """Whether the mark has its partner; one after a stop that closes an English mark is QUO003's.

    A quotation with English marks inside keeps its guillemets: the same marks twice would be less clear.
    """
    found = _quotation(match, context)
    after_stop = match[0] == " »" and context.text[match.start() - 1] in ",.?!"
    if found is None or (after_stop and found.opener in '“"'):
        return False
    return context.text.find(_english(match, context), found.start + 1, found.stop - 1) < 0


def _closes_low(match: Match, context: Context) -> bool:
    found = _quotation(match, context)
    return found is not None and found.opener == "„"


def _is_reversed(match: Match, context: Context) -> bool:
    found = _quotation(match, context)
    if found is None or found.opener != "”":
        return False
    if found.closer == "”":  # Swedish and Finnish open and close with the same mark
        return match[0] == "”" and match.start() == found.start and not context.has("“")
    return not context.text[max(0, found.start - 1) : found.start].isdigit()  # a mark of inches


def _asked_for(match: Match, context: Context) -> str | None:
    """The closing mark that the open quotation needs."""
    found = context.closed_at(match.start(2))
    closer = _CLOSER.get(found.opener) if found else None
    return closer and match[1] + closer


def _is_torn(match: Match, context: Context) -> bool:
    """Whether the mark closes what a mark of another kind opened, or has a wrong space before it."""
    found = context.closed_at(match.start(2))
    if found is None or found.opener == "«" or _is_doubtful(found, context):
        return False
    return found.closer not in '”"' or _is_certain(found, context)


def _is_certain(found: Quotation, context: Context) -> bool:
    """Whether the paragraph's marks are paired, so that a mark with a space on either side can be judged."""
    if found.opener == found.closer:
        return context.count(found.opener, found.start) % 2 == 0
    return found.opener != "“" or context.count("“", found.start) <= context.count("”", found.start)


def _is_inner(match: Match, context: Context) -> bool:
    """Whether a space is on the inner side of a mark whose partner is known, and not before a mark of inches."""
    found = context.closed_at(match.end()) or context.opened_at(match.start() - 1)
    if found is None or not found.is_complete or found.stop - found.start <= 4:
        return False
    marks = (found.start, found.stop - len(found.closer))
    are_inches = all(context.text[max(0, mark - 2) : mark].rstrip().isdigit() for mark in marks)
    return not are_inches and _is_certain(found, context)


def _is_even(match: Match, context: Context) -> bool:
    """Whether doubled single marks and straight ones are paired in the paragraph."""
    opening, closing, straight = (context.count(mark, match.start()) for mark in ("``", "''", '"'))
    return opening <= closing and (opening + closing + straight) % 2 == 0


def _corners_match(match: Match, context: Context) -> bool:
    opening, closing = ("「」", "『』")[match[0] in "『』"]
    return context.count(opening, match.start()) == context.count(closing, match.start())


def _unclosed(context: Context) -> Iterator[Span]:
    """The spans from each opener without a closer to the last place where the quotation can have closed."""
    if not any(map(context.text.__contains__, "“«„")):
        return
    for found in context.quotations:
        if found.is_unclosed and found.parent < 0 and _OPENS_UNCLOSED.match(context.text, found.start):
            stop = found.start + len(context.text[found.start : found.stop].rstrip())
            if not context.is_protected(found.start, stop):
                yield Span(found.start, stop)


RULES = (
    flag(
        "QUO001",
        "quotation that is not closed",
        why="""The closing mark was lost with a tag or with the end of a sentence. The marked span is the one in which
        the quotation must close; speech that continues in the next paragraph closes later.""",
        find_spans=_unclosed,
        examples=(("“We asked for three things. Then he left.", "“We asked for three things.” Then he left."),),
        counter_examples=("“One paragraph.\n\n“And the next.”", "“Closed,” he said.", "the „low“ ones"),
        known_problems="13.6 % of native paragraphs with curly marks are unbalanced, most of them correctly.",
    ),
    fix(
        "QUO002",
        "guillemets in English",
        why="French, Russian and Spanish quote with guillemets. English has its own marks.",
        triggers=("«", "»"),
        pattern=r"«[ ]?|[ ]?»",
        replace=_english,
        gate=_is_paired,
        source_languages=("fr", "ru", "es"),
        examples=(
            ("of the « Blue Lattice » plan", "of the “Blue Lattice” plan"),
            ("the vessel «Severny Mayak» returned", "the vessel “Severny Mayak” returned"),
            ('the "old" and the «new» one', 'the "old" and the "new" one'),
        ),
        counter_examples=("Home » World » Asia", "a « lost", "Next » page", "« He said “no” », it wrote."),
    ),
    fix(
        "QUO003",
        "full stop separated from its closing mark",
        why="""French puts a space inside its guillemets. The translation kept the closing one, and put a second full
        stop next to it.""",
        triggers=(
            ". »",
            "? »",
            "! »",
            ", »",
            ". ”",
            "? ”",
            "! ”",
            ", ”",
            *(f'{m} "{a}' for m in ",.?!" for a in " .\n"),
        ),
        pattern=r"(?<!\.)([,.?!])(?: \.|\.(?!\.))? (»|”|\"(?=[ .\n]))(?: ?\.)?(?![^\W_])",
        replace=_asked_for,
        gate=_is_torn,
        source_languages=("fr",),
        examples=(
            ("“We will be there before they open the doors. . »", "“We will be there before they open the doors.”"),
            ("He asked: “And who will pay? » Nobody knew.", "He asked: “And who will pay?” Nobody knew."),
            ('"We shall see. " Nobody laughed.', '"We shall see." Nobody laughed.'),
            ("“And what of the jury? ».", "“And what of the jury?”"),
        ),
        counter_examples=(
            "He asked. » Home » World",
            "« Qui paiera ? »",
            'a sign "... to one ... " there',
            '"Yes." "No."',
            'He said. "No," she said.',
        ),
    ),
    fix(
        "QUO004",
        "low opening mark in English",
        why="German, Polish, Czech and Romanian open a quotation with a low mark „ and close it with “.",
        triggers=("„", *(f"“{after}" for after in _AFTER)),
        pattern=r"„[ ]?|[ ]?“(?=[ ,.;:)?!\n])",
        replace=_english,
        gate=_closes_low,
        source_languages=("de", "pl", "cs", "ro"),
        examples=(
            ("He said „we have rust“ twice", "He said “we have rust” twice"),
            ("„We have rust“, said the senator.", "“We have rust”, said the senator."),
        ),
        counter_examples=("a „ lost", "Er sagte „nein", "“Yes“ "),
    ),
    fix(
        "QUO005",
        "corner brackets in English",
        why="Japanese and Chinese quote with corner brackets.",
        triggers=("「", "」", "『", "』"),
        trigger_offset=0,
        pattern=r"[「」『』]",
        replace=lambda match, _: "“" if match[0] in "「『" else "”",
        gate=_corners_match,
        source_languages=("ja", "zh"),
        examples=(("the slogan 「Safety first」 hangs", "the slogan “Safety first” hangs"),),
        counter_examples=("a lost 」 corner",),
    ),
    fix(
        "QUO006",
        "doubled single marks",
        why="Typesetters and old wires wrote a quotation mark as two single ones.",
        triggers=("``", "''"),
        pattern=r"``(?=\S)|(?<!['\d])''(?!['\w])|(?<!\w)''(?=\w)",
        replace='"',
        gate=_is_even,
        early=True,
        examples=(
            ("``It is late,'' he said", '"It is late," he said'),
            ("a ''late'' train", 'a "late" train'),
        ),
        counter_examples=("the company''s plan", "a mast of 5'' and more", "it said '' and went"),
    ),
    fix(
        "QUO007",
        "space inside quotation marks",
        why="French puts one inside guillemets. Systems that translate tokens put one around every mark.",
        triggers=("“ ", " ”", '(" ', '\n" ', *(f' "{after}' for after in _AFTER)),
        pattern=r"(?:(?<=“)|(?<=[ (\n]\")) (?=\w)|(?<=[^\s“\"‘’'.,?!]) (?=”|\"[ ,.;:)?!\n])",
        replace="",
        gate=_is_inner,
        source_languages=("fr",),
        examples=(
            ("of the “ youth ” of today", "of the “youth” of today"),
            ('of the " youth " of today', 'of the "youth" of today'),
            ("the “youth ”, he said", "the “youth”, he said"),
        ),
        counter_examples=(
            "a pipe of 5 ” and more",
            'boards 12 " and 14 " wide',
            "“He said ‘go.’ ”",
            "of “Night “ should be “known”",
            'he said "yes" and "no" and left',
            "“ ‘Go,’ he said.”",
        ),
    ),
    fix(
        "QUO008",
        "reversed quotation marks",
        why="""A translation moved the words and left the marks, so each mark is in its partner's place. Swedish opens
        with the closing mark.""",
        triggers=(" ”", "(”", "\n”", *(f"“{after}" for after in _AFTER)),
        pattern=r"(?<=[ (\n])”[ ]?(?=\w)|(?<=\S)[ ]?“(?=[ ,.;:)?!\n])",
        replace=_english,
        gate=_is_reversed,
        source_languages=("fr",),
        examples=(
            ("which has ” no other solution “ to propose", "which has “no other solution” to propose"),
            ("the ”youth“ of today", "the “youth” of today"),
            ("And ”we go,” she said. The ”free” ship left.", "And “we go,” she said. The “free” ship left."),
        ),
        counter_examples=(
            "the “youth” of “today”",
            "he said ” and left",
            "it is 12 ” and 14 ” wide",
            "„low“ marks",
            "for 5” and 6“ pipes",
        ),
    ),
    fix(
        "QUO010",
        "comma after the closing mark",
        why="American English puts the comma inside. British papers and most other languages do not.",
        triggers=("”,", '",'),
        trigger_offset=0,
        pattern=r"[”\"],(?= )",
        replace=lambda match, _: "," + match[0][0],
        gate=lambda match, context: context.closed_at(match.start()) is not None,
        default_on=False,
        examples=(("a “bird”, they said", "a “bird,” they said"),),
        counter_examples=("a “bird,” they said",),
        known_problems="""House style: correct in British English, at AFP and the Guardian (109 in a million
        characters).""",
    ),
    fix(
        "QUO011",
        "full stop after the closing mark",
        why="American English puts the full stop inside. British papers and most other languages do not.",
        triggers=("”.", '".'),
        trigger_offset=0,
        pattern=r"(?<![.?!…])[”\"]\.(?=\s|$)",
        replace=lambda match, _: "." + match[0][0],
        gate=lambda match, context: context.closed_at(match.start()) is not None,
        default_on=False,
        examples=(("they saw a “bird”.", "they saw a “bird.”"),),
        counter_examples=("they saw a “bird.”",),
        known_problems="House style, as QUO010 (214 in a million characters at the Guardian).",
    ),
    fix(
        "QUO012",
        "dash between a quotation and its speaker",
        why="Russian, Spanish and Polish put a dash there.",
        triggers=map("".join, product('”"»', ("", ","), ("", " "), "-–—")),
        pattern=rf"(?:(?<=[,?!…])([”\"»],?)|(?<=\w)([”\"»],)) ?[-–—] ?(?={_SPEAKER} ?(?:{_SPEECH})\b)",
        window=96,
        replace=lambda match, _: f"{match[1] or match[2]} ",
        gate=lambda match, context: context.closed_at(match.start()) is not None,
        source_languages=("ru",),
        examples=(
            ("“It left us no choice,” - he said.", "“It left us no choice,” he said."),
            ('"Nobody was here", - said the mayor.', '"Nobody was here", said the mayor.'),
            (
                "“It was cold”, - the deputy mayor Olga Lind explained.",
                "“It was cold”, the deputy mayor Olga Lind explained.",
            ),
        ),
        counter_examples=("“No choice” - he said so", "the “left” - said to be lost", "“It left,” – Gleb Orlov"),
    ),
)
