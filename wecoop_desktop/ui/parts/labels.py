"""Text in the roles of the design."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.role import speak_as


class Label(QLabel):
    """One line of plain text in a role of `theme.ROLES` and a tone (a colour token of text)."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role))
        if tone != "text":
            self.setProperty("tone", tone)
        self.setText(text)

    def tone(self, tone: str) -> None:
        """Say it in another colour of text."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            # Before it is shown Qt reads the property anyway; asking for the style object then
            # would only cost the first picture some milliseconds.
            if self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
                self.style().polish(self)


class _Growing(Label):
    """A label that is as high as its text at the width it is given.

    Layouts ask for that height again and again, a page of two hundred lines some fifty thousand
    times, and Qt sets the text anew each time: it is kept for each width until something changes.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        self._heights: dict[int, int] = {}
        super().__init__(text, role, tone, parent)
        self.setWordWrap(True)
        _grow_down(self)

    def setText(self, text: str) -> None:
        self._heights.clear()
        super().setText(text)

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = super().heightForWidth(width)
        return height

    def changeEvent(self, event: QEvent) -> None:
        """A font, a style, a direction of writing."""
        self._heights.clear()
        super().changeEvent(event)


class Title(_Growing):
    """The name of a screen or of a record; `role` may be display, title, subtitle, cardTitle."""

    def __init__(self, text: str = "", role: str = "title", parent: QWidget | None = None) -> None:
        super().__init__(text, role, "text", parent)


class Caption(Label):
    """Secondary words: metadata, counts with words."""

    def __init__(self, text: str = "", tone: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(text, "small", tone, parent)


class SectionLabel(_Growing):
    """The heading of a group in a pane, in capitals."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "section", "muted", parent)


class Wrapped(_Growing):
    """Text of several lines that takes the height it needs."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "text2",
        parent: QWidget | None = None,
    ) -> None:
        self._line = round(theme.ROLES[role].line * 100)
        self.words = ""
        super().__init__("", role, tone, parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Plain text; `words` holds it. Only so does QLabel know the line height of the role."""
        self.words = text
        self.setAccessibleName(text)
        self._fill(escaped(text))

    def show_strong(self, strong: str, text: str) -> None:
        """The first words in bold."""
        self.words = f"{strong} {text}".strip()
        self.setAccessibleName(self.words)
        self._fill(f"<b>{escaped(strong)}</b> {escaped(text)}")

    def _fill(self, written: str) -> None:
        # Qt counts 100 % as the font's own 1.21; the roles count from the size.
        percent = round(self._line / 1.21)
        super().setText(f'<div style="line-height:{percent}%">{written}</div>' if written else "")


class Elided(QWidget):
    """One line that is cut with an ellipsis where the place is short; the tooltip has all of it."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        speak_as(self, "text")
        self._text = text
        self._tone = tone
        self.setFont(theme.font(role))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def text(self) -> str:
        return self._text

    def setText(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour(self._tone))
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self._text if shown != self._text else "")
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(self.rect(), side, shown)
        painter.end()


class Key(QLabel):
    """A key of the keyboard, as on a sheet of shortcuts."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName("key")
        self.setFont(theme.font("micro"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class CountryTag(QLabel):
    """The two letters of a country, or REG; never a flag."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(code, parent)
        self.setObjectName("country")
        self.setFont(theme.font("microStrong"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Badge(Label):
    """The short name of a funder on a tinted ground; a long one goes on in a second line."""

    def __init__(self, text: str, wide: int, high: int, parent: QWidget | None = None) -> None:
        """`wide` and `high` in pixels at 100 %."""
        super().__init__(text, "strong", "primary", parent)
        self.setObjectName("badge")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setFixedSize(theme.px(wide), theme.px(high))
        if self.fontMetrics().horizontalAdvance(text) > theme.px(wide - 8):
            self.setFont(theme.font("microStrong"))


class Count(QLabel):
    """A small number beside a word."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName("count")
        self.setFont(theme.font("micro"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Picture(QLabel):
    """An icon that stands beside words and says nothing by itself."""

    def __init__(
        self, name: str, tone: str = "primary", size: float = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._size = size
        self.show_icon(name, tone)

    def show_icon(self, name: str, tone: str = "primary") -> None:
        from wecoop_desktop.ui import icons

        self.setPixmap(icons.pixmap(name, tone, self._size))


class Rule(QFrame):
    """A hairline between rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rule")
        self.setFixedHeight(1)


class Upright(QFrame):
    """A hairline between panes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("upright")
        self.setFixedWidth(1)


def escaped(text: str) -> str:
    """Plain text as it stands in rich text."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace("\n", "<br>")


def _grow_down(label: QLabel) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    label.setMinimumWidth(1)
