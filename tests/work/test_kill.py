from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_nothing_is_lost_or_torn_by_kills_at_random_moments() -> None:
    command = [sys.executable, "-m", "tests.kit.killing", "--kills", "200"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    assert counts["typing"] == 200
    assert counts["deeds"] > 50  # many kills come before the first one
    assert counts["remarking"] == 50
    assert counts["rebuilding"] == counts["keeping"] == 25
    assert counts["remarks"] > 20
