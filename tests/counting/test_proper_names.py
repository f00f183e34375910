"""Names and titles among phrases: against reading every occurrence by itself."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from discourse.corpus import Corpus
from discourse.counting.maximal_repeats import maximal_repeats, nest_phrases
from discourse.counting.proper_names import capitalised_tokens, detect_proper_names
from discourse.counting.stop_words import BUNDLED, stop_words
from discourse.counting.suffix_array import suffix_array_of
from discourse.text import BREAK

WORDS = st.sampled_from(
    [
        "Union",
        "union",
        "UN",
        "of",
        "The",
        "A",
        "x",
        "2030",
        "Мир",
        "мир",
        "和平",
        "ǅabc",
    ]
)
ENDS = st.sampled_from([" "] * 7 + [". ", "\n\n"])
TEXTS = st.lists(
    st.lists(st.tuples(WORDS, ENDS), max_size=25).map(
        lambda pieces: "".join(word + end for word, end in pieces)
    ),
    min_size=1,
    max_size=4,
)


def made(texts: list[str]) -> Corpus:
    return Corpus.from_texts({f"d{number}": text for number, text in enumerate(texts)})


FUNCTION_WORDS = stop_words(BUNDLED)


def begins_with_capital(corpus: Corpus, token: int) -> bool:
    stream = corpus.stream
    raw = corpus.raw[corpus.names[stream.document[token]]]
    letter = raw[stream.start[token]]
    return letter.isupper() or letter.istitle()


@given(TEXTS)
def test_capitals_are_those_of_the_raw_text(texts: list[str]) -> None:
    corpus = made(texts)
    every = range(len(corpus.stream))
    expected = [begins_with_capital(corpus, token) for token in every]
    assert capitalised_tokens(corpus).tolist() == expected
    paragraphs = corpus.segment("paragraph")
    again = [begins_with_capital(paragraphs, token) for token in every]
    assert capitalised_tokens(paragraphs).tolist() == again == expected


def is_name(corpus: Corpus, places: list[int], size: int) -> bool:
    """Whether the phrase of `size` words at these places is a name."""
    stream = corpus.stream
    evidence = False
    for offset in range(size):
        word = stream.vocabulary[stream.ids[places[0] + offset]]
        inside = [
            place + offset for place in places if stream.gap[place + offset] < BREAK
        ]
        raised = sum(begins_with_capital(corpus, token) for token in inside)
        mostly = 2 * raised > len(inside)
        tells = len(word) > 1 and word not in FUNCTION_WORDS
        has_capitals = word.upper() != word
        if tells and len(word) >= 4 and has_capitals and inside and not mostly:
            return False
        evidence |= tells and mostly
    return evidence


@given(TEXTS)
def test_names_are_those_of_reading_every_occurrence(texts: list[str]) -> None:
    corpus = made(texts)
    stream, index = corpus.stream, suffix_array_of(corpus)
    left = np.where(stream.gap >= BREAK, -1, np.roll(stream.ids, 1)).astype(np.int32)
    repeats = maximal_repeats(index, left, n=(1, 9), min_count=2)
    nesting = nest_phrases(index, repeats.low, repeats.high, repeats.size)
    expected = [
        is_name(corpus, index.order[low:high].tolist(), size)
        for low, high, size in zip(
            repeats.low, repeats.high, repeats.size.tolist(), strict=True
        )
    ]
    assert detect_proper_names(corpus, index, repeats, nesting).tolist() == expected
