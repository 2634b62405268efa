"""What the screen of updates says."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.language import mark, nmark
from wecoop_desktop.base.text import Text
from wecoop_desktop.base.wording import MESSAGES, say, say_finding
from wecoop_desktop.packs.wording import DONE, say_count
from wecoop_desktop.ui import wording
from wecoop_desktop.ui.parts.banner import Tone
from wecoop_desktop.ui.presenters.updatesview import (
    Attempt,
    Bringer,
    Changed,
    How,
    Offered,
    PackRow,
    Progress,
    UpdatesView,
)
from wecoop_desktop.ui.wording import ntr, said, tr

ICONS = {
    "projects": "database",
    "rates": "coins",
    "guide": "book-open",
    "funders": "landmark",
    "policies": "scale",
    "forms": "file-text",
    "events": "calendar-days",
    "examples": "file-pen-line",
    "exercises": "presentation",
    "answers": "message-square",
}

# What a pack holds: kind of the counts, one, many.
HELD = {
    "projects": (("project", *nmark("{n} project", "{n} projects")),),
    "guide": (
        ("section", *nmark("{n} section", "{n} sections")),
        ("term", *nmark("{n} term", "{n} terms")),
    ),
    "funders": (("funder", *nmark("{n} profile", "{n} profiles")),),
    "policies": (("policy", *nmark("{n} policy", "{n} policies")),),
    "forms": (("template", *nmark("{n} template", "{n} templates")),),
    "events": (("event", *nmark("{n} event", "{n} events")),),
    "examples": (("example", *nmark("{n} example", "{n} examples")),),
    "exercises": (("exercise", *nmark("{n} exercise", "{n} exercises")),),
}

# Packs that a computer may not have yet, and so no title of theirs.
TITLES = {
    "answers": mark("Answers to feedback"),
    "exercises": mark("Exercises for workshops"),
}

KIND_ICONS = {
    "project": "layers",
    "section": "book-open",
    "term": "book-a",
    "funder": "landmark",
    "policy": "scale",
    "form": "file-text",
    "template": "file-text",
    "example": "file-pen-line",
    "event": "calendar-days",
    "rates": "coins",
    "exercise": "presentation",
    "answer": "message-square",
    "figure": "image",
    "quiz": "graduation-cap",
    "organisation": "users",
    "pack": "archive",
}

HOW_ICONS = {"new": "plus", "changed": "pencil", "closed": "archive", "gone": "minus"}
WORKING = mark("Working")
STEPS = {
    "update-verifying": mark("Checking signatures and sums"),
    "update-copying": mark("Writing the copy"),
}

# How a refusal is headed, by the beginning of its code, and in which tone.
HEADS: tuple[tuple[tuple[str, ...], str, Tone], ...] = (
    (
        (
            *("update-not-genuine", "update-replayed", "update-mixed", "update-unreadable"),
            *("update-endless", "update-differs", "update-incomplete", "part-", "edition-damaged"),
        ),
        mark("Update refused."),
        "err",
    ),
    (
        (
            *("update-edition-older", "update-expired", "update-needs-program"),
            *("update-pack-newer", "update-unsound", "edition-newer"),
        ),
        mark("Update not taken."),
        "warn",
    ),
    (
        ("carrier-", "address-", "update-no-address", "update-no-edition"),
        mark("Could not look for updates."),
        "warn",
    ),
    (("copy-",), mark("The copy was not written."), "warn"),
    (("disk-full", "update-no-room"), mark("Not enough space."), "warn"),
)


def head(error: AppError) -> tuple[str, Tone]:
    """The bold words of a refusal, and its tone."""
    for codes, words, tone in HEADS:
        if error.code.startswith(codes):
            return tr(words), tone
    return tr("The update stopped."), "err"


def refusal(error: AppError) -> str:
    """The sentence of an error; where it tells of a command, what the window offers instead."""
    if error.code == "update-no-address":
        return tr(
            "No address of updates is known. Type one in the settings, or take the update from a "
            "stick or a folder."
        )
    return say(wording.language(), error)


def repaired(mended: Finding) -> str:
    """That damaged content was replaced, with its date as people write it."""
    issued = wording.day(str(mended.values.get("issued", "")))
    return say_finding(
        wording.language(), replace(mended, values={**mended.values, "issued": issued})
    )


def pack_title(pack: str, rows: tuple[PackRow, ...]) -> str:
    own = next((row.title for row in rows if row.id == pack), Text())
    return said(own) or (tr(TITLES[pack]) if pack in TITLES else pack)


def size(count: int) -> str:
    """Bytes as people say them: kB below a tenth of a megabyte."""
    language = wording.language()
    if count < 1000:
        return tr("{n} bytes", n=language.number(count))
    if count < 100_000:
        return tr("{n} kB", n=language.number(round(count / 1000)))
    from decimal import Decimal

    return tr("{n} MB", n=language.number(Decimal(count) / 1_000_000, 1))


def megabytes(count: int, digits: int = 1) -> str:
    """A size in megabytes, without the unit."""
    from decimal import Decimal

    return wording.language().number(Decimal(count) / 1_000_000, digits)


def lasting(seconds: int) -> str:
    """A time as people say it."""
    if seconds < 1:
        return tr("less than a second")
    if seconds < 90:
        return tr("{n} s", n=seconds)
    if seconds < 5400:
        return ntr("{n} min", "{n} min", round(seconds / 60))
    return tr("{n} h", n=round(seconds / 3600))


def offer_words(offer: Offered) -> str:
    """Size and time, before anything is fetched."""
    if offer.seconds is None:
        return tr("{size} to fetch", size=size(offer.size))
    return tr("{size} to fetch, about {time}", size=size(offer.size), time=lasting(offer.seconds))


def progress_words(progress: Progress) -> str:
    if progress.code not in ("", "update-fetching"):
        said = STEPS.get(progress.code) or MESSAGES.get(progress.code) or WORKING
        return tr(said)
    digits = 1 if progress.total >= 1_000_000 else 2
    done, total = megabytes(progress.done, digits), megabytes(progress.total, digits)
    parts = [tr("{n} of {total} MB", n=done, total=total)]
    if progress.left is not None:
        parts.append(tr("{time} left", time=lasting(progress.left)))
    if progress.rate is not None:
        parts.append(tr("{size} per second", size=size(progress.rate)))
    return " · ".join(parts)


def brought(bringer: Bringer) -> str:
    """Where something came from."""
    if bringer.kind == "stick":
        return tr("from the stick {name}", name=bringer.name)
    if bringer.kind == "folder":
        return tr("from the folder {name}", name=bringer.name)
    return tr("by network")


def carrier_icon(bringer: Bringer) -> str:
    return {"stick": "usb", "folder": "folder-open"}.get(bringer.kind, "download")


def attempt_words(attempt: Attempt) -> str:
    version = attempt.version
    way = brought(attempt.bringer)
    match attempt.outcome:
        case "installed":
            return tr("{version} {way}", version=version, way=way)
        case "undone":
            return tr("Back to {version}", version=version)
        case "nothing":
            return tr("Nothing newer {way}", way=way)
        case "offered":
            return tr("{version} offered {way}", version=version, way=way)
        case "stopped":
            return tr("Stopped: {version} {way}", version=version, way=way)
        case "mended":
            return tr("Damaged content repaired")
    if attempt.error is not None and attempt.error.code.startswith("carrier-"):
        return tr("Not reached {way}", way=way)
    return tr("Refused {way}", way=way)


def attempt_icon(attempt: Attempt) -> tuple[str, str]:
    """Picture and tone of a line of the history."""
    if attempt.outcome == "failed":
        reached = attempt.error is None or not attempt.error.code.startswith("carrier-")
        return ("shield-x", "err") if reached else ("wifi-off", "warn")
    if attempt.outcome == "undone":
        return "undo-2", "primary"
    if attempt.outcome in ("nothing", "offered"):
        return "check", "muted"
    if attempt.outcome == "mended":
        return "wrench", "warn"
    return carrier_icon(attempt.bringer), "ok" if attempt.outcome == "installed" else "muted"


def when(moment: datetime, view: UpdatesView) -> str:
    local = moment.astimezone()
    if local.date() == view.today:
        return tr("today, {time}", time=f"{local:%H:%M}")
    return wording.language().date(local.date())


def title_of(row: Changed) -> str:
    return said(row.title) or row.id


def effect(row: Changed) -> str:
    """What was done to it, and what of the user's own it concerns."""
    words = tr(DONE[row.how])
    if row.drafts:
        return " · ".join((words, ntr("{n} draft", "{n} drafts", len(row.drafts))))
    return " · ".join((words, tr("saved by you"))) if row.saved else words


def counted(kind: str, how: How, n: int) -> str:
    return say_count(wording.language(), kind, how, n)


def fingerprint(key: str) -> str:
    """The first sixteen digits of a key's id in groups of four."""
    short = key[:16].upper()
    return " ".join(short[at : at + 4] for at in range(0, len(short), 4))
