"""PUN: commas that English uses differently."""

from transforms.rule import suggest

RULES = (
    suggest(
        "PUN003",
        "missing comma after town and country",
        why="Other languages end the apposition without a comma, or the system removed it.",
        triggers=(" at ", " where ", " during ", " on the ", " after "),
        pattern=r"(?<=\bin )([A-Z][a-z]+(?: [A-Z][a-z]+)?, [A-Z][a-z]+)(?= (?:at|where|during|on the|after) )",
        replace=r"\1,",
        examples=(("met in Bergen, Norway at a fair", "met in Bergen, Norway, at a fair"),),
        counter_examples=("met in Bergen, Norway, at a fair", "met in May, on Mondays at six", "in Bergen at a fair"),
        known_problems="Native copy forgets the comma too.",
        default_on=False,
    ),
    suggest(
        "PUN006",
        "comma before “that”",
        why="German, Czech, Russian and Polish put a comma before every clause: „sagte, dass“, «сказал, что».",
        triggers=(", that ",),
        pattern=r"\b(said|says|say|stated|announced|believes?|hopes?|knows?|thinks?|means?|shows?|claims?), that "
        r"(?=(?:the|this|these|it|he|she|they|we|I|there|in|no|an?)\b)",
        replace=r"\1 that ",
        examples=(("He said, that the bill is dead.", "He said that the bill is dead."),),
        counter_examples=("It means, that is, a loss.", "the man, that he had seen", "He said that it is."),
        source_languages=("de", "ru", "cs", "uk"),
    ),
)
