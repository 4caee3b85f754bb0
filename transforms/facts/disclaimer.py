"""Notices that a text was translated, and from which language."""

import re

from transforms.facts.found import Example, Found, example

READER = "disclaimer"
LONGEST = 320

# Names of languages in English, French, Spanish, German, Italian, Portuguese and Dutch.
_NAMES = """
ar arabic arabe árabe arabisch arabischen arabo
bg bulgarian bulgare búlgaro bulgarisch bulgarischen
zh chinese mandarin chinois chino chinesisch chinesischen cinese chinês chinees
cs czech tchèque checo tschechisch tschechischen ceco tcheco tsjechisch
da danish danois danés dänisch dänischen danese dinamarquês deens
nl dutch néerlandais neerlandés niederländisch niederländischen olandese holandês nederlands
en english anglais inglés englisch englischen inglese inglês engels
et estonian estonien estonio estnisch estnischen
fi finnish finnois finlandés finnisch finnischen finlandese finlandês fins
fr french français francés französisch französischen francese francês frans
de german allemand alemán deutsch deutschen tedesco alemão duits
el greek grec griego griechisch griechischen greco grego grieks
he hebrew hébreu hebreo hebräisch hebräischen ebraico hebraico hebreeuws
hi hindi
hu hungarian hongrois húngaro ungarisch ungarischen ungherese hongaars
id indonesian indonésien indonesio indonesisch
it italian italien italiano italienisch italienischen italiaans
ja japanese japonais japonés japanisch japanischen giapponese japonês japans
ko korean coréen coreano koreanisch koreanischen
lv latvian lettisch letton letón
lt lithuanian litauisch lituanien lituano
no norwegian norvégien noruego norwegisch norwegischen norvegese norueguês noors
fa persian farsi persan persa persisch
pl polish polonais polaco polnisch polnischen polacco polonês pools
pt portuguese portugais portugués portugiesisch portugiesischen portoghese português portugees
ro romanian roumain rumano rumänisch rumänischen rumeno romeno
ru russian russe ruso russisch russischen russo
sr serbian serbe serbio serbisch serbischen
sk slovak slovaque eslovaco slowakisch slowakischen
es spanish espagnol español spanisch spanischen spagnolo espanhol spaans castellano
sv swedish suédois sueco schwedisch schwedischen svedese zweeds
th thai
tr turkish turc turco türkisch türkischen turks
uk ukrainian ukrainien ucraniano ukrainisch ukrainischen ucraino oekraïens
vi vietnamese vietnamien vietnamita vietnamesisch
"""
LANGUAGES = {name: code for code, *names in map(str.split, _NAMES.strip().splitlines()) for name in names}

_STEMS = ("transl", "tradu", "tradot", "übersetz", "vertaal")
_FROM = re.compile(
    r"(?i)(?:translat(?:ed|ion)\b[^.]{0,60}?\b(?:from|of)|(?:traduit|traduction|traducido|traducción|tradotto|traduzione|traduzido|tradução)"
    r"\b[^.]{0,60}?\b(?:de(?:l|lla|sde el)?|du|dal|do)|übersetz\w+[^.]{0,40}?\baus|vertaald[^.]{0,40}?\buit)\b"
    r"(?:\s+(?:the|an?|its|original|originally|article|text|version|le|la|el|lo|il|dem|der|het|in|written|published)\b)*\s*(?:l['’])?\s*(?P<name>[^\W\d_]+)"
)
_ORIGINAL = re.compile(r"(?i)\b(?:original(?:ly)?|written|published)\b[^.]{0,30}?\b(?:in|is)\s(?P<name>[^\W\d_]+)")
_LEFT_L = re.compile(r"(?i)\b(?:de|dall)\s?['’]?\s?l?['’](?P<name>[^\W\d_]+)")

EXAMPLES: tuple[Example, ...] = (
    example("*** DISCLAIMER: THIS IS AN AUTOMATED TRANSLATION FROM FINNISH ***", source_language_declared="fi"),
    example("This article was automatically translated from French.", source_language_declared="fr"),
    example("Translated from the original Spanish by a machine.", source_language_declared="es"),
    example("Traduit de l'anglais par une machine.", source_language_declared="en"),
    example("Traducido del francés.", source_language_declared="fr"),
    example("Tradotto dall'inglese.", source_language_declared="en"),
    example("Automatisch übersetzt aus dem Englischen.", source_language_declared="en"),
    example(
        "This is a machine translation; the article was originally published in German.", source_language_declared="de"
    ),
)


def read(line: str) -> Found | None:
    """Read a line that says the text is a translation, and names the language of the original."""
    folded = line.lower() if len(line) <= LONGEST else ""
    if not any(stem in folded for stem in _STEMS):
        return None
    for pattern in (_FROM, _LEFT_L, _ORIGINAL):
        for m in pattern.finditer(line):
            if code := LANGUAGES.get(m["name"].lower()):
                printed = line.strip()
                start = line.index(printed)
                values = (("source_language_declared", code),)
                return Found(start, start + len(printed), READER, "translated_from", values, "AGY010", "boilerplate")
    return None
