"""A long result of which only the rows that are looked at are held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made
from types import MappingProxyType
from typing import Generic, TypeVar

T = TypeVar("T")

SIZE = 50  # rows of a block
HELD = 60  # blocks kept; more, and those farthest from the newest go


@dataclass(frozen=True, slots=True)
class Blocks(Generic[T]):
    """`total` rows, of which `held[n]` are the rows from `n * SIZE` on."""

    total: int = 0
    held: Mapping[int, tuple[T, ...]] = made(default_factory=lambda: MappingProxyType({}))

    def at(self, row: int) -> T | None:
        """The value of a row; None while its block is not there."""
        number, within = divmod(row, SIZE)
        block = self.held.get(number, ())
        return block[within] if within < len(block) else None

    def missing(self, first: int, last: int) -> tuple[int, ...]:
        """The blocks of these rows that are not there yet."""
        last = min(last, self.total - 1)
        wanted = range(max(first, 0) // SIZE, last // SIZE + 1) if last >= 0 else range(0)
        return tuple(number for number in wanted if number not in self.held)

    def holding(self, blocks: Mapping[int, Sequence[T]]) -> Blocks[T]:
        """The same with more blocks; those farthest from them go where there are too many."""
        if not blocks:
            return self
        held = {**self.held, **{number: tuple(values) for number, values in blocks.items()}}
        centre = sum(blocks) // len(blocks)
        near = sorted(held, key=lambda number: abs(number - centre))[:HELD]
        return replace(self, held=MappingProxyType({number: held[number] for number in near}))

    @property
    def first(self) -> tuple[T, ...]:
        """The rows from the beginning on that are there without a gap."""
        rows: list[T] = []
        number = 0
        while number in self.held:
            rows += self.held[number]
            number += 1
        return tuple(rows)
