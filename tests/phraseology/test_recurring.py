"""Recurring phrases, C-value and nested counts: by hand and against published values."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_corpora import Gram, corpora, occurrences, sentences
from spelt_words import spelt

from discourse import tables
from discourse.corpus import Corpus
from discourse.counting.maximal_repeats import (
    count_independent,
    maximal_repeats,
    nest_phrases,
)
from discourse.counting.suffix_array import build_suffix_array, suffix_array_of
from discourse.errors import OptionError
from discourse.lexicons import Lexicon
from discourse.matching import find_mentions
from discourse.measures import c_value
from discourse.phraseology import coverage, recurring
from discourse.text import BREAK


def every_repeat(corpus: Corpus, **options: Any) -> pd.DataFrame:
    """Return all repeats by C-value, also those with function words at their edges."""
    return recurring(corpus, edges="any", sort="c_value", **options)


def recurring_by_hand(
    corpus: Corpus, shortest: int, longest: int, min_count: int, min_documents: int
) -> dict[Gram, dict[str, Any]]:
    """Return the phrases that recur and cannot be made longer, with their counts."""
    stretches = sentences(corpus)
    rows: dict[Gram, dict[str, Any]] = {}
    for gram, places in occurrences(corpus, shortest, longest).items():
        documents = {stretches[sentence][0] for sentence, _ in places}
        if len(places) < min_count or len(documents) < min_documents:
            continue
        # A break is unlike everything else, also unlike another break.
        before: set[object] = set()
        after: set[object] = set()
        for sentence, first in places:
            words = stretches[sentence][1]
            end = first + len(gram)
            before.add(words[first - 1] if first else (sentence, first))
            after.add(words[end] if end < len(words) else (sentence, first))
        has_one_word_after = is_one_word(after)
        is_longest = len(gram) == longest
        if not is_one_word(before) and (not has_one_word_after or is_longest):
            rows[gram] = {
                "count": len(places),
                "documents": len(documents),
                "cut": has_one_word_after,
                "places": places,
            }
    for gram, row in rows.items():
        longer = [other for other in rows if len(other) > len(gram)]
        row["alone"] = 0
        for place in row["places"]:
            row["alone"] += not any(
                lies_inside(place, len(gram), other_place, len(other))
                for other in longer
                for other_place in rows[other]["places"]
            )
    return rows


def is_one_word(neighbours: set[object]) -> bool:
    """Return whether all occurrences of a phrase have the same word beside them."""
    return len(neighbours) == 1 and isinstance(next(iter(neighbours)), str)


def lies_inside(
    place: tuple[int, int], size: int, other_place: tuple[int, int], other_size: int
) -> bool:
    """Return whether an occurrence lies in that of a longer phrase."""
    sentence, first = place
    other_sentence, other_first = other_place
    begins_inside = other_first <= first
    ends_inside = first + size <= other_first + other_size
    return sentence == other_sentence and begins_inside and ends_inside


@given(
    corpora, st.integers(1, 3), st.integers(0, 6), st.integers(2, 3), st.integers(1, 2)
)
def test_recurring_is_what_was_found_by_hand(
    corpus: Corpus, shortest: int, more: int, min_count: int, min_documents: int
) -> None:
    longest = shortest + more
    table = every_repeat(
        corpus,
        n=(shortest, longest),
        min_count=min_count,
        min_documents=min_documents,
    )
    rows = recurring_by_hand(corpus, shortest, longest, min_count, min_documents)
    expected = []
    for gram, row in rows.items():
        counts = [row[name] for name in ("count", "documents", "alone", "cut")]
        expected.append((spelt(gram), len(gram), *counts))
    columns = ["term", "n", "count", "documents", "alone", "cut"]
    listed = table[columns].itertuples(index=False, name=None)
    assert sorted(listed) == sorted(expected)
    if not rows:
        return
    grams = list(rows)
    counts = [row["count"] for row in rows.values()]
    values = c_value(grams, counts, unigrams=shortest == 1)
    terms = [spelt(gram) for gram in grams]
    value_of_term = dict(zip(table["term"], table["c_value"], strict=True))
    assert value_of_term == pytest.approx(
        dict(zip(terms, values, strict=True)), rel=1e-10, abs=1e-10
    )


@given(corpora)
def test_the_first_occurrence_is_in_the_raw_text(corpus: Corpus) -> None:
    table = every_repeat(corpus)
    for row in table.itertuples():
        assert corpus.raw[row.doc][row.start : row.end] == row.surface
        assert (
            row.surface.lower().replace(",", "").replace("“", "").split()
            == row.term.split()
        )
    order = list(
        zip(
            -table["c_value"],
            -table["count"],
            [term.split() for term in table["term"]],
            strict=True,
        )
    )
    assert order == sorted(order)


@given(corpora)
def test_a_selection_recurs_like_a_corpus_of_its_own(corpus: Corpus) -> None:
    keep = list(corpus.names[::2])
    part = corpus.where(doc=keep)
    suffix_array_of(part)  # sorted, before there is one to filter
    suffix_array_of(corpus)
    own = Corpus.from_texts({name: corpus.raw[name] for name in keep}, part.documents)
    if len(part.masks):
        own = own.mask(part.masks)
    filtered = corpus.where(doc=keep)
    repeats, covered = every_repeat(part, n=(1, 64)), coverage(part, n=2)
    for other in (own, filtered):
        pd.testing.assert_frame_equal(repeats, every_repeat(other, n=(1, 64)))
        pd.testing.assert_frame_equal(covered, coverage(other, n=2))


def test_a_long_repeat_is_listed_once_and_marked() -> None:
    long = " ".join(f"w{number}" for number in range(100))
    corpus = Corpus.from_texts({"a": f"{long}. {long}.", "b": f"{long}!"})
    table = every_repeat(corpus)
    assert table[["n", "count", "documents", "cut"]].values.tolist() == [
        [64, 3, 2, True]
    ]
    assert table["term"][0] == " ".join(f"w{number}" for number in range(64))
    whole = every_repeat(Corpus.from_texts({"a": "w x y z. w x y z."}), n=(2, 4))
    assert whole[["term", "cut"]].values.tolist() == [["w x y z", False]]
    assert every_repeat(Corpus.from_texts({"a": "w x y z. w x y z."}), n=(2, 3))[
        "cut"
    ].tolist() == [True]


# --------------------------------------------------------------------------------------
# Published values


@pytest.fixture(scope="module")
def values(shared: Path) -> list[dict[str, Any]]:
    return json.loads(
        (shared / "reference" / "values.json").read_text(encoding="utf-8")
    )


CARCINOMA = {
    "adenoid cystic basal cell carcinoma": 5,
    "cystic basal cell carcinoma": 6,  # and the five above: 11 in all
    "ulcerated basal cell carcinoma": 7,
    "recurrent basal cell carcinoma": 5,
    "circumscribed basal cell carcinoma": 3,
    "basal cell carcinoma": 984 - 26,
}


def test_published_c_values(values: list[dict[str, Any]]) -> None:
    text = "\n\n".join(
        f"{phrase.capitalize()}."
        for phrase, count in CARCINOMA.items()
        for _ in range(count)
    )
    found = every_repeat(Corpus.from_texts({"a": text})).set_index("term")
    assert set(found.index) == set(CARCINOMA)
    published = [value for value in values if value["measure"] == "C_value"]
    assert len(published) >= 4
    for value in published:
        assert found["c_value"][value["inputs"]] == pytest.approx(
            value["expected"], abs=value["tol"]
        )
    # The plain sum over the longer phrases would take what is nested twice off twice.
    assert abs(found["c_value"]["basal cell carcinoma"] - 1549.78) > 1


def test_published_nested_counts(values: list[dict[str, Any]]) -> None:
    # Longer words for the letters of the source: "b. a" is no end of a sentence, since b may be an initial. Its dots
    # are breaks, and three dots before a small letter would be an ellipsis.
    longer = {"a": "alpha", "b": "beta", "c": "gamma", "d": "delta", ".": "?"}
    published = [value for value in values if value["measure"] == "ngram_count_nested"]
    assert len(published) >= 2
    for value in published:
        texts = json.loads(value["inputs"].partition(", sizes")[0].removeprefix("txt="))
        spoken = [
            " ".join(longer.get(word, word) for word in text.split()) for text in texts
        ]
        corpus = Corpus.from_texts(
            {str(number): text for number, text in enumerate(spoken)}
        )
        counts = {}
        index = suffix_array_of(corpus)
        runs = [index.ngram_runs(size) for size in (2, 3)]
        size = np.repeat([2, 3], [len(low) for low, _ in runs])
        low, high = (
            np.concatenate([low for low, _ in runs]),
            np.concatenate([high for _, high in runs]),
        )
        alone = count_independent(index, size, nest_phrases(index, low, high, size))
        for number in range(len(low)):
            place = int(index.order[low[number]])
            ids = corpus.stream.ids[place : place + int(size[number])].tolist()
            gram = " ".join(corpus.stream.vocabulary[word] for word in ids)
            count = int(high[number] - low[number])
            counts[gram] = [count, count - int(alone[number])]
        for gram, expected in value["expected"].items():
            assert counts[" ".join(longer[word] for word in gram.split())] == expected


def test_published_maximal_repeats(values: list[dict[str, Any]]) -> None:
    published = [value for value in values if value["measure"] == "maximal_repeats"]
    assert len(published) >= 2
    for value in published:
        letters = sorted(set(value["inputs"]))
        ids = np.array(
            [letters.index(letter) for letter in value["inputs"]], dtype=np.int32
        )
        broken = np.arange(len(ids)) == 0
        index = build_suffix_array(ids, broken, np.zeros(len(ids), dtype=np.int32))
        left = np.where(broken, -1, np.roll(ids, 1))
        found = maximal_repeats(index, left, n=(1, 64), min_count=2)
        shown = [
            "".join(value["inputs"][a : a + n])
            for a, n in zip(found.first_token, found.size, strict=True)
        ]
        assert dict(zip(shown, found.count.tolist(), strict=True)) == value["expected"]
        table = every_repeat(
            Corpus.from_texts({"a": " ".join(value["inputs"])}), n=(1, 64)
        )
        assert {
            t.replace(" ", ""): c
            for t, c in zip(table["term"], table["count"], strict=True)
        } == value["expected"]


# --------------------------------------------------------------------------------------
# Names


def test_names_are_detected_by_capitals_inside_sentences_and_listed() -> None:
    text = (
        "Members of the Communist Party of China (CPC) met the press. Many of the Communist Party of China (CPC) spoke.\n\n"
        "Mutual trust grows. Mutual trust lasts. We want mutual trust. They want mutual trust.\n\n"
        "Now I think so. When I think, I am. Then I am. He said the UN acts. She said the UN acts."
    )
    found = (
        every_repeat(Corpus.from_texts({"a": text})).set_index("term")["name"].to_dict()
    )
    assert found["of the communist party of china cpc"]
    assert not found[
        "mutual trust"
    ]  # the capital stands at the beginning of a sentence as often
    assert not found["i think"]
    assert not found["i am"]
    assert not found["said the un acts"]


@pytest.mark.parametrize(
    ("text", "term", "name"),
    [
        (
            "It is in the United Nations. He is in the United Nations.",
            "is in the united nations",
            True,
        ),
        (
            "La lettre des Nations Unies. Le jour des Nations Unies.",
            "des nations unies",
            True,
        ),
        ("On the 2030 Agenda. On the 2030 Agenda.", "on the 2030 agenda", True),
        ("So I've been here. So I've been there.", "so i've been", False),
        (
            "Go see United Nations reform. Do see United Nations reform.",
            "see united nations reform",
            False,
        ),
        ("On the UN. On the UN.", "on the un", True),
        (
            "A headline: Mutual Trust. On mutual trust. Of mutual trust. In Mutual trust.",
            "mutual trust",
            False,
        ),
        ("Peace. Peace.", "peace", False),
        ("和平与发展。和平与发展。", "和平与发展", False),
    ],
)
def test_what_is_a_name(text: str, term: str, name: bool) -> None:
    found = every_repeat(Corpus.from_texts({"a": text}), n=(1, 64)).set_index("term")
    assert bool(found["name"][term]) is name


def test_names_of_paragraphs_read_their_own_stretch_of_the_text() -> None:
    text = "small words first, then Mutual Trust here.\n\nin small letters, then Mutual Trust there."
    corpus = Corpus.from_texts({"a": text}, paragraphs="blank")
    for unit in (corpus, corpus.segment("paragraph")):
        assert every_repeat(unit).set_index("term")["name"].to_dict() == {
            "then mutual trust": True
        }


# --------------------------------------------------------------------------------------
# What formulas cover

FORMULAS = {
    "rule": ["rule of law", "the rule"],
    "peace": ["peace"],
    "law": ["law <2> of"],
}


def covered_by_hand(
    corpus: Corpus, table: pd.DataFrame, lexicon: Lexicon
) -> list[tuple[float, str]]:
    """Return, for each phrase, its covered share and the family that covers most."""
    hits = find_mentions(corpus, lexicon)
    mentions: dict[int, list[tuple[int, int]]] = {}
    for first, end, family in zip(
        hits.first.tolist(), hits.last.tolist(), hits.family.tolist(), strict=True
    ):
        mentions.setdefault(family, []).append((first, end))
    rows = []
    for term in table["term"]:
        gram = term.split()
        starts = starts_of_phrase(corpus, gram)
        families: Counter[int] = Counter()
        covered = 0
        for first in starts:
            end = first + len(gram)
            covering = {
                family
                for family, spans in mentions.items()
                if is_covered(first, end, spans)
            }
            families.update(covering)
            covered += bool(covering)
        name = ""
        if families:
            best = min(families, key=lambda family: (-families[family], family))
            name = lexicon.names[best]
        rows.append((covered / len(starts), name))
    return rows


def starts_of_phrase(corpus: Corpus, gram: list[str]) -> list[int]:
    """Return the first tokens of a phrase; it crosses no break."""
    stream = corpus.stream
    words = [stream.vocabulary[word] for word in stream.ids.tolist()]
    gaps = stream.gap.tolist()
    starts = []
    for first in range(len(words) - len(gram) + 1):
        end = first + len(gram)
        has_break = any(gap >= BREAK for gap in gaps[first + 1 : end])
        if words[first:end] == gram and not has_break:
            starts.append(first)
    return starts


def is_covered(first: int, end: int, mentions: list[tuple[int, int]]) -> bool:
    """Return whether the mentions of a family cover an occurrence."""
    words_inside = 0
    for mention_first, mention_end in mentions:
        if first <= mention_first and mention_end <= end:
            return True
        words_inside += len(range(max(first, mention_first), min(end, mention_end)))
    return 2 * words_inside >= end - first


@given(corpora)
def test_what_formulas_cover_is_what_was_found_by_hand(corpus: Corpus) -> None:
    lexicon = Lexicon.read(FORMULAS)
    table = every_repeat(corpus, n=(1, 6), lexicon=lexicon)
    expected = covered_by_hand(corpus, table, lexicon)
    np.testing.assert_allclose(
        table["covered"], [share for share, _ in expected], rtol=1e-10
    )
    assert table["family"].tolist() == [family for _, family in expected]
    new = every_repeat(corpus, n=(1, 6), lexicon=lexicon, known=False)
    pd.testing.assert_frame_equal(
        new, table[table["covered"] == 0].reset_index(drop=True)
    )


def test_without_a_lexicon_the_covered_share_is_missing() -> None:
    table = every_repeat(Corpus.from_texts({"a": "the rule of law. the rule of law."}))
    assert table["covered"].isna().all()
    assert (table["family"] == "").all()


# --------------------------------------------------------------------------------------
# Edges


@pytest.mark.parametrize(
    "texts", [{}, {"a": ""}, {"a": "one"}, {"a": "one two", "b": "three"}]
)
def test_next_to_nothing_gives_a_table_without_rows(texts: dict[str, str]) -> None:
    corpus = Corpus.from_texts(texts)
    for table in (
        every_repeat(corpus),
        every_repeat(corpus, n=(1, 5), lexicon=FORMULAS, known=False),
    ):
        pd.testing.assert_frame_equal(table, tables.make("recurring", {}))


def test_the_table_is_of_its_kind_and_comes_back_from_a_file(tmp_path: Path) -> None:
    texts = {
        "a": "null and nan, so null\nand nan",
        "null": "",
        "c": "null and nan 和平 和平",
    }
    corpus = Corpus.from_texts(texts)
    for table in (every_repeat(corpus), every_repeat(corpus, lexicon=FORMULAS)):
        assert tables.kind_of(table) == "recurring"
        tables.save(table, tmp_path / "table.csv")
        loaded = tables.load(tmp_path / "table.csv", kind="recurring")
        pd.testing.assert_frame_equal(loaded, table)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n": (0, 3)}, "n="),
        ({"n": (2, 65)}, "64"),
        ({"n": "2 characters"}, "pair of numbers"),
        ({"min_count": 1}, "min_count=1"),
        ({"min_documents": 0}, "min_documents=0"),
        ({"known": False}, "lexicon"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    options: dict[str, object], message: str
) -> None:
    with pytest.raises(OptionError, match=message):
        every_repeat(Corpus.from_texts({"a": "one two three"}), **options)  # type: ignore[arg-type]


def test_a_flag_and_a_base_of_rates_are_checked() -> None:
    corpus = Corpus.from_texts({"a": "one"})
    for known in ("x", 1, None):
        with pytest.raises(OptionError, match=f"known={known!r}: True or False"):
            every_repeat(corpus, lexicon="one", known=known)  # type: ignore[arg-type]
    with pytest.raises(
        OptionError,
        match="a whole number from 1 to 1,000,000,000 was expected, such as 1000",
    ):
        every_repeat(corpus, per=10**30)
