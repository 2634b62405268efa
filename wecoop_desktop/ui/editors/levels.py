"""What funders call the levels of a results chain, from the table `result_levels` of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui.editors.chain import LEVELS
from wecoop_desktop.ui.editors.scene import Scene


@dataclass(frozen=True, slots=True)
class Naming:
    """One funder's names; `levels` maps our levels to its words."""

    id: str
    funders: tuple[str, ...]
    short: Text
    source: Text
    levels: Mapping[str, Text]


def namings(form: Form) -> tuple[Naming, ...]:
    """All that the form knows."""
    found = form.tables.get("result_levels")
    made = []
    for row in found if isinstance(found, tuple) else ():
        if not isinstance(row, Mapping):
            continue
        funders = row.get("funders")
        made.append(
            Naming(
                str(row.get("id")),
                tuple(map(str, funders)) if isinstance(funders, tuple) else (),
                _text(row.get("short")),
                _text(row.get("source")),
                {level: _text(row.get(level)) for level in LEVELS},
            )
        )
    return tuple(made)


def _text(data: object) -> Text:
    return Text.from_map(data) if isinstance(data, Mapping) else Text()


def wanted(scene: Scene) -> tuple[Naming, ...]:
    """Those of the funders that the draft is for, in the order of choosing."""
    chosen = scene.answers.get("basic.target_funders")
    known = namings(scene.form)
    found: list[Naming] = []
    for funder in chosen if isinstance(chosen, tuple) else ():
        found += [one for one in known if funder in one.funders and one not in found]
    return tuple(found)
