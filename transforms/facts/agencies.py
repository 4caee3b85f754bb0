"""The news agencies as data, and how a printed credit names them."""

import re
from functools import lru_cache
from typing import NamedTuple

from transforms.choice import choice


class Agency(NamedTuple):
    """One agency: its short name, its site, the IANA zone of its desk, and the other names that it is printed by.

    `opens`: it is printed bare before a dash at the head of a text (`AP - `). `shy`: its name means too many other
    things to stand for it but in a dateline with a place, or beside a surer one.
    """

    name: str
    site: str
    zone: str
    aliases: tuple[str, ...] = ()
    opens: bool = False
    shy: bool = False


def _a(name: str, site: str, zone: str, *aliases: str, opens: bool = False, shy: bool = False) -> Agency:
    return Agency(name, f"https://{site}/", zone, aliases, opens, shy)


AGENCIES = (
    _a(
        "AFP",
        "www.afp.com",
        "Europe/Paris",
        "Agence France-Presse",
        "Agence France Presse",
        "AFP.com",
        "AFPTV",
        opens=True,
    ),
    _a("Reuters", "www.reuters.com", "Europe/London", "Reuter", "Thomson Reuters", "Reuters News", opens=True),
    _a("AP", "apnews.com", "America/New_York", "Associated Press", "The AP", opens=True),
    _a("UPI", "www.upi.com", "America/New_York", "United Press International", opens=True),
    _a("Bloomberg", "www.bloomberg.com", "America/New_York", "Bloomberg News", "Bloomberg L.P.", opens=True),
    _a("Dow Jones", "www.dowjones.com", "America/New_York", "Dow Jones Newswires", "DJ", "DJN"),
    _a("CBS.MW", "www.marketwatch.com", "America/New_York", "CBS MarketWatch", "MarketWatch"),
    _a("Xinhua", "www.news.cn", "Asia/Shanghai", "Xinhua News Agency", "New China News Agency"),
    _a("China News Service", "www.chinanews.com", "Asia/Shanghai", "China News Agency", "chinanews.com"),
    _a("EFE", "efe.com", "Europe/Madrid", "Agencia EFE", "EFECOM", "EFEUSA", "EFEverde", "EFEAGRO", opens=True),
    _a("Europa Press", "www.europapress.es", "Europe/Madrid"),
    _a("Notimex", "www.notimex.gob.mx", "America/Mexico_City"),
    _a("Télam", "www.telam.com.ar", "America/Argentina/Buenos_Aires", "Telam"),
    _a("Prensa Latina", "www.prensa-latina.cu", "America/Havana"),
    _a("Colprensa", "www.colprensa.com", "America/Bogota"),
    _a(
        "dpa",
        "www.dpa.com",
        "Europe/Berlin",
        "Deutsche Presse-Agentur",
        "Deutsche Presse Agentur",
        "dpa-infocom",
        opens=True,
    ),
    _a("dpa-AFX", "www.dpa-afx.de", "Europe/Berlin", opens=True),
    _a("AFX", "www.afxnews.com", "Europe/London"),
    _a("epd", "www.epd.de", "Europe/Berlin"),
    _a("KNA", "www.kna.de", "Europe/Berlin", shy=True),
    _a("SID", "www.sid.de", "Europe/Berlin", shy=True),
    _a("APA", "apa.at", "Europe/Vienna", shy=True),
    _a(
        "Keystone-ATS",
        "www.keystone-sda.ch",
        "Europe/Zurich",
        "Keystone-SDA",
        "Keystone-SDA-ATS",
        "sda-ats",
        "sda",
        "ats",
    ),
    _a("awp", "www.awp.ch", "Europe/Zurich"),
    _a("ANSA", "www.ansa.it", "Europe/Rome", "ANSAmed", opens=True),
    _a("AGI", "www.agi.it", "Europe/Rome", opens=True, shy=True),
    _a("Adnkronos", "www.adnkronos.com", "Europe/Rome", "ADNKRONOS", opens=True),
    _a("LaPresse", "www.lapresse.it", "Europe/Rome"),
    _a("askanews", "askanews.it", "Europe/Rome", "Askanews"),
    _a("Lusa", "www.lusa.pt", "Europe/Lisbon", "Agência Lusa", "LUSA"),
    _a("Agência Brasil", "agenciabrasil.ebc.com.br", "America/Sao_Paulo", "Agencia Brasil"),
    _a("Belga", "www.belganewsagency.eu", "Europe/Brussels", "BELGA"),
    _a("ANP", "www.anp.nl", "Europe/Amsterdam", "Algemeen Nederlands Persbureau", shy=True),
    _a("Novum", "www.novumnieuws.nl", "Europe/Amsterdam"),
    _a("TASS", "tass.com", "Europe/Moscow", "ITAR-TASS", "Itar-Tass", "ТАСС"),
    _a("RIA Novosti", "ria.ru", "Europe/Moscow", "RIA", "РИА Новости"),
    _a("Sputnik", "sputnikglobe.com", "Europe/Moscow"),
    _a("Interfax", "interfax.com", "Europe/Moscow", "Interfax-Ukraine", "Интерфакс"),
    _a("Ukrinform", "www.ukrinform.net", "Europe/Kyiv", "Укринформ", "Укрінформ"),
    _a("UNIAN", "www.unian.info", "Europe/Kyiv", "Unian", "УНИАН", "УНІАН"),
    _a("BelTA", "eng.belta.by", "Europe/Minsk", "BELTA", "БЕЛТА"),
    _a("Kazinform", "www.inform.kz", "Asia/Almaty", "KAZINFORM"),
    _a("Trend", "en.trend.az", "Asia/Baku", shy=True),
    _a("Kyodo", "english.kyodonews.net", "Asia/Tokyo", "Kyodo News"),
    _a("Jiji Press", "jen.jiji.com", "Asia/Tokyo", "Jiji"),
    _a("Yonhap", "en.yna.co.kr", "Asia/Seoul", "Yonhap News Agency", "Yonhap News"),
    _a("Newsis", "www.newsis.com", "Asia/Seoul"),
    _a("KCNA", "www.kcna.kp", "Asia/Pyongyang"),
    _a("CNA", "www.cna.com.tw", "Asia/Taipei", "Central News Agency", shy=True),
    _a("PTI", "www.ptinews.com", "Asia/Kolkata", "Press Trust of India"),
    _a("ANI", "www.aninews.in", "Asia/Kolkata", shy=True),
    _a("IANS", "ians.in", "Asia/Kolkata", "Indo-Asian News Service"),
    _a("UNI", "www.uniindia.com", "Asia/Kolkata", "United News of India", shy=True),
    _a("APP", "www.app.com.pk", "Asia/Karachi", "Associated Press of Pakistan", shy=True),
    _a("BSS", "www.bssnews.net", "Asia/Dhaka", shy=True),
    _a("UNB", "unb.com.bd", "Asia/Dhaka", shy=True),
    _a("VNA", "vnanet.vn", "Asia/Ho_Chi_Minh", "Vietnam News Agency", shy=True),
    _a("Antara", "www.antaranews.com", "Asia/Jakarta", "ANTARA"),
    _a("Bernama", "www.bernama.com", "Asia/Kuala_Lumpur", "BERNAMA"),
    _a("PNA", "www.pna.gov.ph", "Asia/Manila", "Philippine News Agency", shy=True),
    _a("Anadolu", "www.aa.com.tr", "Europe/Istanbul", "Anadolu Agency", "Anadolu Ajansı", "Anadolu News Agency"),
    _a("DHA", "www.dha.com.tr", "Europe/Istanbul", shy=True),
    _a("SPA", "www.spa.gov.sa", "Asia/Riyadh", "Saudi Press Agency", shy=True),
    _a("WAM", "www.wam.ae", "Asia/Dubai", "Emirates News Agency"),
    _a("QNA", "www.qna.org.qa", "Asia/Qatar", "Qatar News Agency"),
    _a("KUNA", "www.kuna.net.kw", "Asia/Kuwait", "Kuwait News Agency"),
    _a("BNA", "www.bna.bh", "Asia/Bahrain", "Bahrain News Agency", shy=True),
    _a("ONA", "omannews.gov.om", "Asia/Muscat", "Oman News Agency", shy=True),
    _a("SANA", "sana.sy", "Asia/Damascus", "Syrian Arab News Agency"),
    _a("NNA", "www.nna-leb.gov.lb", "Asia/Beirut", "National News Agency", shy=True),
    _a("Petra", "petra.gov.jo", "Asia/Amman", "Jordan News Agency", shy=True),
    _a("WAFA", "english.wafa.ps", "Asia/Hebron"),
    _a("IRNA", "en.irna.ir", "Asia/Tehran", "Islamic Republic News Agency"),
    _a("MNA", "en.mehrnews.com", "Asia/Tehran", "Mehr News Agency", "Mehr", shy=True),
    _a("ISNA", "en.isna.ir", "Asia/Tehran"),
    _a("Tasnim", "www.tasnimnews.com", "Asia/Tehran"),
    _a("MENA", "www.mena.org.eg", "Africa/Cairo", "Middle East News Agency", shy=True),
    _a("MAP", "www.mapnews.ma", "Africa/Casablanca", "Maghreb Arabe Presse", shy=True),
    _a("APS", "www.aps.dz", "Africa/Algiers", "Algérie Presse Service", shy=True),
    _a("TAP", "www.tap.info.tn", "Africa/Tunis", "Tunis Afrique Presse", shy=True),
    _a("NAN", "nannews.ng", "Africa/Lagos", "News Agency of Nigeria", shy=True),
    _a("GNA", "gna.org.gh", "Africa/Accra", "Ghana News Agency", shy=True),
    _a("PANA", "www.panapress.com", "Africa/Dakar", "Panapress"),
    _a("SAPA", "www.sapa.org.za", "Africa/Johannesburg", "Sapa"),
    _a("SAnews", "www.sanews.gov.za", "Africa/Johannesburg", "SAnews.gov.za"),
    _a("AAP", "www.aap.com.au", "Australia/Sydney", "Australian Associated Press"),
    _a("NZPA", "www.nzpa.co.nz", "Pacific/Auckland"),
    _a(
        "CP",
        "www.thecanadianpress.com",
        "America/Toronto",
        "Canadian Press",
        "La Presse canadienne",
        opens=True,
        shy=True,
    ),
    _a("PA", "pa.media", "Europe/London", "PA Media", "Press Association", shy=True),
    _a("NTB", "www.ntb.no", "Europe/Oslo"),
    _a("TT", "tt.se", "Europe/Stockholm", shy=True),
    _a("Ritzau", "ritzau.dk", "Europe/Copenhagen", "ritzau"),
    _a("STT", "stt.fi", "Europe/Helsinki", "STT-Lehtikuva"),
    _a("BNS", "www.bns.lt", "Europe/Vilnius"),
    _a("ELTA", "www.elta.lt", "Europe/Vilnius"),
    _a("LETA", "www.leta.lv", "Europe/Riga"),
    _a("PAP", "www.pap.pl", "Europe/Warsaw", "Polska Agencja Prasowa"),
    _a("CTK", "www.ctk.eu", "Europe/Prague", "ČTK"),
    _a("TASR", "www.tasr.sk", "Europe/Bratislava"),
    _a("MTI", "mti.hu", "Europe/Budapest"),
    _a("Hina", "www.hina.hr", "Europe/Zagreb", "HINA"),
    _a("STA", "english.sta.si", "Europe/Ljubljana", shy=True),
    _a("Tanjug", "www.tanjug.rs", "Europe/Belgrade", "TANJUG"),
    _a("BTA", "www.bta.bg", "Europe/Sofia", shy=True),
    _a("Agerpres", "www.agerpres.ro", "Europe/Bucharest", "AGERPRES", "Rompres"),
    _a("ANA-MPA", "www.amna.gr", "Europe/Athens", "AMNA"),
    _a("PR Newswire", "www.prnewswire.com", "America/New_York", "PRNewswire", "PRNewswire-FirstCall", "PRNEWSWIRE"),
    _a("Business Wire", "www.businesswire.com", "America/New_York", "BUSINESS WIRE"),
    _a("Globe Newswire", "www.globenewswire.com", "America/New_York", "GlobeNewswire", "GLOBE NEWSWIRE"),
    _a("CNW", "www.newswire.ca", "America/Toronto", "CNW Group", shy=True),
    _a("ACCESSWIRE", "www.accesswire.com", "America/New_York", "Accesswire"),
)


def _key(printed: str) -> str:
    return " ".join(printed.replace("‐", "-").replace("‑", "-").split())


_TRIM = " \t\n\u00a0\u202f.©*="
_BY_NAME = {_key(name.strip(_TRIM)): agency for agency in AGENCIES for name in (agency.name, *agency.aliases)}
# Long names may come in any case; a short one only as it is printed by its agency, or in capitals.
_BY_FOLDED = {name.casefold(): agency for name, agency in _BY_NAME.items() if len(name) > 4}
_BY_CAPITALS = {name.upper(): agency for name, agency in _BY_NAME.items()}
# `AA` is Anadolu in a bracket after a place; anywhere else it may be anything.
_IN_DATELINES = {"AA": _BY_NAME["Anadolu"]._replace(shy=True)}

_HINTS = frozenset(
    form
    for name in (*_BY_NAME, *_IN_DATELINES)
    for word in re.split(r"[ -]", name)[:1]
    for form in (word, word.upper(), word.lower() if len(word) > 4 else word)
)
_TOKENS = re.compile(r"[\w.]+")
_WORDS = re.compile(r"[\w.]+(?<!\.)")

_BETWEEN = re.compile(r"\s*[/,&+;|]\s*|\s+(?:and|et|y|und|e|en|og|och|i)\s+")
_REGIONAL = re.compile(r"[a-z]{2,4}")
OPENING = "|".join(
    re.escape(name) for name in sorted(_BY_NAME, key=len, reverse=True) if _BY_NAME[name].opens and name != "The AP"
)


ALL_NAMES = choice(
    re.escape(form)
    for form in sorted({f for name in _BY_NAME for f in (name, name.upper())}, key=lambda f: (-len(f), f))
)


def agency_of(printed: str, *, in_dateline: bool = False) -> Agency | None:
    """Which agency a printed name stands for; None for every other party."""
    name = _key(printed.strip(_TRIM))
    if name.startswith(("The ", "the ")):
        name = name[4:]
    found = _BY_NAME.get(name) or _BY_FOLDED.get(name.casefold()) or (name.isupper() and _BY_CAPITALS.get(name))
    return found or (_IN_DATELINES.get(name) if in_dateline else None) or None


def is_spelt(agency: Agency, words: str) -> bool:
    """Whether an agency's letters only shorten the words before them: `the Academy of Fine Painting (AFP)`."""
    initials = "".join(word[0] for word in _TOKENS.findall(words)[-8:])
    name = agency.name.upper()
    return initials.upper().endswith(name) or "".join(filter(str.isupper, initials)).endswith(name)


@lru_cache(maxsize=16)
def may_name(printed: str) -> bool:
    """Whether a text can name an agency at all: the cheap question before the dear ones, which many readers ask."""
    return not _HINTS.isdisjoint(_WORDS.findall(printed))


class Credits(NamedTuple):
    """The agencies that a credit names, in its order, and whether it names any other party beside them."""

    agencies: tuple[Agency, ...]
    others: tuple[str, ...] = ()

    @property
    def role(self) -> str:
        """A lone agency is the author; several parties are each other's co-sources."""
        return "author" if len(self.agencies) == 1 and not self.others else "co_source"


_NOBODY = Credits(())


@lru_cache(maxsize=4096)
def credits_of(printed: str, *, in_dateline: bool = False) -> Credits:
    """Read what stands in a credit: `AFP`, `AFP/Reuters`, `dpa/bb`, `ats afp`, `Reuters and AP`."""
    if whole := agency_of(printed, in_dateline=in_dateline):
        return Credits((whole,))
    parts = [p for p in _BETWEEN.split(printed.strip(_TRIM)) if p]
    if len(parts) == 1:
        # Swiss desks put two agencies side by side with nothing but a blank.
        words = parts[0].split()
        side_by_side = [agency_of(word) or agency_of(word.upper()) for word in words]
        if len(words) == 2 and all(side_by_side):
            return Credits(tuple(a for a in side_by_side if a))
        return _NOBODY
    named = [(part, agency_of(part, in_dateline=in_dateline)) for part in parts]
    agencies = tuple(dict.fromkeys(a for _, a in named if a))
    # `dpa/bb`: a regional desk of the agency before it is no party of its own.
    others = tuple(p for n, (p, a) in enumerate(named) if a is None and not (n and _REGIONAL.fullmatch(p)))
    return Credits(agencies, others) if agencies else _NOBODY
