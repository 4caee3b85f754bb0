"""The decisions of people on single changes, in the form for `refine`."""

from transforms.review import Review, Ruling
from warehouse import Snapshot, Warehouse
from warehouse.reviews import rulings


def reviews_in(warehouse: Warehouse, of: Snapshot | None = None) -> dict[str, Review]:
    """The valid decisions in the head or another snapshot, by doc_id, also on documents that are not current."""
    found: dict[str, Review] = {}
    for doc_id, digest, *ruling in rulings(warehouse, of):
        earlier = found[doc_id].rulings if doc_id in found else ()
        found[doc_id] = Review(digest, (*earlier, Ruling(*ruling)))
    return found
