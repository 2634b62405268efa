from __future__ import annotations

from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.opening import OpeningPresenter


class UpdatesPresenter(Presenter[int]):
    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        super().__init__(0)
