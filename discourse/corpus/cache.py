"""Results that are costly to make, kept with the corpus they were made from.

:data:`CACHEABLE` names everything that may be kept and says what each is derived from. The room that makes such a
thing declares its type by a :class:`Key` with that name, and asks for it by :func:`cached`; so this module needs to
know no room above it. A cached value never changes a result: without it the same value is made anew.
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
    "SOURCES",
    "Cache",
    "CacheEntry",
    "Key",
    "LargerValue",
    "Source",
    "cached",
    "find_in_larger",
]

T = TypeVar("T")
Source = Literal["stream", "metadata", "layers"]
SOURCES: tuple[Source, ...] = ("stream", "metadata", "layers")


@dataclass(frozen=True)
class CacheEntry:
    """What may be kept under one name.

    Attributes
    ----------
    derived_from : tuple of {'stream', 'metadata', 'layers'}
        What the value depends on: the tokens that are not masked, with their documents and places in the raw text;
        the metadata; the layers of spans. A value is dropped when one of these changes.
    limit : int, optional
        How many values are kept, if they are made by options; the oldest is dropped first. Without a limit there is
        one value, or one for each of a few options.
    """

    derived_from: tuple[Source, ...]
    limit: int | None = None


CACHEABLE: Mapping[str, CacheEntry] = MappingProxyType(
    {
        "suffix_array": CacheEntry(("stream",)),
        "inverted_index": CacheEntry(("stream",)),
        "capitals": CacheEntry(("stream",)),
        # By unit: words, characters or lemmas. Only single units are kept, since n-grams are too many.
        "document_term_matrices": CacheEntry(("stream",)),
        # By pattern ("communit*"). As many as the compiled patterns that `discourse.phrases` keeps.
        "glob_words": CacheEntry(("stream",), limit=4096),
        "word_parts": CacheEntry(("stream",)),
        # By all options of the model. A fit holds a corpus of segments with their metadata and their weights, which
        # are megabytes for a large corpus: enough fits for the settings that one notebook compares.
        "topic_fits": CacheEntry(("stream", "metadata", "layers"), limit=16),
    }
)


@dataclass(frozen=True)
class Key(Generic[T]):
    """The name of something that may be kept, with its type: ``SUFFIX_ARRAY: Key[SuffixArray] = Key("suffix_array")``.

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
                f"{self.name!r} is not declared in discourse.corpus.cache.CACHEABLE; add it there first."
            )


class Cache:
    """The values kept with one corpus.

    Two threads may make the same value at the same time, but then both get the one that was kept first. A copied
    corpus begins with an empty cache.

    Parameters
    ----------
    larger : Cache, optional
        Cache of the corpus that this one is a selection of. It is not kept alive.
    documents : int64 array, optional
        Which documents of that corpus these are.
    """

    def __init__(
        self, larger: Cache | None = None, documents: np.ndarray | None = None
    ) -> None:
        self._values: dict[str, dict[Hashable, Any]] = {}
        self._lock = threading.Lock()
        self._larger = None if larger is None else weakref.ref(larger)
        self._documents = documents

    def __reduce__(self) -> tuple[type[Cache], tuple[()]]:
        return Cache, ()

    def find(self, key: Key[T], options: Hashable = None) -> T | None:
        """Return the value kept under `key` and `options`; None if there is none."""
        with self._lock:
            values = self._values.get(key.name, {})
            value = values.get(options)
        return cast("T | None", value)

    def keep(self, key: Key[T], value: T, options: Hashable = None) -> T:
        """Keep `value`, unless there is one already; return the one that is kept."""
        limit = CACHEABLE[key.name].limit
        with self._lock:
            values = self._values.setdefault(key.name, {})
            kept = values.setdefault(options, value)
            if limit is not None and len(values) > limit:
                oldest = next(iter(values))
                del values[oldest]
        return cast("T", kept)

    def without(self, changed: tuple[Source, ...]) -> Cache:
        """Return a cache of the values that do not depend on what has changed."""
        rest = Cache()
        if "stream" not in changed:
            rest._larger, rest._documents = self._larger, self._documents
        with self._lock:
            for name, values in self._values.items():
                if not set(changed) & set(CACHEABLE[name].derived_from):
                    rest._values[name] = dict(values)
        return rest

    def find_larger(self, key: Key[T]) -> LargerValue[T] | None:
        """Return what the corpus that this one is a selection of keeps under `key`."""
        if self._larger is None or self._documents is None:
            return None
        larger = self._larger()
        if larger is None:
            return None
        value = larger.find(key)
        if value is None:
            return None
        return LargerValue(value, self._documents)


@dataclass(frozen=True, eq=False)
class LargerValue(Generic[T]):
    """A value made for a larger corpus, from which that of a selection can be taken.

    Attributes
    ----------
    value : object
    documents : int64 array
        Which documents of the larger corpus the selection has.
    """

    value: T
    documents: np.ndarray


class _HasCache(Protocol):
    @property
    def _cache(self) -> Cache: ...


def cached(
    corpus: _HasCache, key: Key[T], make: Callable[[], T], *, options: Hashable = None
) -> T:
    """Return what is kept with `corpus` under `key` and `options`, made on first need.

    Parameters
    ----------
    corpus : Corpus
    key : Key
    make : callable
        Makes the value, which may not be None.
    options : hashable, optional
        What the value depends on besides the corpus.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> corpus, capitals = Corpus.from_texts({"a": "Peace"}), Key("capitals")
    >>> cached(corpus, capitals, lambda: [True]) is cached(corpus, capitals, lambda: [False])
    True
    """
    found = corpus._cache.find(key, options)
    if found is not None:
        return found
    return corpus._cache.keep(key, make(), options)


def find_in_larger(corpus: _HasCache, key: Key[T]) -> LargerValue[T] | None:
    """Return what is kept under `key` with the corpus that `corpus` is a selection of.

    None if `corpus` is no selection (:meth:`Corpus.where`, :meth:`Corpus.sample`), if the value was not made, or if
    the larger corpus is gone: a selection does not keep it alive.
    """
    return corpus._cache.find_larger(key)
