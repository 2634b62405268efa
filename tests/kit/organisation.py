"""An organisation that publishes: a press, keys of all holders on their sticks, users with clients.

mine = Organisation(tmp_path)
mine.publish(1)                       # a small edition, signed by the editor and the clock
user = mine.user("network")           # a client that trusts the first root
user.refresh()
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from securesystemslib.signer import CryptoSigner

from wecoop_desktop.packs.archive import pack_bytes
from wecoop_desktop.packs.edition import Part, edition_bytes, make_edition, pack_digest
from wecoop_desktop.publisher.channel import Lack
from wecoop_desktop.publisher.found import found, make_keys
from wecoop_desktop.publisher.keys import signers
from wecoop_desktop.publisher.press import Press, open_press
from wecoop_desktop.publisher.roles import FOLDERS, ROLES
from wecoop_desktop.publisher.rotate import ban, replaced, rotate, used_keys
from wecoop_desktop.publisher.sign import Signed, refresh, sign, sign_edition
from wecoop_desktop.sync.folder import Folder
from wecoop_desktop.sync.trust import Trust

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def phrase(holder: str) -> str:
    return f"five words of the holder {holder}"


@dataclass
class Organisation:
    folder: Path
    now: datetime = NOW
    roots: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found(self.folder / "press", self.folder / "sticks", phrase, self.now)
        self.roots = {
            name: (self.release / FOLDERS[name] / "1.root.json").read_bytes() for name in FOLDERS
        }

    @property
    def press(self) -> Press:
        return open_press(self.folder / "press")

    @property
    def release(self) -> Path:
        return self.folder / "press" / "release"

    def stick(self, holder: str) -> Path:
        return self.folder / "sticks" / holder

    def keys(self, *holders: str) -> tuple[CryptoSigner, ...]:
        return signers([self.stick(holder) for holder in holders], [phrase(h) for h in holders])

    def edition(self, number: int, **texts: str) -> Path:
        """An edition with one small pack, as `build` leaves it."""
        files = {"rates/pack.json": f'{{"edition": {number}}}'.encode()}
        files |= {f"rates/{name}.json": text.encode() for name, text in texts.items()}
        data = pack_bytes(files)
        part = Part("rates", str(number), date(2026, 11, 1), pack_digest(files), len(data), {})
        folder = self.folder / f"edition-{number}"
        folder.mkdir(exist_ok=True)
        (folder / "rates.pack").write_bytes(data)
        made = make_edition(number, part.issued, [part])
        (folder / "edition.json").write_bytes(edition_bytes(made))
        return folder

    def publish(self, number: int, *holders: str) -> Signed:
        """Sign an edition, by the editor and the clock where nobody is named."""
        present = self.keys(*(holders or ("editor", "clock")))
        return sign_edition(self.press, self.edition(number), present, self.now)

    def sign(self, *holders: str) -> Signed:
        return sign(self.press, self.keys(*holders), self.now)

    def refresh(self, *holders: str) -> Signed:
        return refresh(self.press, self.keys(*(holders or ("clock",))), self.now)

    def rotate(
        self,
        holders: Iterable[str],
        roles: tuple[str, ...] = ROLES,
        *,
        leaked: bool = False,
        sticks: Path | None = None,
        present: tuple[str, ...] = (),
    ) -> tuple[Lack, ...]:
        """New keys for these holders, on new sticks where they are named."""
        press = self.press
        folder = sticks or self.folder / "sticks"
        made = make_keys(folder, holders, phrase, used_keys(press, self.now), roles)
        gone = replaced(press, made.keys, self.now)
        if leaked:
            press = ban(press, gone)
        return rotate(press, made.keys, self.now, (*made.signers, *self.keys(*present)))

    def later(self, days: int) -> None:
        self.now += timedelta(days=days)

    def user(
        self, channel: str = "network", name: str = "user", release: Path | None = None
    ) -> User:
        """A computer with the first roots; the same name is the same computer."""
        return User(self, self.folder / "users" / name / channel, channel, release)


@dataclass
class User:
    organisation: Organisation
    folder: Path
    channel: str
    release: Path | None = None

    @property
    def trust(self) -> Trust:
        release = self.release or self.organisation.release
        return Trust(
            self.folder / "trust",
            self.channel,
            self.organisation.roots[self.channel],
            Folder(release, self.channel),
            now=self._clock(),
        )

    def _clock(self) -> Callable[[], datetime]:
        return lambda: self.organisation.now

    def refresh(self) -> dict[str, int]:
        """Versions by role of what is now trusted."""
        return dict(self.trust.refresh().versions)

    def edition(self) -> int:
        """Fetch everything, verified; the number of the edition."""
        trust = self.trust
        trust.refresh()
        for part in trust.targets():
            trust.fetch(part.name, self.folder / "parts")
        from wecoop_desktop.packs.edition import read_edition

        return read_edition((self.folder / "parts" / "edition.json").read_bytes()).number
