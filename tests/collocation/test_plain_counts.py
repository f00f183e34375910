"""Collocates and their network against plain counting, sentence by sentence and word by word."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from math import log2

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.collocation import collocate_network, collocates
from discourse.corpus import Corpus
from discourse.errors import OptionError

Sentence = list[str]
Document = list[Sentence]

NODES = {"peace": "peace", "peace talks": "peace talks", "law": "law"}

words = st.sampled_from(["peace", "talks", "law", "war", "and", "sea"])
sentences = st.lists(words, min_size=1, max_size=9)
corpora = st.lists(st.lists(sentences, min_size=1, max_size=4), min_size=1, max_size=4)
windows = st.sampled_from([1, 2, 4, "sentence"])


@dataclass
class Group:
    """What is counted in one group of documents, for one node."""

    mentions: int = 0
    words: int = 0
    window_words: int = 0
    count: Counter[str] = field(default_factory=Counter)
    count_term: Counter[str] = field(default_factory=Counter)
    documents: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    beside: list[set[str]] = field(default_factory=list)
    document: list[int] = field(default_factory=list)

    def hits(self, *terms: str) -> int:
        """Return how many mentions have all of the terms beside them."""
        return sum(set(terms) <= near for near in self.beside)

    def documents_of_mentions(self, *terms: str) -> int:
        """Return how many documents have such a mention."""
        pairs = zip(self.beside, self.document, strict=True)
        return len({number for near, number in pairs if set(terms) <= near})

    def log_dice(self, term: str) -> float:
        """Return logDice of mentions, which are at most the term's occurrences."""
        together = min(self.hits(term), self.count[term])
        return 14 + log2(2 * together / (self.mentions + self.count_term[term]))


def find_node(sentence: Sentence, node: list[str]) -> list[range]:
    """Return the positions of each mention of a node in a sentence."""
    size = len(node)
    mentions = []
    for first in range(len(sentence) - size + 1):
        if sentence[first : first + size] == node:
            mentions.append(range(first, first + size))
    return mentions


def count_near_node(documents: list[Document], node: str, window: int | str) -> Group:
    """Count what is near a node, word by word."""
    group = Group()
    for number, document in enumerate(documents):
        for sentence in document:
            mentions = find_node(sentence, node.split())
            in_node = {position for mention in mentions for position in mention}
            near: set[int] = set()
            for mention in mentions:
                width = len(sentence) if window == "sentence" else int(window)
                around = range(mention.start - width, mention.stop + width)
                own = set(around) & set(range(len(sentence)))
                own -= in_node
                near |= own
                group.beside.append({sentence[position] for position in own})
                group.document.append(number)
            for position, word in enumerate(sentence):
                group.words += position not in in_node
                group.count_term[word] += position not in in_node
                if position in near:
                    group.count[word] += 1
                    group.documents[word].add(number)
            group.mentions += len(mentions)
            group.window_words += len(near)
    return group


def corpus_of(documents: list[Document]) -> Corpus:
    """Return the documents as texts, whose sides are "x" and "y" by turns."""
    texts = {
        f"d{number}": " ".join(" ".join(words).capitalize() + "." for words in document)
        for number, document in enumerate(documents)
    }
    sides = ["xy"[number % 2] for number in range(len(texts))]
    return Corpus.from_texts(texts, pd.DataFrame({"doc": list(texts), "side": sides}))


@given(corpora, windows, st.integers(1, 2))
def test_every_count_is_that_of_plain_counting(
    documents: list[Document], window: int | str, min_count: int
) -> None:
    table = collocates(
        corpus_of(documents),
        NODES,
        by="side",
        window=window,  # type: ignore[arg-type]
        min_count=min_count,
        stop=None,
    )
    expected = []
    for family in NODES:
        for first, side in enumerate("xy"):
            group = count_near_node(documents[first::2], family, window)
            terms = [term for term, n in group.count.items() if n >= min_count]
            for term in sorted(
                terms,
                key=lambda name: (-group.log_dice(name), -group.count[name], name),
            ):
                row = {
                    "family": family,
                    "group": side,
                    "term": term,
                    "count": group.count[term],
                    "hits": group.hits(term),
                    "documents": len(group.documents[term]),
                    "count_term": group.count_term[term],
                    "count_node": group.mentions,
                    "window_words": group.window_words,
                    "words": group.words,
                }
                expected.append(row)
    assert len(table) == len(expected)
    if expected:
        assert table[list(expected[0])].to_dict("records") == expected


@given(corpora, windows, st.integers(1, 3), st.integers(1, 4))
def test_every_edge_is_that_of_plain_counting(
    documents: list[Document], window: int | str, min_count: int, top: int
) -> None:
    table = collocate_network(
        corpus_of(documents),
        NODES,
        window=window,  # type: ignore[arg-type]
        min_count=min_count,
        top=top,
        stop=None,
    )
    expected = []
    for family in NODES:
        group = count_near_node(documents, family, window)
        terms = [term for term in group.count if group.hits(term) >= min_count]
        terms.sort(key=lambda name: (-group.log_dice(name), -group.count[name], name))
        terms = terms[:top]
        for term in terms:
            edge = (
                group.hits(term),
                group.documents_of_mentions(term),
                group.mentions,
                group.hits(term),
                group.log_dice(term),
            )
            expected.append((family, "node", family, term, *edge))
        between = []
        for term in terms:
            for other_term in terms:
                both = group.hits(term, other_term)
                if term < other_term and both >= min_count:
                    ends = group.hits(term), group.hits(other_term)
                    score = 14 + log2(2 * both / sum(ends))
                    documents_of_both = group.documents_of_mentions(term, other_term)
                    edge = (both, documents_of_both, *ends, score)
                    between.append((family, "between", term, other_term, *edge))
        between.sort(key=lambda edge: (-edge[8], -edge[4], edge[2], edge[3]))
        expected += between
    columns = (
        "family",
        "kind",
        "term",
        "other_term",
        "count",
        "documents",
        "count_term",
        "count_other_term",
    )
    edges = list(table[list(columns)].itertuples(index=False, name=None))
    assert edges == [edge[:8] for edge in expected]
    assert table["score"].tolist() == pytest.approx([edge[8] for edge in expected])
    assert set(table["measure"]) <= {"logDice of mentions"}


def test_many_groups_and_words_are_counted_like_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    documents = [
        [["war", "peace", "and", "sea"], ["peace", "talks", "and", "war"]],
        [["sea", "peace", "peace", "law"]],
        [["law", "and", "law"], ["and", "peace", "and"]],
    ]
    corpus = corpus_of(documents)
    few = collocates(corpus, NODES, by="doc", min_count=1, stop=None)
    some = collocates(corpus, NODES, by="doc", min_count=2, stop=None)
    monkeypatch.setattr("discourse.collocation.collocate_scores._MAX_CELLS", 1)
    pd.testing.assert_frame_equal(
        collocates(corpus, NODES, by="doc", min_count=1, stop=None), few
    )
    pd.testing.assert_frame_equal(
        collocates(corpus, NODES, by="doc", min_count=2, stop=None), some
    )
    assert len(few) > len(some) > 0


NUMBERS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
]


def test_defaults_of_window_and_counts() -> None:
    far = " ".join([*NUMBERS[:6], "peace", *NUMBERS[6:], "eleven", "twelve"])
    table = collocates(
        Corpus.from_texts({"a": f"{far.capitalize()}. " * 3}), "peace", stop=None
    )
    assert set(table["term"]) == {*NUMBERS[1:], "eleven"}, "five words on each side"
    assert set(table["window"]) == {"5 words on each side, within the sentence"}
    twice = Corpus.from_texts({"a": f"{far.capitalize()}. " * 2})
    assert len(collocates(twice, "peace", stop=None)) == 0, "from 3 occurrences"
    text = " ".join(f"Peace {name}ish. Peace {name}ly." for name in NUMBERS)
    network = collocate_network(
        Corpus.from_texts({"a": f"{text} " * 3}), "peace", stop=None
    )
    assert len(network) == 15, "the strongest fifteen"
    few = Corpus.from_texts({"a": f"{text} " * 2})
    assert len(collocate_network(few, "peace", stop=None)) == 0, "from 3 mentions"


def test_rows_are_sorted_by_log_dice_unless_asked_otherwise() -> None:
    text = "Peace and war. Peace and sea. " + "And law. " * 9 + "Peace and war. " * 2
    table = collocates(Corpus.from_texts({"a": text}), "peace", min_count=1, stop=None)
    assert table["log_dice"].is_monotonic_decreasing
    assert not table["count"].is_monotonic_decreasing


@pytest.mark.parametrize(
    ("beside", "elsewhere", "documents", "note"),
    [
        (
            1,
            0,
            1,
            "beside 1 mention: a measure of so few is fragile; in 1 document only; "
            "the phrase has 1 mention here: read them",
        ),
        (
            2,
            0,
            2,
            "beside 2 mentions: a measure of so few is fragile; in 2 documents; "
            "the phrase has 2 mentions here: read them",
        ),
        (
            4,
            16,
            4,
            "beside 4 mentions: a measure of so few is fragile; in 4 documents",
        ),
        (5, 14, 5, "the phrase has 19 mentions here: read them"),
        (5, 15, 5, ""),
    ],
)
def test_a_note_counts_mentions_and_documents(
    beside: int, elsewhere: int, documents: int, note: str
) -> None:
    texts = {f"d{number}": "" for number in range(documents)}
    for number in range(beside):
        texts[f"d{number % documents}"] += "Free trade. "
    texts["d0"] += "Old trade. " * elsewhere
    corpus = Corpus.from_texts(texts)
    listed = collocates(corpus, "trade", min_count=1, stop=None).set_index("term")
    assert listed.loc["free", "note"] == note
    edges = collocate_network(corpus, "trade", min_count=1, stop=None).set_index(
        "other_term"
    )
    assert edges.loc["free", "note"] == note


@pytest.mark.parametrize("verb", [collocates, collocate_network])
def test_the_message_about_a_wrong_number_says_what_it_does(
    verb: Callable[..., pd.DataFrame],
) -> None:
    corpus = Corpus.from_texts({"a": "peace and war"})
    with pytest.raises(OptionError) as raised:
        verb(corpus, "peace", window=0)
    expected = "window=0: a whole number from 1 was expected (words on each side), or"
    assert str(raised.value) == f"{expected} 'sentence'."
    with pytest.raises(OptionError) as raised:
        verb(corpus, "peace", min_count=0)
    expected = "min_count=0: a whole number from 1 was expected; 1 keeps every term."
    assert str(raised.value) == expected


def test_no_edge_leads_to_a_stop_word() -> None:
    corpus = Corpus.from_texts({"a": "The peace and law. " * 3})
    edges = collocate_network(corpus, "peace", stop="en")
    assert edges["other_term"].tolist() == ["law"]
    mine = collocate_network(corpus, "peace", stop=["law"])
    assert set(mine["other_term"]) == {"the", "and"}
