"""ENC: source code of a page in its text: entities and tags."""

import html
import re
from html.entities import name2codepoint

from transforms.rule import Context, Match, fix

_SYMBOLS = {"lt": "<", "gt": ">"}
_TAGS = (
    "abbr|a|blockquote|body|br|b|center|cite|code|div|em|figcaption|figure|font|footer|form|head|header|hr|html|h[1-6]|"
    "iframe|img|input|ins|i|li|link|meta|nav|noscript|ol|option|pre|p|script|section|select|small|span|strong|style|sub|"
    "sup|s|table|tbody|td|tfoot|thead|th|title|tr|tt|ul|u|video"
)
# Elements that have no end tag, or an optional one.
_ENDLESS = frozenset("br hr img input li link meta option p tbody td tfoot th thead tr".split())
_ATTRIBUTE = (
    r"""[ \t]+(?:[A-Za-z][\w:.-]*[ ]?=[ ]?(?:"[^"<>\n]*"|'[^'<>\n]*'|[^\s<>"'][^\s<>]*)"""
    r"|(?:allowfullscreen|async|autoplay|checked|controls|defer|disabled|hidden|loop|muted|noshade|nowrap)\b)"
)
_END = re.compile(rf"</({_TAGS})[ ]?>", re.IGNORECASE)
_BREAKING = re.compile(r"</?(?:br|p|div|li|tr|hr|h[1-6]|ul|ol|table|blockquote|figure|section)\b", re.IGNORECASE)


def _character(match: Match, _: Context) -> str | None:
    meant = html.unescape(match[0])
    return None if meant == match[0] or meant in "<>" or not (meant.isprintable() or meant.isspace()) else meant


def _of_json(match: Match, _: Context) -> str | None:
    if match[0].endswith("n"):
        return "\n" * match[0].count("n")
    units = bytes.fromhex("".join(re.findall(r"u([0-9A-Fa-f]{4})", match[0])))
    meant = units.decode("utf-16-be", errors="ignore")
    is_whole = len(meant.encode("utf-16-be")) == len(units)
    return meant if is_whole and meant.replace("\u00a0", " ").isprintable() and not set(meant) & set("<>") else None


def _rejoined(match: Match, _: Context) -> str | None:
    name = re.sub(r"[&;\s]", "", match[0])
    return _SYMBOLS.get(name) or _unescaped(f"&{name};")


def _unescaped(entity: str) -> str | None:
    meant = html.unescape(entity)
    return meant if meant != entity and meant.isprintable() else None


def _ended(text: str) -> frozenset[str]:
    return frozenset(name.lower() for name in _END.findall(text))


def _is_markup(match: Match, context: Context) -> bool:
    """Whether a known name in angle brackets is a tag: an end tag, a comment, or one that has an end tag or needs none.

    Stock tickers are capitals in angle brackets too, so capitals without an end tag need the end of another tag, or a
    word directly before them.
    """
    if match["name"] is None or "=" in match[0]:
        return True
    name, ended = match["name"].lower(), context.once(_ended)
    if name not in _ENDLESS or name in ended:
        return name in ended or match[0].endswith("/>")
    return match["name"].islower() or bool(ended) or not context.text[match.start() - 1 : match.start()].isspace()


def _tag_gone(match: Match, context: Context) -> str:
    text, start, stop = context.text, match.start(), match.end()
    if not _BREAKING.match(match[0]):
        return ""
    at_break = start == 0 or text[start - 1] == "\n" or text[stop : stop + 1] in ("", "\n")
    return "" if at_break else "\n"


RULES = (
    fix(
        "ENC005",
        "character spelled as an HTML entity",
        why="""The page's source code was copied, or the page was encoded twice. `&lt;` stays, because it must not
        become a tag.""",
        triggers=(*(f"&{name};" for name in name2codepoint if name not in _SYMBOLS), "&apos;", "&#"),
        # The marks that a program wrote without their semicolon are those of text.
        pattern=r"&(?:(?:[A-Za-z][A-Za-z0-9]{1,7}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});|#(?:39|34|160|82[12]\d)(?![\d;]))",
        replace=_character,
        early=True,
        any_language=True,
        changes_digits=True,
        examples=(
            ("at 4 o&#39;clock", "at 4 o'clock"),
            ("Barrow &amp; Sons", "Barrow & Sons"),
            ("caf&eacute;s &amp;quot;open&amp;quot;", 'cafés "open"'),
            ("it&#8217s late", "it’s late"),
        ),
        counter_examples=("AT&T; that is all", "the tag &lt;b&gt;", "Q&A; and so on", "bus &#391 and &#8217000"),
    ),
    fix(
        "ENC006",
        "HTML tag",
        why="""The page's source code was copied. Only known, complete tags are removed; one that ends a block becomes
        a line break.""",
        triggers=sorted({f"<{c}" for c in "abcdefhilmnopstuvABCDEFHILMNOPSTUV"} | {"</", "<!--"}),
        trigger_offset=0,
        pattern=rf"</(?:{_TAGS})[ ]?>|<!--[^<>\n]{{0,200}}-->|<(?P<name>{_TAGS})(?:{_ATTRIBUTE})*+[ ]?/?>",
        flags=re.IGNORECASE,
        replace=_tag_gone,
        gate=_is_markup,
        early=True,
        any_language=True,
        changes_digits=True,
        window=320,
        examples=(
            ("the <b>first</b> day", "the first day"),
            ("one line<br/>another", "one line\nanother"),
            ('see <a href="page" class="x">here</a>.', "see here."),
            ('see <a href="https://www.tarn.example/a_b.html">here</a>.', "see here."),
            ("one line<BR>another", "one line\nanother"),
            ("<!-- wp:paragraph -->the port", "the port"),
        ),
        counter_examples=(
            "I <3 it",
            "a < b and c > d",
            "the token <unk>",
            "International Business Machines <IBM>",
            "the <url> given",
            "to buy <I M Linden Ltd> of Bergen",
            "what the <em> tag means",
            "shares of Brand Rivers <BR> rose",
            "</s and <i no end",
            "the arrow <-- and the arrow -->",
            "what <!-- opens",
            "the tag &lt;br&gt; breaks a line",
        ),
    ),
    fix(
        "ENC015",
        "character spelled as a JSON escape",
        why="""A program copied the source of a JSON file. A letter by its number becomes the letter; a line break by
        its letter becomes a line break only at the end of a sentence.""",
        triggers=("\\u", "\\n"),
        pattern=r"(?:\\{1,2}u[0-9A-Fa-f]{4})+|(?<=[.!?”])(?:\\n)+(?=[A-Z“\n]|\Z)",
        replace=_of_json,
        early=True,
        any_language=True,
        changes_digits=True,
        examples=(
            (r"Jos\u00e9 \u201cPepe\u201d Ruiz", "José “Pepe” Ruiz"),
            (r"a smile \ud83d\ude00 here", "a smile 😀 here"),
            (r"They left.\n\nNobody came.", "They left.\n\nNobody came."),
        ),
        counter_examples=(
            r"in C:\users\nora",
            r"the macro \usepackage",
            r"half of one \ud83d is lost",
            r"a tag \u003cb\u003e",
            r"saved in D:\news.\new",
        ),
    ),
    fix(
        "ENC010",
        "broken HTML entity",
        why="Systems that translate tokens put spaces into an entity. Others drop its ampersand.",
        triggers=(
            "& #",
            "& amp",
            "& quot",
            "& apos",
            "& lt",
            "& gt",
            "& nbsp",
            "&amp ;",
            "&quot ;",
            "#39;",
            "# 39",
            "&# ",
        ),
        pattern=r"& ?(?:# ?\d{2,5}|amp|quot|apos|lt|gt|nbsp) ?;|(?<!&)(?<!& )# ?39 ?;(?=(?:s|t|re|ve|ll|d|m)\b)",
        replace=_rejoined,
        gate=lambda match, _: " " in match[0] or "&" not in match[0],
        early=True,
        any_language=True,
        changes_digits=True,
        source_languages=("zh", "ja"),
        examples=(
            ("he said & quot ; yes", 'he said " yes'),
            ("Barrow & amp ; Sons", "Barrow & Sons"),
            ("the minister#39;s aide", "the minister's aide"),
        ),
        counter_examples=("Q & A ; more", "bus #39; tram 4", "R & D"),
    ),
    fix(
        "ENC016",
        "mark of Markdown",
        why="""A program saved the page as Markdown. The words of a link or in bold type stay.""",
        triggers=("](http", "**"),
        pattern=r"(?<![\]\w!])\[([^\[\]\n]{1,160})\]\(https?://[^\s()]{1,240}\)"
        r"|(?<![\w*])\*\*(?=\w)([^*\n]{1,160}(?<=[\w.,:;!?]))\*\*(?![\w*])",
        replace=lambda match, _: match[1] or match[2],
        early=True,
        any_language=True,
        changes_digits=True,
        window=320,
        examples=(
            ("see [the plan](https://tarn.example/a_b?c=1) here", "see the plan here"),
            ("**The port** is open", "The port is open"),
        ),
        counter_examples=(
            "a [note] (https://tarn.example) here",
            "the f**k and the s**t of it",
            "4** and 5** hotels",
            "** 5 percent ** 1 percent",
            "x**2 and y**3",
        ),
    ),
)
