"""Editions: written, read back, and refused where they are not what they say."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.packs.edition import (
    Edition,
    Part,
    Patch,
    edition_bytes,
    edition_digest,
    make_edition,
    pack_digest,
    read_edition,
)

DIGEST = "ab" * 32
PARTS = (
    Part("projects", "2026.12.0", date(2026, 12, 1), DIGEST, 178_937, {"project": 902}),
    Part("guide", "2026.11.0", date(2026, 11, 22), "cd" * 32, 474_992, {"term": 210, "section": 9}),
)
PATCHES = (Patch(11, "12" * 32, 900), Patch(12, "34" * 32, 2_000))
EDITION = make_edition(13, date(2026, 12, 1), PARTS, PATCHES, "0.2.0")

Told = dict[str, object]


def changed(edit: Callable[[Told], object]) -> bytes:
    told = json.loads(edition_bytes(EDITION))
    edit(told)
    return json.dumps(told).encode()


def refused(data: bytes) -> str:
    with pytest.raises(AppError) as error:
        read_edition(data)
    return error.value.code


def test_an_edition_is_read_as_it_was_written() -> None:
    assert read_edition(edition_bytes(EDITION)) == EDITION
    assert edition_bytes(read_edition(edition_bytes(EDITION))) == edition_bytes(EDITION)


def test_parts_and_patches_have_their_order_and_names() -> None:
    assert [part.file for part in EDITION.parts] == ["guide.pack", "projects.pack"]
    assert [patch.file for patch in EDITION.patches] == ["from-12.patch", "from-11.patch"]
    assert make_edition(13, EDITION.issued, reversed(PARTS), reversed(PATCHES), "0.2.0") == EDITION


def test_parts_and_patches_are_found() -> None:
    guide = EDITION.part("guide")
    assert guide is not None
    assert guide.size == 474_992
    assert EDITION.part("forms") is None
    assert EDITION.patch("12" * 32) == PATCHES[0]
    assert EDITION.patch(DIGEST) is None


def test_the_digest_is_that_of_the_parts() -> None:
    assert EDITION.digest == edition_digest({"guide": "cd" * 32, "projects": DIGEST})
    assert EDITION.digest != edition_digest({"guide": DIGEST, "projects": "cd" * 32})


@given(st.dictionaries(st.text(max_size=4), st.binary(max_size=8), max_size=4),
       st.dictionaries(st.text(max_size=4), st.binary(max_size=8), max_size=4))  # fmt: skip
def test_packs_of_the_same_digest_are_the_same(
    one: dict[str, bytes], two: dict[str, bytes]
) -> None:
    assert (pack_digest(one) == pack_digest(two)) == (one == two)


def part(told: Told, number: int = 0) -> Told:
    return cast("list[Told]", told["parts"])[number]


@pytest.mark.parametrize(
    "edit",
    [
        lambda told: told.pop("format"),
        lambda told: told.update(format=0),
        lambda told: told.update(format="1"),
        lambda told: told.pop("number"),
        lambda told: told.update(number=-1),
        lambda told: told.update(number=True),
        lambda told: told.update(number=2**41),
        lambda told: told.update(issued="yesterday"),
        lambda told: told.update(digest=DIGEST),
        lambda told: told.update(digest="ab"),
        lambda told: told.pop("parts"),
        lambda told: told.update(parts=[]),
        lambda told: told.update(parts={}),
        lambda told: part(told).update(id="../guide"),
        lambda told: part(told).update(id="guide.pack"),
        lambda told: part(told).update(id="nul"),
        lambda told: part(told).update(id="a/b"),
        lambda told: part(told).update(digest="x" * 64),
        lambda told: part(told).update(size=-5),
        lambda told: part(told).update(size=1.5),
        lambda told: part(told).update(contents=[]),
        lambda told: part(told).update(contents={"project": "many"}),
        lambda told: part(told).update(id="PROJECTS"),
        lambda told: told.update(patches=[{"number": 12, "digest": DIGEST, "size": 1}] * 2),
        lambda told: told.update(patches=[{"number": 12}]),
        lambda told: told.update(parts=[part(told)] * 65),
    ],
)
def test_editions_that_are_refused(edit: Callable[[Told], object]) -> None:
    assert refused(changed(edit)) == "edition-damaged"


def test_a_newer_format_is_told_apart() -> None:
    assert refused(changed(lambda told: told.update(format=2, parts="anything"))) == "edition-newer"


def test_what_a_later_program_adds_does_not_disturb() -> None:
    assert read_edition(changed(lambda told: told.update(colour="blue"))) == EDITION


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b" " * 1_000_001])
def test_files_that_are_no_edition(data: bytes) -> None:
    assert refused(data) == "edition-damaged"


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data: bytes) -> None:
    assert refused(data) == "edition-damaged"


def test_an_edition_without_patches() -> None:
    bare: Edition = replace(EDITION, patches=())
    assert read_edition(edition_bytes(bare)) == bare
