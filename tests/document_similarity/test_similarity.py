"""How similar documents are: scikit-learn, scipy, published numbers, counting by hand."""

from __future__ import annotations

import itertools
import json
import lzma
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from similarity_cases import number_texts, score_square

from discourse import tables
from discourse.corpus import Corpus
from discourse.counting.document_term_matrix import count_terms
from discourse.document_similarity import shared_features, similarity, similarity_order
from discourse.document_similarity.similarity_measures import score_by_measure
from discourse.errors import OptionError
from discourse.lexicons import Lexicon
from discourse.registries import SIMILARITY_MEASURES, WEIGHTING_SCHEMES

REFERENCE = json.loads(
    (Path(__file__).parents[1] / "reference" / "values.json").read_text(
        encoding="utf-8"
    )
)


def order_pairs(table: pd.DataFrame) -> list[str]:
    """Pairs, the most similar first, as '000-003'."""
    half = table[table["doc"] < table["other"]].sort_values(
        "score", ascending=False, kind="stable"
    )
    return [
        f"{doc}-{other}" for doc, other in zip(half["doc"], half["other"], strict=True)
    ]


# The five documents ---------------------------------------------------------------------------------------------------


def test_the_two_reports_of_one_event_are_the_most_similar(five: Corpus) -> None:
    pairs = order_pairs(similarity(five, stop=None))
    assert pairs[0] == "000-003"
    assert set(pairs[-4:]) >= {"001-002", "002-003"}, (
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
        assert (
            order_pairs(similarity(five, scheme=scheme, stop=None))[0] == "000-003"
        ), scheme


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

    assert agreement("log-idf", "en") > 0.85
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


def test_profiles_join_documents_that_share_formulas(five: Corpus) -> None:
    table = similarity(five, measure=Lexicon.read("chinese-diplomacy"), stop=None)
    assert set(table["measure"]) == {"profile"}
    assert set(order_pairs(table)[:3]) == {"000-004", "002-004", "000-003"}
    assert order_pairs(table)[-1] in ("002-003", "000-001", "001-003")


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
        score_square(similarity(five, scheme=scheme, stop=None)),
        expected,
        rtol=0,
        atol=1e-10,
    )


def test_divergences_agree_with_scipy(five: Corpus) -> None:
    from scipy.spatial.distance import jensenshannon

    counts = count_terms(five).matrix.toarray().astype(float)
    expected = [
        [1 - jensenshannon(one, two, base=2) ** 2 for two in counts] for one in counts
    ]
    assert np.allclose(
        score_square(similarity(five, measure="jensen-shannon")),
        expected,
        rtol=0,
        atol=1e-10,
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
    assert np.allclose(score_square(table), expected, rtol=0, atol=1e-10)
    assert set(table["scheme"]) == {"z of 150 terms"}


def published(measure: str) -> list[tuple[str, str, float]]:
    entries = [entry for entry in REFERENCE if entry["measure"] == measure]
    # Letters are compared folded, so D stands for any letter of its own.
    return [
        (*(text.replace("D", "x") for text in entry["inputs"]), entry["expected"])
        for entry in entries
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
        table = similarity(
            corpus, measure=measure, scheme=scheme, n="1 character", stop=None
        )
        assert score_square(table).loc["one", "two"] == pytest.approx(
            expected, abs=7e-5
        )


def test_bags_are_those_of_textreuse() -> None:
    entry = next(entry for entry in REFERENCE if entry["measure"] == "jaccard_bag")
    corpus = Corpus.from_texts(
        {str(number): " ".join(words) for number, words in enumerate(entry["inputs"])}
    )
    # textreuse divides by the sum of both bags, so it gives one half at most: half of Dice on bags.
    table = similarity(corpus, measure="bag-dice")
    assert score_square(table).loc["0", "1"] / 2 == pytest.approx(
        entry["expected"], abs=1e-10
    )
    assert score_square(similarity(corpus, measure="bag-jaccard")).loc[
        "0", "1"
    ] == pytest.approx(3 / 6)


def test_containment_is_read_both_ways() -> None:
    corpus = Corpus.from_texts({"short": "a b c", "long": "x a b c d e y"})
    scores = score_square(similarity(corpus, measure="containment", n=2))
    assert scores.loc["short", "long"] == 1.0
    assert scores.loc["long", "short"] == pytest.approx(2 / 6)


# What holds of every measure ------------------------------------------------------------------------------------------


TEXTS = st.lists(
    st.lists(st.sampled_from("abcdefgh"), max_size=9).map(" ".join),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("measure", SIMILARITY_MEASURES)
@given(texts=TEXTS)
def test_scores_are_bounded_and_the_same_both_ways(
    measure: str, texts: list[str]
) -> None:
    corpus = number_texts(texts)
    table = similarity(corpus, measure=measure, stop=None)
    scores = score_square(table).loc[list(corpus.names), list(corpus.names)].to_numpy()
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
    corpus = number_texts(texts)
    turned = Corpus.from_texts(
        {name: corpus.raw[name] for name in reversed(corpus.names)}
    )
    keys = ["doc", "other"]
    one, two = (
        similarity(part, measure=measure, stop=None).sort_values(
            keys, ignore_index=True
        )
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
        similarity(number_texts(part), measure=measure, stop=None)
        for part in (texts, [*texts, ""])
    )
    rest = with_one[~(with_one[["doc", "other"]] == "d3").any(axis=1)].reset_index(
        drop=True
    )
    pd.testing.assert_frame_equal(without, rest)


@pytest.mark.parametrize("scheme", sorted(WEIGHTING_SCHEMES))
@given(texts=TEXTS, times=st.integers(2, 4))
def test_a_text_that_is_repeated_has_the_cosine_of_one(
    scheme: str, texts: list[str], times: int
) -> None:
    # A logarithm of counts is not proportional to them.
    if scheme in ("sklearn-sublinear", "log-idf", "log-entropy"):
        return
    one = similarity(number_texts(texts), scheme=scheme, stop=None)
    several = similarity(
        number_texts([". ".join([text] * times) for text in texts]),
        scheme=scheme,
        stop=None,
    )
    assert np.allclose(one["score"], several["score"], atol=1e-10)


def test_a_word_of_every_document_joins_none_under_three_schemes() -> None:
    corpus = number_texts(["the cat", "the dog"])
    assert (
        score_square(similarity(corpus, scheme="sklearn", stop=None)).loc["d0", "d1"]
        > 0
    )
    for scheme in ("quanteda", "plain", "gensim"):
        assert (
            score_square(similarity(corpus, scheme=scheme, stop=None)).loc["d0", "d1"]
            == 0.0
        )
    same = score_square(
        similarity(number_texts(["the cat", "the cat"]), scheme="plain", stop=None)
    )
    assert same.to_numpy().tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_equal_texts_score_one_in_the_table() -> None:
    corpus = number_texts(["shared future for all of us and peace"] * 2 + ["win-win"])
    for measure in SIMILARITY_MEASURES:
        assert (
            score_square(similarity(corpus, measure=measure, stop=None)).loc["d0", "d1"]
            == 1.0
        ), measure


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


def test_several_measures_are_listed_one_after_the_other(five: Corpus) -> None:
    table = similarity(five, measure=("cosine", "containment", "delta"), stop=None)
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
        similarity(five, measure=("cosine", "jaccard"), stop=None)["score"]
    )
    one, two = (
        shared_features(five, "000", "001", stop=iter(listed)),
        shared_features(five, "000", "001", stop=listed),
    )
    pd.testing.assert_frame_equal(one, two)


def test_a_function_gets_texts_without_what_is_masked() -> None:
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
    table = similarity(corpus, measure=lengths, stop=None)
    assert seen == [["One belt, one road!” he said.", "Peace.", ""]]
    assert set(table["measure"]) == {"lengths"}
    one, two = np.array([29.0, 1.0]), np.array([6.0, 1.0])
    cosine = one @ two / np.linalg.norm(one) / np.linalg.norm(two)
    assert score_square(table).loc["a", "b"] == pytest.approx(cosine, abs=1e-10)


def test_a_function_is_called_by_its_whole_name() -> None:
    class X:
        def __call__(self, texts: list[str]) -> np.ndarray:
            return np.ones((len(texts), 1))

    table = similarity(number_texts(["a", "b"]), measure=X(), stop=None)
    assert set(table["measure"]) == {"X"}
    unnamed = similarity(
        number_texts(["a", "b"]), measure=lambda texts: np.eye(len(texts)), stop=None
    )
    assert set(unnamed["measure"]) == {"lambda"}


def test_a_function_gets_the_texts_after_an_empty_one() -> None:
    seen: list[list[str]] = []

    def lengths(texts: list[str]) -> list[list[float]]:
        seen.append(texts)
        return [[len(text), 1.0] for text in texts]

    corpus = Corpus.from_texts({"a": "", "b": "Peace.", "c": "—", "d": "War."})
    similarity(corpus, measure=lengths, stop=None)
    assert seen == [["", "Peace.", "", "War."]]


def test_vectors_in_opposite_directions_score_0() -> None:
    table = similarity(
        number_texts(["a", "b", "c"]),
        measure=lambda texts: np.array([[1.0], [-2.0], [3.0]]),
        stop=None,
    )
    assert score_square(table).to_numpy().tolist() == [[1, 0, 1], [0, 1, 0], [1, 0, 1]]


def test_a_function_that_gives_no_matrix_is_refused() -> None:
    corpus = number_texts(["a", "b"])
    for odd in (
        lambda texts: [[1.0]],
        lambda texts: [[np.nan], [1.0]],
        lambda texts: "no",
        lambda texts: [["x"], ["y"]],
    ):
        with pytest.raises(OptionError, match="matrix"):
            similarity(corpus, measure=odd, stop=None)


def test_unknown_measures_and_options_are_refused(five: Corpus) -> None:
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
    for options, message in cases:
        with pytest.raises(OptionError, match=message):
            similarity(five, **options)  # type: ignore[arg-type]


def test_a_square_too_large_for_a_table_is_refused_with_a_way_out() -> None:
    corpus = number_texts(["a"] * 2001)
    with pytest.raises(OptionError, match=r"4,004,001 pairs.*top=10"):
        similarity(corpus, stop=None)


@pytest.mark.parametrize("measure", [*SIMILARITY_MEASURES, "profile"])
@given(texts=TEXTS, top=st.integers(1, 6))
def test_the_nearest_are_the_top_of_the_square(
    measure: str, texts: list[str], top: int
) -> None:
    corpus = number_texts(texts)
    chosen = (
        Lexicon.read({"a": ["a"], "b": ["b c", "d"], "e": ["e"]})
        if measure == "profile"
        else measure
    )
    table = similarity(corpus, measure=chosen, stop=None)
    apart = table[(table["doc"] != table["other"]) & (table["score"] > 0)]
    expected = apart.sort_values(
        ["doc", "score", "other"], ascending=[True, False, True]
    )
    nearest = expected.groupby("doc").head(top).reset_index(drop=True)
    pd.testing.assert_frame_equal(
        similarity(corpus, measure=chosen, top=top, stop=None), nearest
    )
    above = expected[expected["score"] >= 0.5].reset_index(drop=True)
    pd.testing.assert_frame_equal(
        similarity(corpus, measure=chosen, min_score=0.5, stop=None), above
    )


def test_the_nearest_of_hundreds_of_speeches(shared: Path) -> None:
    with lzma.open(
        shared / "data" / "ungdc_dev_1990_2024.jsonl.xz", "rt", encoding="utf-8"
    ) as file:
        speeches = [json.loads(line) for line in itertools.islice(file, 0, None, 12)]
    corpus = Corpus.from_texts({speech["id"]: speech["text"] for speech in speeches})
    assert len(corpus) > 300, "more than one block of rows"
    nearest = similarity(corpus, top=3, stop=None)
    table = similarity(corpus, stop=None)
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
        (similarity(five, measure=("cosine", "delta"), stop=None), "similarity"),
        (shared_features(five, "000", "003", stop=None), "shared_features"),
        (similarity_order(five, resamples=20, stop=None), "similarity_order"),
    ):
        pd.testing.assert_frame_equal(
            tables.load(tables.save(table, tmp_path / "t.csv"), kind=kind), table
        )


def test_masked_text_is_left_out() -> None:
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
    assert score_square(similarity(corpus, stop=None)).loc["a", "c"] > 0
    assert score_square(similarity(corpus.mask(spans), stop=None)).loc["a", "c"] == 0.0


def test_a_measure_without_documents_gives_an_empty_square() -> None:
    for measure in SIMILARITY_MEASURES:
        assert score_by_measure(
            count_terms(Corpus.from_texts({})).matrix, measure
        ).square().shape == (0, 0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda c: similarity(c, top=2.5, stop=None),
            "top=2.5: a whole number from 1 was expected, or None for all pairs.",
        ),
        (lambda c: similarity(c, top=math.nan, stop=None), "top=nan: a whole number"),
        (lambda c: similarity(c, top="3", stop=None), "Write top=3."),
        (lambda c: similarity(c, min_score="0.5", stop=None), "Write min_score=0.5."),
        (
            lambda c: similarity(c, min_score=math.nan, stop=None),
            "min_score=nan: a number from 0 to 1",
        ),
        (lambda c: similarity_order(c, resamples="3", stop=None), "Write resamples=3."),
        (lambda c: shared_features(c, "a", "b", top="3", stop=None), "Write top=3."),
    ],
)
def test_options_that_are_no_numbers_are_refused_in_one_form(
    call: Callable[[Corpus], object], message: str
) -> None:
    with pytest.raises(OptionError) as caught:
        call(Corpus.from_texts({"a": "one belt", "b": "one road"}))
    assert message in str(caught.value)


def test_a_callable_reads_texts_without_bridges_and_with_joined_words() -> None:
    raw = "a [photo: Xinhua] shared coop-\neration"
    corpus = Corpus.from_texts({"a": raw, "b": "One"}, paragraphs="blank")
    hyphen = raw.index("-\n")
    rows = {"doc": ["a", "a"], "start": [2, hyphen], "end": [17, hyphen + 2]}
    spans = pd.DataFrame(rows | {"action": ["bridge", "join"]})
    texts_read: list[str] = []

    def measure(texts: list[str]) -> np.ndarray:
        texts_read.extend(texts)
        return np.eye(len(texts))

    similarity(corpus.mask(spans), measure=measure, stop=None)
    assert texts_read == ["a   shared cooperation", "One"]
