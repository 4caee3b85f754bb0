"""Build `transforms/data/frequencies.parquet`, the rarity of English stems, from the word counts of symspellpy (MIT).

Run it as `python -m tests.builders.frequencies`; the same version of symspellpy gives the same bytes. A row is a
stem, as the CRC-32 of its letters, and its rarity: the natural logarithm of one in how many texts of 300 words has it,
in sixteenths. Stems as rare as an unknown word are left out.
"""

import math
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.stories.tokens import RARITY_STEPS, UNKNOWN, stem, stem_hash

TARGET = Path(__file__).parents[2] / "transforms" / "data" / "frequencies.parquet"
WORDS_OF_A_TEXT = 300


def counts() -> Counter[str]:
    """How often each stem stands in the text that symspellpy's list counts."""
    listed = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    found: Counter[str] = Counter()
    for line in listed.splitlines():
        word, count = line.split()
        found[stem(word)] += int(count)
    return found


def rarities() -> dict[int, int]:
    """The rarity of each stem that is not as rare as can be, by its hash; of two stems of one hash the commoner's."""
    found = counts()
    total, made = found.total(), dict[int, int]()
    for word, count in found.items():
        share = -math.expm1(-count / total * WORDS_OF_A_TEXT)
        rarity = round(-math.log(share) * RARITY_STEPS)
        if rarity < UNKNOWN:
            made[stem_hash(word)] = min(rarity, made.get(stem_hash(word), UNKNOWN))
    return made


def build() -> pa.Table:
    """The table, in the order of the hashes."""
    made = sorted(rarities().items())
    return pa.table(
        {"stem": pa.array([key for key, _ in made], pa.uint32()), "rarity": pa.array([r for _, r in made], pa.uint8())}
    )


if __name__ == "__main__":
    pq.write_table(build(), TARGET, compression="zstd", use_dictionary=["rarity"])
