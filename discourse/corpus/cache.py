"""Results that take long to compute, cached with the corpus they were computed from.

:data:`CACHEABLE` lists everything that may be cached, and what it is derived from. The
room that computes such a value declares its type by a :class:`Key` of that name, and
asks for the value by :func:`cached`. So this module imports no room above it. The cache
never changes a result: without it, the same value is computed again.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, Literal, Protocol, TypeVar, cast

import numpy as np

__all__ = [
    "CACHEABLE",
    "CORPUS_PARTS",
    "Cache",
    "CacheEntry",
    "CorpusPart",
    "Key",
    "LargerValue",
    "cached",
    "find_in_larger",
]

T = TypeVar("T")
CorpusPart = Literal["stream", "metadata", "layers"]
CORPUS_PARTS: tuple[CorpusPart, ...] = ("stream", "metadata", "layers")


@dataclass(frozen=True)
class CacheEntry:
    """What may be cached under one name.

    Attributes
    ----------
    derived_from : tuple of {'stream', 'metadata', 'layers'}
        What the value depends on. "stream" is the tokens that are not masked, with
        their documents and their positions in the raw text. "metadata" and "layers" are
        the metadata and the layers of spans. The value is dropped when one of these
        changes.
    limit : int, optional
        How many values are cached at most, if there is one for each set of options. The
        oldest is dropped first. No limit is needed for a single value, or for one value
        for each of a few options.
    """

    derived_from: tuple[CorpusPart, ...]
    limit: int | None = None


CACHEABLE: Mapping[str, CacheEntry] = MappingProxyType(
    {
        # The same corpus with other tokens: words or single characters of Han text.
        "in_words": CacheEntry(("stream", "metadata", "layers")),
        "in_characters": CacheEntry(("stream", "metadata", "layers")),
        "suffix_array": CacheEntry(("stream",)),
        "inverted_index": CacheEntry(("stream",)),
        # How often each document has each word of the vocabulary.
        "word_counts": CacheEntry(("stream",)),
        "capitals": CacheEntry(("stream",)),
        # The script of each word of the vocabulary, as a bit.
        "bits_of_words": CacheEntry(("stream",)),
        # How many words of each script each document has.
        "words_by_script": CacheEntry(("stream",)),
        # By unit: words, characters or lemmas. Only single units are cached, because
        # there are too many n-grams.
        "document_term_matrices": CacheEntry(("stream",)),
        # The stop words that "auto" stands for.
        "automatic_stop_words": CacheEntry(("stream",)),
        # By pattern ("communit*"). The limit is that of the compiled patterns in
        # `discourse.phrases`.
        "glob_words": CacheEntry(("stream",), limit=4096),
        # The vocabulary as one text, in which words with stars are looked for.
        "joined_vocabulary": CacheEntry(("stream",)),
        # Which words of the vocabulary are function words, by language.
        "function_words": CacheEntry(("stream",)),
        # The words with accents, by the word without them.
        "accented_words": CacheEntry(("stream",)),
        # The spans that are read over, by document.
        "bridges": CacheEntry(("stream", "metadata", "layers")),
        "word_parts": CacheEntry(("stream",)),
        # By all options of the model. A fit holds a corpus of segments with metadata
        # and weights, which are megabytes for a large corpus. The limit is enough for
        # the settings that one notebook compares.
        "topic_fits": CacheEntry(("stream", "metadata", "layers"), limit=16),
        # By all options of the trials. They take long, and are a few numbers.
        "topic_trials": CacheEntry(("stream", "metadata", "layers"), limit=64),
    }
)


@dataclass(frozen=True)
class Key(Generic[T]):
    """The name of a value that may be cached, with its type.

    A room declares it once:
    ``SUFFIX_ARRAY: Key[SuffixArray] = Key("suffix_array")``.

    Attributes
    ----------
    name : str
        One of :data:`CACHEABLE`.

    Raises
    ------
    KeyError
        The name is not declared.
    """

    name: str

    def __post_init__(self) -> None:
        if self.name not in CACHEABLE:
            raise KeyError(
                f"{self.name!r} is not declared in discourse.corpus.cache.CACHEABLE; "
                "add it there first."
            )


class Cache:
    """The cached values of one corpus.

    If two threads compute the same value at the same time, both get the value that was
    cached first. A copy of a corpus begins with an empty cache.

    Parameters
    ----------
    larger_cache : Cache, optional
        If this corpus is a selection, the cache of the corpus it was selected from. The
        larger corpus may be deleted: a selection does not keep it in memory.
    selected_documents : int64 array, optional
        The numbers of the selected documents in that corpus.
    """

    def __init__(
        self,
        larger_cache: Cache | None = None,
        selected_documents: np.ndarray | None = None,
    ) -> None:
        self._values: dict[str, dict[Hashable, Any]] = {}
        self._lock = threading.Lock()
        self._larger_cache = None if larger_cache is None else weakref.ref(larger_cache)
        self._selected_documents = selected_documents

    # A lock cannot be copied, and the cache can be filled again.
    def __reduce__(self) -> tuple[type[Cache], tuple[()]]:
        return Cache, ()

    def find(self, key: Key[T], options: Hashable = None) -> T | None:
        """Return the value cached under `key` and `options`; None if there is none."""
        with self._lock:
            values = self._values.get(key.name, {})
            value = values.get(options)
        return cast("T | None", value)

    def keep(self, key: Key[T], value: T, options: Hashable = None) -> T:
        """Cache `value`, unless there is one already; return the one that is cached."""
        limit = CACHEABLE[key.name].limit
        with self._lock:
            values = self._values.setdefault(key.name, {})
            cached_value = values.setdefault(options, value)
            if limit is not None and len(values) > limit:
                oldest = next(iter(values))
                del values[oldest]
        return cast("T", cached_value)

    def without(self, changed_parts: tuple[CorpusPart, ...]) -> Cache:
        """Return a cache of the values that do not depend on `changed_parts`."""
        remaining_cache = Cache()
        if "stream" not in changed_parts:
            remaining_cache._larger_cache = self._larger_cache
            remaining_cache._selected_documents = self._selected_documents
        with self._lock:
            for name, values in self._values.items():
                if not set(changed_parts) & set(CACHEABLE[name].derived_from):
                    remaining_cache._values[name] = dict(values)
        return remaining_cache

    def find_in_larger_corpus(self, key: Key[T]) -> LargerValue[T] | None:
        """Return the value under `key` of the corpus this one was selected from."""
        if self._larger_cache is None or self._selected_documents is None:
            return None
        larger_cache = self._larger_cache()
        if larger_cache is None:  # the larger corpus was deleted
            return None
        value = larger_cache.find(key)
        if value is None:
            return None
        return LargerValue(value, self._selected_documents)


@dataclass(frozen=True, eq=False)
class LargerValue(Generic[T]):
    """A value of a larger corpus, from which the value of a selection can be derived.

    Attributes
    ----------
    value : object
    documents : int64 array
        The numbers of the selected documents in the larger corpus.
    """

    value: T
    documents: np.ndarray


class _HasCache(Protocol):
    """What :func:`cached` needs of a Corpus; this module cannot import the class."""

    @property
    def _cache(self) -> Cache: ...


def cached(
    corpus: _HasCache, key: Key[T], make: Callable[[], T], *, options: Hashable = None
) -> T:
    """Return the value of `corpus` under `key` and `options`; compute it on first use.

    Parameters
    ----------
    corpus : Corpus
    key : Key
    make : callable
        Computes the value, which may not be None.
    options : hashable, optional
        What the value depends on besides the corpus.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> corpus = Corpus.from_texts({"a": "Peace"})
    >>> capitals = Key("capitals")
    >>> first = cached(corpus, capitals, lambda: [True])
    >>> second = cached(corpus, capitals, lambda: [False])
    >>> first is second
    True
    """
    value = corpus._cache.find(key, options)
    if value is not None:
        return value
    return corpus._cache.keep(key, make(), options)


def find_in_larger(corpus: _HasCache, key: Key[T]) -> LargerValue[T] | None:
    """Return the value under `key` of the corpus that `corpus` was selected from.

    The result is None in three cases: `corpus` is no selection (:meth:`Corpus.where`,
    :meth:`Corpus.sample`); the value was not computed; or the larger corpus no longer
    exists, because a selection does not keep it in memory.
    """
    return corpus._cache.find_in_larger_corpus(key)
