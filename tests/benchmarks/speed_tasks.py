"""What `speed.py` times: the same work by this library and by others.

A task has contenders. Each says which package it needs, what it may prepare before the clock runs (nothing, for work
from text to table), and what is timed. What is timed returns the number of rows, documents or pairs that came out, which
`speed.py` prints, so that nobody can win by doing less. Other tools are used as their documentation shows: they split
words by ``\\w+`` and lower-case them, and none of them knows sentences, offsets or masks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Texts = list[str]
WORD = r"(?u)\b\w+\b"
GRAM = 8  # words of a shared passage
NEAREST = 10
TOPICS = 10
PHRASES = 200
MIN_COUNT = 5


def prepare_nothing(texts: Texts) -> Texts:
    """Return the texts as they are: the work starts with text."""
    return texts


@dataclass(frozen=True)
class Contender:
    """One way to do a task.

    Attributes
    ----------
    run : callable
        What is timed; it gets what `prepare` returned.
    package : str
        The distribution whose version is printed.
    prepare : callable
        What is done before the clock runs.
    largest : float
        Not tried beyond so many million words: it would take too long, or too much memory.
    note : str
        What it does less, or otherwise.
    """

    run: Callable[[Any], int]
    package: str = "discourse-analysis"
    prepare: Callable[[Texts], Any] = prepare_nothing
    largest: float = 100
    note: str = ""


# This library ---------------------------------------------------------------------------


def read(texts: Texts) -> Any:
    """A corpus of a table in memory, with a group for each document."""
    import pandas as pd

    import discourse as dc

    names = [f"text{number:06}" for number in range(len(texts))]
    halves = ["first" if number % 2 else "second" for number in range(len(texts))]
    return dc.read(pd.DataFrame({"id": names, "text": texts, "half": halves}))


def read_with_words(texts: Texts) -> Any:
    """A corpus whose tokens are known."""
    corpus = read(texts)
    assert len(corpus.stream)
    return corpus


def read_with_index(texts: Texts) -> Any:
    """A corpus whose index is known."""
    from discourse.counting.suffix_array import suffix_array_of

    corpus = read(texts)
    suffix_array_of(corpus)
    return corpus


def read_with_matrix(texts: Texts) -> Any:
    """A corpus whose document-term matrix is known."""
    from discourse.counting.document_term_matrix import count_terms

    corpus = read(texts)
    count_terms(corpus)
    return corpus


def index_texts(texts: Texts) -> int:
    return len(read_with_index(texts))


def count_words(texts: Texts) -> int:
    import discourse as dc

    return len(dc.ngrams(read(texts), n=1, min_count=1))


def count_ngrams(texts: Texts) -> int:
    import discourse as dc

    return len(dc.ngrams(read(texts), n=(1, 5), min_count=MIN_COUNT))


def weigh_terms(texts: Texts) -> int:
    from discourse.counting.document_term_matrix import count_terms
    from discourse.counting.tfidf import scale_rows, weigh

    return int(scale_rows(weigh(count_terms(read(texts)).matrix)).nnz)


def find_nearest(corpus: Any) -> int:
    import discourse as dc

    return len(dc.similarity(corpus, top=NEAREST))


def frequent_phrases(texts: Texts) -> list[str]:
    """Phrases of two to four words that are frequent in the texts, by counting in plain Python."""
    counts: Counter[str] = Counter()
    for text in texts[:200]:
        words = re.findall(r"[a-z]+", text.lower())
        for size in (2, 3, 4):
            rows = zip(*(words[shift:] for shift in range(size)), strict=False)
            counts.update(map(" ".join, rows))
    long_enough = [phrase for phrase, _ in counts.most_common(4000) if len(phrase) > 9]
    return sorted(long_enough[:PHRASES])


@dataclass(frozen=True)
class TextsAndPhrases:
    """What phrases are looked for in: texts, and a corpus where it is read before."""

    texts: Texts
    phrases: list[str]
    corpus: Any = None


def choose_phrases(texts: Texts) -> TextsAndPhrases:
    return TextsAndPhrases(texts, frequent_phrases(texts))


def choose_phrases_of_corpus(texts: Texts) -> TextsAndPhrases:
    return TextsAndPhrases(texts, frequent_phrases(texts), read_with_words(texts))


def find_phrases(given: TextsAndPhrases) -> int:
    import discourse as dc

    corpus = read(given.texts) if given.corpus is None else given.corpus
    return len(dc.mentions(corpus, {phrase: [phrase] for phrase in given.phrases}))


def find_formulas(texts: Texts) -> int:
    import discourse as dc

    return len(dc.mentions(read(texts), "chinese-diplomacy"))


def find_key_words(corpus: Any) -> int:
    import discourse as dc

    return len(dc.keyness(corpus, by="half", target="first"))


def find_passages(corpus: Any) -> int:
    import discourse as dc

    return len(dc.shared_passages(corpus, min_words=GRAM))


def find_passage_families(corpus: Any) -> int:
    import discourse as dc

    return len(dc.passage_families(corpus, min_words=GRAM))


def find_recurring(texts: Texts) -> int:
    import discourse as dc

    return len(dc.recurring(read(texts)))


def fit_topics(texts: Texts) -> int:
    import discourse as dc

    return len(dc.topics(read(texts), k=TOPICS, unit="document", rng=0).terms)


# Others ---------------------------------------------------------------------------------


def count_words_sklearn(texts: Texts) -> int:
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer(token_pattern=WORD)
    counts = vectorizer.fit_transform(texts)
    totals = counts.sum(axis=0).A1
    documents = counts.getnnz(axis=0)
    names = vectorizer.get_feature_names_out()
    return len(list(zip(names, totals, documents, strict=True)))


def count_words_polars(texts: Texts) -> int:
    import polars as pl

    words = pl.Series(texts).str.to_lowercase().str.extract_all(r"\w+").explode()
    return len(words.value_counts())


def count_words_gensim(texts: Texts) -> int:
    from gensim.corpora import Dictionary
    from gensim.utils import tokenize

    return len(Dictionary(list(tokenize(text, lowercase=True)) for text in texts))


def count_words_nltk(texts: Texts) -> int:
    from nltk import FreqDist
    from nltk.tokenize import RegexpTokenizer

    tokenizer = RegexpTokenizer(r"\w+")
    counts: Any = FreqDist()
    for text in texts:
        counts.update(tokenizer.tokenize(text.lower()))
    return len(counts)


def count_ngrams_dictionary(texts: Texts) -> int:
    counts: Counter[tuple[str, ...]] = Counter()
    documents: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        words = re.findall(r"\w+", text.lower())
        found: Counter[tuple[str, ...]] = Counter()
        for size in range(1, 6):
            found.update(zip(*(words[i:] for i in range(size)), strict=False))
        counts.update(found)
        documents.update(found.keys())
    return sum(count >= MIN_COUNT for count in counts.values())


def count_ngrams_nltk(texts: Texts) -> int:
    from nltk import FreqDist
    from nltk.util import everygrams

    counts: Any = FreqDist()
    for text in texts:
        words = re.findall(r"\w+", text.lower())
        counts.update(everygrams(words, max_len=5))
    return sum(count >= MIN_COUNT for count in counts.values())


def count_ngrams_sklearn(texts: Texts) -> int:
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer(token_pattern=WORD, ngram_range=(1, 5))
    counts = vectorizer.fit_transform(texts)
    return int((counts.sum(axis=0).A1 >= MIN_COUNT).sum())


def tfidf_sklearn(texts: Texts) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(token_pattern=WORD).fit_transform(texts)


def weigh_terms_sklearn(texts: Texts) -> int:
    return int(tfidf_sklearn(texts).nnz)


def weigh_terms_gensim(texts: Texts) -> int:
    from gensim.corpora import Dictionary
    from gensim.models import TfidfModel
    from gensim.utils import tokenize

    words = [list(tokenize(text, lowercase=True)) for text in texts]
    dictionary = Dictionary(words)
    counts = [dictionary.doc2bow(text) for text in words]
    return sum(len(weights) for weights in TfidfModel(counts)[counts])


def find_nearest_sklearn(weights: Any) -> int:
    import numpy as np

    scores = (weights @ weights.T).toarray()
    np.fill_diagonal(scores, -1)
    nearest = np.argpartition(scores, -NEAREST, axis=1)[:, -NEAREST:]
    return int(nearest.size)


def find_nearest_topn(weights: Any) -> int:
    from sparse_dot_topn import sp_matmul_topn

    return int(sp_matmul_topn(weights, weights.T.tocsr(), top_n=NEAREST + 1).nnz)


def find_phrases_automaton(given: TextsAndPhrases) -> int:
    import ahocorasick_rs

    automaton = ahocorasick_rs.AhoCorasick(given.phrases)
    found = 0
    for text in given.texts:
        found += len(automaton.find_matches_as_indexes(text.lower(), overlapping=True))
    return found


def find_phrases_regex(given: TextsAndPhrases) -> int:
    two = "|".join(given.phrases[:2])
    pattern = re.compile(rf"\b(?:{two})\b", re.IGNORECASE)
    return sum(len(list(pattern.finditer(text))) for text in given.texts)


def find_passages_rensa(texts: Texts) -> int:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=64)
    sketches = []
    for number, text in enumerate(texts):
        words = re.findall(r"\w+", text.lower())
        sketch = RMinHash(num_perm=128, seed=0)
        sketch.update([" ".join(gram) for gram in eights(words)])
        index.insert(number, sketch)
        sketches.append(sketch)
    return sum(len(index.query(sketch)) for sketch in sketches)


def eights(words: list[str]) -> Any:
    """The runs of `GRAM` words."""
    return zip(*(words[i:] for i in range(GRAM)), strict=False)


def find_passages_dictionary(texts: Texts) -> int:
    places: dict[tuple[str, ...], list[int]] = {}
    for number, text in enumerate(texts):
        for gram in eights(re.findall(r"\w+", text.lower())):
            places.setdefault(gram, []).append(number)
    pairs = set()
    for documents in places.values():
        if len(documents) > 1:
            pairs.update(pairwise(sorted(set(documents))))
    return len(pairs)


def fit_topics_sklearn(texts: Texts) -> int:
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(token_pattern=WORD, stop_words="english", min_df=2)
    weights = vectorizer.fit_transform(texts)
    model = NMF(TOPICS, init="nndsvda", random_state=0).fit(weights)
    return len(model.components_)


def fit_topics_topica(texts: Texts) -> int:
    import topica

    words = [re.findall(r"\w+", text.lower()) for text in texts]
    model = topica.LDA(TOPICS, seed=0, num_threads=1)
    model.fit(words, iters=100, num_samples=1, keep_theta_draws=False)
    return len(model.topic_word)


# The tasks ------------------------------------------------------------------------------

SKLEARN = "scikit-learn"
TASKS: dict[str, dict[str, Contender]] = {
    "read + index": {"discourse": Contender(index_texts)},
    "count words": {
        "discourse": Contender(count_words),
        "polars": Contender(count_words_polars, "polars", note="no documents"),
        "scikit-learn": Contender(count_words_sklearn, SKLEARN),
        "gensim": Contender(count_words_gensim, "gensim"),
        "NLTK": Contender(count_words_nltk, "nltk", note="no documents"),
    },
    "1-5-grams": {
        "discourse": Contender(count_ngrams),
        "dictionary": Contender(count_ngrams_dictionary, "python", largest=2),
        "NLTK": Contender(count_ngrams_nltk, "nltk", largest=2, note="no documents"),
        "scikit-learn": Contender(count_ngrams_sklearn, SKLEARN, largest=2),
    },
    "TF-IDF": {
        "discourse": Contender(weigh_terms),
        "scikit-learn": Contender(weigh_terms_sklearn, SKLEARN),
        "gensim": Contender(weigh_terms_gensim, "gensim"),
    },
    "ten nearest": {
        "discourse": Contender(find_nearest, prepare=read_with_matrix),
        "scikit-learn": Contender(
            find_nearest_sklearn,
            SKLEARN,
            prepare=tfidf_sklearn,
            largest=10,
            note="indices",
        ),
        "sparse_dot_topn": Contender(
            find_nearest_topn, "sparse-dot-topn", prepare=tfidf_sklearn, note="indices"
        ),
    },
    "200 phrases": {
        "discourse": Contender(find_phrases, prepare=choose_phrases),
        "discourse, corpus read": Contender(
            find_phrases, prepare=choose_phrases_of_corpus
        ),
        "ahocorasick_rs": Contender(
            find_phrases_automaton,
            "ahocorasick-rs",
            prepare=choose_phrases,
            note="no words, no line ends",
        ),
        "regular expression": Contender(
            find_phrases_regex, "python", prepare=choose_phrases, note="two phrases"
        ),
    },
    "bundled lexicon": {"discourse": Contender(find_formulas)},
    "key words": {"discourse": Contender(find_key_words, prepare=read_with_words)},
    "shared passages": {
        "discourse": Contender(find_passages, prepare=read_with_index),
        "discourse, families": Contender(
            find_passage_families, prepare=read_with_index, note="places, no pairs"
        ),
        "rensa": Contender(find_passages_rensa, "rensa", note="pairs only, from text"),
        "dictionary": Contender(
            find_passages_dictionary,
            "python",
            largest=10,
            note="pairs only, from text",
        ),
    },
    "recurring phrases": {"discourse": Contender(find_recurring)},
    "ten topics": {
        "discourse": Contender(fit_topics),
        "topica": Contender(fit_topics_topica, "topica", note="LDA, 100 iterations"),
        "scikit-learn": Contender(fit_topics_sklearn, SKLEARN),
    },
}
