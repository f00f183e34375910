"""Measures against NLTK and by hand, and the notes of collocates."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from collocate_counts import corpus_of_text

from discourse import measures, tables
from discourse.collocation import collocate_network, collocates
from discourse.corpus import Corpus
from discourse.reading import read
from discourse.registries import ASSOCIATION_MEASURES


def test_measures_are_those_of_nltk_on_the_same_table(seeds: Path) -> None:
    from nltk.metrics import BigramAssocMeasures as Nltk

    table = collocates(read(seeds), "cooperation", min_count=2, stop=None)
    assert len(table) > 10
    for _, row in table.iterrows():
        margins = (int(row["count_term"]), int(row["window_words"]))
        observed, size = int(row["count"]), int(row["words"])
        assert row["mi"] == pytest.approx(Nltk.pmi(observed, margins, size))
        assert row["t_score"] == pytest.approx(
            Nltk.student_t(observed, margins, size), abs=1e-6
        )
        assert abs(row["g2"]) == pytest.approx(
            Nltk.likelihood_ratio(observed, margins, size), abs=1e-6
        )
        assert row["phi_squared"] == pytest.approx(Nltk.phi_sq(observed, margins, size))
        assert row["expected"] == pytest.approx(margins[0] * margins[1] / size)
        assert np.sign(row["g2"]) == np.sign(observed - row["expected"])
        rest = (margins[1] - observed, margins[0] - observed)
        forward = observed / margins[1] - rest[1] / (size - margins[1])
        back = observed / margins[0] - rest[0] / (size - margins[0])
        assert row["delta_p"] == pytest.approx(forward)
        assert row["delta_p_back"] == pytest.approx(back)


# "trade" has 4 mentions with one word beside each, so 4 words of 32 lie in windows. "free"
# occurs there twice and 6 times elsewhere, so its expected count is 4 * 8 / 32 = 1. "fair"
# occurs there once and nowhere else.
ROUND = "Free trade. Free trade. Fair trade. Old trade. "
ROUND += "Free law is. " * 6 + "Law is law. " * 3 + "Is."

# G2 of "free" is twice the sum of O ln(O / E) over its four cells: 2 of 1, 2 of 3, 6 of 7
# and 22 of 21.
WORKED_OUT = {
    "expected": {"free": 1.0, "fair": 1 / 8},
    "log_dice": {"free": 14 + np.log2(4 / 12), "fair": 14 + np.log2(2 / 5)},
    "mi": {"free": 1.0, "fair": 3.0},
    "npmi": {"free": 1 / 4, "fair": 3 / 5},
    "t_score": {"free": 1 / np.sqrt(2), "fair": 7 / 8},
    "g2": {"free": 1.347801, "fair": 4.401210},
    "delta_p": {"free": 2 / 4 - 6 / 28, "fair": 1 / 4},
    "delta_p_back": {"free": 2 / 8 - 2 / 24, "fair": 1 - 3 / 31},
    "z_score": {"free": 1.0, "fair": 7 / 8 / np.sqrt(1 / 8)},
    "simple_ll": {"free": 2 * (2 * np.log(2) - 1), "fair": 2 * (np.log(8) - 7 / 8)},
    "phi_squared": {"free": 2 / 7 / 6, "fair": 28 / 31 / 4},
    "dice": {"free": 2 * 2 / (4 + 8), "fair": 2 * 1 / (4 + 1)},
    "minimum_sensitivity": {"free": 2 / 8, "fair": 1 / 4},
}


@pytest.mark.parametrize("name", ["expected", *ASSOCIATION_MEASURES])
def test_each_measure_has_the_value_worked_out_by_hand(name: str) -> None:
    assert name in WORKED_OUT, (
        "a measure that is added needs numbers worked out by hand"
    )
    table = collocates(
        corpus_of_text(ROUND), "trade", min_count=1, stop=None
    ).set_index("term")
    assert table.loc["free", "count_term"] == 8
    assert set(table["window_words"]) == {4}
    assert set(table["words"]) == {32}
    for term, value in WORKED_OUT[name].items():
        assert table.loc[term, name] == pytest.approx(value, abs=1e-6)


def test_each_measure_is_the_function_of_its_name(seeds: Path) -> None:
    table = collocates(read(seeds), "cooperation", min_count=1, by="doc", stop=None)
    words = [table[name] for name in ("count", "window_words", "count_term", "words")]
    beside = np.minimum(table["hits"], table["count"])
    assert (table["hits"] != table["count"]).any()
    forward, backward = measures.delta_p(*words)
    expected = {
        "log_dice": measures.log_dice(beside, table["count_node"], table["count_term"]),
        "mi": measures.mi(*words),
        "npmi": measures.npmi(*words),
        "t_score": measures.t_score(*words),
        "g2": measures.g2(*measures.contingency(*words), signed=True),
        "delta_p": forward,
        "delta_p_back": backward,
        "z_score": measures.z_score(*words),
        "simple_ll": measures.simple_ll(*words, signed=True),
        "phi_squared": measures.phi_squared(*words),
        "dice": measures.dice(beside, table["count_node"], table["count_term"]),
        "minimum_sensitivity": measures.minimum_sensitivity(
            beside, table["count_node"], table["count_term"]
        ),
    }
    assert set(expected) == set(ASSOCIATION_MEASURES)
    assert (
        table["delta_p_back"] == tables.round_to_digits(measures.liddell(*words))
    ).all()
    for name, values in expected.items():
        np.testing.assert_allclose(table[name], values, rtol=1e-9, err_msg=name)


def test_log_dice_is_of_mentions_and_at_most_fourteen() -> None:
    table = collocates(
        corpus_of_text("green trade. Green trade. Green trade"),
        "trade",
        min_count=1,
        stop=None,
    )
    assert table.iloc[0]["log_dice"] == 14
    text = "Free trade. Fair trade. Free trade. Free and fair. Fair is free."
    table = collocates(corpus_of_text(text), "trade", min_count=1, stop=None)
    log_dice = table.set_index("term")["log_dice"]
    assert log_dice["free"] == pytest.approx(14 + np.log2(2 * 2 / (3 + 4)))
    assert log_dice["fair"] == pytest.approx(14 + np.log2(2 * 1 / (3 + 3)))


def test_a_note_warns_of_few_mentions_and_documents() -> None:
    texts = {f"d{n}": "Free trade. " * 4 for n in range(5)}
    texts["d0"] += "Fair trade. " * 4
    texts["d1"] += "Open trade. " * 5
    for verb, ends in ((collocates, "term"), (collocate_network, "other_term")):
        table = verb(Corpus.from_texts(texts), "trade", min_count=1, stop=None)
        notes = dict(zip(table[ends], table["note"], strict=True))
        assert notes == {
            "free": "",
            "open": "in 1 document only",
            "fair": "beside 4 mentions: a measure of so few is fragile; in 1 document only",
        }
    rare = collocates(
        corpus_of_text("Free trade. " * 19), "trade", min_count=1, stop=None
    )
    assert rare["note"].tolist() == [
        "in 1 document only; the phrase has 19 mentions here: read them"
    ]
    assert collocates(
        corpus_of_text("Free trade. " * 20), "trade", min_count=1, stop=None
    )["note"].tolist() == ["in 1 document only"]
    two = collocates(
        Corpus.from_texts({"a": "Free trade. " * 15, "b": "Free trade. " * 15}),
        "trade",
        min_count=1,
        stop=None,
    )
    assert two["note"].tolist() == ["in 2 documents"]


def test_notes_are_of_the_group_not_of_the_corpus() -> None:
    texts = {f"d{n}": "Free trade. " * 5 for n in range(6)}
    corpus = Corpus.from_texts(
        texts, pd.DataFrame({"doc": list(texts), "side": ["x"] * 5 + ["y"]})
    )
    table = collocates(corpus, "trade", by="side", min_count=1, stop=None)
    assert dict(zip(table["group"], table["note"], strict=True)) == {
        "x": "",
        "y": "in 1 document only; the phrase has 5 mentions here: read them",
    }
