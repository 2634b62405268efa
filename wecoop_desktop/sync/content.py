"""Which packs are in use: an edition that came with an update, or those of the program.

`content/current.json` is the one switch: it names the edition in use, the one before, and the
library of each, so that a start reads no packs. It is replaced whole. What it names is looked at
cheaply before it is used; a damaged edition is repaired from a copy of the same pack, else set
aside for the one before or the packs of the program, and that is told (`Mended`).
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from wecoop_desktop.base import lock
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, read_bytes, told, write_bytes
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.folders import Home, resources_folder
from wecoop_desktop.sync import editions
from wecoop_desktop.sync.editions import Held

FORMAT = 1
SWITCH, LOCK = "current.json", "lock"
SHIPPED = ""  # stands for the packs of the program where the digest of an edition is meant

MendedBy = Literal["copy", "previous", "shipped"]


@dataclass(frozen=True, slots=True)
class Mended:
    """Content was found damaged: which packs, of which edition, and what took their place.

    `by` copy: the same packs, from elsewhere on this computer; nothing is lost. Else edition
    `now` (0: that of the program, `issued` then) is in use instead.
    """

    when: str
    packs: tuple[str, ...]
    edition: int
    by: MendedBy
    now: int = 0
    issued: str = ""

    @property
    def finding(self) -> Finding:
        """How it is said: `base.wording.say_finding`."""
        values = {
            "packs": ", ".join(self.packs),
            "edition": self.edition,
            "now": self.now,
            "issued": self.issued,
        }
        return Finding(f"content-mended-{self.by}", level="warning", values=values)


@dataclass(frozen=True, slots=True)
class Switch:
    """What `current.json` says: digests of editions (empty: the packs of the program).

    `previous` is None where there is nothing to go back to. The libraries are empty where they
    are not known.
    """

    current: str = SHIPPED
    previous: str | None = None
    library: str = ""
    previous_library: str = ""
    mended: Mended | None = None
    anew: bool = False  # another publisher is trusted since: numbers begin again


@dataclass(frozen=True, slots=True)
class InUse:
    """`held` is None while the packs of the program are in use; `folder` is read either way.

    `previous` is what a rollback would bring: an edition, `SHIPPED`, or None for nothing.
    """

    folder: Path
    held: Held | None = None
    library: str = ""
    previous: Held | Literal[""] | None = None
    mended: Mended | None = None

    @property
    def number(self) -> int:
        """Of the edition; 0 for the packs of the program, which have none."""
        return self.held.number if self.held else 0


def shipped_folder() -> Path:
    """The packs shipped with the program."""
    return resources_folder() / "packs"


def packs_in_use(home: Home, shipped: Path | None = None) -> Path:
    """The folder of packs that everything is to be built from."""
    return in_use(home, shipped).folder


def in_use(home: Home, shipped: Path | None = None, *, thorough: bool = False) -> InUse:
    """What is in use, after damage was looked for (see `editions.damaged`) and mended.

    Never raises: where nothing else is whole the packs of the program are in use.
    """
    shipped = shipped or shipped_folder()
    switch = _read(home)
    held = _named(home, switch.current)
    if held is None and switch.current == SHIPPED:
        return _shipped(home, shipped, switch)
    lost = editions.damaged(held, thorough=thorough) if held else ("",)
    if lost:
        switch = _mend(home, shipped, switch, held, lost)
        held = _named(home, switch.current)
    if held is None:
        return _shipped(home, shipped, switch)
    if newest(shipped) > max((age(pack.issued, pack.version) for pack in held.packs), default=()):
        # The program was upgraded and brought newer packs; the next update keeps these as previous.
        return InUse(shipped, mended=switch.mended)
    return InUse(held.folder, held, switch.library, _previous(home, switch), switch.mended)


def _shipped(home: Home, shipped: Path, switch: Switch) -> InUse:
    return InUse(
        shipped,
        library=switch.library,
        previous=_previous(home, switch),
        mended=switch.mended,
    )


def _named(home: Home, digest: str) -> Held | None:
    return editions.read_held(home.content / digest) if digest else None


def _previous(home: Home, switch: Switch) -> Held | Literal[""] | None:
    return "" if switch.previous == SHIPPED else _named(home, switch.previous or "")


def switch_to(home: Home, digest: str, library: str, shipped: Path | None = None) -> None:
    """Use the edition of that digest from now on; what was in use becomes the one before.

    The one moment of an update: before it everything is as it was, after it everything is new.
    Raises `AppError` as `base.files.writing` does.
    """
    now = in_use(home, shipped)
    present = now.held.digest if now.held else SHIPPED
    before = _read(home)
    if digest == present:
        _write(home, replace(before, current=digest, library=library, mended=None))
        return
    back = digest == before.previous
    _write(home, Switch(digest, present, library, now.library, anew=before.anew and back))


def begin_anew(home: Home) -> None:
    """Another publisher is trusted from now on: the next edition may have any number.

    Raises `AppError` as `base.files.writing` does.
    """
    _write(home, replace(_read(home), anew=True))


def is_anew(home: Home) -> bool:
    return _read(home).anew


def forget_mended(home: Home) -> None:
    """The user has read what was mended. Raises `AppError` as `base.files.writing` does."""
    switch = _read(home)
    if switch.mended is not None:
        _write(home, replace(switch, mended=None))


def note_library(home: Home, now: InUse, library: str) -> None:
    """Remember the library of what is in use, so that the next start finds it at once.

    Nothing is written where it is known, where no update was ever made, where the switch names
    something else (the program was upgraded since), or where the home cannot be written.
    """
    switch = _read(home)
    named = now.held.digest if now.held else SHIPPED
    known = switch.library == library or switch.current != named
    if not known and (home.content / SWITCH).is_file():
        with contextlib.suppress(AppError):
            _write(home, replace(switch, library=library))


def clear(home: Home) -> None:
    """Keep the edition in use and the one before. Only for who holds the lock of updates."""
    editions.clear(home, named(home))


def named(home: Home) -> frozenset[str]:
    """The digests of the edition in use and of the one before."""
    switch = _read(home)
    return frozenset({switch.current, switch.previous or ""} - {SHIPPED})


@contextlib.contextmanager
def alone(home: Home) -> Iterator[None]:
    """Inside of it no other process changes content. Raises `AppError` update-busy, or as
    `base.files.told` where the home cannot be written."""
    try:
        home.content.mkdir(parents=True, exist_ok=True)
        mine = lock.hold(home.content / LOCK)
    except OSError as error:
        raise told(error, home.content) from error
    if mine is None:
        raise AppError("update-busy")
    try:
        yield
    finally:
        mine.release()


# Which is newer

Age = tuple[str, tuple[int, ...]]


def age(issued: str, version: str) -> Age:
    """What packs are compared by: the date they were issued, then their version."""
    return issued, tuple(int(part) for part in re.findall(r"\d{1,9}", version))


def newest(shipped: Path) -> Age:
    """The age of the newest pack of the program: only manifests are read."""
    found: list[Age] = []
    with contextlib.suppress(OSError):
        for entry in sorted(shipped.iterdir()):
            if entry.suffix == ".pack":
                from wecoop_desktop.packs.read import read_manifests

                return max(
                    (age(one.issued.isoformat(), one.version) for one in read_manifests(shipped)),
                    default=("", ()),
                )
            with contextlib.suppress(AppError, ValueError):
                said = parse_json(read_bytes(entry / "pack.json", editions.LIMIT))
                if isinstance(said, dict):
                    found.append(age(str(said.get("issued")), str(said.get("version"))))
    return max(found, default=("", ()))


# The switch


def _read(home: Home) -> Switch:
    """What the switch says. A damaged one counts as lost: the newest whole edition is used."""
    path = home.content / SWITCH
    try:
        return _switch(parse_json(read_bytes(path, editions.LIMIT)))
    except AppError as error:
        if error.code == "file-missing":
            return Switch()
    except (ValueError, KeyError, TypeError):
        pass
    whole = [held for held in editions.all_held(home) if not editions.damaged(held)]
    return Switch(whole[0].digest, SHIPPED) if whole else Switch()


def _switch(data: object) -> Switch:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ValueError("not a switch of this program")
    previous = data.get("previous")
    found = Switch(
        str(data["current"]),
        None if previous is None else str(previous),
        str(data.get("library") or ""),
        str(data.get("previous_library") or ""),
        _mended(data.get("mended")),
        data.get("anew") is True,
    )
    for digest in (found.current, found.previous or ""):
        if digest and not editions.DIGEST.fullmatch(digest):
            raise ValueError("not the digest of an edition")
    return found


def _mended(data: object) -> Mended | None:
    if not isinstance(data, Mapping) or data["by"] not in ("copy", "previous", "shipped"):
        return None
    packs = tuple(str(pack) for pack in data["packs"])
    return Mended(
        str(data["when"]),
        packs,
        int(data["edition"]),
        data["by"],
        int(data["now"]),
        str(data["issued"]),
    )


def _write(home: Home, switch: Switch) -> None:
    try:
        home.content.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise told(error, home.content) from error
    data = json.dumps({"format": FORMAT, **asdict(switch)}, indent=1)
    if (home.content / SWITCH).is_dir():
        editions.remove(home.content / SWITCH)
    write_bytes(home.content / SWITCH, data.encode())


# Mending


def _mend(
    home: Home, shipped: Path, switch: Switch, held: Held | None, lost: tuple[str, ...]
) -> Switch:
    """Repair the edition in use, or use another; and remember that for the window.

    Where another process is at work on the content, or nothing can be written, the packs of the
    program serve for this time and nothing is touched.
    """
    try:
        home.content.mkdir(parents=True, exist_ok=True)
        mine = lock.hold(home.content / LOCK)
    except OSError:
        return Switch()
    if mine is None:
        return Switch()
    try:
        mended = _mended_switch(home, shipped, switch, held, lost)
        _write(home, mended)
        _log(home, mended.mended)
    except (AppError, OSError):
        return Switch()
    finally:
        mine.release()
    return mended


def _log(home: Home, mended: Mended | None) -> None:
    if mended is not None:
        from wecoop_desktop.sync import log

        values = {name: str(value) for name, value in mended.finding.values.items()}
        entry = log.Entry("mend", "done", edition=mended.now, before=mended.edition)
        log.write(home, replace(entry, packs=mended.packs, code=mended.finding.code, values=values))


def _mended_switch(
    home: Home, shipped: Path, switch: Switch, held: Held | None, lost: tuple[str, ...]
) -> Switch:
    from wecoop_desktop.sync import repair

    packs = tuple(sorted(name.removesuffix(".pack") for name in lost if name))
    when = datetime.now(UTC).isoformat(timespec="seconds")
    number = held.number if held else 0
    if held is not None and repair.repair(home, shipped, held, lost):
        return replace(switch, mended=Mended(when, packs, number, "copy", number, held.issued))
    editions.set_aside(home.content / switch.current)
    other = _named(home, switch.previous or "")
    if other is not None and not editions.damaged(other, thorough=True):
        mended = Mended(when, packs, number, "previous", other.number, other.issued)
        return Switch(other.digest, SHIPPED, switch.previous_library, "", mended)
    mended = Mended(when, packs, number, "shipped", 0, newest(shipped)[0])
    library = switch.previous_library if switch.previous == SHIPPED else ""
    return Switch(SHIPPED, None, library, "", mended)
