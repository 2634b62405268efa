"""Updates: which content is installed. Fetching other editions is not built yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wecoop_desktop.packs.content import Manifest
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.opening import OpeningPresenter


@dataclass(frozen=True, slots=True)
class UpdatesView:
    packs: tuple[Manifest, ...] = ()
    counts: Mapping[str, int] | None = None
    data_as_of: str = ""


class UpdatesPresenter(Presenter[UpdatesView]):
    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        super().__init__(UpdatesView())
        self._opening = opening
        opening.changed.connect(self._read)

    def arrive(self, place: Place) -> None:
        self._read()

    def _read(self) -> None:
        library = self._opening.view.library
        if library is not None:
            info = library.info()
            self._set(
                replace(self.view, packs=info.packs, counts=info.counts, data_as_of=info.data_as_of)
            )
