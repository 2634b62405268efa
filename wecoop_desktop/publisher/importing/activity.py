"""An activity as its source tells it, whatever the source: IATI or the World Bank's list.

Codes are ours where they could be understood; what could not is a remark with the line it is in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from decimal import Decimal
from types import MappingProxyType
from typing import ClassVar, NamedTuple, TypeAlias

Said: TypeAlias = Mapping[str, str]  # a text by language: "en", "ru", others
NOTHING_SAID: Said = MappingProxyType({})


class Remark(NamedTuple):
    """A code of `base.wording` about a line of the file (0: the whole activity or file)."""

    code: str
    line: int = 0
    values: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation as named. `ref` is its registered identifier, `kind` a kind of packs."""

    name: Said = made(default_factory=lambda: NOTHING_SAID)
    ref: str = ""
    kind: str = ""

    def __bool__(self) -> bool:
        return bool(self.ref or any(self.name.values()))


class Money(NamedTuple):
    """Commitments or disbursements are told one by one; sums are made when mapped."""

    kind: str  # commitment, disbursement
    amount: Decimal
    currency: str
    provider: Party
    instrument: str = ""
    window: str = ""


class Spot(NamedTuple):
    name: Said
    region: str = ""  # ISO 3166-2
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    precision: str = ""


class Purpose(NamedTuple):
    """A five-digit DAC purpose code with its share, of 100 or None."""

    code: str
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """`sectors` are ours, as they follow from the source's codes; `own` says that the source used
    our codes themselves. `others` are identifiers by which it is known elsewhere."""

    identifier: str
    file: str
    line: int
    publisher: Party
    dataset: str
    title: Said = made(default_factory=lambda: NOTHING_SAID)
    summary: Said = made(default_factory=lambda: NOTHING_SAID)
    objective: bool = False
    others: tuple[str, ...] = ()
    url: str = ""
    as_of: str = ""
    status: str = ""
    approved: str = ""
    start: str = ""
    end: str = ""
    countries: tuple[str, ...] = ()
    wider: bool = False
    regional: bool = False
    purposes: tuple[Purpose, ...] = ()
    sectors: tuple[str, ...] = ()
    own: bool = False
    money: tuple[Money, ...] = ()
    funders: tuple[Party, ...] = ()
    implementers: tuple[Party, ...] = ()
    total: Decimal | None = None
    currency: str = ""
    category: str = ""
    spots: tuple[Spot, ...] = ()
    related: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Unread(NamedTuple):
    """An activity that could not be read, and why."""

    file: str
    line: int
    remark: Remark
    identifier: str = ""


Told: TypeAlias = Activity | Unread


@dataclass(slots=True)
class Log:
    """What was noticed of a file as a whole; filled while it is read."""

    name: str
    kind: str
    version: str = ""
    as_of: str = ""
    bytes: int = 0
    read: int = 0
    remarks: list[Remark] = made(default_factory=list)

    MOST: ClassVar[int] = 200

    def note(self, code: str, line: int = 0, **values: object) -> None:
        """Remarks on a file that is wrong throughout are cut; the queue says so by their number."""
        if len(self.remarks) < self.MOST:
            self.remarks.append(Remark(code, line, values))
