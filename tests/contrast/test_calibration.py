"""How often the test of key words finds too much, and the intervals hold the truth."""

from __future__ import annotations

import csv
import importlib
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest


@pytest.fixture(scope="module")
def calibration_script(root: Path) -> ModuleType:
    where = root / "tests" / "benchmarks" / "calibration.py"
    sys.path.insert(0, str(where.parent))  # the script imports the files beside it
    try:
        return importlib.import_module("calibration")
    finally:
        sys.path.remove(str(where.parent))


@pytest.fixture(scope="module")
def invented_documents(calibration_script: ModuleType) -> object:
    """Documents whose words come in bursts: counts of a gamma-Poisson, in countries that have their own rates."""
    chance = np.random.default_rng(8)
    documents, terms = 400, 30
    words = chance.integers(500, 1500, documents).astype(float)
    country = np.arange(documents) % 40
    own = chance.gamma(3.0, 0.4, (40, terms))[country]
    counts = chance.poisson(
        0.004 * words[:, None] * own * chance.gamma(2.0, 0.5, (documents, terms))
    )
    band = np.arange(terms) % 2
    return calibration_script.Speeches(
        counts.astype(float),
        words,
        band,
        country,
        2000 + np.arange(documents) % 10,
        ("first", "second"),
    )


def shares(
    calibration_script: ModuleType, data: object, found: object
) -> dict[str, float]:
    table = list(calibration_script.rows("part", data, found))
    names = {str(line[1]) for line in table}
    return {
        name: float(np.mean([float(line[5]) for line in table if line[1] == name]))
        for name in names
    }


def test_the_test_finds_5_percent_where_nothing_differs(
    calibration_script: ModuleType, invented_documents: object
) -> None:
    found = shares(
        calibration_script,
        invented_documents,
        calibration_script.split_documents(invented_documents, (20,), 60),
    )
    assert found["permutation of documents"] == pytest.approx(0.05, abs=0.015)
    assert found["permutation of documents, randomised p"] == pytest.approx(
        0.05, abs=0.015
    )
    assert found["G2, words"] > 0.3, (
        "words come in bursts, and a test on words takes them for evidence"
    )


def test_whole_countries_need_whole_countries_dealt_out(
    calibration_script: ModuleType, invented_documents: object
) -> None:
    found = shares(
        calibration_script,
        invented_documents,
        calibration_script.split_countries(invented_documents, (8,), 60),
    )
    assert found["permutation of countries"] == pytest.approx(0.05, abs=0.02)
    assert found["permutation of documents"] > 0.2


def test_the_interval_holds_the_truth_as_often_as_it_says(
    calibration_script: ModuleType, invented_documents: object
) -> None:
    found = shares(
        calibration_script,
        invented_documents,
        calibration_script.cover_rates(invented_documents, (10,), 60),
    )
    assert found["Garwood, effective counts"] > 0.93
    assert found["Garwood, words"] < 0.8
    ratio = shares(
        calibration_script,
        invented_documents,
        calibration_script.cover_ratios(
            invented_documents, ((10, 10),), 60, periods=True
        ),
    )
    assert ratio["Clopper-Pearson, effective counts"] > 0.93
    assert ratio["Clopper-Pearson, words"] < 0.8


def test_the_committed_calibration_keeps_its_promises(root: Path) -> None:
    with (root / "tests" / "benchmarks" / "calibration.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        table = list(csv.DictReader(file))
    split = [line for line in table if line["part"] == "false finds, documents split"]
    assert {line["target"] for line in split} == {"5", "10", "20", "50", "500"}
    dealt = [
        line
        for line in table
        if line["part"].startswith(
            ("false finds", "coverage, rate", "coverage, log ratio")
        )
    ]
    assert min(int(line["splits"]) for line in dealt) >= 1000
    for line in table:
        if line["method"] in ("permutation of documents", "permutation of countries"):
            # Where few long documents stand against many short ones, and where whole countries are taken for documents,
            # the test is known to find too much, and the docstring says how much.
            hard = line["part"].startswith("false finds, countries") and line[
                "method"
            ].endswith("documents")
            hard |= (
                line["part"] == "false finds, reference cut to a quarter"
                and line["reference"] == "50"
            )
            assert float(line["share"]) <= (0.5 if hard else 0.06), line
    for line in split:
        if line["method"].endswith("randomised p") and int(line["target"]) >= 20:
            assert 0.04 <= float(line["share"]) <= 0.06, line
    for line in table:
        if "effective counts" in line["method"]:
            # 92 % for words of 50 to 250 per million and 50 documents: some stand in one speech in a hundred.
            least = 0.91 if line["part"] == "coverage, rate" else 0.94
            assert float(line["share"]) >= least - 2 * float(line["error"]), line
        if (
            line["part"] == "coverage, dispersion"
            and line["method"].endswith("logit scale")
            and line["band"] != "2-10"
        ):
            # Few cells of words of 2 to 10 per million have an interval at all.
            assert float(line["share"]) >= 0.90 - 2 * float(line["error"]), line
        if line["part"].startswith("coverage, diversity") and (
            "unequal" in line["method"] or "batch" in line["method"]
        ):
            assert float(line["share"]) >= 0.92 - 2 * float(line["error"]), line
    frequent = [
        line
        for line in split
        if line["method"] == "G2, words" and line["band"] == "over 1250"
    ]
    assert all(float(line["share"]) > 0.2 for line in frequent), (
        "what the tests on words do"
    )
