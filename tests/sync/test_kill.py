"""Updates that are killed leave the old edition or the new one, whole; the next try ends well."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("WECOOP_KILLS", "4"))  # a hundred on request: each takes a second


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_kill_at_any_moment_leaves_the_old_or_the_new() -> None:
    command = [sys.executable, "-m", "tests.kit.interrupting", "--kills", str(KILLS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    assert counts["kills"] == KILLS
    assert counts["old"] + counts["new"] == KILLS
