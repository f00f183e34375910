"""Mentions, frequencies, variants and the timeline: the seeds mention by mention, and by hand."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import discourse as dc
from discourse import tables
from discourse.corpus import Corpus
from discourse.errors import ColumnError, OptionError, PatternError
from discourse.formulas import frequencies, mentions, timeline, variants
from discourse.lexicons import Lexicon
from discourse.phrases import Phrase


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.read("chinese-diplomacy")


@pytest.fixture(scope="module")
def five(seeds: Path) -> Corpus:
    """The five documents, called by their first three letters."""
    metadata = pd.read_csv(seeds / "metadata.csv", dtype="str", keep_default_na=False)
    texts = {
        path.name[:3]: path.read_bytes().decode()
        for path in sorted(seeds.glob("0*.txt"))
    }
    return Corpus.from_texts(texts, metadata.assign(doc=metadata["doc"].str[:3]))


@pytest.fixture(scope="module")
def titles(five: Corpus) -> pd.DataFrame:
    """The headline of 001 where it is repeated."""
    raw, title = five.raw["001"], five.documents.set_index("doc").loc["001", "title"]
    places = [place for place in range(len(raw)) if raw.startswith(title, place)]
    assert len(places) == 3
    return pd.DataFrame(
        {
            "doc": "001",
            "start": places[1:],
            "end": [place + len(title) for place in places[1:]],
            "surface": title,
        }
    )


CENTRAL = "China-Central Asia"
SEVENTEEN = [
    ("000", 266, 292, "Community of Shared Future", "variant", True, CENTRAL),
    ("000", 1770, 1800, "community with a shared future", "standard", True, "mankind"),
    ("000", 3080, 3100, "community of destiny", "variant", True, CENTRAL),
    ("000", 5346, 5376, "community with a shared future", "standard", True, "mankind"),
    ("001", 550, 566, "Fate of the Fate", "allusive", False, CENTRAL),
    ("001", 878, 898, "community of destiny", "variant", True, CENTRAL),
    (
        "001",
        1483,
        1524,
        "community of China -Central Asian destiny",
        "garbled",
        True,
        CENTRAL,
    ),
    ("001", 5248, 5274, "community of human destiny", "variant", True, "mankind"),
    (
        "001",
        6336,
        6377,
        "community of China -Central Asian destiny",
        "garbled",
        True,
        CENTRAL,
    ),
    ("002", 564, 594, "community with a shared future", "standard", True, "bilateral"),
    ("002", 3697, 3727, "community with a shared future", "standard", True, "Asia"),
    ("003", 674, 704, "community with a shared future", "standard", True, CENTRAL),
    ("003", 1476, 1506, "community with a shared future", "standard", True, CENTRAL),
    ("003", 2062, 2076, "common destiny", "clipped", False, "unspecified"),
    ("004", 733, 763, "community with a common future", "variant", True, "bilateral"),
    (
        "004",
        2174,
        2204,
        "community with a shared future",
        "standard",
        True,
        "bilateral",
    ),
    ("004", 2577, 2592, "community. fate", "garbled", True, "bilateral"),
]

# By hand: how often each family stands in the five documents (000, 001, 002, 003, 004 where it is known by document).
COUNTS = {
    "community_shared_future": 17, "belt_and_road": 7, "mutual_trust": 11, "core_interests": 3, "three_forces": 2,
    "development_path": 4, "mutual_benefit": 9, "strategic_partnership": 11, "good_neighbourliness": 5,
    "people_to_people": 5, "heads_of_state_consensus": 8, "un_sco_multilateralism": 5, "new_era": 9,
    "community_other": 1, "xi_thought": 2,
}  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# The seeds


def test_the_seventeen_mentions_of_the_shared_future(
    five: Corpus, lexicon: Lexicon
) -> None:
    ledger = mentions(five, lexicon.only("community_shared_future"))
    columns = ["doc", "start", "end", "surface", "status", "strict", "level"]
    assert [tuple(row) for row in ledger[columns].to_numpy().tolist()] == SEVENTEEN


def test_the_seven_mentions_of_the_belt_and_road(
    five: Corpus, lexicon: Lexicon
) -> None:
    table = frequencies(five, lexicon.only("belt_and_road"), by="doc")
    assert table["count"].tolist() == [4, 0, 1, 1, 1]
    surfaces = mentions(five, lexicon.only("belt_and_road"))["surface"].tolist()
    assert (
        surfaces.count("Belt and Road” initiative")
        + surfaces.count('Belt and Road" initiative')
        == 3
    )
    assert "Belt and the Road" in surfaces


def test_counts_by_hand_of_other_families(five: Corpus, lexicon: Lexicon) -> None:
    table = frequencies(five, lexicon.only(*COUNTS)).set_index("family")
    assert table["count"].to_dict() == COUNTS


def test_no_initiative_is_used_before_its_launch(
    five: Corpus, lexicon: Lexicon
) -> None:
    ledger = mentions(five, lexicon)
    found = {
        family: sorted(set(ledger.loc[ledger["family"] == family, "doc"]))
        for family in ("gdi", "gsi", "gci", "ggi")
    }
    assert found == {
        "gdi": ["000", "001", "002"],
        "gsi": ["000", "002"],
        "gci": ["000"],
        "ggi": [],
    }
    kinds = timeline(five, lexicon, date="event_date")["kind"]
    assert "first use before launch" not in set(kinds)


def test_the_new_era_of_two_repeated_titles_is_not_counted(
    five: Corpus, titles: pd.DataFrame, lexicon: Lexicon
) -> None:
    masked = five.mask(titles)
    assert frequencies(masked, lexicon.only("new_era"))["count"].tolist() == [7]
    assert frequencies(masked.unmask(), lexicon.only("new_era"))["count"].tolist() == [
        9
    ]
    assert frequencies(masked, lexicon.only("community_shared_future"))[
        "count"
    ].tolist() == [17]


def test_the_words_of_each_document(five: Corpus, lexicon: Lexicon) -> None:
    table = frequencies(five, lexicon.only("gdi"), by="doc")
    assert table["words"].tolist() == [
        1535,
        1003,
        779,
        319,
        947,
    ]  # without the 60 Han characters of 001
    assert len(five.where(doc="001").stream) == 1063


def test_every_span_slices_back_however_the_corpus_is_divided(
    five: Corpus, titles: pd.DataFrame, lexicon: Lexicon
) -> None:
    voices = pd.DataFrame(
        {
            "doc": ["000", "000", "004"],
            "start": [1000, 2000, 700],
            "end": [1500, 2500, 2600],
            "label": ["x", "y", "x"],
        }
    )
    masked = five.mask(titles)
    for corpus in (five, masked):
        whole = mentions(corpus, lexicon)
        parts = [
            corpus,
            corpus.segment("paragraph"),
            corpus.segment("sentence"),
            corpus.segment("window", size=50),
            corpus.split(voices),
        ]
        for number, part in enumerate(parts):
            ledger = mentions(part, lexicon)
            assert tables.kind_of(ledger) == "mentions"
            for row in ledger.itertuples():
                raw = part.raw[row.doc]
                assert raw[row.start : row.end] == row.surface
                assert (row.cue_start >= 0) == (row.cue != "")
                assert row.cue_start < 0 or raw[row.cue_start : row.cue_end] == row.cue
                assert (row.level in ("", "unspecified")) == (row.cue == "")
            if number < 3:  # no formula crosses a sentence end, so none is lost
                columns = ["start", "end", "family", "pattern", "level", "cue_start"]
                kept = whole.assign(doc=whole["doc"]).sort_values(
                    ["doc", "start", "end", "family"], kind="stable"
                )
                again = ledger.assign(doc=ledger["doc"].str[:3]).sort_values(
                    ["doc", "start", "end", "family"], kind="stable"
                )
                pd.testing.assert_frame_equal(
                    kept[["doc", *columns]].reset_index(drop=True),
                    again[["doc", *columns]].reset_index(drop=True),
                )
            else:
                assert len(ledger) <= len(whole)


def test_the_ledger_is_in_order_and_adds_up_to_every_count(
    five: Corpus, lexicon: Lexicon
) -> None:
    ledger = mentions(five, lexicon)
    keys = list(zip(ledger["doc"], ledger["start"], strict=True))
    assert keys == sorted(keys)
    for by in (None, "doc", "medium", "event"):
        table = frequencies(five, lexicon, by=by)
        group = dict(
            zip(
                five.names,
                (five.groups(by)[1][code] for code in five.groups(by)[0]),
                strict=True,
            )
        )
        found = ledger.assign(group=ledger["doc"].map(group)).groupby(
            ["family", "group"]
        )
        for row in table.itertuples():
            mine = (
                found.get_group((row.family, row.group))
                if (row.family, row.group) in found.groups
                else ledger.iloc[:0]
            )
            assert row.count == len(mine)
            assert row.count_strict == mine["strict"].sum()
            assert row.documents == mine["doc"].nunique()
            assert row.count == 0 or row.standard == pytest.approx(
                (mine["status"] == "standard").mean(), abs=1e-10
            )
        assert len(table) == len(lexicon) * len(five.groups(by)[1])
        assert (
            table.groupby("family", sort=False)["count"].sum().tolist()
            == frequencies(five, lexicon)["count"].tolist()
        )


def test_international_community_and_a_real_sentence_end_never_match(
    five: Corpus, lexicon: Lexicon
) -> None:
    family = lexicon.only("community_shared_future")
    start = five.raw["001"].index("international community")
    assert not (mentions(five, family)["start"] == start + 14).any()
    for text in (
        "The community. Destiny awaits.",
        "the international community of shared destiny",
        "The international community in the destiny of all",
        "a security community of fate",
        "the community of nations. Their destiny",
    ):
        assert len(mentions(Corpus.from_texts({"x": text}), family)) == 0, text


# ---------------------------------------------------------------------------------------------------------------------
# Frequencies by hand


TEXTS = {
    "a": "Win-win and win -win. Common destiny! 合作共赢 and 共赢 in 2030",
    "b": "nothing here",
    "c": "",
    "d": "all-win, win-win",
}
TABLE = pd.DataFrame(
    {"doc": list("abcd"), "side": ["x", "y", "z", "x"], "year": [1, 2, 3, 1]}
)
MINE = {
    "w": {
        "patterns": [
            "win-win",
            {"p": "all-win", "status": "variant"},
            {"p": "common destiny", "status": "clipped", "strict": False},
        ]
    },
    "h": ["共赢"],
    "n": ["never so"],
}


def corpus_of() -> Corpus:
    return Corpus.from_texts(TEXTS, TABLE)


def test_frequencies_by_group_with_zeros() -> None:
    table = frequencies(corpus_of(), MINE, by="side")
    assert tables.kind_of(table) == "frequencies"
    rows = table.set_index(["family", "group"])
    assert rows["count"].tolist() == [4 + 1, 0, 0, 2, 0, 0, 0, 0, 0]
    assert rows.loc["w", "count_strict"].tolist() == [4, 0, 0]
    assert rows.loc["w", "words"].tolist() == [9 + 2, 2, 0]
    assert rows.loc["h", "words"].tolist() == [6 + 1, 0, 0]
    assert rows["of_documents"].tolist() == [2, 1, 1] * 3
    assert rows.loc["w", "documents"].tolist() == [2, 0, 0]
    assert rows.loc[("w", "x"), "standard"] == pytest.approx(3 / 5)
    assert math.isnan(rows.loc[("w", "y"), "standard"])
    for column in ("rate", "low", "high"):
        assert math.isnan(rows.loc[("w", "z"), column])
        assert math.isnan(rows.loc[("h", "y"), column])
    assert rows.loc[("w", "x"), "rate"] == pytest.approx(1000 * 5 / 11)


def test_strict_counts_leave_allusions_out_of_rate_documents_and_standard() -> None:
    row = frequencies(corpus_of().where(doc="a"), MINE, counting="strict").iloc[0]
    assert (row["count"], row["count_strict"], row["counting"]) == (3, 2, "strict")
    assert row["rate"] == pytest.approx(1000 * 2 / 9)
    assert row["standard"] == 1
    only = Corpus.from_texts({"x": "common destiny"})
    assert frequencies(only, MINE, counting="strict")["documents"].tolist() == [0, 0, 0]
    assert frequencies(only, MINE)["documents"].tolist() == [1, 0, 0]


def test_a_masked_word_is_no_exposure() -> None:
    corpus = corpus_of().mask(pd.DataFrame({"doc": ["d"], "start": [0], "end": [7]}))
    row = (
        frequencies(corpus, MINE, by="doc")
        .set_index(["family", "group"])
        .loc[("w", "d")]
    )
    assert (row["count"], row["words"]) == (1, 1)


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.999])
@pytest.mark.parametrize("per", [1, 1000, 1_000_000])
def test_intervals_against_scipy(
    five: Corpus, lexicon: Lexicon, level: float, per: int
) -> None:
    table = frequencies(five, lexicon, by="doc", per=per, confidence_level=level)
    assert (table["count"] == 0).sum() > 50
    k, n, tail = table["count"], table["words"], (1 - level) / 2
    low = np.where(k > 0, stats.chi2.ppf(tail, 2 * k) / 2, 0) / n * per
    high = stats.chi2.ppf(1 - tail, 2 * k + 2) / 2 / n * per
    np.testing.assert_allclose(table["low"], low, rtol=1e-9)
    np.testing.assert_allclose(table["high"], high, rtol=1e-9)
    np.testing.assert_allclose(table["rate"], k / n * per, rtol=1e-9)
    assert set(table["per"]) == {per}
    zero = table[table["count"] == 0]
    np.testing.assert_allclose(
        zero["high"], -per * np.log(tail) / zero["words"], rtol=1e-9
    )


@pytest.mark.parametrize(
    ("level", "name"), [(0.95, "95%"), (0.999, "99.9%"), (0.5, "50%")]
)
def test_the_interval_is_named_with_its_level(level: float, name: str) -> None:
    def named(**options: str) -> set[str]:
        found = frequencies(corpus_of(), "win-win", confidence_level=level, **options)  # type: ignore[arg-type]
        return set(tables.describe_intervals(found))

    whole, single, words = named(), named(by="doc"), named(interval="words")
    assert whole == {f"Garwood on effective counts {name}, documents as units"}
    assert single == words == {f"Garwood (exact Poisson) {name}, words as units"}


def test_few_documents_are_noted() -> None:
    notes = frequencies(corpus_of(), {"w": ["win-win"]}, by="side")["note"].tolist()
    assert [note.split(":")[0] for note in notes] == [
        "2 documents",
        "1 document",
        "no words in the script of the phrase",
    ]
    many = Corpus.from_texts({str(number): "a" for number in range(10)})
    assert frequencies(many, "a")["note"].tolist() == [""]


@pytest.mark.parametrize(
    "options",
    [
        {"per": 0},
        {"per": -1},
        {"confidence_level": 0},
        {"confidence_level": 1},
        {"confidence_level": 95},
        {"per": 10**30},
        {"counting": "both"},
        {"confidence_level": math.nan},
    ],
)
def test_options_that_make_no_sense_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        frequencies(corpus_of(), MINE, **options)  # type: ignore[arg-type]
    with pytest.raises(ColumnError, match="Did you mean 'side'"):
        frequencies(corpus_of(), MINE, by="sid")


def test_one_phrase_is_a_lexicon_of_one() -> None:
    for given_ in ("win-win", Phrase("win-win"), {"win-win": ["win-win"]}):
        table = frequencies(corpus_of(), given_)
        assert table[["family", "count"]].to_numpy().tolist() == [["win-win", 3]]
    with pytest.raises(PatternError, match="not closed"):
        mentions(corpus_of(), "win (win")


def test_no_documents_no_words_no_families() -> None:
    for corpus in (
        Corpus.from_texts({}),
        Corpus.from_texts({"x": ""}),
        corpus_of().where(side="nowhere"),
    ):
        assert len(mentions(corpus, MINE)) == 0
        table = frequencies(corpus, MINE)
        assert table["count"].tolist() == [0, 0, 0]
        assert table["rate"].isna().all()
        assert variants(corpus, MINE, by=None)["count"].tolist() == [0, 0, 0, 0, 0]
        assert len(frequencies(corpus, MINE, by="doc")) == 3 * len(corpus)
    none = Lexicon.read(MINE).only()
    assert (
        len(mentions(corpus_of(), none))
        == len(frequencies(corpus_of(), none))
        == len(variants(corpus_of(), none))
        == 0
    )


words = st.lists(
    st.sampled_from(
        ["win", "win-win", "win -", "all", "赢", ". ", "\n\n", "2030", "“", ","]
    ),
    max_size=20,
).map(" ".join)


@settings(max_examples=60)
@given(st.lists(words, min_size=1, max_size=4))
def test_counts_of_single_words_add_over_documents_and_segments(
    texts: list[str],
) -> None:
    corpus = Corpus.from_texts(
        {f"d{number}": text for number, text in enumerate(texts)}
    )
    mine = {"win": ["win"], "han": ["赢"], "either": ["win*"]}
    whole = frequencies(corpus, mine)
    for part in (
        corpus,
        corpus.segment("paragraph"),
        corpus.segment("sentence"),
        corpus.segment("window", size=3),
    ):
        parts = (
            frequencies(part, mine, by="doc")
            .groupby("family", sort=False)[["count", "words"]]
            .sum()
        )
        if len(part):
            assert parts["count"].tolist() == whole["count"].tolist()
            assert parts["words"].tolist() == whole["words"].tolist()
    assert whole["count"].tolist()[1] == sum(text.count("赢") for text in texts)


# ---------------------------------------------------------------------------------------------------------------------
# Variants


def test_variants_of_the_shared_future(five: Corpus, lexicon: Lexicon) -> None:
    family = lexicon.only("community_shared_future")
    table = variants(five, family)
    assert tables.kind_of(table) == "variants"
    total = table.groupby("value", sort=False)["count"].sum().to_dict()
    assert total == {
        "standard": 7,
        "variant": 5,
        "garbled": 3,
        "clipped": 1,
        "allusive": 1,
    }
    assert len(table) == 25
    by_document = (
        table[table["value"] == "standard"].set_index("group")["count"].to_dict()
    )
    assert by_document == {"000": 2, "001": 0, "002": 2, "003": 2, "004": 1}
    assert table.groupby("group")["share"].sum().round(9).tolist() == [1.0] * 5
    levels = (
        variants(five, family, by=None, facet="level")
        .set_index("value")["count"]
        .to_dict()
    )
    assert levels == {
        "mankind": 3,
        CENTRAL: 8,
        "Asia": 1,
        "bilateral": 4,
        "unspecified": 1,
    }
    assert set(variants(five, family, facet="level")["facet"]) == {"level"}


def test_variants_show_zeros_and_leave_families_without_levels_out() -> None:
    table = variants(corpus_of(), MINE, by="side")
    rows = table[table["family"] == "w"].set_index(["value", "group"])
    assert rows["count"].to_dict() == {
        ("standard", "x"): 3, ("standard", "y"): 0, ("standard", "z"): 0,
        ("variant", "x"): 1, ("variant", "y"): 0, ("variant", "z"): 0,
        ("clipped", "x"): 1, ("clipped", "y"): 0, ("clipped", "z"): 0,
    }  # fmt: skip
    assert rows.loc[("standard", "x"), "share"] == pytest.approx(0.6)
    assert math.isnan(rows.loc[("standard", "y"), "share"])
    assert len(variants(corpus_of(), MINE, facet="level")) == 0
    with pytest.raises(OptionError, match="Did you mean 'status'"):
        variants(corpus_of(), MINE, facet="statuses")  # type: ignore[arg-type]


def test_a_level_called_unspecified_is_counted_once() -> None:
    mine = {
        "f": {
            "patterns": ["destiny"],
            "levels": {"unspecified": ["some"], "all": ["human"]},
        }
    }
    table = variants(
        Corpus.from_texts({"x": "some destiny. human destiny. destiny"}),
        mine,
        by=None,
        facet="level",
    )
    assert table["count"].sum() == 3
    assert table["share"].sum() == pytest.approx(1)


# ---------------------------------------------------------------------------------------------------------------------
# Timeline

DATED = {
    "new": {
        "patterns": ["new phrase"],
        "used": "2013-10",
        "gloss": "a new phrase",
        "confidence": "high",
    },
    "old": {"patterns": ["old phrase"], "used": "1954"},
    "undated": ["some phrase"],
    "unused": {"patterns": ["never so"], "used": "2000"},
}


def dated(*dates: str) -> Corpus:
    texts = {
        f"d{number}": "An old phrase, a new phrase, some phrase."
        for number in range(len(dates))
    }
    table = pd.DataFrame(
        {"doc": list(texts), "date": list(dates), "how": ["stated"] * len(dates)}
    )
    return Corpus.from_texts(texts, table)


def test_a_timeline() -> None:
    table = timeline(dated("2022-01-25", "", "2014"), DATED, basis="how")
    assert tables.kind_of(table) == "timeline"
    assert table[
        ["kind", "label", "family", "doc", "date", "basis"]
    ].to_numpy().tolist() == [
        ["document", "d0", "", "d0", "2022-01-25", "stated"],
        ["document", "d1", "", "d1", "", "stated"],
        ["document", "d2", "", "d2", "2014", "stated"],
        ["launch", "a new phrase", "new", "", "2013-10", "high"],
        ["first use", "new", "new", "d2", "2014", "stated"],
        ["launch", "old", "old", "", "1954", ""],
        ["first use", "old", "old", "d2", "2014", "stated"],
        ["first use", "undated", "undated", "d2", "2014", "stated"],
    ]
    assert set(timeline(dated("2014"), DATED, since="1990")["family"]) == {
        "",
        "new",
        "undated",
    }
    with pytest.raises(ColumnError, match="document 'd0': 'May 2014' is no date"):
        timeline(dated("May 2014"), DATED)
    with pytest.raises(OptionError, match="since='next year'"):
        timeline(dated("2014"), DATED, since="next year")


@pytest.mark.parametrize(
    ("dates", "doc", "doubt"),
    [
        (
            ["2023", "2023-01-15"],
            "d1",
            "order not known: d0 (2023) may be earlier; stated",
        ),
        (
            ["2023-01-15", "2023-01", "2023"],
            "d0",
            "order not known: d1 (2023-01) and 1 more may be earlier; stated",
        ),
        (["2023", "2024-01-15"], "d0", "stated"),
        (["2023-01", "2023-02-01"], "d0", "stated"),
        (["2023", "2023"], "d0", "stated"),
        (["2023-06-12", "2023-06-12"], "d0", "stated"),
    ],
)
def test_a_first_use_that_may_not_be_the_first_says_so(
    dates: list[str], doc: str, doubt: str
) -> None:
    table = timeline(dated(*dates), DATED, basis="how")
    row = table[(table["family"] == "new") & (table["kind"] == "first use")].iloc[0]
    assert row[["doc", "date", "basis"]].tolist() == [doc, dates[int(doc[1])], doubt]


@pytest.mark.parametrize(
    "date", ["2021-13", "2021-02-30", "0000", "2021-5", "2021-05-01-", "20210501"]
)
def test_a_date_that_is_on_no_calendar_is_refused(date: str) -> None:
    with pytest.raises(
        ColumnError, match=f"document 'd0': '{date}' is no date; expected YYYY"
    ):
        timeline(dated(date), DATED)


@pytest.mark.parametrize("date", ["2021/05/01", "2021.05.01"])
def test_the_advice_on_dates_can_be_followed(date: str) -> None:
    with pytest.raises(ColumnError, match="is no date") as caught:
        timeline(dated(date), DATED)
    advice = re.search(r"Try (corpus\.assign\(.*\))\.$", str(caught.value))
    assert advice
    corpus = eval(advice[1], {"corpus": dated(date), "pandas": pd})
    assert timeline(corpus, DATED)["date"].tolist()[0] == "2021-05-01"


def test_years_as_numbers_and_dates_of_pandas_are_dates() -> None:
    def dates(*values: Any) -> list[str]:
        return timeline(
            dated(*["2000"] * len(values)).assign(date=pd.Series(values)), DATED
        )["date"].tolist()[: len(values)]

    assert dates(2021.0, math.nan) == ["2021", ""]
    assert dates(2021, 2022) == ["2021", "2022"]
    assert dates(pd.Timestamp("2021-05-01 10:00"), pd.NaT) == ["2021-05-01", ""]
    with pytest.raises(ColumnError, match=r"'2021\.5' is no date"):
        dates(2021.5, 2022)


def test_a_launch_in_a_year_is_not_before_a_month_of_it() -> None:
    used = {"w": {"patterns": ["new phrase"], "used": "2013"}}
    assert "w" in set(timeline(dated("2014"), used, since="2013-09")["family"])
    assert "w" not in set(timeline(dated("2014"), used, since="2014")["family"])
    with pytest.raises(OptionError, match=r"since=2013: .* Write since='2013'"):
        timeline(dated("2014"), used, since=2013)  # type: ignore[arg-type]
    for name in (None, ["date"]):
        with pytest.raises(ColumnError, match="is no column of the metadata"):
            timeline(dated("2014"), used, date=name)  # type: ignore[arg-type]


def test_a_corpus_of_one_word_has_its_mention() -> None:
    corpus = Corpus.from_texts({"a": "peace"}).assign(date="2021")
    assert mentions(corpus, "peace")[
        ["start", "end", "surface", "cue", "cue_start", "cue_end"]
    ].to_numpy().tolist() == [[0, 5, "peace", "", -1, -1]]
    assert variants(corpus, "peace")["count"].tolist() == [1]
    assert timeline(corpus, "peace")["kind"].tolist() == ["document", "first use"]
    assert dc.positions(corpus, "peace")["kind"].tolist() == ["document", "mention"]


@pytest.mark.parametrize(
    ("date", "early"),
    [
        ("2013-09-07", True),
        ("2013-09", True),
        ("2012", True),
        ("2013", False),
        ("2013-10", False),
        ("2013-10-01", False),
        ("2014", False),
    ],
)
def test_a_use_before_the_launch_is_told(date: str, early: bool) -> None:
    kinds = (
        timeline(dated(date), DATED)
        .set_index(["family", "kind"])
        .loc["new"]
        .index.tolist()
    )
    assert kinds == ["launch", "first use before launch" if early else "first use"]


def test_a_timeline_without_dates_or_columns() -> None:
    assert set(timeline(dated("", ""), DATED)["kind"]) == {"document"}
    for options in ({"date": "dat"}, {"basis": "hw"}):
        with pytest.raises(ColumnError, match="is no column of the metadata"):
            timeline(dated("2014"), DATED, **options)  # type: ignore[arg-type]
