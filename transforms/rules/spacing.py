"""TYP: spaces where English has none, and none where it has one."""

import re
from itertools import product
from string import ascii_letters, ascii_lowercase, digits

from transforms.rule import Context, Match, fix, suggest

# A line up to this long may be a row of a table.
_ROW = 40
_REACH = 100
_SINGLE_BEFORE = re.compile(r"\S \S+\Z")
_SINGLE_AFTER = re.compile(r"\S+(?: \S|\Z)")
_SMALL_PHRASES = re.compile(r"\b(?:le|la|les|des|du|une|est|que|qui|et|pas|nous|vous|el|los|las|por|para|il|der|die)\b")
# Verbs of speech that portals join to a name whose link ended with a space.
_SPEECH = "asked|told|said|reported|announced|added|explained|replied|recalled|according|declared|wrote"
_ENGLISH_WITH_SPEECH = re.compile(
    r"(?:un|multi|bit|re|out|fore|un|afore|gain|un|ghost|over|under|type|hand|script|un)?"
    r"(?:masked|tasked|basked|casked|flasked|asked|told|retold|foretold|untold|said|aforesaid|gainsaid|wrote|rewrote)"
)

# Marks after which a quotation may open.
_BEFORE_OPENER = ".,:;?!…)%"


def _no_ratio(match: Match, context: Context) -> bool:
    """Whether a space before a mark is wrong: not before a number, nor in a quoted foreign phrase."""
    text, start, stop = context.text, match.start(), match.end()
    if ":" in match[0] and text[stop : stop + 2].strip().isdigit():
        return False
    quotation = context.quotation(start, stop)
    return quotation is None or not _SMALL_PHRASES.search(text[quotation.start : min(quotation.stop, stop + 40)])


def _not_sad(match: Match, context: Context) -> bool:
    return match.start() < 2 or context.text[match.start() - 2] not in ":;=-"


def _closes(match: Match, context: Context) -> bool:
    """Whether the mark closes a quotation of more than a letter or a number, which may have an ending."""
    quotation = context.closed_at(match.start())
    return quotation is not None and context.text[match.start() - 1] not in "0123456789 "


def _opens(match: Match, context: Context) -> bool:
    quotation = context.opened_at(match.start())
    return quotation is not None and quotation.is_complete


def _is_prose(match: Match, context: Context) -> bool:
    """Whether the line is not a row of a table: it is long, with single spaces on either side of the double one."""
    before = context.text[max(0, match.start() - _REACH) : match.start()].rpartition("\n")[2]
    after = context.text[match.end() : match.end() + _REACH].partition("\n")[0]
    return len(before) + len(after) > _ROW and bool(_SINGLE_BEFORE.search(before) and _SINGLE_AFTER.match(after))


def _apostrophe(match: Match, context: Context) -> str:
    return "’" if context.has("’") else "'"


def _is_english_question(match: Match, context: Context) -> bool:
    following = context.text[match.end() : match.end() + 60].partition("?")[0]
    return following.isascii() and not _SMALL_PHRASES.search(following)


RULES = (
    fix(
        "TYP001",
        "space before a comma or full stop",
        why="""A link or tag around the word before ended inside the space and was removed. Systems that translate
        tokens also leave a space there.""",
        triggers=(" .", " ,"),
        # The space first, then what comes before it: `re` goes from space to space.
        pattern=r" (?<=[^\s.,…:;!?/] )(?!(?<=\d ) *(?:, \d{3}(?!\d)|\. \d)) *([.,])(?=[\s”\"’»)]|$)(?! ?[.,])"
        r"|(?<=[a-z]{2}) (,)(?=[a-z]{2,} )",
        replace=lambda match, _: match[1] or ", ",
        source_languages=("fr", "zh"),
        examples=(
            ("with Marie Ange-Paule .", "with Marie Ange-Paule."),
            ("In Lyon , he said", "In Lyon, he said"),
            ("the mayor ,who left", "the mayor, who left"),
        ),
        counter_examples=(
            "and then . . . nothing",
            "a .com firm",
            "a .22 rifle",
            "the .NET runtime",
            "well ... no",
            "5 , 300 came",
        ),
    ),
    fix(
        "TYP002",
        "space before a colon, semicolon, question or exclamation mark",
        why="French puts a space before these marks, and the translation keeps it.",
        triggers=(" ;", " :", " !", " ?"),
        trigger_offset=0,
        pattern=r"(?<=[^\s:;!?.,/|<>=()]) ([:;]|[!?]{1,3})(?=[\s”\"’»]|$)(?! ?[:;!?])",
        replace=r"\1",
        gate=_no_ratio,
        source_languages=("fr",),
        examples=(
            ("The mayor asks : who will pay ?", "The mayor asks: who will pay?"),
            ("in front of the cameras : “Four remain.”", "in front of the cameras: “Four remain.”"),
        ),
        counter_examples=(
            "a ratio of 3 : 1",
            "Tickets : 60 euros",
            "so glad :)",
            "the film “Qui a tué le chien ?”",
            "What? !",
            "a :: b",
        ),
    ),
    fix(
        "TYP003",
        "space inside brackets",
        why="Systems that translate tokens leave spaces around brackets. So do removed tags.",
        triggers=("( ", " )", "[ ", " ]"),
        pattern=r"(?<=[(\[]) (?=[^\s)\]])|(?<=[^\s(\[:;=-]) (?=[)\]])",
        replace="",
        gate=_not_sad,
        source_languages=("ja", "ru"),
        examples=(("the agency ( AFP ) said", "the agency (AFP) said"), ("in May [ 2019 ].", "in May [2019].")),
        counter_examples=("[ ] yes ( ) no", "so sad :( really", "f (x)", "well :-) "),
    ),
    fix(
        "TYP004",
        "doubled comma",
        why="The sentence was translated in two halves, and both brought the comma between them.",
        triggers=(",,", ", ,", ", ."),
        pattern=r"(?<=[^\W\d]),(?: ?,)+(?=\s[^\W\d])|(?<=[^\W\d]), \.(?=\s*$)",
        replace=lambda match, _: "." if match[0].endswith(".") else ",",
        flags=re.MULTILINE,
        examples=(("in Lancaster,, while he", "in Lancaster, while he"), ("that is all, .", "that is all.")),
        counter_examples=("he wrote ,,yes“", "a,,b;c", "1,,2", "and so, ..."),
    ),
    fix(
        "TYP005",
        "doubled full stop at the end of a paragraph",
        why="A closing mark or a link between the two full stops was lost.",
        triggers=("..", ". ."),
        trigger_offset=0,
        pattern=r"(?<=[^\W\d_])\.(?: \.|\.)(?=[”\"»’)]?[ \t]*$)",
        replace=".",
        flags=re.MULTILINE,
        examples=(("of his arrival. .", "of his arrival."), ("he said “no more..”", "he said “no more.”")),
        counter_examples=("and then...", "and then . . .", "we wait ..", "the folder ../path", "no.. yes"),
    ),
    fix(
        "TYP006",
        "missing space after a comma",
        why="The line broke after the comma, and the break was lost.",
        triggers=tuple(f",{a}{b}" for a in "abcfhiostw" for b in "aehinotu"),
        pattern=r"(?:(?<=\b[a-z]{3})|(?<=[a-z]{4})|(?<=[a-z.!?][”\"])),(?=[a-z]{2,} [a-z])",
        replace=", ",
        examples=(
            ("in the capital,the crowds grew", "in the capital, the crowds grew"),
            ("“We go home”,she told them", "“We go home”, she told them"),
        ),
        counter_examples=(
            "1,000 men",
            '"one","two",three of',
            "the fields name,title and date,the",
            "foo,bar,baz",
            "3,4-dimethyl",
        ),
        gate=lambda match, context: (
            context.text[max(0, match.start() - 40) : match.end() + 40].count(",")
            == context.text[max(0, match.start() - 40) : match.end() + 40].count(", ") + 1
        ),
        known_problems="Lists of names without spaces, as in code.",
    ),
    fix(
        "TYP008",
        "doubled space within a sentence",
        why="A word or tag between two spaces was removed.",
        triggers=[f"{before}  " for before in ascii_lowercase + ",;"],
        trigger_offset=1,
        pattern=r"(?<=[a-z,;]) {2,3}(?=[a-z])",
        replace=" ",
        gate=_is_prose,
        examples=(("The company said it  had followed the rules.", "The company said it had followed the rules."),),
        counter_examples=(
            "The end.  The next.",
            "oil  up   2  pct   gas",
            "name  value  date  place",
            "Shr 20 cts  vs 30 cts",
        ),
    ),
    fix(
        "TYP011",
        "ending separated from its word",
        why="Text was split into tokens for a system, and joined again with spaces.",
        triggers=(
            *map("".join, product((" '", " ’"), ("s", "re", "ve", "ll", "m"), " ,.")),
            *map("".join, product((" n't", " n’t"), " ,.")),
            *(" ' s ", "’ s "),
        ),
        pattern=r"(?<=[^\W\d_]{2}) (?:(?=(?:['’]s(?! (?:Graven|Hertogen|Heeren))|n['’]t)[ ,.])|['’] s(?= [a-z]{3}))"
        r"|(?<=[^\W\d_]{2})’ s(?= [a-z]{3})"
        r"|(?<=[A-Za-z]) (?=['’](?:re|ve|ll|m)[ ,.])",
        replace=lambda match, _: match[0].replace(" ", ""),
        examples=(
            ("The port of Malaga 's cranes", "The port of Malaga's cranes"),
            ("they did n't say", "they didn't say"),
            ("the mayor ’ s aide, the town’ s aide", "the mayor’s aide, the town’s aide"),
            ("I 'm here, they ’ve left", "I'm here, they’ve left"),
        ),
        counter_examples=(
            "an ending like 's'",
            "a letter like ' s ' is",
            "tell 'em 'll' is short",
            "5 's and 6 's",
            "rock 'n' roll",
            "a court in 's Gravenhage ruled",
        ),
    ),
    fix(
        "TYP012",
        "missing space after a closing mark",
        why="A tag between the quotation and the next word was removed, together with its space.",
        triggers=(
            *map("".join, product("”»", ascii_letters + digits)),
            *map("".join, product(ascii_lowercase + ".,!?", '"', ascii_letters)),
        ),
        pattern=r"(?:[”»]|(?<=[a-z.,!?])\")(?!(?:ed|ing|ers?|ish|ism)\b)(?=[A-Za-z][a-z]|\d)",
        replace=lambda match, _: f"{match[0]} ",
        gate=_closes,
        source_languages=("fr", "es"),
        examples=(
            ("the “floating bottleneck”after a month", "the “floating bottleneck” after a month"),
            ('the "floating bottleneck"after a month', 'the "floating bottleneck" after a month'),
        ),
        counter_examples=(
            "all “A”s and “B”s",
            "a 5”wide board",
            'he said "yes" and "no"',
            "« non »",
            "she “friend”ed him",
        ),
    ),
    fix(
        "TYP013",
        "missing space before an opening mark",
        why="A tag between the word and the quotation was removed, together with its space.",
        triggers=(
            *map("".join, product(ascii_letters + digits + _BEFORE_OPENER, "“„«")),
            *map("".join, product(ascii_lowercase + ",:;", '"', ascii_letters)),
        ),
        pattern=r"(?:(?<=[a-z]{2})|(?<=[A-Z]{2})|(?<=\d)|(?<=[.,:;?!…)%]))(?:[“„«](?=\w\w)|(?<![A-Z\d.?!…)%])\"(?=[A-Za-z]\w))",
        replace=lambda match, _: f" {match[0]}",
        gate=_opens,
        source_languages=("fr", "es"),
        examples=(("the mayor said“we shall see”.", "the mayor said “we shall see”."),),
        counter_examples=(
            "the mayor said “we shall see”.",
            'Belgium"s mayor and France"s mayor',
            "anti“X",
            "word“ and no more",
        ),
    ),
    suggest(
        "TYP014",
        "words joined where a link was removed",
        why="The space was inside the link to the name, and was removed with it.",
        triggers=map("".join, product(ascii_lowercase, _SPEECH.split("|"))),
        pattern=rf"\b([A-Za-z]+?[a-z])({_SPEECH})\b"
        r"(?= (?:[A-Z]|(?:that|to|him|her|them|the|in|on|by|us|reporters|a)\b))",
        replace=r"\1 \2",
        gate=lambda match, _: len(match[1]) > 2 and not _ENGLISH_WITH_SPEECH.fullmatch(match[0].lower()),
        source_languages=("fr", "es"),
        examples=(("The daily Quai Ouestasked Yannig", "The daily Quai Ouest asked Yannig"),),
        counter_examples=(
            "He foretold the end",
            "They were tasked by the mayor",
            "the aforesaid in law",
            "It unmasked the men",
        ),
    ),
    fix(
        "TYP019",
        "accent in place of an apostrophe",
        why="Keyboards of other languages have an accent where English ones have the apostrophe.",
        triggers=("´", "n`t", "`s ", "n‘t", "‘s "),
        pattern=r"(?<=[a-z])[´`‘](?=(?:s|t|re|ve|ll|d|m)\b)",
        replace=_apostrophe,
        source_languages=("es", "de"),
        examples=(("it´s late", "it's late"), ("it’s late, isn´t it", "it’s late, isn’t it")),
        counter_examples=("O‘zbek", "the code `s`", "Hawai‘i"),
    ),
    fix(
        "TYP020",
        "Spanish opening mark",
        why="Spanish opens a question and an exclamation with its own mark.",
        triggers=("¿", "¡"),
        trigger_offset=0,
        pattern=r"[¿¡] ?(?=\w)",
        replace="",
        gate=_is_english_question,
        source_languages=("es",),
        examples=(("“¿Who paid for that?”, he wondered", "“Who paid for that?”, he wondered"),),
        counter_examples=("the slogan “¿Por qué no te callas?”", "¡Hola, José!"),
    ),
)
