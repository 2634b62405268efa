"""What breaks on the way: lines, servers, sticks and disks. Everything is told, has limits, and
goes on where it broke off; nothing here waits."""

from __future__ import annotations

import gzip
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.kit.computer import PARTS, Computer, check_sentence
from tests.kit.publishing import Answer, Fault
from wecoop_desktop.base.errors import AppError, Cancelled
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.sync.carrier import Folder, Web
from wecoop_desktop.sync.flow import Flow
from wecoop_desktop.sync.limits import Limits
from wecoop_desktop.sync.trust import Trust

GUIDE = PARTS["guide.pack"]


def _fetch(computer: Computer, fault: Fault | None = None, job: Job | None = None) -> Path:
    trust = computer.trust(fault=fault)
    trust.refresh()
    return trust.fetch("guide.pack", computer.incoming, job)


def _fails(computer: Computer, code: str, fault: Fault | None = None) -> AppError:
    with pytest.raises(AppError) as caught:
        _fetch(computer, fault)
    check_sentence(caught.value)
    assert caught.value.code == code, caught.value
    assert not (computer.incoming / "guide.pack").exists()
    return caught.value


def _once(answer: Answer, ending: str = "guide.pack") -> Fault:
    """The answer for the first question of that ending; afterwards the file."""
    left = [answer]
    return lambda path, headers: left.pop() if left and path.endswith(ending) else None


def _always(answer: Answer, ending: str = "guide.pack") -> Fault:
    return lambda path, headers: answer if path.endswith(ending) else None


# -- lines that break -----------------------------------------------------------------------


@pytest.mark.parametrize("tenths", range(10))
def test_a_line_that_breaks_goes_on_from_there(online: Computer, tenths: int) -> None:
    kept = len(GUIDE) * tenths // 10
    broken = Answer(200, GUIDE[:kept], length=len(GUIDE))
    assert _fetch(online, _once(broken)).read_bytes() == GUIDE
    assert online.server is not None
    asked = [head.get("range") for head in online.server.heads][-2:]
    assert asked == [None, f"bytes={kept}-" if kept else None]
    assert sum(online.slept) == 1
    assert online.server.sent < len(GUIDE) + 10_000  # nothing came twice


@pytest.mark.parametrize("tenths", range(8))
def test_a_fetch_that_was_given_up_goes_on_later(computer: Computer, tenths: int) -> None:
    """Cancelled at every tenth: the next fetch of this computer begins where it was."""
    until = len(GUIDE) * tenths // 10

    def listen(done: int, total: int, code: str) -> None:
        if done >= until:  # the step after this one ends it
            job.stop()

    job = Job(listen)
    with pytest.raises(Cancelled):
        _fetch(computer, job=job)
    (part,) = computer.incoming.glob("*.part")
    kept = part.stat().st_size
    assert kept >= until
    seen: list[int] = []
    whole = _fetch(computer, job=Job(lambda done, total, code: seen.append(done)))
    assert whole.read_bytes() == GUIDE
    assert min(seen, default=len(GUIDE)) >= kept
    assert sorted(path.name for path in computer.incoming.iterdir()) == ["guide.pack"]


def test_a_server_without_ranges_begins_anew(online: Computer) -> None:
    online.ranges = False
    broken = Answer(200, GUIDE[: len(GUIDE) // 2], length=len(GUIDE))
    assert _fetch(online, _once(broken)).read_bytes() == GUIDE


def test_a_server_that_always_breaks_at_the_same_place_is_left(online: Computer) -> None:
    """Without ranges it sends the same half again and again: that is no progress."""
    online.ranges = False
    _fails(online, "carrier-unreachable", _always(Answer(200, GUIDE[:9999], length=len(GUIDE))))
    assert sum(online.slept) == 1 + 1 + 2 + 4


def test_a_server_that_gives_another_range_is_refused(online: Computer) -> None:
    def fault(path: str, headers: dict[str, str]) -> Answer | None:
        if not path.endswith("guide.pack"):
            return None
        if "range" not in headers:
            return Answer(200, GUIDE[:1000], length=len(GUIDE))
        return Answer(206, GUIDE[500:], {"Content-Range": f"bytes 500-9/{len(GUIDE)}"})

    _fails(online, "carrier-refused", fault)


def test_a_kept_beginning_that_is_wrong_is_fetched_again_once(computer: Computer) -> None:
    trust = computer.trust()
    trust.refresh()
    target = trust.info("guide.pack")
    assert target is not None
    computer.incoming.mkdir(parents=True)
    (computer.incoming / f"{target.digest}.part").write_bytes(b"?" * 1000)
    assert trust.fetch("guide.pack", computer.incoming).read_bytes() == GUIDE
    if computer.server is not None:
        assert computer.server.asked.count(computer.publisher.part("guide.pack")) == 2


@pytest.mark.parametrize("size", [len(GUIDE), len(GUIDE) + 1, 3 * len(GUIDE)])
def test_a_kept_part_that_is_too_long_is_fetched_again(computer: Computer, size: int) -> None:
    trust = computer.trust()
    trust.refresh()
    target = trust.info("guide.pack")
    assert target is not None
    computer.incoming.mkdir(parents=True)
    (computer.incoming / f"{target.digest}.part").write_bytes(b"?" * size)
    assert trust.fetch("guide.pack", computer.incoming).read_bytes() == GUIDE


def test_a_whole_part_that_was_kept_is_not_asked_for(online: Computer) -> None:
    trust = online.trust()
    trust.refresh()
    trust.fetch("guide.pack", online.incoming)
    trust.fetch("guide.pack", online.incoming)
    assert online.server is not None
    assert online.server.asked.count(online.publisher.part("guide.pack")) == 1


def test_a_finished_part_that_was_damaged_on_the_disk_is_fetched_again(computer: Computer) -> None:
    path = _fetch(computer)
    path.write_bytes(GUIDE[:-1] + b"?")
    assert _fetch(computer).read_bytes() == GUIDE


# -- servers --------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429, 408])
def test_a_server_in_trouble_is_asked_again(online: Computer, status: int) -> None:
    assert _fetch(online, _once(Answer(status, b"busy"))).read_bytes() == GUIDE
    assert sum(online.slept) == 1


def test_a_server_that_says_how_long_is_heard_within_limits(online: Computer) -> None:
    left = ["3", "86400", "yesterday"]

    def fault(path: str, headers: dict[str, str]) -> Answer | None:
        if path.endswith("timestamp.json") and left:
            return Answer(503, b"", {"Retry-After": left.pop(0)})
        return None

    _fetch(online, fault)
    assert sum(online.slept) == 3 + 30 + 4


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_that_stays_in_trouble_is_told(online: Computer, status: int) -> None:
    error = _fails(online, "carrier-refused", _always(Answer(status)))
    assert error.values["status"] == status
    assert sum(online.slept) == 1 + 2 + 4


@pytest.mark.parametrize("status", [400, 401, 405, 451, 501, 204])
def test_an_answer_that_will_not_change_is_told_at_once(online: Computer, status: int) -> None:
    _fails(online, "carrier-refused", _always(Answer(status)))
    assert online.slept == []


def test_an_address_without_a_release_is_told(online: Computer) -> None:
    online.refuses("carrier-empty", _always(Answer(404), "timestamp.json"))


@pytest.mark.parametrize("name", ["1.snapshot.json", "1.targets.json"])
def test_a_copy_that_is_not_whole_is_told(computer: Computer, name: str) -> None:
    del computer.publisher.files[f"metadata/{name}"]
    assert computer.refuses("update-incomplete").values["file"] == name


def test_a_part_that_is_not_there_is_told(computer: Computer) -> None:
    del computer.publisher.files[computer.publisher.part("guide.pack")]
    _fails(computer, "update-incomplete")
    assert list(computer.incoming.iterdir()) == []


def test_a_root_that_cannot_be_asked_for_is_no_newest_root(online: Computer) -> None:
    """Only a server that says "there is none" ends the search for newer roots."""
    online.install()
    online.refuses("carrier-refused", _always(Answer(500), "2.root.json"))


def test_nobody_there_is_told(online: Computer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(AppError) as caught:
        online.trust(Web(f"http://127.0.0.1:{port}")).refresh()
    assert caught.value.code == "carrier-unreachable"
    assert sum(online.slept) == 1  # no network: no long wait for the answer


def test_headers_that_come_letter_by_letter_are_left(online: Computer) -> None:
    online.limits = Limits(answer=0.1, retries=1)
    online.refuses("carrier-slow", _always(Answer(dribble=True), "timestamp.json"))


def test_a_pause_ends_when_the_update_is_no_longer_wanted(online: Computer) -> None:
    job = Job()
    online.sleep = lambda seconds: job.stop()
    trust = online.trust(fault=_always(Answer(503, b"", {"Retry-After": "20"})))
    trust.refresh()
    with pytest.raises(Cancelled):
        trust.fetch("guide.pack", online.incoming, job)


def test_a_silent_server_is_left(online: Computer) -> None:
    online.limits = Limits(idle=0.05, retries=1)
    online.refuses("carrier-slow", _always(Answer(silent=True), "timestamp.json"))


@pytest.mark.parametrize("name", ["timestamp.json", "1.snapshot.json", "1.targets.json"])
def test_endless_metadata_are_cut_off(online: Computer, name: str) -> None:
    error = online.refuses("update-endless", _always(Answer(body=b" " * 9999, endless=True), name))
    assert error.values["file"] == name


def test_an_endless_part_is_cut_off(online: Computer) -> None:
    _fails(online, "update-endless", _always(Answer(body=GUIDE, endless=True)))
    assert list(online.incoming.iterdir()) == []


def test_a_length_that_is_too_large_is_not_even_begun(online: Computer) -> None:
    _fails(online, "update-endless", _always(Answer(body=b"x", length=10**12)))


def test_a_slow_line_is_left_and_what_came_is_kept(computer: Computer) -> None:
    """Forty seconds between two chunks, by a clock that a test moves."""
    computer.install()
    ticks = count(0, 40)
    computer.tick = lambda: float(next(ticks))
    computer.limits = Limits(slowest=10_000)
    (computer.incoming / "guide.pack").unlink()
    _fails(computer, "carrier-slow")
    (part,) = computer.incoming.glob("*.part")
    assert part.stat().st_size > 0
    computer.tick = lambda: 0.0
    assert _fetch(computer).read_bytes() == GUIDE


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_packed_answers_are_not_unpacked(online: Computer, encoding: str) -> None:
    """A bomb of a few thousand bytes stays what it is: it was not asked for."""
    bomb = gzip.compress(b"\0" * 10_000_000)
    _fails(online, "carrier-refused", _always(Answer(200, bomb, {"Content-Encoding": encoding})))


# -- redirections ---------------------------------------------------------------------------


def _moved(place: str, status: int = 302) -> Answer:
    return Answer(status, b"moved", {"Location": place})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirection_on_the_same_server_is_followed(online: Computer, status: int) -> None:
    online.publisher.files["elsewhere"] = GUIDE
    assert _fetch(online, _always(_moved("/elsewhere", status))).read_bytes() == GUIDE


@pytest.mark.parametrize(
    "place",
    [
        "http://example.org/guide.pack",
        "http://127.0.0.1:9/guide.pack",
        "ftp://127.0.0.1/x",
        "file:///etc/passwd",
        "//",
        "http://[::1",
        "",
        "javascript:alert(1)",
    ],
)
def test_a_redirection_that_is_not_safe_is_not_followed(online: Computer, place: str) -> None:
    _fails(online, "carrier-astray", _always(_moved(place)))


def test_redirections_in_a_circle_end(online: Computer) -> None:
    def fault(path: str, headers: dict[str, str]) -> Answer | None:
        return _moved("/" + path) if path.endswith("guide.pack") else None

    _fails(online, "carrier-astray", fault)
    assert online.server is not None
    assert len(online.server.asked) == 4 + 5


# -- sticks ---------------------------------------------------------------------------------


class Pulled:
    """A stick that is pulled out after so many chunks."""

    kind = "folder"

    def __init__(self, folder: Folder, chunks: int) -> None:
        self.folder, self.left = folder, chunks
        self.name, self.channel = folder.name, folder.channel
        self.metadata, self.targets = folder.metadata, folder.targets

    def flow(self, url: str, start: int, most: int) -> Flow:
        flow = self.folder.flow(url, start, most)
        return Flow(flow.start, flow.total, self._some(flow), flow.close)

    def _some(self, flow: Flow) -> Iterator[bytes]:
        for chunk in flow.chunks:
            if self.left == 0:
                shutil.rmtree(self.folder.path)
                raise AppError("carrier-gone", name=self.name)
            self.left -= 1
            yield chunk

    def close(self) -> None: ...


def _all(trust: Trust, computer: Computer) -> None:
    trust.refresh()
    trust.fetch("guide.pack", computer.incoming)


@pytest.mark.parametrize("chunks", range(10))
def test_a_stick_that_is_pulled_out_is_told_and_goes_on(beside: Computer, chunks: int) -> None:
    folder = beside.carrier()
    assert isinstance(folder, Folder)
    trust = beside.trust(Pulled(folder, chunks))
    if chunks < 9:
        with pytest.raises(AppError) as caught:
            _all(trust, beside)
        check_sentence(caught.value)
        assert caught.value.code == "carrier-gone"
        with pytest.raises(AppError, match="carrier-gone"):
            beside.trust(folder).refresh()
    assert _fetch(beside).read_bytes() == GUIDE


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that cannot be read")
def test_a_stick_that_cannot_be_read_is_told(beside: Computer) -> None:
    """A file that opens and then fails at reading, as on a stick that wears out."""
    folder = beside.carrier()
    assert isinstance(folder, Folder)
    with Path("/proc/self/mem").open("rb", buffering=0) as stream:
        with pytest.raises(OSError, match="error"):
            stream.read(1)
        with pytest.raises(AppError, match="carrier-gone"):
            next(folder._chunks(stream, 10))


# -- disks ----------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="limits of the size of files")
def test_a_disk_that_takes_no_more_is_told_and_goes_on_later(computer: Computer) -> None:
    """The system says no in the middle of a part; afterwards there is room again."""
    import resource

    trust = computer.trust()
    trust.refresh()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(AppError) as caught:
            trust.fetch("guide.pack", computer.incoming)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    check_sentence(caught.value)
    assert caught.value.code == "file-not-writable"
    assert not (computer.incoming / "guide.pack").exists()
    assert trust.fetch("guide.pack", computer.incoming).read_bytes() == GUIDE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("ending", ["part", "whole"])
def test_a_full_disk_is_told(computer: Computer, ending: str) -> None:
    trust = computer.trust()
    trust.refresh()
    target = trust.info("guide.pack")
    assert target is not None
    computer.incoming.mkdir(parents=True)
    (computer.incoming / f"{target.digest}.{ending}").symlink_to("/dev/full")
    with pytest.raises(AppError) as caught:
        trust.fetch("guide.pack", computer.incoming)
    assert caught.value.code == "disk-full"
    (computer.incoming / f"{target.digest}.{ending}").unlink(missing_ok=True)
    assert trust.fetch("guide.pack", computer.incoming).read_bytes() == GUIDE


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may all")
def test_a_home_that_cannot_be_written_is_told(computer: Computer) -> None:
    computer.home.root.mkdir()
    computer.home.root.chmod(0o500)
    computer.refuses("file-not-writable")
    computer.home.root.chmod(0o700)


def test_a_home_where_a_file_stands_is_told(computer: Computer) -> None:
    computer.home.root.write_bytes(b"")
    computer.refuses("file-not-writable")
