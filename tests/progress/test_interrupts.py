"""Ctrl-C stops a call within two seconds, and the next call is right."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from interrupted_calls import CALLS

SCRIPT = Path(__file__).with_name("interrupted_calls.py")
LONGEST_DELAY = 2.0  # seconds
# The sampler of another package, which ends its passes before it looks for Ctrl-C.
ENDS_ITS_PASSES = "topics_lda"

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="Windows cannot send Ctrl-C to one process"
)


def interrupt_calls(
    words: int, *verbs: str, threads: int | None = None
) -> list[dict[str, object]]:
    """What the script says of each verb on a corpus of so many words."""
    environment = dict(os.environ)
    if threads is not None:
        environment["DISCOURSE_THREADS"] = str(threads)
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(words), *verbs],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def check(outcomes: list[dict[str, object]]) -> None:
    for outcome in outcomes:
        assert outcome["threads"] == 0, outcome
        longest = max(outcome["delays"], default=0.0)  # type: ignore[call-overload]
        assert longest < LONGEST_DELAY or outcome["verb"] == ENDS_ITS_PASSES, outcome


def test_an_interrupted_call_can_be_made_again() -> None:
    outcomes = interrupt_calls(20_000, "keyness", threads=2)
    check(outcomes)
    assert outcomes[0]["delays"]


@pytest.mark.slow
@pytest.mark.parametrize("verb", sorted(CALLS))
def test_a_long_call_stops_within_two_seconds(verb: str) -> None:
    check(interrupt_calls(2_000_000, verb))
