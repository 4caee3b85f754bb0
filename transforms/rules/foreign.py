"""RES: spans that stayed in another language or script, by their function words and letters."""

import re

from transforms.alternation import alternation
from transforms.rule import Context, Match, flag, marker

# Words that are not English. Left out are words that are English too
# (die, son, on, in, men, an) and what is in names (de, la, el, van, von, del, los, al, ten, di, da, do).
_STRONG = {
    "fr": "les des une dans pour avec sur est sont qui que pas cette aux ont été mais leur selon ses ce il ne je nous "
    "vous elle ils du au dit fait être plus ça sans sous par comme aussi même entre chez ou où",
    "de": "und der das nicht mit auf für ist den dem ein eine einen einem einer zu sich auch wird werden wurde bei "
    "nach von aus sind haben hat sie ich wir er es im zum zur am vom oder aber wie noch nur über vor durch",
    "es": "una que por para con del está fue más como pero su sus se el los las un y en lo le les ha han ya muy "
    "entre sobre también según este esta son hasta desde sin cuando",
    "it": "che della di nel una per con sono gli alla delle dei è il un non si ha come anche più dal nella ma lo",
    "pt": "não uma que para com os dos das em por mais foi são um ao na no às ou também pela pelo seu sua está",
    "nl": "het een niet met voor zijn op aan wordt van dat ook naar bij uit maar worden heeft werd deze",
    "sv": "och att det som för på är av med inte den till ett har om från var ska kan",
    "no": "og til ikke som på er av med det har ble vil fra kan skal jeg vi",
    "is": "og að er ekki í á til var um sem það við með fyrir hefur af en frá hann hún",
    "cs": "jsou se na že je v z do pro byl by ale jako který která které když podle také jeho při nebo však po",
    "pl": "się nie jest na do że w z oraz przez jak dla był tym ale od który która po są przy czy także",
    "hu": "az és hogy nem egy is a volt meg csak már mint vagy ezt",
    "tr": "ve bir bu için ile de da çok olarak olan daha gibi kadar sonra",
    "ro": "și în este care pe nu cu din la sunt fi mai sau după fost",
    "fi": "ja on ei että se oli mutta myös kun hän ovat kuin",
}
_ENGLISH = frozenset(
    "the of and to that for with by from it are be this which his its have has had were not but she they who will "
    "would their been after said more about also you when there if can into much many most only over such than these "
    "those then what where while year years people new first last could some any other because between during under "
    "through".split()
)
_ENGLISH_TOO = frozenset(
    "a am as at by care come do hat he i in is it met mint no non on or par per plus pro so son till was we".split()
)
_FOREIGN = frozenset(word for words in _STRONG.values() for word in words.split()) - _ENGLISH - _ENGLISH_TOO
# Spaced lower-case words that trigger the rule; words of two letters are in too many English names and abbreviations.
_WAKING = sorted(
    word for word in _FOREIGN if (len(word) > 2 and word not in ("est", "los", "las", "les")) or not word.isascii()
)
_WAKING_TOO = ("je", "ne", "il", "ya", "se", "au", "du", "es", "im", "zu", "na", "og", "er", "ist", "les", "des", "los")
# The most frequent letters of each script; every longer word has one of them.
_OTHER_SCRIPTS = (
    "аеоинтсрвлαοιετσνиיוהלארי"
    "نوملاتاेरकनािสนอรกกน"
    "이는에의다가을로것고하"
    "のにはをたがでしとるい"
    "的一是不了在人有我他这中大国年会日本"
)
_PARTICLES = frozenset("van von der den del della di dos das la le el los las les y e du des zu zum zur het".split())
_OTHER_LETTERS = "\u0370-\u1cff\u2e80-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc"
_OTHER_LETTER = re.compile(f"[{_OTHER_LETTERS}]")
_LATIN_LETTER = re.compile("[A-Za-z]")
# A word in small Latin letters, or Latin letters inside a word of a script that sets spaces between words.
_HALF_TRANSLATED = re.compile("(?<![A-Za-z'’-])[a-z]{3,}(?![A-Za-z])|[A-Za-z]\\.?[\u0370-\u0dff]")
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 4
# The particles between two words of a name: `Caisse du Bâtiment et des Travaux`, up to three.
_LINKS = "|".join(sorted(_PARTICLES | {"de", "et", "d", "l", "i"}, reverse=True))
_IN_NAMES = re.compile(rf"(?<=\w)(?:[’']?[ \n,]{{1,2}}(?:{_LINKS})\b){{1,3}}(?=[’']?[ \n]?[A-ZÀ-Þ])")


def reads_foreign(paragraph: str) -> bool:
    """Whether a paragraph's function words, or its script, are more likely of another language than English.

    A paragraph in another script with English words in it was partly translated, and does not count.
    """
    other = 0 if paragraph.isascii() else len(_OTHER_LETTER.findall(paragraph))
    if other and other > len(_LATIN_LETTER.findall(paragraph)):
        return _HALF_TRANSLATED.search(paragraph) is None
    words = _WORD.findall(paragraph.lower())
    foreign, english = sum(map(_FOREIGN.__contains__, words)), sum(map(_ENGLISH.__contains__, words))
    if len(words) < _FEWEST_WORDS or foreign <= 2 * english:
        return False
    return (foreign >= 2 or not paragraph.isascii()) and not _is_of_names(paragraph, english)


def _is_of_names(paragraph: str, english: int) -> bool:
    """Whether function words of other languages are only in names: between capitals, next to English ones or alone."""
    rest = _WORD.findall(_IN_NAMES.sub(" ", paragraph))
    small = [word for word in rest if word.islower()]
    if english:
        return sum(map(_FOREIGN.__contains__, small)) <= english
    return not small and not paragraph.isupper()


def _is_in_english(match: Match, context: Context) -> bool:
    """Whether a match is not quoted, and its paragraph is not foreign as a whole."""
    if context.is_quoted(match.start(), match.end()):
        return False
    return not context.once(reads_foreign, *context.paragraph(match.start()))


def _is_phrase(match: Match, context: Context) -> bool:
    """Whether a run of function words is more than the particles of a name."""
    return not set(match[0].lower().split()) <= _PARTICLES and _is_in_english(match, context)


def _is_foreign(match: Match, context: Context) -> bool:
    return context.once(reads_foreign, *match.span())


# Accented words that English uses; all others with an accent and a lowercase letter are foreign.
_LOANS = (
    "café|cafés|cliché|clichés|fiancé|fiancée|fiancés|détente|façade|façades|décor|élite|élites|émigré|émigrés|protégé|"
    "protégés|protégée|attaché|attachés|communiqué|communiqués|déjà|crème|entrée|entrées|soirée|soirées|matinée|"
    "première|premières|señor|señora|piñata|jalapeño|jalapeños|über|passé|risqué|sauté|sautéed|purée|pâté|rosé|tête|"
    "état|exposé|exposés|cortège|château|châteaux|fête|mêlée|rôle|rôles|naïve|naïveté|naïvely|résumé|résumés|blasé|"
    "consommé|crèche|crèches|débutante|débâcle|début|divorcée|éclair|éclairs|flambé|habitué|ingénue|née|papier|mâché|"
    "raison|regime|régime|séance|touché|toupée|voilà|vis|à|crêpe|crêpes|brûlée|frappé|macramé|maître|mélange|ménage|"
    "étude|études|façon|garçon|jardinière|naïf|négligée|papier-mâché|précis|retroussé|roué|smörgåsbord|doppelgänger|"
    "führer|gemütlich|jäger|über|açaí|maté|mañana|niño|niña|piña|cuatro|doña|señorita|coöperate|coöperation|"
    "coördinate|reëlect|reëlection|zoölogy|preëmpt|naïvety|glacé|lamé|moiré|appliqué|canapé|canapés|coupé|crudités|"
    "dérailleur|détenu|chargé|chargés|décolletage|démarche|démodé|déclassé|dénouement|éminence|épée|ombré|outré|plié"
)

# These few are not enough evidence as a phrase in an English sentence.
_RUN = alternation(
    sorted(_FOREIGN - {"con", "de", "den", "en", "er", "es", "fait", "fra", "pour", "sans", "sin", "ska"})
)

_ACCENTED = "ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿœěščřžůąęłśżźćńőűășțğ"
# Letters of names that one language has alone; capitals first.
_ONE_LANGUAGE = "ŘĚŮŐŰÐÞŁŚŹŻȚŢĞřěůőűðþłśźżțţğı"

RULES = (
    flag(
        "RES006",
        "sequence of foreign function words",
        why="A phrase stayed in the source language: the system could not translate it, or took it for a name.",
        triggers=tuple(f" {word} " for word in _WAKING),
        pattern=rf"(?<!\w)(?:{_RUN}) (?:(?:{_RUN})(?!\w)|[\w’'-]{{1,24}} (?:{_RUN})(?!\w))(?: (?:{_RUN})(?!\w))?",
        gate=_is_phrase,
        examples=(("the inquiry dans les bureaux of the firm", None),),
        counter_examples=("Los Angeles", "the daily El Mundo", "Ludwig van der Rohe", "a game of chess"),
    ),
    flag(
        "RES007",
        "accented word that is not English",
        why="The system did not know the word and kept it.",
        triggers=tuple(_ACCENTED),
        pattern=rf"(?<![\w’'-])(?!(?:{alternation(_LOANS.split('|'))})(?!\w))[a-z{_ACCENTED}]{{0,24}}[{_ACCENTED}][a-z{_ACCENTED}]{{1,24}}"
        r"(?![\w’'-])",
        gate=lambda match, context: len(match[0]) > 3 and _is_in_english(match, context),
        examples=(("the général spoke first", None), ("a fear of bordélisation", None)),
        counter_examples=("in a café of the old town", "a tête-à-tête", "his friend Müller", "vis-à-vis"),
        source_languages=("fr", "es", "cs"),
    ),
    marker(
        "RES023",
        "name in letters of one language",
        ("cs", "hu", "is", "pl", "ro", "tr"),
        why="A translation keeps accents that English papers drop. Some letters occur in one language only.",
        triggers=tuple(_ONE_LANGUAGE),
        pattern=rf"(?<![\w’'-])(?=[^\W\d_a-z])\w{{0,24}}[{_ONE_LANGUAGE}]\w{{0,24}}",
        examples=("The mayor, Vojtěch Dlouhý, spoke.", "a walk up Hjörleifshöfði"),
        counter_examples=("His friend Müller came.", "The mayor, Vojtech Dlouhy, spoke."),
    ),
    flag(
        "RES008",
        "word in another script",
        why="The system does not transliterate words that it does not know.",
        triggers=tuple(_OTHER_SCRIPTS),
        pattern=rf"(?<![{_OTHER_LETTERS}])(?=[{_OTHER_LETTERS}]{{0,39}}[{_OTHER_SCRIPTS}])"
        rf"[{_OTHER_LETTERS}]{{2,40}}(?! ?[{_OTHER_LETTERS}])",
        gate=lambda match, context: (
            context.text[match.start() - 1 : match.start()] != "(" and _is_in_english(match, context)
        ),
        examples=(("the minister of обороны said", None),),
        counter_examples=("the daily (Известия) said", "an angle of α degrees", "the café"),
    ),
    flag(
        "RES015",
        "untranslated paragraph",
        why="A portal translates piece by piece. A piece that failed stays in the source language.",
        triggers=(*(f" {word} " for word in (*_WAKING, *_WAKING_TOO)), *_OTHER_SCRIPTS),
        pattern=r"(?s).+",
        gate=_is_foreign,
        whole_paragraph=True,
        examples=(("Der Hafen ist seit Montag geschlossen, und nicht nur für Schiffe.", None),),
        counter_examples=(
            "The port has been closed since Monday, said the daily Neue Zeit von der Alb.",
            "The film “Das Leben der Anderen” won on Sunday.",
            "Volkswagen AG and BASF SE",
        ),
    ),
)
