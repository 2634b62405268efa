"""The first keys and the first root of every channel."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from securesystemslib.signer import CryptoSigner, SSlibKey

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.publisher.channel import HOLDER, Channel, Lack
from wecoop_desktop.publisher.keys import check_phrase, make_key, public_keys
from wecoop_desktop.publisher.press import FILE, Press, found_press
from wecoop_desktop.publisher.roles import CHANNELS, HOLDERS, ROLES, THRESHOLD, Duty


class Phrases(Protocol):
    """The pass phrase with which the new keys of a holder are to be protected."""

    def __call__(self, holder: str) -> str: ...


class Held(NamedTuple):
    """A key and whose it is."""

    holder: str
    duty: Duty
    key: SSlibKey


class Made(NamedTuple):
    """Keys of all holders asked for, and those of them that can sign because they are new."""

    keys: tuple[Held, ...]
    signers: tuple[CryptoSigner, ...]


class Founded(NamedTuple):
    press: Press
    made: Made
    lacks: tuple[Lack, ...]


def found(folder: Path, keys: Path, phrases: Phrases, now: datetime) -> Founded:
    """A publisher's folder with the first roots.

    Holders who made their keys themselves have left the public halves in `keys`; the others get
    keys now. Roots that lack signatures wait for `sign`. Raises `AppError` press-there,
    key-damaged, phrase-short and of writing.
    """
    if (folder / FILE).exists() or (folder / "release").exists():
        raise AppError("press-there", path=folder)
    made = make_keys(keys, HOLDERS, phrases)  # asks for everything before anything is written
    press = found_press(folder)
    lacks: list[Lack] = []
    for name in CHANNELS:
        channel = Channel(press, name, now, made.signers)
        with channel.edit_root() as root:
            for held in made.keys:
                if held.duty.channel == name:
                    root.add_key(held.key, held.duty.role)
            for role, count in THRESHOLD.items():
                root.roles[role].threshold = count
        channel.settle()
        lacks += channel.lacks()
    return Founded(press, made, tuple(lacks))


def make_keys(
    folder: Path,
    holders: Iterable[str],
    phrases: Phrases,
    used: frozenset[str] = frozenset(),
    roles: Collection[str] = ROLES,
) -> Made:
    """A key for each duty of these holders in these roles, in `folder/<holder>`.

    A public half that lies there already is taken, unless it is one of the `used`.
    """
    plans = [_plan(folder / holder, holder, used, roles) for holder in holders]
    chosen = {plan.holder: phrases(plan.holder) for plan in plans if plan.lacking}
    for phrase in chosen.values():
        check_phrase(phrase)
    keys: list[Held] = []
    signers = []
    for plan in plans:
        there = dict(plan.there)
        for duty in plan.lacking:
            signer = make_key(folder / plan.holder, duty, chosen[plan.holder])
            signers.append(signer)
            there[duty] = signer.public_key
        keys += _held(plan.holder, there)
    return Made(tuple(keys), tuple(signers))


class _Plan(NamedTuple):
    """What a holder has of what is needed, and what not."""

    holder: str
    there: Mapping[Duty, SSlibKey]
    lacking: tuple[Duty, ...]


def _plan(folder: Path, holder: str, used: frozenset[str], roles: Collection[str]) -> _Plan:
    duties = [duty for duty in HOLDERS[holder] if duty.role in roles]
    there = {
        public.duty: public.key
        for public in public_keys(folder)
        if public.key.keyid not in used and public.duty in duties
    }
    return _Plan(holder, there, tuple(duty for duty in duties if duty not in there))


def _held(holder: str, keys: dict[Duty, SSlibKey]) -> Iterator[Held]:
    for duty, key in keys.items():
        key.unrecognized_fields[HOLDER] = holder
        yield Held(holder, duty, key)
