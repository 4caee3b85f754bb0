"""CAS: capitals where English has none, and none where it has."""

import re

from transforms.rule import Context, Match, Span, fix, flag, suggest

# Adjectives and names of peoples, languages and religions that English always writes with a capital. Left out, because
# they are words in lower case too: polish, roman, china, turkey, danish, moor, pole, finn, scotch, bohemian, lesbian,
# tartar.
_PEOPLES = """
    afghan african albanian algerian american angolan arab arabian argentine argentinian armenian asian australian
    austrian azerbaijani bangladeshi basque bavarian belarusian belgian bolivian bosnian brazilian breton british
    bulgarian burmese cambodian cameroonian canadian catalan chadian chechen chilean chinese colombian congolese
    corsican croatian cuban cypriot czech dutch ecuadorian egyptian english estonian ethiopian european filipino
    finnish flemish french gabonese georgian german ghanaian greek guatemalan guinean haitian honduran hungarian
    icelandic indian indonesian iranian iraqi irish israeli italian ivorian jamaican japanese jordanian kazakh kenyan
    korean kurdish kuwaiti laotian latvian lebanese liberian libyan lithuanian macedonian malaysian malian maltese
    mauritanian mexican moldovan mongolian montenegrin moroccan mozambican namibian nepalese nicaraguan nigerian
    norwegian pakistani palestinian panamanian paraguayan peruvian portuguese qatari romanian russian rwandan salvadoran
    saudi scottish senegalese serbian sicilian slovak slovakian slovenian somali spanish sudanese swedish swiss syrian
    taiwanese tanzanian thai tibetan togolese tunisian turkish ugandan ukrainian uruguayan uzbek venezuelan vietnamese
    welsh yemeni zambian zimbabwean buddhist catholic christian hindu islamic jewish muslim protestant
""".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
# May and March are words as well.
_MONTHS = "january february april june july august september october november december".split()
# “August” as an adjective.
_NO_ADJECTIVE = (
    r"(?<!\ban august)(?<!\bmost august)(?!(?<=august) (?:assembl|bod|chamber|circle|compan|figure|gathering|hall|"
    r"house|institution|journal|member|name|panel|personage|presence|surrounding))"
)
# Acronyms that no English style writes in title case, and a word of their expansion.
_EXPANSIONS = {
    "Apec": r"Asia[- ]Pacific",
    "Asean": r"South-?\s?east Asian",
    "Cedeao": r"West African",
    "Igad": r"Intergovernmental Authority",
    "Inpe": r"Space Research",
    "Ifri": r"International Relations",
    "Sadc": r"Southern African",
}
_REACH = 120
_NEAR = 2000
_DAY_OR_MONTH = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|April|June|July|August|(?:Sept|Nov|Dec)ember|October"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b)"
)
_VERBS_OF_I = ("am", "was", "have", "had", "will", "would", "don", "think", "know", "want", "believe")
_SMALL_THINGS = {
    "french": ("fries", "door", "window", "toast", "press", "kiss", "horn", "bread", "polish", "bean"),
    "swiss": ("chard", "roll"),
    "catholic": ("taste", "in"),
    "indian": ("ink",),
    "arabian": ("horse",),
    "saudi": ("arabia",),
}


def _expanded_before(match: Match, context: Context) -> bool:
    before = context.text[max(0, match.start() - _REACH) : match.start()]
    return re.search(_EXPANSIONS[match[1]], before.rpartition("\n")[2]) is not None


def _around(match: Match, context: Context) -> str:
    """The text near a match; limited, so that the cost is linear in a text full of matches."""
    return context.text[max(0, match.start() - _NEAR) : match.end() + _NEAR]


def _has_capitals(match: Match, context: Context) -> bool:
    """Whether a paragraph has no capital at all: then it was written so, and its lowercase letters are not errors."""
    start, stop = context.paragraph(match.start())
    text = context.text[max(start, match.start() - _NEAR) : min(stop, match.end() + _NEAR)]
    return text != text.lower()


def _is_a_slip(match: Match, context: Context) -> bool:
    """Whether other days or months nearby have a capital; wires of 1987 wrote none with one."""
    return _DAY_OR_MONTH.search(_around(match, context)) is not None and _has_capitals(match, context)


def _is_people(match: Match, context: Context) -> bool:
    following = context.text[match.end() : match.end() + 12].lstrip()
    return not following.startswith(_SMALL_THINGS.get(match[0], ())) and _has_capitals(match, context)


def _written_large(match: Match, context: Context) -> bool:
    """Whether the text writes the name with a capital elsewhere, within a sentence."""
    name = match[0].capitalize()
    return re.search(rf"[a-z,] {name}\b", _around(match, context)) is not None and _has_capitals(match, context)


def _capital(match: Match, context: Context) -> str:
    return match[0][0].upper() + match[0][1:]


# Cities and countries whose names are not English words.
_PLACES = """
    afghanistan algeria argentina athens australia austria baghdad barcelona beijing belgium berlin bogota brazil
    brussels budapest canada caracas chernobyl chicago colombia copenhagen crimea damascus egypt france geneva germany
    greece hungary india indonesia iran iraq ireland israel istanbul italy jakarta jerusalem kabul kiev kyiv lisbon
    london madrid mexico moscow nigeria norway pakistan paris peru poland portugal prague romania russia seoul spain
    stockholm sweden switzerland sydney syria taiwan tehran tokyo ukraine venezuela vienna vietnam warsaw washington
""".split()

# Brands that write a capital within, and acronyms that no English style writes as a word.
_BRANDS = {
    name.capitalize(): name
    for name in (
        "YouTube YouTuber LinkedIn TikTok WhatsApp PayPal GitHub WikiLeaks ChatGPT OpenAI SpaceX PlayStation "
        "BlackBerry iPhone iPad eBay DeepMind WeChat AliExpress BBC CNN FBI CIA USA UAE".split()
    )
}
# Words that begin no name where a lowercase letter follows.
_AFTER_COMMA = (
    "The|This|That|These|Those|It|He|She|They|We|But|And|In|On|At|An?|If|When|As|For|While|Who|Which|Where|After|His|"
    "Her|Their|There|Its"
)

_DOTTED, _PLAIN = re.compile(r"(?<![\w.])U\.S\.(?!\w)"), re.compile(r"(?<![\w.$])US(?![\w$]|\.\w)")


def _fewer_spellings(context: Context) -> list[Span]:
    """The places of the rarer spelling in a text with both."""
    dotted, plain = ([Span(*m.span()) for m in spelling.finditer(context.text)] for spelling in (_DOTTED, _PLAIN))
    return min(dotted, plain, key=len) if dotted and plain else []


RULES = (
    fix(
        "CAS001",
        "weekday or month in lower case",
        why="French, Spanish, Italian, Russian and the Scandinavian languages write them in lower case.",
        triggers=_DAYS + _MONTHS,
        # A town in lower case before it is a wire's table or code, and not a sentence.
        trigger_offset=0,
        pattern=rf"(?<![\w-])(?<![a-z], )(?:(?:{'|'.join(_DAYS)})s?|{'|'.join(_MONTHS)})\b(?![-/]\w){_NO_ADJECTIVE}",
        replace=_capital,
        gate=_is_a_slip,
        examples=(
            ("It met on monday, as on Friday.", "It met on Monday, as on Friday."),
            ("From Sept. 2 to october 9", "From Sept. 2 to October 9"),
        ),
        counter_examples=(
            "They may march in May.",
            "all small: on monday",
            "Sydney, april-fools.com",
            "in Sarlat, april 7 - hogs",
            "On Friday she met an august guest in august company",
        ),
        source_languages=("fr", "es", "cs", "ru"),
    ),
    fix(
        "CAS002",
        "people, language or religion in lower case",
        why="French, Spanish, Italian, Czech and Russian write the adjective, and mostly the language, in lower case.",
        triggers=_PEOPLES,
        trigger_offset=0,
        pattern=rf"(?<![\w@#./-])(?:{'|'.join(_PEOPLES)})s?\b(?![./@]\w)",
        replace=_capital,
        gate=_is_people,
        examples=(
            ("The chilean miners thanked Ana.", "The Chilean miners thanked Ana."),
            ("In Oslo they spoke finnish.", "In Oslo they spoke Finnish."),
        ),
        counter_examples=(
            "He ordered french fries in Lille.",
            "Her tastes in Art are catholic in kind.",
            "She will polish the Roman coin.",
            "all in small letters, even german",
        ),
        source_languages=("es", "fr", "cs", "ru"),
    ),
    fix(
        "CAS003",
        "pronoun “I” in lower case",
        why="Other languages write their word for I in lower case.",
        triggers=[f" i {verb}" for verb in _VERBS_OF_I]
        + [f" i{mark}{rest}" for mark in "'’" for rest in ("m", "ve", "ll")],
        pattern=rf"(?<=[\w,;:] )i(?= (?:{'|'.join(_VERBS_OF_I)})\b|['’](?:m|ve|ll)\b)",
        replace="I",
        examples=(("When Eva called, i was asleep.", "When Eva called, I was asleep."),),
        counter_examples=("In (i) and (ii), i.e. in both.", "all small: i am here", "The iOS i.e. it."),
        gate=_has_capitals,
        known_problems="A variable or Roman numeral i before a verb is read as the pronoun.",
    ),
    fix(
        "CAS004",
        "acronym in title case",
        why="""French writes a pronounceable acronym like a name (Apec, Asean); English agencies write capitals.
        The full name next to it proves the reading.""",
        triggers=tuple(f"({name})" for name in _EXPANSIONS),
        trigger_offset=0,
        pattern=r"\((" + "|".join(_EXPANSIONS) + r")\)",
        replace=lambda match, context: match[0].upper(),
        gate=_expanded_before,
        examples=(("a forum of Asia-Pacific economies (Apec)", "a forum of Asia-Pacific economies (APEC)"),),
        counter_examples=("the singer Apec (Apec)", "the alliance (Nato)", "its space agency (Nasa)"),
        source_languages=("fr",),
    ),
    fix(
        "CAS009",
        "name in lower case",
        why="A system that works in lower case does not always restore the capital.",
        triggers=_PLACES,
        trigger_offset=0,
        pattern=rf"(?<![\w@#./-])(?:{'|'.join(_PLACES)})\b(?![./@-]\w)",
        replace=_capital,
        gate=_written_large,
        examples=(("Back in kyiv, he left Kyiv again.", "Back in Kyiv, he left Kyiv again."),),
        counter_examples=("The Louvre bought plaster of paris.", "all small: in paris", "See Paris on paris.example."),
        known_problems="Only names that the same text also writes with a capital are found.",
    ),
    flag(
        "CAS010",
        "“US” and “U.S.” in one text",
        why="""A translation system follows no house style and writes the country sometimes with full stops, sometimes
        without.""",
        find_spans=_fewer_spellings,
        examples=(("The U.S. envoy met US troops in a US port.", "The US envoy met US troops in a US port."),),
        counter_examples=("The U.S. envoy met U.S. troops.", "The US envoy paid US$5.", "U.S. aid of US$5 to the USA"),
        known_problems="House style. A name or a quotation may keep its own form.",
        default_on=False,
    ),
    fix(
        "CAS013",
        "capital after “a.m.” or “p.m.”",
        why="The full stop of the abbreviation was read as the end of a sentence.",
        triggers=("m. Local",),
        pattern=r"(?<=\b[ap]\.m\. )Local (?=[Tt]ime\b)",
        replace="local ",
        examples=(("It began at 8:55 p.m. Local time on Monday.", "It began at 8:55 p.m. local time on Monday."),),
        counter_examples=("It began at 8:55 p.m. Local residents fled.", "It began at 8:55 p.m. local time."),
    ),
    suggest(
        "CAS014",
        "capital after a comma",
        why="The system translated the clause alone, and began it like a sentence.",
        triggers=[f", {word} " for word in _AFTER_COMMA.replace("An?", "A|An").split("|")],
        pattern=rf"(?<=[\w)], )({_AFTER_COMMA}) (?=[a-z])",
        replace=lambda match, _: match[0].lower(),
        examples=(
            (
                "In the old port of Narva, The police closed a pier.",
                "In the old port of Narva, the police closed a pier.",
            ),
        ),
        counter_examples=(
            "He lives in Leiden, The Hague and Delft.",
            "the singer of Gold, A. Ruiz",
            "In Narva, the police came.",
        ),
        known_problems="Titles of books and films without quotation marks.",
    ),
    suggest(
        "CAS015",
        "brand or acronym with other capitals",
        why="Other languages write a brand like any name, and a pronounceable acronym with one capital.",
        triggers=tuple(_BRANDS),
        trigger_offset=0,
        pattern=rf"(?<![\w@#./-])(?:{'|'.join(_BRANDS)})\b(?![./@-]\w)",
        replace=lambda match, _: _BRANDS[match[0]],
        examples=(("a film on Youtube", "a film on YouTube"), ("he left the Usa", "he left the USA")),
        counter_examples=("a film on YouTube", "see Youtube.com", "Usain ran", "the village of Cian"),
        known_problems="House style of some papers; Nato and Nasa are therefore not changed.",
    ),
)
