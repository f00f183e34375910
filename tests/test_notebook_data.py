"""The data of the notebooks, and what the text of notebook 08 says about them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import discourse as dc

DATA = Path(__file__).resolve().parents[1] / "notebooks" / "data"
LARGEST_SIZE = 2_000_000  # bytes, of all files together
FORMULAS = (
    "community_shared_future",
    "belt_and_road",
    "new_type_international_relations",
    "chinese_modernization",
    "gdi",
    "high_quality_development",
)


@pytest.fixture(scope="module")
def lexicon() -> dc.Lexicon:
    return dc.Lexicon.read("chinese-diplomacy")


@pytest.fixture(scope="module")
def speeches() -> dc.Corpus:
    return dc.read(DATA / "un-general-debate.jsonl")


@pytest.fixture(scope="module")
def counts(lexicon: dc.Lexicon, speeches: dc.Corpus) -> pd.DataFrame:
    """How often each formula is in the reports and in the speeches of China, by year."""
    reports = dc.read(DATA / "government-work-reports.jsonl.xz")
    assert [int(year) for year in reports.documents["year"]] == [
        *range(2008, 2020),
        *range(2021, 2026),
    ]
    corpus = dc.join(reports, speeches.where(country="China"))
    table = dc.frequencies(corpus, lexicon.only(*FORMULAS), by="year")
    return table[table["words"] > 0]


def test_the_data_of_the_notebooks_stay_small() -> None:
    sizes = [path.stat().st_size for path in DATA.rglob("*") if path.is_file()]
    assert sum(sizes) <= LARGEST_SIZE


def test_each_formula_is_in_both_languages_and_in_no_report_before_2015(
    counts: pd.DataFrame,
) -> None:
    used = counts[counts["count"] > 0]
    languages = used.groupby("family")["language"].unique()
    for family in FORMULAS:
        assert set(languages[family]) == {"en", "zh"}
    chinese = used[used["language"] == "zh"]
    assert min(chinese["group"]) == "2015"
    community = chinese[chinese["family"] == "community_shared_future"]
    assert len(community) == 10  # every report since


def test_the_first_uses_are_those_of_the_text(counts: pd.DataFrame) -> None:
    used = counts[counts["count"] > 0]
    first = used.groupby(["family", "language"])["group"].min()
    assert first["gdi", "en"] == "2021"
    assert first["gdi", "zh"] == "2022"
    assert first["belt_and_road", "zh"] == "2015"
    assert first["belt_and_road", "en"] == "2017"
    sums = counts.groupby(["family", "language"])["count"].sum()
    in_reports = sums.loc[:, "zh"]
    assert in_reports.idxmax() == "high_quality_development"
    assert sums["high_quality_development", "en"] < 5


def test_common_destiny_is_not_the_formula(lexicon: dc.Lexicon) -> None:
    passages = dc.read(DATA / "common-destiny.jsonl")
    community = lexicon.only("community_shared_future")
    found = dc.mentions(passages, community, unanchored=True)
    short = found[found["surface"].str.lower() == "common destiny"]
    assert len(short) == 28
    assert not short["anchored"].any()
    fate = found[found["surface"] == "community of fate"]
    assert fate["doc"].tolist() == ["ALB_2022", "FRA_2017"]
    assert not fate["anchored"].any()
    counted = found.loc[found["anchored"], "doc"].tolist()
    assert counted == ["BLR_2024", "TGO_2019", "VEN_2021"]


def test_others_use_the_phrases_and_china_the_formulas(
    lexicon: dc.Lexicon, speeches: dc.Corpus
) -> None:
    chosen = lexicon.only(
        "community_shared_future",
        "belt_and_road",
        "gdi",
        "chinese_modernization",
        "mutual_benefit",
        "non_interference",
        "new_era",
        "good_neighbourliness",
        "development_path",
        "win_win",
    )
    table = dc.frequencies(speeches, chosen, by="bloc")
    is_chinese = table["group"] == "China"
    of_china = table[is_chinese].groupby("counts_as")["count"].sum()
    of_all = table.groupby("counts_as")["count"].sum()
    assert of_china["formula"] > 0.8 * of_all["formula"]
    assert of_china["phrase"] < 0.5 * of_all["phrase"]
    win_win = table[table["family"] == "win_win"]
    assert win_win.loc[win_win["count"] > 0, "group"].tolist() == ["China"]
    phrases = set(table.loc[table["counts_as"] == "phrase", "family"])
    assert len(phrases) == 6
