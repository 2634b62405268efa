"""A pack as one file: the same files in and out, and nothing else comes out of it."""

from __future__ import annotations

import json

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.packs.archive import pack_bytes, read_archive, read_manifest
from wecoop_desktop.packs.folder import LIMITS, Limits
from wecoop_desktop.packs.frame import QUICK

FILES = {
    "guide/glossary.json": b"[]",
    "guide/pack.json": '{"id": "guide", "title": "Руководство"}'.encode(),
    "guide/sections/A1.ru.md": "Ўзбекистон, ё — №1\r\n".encode(),
}


def made(head: object, body: bytes = b"") -> bytes:
    """A pack file whose first line says whatever is wanted."""
    line = head if isinstance(head, bytes) else json.dumps(head).encode()
    return zstandard.ZstdCompressor().compress(line + b"\n" + body)


def codes(data: bytes, limits: Limits = LIMITS) -> list[str]:
    """What is found in a file that must not give any files."""
    findings: list[Finding] = []
    assert read_archive(data, "guide", findings, limits) == {}
    assert {finding.file for finding in findings} == {"guide.pack"}
    return [finding.code for finding in findings]


names = st.from_regex(r"[a-b][a-c0-9._-]{0,6}[a-c0-9]", fullmatch=True)
paths = st.lists(names, min_size=1, max_size=3).map(lambda parts: "/".join(("guide", *parts)))


@given(st.dictionaries(paths, st.binary(max_size=200), min_size=1, max_size=12))
def test_any_files_come_back_as_they_were(files: dict[str, bytes]) -> None:
    findings: list[Finding] = []
    assert read_archive(pack_bytes(files, level=QUICK), "guide", findings) == files
    assert not findings


def test_the_same_files_give_the_same_bytes_in_any_order() -> None:
    assert pack_bytes(FILES) == pack_bytes(dict(reversed(FILES.items())))


def test_files_come_in_the_order_of_their_names() -> None:
    assert list(read_archive(pack_bytes(FILES), "guide", [])) == sorted(FILES)


def test_others_can_read_it_line_and_bytes() -> None:
    whole = zstandard.ZstdDecompressor().decompress(pack_bytes(FILES))
    line, _, rest = whole.partition(b"\n")
    assert json.loads(line) == {
        "format": 1,
        "pack": "guide",
        "files": {
            name: len(FILES[f"guide/{name}"])
            for name in ("pack.json", "glossary.json", "sections/A1.ru.md")
        },
    }
    assert rest.startswith(FILES["guide/pack.json"] + b"[]")


def test_the_manifest_is_read_without_the_rest() -> None:
    data = pack_bytes({**FILES, "guide/sections/Z.en.md": b"x" * 3_000_000})
    assert read_manifest(data, "guide") == {"guide/pack.json": FILES["guide/pack.json"]}
    assert read_manifest(data, "forms") == {}
    assert read_manifest(b"nothing", "guide") == {}
    assert read_manifest(pack_bytes({"guide/a.json": b""}), "guide") == {}


@pytest.mark.parametrize("cut", range(0, 100, 10))
def test_a_file_that_breaks_off_gives_nothing(cut: int) -> None:
    data = pack_bytes({f"guide/{n}.md": f"Section {n}".encode() * 50 for n in range(50)})
    assert codes(data[: len(data) * cut // 100]) == ["pack-file-damaged"]


def test_a_turned_bit_is_noticed() -> None:
    data = bytearray(pack_bytes(FILES))
    for at in range(4, len(data)):
        data[at] ^= 16
        findings: list[Finding] = []
        assert read_archive(bytes(data), "guide", findings) in ({}, FILES)
        data[at] ^= 16


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_a_fall(data: bytes) -> None:
    assert codes(data) == ["pack-file-damaged"]


@given(st.binary(max_size=200))
def test_any_first_line_is_read_without_a_fall(data: bytes) -> None:
    assert codes(made(data))


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ([], "pack-file-damaged"),
        ({}, "pack-file-damaged"),
        ({"format": True, "pack": "guide", "files": {}}, "pack-file-damaged"),
        ({"format": 2, "pack": "guide"}, "pack-newer"),
        ({"format": 1, "pack": "forms", "files": {}}, "pack-file-other"),
        ({"format": 1, "pack": "guide", "files": []}, "pack-file-damaged"),
        ({"format": 1, "pack": "guide", "files": {"a.json": -1}}, "pack-file-damaged"),
        ({"format": 1, "pack": "guide", "files": {"a.json": True}}, "pack-file-damaged"),
        ({"format": 1, "pack": "guide", "files": {"a.json": 1.0}}, "pack-file-damaged"),
        ({"format": 1, "pack": "guide", "files": {"a.json": 4_000_001}}, "pack-file-too-large"),
        ({"format": 1, "pack": "guide", "files": {"a.json": 5}}, "pack-file-damaged"),
        ({"format": 1, "pack": "guide", "files": {"A.json": 0, "a.json": 0}}, "pack-name-twice"),
        (b'{"format": 1, "pack": "guide", "files": {"a": 0, "a": 0}}', "pack-file-damaged"),
        (b'{"format": NaN}', "pack-file-damaged"),
        (b"[" * 100_000, "pack-file-damaged"),
    ],
)
def test_first_lines_that_are_refused(head: object, code: str) -> None:
    assert codes(made(head)) == [code]


@pytest.mark.parametrize(
    "name",
    ["../a.json", "/etc/passwd", "a//b", "", ".", "..", "a/../../b", "C:\\a", "con", "aux.json",
     ".hidden", "a\n.json", "a\0", "b.", "é.json", "a/b/c/d/e/f/g.json", "a/", "\ud800"],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    assert codes(made({"format": 1, "pack": "guide", "files": {name: 0}})) == ["pack-name-odd"]


def test_bytes_that_no_file_names_are_refused() -> None:
    head = {"format": 1, "pack": "guide", "files": {"a.json": 2}}
    assert codes(made(head, b"{}and more")) == ["pack-file-damaged"]


def test_a_bomb_is_not_unpacked() -> None:
    """A hundred megabytes of zeros in a few kilobytes: neither a first line nor a file."""
    bomb = zstandard.ZstdCompressor().compress(bytes(100_000_000))
    assert len(bomb) < 20_000
    assert codes(bomb) == ["pack-file-damaged"]
    head = {"format": 1, "pack": "guide", "files": {f"{n}.md": 4_000_000 for n in range(60)}}
    assert codes(made(head)) == ["pack-too-large"]


def test_a_window_larger_than_memory_is_refused() -> None:
    wide = zstandard.ZstdCompressionParameters.from_level(1, window_log=29)
    writer = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    assert codes(writer.compress(b"{}\n") + writer.flush()) == ["pack-file-damaged"]


def test_more_files_than_allowed_are_refused() -> None:
    data = pack_bytes({f"guide/{n}.md": b"" for n in range(11)})
    assert codes(data, Limits(files=10)) == ["pack-too-large"]


@settings(max_examples=20)
@given(st.integers(min_value=0, max_value=10))
def test_limits_are_those_of_folders(size: int) -> None:
    findings: list[Finding] = []
    limits = Limits(file=5)
    found = read_archive(pack_bytes({"guide/a.md": b"x" * size}), "guide", findings, limits)
    assert bool(found) == (size <= 5) == (not findings)
