"""Publication lines of portals in many languages."""

import pytest
from reader_examples import PUBLISHED, example

from transforms.facts import published


@pytest.mark.parametrize(("form", "line"), PUBLISHED, ids=[e.line[:40] for _, e in PUBLISHED])
def test_form(check, form, line):
    check("published", form, line)


@pytest.mark.parametrize(
    "line",
    [
        "Published June 20, 2023 at 17:32",
        "First published on 20 June 2023 at 17:32",
        "Posted: June 20, 2023, 17:32",
        "Publié le 20/06/2023 à 17:32",
        "Publicado el 20 de junio de 2023 a las 17:32",
        "Publicado em 20 de junho de 2023 às 17:32",
        "Pubblicato il 20 giugno 2023 alle 17:32",
        "Veröffentlicht am 20.06.2023 um 17:32",
        "Gepubliceerd op 20 juni 2023 om 17:32",
        "Publisert 20. juni 2023 kl. 17:32",
        "Published Tuesday, June 20, 2023 17:32 | Updated June 21, 2023 08:00",
        "Опубликовано: 20 июня 2023 г., 17:32",
        "Опубліковано 20.06.2023 о 17:32",
        "Yayınlanma: 20 Haziran 2023 Salı 17:32 - Güncelleme: 21 Haziran 2023 08:00",
        "Data publikacji: 20 czerwca 2023 r., godz. 17:32",
        "प्रकाशित: 20 जून 2023, 05:32 PM",
        "公開日時：2023年6月20日 17時32分",
        "2023年6月20日(火) 17:32 公開",
        "입력 2023.06.20. 오후 5:32",
        "Diterbitkan Selasa, 20 Juni 2023 17:32",
        "PUBLISHED: 17:32, 20 June 2023 | UPDATED: 18:05, 20 June 2023 | 155 views",
    ],
)
def test_languages(check, line):
    values = {"timestamp_local": "2023-06-20T17:32:00", "timestamp_role": "portal_published"}
    check("published", "published", example(line, **values))


@pytest.mark.parametrize(
    "line",
    [
        "Updated 20 June 2023 17:32",
        "Last updated: 20 June 2023, 17:32",
        "Actualizado: 20/06/2023 17:32",
        "Mise à jour : mardi 20 juin 2023 à 17h32",
        "Обновлено 20 июня 2023 в 17:32",
        "Son Güncelleme: 20.6.2023 17:32",
        "अपडेटेड 20 जून 2023, 5:32 PM",
        "2023年6月20日 17:32 更新",
    ],
)
def test_updates(check, line):
    values = {"updated_local": "2023-06-20T17:32:00", "timestamp_role": "portal_updated"}
    check("published", "updated", example(line, **values))


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("2023-06-20 17:32:05", {"published_local": "2023-06-20T17:32:05"}),
        ("www.example.com 2023-06-20 17:32 Print", {"published_local": "2023-06-20T17:32:00"}),
        ("20 Июнь 2023 11:40", {"published_local": "2023-06-20T11:40:00"}),
        ("Kamis, 20 Juli 2023", {"published_on": "2023-07-20"}),
        ("June 20, 2023 · 3 min read", {"published_on": "2023-06-20"}),
        ("June 20, 2023 17:00 - 18:30", {"published_on": "2023-06-20"}),
        ("31.06.2023", {"_reason": "impossible_date"}),
        ("12:26 | 20 May", {"_day": "XXXX-05-20"}),
    ],
)
def test_a_stamp_without_a_label_is_the_time_of_publication(check, line, values):
    found = check("published", "bare", example(line, **values))
    assert ("published_local" in dict(found.values)) == ("published_local" in values)


def test_only_in_english_may_the_month_stand_first(check):
    check("published", "published", example("Published: 05/06/2023", _day="[2023-05-06,2023-06-05]"))
    check("published", "published", example("Publié le 05/06/2023", published_on="2023-06-05"))


@pytest.mark.parametrize(
    "line",
    (
        "2 hours ago, Updated 5 mins ago, vor 2 Stunden, il y a 3 heures, hace 2 días, 2 часа назад, 2 години тому,"
        " 2 saat önce, 2 godziny temu, há 2 horas, 2 ore fa, 2時間前, 2 घंटे पहले, Yesterday at 17:32"
    ).split(", "),
)
def test_a_relative_stamp_says_nothing(check, line):
    assert check("published", "relative", example(line)).values == ()


@pytest.mark.parametrize(
    "line",
    [
        "Published by Roof Press",
        "Posted on a wall",
        "Updated plans were shown on June 20.",
        "Published 5 reports",
        "on March 16.",
        "May 22.",
        "April 10, 1986.",
        "12 from September 14",
        "28/02/2023  31/01/2023",
        "June 2023",
        "20:30",
        "3 min read",
        "Stand up 20",
        "1 234 567",
        "20 June 2023 in the roof museum",
        "",
    ],
)
def test_what_is_no_publication_line(line):
    assert published.read(line) is None


@pytest.mark.parametrize(
    ("line", "on"),
    [
        ("3 May 2023, 12:44 Society", "2023-05-03"),
        ("Harbour Towns | 3 May 2023 | 12:44", "2023-05-03"),
        ("Accra Updated On: Apr 19, 2023 10:12 IST", "2023-04-19"),
        ("Santa Rosa (Chile), 19 Jul 2023 - 14:20", "2023-07-19"),
        ("news.valley.example | 2023-09-21 14:52:06 | Editor: Rosa Lima", "2023-09-21"),
    ],
)
def test_a_stamp_may_stand_beside_a_name(line, on):
    found = published.read_beside(line)
    assert found is not None
    assert on in (found.value("published_on"), found.value("updated_on"))
    assert (found.start, found.stop) == (0, len(line))


@pytest.mark.parametrize(
    "line",
    [
        "Rowers 3 May 2023",
        "Doors open at the old pier on 3 May 2023, 19:30",
        "ferry 3 May 2023, 12:44",
        "The mayor spoke | 3 May 2023",
        "Valley Rowers - Harbour Club 3:1",
    ],
)
def test_a_name_and_a_day_are_no_stamp(line):
    assert published.read_beside(line) is None


def test_a_label_of_hours_is_not_that_of_the_date_before_it():
    found = published.read("Nov 14, 2023, 09:41 GMT+2 | Updated 3 hours ago")
    assert found is not None
    assert (found.value("published_on"), found.value("updated_on")) == ("2023-11-14", None)


def test_a_clock_time_may_end_with_a_stop():
    found = published.read("16/08/2023 08:15h.")
    assert found is not None
    assert found.value("published_local") == "2023-08-16T08:15:00"
