"""The chart of ``frequencies``: counts and rates of formulas, with intervals and documents."""

from __future__ import annotations

import numpy as np
import pandas as pd
from chart_reading import chart_texts, tick_labels
from matplotlib.colors import to_hex
from sample_tables import frequencies_table

from discourse import plot, style
from discourse.corpus import Corpus
from discourse.formulas import frequencies


def test_frequencies_show_counts_rates_bounds_and_documents() -> None:
    ax = plot.frequencies(frequencies_table())
    assert tick_labels(ax)[:3] == [
        "community shared future",
        "mutual trust",
        "belt and road",
    ]
    assert tick_labels(ax)[4:] == [
        "NA",
        "nan",
        "null",
    ]  # one, one and no mention; ties by name
    assert tick_labels(ax, "x") == ["000", "001", "002", "003", "004"]
    at = {tuple(text.get_position()): text.get_text() for text in ax.texts}
    assert [at[x, 0] for x in range(5)] == ["4", "5", "2", "3", "3"]
    assert at[1, 2] == "0"
    assert at[1, 2.03] == "≤4.0"  # nothing in 931 words, still up to 4.0 per 1,000
    assert [text for (x, _), text in at.items() if x > 4.4] == [
        "5/5",
        "4/5",
        "4/5",
        "3/5",
        "1/5",
        "1/5",
        "0/5",
        "docs",
    ]
    discs = ax.collections[0]
    shades = [to_hex(colour) for colour in discs.get_facecolor()]
    light = [sum(colour[:3]) for colour in discs.get_facecolor()]
    assert shades[3] == to_hex(
        style.sequential_colour_map()(1.0)
    )  # 3 in 319 words is the highest rate of all
    assert min(light) == light[3]
    right = ax.figure.axes[1]
    assert (
        right.get_xlabel().replace("\n", " ")
        == "mentions per 1,000 words; line: interval (95 % exact (Garwood))"
    )
    whiskers = [line.get_xdata() for line in right.lines]
    first = frequencies_table().iloc[0]
    assert list(whiskers[0]) == [first["low"], first["high"]]
    assert len(whiskers) == 35
    assert {to_hex(line.get_color()) for line in right.lines} == {
        style.PALETTE[i].lower() for i in range(5)
    }


def test_frequencies_follow_the_strict_count_and_say_so() -> None:
    table = frequencies_table().assign(counting="strict")
    ax = plot.frequencies(table, top=2)
    at = {tuple(text.get_position()): text.get_text() for text in ax.texts}
    assert [at[x, 0] for x in range(5)] == ["3", "4", "1", "2", "2"]
    assert any(
        text.startswith("mentions per 1,000 words, strict\nthe first 2 of 7 formulas")
        for text in chart_texts(ax)
    )


def test_a_group_without_words_in_the_script_has_a_dash_not_a_zero() -> None:
    table = frequencies_table({"中国式现代化": (0, 2)}, ("en", "zh"))
    table.loc[0, ["words", "rate", "low", "high"]] = [0, np.nan, np.nan, np.inf]
    ax = plot.frequencies(table.astype({"words": "int64"}))
    at = {tuple(text.get_position()): text.get_text() for text in ax.texts}
    assert (at[0, 0], at[1, 0]) == ("–", "2")
    assert tick_labels(ax) == ["中国式现代化"]
    assert len(ax.figure.axes[1].lines) == 1


def test_many_groups_lose_markers_then_whiskers_then_numbers() -> None:
    def panels(size: int) -> int:
        names = tuple(str(1990 + at) for at in range(size))
        ax = plot.frequencies(frequencies_table({"x": tuple(range(size))}, names))
        return len([axes for axes in ax.figure.axes if axes.lines])

    assert [panels(size) for size in (8, 16, 17)] == [1, 1, 0]


def test_frequencies_write_labels_and_the_words_of_intervals() -> None:
    made = frequencies_table().assign(
        interval="garwood", interval_unit="words", confidence_level=0.95
    )
    is_trust = made["family"] == "mutual_trust"
    made["family_label"] = np.where(is_trust, "Trust of one another", "")
    first = made["group"] == made["group"].iloc[0]
    made["group_label"] = np.where(first, "Opening address", "")
    ax = plot.frequencies(made)
    names = [name.replace("\n", " ") for name in tick_labels(ax)]
    assert names[:3] == [
        "community shared future",
        "Trust of one another",
        "belt and road",
    ]
    columns = [name.replace("\n", " ") for name in tick_labels(ax, "x")]
    assert columns == ["Opening address", "001", "002", "003", "004"]
    caption = ax.figure.axes[1].get_xlabel().replace("\n", " ")
    assert caption.endswith(
        "line: interval (Garwood (exact Poisson) 95%, words as units)"
    )


def bilingual_table() -> pd.DataFrame:
    texts = {"a": "The Belt and Road in a new era.", "b": "共建一带一路"}
    lexicon = {
        "road": {
            "patterns": [{"p": "belt and road", "language": "en"}],
            "zh": "一带一路",
        },
        "era": {"patterns": ["new era"], "counts_as": "phrase"},
    }
    return frequencies(Corpus.from_texts(texts), lexicon, by="doc")


def test_a_formula_in_two_languages_has_a_row_for_each() -> None:
    ax = plot.frequencies(bilingual_table())
    assert tick_labels(ax) == ["road (English)", "road (Chinese)", "era*"]
    at = {tuple(text.get_position()): text.get_text() for text in ax.texts}
    # There are no Chinese words in the first text, and no English ones in the second.
    assert [at[0, 0], at[1, 0], at[0, 1], at[1, 1]] == ["1", "–", "–", "1"]
    assert [text for (x, _), text in at.items() if x > 1.4] == [
        "1/1",
        "1/1",
        "1/2",
        "docs",
    ]


def test_the_languages_of_a_formula_are_below_each_other() -> None:
    texts = {"a": "Win-win, win-win, and a new era.", "b": "合作共赢，新时代，新时代"}
    lexicon = {
        "win": {
            "patterns": [{"p": "win-win", "language": "en"}],
            "zh": "合作共赢",
        },
        "era": {
            "patterns": [{"p": "new era", "language": "en"}],
            "zh": "新时代",
        },
        "road": ["belt and road"],
    }
    table = frequencies(Corpus.from_texts(texts), lexicon, by="doc")
    # By the counts of rows, "win (English)" would stand between two rows of "era".
    rows = ["era (English)", "era (Chinese)", "win (English)", "win (Chinese)"]
    assert tick_labels(plot.frequencies(table))[:4] == rows
    # Three rows have no place for a second formula in both languages.
    ax = plot.frequencies(table, top=3)
    assert tick_labels(ax) == rows[:2]
    assert "the first 1 of 3 formulas" in " ".join(chart_texts(ax))
    assert tick_labels(plot.frequencies(table, top=1)) == rows[:2]


def test_phrases_and_wordings_not_counted_are_explained() -> None:
    table = bilingual_table()
    texts = " ".join(" ".join(chart_texts(plot.frequencies(table))).split())
    assert "* a common phrase" in texts
    assert "Chinese text: per 1,000 characters" in texts
    assert "not counted" not in texts
    english = table[table["language"] != "zh"].assign(count_unanchored=3)
    texts = " ".join(" ".join(chart_texts(plot.frequencies(english))).split())
    assert "not counted: 12 short wordings without a full one" in texts
    assert "characters" not in texts


def test_rates_of_chinese_alone_are_per_characters() -> None:
    table = bilingual_table()
    texts = " ".join(chart_texts(plot.frequencies(table[table["language"] == "zh"])))
    assert "mentions per 1,000 characters" in texts
    assert "words" not in texts.replace("words as units", "")
