"""How far off a rate may be, and how evenly a phrase is spread: what the tables of formulas and phrases say of it."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from discourse import measures, tables
from discourse.corpus import Corpus
from discourse.counting import rate_intervals
from discourse.errors import ColumnError, OptionError
from discourse.formulas import frequencies, variants
from discourse.lexicons import Lexicon
from discourse.phraseology import recurring
from discourse.reading import read

texts = st.lists(
    st.lists(
        st.sampled_from(["win", "all", "peace", "赢", ".", "2030"]), max_size=15
    ).map(" ".join),
    min_size=1,
    max_size=6,
)


def made(written: list[str], **columns: list[str]) -> Corpus:
    names = [f"d{number}" for number in range(len(written))]
    table = pd.DataFrame({"doc": names, **columns}) if columns else None
    return Corpus.from_texts(dict(zip(names, written, strict=True)), table)


@pytest.fixture(scope="module")
def five(seeds: Path) -> Corpus:
    return read(seeds)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.read("chinese-diplomacy")


@pytest.fixture(scope="module")
def cells(five: Corpus, lexicon: Lexicon) -> tuple[np.ndarray, np.ndarray]:
    """Counts and words of each family in each document."""
    table = frequencies(five, lexicon, by="doc")
    shape = (len(lexicon), len(five))
    return table["count"].to_numpy().reshape(shape), table["words"].to_numpy().reshape(
        shape
    )


def intervals_of(rows: pd.DataFrame | pd.Series) -> set[tuple[str, str, float]]:
    """Method, unit and level of the intervals of a table or of one row."""
    table = rows.to_frame().T if isinstance(rows, pd.Series) else rows
    columns = ["interval", "interval_unit", "confidence_level"]
    return set(table[columns].itertuples(index=False, name=None))


# Formulas -------------------------------------------------------------------------------------------------------------


def test_documents_are_the_units_of_a_group(
    five: Corpus, lexicon: Lexicon, cells: tuple[np.ndarray, ...]
) -> None:
    table = frequencies(five, lexicon)
    assert len(lexicon) == len(table) > 40
    for (count, words), (_, row) in zip(
        zip(*cells, strict=True), table.iterrows(), strict=True
    ):
        low, high = measures.document_interval(count, words)
        assert (row["low"], row["high"]) == pytest.approx(
            (1000 * low[0], 1000 * high[0]), rel=1e-9
        ), row["family"]
        even = measures.dp_egbert(count, words)
        assert row["dispersion"] == pytest.approx(float(even), rel=1e-9, nan_ok=True), (
            row["family"]
        )
    assert intervals_of(table) == {("garwood_effective", "documents", 0.95)}
    assert set(table["dispersion_measure"]) == {"dp_egbert"}
    assert set(table["note"]) == {
        "5 documents: the interval is of texts drawn like these, and so few tell little of how such texts differ"
    }
    assert table["dispersion"].isna().tolist() == (table["count"] == 0).tolist()


def test_the_bootstrap_is_that_of_measures(
    five: Corpus, lexicon: Lexicon, cells: tuple[np.ndarray, ...]
) -> None:
    table = frequencies(five, lexicon, interval="bootstrap", confidence_level=0.9)
    assert intervals_of(table) == {("bootstrap_bca", "documents", 0.9)}
    assert (
        table["note"]
        .str.startswith("5 documents: a bootstrap over so few is too narrow")
        .all()
    )
    for (count, words), (_, row) in zip(
        zip(*cells, strict=True), table.iterrows(), strict=True
    ):
        if (
            count.sum() == 0
        ):  # all resamples of nothing are nothing, which is no news of other texts
            assert np.isnan(row["low"]), row["family"]
            assert np.isnan(row["high"]), row["family"]
            continue
        rate = measures.pooled_rate(count, words, per=1000)
        ends = measures.bootstrap_interval(rate, 5, confidence_level=0.9)
        assert (row["low"], row["high"]) == pytest.approx(
            tuple(map(float, ends)), rel=1e-9
        ), row["family"]


def test_drawn_resamples_come_from_the_seed(lexicon: Lexicon, tmp_path: Path) -> None:
    corpus = made(
        [
            f"win-win {'peace ' * n} win-win" if n % 3 else "peace " * n
            for n in range(1, 31)
        ]
    )
    one, same, other = (
        frequencies(corpus, "win-win", interval="bootstrap", rng=seed)
        for seed in (1, 1, 2)
    )
    paths = [
        tables.save(table, tmp_path / f"{n}.csv") for n, table in enumerate((one, same))
    ]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert (one["low"] != other["low"]).any() or (one["high"] != other["high"]).any()
    assert (one["rate"] == other["rate"]).all()
    chance = np.random.default_rng(1)
    first, second = (
        frequencies(corpus, "win-win", interval="bootstrap", rng=chance)
        for _ in range(2)
    )
    assert (first["low"] != second["low"]).any() or (
        first["high"] != second["high"]
    ).any(), "a generator goes on"


def test_words_as_units_describe_these_texts(five: Corpus, lexicon: Lexicon) -> None:
    table = frequencies(five, lexicon, interval="words")
    low, high = measures.garwood(table["count"], table["words"])
    np.testing.assert_allclose(table["low"], 1000 * np.asarray(low), rtol=1e-9)
    np.testing.assert_allclose(table["high"], 1000 * np.asarray(high), rtol=1e-9)
    assert set(table["note"]) == {
        "5 documents: the interval describes these texts' own writing process, not a population of texts"
    }


def test_a_group_of_one_document_has_words_as_units_and_no_dispersion(
    five: Corpus, lexicon: Lexicon
) -> None:
    for interval in ("documents", "bootstrap", "words"):
        table = frequencies(five, lexicon, by="doc", interval=interval)
        assert intervals_of(table) == {("garwood", "words", 0.95)}
        assert table["dispersion"].isna().all()
        assert table["note"].str.startswith("1 document: ").all()


def test_documents_of_one_event_count_as_one() -> None:
    written = ["win-win peace"] * 4 + ["peace peace"] * 4
    corpus = made(
        written, event=["x", "x", "x", "x", "y", "y", "z", "z"], side=["s"] * 8
    )
    apart, together = (
        frequencies(corpus, "win-win", cluster=name).iloc[0] for name in (None, "event")
    )
    assert apart["note"].startswith("8 documents: ")
    assert together["note"].startswith("3 clusters: ")
    assert intervals_of(together) == {("garwood_effective", "clusters", 0.95)}
    assert together["high"] - together["low"] > apart["high"] - apart["low"]
    low, high = measures.document_interval([4, 0, 0], [8, 4, 4])
    assert (together["low"], together["high"]) == pytest.approx(
        (1000 * low[0], 1000 * min(high[0], 1)), rel=1e-9
    )
    only = frequencies(corpus, "win-win", cluster="side").iloc[0]
    assert intervals_of(only) == {("garwood", "words", 0.95)}, (
        "one cluster tells nothing of how clusters differ"
    )
    boot = frequencies(corpus, "win-win", cluster="event", interval="bootstrap").iloc[0]
    ends = measures.bootstrap_interval(
        measures.pooled_rate([1] * 4 + [0] * 4, [2] * 8, per=1000),
        8,
        clusters=list("xxxxyyzz"),
    )
    assert (boot["low"], boot["high"]) == pytest.approx(
        tuple(map(float, ends)), rel=1e-9
    )


def test_strict_mentions_alone_enter_interval_and_dispersion() -> None:
    mine = {"w": [{"p": "win-win"}, {"p": "all win", "strict": False}]}
    corpus = made(["win-win peace peace", "all win peace peace", "win-win all win"])
    row = frequencies(corpus, mine, counting="strict").iloc[0]
    assert row["dispersion"] == pytest.approx(
        float(measures.dp_egbert([1, 0, 1], [3, 4, 3]))
    )
    low, high = measures.document_interval([1, 0, 1], [3, 4, 3])
    assert (row["low"], row["high"]) == pytest.approx(
        (1000 * low[0], 1000 * min(high[0], 1))
    )


@given(texts, st.permutations(range(6)))
def test_the_order_of_documents_changes_nothing_and_documents_never_say_more_than_words(
    written: list[str], order: list[int]
) -> None:
    corpus = made(written)
    turned = made([written[place] for place in order if place < len(written)])
    columns = ["count", "rate", "low", "high", "dispersion", "interval", "note"]
    by_documents, by_words = (
        frequencies(corpus, "win", interval=units).iloc[0]
        for units in ("documents", "words")
    )
    pd.testing.assert_frame_equal(
        frequencies(corpus, "win")[columns],
        frequencies(turned, "win")[columns],
        rtol=1e-9,
    )
    if by_documents["words"]:
        assert by_documents["low"] <= by_words["low"] * (1 + 1e-9)
        assert by_documents["high"] >= by_words["high"] * (1 - 1e-9)
        assert by_documents["low"] <= by_documents["rate"] <= by_documents["high"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"interval": "garwood"}, "interval='garwood'"),
        ({"confidence_level": "95"}, "confidence_level='95': a number between 0 and 1"),
        ({"confidence_level": 95}, "confidence_level=95"),
        ({"rng": "x"}, "rng='x'"),
        ({"per": 2.5}, "per=2.5: a whole number"),
    ],
)
def test_a_wrong_option_is_met_with_what_would_be_right(
    options: dict[str, object], says: str
) -> None:
    with pytest.raises(OptionError, match=says.replace("(", r"\(")):
        frequencies(made(["win"]), "win", **options)  # type: ignore[arg-type]
    with pytest.raises(ColumnError, match=r"'evnt' is no column.*Did you mean 'event'"):
        frequencies(made(["win"], event=["x"]), "win", cluster="evnt")


# Wordings -------------------------------------------------------------------------------------------------------------

MINE = {
    "w": [{"p": "win-win"}, {"p": "all win", "status": "clipped"}],
    "n": ["nowhere"],
}


def test_a_share_has_documents_as_units_where_several_tell() -> None:
    written = [
        "win-win. win-win. all win.",
        "win-win.",
        "all win. all win. win-win. win-win.",
        "peace",
        "win-win.",
    ]
    corpus = made(written, side=["x", "x", "x", "x", "y"])
    table = variants(corpus, MINE, by="side").set_index(["family", "value", "group"])
    row = table.loc[("w", "standard", "x")]
    assert (row["count"], row["documents"], row["of_documents"]) == (5, 3, 4)
    low, high = measures.document_share([2, 1, 2], [3, 1, 4])
    assert (row["low"], row["high"]) == pytest.approx((low[0], high[0]), rel=1e-9)
    assert intervals_of(row) == {("clopper_pearson_effective", "documents", 0.95)}
    assert row["note"].startswith("8 mentions in 3 documents: so few")
    only = table.loc[("w", "clipped", "y")]
    assert (only["low"], only["high"]) == pytest.approx(
        measures.clopper_pearson(0, 1), rel=1e-9
    )
    assert intervals_of(only) == {("clopper_pearson", "mentions", 0.95)}
    assert (
        only["note"] == "1 mention in 1 document: shares of this text, and of no other"
    )
    two = variants(corpus.where(doc=["d0", "d1"]), MINE, by=None).iloc[0]
    assert (two["low"], two["high"]) == pytest.approx(
        measures.clopper_pearson(3, 4), rel=1e-9
    )
    assert intervals_of(two) == {("clopper_pearson", "mentions", 0.95)}, (
        "two documents do not tell how documents differ"
    )
    assert two["note"].startswith("4 mentions in 2 documents: so few")
    absent = table.loc["n"]
    assert absent[["share", "low", "high"]].isna().all(axis=None)
    assert set(absent["note"]) == {""}


def test_the_share_of_many_documents_is_worth_fewer_mentions_than_there_are() -> None:
    chance = np.random.default_rng(2)
    count = chance.binomial(8, chance.beta(0.5, 0.5, 60))
    low, high = measures.document_share(count, [8] * 60)
    exact = measures.clopper_pearson(count.sum(), 480)
    assert low[0] < float(exact[0]) < count.sum() / 480 < float(exact[1]) < high[0]
    variance = 60 / 59 * ((count - 8 * count.mean() / 8) ** 2).sum() / 480**2
    share = count.sum() / 480
    worth = (
        share
        * (1 - share)
        / variance
        / (stats.t.ppf(0.975, 59) / stats.norm.ppf(0.975)) ** 2
    )
    assert low[0] == pytest.approx(
        stats.beta.ppf(0.025, share * worth, (1 - share) * worth + 1)
    )
    assert high[0] == pytest.approx(
        stats.beta.ppf(0.975, share * worth + 1, (1 - share) * worth)
    )
    with pytest.raises(OptionError, match="more mentions of one kind"):
        measures.document_share([3, 1], [2, 2])


def test_two_documents_do_not_tell_how_documents_differ() -> None:
    corpus = made(["win peace all", "win win win"], event=["x", "y"])
    for options in ({}, {"interval": "bootstrap"}, {"cluster": "event"}):
        row = frequencies(corpus, "win", **options).iloc[0]
        low, high = measures.garwood(4, 6)
        assert (row["low"], row["high"]) == pytest.approx(
            (1000 * low, min(1000 * high, 1000))
        )
        assert intervals_of(row) == {("garwood", "words", 0.95)}
        assert row["note"].startswith("2 "), row["note"]
    assert row["dispersion"] == pytest.approx(float(measures.dp_egbert([1, 3], [3, 3])))


def test_no_phrase_occurs_more_than_once_a_word() -> None:
    corpus = made(["win", "win peace", "peace all"])
    for by in (None, "doc"):
        table = frequencies(corpus, "win", by=by, per=10)
        assert table["high"].max() == 10, (
            "the interval of Poisson counts knows no such bound"
        )
    assert recurring(made(["win win win"] * 3), per=10)["high"].max() <= 10


def test_a_group_without_a_word_of_the_script_has_no_rate_and_says_so() -> None:
    table = frequencies(made(["win 2030", "赢 赢", ""]), "win", by="doc")
    assert table["words"].tolist() == [2, 0, 0]
    assert table["note"].str.startswith(
        "no words in the script of the phrase"
    ).tolist() == [False, True, True]
    assert table[["rate", "low", "high"]].isna().all(axis=1).tolist() == [
        False,
        True,
        True,
    ]


# Phrases nobody listed beforehand -------------------------------------------------------------------------------------


def brute(corpus: Corpus, term: str) -> np.ndarray:
    """How often each document has a phrase, word by word, never over a break."""
    wanted = term.split()
    stream = corpus.stream
    words = [stream.vocabulary[place] for place in stream.ids.tolist()]
    found = np.zeros(len(corpus), dtype=np.int64)
    for first in range(len(words) - len(wanted) + 1):
        inside = stream.gap[first + 1 : first + len(wanted)] < 6
        if words[first : first + len(wanted)] == wanted and inside.all():
            found[stream.document[first]] += 1
    return found


def test_phrases_have_the_rate_interval_and_evenness_of_their_documents(
    five: Corpus,
) -> None:
    table = recurring(five, min_count=3, n=(3, 64))
    assert len(table) > 20
    latin = np.isin(five.stream.scripts, ["latin", "common"])[five.stream.ids]
    words = np.bincount(five.stream.document[latin], minlength=5)
    for _, row in table.iterrows():
        counts = brute(five, row["term"])
        assert counts.sum() == row["count"]
        assert row["words"] == words.sum()
        assert row["of_documents"] == 5
        assert row["rate"] == pytest.approx(1000 * counts.sum() / words.sum(), rel=1e-9)
        low, high = measures.document_interval(counts, words)
        assert (row["low"], row["high"]) == pytest.approx(
            (1000 * low[0], 1000 * high[0]), rel=1e-9
        )
        assert row["dispersion"] == pytest.approx(
            float(measures.dp_egbert(counts, words)), rel=1e-9
        )
    assert intervals_of(table) == {("garwood_effective", "documents", 0.95)}
    assert table["note"].str.startswith("5 documents: ").all()


def test_a_phrase_is_among_the_words_of_its_script() -> None:
    table = recurring(
        made(["赢赢. all win 2030. all win 2030", "赢赢. all win"]), per=10
    ).set_index("term")
    assert table["words"].to_dict() == {"all win 2030": 8, "all win": 8, "赢赢": 4 + 2}
    assert table.loc["赢赢", "rate"] == pytest.approx(10 * 2 / 6)


def test_phrases_in_blocks_are_phrases_at_once(
    five: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    for options in ({}, {"interval": "bootstrap", "n": (4, 64)}, {"interval": "words"}):
        whole = recurring(five, **options)
        monkeypatch.setattr(rate_intervals, "_CELLS", 64)
        pd.testing.assert_frame_equal(recurring(five, **options), whole)
        monkeypatch.undo()


def test_a_formula_and_the_phrase_it_is_have_one_interval() -> None:
    corpus = made(
        [
            "mutual trust and peace",
            "peace",
            "mutual trust. Mutual trust",
            "no peace at all",
        ]
    )
    for interval in ("documents", "bootstrap", "words"):
        phrase = recurring(corpus, interval=interval).iloc[0]
        formula = frequencies(corpus, "mutual trust", interval=interval).iloc[0]
        assert phrase["term"] == "mutual trust"
        for column in (
            "count",
            "words",
            "rate",
            "per",
            "low",
            "high",
            "interval",
            "documents",
            "dispersion",
            "note",
        ):
            assert phrase[column] == formula[column], column


def test_options_of_phrases_are_checked() -> None:
    corpus = made(["all win. all win"], event=["x"])
    with pytest.raises(OptionError, match="per=0: a whole number from 1"):
        recurring(corpus, per=0)
    with pytest.raises(OptionError, match="interval='none'"):
        recurring(corpus, interval="none")  # type: ignore[arg-type]
    with pytest.raises(ColumnError, match="Did you mean 'event'"):
        recurring(corpus, cluster="evnt")
    assert len(recurring(corpus, min_count=40)) == 0


# The interval itself --------------------------------------------------------------------------------------------------


def test_sparse_counts_give_what_full_ones_give() -> None:
    from scipy.sparse import csr_array

    chance = np.random.default_rng(3)
    counts = chance.poisson(chance.gamma(0.3, 1.0, (40, 9)))
    words = chance.integers(50, 400, 9)
    assert (counts.sum(axis=1) == 0).any()
    for function in (measures.dp_egbert, measures.kld):
        np.testing.assert_allclose(
            function(csr_array(counts), words),
            function(counts, words),
            rtol=1e-9,
            atol=1e-12,
        )
    for labels in (None, list("aabbccdde")):
        full, sparse = (
            measures.document_interval(table, words, clusters=labels)
            for table in (counts.T, csr_array(counts.T))
        )
        for one, other in itertools.zip_longest(full, sparse):
            np.testing.assert_allclose(one, other, rtol=1e-9)
    with pytest.raises(OptionError, match="a part of size 0"):
        measures.dp_egbert(csr_array(counts), words * 0)
    with pytest.raises(OptionError, match="9 parts and sizes has shape"):
        measures.dp_egbert(csr_array(counts), words[:3])
