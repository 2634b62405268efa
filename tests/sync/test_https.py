"""An update over TLS from a server whose certificate an office's own authority gave: the program as
a process of its own, which knows that authority where the system keeps it (`SSL_CERT_FILE`)."""

from __future__ import annotations

import ipaddress
import json
import os
import ssl
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.kit.publishing import Publisher, Server
from tests.kit.small import small_packs
from wecoop_desktop.cli.main import WRONG, YES, run

HERE = "127.0.0.1"


class Signed(NamedTuple):
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def authority(name: str) -> Signed:
    key = ec.generate_private_key(ec.SECP256R1())
    constraints = x509.BasicConstraints(ca=True, path_length=0)
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = _begun(own, own, key, 3_650).add_extension(constraints, critical=True)
    return Signed(key, made.sign(key, hashes.SHA256()))


def proof(by: Signed, name: str, days: int = 10) -> Signed:
    """A certificate for a server of that name, or at that address, for so many days from now."""
    key = ec.generate_private_key(ec.SECP256R1())
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    other = (
        x509.IPAddress(ipaddress.ip_address(name)) if name[0].isdecimal() else x509.DNSName(name)
    )
    made = _begun(own, by.certificate.subject, key, days).add_extension(
        x509.SubjectAlternativeName([other]), critical=False
    )
    return Signed(key, made.sign(by.key, hashes.SHA256()))


def _begun(
    own: x509.Name, by: x509.Name, key: ec.EllipticCurvePrivateKey, days: int
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(own)
        .issuer_name(by)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=20))
        .not_valid_after(now + timedelta(days=days))
    )


def written(folder: Path, name: str, signed: Signed) -> Path:
    """The certificate as a file, its key beside it."""
    (folder / f"{name}.key").write_bytes(
        signed.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    path = folder / f"{name}.pem"
    path.write_bytes(signed.certificate.public_bytes(serialization.Encoding.PEM))
    return path


def context(folder: Path, signed: Signed) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(written(folder, "server", signed), folder / "server.key")
    return made


def wecoop(folder: Path, *said: str) -> subprocess.CompletedProcess[str]:
    """The program as it is started; it knows the authority in `office.pem` only."""
    return subprocess.run(
        [sys.executable, "-m", "wecoop_desktop", "sync", "--home", str(folder / "home"), *said],
        env={**os.environ, "SSL_CERT_FILE": str(folder / "office.pem"), "LANG": "en_GB.UTF-8"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("case", ["office", "wrong name", "expired", "unknown"])
def test_an_office_with_its_own_authority(tmp_path: Path, case: str) -> None:
    office = authority("Authority of the office")
    written(tmp_path, "office", office)
    shown = {
        "office": proof(office, HERE),
        "wrong name": proof(office, "updates.example.org"),
        "expired": proof(office, HERE, days=-1),
        "unknown": proof(authority("Somebody else"), HERE),
    }[case]
    publisher = Publisher(datetime.now(UTC))
    publisher.release(small_packs(), 1, date(2026, 12, 1))
    release = publisher.write(tmp_path / "release")
    assert run(["sync", "--home", str(tmp_path / "home"), "--trust", str(release)]) == YES
    with Server(publisher.files, context=context(tmp_path, shown)) as server:
        done = wecoop(tmp_path, "--from", server.address, "--json")
    assert "Traceback" not in done.stderr
    if case == "office":
        assert done.returncode == YES, done.stderr
        assert json.loads(done.stdout)["updated"] is True
        return
    assert done.returncode == WRONG
    assert server.asked == []
    told = json.loads(done.stdout)["error"] if done.stdout else {"message": done.stderr.strip()}
    assert "cannot prove that it is who it says" in told["message"]
    assert "\n" not in told["message"]
