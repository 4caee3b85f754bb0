"""BOI: what a portal prints around an article, paragraph by paragraph."""

import re
from collections.abc import Iterable

from transforms.rule import Context, Match, Rule, extract

# A teaser is short and has no full stop; a sentence with the same beginning belongs to the story.
_TEASER = r" ?[:|–—>-]+ ?[^\n]{0,120}[^\s.!?…]"
_BUTTON = (
    r"(?:facebook|twitter|x|whatsapp|linkedin|telegram|instagram|youtube|pinterest|reddit|flipboard|e-?mail|print|tweet"
    r"|share|comment)"
)


# A line of at least this length without a stop continues in the next one.
_WRAPPED = re.compile(r"[^\n]{30}[^\n.!?…:;|>»”\"]\n\Z")


# `…, the regulator said.`
_REPORTED = re.compile(r"[,”\"] [^,.:\n]{0,60}\b(?:said|told|wrote|added|asked)\b[^,.:\n]{0,60}\.\Z")
_CONSENT = (
    r"without (?:(?:prior|the|our|its|express|written) ){0,3}(?:permission|consent|authori[sz]ation)"
    r"(?: (?:of|from) (?-i:[A-Z])[^\n]{0,60})?\.?"
)


def _is_of_page(match: Match, context: Context) -> bool:
    """Whether a paragraph is neither the end of a sentence that was wrapped before it, nor reported speech."""
    text, start = context.text, match.start()
    is_wrapped = text[start].islower() and _WRAPPED.search(text, max(0, start - 32), start)
    return not is_wrapped and _REPORTED.search(match[0]) is None


def _paragraph(
    code: str,
    name: str,
    *,
    lines: Iterable[str],
    triggers: Iterable[str],
    examples: Iterable[str],
    counter_examples: Iterable[str],
    why: str,
) -> Rule:
    """Declare a paragraph that leaves the body as a whole, in articles of any language; `lines` are its patterns."""
    begins = dict.fromkeys(form for t in triggers for form in (t, t.capitalize(), t.title(), t.upper()))
    return extract(
        code,
        name,
        why=why,
        triggers=begins,
        pattern="|".join(lines),
        flags=re.IGNORECASE,
        replace="",
        gate=_is_of_page,
        examples=[(line, "") for line in examples],
        counter_examples=counter_examples,
        any_language=True,
        whole_paragraph=True,
        changes_digits=True,
    )


RULES = (
    _paragraph(
        "BOI001",
        "link to another article",
        why="Portals put links to other articles between the paragraphs.",
        lines=(
            rf"\W{{0,3}}(?:read|watch|see|to read|listen) also(?:{_TEASER}|[ :>»…]*)",
            rf"\W{{0,3}}(?:also|to) read{_TEASER}",
            rf"\W{{0,3}}read (?:more|next)(?:{_TEASER}|[ :>»…]*)",
            r"\W{0,3}(?:more on this (?:topic|subject)|recommended for you|on the same (?:topic|subject))[ :>»…]*",
            rf"\W{{0,3}}related (?:articles?|stories|content|topics)(?:{_TEASER}|[ :>»…]*)",
            r"(?:our |all )?(?:the )?articles on the same (?:topic|subject)[ :]*",
            r"find (?:here )?all (?:our|the) (?:live|articles|news)[^\n.]{0,60}(?: here)?",
            rf"(?:à )?lire aussi{_TEASER}|lea también{_TEASER}|lesen sie auch{_TEASER}|auch interessant{_TEASER}",
        ),
        triggers=(
            "read also",
            "watch also",
            "see also",
            "listen also",
            "to read ",
            "to read:",
            "also read",
            "read more",
            "read next",
            "more on this",
            "recommended for",
            "the same topic",
            "the same subject",
            "related articles",
            "related article",
            "related stories",
            "related content",
            "related topics",
            "find all ",
            "find here all ",
            "lire aussi",
            "lea también",
            "lesen sie auch",
            "auch interessant",
        ),
        examples=(
            "Read also: Three bridges, one river",
            "READ MORE",
            "Related articles",
            "To read – The mill in winter",
        ),
        counter_examples=(
            "Read also the report that the mayor sent.",
            "He likes to read: books, maps.",
            "Read more books.",
        ),
    ),
    _paragraph(
        "BOI003",
        "invitation to subscribe",
        why="Portals ask for an email address in the middle of an article.",
        lines=(
            r"newsletter (?:subscription|sign-?up)",
            r"(?:sign up|subscribe) (?:for|to) (?:our|the) [\w ’'-]{0,40}[.!]?",
            r"subscribe(?: now| here| today)?[.!]?",
            r"(?:get|receive) the (?:essentials?|best|latest)(?: of)? (?:our |the )?(?:news|stories)[^.\n]{0,60}[.!]?",
            r"(?:get|receive) (?:our|the) [\w ]{0,30}newsletter[^.\n]{0,60}[.!]?",
            r"already (?:a subscriber|subscribed)\?(?: (?:log|sign) in)?[.!]?",
        ),
        triggers=(
            "newsletter s",
            "sign up ",
            "subscribe",
            "get the ",
            "get our",
            "receive the ",
            "receive our",
            "already ",
        ),
        examples=("Newsletter subscription", "Already a subscriber? Log in", "Sign up for our morning newsletter!"),
        counter_examples=(
            "Subscribe to the paper he would not, nor to its politics.",
            "The newsletter was sued on Monday.",
        ),
    ),
    _paragraph(
        "BOI004",
        "share buttons",
        why="Scraping a page also copies the labels of its buttons.",
        lines=(
            # The text between two buttons matches in one way only: otherwise a row of them takes exponential time.
            rf"share(?: (?:this(?: article| story| post)?|on|via|by))?(?:(?: {{0,2}}| ?[,|/·•:] ?){_BUTTON})*[.!:]?",
            rf"(?:{_BUTTON}(?: {{0,2}}| ?[,|/·•] ?)){{2,12}}",
            rf"tweet|(?:follow us|share it) on {_BUTTON}[.!]?|copy (?:the )?link|print this (?:article|page)",
        ),
        triggers=(
            "share",
            "tweet",
            "follow us on",
            "facebook",
            "twitter",
            "whatsapp",
            "copy link",
            "copy the link",
            "print t",
        ),
        examples=("Share on Facebook", "Tweet", "Facebook Twitter WhatsApp Email", "Copy link"),
        counter_examples=(
            "The share fell.",
            "Facebook fell on Monday.",
            "Tweet of the day: a finch",
            "Facebook",
            "The bank said that it will now pay 12 dollars a\nshare.",
        ),
    ),
    _paragraph(
        "BOI006",
        "advertisement label",
        why="The label of an advertisement remains when the advertisement is gone.",
        lines=(
            r"\W*(?:advertisement|advertising|advertorial|publicité|anzeige|publicidad)\W*",
            r"\W*sponsored(?: content| by [^\n.,]{1,40})?\W*",
            r"\W*(?:story|article) continues (?:below|after)(?: (?:this |the )?(?:advertisement|ad))?\W*",
            r"\W*continue reading(?: below)?\W*",
        ),
        triggers=(
            "advert",
            "publicité",
            "anzeige",
            "publicidad",
            "sponsored",
            "continues below",
            "continues after",
            "continue r",
        ),
        examples=("Advertisement", "ADVERTISING", "- Advertisement -", "Sponsored content"),
        counter_examples=(
            "Advertising fell by a third.",
            "The sponsored team won",
            "Sponsored by a bank, the race drew 4,000 runners.",
        ),
    ),
    _paragraph(
        "BOI007",
        "cookie notice",
        why="Consent notices belong to the page, not to the article.",
        lines=(
            r"(?:we use cookies|this (?:site|website|page) uses cookies|accept (?:all )?cookies)[^\n]{0,240}",
            r"(?:by continuing|if you continue)[^\n]{0,80}cookies[^\n]{0,240}",
            r"cookie (?:settings|policy|preferences)",
        ),
        triggers=("cookie",),
        examples=("We use cookies to give you the best reading.", "Accept all cookies", "Cookie settings"),
        counter_examples=("The regulator fined the firm over its cookies.", "She bakes cookies."),
    ),
    _paragraph(
        "BOI008",
        "reading time",
        why="Portals print the reading time above an article.",
        lines=(
            r"\d{1,2} ?min(?:ute)?s?\.?(?: of)? read(?:ing)?(?: time)?",
            r"reading time ?:? ?\d{1,2} ?min(?:ute)?s?\.?",
            r"\d{1,2}:\d\d ?min",
        ),
        triggers=(
            "min read",
            "min. read",
            "minute read",
            "minutes read",
            "minutes of read",
            "reading time",
            "0min",
            "5min",
        ),
        examples=("3 min read", "Reading time: 4 minutes", "0:00min"),
        counter_examples=("3 minutes later he was gone.", "It is a 90 minute read."),
    ),
    _paragraph(
        "BOI009",
        "comments",
        why="The discussion below an article is not part of it.",
        lines=(
            r"leave a (?:reply|comment)",
            r"(?:\d{1,5}|no) comments?",
            r"(?:show|view|read|post|add)(?: all)?(?: the| a)? comments?",
            r"comments? (?:are closed|\(\d+\))",
            r"your email address will not be published\.?[^\n]{0,60}",
        ),
        triggers=("leave a ", " comment", "comments are", "comments (", "email address will"),
        examples=("Leave a Reply", "3 comments", "Comments are closed"),
        counter_examples=("He would leave a comment on the wall.", "No comments were made.", "“No comment,” she said."),
    ),
    _paragraph(
        "BOI010",
        "breadcrumb",
        why="Portals print the path of sections above an article.",
        lines=(
            r"(?:home(?: ?page)?|accueil|start|inicio) ?(?:>|»|›|/|→|\|) ?[^\n.]{1,80}",
            r"(?:\w+ ?[>›»] ?){2,5}\w+",
        ),
        triggers=(
            "home >",
            "home »",
            "home ›",
            "home /",
            "home→",
            "home |",
            " > ",
            " › ",
            "accueil >",
            "accueil »",
            "inicio >",
        ),
        examples=("Home > World > Europe", "News > Politics > Harbour", "Home / Sport"),
        counter_examples=("Home and away", "a > b, as we know.", "world/home"),
    ),
    _paragraph(
        "BOI011",
        "paywall notice",
        why="The text ends where the paywall began.",
        lines=(
            r"[*\s]*(?:bild)?plus content[*\s]*",
            r"\W*(?:for )?subscribers only\W*|\W*premium content\W*",
            r"(?:(?:this|the rest of this) (?:article|content) is )?reserved for (?:our )?subscribers\.?",
            r"with bildplus you can read[^\n]{0,120}",
        ),
        triggers=("plus content", "subscribers", "premium content", "bildplus you"),
        examples=("Subscribers only", "This article is reserved for our subscribers.", "*** BILDplus content ***"),
        counter_examples=("The firm has two million subscribers.", "It is for subscribers only, he said."),
    ),
    _paragraph(
        "BOI012",
        "portal's name in place of the agency",
        why="A portal that rewrites other media names itself where the agency was named.",
        lines=(
            r"source ?:? site-\d+",
            r"read the (?:full|original) (?:article|story) here\W*",
            r"(?:this article )?(?:was )?(?:first |originally )?(?:published|appeared) (?:on|at) [\w-]+\.[a-z]{2,4}\W*",
            r"breaking latest news ?[–—-]*",
        ),
        triggers=(
            "source site",
            "source: site",
            "full article here",
            "full story here",
            "original article here",
            "original story here",
            "published on ",
            "published at ",
            "appeared on ",
            "breaking latest news",
        ),
        examples=("source site-25", "Read the original article here", "breaking latest news –"),
        counter_examples=("Source: Reuters", "A source said no.", "Read the full story here and weep."),
    ),
    _paragraph(
        "BOI013",
        "placeholder of a video or embedded post",
        why="Content that could not be embedded leaves its label.",
        lines=(
            r"loading ?(?:\.\.\.|…)?",
            r"this content (?:is blocked|could not be loaded|is not available)[^\n]{0,120}",
            r"(?:all )?the news in (?:video|pictures)",
            r"(?:watch|see|play) (?:the|this|our) video(?: ?:[^\n]{0,80})?",
            r"click here to (?:watch|see|play)[^\n]{0,60}",
            r"view (?:this )?post on \w+",
            r"video player(?: is loading)?\.?",
        ),
        triggers=(
            "loading",
            "this content ",
            "the news in ",
            "watch the video",
            "see the video",
            "play the video",
            "watch this video",
            "watch our video",
            "click here to ",
            "view this post",
            "view post",
            "video player",
        ),
        examples=("Loading…", "All the news in video", "Watch the video", "View this post on Instagram"),
        counter_examples=(
            "Loading stopped at noon.",
            "This content dispute is old.",
            "He could see the video.",
            "This content is blocked in four countries, the regulator said.",
        ),
    ),
    _paragraph(
        "BOI014",
        "legal notice",
        why="Pages end with notices about rights and liability.",
        lines=(
            r"[^\n]{0,80}\ball rights (?:of reproduction[^\n]{0,60} )?reserved\b(?! for\b)"
            # `“All rights reserved”, the poster says` is a sentence of a story.
            r"(?![^“”\"\n]{0,80}[”\"][.,]? [a-z])[^\n]{0,200}",
            # `The report may not be published until June.` is a sentence of a story.
            r"(?:this|the) (?:material|article|content|story|report)[^\n]{0,60}may not be "
            r"(?:published|reproduced|copied|broadcast)"
            rf"(?:(?:,| or\b| in (?:whole|part|any)\b)[^\n]{{0,160}}| {_CONSENT})",
            r"this (?:material|article|content)[^\n]{0,60}may not be (?:published|reproduced|copied|broadcast)\.?",
            r"reproduction (?:is )?(?:prohibited|forbidden|without permission)[^\n]{0,80}",
            r"(?:terms of use|terms and conditions)(?: ?\|[^\n]{0,80})?",
            r"privacy policy(?: ?\|[^\n]{0,80})?",
        ),
        triggers=(
            "rights reserved",
            "rights of reproduction",
            "may not be published",
            "may not be reproduced",
            "may not be copied",
            "may not be broadcast",
            "reproduction is ",
            "reproduction prohibited",
            "reproduction forbidden",
            "reproduction without",
            "terms of use",
            "terms and conditions",
            "privacy policy",
        ),
        examples=(
            "All rights reserved.",
            "This material may not be published, broadcast or copied.",
            "The story may not be reproduced without the written consent of Valley News.",
            "Privacy Policy",
        ),
        counter_examples=(
            "The reproduction of newts is slow.",
            "He may not be there.",
            "Its privacy policy was sued.",
            "All rights reserved for the farmers were lost in 1950.",
            "The report may not be published until after the election.",
            "The report may not be published without the consent of the court.",
            "This report may not be published at all, the minister said.",
            "Reproduction is prohibited in the reserve, the ministry said.",
        ),
    ),
)
