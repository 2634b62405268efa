"""The unit of a chart, and the amounts that its axis names."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from wecoop_desktop.base.language import Language, mark

UNITS = {
    ("USD", 0): mark("USD"),
    ("USD", 6): mark("USD million"),
    ("USD", 9): mark("USD billion"),
    ("USD", 12): mark("USD trillion"),
    ("EUR", 0): mark("EUR"),
    ("EUR", 6): mark("EUR million"),
    ("EUR", 9): mark("EUR billion"),
    ("EUR", 12): mark("EUR trillion"),
}
STEPS = (1, 2, 3, 5, 10)
MOST_TICKS = 5  # above zero


@dataclass(frozen=True, slots=True)
class Scale:
    """Amounts are said in units of 10 to the `power`, all with as many decimals; numbers of
    projects (no currency) as they are."""

    currency: str
    power: int
    decimals: int

    def unit(self, language: Language) -> str:
        words = UNITS.get((self.currency, self.power))
        return language.tr(words) if words else self.currency

    def say(self, amount: int, language: Language) -> str:
        """The amount in the unit; what is too small for its decimals is said to be less."""
        figure = Decimal(amount) / 10**self.power
        least = Decimal(1).scaleb(-self.decimals)
        if 0 < figure < least / 2:
            return f"<\u00a0{language.number(least, self.decimals)}"
        return language.number(figure, self.decimals)


def scale_of(most: int, currency: str) -> Scale:
    """The unit in which the largest amount of a chart has one to five digits."""
    if not currency:
        return Scale("", 0, 0)
    power = 12 if most >= 10**14 else 9 if most >= 10**11 else 6 if most >= 10**5 else 0
    largest = Decimal(most) / 10**power
    decimals = 0 if largest >= 100 or not power else 1 if largest >= 10 else 2
    return Scale(currency, power, decimals)


def ticks(most: int, scale: Scale, language: Language) -> tuple[tuple[int, str], ...]:
    """Round amounts from zero to just above the largest, with their words in the unit."""
    size = 1
    while size * 10 * MOST_TICKS < most:
        size *= 10
    step = next(size * each for each in STEPS if size * each * MOST_TICKS >= most)
    amounts = [step * at for at in range(-(-max(most, 1) // step) + 1)]
    unit = 10**scale.power
    exact = all(amount % unit == 0 for amount in amounts)
    decimals = 0 if exact else next(d for d in range(1, 13) if step * 10**d % unit == 0)
    return tuple((amount, language.number(Decimal(amount) / unit, decimals)) for amount in amounts)
