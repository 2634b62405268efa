"""python-tuf's own client with three things said to it: the time, copies for links, and an order.

`Updater` takes the computer's clock when it is made and offers no other way in. The three methods
overridden here are not part of its promise; `tests/sync/test_client.py` fails when they change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from tuf.api.exceptions import ExpiredMetadataError
from tuf.api.metadata import Root, Signed, Snapshot, Targets, Timestamp
from tuf.ngclient import Updater, UpdaterConfig

from wecoop_desktop.sync import clock
from wecoop_desktop.sync.fetching import Fetcher
from wecoop_desktop.sync.limits import Limits

ROLES = (Root.type, Timestamp.type, Snapshot.type, Targets.type)


class Client(Updater):
    """An `Updater` whose time is the later of `now()` and of every time that was signed."""

    def __init__(
        self,
        folder: Path,
        fetcher: Fetcher,
        metadata: str,
        targets: str,
        root: bytes | None,
        limits: Limits,
        now: Callable[[Mapping[str, Iterable[str]]], datetime],
    ) -> None:
        """`now` is given the key ids of each role; `root` None trusts what the folder holds.

        Raises RepositoryError and OSError.
        """
        self._now = now
        super().__init__(
            str(folder),
            metadata,
            None,
            targets,
            fetcher,
            UpdaterConfig(
                max_root_rotations=limits.roots,
                root_max_length=limits.root,
                timestamp_max_length=limits.timestamp,
                snapshot_max_length=limits.snapshot,
                targets_max_length=limits.targets,
            ),
            bootstrap=root,
        )

    def refresh(self) -> None:
        """As `Updater.refresh`; afterwards nothing counts that ran out before something in it
        was signed: a computer with a wrong clock learns the time here."""
        super().refresh()
        latest = max((entry.time for entry in self.times()), default=self.reference)
        for role in ROLES:
            signed = self.signed(role)
            if signed is not None and signed.is_expired(max(latest, self.reference)):
                raise ExpiredMetadataError(f"{role} ran out before the rest was signed")

    @property
    def reference(self) -> datetime:
        """The time against which everything is held."""
        return self._trusted_set.reference_time

    def signed(self, role: str) -> Signed | None:
        """What is trusted for a role by now."""
        return self._trusted_set[role] if role in self._trusted_set.keys() else None  # noqa: SIM118

    def keys(self) -> dict[str, tuple[str, ...]]:
        """The key ids of each role."""
        return {role: tuple(each.keyids) for role, each in self._trusted_set.root.roles.items()}

    def times(self) -> tuple[clock.Signed, ...]:
        """When each role was signed, as far as it says so; later than its end is no such time."""
        keys, found = self.keys(), []
        for role in ROLES:
            signed = self.signed(role)
            issued = signed and clock.parse_time(signed.unrecognized_fields.get(clock.ISSUED))
            if signed and issued and issued < signed.expires:
                found.append(clock.Signed(issued, role, keys[role]))
        return tuple(found)

    def _load_root(self) -> None:
        super()._load_root()
        # Ends are looked at after this: the last root decides whose times count.
        self._trusted_set.reference_time = self._now(self.keys())

    def _update_root_symlink(self) -> None:
        """A copy: sticks and shared drives know no links."""
        version = self._trusted_set.root.version
        data = Path(self._dir, "root_history", f"{version}.root.json").read_bytes()
        self._persist_metadata(Root.type, data)
