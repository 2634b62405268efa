"""A display, a bus, the program and a screen reader: what a user without sight is told, on Linux.

Needs what Debian calls xvfb, dbus, at-spi2-core and python3-gi; `lacking` says what is not there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SYSTEM = "/usr/bin/python3"  # whose packages come from the system: GLib's bindings are one of them
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
PATIENCE = 10.0  # seconds until an announcement must have come

Node = dict[str, Any]


def lacking() -> str:
    """What is missing on this computer, as Debian calls it; empty where nothing is."""
    if not sys.platform.startswith("linux"):
        return "AT-SPI, which Linux has"
    missing = []
    if not shutil.which("Xvfb"):
        missing.append("xvfb")
    if not shutil.which("dbus-daemon"):
        missing.append("dbus")
    if not any(Path(path).exists() for path in LAUNCHERS):
        missing.append("at-spi2-core")
    asked = subprocess.run([SYSTEM, "-c", "from gi.repository import Gio"], capture_output=True)
    if asked.returncode:
        missing.append("python3-gi")
    return ", ".join(missing)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The program on its display, and the reader beside it."""

    program: subprocess.Popen[str]
    reader: subprocess.Popen[str]

    def tell(self, order: str) -> str:
        """Let the program do something (`walker.py` says what); what it answers."""
        return _ask(self.program, order)

    def read(self) -> list[Node]:
        """All that is shown: role, name, description, states."""
        found: list[Node] = json.loads(_ask(self.reader, "read"))
        return found

    def heard(self, part: str) -> list[Node]:
        """The announcements since the last time, up to one that holds `part`."""
        found: list[Node] = []
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found += json.loads(_ask(self.reader, "heard"))
            if any(part in str(one["words"]) for one in found):
                break
            time.sleep(0.02)  # between two questions to another process
        return found


def _ask(child: subprocess.Popen[str], order: str) -> str:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(order + "\n")
    child.stdin.flush()
    return child.stdout.readline().strip()


@contextmanager
def speaking(folder: Path) -> Iterator[Spoken]:
    """Everything is started, and ended with the block."""
    folder.mkdir(parents=True, exist_ok=True)
    surroundings = {
        **{key: value for key, value in os.environ.items() if not key.startswith("DBUS_")},
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "XDG_RUNTIME_DIR": str(folder),
        "PYTHONPATH": str(HERE.parent.parent),
    }
    with ExitStack() as ending:

        def start(command: Sequence[str | Path], **more: Any) -> subprocess.Popen[str]:
            child = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                text=True, env=surroundings, **more,
            )  # fmt: skip
            ending.callback(_end, child)
            return child

        number, told = os.pipe()
        start(
            ["Xvfb", "-displayfd", str(told), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
            pass_fds=[told],
        )
        os.close(told)
        with os.fdopen(number) as said:
            surroundings["DISPLAY"] = ":" + said.readline().strip()
        bus = start(["dbus-daemon", "--session", "--nofork", "--print-address=1"])
        assert bus.stdout is not None
        surroundings["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        reader = start([SYSTEM, HERE / "reader.py"])
        program = start([sys.executable, "-m", "tests.access.walker", folder])
        for child in (reader, program):
            assert child.stdout is not None
            assert child.stdout.readline().strip(), f"{child.args!r} did not start"
        yield Spoken(program, reader)


def _end(child: subprocess.Popen[str]) -> None:
    """Asked to end by the end of its input, else told to."""
    if child.stdin is not None:
        child.stdin.close()
    child.terminate()
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    if child.stdout is not None:
        child.stdout.close()
