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
    airplane airstrike aluminum analog analyze anesthesia annum arbitrageur artifact backlash backlit backwardation
    balk barge bariatric baud bedsheet bioethics biometric bitcoin blockchain blogger blogosphere bourse brix
    broadband carjack carmaker carryforward catalog chatbot cheerleading chipset cholesterol cornstarch coronavirus
    couldn counterterrorism covid crosshairs cryptocurrency cyberattack cyberspace deepfake didn doesn downgrade drone
    drugmaker ebook email endeavor enroll etcetera euro extinguishment fallout fangirl favor fentanyl filibuster
    fintech forex forma fracking frontman fulfill furor futures genocidal geolocation gigabyte glamor goaltender gold
    grassroots gray greenmail habeas hadn hardcore hashtag hasn headquarter hijab homebuilder homepage honor
    hydroxychloroquine infographic installment intracity intraday intraparty iphone isn jewelry jihad jihadi jihadist
    jobless judgment kilometer labor lackluster laptop largesse layoff leaderboard leveraged livestream lockdown
    maneuver math meme meter microchip midterm mold mths mujahedeen mujahid mujahideen multipolar nasdaq neighbor
    neonazi newsagency nitroglycerin nonrecourse nuke offense oilfield oilseed omicron onboard online oper opioid
    outsource pajamas paparazzi parkour paywall peacekeeper pediatric pedophile petrochemical pixel pledgee plow
    pneumonitis podcast populist prequel presplit program qtly qtr quadcopter railwayman ransomware rapper realtor
    reboot recuse reflation repo robo rollover ruble rumor runup sarin savory scramjet screenshot seaborne selfie
    semiconductor semifinal shouldn signup skeptic smartphone smartwatch snowplow sowing soybean soymeal specialty
    spyware stagflation standoff startup stent subprime subsea subsidise subwoofer supermajority sushi takeover
    taliban telecom terabyte theater tidbit tonne tranquilize tranquilizer tsunami tumor tweet umami underreported
    unfollow upcycle vaccinate vape vaping veto vibe videogame vlogger vuvuzela wasn webcam webinar website weren
    wheelchair whiskey whistleblower wifi workaround worldwide wouldn yearend youtuber
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
