"""The charts of recurrence, reuse, contrast, collocation, richness and of topics by number and group."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
import test_charts as base
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from test_charts import (
    DOCS,
    LONG,
    bytes_of,
    check_that_no_word_is_cut_or_covered,
    draw,
    seen,
    texts,
    ticks,
)

import discourse as dc
from discourse import plot, tables
from discourse.errors import OptionError, TableError
from discourse.plot import keyness_points, network_layout, point_labels
from discourse.plot import panels as panels_
from discourse.registries import ASSOCIATION_MEASURES

pytestmark = pytest.mark.filterwarnings("error")

NAMED = (*DOCS[:2], "null", "NA", "nan")
NAN = float("nan")


def recurring(told: bool = True) -> pd.DataFrame:
    terms = (
        "of the",
        "central asian countries",
        "null",
        "NA",
        "nan",
        "the communist party of china",
        "中亚 国家",
        "$x^2$",
    )
    rows = []
    for nth, term in enumerate(terms):
        count = 70 - 8 * nth
        covered = (0.04, 0.0, 1.0, 0.5)[nth % 4] if told else NAN
        family = "belt_and_road" if told and covered else ""
        size = len(term.split())
        rows.append(
            {
                "term": term,
                "n": size,
                "count": count,
                "alone": count // (nth + 2),
                "c_value": 60.0 - 7 * nth,
                "documents": 5 - nth % 3,
                "of_documents": 5,
                "words": 9000,
                "rate": count / 9,
                "per": 1000,
                "low": count / 18,
                "high": count / 4.5,
                "interval": "exact",
                "dispersion": 0.9 - nth / 10 if told else NAN,
                "dispersion_measure": "D_P",
                "cut": nth == 1,
                "name": nth % 3 == 2,
                "covered": covered,
                "family": family,
                "doc": DOCS[0],
                "start": 0,
                "end": len(term),
                "surface": term,
                "note": "5 documents",
            }
        )
    return tables.from_rows("recurring", rows)


def ngrams(
    groups: tuple[str, ...] = ("null", "NA"), slot: bool = False
) -> pd.DataFrame:
    rows = []
    for at, group in enumerate(groups):
        for nth, term in enumerate(
            ("of the", "belt and road", "nan", "and the", f"only in {at}")
        ):
            count = 25 - 4 * nth - at
            alone = "in one document only; " if nth % 3 == 2 else ""
            rows.append(
                {
                    "term": term,
                    "n": len(term.split()),
                    "skip": 0,
                    "group": group,
                    "count": count,
                    "documents": 3 - nth % 3,
                    "of_documents": 7,
                    "words": 9000,
                    "rate": count / 9,
                    "per": 1000,
                    "fillers": 4 if slot else 0,
                    "variability": 0.4 if slot else NAN,
                    "filling": "house · people · mutual_trust" if slot else "",
                    "note": f"{alone}rates are no test",
                }
            )
    return tables.from_rows("ngrams", rows)


def coverage(docs: tuple[str, ...] = NAMED) -> pd.DataFrame:
    rows: list[dict[str, object]] = []

    def add(kind: str, doc: str, start: int, end: int, **cells: float) -> None:
        place = {"kind": kind, "doc": doc, "start": start, "end": end}
        rows.append({**place, **cells, "length": 10_000, "note": ""})

    for at, doc in enumerate(docs):
        end = 10_000 - 1500 * at
        add("document", doc, 0, end, words=1400 - 200 * at, share=0.4 - at / 20)
    add("masked", docs[0], 9_000, 10_000, words=0, share=0.0)
    for doc in docs:
        for nth in (0, 2, 4):
            start = 700 * nth
            add("covered", doc, start, start + 260, words=40, share=0.03)
    return tables.from_rows("coverage", rows)


def similarity_order(docs: tuple[str, ...] = NAMED) -> pd.DataFrame:
    rows = []
    for nth, (doc, other) in enumerate(itertools.combinations(docs, 2)):
        score = 0.85 - 0.03 * nth
        note = f"few paragraphs: {other} has 4" if other == "nan" else ""
        rows.append(
            {
                "doc": doc,
                "other": other,
                "score": score,
                "low": score - 0.2,
                "high": score - 0.01,
                "rank": nth + 1,
                "rank_low": max(nth - 1, 1),
                "rank_high": min(nth + 4, 10),
                "first": max(0.5 - nth * 0.2, 0.0) + 0.002 * (nth == 4),
                "interval": "percentile",
                "measure": "cosine",
                "scheme": "sklearn",
                "paragraphs": 12,
                "other_paragraphs": 4 if other == "nan" else 8,
                "note": note,
            }
        )
    return tables.from_rows("similarity_order", rows)


SAID = (
    "",
    "mostly found by growing over differences",
    "likely a set phrase: short, and in several documents",
)


def shared_passages(pair: tuple[str, str] = (DOCS[0], DOCS[1])) -> pd.DataFrame:
    kinds = ("verbatim", "paraphrase", "formula", "name", "null")
    rows: list[dict[str, object]] = []
    for nth in range(9):
        start, other = 1_000 * nth, 4_000 - 400 * nth
        size = 600 if nth == 0 else 80 - 5 * nth
        words = 90 if nth == 0 else 18 - nth
        surface = "the heads of state of the five Central Asian countries and " * (
            1 + nth % 2
        )
        kind = kinds[nth % 5]
        changed = "shared → common; $x^2$ → NA" if kind == "paraphrase" else ""
        rows.append(
            {
                "passage": nth + 1,
                "doc": pair[0],
                "start": start,
                "end": start + size,
                "surface": surface,
                "left": "nan",
                "right": "",
                "other": pair[1],
                "other_start": other,
                "other_end": other + size,
                "other_surface": surface,
                "other_left": "",
                "other_right": "",
                "words": words,
                "run": 7,
                "identity": 0.9,
                "surprisal": 60.0 - nth,
                "kind": kind,
                "differences": changed,
                "documents": 2 + nth % 3,
                "length": 10_789,
                "other_length": 5_061,
                "note": SAID[nth % 3],
            }
        )
    rows.append({**rows[-1], "other": "NA", "words": 6})
    return tables.from_rows("shared_passages", rows)


def passage_families(docs: tuple[str, ...] = NAMED) -> pd.DataFrame:
    rows = []
    for family in range(1, 8):
        held = [doc for at, doc in enumerate(docs) if (at + family) % 3 or family == 1]
        for doc in held:
            for time in range(2 if (family, doc) == (1, docs[0]) else 1):
                rows.append(
                    {
                        "passage": family,
                        "doc": doc,
                        "start": time,
                        "end": 40,
                        "surface": f"the mutual trust of the five, number {family}",
                        "documents": len(held),
                        "note": SAID[family % 3],
                    }
                )
    return tables.from_rows("passage_families", rows)


def topic_quality(model: str = "nan") -> pd.DataFrame:
    rows = []
    for nth, k in enumerate(range(2, 9)):
        note = "null: no more than 8 topics are possible; NA"
        without = NAN if k == 4 else 0.6 - 0.03 * nth
        rows.append(
            {
                "k": k,
                "coherence": 0.15 + 0.03 * nth,
                "exclusivity": 0.9 - 0.04 * nth,
                "stability": 1.0 - 0.07 * nth,
                "stability_documents": without,
                "runs": 10,
                "model": model,
                "note": note,
            }
        )
    return tables.from_rows("topic_quality", rows)


def topic_groups(
    groups: tuple[str, ...] = ("null", "NA", "nan", "China"),
) -> pd.DataFrame:
    rows = []
    for topic, (at, group) in itertools.product(range(1, 6), enumerate(groups)):
        share = (0.1 * topic + 0.17 * at) % 0.7
        alone = at == 1
        rows.append(
            {
                "topic": topic,
                "label": f"belt_and_road, term {topic}, NA",
                "group": group,
                "share": share,
                "low": NAN if alone else share * 0.7,
                "high": NAN if alone else share * 1.3,
                "interval": "bootstrap (BCa)",
                "documents": 1 if alone else 20 + at,
                "note": "1 document" if alone else "",
            }
        )
    return tables.from_rows("topic_groups", rows)


TERMS = (
    "null",
    "NA",
    "nan",
    "belt",
    "road",
    "mutual_trust",
    "中亚",
    "$x^2$",
    "dialogue",
    "security",
    "tax",
    "win-win",
)


def keyness(
    groups: tuple[tuple[str, str], ...] = (("human", "all others"),), p: bool = True
) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    for target, reference in groups:
        for nth, term in enumerate(TERMS):
            ratio = 4.0 - 0.7 * nth
            low, high = ratio - 1.5 - 0.1 * nth, ratio + 1.5
            count_target, count_reference = 30 - 2 * nth, 3 + 2 * nth
            if nth == 0:
                high, count_target, count_reference = math.inf, 12, 0
            if nth == 11:
                low, count_target, count_reference = -math.inf, 0, 40
            rows.append(
                {
                    "term": term,
                    "target": target,
                    "reference": reference,
                    "log_ratio": ratio,
                    "low": low,
                    "high": high,
                    "interval": "Clopper-Pearson",
                    "p": 0.001 + nth * 0.05 if p else NAN,
                    "floor": 0.001 if p else NAN,
                    "adjusted": min(0.02 + nth * 0.09, 1.0) if p else NAN,
                    "correction": "Westfall-Young",
                    "test": "permutation",
                    "score": 28.0 - 4 * nth if nth else 5.0,
                    "measure": "G2",
                    "dispersion": 0.5,
                    "dispersion_reference": 0.5,
                    "dispersion_measure": "D_P",
                    "documents_target": 3,
                    "of_target": 4,
                    "documents_reference": 2 if count_reference else 0,
                    "of_reference": 6,
                    "count_target": count_target,
                    "words_target": 1000,
                    "count_reference": count_reference,
                    "words_reference": 3000,
                    "profile": "discourse",
                    "min_count": 3,
                    "note": "",
                }
            )
    return tables.from_rows("keyness", rows)


def collocates(groups: tuple[str, ...] = ("null", "NA")) -> pd.DataFrame:
    rows = []
    for at, group in enumerate(groups):
        for nth, term in enumerate(TERMS[:7]):
            measured = dict.fromkeys(ASSOCIATION_MEASURES, 0.3) | {
                "log_dice": 12.4 - 0.3 * nth - at,
                "mi": 3.0 - nth / 9,
                "t_score": 3.0,
                "g2": 20.0 - nth,
                "delta_p": 0.02,
            }
            row = {
                "family": "belt_and_road",
                "group": group,
                "term": term,
                "count": 24 - nth,
                "hits": 24 - nth,
                "documents": 1 + nth % 3,
                "expected": 5.0,
                "count_term": 57,
                "count_node": 88,
                "window_words": 716,
                "words": 4400,
                "window": "5 words",
                "note": "",
            }
            rows.append(row | measured)
    return tables.from_rows("collocates", rows)


def collocate_network() -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    for nth, term in enumerate(TERMS[:8]):
        rows.append(
            {
                "family": "belt_and_road",
                "kind": "node",
                "term": "belt_and_road",
                "other_term": term,
                "count": 30 - 3 * nth,
                "documents": 1 + nth % 3,
                "score": 12.4 - nth / 5,
                "measure": "logDice",
                "count_term": 88,
                "count_other_term": 24,
                "note": "",
            }
        )
    for nth, (one, two) in enumerate(itertools.combinations(sorted(TERMS[:8]), 2)):
        rows.append(
            {
                "family": "belt_and_road",
                "kind": "between",
                "term": one,
                "other_term": two,
                "count": 15 - nth // 3,
                "documents": 2,
                "score": 13.0 - nth / 9,
                "measure": "logDice",
                "count_term": 24,
                "count_other_term": 18,
                "note": "",
            }
        )
    return tables.from_rows("collocate_network", rows)


def diversity(groups: tuple[str, ...] = NAMED) -> pd.DataFrame:
    rows = []
    for (at, group), measure in itertools.product(
        enumerate(groups), ("mattr", "mtld", "hdd", "yule_k", "ttr")
    ):
        score = {"mattr": 0.7, "mtld": 60.0, "hdd": 0.8, "yule_k": 150.0, "ttr": 0.3}[
            measure
        ] * (1 + at / 20)
        steady = measure == "mattr"
        interval = f"t, over {at + 2} documents" if steady else "none: one document"
        moves = "moves with length: compare texts of one length only"
        rows.append(
            {
                "group": group,
                "measure": measure,
                "score": NAN if (at, measure) == (3, "hdd") else score,
                "low": score * 0.95 if steady else NAN,
                "high": score * 1.05 if steady else NAN,
                "interval": interval,
                "words": 90 if at == 4 else 900,
                "types": 300,
                "documents": 3,
                "of_documents": 3,
                "shortest": 100,
                "window": "50 words" if steady else "",
                "too_short": at == 4,
                "note": moves if measure == "ttr" else "",
            }
        )
    return tables.from_rows("diversity", rows)


SCALES = {
    "dp_egbert": (0.0, 1.0),
    "dp": (1.0, 0.0),
    "kld": (8.0, 0.0),
    "range": (1.0, 0.0),
}  # least and most even
# What stands in the columns of a measure where the row is a document.
NO_SCORE: dict[str, object] = {
    "measure": "",
    "score": NAN,
    "low": NAN,
    "high": NAN,
    "interval": "",
    "least": NAN,
    "most": NAN,
}


def dispersion(
    groups: tuple[str, ...] = ("China", "NA"),
    size: int = 12,
    terms: tuple[str, ...] = TERMS[:8],
) -> pd.DataFrame:
    """Terms from the most frequent down; the last is absent from the first group, and one has no score there."""
    rows: list[dict[str, object]] = []
    for (at, group), (nth, term) in itertools.product(
        enumerate(groups), enumerate(terms)
    ):
        have = 0 if (at, nth) == (0, 7) else max(size - 2 * nth - at, 1)
        counts = [1 + (5 * nth + 3 * doc + at) % 11 for doc in range(have)]
        sizes = [400 + 130 * ((doc * 7 + nth) % 9) for doc in range(have)]
        note = "few documents: scores have few values" if size < 12 else ""
        shared = {"term": term, "group": group, "per": 1000, "documents": have}
        shared |= {"of_documents": size, "note": note}
        for doc, (count, words) in enumerate(zip(counts, sizes, strict=True)):
            rows.append(
                {
                    **shared,
                    **NO_SCORE,
                    "kind": "document",
                    "doc": f"{group}{doc}",
                    "count": count,
                    "words": words,
                    "rate": 1000 * count / words,
                }
            )
        total, words = sum(counts), 700 * size
        for name, (least, most) in SCALES.items():
            most = float(min(total, size)) if name == "range" else most
            score = (
                float(have)
                if name == "range"
                else least + (most - least) * (0.2 + 0.6 * have / size)
            )
            bare = not have or (at, nth) == (0, 3) or size < 3
            rows.append(
                {
                    **shared,
                    "kind": "measure",
                    "doc": "",
                    "count": total,
                    "words": words,
                    "rate": 1000 * total / words,
                    "measure": name,
                    "score": NAN if not have or (at, nth) == (0, 4) else score,
                    "low": NAN if bare else score * 0.9,
                    "high": NAN if bare else score * 1.1,
                    "interval": "none: the term is too rare"
                    if bare
                    else "95 % bootstrap (BCa)",
                    "least": least,
                    "most": most,
                }
            )
    return tables.from_rows("dispersion", rows)


SAMPLES: dict[str, Callable[[], pd.DataFrame]] = {
    "collocate_network": collocate_network,
    "collocates": collocates,
    "coverage": coverage,
    "dispersion": dispersion,
    "diversity": diversity,
    "keyness": keyness,
    "ngrams": ngrams,
    "passage_families": passage_families,
    "recurring": recurring,
    "shared_passages": shared_passages,
    "similarity_order": similarity_order,
    "topic_groups": topic_groups,
    "topic_quality": topic_quality,
}
# What each chart can be asked for, besides its first form.
CASES: list[tuple[str, dict[str, str]]] = [(kind, {}) for kind in SAMPLES]
CASES += [("coverage", {"scale": "true"}), ("passage_families", {"form": "network"})]
CASES += [
    ("keyness", {"form": "volcano"}),
    ("keyness", {"form": "scatter"}),
    ("dispersion", {"measure": "range"}),
]
NAMES = ["-".join((kind, *options.values())) for kind, options in CASES]
CHARTS = pytest.mark.parametrize(("kind", "options"), CASES, ids=NAMES)
KINDS = pytest.mark.parametrize("kind", sorted(SAMPLES))


def lengthened(made: pd.DataFrame) -> pd.DataFrame:
    """The same table with long, Chinese and odd names."""
    swap = {
        "belt_and_road": LONG, "mutual_trust": "人类命运共同体与新型国际关系", DOCS[0]: "Internationalisation_$of$_documents",
        DOCS[1]: "人民日报海外版", "null": "<b>100 % & $\\alpha$</b>", "human": f"{LONG}_{LONG}", "dialogue": LONG, "of the": LONG,
        "China": LONG, "nan": f"x{LONG}",
    }  # fmt: skip
    return made.replace(swap)


# ------------------------------------------------------------------ what every chart keeps
def test_every_chart_of_the_house_has_a_sample() -> None:
    assert sorted(plot.__all__) == sorted([*base.SAMPLES, *SAMPLES])
    assert set(SAMPLES) <= set(tables.KINDS)


@CHARTS
def test_a_saved_and_loaded_table_gives_the_same_bytes(
    kind: str, options: dict[str, str], tmp_path: Path
) -> None:
    made = SAMPLES[kind]()
    assert {"null", "NA", "nan"} <= words(made)
    tables.save(made, tmp_path / "t.csv")
    loaded = tables.load(tmp_path / "t.csv", kind=kind)
    assert bytes_of(draw(kind, made, **options), "svg", 60) == bytes_of(
        draw(kind, loaded, **options), "svg", 60
    )


def words(made: pd.DataFrame) -> set[str]:
    """The words of the columns of text."""
    cells = [
        cell
        for name in made
        if made[name].dtype.kind not in "iufb"
        for cell in made[name].tolist()
    ]
    return {word for cell in cells for word in re.split(r"[ ,;:]+", cell)}


@CHARTS
def test_only_columns_by_name_are_read(kind: str, options: dict[str, str]) -> None:
    made = SAMPLES[kind]()
    other = made[made.columns[::-1]].assign(added="x")
    other.index = np.arange(len(other))[::-1] + 7
    other.attrs["title"] = "not read"
    before = other.copy()
    plain = bytes_of(draw(kind, made, **options), dpi=60)
    pd.testing.assert_frame_equal(other, before)
    # The settings of the user are neither read nor changed.
    with mpl.rc_context(
        {
            "font.size": 20,
            "axes.grid": True,
            "text.parse_math": True,
            "figure.dpi": 50,
            "lines.linewidth": 9,
        }
    ):
        settings = dict(mpl.rcParams)
        assert bytes_of(draw(kind, other, **options), dpi=60) == plain
        assert dict(mpl.rcParams) == settings
    pd.testing.assert_frame_equal(other, before)


@KINDS
def test_another_kind_and_wrong_options_are_refused_in_words(kind: str) -> None:
    with pytest.raises(
        TableError,
        match=f"a {kind} table was expected.*looks like a spans table.*Make one with",
    ):
        draw(kind, tables.make("spans", {}))
    with pytest.raises(OptionError, match="Did you mean 'single'"):
        draw(kind, SAMPLES[kind](), width="singel")
    with pytest.raises(OptionError, match="whole number from"):
        draw(kind, SAMPLES[kind](), top=-1)


@CHARTS
def test_an_empty_table_draws_a_chart_that_says_so(
    kind: str, options: dict[str, str]
) -> None:
    (said,) = texts(draw(kind, tables.make(kind, {}), width="single", **options))
    assert said.startswith("no ")


@CHARTS
@pytest.mark.parametrize("width", ["single", "onehalf", "double"])
def test_no_word_is_cut_or_covered(
    kind: str, options: dict[str, str], width: str
) -> None:
    for made in [
        lengthened(SAMPLES[kind]()),
        *([SAMPLES[kind]()] if width == "single" else []),
    ]:
        ax = draw(kind, made, width=width, **options)
        check_that_no_word_is_cut_or_covered(ax, width)


@CHARTS
def test_text_of_a_table_is_never_a_formula_and_never_a_control_character(
    kind: str, options: dict[str, str]
) -> None:
    odd = (
        "$x^2$\x00\x1b\u202e{}%s\ue000"  # a dollar pair, controls, a letter of no font
    )
    made = SAMPLES[kind]().replace({"null": odd, DOCS[0]: odd + "3", "nan": odd + "2"})
    ax = draw(kind, made, **options)
    every = seen(ax.get_figure(root=True))
    assert not any(text.get_parse_math() and "$" in text.get_text() for text in every)
    shown = [text.get_text() for text in every]
    assert any("$x^2$" in text.replace("\n", "") for text in shown)
    assert not any(
        (ord(c) < 32 and c != "\n") or c in "\u202e\ue000"
        for text in shown
        for c in text
    )
    bytes_of(ax, "svg", 60)


@CHARTS
def test_axes_that_are_given_are_drawn_on(kind: str, options: dict[str, str]) -> None:
    figure = Figure(figsize=(8, 6), layout="constrained")
    ax = figure.subplots()
    assert draw(kind, SAMPLES[kind](), ax=ax, **options) is ax
    assert tuple(figure.get_size_inches()) == (8, 6)
    placed = Figure(figsize=(8, 6))
    ax = placed.add_axes((0.3, 0.2, 0.6, 0.6))
    assert draw(kind, SAMPLES[kind](), ax=ax, **options) is ax
    assert len(figure.axes) == len(placed.axes)


def test_another_process_with_other_settings_draws_the_same_bytes() -> None:
    code = "import test_charts_of_verbs as t; print(t.digest())"
    assert (
        base.run(
            code, PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="C", MPLBACKEND="pdf"
        )
        == digest()
    )


def digest() -> str:
    cases = (
        ("keyness", {"form": "scatter"}),
        ("passage_families", {"form": "network"}),
        ("shared_passages", {}),
    )
    cases += (("dispersion", {}),)
    pages = [
        bytes_of(draw(kind, SAMPLES[kind](), **options), "svg", 60)
        for kind, options in cases
    ]
    return base.hashlib.sha256(b"".join(pages)).hexdigest()


# ------------------------------------------------------------------ what each chart shows
def marks(ax: Axes) -> list[tuple[float, float, str]]:
    """Every marker: where, and whether its face is white."""
    found = []
    for group in ax.collections:
        faces = group.get_facecolor()
        for at, (x, y) in enumerate(group.get_offsets()):
            face = to_hex(faces[at % len(faces)]) if len(faces) else "none"
            found.append((float(x), float(y), "open" if face == "#ffffff" else "full"))
    return found


def test_recurring_has_counts_of_all_and_alone_and_tells_names_and_formulas() -> None:
    ax = plot.recurring(recurring())
    assert ticks(ax)[:3] == ["of the", "central asian countries …", "null"]
    bars = [
        (bar.get_y() + bar.get_height() / 2, bar.get_width())
        for bar in ax.patches
        if abs(bar.get_height() - 0.44) < 1e-9
    ]
    assert bars[:4] == [(0, 70), (0, 35), (1, 62), (1, 20)]
    ends = {y: look for x, y, look in marks(ax) if x == 70 - 8 * y}
    assert [ends[y] for y in range(4)] == ["full", "open", "full", "full"]
    said = texts(ax)
    assert {
        "70",
        "35",
        "0.04",
        "–",
        "belt and road",
        "name or title",
        "inside a longer phrase",
    } <= set(said)
    assert any("goes on beyond" in text for text in said)
    assert (
        "the first 3 of 8 phrases by C-value"
        in plot.recurring(recurring(), top=3).get_xlabel()
    )
    bare = texts(plot.recurring(recurring(told=False)))
    assert "listed" not in bare
    assert "formula" not in bare


def test_recurring_is_ranked_by_its_c_value_whatever_the_order_of_rows() -> None:
    made = recurring()
    assert ticks(plot.recurring(made.iloc[::-1])) == ticks(plot.recurring(made))


def test_ngrams_tell_what_is_in_one_list_only() -> None:
    ax = plot.ngrams(ngrams())
    first, second = ax.figure.axes
    assert ticks(first) == ["of the", "belt and road", "nan", "and the", "only in 0"]
    assert [look for *_, look in marks(first)] == ["full"] * 4 + ["open"]
    assert first.get_xlim() == second.get_xlim()
    assert {"25 in 3", "21 in 2", "17"} <= {text.get_text() for text in first.texts}
    one = plot.ngrams(ngrams(("",)), top=2)
    assert [look for *_, look in marks(one)] == ["full"] * 2
    frames = [text.get_text() for text in plot.ngrams(ngrams(("",), slot=True)).texts]
    assert frames[0].startswith("25 in 3 house · people")


def test_ngrams_of_groups_are_drawn_by_rate() -> None:
    made = ngrams(("null", "NA")).assign(
        rate=lambda own: own["count"] * np.where(own["group"] == "NA", 9.0, 1.0)
    )
    panels = [panel for panel in plot.ngrams(made).figure.axes if panel.collections]
    places = [
        [float(dot.get_offsets()[0][0]) for dot in panel.collections]
        for panel in panels
    ]
    assert [max(own) for own in places] == [25.0, 9 * 24.0]
    assert "dot: rate per 1,000 words" in panels[0].get_xlabel()
    alone = plot.ngrams(ngrams(("",)).assign(rate=7.0))
    assert "rate per" not in alone.get_xlabel()
    assert max(float(dot.get_offsets()[0][0]) for dot in alone.collections) == 25.0


def test_charts_carry_what_their_tables_note() -> None:
    under = plot.ngrams(ngrams()).figure.axes[0].get_xlabel().replace("\n", " ")
    assert "rates are no test" in under
    assert "of 10 sequences: in one document only" in under
    passages = " ".join(texts(plot.shared_passages(shared_passages())))
    assert "likely a set phrase" in passages
    assert "short, and in several" not in passages, "the heading of a passage is brief"
    assert "of 7 families: mostly found by growing" in plot.passage_families(
        passage_families()
    ).get_xlabel().replace("\n", " ")
    weights = " ".join(texts(plot.distinctive(base.distinctive()))).replace("\n", " ")
    assert "idf of 5 documents has at most 5 levels; a weight is no test" in weights


def test_coverage_draws_stretches_and_prints_the_share() -> None:
    ax = plot.coverage(coverage())
    dark = [
        group
        for group in ax.collections
        if to_hex(group.get_facecolor()[0]) == "#2f5f8a"
    ]
    assert [len(group.get_paths()) for group in dark] == [3] * 5
    assert np.unique(dark[0].get_paths()[1].vertices[:, 0]) == pytest.approx(
        [0.14, 0.166]
    )
    assert {"0.40", "0.35", "1,400", "left out of the counts"} <= set(texts(ax))
    true = plot.coverage(coverage(), scale="true")
    width = [
        patch.get_width()
        for patch in true.patches
        if to_hex(patch.get_facecolor()) == "#f3f3f1"
    ]
    assert width[:2] == pytest.approx([1.0, 0.85])
    assert "the first 2 of 5 documents" in plot.coverage(coverage(), top=2).get_xlabel()
    empty = coverage().assign(share=NAN)
    assert "–" in texts(plot.coverage(empty))
    with pytest.raises(OptionError, match="expected one of 'equal', 'true'"):
        plot.coverage(coverage(), scale="log")  # type: ignore[arg-type]


def test_similarity_order_has_both_intervals_and_marks_few_paragraphs() -> None:
    ax = plot.similarity_order(similarity_order())
    right = ax.figure.axes[1]
    assert ticks(ax)[0] == "000 – 001"
    line = next(line for line in right.lines if list(line.get_ydata()) == [2, 2])
    assert list(line.get_xdata()) == [1, 6]
    looks = {y: look for _, y, look in marks(ax)}
    few = [row for row, name in enumerate(ticks(ax)) if name.endswith("nan")]
    assert [row for row, look in looks.items() if look == "open"] == few
    said = texts(ax)
    assert {"3 (1–6)", "0.50", "<.01", "0"} <= set(said)
    assert any("few paragraphs (open): nan" in text for text in said)
    assert right.get_xlim()[0] < 1


def test_similarity_order_of_0_1_0_says_that_paragraphs_are_not_known() -> None:
    lacking = ["paragraphs", "other_paragraphs"]
    ax = plot.similarity_order(similarity_order().drop(columns=lacking))
    assert {look for *_, look in marks(ax)} == {"open"}
    said = " ".join(texts(ax)).replace("\n", " ")
    assert "open: the number of paragraphs is not known" in said
    without_any = similarity_order().assign(paragraphs=0)
    said = " ".join(texts(plot.similarity_order(without_any)))
    assert "few paragraphs (open)" in said, "no paragraph is a number that is known"


def test_shared_passages_join_the_places_and_print_the_longest() -> None:
    ax = plot.shared_passages(shared_passages(), top=3)
    said = texts(ax)
    assert {
        "000",
        "001",
        "10,789 characters",
        "5,061 characters",
        "1",
        "2",
        "3",
    } <= set(said)
    assert "4" not in said
    assert sum("heads of state" in text for text in said) == 3
    assert any(text.startswith("≠ shared → common") for text in said)
    assert any("one of 2 pairs" in text for text in said)
    kinds = [entry.get_text() for entry in ax.get_legend().get_texts()]
    assert kinds == ["verbatim", "paraphrase", "formula", "name", "null"]
    curves = [
        patch
        for patch in ax.patches
        if hasattr(patch, "get_path") and type(patch).__name__ == "PathPatch"
    ]
    assert len(curves) == 9
    dashes = {str(patch.get_linestyle()) for patch in curves}
    assert len(dashes) >= 4  # solid, dashed, dotted, dots and dashes: read in grey
    none = plot.shared_passages(shared_passages(), top=0)
    assert not any("heads of state" in text for text in texts(none))


def test_passage_families_as_matrix_and_as_network() -> None:
    made = passage_families()
    ax = plot.passage_families(made)
    assert ticks(ax, "x") == ["000", "001", "NA", "nan", "null"]
    dots = {(x, y) for x, y, _ in marks(ax)}
    held = made.drop_duplicates(["passage", "doc"])
    assert len(dots) == len(held)
    assert "2" in [text.get_text() for text in ax.texts]  # twice in one document
    web = plot.passage_families(made, form="network")
    both = held.merge(held, on="passage")
    both = both[both["doc_x"] < both["doc_y"]].groupby(["doc_x", "doc_y"]).size()
    numbers = [text.get_text() for text in web.texts]
    parts = held.groupby("doc").size()
    written = sorted(
        int(text)
        for text in numbers
        if text.isdigit() and text != "000" and text != "001"
    )
    assert written == sorted([*both.tolist(), *parts.tolist()])
    assert (
        "the 3 strongest of"
        in plot.passage_families(made, form="network", top=3).get_xlabel()
    )
    with pytest.raises(OptionError, match="expected one of 'matrix', 'network'"):
        plot.passage_families(made, form="web")  # type: ignore[arg-type]


def test_topic_quality_leaves_a_gap_where_a_value_is_missing() -> None:
    ax = plot.topic_quality(topic_quality())
    panels = ax.figure.axes
    assert len(panels) == 3
    lines = [line for line in panels[2].lines if len(line.get_xdata()) == 7]
    assert [math.isnan(value) for value in lines[1].get_ydata()] == [
        False,
        False,
        True,
        False,
        False,
        False,
        False,
    ]
    assert len(marks(panels[2])) == 13
    assert list(panels[1].lines[-1].get_ydata()) == [
        1 / k for k in range(2, 9)
    ]  # all topics alike
    assert len(plot.topic_quality(topic_quality(), width="single").figure.axes) == 3


def test_topic_groups_have_one_scale_and_open_marks_for_few_documents() -> None:
    ax = plot.topic_groups(topic_groups())
    panels = ax.figure.axes
    assert len(panels) == 5
    assert len({panel.get_xlim() for panel in panels}) == 1
    assert ticks(ax) == ["null (20)", "NA (1)", "nan (22)", "China (23)"]
    assert [look for *_, look in sorted(marks(ax), key=lambda mark: mark[1])] == [
        "full",
        "open",
        "full",
        "full",
    ]
    assert (
        len([line for line in ax.lines if len(set(line.get_ydata())) == 1]) == 3
    )  # one group has no interval
    assert (
        "the first 2 of 4 groups"
        in plot.topic_groups(topic_groups(), top=2).figure.axes[3].get_xlabel()
    )


def test_topic_groups_write_a_dash_where_a_share_is_missing() -> None:
    table = topic_groups()
    of = table["group"] == "NA"
    table.loc[of, ["share", "low", "high"]] = float("nan")
    table.loc[of, "documents"] = 0
    ax = plot.topic_groups(table)
    assert [text.get_position()[1] for text in ax.texts if text.get_text() == "–"] == [
        1
    ]
    foot = ax.figure.axes[3].get_xlabel()
    assert "–: no words in the model" in foot
    assert "open" not in foot, "the only group with a note has no mark"


def test_keyness_lollipops_rank_both_sides_by_the_nearest_end() -> None:
    ax = plot.keyness(keyness(), top=3)
    assert ticks(ax)[:3] == ["null", "NA", "nan"]
    assert ticks(ax)[3:] == ["security", "tax", "win-win"]
    looks = {y: look for x, y, look in marks(ax)}
    assert looks[0] == "full"
    said = texts(ax)
    assert {"12 : 0", "28 : 5", "3 : 0", "human : all others", "p", ".001"} <= set(said)
    assert any("smallest p attainable: .001" in text for text in said)
    whole = plot.keyness(keyness())
    looks = {
        ticks(whole)[int(y)]: look
        for x, y, look in marks(whole)
        if x != whole.get_xlim()[1]
    }
    assert (looks["belt"], looks["road"]) == (
        "full",
        "open",
    )  # the interval of "road" holds 0
    arrows = [x for x, y, _ in marks(ax) if x == ax.get_xlim()[1]]
    assert arrows  # an interval without an end
    many = plot.keyness(keyness((("a", "b"), ("b", "a"), ("c", "a"))), top=2)
    assert len([panel for panel in many.figure.axes if panel.lines]) == 3
    assert "p" not in texts(plot.keyness(keyness(p=False)))


def test_keyness_as_a_volcano_has_a_line_at_the_smallest_p() -> None:
    ax = plot.keyness(keyness(), form="volcano")
    level = [
        line
        for line in ax.lines
        if len(set(line.get_ydata())) == 1 and len(line.get_xdata()) == 2
    ]
    assert any(line.get_ydata()[0] == pytest.approx(3.0) for line in level)
    assert {"1", "0.1", "0.01", "0.001"} <= set(ticks(ax))
    named = {text.get_text() for text in ax.texts}
    assert {"null", "NA", "road", "$x^2$"} <= named
    assert "no test in this table, so no p" in texts(
        plot.keyness(keyness(p=False), form="volcano")
    )
    two = plot.keyness(keyness((("a", "b"), ("b", "a"))), form="volcano")
    assert "one of 2 comparisons" in two.get_xlabel().replace("\n", " ")


def test_keyness_as_a_scatter_gives_zero_a_place_of_its_own() -> None:
    ax = plot.keyness(keyness(), form="scatter", top=2)
    assert ticks(ax)[0] == ticks(ax, "x")[0] == "0"
    points = ax.collections[0].get_offsets()
    assert len(points) == len(TERMS)
    zero = ax.get_xticks()[0]
    assert points[0][0] == zero < points[1][0]
    assert points[1][1] == pytest.approx(math.log10(28.0))
    assert len([text for text in ax.texts if text.get_text() in TERMS]) == 4


def test_a_p_is_printed_short() -> None:
    assert [
        keyness_points.format_p_value(p) for p in (1.0, 0.05, 0.0004, 0.00001, NAN)
    ] == [
        "1",
        ".050",
        ".0004",
        "<.0001",
        "–",
    ]


def test_collocates_are_ranked_by_the_measure_asked_for() -> None:
    ax = plot.collocates(collocates())
    assert ticks(ax)[:3] == list(TERMS[:3])
    assert [look for *_, look in marks(ax)] == [
        "open",
        "full",
        "full",
        "open",
        "full",
        "full",
        "open",
    ]
    assert "24 in 1" in [text.get_text() for text in ax.texts]
    turned = collocates().assign(mi=np.arange(14.0))
    assert ticks(plot.collocates(turned, measure="mi"))[0] == TERMS[6]
    with pytest.raises(OptionError, match="Did you mean 'log_dice'"):
        plot.collocates(collocates(), measure="logdice")


def test_a_collocate_network_prints_the_mentions_on_its_lines() -> None:
    ax = plot.collocate_network(collocate_network(), top=5)
    said = [text.get_text() for text in ax.texts]
    assert {"30", "27", "24", "21", "18"} <= set(said)
    assert "belt and road\n88" in said
    assert set(TERMS[:5]) <= set(said)
    assert TERMS[5].replace("_", " ") not in said
    assert "the strongest 5 of 10 dashed lines" in ax.get_xlabel()
    assert [look for *_, look in marks(ax)] == ["open", "full", "full", "open", "full"]
    assert len([line for line in ax.lines if line.is_dashed()]) == 5


def test_diversity_has_a_panel_a_measure_and_marks_short_texts() -> None:
    ax = plot.diversity(diversity())
    panels = ax.figure.axes
    assert len(panels) == 4
    assert [look for *_, look in sorted(marks(ax), key=lambda mark: mark[1])] == [
        "full"
    ] * 4 + ["open"]
    assert ticks(ax)[0] == "000 (900)"
    assert len(marks(panels[2])) == 4  # one text is too short to be measured
    assert " –" in [text.get_text() for text in panels[2].texts]
    assert "open: shorter than 100 words" in ax.get_xlabel()
    assert "t, over documents" in ax.get_xlabel()
    last = plot.diversity(diversity(), top=5).figure.axes[4]
    assert "moves with length" in last.get_xlabel()


def test_a_group_of_short_texts_is_open_however_many_words_it_has() -> None:
    made = diversity()
    made["too_short"] = made["group"] == "NA"
    made["words"] = 900
    looks = [
        look for *_, look in sorted(marks(plot.diversity(made)), key=lambda m: m[1])
    ]
    assert looks == ["full", "full", "full", "open", "full"]


# ------------------------------------------------------------------ the parts
def test_labels_are_moved_apart_and_keep_their_order() -> None:
    assert panels_.spread_labels([5.0, 5.0, 5.0], [2.0, 2.0, 2.0], 0.0, 10.0) == [
        5.0,
        7.0,
        9.0,
    ]
    assert panels_.spread_labels([9.5, 9.5], [2.0, 2.0], 0.0, 10.0) == [7.0, 9.0]
    assert panels_.spread_labels([], [], 0.0, 10.0) == []


def test_names_beside_points_never_meet() -> None:
    points = [(10.0 + at % 3, 10.0 + at // 3) for at in range(12)]
    boxes = point_labels.place_names(
        points, [(9.0, 2.4)] * 12, (60.0, 40.0), np.array(points)
    )
    placed = [box for box in boxes if box]
    assert len(placed) >= 8
    for one, two in itertools.combinations(placed, 2):
        assert not one.overlaps(two)
    assert point_labels.place_names(
        [(1.0, 1.0)], [(90.0, 2.4)], (60.0, 40.0), np.zeros((0, 2))
    ) == [None]


def test_boxes_tell_how_near_they_are() -> None:
    box = point_labels.Box(left=0.0, bottom=0.0, right=4.0, top=2.0)
    beside = point_labels.Box(left=5.0, bottom=1.0, right=9.0, top=3.0)
    above = point_labels.Box(left=1.0, bottom=2.5, right=3.0, top=4.5)
    assert not box.overlaps(beside)
    assert box.overlaps(beside, gap=1.1)
    assert not box.overlaps(above, gap=1.1)
    assert box.overlaps(above, line_gap=0.6)
    assert box.overlaps(point_labels.Box(1.0, 0.5, 2.0, 1.0))
    assert box.middle == (2.0, 1.0)
    assert box.nearest((9.0, 1.5)) == (4.0, 1.5)
    assert not box.contains((4.5, 1.0))
    assert box.contains((4.5, 1.0), gap=0.6)
    assert box.lies_inside((5.0, 3.0), gap=0.0)
    assert not box.lies_inside((5.0, 3.0), gap=0.3)
    points = np.array([(1.0, 1.0), (3.0, 0.5), (4.5, 1.0)])
    assert box.count_points(points) == 2


def test_lines_round_the_middle_keep_away_from_it() -> None:
    places = network_layout.place_on_circle(["a", "b", "c", "d"], (0.0, 0.0), 10.0)
    line = network_layout._curve(
        network_layout.Link("a", "c", 1, bent=True), places
    )  # opposite each other
    assert min(math.hypot(*point) for point in line) > 4.0
    assert (line[0], line[-1]) == (
        pytest.approx(places["a"]),
        pytest.approx(places["c"]),
    )


# ------------------------------------------------------------------ tables that the verbs make
def test_the_tables_of_the_seeds_are_drawn(seeds: Path) -> None:
    corpus = dc.read(seeds)
    passages = dc.shared_passages(corpus)
    made = {
        "recurring": dc.recurring(corpus, min_documents=2, lexicon="chinese-diplomacy"),
        "ngrams": dc.ngrams(corpus, n=(2, 4), by="doc"),
        "coverage": dc.coverage(corpus),
        "similarity_order": dc.similarity_order(corpus, resamples=19),
        "shared_passages": passages,
        "passage_families": dc.passage_families(passages),
        "topic_quality": dc.topic_quality(corpus, k=(2, 3), runs=1),
        "topic_groups": dc.topic_groups(corpus, by="medium", k=3),
    }
    for kind, own in made.items():
        ax = draw(kind, own, width="single")
        every = seen(ax.get_figure(root=True))
        assert len(every) > 8, kind
    # The chart knows how long the documents are: a place near the end stands near the end.
    assert "10,789 characters" in texts(draw("shared_passages", passages))
