"""What a screen reader is told over AT-SPI by the program on a display, screen by screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.access.speaking import Node, Spoken, lacking, speaking
from tests.access.test_tab import ROUND

MISSING = lacking()
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {MISSING}")

# What somebody can do something with, or stop at to listen.
ROLES = {
    "push button", "button menu", "toggle button", "check box", "radio button", "combo box",
    "text", "spin button", "slider", "link", "list", "table", "tree", "page tab", "page tab list",
    "label", "chart", "graphic", "panel", "document text",
}  # fmt: skip
# How codes and open places look, which nobody should hear.
RAW = re.compile(r"\{\w*\}|^[a-z]+(?:_[a-z]+)+$|^[a-z_]+\.[a-z_]+$|%\(\w+\)|None")
ADDRESS = re.compile(r"https?://|^/|@|www\.")
CYRILLIC = re.compile("[А-Яа-яЁё]{2}")
# Names of languages, of formats, of keys are the same in both languages.
BOTH = re.compile(r"English|Русский|[A-Z]{2,5}|EN [|] RU|RU [|] EN|[ -~]*\d[ -~]*")


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spoken]:
    with speaking(tmp_path_factory.mktemp("speech")) as made:
        yield made


def shown(spoken: Spoken, place: str) -> list[Node]:
    said = spoken.tell(f"go {place}")
    assert said.startswith("shown"), f"{place}: {said}"
    found = spoken.read()
    assert len(found) > 20, f"{place}: only {len(found)} things are told"
    return found


def stops(nodes: list[Node]) -> list[Node]:
    return [node for node in nodes if {"focusable", "showing"} <= set(node["states"])]


def faults(nodes: list[Node], language: str) -> Iterator[str]:
    """What would be heard as nothing, as a code, or in the other language."""
    for node in stops(nodes):
        role, name = node["role"], node["name"] or ""
        if not name.strip():
            yield f"{role} without a name"
        elif role not in ROLES:
            yield f"“{name}” is said to be a {role}"
        elif RAW.search(name):
            yield f"{role} “{name}” is a code"
        elif language == "ru" and _foreign(role, name):
            yield f"{role} “{name}” is English"
    for node in nodes:
        if node["role"] in ("table", "tree table"):
            heads = node["heads"]
            if not node["ncolumns"] or not all(heads):
                yield f"table “{node['name']}” has {node['ncolumns']} columns called {heads}"


def _foreign(role: str, name: str) -> bool:
    """Words of a button or field that are not in Russian; texts of others may be in any."""
    ours = role in ("push button", "check box", "radio button", "combo box", "page tab", "text")
    return ours and not (CYRILLIC.search(name) or ADDRESS.search(name) or BOTH.fullmatch(name))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_screen_tells_names_roles_and_tables(spoken: Spoken, language: str) -> None:
    assert spoken.tell(f"language {language}").startswith("shown")
    wrong = []
    for entry in ROUND:
        place = entry if isinstance(entry, str) else str(entry.values[0])
        said = spoken.tell(f"go {place}")
        if said.startswith("shown"):
            wrong += [f"{place}: {fault}" for fault in faults(spoken.read(), language)]
        else:
            wrong.append(f"{place}: {said}")
    assert not wrong, "\n".join(wrong)


def test_states_arrive(spoken: Spoken) -> None:
    """Chosen, ticked, opened, and what cannot be used now."""
    spoken.tell("language en")
    rail = {
        node["name"]: node["states"]
        for node in shown(spoken, "guide")
        if node["role"] == "radio button"
    }
    assert "checked" in rail["Guide"]
    assert "checked" not in rail["Home"]
    wizard = shown(spoken, "wizard-basic")
    said = {state for node in wizard for state in node["states"]}
    assert {"checked", "checkable", "selected", "expandable", "editable"} <= said
    able = ["sensitive" in node["states"] for node in wizard if "focusable" in node["states"]]
    assert any(able)
    assert not all(able)  # what cannot be redone


def test_a_table_has_its_rows_and_heads(spoken: Spoken) -> None:
    spoken.tell("language en")
    table = next(node for node in shown(spoken, "projects-table") if node["role"] == "table")
    assert table["nrows"] > 20
    assert {"Title", "Country", "Amount"} <= set(table["heads"])


def test_what_went_wrong_is_said_at_once(spoken: Spoken) -> None:
    spoken.tell("language en")
    shown(spoken, "home")
    assert spoken.tell("fault").startswith("shown")
    heard = spoken.heard("work-damaged.sqlite")
    assert [one["urgency"] for one in heard if "work-damaged.sqlite" in one["words"]] == [2]
