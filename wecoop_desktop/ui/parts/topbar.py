"""The bar above a screen: where one is, the screen's own switches, search, network, language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.labels import Caption, Elided, Key, Label, Picture
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.wording import tr

NARROW = 860  # pixels of the design below which the bar is short
LINK = 300  # the longest crumb that leads back, pixels at 100 %
LARGE = 150  # percent of text size above which it gets three fifths of that


class Opener(QPushButton):
    """Looks like a search field and opens the palette."""

    def __init__(self, words: str, keys: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        self.setFixedHeight(theme.px(32))
        self.setFixedWidth(theme.px(width))
        self.setCursor(Qt.CursorShape.IBeamCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(10), 0, theme.px(8), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(Picture("search", "text2", 16))
        row.addWidget(Label(words, "body", "muted"), 1)
        row.addWidget(Key(keys))


class TopBar(QFrame):
    back = Signal()
    crumb = Signal(int)
    search = Signal()
    language = Signal(str)

    def __init__(
        self,
        crumbs: Sequence[tuple[str, bool]],
        language: str,
        *,
        deep: bool,
        at_home: bool,
        own: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`crumbs` are (words, is a link); the first is the title. `own` is the screen's bar;
        `deep` screens stand under another one, so the way back is always there."""
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setFixedHeight(theme.px(50) + 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        row.setSpacing(theme.px(10))
        self._deep = deep
        self._back = Button("", "plain", "arrow-left", size="small", name=tr("Back (Alt ←)"))
        self._back.clicked.connect(lambda _checked=False: self.back.emit())
        row.addWidget(self._back)
        self._back.setVisible(deep)  # not before it is in the bar: it would be a window of its own
        self._crumbs = QHBoxLayout()
        self._crumbs.setSpacing(theme.px(8))
        row.addLayout(self._crumbs)
        self._shown: tuple[tuple[str, bool], ...] = ()
        self.show_crumbs(crumbs)
        if own is not None:
            own.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            row.addWidget(own, 1)
        else:
            row.addStretch(1)
        self._opener: QWidget | None = None
        self._short: QWidget | None = None
        self._row = row
        self._add_search(row, own is not None, at_home=at_home)
        self._net = _net_chip("offline")
        self._net_code = "offline"
        row.addWidget(self._net)
        pair = (("en", "EN"), ("ru", "RU"))
        further = () if language in ("en", "ru", "qps") else ((language, language.upper()),)
        shown = "en" if language == "qps" else language
        switch = Segments((*pair, *further), shown, tr("Language"))
        switch.button("en").setToolTip("English (Ctrl L)")
        switch.button("ru").setToolTip("Русский (Ctrl L)")
        switch.chosen.connect(self.language)
        row.addWidget(switch)

    def _add_search(self, row: QHBoxLayout, narrow: bool, *, at_home: bool) -> None:
        if at_home:
            row.addWidget(Key("Ctrl K"))
            row.addWidget(Caption(tr("opens search anywhere"), "text2"))
            return
        words = tr("Search") if narrow else tr("Search everything")
        opener = Opener(words, "Ctrl K", 190 if narrow else 300)
        short = Button("", "plain", "search", size="small", name=tr("Search everything"))
        for button in (opener, short):
            button.clicked.connect(lambda _checked=False: self.search.emit())
            row.addWidget(button)
        short.hide()
        self._opener, self._short = opener, short

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """What the screen's own bar says may become longer or shorter."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return handled

    def _fit(self) -> None:
        """Where the window is small or the text large, or where the name of what is open would be
        cut, the search becomes its icon."""
        wide = theme.logical(self.width()) >= NARROW
        self._net.setVisible(wide)
        if self._opener is None or self._short is None:
            return
        more = self._opener.width() - self._short.sizeHint().width()
        needed = self._row.sizeHint().width() + (more if self._opener.isHidden() else 0)
        whole = wide and needed <= self.width()
        self._opener.setVisible(whole)
        self._short.setVisible(not whole)

    def show_net(self, code: str) -> None:
        """What is known of the network: offline, online, or busy while something is fetched."""
        if code == self._net_code:
            return
        old, self._net_code = self._net, code
        self._net = _net_chip(code)
        shown = old.isVisibleTo(self)
        self._row.replaceWidget(old, self._net)
        self._net.setVisible(shown)
        old.hide()
        old.deleteLater()

    def show_crumbs(self, crumbs: Sequence[tuple[str, bool]]) -> None:
        if tuple(crumbs) == self._shown:
            return
        self._shown = tuple(crumbs)
        self._back.setVisible(self._deep or len(crumbs) > 1)
        while (item := self._crumbs.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, (words, link) in enumerate(crumbs):
            if at:
                self._crumbs.addWidget(Picture("chevron-right", "muted", 14))
            if link and len(crumbs) > 1:
                button = _link(words, "title" if at == 0 else "body")
                button.clicked.connect(lambda _checked=False, at=at: self.crumb.emit(at))
                self._crumbs.addWidget(button)
            elif at == 0:
                self._crumbs.addWidget(Label(words, "title"))
            else:
                self._crumbs.addWidget(_Last(words))


def _net_chip(code: str) -> Status:
    if code == "online":
        chip = Status(tr("Online"), "ok", "wifi")
        chip.setToolTip(tr("The last check for updates reached its address."))
    elif code == "busy":
        chip = Status(tr("Updating"), "info", "download")
        chip.setToolTip(tr("An update is being fetched; go on working."))
    else:
        chip = Status(tr("Offline"), "plain", "wifi-off")
        chip.setToolTip(tr("Everything works without network."))
    return chip


def _link(words: str, role: str) -> Button:
    """A crumb that leads back; a long title is cut, its tooltip has all of it."""
    font = theme.font(role)
    room = LINK if theme.px(100) <= LARGE else LINK * 3 // 5
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, theme.px(room))
    button = Button(shown, "quiet", size="small", name=words)
    button.setFont(font)
    button.setToolTip(words if shown != words else "")
    return button


class _Last(Elided):
    """The last crumb: a record's title, cut where the bar is short."""

    def __init__(self, words: str) -> None:
        super().__init__(words, "body", "text2")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(theme.px(460))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(min(hint.width(), theme.px(460)), hint.height())
