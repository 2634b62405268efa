"""New keys in the place of old ones: planned, lost, leaked, or those of another organisation.

The root that names the new keys must be signed by enough holders of the present root and by
enough of the new one: so every program that trusts the old follows to the new by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Root

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.publisher.channel import HOLDER, Channel, Lack, all_roots
from wecoop_desktop.publisher.found import Held
from wecoop_desktop.publisher.press import Press, save_press


def replaced(press: Press, keys: Iterable[Held], now: datetime) -> frozenset[str]:
    """Ids of the keys that would go for these. Raises `AppError` press-empty."""
    found: set[str] = set()
    for held in keys:
        root = _root(Channel(press, held.duty.channel, now))
        found |= _of_holder(root, held)
    return frozenset(found - {held.key.keyid for held in keys})


def used_keys(press: Press, now: datetime) -> frozenset[str]:
    """Ids of all keys that any root named so far, or one that waits: none of them is a new one."""
    found = set(press.leaked)
    for name in press.days:
        found |= set(_root(Channel(press, name, now)).keys)
        for root in all_roots(press, name):
            found |= set(root.keys)
    return frozenset(found)


def rotate(
    press: Press, keys: tuple[Held, ...], now: datetime, signers: Iterable[CryptoSigner] = ()
) -> tuple[Lack, ...]:
    """Put each key in the place of what its holder had for that duty.

    Everything that the old keys had signed is signed anew. What lacks signatures waits for `sign`;
    until all are there, the release stays as it is. Raises `AppError` press-empty.
    """
    lacks: list[Lack] = []
    for name in sorted({held.duty.channel for held in keys}):
        channel = Channel(press, name, now, signers)
        mine = [held for held in keys if held.duty.channel == name]
        _root(channel)
        with channel.edit_root() as root:
            for held in mine:
                for keyid in _of_holder(root, held) - {held.key.keyid}:
                    root.revoke_key(keyid, held.duty.role)
                root.add_key(held.key, held.duty.role)
        _sign_anew(channel, {held.duty.role for held in mine})
        channel.settle()
        lacks += channel.lacks()
    return tuple(lacks)


def ban(press: Press, keys: frozenset[str]) -> Press:
    """Never sign with these again, not even to help clients over to a new root.

    Raises `AppError` rotation-none-left where nobody could sign the next root then.
    """
    press = press.without(keys)
    for name in press.days:
        for root in all_roots(press, name)[-1:]:
            role = root.roles["root"]
            if len(set(role.keyids) - press.leaked) < role.threshold:
                raise AppError("rotation-none-left", least=role.threshold)
    save_press(press)
    return press


def _sign_anew(channel: Channel, roles: set[str]) -> None:
    if channel.released("targets") is None and not channel.awaits("targets"):
        return  # nothing was published yet
    if "targets" in roles:
        channel.renew("targets")
    channel.do_snapshot(force="snapshot" in roles)
    channel.do_timestamp(force="timestamp" in roles)


def _root(channel: Channel) -> Root:
    root = channel.root()
    if root.version == 0:
        raise AppError("press-empty", channel=channel.name)
    return root


def _of_holder(root: Root, held: Held) -> frozenset[str]:
    """What this holder has for this duty now."""
    return frozenset(
        keyid
        for keyid in root.roles[held.duty.role].keyids
        if root.keys[keyid].unrecognized_fields.get(HOLDER) == held.holder
    )
