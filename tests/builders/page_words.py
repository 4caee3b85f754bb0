"""Build `transforms/data/page_words.csv`: how much likelier an English word is on a line of a page than elsewhere.

Run it as `python -m tests.builders.page_words`. A weight is the natural logarithm of the share of a word in the English
phrases of `page_phrases.csv`, over its share in the word counts of symspellpy (MIT), in tenths. Words that are as
unlikely on a page as an unknown one are left out.
"""

import csv
import math
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

from transforms.layout.wording import UNKNOWN

DATA = Path(__file__).parents[2] / "transforms" / "data"
# Names of sections, pictures and agencies are also in headings of stories.
ROLES = frozenset(("form", "share", "promotion", "related", "advertisement", "notice", "counter", "rights"))
# Words of buttons and settings that few phrases have.
OWN = """
autoplay bookmark briefing briefings browser browsers captcha collapse cookies dismiss edition editions episode
episodes expand fullscreen hide homepage login logout menu mute navigation newsdesk newsletters newsroom notification
notifications paywall playback player playlist podcast podcasts preferences reload replay roundup scroll settings
sitemap skip slideshow subscriber subtitles swipe tab tap toggle transcript trending unmute unread unsubscribe
username window
""".split()
_OWN_WEIGHT = 1.5
# Words of many phrases that headings and sentences of stories have too.
USUAL = frozenset(
    """after already announcement been cannot close closed connect earlier found free has keep leave post rate register
    sign space stay support trust try voice vote votes was""".split()
)
_MOST_OF_USUAL = 0.5
# Names of agencies are also in credits.
_NAMES = frozenset(("ap", "ap's", "charter", "euro", "maker", "reuters", "thomson"))
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# Counts are smoothed: so many occurrences are added to each word of a language of so many words.
_SMOOTH, _SMOOTH_LISTED, _WORDS = 0.02, 200_000, 80_000
# The weight of a word in one phrase, two phrases or more.
_MOST = {1: 0.0, 2: 1.0}
_MOST_OF_MANY = 3.0


def weights() -> dict[str, float]:
    """The weight of each word."""
    listed = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    usual = {word: int(count) for word, count in (line.split() for line in listed.splitlines())}
    printed: Counter[str] = Counter()
    with (DATA / "page_phrases.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["language"] == "en" and row["role"] in ROLES:
                printed.update(set(_WORD.findall(row["phrase"].replace("’", "'"))))
    all_printed = printed.total() + _SMOOTH * _WORDS
    all_usual = sum(usual.values()) + _SMOOTH_LISTED * _WORDS
    found: dict[str, float] = {}
    for word, count in printed.items():
        share = (usual.get(word, usual.get(word.partition("'")[0], 0)) + _SMOOTH_LISTED) / all_usual
        found[word] = min(math.log((count + _SMOOTH) / all_printed / share), _MOST.get(count, _MOST_OF_MANY))
    found |= {word: min(found[word], _MOST_OF_USUAL) for word in USUAL}
    for word in OWN:
        found[word] = max(found.get(word, UNKNOWN), _OWN_WEIGHT)
    return {word: weight for word, weight in found.items() if weight > UNKNOWN and word not in _NAMES}


def main() -> None:
    """Write the file."""
    rows = "".join(f"{word},{round(10 * weight)}\n" for word, weight in sorted(weights().items()))
    (DATA / "page_words.csv").write_text(f"word,weight\n{rows}", encoding="utf-8")


if __name__ == "__main__":
    main()
