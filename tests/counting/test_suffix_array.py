"""The index: against sorting by hand, both ways of sorting, and parts of a corpus."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.accelerators import has_kernels
from discourse.corpus import Corpus
from discourse.counting import suffix_array as suffix_module
from discourse.counting.suffix_array import (
    SuffixArray,
    SuffixSort,
    build_suffix_array,
    suffix_array_of,
)
from discourse.settings import LONGEST_NGRAM
from discourse.text import BREAK

INSTALLED: list[SuffixSort] = ["doubling"]
if suffix_module.divsufsort is not None:
    INSTALLED.append("divsufsort")
if has_kernels():
    INSTALLED.append("compiled")

# Few words, so that much recurs; runs of one word, so that suffixes are long and alike.
tokens = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), max_size=60)
long_runs = st.tuples(st.integers(1, 3), st.integers(60, 200)).map(
    lambda pair: [(0, 1)] * pair[1] * pair[0]
)


def arrays(made: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Words, breaks and documents of a made stream; every tenth gap is a break, the first always."""
    ids = np.array([word for word, _ in made], dtype=np.int32)
    broken = np.array([gap == 0 for _, gap in made], dtype=bool)
    broken[:1] = True
    return ids, broken, np.cumsum(broken, dtype=np.int32) // 3


def suffixes(ids: np.ndarray, broken: np.ndarray) -> list[list[int]]:
    ends = [*broken.nonzero()[0].tolist(), len(ids)]
    return [
        ids[i : min(next(e for e in ends if e > i), i + LONGEST_NGRAM)].tolist()
        for i in range(len(ids))
    ]


def shared(a: list[int], b: list[int]) -> int:
    return next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y),
        min(len(a), len(b)),
    )


@given(st.one_of(tokens, long_runs), st.sampled_from(INSTALLED))
def test_suffixes_are_in_order(
    made: list[tuple[int, int]], algorithm: SuffixSort
) -> None:
    ids, broken, document = arrays(made)
    index, texts = (
        build_suffix_array(ids, broken, document, algorithm=algorithm),
        suffixes(ids, broken),
    )
    order = sorted(range(len(ids)), key=lambda place: (texts[place], place))
    assert index.order.tolist() == order
    assert index.lcp.tolist() == [
        shared(texts[a], texts[b]) if i else 0
        for i, (a, b) in enumerate(zip([0, *order], order, strict=False))
    ]
    assert index.words_to_break.tolist() == [len(text) for text in texts]
    assert index.order.dtype == np.int32
    assert {index.lcp.dtype, index.words_to_break.dtype} == {np.dtype(np.uint8)}


@pytest.mark.skipif(
    suffix_module.divsufsort is None,
    reason="pydivsufsort is not installed: there is one way only",
)
@given(st.one_of(tokens, long_runs))
def test_both_ways_give_one_array(made: list[tuple[int, int]]) -> None:
    ids, broken, document = arrays(made)
    one, other = (
        build_suffix_array(ids, broken, document, algorithm="divsufsort"),
        build_suffix_array(ids, broken, document, algorithm="doubling"),
    )
    for name in ("order", "lcp", "words_to_break"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


@pytest.mark.skipif(
    suffix_module.divsufsort is None,
    reason="pydivsufsort is not installed: there is one way only",
)
@pytest.mark.parametrize("words", [3, 100, 40_000, 90_000])
def test_both_ways_agree_for_every_width_of_numbers(words: int) -> None:
    ids = np.random.default_rng(0).integers(0, words, 5000).astype(np.int32)
    ids[3000:3500] = ids[1000:1500]
    broken = np.random.default_rng(1).random(5000) < 0.03
    document = np.zeros(5000, dtype=np.int32)
    one, other = (
        build_suffix_array(ids, broken, document, algorithm="divsufsort"),
        build_suffix_array(ids, broken, document, algorithm="doubling"),
    )
    np.testing.assert_array_equal(one.order, other.order)


@given(st.one_of(tokens, long_runs), st.integers(1, 6), st.integers(1, 8))
def test_runs_are_the_ngrams(
    made: list[tuple[int, int]], size: int, least: int
) -> None:
    ids, broken, document = arrays(made)
    index, texts = build_suffix_array(ids, broken, document), suffixes(ids, broken)
    places: dict[tuple[int, ...], list[int]] = {}
    for place, text in enumerate(texts):
        if len(text) >= size:
            places.setdefault(tuple(text[:size]), []).append(place)
    expected = [
        sorted(places[gram]) for gram in sorted(places) if len(places[gram]) >= least
    ]
    low, high = index.ngram_runs(size, least)
    assert [
        sorted(index.order[a:b].tolist()) for a, b in zip(low, high, strict=True)
    ] == expected
    documents = [len({int(document[place]) for place in gram}) for gram in expected]
    assert index.count_documents(low, high).tolist() == documents


def same(a: SuffixArray, b: SuffixArray) -> None:
    for name in ("order", "lcp", "words_to_break", "document"):
        np.testing.assert_array_equal(getattr(a, name), getattr(b, name))


@given(
    st.one_of(tokens, long_runs), st.lists(st.booleans(), min_size=100, max_size=100)
)
def test_a_part_has_the_index_it_would_have_by_itself(
    made: list[tuple[int, int]], chosen: list[bool]
) -> None:
    ids, broken, document = arrays(made)
    keep = np.array(chosen, dtype=bool)[document]
    renumbered = (
        np.unique(document[keep], return_inverse=True)[1].astype(np.int32).reshape(-1)
    )
    same(
        build_suffix_array(ids, broken, document).select_documents(keep, renumbered),
        build_suffix_array(ids[keep], broken[keep], renumbered),
    )


TEXTS = {
    "a": "Peace and development. Peace and development, and peace.\n\nNothing more",
    "b": "",
    "c": "Development and peace. Peace and development",
    "d": "No peace without development. 和平与发展，和平与发展。",
}


WORDS = st.sampled_from(["peace", "law", "and", "belt", "road", "未来", "1"])
SENTENCES = st.lists(WORDS, max_size=8).map(" ".join)
DOCUMENTS = st.lists(SENTENCES, max_size=4).map(". ".join)


@given(st.lists(DOCUMENTS, min_size=1, max_size=12), st.data())
def test_an_index_taken_over_from_a_larger_corpus_is_that_made_anew(
    texts: list[str], data: st.DataObject
) -> None:
    corpus = Corpus.from_texts({f"d{n}": text for n, text in enumerate(texts)})
    every = st.booleans()
    chosen = data.draw(
        st.lists(every, min_size=len(texts), max_size=len(texts)), label="chosen"
    )
    which = [name for name, taken in zip(corpus.names, chosen, strict=True) if taken]
    fresh = suffix_array_of(corpus.where(doc=which))  # the larger corpus has none yet
    whole = suffix_array_of(corpus)
    part = corpus.where(doc=which)
    keep = np.isin(whole.document, np.flatnonzero(chosen))
    same(suffix_array_of(part), fresh)
    same(whole.select_documents(keep, part.stream.document), fresh)
    # A selection of a selection takes over in turn.
    inner = part.sample(len(part) // 2, rng=data.draw(st.integers(0, 9), label="rng"))
    stream = inner.stream
    same(
        suffix_array_of(inner),
        build_suffix_array(stream.ids, stream.gap >= BREAK, stream.document),
    )


def count_sorts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note the size of every stream that is sorted from here on."""
    sizes: list[int] = []

    def counted(ids: np.ndarray, *rest: np.ndarray) -> SuffixArray:
        sizes.append(len(ids))
        return build_suffix_array(ids, *rest)

    monkeypatch.setattr("discourse.counting.suffix_array.build_suffix_array", counted)
    return sizes


def test_a_selection_filters_the_index_of_the_larger_corpus(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corpus = Corpus.from_texts(TEXTS)
    sizes = count_sorts(monkeypatch)
    early = corpus.where(doc=["a", "b", "d"])
    suffix_array_of(corpus)
    found = [
        suffix_array_of(early),
        suffix_array_of(corpus.where(doc=["a", "b", "d"])),
        suffix_array_of(corpus.where(doc=["a", "b", "d"]).assign(year="2024")),
    ]
    assert sizes == [len(corpus.stream)]
    fresh = Corpus.from_texts({name: TEXTS[name] for name in ("a", "b", "d")})
    for index in found:
        # The words of a fresh corpus have other numbers, but stand in the same order.
        np.testing.assert_array_equal(index.order, suffix_array_of(fresh).order)
        np.testing.assert_array_equal(index.lcp, suffix_array_of(fresh).lcp)


def test_a_small_selection_is_sorted_anew_and_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = {str(number): f"peace and development {number}" for number in range(30)}
    corpus = Corpus.from_texts(texts)
    expected = suffix_array_of(corpus.where(doc=["7", "9"]))
    whole = suffix_array_of(corpus)
    sizes = count_sorts(monkeypatch)
    same(suffix_array_of(corpus.where(doc=["7", "9"])), expected)
    assert sizes == [8]
    tenth = corpus.where(doc=["7", "8", "9"])
    same(
        suffix_array_of(tenth),
        whole.select_documents(
            np.isin(whole.document, [7, 8, 9]), tenth.stream.document
        ),
    )
    assert sizes == [8]


def test_documents_in_another_order_are_sorted_anew() -> None:
    corpus = Corpus.from_texts({"a": "peace and law", "b": "law and peace"})
    suffix_array_of(corpus)
    turned = corpus._select_documents(np.array([1, 0]))
    stream = turned.stream
    same(
        suffix_array_of(turned),
        build_suffix_array(stream.ids, stream.gap >= BREAK, stream.document),
    )


def test_it_is_made_once_and_cannot_be_changed() -> None:
    corpus = Corpus.from_texts(TEXTS)
    assert suffix_array_of(corpus) is suffix_array_of(corpus)
    with pytest.raises(ValueError, match="read-only"):
        suffix_array_of(corpus).order[0] = 1


@pytest.mark.parametrize(
    "texts", [{}, {"a": ""}, {"a": "one"}, {"a": "", "b": "one", "c": ""}]
)
def test_next_to_nothing_has_an_index(texts: dict[str, str]) -> None:
    corpus = Corpus.from_texts(texts)
    index = suffix_array_of(corpus)
    assert len(index) == len(corpus.stream)
    low, high = index.ngram_runs(1)
    assert index.count_documents(low, high).tolist() == [1] * len(corpus.stream)
    same(
        index,
        build_suffix_array(
            corpus.stream.ids,
            corpus.stream.gap >= BREAK,
            corpus.stream.document,
            algorithm="doubling",
        ),
    )


@given(st.one_of(tokens, long_runs), st.integers(0, 100))
def test_the_run_of_words_holds_each_place_where_they_occur(
    made: list[tuple[int, int]], seed: int
) -> None:
    ids, broken, document = arrays(made)
    index = build_suffix_array(ids, broken, document)
    rng = np.random.default_rng(seed)
    first_token = rng.integers(0, max(len(ids), 1), size=min(len(ids), 12))
    size = rng.integers(1, index.words_to_break[first_token].astype(np.int64) + 1)
    low, high = index.runs_of_sequences(first_token, size)
    assert low.dtype == high.dtype == np.int64
    sorted_suffixes = [suffixes(ids, broken)[token] for token in index.order]
    for number, token in enumerate(first_token):
        words = ids[token : token + size[number]].tolist()
        ranks = [
            rank
            for rank, suffix in enumerate(sorted_suffixes)
            if suffix[: len(words)] == words
        ]
        assert ranks == list(range(low[number], high[number]))
