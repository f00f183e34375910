"""Every table is the same with and without compiled kernels, and for any number of threads."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import discourse
from discourse.corpus import Corpus
from discourse.counting.suffix_array import suffix_array_of

DEBATES = Path(__file__).parents[2] / "notebooks" / "data" / "un-general-debate.jsonl"
PHRASES = {"peace": ["peace and security", "peace*"], "nations": ["united nations"]}
ONE_THREAD = ("on", "1")
SETTINGS = [
    ("on", "4"),
    ("off", "1"),
    pytest.param("on", "2", marks=pytest.mark.slow),
    pytest.param("off", "2", marks=pytest.mark.slow),
]

VERBS: dict[str, Callable[[Corpus], pd.DataFrame]] = {
    "debris": lambda c: discourse.debris(c),
    "mentions": lambda c: discourse.mentions(c, "chinese-diplomacy"),
    "mentions of phrases": lambda c: discourse.mentions(c, PHRASES),
    "frequencies": lambda c: discourse.frequencies(c, PHRASES, by="year"),
    "kwic": lambda c: discourse.kwic(c, "peace <3> security"),
    "ngrams": lambda c: discourse.ngrams(c, n=(1, 5), min_count=5),
    "ngrams by year": lambda c: discourse.ngrams(c, n=1, by="year"),
    "recurring": lambda c: discourse.recurring(c),
    "coverage": lambda c: discourse.coverage(c),
    "collocates": lambda c: discourse.collocates(c, PHRASES),
    "dispersion": lambda c: discourse.dispersion(c, of=PHRASES),
    "diversity": lambda c: discourse.diversity(c),
    "keyness": lambda c: discourse.keyness(c, by="year", target=c.documents.year[0]),
    "distinctive": lambda c: discourse.distinctive(c, by="year"),
    "similarity": lambda c: discourse.similarity(c, top=5),
    "shared_passages": lambda c: discourse.shared_passages(c),
    "passage_families": lambda c: discourse.passage_families(
        discourse.shared_passages(c, min_words=8)
    ),
    "passage_families of a corpus": lambda c: discourse.passage_families(c),
    "shared_passages of one": lambda c: discourse.shared_passages(c, of=c.names[0]),
    "topics": lambda c: discourse.topics(c, k=4, rng=0).terms,
}


@functools.cache
def tables_of(kernels: str, threads: str) -> dict[str, pd.DataFrame]:
    """Return the table of each verb, with one setting of the environment variables."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISCOURSE_ACCELERATORS", kernels)
        patch.setenv("DISCOURSE_THREADS", threads)
        corpus = discourse.read(DEBATES)
        index = suffix_array_of(corpus)
        arrays = {
            "stream": [corpus.stream.ids, corpus.stream.start, corpus.stream.end],
            "gaps": [corpus.stream.gap],
            "index": [index.order, index.lcp],
        }
        tables = {
            name: pd.DataFrame(np.stack(columns)) for name, columns in arrays.items()
        }
        for name, verb in VERBS.items():
            tables[name] = verb(corpus)
    return tables


@pytest.mark.parametrize(("kernels", "threads"), SETTINGS)
def test_every_table_is_the_same(kernels: str, threads: str) -> None:
    expected = tables_of(*ONE_THREAD)
    found = tables_of(kernels, threads)
    for name, table in found.items():
        assert len(table), name
        pd.testing.assert_frame_equal(table, expected[name], check_exact=True, obj=name)
