"""Time zones as news prints them after a clock time, as offsets from UTC."""

import re

# Minutes east of UTC. An abbreviation that several zones share has all of their offsets.
_OFFSETS: dict[str, tuple[int, ...]] = {
    "GMT": (0,),
    "UTC": (0,),
    "TU": (0,),
    "Z": (0,),
    "WET": (0,),
    "WEST": (60,),
    "BST": (60,),
    "CET": (60,),
    "MEZ": (60,),
    "CEST": (120,),
    "MESZ": (120,),
    "EET": (120,),
    "EEST": (180,),
    "MSK": (180,),
    "Moscow time": (180,),
    "Minsk time": (180,),
    "Kyiv time": (120, 180),
    "Kiev time": (120, 180),
    "Beijing time": (480,),
    "по московскому времени": (180,),
    "по киевскому времени": (120, 180),
    "МСК": (180,),
    "мск": (180,),
    "TRT": (180,),
    "EAT": (180,),
    "SAST": (120,),
    "IST": (60, 120, 330),
    "PKT": (300,),
    "WIB": (420,),
    "ICT": (420,),
    "HKT": (480,),
    "SGT": (480,),
    "CST": (-360, 480),
    "JST": (540,),
    "KST": (540,),
    "AWST": (480,),
    "ACST": (570,),
    "AEST": (600,),
    "AEDT": (660,),
    "NZST": (720,),
    "NZDT": (780,),
    "NST": (-210,),
    "NDT": (-150,),
    "AST": (-240, 180),
    "ADT": (-180,),
    "EST": (-300,),
    "EDT": (-240,),
    "ET": (-300, -240),
    "CDT": (-300,),
    "CT": (-360, -300),
    "MST": (-420,),
    "MDT": (-360,),
    "MT": (-420, -360),
    "PST": (-480,),
    "PDT": (-420,),
    "PT": (-480, -420),
    "AKST": (-540,),
    "AKDT": (-480,),
    "HST": (-600,),
    "BRT": (-180,),
    "ART": (-180,),
}
_SHIFT = r"[+\-−]\d{1,2}(?::?[0-5]\d)?"
ZONE = rf"(?:(?:GMT|UTC){_SHIFT}|{'|'.join(sorted(_OFFSETS, key=len, reverse=True))}|{_SHIFT})(?!\w)"
_SHIFTED = re.compile(r"(?:GMT|UTC)?([+\-−])(\d{1,2}):?(\d\d)?")


def offsets(zone: str) -> tuple[int, ...]:
    """The offsets that a printed zone can mean, in minutes east of UTC; empty where it is not a zone."""
    if m := _SHIFTED.fullmatch(zone):
        minutes = 60 * int(m[2]) + int(m[3] or 0)
        return (minutes if m[1] == "+" else -minutes,) if minutes <= 14 * 60 else ()
    return _OFFSETS.get(zone, ())
