"""Inputs changed at random bring out results and errors of this library, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource")  # the script measures by what Unix offers

SCRIPT = Path(__file__).parent / "benchmarks" / "fuzz_inputs.py"


def run(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_some_inputs_changed_at_random_are_read_or_refused() -> None:
    done = run("--cases", "60", "--seed", "3")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "60 cases, seed 3" in done.stdout
    assert "FINDING" not in done.stdout
