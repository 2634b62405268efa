"""What of the user stands on the cover: the name of the ministry, and its emblem."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.settings import LONGEST
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import SectionLabel, Title, Wrapped
from wecoop_desktop.ui.parts.panel import Panel
from wecoop_desktop.ui.presenters.export import ExportPresenter, ExportView
from wecoop_desktop.ui.wording import tr

PICTURES = mark("Pictures (*.png *.jpg *.jpeg *.svg)")
SHOWN = 120
RASTER = 800  # pixels of the longer side of a drawing
SVG_LIMIT = 2_000_000  # bytes


class CoverPanel(Panel):
    """Kept for all documents of this computer."""

    def __init__(self, presenter: ExportPresenter) -> None:
        super().__init__("canvas", (20, 16, 20, 16), 10)
        self._presenter = presenter
        self._shown = b"none yet"
        # The only dialog; tests put their own answer here.
        self.ask: Callable[[], str] = self._ask
        self.body.addWidget(Title(tr("On the cover"), "subtitle"))
        self.body.addWidget(SectionLabel(tr("Ministry or organisation")))
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST["ministry"])
        self.name.setAccessibleName(tr("Ministry or organisation"))
        self.name.setMaximumWidth(theme.px(560))
        self.name.editingFinished.connect(lambda: presenter.name_ministry(self.name.text()))
        self.body.addWidget(self.name)
        self.body.addWidget(SectionLabel(tr("Emblem")))
        self.picture = QLabel()
        self.picture.setAccessibleName(tr("Emblem"))
        self.body.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignLeading)
        row = QHBoxLayout()
        self.choose = Button(tr("Choose a picture …"), icon="image")
        self.choose.clicked.connect(lambda _checked=False: self._choose())
        self.remove = Button(tr("Take it away"))
        self.remove.clicked.connect(lambda _checked=False: presenter.remove_emblem())
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.body.addLayout(row)
        words = tr("Use an emblem only where you may. It is kept for all documents here.")
        self.body.addWidget(Wrapped(words, "small", "muted"))
        self.body.addStretch(1)

    def display(self, view: ExportView) -> None:
        if not self.name.hasFocus():
            self.name.setText(view.ministry)
        self.remove.setVisible(bool(view.emblem))
        self.picture.setVisible(bool(view.emblem))
        if view.emblem != self._shown:
            self._shown = view.emblem
            picture = QPixmap()
            picture.loadFromData(view.emblem)
            side = theme.px(SHOWN)
            smooth = Qt.TransformationMode.SmoothTransformation
            if not picture.isNull():
                keep = Qt.AspectRatioMode.KeepAspectRatio
                picture = picture.scaled(QSize(side, side), keep, smooth)
            self.picture.setPixmap(picture)

    def _choose(self) -> None:
        chosen = self.ask()
        if chosen:
            path = Path(chosen)
            drawn = rasterised(path) if path.suffix.lower() == ".svg" else None
            self._presenter.choose_emblem(path, drawn)

    def _ask(self) -> str:
        return QFileDialog.getOpenFileName(self, tr("Choose a picture …"), "", tr(PICTURES))[0]


def rasterised(path: Path) -> bytes | None:
    """A drawing as PNG; None where it cannot be drawn, which the presenter tells."""
    try:
        with path.open("rb") as stream:
            data = stream.read(SVG_LIMIT + 1)
    except (OSError, ValueError):
        return None
    renderer = QSvgRenderer(QByteArray(data)) if len(data) <= SVG_LIMIT else QSvgRenderer()
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        return None
    size.scale(QSize(RASTER, RASTER), Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage(size.expandedTo(QSize(1, 1)), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, Qt a name
    return bytes(buffer.data().data())
