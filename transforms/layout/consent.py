"""Detects requests for consent to cookies, in wordings that no list of phrases can hold.

`We and our partners keep information on your device …` addresses the reader, and is about data and consent or partners.
"""

import re
from collections.abc import Iterator

from transforms.layout.screen import Literal

CONSENT = "consent"
"""The kind of the literals of consents."""
LONGEST = 1500
# The data that is stored. Each request has one of these.
_DATA = tuple(
    "cookie|on a device|on your device|unique identifiers|personal data|browsing data|auf ihrem gerät|auf einem gerät"
    "|auf deinem gerät|endgerät|personenbezogene|sur votre appareil|sur un appareil|sur un terminal|sur votre terminal"
    "|données personnelles|données de navigation|en su dispositivo|en tu dispositivo|en un dispositivo"
    "|datos personales|datos de navegación|sul dispositivo|su un dispositivo|sul tuo dispositivo|dati personali"
    "|no dispositivo|no seu dispositivo|num dispositivo|dados pessoais|op een apparaat|op uw apparaat|op je apparaat"
    "|persoonsgegevens|på en enhet|på din enhet|personuppgifter|na urządzeniu|danych osobowych|twoich danych"
    "|przetwarzanie danych|на устройстве|на вашем устройстве|персональн|на пристрої|на вашому пристрої|cihazınız"
    "|çerez|kişisel veri|date personale|dispozitivul|προσωπικά δεδομένα|προσωπικών δεδομένων|στη συσκευή"
    "|data pribadi|perangkat anda|dữ liệu cá nhân|thiết bị của bạn|クッキー|個人データ|个人数据|個人資料|쿠키|개인정보"
    "|ملفات تعريف الارتباط|البيانات الشخصية|कुकीज़|कुकी|व्यक्तिगत डेटा".split("|")
)
# Consent, and the third parties.
_ASKED = tuple(
    "consent|accept|agree|withdraw|einwillig|zustimm|zugestimmt|consenti|consiente|acept|consens|accett|aceita"
    "|toestemming|akkoord|samtyck|godkänn|zgod|zgadz|akcept|соглас|погодж|згод|onay|kabul|rıza|acord|συναίνεση"
    "|αποδοχή|αποδέχ|setuju|đồng ý|同意|동의|موافق|قبول|सहमत|स्वीकार|partner|third part|third-part|vendor|drittanbieter"
    "|anbieter|tiers|tercero|socio|terzi|parceiro|terceiro|derden|partenaire|personali|personnalis|advert|werbung"
    "|anzeigen|publicit|publicid|pubblicit|reklam|реклам|партн|annons|διαφημ|συνεργάτ|iklan|mitra|đối tác|quảng cáo"
    "|広告|パートナー|广告|廣告|合作伙伴|광고|파트너|إعلان|شرك|विज्ञापन|पार्टनर|analyt|analys|analiz|анализ".split("|")
)
_SPEAKS = re.compile(
    r"(?<!\w)(?:we|our|you|your|wir|unsere?[nmrs]?|ihre?[nmrs]?|sie|du|deine?[nmrs]?|nous|nos|notre|vous|votre|vos"
    r"|nosotros|nuestr[oa]s?|sus?|tus?|usted|noi|nostr[oaie]|hai|puoi|puedes|pouvez|kannst|podes|możesz|możecie|можете|kunt|puteți|poți|tu[oaei]i?|você|seus?|suas?|nós|nosso?s?|nossas?|wij|onze?"
    r"|uw?|je|jouw|vi|våra?|du|dina?|ditt|my|nasi|nasz\w{0,4}|twoj\w{1,4}|twój|мы|наши?х?|вы|ваш\w{0,4}|ми|ви|biz|sizin?"
    r"|noastr[ăe]|dvs|dumneavoastră|εμείς|σας|μας|kami|kita|anda|chúng tôi|bạn|हम|हमारे?|आप|आपके|आपकी|نحن|لك)(?!\w)"
    r"|当社|弊社|お客様|お使い|我们|我們|您|당사|귀하|회원님"
)
# Speech, where the label of a button is shorter, and who said something.
_SPEECH = re.compile(r"[\"“„«「『][^\"”“»」』]{30}|\b(?:said|says|told|wrote|according to)\b")


# What names itself as the place of something that another site holds: `This article contains content provided by …`
_EMBEDDED = re.compile(
    r"(?:this|to (?:view|see|show|display)|an dieser stelle|dieser|um|zum|cet?|pour|este|esse|para|questo|per|dit|deze"
    r"|om|ta|ten|aby|этот|для|чтобы|цей|щоб|bu)\s[^.!?\n]{0,40}(?:content|inhalt|contenu|contenido|conteúdo|contenut"
    r"|inhoud|innehåll|treś|контент|içeri[kğ])"
)


def literals() -> Iterator[Literal]:
    """What each request for consent contains one of."""
    return (Literal(word, CONSENT) for word in _DATA)


def asks_consent(paragraph: str) -> bool:
    """Whether a paragraph asks the reader for consent to store data; a quotation about it does not.

    >>> asks_consent("With your consent, we and 12 vendors read what is stored on your device.")
    True
    """
    if len(paragraph) > LONGEST or _SPEECH.search(paragraph):
        return False
    lowered = paragraph.lower()
    return (
        any(word in lowered for word in _DATA)
        and any(word in lowered for word in _ASKED)
        and _SPEAKS.search(lowered) is not None
    )


def asks_to_embed(paragraph: str) -> bool:
    """Whether a paragraph asks for the consent without which it cannot show what another site holds.

    >>> asks_to_embed("This article contains content from a film site. To load it, accept its cookies: you can refuse.")
    True
    """
    return _EMBEDDED.match(paragraph.lower()) is not None and asks_consent(paragraph)
