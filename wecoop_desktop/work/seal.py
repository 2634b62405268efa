"""A proposal file closed with a password, as docs/proposal-file.md describes it.

The key is made of the password by scrypt; the file is encrypted and authenticated by AES-256-GCM
of the library `cryptography`. Nothing here is of our own making but the order of the bytes.
"""

from __future__ import annotations

import os
import struct
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, write_bytes
from wecoop_desktop.work.archive import ARCHIVE_LIMIT

START = b"WECOOP sealed\r\n\x1a"  # cut or changed by what takes it for text
FORMAT = 1
LEAST, MOST = 8, 1_000  # characters of a password
_HEAD = struct.Struct(">HBBBB16s12s16s")  # format, kdf, log2 n, r, p, salt, nonce, key check
_SUM = 8  # bytes of sha256 over all before: a damaged head is no wrong password
_LENGTH = len(START) + _HEAD.size + _SUM
_TAG = 16
LIMIT = ARCHIVE_LIMIT + _LENGTH + _TAG
_SCRYPT = 1
_LOG_N, _R, _P = 16, 8, 2  # 64 MB and about a third of a second
_MOST_LOG_N, _MOST_R, _MOST_P = 18, 8, 4  # 256 MB: a file cannot ask for more


@dataclass(frozen=True, slots=True)
class _Head:
    log_n: int
    r: int
    p: int
    salt: bytes
    nonce: bytes
    check: bytes

    def packed(self) -> bytes:
        fields = (self.log_n, self.r, self.p, self.salt, self.nonce, self.check)
        head = START + _HEAD.pack(FORMAT, _SCRYPT, *fields)
        return head + sha256(head).digest()[:_SUM]


def is_sealed(data: bytes) -> bool:
    """Whether these bytes begin like a file that is closed with a password."""
    return data.startswith(START)


def is_sealed_file(path: Path) -> bool:
    """As `is_sealed`; what cannot be read is told by whoever reads it."""
    try:
        with path.open("rb") as stream:
            return is_sealed(stream.read(len(START)))
    except (OSError, ValueError):
        return False


def check_password(password: str) -> None:
    """Whether a password can be chosen. Raises `AppError` seal-password-short, -long."""
    if len(password) < LEAST:
        raise AppError("seal-password-short", least=LEAST)
    if len(password) > MOST:
        raise AppError("seal-password-long", most=MOST)


def sealed(data: bytes, password: str) -> bytes:
    """The bytes of a proposal file, closed. Never the same twice. Raises as `check_password`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    check_password(password)
    salt, nonce = os.urandom(16), os.urandom(12)
    key, check = _keys(password, salt, _LOG_N, _R, _P)
    head = _Head(_LOG_N, _R, _P, salt, nonce, check).packed()
    return head + AESGCM(key).encrypt(nonce, data, head)


def opened(data: bytes, password: str, path: Path) -> bytes:
    """What was closed. May take a second, and 256 MB for a moment.

    Raises `AppError` seal-missing where it is not closed, seal-newer, seal-damaged, and
    seal-password-wrong.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    head = _read_head(data, path)
    if not 0 < len(password) <= MOST:
        raise AppError("seal-password-wrong", path=path)
    key, check = _keys(password, head.salt, head.log_n, head.r, head.p)
    if check != head.check:  # both are derived from the password; nothing is learnt by timing
        raise AppError("seal-password-wrong", path=path)
    try:
        return AESGCM(key).decrypt(head.nonce, data[_LENGTH:], data[:_LENGTH])
    except InvalidTag as error:
        raise AppError("seal-damaged", path=path) from error


def seal_file(path: Path, target: Path, password: str) -> None:
    """Write a proposal file closed with a password. Raises as `sealed` and `base.files.writing`;
    seal-twice where it is closed already."""
    data = read_bytes(path, ARCHIVE_LIMIT)
    if is_sealed(data):
        raise AppError("seal-twice", path=path)
    write_bytes(target, sealed(data, password))


def open_file(path: Path, target: Path, password: str) -> None:
    """Write what a closed file holds. Raises as `opened` and `base.files.writing`."""
    write_bytes(target, opened(read_bytes(path, LIMIT), password, path))


def _read_head(data: bytes, path: Path) -> _Head:
    if not is_sealed(data):
        raise AppError("seal-missing", path=path)
    if len(data) < len(START) + 2:
        raise AppError("seal-damaged", path=path)
    (number,) = struct.unpack_from(">H", data, len(START))
    whole = len(data) >= _LENGTH + _TAG
    end = _LENGTH - _SUM
    if not whole or sha256(data[:end]).digest()[:_SUM] != data[end:_LENGTH]:
        # A newer format may have another head.
        raise AppError("seal-newer" if FORMAT < number < 100 else "seal-damaged", path=path)
    _format, kind, log_n, r, p, salt, nonce, check = _HEAD.unpack_from(data, len(START))
    usual = 10 <= log_n <= _MOST_LOG_N and 1 <= r <= _MOST_R and 1 <= p <= _MOST_P
    if number != FORMAT or kind != _SCRYPT or not usual:
        raise AppError("seal-newer", path=path)
    return _Head(log_n, r, p, salt, nonce, check)


def _keys(password: str, salt: bytes, log_n: int, r: int, p: int) -> tuple[bytes, bytes]:
    """The key of the cipher, and 16 bytes by which a wrong password is known at once."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    secret = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    made = Scrypt(salt=salt, length=48, n=1 << log_n, r=r, p=p).derive(secret)
    return made[:32], made[32:]
