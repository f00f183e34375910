"""Tables as a terminal, a notebook and LaTeX show them."""

from __future__ import annotations

import dataclasses
import html
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from sample_concordance import concordance_table

from discourse import tables
from discourse.errors import OptionError, TableError
from discourse.tables.written_names import display_width

ODD = "<script>alert('x')</script> & $a_1$ 100 % 9_\u202e\x00\x1b 命运"


@pytest.fixture
def table() -> pd.DataFrame:
    return concordance_table()


class HtmlCells(HTMLParser):
    """The text of each cell, and the tags and attributes of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def read_html(shown: tables.Shown) -> HtmlCells:
    parser = HtmlCells()
    parser.feed(shown._repr_html_())
    return parser


def test_a_column_that_was_made_the_index_is_shown_first() -> None:
    table = pd.DataFrame({"count": [3, 5], "group": ["a", "b"], "year": [1, 2]})
    shown = tables.show(table.set_index(["group", "year"]))
    assert shown.headers == ("group", "year", "count")
    assert shown.cells == (("a", "1", "3"), ("b", "2", "5"))
    twice = table.set_index("group", drop=False)
    with pytest.raises(TableError, match="column 'group' twice"):
        tables.show(twice)
    without_name = table.set_axis(["x", "y"], axis="index")
    assert tables.show(without_name).headers == ("count", "group", "year")


def test_html_is_escaped_has_no_script_or_id_and_does_not_change() -> None:
    table = tables.make(
        "spans", {"doc": [ODD], "start": [1], "end": [2], "label": [ODD]}
    )
    shown = tables.show(table)
    page = read_html(shown)
    assert page.tags <= {"table", "thead", "tbody", "tr", "th", "td", "p"}
    assert page.names == {"style"}
    assert (
        html.unescape(page.cells[7]).rstrip()
        == "<script>alert('x')</script> & $a_1$ 100 % 9_ 命运"
    )
    assert shown._repr_html_() == tables.show(table)._repr_html_()


def test_headers_are_words_and_numbers_are_aligned_to_the_right() -> None:
    table = tables.make(
        "frequencies",
        {
            "family": ["belt_and_road", "null"], "group": ["", ""], "count": [1234, 0], "count_strict": [2, 0],
            "counting": "inclusive", "words": [931, 0], "rate": [2.79329, 0.0], "per": 1000, "low": [0.7, 0.0],
            "high": [7.2, 3.96], "interval": "exact", "documents": [4, 0], "of_documents": 5,
            "dispersion": [0.5, float("nan")], "dispersion_measure": "D_P", "standard": [0.25, float("nan")], "note": "",
        },
    )  # fmt: skip
    shown = tables.show(table)
    assert "group" not in shown.headers  # nothing in it
    assert "note" not in shown.headers
    # Settings that are the same in every row are shown once.
    assert shown.note == (
        "counting: inclusive; per words: 1,000; interval: exact; "
        "dispersion measure: D_P"
    )
    row = dict(zip(shown.headers, shown.cells[0], strict=True))
    assert row["count"] == "1,234"
    assert row["strict"] == "2"
    assert row["rate"] == "2.79"
    assert (row["from"], row["to"]) == ("0.700", "7.20")
    assert (
        dict(zip(shown.headers, shown.cells[1], strict=True))["in standard wording"]
        == "–"
    )
    sides = dict(zip(shown.headers, shown.sides, strict=True))
    assert (sides["count"], sides["family"]) == ("right", "left")
    lines = repr(shown).splitlines()
    right_edge = lines[0].index("count") + len("count")
    assert lines[1][:right_edge].endswith("1,234")
    assert lines[2][:right_edge].endswith("    0")


def test_small_numbers_are_not_shown_as_nothing() -> None:
    shown = tables.show(
        pd.DataFrame(
            {"p": [0.0, 0.0001, 0.25, -0.5], "flag": [True, False, True, True]}
        )
    )
    assert [row[0] for row in shown.cells] == ["0.000", "<0.001", "0.250", "−0.500"]
    assert [row[1] for row in shown.cells] == ["yes", "no", "yes", "yes"]


def test_a_concordance_lines_up_on_the_words_found(table: pd.DataFrame) -> None:
    shown = tables.show(table)
    sides = dict(zip(shown.headers, shown.sides, strict=True))
    assert (sides["left"], sides["surface"], sides["right"]) == (
        "right",
        "left",
        "left",
    )
    first, second = (dict(zip(shown.headers, row, strict=True)) for row in shown.cells)
    assert first["document"] == "000"
    assert second["left"].startswith("…")
    assert second["left"].endswith("stands the word before")
    assert second["right"].endswith("…")
    lines = repr(shown).splitlines()
    assert display_width(lines[1][: lines[1].index("community")]) == display_width(
        lines[2][: lines[2].index("命运共同体")]
    )


def test_latex_is_escaped_and_ruled() -> None:
    table = pd.DataFrame({"a_b": ['50 % & $x$ \\ {y} #1 ~^ <z> "q" `\''], "n": [3]})
    text = tables.show(table)._repr_latex_()
    assert text.startswith("\\begin{tabular}{lr}\n\\toprule\na b & n \\\\\n\\midrule\n")
    assert text.endswith("\\\\\n\\bottomrule\n\\end{tabular}")
    body = text.splitlines()[4]
    assert body == (
        r"50 \% \& \$x\$ \textbackslash{} \{y\} \#1 \textasciitilde{}\textasciicircum{} \textless{}z\textgreater{} "
        r"\textquotedbl{}q\textquotedbl{} \textasciigrave{}\textquotesingle{} & 3 \\"
    )


def test_show_reports_how_many_rows_it_shows_and_changes_nothing(
    table: pd.DataFrame,
) -> None:
    long = pd.concat([table] * 30, ignore_index=True)
    before = long.copy()
    assert repr(tables.show(long)).endswith("20 of 60 rows")
    assert tables.show(long, top=3).note == "3 of 60 rows"
    assert tables.show(long, top=None).note == ""
    assert len(tables.show(long, top=None).cells) == 60
    assert tables.show(tables.make("kwic", {})).note == "no rows"
    assert "document" in repr(tables.show(tables.make("kwic", {})))
    pd.testing.assert_frame_equal(long, before)
    with pytest.raises(OptionError, match="top=-1"):
        tables.show(long, top=-1)
    with pytest.raises(OptionError, match="top=True"):
        tables.show(long, top=True)
    with pytest.raises(TableError, match="show takes a table"):
        tables.show("x")  # type: ignore[arg-type]
    with pytest.raises(
        TableError, match=r"a Topics, whose tables are \.terms: give one of them"
    ):
        tables.show(dataclasses.make_dataclass("Topics", ["terms"])(table))


def test_shown_text_is_the_same_after_saving_and_loading(
    table: pd.DataFrame, tmp_path: Path
) -> None:
    table = table.assign(surface=["null", "NA"])
    loaded = tables.load(tables.save(table, tmp_path / "t.csv"))
    assert tables.show(loaded)._repr_html_() == tables.show(table)._repr_html_()
    assert [
        row[tables.show(loaded).headers.index("surface")]
        for row in tables.show(loaded).cells
    ] == ["null", "NA"]


def test_a_remark_common_to_all_notes_is_shown_once_below_the_table() -> None:
    table = pd.DataFrame(
        {"doc": ["a", "b", "c"], "note": ["one; all", "all", "two; all; three"]}
    )
    shown = tables.show(table)
    assert shown.note == "all"
    assert shown.cells == (("a", "one"), ("b", ""), ("c", "two; three"))
    assert table["note"].tolist() == ["one; all", "all", "two; all; three"]
    assert tables.show(table.assign(note=["x", "", "x"])).note == ""
    assert tables.show(table.iloc[:1]).cells == (("a", "one; all"),)
    # What is common is common to the table, not to the rows that happen to be seen.
    assert (
        tables.show(table.assign(note=["x; y", "x", "z"]), top=2).note == "2 of 3 rows"
    )
