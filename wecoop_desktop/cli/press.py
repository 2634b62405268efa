"""`wecoop publish init | keys | sign | refresh | rotate | release | trust`: signed releases."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import told, write_bytes
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.phrases import declare_phrases, new_phrase, present_signers
from wecoop_desktop.publisher.channel import Lack, newest_root
from wecoop_desktop.publisher.found import Held, found, make_keys
from wecoop_desktop.publisher.keys import public_keys
from wecoop_desktop.publisher.press import open_press
from wecoop_desktop.publisher.release import clear, release
from wecoop_desktop.publisher.roles import CHANNELS, HOLDERS, NETWORK, ROLES, Duty, holders_of
from wecoop_desktop.publisher.rotate import ban, replaced, rotate, used_keys
from wecoop_desktop.publisher.sign import Signed, refresh, sign, sign_edition

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[ArgumentParser]

# What a holder's folder is for, as it is said when it is made.
PLACES = {
    "root-1": mark("a stick for the first person, kept in a safe; used once in some years"),
    "root-2": mark("a stick for a second person, in another building"),
    "root-3": mark("a stick for a third person, in a third place"),
    "editor": mark("a stick for the editor; used for every edition"),
    "clock": mark("the computer that renews the timestamp; the only keys that may be online"),
}


def declare(commands: Commands, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    init = commands.add_parser(
        "init", parents=[common], help=tr("a publisher's folder with the first keys and roots")
    )
    init.add_argument("folder", type=Path, help=tr("the new folder"))
    init.add_argument(
        "--keys", type=Path, help=tr("where the keys go, a folder a holder; else in the new folder")
    )
    declare_phrases(init, tr("file with the pass phrase of the new keys, of one holder or for all"))
    init.set_defaults(run=init_press)
    keys = commands.add_parser(
        "keys", parents=[common], help=tr("new keys of one holder, on their own computer")
    )
    keys.add_argument("holder", choices=tuple(HOLDERS), help=tr("whose keys they are"))
    keys.add_argument("folder", type=Path, help=tr("where they go, in a folder of the holder"))
    declare_phrases(keys, tr("file with the pass phrase of the new keys"))
    keys.set_defaults(run=holder_keys)
    _declare_signing(commands, common, language)
    _declare_rotation(commands, common, language)
    out = commands.add_parser(
        "release",
        parents=[common],
        help=tr("bring the signed release to the folder that a web server shows"),
    )
    out.add_argument("target", type=Path, help=tr("the folder on the server, or a copy of it"))
    _press(out, language)
    out.set_defaults(run=bring_out)
    trust = commands.add_parser(
        "trust", parents=[common], help=tr("the roots as they are shipped with the program")
    )
    trust.add_argument("target", type=Path, help=tr("the folder resources/trust of the program"))
    trust.add_argument("--address", default="", help=tr("where the releases are on the web"))
    trust.add_argument("--feedback", default="", help=tr("where feedback is sent"))
    trust.add_argument("--name-en", default="", help=tr("the publisher's name in English"))
    trust.add_argument("--name-ru", default="", help=tr("the publisher's name in Russian"))
    _press(trust, language)
    trust.set_defaults(run=write_trust)


def _declare_signing(commands: Commands, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    signing = commands.add_parser(
        "sign", parents=[common], help=tr("sign an edition, or what waits for signatures")
    )
    signing.add_argument("--edition", type=Path, help=tr("the edition that “publish build” made"))
    _press(signing, language)
    _present(signing, language)
    signing.set_defaults(run=sign_waiting)
    again = commands.add_parser(
        "refresh", parents=[common], help=tr("a later end for a timestamp, with the same contents")
    )
    again.add_argument(
        "--role", action="append", choices=ROLES, help=tr("another role, can be repeated")
    )
    again.add_argument(
        "--channel", action="append", choices=CHANNELS, help=tr("else the one of the network")
    )
    _press(again, language)
    _present(again, language)
    again.set_defaults(run=renew)


def _declare_rotation(commands: Commands, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    turn = commands.add_parser(
        "rotate", parents=[common], help=tr("new keys in the place of old ones")
    )
    turn.add_argument("role", choices=(*ROLES, "all"), help=tr("the role, or all of them"))
    turn.add_argument("--holder", choices=tuple(HOLDERS), help=tr("of several holders the one"))
    turn.add_argument(
        "--new", type=Path, help=tr("where the new keys are or go, a folder a holder; else keys")
    )
    turn.add_argument(
        "--leaked", action="store_true", help=tr("the old keys are never used again, not even once")
    )
    _press(turn, language)
    _present(turn, language)
    turn.set_defaults(run=turn_keys)


def init_press(call: Call) -> int:
    folder = call.arguments.folder
    keys = call.arguments.keys or folder / "keys"
    founded = found(folder, keys, partial(new_phrase, call), _now())
    data = {
        "folder": str(folder),
        "keys": {holder: str(keys / holder) for holder in HOLDERS},
        "waiting": _lacks_data(founded.lacks),
    }
    call.answer(data, [*_places(call.language, keys), *_said(call.language, (), founded.lacks)])
    return 0


def _places(language: Language, keys: Path) -> Iterator[str]:
    yield language.tr("Keys, each folder for its own stick with a second copy elsewhere:")
    for holder in HOLDERS:
        yield f"  {keys / holder}"
        yield f"      {language.tr(PLACES[holder])}"
    yield language.tr(
        "Move them away from this computer, try each stick, then delete {keys}.", keys=keys
    )


def holder_keys(call: Call) -> int:
    """New keys beside what is there: a holder in need of other ones keeps the old until then."""
    folder, holder = call.arguments.folder, call.arguments.holder
    there = {public.key.keyid for public in public_keys(folder / holder)}
    made = make_keys(folder, [holder], partial(new_phrase, call), frozenset(there))
    data = {
        "holder": holder,
        "folder": str(folder / holder),
        "keys": [
            {"channel": held.duty.channel, "role": held.duty.role, "id": held.key.keyid}
            for held in made.keys
        ],
    }
    lines = [f"{held.duty.channel:<8} {held.duty.role:<10} {held.key.keyid}" for held in made.keys]
    call.answer(
        data,
        [
            *lines,
            call.language.tr(
                "Give the files .pub in {folder} to the publisher; the files .pem to nobody.",
                folder=folder / holder,
            ),
        ],
    )
    return 0


def sign_waiting(call: Call) -> int:
    """1 while signatures are missing."""
    press = open_press(call.arguments.press)
    signers = present_signers(call)
    edition = call.arguments.edition
    if edition is None:
        done = sign(press, signers, _now())
    else:
        done = sign_edition(press, edition, signers, _now())
    return _tell(call, done)


def renew(call: Call) -> int:
    press = open_press(call.arguments.press)
    roles = tuple(call.arguments.role or ("timestamp",))
    channels = tuple(call.arguments.channel or (NETWORK,))
    done = refresh(press, present_signers(call), _now(), roles, channels)
    _tell(call, done)
    wanted = {(channel, role) for channel in channels for role in roles}
    return 0 if wanted <= set(done.settled) else 1


def turn_keys(call: Call) -> int:
    """1 while signatures are missing, as they mostly are: holders sign one after the other."""
    press = open_press(call.arguments.press)
    now = _now()
    present = present_signers(call) if call.arguments.keys else ()
    folder = call.arguments.new or press.keys
    role = call.arguments.role
    roles = ROLES if role == "all" else (role,)
    holders = _concerned(role, call.arguments.holder)
    made = make_keys(folder, holders, partial(new_phrase, call), used_keys(press, now), roles)
    gone = replaced(press, made.keys, now)
    if call.arguments.leaked:
        press = ban(press, gone)
    lacks = rotate(press, made.keys, now, (*present, *made.signers))
    return _tell(call, Signed((), lacks), made.keys)


def _concerned(role: str, holder: str | None) -> tuple[str, ...]:
    """The holders who get new keys. Raises `AppError` use-wrong where it must be said which."""
    if role == "all":
        return (holder,) if holder else tuple(HOLDERS)
    having = tuple(
        dict.fromkeys(each for name in CHANNELS for each in holders_of(Duty(name, role)))
    )
    if holder is not None and holder not in having:
        raise AppError("use-wrong", problem=f"{holder}: {role}", command="wecoop publish rotate")
    if holder is None and role == "root":
        raise AppError("use-wrong", problem="--holder", command="wecoop publish rotate")
    return (holder,) if holder else having


def bring_out(call: Call) -> int:
    press = open_press(call.arguments.press)
    done = release(press.release, call.arguments.target)
    clear(press.release)
    language = call.language
    data = {"written": list(done.written), "cleared": list(done.cleared)}
    lines = [*done.written, *(f"- {name}" for name in done.cleared)]
    said = language.ntr("{n} file was written.", "{n} files were written.", len(done.written))
    call.answer(data, [*lines, said])
    return 0


def write_trust(call: Call) -> int:
    """The newest root of each channel, and who publishes."""
    press = open_press(call.arguments.press)
    target = call.arguments.target
    for channel in CHANNELS:
        path = target / channel / "root.json"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise told(error, path) from error
        write_bytes(path, newest_root(press, channel))
    publisher = {
        "format": 1,
        "name": {"en": call.arguments.name_en, "ru": call.arguments.name_ru},
        "address": call.arguments.address,
        "feedback": call.arguments.feedback,
    }
    text = json.dumps(publisher, ensure_ascii=False, indent=1) + "\n"
    write_bytes(target / "publisher.json", text.encode())
    call.answer(
        {"folder": str(target)},
        [call.language.tr("The next program built with {folder} trusts these.", folder=target)],
    )
    return 0


def _tell(call: Call, done: Signed, keys: Iterable[Held] = ()) -> int:
    keys = tuple(keys)
    data = {
        "published": [{"channel": channel, "role": role} for channel, role in done.settled],
        "waiting": _lacks_data(done.lacks),
        "keys": [
            {"holder": held.holder, "channel": held.duty.channel, "role": held.duty.role}
            for held in keys
        ],
    }
    new = [
        call.language.tr(
            "New key: {holder}, {channel}, {role}",
            holder=held.holder,
            channel=held.duty.channel,
            role=held.duty.role,
        )
        for held in keys
    ]
    call.answer(data, [*new, *_said(call.language, done.settled, done.lacks)])
    return 1 if done.lacks else 0


def _said(
    language: Language, settled: Iterable[tuple[str, str]], lacks: tuple[Lack, ...]
) -> Iterator[str]:
    for channel, role in settled:
        yield language.tr("Signed: {channel}, {role}", channel=channel, role=role)
    for lack in lacks:
        yield language.ntr(
            "Waits: {channel}, {role}: {n} signature more, of {holders}",
            "Waits: {channel}, {role}: {n} signatures more, of {holders}",
            lack.missing,
            channel=lack.channel,
            role=lack.role,
            holders=", ".join(lack.holders),
        )
    if not lacks:
        yield language.tr("Nothing waits for signatures.")


def _lacks_data(lacks: tuple[Lack, ...]) -> list[dict[str, object]]:
    return [
        {
            "channel": lack.channel,
            "role": lack.role,
            "version": lack.version,
            "missing": lack.missing,
            "holders": list(lack.holders),
        }
        for lack in lacks
    ]


def _press(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument(
        "--in",
        dest="press",
        type=Path,
        default=Path(),
        metavar="DIR",
        help=language.tr("the publisher's folder; else the one you are in"),
    )


def _present(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument(
        "--keys",
        action="append",
        type=Path,
        metavar="DIR",
        help=language.tr("folder with keys of a holder, can be repeated"),
    )
    declare_phrases(
        parser, language.tr("file with a pass phrase in its first line, can be repeated")
    )


def _now() -> datetime:
    return datetime.now(UTC)
