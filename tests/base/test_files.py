"""Files are replaced whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import check_clock, parse_json, read_bytes, write_bytes, writing


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "документ.pdf"
    write_bytes(target, b"old")
    with pytest.raises(TypeError), writing(target) as stream:
        stream.writelines([b"half of the new one", "no bytes"])  # type: ignore[list-item]
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_new_file_replaces_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a"
    for data in (b"old", b"", b"new" * 100_000):
        write_bytes(target, data)
        assert read_bytes(target, 1_000_000) == data
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_documents_can_be_read_by_colleagues(tmp_path: Path) -> None:
    target = tmp_path / "a"
    write_bytes(target, b"x")
    assert stat.S_IMODE(target.stat().st_mode) & 0o444
    target.chmod(0o640)
    write_bytes(target, b"y")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="devices, pipes and links of POSIX")
def test_devices_and_pipes_are_written_to_and_links_followed(tmp_path: Path) -> None:
    full = Path("/dev/full")
    with pytest.raises(AppError) as caught:
        write_bytes(full, b"x")
    assert caught.value.code == "disk-full"
    assert full.is_char_device()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_bytes(pipe, b"through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_what_cannot_be_written_or_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for target, code in (
        (tmp_path / "нет" / "a", "folder-missing"),
        (tmp_path / "folder", "file-not-writable"),
    ):
        with pytest.raises(AppError) as caught:
            write_bytes(target, b"x")
        assert caught.value.code == code
    write_bytes(tmp_path / "a", b"12345")
    for path, code in (
        (tmp_path / "none", "file-missing"),
        (tmp_path / "folder", "file-not-readable"),
        (tmp_path / "a", "file-too-large"),
    ):
        with pytest.raises(AppError) as caught:
            read_bytes(path, 4)
        assert caught.value.code == code
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "folder"]


@pytest.mark.parametrize(
    "text",
    ["NaN", "[Infinity]", '{"a": 1, "a": 2}', "[" * 100_000, "", "{", b"\xff\xfe\xd0", b'"\xd0"'],
)
def test_json_is_read_strictly(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_json(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_json_or_a_value_error(data: bytes) -> None:
    try:
        parse_json(data)
    except ValueError as error:
        assert str(error)  # noqa: PT017 - either way is right


def test_a_clock_that_office_files_do_not_know_is_said() -> None:
    for year in (1970, 1979, 2108):
        for name in ("a.docx", "b.XLSX"):
            with pytest.raises(AppError) as caught:
                check_clock(Path(name), datetime(year, 6, 1, tzinfo=UTC))
            assert caught.value.code == "clock-impossible"
        check_clock(Path("a.pdf"), datetime(year, 6, 1, tzinfo=UTC))
    for year in (1980, 2106):
        check_clock(Path("a.docx"), datetime(year, 6, 1, tzinfo=UTC))
