"""Names and titles among phrases, told by their capital letters inside sentences."""

from __future__ import annotations

import numpy as np

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.counting.maximal_repeats import MaximalRepeats, PhraseNesting
from discourse.counting.stop_words import BUNDLED, stop_words
from discourse.counting.suffix_array import SuffixArray
from discourse.text import BREAK

__all__ = ["CAPITALS", "capitalised_tokens", "detect_proper_names"]

MIN_CAPITALISED_LETTERS = 4  # letters from which a word of a name has a capital, if it is no function word ("des", "der" need none)


CAPITALS: Key[np.ndarray] = Key("capitals")


def capitalised_tokens(corpus: Corpus) -> np.ndarray:
    """Return which tokens begin with a capital letter in the raw text (bool, shape (tokens,)); made once."""
    return cached(corpus, CAPITALS, lambda: _capitals(corpus))


def _capitals(corpus: Corpus) -> np.ndarray:
    stream, raw = corpus.stream, corpus.raw
    first = np.zeros(len(stream), dtype=np.uint32)
    for number, doc in enumerate(corpus.names):
        a, b = int(stream.bounds[number]), int(stream.bounds[number + 1])
        if a < b:
            # Only the document's own stretch: many paragraphs may lie in one raw text.
            starts = stream.start[a:b]
            low, high = int(starts.min()), int(starts.max()) + 1
            stretch = raw[doc][low:high].encode("utf-32-le")
            codes = np.frombuffer(stretch, dtype=np.uint32)
            first[a:b] = codes[starts - low]
    upper = np.zeros(int(first.max(initial=0)) + 1, dtype=bool)
    upper[first] = True
    for code in upper.nonzero()[0].tolist():
        upper[code] = chr(code).isupper() or chr(code).istitle()
    return np.asarray(upper[first])


def detect_proper_names(
    corpus: Corpus, index: SuffixArray, repeats: MaximalRepeats, nesting: PhraseNesting
) -> np.ndarray:
    """Return which phrases are names or titles: "of the Communist Party of China (CPC)" (bool, shape (phrases,)).

    Leaving function words aside (the bundled lists of :mod:`discourse.counting.stop_words`), every word of :data:`MIN_CAPITALISED_LETTERS`
    letters or more, and at least one of two or more, has a capital in most of its occurrences. The first word of a
    sentence tells nothing; in a script without capitals nothing is a name.

    Parameters
    ----------
    corpus : Corpus
    index : Index
        Its index.
    repeats : Repeats
    nesting : PhraseNesting
        Of the repeats.
    """
    stream, capital = corpus.stream, capitalised_tokens(corpus)
    telling = stream.gap < BREAK
    function_words = stop_words(BUNDLED)
    can = np.array(
        [len(word) > 1 and word not in function_words for word in stream.vocabulary],
        dtype=bool,
    )
    must = can & np.array(
        [
            len(word) >= MIN_CAPITALISED_LETTERS and word.upper() != word
            for word in stream.vocabulary
        ],
        dtype=bool,
    )
    consistent, evidence = (
        np.ones(len(repeats), dtype=bool),
        np.zeros(len(repeats), dtype=bool),
    )
    deepest = nesting.longest_at_rank
    ranks = (deepest >= 0).nonzero()[0]
    depth = repeats.size[deepest[ranks]]
    for offset in range(int(repeats.size.max(initial=0))):
        deep = depth > offset
        ranks, depth = ranks[deep], depth[deep]
        which = (repeats.size > offset).nonzero()[0]
        place = index.order[ranks] + offset
        told = np.concatenate([[0], np.cumsum(telling[place])])
        upper = np.concatenate([[0], np.cumsum(telling[place] & capital[place])])
        a, b = (
            np.searchsorted(ranks, repeats.low[which]),
            np.searchsorted(ranks, repeats.high[which]),
        )
        seen, raised = told[b] - told[a], upper[b] - upper[a]
        word = stream.ids[repeats.first[which] + offset]
        consistent[which] &= ~must[word] | (seen == 0) | (2 * raised > seen)
        evidence[which] |= can[word] & (2 * raised > seen)
    return consistent & evidence
