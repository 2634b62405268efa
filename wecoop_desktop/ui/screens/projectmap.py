"""The projects of a result on the map: circles, what they hold, and what has no place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.wording import say
from wecoop_desktop.library.query import Hit
from wecoop_desktop.ui import keys, theme
from wecoop_desktop.ui.parts import circles, mappicture
from wecoop_desktop.ui.parts.banner import Banner, Tone
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.clusters import Atlas, Cluster, Row, rows
from wecoop_desktop.ui.parts.labels import Caption, Label
from wecoop_desktop.ui.parts.maplegend import MapLegend
from wecoop_desktop.ui.parts.mappopup import MOST, MapPopup
from wecoop_desktop.ui.parts.placetable import PlaceTable
from wecoop_desktop.ui.parts.worldmap import EMPTY, WorldMap
from wecoop_desktop.ui.wording import language, ntr, tr

LEAST = (600, 400)  # pixels at 100 % from which the whole legend has room
TOOLS = 320  # pixels at 100 % of a map's height from which the buttons stand in a column
EDGE = 14  # pixels between the map's edge and what lies on it

HitsOf = Callable[[Sequence[str]], tuple[Hit, ...]]


class ProjectMap(QWidget):
    """`display(atlas)` as often as the result changes; `clusters.gather(library.places(query))`
    makes the atlas and may run in a job.

    `hits_of(ids)` gives the lines of up to `MOST` projects for the pop-up, in that order. Says
    `opened(id)` for a project, `listed(ids)` for all projects of a circle or place, `unplaced()`
    for those without coordinates, `regional()` for those of several countries.
    """

    opened = Signal(str)
    listed = Signal(tuple)
    unplaced = Signal()
    regional = Signal()

    def __init__(self, hits_of: HitsOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits_of = hits_of
        self._atlas = EMPTY
        self._tone = "primary"
        self._chosen: Cluster | None = None
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._make_map())
        self._pages.addWidget(self._make_words())
        keys.bind(self, "T", self.turn, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.setAccessibleName(tr("Map"))

    # Making

    def _make_map(self) -> QWidget:
        self._page = _Page(self._place)
        self.map = WorldMap(self._page)
        self.map.picked.connect(self._pick)
        self.map.moved.connect(self._moved)
        self._tools = self._make_tools(self._page)
        self.legend = MapLegend(self._page)
        self.legend.unplaced.connect(self.unplaced)
        self.legend.regional.connect(self.regional)
        self._notice = Caption(mappicture.notice())
        self._notice.setParent(self._page)
        self._notice.setProperty("ground", "canvas")
        self._notice.setMargin(theme.px(3))
        self._nowhere = Label("", "strong", "text2", self._page)
        self._told: Banner | None = None
        self.ask = self._ask  # the file chooser, which tests answer themselves
        self.popup = MapPopup(self._page)
        self.popup.opened.connect(self.opened)
        self.popup.listed.connect(self._list_chosen)
        self.popup.closed.connect(self.close_popup)
        return self._page

    def _make_tools(self, page: QWidget) -> QWidget:
        tools = QWidget(page)
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom, tools)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for icon, name, act in (
            ("plus", tr("Closer (+)"), self.map.zoom_in),
            ("minus", tr("Farther (−)"), self.map.zoom_out),
            ("maximize", tr("All five countries (0)"), self.map.fit),
            ("table", tr("Places as a table (T)"), self.turn),
            ("download", tr("Save this map"), self.save_as),
        ):
            button = Button("", icon=icon, name=name)
            button.clicked.connect(lambda _=False, call=act: call())
            column.addWidget(button)
        tools.adjustSize()
        return tools

    def _make_words(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        self._words = Label("", "strong")
        counts = QVBoxLayout()
        counts.addWidget(self._words)
        self._missing = Button("", "quiet", size="small")
        self._missing.clicked.connect(lambda _=False: self.unplaced.emit())
        counts.addWidget(self._missing, 0, Qt.AlignmentFlag.AlignLeading)
        head.addLayout(counts, 1)
        back = Button(tr("Back to the map (T)"), "plain", "map", size="small")
        back.clicked.connect(lambda _=False: self.turn())
        head.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.table = PlaceTable()
        self.table.chosen.connect(self._list_row)
        column.addWidget(self.table, 1)
        return page

    # Displaying

    def display(self, atlas: Atlas | None, tone: str = "primary") -> None:
        """Show another result; None while it is not known yet. `tone`: a colour token."""
        atlas = atlas or EMPTY
        if atlas is self._atlas and tone == self._tone:
            return
        self._atlas, self._tone = atlas, tone
        self.close_popup()
        self.map.display(atlas, tone)
        self._tell()
        if self.as_words:
            self._fill_words()

    def _tell(self) -> None:
        """The legend, and a word where nothing is on the map."""
        self._explain()
        nothing = not self._atlas.places and self._atlas.placed.projects > 0
        self._nowhere.setText(tr("None of these projects has a place on the map"))
        self._nowhere.setVisible(nothing)
        self._nowhere.adjustSize()
        self._place()

    def _explain(self) -> None:
        scale = self.map.frame.scale / self.map.zoom_factor()
        self.legend.display(self._atlas, scale, self._tone, brief=self._small())

    def _small(self) -> bool:
        """Whether the map is too small to share its room with the whole legend."""
        page = self._page
        return page.width() < theme.px(LEAST[0]) or page.height() < theme.px(LEAST[1])

    def _fill_words(self) -> None:
        listed = rows(self._atlas.placed)
        self.table.display(listed)
        self._words.setText(ntr("{n} place", "{n} places", len(listed)))
        self._missing.say(self.legend.without.text())
        self._missing.setVisible(self._atlas.placed.without > 0)

    @property
    def as_words(self) -> bool:
        """Whether the places are shown as a table."""
        return self._pages.currentIndex() == 1

    def turn(self) -> None:
        """From the map to the table of places and back."""
        if self.as_words:
            self._pages.setCurrentIndex(0)
            self.map.setFocus()
        else:
            self.close_popup()
            self._fill_words()
            self._pages.setCurrentIndex(1)
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)

    def keep(self) -> tuple[float, ...]:
        """Whether the table is shown, for the same screen in another language."""
        return (float(self.as_words),)

    def recall(self, kept: tuple[float, ...]) -> None:
        if kept == (1.0,) and not self.as_words:
            self.turn()

    def save(self, path: Path, title: str = "") -> None:
        """Write what is seen, with its legend, as SVG or PNG by the name's ending.

        Raises `AppError` file-not-writable, folder-missing or disk-full.
        """
        mappicture.save(path, self._atlas, self.map.picture_frame(), self._tone, title)

    def save_as(self) -> None:
        """Ask where, and write the map there; says how it went on top of the map."""
        chosen = self.ask()
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() not in (".png", ".svg"):
            path = path.with_name(f"{path.name}.png")
        count = ntr("{n} project", "{n} projects", self._atlas.placed.projects)
        try:
            self.save(path, tr("Places of {projects}", projects=count))
        except AppError as error:
            self._tell_on_map(say(language(), error), "err")
        else:
            self._tell_on_map(tr("Saved as {path}", path=path), "ok")

    def _ask(self) -> str:
        kinds = ";;".join((tr("Picture (*.png)"), tr("Drawing (*.svg)")))
        return QFileDialog.getSaveFileName(self, tr("Save this map …"), "wecoop-map.png", kinds)[0]

    def _tell_on_map(self, words: str, tone: Tone) -> None:
        self._forget_told()
        self._told = Banner(words, tone, closable=True, parent=self._page)
        self._told.closed.connect(self._forget_told)
        self._told.show()
        self._told.announce()
        self._place()

    def _forget_told(self) -> None:
        if self._told is not None:
            self._told.deleteLater()
            self._told = None

    def _turn_tools(self, tall: int) -> None:
        """A column of buttons, or a row where the map is low."""
        column = self._tools.layout()
        if isinstance(column, QBoxLayout):
            low = tall < theme.px(TOOLS)
            down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
            column.setDirection(across if low else down)
        self._tools.adjustSize()

    # The pop-up

    def _pick(self, cluster: Cluster | None) -> None:
        if cluster is None or (cluster == self._chosen and self.popup.isVisible()):
            self.close_popup()
            return
        self._chosen = cluster
        spots = self._atlas.spots(cluster)
        ids = self._atlas.ids(cluster)
        note = tr("Of these places only the region is known.") if cluster.rough else ""
        self.popup.display(circles.called(spots), note, self._hits_of(ids[:MOST]), len(ids))
        self.map.mark(cluster)
        self.popup.show()
        self.popup.raise_()
        self._place()
        self.popup.take_focus()

    def close_popup(self) -> None:
        """Close what is on top of the map; the keyboard goes back to its circle."""
        if self._chosen is None:
            return
        cluster, self._chosen = self._chosen, None
        within = self.popup.isAncestorOf(self.focusWidget() or self)
        self.popup.hide()
        self.map.mark(None)
        if within:
            self.map.focus_on(cluster if self.map.circle_of(cluster) else None)

    def _list_chosen(self) -> None:
        if self._chosen is not None:
            self.listed.emit(self._atlas.ids(self._chosen))

    def _list_row(self, row: Row) -> None:
        self.listed.emit(row.projects)

    def _moved(self) -> None:
        self._explain()
        if self._chosen is not None and self.map.circle_of(self._chosen) is None:
            self.close_popup()
        self._place()

    # Where things lie on the map

    def _place(self) -> None:
        page, edge = self._page, theme.px(EDGE)
        wide, tall = page.width(), page.height()
        if self.map.size() != page.size():
            self.map.resize(page.size())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._turn_tools(tall)
        tools = wide - edge - self._tools.width() if mirrored else edge
        self._tools.move(tools, edge)
        self._notice.adjustSize()
        notice = edge if mirrored else wide - edge - self._notice.width()
        bottom = tall - theme.px(6) - self._notice.height()
        self._notice.move(notice, bottom)
        legend = self.legend
        hint = legend.sizeHint()
        legend.resize(min(hint.width(), wide - 2 * edge), hint.height())
        corner = QSizeF(legend.width() + edge, legend.height() + edge)
        self.map.keep_free(QSizeF(0, 0) if legend.isHidden() or self._small() else corner)
        beside = legend.width() + self._notice.width() + 3 * edge <= wide
        low = tall - edge - legend.height()
        left = wide - edge - legend.width() if mirrored else edge
        legend.move(left, low if beside else bottom - theme.px(6) - legend.height())
        self._nowhere.move((wide - self._nowhere.width()) // 2, tall // 3)
        if self._told is not None:
            across = wide - self._tools.width() - 3 * edge
            self._told.resize(across, self._told.heightForWidth(across))
            self._told.move(edge if mirrored else wide - edge - across, edge)
            self._told.raise_()
        circle = self.map.circle_of(self._chosen) if self._chosen is not None else None
        if circle is not None:
            room = QRectF(0, 0, wide, tall).adjusted(edge, edge, -edge, -edge)
            self.popup.beside(circle.at, circle.radius, room)


class _Page(QWidget):
    """The map with what lies on it; tells when it gets another size."""

    def __init__(self, placed: Callable[[], None]) -> None:
        super().__init__()
        self._placed = placed

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._placed()
