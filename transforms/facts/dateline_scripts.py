"""Datelines in scripts without capital letters: Hindi, Bengali, Japanese, Chinese, Korean and Arabic copy."""

from transforms.facts.agencies import ALL_NAMES
from transforms.facts.dateline_forms import Form, make_form
from transforms.facts.dates import STAMP_SHAPE
from transforms.facts.grammar import PLACE

# Letters of Indian scripts from Devanagari to Malayalam, without their digits and the danda.
_INDIAN = (
    r"[\u0900-\u0963\u0970-\u09e5\u09f0-\u0a65\u0a70-\u0ae5\u0af0-\u0b65\u0b70-\u0be5\u0bf0-\u0c65\u0c70-\u0ce5"
    r"\u0cf0-\u0d65]"
)
_HAN_KANA = r"[\u3005\u3041-\u30ff\u4e00-\u9fff]"
_HANGUL = r"[\uac00-\ud7a3]"
_ARABIC = r"[\u0620-\u06ff]"
_TOWN = rf"(?P<places>{_INDIAN}{{2,20}}(?:\s{_INDIAN}{{2,20}}){{0,2}}|{_ARABIC}{{2,20}}(?:\s{_ARABIC}{{2,20}}){{0,2}})"
_NAMED = rf"(?P<agency>{ALL_NAMES})"
_BRACKETED = r"[(（]\s?(?P<agency>[^()（）\n]{2,40}?)\s?[)）]"
_DAY = r"(?:(?P<date>\d{1,2}月\d{1,2}日)|(?P<day>\d{1,2})日)"
_SPACES = r"[\s=＝・、]{0,4}"

# Hindi desks print the days 1 to 10 as words.
HINDI_DAYS = "एक दो तीन चार पांच छह सात आठ नौ दस".split()

# The day may be printed as `20日`, which is not a whole date: the group `day` has its number.
FORMS: tuple[Form, ...] = (
    # पटना, 20 जून (भाषा) शहर में रात भर पानी बरसा।
    make_form(
        "place_date_agency",
        "(",
        rf"{_TOWN},?\s(?P<date>(?:\d{{1,2}}|{'|'.join(HINDI_DAYS)})\s{_INDIAN}{{2,12}}(?:,?\s\d{{4}})?)\s?{_BRACKETED}(?P<end>\s?[:।.–—-]?)",
    ),
    # খুলনা, ২০ জুন, ২০২৩ (বাসস) : শহরে সারা রাত বৃষ্টি হয়েছে।
    # जयपुर (आईएएनएस)। शहर में रात भर पानी बरसा।
    make_form("place_agency", "(", rf"{_TOWN}[,،]?\s?{_BRACKETED}(?P<end>\s?[:।–—-])"),
    # الرياض - واس: هطل المطر على المدينة. إسطنبول/ رامي خليل/ الأناضول
    make_form(
        "place_dash_agency",
        "",
        rf"{_TOWN}\s?[-–—/]\s?(?:(?P<persons>{_ARABIC}{{2,20}}(?:\s{_ARABIC}{{2,20}}){{1,3}})\s?[-–—/]\s?)?{_NAMED}"
        r"(?P<end>\s?[-–—:]|\s*\Z)",
    ),
    # العقبة 20 حزيران (بترا) - هطل المطر. الدوحة في 20 يونيو /قنا/ هطل المطر.
    make_form(
        "place_date_brackets",
        "(/",
        rf"(?P<places>{_ARABIC}{{2,20}}(?:\s{_ARABIC}{{2,20}}){{0,2}}?)[،,]?\s(?:في\s)?"
        rf"(?P<date>\d{{1,2}}\s{_ARABIC}{{2,12}}(?:\s{_ARABIC}{{2,12}})?(?:\s\d{{4}})?)\s?[(/]\s?{_NAMED}\s?[)/]"
        r"(?P<end>\s?[-–—:.]{0,3})",
    ),
    # 【Washington = Jiji】Rain fell.
    make_form(
        "latin_in_brackets",
        "】］",
        rf"[【［](?P<places>{PLACE})\s?[=＝,、・]?\s?(?:(?P<date>{STAMP_SHAPE}),?\s)?{_NAMED}[】］](?P<end>\s*[-–—=]{{0,2}})",
    ),
    # 【ワシントン時事】町では一晩中雨が降った。
    make_form(
        "place_agency_brackets",
        "】］])）",
        rf"[【［\[(（](?P<places>{_HAN_KANA}{{2,10}}?){_SPACES}(?:{_DAY}{_SPACES})?{_NAMED}[】］\])）](?P<end>\s*[-–—=]{{0,2}})",
    ),
    # 【6月20日 AFP】町では一晩中雨が降った。
    make_form(
        "date_agency",
        "】］",
        rf"[【［](?P<date>\d{{1,2}}月\d{{1,2}}日)[\s]{{0,3}}{_NAMED}[】］](?P<end>\s*[-–—=]{{0,2}})",
    ),
    # 新华社上海6月20日电 城里下了一夜的雨。 （中央社記者王小明台北20日電）城裡下了一夜的雨。
    make_form(
        "agency_place_date",
        "电電",
        rf"[【(（]?{_NAMED}(?:[记記]者(?P<persons>{_HAN_KANA}{{3}}))?(?P<places>{_HAN_KANA}{{2,6}}?){_DAY}[电電](?P<end>[】)）]?)",
    ),
    # (부산=연합뉴스) 홍길동 기자 = 밤새 비가 내렸다.
    make_form(
        "place_equals_agency",
        "=",
        rf"[(\[](?P<places>{_HANGUL}{{2,6}})=\s?{_NAMED}[)\]](?:\s?(?P<persons>{_HANGUL}{{2,4}})\s기자)?(?P<end>\s?=?)",
    ),
    # 大阪 - 町では一晩中雨が降り、川の水かさが増した。
    make_form("place", "-–—", rf"(?P<places>{_HAN_KANA}{{2,10}})(?P<end>\s?[-–—]{{1,2}}\s)"),
    # लखनऊ: शहर में रात भर पानी बरसा और नदी का जलस्तर बढ़ गया।
    make_form(
        "place_mark", ":।", rf"(?:{_INDIAN}{{2,15}}(?:\s{_INDIAN}{{2,15}})?,\s)?{_TOWN}(?P<end>\s?[:।])(?:\s|\Z)"
    ),
)
