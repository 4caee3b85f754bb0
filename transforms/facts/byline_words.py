"""The words of bylines in many languages: labels, jobs, and terms for unnamed authors."""

from transforms.facts.phrases import one_of

_LABELS = (
    "text, texte, texto, autora, autor, autorin, auteur, autrice, autore, autrice, author, authors, autoren, reporter,"
    " reporters, correspondent, correspondents, автор, автори, авторы, текст, yazar, yazan, haber, muhabir, opracował,"
    " opracowała, oprac., tekst, penulis"
)
_TRADES = (
    "staff, writer, writers, correspondent, correspondents, reporter, reporters, editor, editors, columnist, analyst,"
    " journalist, photographer, contributor, corresponsal, correspondant, correspondante, korrespondent, journaliste,"
    " korrespondentin, korrespondenten, sonderkorrespondent, corrispondente, inviato, inviata, correspondente,"
    " envoyé spécial, envoyée spéciale, redakteur, redakteurin, enviado especial, enviada especial, redactor,"
    " redactora, desk, newsroom, bureau"
)
FIELD = one_of(
    "senior, chief, special, staff, business, political, politics, sports, sport, science, health, technology, tech,"
    " foreign, crime, education, environment, economics, features, news, digital, national, local, city, deputy,"
    " managing, assistant, associate, contributing, guest, diplomatic, security, white house, world, our, own, web"
)
UNNAMED = one_of(
    "staff, staff reports, staff report, staff reporter, staff reporters, staff writer, staff writers, admin,"
    " administrator, editor, editors,"
    " newsroom, news desk, newsdesk, web desk, desk, agencies, agency, redaction, rédaction, redacción, redazione,"
    " redaktion, redação, редакция, редакції, редакція, correspondent, correspondents, reporter, reporters, guest,"
    " contributor, team, editorial team, editorial board, editorial staff, news team, webmaster, moderator, anonymous,"
    " redaksi, haber merkezi, online desk, web desk, newsroom staff"
)
PAPER = one_of("press, news, times, post, daily, tribune, journal, herald, radio, tv, online, media")
LABEL, TRADE = one_of(_LABELS), one_of(_TRADES)
FIRST_WORDS = frozenset(
    "by from posted published written reported story article text report words analysis opinion news par écrit texte"
    " publié por escrito texto publicado von di da de door av af oleh".split()
) | {label.strip(" .") for label in _LABELS.split(",")}
LAST_WORDS = frozenset(trade.split()[-1] for trade in _TRADES.split(","))
