"""The first rows of the verbs with their defaults: none of them is a function word."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import discourse as dc
from discourse.counting.stop_words import stop_words

FIVE_COUNTRIES = ("CHN", "IND", "KAZ", "RUS", "USA")


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a compressed file of JSON lines."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def articles(seeds: Path) -> dc.Corpus:
    """The five articles without their debris."""
    corpus = dc.read(seeds)
    return corpus.mask(dc.debris(corpus))


@pytest.fixture(scope="module")
def speeches(shared: Path) -> dc.Corpus:
    """The 173 UN speeches of five countries."""
    rows = read_rows(shared / "data" / "ungdc_dev_1990_2024.jsonl.xz")
    of_five = [row for row in rows if row["country"] in FIVE_COUNTRIES]
    assert len(of_five) == 173
    return dc.read(pd.DataFrame(of_five)[["id", "country", "year", "text"]])


@pytest.fixture(scope="module")
def reports(shared: Path) -> dc.Corpus:
    """Chinese government work reports, cut into words."""
    pytest.importorskip("rjieba", reason="needs the extra zh")
    rows = read_rows(
        shared / "data" / "prc_government_work_reports_zh_2008_2025.jsonl.xz"
    )
    table = pd.DataFrame(rows)[["doc_id", "year", "text"]]
    return dc.read(table, chinese_words=True)


def function_words_at_edges(terms: pd.Series, language: str) -> set[str]:
    """Return the terms that begin or end with a function word."""
    words = stop_words(language)
    at_edges = set()
    for term in terms:
        parts = term.split()
        if parts[0] in words or parts[-1] in words:
            at_edges.add(term)
    return at_edges


def test_recurring_phrases_of_the_articles(articles: dc.Corpus) -> None:
    table = dc.recurring(articles)
    assert not function_words_at_edges(table["term"].head(20), "en")
    assert table["term"].str.contains("community with a shared future").any()


def test_recurring_phrases_of_the_articles_are_all_listed_on_request(
    articles: dc.Corpus,
) -> None:
    listed = dc.recurring(articles)
    everything = dc.recurring(articles, edges="any")
    assert function_words_at_edges(everything["term"].head(100), "en")
    counts = everything.set_index("term")["count"]
    in_both = listed[listed["term"].isin(counts.index)]
    assert len(in_both) > 100
    assert counts[in_both["term"]].tolist() == in_both["count"].tolist()


def test_recurring_phrases_of_speeches(speeches: dc.Corpus) -> None:
    table = dc.recurring(speeches, interval="words")
    assert not function_words_at_edges(table["term"].head(20), "en")


def test_distinctive_terms_of_the_articles(articles: dc.Corpus) -> None:
    table = dc.distinctive(articles)
    assert not function_words_at_edges(table["term"], "en")
    assert table.groupby("group").size().tolist() == [15] * 5


def test_distinctive_terms_of_five_countries(speeches: dc.Corpus) -> None:
    table = dc.distinctive(speeches, by="country")
    assert not function_words_at_edges(table["term"], "en")
    terms = {group: set(own["term"]) for group, own in table.groupby("group")}
    assert {"china's", "taiwan", "win-win"} <= terms["CHN"]
    assert {"kazakhstan", "semipalatinsk", "aral"} <= terms["KAZ"]


def test_distinctive_terms_of_chinese_reports(reports: dc.Corpus) -> None:
    table = dc.distinctive(reports, by="year")
    assert set(table["stop"]) == {"zh"}
    assert not function_words_at_edges(table["term"], "zh")


def test_a_background_brings_names_and_terms_to_the_front(articles: dc.Corpus) -> None:
    table = dc.distinctive(articles, background="un-general-debate")
    first = set(table.loc[table["group"] == articles.names[0], "term"])
    assert {"liu", "jianchao", "jinping", "communist", "isayeva", "belt"} <= first
    last = set(table.loc[table["group"] == articles.names[4], "term"])
    assert {"qin", "gang", "china-uzbek", "understandings", "sco"} <= last
    assert table["note"].str.contains("not in the background").all()
