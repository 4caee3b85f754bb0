"""A path is spelt as a uri, and found again."""

import pytest

from flows.sources.uris import relative_of, uri_of


@pytest.mark.parametrize(
    ("relative", "uri"),
    [
        (b"a/b.txt", "a/b.txt"),
        ("été 🌊.txt".encode(), "été 🌊.txt"),
        (b"line\nbreak 'n' \"quote\".txt", "line\nbreak 'n' \"quote\".txt"),
        (b"100%.txt", "100%25.txt"),
        (b"%41.txt", "%2541.txt"),
        (b"\xe9t\xe9.txt", "%E9t%E9.txt"),
        (b"\xed\xa0\x80.txt", "%ED%A0%80.txt"),
        (b"caf\xc3\xa9 \xff%.txt", "café %FF%25.txt"),
    ],
)
def test_a_uri_escapes_percent_and_broken_utf8_alone(relative: bytes, uri: str) -> None:
    assert uri_of(relative) == uri
    assert relative_of(uri) == relative
