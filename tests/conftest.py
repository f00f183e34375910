"""What every test shares: where things are, how hard Hypothesis looks, and a clean table to work on.

Hypothesis profiles: ``fast`` (the default: the same examples every time), ``balanced`` and ``thorough``
(``pytest --hypothesis-profile=thorough``).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault(
    "MPLBACKEND", "agg"
)  # also for the examples in README.md and the docstrings
os.environ["DISCOURSE_PROGRESS"] = "off"
os.environ.pop("DISCOURSE_FIGURES", None)

# A shared machine can be slow for reasons of its own: no example fails for having taken long.
_calm = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow],
    "print_blob": True,
}
settings.register_profile(
    "fast", max_examples=30, derandomize=True, database=None, **_calm
)
settings.register_profile("balanced", max_examples=200, **_calm)
settings.register_profile("thorough", max_examples=2000, **_calm)
settings.load_profile("fast")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The five documents and their metadata."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Texts and reference values that lie beside the repository, where there are any."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(
            f"needs the folder {folder.name}/ beside the repository, which is not here"
        )
    return folder
