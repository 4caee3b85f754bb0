"""QUO: closing marks that stand in the wrong place."""

from transforms.rule import Evidence, Match, fix, suggest

_SAYING = (
    "said|says|added|adds|told|asked|asks|explained|explains|appealed|announced|answered|replied|declared|stressed|"
    "stated|noted|notes|concluded|continued|warned|insisted|argued|claimed|commented|remarked|recalled|emphasized|"
    "confirmed|admitted|wrote|writes|reported|promised|assured|acknowledged|complained|urged|revealed|responded"
)


def _closes(match: Match, evidence: Evidence) -> bool:
    """Whether the matched mark closes a quotation."""
    return evidence.closed_at(match.end() - 1) is not None


def _is_alone(match: Match, evidence: Evidence) -> bool:
    """Whether the mark behind a match neither opens nor closes a quotation."""
    return evidence.closed_at(match.end()) is None and evidence.opened_at(match.end()) is None


def _opens_curly(match: Match, evidence: Evidence) -> bool:
    """Whether the mark opens what a second one closes; Swedish and Finnish open so, but not behind an apostrophe."""
    found = evidence.opened_at(match.start())
    if found is None or found.closer != "”":
        return False
    return evidence.text[match.start() - 1] in "'’" or evidence.has("“")


def _closes_the_line_before(match: Match, evidence: Evidence) -> bool:
    """Whether a quotation of the paragraph before is open, and this paragraph has a mark too many."""
    mark, before = evidence.text[match.start()], evidence.paragraph(match.start() - 1).start
    if mark == '"':
        return all(evidence.count(mark, at) % 2 for at in (before, match.start()))
    return evidence.count("“", before) > evidence.count("”", before)


RULES = (
    fix(
        "QUO018",
        "space on the wrong side of a closing mark",
        why="Systems that translate tokens set the space by the mark's form; the closing one was taken to open.",
        triggers=[f"{mark} ”" for mark in ".,?!…"],
        at=1,
        pattern=r"(?<=[\w)][.,?!…]) ”(?=[A-Za-z])",
        replace="” ",
        when=_closes,
        examples=(
            ("He wrote: “Is it late? ”Ana did not know.", "He wrote: “Is it late?” Ana did not know."),
            ("“We have to go, ”she said.", "“We have to go,” she said."),
        ),
        leaves=("He said, ”We go.”", "“We go,” she said, ”and soon.”", "“We go.” ”No.”"),
        known_problems="Native copy: none in 2.4 million characters.",
    ),
    fix(
        "QUO019",
        "space before a closing mark whose partner is lost",
        why="The dash or the mark that opened the speech was lost; what closes it has a space before it.",
        triggers=[f"{mark} ”" for mark in ",.?!…"],
        at=1,
        pattern=r"(?<=[\w)][.,?!…]) (?=”(?:\s|$))",
        replace="",
        when=_is_alone,
        examples=(("– A little more work, ” says the pilot Lind.", "– A little more work,” says the pilot Lind."),),
        leaves=("a pipe of 5 ” and more", "“A little more,” says the pilot.", "he said ” and left"),
        known_problems="Native copy: none in 2.4 million characters.",
    ),
    fix(
        "QUO020",
        "stop before an attribution",
        why="Other languages end the quotation with a stop; in English its sentence goes on, with a comma.",
        triggers=[f".{mark} {letter}" for mark in '”"' for letter in "acdeinprstuw"],
        at=0,
        pattern=rf"\.(?=[”\"] (?:{_SAYING}) (?:[A-Z]|the |an? |his |her |its |he |she |they |to the ))",
        replace=",",
        when=lambda match, evidence: not evidence.ends_abbreviation(match.start()),
        examples=(
            (
                '"We ask all to stay calm." explained the harbour master.',
                '"We ask all to stay calm," explained the harbour master.',
            ),
            ("“It is late.” said Ana Ruiz.", "“It is late,” said Ana Ruiz."),
        ),
        leaves=("“It is late,” said Ana Ruiz.", "“We left at 5 p.m.” said Ana.", "“It is late.” Said Ruiz was asleep."),
        known_problems="Native copy: none in 2.4 million characters; translations twice in 3.4 million, rightly.",
    ),
    suggest(
        "QUO021",
        "closing mark at the beginning of a line",
        why="The line broke before the mark: it closes the quotation of the paragraph before.",
        triggers=('\n" ', "\n” "),
        at=1,
        pattern=r"(?<=\n)[\"”] (?=\w)",
        replace="",
        when=_closes_the_line_before,
        examples=(('They came "to see the port.\n" The mayor left.', 'They came "to see the port.\n"The mayor left.'),),
        leaves=('They came "to see."\n" The port is closed," he said.', "They came.\n” The port” is late."),
    ),
    fix(
        "QUO022",
        "closing mark where a quotation opens",
        why="The mark was chosen by the letter before it: after an apostrophe or a bracket it takes the closing form.",
        triggers=(" ”", "'”", "’”", "(”"),
        at=1,
        pattern=r"(?<=[ ('’])”(?=\w)",
        replace="“",
        when=_opens_curly,
        any_language=True,
        examples=(
            ("Il dit qu’”elles ne lisent pas”.", "Il dit qu’“elles ne lisent pas”."),
            ("the “port” and the ”pier”", "the “port” and the “pier”"),
        ),
        leaves=("Hon sade ”nej” och gick", "of the “port”, he said ” and left", "the “port”, says l’”elle"),
        known_problems="Swedish and Finnish quote so; a text that mixes both styles is changed.",
    ),
)
