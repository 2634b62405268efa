"""`wecoop sync`: look for an update, take it, and say what came, what did not and why."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base import settings
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.wording import MESSAGES, say
from wecoop_desktop.cli import sharing
from wecoop_desktop.cli.call import Call

if TYPE_CHECKING:
    from wecoop_desktop.packs.changes import Changes
    from wecoop_desktop.sync.log import Entry
    from wecoop_desktop.sync.offer import Offer
    from wecoop_desktop.sync.trust import Standing, Trust
    from wecoop_desktop.sync.update import Installed

YES, NO = 0, 1
# What says no to an edition, as against what keeps one from asking: the exit code is 1, not 2.
REFUSALS = ("update-", "part-", "edition-", "pack-", "patch-")
HINDRANCES = ("update-busy", "update-no-address", "update-no-room")
ROOT_LIMIT = 512_000  # bytes
SHOWN = 20  # things that changed, one by one
FETCHING = "update-fetching"

ACTS = {
    "check": mark("looked for"),
    "fetch": mark("fetched"),
    "install": mark("installed"),
    "rollback": mark("gone back"),
    "mend": mark("mended"),
    "trust": mark("another publisher trusted"),
    "feedback": mark("feedback sent"),
}
OUTCOMES = {
    "done": mark("done"),
    "nothing": mark("nothing new"),
    "refused": mark("not done"),
    "stopped": mark("stopped"),
}


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    parser.add_argument(
        "--from",
        dest="source",
        metavar="URL|DIR",
        help=tr("address, or folder or stick; else as in the settings or as the publisher says"),
    )
    parser.add_argument(
        "--check", action="store_true", help=tr("only say what is offered; take nothing")
    )
    parser.add_argument("--log", action="store_true", help=tr("what was tried so far"))
    parser.add_argument(
        "--trust",
        metavar="FILE|DIR",
        type=Path,
        help=tr("trust the publisher of this root.json or release from now on"),
    )
    parser.add_argument(
        "--channel",
        choices=("network", "stick"),
        default="",
        help=tr("whose signatures count; else told by the carrier"),
    )
    sharing.declare(parser, language)
    parser.set_defaults(run=sync)


def sync(call: Call) -> int:
    """0: up to date, or what is offered is told; 1: what is offered was refused; 2: could not."""
    given = call.arguments
    if given.serve is not None:
        return sharing.serve_release(call, source(call) if given.serve == "" else given.serve)
    if given.copy is not None:
        return sharing.copy_release(call, source(call))
    if given.log:
        return _tell_log(call)
    if given.trust is not None:
        _begin_trust(call)
        if given.source is None and not given.check:
            call.answer({"trusted": True}, [])
            return YES
    try:
        with _trust(call) as trust:
            return _check(call, trust) if given.check else _update(call, trust)
    except AppError as error:
        if not error.code.startswith(REFUSALS) or error.code in HINDRANCES:
            raise
        return _refused(call, error)


def source(call: Call) -> str:
    """Where updates come from. Raises `AppError` update-no-address, network-forbidden."""
    from wecoop_desktop.sync.permission import allow
    from wecoop_desktop.sync.publisher import read_publisher

    given: str | None = call.arguments.source
    chosen = settings.load(call.home.settings)
    found = given or chosen.address or read_publisher().address
    if not found:
        raise AppError("update-no-address")
    allow(chosen, found)
    return found


@contextmanager
def _trust(call: Call) -> Iterator[Trust]:
    from wecoop_desktop.sync.carrier import carrier
    from wecoop_desktop.sync.root import trusted_root
    from wecoop_desktop.sync.trust import Trust

    brings = carrier(source(call), call.arguments.channel)
    try:
        yield Trust.open(call.home, brings.channel, trusted_root(call.home, brings.channel), brings)
    finally:
        brings.close()


# Looking and taking


def _check(call: Call, trust: Trust) -> int:
    from wecoop_desktop.sync import update

    offer = update.check(call.home, trust)
    call.answer(_offer_data(offer), _offer_lines(call.language, offer))
    return YES


def _update(call: Call, trust: Trust) -> int:
    from wecoop_desktop.library import shelf
    from wecoop_desktop.packs.changes import Changes, folder_changes
    from wecoop_desktop.sync import update

    offer = update.check(call.home, trust)
    if not offer.available:
        call.answer({**_offer_data(offer), "updated": False}, _offer_lines(call.language, offer))
        return YES
    job = Job(_Progress(call).hear)
    staged = update.fetch(call.home, trust, offer, job)
    done = update.install(
        call.home, staged, lambda folder, job: shelf.make(call.home, folder, job), job
    )
    try:
        changed = folder_changes(done.earlier, done.folder)
    except AppError:  # what was in use before cannot be read any more; the update is in place
        changed = Changes()
    data = {**_offer_data(offer), "updated": True, "travelled": staged.bytes}
    call.answer({**data, **_changes_data(call.language, changed)}, _lines(call, done, changed))
    return YES


class _Progress:
    """Says on stderr what is being done: each new deed, and the tenths of what travels."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._deed = ""
        self._tenth = 0

    def hear(self, done: int, total: int, code: str) -> None:
        words = self._call.language.tr(MESSAGES[code]) if code in MESSAGES else ""
        if words and code != self._deed:
            self._deed, self._tenth = code, 0
            self._call.say(words)
        tenth = done * 10 // total if total else 0
        if code == FETCHING and tenth > self._tenth:
            self._tenth = tenth
            share = self._call.language.percent(tenth * 10)
            self._call.say(f"{words} {share}")


def _refused(call: Call, error: AppError) -> int:
    said = say(call.language, error)
    call.answer(
        {"available": False, "updated": False, "refused": {"code": error.code, "message": said}},
        [],
    )
    call.say(f"wecoop: {said}")
    return NO


# Trust


def _begin_trust(call: Call) -> None:
    """Trust another publisher; the one that is trusted already is left as it is."""
    from wecoop_desktop.base.files import read_bytes
    from wecoop_desktop.sync import content, log
    from wecoop_desktop.sync.root import trusted_root
    from wecoop_desktop.sync.trust import begin_trust

    for channel, path in _roots(call.arguments.trust, call.arguments.channel):
        root = read_bytes(path, ROOT_LIMIT)
        try:
            if trusted_root(call.home, channel) == root:
                continue
        except AppError:  # none is known yet
            pass
        begin_trust(call.home, channel, root)
        content.begin_anew(call.home)
        log.write(call.home, log.Entry("trust", "done", carrier=str(path)))
        call.say(
            call.language.tr(
                "From now on the publisher of {path} is trusted ({channel}).",
                path=path,
                channel=channel,
            )
        )


def _roots(path: Path, asked: str) -> Iterator[tuple[str, Path]]:
    """The roots of a release, or of what `publish trust` wrote, for each channel; a file alone is
    for the channel of its folder."""
    from wecoop_desktop.sync.folder import CHANNELS

    if path.is_dir():
        found = {
            name: path / folder / "root.json"
            for name, inside in CHANNELS.items()
            for folder in (name, inside)
            if (path / folder / "root.json").is_file() and asked in ("", name)
        }
        there = tuple(found.items())
        if not there:
            raise AppError("carrier-empty", name=str(path))
        yield from there
    else:
        yield asked or ("stick" if path.parent.name == "stick" else "network"), path


# Words


def _offer_data(offer: Offer) -> dict[str, object]:
    return {
        "available": offer.available,
        "verdict": offer.verdict,
        "edition": offer.edition.number,
        "issued": offer.edition.issued.isoformat(),
        "installed": offer.present.number,
        "bytes": offer.bytes,
        "patch": offer.patch is not None,
        "packs": [asdict(pack) for pack in offer.packs],
        "standing": _standing_data(offer.standing),
    }


def _standing_data(standing: Standing) -> dict[str, object]:
    return {
        "channel": standing.channel,
        "genuine": standing.genuine,
        "issued": standing.issued.isoformat() if standing.issued else None,
        "expires": standing.expires.isoformat() if standing.expires else None,
    }


def _offer_lines(language: Language, offer: Offer) -> Iterator[str]:
    tr = language.tr
    if offer.verdict == "same":
        yield tr("Nothing new: the content is that of edition {n}.", n=offer.edition.number)
        return
    if offer.verdict == "older":
        yield tr("Nothing new: the program came with newer content than is offered.")
        return
    for pack in offer.packs:
        if pack.bytes or pack.installed != pack.offered:
            change = f"{pack.installed or '-'} → {pack.offered}"
            yield f"{pack.id:<10} {change:<28} {language.ntr('{n} byte', '{n} bytes', pack.bytes)}"
    yield language.ntr(
        "Edition {edition} of {day}: {n} byte to fetch.",
        "Edition {edition} of {day}: {n} bytes to fetch.",
        offer.bytes,
        edition=offer.edition.number,
        day=language.date(offer.edition.issued),
    )


def _lines(call: Call, done: Installed, changed: Changes) -> Iterator[str]:
    from wecoop_desktop.packs.wording import say_change, say_counts

    language = call.language
    yield from say_counts(language, changed)
    for change in changed.things[:SHOWN]:
        yield f"  {say_change(language, change)}"
    left = len(changed.things) - SHOWN
    if left > 0:
        yield "  " + language.ntr("and {n} more", "and {n} more", left)
    yield language.tr(
        "Edition {n} is in use. “wecoop packs rollback” goes back to what was before.",
        n=done.number,
    )


def _changes_data(language: Language, changed: Changes) -> dict[str, object]:
    from wecoop_desktop.packs.wording import counts, how

    return {
        "counts": [{"kind": kind, "how": done, "n": n} for kind, done, n in counts(changed)],
        "changes": [
            {
                "kind": change.kind,
                "id": change.id,
                "how": how(change),
                "title": language.text(change.title),
            }
            for change in changed.things
        ],
    }


def _tell_log(call: Call) -> int:
    from wecoop_desktop.sync import log

    entries = log.read(call.home)
    data = {
        "attempts": [
            {**asdict(entry), "message": _why(call.language, entry) or None} for entry in entries
        ]
    }
    call.answer(data, (_log_line(call.language, entry) for entry in entries))
    return YES


def _log_line(language: Language, entry: Entry) -> str:
    tr = language.tr
    parts = [
        f"{entry.when:<25}",
        f"{tr(ACTS[entry.act])}, {tr(OUTCOMES[entry.outcome])}",
        tr("edition {n}", n=entry.edition) if entry.edition else "",
        ", ".join(entry.packs),
        language.ntr("{n} byte", "{n} bytes", entry.bytes) if entry.bytes else "",
        entry.carrier,
        _why(language, entry),
    ]
    return " · ".join(part for part in parts if part)


def _why(language: Language, entry: Entry) -> str:
    """The sentence of what hindered an attempt; of a later program's log perhaps only its code."""
    error = entry.error
    if error is None:
        return ""
    try:
        return say(language, error)
    except (KeyError, ValueError):
        return entry.code
