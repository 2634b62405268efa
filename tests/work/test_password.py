"""Files closed with a password: opened again, refused, and never mistaken for one another."""

from __future__ import annotations

import hashlib
import random
import struct
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.work import seal
from wecoop_desktop.work.file import read_proposal

PASSWORD = "четыре слова и Ёж"
PATH = Path("proposal.wecoop")
DATA = b"PK\3\4 what it holds" * 50


@pytest.fixture(scope="module")
def closed() -> bytes:
    return seal.sealed(DATA, PASSWORD)


def code(data: bytes, password: str = PASSWORD) -> str:
    with pytest.raises(AppError) as caught:
        seal.opened(data, password, PATH)
    return caught.value.code


def test_what_was_closed_opens_again(closed: bytes) -> None:
    assert seal.opened(closed, PASSWORD, PATH) == DATA
    decomposed = PASSWORD.replace("Ё", "\u0415\u0308")  # as a Mac types it
    assert seal.opened(closed, decomposed, PATH) == DATA


def test_it_is_never_the_same_twice_and_shows_nothing(closed: bytes) -> None:
    again = seal.sealed(DATA, PASSWORD)
    assert again != closed
    assert b"PK" not in closed
    assert len(again) == len(closed)


def test_a_wrong_password_is_told_from_damage(closed: bytes) -> None:
    for wrong in ("четыре слова и еж", PASSWORD + " ", "", "x" * 1001, "\ud800"):
        assert code(closed, wrong) == "seal-password-wrong"
    dice = random.Random(7)
    for at in (*dice.sample(range(len(seal.START), len(closed)), 12), len(closed) - 1):
        broken = bytearray(closed)
        broken[at] ^= 1 << dice.randrange(8)
        assert code(bytes(broken)) in ("seal-damaged", "seal-newer")
    for size in (len(seal.START), len(seal.START) + 1, 40, 70, 90, len(closed) - 1):
        assert code(closed[:size]) == "seal-damaged"
    assert code(closed + b"x") == "seal-damaged"
    assert code(DATA) == "seal-missing"


@pytest.mark.parametrize(
    ("at", "value"), [(16, 2), (18, 2), (19, 63), (19, 1), (20, 255), (21, 255), (21, 0)]
)
def test_a_file_cannot_ask_for_all_the_memory(closed: bytes, at: int, value: int) -> None:
    end = len(seal.START) + 50
    head = bytearray(closed[:end])
    if at == 16:
        head[16:18] = struct.pack(">H", value)
    else:
        head[at] = value
    whole = bytes(head) + hashlib.sha256(head).digest()[:8] + closed[end + 8 :]
    assert code(whole) == "seal-newer"


def test_passwords_that_protect_nothing_are_refused() -> None:
    for password, said in (("", "short"), ("seven77", "short"), ("x" * 1001, "long")):
        with pytest.raises(AppError) as caught:
            seal.sealed(b"x", password)
        assert caught.value.code == f"seal-password-{said}"


def test_anyone_can_open_it_by_the_description(closed: bytes) -> None:
    """docs/proposal-file.md alone is enough to read a closed file."""
    start, number, kind, log_n, r, p, salt, nonce, check, summed = struct.unpack(
        ">16sHBBBB16s12s16s8s", closed[:74]
    )
    assert (start, number, kind) == (b"WECOOP sealed\r\n\x1a", 1, 1)
    assert hashlib.sha256(closed[:66]).digest()[:8] == summed
    made = hashlib.scrypt(
        PASSWORD.encode(), salt=salt, n=2**log_n, r=r, p=p, dklen=48, maxmem=2**28
    )
    assert made[32:] == check
    assert AESGCM(made[:32]).decrypt(nonce, closed[74:], closed[:74]) == DATA


def test_a_closed_file_is_named_where_a_proposal_is_read(tmp_path: Path, closed: bytes) -> None:
    path = tmp_path / "a.wecoop"
    path.write_bytes(closed)
    with pytest.raises(AppError) as caught:
        read_proposal(path)
    assert caught.value.code == "proposal-sealed"
    with pytest.raises(AppError) as caught:
        seal.seal_file(path, tmp_path / "b.wecoop", PASSWORD)
    assert caught.value.code == "seal-twice"
    with pytest.raises(AppError):
        seal.open_file(path, tmp_path / "b.wecoop", "wrong password")
    assert not (tmp_path / "b.wecoop").exists()
    seal.open_file(path, tmp_path / "b.wecoop", PASSWORD)
    assert (tmp_path / "b.wecoop").read_bytes() == DATA
