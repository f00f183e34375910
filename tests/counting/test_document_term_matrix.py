"""Documents by terms: counts against counting by hand and scikit-learn."""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from counted_texts import TEXTS
from hypothesis import given
from hypothesis import strategies as st
from spelt_words import spelt

from discourse.corpus import Corpus
from discourse.counting.document_term_matrix import (
    DocumentTermMatrix,
    TermSize,
    count_terms,
    merge_terms,
    parse_term_length,
)
from discourse.counting.lemmas import lemmatize
from discourse.counting.stop_words import stop_words
from discourse.counting.tfidf import weigh
from discourse.errors import ColumnError, MissingExtraError, OptionError
from discourse.registries import STOP_LISTS
from discourse.text import ADJACENT, BREAK


def by_hand(
    corpus: Corpus, low: int, high: int, *, stop: frozenset[str] = frozenset()
) -> dict[tuple[str, str], int]:
    """Count n-grams token by token."""
    stream = corpus.stream
    found: Counter[tuple[str, str]] = Counter()
    for number, doc in enumerate(corpus.names):
        words: list[list[str]] = []
        for at in range(int(stream.bounds[number]), int(stream.bounds[number + 1])):
            if stream.gap[at] >= BREAK:
                words.append([])
            words[-1].append(stream.vocabulary[stream.ids[at]])
        for run in words:
            for size in range(low, high + 1):
                for start in range(len(run) - size + 1):
                    gram = run[start : start + size]
                    if gram[0] not in stop and gram[-1] not in stop:
                        found[doc, spelt(gram)] += 1
    return dict(found)


def as_dict(counts: DocumentTermMatrix) -> dict[tuple[str, str], int]:
    terms = counts.spell()
    rows, columns = counts.matrix.nonzero()
    data = counts.matrix.toarray()
    return {
        (counts.names[r], terms[c]): int(data[r, c])
        for r, c in zip(rows.tolist(), columns.tolist(), strict=True)
    }


@pytest.mark.parametrize("n", [1, 2, 3, (1, 2), (1, 4), (2, 5), 64])
def test_counts_are_those_of_counting_by_hand(n: int | tuple[int, int]) -> None:
    corpus = Corpus.from_texts(TEXTS)
    low, high = n if isinstance(n, tuple) else (n, n)
    assert as_dict(count_terms(corpus, n=n)) == by_hand(corpus, low, high)


LINES = st.lists(
    st.sampled_from(["a", "b", "c.", "a,", "d!\n\n", "中国", "b-a", "The"]), max_size=12
).map(" ".join)


@given(st.lists(LINES, min_size=1, max_size=4), st.integers(1, 4), st.integers(0, 2))
def test_counts_of_any_texts_are_those_of_counting_by_hand(
    texts: list[str], low: int, more: int
) -> None:
    corpus = Corpus.from_texts(
        {f"d{number}": text for number, text in enumerate(texts)}
    )
    counts = count_terms(corpus, n=(low, low + more))
    assert as_dict(counts) == by_hand(corpus, low, low + more)
    assert counts.matrix.has_canonical_format
    assert counts.matrix.dtype == np.int64
    assert (counts.documents == (counts.matrix.toarray() > 0).sum(axis=0)).all()
    # The order of the terms is the order of their words.
    words = [
        tuple(counts.vocabulary[i] for i in gram if i >= 0)
        for gram in counts.ngrams.tolist()
    ]
    assert words == sorted(set(words))


def test_no_term_runs_over_a_mask_but_one_runs_over_a_comma() -> None:
    corpus = Corpus.from_texts({"a": "One belt, one road"})
    assert ("a", "belt one") in as_dict(count_terms(corpus, n=2))
    masked = corpus.mask(
        pd.DataFrame({"doc": ["a"], "start": [4], "end": [8], "kind": ["x"]})
    )
    assert as_dict(count_terms(masked, n=2)) == {("a", "one road"): 1}


def test_a_mark_on_a_letter_and_an_apostrophe_stay_in_the_word() -> None:
    found = as_dict(count_terms(Corpus.from_texts(TEXTS)))
    assert found["c", "café"] == 2
    assert found["c", "one's"] == 1
    assert found["c", "one-two"] == 1
    assert found["c", "one"] == found["c", "two"] == 1
    assert found["b", "一"] == 2


def test_han_terms_are_shown_without_blanks() -> None:
    found = as_dict(count_terms(Corpus.from_texts(TEXTS), n=4))
    assert found["b", "一带一路"] == 1
    assert found["b", "路 and the belt"] == 1


def characters_by_hand(corpus: Corpus, size: int) -> Counter[tuple[str, str]]:
    stream = corpus.stream
    found: Counter[tuple[str, str]] = Counter()
    for number, doc in enumerate(corpus.names):
        runs = [""]
        for at in range(int(stream.bounds[number]), int(stream.bounds[number + 1])):
            word = stream.vocabulary[stream.ids[at]]
            if stream.gap[at] >= BREAK:
                runs.append(word)
            else:
                runs[-1] += word if stream.gap[at] == ADJACENT else f" {word}"
        for run in runs:
            found.update((doc, run[i : i + size]) for i in range(len(run) - size + 1))
    return found


@given(st.lists(LINES, min_size=1, max_size=3), st.integers(1, 5))
def test_characters_are_those_of_the_words_with_one_blank(
    texts: list[str], size: int
) -> None:
    corpus = Corpus.from_texts(
        {f"d{number}": text for number, text in enumerate(texts)}
    )
    unit = "character" if size == 1 else "characters"
    assert as_dict(count_terms(corpus, n=f"{size} {unit}")) == dict(
        characters_by_hand(corpus, size)
    )


def test_characters_do_not_run_over_a_stop_word() -> None:
    found = as_dict(
        count_terms(
            Corpus.from_texts({"a": "win of win"}), n="3 characters", stop=["of"]
        )
    )
    assert found == {("a", "win"): 2}


def test_a_stop_word_of_one_character_stays_inside_other_words() -> None:
    corpus = Corpus.from_texts({"x": "a cat"})
    found = count_terms(corpus, n="2 characters", stop=["a"])
    assert as_dict(found) == {("x", "ca"): 1, ("x", "at"): 1}


def test_counts_agree_with_scikit_learn(seeds: Path) -> None:
    from sklearn.feature_extraction.text import CountVectorizer

    corpus = Corpus.from_texts(
        {
            path.stem: path.read_text(encoding="utf-8")
            for path in sorted(seeds.glob("*.txt"))
        }
    )
    tokens = [
        [corpus.stream.vocabulary[i] for i in corpus.stream.ids[low:high]]
        for low, high in itertools.pairwise(corpus.stream.bounds.tolist())
    ]
    vectorizer = CountVectorizer(analyzer=list)
    expected = vectorizer.fit_transform(tokens)
    counts = count_terms(corpus)
    assert counts.spell() == vectorizer.get_feature_names_out().tolist()
    assert (counts.matrix.toarray() == expected.toarray()).all()


# Groups, parts, subsets -----------------------------------------------------------------------------------------------


def test_groups_add_up_and_documents_still_count_documents() -> None:
    meta = pd.DataFrame({"doc": list(TEXTS), "side": ["x", "y", "y", "x", "x"]})
    corpus = Corpus.from_texts(TEXTS, meta)
    each, sides = count_terms(corpus), count_terms(corpus, by="side")
    assert sides.names == ("x", "y")
    assert (
        sides.matrix.toarray()[0] == each.matrix.toarray()[[0, 3, 4]].sum(axis=0)
    ).all()
    assert (sides.documents == each.documents).all()
    whole = count_terms(corpus, by=None)
    assert whole.names == ("",)
    assert whole.row_totals.tolist() == [len(corpus.stream)]
    with pytest.raises(ColumnError, match="side"):
        count_terms(corpus, by="sides")


@given(st.lists(LINES, min_size=2, max_size=5), st.integers(1, 4), st.integers(1, 3))
def test_parts_put_together_are_the_whole(texts: list[str], cut: int, n: int) -> None:
    named = {f"d{number}": text for number, text in enumerate(texts)}
    first = dict(list(named.items())[:cut])
    second = {name: text for name, text in named.items() if name not in first}
    parts = [count_terms(Corpus.from_texts(part), n=(1, n)) for part in (first, second)]
    merged, whole = merge_terms(parts), count_terms(Corpus.from_texts(named), n=(1, n))
    assert as_dict(merged) == as_dict(whole)
    assert merged.spell() == whole.spell()
    assert merged.documents.tolist() == whole.documents.tolist()
    assert merged.names == whole.names


def test_merging_adds_rows_of_one_name() -> None:
    parts = [
        count_terms(Corpus.from_texts({"d": text}), by=None) for text in ("a b", "b c")
    ]
    merged = merge_terms(parts)
    assert as_dict(merged) == {("", "a"): 1, ("", "b"): 2, ("", "c"): 1}
    assert merged.documents.tolist() == [1, 2, 1]


def test_three_parts_are_put_together_as_two_are() -> None:
    texts = {"a": "peace and law", "b": "law and order", "c": "order, peace, peace"}
    parts = [
        count_terms(Corpus.from_texts({name: text})) for name, text in texts.items()
    ]
    merged, whole = merge_terms(parts), count_terms(Corpus.from_texts(texts))
    assert as_dict(merged) == as_dict(whole)
    assert merged.documents.tolist() == whole.documents.tolist()


def test_counting_a_part_is_part_of_the_counts() -> None:
    corpus = Corpus.from_texts(TEXTS)
    part = corpus.where(doc=["a", "c"])
    assert as_dict(count_terms(part, n=(1, 2))) == {
        key: value
        for key, value in as_dict(count_terms(corpus, n=(1, 2))).items()
        if key[0] in ("a", "c")
    }


def test_counting_twice_gives_the_same_and_spoils_nothing() -> None:
    corpus = Corpus.from_texts(TEXTS)
    first = as_dict(count_terms(corpus))
    count_terms(corpus, stop="en", min_documents=2)
    weigh(count_terms(corpus).matrix, "sklearn")
    assert (
        as_dict(count_terms(corpus))
        == first
        == as_dict(count_terms(Corpus.from_texts(TEXTS)))
    )


def test_an_empty_corpus_has_no_terms() -> None:
    for texts in ({}, {"a": ""}, {"a": "...", "b": ""}):
        for n in (1, (1, 3), 3, "2 characters"):
            counts = count_terms(Corpus.from_texts(texts), n=n)
            assert counts.matrix.shape == (len(texts), 0)
            assert counts.spell() == []


def test_terms_of_too_few_documents_are_left_out() -> None:
    corpus = Corpus.from_texts({"a": "x y y", "b": "y z"})
    assert count_terms(corpus, min_documents=2).spell() == ["y"]
    with pytest.raises(OptionError, match="min_documents=0"):
        count_terms(corpus, min_documents=0)


# What makes a term ----------------------------------------------------------------------------------------------------


def test_a_length_is_read_or_refused() -> None:
    assert parse_term_length(np.int64(2)) == TermSize(2, 2, "word")
    assert parse_term_length("1-3 words") == TermSize(1, 3, "word")
    assert parse_term_length(" 4 characters ") == TermSize(4, 4, "character")
    for odd in (
        0,
        -1,
        True,
        65,
        (2, 1),
        (0, 2),
        (1, 2, 3),
        "four",
        "4 letters",
        "",
        1.5,
        None,
        "99999999999 words",
    ):
        with pytest.raises(OptionError, match="length of a term"):
            parse_term_length(odd)  # type: ignore[arg-type]


def test_stop_words_are_only_left_out_at_the_edges() -> None:
    corpus = Corpus.from_texts({"a": "The community with a shared future of the world"})
    kept = count_terms(corpus, n=(1, 5), stop="en").spell()
    assert "community with a shared future" in kept
    assert "shared future" in kept
    assert not [term for term in kept if term.split()[0] in ("the", "with", "of", "a")]
    assert not [term for term in kept if term.split()[-1] in ("the", "with", "of", "a")]
    assert as_dict(count_terms(corpus, n=(1, 5), stop="en")) == by_hand(
        corpus, 1, 5, stop=stop_words("en")
    )


SUBJECTS = (
    "state states member members new world work group groups important interest interests opening problem general "
    "order system serious bill fire mine detail common shared future community nation nations people peoples country us "
    "development security peace cooperation war right rights law human party government national international "
    "和平 合作 共同 发展 安全 人民 国家 世界 中 非 国 新 人 大 未来 мир страна государство"
)


@pytest.mark.parametrize("name", STOP_LISTS)
def test_lists_hold_function_words_and_are_short(name: str) -> None:
    words = stop_words(name)
    # Chinese writes many function words with one character and with two, and Uzbek all
    # of them in two alphabets.
    assert 100 <= len(words) <= (450 if name in ("zh", "uz") else 360)
    subjects = set(SUBJECTS.split())
    if name == "de":
        subjects.remove("war")  # "was" in German
    assert not words & subjects
    written = [
        word
        for line in (Path(__file__).parents[2] / "discourse" / "data" / "stop" / f"{name}.txt").read_text("utf-8").splitlines()
        for word in line.split("#")[0].split()
    ]  # fmt: skip
    assert len(written) == len(set(written)) == len(words)
    assert set(written) == words, "written as they are compared"


def test_lists_join_and_words_are_folded() -> None:
    assert stop_words("en+zh") == stop_words("en") | stop_words("zh")
    assert stop_words(["The", "CHINA’S"]) == {"the", "china's"}
    for odd, message in (
        ("xy", "ru, uz, zh"),
        ("", "names no list"),
        ("the", "list of words"),
        ([1], "no word"),
    ):
        with pytest.raises(OptionError, match=message):
            stop_words(odd)  # type: ignore[arg-type]


# Lemmas and options -------------------------------------------------------------------------------------------------


def test_lemmas_count_words_by_their_dictionary_form() -> None:
    corpus = Corpus.from_texts(
        {"a": "China’s countries build; a country was building.", "b": "They built it."}
    )
    counts = count_terms(corpus, n="1 lemma")
    found = dict(zip(counts.spell(), counts.matrix.toarray().T.tolist(), strict=True))
    assert found["build"] == [1, 1]  # "was building" is read as the noun
    assert found["country"] == [2, 0]
    assert found["china"] == [1, 0]
    assert "countries" not in found


def test_a_possessive_ending_is_taken_off_and_never_a_whole_word() -> None:
    words = ["peoples'", "partners'", "country's", "'", "'s", "city"]
    assert lemmatize(words) == ["people", "partner", "country", "'", "'s", "city"]


def test_lemmas_without_their_package_are_refused_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "simplemma", None)
    with pytest.raises(MissingExtraError, match="lemmas"):
        count_terms(Corpus.from_texts({"a": "b"}), n="1 lemma")


def test_documents_are_counted_in_whole_numbers() -> None:
    corpus = Corpus.from_texts({"a": "one belt", "b": "one road"})
    assert count_terms(corpus, min_documents=np.int64(2)).spell() == ["one"]
    for least in ("2", 0, 2.5):
        with pytest.raises(
            OptionError,
            match=f"min_documents={least!r}: a whole number from 1 was expected; 1 keeps",
        ):
            count_terms(corpus, min_documents=least)  # type: ignore[arg-type]
