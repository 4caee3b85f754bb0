"""CAL: the article that other languages use before the name of a country."""

import re

from transforms.rule import Context, Match, fix, flag

# Left out: names that English itself has or had with an article (the Gambia, the Congo, the Sudan, the Ukraine), and
# names that are rivers or persons as well (Chad, Jordan, Niger).
_COUNTRIES = """
    Afghanistan Africa Albania Algeria Angola Argentina Armenia Asia Australia Austria Azerbaijan Bangladesh Belarus
    Belgium Bolivia Bosnia Brazil Britain Bulgaria Burma Cambodia Cameroon Canada Catalonia Chile China Colombia Croatia
    Cuba Cyprus Denmark Ecuador Egypt England Eritrea Estonia Ethiopia Europe Finland France Gabon Georgia Germany Ghana
    Greece Guatemala Guinea Haiti Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Japan
    Kazakhstan Kenya Korea Kosovo Kuwait Latvia Libya Lithuania Luxembourg Macedonia Madagascar Malaysia Mali Malta
    Mauritania Mexico Moldova Mongolia Montenegro Morocco Mozambique Namibia Nepal Nicaragua Nigeria Norway Pakistan
    Palestine Panama Paraguay Peru Poland Portugal Qatar Romania Russia Rwanda Scotland Senegal Serbia Singapore
    Slovakia Slovenia Somalia Spain Sweden Switzerland Syria Taiwan Tanzania Thailand Tibet Tunisia Turkey Uganda
    Uruguay Uzbekistan Venezuela Vietnam Zambia Zimbabwe
""".split()
_NAMES = "|".join(_COUNTRIES)
_VERBS = "is|was|has|had|will|would|could|should|can|may|must|does|did"
_PARTICLES = (
    "to|in|on|for|from|with|by|at|when|as|than|if|not|also|but|after|before|during|since|while|because|against|into|"
    "through|under|about"
)
# What can follow a country that is alone; before a noun the country is an attribute: “the China border”.
_ALONE = re.compile(
    "|".join(
        (
            r"\.?(?:\n|\Z)",
            r"[,;:?!)”](?! [A-Z]\w+ (?:and|or) [A-Z]\w+ [a-z])",
            r"\.(?!\w)",
            rf" (?:{_VERBS}|{_PARTICLES})\b",
            rf" (?:and|or) (?:the )?(?:{_NAMES})(?:[,.;]| (?:are|have|were|in|to|{_VERBS})\b)",
            r" (?:and|or) [a-z]",
        )
    )
)


def _is_standalone(match: Match, context: Context) -> bool:
    """Whether the name is not an attribute of the next word, also across the line break of a hard-wrapped paragraph."""
    text, at = context.text, match.end()
    if text.startswith("\n", at) and at < context.paragraph(match.start()).stop:
        return False
    return _ALONE.match(text, at) is not None


RULES = (
    fix(
        "CAL004b",
        "article before a country",
        why="""French puts the article before every country (« la Grèce », « l'Iran »), Italian and Portuguese before
        most. English has it only before a plural or a common noun.""",
        triggers=[f"{the} {name}" for name in _COUNTRIES for the in ("the", "The")],
        trigger_offset=0,
        pattern=rf"\b[Tt]he ({_NAMES})\b",
        replace=r"\1",
        gate=_is_standalone,
        examples=(
            ("It lies between the Peru and the Chile.", "It lies between Peru and Chile."),
            ("The Greece has left the euro to the Germany, he said.", "Greece has left the euro to Germany, he said."),
        ),
        counter_examples=(
            "the China border",
            "the Iran-Iraq war",
            "the Iraq and Afghanistan wars",
            "the Germany of 1933",
            "the Japan’s ruling party",
            "the France that he loved",
            "the Netherlands, the Gambia, the Congo",
        ),
        known_problems="A ship or team of that name: “the France, launched in 1960”.",
        source_languages=("fr",),
    ),
    flag(
        "CAL025",
        "article before an abstract noun",
        why="Romance languages put the article before general terms: « le climat », “la sociedad”.",
        triggers=("the nature", "the society", "the mankind", "the democracy", "the globali", "the capitalism"),
        trigger_offset=0,
        pattern=r"\bthe (?:nature|society|mankind|democracy|globali[sz]ation|capitalism)(?= (?:is|has|that)\b|[,.])",
        examples=(
            ("It is the mankind that pays.", "It is mankind that pays."),
            ("So the democracy has won.", None),
            ("close to the nature.", None),
        ),
        counter_examples=("the democracy of Athens", "the society pages"),
        source_languages=("fr", "es", "it"),
        default_on=False,
    ),
)
