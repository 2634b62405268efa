"""Patches: any packs become any others, and what does not fit is refused."""

from __future__ import annotations

import contextlib
import json
import random
from typing import cast

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.revised import revise, shipped
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.packs.folder import Limits
from wecoop_desktop.packs.patch import apply_patch, make_patch

Packs = dict[str, dict[str, bytes]]
OLD: Packs = {
    "guide": {"guide/a.md": b"An old text about waste. " * 9, "guide/pack.json": b"{}"},
    "rates": {"rates/rates.json": b'{"EUR": 1}' * 9},
}
NEW: Packs = {
    "guide": {"guide/a.md": b"An old text about water. " * 9, "guide/b.md": b"New.",
              "guide/pack.json": b"{}"},
    "answers": {"answers/pack.json": b"{}"},
}  # fmt: skip

PACKS = ("guide", "rates", "forms")
inside = st.sampled_from([f"{folder}{n}.md" for folder in ("", "x/", "y/z/") for n in range(4)])
files = st.dictionaries(inside, st.binary(max_size=60), min_size=1, max_size=8)
editions = st.dictionaries(st.sampled_from(PACKS), files).map(
    lambda packs: {
        pack: {f"{pack}/{name}": data for name, data in sorted(held.items())}
        for pack, held in packs.items()
    }
)


def refused(old: Packs, patch: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(AppError) as error:
        apply_patch(old, patch, limits or Limits())
    assert error.value.code == "patch-unfit"
    return cast(str, error.value.values["problem"])


@given(editions, editions)
def test_any_packs_become_any_others(old: Packs, new: Packs) -> None:
    kept = {pack: dict(held) for pack, held in old.items()}
    made = apply_patch(old, make_patch(old, new))
    assert made == new
    assert old == kept
    for held in made.values():
        assert list(held) == sorted(held)


@given(editions, editions)
def test_the_same_packs_give_the_same_patch(old: Packs, new: Packs) -> None:
    turned = {pack: dict(reversed(held.items())) for pack, held in reversed(new.items())}
    assert make_patch(old, new) == make_patch(old, turned)


@settings(max_examples=60)
@given(editions, editions, editions)
def test_a_patch_of_other_packs_is_refused_or_gives_what_was_meant(
    old: Packs, new: Packs, other: Packs
) -> None:
    """It fits where the files that it touches are the same; the edition's digest says the rest."""
    patch = make_patch(old, new)
    before = {name: data for held in old.values() for name, data in held.items()}
    after = {name: data for held in new.values() for name, data in held.items()}
    touched = {name for name in before | after if before.get(name) != after.get(name)}
    there = {name: data for held in other.values() for name, data in held.items()}
    if any(before.get(name) != there.get(name) for name in touched):
        assert refused(other, patch) in ("pack-file-other", "pack-file-damaged")
    else:
        made = {n: d for held in apply_patch(other, patch).values() for n, d in held.items()}
        assert made == {n: d for n, d in there.items() if n not in touched} | {
            name: after[name] for name in touched if name in after
        }


def test_real_changes_cost_next_to_nothing() -> None:
    """One file in a hundred changed: less than half a percent of what all packs take."""
    old = shipped()
    for seed in (1, 2):
        new = revise(old, 0.01, seed)
        patch = make_patch(old, new)
        assert apply_patch(old, patch) == new
        assert len(patch) < 5_000


def test_a_file_under_another_name_costs_next_to_nothing() -> None:
    text = random.Random(1).randbytes(5_000)
    old = {"guide": {"guide/a.md": text}}
    assert len(make_patch(old, {"guide": {"guide/b.md": text}})) < 500


def test_no_change_is_a_patch_too() -> None:
    assert apply_patch(OLD, make_patch(OLD, OLD)) == OLD


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data: bytes) -> None:
    assert refused(OLD, data)


@pytest.mark.parametrize("share", range(0, 100, 10))
def test_a_patch_that_breaks_off_is_refused(share: int) -> None:
    patch = make_patch(OLD, NEW)
    assert refused(OLD, patch[: len(patch) * share // 100])


def test_a_turned_bit_is_refused_or_without_effect() -> None:
    patch = bytearray(make_patch(OLD, NEW))
    for at in range(len(patch)):
        patch[at] ^= 4
        made = None
        with contextlib.suppress(AppError):
            made = apply_patch(OLD, bytes(patch))
        assert made in (None, NEW)
        patch[at] ^= 4


def frame(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


def made(listed: object, body: bytes = b"", number: object = 1) -> bytes:
    """A patch for empty packs that says whatever is wanted."""
    data = frame((listed if isinstance(listed, bytes) else json.dumps(listed).encode()) + b"\n")
    first = json.dumps({"format": number, "list": len(data)}).encode()
    return first + b"\n" + data + frame(b"{}\n" + body)


NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def listed(**told: object) -> dict[str, object]:
    return {"new": {}, "changed": {}, "gone": [], "known": NOTHING, **told}


def test_a_patch_as_others_may_write_it() -> None:
    assert apply_patch({}, made(listed(new={"guide/a.md": 2}), b"ok")) == {
        "guide": {"guide/a.md": b"ok"}
    }


@pytest.mark.parametrize(
    "name",
    ["../a", "/a", "a", "", "guide/../../a", "guide/con", "guide/.a", "guide//a", "guide/a\n",
     "guide/" + "a/" * 9 + "a", "C:/a", "guide/é"],
)  # fmt: skip
def test_names_outside_are_refused(name: str) -> None:
    assert refused({}, made(listed(new={name: 0}))) == "pack-name-odd"


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ([], "pack-file-damaged"),
        ({}, "pack-file-damaged"),
        (listed(new=[]), "pack-file-damaged"),
        (listed(known=1), "pack-file-damaged"),
        (listed(new={"guide/a.md": -1}), "pack-file-damaged"),
        (listed(new={"guide/a.md": "1"}), "pack-file-damaged"),
        (listed(new={"guide/a.md": True}), "pack-file-damaged"),
        (listed(gone=[1]), "pack-name-odd"),
        (listed(gone=[["guide/a.md"]]), "pack-name-odd"),
        (listed(gone=["guide/a.md", "guide/a.md"]), "pack-name-twice"),
        (listed(new={"guide/a.md": 0}, gone=["guide/a.md"]), "pack-name-twice"),
        (listed(new={"guide/a.md": 0, "guide/A.md": 0}), "pack-name-twice"),
        (listed(gone=["guide/a.md"]), "pack-file-other"),
        (listed(changed={"guide/a.md": 0}), "pack-file-other"),
        (listed(known="ab" * 32), "pack-file-other"),
        (listed(new={"guide/a.md": 4_000_001}), "pack-too-large"),
        (listed(new={f"guide/{n}.md": 4_000_000 for n in range(60)}), "pack-too-large"),
        (listed(gone=[f"guide/{n}" for n in range(50_001)]), "pack-too-large"),
        (listed(new={"guide/a.md": 5}), "pack-file-damaged"),
        (b'{"new":{"guide/a":0,"guide/a":0}}', "pack-file-damaged"),
        (b"[" * 100_000, "pack-file-damaged"),
    ],
)
def test_lists_that_are_refused(told: object, problem: str) -> None:
    assert refused({}, made(told)) == problem


def test_bytes_that_no_file_names_are_refused() -> None:
    assert refused({}, made(listed(new={"guide/a.md": 2}), b"okay")) == "pack-file-damaged"


@pytest.mark.parametrize("number", [0, 2, True, "1", None, -1])
def test_other_formats_are_refused(number: object) -> None:
    assert refused({}, made(listed(), number=number)) in ("pack-newer", "pack-file-damaged")


@pytest.mark.parametrize("size", [-1, 10**30, "8", None, 1.5])
def test_a_list_of_impossible_length_is_refused(size: object) -> None:
    first = json.dumps({"format": 1, "list": size}).encode()
    assert refused({}, first + b"\n" + made(listed()).partition(b"\n")[2]) == "pack-file-damaged"


def test_bombs_are_not_unpacked() -> None:
    """Zeros without end as the list, and behind the files that are named."""
    zeros = bytes(50_000_000)
    assert refused({}, made(zeros)) == "pack-file-damaged"
    assert refused({}, made(listed(new={"guide/a.md": 2}), zeros)) == "pack-file-damaged"


def test_a_file_called_new_that_is_there_already_is_refused() -> None:
    assert refused(OLD, made(listed(new={"guide/a.md": 0}))) == "pack-file-other"


def test_a_pack_that_grows_beyond_its_limit_is_refused() -> None:
    patch = make_patch(OLD, NEW)
    assert refused(OLD, patch, Limits(files=2)) == "pack-too-large"
