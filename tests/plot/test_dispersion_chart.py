"""The chart of dispersion: rates of documents as strokes, a score before its band."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from chart_reading import (
    chart_markers,
    chart_texts,
    check_that_words_are_apart,
    page_bytes,
    tick_labels,
)
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
from sample_tables import KEY_TERMS, NAN, NO_SCORE, dispersion_table

from discourse import plot, style, tables
from discourse.errors import OptionError, TableError
from discourse.plot import _dispersion

HAN = (
    "人类命运共同体",
    "合作共赢",
    "新型国际关系与人类命运共同体的构建和发展道路上的合作",
    "中亚",
)


def small_table(**changes: object) -> pd.DataFrame:
    """Two terms in three documents of four; what is not said is that of the first term."""
    rows: list[dict[str, object]] = []
    three = {"term": "peace", "documents": 3}
    one = {"term": "war", "documents": 1}
    for at, (count, words) in enumerate(((1, 1000), (4, 400), (12, 600))):
        rows.append(document_row(f"d{at}", count, words, **three))
    rows.append(document_row("d1", 2, 400, **one))
    rare = {"score": 0.0, "interval": "none", "least": 0.0, "most": 0.5}
    rows.append(measure_row(2, 2500, **one, **rare))
    ends = {"low": 0.4, "high": 0.7, "interval": "exact"}
    even = {"score": 0.6, "least": 0.1, "most": 0.9}
    rows.append(measure_row(17, 2500, **three, **ends, **even))
    return tables.from_rows("dispersion", rows).assign(**changes)


def document_row(
    doc: str, count: int, words: int, **cells: object
) -> dict[str, object]:
    """A row of a document; what is not said is that of a corpus of four, undivided."""
    return {
        "kind": "document",
        "group": "",
        "doc": doc,
        "count": count,
        "words": words,
        "rate": 1000 * count / words,
        "per": 1000,
        **NO_SCORE,
        "of_documents": 4,
        "note": "",
        **cells,
    }


def measure_row(count: int, words: int, **cells: object) -> dict[str, object]:
    """A row of a score; what is not said is that of a corpus of four, undivided."""
    named = {"kind": "measure", "measure": "dp_egbert"}
    return {**document_row("", count, words), **named, **cells}


def document_strokes(ax: Axes) -> list[list[tuple[float, float, float]]]:
    """Of each line from the top that has any: rate, height and darkness of its strokes."""
    found = []
    for group in ax.collections:
        if isinstance(group, LineCollection):
            shades = group.get_colors()[:, 3]
            ends = group.get_segments()
            found.append(
                [
                    (10 ** e[0][0], e[0][1] - e[1][1], float(shade))
                    for e, shade in zip(ends, shades, strict=True)
                ]
            )
    return found


def pooled_rates(ax: Axes) -> dict[float, float]:
    """Of each line that has one, the rate at which its black line stands."""
    black = [line for line in ax.lines if to_hex(line.get_color()) == style.INK]
    return {
        float(np.mean(line.get_ydata())): float(10 ** line.get_xdata()[0])
        for line in black
    }


def score_bands(ax: Axes) -> list[tuple[float, float]]:
    boxes = [
        patch
        for patch in ax.patches
        if to_hex(patch.get_facecolor()) == _dispersion.BAND_COLOUR
    ]
    return [(box.get_x(), box.get_x() + box.get_width()) for box in boxes]


def test_a_stroke_stands_at_the_rate_of_each_document_and_is_taller_the_more_it_has() -> (
    None
):
    ax = plot.dispersion(small_table())
    assert tick_labels(ax) == ["peace", "war"]
    peace, war = document_strokes(ax)
    assert [(round(rate, 9), round(high, 9)) for rate, high, _ in peace] == [
        (1.0, 0.27),
        (10.0, 0.58),
        (20.0, 0.76),
    ]
    assert [(round(rate, 9), round(high, 9)) for rate, high, _ in war] == [(5.0, 0.42)]
    assert pooled_rates(ax) == pytest.approx({0.0: 6.8, 1.0: 0.8})
    said = [text.get_text() for text in ax.texts]
    assert said.count("1") == 1  # documents without peace
    assert said.count("3") == 1  # documents without war
    assert "rate per 1,000 words" in said
    assert tick_labels(ax, "x")[0] == "0"
    assert {"1", "10"} <= set(tick_labels(ax, "x"))


def test_a_score_stands_with_its_interval_before_its_band() -> None:
    ax = plot.dispersion(small_table())
    right = ax.figure.axes[2]
    assert score_bands(right) == [(pytest.approx(0.1), pytest.approx(0.9)), (0.0, 0.5)]
    whiskers = [line for line in right.lines if len(set(line.get_ydata())) == 1]
    assert [(list(line.get_xdata()), line.get_ydata()[0]) for line in whiskers] == [
        ([0.4, 0.7], 0)
    ]
    assert chart_markers(right) == [
        (0.6, 0.0, "open"),
        (0.0, 1.0, "open"),
    ]  # in three documents, and without an interval
    said = chart_texts(ax)
    assert {"17", "2", "3/4", "1/4", "D_P", "even", "uneven"} <= set(said)
    assert any(
        "D_P (Egbert et al. 2020): 1 = even" in text
        and "line: interval (exact)" in text
        for text in said
    )
    many = plot.dispersion(small_table(documents=5)).figure.axes[2]
    assert chart_markers(many) == [(0.6, 0.0, "full"), (0.0, 1.0, "open")]


def test_the_least_even_is_on_the_left_of_the_band_or_on_the_right_by_measure() -> None:
    made = dispersion_table()
    sides = {}
    for measure in ("dp_egbert", "dp", "kld"):
        ax = plot.dispersion(made, measure=measure, top=1)  # type: ignore[arg-type]
        right = ax.figure.axes[2]
        words = [text for text in right.texts if text.get_text() in ("even", "uneven")]
        sides[measure] = [
            text.get_text()
            for text in sorted(words, key=lambda text: text.get_position()[0])
        ]
        said = chart_texts(ax)
        assert any(
            f"{'1' if measure == 'dp_egbert' else '0'} = even" in text for text in said
        ), measure
    assert sides == {
        "dp_egbert": ["uneven", "even"],
        "dp": ["even", "uneven"],
        "kld": ["even", "uneven"],
    }
    assert right.get_xlim()[1] == pytest.approx(8.0 * 1.03)
    spread = plot.dispersion(made, measure="range").figure.axes[2]
    assert score_bands(spread)[0] == (1.0, 12.0)
    assert ("12", 12) in zip(
        tick_labels(spread, "x"), spread.get_xticks(), strict=True
    ) or spread.get_xlim()[1] >= 12


def test_the_most_frequent_come_first_and_ties_by_name() -> None:
    made = small_table(count=5)
    assert tick_labels(plot.dispersion(made)) == ["peace", "war"]
    assert tick_labels(plot.dispersion(made.iloc[::-1])) == ["peace", "war"]
    ax = plot.dispersion(small_table().assign(count=[1, 4, 12, 2, 20, 17]))
    assert tick_labels(ax) == ["war", "peace"]
    few = plot.dispersion(dispersion_table(), top=3)
    assert len(tick_labels(few)) == 3
    assert any("the first 3 of 8 terms" in text for text in chart_texts(few))
    assert not any("the first" in text for text in chart_texts(ax))


def test_a_measure_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(OptionError, match="Did you mean 'juilland_d'"):
        plot.dispersion(dispersion_table(), measure="juiland_d")  # type: ignore[arg-type]
    with pytest.raises(
        TableError,
        match="measure='da' came, but the table has 'dp_egbert', 'dp', 'kld', 'range'; draw one",
    ):
        plot.dispersion(dispersion_table(), measure="da")
    own = dispersion_table().replace({"measure": {"kld": "my_$own$"}})
    said = chart_texts(plot.dispersion(own, measure="my_$own$"))  # type: ignore[arg-type]
    assert "my $own$" in said
    assert not any("even =" in text or "= even" in text for text in said)


def test_a_missing_score_is_a_dash_and_a_missing_interval_an_open_mark() -> None:
    ax = plot.dispersion(dispersion_table(("",)))
    right = ax.figure.axes[2]
    names = dict(zip(tick_labels(ax), range(8), strict=True))
    dashes = [text.get_position()[1] for text in right.texts if text.get_text() == " –"]
    assert sorted(dashes) == sorted(
        [names[KEY_TERMS[4]], names[KEY_TERMS[7].replace("_", " ")]]
    )
    looks = {y: look for _, y, look in chart_markers(right)}
    assert looks[names[KEY_TERMS[3]]] == "open"
    assert looks[names[KEY_TERMS[0]]] == "full"
    assert names[KEY_TERMS[7]] not in pooled_rates(ax)  # absent: no rate to be drawn
    none = plot.dispersion(dispersion_table(("",)).assign(low=NAN, high=NAN))
    assert {look for *_, look in chart_markers(none.figure.axes[2])} == {"open"}
    assert any(
        "; no interval; open: no interval" in text.replace("\n", " ")
        for text in chart_texts(none)
    )


def test_one_document_has_a_stroke_and_no_line_for_all_together() -> None:
    ax = plot.dispersion(dispersion_table(("",), size=1))
    assert [len(found) for found in document_strokes(ax) if found] == [1] * 7
    assert pooled_rates(ax) == {}
    assert any(
        "few documents: scores have few values" in text for text in chart_texts(ax)
    )
    assert not any("black line" in text for text in chart_texts(ax))
    assert any(
        "black line" in text for text in chart_texts(plot.dispersion(small_table()))
    )
    bare = dispersion_table(("",)).assign(least=NAN, most=NAN)
    assert not any("pale" in text for text in chart_texts(plot.dispersion(bare)))
    assert score_bands(plot.dispersion(bare).figure.axes[2]) == []


def test_strokes_that_can_be_counted_are_never_hidden_by_the_line_for_all() -> None:
    for documents, above in (
        (_dispersion.COUNTABLE, True),
        (_dispersion.COUNTABLE + 1, False),
    ):
        ax = plot.dispersion(large_table(documents))
        strokes = [
            group for group in ax.collections if isinstance(group, LineCollection)
        ]
        lines = [
            line
            for line in ax.lines
            if to_hex(line.get_color()) in (style.INK, "#ffffff")
        ]
        assert len(lines) == 4
        for group, line in itertools.product(strokes, lines):
            assert (group.get_zorder() > line.get_zorder()) is above


def test_notes_are_told_once_clause_by_clause() -> None:
    made = dispersion_table()
    notes = np.where(
        made["term"] == "null", "5 documents: few scores; too rare", "too rare"
    )
    (said,) = [
        text
        for text in chart_texts(plot.dispersion(made.assign(note=notes)))
        if "too rare" in text
    ]
    assert said.endswith("5 documents: few scores; too rare")
    many = [f"note {at}" for at in range(len(made))]
    (said,) = [
        text
        for text in chart_texts(plot.dispersion(made.assign(note=many)))
        if "note" in text
    ]
    assert said.count("note") == 4
    assert said.endswith("; …")


def test_groups_have_a_line_each_and_no_more_than_four_are_drawn() -> None:
    made = dispersion_table(tuple(f"group {at:02}" for at in range(12)))
    ax = plot.dispersion(made, top=2)
    assert [entry.get_text() for entry in ax.get_legend().get_texts()] == [
        f"group 0{at}" for at in range(4)
    ]
    assert len([found for found in document_strokes(ax) if found]) == 8
    assert len(pooled_rates(ax)) == 8
    assert list(ax.get_yticks()) == [1.5, 5.5]
    markers = {
        tuple(map(tuple, group.get_paths()[0].vertices.round(3)))
        for group in ax.figure.axes[2].collections
    }
    assert len(markers) == 4
    assert any(
        "the first 2 of 8 terms; the first 4 of 12 groups" in text.replace("\n", " ")
        for text in chart_texts(ax)
    )
    assert not any("do not compare" in text for text in chart_texts(ax))
    uneven = made.assign(of_documents=np.where(made["group"] == "group 01", 40, 12))
    assert any(
        "groups of 12 to 40 documents: do not compare" in text
        for text in chart_texts(plot.dispersion(uneven))
    )
    assert plot.dispersion(dispersion_table(("",))).get_legend() is None
    # What only a group that is not drawn has is no row, however frequent.
    there = (made["term"] != "null") | (made["group"] == "group 09")
    own = made[there].assign(
        count=np.where(made["term"] == "null", 10_000, made["count"])[there]
    )
    assert "null" not in tick_labels(plot.dispersion(own))


def large_table(
    documents: int, terms: tuple[str, ...] = ("peace", "war")
) -> pd.DataFrame:
    chance = np.random.default_rng(0)
    rows: list[dict[str, object]] = []
    for term in terms:
        words = chance.integers(300, 9000, documents)
        counts = chance.geometric(0.4, documents)
        shared = {
            "term": term,
            "documents": documents,
            "of_documents": documents + 40,
        }
        cells = zip(counts.tolist(), words.tolist(), strict=True)
        for at, (count, size) in enumerate(cells):
            rows.append(document_row(f"d{at}", count, size, **shared))
        score = {"score": 0.5, "low": 0.49, "high": 0.51, "interval": "exact"}
        band = {"least": 0.0, "most": 1.0}
        whole, size = int(counts.sum()), int(words.sum())
        rows.append(measure_row(whole, size, **shared, **score, **band))
    return tables.from_rows("dispersion", rows)


def test_thousands_of_documents_share_strokes_the_darker_the_more_of_them() -> None:
    few, many = (
        plot.dispersion(large_table(_dispersion.MAX_SINGLE)),
        plot.dispersion(large_table(3000)),
    )
    assert [len(found) for found in document_strokes(few)] == [
        _dispersion.MAX_SINGLE
    ] * 2
    assert not any("darker" in text for text in chart_texts(few))
    assert any("darker: more of them" in text for text in chart_texts(many))
    for found, term in zip(document_strokes(many), tick_labels(many), strict=True):
        assert len(found) < 700
        shades = [shade for *_, shade in found]
        assert max(shades) == pytest.approx(1.0)
        assert 0.15 < min(shades) < 0.5
        made = large_table(3000)
        made = made[(made["kind"] == "document") & (made["term"] == term)]
        rates, at = (
            np.log10(made["rate"].to_numpy()),
            np.log10([rate for rate, *_ in found]),
        )
        near = np.abs(rates[:, None] - at[None, :])
        assert near.min(axis=0).max() < 0.03  # no stroke where there is no document
        assert near.min(axis=1).max() < 0.03  # and no document without a stroke
        # Darkness tells how many documents share a stroke; together they are all documents.
        _, high, _ = found[dark := int(np.argmax(shades))]
        least, over = {0.27: (1, 2), 0.42: (2, 4), 0.58: (4, 10), 0.76: (10, 10**9)}[
            round(high, 2)
        ]
        cell = np.diff(np.unique(at.round(9))).min()
        there = made["count"].between(least, over, inclusive="left").to_numpy() & (
            np.abs(rates - at[dark]) < cell / 2
        )
        whole = sum(((shade - 0.15) / 0.85) ** 2 for shade in shades) * there.sum()
        assert whole == pytest.approx(3000, rel=1e-6)
    assert len(page_bytes(many, "svg")) < 900_000


@pytest.mark.parametrize("width", ["single", "onehalf", "double"])
def test_words_have_room_with_one_term_or_many_and_few_documents_or_thousands(
    width: style.Width,
) -> None:
    for made in (
        dispersion_table(("",), 1, ("peace",)),
        dispersion_table(("",), 200, HAN),
        dispersion_table(("中国", "俄罗斯联邦", "United States of America"), 5, HAN),
        large_table(3000, tuple(f"human rights number {at}" for at in range(9))),
    ):
        check_that_words_are_apart(plot.dispersion(made, width=width))
    check_that_words_are_apart(
        plot.dispersion(
            dispersion_table(size=200, terms=HAN), measure="kld", width=width
        )
    )


def test_rates_of_any_size_have_round_numbers_on_the_axis() -> None:
    for factor, there in (
        (1e-4, {"0.0001", "0.001"}),
        (1.0, {"1", "10"}),
        (1e4, {"10,000", "100,000"}),
    ):
        made = small_table()
        ax = plot.dispersion(made.assign(rate=made["rate"] * factor))
        assert there <= set(tick_labels(ax, "x"))
        check_that_words_are_apart(ax)
    one = plot.dispersion(small_table(rate=3.0))
    assert len(tick_labels(one, "x")) >= 2
    assert document_strokes(one)[0][0][0] == pytest.approx(3.0)
    empty = plot.dispersion(small_table(rate=NAN))
    assert document_strokes(empty) == [] or not any(document_strokes(empty))


def test_terms_and_groups_are_written_by_their_labels() -> None:
    made = dispersion_table(("g0", "g1")).assign(group_label="")
    made.loc[made["group"] == "g0", "group_label"] = "Party papers"
    made["family_label"] = np.where(made["term"] == KEY_TERMS[0], "Shared future", "")
    ax = plot.dispersion(made)
    assert "Shared future" in tick_labels(ax)
    assert KEY_TERMS[0] not in tick_labels(ax)
    entries = [entry.get_text() for entry in ax.get_legend().get_texts()]
    assert entries == ["Party papers", "g1"]


def test_codes_of_intervals_are_written_in_words() -> None:
    made = small_table(
        interval="jackknife", interval_unit="documents", confidence_level=0.95
    )
    texts = [text.replace("\n", " ") for text in chart_texts(plot.dispersion(made))]
    words = "line: interval (jackknife, t, logit scale 95%, documents as units)"
    assert any(words in text for text in texts)
