"""Documents without a value, and the order of groups, in every table and chart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.text import Text

import discourse
from discourse import plot, tables
from discourse.corpus import Corpus

SENTENCES = (
    "A community with a shared future is a win-win for mankind, and peace and trade "
    "make the shared future of mankind.",
    "Peace and trade, and a win-win for all: the shared future of mankind is peace.",
)
FAMILIES = {"win": ["win-win"], "future": ["shared future"]}


def corpus_of(values: object) -> Corpus:
    """Return a corpus with three documents for each value of the column "group"."""
    column = pd.Series(values)
    thrice = column.repeat(3).reset_index(drop=True)
    docs = [f"d{number:02}" for number in range(len(thrice))]
    texts = {doc: SENTENCES[number % 2] for number, doc in enumerate(docs)}
    years = [str(2001 + number) for number in range(len(docs))]
    table = pd.DataFrame({"doc": docs, "division": thrice, "date": years})
    return Corpus.from_texts(texts, table)


VERBS: dict[str, Callable[[Corpus], pd.DataFrame]] = {
    "frequencies": lambda c: discourse.frequencies(c, FAMILIES, by="division"),
    "variants": lambda c: discourse.variants(c, FAMILIES, by="division"),
    "timeline": lambda c: discourse.timeline(c, FAMILIES, by="division"),
    "search_comparison": lambda c: discourse.search_comparison(
        c, FAMILIES, by="division"
    ),
    "diversity": lambda c: discourse.diversity(c, by="division"),
    "ngrams": lambda c: discourse.ngrams(c, n=2, by="division"),
    "recurring": lambda c: discourse.recurring(c, min_documents=2, by="division"),
    "coverage": lambda c: discourse.coverage(c, by="division"),
    "collocates": lambda c: discourse.collocates(c, FAMILIES, by="division"),
    "distinctive": lambda c: discourse.distinctive(
        c, by="division", stop=None, scheme="count"
    ),
    "dispersion": lambda c: discourse.dispersion(c, of=FAMILIES, by="division"),
    "topic_groups": lambda c: discourse.topic_groups(c, by="division", k=2, stop=None),
    "keyness": lambda c: discourse.keyness(c, by="division", min_count=1, stop=None),
}

GROUPS: list[tuple[object, list[str]]] = [
    ([None, "Session 10", "Session 9"], ["(no value)", "Session 9", "Session 10"]),
    ([10, 9, None], ["(no value)", "9", "10"]),
    (
        pd.Categorical(["post", "pre", None], ["pre", "post"], ordered=True),
        ["(no value)", "pre", "post"],
    ),
    (
        [pd.Timestamp("2020-01-02 10:00"), None, pd.Timestamp("2020-01-01")],
        ["(no value)", "2020-01-01", "2020-01-02"],
    ),
]


def texts_of(figure_of: object) -> str:
    """Return everything that is written in a chart."""
    figure = figure_of.figure if hasattr(figure_of, "figure") else plt.gcf()
    written = [text.get_text() for text in figure.findobj(Text)]
    return "\n".join(written)


@pytest.mark.parametrize(
    ("values", "names"), GROUPS, ids=["text", "int", "order", "day"]
)
@pytest.mark.parametrize("verb", VERBS)
def test_groups_are_named_and_in_order(
    verb: str, values: object, names: list[str], tmp_path: Path
) -> None:
    table = VERBS[verb](corpus_of(values))
    column = "target" if verb == "keyness" else "group"
    rows = table
    if verb == "timeline":
        rows = table[(table["kind"] == "first use") & (table["family"] == "win")]
    elif verb == "coverage":
        rows = table[table["kind"] == "group"]
    assert rows[column].drop_duplicates().tolist() == names
    # The chart reads the table, also one that was saved.
    path = tmp_path / "table.csv"
    tables.save(table, path)
    loaded = tables.load(path, kind=verb)
    pd.testing.assert_frame_equal(loaded, table, check_frame_type=False)
    if verb == "keyness":
        loaded = loaded[loaded["target"] == names[0]]
    written = texts_of(getattr(plot, verb)(loaded))
    plt.close("all")
    assert "(no value)" in written
    # Elsewhere "all" is a word of the texts, or the heading of all occurrences.
    if verb in ("frequencies", "variants", "diversity", "topic_groups"):
        assert "all" not in written.splitlines()
    # Numbers stand on the axes, too.
    if verb != "keyness" and "9" not in names:
        places = [written.find(name) for name in names]
        assert places == sorted(places)
        assert min(places) >= 0


MIXED_VALUES = {
    "years": [2020, 10, None, 2019, 9],
    "floats": [2.5, None, 10.0, -1.0],
    "truth": [True, False],
    "order": pd.Categorical(
        ["post", "war", None, "pre"], ["pre", "war", "post", "never"], ordered=True
    ),
    "days": [pd.Timestamp("2020-02-01"), None, pd.Timestamp("1999-12-31")],
    "sessions": ["Session 10", "", "Session 9", "session 11"],
    "csv": ["2020.0", "", "998.0", "2019.0"],
}


@pytest.mark.parametrize("values", MIXED_VALUES.values(), ids=list(MIXED_VALUES))
@pytest.mark.parametrize("verb", VERBS)
def test_the_rows_of_every_table_are_in_the_order_of_the_groups(
    verb: str, values: object
) -> None:
    corpus = corpus_of(values)
    table = VERBS[verb](corpus)
    _, names = corpus.groups("division")
    column = table["target"] if verb == "keyness" else table["group"]
    # A launch of a formula belongs to no group.
    groups_in_order = column[column != ""].drop_duplicates().tolist()
    # Of two groups, the first is the target of the comparison of both.
    expected = list(names[:1]) if verb == "keyness" and len(names) == 2 else list(names)
    assert groups_in_order == expected


def test_groups_of_a_timeline_are_drawn_in_order_where_no_formula_says_it() -> None:
    values = pd.Categorical(["post", "pre"], ["pre", "post"], ordered=True)
    docs = {"a": "A win-win.", "b": "The shared future."}
    frame = pd.DataFrame({"doc": list(docs), "date": ["2001", "2002"]})
    corpus = Corpus.from_texts(docs, frame.assign(division=values))
    table = discourse.timeline(corpus, FAMILIES, by="division")
    written = texts_of(plot.timeline(table))
    plt.close("all")
    assert -1 < written.find("first use: pre") < written.find("first use: post")
    # Of a part of the table, the first uses say what the order is.
    uses = table[table["kind"] != "document"]
    assert "first use: post" in texts_of(plot.timeline(uses))
    plt.close("all")


def test_the_chart_of_shares_has_the_documents_below_their_groups() -> None:
    corpus = corpus_of([10, 9, None])
    table = discourse.coverage(corpus, by="division")
    for kind in ("document", "group", "covered"):
        groups = table.loc[table["kind"] == kind, "group"].drop_duplicates().tolist()
        assert groups == ["(no value)", "9", "10"]


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "keyness"])
def test_a_table_of_an_older_version_is_still_drawn(verb: str, tmp_path: Path) -> None:
    table = VERBS[verb](corpus_of([None, "Laos"]))
    older = table.assign(group=table["group"].replace({"(no value)": ""}))
    path = tmp_path / "table.csv"
    tables.save(older, path)
    loaded = tables.load(path, kind=verb)
    assert "" in set(loaded["group"])
    assert "Laos" in texts_of(getattr(plot, verb)(loaded))
    plt.close("all")
