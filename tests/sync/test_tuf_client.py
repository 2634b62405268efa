"""`script/tuf-client` by its command line, in a process of its own, as TUF's conformance tests run
it: what succeeds, what is kept, and which files were asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import DelegatedRole, Delegations, Metadata, MetaFile, TargetFile, Targets

from tests.kit.publishing import SERIALIZER, Channel, Publisher, Server, key

SCRIPT = Path(__file__).resolve().parents[2] / "script" / "tuf-client"
# The program's time is today's here, so what is published counts for a long time.
FAR = 40_000


class Suite:
    """A client in its folders, beside a server."""

    def __init__(self, folder: Path, publisher: Publisher, server: Server) -> None:
        self.publisher, self.server, self.folder = publisher, server, folder
        self.metadata, self.targets = folder / "metadata", folder / "targets"
        self.metadata.mkdir()
        self.targets.mkdir()

    @property
    def network(self) -> Channel:
        return self.publisher.network

    def run(self, *arguments: str) -> int:
        command = [sys.executable, str(SCRIPT), "--metadata-dir", str(self.metadata), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert "Traceback" not in done.stderr, done.stderr
        assert (done.returncode == 0) or done.stderr.strip().count("\n") == 0
        return done.returncode

    def begin(self, root: bytes | None = None) -> int:
        path = self.folder / "initial_root.json"
        path.write_bytes(root if root is not None else self.publisher.root())
        return self.run("init", str(path))

    def refresh(self) -> int:
        return self.run("--metadata-url", f"{self.server.address}/metadata", "refresh")

    def download(self, name: str) -> int:
        return self.run(
            "--metadata-url",
            f"{self.server.address}/metadata",
            "--target-name",
            name,
            "--target-base-url",
            f"{self.server.address}/targets",
            "--target-dir",
            str(self.targets),
            "download",
        )

    def version(self, role: str) -> int:
        signed = json.loads((self.metadata / f"{role}.json").read_bytes())["signed"]
        return int(signed["version"])

    def asked(self) -> list[str]:
        found = [path.rpartition("/")[2] for path in self.server.asked]
        self.server.asked.clear()
        return found

    def downloaded(self) -> list[bytes]:
        return [path.read_bytes() for path in self.targets.rglob("*") if path.is_file()]


@pytest.fixture
def suite(tmp_path: Path) -> Iterator[Suite]:
    publisher = Publisher()
    publish(publisher, {"edition.json": b"{}"})
    publisher.network.issue("root", days=FAR)
    publisher.network.put("root")
    publisher.roots["network"] = publisher.files["metadata/1.root.json"]
    with Server(publisher.files) as server:
        yield Suite(tmp_path, publisher, server)


def publish(publisher: Publisher, parts: dict[str, bytes]) -> None:
    publisher.publish(parts)
    network = publisher.network
    network.issue("targets", "snapshot", "timestamp", days=FAR)
    network.put("targets", "snapshot", "timestamp")


def test_init_asks_nobody(suite: Suite) -> None:
    assert suite.begin() == 0
    assert suite.asked() == []
    assert suite.version("root") == 1


def test_refresh_asks_in_order_and_keeps_every_role(suite: Suite) -> None:
    suite.begin()
    assert suite.refresh() == 0
    assert suite.asked() == ["2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"]
    for role in ("root", "timestamp", "snapshot", "targets"):
        assert suite.version(role) == 1
    assert suite.refresh() == 0
    assert suite.asked() == ["2.root.json", "timestamp.json"]


@pytest.mark.parametrize("change", [(b'"version":1', b'"versions":1'), (b'"sig":"', b'"sig":"00')])
def test_a_wrong_first_root_asks_nobody(suite: Suite, change: tuple[bytes, bytes]) -> None:
    suite.begin(suite.publisher.root().replace(*change))
    assert suite.refresh() == 1
    assert suite.asked() == []


def test_download_refreshes_first(suite: Suite) -> None:
    suite.begin()
    assert suite.download("nothing") == 1
    assert suite.asked()[-1] == "1.targets.json"
    assert suite.version("targets") == 1
    assert suite.downloaded() == []


@pytest.mark.parametrize("name", ["file.txt", "path/to/a/file.txt", "Ä b+%/?#.txt"])
def test_download_stores_what_was_signed(suite: Suite, name: str) -> None:
    directory, slash, base = name.rpartition("/")
    publish(suite.publisher, {"edition.json": b"{}"})
    target = TargetFile.from_data(name, b"content", ["sha256"])
    suite.publisher.files[f"targets/{directory}{slash}{target.hashes['sha256']}.{base}"] = (
        b"content"
    )
    suite.network.targets.targets[name] = target
    suite.network.step("targets", "snapshot", "timestamp")
    suite.network.issue("targets", "snapshot", "timestamp", days=FAR)
    suite.network.put("targets", "snapshot", "timestamp")
    suite.begin()
    if "?" in name:  # an address cannot hold it as it is
        assert suite.download(name) == 1
        assert suite.downloaded() == []
        return
    assert suite.download(name) == 0
    assert suite.downloaded() == [b"content"]
    suite.asked()
    assert suite.download(name) == 0
    assert suite.asked() == ["2.root.json", "timestamp.json"]


def test_a_replaced_file_is_not_taken(suite: Suite) -> None:
    suite.begin()
    suite.publisher.files[suite.publisher.part("edition.json")] = b"malicious data"
    assert suite.download("edition.json") == 1
    assert suite.downloaded() == []


def test_content_that_changes_replaces_the_file(suite: Suite) -> None:
    suite.begin()
    assert suite.download("edition.json") == 0
    publish(suite.publisher, {"edition.json": b"second"})
    assert suite.download("edition.json") == 0
    assert suite.downloaded() == [b"second"]


def test_rollback_and_rotation(suite: Suite) -> None:
    suite.begin()
    old = suite.publisher.files["metadata/timestamp.json"]
    publish(suite.publisher, {"edition.json": b"second"})
    assert suite.refresh() == 0
    new = suite.publisher.files["metadata/timestamp.json"]
    suite.publisher.files["metadata/timestamp.json"] = old
    assert suite.refresh() == 1
    assert suite.version("timestamp") == 2
    suite.publisher.files["metadata/timestamp.json"] = new
    suite.network.rotate("root")
    assert suite.refresh() == 0
    assert suite.version("root") == 2


def test_fields_that_are_not_known_are_kept(suite: Suite) -> None:
    suite.begin()
    suite.network.root.unrecognized_fields["custom-field"] = {"a": [1, "ü"]}
    suite.network.renew()
    assert suite.refresh() == 0
    assert b"custom-field" in (suite.metadata / "root.json").read_bytes()


@pytest.mark.parametrize("role", ["delegated", "../role", "/a/b", "Ünï %2F", ".", "?", "#"])
def test_delegated_roles_are_followed_and_kept(suite: Suite, role: str) -> None:
    """Of any name: it stands encoded in addresses and in names of files."""
    from urllib.parse import quote

    signer, data = key(), b"delegated content"
    theirs = Targets(expires=suite.network.targets.expires)
    target = TargetFile.from_data("deep/file.txt", data, ["sha256"])
    theirs.targets["deep/file.txt"] = target
    metadata = Metadata(theirs)
    metadata.sign(signer)
    files = suite.publisher.files
    files[f"metadata/1.{quote(role, '')}.json"] = metadata.to_bytes(SERIALIZER)
    files[f"targets/deep/{target.hashes['sha256']}.file.txt"] = data
    delegated = DelegatedRole(role, [], 1, False, paths=["deep/*"])
    ours = suite.network.targets
    ours.delegations = Delegations({}, {role: delegated})
    ours.add_key(signer.public_key, role)
    ours.version += 1
    suite.network.agree()
    suite.network.snapshot.meta[f"{role}.json"] = MetaFile(1)
    suite.network.snapshot.version += 1
    suite.network.timestamp.snapshot_meta = MetaFile(suite.network.snapshot.version)
    suite.network.timestamp.version += 1
    suite.network.put("targets", "snapshot", "timestamp")
    suite.begin()
    assert suite.download("deep/file.txt") == 0
    assert suite.downloaded() == [data]
    assert (suite.metadata / f"{quote(role, '')}.json").is_file()
    assert suite.download("deep/other.txt") == 1


def test_a_release_without_consistent_snapshots(suite: Suite) -> None:
    """Others publish files under their plain names."""
    suite.network.root.consistent_snapshot = False
    suite.network.issue("root", days=FAR)
    first = suite.network.signed("root")
    files = suite.publisher.files
    for role in ("snapshot", "targets"):
        files[f"metadata/{role}.json"] = files.pop(f"metadata/1.{role}.json")
    files["targets/edition.json"] = files.pop(suite.publisher.part("edition.json"))
    suite.begin(first)
    assert suite.download("edition.json") == 0
    assert suite.downloaded() == [b"{}"]
    assert suite.asked() == [
        "2.root.json",
        "timestamp.json",
        "snapshot.json",
        "targets.json",
        "edition.json",
    ]


@pytest.mark.parametrize("kind", ["rsa", "ecdsa"])
def test_keys_of_other_kinds(suite: Suite, kind: str) -> None:
    signer = CryptoSigner.generate_rsa() if kind == "rsa" else CryptoSigner.generate_ecdsa()
    network = suite.network
    network.root.add_key(signer.public_key, "timestamp")
    network.root.roles["timestamp"].threshold = 2
    network.keys["timestamp"].append(signer)
    network.renew()
    suite.begin()
    assert suite.refresh() == 1
    network.put("timestamp")
    assert suite.refresh() == 0
