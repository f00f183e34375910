"""The corpora that several tests of contrast only read."""

from __future__ import annotations

from pathlib import Path

import pytest
from keyness_corpora import SIDES, SMALL, corpus_with_columns

from discourse.corpus import Corpus
from discourse.reading import read


@pytest.fixture(scope="module")
def small_corpus() -> Corpus:
    return corpus_with_columns(SMALL, side=SIDES)


@pytest.fixture(scope="module")
def seed_corpus(seeds: Path) -> Corpus:
    return read(seeds)
