"""The schedule: bars with the arrows of what waits for what, what they say, and their table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.appraisal import schedule
from wecoop_desktop.forms.answers import Row, Value
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.bars import Bars
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.lines import (
    MILESTONES,
    SEASONS,
    Line,
    Lines,
    codes,
    lines_of,
    plain,
    tasks_of,
)
from wecoop_desktop.ui.editors.listed import Listed
from wecoop_desktop.ui.editors.offers import Offer, Offers
from wecoop_desktop.ui.editors.risks import choose
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.editors.scene import Scene, option_label, rows_of
from wecoop_desktop.ui.editors.spoken import heads, table_of
from wecoop_desktop.ui.parts.choice import Choice as Pick
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Wrapped
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.wording import language, ntr, tr

MOST_OFFERS = 4  # of works in months without works
MOST_NAMED = 8


class Chart(QWidget):
    """Bars with a switch of their scale, what the colours mean, and the same as a table."""

    picked = Signal(int)
    chosen = Signal(int)
    shifted = Signal(object, object, object)
    waits = Signal(str)  # a code that the chosen step shall wait for, or no longer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars = Bars()
        self.listed = Listed(tr("Schedule as a table"))
        self.listed.hide()
        self._zooms = Segments(
            (("months", tr("Months")), ("quarters", tr("Quarters")), ("years", tr("Years"))),
            "quarters",
            tr("Scale of the schedule"),
        )
        self._zooms.chosen.connect(self.bars.zoom)
        self.views = Segments(
            (("bars", tr("Chart")), ("table", tr("Table"))), "bars", tr("How the schedule is shown")
        )
        self.views.chosen.connect(self._show)
        self.follow = Pick((), "", tr("The chosen step waits for"))
        self.follow.chosen.connect(self._follow)
        self.bars.picked.connect(self.picked)
        self.bars.chosen.connect(self._chosen)
        self.bars.shifted.connect(self.shifted)
        self.bars.zoomed.connect(self._zooms.show_value)
        self._lines = Lines()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self._bar())
        column.addWidget(self.bars)
        column.addWidget(self.listed)
        self._legend = Legend()
        column.addWidget(self._legend)
        keys = tr("Alt ← → a month · with Shift the end only · + − scale")
        column.addWidget(Wrapped(keys, "small", "muted"))

    def _bar(self) -> QWidget:
        """The switches; in several lines where it is narrow."""
        bar = QWidget()
        flow = Flow(8, bar)
        flow.addWidget(self._zooms)
        flow.addWidget(self.views)
        flow.addWidget(self.follow)
        self.follow.setMinimumWidth(theme.px(120))
        self.follow.setMaximumWidth(theme.px(300))
        self.follow.setMinimumContentsLength(30)
        self.follow.setSizeAdjustPolicy(Pick.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return bar

    def display(self, lines: Lines, today: date) -> None:
        self._lines = lines
        self.bars.display(lines, today)
        self._legend.display(lines, today)
        if self.views.value == "table":
            self.listed.show_rows(heads(), table_of(lines))
        self._offer_codes()

    def pick(self, row: int) -> None:
        self.bars.pick(row)
        self._offer_codes()

    def _chosen(self, row: int) -> None:
        self._offer_codes()
        self.chosen.emit(row)

    def _show(self, view: str) -> None:
        if view == "table":
            self.listed.show_rows(heads(), table_of(self._lines))
        self.listed.setVisible(view == "table")
        self.bars.setVisible(view == "bars")
        self._legend.setVisible(view == "bars")

    def _offer_codes(self) -> None:
        """All other steps; those that the chosen one waits for already have a tick."""
        line = self.bars.line
        step = line if line is not None and line.kind == "step" else None
        entries = [("", tr("Waits for …"))]
        if step is not None:
            words = tr("{code} waits for …", code=step.code or step.name)
            entries = [("", words)]
            for other in self._lines.steps:
                if other.code and other.code != step.code:
                    tick = "✓ " if other.code in step.after else ""
                    entries.append((other.code, f"{tick}{other.code}  {other.name}"))
        self.follow.show_entries(entries)
        self.follow.setEnabled(len(entries) > 1)

    def _follow(self, code: str) -> None:
        self.follow.show_value("")
        if code:
            self.waits.emit(code)


class Legend(QWidget):
    """What the colours and signs mean, of those that are seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Flow(14, self)
        self._entries: dict[str, QWidget] = {}
        for token, words in (
            ("energy", tr("critical path")),
            ("err", tr("milestone")),
            ("water", tr("months without works")),
            ("today", tr("today")),
        ):
            entry = QWidget()
            line = QHBoxLayout(entry)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(theme.px(6))
            line.addWidget(Sample(token))
            line.addWidget(Caption(words))
            row.addWidget(entry)
            self._entries[token] = entry

    def display(self, lines: Lines, today: date) -> None:
        dated = [line.start for line in lines.dated if line.start is not None]
        ends = [line.end for line in lines.dated if line.end is not None]
        now = bool(dated) and min(dated) <= today <= max(ends)
        self._entries["energy"].setVisible(bool(lines.chain))
        self._entries["err"].setVisible(any(line.kind == "milestone" for line in lines.dated))
        self._entries["water"].setVisible(bool(lines.months))
        self._entries["today"].setVisible(now)


class Sample(QWidget):
    """A small piece of what the legend speaks of."""

    def __init__(self, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self.setFixedSize(theme.px(12), theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._token == "today":
            painter.fillRect(self.width() // 2 - 1, 0, 2, self.height(), theme.colour("err"))
        elif self._token == "water":
            painter.fillRect(self.rect(), theme.mixed("water", "surface", 0.3))
        elif self._token == "err":
            painter.setBrush(theme.colour("err"))
            painter.translate(self.width() / 2, self.height() / 2)
            painter.rotate(45)
            side = round(self.width() * 0.62)
            painter.drawRect(-side // 2, -side // 2, side, side)
        else:
            painter.setBrush(theme.colour(self._token))
            painter.drawRoundedRect(self.rect().adjusted(0, 2, 0, -2), 2, 2)
        painter.end()


LONG = 60  # rows, from which on drawing takes longer than a key may
PAUSE = 150  # ms


class TimelineEditor(RowsEditor):
    """`edited_several` where a milestone moves, whose row is of another question; `wanted` leads
    to the months without works."""

    edited_several = Signal(object)
    wanted = Signal(str)
    lively = True  # milestones, outputs and seasons are other answers

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        self.chart = Chart()
        self.offers = Offers()
        grid = Grid(question, add=tr("Add an activity"))
        super().__init__(grid, above=[self.chart, self.offers], parent=parent)
        self._lines = Lines()
        self._drawn: tuple[Value | None, Scene | None] = (None, None)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE)
        self._later.timeout.connect(self._draw_now)
        self.chart.chosen.connect(lambda row: choose(grid, row))
        self.chart.shifted.connect(self._shift)
        self.chart.waits.connect(self._wait)
        self.offers.taken.connect(self._take)

    def _draw(self, value: Value | None, scene: Scene) -> None:
        """At once; a long schedule that is typed in is drawn when the keys pause."""
        self._drawn = (value, scene)
        if self._lines.lines and len(rows_of(value)) > LONG:
            self._later.start()
        else:
            self._draw_now()

    def _draw_now(self) -> None:
        self._later.stop()
        value, scene = self._drawn
        if scene is None:
            return
        self._lines = lines_of(value, scene.answers, scene.writing)
        self.chart.display(self._lines, scene.today)
        self.chart.setVisible(bool(self._lines.lines))
        self.offers.show_offers(tuple(self._offers(value, scene)))

    def _offers(self, value: Value | None, scene: Scene) -> Iterator[Offer]:
        lines, rows = self._lines, rows_of(value)
        for circle in lines.circles:
            names = " → ".join((*circle, circle[0]))
            words = tr(
                "{names}: these steps wait for each other, so none of them can begin. Take one of "
                "the references out.",
                names=names,
            )
            yield Offer("err", words, tr("Show"), f"show {circle[0]}")
        early = [line.code or line.name for line in lines.steps if line.early]
        if early:
            words = ntr(
                "{n} step begins before what it waits for has ended: {codes}.",
                "{n} steps begin before what they wait for has ended: {codes}.",
                len(early),
                codes=_few(early),
            )
            able = schedule.resolved(tasks_of(rows)) != tuple(
                (task.start, task.end) for task in tasks_of(rows)
            )
            yield Offer("warn", words, tr("Move what is too early") if able else "", "resolve")
        yield from self._rests(scene)
        if lines.end is not None:
            yield Offer("info", self._ending(lines))

    def _ending(self, lines: Lines) -> str:
        end = language().date(lines.end) if lines.end is not None else ""
        chain = [line.code or line.name for line in lines.chain]
        if not chain:
            return tr("The last step ends on {date}.", date=end)
        return tr(
            "The last step ends on {date}. The steps that decide it: {codes}.",
            date=end,
            codes=_few(chain, " → "),
        )

    def _rests(self, scene: Scene) -> Iterator[Offer]:
        """Works that fall into months without works, each with the days that avoid them."""
        lines = self._lines
        reasons = _reasons(scene, lines.reasons)
        found = [line for line in lines.steps if line.closed]
        for line in found[:MOST_OFFERS]:
            if line.start is None or line.end is None:
                continue
            days = schedule.outside(line.start, line.end, lines.months)
            words = ntr(
                "{name}: {n} day falls into months without works ({reasons}).",
                "{name}: {n} days fall into months without works ({reasons}).",
                line.closed,
                name=f"{line.code} {line.name}".strip(),
                reasons=reasons,
            )
            if days is None or days == (line.start, line.end):
                yield Offer("warn", words)
                continue
            first, last = (language().date(day) for day in days)
            more = tr("With a rest in these months: {first} – {last}.", first=first, last=last)
            yield Offer("warn", f"{words} {more}", tr("Take these dates"), f"rest {line.row}")
        if len(found) > MOST_OFFERS:
            rest = len(found) - MOST_OFFERS
            words = ntr(
                "{n} further step of works falls into months without works.",
                "{n} further steps of works fall into months without works.",
                rest,
            )
            yield Offer("warn", words)
        works = any(row.get("kind") == "works" for row in self.grid.model.rows)
        asked = any(field.path == SEASONS for step in scene.form.steps for field in step.fields)
        if works and not lines.months and asked:
            words = tr(
                "The schedule has works. Say below in which months they are not possible, and the "
                "works that fall into them are marked."
            )
            yield Offer("muted", words, tr("Months without works"), "seasons")

    # what is done

    def _shift(self, line: Line, start: date, end: date) -> None:
        if line.kind == "step" and line.row < len(self.grid.model.rows):
            self.grid.model.put(line.row, {"start": start, "end": end})
        elif line.kind == "milestone" and self._scene is not None:
            rows = list(rows_of(self._scene.answers.get(MILESTONES)))
            if line.row < len(rows):
                rows[line.row] = {**rows[line.row], "date": start}
                self.edited_several.emit({MILESTONES: tuple(rows)})

    def _wait(self, code: str) -> None:
        """The step with the cursor waits for that code too, or no longer."""
        line = self.chart.bars.line
        model = self.grid.model
        if line is None or line.kind != "step" or line.row >= len(model.rows):
            return
        there = list(codes(model.rows[line.row].get("depends_on")))
        there = [one for one in there if one != code] if code in there else [*there, code]
        model.put(line.row, {"depends_on": ", ".join(there) or None})

    def _take(self, key: str) -> None:
        verb, _, rest = key.partition(" ")
        model = self.grid.model
        if verb == "show":
            at = next((n for n, row in enumerate(model.rows) if plain(row.get("code")) == rest), 0)
            self.grid.focus_at(at, "depends_on")
        elif verb == "resolve":
            model.replace(_with_dates(model.rows))
        elif verb == "rest":
            line = next((one for one in self._lines.steps if one.row == int(rest)), None)
            if line is not None and line.start is not None and line.end is not None:
                days = schedule.outside(line.start, line.end, self._lines.months)
                if days is not None:
                    model.put(line.row, {"start": days[0], "end": days[1]})
        elif verb == "seasons":
            self.wanted.emit(SEASONS)


def _with_dates(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with what is too early moved to where it can begin."""
    days = iter(schedule.resolved(tasks_of(rows)))
    found: list[Row] = []
    for row in rows:
        if tasks_of((row,)):
            start, end = next(days)
            found.append({**row, "start": start, "end": end})
        else:
            found.append(row)
    return tuple(found)


def _few(names: Sequence[str], between: str = ", ") -> str:
    shown = [*names[:MOST_NAMED], "…"] if len(names) > MOST_NAMED else names
    return between.join(shown)


def _reasons(scene: Scene, ids: Sequence[str]) -> str:
    """Why there are no works in some months, in the words of the form."""
    try:
        question = scene.form.field(SEASONS)
    except KeyError:
        return ""
    options = next((c.options for c in question.columns if c.id == "reason"), ())
    return "; ".join(option_label(options, one) for one in ids)


def timeline(question: Question, parent: QWidget | None = None) -> RowsEditor:
    return TimelineEditor(question, parent)
