"""PAG: what a portal prints around a story; `transforms.layout` classifies it by vocabulary, shape and position."""

from transforms.rule import Rule, extract

_STORY = "It rained in the port all day, and the boats stayed at the pier until the evening."


def _around(code: str, name: str, *, why: str, examples: tuple[str, ...], counter_examples: tuple[str, ...]) -> Rule:
    """Declare a line around the story, which leaves the body as a whole. A `|` in an example is an empty line."""
    return extract(
        code,
        name,
        why=why,
        replace="",
        examples=[(line.replace("|", "\n\n"), _STORY) for line in examples],
        counter_examples=counter_examples,
        any_language=True,
        whole_paragraph=True,
        changes_digits=True,
    )


RULES = (
    _around(
        "PAG001",
        "navigation of the page",
        why="Names of sections, paths and buttons lead to other pages.",
        examples=(f"World|{_STORY}", f"Home > World > Europe|{_STORY}", f"{_STORY}|Back to top"),
        counter_examples=(f"The world of ports was quiet.\n\n{_STORY}",),
    ),
    _around(
        "PAG002",
        "counter",
        why="The number of views and the reading time are not part of the story.",
        examples=(f"2,509 views|{_STORY}", f"3 min read|{_STORY}"),
        counter_examples=(f"Some 2,509 views were sold.\n\n{_STORY}",),
    ),
    _around(
        "PAG003",
        "date or number of the page",
        why="A page prints its own date, time or number.",
        examples=(f"Updated 2 hours ago|{_STORY}",),
        counter_examples=(f"It was updated in 2023, he said.\n\n{_STORY}",),
    ),
    _around(
        "PAG004",
        "notice about the text",
        why="A page says how, or by whom, the text was translated. That is metadata, not text.",
        examples=(
            f"{_STORY}|This story has been published from a wire agency feed without modifications to the text.",
        ),
        counter_examples=(f"{_STORY}\n\nThe book was translated by two machinists.",),
    ),
    _around(
        "PAG005",
        "form",
        why="The labels of a form remain when its fields are gone.",
        examples=(f"{_STORY}|Leave a comment|Please enter your name here",),
        counter_examples=(f"{_STORY}\n\nHe asked them to enter their names.",),
    ),
    _around(
        "PAG006",
        "share buttons of the page",
        why="Portals offer to share the text.",
        examples=(f"Share this:|{_STORY}",),
        counter_examples=(f"Share prices: they fell, and the port fell with them.\n\n{_STORY}",),
    ),
    _around(
        "PAG007",
        "promotion of the portal",
        why="Portals promote newsletters, apps and subscriptions around a story.",
        examples=(f"{_STORY}|Get our evening newsletter|Follow us on Mastodon",),
        counter_examples=(f"{_STORY}\n\nThe newsletter was read by few.",),
    ),
    _around(
        "PAG008",
        "other stories",
        why="A label and the headlines of other stories follow.",
        examples=(
            f"{_STORY}|Related Articles|Ferry sails later from May|Old pier is sold",
            f"{_STORY}|Also read: A pier",
        ),
        counter_examples=(f"{_STORY}\n\nThe related articles of the law are old.",),
    ),
    _around(
        "PAG009",
        "caption",
        why="A caption describes a picture, not the story.",
        examples=(f"FILE - A boat at the old pier in the port, in May. (Photo: archive)|{_STORY}",),
        counter_examples=(f"The file of the old pier was lost.\n\n{_STORY}",),
    ),
    _around(
        "PAG010",
        "copyright notice of the page",
        why="Pages end with a copyright notice.",
        examples=(f"{_STORY}|All rights reserved",),
        counter_examples=(f"{_STORY}\n\nAll rights were reserved for the port, he said.",),
    ),
    _around(
        "PAG011",
        "tags",
        why="Portals file a story under keywords.",
        examples=(f"{_STORY}|Tags: port, rain, boats",),
        counter_examples=(f"{_STORY}\n\nThe tags were torn off the boats.",),
    ),
    _around(
        "PAG012",
        "advertisement label on a page",
        why="The label of an advertisement remains when the advertisement is gone.",
        examples=(f"{_STORY}|Advertisement",),
        counter_examples=(f"{_STORY}\n\nAdvertisement was his trade.",),
    ),
)
