"""RES: acronyms of organisations and things that English abbreviates otherwise."""

import re
from functools import lru_cache

from transforms.rule import Context, Match, fix, suggest

# Acronym: the English one, and words that a text must mention, because other bodies have the same acronym.
_ENGLISH = {
    "OTAN": ("NATO", ""),
    "ONU": ("UN", ""),
    "OPEP": ("OPEC", ""),
    "OMS": ("WHO", r"[Hh]ealth|virus|disease|vaccin|epidemic|pandemic|doctor"),
    "FMI": ("IMF", r"[Mm]onetary|IMF|loan|debt|econom|Lagarde|Georgieva|Strauss"),
    "OMC": ("WTO", r"[Tt]rade|WTO|tariff"),
    "BCE": ("ECB", r"[Cc]entral [Bb]ank|ECB|euro\b|Draghi|Trichet|Lagarde|Frankfurt"),
    "EZB": ("ECB", ""),
    "RDC": ("DRC", r"Congo|Kinshasa|Kivu|Goma"),
    "URSS": ("USSR", ""),
    "VIH": ("HIV", r"HIV|AIDS|[Vv]irus|infect"),
    "ADN": ("DNA", r"DNA|[Gg]ene(?:s|tic)|sample|police|test"),
    "ONG": ("NGO", ""),
    "ONGs": ("NGOs", ""),
}
_DOUBTFUL = {"PIB": "GDP", "UE": "EU", "CPI": "ICC", "SIDA": "AIDS", "EEUU": "US", "AIEA": "IAEA"}
# Words before an acronym in brackets that show that its full name is not English, and those before the name of a band.
_OTHER_NAME = re.compile(
    r"(?:(?:\b(?:de|del|des|du|la|les|el|der|für|para|per|di)\b[^(\n]{0,40}) \("
    r"|\b(?:band|duo|trio|rapper|singer|album|song|party Nur)\s[“\"']?)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=32)
def _mentions(text: str, topic: str) -> bool:
    return re.search(topic, text) is not None


def _means_it(match: Match, context: Context) -> bool:
    """Whether the text is about the body of the acronym, and the acronym does not explain another name."""
    if _OTHER_NAME.search(context.text, max(0, match.start() - 80), match.start()):
        return False
    return _mentions(context.text, _ENGLISH[match[0]][1])


def _is_not_prices(match: Match, context: Context) -> bool:
    """Whether CPI is the court in The Hague; the other acronyms need no such test."""
    return match[0] != "CPI" or _mentions(context.text, "Hague")


RULES = (
    fix(
        "RES003",
        "foreign acronym",
        why="The Romance languages and German abbreviate their own names of the same organisations.",
        triggers=tuple(_ENGLISH),
        trigger_offset=0,
        pattern=rf"(?<![\w.&/-])(?:{'|'.join(sorted(_ENGLISH, key=len, reverse=True))})(?![\w&/]|\.[A-Z])",
        replace=lambda m, context: _ENGLISH[m[0]][0],
        gate=_means_it,
        examples=(
            ("talks of the OTAN on Friday", "talks of the NATO on Friday"),
            ("the vaccine, says the OMS, is safe", "the vaccine, says the WHO, is safe"),
        ),
        counter_examples=(
            "the firm OMS sells pipes",
            "the Organisation mondiale de la santé (OMS) in charge of health",
            "Les Amis (ONG) clean the banks",
            "shares of BCE Inc rose",
            "in 500 BCE the town",
            "the band OTAN will play",
        ),
        source_languages=("fr", "es", "it"),
    ),
    suggest(
        "RES021",
        "acronym that may be foreign",
        why="The letters are foreign for a common term, but English uses them too (CPI: consumer prices).",
        triggers=tuple(f"{before}{name}" for name in _DOUBTFUL for before in (" ", "(", "\n")),
        pattern=r"(?:(?<=\bthe )(?:UE|SIDA|EEUU)|(?<=[a-z] )(?:PIB|CPI|AIEA))(?![\w&/]|\.[A-Z])",
        replace=lambda m, context: _DOUBTFUL[m[0]],
        gate=_is_not_prices,
        examples=(("growth of the PIB slowed", "growth of the GDP slowed"),),
        known_problems="""As a fix, AIEA moved away from the references 34 times of 34: all were of one story, whose
        reference had kept it.""",
        counter_examples=(
            "the CPI rose 0.3 percent",
            "a UE student",
            "the Swedish agency SIDA",
            "the average CPI in March",
        ),
        source_languages=("fr", "es"),
    ),
)
