"""The rules of a step in words: which are met, which are not, which could not be checked yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.forms.answers import Value
from wecoop_desktop.forms.form import LEVELS, Rule
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.scene import Scene, problem_sentence, rows_of
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Caption, Picture, Wrapped
from wecoop_desktop.ui.wording import language, tr

MET = {
    "R-lf-01": mark("There is one overall objective"),
    "R-lf-02": mark("There are one to three specific objectives"),
    "R-lf-03": mark("There are at least two outputs"),
    "R-lf-04": mark("Each result has indicator, baseline, target, year and source"),
    "R-lf-05": mark("Each result names its assumption"),
    "R-lf-06": mark("Each target promises a change"),
    "R-lf-07": mark("Each result leads to a higher one"),
    "R-lf-08": mark("No code stands twice"),
    "R-lf-09": mark("Each activity has a budget line"),
    "R-lf-10": mark("Each chosen goal has an indicator"),
}
LOOKS = {
    "met": ("circle-check", "ok"),
    "error": ("circle-alert", "err"),
    "warning": ("triangle-alert", "warn"),
    "hint": ("info", "info"),
    "not_checked": ("clock", "muted"),
}


class LogicTest(Card):
    """One line per rule of the step that applies at this level."""

    most = 680

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Logic test"), padding=14, parent=parent)
        self._score = Caption("")
        self.head.addWidget(self._score)
        self.body.setSpacing(theme.px(5))
        self._lines: dict[str, tuple[Picture, Wrapped]] = {}

    def display(self, value: Value | None, scene: Scene) -> None:
        level = LEVELS.index(scene.state.level)
        rules = [
            rule
            for rule in scene.form.step(scene.question.step).rules
            if rule.id in MET and LEVELS.index(rule.since) <= level
        ]
        met = 0
        for rule in rules:
            found = [p for p in scene.state.problems if p.code == rule.id]
            met += not found
            self._say(rule, found, scene)
        for name, (picture, words) in self._lines.items():
            there = any(rule.id == name for rule in rules)
            picture.setVisible(there)
            words.setVisible(there)
        count = language().number
        self._score.setText(tr("{n} of {total} met", n=count(met), total=count(len(rules))))
        self._score.tone("ok" if met == len(rules) else "muted")

    def _say(self, rule: Rule, found: list[Problem], scene: Scene) -> None:
        picture, words = self._lines.get(rule.id) or self._line(rule.id)
        if not found:
            look, sentence = "met", tr(MET[rule.id])
        else:
            first = found[0]
            look, sentence = first.level, problem_sentence(scene.form, first)
            rows = rows_of(scene.answers.get(scene.question.path))
            places = sorted({p.row for p in found if p.row is not None and p.row < len(rows)})
            codes = [str(rows[at].get("code") or at + 1) for at in places[:8]]
            if codes and first.level != "not_checked":
                sentence = f"{', '.join(codes)}: {sentence}"
        icon, tone = LOOKS[look]
        picture.show_icon(icon, tone)
        words.tone("text" if look == "met" else tone)
        words.setText(sentence)

    def _line(self, rule: str) -> tuple[Picture, Wrapped]:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        made = (Picture("circle-check", "ok", 15), Wrapped("", "small", "text"))
        row.addWidget(made[0], 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(made[1], 1)
        self.body.addLayout(row)
        self._lines[rule] = made
        return made
