"""Presenters beside another one, made when they are first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk

P = TypeVar("P")


class Seated(Protocol):
    """A presenter at a desk, which its companions share."""

    @property
    def desk(self) -> Desk: ...


class Companion(Generic[P]):
    """`name: Companion[Kind] = Companion(module, "Kind")` in the class of a presenter: one for each
    presenter, of a module of this room that is imported with it, made with the desk and it."""

    def __init__(self, module: str, kind: str) -> None:
        self._module, self._kind, self._name = module, kind, ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, owner: Seated, _kind: type) -> P:
        module = import_module(f"wecoop_desktop.ui.presenters.{self._module}")
        made = cast(P, getattr(module, self._kind)(owner.desk, owner))
        vars(owner)[self._name] = made  # where it is found from now on
        return made
