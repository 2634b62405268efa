"""The window: rail, top bar, the screen of the present place, status bar; history and language."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.settings import RANGES, Settings
from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import keys, sheet, theme, wording
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.focus import FocusRing, bring_into_view, first_focus, next_focus
from wecoop_desktop.ui.history import UNDER, History, rail_item
from wecoop_desktop.ui.instance import dropped_session, file_place
from wecoop_desktop.ui.pages import (
    OPENING,
    RAIL,
    SCREENS,
    WORDS,
    AnyPresenter,
    Displaying,
    Page,
    make_presenter,
    screen_kind,
)
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.rail import Rail, RailItem
from wecoop_desktop.ui.parts.statusbar import StatusBar
from wecoop_desktop.ui.parts.topbar import TopBar
from wecoop_desktop.ui.place import HOME, Place
from wecoop_desktop.ui.presenters.opening import OpeningPresenter
from wecoop_desktop.ui.screen import Barred, Closing, Crumb, Crumbed, Factual, Paned, Searching
from wecoop_desktop.ui.wording import day, ntr, tr

if TYPE_CHECKING:
    from wecoop_desktop.ui import carry
    from wecoop_desktop.ui.palette import PaletteOverlay
    from wecoop_desktop.ui.presenters.home import HomePresenter
    from wecoop_desktop.ui.presenters.presentation import PresentationPresenter
    from wecoop_desktop.ui.presenters.seat import SeatPagePresenter
    from wecoop_desktop.ui.presenters.updates import UpdatesPresenter
    from wecoop_desktop.ui.presenters.updatesview import UpdatesView
    from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
    from wecoop_desktop.ui.presenters.workshopseat import SeatPresenter

UPDATES = "updates"
BLINK = 1000  # ms in which the text cursor goes and comes
TITLE_BAR = 40  # pixels that the system may put above the window


def application() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


def dress(settings: Settings) -> None:
    """Put the theme and text size of the settings on the application."""
    theme.choose(settings.theme, settings.zoom, settings.density)
    wording.read_in(settings.content, settings.beside)
    _move(settings)
    application().setFont(theme.font("body"))
    application().setPalette(theme.palette())
    application().setStyleSheet(sheet.style_sheet())


def _move(settings: Settings) -> None:
    """Whether menus and lists that open may fade, and the cursor blink."""
    for effect in (Qt.UIEffect.UI_FadeMenu, Qt.UIEffect.UI_AnimateMenu,
                   Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_FadeTooltip,
                   Qt.UIEffect.UI_AnimateTooltip):  # fmt: skip
        if not settings.motion:
            application().setEffectEnabled(effect, False)
    blink = BLINK if settings.motion else 0
    if application().cursorFlashTime() != blink:
        application().setCursorFlashTime(blink)


def _look(settings: Settings) -> tuple[object, ...]:
    return settings.theme, settings.zoom, settings.density, settings.motion


def _shown(settings: Settings) -> Settings:
    """Without what no widget shows but the field it is typed into: taking it must not build the
    window anew, or the button would be gone on which leaving the field was clicked."""
    kept = replace(settings, guided=True, purpose="", ministry="", emblem="", author="", role="")
    return replace(kept, address="", feedback="", backups="")


class Window(QMainWindow):
    """Presenters live as long as the window; widgets are built anew when language, theme or text
    size change. `first_painted` is said once, after which the heavy things may be imported."""

    first_painted = Signal()
    moved = Signal()  # to another place, or within one

    def __init__(
        self,
        front: Callable[[Window], Front],
        opening: Callable[[Front], OpeningPresenter],
        settings: Settings,
        save: Callable[[Settings], None],
    ) -> None:
        super().__init__()
        self.setMinimumSize(960, 600)
        self.setAcceptDrops(True)
        self.resize(settings.width, settings.height)
        self._settings = settings
        self._save = save
        self._front = front(self)
        # The first start asks for the language, once.
        first = HOME if settings.language else Place("welcome")
        self._history = History((first,))
        self._presenters: dict[str, AnyPresenter] = {}
        self._pages: dict[str, Page] = {}
        self._carried: dict[str, carry.Carried] = {}
        self._palette: PaletteOverlay | None = None
        self._painted = False
        self.opening = opening(self._front)
        self._edition = 0
        self.seat: SeatPresenter | None = None
        self.opening.changed.connect(self._opened)
        self._ring = FocusRing(self)
        application().focusChanged.connect(self._follow_focus)
        hints = QApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)
        self._bind_keys()
        self._build()

    # building

    def _build(self) -> None:
        """The shell and the screen of the present place, in the language and theme of now."""
        theme.choose(self._settings.theme, self._settings.zoom, self._settings.density)
        shell = QWidget()
        shell.setObjectName("content")
        across = QHBoxLayout(shell)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        entries = [(value, icon, tr(words), pressed) for value, icon, words, pressed in RAIL]
        self.rail = Rail(entries, 2, tr("Navigation"))
        self.rail.chosen.connect(self.visit)
        across.addWidget(self.rail)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        across.addLayout(column, 1)
        self._seats = QVBoxLayout()
        column.addLayout(self._seats)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self._notices = QVBoxLayout()
        self._notices.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._notices.setSpacing(theme.px(6))
        column.addLayout(self._notices)
        self.status = StatusBar()
        column.addWidget(self.status)
        self.setCentralWidget(shell)
        self._show_seat()
        self._show()

    def rebuild(self) -> None:
        """Build every widget anew and carry over focus, cursor, scroll and unsaved text."""
        from wecoop_desktop.ui import carry

        present = self._screen_name()
        for name, page in self._pages.items():
            self._carried[name] = carry.keep(page.screen)
        on_screen = self._pages[present].screen if present in self._pages else None
        focused = QApplication.focusWidget()
        outside = focused is not None and (on_screen is None or not on_screen.isAncestorOf(focused))
        self._close_palette()
        self._pages.clear()
        self._ring.release()
        self._build()  # setting another central widget hides the old one and deletes it later
        if outside and isinstance(focused, RailItem):
            self.rail.item(rail_item(self._history.present)).setFocus()

    def dress(self) -> None:
        """Take over a theme or text size: the style sheet, then the widgets."""
        dress(self._settings)
        self.rebuild()

    # going

    def go(self, place: Place) -> None:
        """Show a place and remember the way to it."""
        self._history = self._history.going(place)
        self._show()

    def stay(self, place: Place) -> None:
        self._history = self._history.staying(place)
        self._note()
        self._frame()
        self.moved.emit()

    def _note(self) -> None:
        """The learning path of Home ticks what was seen."""
        home = self._presenters.get("home")
        if home is not None:
            cast("HomePresenter", home).note(self._history.present)

    def visit(self, item: str) -> None:
        """A rail item: where it was left, or its first screen when it is already shown."""
        self.go(self._history.last_of(item))

    def back(self) -> None:
        self._history = self._history.back()
        self._show()

    def forward(self) -> None:
        self._history = self._history.forward()
        self._show()

    @property
    def place(self) -> Place:
        return self._history.present

    @property
    def screen_shown(self) -> QWidget:
        return self._pages[self._screen_name()].screen

    def presenter(self, name: str) -> AnyPresenter:
        """The presenter of a screen, made when first needed."""
        made = self._presenters.get(name)
        if made is None:
            if name in SCREENS and SCREENS[name].searches:
                self.opening.expect_search()
            made = make_presenter(name, self._front, self.opening)
            # A child goes with its window, and with it what its signals hold in turn.
            made.setParent(self)
            if name == "presentation":  # it shows the groups and the time of the workshop
                cast("PresentationPresenter", made).attend(
                    cast("WorkshopPresenter", self.presenter("workshop")), self.back
                )
            elif name == "seat":  # of the group that works in this window
                cast("SeatPagePresenter", made).attend(lambda: self.seat)
            made.changed.connect(lambda: self._changed(name))
            self._presenters[name] = made
        return made

    def _screen_name(self) -> str:
        """The screen of the place, or the one that says why it cannot be shown yet."""
        name = self._history.present.screen
        return name if SCREENS[name].alone or self.opening.view.desk is not None else OPENING

    def _show(self) -> None:
        name = self._screen_name()
        leaving = self._shown_name()
        if leaving and leaving != name:
            self._leave(leaving)
        presenter = self.presenter(name)
        presenter.arrive(self._history.present)
        page = self._pages.get(name)
        fresh = page is None
        if page is None:
            page = self._make_page(name)
        if page.stale or fresh:
            self._display(name)
        self._stack.setCurrentWidget(page.widget)
        self._frame()
        self._note()
        if fresh and name in self._carried:
            from wecoop_desktop.ui import carry

            carry.recall(page.screen, self._carried.pop(name))
        elif leaving != name:
            self._focus(page)

    def _leave(self, name: str) -> None:
        if name in self._presenters:
            self._presenters[name].leave()
        page = self._pages[name]
        focused = QApplication.focusWidget()
        inside = focused is not None and page.screen.isAncestorOf(focused)
        page.focus = focused if inside else None

    def _focus(self, page: Page) -> None:
        """Coming to a screen brings the focus there: where it was, to the search, or before the
        first widget, which Tab then reaches."""
        before, page.focus = page.focus, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus()
        elif isinstance(page.screen, Searching) and page.screen.search_field().isVisibleTo(self):
            page.screen.search_field().setFocus()
        else:
            page.screen.setFocus()

    def _shown_name(self) -> str:
        shown = self._stack.currentWidget()
        return next((name for name, page in self._pages.items() if page.widget is shown), "")

    def _make_page(self, name: str) -> Page:
        presenter = self.presenter(name)
        screen = screen_kind(name)(presenter)
        own = screen.bar() if isinstance(screen, Barred) else None
        bar = TopBar(
            (),
            wording.language().code,
            deep=name in UNDER,
            at_home=name == "home",
            own=own,
        )
        bar.back.connect(self.back)
        bar.search.connect(lambda: self.open_palette())
        bar.crumb.connect(self._go_to_crumb)
        bar.language.connect(self._speak)
        widget = QWidget(self._stack)  # in its place from the first: Qt styles anew what is moved
        widget.setProperty("ground", "canvas")
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(screen, 1)
        self._stack.addWidget(widget)
        page = Page(widget, bar, screen)
        self._pages[name] = page
        return page

    def _display(self, name: str) -> None:
        page = self._pages[name]
        page.stale = False
        cast(Displaying, page.screen).display(self.presenter(name).view)

    def _changed(self, name: str) -> None:
        page = self._pages.get(name)
        if page is None:
            if name == UPDATES:
                self._show_updates()
            return
        if name == self._screen_name() and self._stack.currentWidget() is page.widget:
            self._display(name)
            self._frame()
        else:
            page.stale = True
            if name == UPDATES:
                self._show_updates()

    def _opened(self) -> None:
        """The library or the work store came, or went wrong."""
        view = self.opening.view
        another = view.edition != self._edition
        if another:
            self._edition = view.edition
            self._forget_content()
        self._show_seat()
        if another or self._screen_name() != self._shown_name():
            self._show()
        else:
            self._frame()

    def _show_seat(self) -> None:
        """In a sandbox of a workshop, the strip of the session; elsewhere nothing is asked."""
        if self.opening.view.desk is None or self._seats.count():
            return
        from wecoop_desktop.ui.presenters.workshopseat import SeatPresenter, is_sandbox

        if not is_sandbox(self.opening.home.root):
            return
        from wecoop_desktop.ui.screens.workshopseat import SeatStrip

        fresh = self.seat is None
        if self.seat is None:
            self.seat = SeatPresenter(self._front, self.opening)
            self.seat.setParent(self)
        self._seats.addWidget(SeatStrip(self.seat))
        if fresh:
            self.seat.begin()

    def _forget_content(self) -> None:
        """Presenters that hold another library than the present one are made anew."""
        for name in [name for name in self._presenters if name in SCREENS]:
            if SCREENS[name].alone:
                continue
            self._presenters.pop(name).leave()
            page = self._pages.pop(name, None)
            if page is not None:
                from wecoop_desktop.ui import carry  # when the first library opens there is none

                self._carried[name] = carry.keep(page.screen)
                self._stack.removeWidget(page.widget)
                page.widget.deleteLater()

    def present(self) -> None:
        """F11: what is looked at on the projector; once more, back to it."""
        from wecoop_desktop.ui.presenters.presentation import presented

        if self.place.screen == "presentation":
            cast("PresentationPresenter", self.presenter("presentation")).end()
            return
        place = presented(self.place)
        if place is not None:
            self.go(place)
        else:
            words = tr("Open a draft, a chapter of the guide, projects or a match, then press F11.")
            self.tell(Banner(words, "info", closable=True))

    # the frame around the screen

    def _frame(self) -> None:
        name = self._screen_name()
        page = self._pages.get(name)
        if page is None:
            return
        place = self._history.present
        bare = name in SCREENS and SCREENS[name].bare
        for widget in (self.rail, page.bar, self.status):
            widget.setVisible(not bare)
        self.rail.show_value(rail_item(place))
        crumbs = self._crumbs()
        page.bar.show_crumbs([(crumb.text, crumb.place is not None) for crumb in crumbs])
        screen = page.screen
        title = " · ".join(crumb.text for crumb in crumbs)
        if screen.accessibleName() != title:  # said aloud where the screen itself has the focus
            screen.setAccessibleName(title)
        self.status.show_facts(screen.facts() if isinstance(screen, Factual) else "")
        self.status.show_state(self._state_words())
        self._show_updates()

    def _show_updates(self) -> None:
        """The figure at the rail and the chip of the network, also where another screen is."""
        made = self._presenters.get(UPDATES)
        page = self._pages.get(self._screen_name())
        if made is None or page is None:
            return
        view: UpdatesView = made.view
        told = ntr("{n} update", "{n} updates", view.waiting) if view.waiting else ""
        self.rail.item(UPDATES).show_badge(str(view.waiting) if view.waiting else "", told)
        page.bar.show_net(view.net)

    def attend(self) -> None:
        """Look for updates where the user has chosen so: by network once, for sticks now and
        then. Called once all is open; tests and pictures do without."""
        from wecoop_desktop.ui.sticks import Sticks

        def presenter() -> UpdatesPresenter:
            return cast("UpdatesPresenter", self.presenter(UPDATES))

        self._sticks = Sticks(self, self._front, self.opening, presenter, self.tell)
        self._sticks.begin()

    def _crumbs(self) -> tuple[Crumb, ...]:
        screen = self.screen_shown
        if isinstance(screen, Crumbed):
            return tuple(screen.crumbs())
        return (Crumb(tr(WORDS.get(rail_item(self._history.present), ""))),)

    def _go_to_crumb(self, at: int) -> None:
        place = self._crumbs()[at].place
        if place is not None:
            self.go(place)

    def _state_words(self) -> tuple[str, ...]:
        library = self.opening.view.library
        zoom = wording.plain_percent(self._settings.zoom)
        if library is None:
            return (zoom,)
        info = library.info()
        newest = max((manifest.version for manifest in info.packs), default="")
        words = [tr("Data as of {date}", date=day(info.data_as_of))] if info.data_as_of else []
        return (*words, tr("Edition {version}", version=newest), zoom)

    # messages

    def tell(self, banner: Banner) -> None:
        """Show a message above the status bar until it is closed."""
        while self._notices.count() > 2:
            oldest = self._notices.itemAt(0)
            self._drop(oldest.widget() if oldest is not None else None)
        banner.closed.connect(lambda: self._drop(banner))
        self._notices.addWidget(banner)
        banner.announce()

    def _drop(self, widget: QWidget | None) -> None:
        if widget is not None:
            self._notices.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    # settings

    @property
    def settings(self) -> Settings:
        return self._settings

    def take_settings(self, settings: Settings) -> None:
        """Keep the settings and show what they change at once."""
        before, self._settings = self._settings, settings
        unsaved: AppError | None = None
        try:
            self._save(settings)
        except AppError as error:  # they hold until the window closes
            unsaved = error
        wording.speak(settings.language or wording.language().code)
        wording.read_in(settings.content, settings.beside)
        if _look(before) != _look(settings):
            self.dress()
        elif _shown(before) != _shown(settings):
            self.rebuild()
        if unsaved is not None:
            self.tell(Banner(say(wording.language(), unsaved), "warn", closable=True))

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if not shiboken6.isValid(self._ring):  # it went with the screen it lay on
            self._ring = FocusRing(self)
        bring_into_view(old, new)
        self._ring.follow(old, new)

    def _follow_system(self) -> None:
        """The system went light or dark, or asks for strong contrast."""
        if self._settings.theme == "system":
            self.dress()

    def _speak(self, code: str) -> None:
        self.take_settings(replace(self._settings, language=code))

    def switch_language(self) -> None:
        self._speak("en" if wording.language().code == "ru" else "ru")

    def zoom(self, step: int) -> None:
        """Larger or smaller by a step of ten percent; 0 is back to 100 %."""
        low, high = RANGES["zoom"]
        wanted = 100 if step == 0 else self._settings.zoom + 10 * step
        self.take_settings(replace(self._settings, zoom=min(high, max(low, wanted))))

    # keys

    def _bind_keys(self) -> None:
        for at, (value, *_rest) in enumerate(RAIL[:7], 1):
            keys.bind(self, f"Ctrl+{at}", partial(self.visit, value))
        for pressed, call in (
            ("Ctrl+,", lambda: self.visit("settings")),
            ("F1", lambda: self.go(Place("help", self._history.present.screen))),
            ("Ctrl+/", lambda: self.go(Place("help", part="keys"))),
            ("Ctrl+K", lambda: self.open_palette()),
            ("Ctrl+L", self.switch_language),
            ("Ctrl+N", lambda: self.go(Place("proposals", part="new"))),
            ("Ctrl++", lambda: self.zoom(1)),
            ("Ctrl+=", lambda: self.zoom(1)),
            ("Ctrl+-", lambda: self.zoom(-1)),
            ("Ctrl+0", lambda: self.zoom(0)),
            ("Alt+Left", self.back),
            ("Alt+Right", self.forward),
            ("F11", self.present),
            ("F6", lambda: self._next_pane(1)),
            ("Shift+F6", lambda: self._next_pane(-1)),
            ("Ctrl+F", self._search_here),
            ("Esc", self._escape),
        ):
            keys.bind(self, pressed, call)

    def _panes(self) -> list[QWidget]:
        page = self._pages[self._screen_name()]
        inner = page.screen.panes() if isinstance(page.screen, Paned) else (page.screen,)
        return [self.rail, page.bar, *inner]

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes as the eye does, in whichever order things were made."""
        target = next_focus(self, forward=forward)
        if target is None:
            return False
        reason = Qt.FocusReason
        target.setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)
        return True

    def _next_pane(self, step: int) -> None:
        panes = [pane for pane in self._panes() if first_focus(pane) is not None]
        focused = QApplication.focusWidget()
        at = next(
            (
                number
                for number, pane in enumerate(panes)
                if focused is not None and (pane is focused or pane.isAncestorOf(focused))
            ),
            -1 if step > 0 else 0,
        )
        target = first_focus(panes[(at + step) % len(panes)])
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def _search_here(self) -> None:
        screen = self.screen_shown
        if isinstance(screen, Searching):
            screen.search_field().setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.open_palette()

    def close_top(self) -> bool:
        """Close what lies on top: the palette, a message, a pop-up of the screen."""
        if self._palette is not None:
            self._close_palette()
            return True
        last = self._notices.itemAt(self._notices.count() - 1) if self._notices.count() else None
        if last is not None:
            self._drop(last.widget())
            return True
        screen = self.screen_shown
        return isinstance(screen, Closing) and screen.close_top()

    def _escape(self) -> None:
        if self.close_top():
            return
        if self._history.present.screen in UNDER or self._history.present.id:
            self.back()

    # the palette

    def open_palette(self, text: str = "") -> None:
        """The overlay that searches everything and runs commands."""
        from wecoop_desktop.ui.palette import PaletteOverlay

        if self._palette is None:
            commands: dict[str, Callable[[], object]] = {
                "language": self.switch_language,
                "larger": partial(self.zoom, 1),
                "smaller": partial(self.zoom, -1),
            }
            self.opening.expect_search()
            self._palette = PaletteOverlay(self, self._front, self.opening, commands)
            self._palette.closed.connect(self._close_palette)
        self._palette.open(text)

    def _close_palette(self) -> None:
        palette, self._palette = self._palette, None
        if palette is not None:
            palette.give_back()
            palette.deleteLater()

    def fit_to(self, room: QSize) -> None:
        """No larger than what a screen has to offer, with its title bar: else the foot is lost."""
        room = room - QSize(0, TITLE_BAR)
        self.setMinimumSize(self.minimumSize().boundedTo(room))
        self.resize(self.size().boundedTo(room))

    # Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_session(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A session of a workshop, wherever it is dropped."""
        found = dropped_session(event.mimeData())
        if found is not None:
            event.acceptProposedAction()
            self.go(file_place(found))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        for presenter in self._presenters.values():
            presenter.leave()
        if not (self.isMaximized() or self.isFullScreen()):
            wide, tall = self.width(), self.height()
            if wide >= RANGES["width"][0] and tall >= RANGES["height"][0]:
                self._settings = replace(self._settings, width=wide, height=tall)
        with contextlib.suppress(AppError):  # a window can be closed on a full or protected disk
            self._save(self._settings)
        super().closeEvent(event)
