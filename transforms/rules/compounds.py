"""RES: French compounds that were put into English part by part, and compounds torn at their hyphen."""

from transforms.rule import Context, Match, fix, flag

# What the parts mean as one word.
_MEANT = {
    "door-word": "spokesman",
    "word-door": "spokesman",
    "between-time": "meanwhile",
    "can-be": "perhaps",
    "can-being": "perhaps",
    "is-to-say": "that is to say",
    "self-saying": "so-called",
    "soi-saying": "so-called",
    "over-atlantic": "across the Atlantic",
    "after-noon": "afternoon",
    "week-end": "weekend",
    "mid-time": "half-time",
    "him-even": "himself",
    "him-same": "himself",
    "it-even": "itself",
    "it-same": "itself",
    "himself-even": "himself",
    "them-same": "themselves",
    "them-even": "themselves",
    "under-lying": "underlying",
    "under-estimated": "underestimated",
    "sub-estimate": "underestimate",
}
_SPLIT = [key.split("-") for key in _MEANT]
_PARTS = "|".join(sorted((key.replace("-", " - ") for key in _MEANT), key=len, reverse=True))


# After a dash, news comes and `even` belongs to the next word: `the door - word had come`, `him - even though`.
_AFTER_DASH = (
    r"(?<=[Ww]ord) (?:had|came|comes|spread|broke|reached|got|went)\b|(?<=even) (?:though|if|when|before|after)\b"
)


def _resolved(match: Match, context: Context) -> str:
    """The word for the parts, with a capital if they began with one."""
    word = _MEANT[match[0].lower().replace(" - ", "-")]
    return word[0].upper() + word[1:] if match[0][0].isupper() else word


# Compounds that English also writes with the hyphen; only its position is wrong.
_FIXED = (
    "vis - a - vis|vis - à - vis|so - called|nation - state|nation - states|well - being|by - product|by - election|"
    "Wal - Mart|Coca - Cola|Rolls - Royce|Hewlett - Packard|al - Qaeda|al - Qaida|Al - Qaeda|al - Assad|al - Jazeera|"
    "Al - Jazeera|Anglo - Saxon|Anglo - Saxons|Agence France - Presse|Asia - Pacific|Guinea - Bissau|Timor - Leste|"
    "Port - au - Prince|Bosnia - Herzegovina|Euro - Mediterranean|Alsace - Lorraine|Rhône - Alpes|Ile - de - France|"
    "Aix - en - Provence|Saint - Denis|Notre - Dame|Seine - Saint - Denis|Hauts - de - Seine|Clermont - Ferrand|"
    "Nord - Pas - de - Calais|Provence - Alpes - Côte d'Azur|Strauss - Kahn|Jean - Claude|Jean - Paul|Jean - Pierre|"
    "Jean - Marie|Jean - Luc|Jean - Louis|Jean - Jacques|Jean - François|Jean - Michel|Marie - Claude|Pierre - Yves|"
    "African - American|African - Americans|Latin - American|Latin - Americans|Israeli - Palestinian|Arab - Israeli|"
    "south - east|south - west|north - east|north - west|South - East|South - West|North - East|North - West|"
    "G - 7|G - 8|G - 20|half - time|big - box|short - term|long - term|medium - term"
)
_PREFIXES = (
    "anti|semi|ultra|neo|quasi|pseudo|multi|inter|intra|trans|non|ex|pre|post|co|self|macro|micro|hyper|cyber|mini|"
    "socio|euro|afro|anglo|franco|sino|indo|russo|judeo|austro|hispano|ibero|italo|nippo|"
    "Euro|Afro|Anglo|Franco|Sino|Indo|Russo|Judeo|Austro|Hispano|Ibero|Italo|Nippo"
)
_ASKING = "is|are|was|were|has|have|had|does|do|did|can|could|will|would|should|must|may|might"
# Prefixes that are also nouns: the words after a dash may describe the noun.
_NOUNS = "ex|post|mini|euro|Euro"
_OPENS_A_CLAUSE = (
    "all|also|and|any|are|but|for|from|had|has|have|her|his|its|not|one|or|our|said|says|she|that|the|their|then|these|"
    "they|this|two|was|were|when|where|which|while|who|will|with|would|you"
)


RULES = (
    fix(
        "RES016",
        "country’s name translated part by part",
        why="""The system read « États-Unis » as three words. The parts came out in French order, with spaces around
        the hyphen.""",
        triggers=("tates - U", "tates - u", "ited - S", "reat - B", "iddle - E", "gdom - U", "ited - K", "tates - S"),
        pattern=r"(?<!United )\b(?:(States - (?:United|Unis|States)(?! States)|United - States)|(Great) - (Britain)"
        r"|(Middle) - (East)|(Kingdom - (?:United|Uni)|United - Kingdom))\b",
        replace=lambda m, context: (
            "United States" if m[1] else "United Kingdom" if m[6] else f"{m[2] or m[4]} {m[3] or m[5]}"
        ),
        examples=(
            ("talks with the States - United on trade", "talks with the United States on trade"),
            ("from Great - Britain to the Middle - East", "from Great Britain to the Middle East"),
        ),
        counter_examples=(
            "the United States - United in grief",
            "the member states - united at last",
            "the Middle-East",
        ),
        source_languages=("fr",),
    ),
    fix(
        "RES017",
        "compound translated part by part",
        why="""« porte-parole », « peut-être », « lui-même »: the system translated each part by itself, but the
        compound has another meaning.""",
        triggers=sorted(
            {f"{first[-2:]} - {form}" for first, second, *_ in _SPLIT for form in (second, second.capitalize())}
        ),
        pattern=rf"(?<!- )\b(?![a-z]+ - [A-Z])(?i:{_PARTS})\b(?![^\n.]{{0,24}} - )(?!{_AFTER_DASH})",
        replace=_resolved,
        examples=(
            ("the door - word of the ministry", "the spokesman of the ministry"),
            ("the mayor him - even said", "the mayor himself said"),
        ),
        counter_examples=(
            "next to the door - words failed her",
            "all that can - be it late - be done",
            "left by the door - word had come",
            "opened the door - Word of the fire spread",
            "they told him - even though it was late",
        ),
        source_languages=("fr",),
    ),
    fix(
        "RES018",
        "compound split at its hyphen",
        why="A tokeniser put spaces around the hyphen for the system, and they were not removed.",
        triggers=sorted(
            {f"{parts[0][-2:]} - {parts[1][0]}" for parts in (name.split(" - ") for name in _FIXED.split("|"))}
        ),
        pattern=rf"(?<!- )\b(?:{_FIXED})\b(?! -)",
        replace=lambda m, context: m[0].replace(" - ", "-"),
        examples=(("restrictions vis - a - vis the ports", "restrictions vis-a-vis the ports"),),
        counter_examples=(
            "the so-called expert",
            "what he so - against all advice - called",
            "in the long - terms apart - run",
        ),
    ),
    fix(
        "RES019",
        "prefix separated from its word",
        why="A tokeniser put spaces around the hyphen. These prefixes are not words by themselves.",
        triggers=[f"{prefix} - " for prefix in _PREFIXES.split("|")],
        trigger_offset=0,
        pattern=rf"(?<![\w-])(?<!- )(?!(?:{_NOUNS}) - [^\n.]{{0,60}} - )(?<!\bby )({_PREFIXES}) - (?=[A-Za-z]{{3}})"
        rf"(?!(?:{_OPENS_A_CLAUSE})\b)",
        replace=r"\1-",
        examples=(("the anti - American mood", "the anti-American mood"),),
        counter_examples=(
            "sent by post - and lost",
            "the ex - which one?",
            "sent by post - Smith did it",
            "the euro - already weak - fell",
            "the self - they say",
            "his ex - Tom Dale - left",
            "a mini - with two doors",
        ),
        window=96,
    ),
    flag(
        "RES020",
        "French inversion in a question",
        why="""French asks with a pronoun after the verb and a hyphen (« est-il », « peuvent-ils »), even if the
        subject was already named. The translation kept subject, verb and pronoun.""",
        triggers=(" - it ", " - they ", " - he ", " - she "),
        pattern=rf"\b(?i:{_ASKING}) - (?:it|they|he|she) (?=[a-z])(?![^\n.]{{0,60}} - )(?!sa(?:id|ys)|stress|add|not)",
        examples=(("The old democracies are - they virtuous enough", None),),
        counter_examples=(
            "as good as it was - he said",
            "did all he could - it rained - and left",
            "Are they virtuous?",
        ),
        source_languages=("fr",),
        window=72,
    ),
)
