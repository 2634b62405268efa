"""How things of a workshop are said: states, marks, what goes and stays, what came of a verb."""

from __future__ import annotations

from decimal import Decimal

from wecoop_desktop.base.language import mark, nmark
from wecoop_desktop.base.wording import MESSAGES, say
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
    "sandboxes": nmark("{n} work place of a group on this computer",
                       "{n} work places of groups on this computer"),
    "files": nmark("{n} file in it", "{n} files in them"),
    "unsent": nmark("{n} of them was changed after the last hand-in",
                    "{n} of them were changed after the last hand-in"),
}  # fmt: skip
STAYS = {
    "work": nmark("your own proposals, notes and bookmarks ({n} file)",
                  "your own proposals, notes and bookmarks ({n} files)"),
    "sessions": nmark("what was collected in sessions led here ({n} file)",
                      "what was collected in sessions led here ({n} files)"),
    "backups": nmark("your backups ({n} file)", "your backups ({n} files)"),
    "content": nmark("projects, guide and all content ({n} file)",
                     "projects, guide and all content ({n} files)"),
    "settings": nmark("your settings ({n} file)", "your settings ({n} files)"),
    "other": nmark("{n} other file", "{n} other files"),
}  # fmt: skip
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
    "summary": mark("Writing the summary"),
    "one-file": mark("Writing the session into one file"),
    "read": mark("Opening the draft"),
    "peers": mark("Handing the drafts out to other groups"),
    "lay-out": mark("Writing the drafts to review"),
    "pass-on": mark("Passing the reviews on"),
    "anew": mark("Keeping a copy and beginning anew"),
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


def oddities(group: Group) -> list[str]:
    """What was odd about the files of a group."""
    found = [say(language(), error) for error in group.notes]
    if group.twice > 1:
        found.append(
            ntr(
                "{n} computer of this group has handed in.",
                "{n} computers of this group have handed in; all is kept, the newest is shown.",
                group.twice,
            )
        )
    if group.form == "older":
        found.append(tr("The draft was made with an older form and was carried over."))
    elif group.form == "newer":
        found.append(tr("The draft was made with a newer form; some answers may not be shown."))
    return found


def left(clock: Clock) -> str:
    """Minutes and seconds, or hours before them."""
    hours, rest = divmod(clock.left, 3600)
    minutes, seconds = divmod(rest, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}"
    return f"{minutes:02}:{seconds:02}"


def size(count: int) -> str:
    """Bytes in megabytes."""
    millions = Decimal(count) / 1_000_000
    number = language().number(millions, 1 if count < 100_000_000 else 0)
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
        case "report" | "evaluation" | "calendar" | "summary" | "one-file":
            return tr("Saved as {name}.", name=path)
        case "certificates":
            return ntr(
                "{n} certificate saved as {name}.",
                "{n} certificates saved as {name}.",
                told.number,
                name=path,
            )
        case "comment":
            return tr("The comment goes back to group {n}.", n=told.number)
        case "join":
            return tr("The work place of group {n} opens in a window of its own.", n=told.number)
        case "peers":
            return ntr(
                "{n} group has the draft of another group.",
                "{n} groups have the draft of another group each.",
                told.number,
            )
        case "lay-out":
            return tr("The drafts to review stand in “{name}”, a file for each group.", name=path)
        case "pass-on":
            return ntr(
                "{n} group gets what another group said, as comments.",
                "{n} groups get what other groups said, as comments.",
                told.number,
            )
        case "anew":
            return tr("The next participant begins; a copy of what was there is kept.")
        case "reset":
            if told.path is None:
                return tr("This computer is reset; there was nothing to remove.")
            return tr("This computer is reset. A copy is kept under Past sessions.")
        case "undo":
            return tr("What the reset removed is back.")
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
