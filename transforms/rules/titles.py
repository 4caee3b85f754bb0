"""CAS: titles and offices, and the capitals that belong to them."""

from transforms.rule import suggest

_TITLES = "president|chancellor|prime minister|foreign minister"
_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2}"

RULES = (
    suggest(
        "CAS005",
        "office in lower case",
        why="French capitalises only the first word of an office's name (« département d’État »), Spanish none.",
        triggers=(
            "department. of state",
            "department of state",
            "council of state",
            "ministry. of ",
            "supreme court of ",
        ),
        pattern=r"\b(department|council)\.? of (state)\b|\b(supreme) (court) of (?=[A-Z])",
        replace=lambda match, context: match[0].replace(".", "").title().replace(" Of ", " of "),
        examples=(("a note of the department of state", "a note of the Department of State"),),
        counter_examples=("the Department of State", "the department of statistics", "a council of states"),
        source_languages=("fr", "es"),
    ),
    suggest(
        "CAS006",
        "article and adjective before a title with a name",
        why="""French says « le président américain Untel ». An English agency writes country and title before the
        name, without an article and with capitals.""",
        triggers=(" president ", " chancellor ", " prime minister ", " foreign minister "),
        pattern=rf"\bthe ([A-Z][a-z]+(?:an|ian|ish|ese|ch|i|k)) ({_TITLES}) (?={_NAME})",
        replace=lambda match, context: f"{match[1]} {match[2].title()} ",
        examples=(("between the Chilean president Ana Rojas and", "between Chilean President Ana Rojas and"),),
        counter_examples=(
            "Chilean President Ana Rojas",
            "the Chilean president said",
            "the former president Ana Rojas",
        ),
        known_problems="House style. Native text has it as an apposition, 20 to 29 times in a million characters.",
        source_languages=("fr", "es"),
        default_on=False,
    ),
    suggest(
        "CAS007",
        "title in lower case before a name",
        why="Other languages write a title before a name in lower case. American agencies capitalise it.",
        triggers=(" president ", " chancellor ", " prime minister ", " foreign minister "),
        trigger_offset=1,
        pattern=rf"(?<![a-z] [A-Z])(?<=[a-z,] )({_TITLES}) (?={_NAME})",
        replace=lambda match, context: f"{match[1].title()} ",
        examples=(("a letter from president Ana Rojas", "a letter from President Ana Rojas"),),
        counter_examples=(
            "a letter from President Ana Rojas",
            "a letter from the president",
            "the firm's vice-president Ana Rojas",
        ),
        known_problems="House style: British papers write lower case.",
        default_on=False,
    ),
)
