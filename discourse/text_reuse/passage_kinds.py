"""Kinds of shared passages: formula, name, verbatim, paraphrase."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.corpus import Corpus
from discourse.lexicons import Lexicon
from discourse.matching import find_mentions
from discourse.spans import merge_spans
from discourse.text_reuse.alignment import Alignments
from discourse.text_reuse.exact_matches import WordParts

__all__ = ["MIN_SHARE_OF_KIND", "kinds_of_passages"]

# Share of its words that makes a passage a formula, or a name: house practice.
MIN_SHARE_OF_KIND = 0.5
_LETTERS_OF_LONG_WORD = 4  # shorter words of a name are often lower-case ("of", "and")


def kinds_of_passages(
    corpus: Corpus,
    parts: WordParts,
    aligned: Alignments,
    identity: np.ndarray,
    lexicon: Lexicon | None,
) -> list[str]:
    """Return the kind of each passage: formula, name, verbatim or paraphrase."""
    without_differences = identity == 1
    kinds = np.where(without_differences, "verbatim", "paraphrase").astype(object)
    capitalised = _capitalised_on_both_sides(corpus, parts, aligned)
    kinds[capitalised & without_differences] = "name"
    if lexicon is not None:
        kinds[_are_formulas(corpus, parts, aligned, lexicon)] = "formula"
    return list(kinds)


def _capitalised_on_both_sides(
    corpus: Corpus, parts: WordParts, aligned: Alignments
) -> np.ndarray:
    """Whether half of the long words of both sides are capitalised (bool)."""
    words = _count_long_words(corpus)
    first = words.mostly_capitalised(parts, aligned.start, aligned.end)
    second = words.mostly_capitalised(parts, aligned.other_start, aligned.other_end)
    return first & second


@dataclass(frozen=True, eq=False)
class _LongWords:
    """Running counts of the long words of the stream (int64, one more than tokens)."""

    long: np.ndarray
    capitalised: np.ndarray

    def mostly_capitalised(
        self, parts: WordParts, start: np.ndarray, end: np.ndarray
    ) -> np.ndarray:
        """Whether half of the long words of each range of parts are capitalised."""
        first_token = parts.token[start]
        end_token = parts.token[end - 1] + 1
        long = self.long[end_token] - self.long[first_token]
        capitalised = self.capitalised[end_token] - self.capitalised[first_token]
        enough = capitalised >= MIN_SHARE_OF_KIND * long
        return np.asarray(enough & (long > 0))


def _count_long_words(corpus: Corpus) -> _LongWords:
    stream = corpus.stream
    is_long = (stream.end - stream.start) >= _LETTERS_OF_LONG_WORD
    is_capitalised = np.zeros(len(stream), dtype=bool)
    bounds = stream.bounds.tolist()
    for document, name in enumerate(corpus.names):
        raw = corpus.raw[name]
        tokens = slice(bounds[document], bounds[document + 1])
        starts = stream.start[tokens].tolist()
        is_capitalised[tokens] = [raw[start].isupper() for start in starts]
    return _LongWords(
        long=_running_count(is_long),
        capitalised=_running_count(is_capitalised & is_long),
    )


def _running_count(flags: np.ndarray) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(flags)])


def _are_formulas(
    corpus: Corpus, parts: WordParts, aligned: Alignments, lexicon: Lexicon
) -> np.ndarray:
    """Whether half of the words of each passage are in formulas of the lexicon."""
    hits = find_mentions(corpus, lexicon)
    hit_start, hit_end = merge_spans(hits.first, hits.last)
    edges = np.zeros(len(corpus.stream) + 1, dtype=np.int64)
    np.add.at(edges, hit_start, 1)
    np.add.at(edges, hit_end, -1)
    in_formula = np.cumsum(edges[:-1])
    words_in_formulas = _running_count(in_formula)

    start = parts.token[aligned.start]
    end = parts.token[aligned.end - 1] + 1
    covered = words_in_formulas[end] - words_in_formulas[start]
    return np.asarray(covered >= MIN_SHARE_OF_KIND * (end - start))
