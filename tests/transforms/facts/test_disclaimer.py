"""Notices of translation: the language and the tool that they name."""

import csv
from importlib.resources import files

import pytest
from reader_examples import DISCLAIMER, example

from transforms.facts import disclaimer


@pytest.mark.parametrize("line", DISCLAIMER, ids=[e.line[:40] for e in DISCLAIMER])
def test_form(check, line):
    check("disclaimer", None, line)


@pytest.mark.parametrize(
    ("line", "code", "tool"),
    [
        (
            "The English and French versions are automatically written by AI. See Indonesian as our main language.",
            "id",
            None,
        ),
        ("Translated from Russian", "ru", None),
        ("Original text in Slovak. Translated automatically.", "sk", None),
        ("The following is a machine translation of a story in Greek.", "el", None),
        ("Machine translated from the Chinese original", "zh", None),
        ("Translated by Google Translate from Portuguese", "pt", "Google Translate"),
        ("Editor's note: This story was translated from Arabic with the help of artificial intelligence.", "ar", None),
        ("(Translated with DeepL)", None, "DeepL"),
        ("Note: this text has been translated automatically from the original in Dutch.", "nl", None),
        ("Cet article a été traduit de l’espagnol par une intelligence artificielle.", "es", None),
        ("Traduction automatique de l’allemand", "de", None),
        ("Texte traduit avec DeepL.", None, "DeepL"),
        ("Este artículo ha sido traducido del inglés con inteligencia artificial.", "en", None),
        ("Artículo traducido automáticamente del portugués.", "pt", None),
        ("Dieser Artikel wurde automatisch aus dem Ukrainischen übersetzt.", "uk", None),
        ("Aus dem Englischen übersetzt mit KI.", "en", None),
        ("Mit KI übersetzt.", None, None),
        ("Übersetzung eines englischen Artikels durch eine Maschine", "en", None),
        ("Questo articolo è stato tradotto automaticamente dal tedesco.", "de", None),
        ("Tradotto dall’inglese con l’aiuto dell’intelligenza artificiale", "en", None),
        ("Este artigo foi traduzido automaticamente do inglês.", "en", None),
        ("Traduzido por Google do espanhol", "es", "Google Translate"),
        ("Статья переведена с английского языка автоматически.", "en", None),
        ("Автоматический перевод с украинского", "uk", None),
        ("Перевод: Иван Петренко", None, None),
        ("Цю статтю перекладено з англійської за допомогою ШІ.", "en", None),
        ("Автоматичний переклад з польської", "pl", None),
        ("Bu haber İngilizceden yapay zekâ ile çevrilmiştir.", "en", None),
        ("Otomatik çeviri: Almanca'dan çevrildi", "de", None),
        ("Artykuł przetłumaczony automatycznie z języka niemieckiego.", "de", None),
        ("Tłumaczenie maszynowe z angielskiego", "en", None),
        ("यह लेख मशीन द्वारा अंग्रेजी से अनुवादित है।", "en", None),
        ("इस खबर का अनुवाद एआई ने किया है।", None, None),
        ("この記事は英語から機械翻訳されました。", "en", None),
        ("本記事はAI翻訳です。", None, None),
        ("本文由人工智能从英文翻译", "en", None),
        ("이 기사는 영어에서 자동 번역되었습니다.", "en", None),
        ("Dit artikel is automatisch vertaald uit het Engels.", "en", None),
        ("Deze tekst is vertaald met DeepL.", None, "DeepL"),
        ("Artikel ini diterjemahkan otomatis dari bahasa Inggris.", "en", None),
        ("Acest articol a fost tradus automat din engleză.", "en", None),
        ("Tento článek byl strojově přeložen z angličtiny.", "en", None),
        ("Translated from the French by Jane Roe", "fr", None),
        ("Translated into English from Spanish by ChatGPT.", "es", "ChatGPT"),
        ("The original article was written in German and translated by software.", "de", None),
        ("This is a machine translation.", None, None),
        ("Translated by software; proofread by our newsroom.", None, None),
        ("Translation made with an automatic tool", None, None),
        ("Translated by an automated service and may contain errors.", None, None),
        ("Content translated automatically from Korean", "ko", None),
        ("English translation by Google", None, "Google Translate"),
        ("Maschinell übersetzt, kann Fehler enthalten", None, None),
        ("Перевод с помощью программы", None, None),
    ],
)
def test_notices(check, line, code, tool):
    found = dict(check("disclaimer", "translated_from" if code else "translated", example(line)).values)
    assert found["is_translated"] == "true"
    assert (found.get("source_language_declared"), found.get("translation_tool")) == (code, tool)


@pytest.mark.parametrize(
    "line",
    [
        "He translated the roof plans.",
        "The translation was good.",
        "French roofs",
        "This novel was translated from French by a teacher in Lyon.",
        "The article was written in German.",
        "The book was translated into twenty languages by machines, the publisher said.",
        "Translation apps that run on AI are used by one roofer in five.",
        "Machine translation is getting better, the minister said on Monday.",
        "Automatic doors were installed in the translation hall.",
        "Traducción y paisaje: una muestra en Lima",
        "Traduction : le maire renonce.",
        "Perevod",
        "Перевод денег за границу ограничен.",
        "Автоматический перевод часов отменён.",
        "Çeviri ödülleri sahiplerini buldu",
        "Text messages were translated.",
        "AI firms translated their gains into jobs, the report said.",
        "The English, Chinese and French teams are in the final.",
        "Machine tools translated into a gain of 5 percent.",
        "Übersetzung gesucht",
        "Перевод часов на летнее время",
        "The Spanish version was sung by a choir.",
        "Automatisch übersetzte Untertitel gibt es bald im Stadtkino.",
        "翻訳者の会が横浜で開かれた。",
        "The story was told in English and French.",
        "English translation of a roof poem wins a prize",
        "Automatic translation devices fail exam",
        "Auto makers translated sales into gains",
        "Перевод программы на новый год",
        "",
    ],
)
def test_prose_about_translations_is_no_notice(line):
    assert disclaimer.read(line) is None


@pytest.mark.parametrize("name", ["language_names.csv", "translation_notices.csv"])
def test_the_lists_are_in_order_and_name_nothing_twice(name):
    file = files("transforms").joinpath("data", name).read_text(encoding="utf-8")
    rows = [tuple(row.values()) for row in csv.DictReader(file.splitlines())]
    assert rows == sorted(set(rows), key=lambda row: row[::-1])
