"""The table of shared passages and their families: against reading both texts."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_alignment import corpora

from discourse.corpus import Corpus
from discourse.text import MASK
from discourse.text_reuse import passage_families, shared_passages
from discourse.text_reuse._shared_passages import CONTEXT_WORDS
from discourse.text_reuse.alignment import Alignments, align
from discourse.text_reuse.exact_matches import find_exact_matches, word_parts_of

WORDS = 3  # words in a row that begin a passage of these short texts


def sides(table: pd.DataFrame) -> pd.DataFrame:
    """One row for each side of each passage, the first sides first."""
    own = table[["passage", "doc", "start", "end", "surface", "left", "right", "note"]]
    other = pd.DataFrame(
        {
            "passage": table["passage"],
            "doc": table["other"],
            "start": table["other_start"],
            "end": table["other_end"],
            "surface": table["other_surface"],
            "left": table["other_left"],
            "right": table["other_right"],
            "note": table["note"],
        }
    )
    return pd.concat([own, other], ignore_index=True)


def tokens_of(corpus: Corpus, doc: str) -> range:
    number = corpus.names.index(doc)
    low, high = corpus.stream.bounds[number : number + 2].tolist()
    return range(low, high)


@given(corpora())
def test_contexts_are_eight_words_of_the_document_up_to_a_mask(corpus: Corpus) -> None:
    stream = corpus.stream
    for side in sides(shared_passages(corpus, min_words=WORDS)).itertuples():
        raw = corpus.raw[side.doc]
        assert side.surface == raw[side.start : side.end]
        tokens = tokens_of(corpus, side.doc)
        first = next(at for at in tokens if stream.start[at] == side.start)
        last = next(at for at in tokens if stream.end[at] == side.end)
        low = first
        while (
            low > tokens[0] and stream.gap[low] != MASK and first - low < CONTEXT_WORDS
        ):
            low -= 1
        high = last
        while high < tokens[-1] and stream.gap[high + 1] != MASK:
            if high - last == CONTEXT_WORDS:
                break
            high += 1
        assert side.left == raw[stream.start[low] : side.start]
        assert side.right == raw[side.end : stream.end[high]]


def alignments(corpus: Corpus) -> Alignments:
    parts = word_parts_of(corpus)
    return align(parts, find_exact_matches(parts, min_words=WORDS, max_documents=100))


@given(corpora())
def test_every_alignment_has_its_row_with_what_it_measures(corpus: Corpus) -> None:
    table, aligned = shared_passages(corpus, min_words=WORDS), alignments(corpus)
    parts = word_parts_of(corpus)
    count = np.bincount(parts.codes)
    rows = []
    for start, end, other_start, other_end, matches, run in np.column_stack(
        [
            aligned.start,
            aligned.end,
            aligned.other_start,
            aligned.other_end,
            aligned.matches,
            aligned.run,
        ]
    ).tolist():
        size = max(end - start, other_end - other_start)
        bits = sum(
            np.log2(len(parts.codes) / count[code]) for code in parts.codes[start:end]
        )
        rows.append(
            {
                "doc": corpus.names[parts.document[start]],
                "start": corpus.stream.start[parts.token[start]],
                "end": corpus.stream.end[parts.token[end - 1]],
                "other": corpus.names[parts.document[other_start]],
                "other_start": corpus.stream.start[parts.token[other_start]],
                "other_end": corpus.stream.end[parts.token[other_end - 1]],
                "words": size,
                "run": run,
                "identity": matches / size,
                # The words that match have their share of the bits.
                "surprisal": bits * min(matches / (end - start), 1),
            }
        )
    columns = [*rows[0]] if rows else []
    names = {name: number for number, name in enumerate(corpus.names)}
    rows.sort(
        key=lambda row: (
            -row["words"],
            -round(row["surprisal"], 9),
            names[row["doc"]],
            row["start"],
            names[row["other"]],
            row["other_start"],
        )
    )
    assert len(table) == len(rows)
    if rows:
        expected = pd.DataFrame(rows)
        exact = [name for name in columns if name not in ("identity", "surprisal")]
        order = ["words", "doc", "start", "other", "other_start"]
        pd.testing.assert_frame_equal(
            table[exact].sort_values(order, ignore_index=True),
            expected[exact].sort_values(order, ignore_index=True),
            check_dtype=False,
        )
        for name in ("words", "identity", "surprisal"):
            np.testing.assert_allclose(
                table[name].astype(float), expected[name].astype(float), rtol=1e-8
            )
    for row in table.itertuples():
        assert row.length == len(corpus.raw[row.doc])
        assert row.other_length == len(corpus.raw[row.other])


@given(corpora(), st.integers(0, 20))
def test_passages_of_common_words_are_left_out(corpus: Corpus, which: int) -> None:
    every = shared_passages(corpus, min_words=WORDS)
    if len(every):
        bits = float(every["surprisal"][which % len(every)])
        # Tables round, so the least is asked for a little below and above.
        for least in (bits - 1e-6, bits + 1e-6):
            table = shared_passages(corpus, min_words=WORDS, min_surprisal=least)
            kept = every[every["surprisal"] >= least].reset_index(drop=True)
            columns = ["doc", "start", "end", "other", "other_start", "other_end"]
            pd.testing.assert_frame_equal(table[columns], kept[columns])


def test_a_passage_of_exactly_the_bits_asked_for_is_kept() -> None:
    # Eight kinds of words, each as often: three bits a word.
    corpus = Corpus.from_texts({"a": "a b c d e f g h", "b": "a b c d e f g h"})
    assert shared_passages(corpus)["surprisal"].tolist() == [24.0]
    assert len(shared_passages(corpus, min_surprisal=24)) == 1
    assert len(shared_passages(corpus, min_surprisal=24.01)) == 0


def test_a_word_that_stands_once_has_the_most_bits() -> None:
    texts = {"a": "b c d e f g x h i j k", "b": "b c d e f g y h i j k"}
    table = shared_passages(Corpus.from_texts(texts))
    # 22 words: 10 of them stand twice, and x and y once; 10 of 11 match.
    bits = 10 * np.log2(22 / 2) + np.log2(22 / 1)
    assert table["surprisal"].tolist() == pytest.approx([bits * 10 / 11])


# Kinds ----------------------------------------------------------------------------------------------------------------


def kind_of(one: str, two: str, lexicon: dict[str, list[str]] | None = None) -> str:
    table = shared_passages(Corpus.from_texts({"a": one, "b": two}), lexicon=lexicon)
    assert len(table) == 1
    return str(table["kind"][0])


@pytest.mark.parametrize(
    ("one", "two", "kind"),
    [
        # Two of the four words of four letters have a capital.
        ("the Great Hall near some of us", "the Great Hall near some of us", "name"),
        (
            "the Great hall near some of us",
            "the Great hall near some of us",
            "verbatim",
        ),
        # Capitals are asked for on both sides.
        (
            "the Great Hall near some of us",
            "the great hall near some of us",
            "verbatim",
        ),
        (
            "the great hall near some of us",
            "the Great Hall near some of us",
            "verbatim",
        ),
        # There are no words of four letters.
        ("A Big Day for us and him", "A Big Day for us and him", "verbatim"),
        # A word of three letters is not asked; one of four is.
        ("the UN and its Day of Hope", "the UN and its Day of Hope", "name"),
        ("the UN and its Day of hope", "the UN and its Day of hope", "verbatim"),
        # A name has no differences.
        (
            "the Great Hall in Paris of the Five Lands at Sea",
            "the Great Hall in Paris of the Six Lands at Sea",
            "paraphrase",
        ),
    ],
)
def test_a_name_is_told_by_capitals_on_both_sides(
    one: str, two: str, kind: str
) -> None:
    assert kind_of(one, two) == kind


@pytest.mark.parametrize(
    ("formulas", "kind"),
    [
        (["c d e"], "formula"),  # three words of six
        (["a b", "f"], "formula"),
        (["c d"], "verbatim"),
        (["a b c", "b c d"], "formula"),  # four words, two of them said twice
        (["a b", "b"], "verbatim"),  # two words, one of them said twice
        (["x a", "f y"], "verbatim"),
    ],
)
def test_a_formula_has_half_of_the_words(formulas: list[str], kind: str) -> None:
    lexicon = {f"f{number}": [text] for number, text in enumerate(formulas)}
    text = "a b c d e f"
    assert kind_of(f"x {text} z", f"v {text} y", lexicon) == kind
    assert kind_of(f"z {text}", f"v {text}", lexicon) == kind
    assert kind_of(text, text, lexicon) == kind


def test_formulas_outside_a_passage_make_it_none() -> None:
    formulas = {"x": ["p q r s t u"], "y": ["g h"]}
    one, two = "p q r s t u a b c d e f g h", "z a b c d e f v"
    table = shared_passages(Corpus.from_texts({"a": one, "b": two}), lexicon=formulas)
    assert table["surface"].tolist() == ["a b c d e f"]
    assert table["kind"].tolist() == ["verbatim"]


@pytest.mark.parametrize(
    ("one", "two", "differences"),
    [
        ("a b c d e f g h i", "a b c d e f x h i", "g → x"),
        ("a b c d e f g h i", "a b c d e f h i", "g →"),
        ("a b c d e f h i", "a b c d e f g h i", "→ g"),
        ("a b c d e f g h i", "A, b c d, “e” f X h i.", "g → X"),
        ("a b c d e f j k g h i", "a b c d e f x y g h i", "j k → x y"),
        ("a b c d e f k g h i l m n", "a b c d e f x g h i y m n", "k → x; l → y"),
        ("a b c d e f it's g h x i j", "a b c d e f it’s g h y i j", "x → y"),
    ],
)
def test_words_that_differ_are_told_as_they_are_written(
    one: str, two: str, differences: str
) -> None:
    table = shared_passages(Corpus.from_texts({"a": one, "b": two}))
    assert table["differences"].tolist() == [differences]
    assert table["kind"].tolist() == ["paraphrase"]


# Families -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Side:
    """Where a passage stands on one side, in parts of words."""

    passage: int
    start: int
    end: int

    def is_one_with(self, other: Side) -> bool:
        """Whether they overlap by half of the shorter one or more."""
        common = min(self.end, other.end) - max(self.start, other.start)
        shorter = min(self.end - self.start, other.end - other.start)
        return common > 0 and 2 * common >= shorter


def slow_families(aligned: Alignments) -> list[set[int]]:
    """Join passages, one overlap after the other, as long as any two belong together."""
    size = len(aligned.start)
    places = [
        *zip(range(size), aligned.start.tolist(), aligned.end.tolist(), strict=True),
        *zip(
            range(size),
            aligned.other_start.tolist(),
            aligned.other_end.tolist(),
            strict=True,
        ),
    ]
    every = [Side(*place) for place in places]
    families = [{passage} for passage in range(size)]
    for one, two in itertools.combinations(every, 2):
        if one.is_one_with(two):
            joined = [
                family
                for family in families
                if one.passage in family or two.passage in family
            ]
            rest = [family for family in families if family not in joined]
            families = [*rest, set().union(*joined)]
    return families


@given(corpora())
def test_families_are_passages_that_overlap_by_half(corpus: Corpus) -> None:
    table, aligned = shared_passages(corpus, min_words=WORDS), alignments(corpus)
    parts, stream = word_parts_of(corpus), corpus.stream
    keys = []
    for start, other_start in zip(aligned.start, aligned.other_start, strict=True):
        one, two = parts.token[start], parts.token[other_start]
        keys.append(
            (
                corpus.names[stream.document[one]],
                int(stream.start[one]),
                corpus.names[stream.document[two]],
                int(stream.start[two]),
            )
        )
    rows = table.set_index(["doc", "start", "other", "other_start"])
    numbers = set()
    for family in slow_families(aligned):
        here = [rows.loc[keys[passage]] for passage in family]
        documents = {doc for passage in family for doc in keys[passage][::2]}
        assert len({row["passage"] for row in here}) == 1
        assert {row["documents"] for row in here} == {len(documents)}
        numbers.add(here[0]["passage"])
    assert numbers == set(range(1, len(numbers) + 1))
    assert len(numbers) == len(slow_families(aligned))


@given(corpora())
def test_a_family_stands_where_any_of_its_passages_does(corpus: Corpus) -> None:
    table = shared_passages(corpus, min_words=2)
    families = passage_families(table)
    rows = []
    for (passage, doc), own in sides(table).groupby(["passage", "doc"]):
        covered = set()
        for row in own.itertuples():
            covered |= set(range(row.start, row.end))
        stretches = sorted(covered)
        begins = [at for at in stretches if at - 1 not in covered]
        ends = [at + 1 for at in stretches if at + 1 not in covered]
        documents = (
            own["doc"].size
            and table.loc[table["passage"] == passage, "documents"].max()
        )
        for start, end in zip(begins, ends, strict=True):
            rows.append(
                {
                    "passage": passage,
                    "doc": doc,
                    "start": start,
                    "end": end,
                    "surface": corpus.raw[doc][start:end],
                    "documents": documents,
                }
            )
    rows.sort(key=lambda row: (-row["documents"], row["passage"], row["doc"]))
    assert families.drop(columns="note").to_dict("records") == rows


def test_passages_that_overlap_by_less_than_half_are_two_families() -> None:
    words = [f"w{number}" for number in range(40)]
    for common, families in ((5, 1), (4, 2)):
        one = " ".join(words[:10])
        two = " ".join(words[10 - common : 20 - common])
        corpus = Corpus.from_texts({"a": " ".join(words), "b": one, "c": two})
        table = shared_passages(corpus, min_words=6)
        assert table["words"].tolist() == [10, 10]
        assert table["passage"].nunique() == families, common
