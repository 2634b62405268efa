"""A state is told by a sign and a word, and never by its colour alone."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.ui.editors import card
from wecoop_desktop.ui.panels import checks
from wecoop_desktop.ui.parts import banner, chip, verdicts
from wecoop_desktop.ui.screens import (
    exportsections,
    feedback,
    funder,
    fundermatrix,
    matchingtwosided,
    projectfacts,
    workshopwords,
)

# What a screen has of each state: the sign and the colour.
SIGNED: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "verdicts of a match": verdicts.LOOKS,
    "priorities of both sides": matchingtwosided.LOOKS,
    "problems of a check": checks.TONES,
    "sections of a document": {
        key: (icon, tone) for key, (icon, tone, _) in exportsections.VERDICTS.items()
    },
    "messages": {tone: (icon, tone) for tone, icon in banner._ICON.items()},
    "problems of a question": {tone: (icon, tone) for tone, icon in card._ICONS.items()},
    "tasks of a group": {
        key: (icon, tone) for key, (icon, tone, _) in workshopwords.MARKS.items() if key != "none"
    },
    "chips": {tone: (icon, tone) for tone, icon in chip._STATUS_ICON.items() if tone != "plain"},
}
# What is said in a chip, which gives each colour its sign: word and colour.
SAID: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "funders": funder.STATUSES,
    "projects": projectfacts.STATUSES,
    "cells of the matrix": fundermatrix.VERDICTS,
    "feedback": feedback.STATES,
    "answers to feedback": feedback.DECISIONS,
}


@pytest.mark.parametrize("what", sorted(SIGNED))
def test_colours_have_signs_of_their_own(what: str) -> None:
    there = {path.stem for path in (resources_folder() / "icons").glob("*.svg")}
    signs: dict[str, set[str]] = {}
    for icon, tone in SIGNED[what].values():
        assert icon in there
        signs.setdefault(tone, set()).add(icon)
    alone = list(signs.values())
    assert len(set().union(*alone)) == sum(map(len, alone)), "one sign for two colours"


@pytest.mark.parametrize("what", sorted(SAID))
def test_chips_have_words(what: str) -> None:
    words = [entry[0] for entry in SAID[what].values()]
    assert all(words)
    assert len(set(words)) == len(words)
    assert all(entry[1] in chip._STATUS_ICON for entry in SAID[what].values())


def test_verdicts_marks_and_sections_have_words() -> None:
    assert set(verdicts.SHORT) | {"info"} == set(verdicts.LOOKS)
    assert all(word for *_, word in workshopwords.MARKS.values())
    assert all(word for *_, word in exportsections.VERDICTS.values())
