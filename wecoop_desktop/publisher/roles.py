"""Who holds which key, how many must sign, and how long a signature counts.

The roles are those of The Update Framework. Every channel has keys of its own for every role:
metadata do not say which channel they belong to, so a key used in both would let the long-lived
timestamp of a stick pass for one of the network.
"""

from __future__ import annotations

from typing import NamedTuple

ROLES = ("root", "targets", "snapshot", "timestamp")
NETWORK, STICK = "network", "stick"
# The folder of a release in which the metadata of a channel lie.
FOLDERS = {NETWORK: "metadata", STICK: "stick"}
CHANNELS = tuple(FOLDERS)
THRESHOLD = {"root": 2, "targets": 1, "snapshot": 1, "timestamp": 1}


class Duty(NamedTuple):
    """One key that a holder has."""

    channel: str
    role: str


def _both(*roles: str) -> tuple[Duty, ...]:
    return tuple(Duty(channel, role) for channel in CHANNELS for role in roles)


# A folder of keys for each: they go to different people and different sticks. The clock is the
# only one that may live on a computer with a network: with it alone one can hold back news for
# the life of a timestamp, and nothing else.
HOLDERS = {
    "root-1": _both("root"),
    "root-2": _both("root"),
    "root-3": _both("root"),
    "editor": (*_both("targets", "snapshot"), Duty(STICK, "timestamp")),
    "clock": (Duty(NETWORK, "timestamp"),),
}

# Days from a signature to its end. A timestamp of the network is renewed by itself, by `publish
# refresh`; a stick may lie in a drawer for a year. Roots last longest: a program older than the
# last root follows all roots since its own, expired ones too, but the last must be valid.
DAYS = {
    NETWORK: {"root": 1095, "targets": 400, "snapshot": 400, "timestamp": 30},
    STICK: {"root": 1825, "targets": 800, "snapshot": 400, "timestamp": 400},
}


def holders_of(duty: Duty) -> tuple[str, ...]:
    return tuple(holder for holder, duties in HOLDERS.items() if duty in duties)
