"""How things of a workshop are said: states, marks, what goes and stays, what came of a verb."""

from __future__ import annotations

from wecoop_desktop.base.language import mark, nmark
from wecoop_desktop.base.wording import MESSAGES
from wecoop_desktop.packs.exercises import Exercise
from wecoop_desktop.ui.presenters.workshopview import (
    Clearing,
    Clock,
    Doing,
    Group,
    HandOut,
    Told,
    WorkshopView,
)
from wecoop_desktop.ui.wording import language, ntr, said, tr

TABS = {
    "today": mark("Today"),
    "packs": mark("Packs"),
    "past": mark("Past sessions"),
    "dates": mark("Dates"),
}
# Of tasks: icon, tone, word.
MARKS = {
    "done": ("check", "ok", mark("done")),
    "work": ("pencil", "warn", mark("in work")),
    "question": ("circle-question-mark", "err", mark("question to the trainer")),
    "none": ("", "muted", mark("not started")),
}
GOES = {
    "drafts": nmark("{n} workshop draft on this computer", "{n} workshop drafts on this computer"),
    "reviews": nmark(
        "{n} comment or score of this session", "{n} comments and scores of this session"
    ),
    "sandboxes": nmark("{n} sandbox of a group", "{n} sandboxes of groups"),
    "files": nmark("{n} file of the session", "{n} files of the session"),
}
STAYS = {
    "own": nmark("{n} proposal of your own", "{n} proposals of your own"),
    "share": nmark(
        "{n} file in the shared folder or on the stick",
        "{n} files in the shared folder or on the stick",
    ),
    "settings": nmark("your settings, notes and bookmarks", "your settings, notes and bookmarks"),
}
DOING = {
    "prepare": mark("Preparing the session"),
    "open": mark("Opening the session"),
    "stick": mark("Writing the stick and reading it back"),
    "take": mark("Reading the drafts"),
    "report": mark("Writing the report"),
    "certificates": mark("Writing the certificates"),
    "evaluation": mark("Writing the feedback form"),
    "reset": mark("Keeping a copy and removing the drafts"),
    "undo": mark("Bringing the session back"),
    "join": mark("Preparing the work place of the group"),
    "calendar": mark("Writing the calendar"),
}


def title_of(exercise: Exercise | None) -> str:
    return said(exercise.title) if exercise else tr("Exercise not on this computer")


def group_name(group: Group) -> str:
    """“Group 3 · Basin authority”, or the number alone."""
    if group.name:
        return tr("Group {n} · {name}", n=group.number, name=group.name)
    return tr("Group {n}", n=group.number)


def state(group: Group) -> tuple[str, str, str]:
    """Words, tone and icon."""
    match group.state:
        case "ready":
            return tr("ready to show"), "ok", "circle-check"
        case "question":
            return tr("question"), "err", "circle-question-mark"
        case "silent":
            n = group.minutes or 0
            return ntr("no file for {n} min", "no file for {n} min", n), "warn", "clock"
        case "damaged":
            return tr("file damaged"), "err", "triangle-alert"
        case "waiting":
            return tr("no file yet"), "plain", "clock"
    return tr("in work"), "plain", "pencil"


def left(clock: Clock) -> str:
    """Minutes and seconds, or hours before them."""
    hours, rest = divmod(clock.left, 3600)
    minutes, seconds = divmod(rest, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}"
    return f"{minutes:02}:{seconds:02}"


def size(count: int) -> str:
    """Bytes in megabytes."""
    number = language().number(round(count / 1_000_000, 1) if count < 100_000_000
                               else round(count / 1_000_000))  # fmt: skip
    return tr("{n} MB", n=number)


def hand_out(told: HandOut, view: WorkshopView) -> tuple[str, str]:
    """The name of it, and what is known of it."""
    if told.kind == "stick":
        name = tr("Stick {name}", name=told.name)
    else:
        name = tr("Folder “{name}”", name=told.name)
    if told.taken is not None and view.session is not None:
        about = tr("{n} of {total} groups connected", n=told.taken, total=len(view.session.groups))
    elif told.checked and told.size:
        about = tr("written and checked, {size}", size=size(told.size))
    elif told.checked:
        about = tr("written and checked")
    else:
        about = tr("not checked yet")
    return name, about


def doing(told: Doing) -> str:
    if told.code in MESSAGES:
        return tr(MESSAGES[told.code])
    return tr(DOING[told.verb]) if told.verb in DOING else ""


def came(told: Told) -> str:
    """What a verb came to, in a sentence; empty where there is nothing to say."""
    path = told.path.name if told.path else ""
    match told.verb:
        case "prepare":
            return tr("The session is prepared in “{name}” and was read back.", name=path)
        case "stick":
            return tr("The stick is written and every file was read back: {name}.", name=path)
        case "report" | "evaluation" | "calendar":
            return tr("Saved as {name}.", name=path)
        case "certificates":
            return ntr("{n} certificate saved in “{name}”.", "{n} certificates saved in “{name}”.",
                       told.number, name=path)  # fmt: skip
        case "comment":
            return tr("The comment goes back to group {n}.", n=told.number)
        case "join":
            return tr("The work place of group {n} opens in a window of its own.", n=told.number)
        case "reset":
            return tr("This computer is reset. A copy is kept under Past sessions.")
        case "stopped":
            return tr("Stopped. What was written whole stays.")
    return ""


def counted(rows: tuple[tuple[str, int], ...], words: dict[str, tuple[str, str]]) -> list[str]:
    """Lines of what goes or stays."""
    return [ntr(*words[code], number) for code, number in rows if code in words]


def goes(clearing: Clearing) -> list[str]:
    return counted(clearing.goes, GOES)


def stays(clearing: Clearing) -> list[str]:
    return counted(clearing.stays, STAYS)


def clock_time(view: WorkshopView) -> str:
    """When the newest file came, by this computer's clock."""
    session = view.session
    if session is None or session.last is None:
        return ""
    return f"{session.last.astimezone():%H:%M}"
