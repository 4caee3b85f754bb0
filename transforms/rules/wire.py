"""AGY: wire conventions that leave the body; the extractors of `transforms.facts` find them, their codes are here."""

import re

from transforms.rule import Action, Rule, flag

_STORY = "It rained in the port all day."
_AGENCIES = (
    "AFP|AP|Reuters|dpa|EFE|ANSA|TASS|Tass|Interfax|RIA Novosti|Xinhua|Kyodo|Jiji|Yonhap|PTI|Anadolu|UPI|Bloomberg|"
    "Belga|ANP|Lusa|PAP|CTK|MTI|Ukrinform|BelTA|IRNA|Agence France-Presse|The Associated Press"
)


def _read(
    code: str,
    name: str,
    *,
    why: str,
    examples: tuple[str, ...],
    counter_examples: tuple[str, ...],
) -> Rule:
    """Declare a convention that an extractor finds; it has no trigger. A `|` in an example is an empty line."""
    pairs = tuple((line.replace("|", "\n\n"), _STORY) for line in examples)
    never = re.compile(r"(?!)")
    return Rule(code, name, Action.EXTRACT, why, (), never, "", pairs, counter_examples, any_language=True)


RULES = (
    _read(
        "AGY001",
        "dateline before the first sentence",
        why="A wire story opens with place, day and agency. They are metadata, not text.",
        examples=(
            f"PARIS, June 20 (AFP) - {_STORY}",
            f"BERLIN (Reuters) - {_STORY}",
            f"Madrid, 20 jun (EFE).- {_STORY}",
        ),
        counter_examples=("He arrived in Paris on June 20 - and left.", "BREXIT - the end of a long road"),
    ),
    _read(
        "AGY002",
        "credit line below the text",
        why="French portals print day, time, place and agency in one line at the end.",
        examples=(f"{_STORY}|20/06/2023 17:32:23 – Suva (AFP) – © 2023 AFP",),
        counter_examples=(f"{_STORY}\n\n“It will rain again,” she told AFP.",),
    ),
    _read(
        "AGY003",
        "initials that sign a dispatch",
        why="Agencies sign a dispatch with the initials of its writer and editor.",
        examples=(f"{_STORY}|bur-dt/tgb", f"{_STORY}|jlb/ide/gk"),
        counter_examples=(f"{_STORY}\n\nThe limit is 50 km/h and/or less.",),
    ),
    _read(
        "AGY004",
        "end mark",
        why="A word or sign marks the end of a transmission.",
        examples=(f"{_STORY}|REUTER", f"{_STORY}|Enditem", f"{_STORY}|-30-"),
        counter_examples=(f"{_STORY}\n\nSo the year ends.",),
    ),
    _read(
        "AGY005",
        "version of the story",
        why="Wires send a story several times, and say what was added.",
        examples=(f"(Adds details, quotes)|{_STORY}",),
        counter_examples=(f"He adds details and quotes to it.\n\n{_STORY}",),
    ),
    _read(
        "AGY006",
        "slug",
        why="The wire prints its own keyword for the story above the text.",
        examples=(f"BC-PORT-RAIN|{_STORY}",),
        counter_examples=(f"PORT OF SUVA CLOSES AFTER RAIN, SAYS MAYOR.\n\n{_STORY}",),
    ),
    _read(
        "AGY007",
        "byline",
        why="The author is named above or below the text.",
        examples=(f"By Ana Rojas|{_STORY}",),
        counter_examples=(f"By Friday, Ana Rojas had left the town.\n\n{_STORY}",),
    ),
    _read(
        "AGY008",
        "reporting and editing credits",
        why="Reuters names all who worked on a story in its last lines.",
        examples=(f"{_STORY}|(Reporting by Ana Rojas in Suva; editing by Wim Baas)",),
        counter_examples=(f"{_STORY}\n\nReporting by radio was poor.",),
    ),
    _read(
        "AGY009",
        "copyright notice",
        why="The holder of the rights is metadata, not text.",
        examples=(f"{_STORY}|© 2023 AFP",),
        counter_examples=(f"{_STORY}\n\nThe copyright of 2023 was sold.",),
    ),
    _read(
        "AGY010",
        "note to editors",
        why="Agencies address their subscribers' desks within the dispatch.",
        examples=(f"Eds: This story was corrected.|{_STORY}", f"ATTENTION - adds quotes ///|{_STORY}"),
        counter_examples=(
            f"The editors paid no attention to it.\n\n{_STORY}",
            f"NOTE: The year ends in June.\n\n{_STORY}",
            f"Ed: I like the rain in the port.\n\n{_STORY}",
        ),
    ),
    flag(
        "AGY011",
        "agency named as a source in the text",
        why="An agency that was told something, or is quoted, did not write the story. No credit is extracted from it.",
        triggers=("told ", "cited by ", "citing ", "quoted by "),
        trigger_offset=0,
        pattern=rf"\b(?:told|cited by|citing|quoted by) (?:the )?(?:{_AGENCIES})\b",
        examples=(("“No,” he told AFP.", None),),
        counter_examples=("he told an AP class", "(AFP)", "The AFP fund was told."),
        any_language=True,
        default_on=False,
    ),
    _read(
        "AGY012",
        "headline above the text",
        why="The headline has a field of its own.",
        examples=(f"It rains in the port|By Ana Rojas|{_STORY}",),
        counter_examples=(f"It rained. So it went on.\n\n{_STORY}",),
    ),
    _read(
        "BOI002",
        "picture credit",
        why="The agency of a picture is not the agency of the text.",
        examples=(f"{_STORY}|(Photo: AFP / Ana Rojas)",),
        counter_examples=(f"{_STORY}\n\nThe photo was sold to AFP.",),
    ),
    _read(
        "BOI005",
        "time of publication",
        why="The portal prints its own time, which is not that of the dateline.",
        examples=(f"Posted on June 20, 2023 at 5:32 p.m.|{_STORY}",),
        counter_examples=(f"It was posted on a wall on June 20.\n\n{_STORY}",),
    ),
)
