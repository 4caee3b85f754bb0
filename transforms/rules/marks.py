"""QUO: closing marks that are in the wrong place, and marks that are there twice."""

from itertools import product

from transforms.rule import Context, Match, fix, suggest

_SAYING = (
    "said|says|added|adds|told|asked|asks|explained|explains|appealed|announced|answered|replied|declared|stressed|"
    "stated|noted|notes|concluded|continued|warned|insisted|argued|claimed|commented|remarked|recalled|emphasized|"
    "confirmed|admitted|wrote|writes|reported|promised|assured|acknowledged|complained|urged|revealed|responded"
)


def _closes(match: Match, context: Context) -> bool:
    """Whether the matched mark closes a quotation."""
    return context.closed_at(match.end() - 1) is not None


def _is_alone(match: Match, context: Context) -> bool:
    """Whether the mark after a match neither opens nor closes a quotation."""
    return context.closed_at(match.end()) is None and context.opened_at(match.end()) is None


def _opens_curly(match: Match, context: Context) -> bool:
    """Whether the mark opens what the same mark closes, as in Swedish and Finnish; not after an apostrophe."""
    found = context.opened_at(match.start())
    if found is None or found.closer != "”":
        return False
    return context.text[match.start() - 1] in "'’" or context.has("“")


def _closes_the_line_before(match: Match, context: Context) -> bool:
    """Whether a quotation of the paragraph before is open, and this paragraph has a mark too many."""
    mark, before = context.text[match.start()], context.paragraph(match.start() - 1).start
    if mark == '"':
        return all(context.count(mark, at) % 2 for at in (before, match.start()))
    return context.count("“", before) > context.count("”", before)


def _is_doubled(match: Match, context: Context) -> bool:
    """Whether two marks open one quotation, and two close it."""
    at = match.start()
    outer, inner = context.opened_at(at), context.opened_at(at + 1)
    if outer is None or inner is None:
        outer, inner = context.closed_at(at + 1), context.closed_at(at)
    if outer is None or inner is None or not (outer.is_complete and inner.is_complete):
        return False
    return (inner.start, inner.stop) == (outer.start + 1, outer.stop - 1)


RULES = (
    fix(
        "QUO018",
        "space on the wrong side of a closing mark",
        why="""Systems that translate tokens place the space by the form of the mark. They read the closing mark as an
        opening one.""",
        triggers=[f"{mark} ”" for mark in ".,?!…"],
        trigger_offset=1,
        pattern=r"(?<=[\w)][.,?!…]) ”(?=[A-Za-z])",
        replace="” ",
        gate=_closes,
        examples=(
            ("He wrote: “Is it late? ”Ana did not know.", "He wrote: “Is it late?” Ana did not know."),
            ("“We have to go, ”she said.", "“We have to go,” she said."),
        ),
        counter_examples=("He said, ”We go.”", "“We go,” she said, ”and soon.”", "“We go.” ”No.”"),
        known_problems="Native copy: none in 2.4 million characters.",
    ),
    fix(
        "QUO019",
        "space before a closing mark without a partner",
        why="The dash or mark that opened the speech was lost. Its closing mark has a space before it.",
        triggers=[f"{mark} ”" for mark in ",.?!…"],
        trigger_offset=1,
        pattern=r"(?<=[\w)][.,?!…]) (?=”(?:\s|$))",
        replace="",
        gate=_is_alone,
        examples=(("– A little more work, ” says the pilot Lind.", "– A little more work,” says the pilot Lind."),),
        counter_examples=("a pipe of 5 ” and more", "“A little more,” says the pilot.", "he said ” and left"),
        known_problems="Native copy: none in 2.4 million characters.",
    ),
    fix(
        "QUO020",
        "full stop before an attribution",
        why="Other languages end the quotation with a full stop. In English the sentence continues after a comma.",
        triggers=[f".{mark} {letter}" for mark in '”"' for letter in "acdeinprstuw"],
        trigger_offset=0,
        pattern=rf"\.(?=[”\"] (?:{_SAYING}) (?:[A-Z]|the |an? |his |her |its |he |she |they |to the ))",
        replace=",",
        gate=lambda match, context: not context.ends_abbreviation(match.start()),
        examples=(
            (
                '"We ask all to stay calm." explained the harbour master.',
                '"We ask all to stay calm," explained the harbour master.',
            ),
            ("“It is late.” said Ana Ruiz.", "“It is late,” said Ana Ruiz."),
        ),
        counter_examples=(
            "“It is late,” said Ana Ruiz.",
            "“We left at 5 p.m.” said Ana.",
            "“It is late.” Said Ruiz was asleep.",
        ),
        known_problems="Native copy: none in 2.4 million characters; translations: twice in 3.4 million, correctly.",
    ),
    suggest(
        "QUO021",
        "closing mark at the start of a line",
        why="The line broke before the mark, which closes the quotation of the paragraph before.",
        triggers=('\n" ', "\n” "),
        trigger_offset=1,
        pattern=r"(?<=\n)[\"”] (?=\w)",
        replace="",
        gate=_closes_the_line_before,
        examples=(('They came "to see the port.\n" The mayor left.', 'They came "to see the port.\n"The mayor left.'),),
        counter_examples=('They came "to see."\n" The port is closed," he said.', "They came.\n” The port” is late."),
    ),
    fix(
        "QUO022",
        "closing mark in place of an opening one",
        why="""The mark was chosen by the character before it: after an apostrophe or a bracket it takes the closing
        form.""",
        triggers=(" ”", "'”", "’”", "(”"),
        trigger_offset=1,
        pattern=r"(?<=[ ('’])”(?=\w)",
        replace="“",
        gate=_opens_curly,
        any_language=True,
        examples=(
            ("Il dit qu’”elles ne lisent pas”.", "Il dit qu’“elles ne lisent pas”."),
            ("the “port” and the ”pier”", "the “port” and the “pier”"),
        ),
        counter_examples=("Hon sade ”nej” och gick", "of the “port”, he said ” and left", "the “port”, says l’”elle"),
        known_problems="Swedish and Finnish quote this way; a text that mixes both styles is changed.",
    ),
    fix(
        "QUO025",
        "quotation marks twice",
        why="The page and the translation, or two programs one after the other, each put their own marks.",
        triggers=map("".join, (*product('“"„«', repeat=2), *product('”"»', repeat=2))),
        trigger_offset=0,
        pattern=r"[“\"„«]{2}(?=\w)|(?<=[\w.,!?…])[”\"»]{2}",
        replace=lambda match, context: match[0][context.opened_at(match.start()) is not None],
        gate=_is_doubled,
        any_language=True,
        examples=(
            ("““We go home now,”” Tamm said.", "“We go home now,” Tamm said."),
            ('Tamm called it "“a long winter”" twice.', "Tamm called it “a long winter” twice."),
        ),
        counter_examples=(
            "““We go,” he told me,” Tamm said.",
            "“They cried: “We go.”” Tamm left.",
            "“‘We go,’” Tamm said.",
            '12"" of snow and 3"" of rain',
        ),
    ),
)
