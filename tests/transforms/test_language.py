"""Language: the same answers as langdetect, samples, and when to say nothing."""

import json

import langdetect
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms import language
from transforms.language import SAMPLE_LENGTH, backend, detect_many, languages, sample_text

CHECKS = json.loads((language._CHECK).read_text(encoding="utf-8"))
FERRY = "The ferry to the outer islands will sail twice a day from May, the harbour office said on Tuesday. "
TRAVERSIER = "Le traversier reliera les îles deux fois par jour à partir de mai, a annoncé la capitainerie mardi. "
PAROM = "Паром будет ходить к островам дважды в день начиная с мая, сообщило управление порта во вторник. "


def test_the_stored_answers_are_langdetects_own() -> None:
    ranked = language._rank(langdetect, [check["text"] for check in CHECKS])
    assert [ranking and [list(pair) for pair in ranking] for ranking in ranked] == [c["languages"] for c in CHECKS]


def test_the_stored_answers_cover_nearly_every_profile_and_some_doubt() -> None:
    codes = {code for check in CHECKS for code, _ in check["languages"] or ()}
    profiles = set(langdetect.detector_factory._factory.langlist)
    assert len(codes & profiles) >= 50
    assert any(check["languages"] is None for check in CHECKS)
    assert sum(len(check["languages"] or ()) > 1 for check in CHECKS) >= 4


def test_the_fast_detector_is_in_use_where_it_is_installed() -> None:
    assert backend() is (langdetect if language.langdetect_rs is None else language.langdetect_rs)


class Almost:
    """A detector that differs from langdetect in the sixth place."""

    LangDetectException = langdetect.LangDetectException

    @staticmethod
    def detect_langs(text: str) -> list[langdetect.language.Language]:
        return [langdetect.language.Language(found.lang, found.prob + 1e-6) for found in langdetect.detect_langs(text)]


def test_a_detector_that_differs_in_the_sixth_place_is_not_trusted() -> None:
    assert language._agrees(langdetect)
    assert not language._agrees(Almost)


def test_langdetect_itself_answers_where_the_fast_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [FERRY * 3, TRAVERSIER, PAROM, "", "123"]
    fast = languages(texts)
    monkeypatch.setattr(language, "langdetect_rs", None)
    backend.cache_clear()
    try:
        assert backend() is langdetect
        assert languages(texts) == fast
    finally:
        backend.cache_clear()


def test_each_text_has_its_answer_in_order() -> None:
    assert [found and found[0] for found in languages([FERRY, "", TRAVERSIER, PAROM])] == ["en", None, "fr", "ru"]


def test_the_same_text_gets_the_same_answer_alone_and_in_a_batch() -> None:
    texts = [FERRY, TRAVERSIER, "bridge mayor", "Ponte nuovo, puente nuevo"] * 5
    assert detect_many(texts) == [detect_many([text])[0] for text in texts]


def test_chinese_is_one_language_in_either_script() -> None:
    texts = [
        "港务局说，渡船从五月起每天开两班，旧码头还能用。" * 3,
        "港務局說，渡船從五月起每天開兩班，舊碼頭還能用。" * 3,
    ]
    assert [found and found[0] for found in languages(texts)] == ["zh", "zh"]


def test_probabilities_of_one_language_add_up() -> None:
    assert language._best("", [("zh-tw", 0.4), ("ja", 0.35), ("zh-cn", 0.25)]) == ("zh", 0.65)
    assert language._best("", []) is None


def test_ideographs_without_hangul_are_not_korean() -> None:
    assert [
        found and found[0]
        for found in languages(["市長昨天表示，新橋要到明年才會開通。", "시장은 어제 말했다. 새 다리는 내년에 열린다."])
    ] == [
        "zh",
        "ko",
    ]


@pytest.mark.parametrize(
    "text", ["", "   \n", "12 345 678", "https://harbour.example/ferry/timetable", "a@b.example", "— … !"]
)
def test_nothing_to_judge_gives_no_answer(text: str) -> None:
    assert detect_many([text]) == [None]
    assert languages([text]) == [None]


def test_too_short_is_undetermined() -> None:
    sure = "Le pont est fermé."
    found = detect_many([sure])[0]
    assert found is not None
    assert found[1] > language.SURE
    assert languages([sure]) == [None]
    assert languages([sure * 2])[0] == detect_many([sure * 2])[0]


def test_torn_between_languages_is_undetermined() -> None:
    text = "Le maire said the neue Brücke"
    torn = detect_many([text])[0]
    assert torn is not None
    assert torn[1] < language.LEAST_PROBABILITY
    assert languages([text]) == [None]


def test_addresses_do_not_decide() -> None:
    addresses = "https://hafen.example/die-neue-faehre-faehrt-wieder www.hafen.example/fahrplan post@hafenamt.example "
    assert detect_many([addresses * 5]) == [None]
    assert [found and found[0] for found in languages([FERRY + addresses * 5])] == ["en"]


def test_capitals_are_read_as_small_letters() -> None:
    found = languages(["DIE NEUE BRÜCKE IN DER STADT WIRD ERST IM NÄCHSTEN JAHR FÜR DEN VERKEHR GEÖFFNET"])[0]
    assert found is not None
    assert found[0] == "de"


def test_one_paragraph_in_another_script_does_not_name_the_article() -> None:
    hindi = "नौका मई से दिन में दो बार चलेगी, बंदरगाह कार्यालय ने मंगलवार को कहा। " * 3
    articles = [FERRY * 8 + hindi + FERRY * 8, FERRY * 3 + hindi, hindi * 8 + FERRY]
    assert [found and found[0] for found in languages(articles)] == ["en", "en", "hi"]


def test_a_doubtful_sample_is_followed_by_a_look_at_the_whole_text() -> None:
    # The four slices of the sample fall half on French, half on English; most of the text is English.
    text = TRAVERSIER * 2 + FERRY * 18 + TRAVERSIER * 2
    first = detect_many([sample_text(text)])[0]
    assert first is None or first[1] < language.SURE
    whole = detect_many([text])[0]
    assert whole is not None
    assert whole[0] == "en"
    assert languages([text]) == [whole]


def test_a_short_text_is_its_own_sample() -> None:
    assert sample_text(FERRY) == FERRY


def test_a_sample_comes_from_across_the_text_in_whole_words() -> None:
    text = " ".join(f"word{number}" for number in range(1_000))
    words = sample_text(text).split(" ")
    assert set(words) <= set(text.split(" "))
    numbers = [int(word.removeprefix("word")) for word in words]
    assert numbers[0] == 0
    assert numbers[-1] == 999
    assert numbers == sorted(numbers)
    assert any(300 < number < 400 for number in numbers)
    assert any(600 < number < 700 for number in numbers)


@given(st.text(max_size=3_000))
def test_a_sample_is_never_too_long(text: str) -> None:
    assert len(sample_text(text)) <= SAMPLE_LENGTH


@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_texts_get_one_answer_each(texts: list[str]) -> None:
    found = languages(texts)
    assert len(found) == len(texts)
    assert all(answer is None or (answer[0].isalpha() and 0.8 <= answer[1] <= 1) for answer in found)


# Languages that langdetect does not know, and the nearest one that it would name.
UNKNOWN = {
    "is": "Ferjan siglir tvisvar á dag frá og með maí, sagði hafnarstjórinn. Íbúar höfðu beðið um það lengi.",
    "fo": "Ferjan siglir tvær ferðir um dagin úr mai, segði havnarstjórin. Íbúgvarnir hava biðið um tað síðani í fjør.",
    "az": "Bərə may ayından gündə iki dəfə üzəcək, liman idarəsi bildirdi. Sakinlər bunu çoxdan gözləyirdilər.",
    "be": "Паром з мая будзе хадзіць двойчы на дзень, паведаміла кіраўніцтва порта. Жыхары даўно пра гэта прасілі.",
    "sr": "Скела ће од маја пловити двапут дневно, саопштила је лука. Мештани то већ дуго траже и ћуте.",
    "kk": "Паром мамыр айынан бастап күніне екі рет жүзеді, деп хабарлады порт басқармасы. Тұрғындар көптен күткен.",
    "tg": "Киштӣ аз моҳи май рӯзе ду бор ҳаракат мекунад, гуфт раёсати бандар. Сокинон инро кайҳо мехостанд.",
    "mt": "Il-vapur ibaħħar darbtejn kuljum minn Mejju, qal l-uffiċċju tal-port. In-nies ilhom jitolbu għalih.",
    "ps": "بېړۍ به له مې میاشتې څخه په ورځ کې دوه ځله ځي، د بندر دفتر وویل. اوسېدونکو دا ډېر وخت غوښتل.",
}


@pytest.mark.parametrize("text", UNKNOWN.values(), ids=UNKNOWN)
def test_a_text_with_letters_of_another_language_is_undetermined(text: str) -> None:
    assert languages([text]) == [None]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ka", "ბორანი მაისიდან დღეში ორჯერ გავა, განაცხადა ნავსადგურმა."),
        ("hy", "Լաստանավը մայիսից օրական երկու անգամ կմեկնի, հայտնեց նավահանգիստը։"),
        ("km", "សាឡាងនឹងចេញដំណើរពីរដងក្នុងមួយថ្ងៃចាប់ពីខែឧសភា"),
        ("lo", "ເຮືອຂ້າມຟາກຈະອອກມື້ລະສອງຖ້ຽວແຕ່ເດືອນພຶດສະພາ"),
        ("my", "ကူးတို့သင်္ဘောသည် မေလမှစ၍ တစ်နေ့နှစ်ကြိမ် ထွက်မည်။"),
        ("si", "පාරුව මැයි සිට දිනකට දෙවරක් ගමන් කරන බව වරාය කාර්යාලය කීය."),
    ],
)
def test_a_script_of_one_language_names_it(code: str, text: str) -> None:
    assert languages([text]) == [(code, 1.0)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("no", "Fergen går to ganger om dagen fra mai, sa havnesjefen. Beboerne på øya har ventet på det lenge."),
        (
            "tr",
            "Feribot mayıstan başlayarak günde iki sefer yapacak, dedi liman müdürü. Halk bunu çoktandır istiyordu.",
        ),
        (
            "ru",
            "Паром с мая будет ходить дважды в день, сообщил порт. Актёр Жаңыл Асанбекова была на борту вместе с ним.",
        ),
        ("mk", "Скелата од мај ќе плови двапати дневно, соопшти пристаништето. Жителите долго го чекаа тоа."),
        (
            "fr",
            "Le bac passera deux fois par jour dès mai, a dit Łukasz Błoński. Les habitants l’attendaient.",
        ),
        ("fa", "کشتی از ماه مه روزی دو بار حرکت می‌کند، اداره بندر گفت. مردم مدت‌ها منتظر آن بودند."),
    ],
)
def test_a_language_keeps_its_texts_with_a_few_letters_of_names(code: str, text: str) -> None:
    found = languages([text])[0]
    assert found is not None
    assert found[0] == code
