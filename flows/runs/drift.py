"""Whether a run differs strongly from the baseline of its collection."""

from flows.ingest.job import Tally
from warehouse.baseline import Baseline

# Fewer documents or files than these make no baseline, and show no drift.
FEWEST_KNOWN, FEWEST_NEW = 200, 50
# So many times more, or less, than the baseline.
FAR = 3.0
SLIGHT_EDITS, SLIGHT_SHARE = 0.5, 0.02


def drift(usual: Baseline, tally: Tally) -> list[str]:
    """Describe how a run differs from the baseline; empty if it does not, or if one of the two is too small."""
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
    """Whether one is many times the other; `slight` is added to the smaller one, so that small numbers do not count."""
    return max(new, usual) > FAR * (min(new, usual) + slight)
