"""What a funder has really paid for, as data and for reading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Answers

if TYPE_CHECKING:
    from wecoop_desktop.advice.evidence import Evidence, Figure, Mix
    from wecoop_desktop.library.library import Library


def of(library: Library, funder: str, answers: Answers, today: date) -> Evidence:
    from wecoop_desktop.advice.evidence import evidence, subject_of

    return evidence(library, library.funder(funder), subject_of(answers), today=today)


def data(found: Evidence, library: Library, language: Language) -> dict[str, object]:
    from wecoop_desktop.advice.similar import reason_words

    labels, typical = library.labels(), found.typical
    return {
        "records": found.records,
        "shared_with": list(found.shared),
        "nearest": [
            {
                "id": one.hit.id,
                "title": language.text(one.hit.title),
                "why": [reason_words(reason, language, labels) for reason in one.reasons],
            }
            for one in found.nearest
        ],
        "currency": typical.currency,
        "mix": {
            "portions": [
                {"instrument": one.instrument, "records": one.count, "share": one.share}
                for one in typical.mix.portions
            ],
            **_counted(typical.mix),
        },
        "size": _figure(typical.size),
        "months_to_start": _figure(typical.start),
        "months_to_completion": _figure(typical.completion),
        "months_to_approval": {
            "profile": None if found.months is None else list(found.months),
            "verified": found.months_verified,
        },
    }


def _figure(figure: Figure) -> dict[str, object]:
    return {
        "low": figure.low,
        "median": figure.median,
        "high": figure.high,
        **_counted(figure),
    }


def _counted(figure: Figure | Mix) -> dict[str, object]:
    return {
        "records": figure.count,
        "left": figure.left,
        "scope": {"place": figure.scope.place, "sector": figure.scope.sector},
    }


def lines(found: Evidence, library: Library, language: Language) -> Iterator[str]:
    from wecoop_desktop.advice.similar import reason_words
    from wecoop_desktop.advice.wording import figure_words, known_words, mix_words

    labels, typical = library.labels(), found.typical
    for one in found.nearest:
        why = "; ".join(reason_words(reason, language, labels) for reason in one.reasons)
        yield f"= {language.text(one.hit.title)} [{one.hit.id}] · {why}"
    yield f"= {mix_words(typical.mix, language, labels)}"
    for name in ("size", "start", "completion"):
        figure: Figure = getattr(typical, name)
        yield f"= {figure_words(name, figure, typical.currency, language, labels)}"
    names = {funder.id: funder.acronym for funder in library.funders()}
    yield from (f"= {said}" for said in known_words(found, names, language))
