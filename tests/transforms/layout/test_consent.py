"""What a page says of cookies, in words of many languages, and what a story says of them."""

import pytest

from transforms.layout import assign_roles
from transforms.layout.consent import LONGEST, asks_consent, asks_to_embed
from transforms.layout.vocabulary import NO_PHRASES
from transforms.paragraphs import split_paragraphs

ASKED = "With your consent, we and 12 vendors read what is kept on your device."


@pytest.mark.parametrize(
    "line",
    [
        ASKED,
        "Cookies help us pay our writers; by going on you agree to them.",
        "Wir und 40 Partner legen auf Ihrem Gerät Kennungen ab, wenn Sie einwilligen.",
        "Avec votre accord, nos partenaires lisent des cookies pour mesurer l'audience.",
        "Nosotros y 30 socios guardamos datos personales para medir la publicidad.",
        "Noi e terzi salviamo cookie: puoi accettare o rifiutare quando vuoi tu, anche dopo i tuoi acquisti.",
        "Nós e os nossos parceiros lemos dados pessoais, se você aceitar.",
        "Wij en 20 partners bewaren cookies op uw apparaat.",
        "Za Twoją zgodą my i nasi partnerzy czytamy pliki cookie.",
        "Мы и наши партнёры храним файлы cookie, если вы согласны.",
        "Web sitemiz çerez saklar; siz kabul ederseniz reklamlar size göre seçilir, biz de ölçeriz.",
        "当社とパートナーはクッキーを使用します。",
        "我们和合作伙伴使用Cookie，请您同意。",
    ],
)
def test_asks_consent(line):
    assert asks_consent(line)


@pytest.mark.parametrize(
    "line",
    [
        "The court ruled that shops need consent before cookies are stored, and fined two of them.",
        "“We store cookies on your device with your consent,” the head of the company said.",
        "You can withdraw consent, but your personal data has long been sold to third parties, the authors wrote.",
        "We agree with our partners that the road is to be widened.",
        "My grandmother baked cookies for us, and we were grateful.",
        "A breach of personal data cost the bank a year of its profit, the regulator said.",
        "Le tribunal a jugé que les cookies exigent un accord, et la CNIL a infligé une amende.",
        "We and our partners keep cookies. " * (LONGEST // 30),
    ],
)
def test_a_story_asks_none(line):
    assert not asks_consent(line)


def test_a_consent_leaves_near_the_ends_of_a_page_alone():
    story = ["Rain fell on the roofs of the town all day, the mayor said on Tuesday, and it went on."] * 7
    for lines, expected in (([ASKED, *story], 0), ([*story, ASKED], 7), ([*story, ASKED, *story], None)):
        text = "\n\n".join(lines)
        roles = assign_roles(text, split_paragraphs(text), phrases=NO_PHRASES).roles
        assert [n for n, role in enumerate(roles) if role] == ([] if expected is None else [expected])


def test_paragraphs_of_a_short_story_about_cookies_stay():
    story = [
        "Regulators in Europe want companies to ask before they track people, and fine those that do not.",
        "We all accept cookies without reading, and our personal data goes to hundreds of advertising partners.",
        "The commission will vote on the rules in autumn, and the states have two years to apply them.",
    ]
    text = "\n\n".join(story)
    assert not any(assign_roles(text, split_paragraphs(text), phrases=NO_PHRASES).roles)


def test_a_request_to_show_what_another_site_holds_leaves_between_paragraphs():
    story = ["Rain fell on the roofs of the town all day, the mayor said on Tuesday, and it went on."] * 7
    ask = (
        "This article contains content from a film site. To load it, you must accept its cookies on your device first."
    )
    text = "\n\n".join([*story, ask, *story])
    roles = assign_roles(text, split_paragraphs(text), phrases=NO_PHRASES).roles
    assert [n for n, role in enumerate(roles) if role] == [7]
    assert asks_to_embed("Um diesen Inhalt zu sehen, akzeptieren Sie Cookies unseres Partners.")
    assert not asks_to_embed("This content was seen by many, and nobody had asked for consent before, the court found.")
    assert not asks_to_embed(ASKED)
