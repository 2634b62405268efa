"""First-order decay of waste: methane of each year from what was deposited in the years before.

IPCC 2006 Guidelines, volume 5, equations 3.1 to 3.6: what is deposited in a year begins to decay
on 1 January of the next one. CDM TOOL04 lets it begin in the year of deposit itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

MOST_YEARS = 200


@dataclass(frozen=True, slots=True)
class Deposit:
    """One fraction deposited every year: its whole methane potential (t) and its rate (1/year)."""

    potential: Decimal
    rate: Decimal


def methane(
    deposits: Sequence[Deposit], depositing: int, years: int, *, delay: int = 1
) -> tuple[Decimal, ...]:
    """Tonnes of CH4 generated in year 1 .. `years`.

    The same deposit is made in each of the first `depositing` years. `delay` is 1 where decay
    begins in the year after (IPCC) and 0 where it begins at once (TOOL04). Rates must not be
    negative.
    """
    years = max(0, min(years, MOST_YEARS))
    made = [Decimal(0)] * years
    for deposit in deposits:
        left = Decimal(0)  # potential in the site that has begun to decay
        remains = (-deposit.rate).exp()
        for year in range(1, years + 1):
            if 1 <= year - delay <= depositing:
                left += deposit.potential
            made[year - 1] += left * (1 - remains)
            left *= remains
    return tuple(made)
