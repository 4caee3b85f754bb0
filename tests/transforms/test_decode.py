"""Decoding: exact text, the bytes given back, and what is refused."""

import codecs
import gzip
import random
import zipfile
from io import BytesIO
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.decode import Decoded, Undecodable, decode

SWEDISH = "Färjan till öarna går två gånger om dagen från maj, säger hamnkontoret.\r\nDen gamla kajen håller.\n"
HINDI = "नौका मई से दिन में दो बार चलेगी, बंदरगाह कार्यालय ने कहा।\n"


def restored(decoded: Decoded) -> bytes:
    return decoded.text.encode(decoded.encoding) if decoded.bytes is None else decoded.bytes


def refused(raw: bytes) -> str:
    with pytest.raises(Undecodable) as caught:
        decode(raw)
    assert caught.value.detail
    return caught.value.reason


@pytest.mark.parametrize(
    "text", [SWEDISH, HINDI, "plain\r\rtext\n\r\n", "a \ufffd was there", "tail without a line end"]
)
def test_utf_8_is_taken_as_it_is(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "utf-8", "utf-8", None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [SWEDISH, HINDI])
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == Decoded(text, encoding, "bom", None)


@pytest.mark.parametrize(
    ("mark", "codec"),
    [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF32_BE, "utf-32-be")],
)
def test_bytes_are_kept_only_where_the_byte_order_is_not_the_machines(mark: bytes, codec: str) -> None:
    raw = mark + SWEDISH.encode(codec)
    decoded = decode(raw)
    assert (decoded.text, decoded.how) == (SWEDISH, "bom")
    assert (decoded.bytes is None) == (decoded.text.encode(decoded.encoding) == raw)
    assert restored(decoded) == raw


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_shows_in_its_zeros(encoding: str) -> None:
    assert decode(SWEDISH.encode(encoding)) == Decoded(SWEDISH, encoding, "detected", None)


def test_a_mark_that_the_bytes_do_not_bear_out_is_refused() -> None:
    assert refused(codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00") == "undecodable"


@pytest.mark.parametrize(
    ("raw", "text", "how"),
    [
        (SWEDISH.encode() * 3 + b"\xe2\x80", SWEDISH * 3 + "\ufffd", "utf-8 with 2 broken bytes"),
        (SWEDISH.encode() * 3 + b"\xed\xa0\xbd\xed\xb8\x80", SWEDISH * 3 + "\U0001f600", "cesu-8"),
        (SWEDISH.encode() * 3 + b"\xffend", SWEDISH * 3 + "\ufffdend", "utf-8 with 1 broken byte"),
        (codecs.BOM_UTF8 + SWEDISH.encode() * 3 + b"\xff", SWEDISH * 3 + "\ufffd", "utf-8 with 1 broken byte"),
        (
            "\ufffd".encode() + SWEDISH.encode() * 3 + b"\xff",
            "\ufffd" + SWEDISH * 3 + "\ufffd",
            "utf-8 with 1 broken byte",
        ),
    ],
)
def test_a_few_broken_bytes_are_marked_and_the_bytes_kept(raw: bytes, text: str, how: str) -> None:
    decoded = decode(raw)
    assert (decoded.text, decoded.how, decoded.bytes) == (text, how, raw)


@pytest.mark.parametrize(
    "raw", [b"", b" ", b"\r\n\t \n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, "\u00a0\u200b\u3000".encode()]
)
def test_blanks_are_empty(raw: bytes) -> None:
    assert refused(raw) == "empty"


def zipped() -> bytes:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("story.txt", SWEDISH)
    return archive.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", id="pdf"),
        pytest.param(b"{\\rtf1\\ansi The ferry sails twice a day.}", id="rtf"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(50), id="png"),
        pytest.param(b"ustar" * 5 + bytes(200), id="zeros"),
        pytest.param(bytes(range(256)) * 4, id="every byte"),
        pytest.param(gzip.compress(SWEDISH.encode()), id="gzip"),
        pytest.param(zipped(), id="zip"),
        pytest.param(random.Random(7).randbytes(4_000), id="random"),
        pytest.param("\x01\x02text\x03".encode("utf-16"), id="controls in utf-16"),
    ],
)
def test_binary_files_are_refused(raw: bytes) -> None:
    assert refused(raw) == "binary"


def test_bytes_in_no_encoding_are_refused() -> None:
    draw = random.Random(7)
    assert refused(bytes(draw.randrange(32, 256) for _ in range(3_000))) == "undecodable"


def test_the_controls_a_wire_sends_are_kept() -> None:
    text = "\x01\x02" + SWEDISH * 3 + "\x03"
    assert decode(text.encode()).text == text


def test_a_stray_nul_is_kept_and_survives_parquet_and_duckdb(tmp_path: Path) -> None:
    text = SWEDISH + "\x00" + SWEDISH
    decoded = decode(text.encode())
    assert decoded.text == text
    path = tmp_path / "texts.parquet"
    pq.write_table(pa.table({"text": [decoded.text]}), path)
    with duckdb.connect() as connection:
        row = connection.execute(
            "SELECT text, length(text), ord(substr(text, ?, 1)), sha256(encode(text)) = sha256(?::BLOB) "
            "FROM read_parquet(?)",
            [len(SWEDISH) + 1, text.encode(), str(path)],
        ).fetchone()
    assert row == (text, len(text), 0, True)


def refusal_or(raw: bytes) -> Decoded | str:
    try:
        return decode(raw)
    except Undecodable as refusal:
        return refusal.reason


@given(st.text())
@example("\ufeffa second mark")
def test_any_text_in_utf_8_comes_back_or_is_refused(tail: str) -> None:
    text = "The ferry sails. " + tail
    assert refusal_or(text.encode()) in (Decoded(text, "utf-8", "utf-8", None), "binary")


@given(st.binary(max_size=300) | st.binary(max_size=40).map(lambda tail: SWEDISH.encode() * 20 + tail))
@example(b"\x84\x31\xa4\x39" * 9)
def test_any_bytes_come_back_or_are_refused(raw: bytes) -> None:
    decoded = refusal_or(raw)
    if isinstance(decoded, Decoded):
        assert restored(decoded) == raw
        assert decoded.text.encode().decode() == decoded.text
    else:
        assert decoded in {"empty", "binary", "undecodable"}
