"""RES: words and conventions of the source language that were left in English."""

import re

from transforms.alternation import alternation
from transforms.rule import Context, Match, fix, flag, suggest

# A given name and a surname: such a person may later be called M. or Mme with the surname alone.
_FULL_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+ (?:(?:de|du|van|von|al|el|bin|ben) )?([A-ZÀ-Þ][\w’'-]+)")
_INITIAL_M = re.compile(r"[a-z]\.? M\. [A-Z]|\bM\. (?:[A-Z]\. |[A-Z][a-z]+ [A-Z][a-z]+)")
_TITLES = {
    "Mme": "Ms.", "Mme.": "Ms.", "Mlle": "Ms.", "MM.": "Messrs.", "Herr": "Mr.", "Frau": "Ms.", "Sra.": "Ms.",
}  # fmt: skip


def _introduced(text: str) -> frozenset[str]:
    return frozenset(_FULL_NAME.findall(text))


def _has_initial_m(text: str) -> bool:
    return _INITIAL_M.search(text) is not None


def _is_honorific(match: Match, context: Context) -> bool:
    """Whether “M.” comes before a surname known from a full name, and is not an initial anywhere in the text."""
    return match[1] in context.once(_introduced) and not context.once(_has_initial_m)


_MONTHS = {
    "janvier": "January", "février": "February", "avril": "April", "juin": "June", "juillet": "July", "août": "August",
    "septembre": "September", "octobre": "October", "novembre": "November", "décembre": "December",
    "enero": "January", "febrero": "February", "abril": "April", "mayo": "May", "junio": "June", "julio": "July",
    "agosto": "August", "septiembre": "September", "octubre": "October", "noviembre": "November",
    "diciembre": "December", "gennaio": "January", "febbraio": "February", "aprile": "April", "maggio": "May",
    "giugno": "June", "luglio": "July", "settembre": "September", "ottobre": "October", "dicembre": "December",
    "Januar": "January", "Februar": "February", "März": "March", "Juni": "June", "Juli": "July", "Oktober": "October",
    "Dezember": "December",
}  # fmt: skip
# Only before a year: streets and squares have such names, `15 marca` and `29 Ekim`.
_FURTHER_MONTHS = {
    "janeiro": "January", "fevereiro": "February", "março": "March", "maio": "May",
    "junho": "June", "julho": "July", "setembro": "September", "outubro": "October", "novembro": "November",
    "dezembro": "December", "maart": "March", "mei": "May", "augustus": "August", "januar": "January",
    "februar": "February", "marts": "March", "juni": "June", "juli": "July", "oktober": "October",
    "desember": "December", "dezember": "December", "stycznia": "January", "lutego": "February", "marca": "March",
    "kwietnia": "April", "maja": "May", "czerwca": "June", "lipca": "July", "sierpnia": "August",
    "września": "September", "października": "October", "listopada": "November", "grudnia": "December",
    "ledna": "January", "února": "February", "března": "March", "dubna": "April", "května": "May", "června": "June",
    "července": "July", "srpna": "August", "září": "September", "října": "October", "listopadu": "November",
    "prosince": "December", "Ocak": "January", "Şubat": "February", "Nisan": "April", "Mayıs": "May",
    "Haziran": "June", "Temmuz": "July", "Ağustos": "August", "Eylül": "September", "Ekim": "October",
    "Kasım": "November", "Aralık": "December", "января": "January", "февраля": "February", "марта": "March",
    "апреля": "April", "мая": "May", "июня": "June", "июля": "July", "августа": "August", "сентября": "September",
    "октября": "October", "ноября": "November", "декабря": "December",
}  # fmt: skip
_DAYS = {
    "lundi": "Monday", "mardi": "Tuesday", "mercredi": "Wednesday", "jeudi": "Thursday", "vendredi": "Friday",
    "samedi": "Saturday", "dimanche": "Sunday", "lunes": "Monday", "martes": "Tuesday", "miércoles": "Wednesday",
    "jueves": "Thursday", "viernes": "Friday", "sábado": "Saturday", "domingo": "Sunday", "Montag": "Monday",
    "Dienstag": "Tuesday", "Mittwoch": "Wednesday", "Donnerstag": "Thursday", "Freitag": "Friday",
    "Samstag": "Saturday", "Sonntag": "Sunday",
}  # fmt: skip
_IN_ENGLISH = _MONTHS | _FURTHER_MONTHS | _DAYS

# Spellings of one name in the letters of several languages; English news writes the first.
_SPELLINGS = (
    ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenski", "Selenskyj", "Selenski"),
    ("Yermak", "Iermak", "Jermak"),
    ("Putin", "Poutine"),
    ("Lukashenko", "Loukachenko", "Lukaschenko"),
    ("Medvedev", "Medvédev", "Medwedew"),
    ("Gorbachev", "Gorbatchev", "Gorbatschow"),
    ("Yeltsin", "Eltsine", "Jelzin"),
    ("Khodorkovsky", "Khodorkovski", "Chodorkowski"),
    ("Lavrov", "Lawrow"),
    ("Shoigu", "Choïgou", "Schoigu"),
    ("Khartoum", "Khartum", "Jartum"),
    ("Ghouta", "Gouta", "Guta"),
    ("Beijing", "Pékin", "Pekín", "Pechino"),
    ("Kharkiv", "Charkiw", "Kharkov"),
    ("Khamenei", "Jamenei", "Chamenei"),
    ("Gaddafi", "Kadhafi", "Gadafi"),
    ("Netanyahu", "Netanjahu", "Nétanyahou"),
)
_PREFERRED = {other: first for first, *others in _SPELLINGS for other in others}


def _has_other_spelling(match: Match, context: Context) -> bool:
    return _PREFERRED[match[0]] in context.text


RULES = (
    fix(
        "RES001",
        "French “M.” before a surname",
        why="French shortens Monsieur to M., which English readers take for an initial.",
        triggers=(" M. ", "\nM. ", "“M. "),
        pattern=r"(?<![\w.] )(?<![A-Z])\bM\. (?=([A-ZÀ-Þ][\w’'-]+))",
        replace="Mr. ",
        gate=_is_honorific,
        examples=(("Paul Ferrand spoke. Later, M. Ferrand left.", "Paul Ferrand spoke. Later, Mr. Ferrand left."),),
        counter_examples=(
            "Later, M. Ferrand left.",
            "John M. Ferrand spoke. Then Ferrand left.",
            "M. Night Wallis spoke. Later, M. Wallis left.",
        ),
        source_languages=("fr",),
    ),
    suggest(
        "RES002",
        "foreign title before a name",
        why="The system took the title for a part of the name and kept it.",
        triggers=("Mme ", "Mme. ", "Mlle ", "MM. ", "Herr ", "Frau ", "Sra. "),
        trigger_offset=0,
        pattern=r"(?<![A-Z][a-z] )\b(Mme\.?|Mlle|MM\.|Herr|Frau|Sra\.) (?=[A-ZÀ-Þ][\w’'-]+)",
        replace=lambda m, context: f"{_TITLES[m[1]]} ",
        examples=(("a letter to Mme Tessier", "a letter to Ms. Tessier"), ("said Herr Kolb", "said Mr. Kolb")),
        counter_examples=("a letter to Mme. de", "Frauke Kolb", "the Herrmann"),
        source_languages=("fr", "de", "es"),
    ),
    fix(
        "RES004",
        "United States with half of its Spanish abbreviation",
        why="Spanish writes EE. UU. The system translated the first half and took the second for a sentence.",
        triggers=("s. UU", "S. UU", "A. UU", "E.UU", "E. UU", "EEUU"),
        pattern=r"\b(?:(United States|US|USA)\. ?UU(?:\.(?!\s*$|\n))?|(?:EE\. ?UU|EEUU)(?:\.(?!\s*$|\n))?)(?!\w)",
        replace=lambda m, context: m[1] or "United States",
        examples=(
            ("a flight to the United States. UU. on Friday", "a flight to the United States on Friday"),
            ("a flight to the US. UU. was late", "a flight to the US was late"),
        ),
        counter_examples=("He left the United States. UUCP was", "a flight to the United States."),
        source_languages=("es",),
    ),
    flag(
        "RES009",
        "name in two languages’ spelling",
        why="""Each language spells Russian and Arabic names for its own readers. The system knew only some of the
        spellings.""",
        triggers=tuple(_PREFERRED),
        trigger_offset=0,
        pattern=rf"\b(?:{'|'.join(_PREFERRED)})\b",
        gate=_has_other_spelling,
        examples=(("Putin spoke. Later Poutine left.", "Putin spoke. Later Putin left."),),
        counter_examples=("a plate of poutine, said Putin", "Poutine is a dish", "Zelenski spoke"),
    ),
    fix(
        "RES010",
        "full stops after “etc.”",
        why="French and Spanish end a list with etc. and an ellipsis. The abbreviation’s own full stop is enough.",
        triggers=("etc..", "etc. .", "etc…", "etc.…", "etc .."),
        pattern=r"\betc(?: ?\.{2,6}| ?\. \.(?: \.){0,4}| ?\.?…)(?![.…])(?! \.)",
        replace="etc.",
        examples=(("wine, cheese, etc…", "wine, cheese, etc."), ("wine, etc ..", "wine, etc.")),
        counter_examples=("wine, cheese, etc. and", "wine, etc.", "etcetera... and"),
        source_languages=("fr", "es"),
    ),
    suggest(
        "RES011",
        "“by cons” in place of “on the other hand”",
        why="French « par contre » was translated word by word.",
        triggers=("y cons", "y against"),
        pattern=r"\b([Bb])y (?:cons|against),",
        replace=lambda m, context: "On the other hand," if m[1] == "B" else "on the other hand,",
        examples=(("By cons, the mayor stays", "On the other hand, the mayor stays"),),
        counter_examples=("by consent, they", "stood by against all", "the pros by cons"),
        source_languages=("fr",),
    ),
    suggest(
        "RES012",
        "“ie” in place of “that is”",
        why="“es decir”, “das heißt” and „tj.“ became the Latin abbreviation without its full stops.",
        triggers=(", ie,", ", ie "),
        trigger_offset=0,
        pattern=r", ie,? (?=\w)",
        replace=", that is, ",
        examples=(("the vulture funds, ie, the creditors", "the vulture funds, that is, the creditors"),),
        counter_examples=("the funds, i.e., the creditors", "a pie, ies", "the lie, ie."),
        source_languages=("es", "de", "cs"),
    ),
    fix(
        "RES014",
        "day or month in the source language",
        why="The system did not recognise a date and kept its names.",
        triggers=tuple(f" {name}" for name in _IN_ENGLISH),
        trigger_offset=1,
        pattern=r"(?:(?<=\d )|(?<=\d\. ))"
        rf"(?:(?:{alternation(_MONTHS)})\b|(?:{alternation(_FURTHER_MONTHS)})(?= (?:19|20)\d\d\b))"
        rf"|(?<=\b[Oo]n )(?:{alternation(_DAYS)})(?= \d|[,.] |\b$| [a-z])",
        replace=lambda m, context: _IN_ENGLISH[m[0]],
        examples=(
            ("signed on 12 juillet 2010", "signed on 12 July 2010"),
            ("on jeudi, the port", "on Thursday, the port"),
            ("on 12 grudnia 2023 in", "on 12 December 2023 in"),
        ),
        counter_examples=(
            "at 15 marca street",
            "the 29 Ekim square",
            "on Mardi Gras",
            "Mercedes Juli left",
            "12 Juliet roses",
            "on domingo Perón",
        ),
    ),
)
