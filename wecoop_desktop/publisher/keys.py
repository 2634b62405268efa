"""Keys of the publisher: ed25519, the private half in a PEM file under a pass phrase.

A holder's folder has for each key `<channel>-<role>-<8 signs of its id>.pem` (private) and the
same name with `.pub` (public). Both are the usual formats (PKCS 8, SubjectPublicKeyInfo), so that
any tool can open them.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from securesystemslib.signer import CryptoSigner, SSlibKey

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, told, write_bytes
from wecoop_desktop.publisher.roles import CHANNELS, ROLES, Duty

SHORTEST = 20  # letters of a pass phrase: the format itself slows guessing down only a little
LONGEST = 1000
LIMIT = 20_000  # bytes of a key file
MOST = 200  # key files of one folder
NAME = re.compile(rf"({'|'.join(CHANNELS)})-({'|'.join(ROLES)})-([0-9a-f]{{8}})\.(pem|pub)")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public half of a key, and what it was made for."""

    duty: Duty
    key: SSlibKey


def check_phrase(phrase: str) -> bytes:
    """The pass phrase as bytes. Raises `AppError` phrase-short or phrase-long."""
    if len(phrase) < SHORTEST:
        raise AppError("phrase-short", least=SHORTEST)
    if len(phrase) > LONGEST:
        raise AppError("phrase-long", most=LONGEST)
    return phrase.encode()


def make_key(folder: Path, duty: Duty, phrase: str) -> CryptoSigner:
    """A new key, written into `folder` in both halves.

    Raises `AppError` phrase-short, and what `base.files.writing` raises.
    """
    secret = check_phrase(phrase)
    private = Ed25519PrivateKey.generate()
    signer = CryptoSigner(private)
    name = f"{duty.channel}-{duty.role}-{signer.public_key.keyid[:8]}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise told(error, folder) from error
    encrypted = private.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(secret)
    )
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    write_bytes(folder / f"{name}.pem", encrypted)
    with contextlib.suppress(OSError):  # sticks know no permissions
        (folder / f"{name}.pem").chmod(0o600)
    write_bytes(folder / f"{name}.pub", public)
    return signer


def public_keys(folder: Path) -> tuple[PublicKey, ...]:
    """The public halves in a holder's folder. Raises `AppError` key-damaged."""
    return tuple(PublicKey(duty, _public(path)) for path, duty in _files(folder, "pub"))


def _public(path: Path) -> SSlibKey:
    try:
        key = load_pem_public_key(read_bytes(path, LIMIT))
    except ValueError as error:
        raise AppError("key-damaged", path=path) from error
    if not isinstance(key, Ed25519PublicKey):
        raise AppError("key-damaged", path=path)
    return SSlibKey.from_crypto(key)


def signers(folders: Iterable[Path], phrases: Sequence[str]) -> tuple[CryptoSigner, ...]:
    """Everything that can be opened in these folders and the folders in them.

    Each pass phrase is tried on each key, so that the holders of several keys can be present at
    once. Raises `AppError` keys-missing where a folder has no key, key-locked where no phrase
    opens one, key-damaged.
    """
    found = []
    for folder in folders:
        files = [path for path, _ in _files(folder, "pem")]
        if not files:
            raise AppError("keys-missing", path=folder)
        found += [_signer(path, phrases) for path in files]
    return tuple({signer.public_key.keyid: signer for signer in found}.values())


def _signer(path: Path, phrases: Sequence[str]) -> CryptoSigner:
    data = read_bytes(path, LIMIT)
    if b"-----BEGIN ENCRYPTED PRIVATE KEY-----" not in data:
        raise AppError("key-damaged", path=path)
    for phrase in phrases:
        try:
            private = load_pem_private_key(data, phrase.encode())
        except ValueError:
            continue
        if not isinstance(private, Ed25519PrivateKey):
            raise AppError("key-damaged", path=path)
        return CryptoSigner(private)
    raise AppError("key-locked", path=path)


def _files(folder: Path, ending: str) -> Iterator[tuple[Path, Duty]]:
    """The key files of a folder and of the folders in it, in the order of their names."""
    try:
        paths = sorted(
            path for path in (*folder.glob(f"*.{ending}"), *folder.glob(f"*/*.{ending}"))
        )
    except OSError as error:
        raise AppError("keys-missing", path=folder) from error
    for path in paths[:MOST]:
        parts = NAME.fullmatch(path.name)
        if parts and path.is_file():
            yield path, Duty(parts[1], parts[2])
