"""When formulas were launched, and first used."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from discourse import tables
from discourse.corpus import Corpus
from discourse.errors import ColumnError, OptionError
from discourse.formulas import mentions, timeline
from discourse.lexicons import Lexicon

# Timeline
DATED_LEXICON = {
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


def dated_corpus(*dates: str) -> Corpus:
    texts = {
        f"d{number}": "An old phrase, a new phrase, some phrase."
        for number in range(len(dates))
    }
    table = pd.DataFrame(
        {"doc": list(texts), "date": list(dates), "how": ["stated"] * len(dates)}
    )
    return Corpus.from_texts(texts, table)


def test_no_initiative_is_used_before_its_launch(
    seed_corpus: Corpus, lexicon: Lexicon
) -> None:
    ledger = mentions(seed_corpus, lexicon)
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
    kinds = timeline(seed_corpus, lexicon, date="event_date")["kind"]
    assert "first use before launch" not in set(kinds)


def test_a_timeline() -> None:
    table = timeline(dated_corpus("2022-01-25", "", "2014"), DATED_LEXICON, basis="how")
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
    assert set(
        timeline(dated_corpus("2014"), DATED_LEXICON, since="1990")["family"]
    ) == {
        "",
        "new",
        "undated",
    }
    with pytest.raises(ColumnError, match="document 'd0': 'May 2014' is no date"):
        timeline(dated_corpus("May 2014"), DATED_LEXICON)
    with pytest.raises(OptionError, match="since='next year'"):
        timeline(dated_corpus("2014"), DATED_LEXICON, since="next year")


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
    table = timeline(dated_corpus(*dates), DATED_LEXICON, basis="how")
    row = table[(table["family"] == "new") & (table["kind"] == "first use")].iloc[0]
    assert row[["doc", "date", "basis"]].tolist() == [doc, dates[int(doc[1])], doubt]


@pytest.mark.parametrize(
    "date", ["2021-13", "2021-02-30", "0000", "2021-5", "2021-05-01-", "20210501"]
)
def test_a_date_that_is_on_no_calendar_is_refused(date: str) -> None:
    with pytest.raises(
        ColumnError, match=f"document 'd0': '{date}' is no date; expected YYYY"
    ):
        timeline(dated_corpus(date), DATED_LEXICON)


@pytest.mark.parametrize("date", ["2021/05/01", "2021.05.01"])
def test_the_advice_on_dates_can_be_followed(date: str) -> None:
    with pytest.raises(ColumnError, match="is no date") as caught:
        timeline(dated_corpus(date), DATED_LEXICON)
    advice = re.search(r"Try (corpus\.assign\(.*\))\.$", str(caught.value))
    assert advice
    corpus = eval(advice[1], {"corpus": dated_corpus(date), "pandas": pd})
    assert timeline(corpus, DATED_LEXICON)["date"].tolist()[0] == "2021-05-01"


def test_years_as_numbers_and_dates_of_pandas_are_dates() -> None:
    def dates(*values: Any) -> list[str]:
        return timeline(
            dated_corpus(*["2000"] * len(values)).assign(date=pd.Series(values)),
            DATED_LEXICON,
        )["date"].tolist()[: len(values)]

    assert dates(2021.0, math.nan) == ["2021", ""]
    assert dates(2021, 2022) == ["2021", "2022"]
    assert dates(pd.Timestamp("2021-05-01 10:00"), pd.NaT) == ["2021-05-01", ""]
    with pytest.raises(ColumnError, match=r"'2021\.5' is no date"):
        dates(2021.5, 2022)


def test_a_launch_in_a_year_is_not_before_a_month_of_it() -> None:
    used = {"w": {"patterns": ["new phrase"], "used": "2013"}}
    assert "w" in set(timeline(dated_corpus("2014"), used, since="2013-09")["family"])
    assert "w" not in set(timeline(dated_corpus("2014"), used, since="2014")["family"])
    with pytest.raises(OptionError, match=r"since=2013: .* Write since='2013'"):
        timeline(dated_corpus("2014"), used, since=2013)  # type: ignore[arg-type]
    for name in (None, ["date"]):
        with pytest.raises(ColumnError, match="is no column of the metadata"):
            timeline(dated_corpus("2014"), used, date=name)  # type: ignore[arg-type]


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
        timeline(dated_corpus(date), DATED_LEXICON)
        .set_index(["family", "kind"])
        .loc["new"]
        .index.tolist()
    )
    assert kinds == ["launch", "first use before launch" if early else "first use"]


def test_a_timeline_without_dates_or_columns() -> None:
    assert set(timeline(dated_corpus("", ""), DATED_LEXICON)["kind"]) == {"document"}
    for options in ({"date": "dat"}, {"basis": "hw"}):
        with pytest.raises(ColumnError, match="is no column of the metadata"):
            timeline(dated_corpus("2014"), DATED_LEXICON, **options)  # type: ignore[arg-type]


# Groups
def grouped_corpus() -> Corpus:
    """Four speeches of two speakers; only the second of each has every formula."""
    texts = {
        "a": "A new phrase, some phrase.",
        "b": "An old phrase, a new phrase, some phrase.",
        "c": "A new phrase.",
        "d": "A new phrase, some phrase.",
    }
    columns = {
        "doc": list(texts),
        "date": ["2012", "2015-01", "2020", "2018"],
        "speaker": ["Laos", "China", "China", "Laos"],
    }
    return Corpus.from_texts(texts, pd.DataFrame(columns))


def test_each_group_has_a_first_use_of_its_own() -> None:
    table = timeline(grouped_corpus(), DATED_LEXICON, by="speaker")
    columns = ["kind", "family", "group", "doc", "date"]
    assert table[columns].to_numpy().tolist() == [
        ["document", "", "China", "b", "2015-01"],
        ["document", "", "China", "c", "2020"],
        ["document", "", "Laos", "a", "2012"],
        ["document", "", "Laos", "d", "2018"],
        ["launch", "new", "", "", "2013-10"],
        ["first use", "new", "China", "b", "2015-01"],
        ["first use before launch", "new", "Laos", "a", "2012"],
        ["launch", "old", "", "", "1954"],
        ["first use", "old", "China", "b", "2015-01"],
        ["first use", "undated", "China", "b", "2015-01"],
        ["first use", "undated", "Laos", "a", "2012"],
    ]
    assert set(table["group_label"]) == {""}
    tables.check(table, "timeline")


def test_the_first_of_all_groups_is_the_first_use_without_groups() -> None:
    corpus = grouped_corpus()
    alone = timeline(corpus, DATED_LEXICON)
    assert set(alone["group"]) == {""}
    by_doc = timeline(corpus, DATED_LEXICON, by="doc")
    uses = by_doc[by_doc["kind"].str.startswith("first use")]
    assert (uses["group"] == uses["doc"]).all()
    assert (uses["group_label"] == uses["doc_label"]).all()
    first = uses.sort_values("date").drop_duplicates("family").set_index("family")
    whole = alone[alone["kind"].str.startswith("first use")].set_index("family")
    assert first["doc"].to_dict() == whole["doc"].to_dict()
    # A group of all documents gives the table without groups, but for its name.
    one_group = corpus.assign(all="everyone")
    together = timeline(one_group, DATED_LEXICON, by="all")
    pd.testing.assert_frame_equal(
        together.drop(columns="group"), alone.drop(columns="group")
    )


def test_a_doubtful_order_is_told_within_the_group_only() -> None:
    corpus = dated_corpus("2023", "2023-01-15", "2023-02-01").assign(
        side=["west", "east", "west"]
    )
    table = timeline(corpus, DATED_LEXICON, by="side")
    uses = table[(table["kind"] == "first use") & (table["family"] == "new")]
    assert uses[["group", "doc", "basis"]].to_numpy().tolist() == [
        ["east", "d1", ""],
        ["west", "d2", "order not known: d0 (2023) may be earlier"],
    ]


def test_a_timeline_saved_before_groups_loads(tmp_path: Path) -> None:
    table = timeline(grouped_corpus(), DATED_LEXICON)
    old_file = tmp_path / "old.csv"
    table.drop(columns=["group", "group_label"]).to_csv(old_file, index=False)
    loaded = tables.load(old_file)
    assert tables.kind_of(loaded) == "timeline"
    assert list(loaded.columns) == list(table.columns)
    assert set(loaded["group"]) == {""}


def test_an_unknown_column_of_groups_is_refused() -> None:
    with pytest.raises(ColumnError, match=r"'speakr' .*Did you mean 'speaker'"):
        timeline(grouped_corpus(), DATED_LEXICON, by="speakr")
