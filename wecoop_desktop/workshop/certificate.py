"""Certificates of participation for the people of a session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import LANGUAGES, Text
from wecoop_desktop.documents.certificate import Certificate
from wecoop_desktop.workshop.board import Board
from wecoop_desktop.workshop.paper import tidy
from wecoop_desktop.workshop.session import Session

MOST = 500


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs and whose emblem stands on it; all may be empty."""

    trainer: str = ""
    role: str = ""
    ministry: str = ""
    emblem: bytes = b""


NOBODY = Issuer()


def people_of(board: Board) -> tuple[str, ...]:
    """The names that groups gave, each once, in the order of the groups."""
    return tuple(dict.fromkeys(name for row in board.rows for name in row.people))


def certificates(
    people: Iterable[str], session: Session, day: date, issuer: Issuer = NOBODY
) -> tuple[Certificate, ...]:
    """One for each name. Raises `AppError` workshop-no-people."""
    names = [tidy(each) for each in people]
    kept = tuple(dict.fromkeys(each for each in names if each))[:MOST]
    if not kept:
        raise AppError("workshop-no-people")
    said = {code: Language(code) for code in LANGUAGES}
    return tuple(_certificate(name, session, day, issuer, said) for name in kept)


def _certificate(
    name: str, session: Session, day: date, issuer: Issuer, said: dict[str, Language]
) -> Certificate:
    def both(make: dict[str, str]) -> Text:
        return Text(make["en"], make["ru"])

    return Certificate(
        name=name,
        title=both({c: each.tr("Certificate of participation") for c, each in said.items()}),
        took_part=both({c: each.tr("took part in the workshop") for c, each in said.items()}),
        what=session.about if _is_exercise(session) else Text(session.title, session.title),
        facts=both({c: _facts(session, day, each) for c, each in said.items()}),
        signed=(
            both({c: _signed(issuer, each) for c, each in said.items()}),
            both({c: each.tr("Date and stamp") for c, each in said.items()}),
        ),
        ministry=issuer.ministry,
        emblem=issuer.emblem,
    )


def _facts(session: Session, day: date, language: Language) -> str:
    tr = language.tr
    about = "" if _is_exercise(session) else language.text(session.about)
    lines = [
        tr("Exercise: {title}", title=about) if about else "",
        language.ntr("{n} minute", "{n} minutes", session.minutes) if session.minutes else "",
        ", ".join(part for part in (session.place, language.date(day, "long")) if part),
    ]
    return "\n".join(line for line in lines if line)


def _is_exercise(session: Session) -> bool:
    """Whether the session is called as its exercise is."""
    return session.title in (session.about.en, session.about.ru)


def _signed(issuer: Issuer, language: Language) -> str:
    who = ", ".join(part for part in (issuer.trainer, issuer.role) if part)
    return who or language.tr("Trainer")
