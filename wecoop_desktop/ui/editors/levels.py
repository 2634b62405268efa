"""What funders call the levels of a results chain, from the table `result_levels` of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.chain import LEVELS
from wecoop_desktop.ui.editors.scene import Scene
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption
from wecoop_desktop.ui.wording import said, tr


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


class LevelNames(QWidget):
    """Whose names of the levels are shown; `chosen({level: words})`, empty for the general ones."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picked = ""
        self._scene: Scene | None = None
        self.pick = Choice(parent=self)
        self.pick.setAccessibleName(tr("Names of levels"))
        self.pick.activated.connect(lambda _at: self.choose(str(self.pick.currentData() or "")))
        row = Flow(8, line=32)
        row.addWidget(Caption(tr("Names of levels:")))
        row.addWidget(self.pick)
        self.called = Caption("")
        self.called.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        column.addLayout(row)
        column.addWidget(self.called)

    def display(self, scene: Scene) -> None:
        """The names of the funder that was picked, else of the draft's first."""
        self._scene = scene
        known, mine = namings(scene.form), wanted(scene)
        if self.pick.count() == 0:
            self.pick.addItem(tr("General"), "general")
            for one in known:
                self.pick.addItem(said(one.short), one.id)
        shown = self._picked or (mine[0].id if mine else "general")
        self.pick.setCurrentIndex(max(0, self.pick.findData(shown)))
        naming = next((one for one in known if one.id == shown), None)
        names = {k: said(v) for k, v in naming.levels.items() if v} if naming else {}
        others = "; ".join(
            f"{said(one.short)}: {said(one.levels['specific_objective'])}" for one in mine[:4]
        )
        objective = tr("Specific objective")
        called = f"{objective} ({others})" if len(mine) > 1 else ""
        source = tr("Source: {source}", source=said(naming.source)) if naming else ""
        self.called.setText(" · ".join(filter(None, (called, source))))
        self.called.setVisible(bool(self.called.text()))
        self.chosen.emit(names)

    def choose(self, naming: str) -> None:
        """The names of a funder by the id of its naming, or "general"."""
        self._picked = naming
        if self._scene is not None:
            self.display(self._scene)
