"""The five documents of the seeds, for the tests of document similarity."""

from __future__ import annotations

from pathlib import Path

import pytest

from discourse.corpus import Corpus


@pytest.fixture(scope="module")
def five(seeds: Path) -> Corpus:
    return Corpus.from_texts(
        {
            path.stem[:3]: path.read_text(encoding="utf-8")
            for path in sorted(seeds.glob("*.txt"))
        }
    )
