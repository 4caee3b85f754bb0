"""Labels of publication times in many languages, and relative times such as `2 hours ago`."""

from transforms.facts.calendar import MONTHS, WEEKDAYS
from transforms.facts.phrases import one_of

# One line for each group of languages; a label may be followed by a word for `on` or `at`.
_PUBLISHED_IN_ENGLISH = """
published, first published, originally published, posted, originally posted, issued, created, uploaded, date,
publish date, publication date, published date, date published, date posted, date created, post date, news date,
date of publication, publish time, published time, published at, published on, time of publication, added, online since,
entry date, date of entry, entry time, date of news, news entry, entered, published in, publishing time, sending time,
transmission time, input, registered, registration date, creation date, date of creation, inserted, release date,
placed, placed on
"""
_UPDATED_IN_ENGLISH = """
updated, last updated, last update, update, updated at, updated on, update date, date updated, modified, last modified,
date modified, date of update, update time, updated date, updated time, modified date, last update date,
last updated date, last update time, latest update, adjusted, edit, amended, renewed, edited, last edited,
last changed, last revised, revised
"""
_PUBLISHED = """
publié, publiée, publiés, article publié, mis en ligne, mise en ligne, paru, posté, créé, publication,
date de publication, première publication, première parution,
publicado, publicada, publicación, fecha de publicación, fecha, creado, postado, publicação, data de publicação, criado,
veröffentlicht, erstveröffentlicht, erstellt, erschienen, publiziert, online seit, datum, veröffentlichungsdatum,
pubblicato, pubblicata, pubblicazione, data di pubblicazione, data pubblicazione, creato, data,
gepubliceerd, geplaatst, publicatiedatum, publicerad, publicerat, publisert, publiceret, udgivet, offentliggjort,
опубликовано, опубликован, опубликована, дата публикации, размещено, добавлено, создано, дата, время публикации,
опубліковано, оприлюднено, дата публікації, розміщено, додано, створено, публикувано,
yayınlanma, yayınlanma tarihi, yayınlanma zamanı, yayın tarihi, yayınlandı, yayımlanma, yayımlanma tarihi, giriş,
giriş tarihi, haber giriş, eklenme, eklenme tarihi, eklendi, oluşturulma, oluşturulma tarihi, tarih,
opublikowano, opublikowany, opublikowana, data publikacji, publikacja, dodano, utworzono, data dodania,
प्रकाशित, प्रकाशित तिथि, प्रकाशन तिथि, प्रकाशित समय, पब्लिश, पब्लिश्ड, प्रकाशित हुआ, पोस्ट किया गया,
公開, 公開日, 公開日時, 掲載, 掲載日, 投稿日, 投稿日時, 投稿, 配信, 配信日時, 作成日,
发布, 发布时间, 发表时间, 發布時間, 发布日期,
입력, 기사입력, 송고시간, 입력시간, 등록, 등록일, 발행, 게시, 게시일, 송고, 작성,
diterbitkan, dipublikasikan, terbit, tayang, dibuat, publicat, data publicării, δημοσίευση, δημοσιεύτηκε,
δημοσιεύθηκε, publikováno, zveřejněno, vydáno, publikované, közzétéve, megjelent, publikálva, تاريخ النشر, نشر, نُشر,
ngày đăng, đăng ngày
"""
_UPDATED = """
mis à jour, mise à jour, dernière mise à jour, modifié, modifiée, dernière modification, actualisé, actualisée,
actualizado, actualizada, actualización, última actualización, modificado, última modificación, última actualizacion,
aktualisiert, aktualisierung, zuletzt aktualisiert, letzte aktualisierung, zuletzt geändert, letzte änderung, stand,
zuletzt bearbeitet, geändert, aggiornato, aggiornata, aggiornamento, ultimo aggiornamento, ultima modifica, modificato,
atualizado, atualizada, atualização, última atualização, última modificação, bijgewerkt, laatst bijgewerkt, gewijzigd,
aangepast, laatste update, uppdaterad, uppdaterat, senast uppdaterad, oppdatert, sist oppdatert, opdateret,
sidst opdateret,
обновлено, обновлен, обновлён, изменено, последнее обновление, дата обновления, оновлено, змінено, останнє оновлення,
дата оновлення, обновено, güncelleme, güncellendi, güncellenme, son güncelleme, güncelleme tarihi, güncellenme tarihi,
son güncellenme, son güncelleme tarihi, aktualizacja, zaktualizowano, ostatnia aktualizacja, data aktualizacji,
अपडेट, अपडेटेड, अंतिम अपडेट, अद्यतन, संशोधित, अपडेट किया गया, आखरी अपडेट, लास्ट अपडेट,
更新, 更新日, 更新日時, 最終更新, 最終更新日, 最終更新日時,
更新时间, 更新時間, 最后更新, 最新更新, 最後更新, 수정, 최종수정, 업데이트, 수정일,
diperbarui, diperbaharui, terakhir diperbarui, actualizat, ultima actualizare, ενημέρωση, τελευταία ενημέρωση,
ενημερώθηκε, aktualizováno, naposledy aktualizováno, aktualizované, frissítve, utolsó frissítés, módosítva, آخر تحديث,
تحديث, cập nhật, cập nhật lúc
"""
# Words between a label, a date and a clock time.
_JOINTS_IN_ENGLISH = "on, at, the, of, as of, from, time, at time, the time, local time, hrs, hrs., h"
_JOINTS = (
    "le, à, du, el, a las, las, a la, al, am, um, vom, den, der, il, alle, alle ore, ore, del, em, as, às, op, om, d.,"
    " kl., kl, klo, в, от, о, об, від, saat, o godz., godz., godz, dnia, o, z dnia, pukul, jam, pada, la, ora, pe,"
    " στις, dne, v, को, पर, في, فى, بتاريخ, الساعة, uhr, heure, heures, час, ч., г., г, року, р., r."
)
# Other content of such lines: the reading time, and buttons of the page.
_ASIDE = (
    r"\d{1,3}\s?(?:min(?:ute|uten|uti|utos|utes)?s?\.?|мин\.?|хв\.?|dk\.?)"
    r"(?:\s(?:read|reading|lesezeit|de\s(?:lecture|lectura|leitura)|di\slettura|чтения|читання|okuma|czytania))?(?!\w)(?!\s(?:ago|fa|temu|önce|назад|тому))"
    r"|\d[\d.,]*\s?[kK]?\s(?:views?|reads?|comments?|shares?|hits|visitors?|aufrufe|kommentare?|vues|commentaires?|visitas|"
    r"comentarios?|просмотр\w*|комментари\w*)(?!\w)"
    r"|[^\W\d_]{3,15}\s?\(\d[\d.,]*\)"
    r"|(?:print|share|listen|save|email|e-mail|drucken|imprimer|partager|imprimir|compartir)(?!\w)"
    r"|(?:www\.)?[a-z0-9-]{2,30}(?:\.[a-z0-9-]{2,30})?\.(?:com|org|net|info|cn|ru|de|fr|it|es|in|tr|ua|pl|uk|id)(?!\w)"
)
_UNIT = (
    "second, seconds, sec, secs, s, minute, minutes, min, mins, m, hour, hours, hr, hrs, h, day, days, d, week, weeks,"
    " w, month, months, year, years, yr, yrs"
)
_UNITS_AFTER = (
    ("ago", _UNIT),
    ("fa", "secondi, minuti, minuto, ora, ore, giorno, giorni, settimana, settimane, mese, mesi, anno, anni"),
    ("temu", "sekund, minut, minuty, min, godz., godzin, godziny, godzinę, dni, dzień, tygodni, miesięcy, lat"),
    ("önce", "saniye, dakika, dk, saat, gün, hafta, ay, yıl"),
    ("назад", "секунд, минут, минуты, минуту, мин, час, часа, часов, день, дня, дней, недели, месяцев, лет"),
    ("тому", "секунд, хвилин, хвилини, хв, годин, години, годину, день, дні, днів, тижні, місяців, років"),
    ("पहले", "मिनट, घंटे, घंटा, दिन, सप्ताह, महीने, साल"),
    ("lalu", "detik, menit, jam, hari, minggu, bulan, tahun, menit yang, jam yang, hari yang"),
    ("sedan|siden", "minuter, timmar, dagar, minutter, timer, dager, dage"),
    ("geleden", "minuten, uur, dagen, weken"),
)
_UNITS_BEFORE = (
    ("vor", "sekunden, minuten, minute, min., stunden, stunde, std., tagen, tag, wochen, woche, monaten, jahren"),
    ("il y a", "secondes, minutes, minute, min, heures, heure, h, jours, jour, semaines, mois, ans, an"),
    ("hace", "segundos, minutos, minuto, min, horas, hora, h, días, día, semanas, meses, años"),
    ("há", "segundos, minutos, minuto, min, horas, hora, dias, dia, semanas, meses, anos"),
    ("acum", "minute, minut, ore, oră, zile, zi"),
    ("před", "minutami, hodinami, hodinou, dny"),
    ("πριν", "λεπτά, ώρες, ώρα, μέρες, ημέρες"),
)
_COUNT = r"(?:\d{1,3}|an?|one|une?|una?|ein(?:er|em)?)\s?"
_SPANS = "|".join(
    [rf"{_COUNT}{one_of(units)}\s(?:{word})" for word, units in _UNITS_AFTER]
    + [rf"{word.replace(' ', chr(92) + 's')}\s{_COUNT}{one_of(units)}" for word, units in _UNITS_BEFORE]
)
_DAYS_BY_NAME = (
    "yesterday, today, just now, hier, aujourd'hui, aujourd’hui, gestern, heute, ayer, hoy, ieri, oggi, ontem, hoje,"
    " вчера, сегодня, вчора, сьогодні, dün, bugün, wczoraj, dzisiaj, dziś, कल, आज, 昨日, 今日, kemarin, hari ini"
)

PUBLISHED = one_of(f"{_PUBLISHED_IN_ENGLISH}, {_PUBLISHED}")
UPDATED = one_of(f"{_UPDATED_IN_ENGLISH}, {_UPDATED}")
JOINT = one_of(f"{_JOINTS_IN_ENGLISH}, {_JOINTS}")
ENGLISH = one_of(f"{_PUBLISHED_IN_ENGLISH}, {_UPDATED_IN_ENGLISH}, {_JOINTS_IN_ENGLISH}")
ASIDE = f"(?i:{_ASIDE})"
RELATIVE = rf"(?i:{_SPANS}|\d{{1,3}}\s?(?:秒|分|時間|日|か月|週間)前|\d{{1,3}}\s?(?:분|시간|일)\s?전)"
DAY_BY_NAME = one_of(_DAYS_BY_NAME)
_PHRASES = (
    _PUBLISHED_IN_ENGLISH,
    _UPDATED_IN_ENGLISH,
    _JOINTS_IN_ENGLISH,
    _PUBLISHED,
    _UPDATED,
    _JOINTS,
    _DAYS_BY_NAME,
)


def _first_words(phrases: str) -> set[str]:
    return {phrase.split()[0].strip(".") for phrase in phrases.split(",") if phrase.strip()}


LABEL_WORDS = frozenset(_first_words(",".join((_PUBLISHED_IN_ENGLISH, _UPDATED_IN_ENGLISH, _PUBLISHED, _UPDATED))))
"""The first words of the labels `published` and `updated`."""
FIRST_WORDS = frozenset(_first_words(",".join(_PHRASES)) | set(MONTHS) | set(WEEKDAYS)) | {
    *"print share listen save email drucken imprimer partager imprimir compartir".split(),
    *"a an one un une una ein eine einer".split(),
    *(word.split()[0] for word, _ in _UNITS_BEFORE),
}
"""The words in the letters a to z that a row of stamps may begin with."""
