"""Patterns of valid values, which match a whole value, in the syntax of RE2 and of Python."""

_UNKNOWN = r"(?:XXXX|XX\d\d|\d\dXX|\d\d\dX)"
_YEAR = rf"(?:1[4-9]\d\d|2[0-2]\d\d|{_UNKNOWN})"
_LEAP = rf"(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00|{_UNKNOWN})"
_MONTH = r"(?:0[1-9]|1[0-2]|XX)"
_DAY = (
    rf"(?:{_MONTH}-(?:0[1-9]|1\d|2[0-8]|XX)|(?:0[13-9]|1[0-2]|XX)-(?:29|30|[0-3]X)|(?:0[13578]|1[02]|XX)-31|02-[0-2]X)"
)
_DATE = rf"(?:{_YEAR}(?:-(?:{_DAY}|{_MONTH}))?|{_LEAP}-02-29)"
# Valid days in the years of printing. Of EDTF level 2: unspecified digits, and one of a set.
EDTF = rf"{_DATE}|\[{_DATE}(?:,{_DATE}){{1,9}}\]"

LANGUAGE = "[a-z]{2,3}"  # a primary subtag of BCP 47
GEONAMES = r"https://sws\.geonames\.org/\d{1,10}/"

# ISO 3166-1, and XK, by which GeoNames and others name Kosovo.
COUNTRY = (
    """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET
FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU
ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY
MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM
PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
""".strip()
    .replace("\n", " ")
    .replace(" ", "|")
)
