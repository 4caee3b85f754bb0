"""Make english_words.csv, by which `transforms/lexicon.py` tells words of English from others.

    python transforms/data/build_words.py symspellpy/frequency_dictionary_en_82_765.txt

The source is the word list of the package symspellpy 6.10.1 (MIT), made of Google Books Ngram data (CC BY 3.0) and
SCOWL. Words that others give by a regular ending, by a prefix or as a compound are left out: `lexicon` finds them.
"""

import sys
from pathlib import Path

from transforms.lexicon import derived

# Newer than the list, or American, or of the newsroom.
_MORE = """
    airstrike analog analyze anesthesia antivaccine artifact backlash balk bitcoin bioethics biometric blockchain
    blogger blogosphere blog broadband catalog carjack chatbot cholesterol coronavirus covid cryptocurrency cyberattack
    deepfake drone ebook email endeavor enroll euro fintech favor forex fracking fulfill furor gazillion geolocation
    genocidal glamor gray habeas hashtag hedgefund hijab homepage honor iceberg infographic installment intraday iphone
    jihad jihadi jihadist judgment kilometer labor lackluster laptop largesse livestream lockdown maneuver meme
    meter microchip midterm mold mujahedeen mujahideen nasdaq neighbor neonazi nuke offense omicron onboard online
    opioid outsource paparazzi parkour paywall pediatric peacekeeper pedophile petrochemical pixel plow podcast
    populist prequel program quadcopter quantum ransomware rapper realtor reggae reboot recuse rumor sarin savory
    screenshot selfie semifinal skeptic smartphone smartwatch snowplow specialty spyware startup stent subprime subsea
    subwoofer suicidal sudoku sushi taliban telecom terabyte theater tidbit tsunami tumor tweet unfollow ukulele umami
    upcycle vape vaccinate vaping veto vibe videogame vlogger vuvuzela webcam webinar website whistleblower wifi
    workaround worldwide yoga youtuber zombie
""".split()


def main(source: Path) -> None:
    """Write english_words.csv beside this file."""
    lines = source.read_text(encoding="utf-8-sig").splitlines()
    words = {line.split()[0] for line in lines} | set(_MORE)
    words = {word for word in words if word.isascii() and word.isalpha() and len(word) > 2}
    kept: set[str] = set()
    for word in sorted(words, key=lambda word: (len(word), word)):  # what a word is made of is shorter
        if not derived(word, kept):
            kept.add(word)
    Path(__file__).with_name("english_words.csv").write_text(
        "\n".join(["word", *sorted(kept)]) + "\n", encoding="utf-8"
    )
    print(len(words), "words,", len(kept), "kept")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
