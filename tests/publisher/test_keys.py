"""Keys of holders: files under pass phrases, and what is said where they do not open."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from tests.kit.organisation import NOW, phrase
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.publisher.found import found, make_keys
from wecoop_desktop.publisher.keys import SHORTEST, make_key, public_keys, signers
from wecoop_desktop.publisher.press import Press, open_press
from wecoop_desktop.publisher.roles import CHANNELS, HOLDERS, ROLES, THRESHOLD, Duty, holders_of

DUTY = Duty("network", "root")
PHRASE = phrase("root-1")


def _code(error: pytest.ExceptionInfo[AppError]) -> str:
    return error.value.code


def test_a_key_is_a_usual_file_that_opens_with_its_phrase_only(tmp_path: Path) -> None:
    signer = make_key(tmp_path, DUTY, PHRASE)
    pem, pub = sorted(tmp_path.iterdir())
    assert (pem.suffix, pub.suffix) == (".pem", ".pub")
    assert signer.public_key.keyid[:8] in pem.name
    assert pem.read_bytes().startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    load_pem_private_key(pem.read_bytes(), PHRASE.encode())
    opened = signers([tmp_path], [phrase("another"), PHRASE])
    assert [each.public_key.keyid for each in opened] == [signer.public_key.keyid]
    assert [each.key.keyid for each in public_keys(tmp_path)] == [signer.public_key.keyid]
    assert public_keys(tmp_path)[0].duty == DUTY
    with pytest.raises(AppError) as locked:
        signers([tmp_path], [phrase("another")])
    assert _code(locked) == "key-locked"


@pytest.mark.parametrize(
    ("given", "code"),
    [("", "phrase-short"), ("x" * (SHORTEST - 1), "phrase-short"), ("x" * 1001, "phrase-long")],
)
def test_phrases_have_a_length(given: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(AppError) as refused:
        make_key(tmp_path, DUTY, given)
    assert _code(refused) == code
    assert not list(tmp_path.iterdir())


def test_files_that_are_no_keys_of_ours(tmp_path: Path) -> None:
    with pytest.raises(AppError) as missing:
        signers([tmp_path], [PHRASE])
    assert _code(missing) == "keys-missing"
    make_key(tmp_path, DUTY, PHRASE)
    pem, pub = sorted(tmp_path.iterdir())
    (tmp_path / "notes.pem").write_text("not looked at")
    assert len(signers([tmp_path], [PHRASE])) == 1
    other = generate_private_key(SECP256R1())
    whole = pem.read_bytes()
    for wrong in (
        b"",
        b"\x00" * 100,
        b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
        whole[: len(whole) // 2],
        other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        other.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(PHRASE.encode())
        ),
    ):
        pem.write_bytes(wrong)
        with pytest.raises(AppError) as refused:
            signers([tmp_path], [PHRASE])
        assert _code(refused) in ("key-damaged", "key-locked")
    for wrong in (b"", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"):
        pub.write_bytes(wrong)
        with pytest.raises(AppError) as refused:
            public_keys(tmp_path)
        assert _code(refused) == "key-damaged"
    pem.write_bytes(b"x" * 30_000)
    with pytest.raises(AppError) as refused:
        signers([tmp_path], [PHRASE])
    assert _code(refused) == "file-too-large"


def test_no_key_serves_two_channels_or_roles(tmp_path: Path) -> None:
    founded = found(tmp_path / "press", tmp_path / "keys", phrase, NOW)
    assert founded.lacks == ()
    ids = [held.key.keyid for held in founded.made.keys]
    assert len(ids) == len(set(ids)) == sum(len(duties) for duties in HOLDERS.values())
    for channel in CHANNELS:
        for role in ROLES:
            holders = holders_of(Duty(channel, role))
            assert len(holders) == (3 if role == "root" else 1)
            assert len(holders) > THRESHOLD[role] or role != "root"
    with pytest.raises(AppError) as again:
        found(tmp_path / "press", tmp_path / "keys", phrase, NOW)
    assert _code(again) == "press-there"


def test_the_folder_without_keys_holds_no_secret(tmp_path: Path) -> None:
    found(tmp_path / "press", tmp_path / "keys", phrase, NOW)
    for path in (tmp_path / "press").rglob("*"):
        assert path.is_dir() or b"PRIVATE" not in path.read_bytes()


def test_holders_bring_their_own_public_halves(tmp_path: Path) -> None:
    """A holder at home sends the `.pub` files only; the first root then waits for signatures."""
    make_keys(tmp_path / "home", ["root-1", "root-2", "root-3"], phrase)
    collected = tmp_path / "collected"
    for pub in (tmp_path / "home").rglob("*.pub"):
        place = collected / pub.parent.name
        place.mkdir(parents=True, exist_ok=True)
        (place / pub.name).write_bytes(pub.read_bytes())
    asked: list[str] = []

    def remember(holder: str) -> str:
        asked.append(holder)
        return phrase(holder)

    founded = found(tmp_path / "press", collected, remember, NOW)
    assert asked == ["editor", "clock"]
    assert {lack.role for lack in founded.lacks} == {"root"}
    assert {lack.missing for lack in founded.lacks} == {2}
    assert not (tmp_path / "press" / "release").exists()


def test_a_ceremony_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def short(holder: str) -> str:
        return phrase(holder) if holder != "clock" else "short"

    with pytest.raises(AppError) as refused:
        found(tmp_path / "press", tmp_path / "keys", short, NOW)
    assert _code(refused) == "phrase-short"
    assert not list(tmp_path.iterdir())
    assert found(tmp_path / "press", tmp_path / "keys", phrase, NOW).lacks == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "press-damaged"),
        ("[]", "press-damaged"),
        ('{"format": 2}', "press-newer"),
        ('{"format": 1, "leaked": [1], "days": {}}', "press-damaged"),
        ('{"format": 1, "leaked": [], "days": {"network": {}}}', "press-damaged"),
    ],
)
def test_a_damaged_press(text: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "press.json").write_text(text)
    with pytest.raises(AppError) as refused:
        open_press(tmp_path)
    assert _code(refused) == code


def test_no_press(tmp_path: Path) -> None:
    with pytest.raises(AppError) as refused:
        open_press(tmp_path)
    assert _code(refused) == "press-missing"
    assert Press(tmp_path).leaked == frozenset()


def test_pass_phrases_are_no_arguments_and_are_asked_on_a_terminal_only(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wecoop_desktop", "publish", "init", str(tmp_path / "press"),
         "--lang", "en"],
        check=False, capture_output=True, stdin=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert "--passphrase-file" in done.stderr
    assert "Traceback" not in done.stderr
