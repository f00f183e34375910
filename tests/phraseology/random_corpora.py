"""Random corpora for the tests of phrases, and their sentences counted by hand.

They have few different words, so that many phrases recur. They also have every kind of
break, masks and empty documents.
"""

from __future__ import annotations

import pandas as pd
from hypothesis import strategies as st

from discourse.corpus import Corpus
from discourse.text import BREAK

__all__ = [
    "Gram",
    "corpora",
    "corpus_with_sides",
    "occurrences",
    "sentences",
]

Gram = tuple[str, ...]
WORDS = ["peace", "law", "of", "Rule", "The"]
SEPARATORS = [*[" "] * 8, ", ", " “", ". ", "! ", "\n\n"]


def corpus_with_sides(texts: dict[str, str]) -> Corpus:
    """Return a corpus whose documents are of the sides "east" and "west" by turns."""
    sides = [("east", "west")[number % 2] for number in range(len(texts))]
    documents = pd.DataFrame({"doc": list(texts), "side": sides}, dtype="str")
    return Corpus.from_texts(texts, documents)


@st.composite
def _texts(draw: st.DrawFn) -> str:
    word_and_separator = st.tuples(st.sampled_from(WORDS), st.sampled_from(SEPARATORS))
    pairs = draw(st.lists(word_and_separator, max_size=25))
    return "".join(word + separator for word, separator in pairs)


@st.composite
def _corpora(draw: st.DrawFn) -> Corpus:
    texts = draw(st.lists(_texts(), max_size=4))
    corpus = corpus_with_sides(
        {f"d{number}": text for number, text in enumerate(texts)}
    )
    masks = []
    for name, text in corpus.raw.items():
        if text and draw(st.booleans()):
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, len(text)))
            masks.append((name, start, end))
    if not masks:
        return corpus
    return corpus.mask(pd.DataFrame(masks, columns=["doc", "start", "end"]))


corpora = _corpora()


def sentences(corpus: Corpus) -> list[tuple[int, list[str]]]:
    """Return document and words of every stretch between two breaks."""
    stretches: list[tuple[int, list[str]]] = []
    stream = corpus.stream
    for word, gap, document in zip(
        stream.ids.tolist(), stream.gap.tolist(), stream.document.tolist(), strict=True
    ):
        if gap >= BREAK:
            stretches.append((document, []))
        stretches[-1][1].append(stream.vocabulary[word])
    return stretches


def occurrences(
    corpus: Corpus, shortest: int, longest: int
) -> dict[Gram, list[tuple[int, int]]]:
    """Return sentence and first word of every occurrence of every phrase."""
    places: dict[Gram, list[tuple[int, int]]] = {}
    for sentence, (_, words) in enumerate(sentences(corpus)):
        for size in range(shortest, longest + 1):
            for first in range(len(words) - size + 1):
                gram = tuple(words[first : first + size])
                places.setdefault(gram, []).append((sentence, first))
    return places
