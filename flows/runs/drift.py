"""Whether a run is far from what is usual in its collection."""

from flows.ingest.job import Tally
from warehouse.baseline import Baseline

# Fewer documents or files than these make no habit, and show no drift.
FEWEST_KNOWN, FEWEST_NEW = 200, 50
# So many times more, or less, than is usual.
FAR = 3.0
SLIGHT_EDITS, SLIGHT_SHARE = 0.5, 0.02


def drift(usual: Baseline, tally: Tally) -> list[str]:
    """Say in what a run is far from the habit; empty where it is not, or where one of the two is too small."""
    found = []
    each = tally.edits / max(1, tally.documents)
    enough = tally.documents >= FEWEST_NEW and usual.documents >= FEWEST_KNOWN
    if enough and _is_far(each, usual.edits_each, SLIGHT_EDITS):
        found.append(f"{each:.1f} edits a document; usual: {usual.edits_each:.1f}")
    worked_on = tally.added + tally.changed + len(tally.rejects)
    share = tally.reject_share
    enough = worked_on >= FEWEST_NEW and usual.files >= FEWEST_KNOWN
    if enough and share > usual.reject_share and _is_far(share, usual.reject_share, SLIGHT_SHARE):
        found.append(f"{share:.1%} of the files rejected; usual: {usual.reject_share:.1%}")
    return found


def _is_far(new: float, usual: float, slight: float) -> bool:
    """Whether one is many times the other; `slight` keeps small numbers apart from nothing."""
    return max(new, usual) > FAR * (min(new, usual) + slight)
