"""What several tests of formulas only read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from discourse.corpus import Corpus
from discourse.lexicons import Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.read("chinese-diplomacy")


@pytest.fixture(scope="module")
def seed_corpus(seeds: Path) -> Corpus:
    """The five documents, called by their first three letters."""
    metadata = pd.read_csv(seeds / "metadata.csv", dtype="str", keep_default_na=False)
    texts = {
        path.name[:3]: path.read_bytes().decode()
        for path in sorted(seeds.glob("0*.txt"))
    }
    return Corpus.from_texts(texts, metadata.assign(doc=metadata["doc"].str[:3]))


@pytest.fixture(scope="module")
def repeated_titles(seed_corpus: Corpus) -> pd.DataFrame:
    """The headline of 001 where it is repeated."""
    raw, title = (
        seed_corpus.raw["001"],
        seed_corpus.documents.set_index("doc").loc["001", "title"],
    )
    places = [place for place in range(len(raw)) if raw.startswith(title, place)]
    assert len(places) == 3
    return pd.DataFrame(
        {
            "doc": "001",
            "start": places[1:],
            "end": [place + len(title) for place in places[1:]],
            "surface": title,
        }
    )


@pytest.fixture(scope="module")
def seed_texts_corpus(seeds: Path) -> Corpus:
    """The five documents without their metadata."""
    return Corpus.from_texts(
        {
            path.name[:3]: path.read_bytes().decode()
            for path in sorted(seeds.glob("0*.txt"))
        }
    )
