"""What projects and examples say beside a step: counted, never from fewer than three."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.kit.content import form, packs
from wecoop_desktop.advice.beside import Costs, beside, costs, indicators
from wecoop_desktop.advice.evidence import Subject
from wecoop_desktop.advice.records import LEAST
from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.library import shelf

TODAY = date(2026, 11, 22)
READ = tuple((e, read_answers(form(), e.answers)[0]) for e in packs().examples)


def test_cost_shares_are_of_three_examples_at_least() -> None:
    found = costs(READ, ("waste",))
    assert found.count >= LEAST
    assert found.parts
    assert all(part.count >= LEAST for part in found.parts)
    assert all(0 < part.share < 1 for part in found.parts)
    assert sum(part.share for part in found.parts) < Decimal("1.6")  # middles need not add up
    assert costs(READ[:2], ("waste",)) == Costs((), 2, "")


def test_indicators_are_of_the_sector_and_told_once() -> None:
    found = list(indicators(READ, ("waste",)))
    assert found
    words = [one.indicator.en or one.indicator.ru for one in found]
    assert len(words) == len(set(words))
    assert not list(indicators(READ, ()))


def test_records_answer_for_known_facts_and_are_silent_for_unknown_ones(tmp_path: Path) -> None:
    library = shelf.current(Home(tmp_path))
    try:
        known = beside(library, form(), Subject(("KG",), ("waste",), currency="EUR"), today=TODAY)
        assert known.nearest
        assert all(one.reasons for one in known.nearest)
        assert known.typical.size.count >= LEAST
        assert known.places
        assert [p.count for p in known.places] == sorted(
            (p.count for p in known.places), reverse=True
        )
        nothing = beside(library, form(), Subject(), today=TODAY)
        assert not nothing.places
        assert not nothing.indicators
    finally:
        library.close()
