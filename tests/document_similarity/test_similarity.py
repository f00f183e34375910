"""How alike texts are: against scikit-learn, scipy, published numbers, counting by hand, and the five documents."""

from __future__ import annotations

import itertools
import json
import lzma
import math
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from discourse import tables
from discourse.corpus import Corpus
from discourse.counting.document_term_matrix import count_terms
from discourse.counting.tfidf import note_of_idf, weigh
from discourse.document_similarity import shared_features, similarity, similarity_order
from discourse.document_similarity.similarity_measures import score_by_measure
from discourse.errors import ColumnError, OptionError
from discourse.lexicons import Lexicon
from discourse.registries import SIMILARITY_MEASURES, WEIGHTING_SCHEMES
from discourse.settings import LONGEST_NGRAM
from discourse.text import BREAK

REFERENCE = json.loads(
    (Path(__file__).parents[1] / "reference" / "values.json").read_text(
        encoding="utf-8"
    )
)


@pytest.fixture(scope="module")
def five(seeds: Path) -> Corpus:
    return Corpus.from_texts(
        {
            path.stem[:3]: path.read_text(encoding="utf-8")
            for path in sorted(seeds.glob("*.txt"))
        }
    )


def square(table: pd.DataFrame) -> pd.DataFrame:
    return table.pivot(index="doc", columns="other", values="score")


def ordered(table: pd.DataFrame) -> list[str]:
    """Pairs, the most alike first, as '000-003'."""
    half = table[table["doc"] < table["other"]].sort_values(
        "score", ascending=False, kind="stable"
    )
    return [
        f"{doc}-{other}" for doc, other in zip(half["doc"], half["other"], strict=True)
    ]


# The five documents ---------------------------------------------------------------------------------------------------


def test_the_two_reports_of_one_event_are_the_most_alike(five: Corpus) -> None:
    found = ordered(similarity(five))
    assert found[0] == "000-003"
    assert set(found[-4:]) >= {"001-002", "002-003"}, (
        "nothing but a loose link joins these"
    )
    for scheme in (
        "quanteda",
        "plain",
        "tidytext",
        "gensim",
        "sklearn-plain",
        "sklearn-sublinear",
    ):
        assert ordered(similarity(five, scheme=scheme))[0] == "000-003", scheme


def test_the_order_is_near_to_that_of_an_informed_reader(five: Corpus) -> None:
    from scipy.stats import spearmanr

    same_event, dossier, repertoire = (
        ["000-003"],
        ["000-004", "002-004"],
        ["001-004", "000-001", "000-002", "003-004"],
    )
    tier = {
        pair: rank
        for rank, pairs in enumerate((same_event, dossier, repertoire))
        for pair in pairs
    }

    def agreement(scheme: str, stop: str | None) -> float:
        table = similarity(five, scheme=scheme, stop=stop)
        half = table[table["doc"] < table["other"]]
        tiers = [
            -tier.get(f"{doc}-{other}", 3)
            for doc, other in zip(half["doc"], half["other"], strict=True)
        ]
        return float(spearmanr(half["score"], tiers).statistic)

    assert agreement("sklearn-sublinear", "en") > 0.85
    assert agreement("sklearn-sublinear", None) > 0.8
    # Without damping, how often two texts say "Central Asia" outweighs everything else they share.
    assert agreement("sklearn", None) < agreement("sklearn-sublinear", None)


def test_one_event_shows_in_shared_strings_and_no_other_pair_does(five: Corpus) -> None:
    table = similarity(five, measure="containment", n=3)
    table = table[table["doc"] != table["other"]].sort_values("score", ascending=False)
    assert table[["doc", "other"]].iloc[0].tolist() == ["003", "000"]
    assert table["score"].iloc[0] == pytest.approx(0.28, abs=0.02)
    assert table["score"].iloc[1] < 0.10


def test_formula_profiles_bind_what_shares_a_stock(five: Corpus) -> None:
    table = similarity(five, measure=Lexicon.read("chinese-diplomacy"))
    assert set(table["measure"]) == {"profile"}
    assert set(ordered(table)[:3]) == {"000-004", "002-004", "000-003"}
    assert ordered(table)[-1] in ("002-003", "000-001", "001-003")


# Against others -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scheme", "options"),
    [
        ("sklearn", {}),
        ("sklearn-plain", {"smooth_idf": False}),
        ("sklearn-sublinear", {"sublinear_tf": True}),
    ],
)
def test_cosines_agree_with_scikit_learn(
    five: Corpus, scheme: str, options: dict[str, bool]
) -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import cosine_similarity

    stream = five.stream
    tokens = [
        stream.ids[low:high].tolist()
        for low, high in itertools.pairwise(stream.bounds.tolist())
    ]
    expected = cosine_similarity(
        TfidfVectorizer(analyzer=list, **options).fit_transform(tokens)
    )
    assert np.allclose(
        square(similarity(five, scheme=scheme)), expected, rtol=0, atol=1e-10
    )


def test_divergences_agree_with_scipy(five: Corpus) -> None:
    from scipy.spatial.distance import jensenshannon

    counts = count_terms(five).matrix.toarray().astype(float)
    expected = [
        [1 - jensenshannon(one, two, base=2) ** 2 for two in counts] for one in counts
    ]
    assert np.allclose(
        square(similarity(five, measure="jensen-shannon")), expected, rtol=0, atol=1e-10
    )


def test_delta_is_burrows_delta_of_the_commonest_words(five: Corpus) -> None:
    counts = count_terms(five).matrix.toarray()
    order = sorted(
        range(counts.shape[1]), key=lambda term: (-counts[:, term].sum(), term)
    )[:150]
    rates = counts[:, order] / counts.sum(axis=1, keepdims=True)
    z = (rates - rates.mean(axis=0)) / rates.std(axis=0, ddof=1)
    expected = [[1 / (1 + np.abs(one - two).mean()) for two in z] for one in z]
    table = similarity(five, measure="delta")
    assert np.allclose(square(table), expected, rtol=0, atol=1e-10)
    assert set(table["scheme"]) == {"z of 150 terms"}


def published(measure: str) -> list[tuple[str, str, float]]:
    found = [entry for entry in REFERENCE if entry["measure"] == measure]
    # Letters are compared folded, so D stands for any letter of its own.
    return [
        (*(text.replace("D", "x") for text in entry["inputs"]), entry["expected"])
        for entry in found
    ]


@pytest.mark.parametrize(
    ("entry", "measure", "scheme"),
    [
        ("jaccard", "jaccard", "sklearn"),
        ("dice_set", "dice", "sklearn"),
        ("cosine_set", "cosine", "present"),
        ("containment_of_A_in_B", "containment", "sklearn"),
    ],
)
def test_overlaps_of_letters_are_the_published_ones(
    entry: str, measure: str, scheme: str
) -> None:
    for one, two, expected in published(entry):
        corpus = Corpus.from_texts({"one": one, "two": two})
        table = similarity(corpus, measure=measure, scheme=scheme, n="1 character")
        assert square(table).loc["one", "two"] == pytest.approx(expected, abs=7e-5)


def test_bags_are_those_of_textreuse() -> None:
    entry = next(entry for entry in REFERENCE if entry["measure"] == "jaccard_bag")
    corpus = Corpus.from_texts(
        {str(number): " ".join(words) for number, words in enumerate(entry["inputs"])}
    )
    # textreuse divides by the sum of both bags, so it gives one half at most: half of Dice on bags.
    table = similarity(corpus, measure="bag-dice")
    assert square(table).loc["0", "1"] / 2 == pytest.approx(
        entry["expected"], abs=1e-10
    )
    assert square(similarity(corpus, measure="bag-jaccard")).loc[
        "0", "1"
    ] == pytest.approx(3 / 6)


def test_containment_is_read_both_ways() -> None:
    corpus = Corpus.from_texts({"short": "a b c", "long": "x a b c d e y"})
    found = square(similarity(corpus, measure="containment", n=2))
    assert found.loc["short", "long"] == 1.0
    assert found.loc["long", "short"] == pytest.approx(2 / 6)


# What holds of every measure ------------------------------------------------------------------------------------------

TEXTS = st.lists(
    st.lists(st.sampled_from("abcdefgh"), max_size=9).map(" ".join),
    min_size=1,
    max_size=6,
)


def named(texts: list[str]) -> Corpus:
    return Corpus.from_texts({f"d{number}": text for number, text in enumerate(texts)})


@pytest.mark.parametrize("measure", SIMILARITY_MEASURES)
@given(texts=TEXTS)
def test_scores_are_bounded_and_the_same_both_ways(
    measure: str, texts: list[str]
) -> None:
    corpus = named(texts)
    table = similarity(corpus, measure=measure)
    scores = square(table).loc[list(corpus.names), list(corpus.names)].to_numpy()
    assert ((scores >= 0) & (scores <= 1)).all()
    full = np.array([bool(text) for text in texts])
    assert (scores.diagonal() == full).all(), "exactly 1 with itself, 0 without words"
    assert not scores[~full].any()
    if measure != "containment":
        assert scores.tobytes() == scores.T.copy().tobytes()
    if measure != "delta":  # which sees no words, only how usual their rates are
        disjoint = [
            [not set(one.split()) & set(two.split()) for two in texts] for one in texts
        ]
        assert not scores[np.array(disjoint)].any()


@pytest.mark.parametrize("measure", SIMILARITY_MEASURES)
@given(texts=TEXTS)
def test_the_order_of_documents_changes_nothing(measure: str, texts: list[str]) -> None:
    corpus = named(texts)
    turned = Corpus.from_texts(
        {name: corpus.raw[name] for name in reversed(corpus.names)}
    )
    keys = ["doc", "other"]
    one, two = (
        similarity(part, measure=measure).sort_values(keys, ignore_index=True)
        for part in (corpus, turned)
    )
    # The means of Delta are sums over documents, whose last digit may turn with them.
    pd.testing.assert_frame_equal(
        one, two, rtol=0, atol=1e-10 if measure == "delta" else 0
    )


@pytest.mark.parametrize("measure", SIMILARITY_MEASURES)
def test_an_empty_document_changes_no_score_of_the_others(measure: str) -> None:
    texts = ["a b c d", "b c d e", "a a a f"]
    without, with_one = (
        similarity(named(part), measure=measure) for part in (texts, [*texts, ""])
    )
    rest = with_one[~(with_one[["doc", "other"]] == "d3").any(axis=1)].reset_index(
        drop=True
    )
    pd.testing.assert_frame_equal(without, rest)


@pytest.mark.parametrize("scheme", sorted(WEIGHTING_SCHEMES))
@given(texts=TEXTS, times=st.integers(2, 4))
def test_a_text_said_several_times_has_the_cosine_of_one(
    scheme: str, texts: list[str], times: int
) -> None:
    if scheme == "sklearn-sublinear":  # whose logarithm is not proportional
        return
    one = similarity(named(texts), scheme=scheme)
    several = similarity(
        named([". ".join([text] * times) for text in texts]), scheme=scheme
    )
    assert np.allclose(one["score"], several["score"], atol=1e-10)


def test_a_word_of_every_document_binds_none_under_three_schemes() -> None:
    corpus = named(["the cat", "the dog"])
    assert square(similarity(corpus, scheme="sklearn")).loc["d0", "d1"] > 0
    for scheme in ("quanteda", "plain", "gensim"):
        assert square(similarity(corpus, scheme=scheme)).loc["d0", "d1"] == 0.0
    same = square(similarity(named(["the cat", "the cat"]), scheme="plain"))
    assert same.to_numpy().tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_alike_texts_score_one_in_the_table() -> None:
    corpus = named(["shared future for all of us and peace"] * 2 + ["win-win"])
    for measure in SIMILARITY_MEASURES:
        assert square(similarity(corpus, measure=measure)).loc["d0", "d1"] == 1.0, (
            measure
        )


def test_no_documents_make_a_table_without_rows() -> None:
    for options in (
        {},
        {"top": 3},
        {"measure": "delta"},
        {"min_score": 0.5},
        {"measure": "jensen-shannon"},
    ):
        table = similarity(Corpus.from_texts({}), **options)
        tables.check(table, "similarity")
        assert len(table) == 0


# Options --------------------------------------------------------------------------------------------------------------


def test_several_measures_stand_one_after_the_other(five: Corpus) -> None:
    table = similarity(five, measure=("cosine", "containment", "delta"))
    assert table["measure"].drop_duplicates().tolist() == [
        "cosine",
        "containment",
        "delta",
    ]
    assert len(table) == 75
    pd.testing.assert_frame_equal(
        table.iloc[25:50].reset_index(drop=True),
        similarity(five, measure="containment"),
    )


def test_stop_words_may_be_given_once_and_are_left_out_every_time(five: Corpus) -> None:
    listed = ["the", "of", "and"]
    once = similarity(
        five, measure=("cosine", "jaccard"), stop=(word for word in listed)
    )
    pd.testing.assert_frame_equal(
        once, similarity(five, measure=("cosine", "jaccard"), stop=listed)
    )
    assert not once["score"].equals(
        similarity(five, measure=("cosine", "jaccard"))["score"]
    )
    one, two = (
        shared_features(five, "000", "001", stop=iter(listed)),
        shared_features(five, "000", "001", stop=listed),
    )
    pd.testing.assert_frame_equal(one, two)


def test_a_measure_of_her_own_gets_texts_without_what_is_masked() -> None:
    seen: list[list[str]] = []

    def lengths(texts: list[str]) -> list[list[float]]:
        seen.append(texts)
        return [[len(text), 1.0] for text in texts]

    corpus = Corpus.from_texts(
        {"a": "“One belt, one road!” he said. Ad", "b": "Peace.", "c": ""}
    )
    corpus = corpus.mask(
        pd.DataFrame({"doc": ["a"], "start": [31], "end": [33], "kind": ["x"]})
    )
    table = similarity(corpus, measure=lengths)
    assert seen == [["One belt, one road!” he said.", "Peace.", ""]]
    assert set(table["measure"]) == {"lengths"}
    one, two = np.array([29.0, 1.0]), np.array([6.0, 1.0])
    cosine = one @ two / np.linalg.norm(one) / np.linalg.norm(two)
    assert square(table).loc["a", "b"] == pytest.approx(cosine, abs=1e-10)


def test_a_measure_of_her_own_is_called_by_its_whole_name() -> None:
    class X:
        def __call__(self, texts: list[str]) -> np.ndarray:
            return np.ones((len(texts), 1))

    table = similarity(named(["a", "b"]), measure=X())
    assert set(table["measure"]) == {"X"}
    unnamed = similarity(named(["a", "b"]), measure=lambda texts: np.eye(len(texts)))
    assert set(unnamed["measure"]) == {"lambda"}


def test_a_measure_of_her_own_gets_the_texts_after_an_empty_one() -> None:
    seen: list[list[str]] = []

    def lengths(texts: list[str]) -> list[list[float]]:
        seen.append(texts)
        return [[len(text), 1.0] for text in texts]

    corpus = Corpus.from_texts({"a": "", "b": "Peace.", "c": "—", "d": "War."})
    similarity(corpus, measure=lengths)
    assert seen == [["", "Peace.", "", "War."]]


def test_vectors_that_point_apart_score_nothing() -> None:
    table = similarity(
        named(["a", "b", "c"]), measure=lambda texts: np.array([[1.0], [-2.0], [3.0]])
    )
    assert square(table).to_numpy().tolist() == [[1, 0, 1], [0, 1, 0], [1, 0, 1]]


def test_a_measure_that_gives_no_matrix_is_refused() -> None:
    corpus = named(["a", "b"])
    for odd in (
        lambda texts: [[1.0]],
        lambda texts: [[np.nan], [1.0]],
        lambda texts: "no",
        lambda texts: [["x"], ["y"]],
    ):
        with pytest.raises(OptionError, match="matrix"):
            similarity(corpus, measure=odd)


def test_what_cannot_be_asked_is_refused(five: Corpus) -> None:
    cases: list[tuple[dict[str, object], str]] = [
        ({"measure": "cosin"}, "Did you mean 'cosine'"),
        ({"measure": ()}, "at least one"),
        ({"measure": 3}, "measure"),
        ({"scheme": "tfidf"}, "scheme='tfidf'"),
        ({"top": 0}, "top=0"),
        ({"min_score": 1.5}, "min_score=1.5"),
        ({"stop": "english"}, "names no list"),
        ({"n": 0}, "length of a term"),
    ]
    for options, said in cases:
        with pytest.raises(OptionError, match=said):
            similarity(five, **options)  # type: ignore[arg-type]


def test_a_square_too_large_for_a_table_is_refused_with_a_way_out() -> None:
    corpus = named(["a"] * 2001)
    with pytest.raises(OptionError, match=r"4,004,001 pairs.*top=10"):
        similarity(corpus)


@pytest.mark.parametrize("measure", [*SIMILARITY_MEASURES, "profile"])
@given(texts=TEXTS, top=st.integers(1, 6))
def test_the_nearest_are_the_top_of_the_square(
    measure: str, texts: list[str], top: int
) -> None:
    corpus = named(texts)
    chosen = (
        Lexicon.read({"a": ["a"], "b": ["b c", "d"], "e": ["e"]})
        if measure == "profile"
        else measure
    )
    table = similarity(corpus, measure=chosen)
    apart = table[(table["doc"] != table["other"]) & (table["score"] > 0)]
    expected = apart.sort_values(
        ["doc", "score", "other"], ascending=[True, False, True]
    )
    nearest = expected.groupby("doc").head(top).reset_index(drop=True)
    pd.testing.assert_frame_equal(similarity(corpus, measure=chosen, top=top), nearest)
    above = expected[expected["score"] >= 0.5].reset_index(drop=True)
    pd.testing.assert_frame_equal(
        similarity(corpus, measure=chosen, min_score=0.5), above
    )


def test_the_nearest_of_hundreds_of_speeches(shared: Path) -> None:
    with lzma.open(
        shared / "data" / "ungdc_dev_1990_2024.jsonl.xz", "rt", encoding="utf-8"
    ) as file:
        speeches = [json.loads(line) for line in itertools.islice(file, 0, None, 12)]
    corpus = Corpus.from_texts({speech["id"]: speech["text"] for speech in speeches})
    assert len(corpus) > 300, "more than one block of rows"
    nearest = similarity(corpus, top=3)
    table = similarity(corpus)
    apart = table[table["doc"] != table["other"]].sort_values(
        ["score", "other"], ascending=[False, True]
    )
    expected = apart.groupby("doc", sort=False).head(3)
    keys = {name: number for number, name in enumerate(corpus.names)}
    expected = expected.sort_values(
        "doc", key=lambda docs: docs.map(keys), kind="stable", ignore_index=True
    )
    pd.testing.assert_frame_equal(nearest, expected)


def test_delta_brings_the_disputed_federalist_papers_to_madison(shared: Path) -> None:
    with lzma.open(
        shared / "data" / "federalist.jsonl.xz", "rt", encoding="utf-8"
    ) as file:
        papers = [json.loads(line) for line in file]
    author = {paper["doc_id"]: paper["speaker"] for paper in papers}
    corpus = Corpus.from_texts({paper["doc_id"]: paper["text"] for paper in papers})
    table = similarity(corpus, measure="delta")
    table = table.assign(of=table["doc"].map(author), to=table["other"].map(author))
    means = table[table["doc"] != table["other"]].groupby(["of", "to"])["score"].mean()
    assert means["Disputed", "Madison"] > means["Disputed", "Hamilton"]
    assert means["Hamilton", "Hamilton"] > means["Hamilton", "Madison"]


def test_a_saved_table_comes_back_the_same(five: Corpus, tmp_path: Path) -> None:
    for table, kind in (
        (similarity(five, measure=("cosine", "delta")), "similarity"),
        (shared_features(five, "000", "003"), "shared_features"),
        (similarity_order(five, resamples=20), "similarity_order"),
    ):
        pd.testing.assert_frame_equal(
            tables.load(tables.save(table, tmp_path / "t.csv"), kind=kind), table
        )


def test_masked_text_takes_no_part() -> None:
    corpus = Corpus.from_texts(
        {"a": "peace. imgspider", "b": "peace. imgspider", "c": "war. imgspider"}
    )
    spans = pd.DataFrame(
        {
            "doc": ["a", "b", "c"],
            "start": [7, 7, 5],
            "end": [16, 16, 14],
            "kind": ["x"] * 3,
        }
    )
    assert square(similarity(corpus)).loc["a", "c"] > 0
    assert square(similarity(corpus.mask(spans))).loc["a", "c"] == 0.0


# Notes ---------------------------------------------------------------------------------------------------------------


def notes(table: pd.DataFrame) -> dict[tuple[str, str], str]:
    return dict(
        zip(zip(table["doc"], table["other"], strict=True), table["note"], strict=True)
    )


def filled(sizes: dict[str, int], *, words: int = 400) -> Corpus:
    """Texts of so many words each, drawn from so many."""
    chance = np.random.default_rng(0)
    draw = {name: chance.integers(0, words, size) for name, size in sizes.items()}
    return Corpus.from_texts(
        {name: " ".join(f"w{number}" for number in own) for name, own in draw.items()}
    )


def test_the_idf_of_few_documents_is_told_of_every_pair() -> None:
    few = similarity(filled(dict.fromkeys("abcde", 600)))
    assert set(few["note"]) == {"idf of 5 documents has at most 5 levels"}, (
        "also of a text with itself"
    )
    for scheme in ("count", "share", "present", "c-tf-idf"):
        assert set(
            similarity(filled(dict.fromkeys("abcde", 600)), scheme=scheme)["note"]
        ) == {""}
    enough = {f"d{number:02}": 500 for number in range(30)}
    assert set(similarity(filled(enough))["note"]) == {""}
    without = similarity(filled({**enough, "d29": 0}))
    assert "idf of 29 documents has at most 29 levels" in set(without["note"]), (
        "an empty text is in no idf"
    )


@pytest.mark.parametrize("scheme", sorted(WEIGHTING_SCHEMES))
def test_a_remark_on_idf_is_made_of_schemes_that_ask_for_documents(scheme: str) -> None:
    # The first term is as often in all, but in three documents or in two; nothing else changes for the first document.
    three = csr_array(np.array([[1, 1, 0], [1, 0, 2], [1, 0, 2]]))
    two = csr_array(np.array([[1, 1, 0], [2, 0, 1], [0, 0, 3]]))
    moved = not np.allclose(
        weigh(three, scheme).toarray()[0], weigh(two, scheme).toarray()[0]
    )
    assert (note_of_idf(scheme, 3) is not None) == moved


def test_a_text_too_short_for_the_measure_is_told_with_its_words() -> None:
    corpus = filled(
        {
            "a": 1600,
            "b": 1499,
            "c": 499,
            "d": 1,
            **{f"z{number}": 2000 for number in range(9)},
        }
    )
    delta = notes(similarity(corpus, measure="delta"))
    assert (
        delta["a", "b"]
        == delta["b", "a"]
        == "the shorter has 1,499 words: delta is meant for 1,500 words or more"
    )
    assert delta["c", "b"].startswith("the shorter has 499 words: delta")
    assert delta["d", "c"].startswith("the shorter has 1 word: delta")
    assert delta["a", "z0"] == delta["d", "d"] == ""
    other = notes(similarity(corpus, measure="jensen-shannon"))
    assert other["a", "b"] == ""
    assert (
        other["c", "a"]
        == "the shorter has 499 words: jensen-shannon is meant for 500 words or more"
    )
    grams = notes(similarity(corpus, measure="jensen-shannon", n=2))
    assert grams["c", "a"] == "", "a shared string of several words is rarer"
    assert grams["d", "a"] == "nothing to compare in one of them, so 0", (
        "one word makes no pair of words"
    )


def test_delta_of_few_documents_rests_on_their_deviations() -> None:
    table = similarity(filled(dict.fromkeys("abc", 1500)), measure="delta")
    assert set(table["note"]) == {"standard deviations of 3 documents"}


@pytest.mark.parametrize(
    ("measure", "most"),
    [("jaccard", 0.2), ("bag-jaccard", 0.2), ("dice", 1 / 3), ("bag-dice", 1 / 3)],
)
def test_what_lengths_allow_is_no_less_than_any_score(
    measure: str, most: float
) -> None:
    words = [f"w{number}" for number in range(3000)]
    corpus = Corpus.from_texts(
        {"a": " ".join(words[:600]), "b": " ".join(words), "c": " ".join(words[:2900])}
    )
    table = similarity(corpus, measure=measure)
    found = notes(table)
    assert found["b", "c"] == found["a", "a"] == ""
    said = re.fullmatch(
        r"(\S+) at most: unlike lengths bound the score", found["a", "b"]
    )
    assert said
    assert square(table).loc["a", "b"] == pytest.approx(
        most
    )  # all words of the one are in the other
    assert most - 1e-9 <= float(said[1]) < most + 0.01


def test_a_containment_of_few_terms_moves_by_steps() -> None:
    corpus = Corpus.from_texts(
        {"a": "one two three four " * 200, "b": " ".join(f"w{n}" for n in range(600))}
    )
    found = notes(similarity(corpus, measure="containment"))
    assert found["a", "b"] == "the first has 4 terms: each is 0.25 of the score"
    assert found["b", "a"] == ""


def test_a_text_without_words_has_nothing_to_compare() -> None:
    found = notes(
        similarity(
            Corpus.from_texts({"a": "peace", "b": ""}),
            measure=list(SIMILARITY_MEASURES),
        )
    )
    assert (
        found["a", "b"]
        == found["b", "a"]
        == found["b", "b"]
        == "nothing to compare in one of them, so 0"
    )
    assert "nothing" not in found["a", "a"]


def test_few_mentions_of_formulas_are_told() -> None:
    corpus = Corpus.from_texts(
        {"a": "peace. " * 10, "b": "peace. " * 9, "c": "war", "d": "peace"}
    )
    found = notes(similarity(corpus, measure=Lexicon.read({"peace": ["peace"]})))
    assert found["a", "b"] == "one has only 9 mentions"
    assert found["a", "d"] == "one has only 1 mention"
    assert found["a", "c"] == "nothing to compare in one of them, so 0"
    assert found["a", "a"] == ""


def test_nothing_is_said_of_a_measure_of_her_own_by_its_name() -> None:
    def cosine(texts: list[str]) -> list[list[float]]:
        return [[1.0] for _ in texts]

    assert set(similarity(named(["a", "b"]), measure=cosine)["note"]) == {""}


def test_alike_tells_of_idf_and_of_terms_that_weigh_nothing() -> None:
    corpus = named(["we build a road", "we build a house"])
    assert set(shared_features(corpus, "d0", "d1")["note"]) == {
        "idf of 2 documents has at most 2 levels"
    }
    assert set(shared_features(corpus, "d0", "d1", scheme="count")["note"]) == {""}
    nothing = shared_features(corpus, "d0", "d1", scheme="plain")
    assert (nothing["share"] == 0).all()
    assert set(nothing["note"]) == {
        "weighs nothing: every document has it; idf of 2 documents has at most 2 levels",
    }


# Reasons --------------------------------------------------------------------------------------------------------------


def test_shares_of_words_are_the_parts_of_the_cosine(five: Corpus) -> None:
    table = shared_features(five, "000", "003", top=10_000)
    words = table[table["kind"] == "word"]
    counts = count_terms(five)
    unit = weigh(counts.matrix, "sklearn").toarray()
    cosine = square(similarity(five)).loc["000", "003"]
    for term, share in zip(words["term"], words["share"], strict=True):
        at = counts.spell().index(term)
        assert share * cosine == pytest.approx(unit[0, at] * unit[3, at], rel=1e-8)
    for kind in ("word", "phrase"):
        part = table[table["kind"] == kind]
        assert part["share"].sum() == pytest.approx(1.0, abs=1e-9)
        assert part["rank"].tolist() == list(range(1, len(part) + 1))
        assert (part["share"].to_numpy()[:-1] >= part["share"].to_numpy()[1:]).all()


def grams(corpus: Corpus, doc: int) -> dict[tuple[int, ...], int]:
    stream = corpus.stream
    low, high = stream.bounds[doc : doc + 2].tolist()
    found: dict[tuple[int, ...], int] = {}
    for start in range(low, high):
        for end in range(start + 2, high + 1):
            if stream.gap[end - 1] >= BREAK:
                break
            gram = tuple(stream.ids[start:end].tolist())
            found[gram] = found.get(gram, 0) + 1
    return found


@given(
    st.lists(
        st.lists(st.sampled_from("abc."), max_size=14).map(" ".join),
        min_size=2,
        max_size=3,
    )
)
def test_phrases_are_the_longest_that_both_have(texts: list[str]) -> None:
    corpus = named(texts)
    one, two = grams(corpus, 0), grams(corpus, 1)
    shared = {gram: (one[gram], two[gram]) for gram in one if gram in two}
    longest = {
        gram
        for gram, counts in shared.items()
        if not any(
            len(other) == len(gram) + 1
            and gram in (other[1:], other[:-1])
            and shared[other] == counts
            for other in shared
        )
    }
    expected = {
        " ".join(corpus.stream.vocabulary[i] for i in gram): shared[gram]
        for gram in longest
    }
    table = shared_features(corpus, "d0", "d1", top=1000)
    phrases = table[table["kind"] == "phrase"]
    counts = zip(phrases["term"], phrases["count"], phrases["count_other"], strict=True)
    assert {term: (count, other) for term, count, other in counts} == expected
    assert len(phrases) == len(expected)
    if expected:
        assert phrases["share"].sum() == pytest.approx(1.0, abs=1e-9)


def test_the_longest_shared_phrase_is_told_whole_and_documents_are_counted(
    five: Corpus,
) -> None:
    table = shared_features(five, "002", "004", top=1000).set_index("term")
    long = (
        "future defined by lasting friendship a high degree of mutual trust and sharing"
    )
    assert table.loc[long, ["kind", "count", "count_other", "documents"]].tolist() == [
        "phrase",
        1,
        1,
        2,
    ]
    assert "lasting friendship a high degree" not in table.index
    everyone = shared_features(five, "002", "004").query("kind == 'word'")
    assert everyone["documents"].max() == 5


@pytest.mark.parametrize("size", [2, 3, LONGEST_NGRAM, LONGEST_NGRAM + 1, 70])
def test_no_shared_phrase_is_longer_than_the_longest(size: int) -> None:
    said = " ".join(f"w{number}" for number in range(size))
    corpus = Corpus.from_texts({"a": f"{said} here", "b": f"{said} there"})
    phrases = shared_features(corpus, "a", "b", top=1000).query("kind == 'phrase'")
    lengths = phrases["term"].str.split().str.len()
    assert set(lengths) == {min(size, LONGEST_NGRAM)}
    assert len(phrases) == max(size - LONGEST_NGRAM, 0) + 1


def test_stop_words_leave_the_reasons_when_asked(five: Corpus) -> None:
    assert shared_features(five, "000", "001", top=1)["term"].iloc[0] in (
        "the",
        "of",
        "and",
    )
    told = shared_features(five, "000", "001", top=50, stop="en")["term"].tolist()
    assert not [
        term
        for term in told
        if term.split()[0] in ("the", "of") or term.split()[-1] in ("the", "of")
    ]


def test_documents_with_nothing_in_common_have_no_reasons() -> None:
    table = shared_features(named(["a b", "c d", ""]), "d0", "d1")
    tables.check(table, "shared_features")
    assert len(table) == 0
    assert len(shared_features(named(["a b", ""]), "d0", "d1")) == 0
    with pytest.raises(ColumnError, match="'d9'"):
        shared_features(named(["a", "b"]), "d0", "d9")
    with pytest.raises(OptionError, match="given twice"):
        shared_features(named(["a", "b"]), "d0", "d0")
    with pytest.raises(OptionError, match="top=0"):
        shared_features(named(["a", "b"]), "d0", "d1", top=0)


# The order of pairs ---------------------------------------------------------------------------------------------------


def test_the_order_starts_from_the_scores_themselves(five: Corpus) -> None:
    for measure in (
        *SIMILARITY_MEASURES,
        Lexicon.read(
            {"peace": ["peace*"], "era": ["new era"], "trust": ["mutual trust"]}
        ),
    ):
        table = similarity_order(five, measure=measure, resamples=5)
        scores = square(similarity(five, measure=measure))
        expected = [
            scores.loc[doc, other]
            for doc, other in zip(table["doc"], table["other"], strict=True)
        ]
        assert np.allclose(table["score"], expected, atol=1e-10)
        assert len(table) == (20 if measure == "containment" else 10)
        assert (table["rank_low"] <= table["rank_high"]).all()
        assert (table["low"] <= table["high"]).all()
        assert table["rank"].is_monotonic_increasing


def test_the_order_is_the_same_every_time_and_changes_with_chance(five: Corpus) -> None:
    one, two = (similarity_order(five, resamples=50) for _ in range(2))
    pd.testing.assert_frame_equal(one, two)
    other = similarity_order(five, resamples=50, rng=1)
    assert not one["low"].equals(other["low"])
    assert similarity_order(five, resamples=50, rng=np.random.default_rng(0)).equals(
        one
    )


def test_shared_strings_are_steady_where_words_are_not(five: Corpus) -> None:
    strings = similarity_order(five, measure="containment", n=3, resamples=200).iloc[0]
    assert strings[["doc", "other", "rank_low", "rank_high"]].tolist() == [
        "003",
        "000",
        1,
        1,
    ]
    words = similarity_order(five, resamples=200).iloc[0]
    assert words["first"] < 0.9
    assert words["rank_high"] > 1
    assert "003 has" in words["note"]


def test_paragraphs_that_are_all_alike_leave_nothing_to_chance() -> None:
    corpus = Corpus.from_texts(
        {"a": "one two\n" * 9, "b": "one six\n" * 9, "c": "ten\n" * 9},
        paragraphs="line",
    )
    table = similarity_order(corpus, resamples=30)
    assert (table["low"] == table["high"]).all()
    assert np.allclose(table["low"], table["score"], atol=1e-11)
    assert table["first"].tolist() == [1.0, 0.0, 0.0]
    assert table["note"].tolist() == ["", "", ""]


def test_an_order_that_cannot_be_had_is_refused() -> None:
    with pytest.raises(OptionError, match="at most 223 documents"):
        similarity_order(named(["a"] * 500))
    with pytest.raises(OptionError, match="resamples=0"):
        similarity_order(named(["a", "b"]), resamples=0)
    with pytest.raises(OptionError, match="measure"):
        similarity_order(named(["a", "b"]), measure=len)  # type: ignore[arg-type]
    for texts in ([], ["a"], ["", ""]):
        table = similarity_order(named(texts), resamples=3)
        tables.check(table, "similarity_order")


def test_a_measure_without_documents_is_ready_all_the_same() -> None:
    for measure in SIMILARITY_MEASURES:
        assert score_by_measure(
            count_terms(Corpus.from_texts({})).matrix, measure
        ).square().shape == (0, 0)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            lambda c: similarity(c, top=2.5),
            "top=2.5: a whole number from 1 was expected, or None for all pairs.",
        ),
        (lambda c: similarity(c, top=math.nan), "top=nan: a whole number"),
        (lambda c: similarity(c, top="3"), "Write top=3."),
        (lambda c: similarity(c, min_score="0.5"), "Write min_score=0.5."),
        (
            lambda c: similarity(c, min_score=math.nan),
            "min_score=nan: a number from 0 to 1",
        ),
        (lambda c: similarity_order(c, resamples="3"), "Write resamples=3."),
        (lambda c: shared_features(c, "a", "b", top="3"), "Write top=3."),
    ],
)
def test_numbers_that_are_none_are_told_alike(
    call: Callable[[Corpus], object], said: str
) -> None:
    with pytest.raises(OptionError) as caught:
        call(Corpus.from_texts({"a": "one belt", "b": "one road"}))
    assert said in str(caught.value)


def test_an_id_that_is_none_is_met_with_those_there_are() -> None:
    corpus = Corpus.from_texts({"a": "one belt", "b": "one road"})
    with pytest.raises(
        ColumnError,
        match="no document is called 'A'. Did you mean 'a'",  # noqa: RUF043
    ):
        shared_features(corpus, "A", "b")
    with pytest.raises(ColumnError, match="There are 'a', 'b'"):
        shared_features(corpus, "a", "nope")
    pd.testing.assert_frame_equal(
        shared_features(corpus, "a", "b", top=np.int64(1)),
        shared_features(corpus, "a", "b", top=1),
    )
