"""Saved searches as files: what is written is read, and nothing else is taken for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.work.search import (
    CHOICES_MOST,
    FILE_MOST,
    FORMAT,
    KIND,
    LETTERS_MOST,
    NAME_MOST,
    Search,
    decode,
    encode,
    fitting,
    read_search,
    write_search,
)

# Halves of letters are no text that a file could hold.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
pairs = st.lists(st.tuples(texts, texts), max_size=8)


@given(texts.filter(lambda text: bool(text.strip()) and text.isprintable()), pairs)
def test_what_is_written_is_read(name: str, choices: list[tuple[str, str]]) -> None:
    search = Search(fitting(name), tuple(sorted(set(choices))))
    assert decode(encode(search)) == search
    assert decode(encode(search).encode()) == search


@given(
    st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "ignore"))
)
def test_any_bytes_are_a_search_or_a_value_error(data: bytes) -> None:
    try:
        decode(data)
    except ValueError:
        return
    assert KIND.encode() in data


def _file(**changed: object) -> bytes:
    whole = {"format": FORMAT, "kind": KIND, "name": "Waste", "choices": [["text", "waste"]]}
    return json.dumps({**whole, **changed}).encode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_file(format=FORMAT + 1), "search-newer"),
        (_file(format="1"), "search-damaged"),
        (_file(format=True), "search-damaged"),
        (_file(kind="something else"), "search-damaged"),
        (_file(name=""), "search-damaged"),
        (_file(name=7), "search-damaged"),
        (_file(choices={"text": "waste"}), "search-damaged"),
        (_file(choices=[["text", 7]]), "search-damaged"),
        (_file(choices=[["text", "x" * (LETTERS_MOST + 1)]]), "search-damaged"),
        (_file(choices=[["a", str(n)] for n in range(CHOICES_MOST + 1)]), "search-damaged"),
        (b"[" * 100_000, "search-damaged"),
        (b'{"kind": "wecoop-search", "kind": "wecoop-search"}', "search-damaged"),
        (b"\xff\xfe\x00", "search-damaged"),
        (b" " * (FILE_MOST + 1), "file-too-large"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_reason(
    tmp_path: Path, data: bytes, code: str
) -> None:
    path = tmp_path / "поиск.wecoop-search"
    path.write_bytes(data)
    with pytest.raises(AppError) as told:
        read_search(path)
    assert told.value.code == code


def test_a_missing_file_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="file-missing"):
        read_search(tmp_path / "none.wecoop-search")
    with pytest.raises(AppError, match="folder-missing"):
        write_search(tmp_path / "none" / "a.wecoop-search", Search("Waste"))


def test_what_a_later_program_adds_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "later.wecoop-search"
    path.write_bytes(_file(colour="blue", choices=[["mood", "good"], ["text", "waste"]]))
    assert read_search(path) == Search("Waste", (("mood", "good"), ("text", "waste")))


def test_names_are_one_printable_line_of_some_length() -> None:
    assert fitting("  Waste\n in\tOsh ") == "Waste in Osh"
    assert len(fitting("я" * 500)) == NAME_MOST
    with pytest.raises(ValueError, match="no name"):
        fitting("\u200b\u0000")
