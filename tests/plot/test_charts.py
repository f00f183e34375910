"""Each chart draws its table, and nothing but its table."""

from __future__ import annotations

import functools
import hashlib
import io
import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from discourse import plot, style, tables
from discourse.errors import OptionError, TableError
from discourse.plot import _timeline, text_fitting

pytestmark = pytest.mark.filterwarnings("error")

DOCS = (
    "000_171e8d334eace437",
    "001_0e67fac1f9dc59aa",
    "002_fbd28e852bb28bd8",
    "003_63f005cd40ee5964",
    "004_8c99b24f35ad4fd7",
)
WORDS = (1432, 931, 768, 319, 944)
COUNTS = {
    "community_shared_future": (4, 5, 2, 3, 3),
    "belt_and_road": (4, 0, 1, 1, 1),
    "mutual_trust": (3, 1, 2, 0, 5),
    "good_neighbourly_friendship": (0, 2, 1, 0, 2),
    "null": (0, 0, 0, 0, 0),
    "NA": (1, 0, 0, 0, 0),
    "nan": (0, 0, 0, 1, 0),
}


def frequencies(
    counts: dict[str, tuple[int, ...]] = COUNTS, groups: tuple[str, ...] = DOCS
) -> pd.DataFrame:
    rows = []
    for family, found in counts.items():
        for group, count, words in zip(
            groups, found, itertools.cycle(WORDS), strict=False
        ):
            low, high = (
                max(count - 1.96 * count**0.5, 0) * 0.4,
                count + 3.7 + 1.96 * count**0.5,
            )
            rows.append(
                {
                    "family": family, "group": group, "count": count, "count_strict": max(count - 1, 0),
                    "counting": "inclusive", "words": words, "rate": 1000 * count / words, "per": 1000,
                    "low": 1000 * low / words, "high": 1000 * high / words, "interval": "95 % exact (Garwood)",
                    "documents": int(count > 0), "of_documents": 1, "dispersion": float("nan"), "dispersion_measure": "D_P", "standard": 0.5 if count else float("nan"), "note": "",
                }
            )  # fmt: skip
    return tables.from_rows("frequencies", rows)


MENTIONS = (
    (0, "variant", "China-Central Asia"), (0, "standard", "mankind"), (0, "variant", "China-Central Asia"),
    (0, "standard", "mankind"), (1, "allusive", "China-Central Asia"), (1, "variant", "China-Central Asia"),
    (1, "garbled", "China-Central Asia"), (1, "variant", "mankind"), (1, "garbled", "China-Central Asia"),
    (2, "standard", "bilateral"), (2, "standard", "Asia"), (3, "standard", "China-Central Asia"),
    (3, "standard", "China-Central Asia"), (3, "clipped", "unspecified"), (4, "variant", "bilateral"),
    (4, "standard", "bilateral"), (4, "garbled", "bilateral"),
)  # fmt: skip


def variants(
    families: tuple[str, ...] = ("community_shared_future",),
    facets: tuple[str, ...] = ("status", "level"),
) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    orders = {
        "status": ("standard", "variant", "garbled", "clipped", "allusive"),
        "level": ("mankind", "Asia", "China-Central Asia", "bilateral", "unspecified"),
    }
    for (nth, family), facet in itertools.product(enumerate(families), facets):
        for value, (at, doc) in itertools.product(orders[facet], enumerate(DOCS)):
            own = [
                m[1 if facet == "status" else 2]
                for m in MENTIONS
                if m[0] == at and (nth == 0 or at != 3)
            ]
            count = own.count(value)
            share = count / len(own) if own else float("nan")
            rows.append(
                {
                    "family": family,
                    "facet": facet,
                    "value": value,
                    "group": doc,
                    "count": count,
                    "share": share,
                    "low": share / 2,
                    "high": (1 + share) / 2,
                    "interval": "exact",
                    "documents": int(count > 0),
                    "of_documents": 1,
                    "note": "",
                }
            )
    return tables.from_rows("variants", rows)


LENGTHS = (10720, 6630, 5070, 2090, 6500)
PLACES = {
    "community_shared_future": (
        (0, 266), (0, 1770), (0, 3080), (0, 5346), (1, 550), (1, 878), (1, 1483), (1, 5248), (1, 6336), (2, 564),
        (2, 3697), (3, 674), (3, 1476), (3, 2062), (4, 733), (4, 2174), (4, 2577),
    ),
    "belt_and_road": ((0, 1800), (0, 4410), (0, 6020), (0, 7950), (2, 2210), (3, 1520), (4, 2890)),
    "mutual_trust": ((0, 1815), (0, 3900), (0, 9000), (1, 600), (2, 1000), (2, 1100), (4, 700), (4, 2100), (4, 3300)),
    "new_era": ((1, 60), (1, 70), (1, 6500), (2, 1900), (2, 3000), (4, 5800)),
    "null": ((0, 9999), (2, 4000)),
    "NA": ((4, 6400),),
    "nan": ((3, 20),),
}  # fmt: skip


def positions(docs: tuple[str, ...] = DOCS) -> pd.DataFrame:
    rows: list[dict[str, object]] = []

    def add(kind: str, at: int, label: str, start: int, end: int) -> None:
        rows.append(
            {
                "kind": kind,
                "doc": docs[at],
                "label": label,
                "start": start,
                "end": end,
                "length": LENGTHS[at],
            }
        )

    for at, size in enumerate(LENGTHS):
        add("document", at, "title of it", start=0, end=size)
    add("masked", 0, "furniture", start=9800, end=10720)
    add("masked", 1, "repeated title", start=0, end=230)
    add("voice", 4, "Qin Gang", start=2000, end=3400)
    for family, places in PLACES.items():
        for at, start in places:
            add("mention", at, family, start=start, end=start + 26)
    return tables.from_rows("positions", rows)


SEARCHES = ("plain string", "careful unmasked", "careful masked")


def search_comparison(groups: tuple[str, ...] = ("",)) -> pd.DataFrame:
    found = {
        "community_shared_future": (7, 17, 17), "belt_and_road": (2, 7, 7), "mutual_trust": (11, 11, 11),
        "new_era": (9, 9, 7), "null": (0, 0, 0), "NA": (3, 2, 1), "mutual_benefit_and_win_win_cooperation": (3, 9, 9),
    }  # fmt: skip
    rows = [
        {"family": family, "group": group, "search": search, "count": count}
        for family, counts in found.items()
        for group in groups
        for search, count in zip(SEARCHES, counts, strict=True)
    ]
    return tables.from_rows("search_comparison", rows)


SCORES = {
    (0, 3): 0.36,
    (0, 4): 0.31,
    (0, 2): 0.29,
    (0, 1): 0.29,
    (2, 4): 0.26,
    (1, 4): 0.25,
    (3, 4): 0.21,
    (1, 3): 0.19,
}


NOTES = (
    "idf of 5 documents has at most 5 levels",
    "the shorter has 319 words; idf of 5 documents has at most 5 levels",
)


def similarity(
    measures: tuple[str, ...] = ("cosine",), docs: tuple[str, ...] = DOCS
) -> pd.DataFrame:
    rows = [
        {
            "doc": docs[a],
            "other": docs[b],
            "score": round(SCORES.get((a, b), 0.18) / (1 + nth), 4),
            "measure": measure,
            "scheme": "tf-idf" if nth == 0 else "counts",
            "note": NOTES[b == 3],
        }
        for nth, measure in enumerate(measures)
        for a, b in itertools.combinations(range(len(docs)), 2)
    ]
    return tables.from_rows("similarity", rows)


TERMS = (
    "imgspider", "political parties", "null", "collecting", "dialogue", "university", "modernisation", "NA", "uzbekistan",
    "rejuvenation of the nation", "nan", "中亚", "$x^2$",
)  # fmt: skip
IDF = "idf of 5 documents has at most 5 levels; a weight is no test"
LOST = {"imgspider", "collecting", "university"}


def distinctive(
    states: tuple[str, ...] = ("raw", "masked"), docs: tuple[str, ...] = DOCS
) -> pd.DataFrame:
    rows = []
    for (nth, doc), state in itertools.product(enumerate(docs), states):
        own = [
            term
            for term in TERMS[nth:] + TERMS[:nth]
            if state == "raw" or term not in LOST or nth
        ]
        for rank, term in enumerate(own, 1):
            rows.append(
                {
                    "group": doc,
                    "term": term,
                    "rank": rank,
                    "weight": 0.31 / rank**0.6,
                    "count": 14 - rank,
                    "documents": 1 + nth % 3,
                    "of_documents": 5,
                    "scheme": "tf-idf",
                    "state": state,
                    "note": IDF,
                }
            )
    return tables.from_rows("distinctive", rows)


def topics(size: int = 5) -> pd.DataFrame:
    rows = []
    for topic in range(1, size + 1):
        own = TERMS[topic:] + TERMS[:topic]
        label = ", ".join(own[:3])
        for rank, term in enumerate(own[:10], 1):
            rows.append(
                {
                    "topic": topic,
                    "label": label,
                    "term": term,
                    "rank": rank,
                    "weight": 4.2 / rank / topic**0.3,
                    "note": "nan",
                }
            )
    return tables.from_rows("topics", rows)


def topic_documents(size: int = 5, docs: tuple[str, ...] = DOCS) -> pd.DataFrame:
    rows = []
    for at, doc in enumerate(docs):
        weights = [
            1.0 + 7 * ((at + topic) % size == 0) + 3 * ((at * topic) % 3 == 1)
            for topic in range(1, size + 1)
        ]
        for topic, weight in enumerate(weights, 1):
            label = ", ".join((TERMS[topic:] + TERMS[:topic])[:3])
            rows.append(
                {
                    "topic": topic,
                    "label": label,
                    "doc": doc,
                    "weight": weight,
                    "share": weight / sum(weights),
                    "note": "",
                }
            )
    return tables.from_rows("topic_documents", rows)


def timeline() -> pd.DataFrame:
    dates = ("2023-06-12", "2022-01-25", "2022-10-13", "2023-06-12", "2023-04-26")
    bases = ("day stated; year inferred",) * 2 + (
        "weekday stated; date inferred",
        "day stated; year inferred",
        "stated",
    )
    bases = tuple("inferred" if "inferred" in basis else basis for basis in bases)
    rows = [
        {
            "kind": "document",
            "label": doc,
            "family": "",
            "doc": doc,
            "date": date,
            "basis": basis,
        }
        for doc, date, basis in zip(DOCS, dates, bases, strict=True)
    ]
    launches = {
        "belt_and_road": "2013-09", "community_shared_future": "2011", "global_development_initiative": "2021-09-21",
        "global_security_initiative": "2022-04-21", "global_civilisation_initiative": "2023-03-15", "null": "2012-11",
        "NA": "2025-09-01", "nan": "",
    }  # fmt: skip
    rows += [
        {
            "kind": "launch",
            "label": family,
            "family": family,
            "doc": "",
            "date": date,
            "basis": "stated",
        }
        for family, date in launches.items()
    ]
    uses = {
        "belt_and_road": 2, "community_shared_future": 1, "global_development_initiative": 1,
        "global_security_initiative": 2, "global_civilisation_initiative": 0, "NA": 4,
    }  # fmt: skip
    rows += [
        {
            "kind": "first use" + " before launch" * (family == "NA"),
            "label": family,
            "family": family,
            "doc": DOCS[at],
            "date": dates[at],
            "basis": bases[at],
        }
        for family, at in uses.items()
    ]
    return tables.from_rows("timeline", rows)


# ------------------------------------------------------------------ what every chart keeps
# Ids of documents that a careless reader of tables would take for missing values.
MISSING_LOOKALIKES = (*DOCS[:2], "null", "NA", "nan")

SAMPLES: dict[str, Callable[[], pd.DataFrame]] = {
    "search_comparison": lambda: search_comparison(("null", "NA", "nan")),
    "distinctive": lambda: distinctive(docs=DOCS[:2]),
    "frequencies": lambda: frequencies(groups=MISSING_LOOKALIKES),
    "positions": positions,
    "similarity": lambda: similarity(("cosine", "null"), MISSING_LOOKALIKES),
    "timeline": timeline,
    "topic_documents": lambda: topic_documents(docs=MISSING_LOOKALIKES),
    "topics": lambda: topics(3),
    "variants": lambda: variants(("community_shared_future", "null")).replace(
        dict(zip(DOCS[3:], ("NA", "nan"), strict=True))
    ),
}
CHARTS = pytest.mark.parametrize("kind", sorted(SAMPLES))
WIDTHS = pytest.mark.parametrize("width", ["single", "onehalf", "double"])


def draw(kind: str, table: pd.DataFrame, **options: object) -> Axes:
    return getattr(plot, kind)(table, **options)


def bytes_of(ax: Axes, kind: str = "png", dpi: int = 100) -> bytes:
    page = io.BytesIO()
    metadata = {
        "png": {"Software": None},
        "svg": {"Date": None},
        "pdf": {"CreationDate": None},
    }[kind]
    with style.context():
        ax.figure.savefig(page, format=kind, dpi=dpi, metadata=metadata)
    return page.getvalue()


@functools.cache
def plain(kind: str) -> bytes:
    """The picture of a sample, drawn once for all tests that compare another with it."""
    return bytes_of(draw(kind, SAMPLES[kind]()))


def texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in seen(ax.get_figure(root=True))]


def seen(figure: Figure) -> list[Text]:
    """Every text that is drawn."""
    figure.draw_without_rendering()
    return [
        text
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip()
    ]


def test_every_chart_has_the_name_of_its_kind_and_a_sample_here() -> None:
    assert plot.__all__ == sorted(plot.__all__)
    assert set(SAMPLES) <= set(
        plot.__all__
    )  # the others have theirs in test_charts_of_verbs
    assert set(plot.__all__) <= set(tables.KINDS)


@CHARTS
def test_a_saved_and_loaded_table_gives_the_same_bytes(
    kind: str, tmp_path: Path
) -> None:
    table = SAMPLES[kind]()
    assert {"null", "NA", "nan"} <= set(table.astype(str).to_numpy().ravel())
    tables.save(table, tmp_path / "t.csv")
    loaded = tables.load(tmp_path / "t.csv", kind=kind)
    ours, theirs = draw(kind, table), draw(kind, loaded)
    for form in ("png", "svg", "pdf"):
        assert bytes_of(ours, form) == bytes_of(theirs, form)


@CHARTS
def test_only_columns_by_name_are_read(kind: str) -> None:
    table = SAMPLES[kind]()
    other = table[table.columns[::-1]].assign(added="x")
    other.index = np.arange(len(other))[::-1] + 7
    other.attrs["title"] = "not read"
    before = other.copy()
    assert bytes_of(draw(kind, other)) == plain(kind)
    pd.testing.assert_frame_equal(other, before)


@CHARTS
def test_another_kind_is_refused_in_words(kind: str) -> None:
    with pytest.raises(
        TableError,
        match=f"a {kind} table was expected.*looks like a spans table.*Make one with",
    ):
        draw(kind, tables.make("spans", {}))
    with pytest.raises(TableError, match="what came is a list"):
        draw(kind, [1, 2])  # type: ignore[arg-type]


@CHARTS
def test_an_empty_table_draws_a_chart_that_says_so(kind: str) -> None:
    ax = draw(kind, tables.make(kind, {}), width="single")
    (message,) = texts(ax)
    assert message.startswith("no ")


@CHARTS
@WIDTHS
def test_no_word_is_cut_or_covered(kind: str, width: str) -> None:
    for table in (SAMPLES[kind](), lengthened(SAMPLES[kind]())):
        ax = draw(kind, table, width=width)
        check_that_no_word_is_cut_or_covered(ax, width)


def check_that_no_word_is_cut_or_covered(ax: Axes, width: str) -> None:
    """The figure has its width, and each word lies within it and apart from the others."""
    figure = ax.get_figure(root=True)
    assert figure.get_figwidth() * 25.4 == pytest.approx(style.WIDTHS[width])
    written = seen(figure)
    boxes = [text.get_window_extent() for text in written]
    page = figure.bbox
    for text, box in zip(written, boxes, strict=True):
        assert min(box.x0, box.y0, page.x1 - box.x1, page.y1 - box.y1) >= -1, text
    for (a, first), (b, second) in itertools.combinations(
        zip(written, boxes, strict=True), 2
    ):
        across = min(first.x1, second.x1) - max(first.x0, second.x0)
        upward = min(first.y1, second.y1) - max(first.y0, second.y0)
        assert across <= 1.5 or upward <= 1.5, (a, b)
    for panel in figure.axes:
        key = panel.get_legend()
        for other in figure.axes if key else ():
            assert not other.bbox.shrunk(0.98, 0.98).overlaps(key.get_window_extent())


LONG = "a_very_long_name_that_a_scholar_gave_and_that_goes_on_for_ever"


def lengthened(table: pd.DataFrame) -> pd.DataFrame:
    """The same table with long, Chinese and odd names."""
    swap = {
        "belt_and_road": LONG, "mutual_trust": "人类命运共同体与新型国际关系", DOCS[0]: "Internationalisation_$of$_documents",
        DOCS[1]: "人民日报海外版", "null": "<b>100 % & $\\alpha$</b>", "cosine": "shared five gram containment of a long name",
        "China-Central Asia": "China and the five countries of Central Asia", "plain string": "plain string as a reader types it",
    }  # fmt: skip
    return table.replace(swap)


@CHARTS
def test_text_of_a_table_is_never_a_formula_and_never_a_control_character(
    kind: str,
) -> None:
    odd = (
        "$x^2$\x00\x1b\u202e" + "{}%s\ue000"
    )  # a dollar pair, controls, a letter of no font
    table = SAMPLES[kind]().replace({"null": odd, "NA": odd + "2"})
    ax = draw(kind, table)
    every = seen(ax.get_figure(root=True))
    assert not any(text.get_parse_math() and "$" in text.get_text() for text in every)
    shown = [text.get_text() for text in every]
    assert any("$x^2$" in text.replace("\n", "") for text in shown)
    assert not any(
        (ord(c) < 32 and c != "\n") or c in "\u202e\ue000"
        for text in shown
        for c in text
    )
    bytes_of(ax, "svg")


@CHARTS
def test_the_settings_of_the_user_are_neither_read_nor_changed(kind: str) -> None:
    table = SAMPLES[kind]()
    expected = plain(kind)
    with mpl.rc_context(
        {
            "font.size": 20,
            "axes.grid": True,
            "text.parse_math": True,
            "figure.dpi": 50,
            "lines.linewidth": 9,
        }
    ):
        before = dict(mpl.rcParams)
        assert bytes_of(draw(kind, table)) == expected
        assert dict(mpl.rcParams) == before


@CHARTS
def test_axes_that_are_given_are_drawn_on(kind: str) -> None:
    figure = Figure(figsize=(8, 6), layout="constrained")
    ax = figure.subplots()
    assert draw(kind, SAMPLES[kind](), ax=ax) is ax
    assert tuple(figure.get_size_inches()) == (8, 6)
    placed = Figure(figsize=(8, 6))
    ax = placed.add_axes((0.3, 0.2, 0.6, 0.6))
    assert draw(kind, SAMPLES[kind](), ax=ax) is ax
    assert len(figure.axes) == len(placed.axes)


@CHARTS
def test_options_are_checked_in_words(kind: str) -> None:
    with pytest.raises(OptionError, match="Did you mean 'single'"):
        draw(kind, SAMPLES[kind](), width="singel")
    if kind != "similarity":
        with pytest.raises(OptionError, match="whole number from"):
            draw(kind, SAMPLES[kind](), top=-1)


def test_charts_stay_off_the_screen_and_out_of_pyplot() -> None:
    code = "import sys, test_charts as t; [t.draw(k, f()) for k, f in t.SAMPLES.items()]; print('matplotlib.pyplot' in sys.modules)"
    assert run(code) == "False"
    assert (
        run("import sys, discourse.plot; print('matplotlib' in sys.modules)") == "False"
    )


def test_another_process_with_other_settings_draws_the_same_bytes() -> None:
    code = "import test_charts as t; print(t.digest())"
    assert (
        run(code, PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="C", MPLBACKEND="pdf")
        == digest()
    )


def digest() -> str:
    pages = [
        bytes_of(draw(kind, SAMPLES[kind]()), form)
        for kind in ("similarity", "timeline")
        for form in ("png", "svg", "pdf")
    ]
    return hashlib.sha256(b"".join(pages)).hexdigest()


def run(code: str, **more: str) -> str:
    here = Path(__file__).parent
    environment = {
        **os.environ,
        "PYTHONPATH": f"{here.parents[1]}{os.pathsep}{here}",
        **more,
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=environment,
        cwd=here,
        check=True,
    )
    return done.stdout.strip()


# ------------------------------------------------------------------ what each chart shows
def ticks(ax: Axes, which: str = "y") -> list[str]:
    return [
        tick.get_text()
        for tick in (ax.get_yticklabels() if which == "y" else ax.get_xticklabels())
    ]


def test_frequencies_show_counts_rates_bounds_and_documents() -> None:
    ax = plot.frequencies(frequencies())
    assert ticks(ax)[:3] == ["community shared future", "mutual trust", "belt and road"]
    assert ticks(ax)[4:] == [
        "NA",
        "nan",
        "null",
    ]  # one, one and no mention; ties by name
    assert ticks(ax, "x") == ["000", "001", "002", "003", "004"]
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
        == "mentions per 1,000 words, with 95 % exact (Garwood) interval"
    )
    whiskers = [line.get_xdata() for line in right.lines]
    first = frequencies().iloc[0]
    assert list(whiskers[0]) == [first["low"], first["high"]]
    assert len(whiskers) == 35
    assert {to_hex(line.get_color()) for line in right.lines} == {
        style.PALETTE[i].lower() for i in range(5)
    }


def test_frequencies_follow_the_strict_count_and_say_so() -> None:
    table = frequencies().assign(counting="strict")
    ax = plot.frequencies(table, top=2)
    at = {tuple(text.get_position()): text.get_text() for text in ax.texts}
    assert [at[x, 0] for x in range(5)] == ["3", "4", "1", "2", "2"]
    assert any(
        text.startswith("mentions per 1,000 words, strict\n2 of 7 formulas")
        for text in texts(ax)
    )


def test_a_group_without_words_in_the_script_has_a_dash_not_a_zero() -> None:
    table = frequencies({"中国式现代化": (0, 2)}, ("en", "zh"))
    table.loc[0, ["words", "rate", "low", "high"]] = [0, np.nan, np.nan, np.inf]
    ax = plot.frequencies(table.astype({"words": "int64"}))
    at = {tuple(text.get_position()): text.get_text() for text in ax.texts}
    assert (at[0, 0], at[1, 0]) == ("–", "2")
    assert ticks(ax) == ["中国式现代化"]
    assert len(ax.figure.axes[1].lines) == 1


def test_many_groups_lose_markers_then_whiskers_then_numbers() -> None:
    def panels(size: int) -> int:
        names = tuple(str(1990 + at) for at in range(size))
        ax = plot.frequencies(frequencies({"x": tuple(range(size))}, names))
        return len([axes for axes in ax.figure.axes if axes.lines])

    assert [panels(size) for size in (8, 16, 17)] == [1, 1, 0]


def test_variants_are_shares_with_counts_hatched_and_summed() -> None:
    ax = plot.variants(variants(facets=("status",)))
    assert ticks(ax) == ["000", "001", "002", "003", "004"]
    bars = {
        (round(bar.get_y() + bar.get_height() / 2), to_hex(bar.get_facecolor())): bar
        for bar in ax.patches
    }
    assert bars[0, "#0072b2"].get_width() == 0.5
    assert bars[2, "#0072b2"].get_width() == 1.0
    hatches = {bar.get_hatch() for bar in bars.values()}
    assert (
        len(hatches) == len({hue for _, hue in bars}) == 5
    )  # each hue has its own hatch
    assert [text.get_text() for text in ax.texts if text.get_position()[0] > 1] == [
        "4",
        "5",
        "2",
        "3",
        "3",
    ]
    assert [entry.get_text() for entry in ax.get_legend().get_texts()].count(
        "garbled"
    ) == 1
    assert "community shared future" in texts(ax)


def test_levels_keep_the_order_of_the_ladder_and_grow_lighter() -> None:
    ax = plot.variants(variants(facets=("level",)), width="double")
    order = dict(
        zip(
            (t.get_text() for t in ax.get_legend().get_texts()),
            ax.get_legend().get_patches(),
            strict=True,
        )
    )
    light = [
        sum(order[level].get_facecolor()[:3])
        for level in ("mankind", "Asia", "China-Central Asia", "bilateral")
    ]
    assert light == sorted(light)
    assert to_hex(order["unspecified"].get_facecolor()) == "#ffffff"


def test_variants_leave_out_formulas_without_a_mention_and_say_so_of_groups() -> None:
    table = variants(("community_shared_future", "other"), ("status",))
    table.loc[table["family"] == "other", "count"] = 0
    assert "other" not in texts(plot.variants(table))
    assert (
        texts(plot.variants(variants(("a", "b"), ("status",)))).count("no mentions")
        == 1
    )  # "b" has none in 003


def test_positions_have_strokes_where_the_mentions_are() -> None:
    ax = plot.positions(positions())
    assert ticks(ax) == ["000", "001", "002", "003", "004"]
    strokes = [
        path.vertices[0, 0]
        for group in ax.collections
        for path in group.get_paths()
        if len(path.vertices) == 2
    ]
    assert min(abs(x - (266 + 13) / 10720) for x in strokes) < 1e-9
    grey = [patch for patch in ax.patches if to_hex(patch.get_facecolor()) == "#c9c9c6"]
    assert [(patch.get_x(), patch.get_width()) for patch in grey] == [
        pytest.approx((9800 / 10720, 920 / 10720)),
        pytest.approx((0, 230 / 6630)),
    ]
    assert [text.get_text() for text in ax.texts] == ["12", "9", "8", "5", "9"]
    key = [entry.get_text() for entry in ax.get_legend().get_texts()]
    assert sorted(key) == sorted(
        ["community shared future", "mutual trust", "belt and road", "new era", "null", "NA", "1 other formula",
         "left out of the counts", "a speaker’s words"]
    )  # fmt: skip
    assert ticks(ax, "x") == ["beginning", "middle", "end of the document"]


def test_positions_to_scale_and_of_parts_of_a_text() -> None:
    ax = plot.positions(positions(), scale="true")
    assert ticks(ax, "x")[0] == "0"
    assert (
        max(
            patch.get_width()
            for patch in ax.patches
            if patch.get_y() > 2.5 and patch.get_y() < 3
        )
        == 2090 / 10720
    )
    columns = {
        "kind": ["document", "mention"],
        "doc": "p1",
        "label": ["", "f"],
        "start": [100, 140],
        "end": [200, 160],
        "length": 1000,
    }
    part = tables.make("positions", columns)
    stroke = plot.positions(part).collections[0].get_paths()[0].vertices[0, 0]
    assert stroke == pytest.approx(0.5)
    with pytest.raises(OptionError, match="expected one of 'equal', 'true'"):
        plot.positions(positions(), scale="log")  # type: ignore[arg-type]


def test_search_comparison_joins_the_counts_and_writes_both_ends() -> None:
    ax = plot.search_comparison(search_comparison())
    assert ticks(ax)[:2] == ["community shared future", "mutual trust"]
    assert list(ax.lines[0].get_xdata()) == [7, 17]
    ends = {(text.xy[1], text.get_text()) for text in ax.texts}
    assert {(0, "7"), (0, "17"), (1, "11")} <= ends
    assert (
        len([end for row, end in ends if row == 1]) == 1
    )  # three equal counts, one number
    assert [entry.get_text() for entry in ax.get_legend().get_texts()] == list(SEARCHES)


def test_search_comparison_has_a_panel_for_each_of_a_few_groups_and_adds_up_many() -> (
    None
):
    table = search_comparison(DOCS)
    table.loc[table["group"] == DOCS[0], "count"] = 1
    panels = plot.search_comparison(table).figure.axes
    assert len(panels) == 5
    assert len({panel.get_xlim() for panel in panels}) == 1  # one scale, to compare
    many = plot.search_comparison(search_comparison(tuple(f"g{at}" for at in range(7))))
    assert len(many.figure.axes) == 1
    assert list(many.lines[0].get_xdata()) == [49, 119]


def test_similarity_is_ordered_by_its_tree_and_written_out() -> None:
    ax = plot.similarity(similarity())
    assert ticks(ax) == ticks(ax, "x") == ["001", "000", "003", "002", "004"]
    at = {tuple(text.get_position()): text.get_text() for text in ax.texts}
    assert at[2, 1] == at[1, 2] == "0.36"  # the nearest two stand side by side
    assert (0, 0) not in at  # a document is not compared with itself
    assert len(at) == 20
    tree = ax.figure.axes[1]
    assert len(tree.lines) == 4
    assert min(max(line.get_xdata()) for line in tree.lines) == pytest.approx(1 - 0.36)
    assert any(
        text.startswith("cosine, tf-idf\nidf of 5 documents") for text in texts(ax)
    )


def test_similarity_of_one_two_and_too_many_documents() -> None:
    assert plot.similarity(similarity(docs=DOCS[:2])).figure.axes[1].lines
    cells = {
        "doc": ["a"],
        "other": ["a"],
        "score": [1.0],
        "measure": ["m"],
        "scheme": [""],
        "note": "x",
    }
    one = tables.make("similarity", cells)
    assert ticks(plot.similarity(one)) == ["a"]
    many = similarity(docs=tuple(f"d{at}" for at in range(31)))
    drawn = plot.similarity(many)
    assert not drawn.texts  # too many values to read: shades and a key instead
    assert drawn.child_axes
    with pytest.raises(OptionError, match=r"401 documents came.*filter the table"):
        plot.similarity(
            many.reindex(np.zeros(401, dtype=int)).assign(
                doc=[f"d{at}" for at in range(401)], other="d0"
            )
        )


def test_distinctive_marks_what_came_from_the_debris() -> None:
    ax = plot.distinctive(distinctive(), top=8)
    assert [name for name in ticks(ax) if name.startswith("×")] == [
        "× imgspider",
        "× collecting",
        "× university",
    ]
    hollow = [to_hex(bar.get_facecolor()) == "#ffffff" for bar in ax.patches]
    assert hollow == [term in LOST for term in TERMS[:8]]
    assert [text.get_text() for text in ax.texts[:8]] == [
        "13",
        "12",
        "11",
        "10",
        "9",
        "8",
        "7",
        "6",
    ]
    headings = texts(ax)
    assert "000 · whole text" in headings
    assert "004 · masked text" in headings
    masked = ax.figure.axes[1]
    assert not any(name.startswith("×") for name in ticks(masked))
    assert masked.get_xlim() == ax.get_xlim()  # one scale


def test_distinctive_of_one_state_and_of_many_groups() -> None:
    ax = plot.distinctive(
        distinctive(("raw",), tuple(f"g{at:02}" for at in range(26))), top=3
    )
    panels = [axes for axes in ax.figure.axes if axes.patches]
    assert len(panels) == 24
    assert any("24 of 26 groups" in text for text in texts(ax))
    assert not any(name.startswith("×") for axes in panels for name in ticks(axes))


def test_topics_have_a_panel_each_on_a_scale_of_its_own() -> None:
    ax = plot.topics(topics(), top=4)
    panels = ax.figure.axes
    assert len(panels) == 5
    assert [len(axes.patches) for axes in panels] == [4] * 5
    for axes in panels:
        assert max(bar.get_width() for bar in axes.patches) == pytest.approx(
            axes.get_xlim()[1] / 1.04
        )
    assert ticks(ax) == list(TERMS[1:5])
    assert "2 null, collecting,\ndialogue" in texts(
        ax
    ) or "2 null, collecting, dialogue" in texts(ax)


def test_topic_documents_write_the_shares() -> None:
    table = topic_documents()
    ax = plot.topic_documents(table)
    at = {tuple(text.get_position()): text.get_text() for text in ax.texts}
    for share, (y, x) in zip(
        table["share"], itertools.product(range(5), range(5)), strict=True
    ):
        assert at[x, y] == f"{share:.2f}"
    assert ticks(ax) == ["000", "001", "002", "003", "004"]
    assert plot.topic_documents(table, top=2).get_xlabel().endswith("2 of 5 documents")


def test_topic_documents_write_a_dash_where_a_share_is_missing() -> None:
    table = topic_documents()
    assert "–" not in plot.topic_documents(table).get_xlabel()
    table.loc[table["doc"] == DOCS[2], "share"] = float("nan")
    ax = plot.topic_documents(table)
    at = {tuple(text.get_position()): text.get_text() for text in ax.texts}
    assert [[at[x, y] == "–" for x in range(5)] for y in range(5)] == [
        [y == 2] * 5 for y in range(5)
    ]
    assert "–: no words in the model" in ax.get_xlabel()


def test_timeline_rows_launches_uses_and_dates() -> None:
    ax = plot.timeline(timeline())
    assert ticks(ax) == [
        "community shared future", "null", "belt and road", "global development initiative",
        "global security initiative", "global civilisation initiative", "NA",
    ]  # fmt: skip
    assert {"000, 003", "001", "002", "004"} <= set(texts(ax))
    assert ax.get_xlabel() == "without a date: nan"
    key = [entry.get_text() for entry in ax.get_legend().get_texts()]
    assert key == [
        "launch",
        "first use in the documents",
        "use before the launch",
        "document",
        "date inferred",
    ]
    red = [
        group
        for group in ax.collections
        if to_hex(group.get_edgecolor()[0]) == _timeline.EARLY.lower()
    ]
    assert [group.get_offsets()[0][1] for group in red] == [
        6
    ]  # the row of the formula used before its launch
    hollow = [to_hex(group.get_facecolor()[0]) == "#ffffff" for group in ax.collections]
    assert (
        hollow.count(False) == 2
    )  # only document 004, and the use in it, have a date that is stated


@pytest.mark.parametrize(
    ("date", "reach"),
    [
        ("2012", (2012.0, 2013.0)),
        ("2012-12", (2012 + 335 / 366, 2013.0)),
        ("2013-01-01", (2013.0, 2013 + 1 / 365)),
        ("2012-12-31", (2012 + 365 / 366, 2013.0)),
        ("2013-02-30", None),
        ("2013-13", None),
        ("about 2013", None),
        ("", None),
    ],
)
def test_dates_reach_as_far_as_they_are_known(
    date: str, reach: tuple[float, float] | None
) -> None:
    period = _timeline._period_of(date)
    assert period == (None if reach is None else pytest.approx(reach))


def test_a_month_or_a_year_is_drawn_as_a_bar_and_months_are_named_on_a_short_axis() -> (
    None
):
    columns = {
        "kind": "document",
        "label": "x",
        "family": "",
        "doc": ["a", "b", "c"],
        "basis": "stated",
    }
    table = tables.make(
        "timeline", {**columns, "date": ["2022-03", "2022-05-07", "2022"]}
    )
    ax = plot.timeline(table)
    bars = [line for line in ax.lines if line.get_linewidth() == 1.0]
    assert [round(float(np.ptp(bar.get_xdata())) * 365) for bar in bars] == [31, 365]
    assert set(ticks(ax, "x")) >= {"Mar 2022", "May 2022"}


# ------------------------------------------------------------------ words
def test_words_are_broken_hyphened_and_shortened_to_their_room() -> None:
    assert (
        text_fitting.fit_text("community with a shared future", 22, max_lines=2)
        == "community with a\nshared future"
    )
    assert (
        text_fitting.fit_text("community with a shared future", 22) == "community with…"
    )
    assert (
        text_fitting.fit_text("Internationalisation", 15, max_lines=2)
        == "Internationa-\nlisation"
    )
    assert text_fitting.fit_text("命运共同体", 8, max_lines=2) == "命运共\n同体"
    assert text_fitting.fit_text("a\ue000b", 20) == "a□b"
    assert text_fitting.fit_text("", 20) == ""


@pytest.mark.parametrize("text", ["iiiii", "WWWWW", "命运共同体", "Ärger über…"])
def test_measured_width_is_the_width_drawn(text: str) -> None:
    ax = style.axes(width="single", height=30)
    with style.context():
        drawn = (
            text_fitting.write_text(ax, 0, 0, text, size=10).get_window_extent().width
            * 25.4
            / ax.figure.dpi
        )
    assert text_fitting.text_width(text, size=10) == pytest.approx(drawn, abs=0.6)


def test_a_score_that_differs_both_ways_is_drawn_both_ways() -> None:
    table = tables.make(
        "similarity",
        {
            "doc": ["a", "b"],
            "other": ["b", "a"],
            "score": [0.25, 1.0],
            "measure": "containment",
            "scheme": "present",
            "note": "",
        },
    )
    shown = [text.get_text() for text in plot.similarity(table).texts]
    assert shown.count("0.25") == 1
    assert shown.count("1.00") == 1
