"""The cache: declared names, typed keys, limits, threads, and values of a larger corpus."""

from __future__ import annotations

import ast
import copy
import gc
import threading
import weakref
from pathlib import Path

import pytest

import discourse
from discourse.corpus import Corpus
from discourse.corpus.cache import (
    CACHEABLE,
    CORPUS_PARTS,
    Cache,
    Key,
    cached,
    find_in_larger,
)

HOUSE = Path(discourse.__file__).parent
SUFFIX_ARRAY: Key[str] = Key("suffix_array")
CAPITALS: Key[str] = Key("capitals")
GLOB_WORDS: Key[int] = Key("glob_words")
TOPIC_FITS: Key[int] = Key("topic_fits")


def corpus_of() -> Corpus:
    texts = {"a": "Peace and law.", "b": "Law and peace.", "c": "No peace."}
    return Corpus.from_texts(texts)


def cached_names(corpus: Corpus) -> set[str]:
    """Names under which `corpus` has a cached value."""
    return {name for name in CACHEABLE if corpus._cache.find(Key(name)) is not None}


def fill_cache(corpus: Corpus) -> Corpus:
    for name in CACHEABLE:
        cached(corpus, Key(name), lambda name=name: name)  # type: ignore[misc]
    return corpus


def test_a_value_is_computed_once() -> None:
    corpus = corpus_of()
    calls = []

    def make() -> str:
        calls.append(1)
        return "index"

    assert [cached(corpus, SUFFIX_ARRAY, make) for _ in range(3)] == ["index"] * 3
    assert len(calls) == 1
    assert cached(corpus, CAPITALS, lambda: "other") == "other"
    assert cached(corpus_of(), SUFFIX_ARRAY, lambda: "its own") == "its own"


def test_options_are_part_of_the_key() -> None:
    corpus = corpus_of()
    words = [cached(corpus, GLOB_WORDS, lambda n=n: n + 1, options=n) for n in (0, 1)]  # type: ignore[misc]
    again = [cached(corpus, GLOB_WORDS, lambda: 99, options=n) for n in (0, 1, 2)]
    assert (words, again) == ([1, 2], [1, 2, 99])


def test_a_failed_computation_caches_nothing() -> None:
    corpus = corpus_of()
    with pytest.raises(ZeroDivisionError):
        cached(corpus, GLOB_WORDS, lambda: 1 // 0)
    assert cached(corpus, GLOB_WORDS, lambda: 7) == 7


def test_a_name_must_be_declared() -> None:
    with pytest.raises(KeyError, match="'index' is not declared"):
        Key("index")


def test_each_declared_name_has_one_key_and_no_other_room_writes_to_the_cache() -> None:
    keys = []
    for path in HOUSE.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Key":
                keys.append(ast.literal_eval(node.args[0]))
        if path.parent.name != "corpus":
            assert "._cache" not in source, path
    assert sorted(keys) == sorted(CACHEABLE)
    for entry in CACHEABLE.values():
        assert entry.derived_from
        assert set(entry.derived_from) <= set(CORPUS_PARTS)


def test_a_limit_is_kept_and_the_oldest_value_is_dropped_first() -> None:
    corpus = corpus_of()
    limit = CACHEABLE["topic_fits"].limit
    assert limit is not None
    assert CACHEABLE["glob_words"].limit is not None
    for number in range(limit + 2):
        cached(corpus, TOPIC_FITS, lambda: 0, options=number)
    values = [corpus._cache.find(TOPIC_FITS, number) for number in range(limit + 2)]
    assert values == [None, None] + [0] * limit


def test_the_cache_is_private_and_changes_no_result() -> None:
    corpus = fill_cache(corpus_of())
    uncached = corpus_of()
    assert not [name for name in dir(corpus) if "cache" in name and name[0] != "_"]
    assert not hasattr(corpus, "memo")
    assert corpus.fingerprint == uncached.fingerprint
    assert repr(corpus) == repr(uncached)
    with pytest.raises(AttributeError):
        corpus._cache = Cache()  # type: ignore[misc]


def test_results_are_the_same_with_and_without_it() -> None:
    warm = corpus_of()
    for _ in range(2):
        for verb, options in (
            (discourse.recurring, {"min_documents": 2}),
            (discourse.frequencies, {"lexicon": "pea* and law"}),
            (discourse.distinctive, {}),
            (discourse.shared_passages, {"min_words": 3}),
        ):
            table, expected = verb(warm, **options), verb(corpus_of(), **options)
            assert table.to_csv() == expected.to_csv(), verb


def test_only_values_that_depend_on_a_change_are_dropped() -> None:
    spans = discourse.Corpus.masks.fget(corpus_of())  # type: ignore[attr-defined]
    corpus = fill_cache(corpus_of())
    on_stream = {
        n for n, entry in CACHEABLE.items() if entry.derived_from == ("stream",)
    }
    assert cached_names(corpus) == set(CACHEABLE)
    assert cached_names(corpus.assign(year="2024")) == on_stream
    assert cached_names(corpus.lay("voice", spans)) == on_stream
    assert cached_names(corpus.lay("mask", spans)) == set()
    for other in (
        corpus.mask(spans),
        corpus.where(doc=["a", "b"]),
        corpus.sample(2),
        corpus.segment("sentence"),
    ):
        assert cached_names(other) == set()
    assert cached_names(corpus) == set(CACHEABLE)
    # A change of one is no change of the other.
    cached(corpus.assign(year="2024"), GLOB_WORDS, lambda: 1, options="new")
    assert corpus._cache.find(GLOB_WORDS, "new") is None


def test_a_selection_finds_the_values_of_the_larger_corpus() -> None:
    corpus = corpus_of()
    early = corpus.where(doc=["a", "c"])
    assert find_in_larger(early, SUFFIX_ARRAY) is None
    cached(corpus, SUFFIX_ARRAY, lambda: "index")
    for part in (early, corpus.where(doc=["a", "c"]), early.assign(year="2024")):
        larger = find_in_larger(part, SUFFIX_ARRAY)
        assert larger is not None
        assert (larger.value, larger.documents.tolist()) == ("index", [0, 2])
    assert find_in_larger(corpus, SUFFIX_ARRAY) is None
    assert find_in_larger(early.segment("sentence"), SUFFIX_ARRAY) is None
    assert find_in_larger(early.mask(corpus.masks), SUFFIX_ARRAY) is None


def test_a_selection_does_not_keep_the_larger_corpus_alive() -> None:
    corpus = fill_cache(corpus_of())
    parts = [corpus.where(doc=["a"]), corpus.sample(2), corpus.where().assign(x="1")]
    references = [weakref.ref(corpus), weakref.ref(corpus._cache)]
    del corpus
    gc.collect()
    assert [reference() for reference in references] == [None, None]
    for part in parts:
        assert find_in_larger(part, SUFFIX_ARRAY) is None
        assert len(discourse.recurring(part, min_count=2)) == 0


def test_copies_begin_with_an_empty_cache() -> None:
    corpus = fill_cache(corpus_of())
    other = copy.deepcopy(corpus)
    assert cached_names(other) == set()
    assert other.fingerprint == corpus.fingerprint


def test_threads_never_see_half_of_a_value() -> None:
    corpus = corpus_of()
    threads_ready = threading.Barrier(8)
    values: list[list[int]] = []

    def ask() -> None:
        def make() -> list[int]:
            threads_ready.wait()  # all are making it at the same time
            return list(range(1000))

        values.append(cached(corpus, Key[list[int]]("word_parts"), make))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(values) == 8
    assert all(value is values[0] for value in values)
    assert values[0] == list(range(1000))
