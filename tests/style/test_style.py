"""The look, the saving of a figure with its data, and tables set for reading."""

from __future__ import annotations

import dataclasses
import hashlib
import html
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.ft2font import FT2Font

from discourse import style, tables
from discourse.errors import OptionError, TableError
from discourse.tables import written_names

pytestmark = pytest.mark.filterwarnings("error")

DATA = Path(style.__file__).parents[1] / "data"
ODD = "<script>alert('x')</script> & $a_1$ 100 % 9_\u202e\x00\x1b 命运"


@pytest.fixture
def table() -> pd.DataFrame:
    return tables.make(
        "kwic",
        {
            "doc": ["000_171e8d334eace437", "001_0e67fac1f9dc59aa"],
            "start": [266, 12345],
            "end": [292, 12371],
            "left": ["building a", "far to the left " * 6 + "stands the word\nbefore"],
            "surface": ["community", "命运共同体"],
            "right": ["of destiny", "and on it goes " * 8],
            "family": ["community_shared_future", ""],
            "pattern": ["", ""],
        },
    )


def chart() -> Axes:
    ax = style.axes(width="single", height=40)
    with style.context():
        ax.barh([0, 1], [2, 3], hatch="///")
        ax.set_title("命运共同体, Ärger, “quoted”")
    return ax


# ------------------------------------------------------------------ the look
@pytest.mark.parametrize(
    ("width", "inches"),
    [("single", 89 / 25.4), ("onehalf", 127 / 25.4), ("double", 183 / 25.4)],
)
def test_figures_are_as_wide_as_a_journal_wants(
    width: style.Width, inches: float
) -> None:
    assert style.figure(width=width).get_figwidth() == pytest.approx(inches)
    assert style.figure(width=width, height=50).get_figheight() == pytest.approx(
        50 / 25.4
    )


def test_sizes_that_do_not_exist_are_refused() -> None:
    with pytest.raises(
        OptionError,
        match="width='full' is not an option; expected one of 'double', 'onehalf', 'single'",
    ):
        style.figure(width="full")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="millimetres between 0 and 5000"):
        style.figure(height=-1)


def test_the_context_is_undone_and_starts_from_nothing() -> None:
    with mpl.rc_context({"font.size": 31.0, "axes.facecolor": "red"}):
        before = dict(mpl.rcParams)
        with style.context():
            assert mpl.rcParams["font.size"] == 7
            assert mpl.rcParams["axes.facecolor"] == "white"
            assert mpl.rcParams["pdf.fonttype"] == 42
            assert mpl.rcParams["text.parse_math"] is False
        assert dict(mpl.rcParams) == before


def test_hues_keep_apart_on_white_and_each_has_a_marker_and_a_hatch() -> None:
    assert (
        len(set(style.PALETTE))
        == len(set(style.MARKERS))
        == len(set(style.HATCHES))
        == 8
    )
    white = [1.05 / (_light(hue) + 0.05) for hue in style.PALETTE]
    assert min(white) > 2.0


def test_shades_grow_darker_all_the_way() -> None:
    light = [_light(style.sequential_colour_map()(step / 50)[:3]) for step in range(51)]
    assert light == sorted(light, reverse=True)
    assert light[0] > 0.8
    assert light[-1] < 0.05


def _light(hue: object) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in to_rgb(hue)
    ]  # type: ignore[arg-type]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_the_font_has_all_of_gb2312_that_its_source_has_and_a_name_of_its_own() -> None:
    font = FT2Font(str(DATA / "han.ttf"))
    assert font.family_name == "Discourse Han" == style.FAMILY[1]
    every = [
        bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)
    ]
    han = [code.decode("gb2312", "ignore") for code in every]
    assert len([c for c in han if c]) == 6763
    assert all(font.get_char_index(ord(c)) for c in han if c)
    note = (DATA / "han.md").read_text(encoding="utf-8")
    assert hashlib.sha256((DATA / "han.ttf").read_bytes()).hexdigest() in note
    assert "Apache License" in (DATA / "han.LICENSE.txt").read_text(encoding="utf-8")


def test_every_letter_has_a_width_or_is_known_to_have_none() -> None:
    assert style.character_width("命") == 1.0
    assert style.character_width("W") > style.character_width("i") > 0
    assert style.character_width("\ue000") == -1.0


# ------------------------------------------------------------------ words
def test_ids_are_cut_where_they_stay_unique_and_words_are_not() -> None:
    assert written_names.shorten_ids(["000_171e8d33", "001_0e67fac1"]) == {
        "000_171e8d33": "000",
        "001_0e67fac1": "001",
    }
    assert written_names.shorten_ids(["chn_20150923", "chn_20160921"]) == {
        "chn_20150923": "chn_20150923",
        "chn_20160921": "chn_20160921",
    }
    assert written_names.shorten_ids(["CHN_70_2015", "CHN_71_2016"]) == {
        "CHN_70_2015": "CHN_70_2015",
        "CHN_71_2016": "CHN_71_2016",
    }
    assert written_names.shorten_ids(["United_Kingdom", "United_States", "China"]) == {
        n: n for n in ("United_Kingdom", "United_States", "China")
    }
    assert written_names.shorten_ids(["a_1", "a"]) == {
        "a": "a",
        "a_1": "a_1",
    }  # "a" is taken by the other
    assert written_names.shorten_ids(["_1", "", "null"]) == {
        "_1": "_1",
        "": "",
        "null": "null",
    }
    assert written_names.shorten_ids(["a_00112233", "a_00112233"]) == {
        "a_00112233": "a"
    }


def test_plain_drops_what_cannot_be_seen() -> None:
    assert (
        written_names.printable_line("a\x00b\u202ec\u200bd\n e\u2028f\ud800")
        == "abcd e f"
    )
    assert written_names.name_in_words("belt_and_road") == "belt and road"


# ------------------------------------------------------------------ saving
def test_a_figure_is_saved_in_four_files_of_the_same_bytes(
    tmp_path: Path, table: pd.DataFrame
) -> None:
    first = style.save(
        chart(),
        "fig01-x",
        table=table,
        caption="Counts; n = 17 <&> 命运",
        folder=tmp_path / "a" / "b",
    )
    second = style.save(
        chart().figure,
        "fig01-x",
        table=table,
        caption="Counts; n = 17 <&> 命运",
        folder=tmp_path / "c",
    )
    assert {kind: path.name for kind, path in first.items()} == {
        **{kind: f"fig01-x.{kind}" for kind in ("pdf", "png", "svg", "csv")},
        "caption": "fig01-x.caption.txt",
    }
    assert first["caption"].read_text(encoding="utf-8") == "Counts; n = 17 <&> 命运\n"
    for kind, path in first.items():
        assert path.read_bytes() == second[kind].read_bytes()
    assert sorted(path.name for path in (tmp_path / "c").iterdir()) == sorted(
        path.name for path in first.values()
    )
    pd.testing.assert_frame_equal(tables.load(first["csv"], kind="kwic"), table)


def test_a_saved_figure_names_no_date_no_program_and_keeps_its_width(
    tmp_path: Path, table: pd.DataFrame
) -> None:
    paths = style.save(
        chart(), "x", table=table, caption="What it shows", folder=tmp_path
    )
    pdf, svg, png = (paths[kind].read_bytes() for kind in ("pdf", "svg", "png"))
    for page in (pdf, svg, png):
        assert not re.search(
            rb"CreationDate|Producer|<dc:date>|Software|/Creator|<dc:creator>", page
        )
        assert b"What it shows" in page
    assert int.from_bytes(png[16:20], "big") == int(89 / 25.4 * 300)
    assert b"/Type3" not in pdf  # outlines of letters that journals refuse
    assert b"<text" not in svg  # letters as outlines


def test_another_process_saves_the_same_bytes(
    tmp_path: Path, table: pd.DataFrame
) -> None:
    style.save(chart(), "x", table=table, caption="c", folder=tmp_path / "here")
    code = (
        "import sys, test_style as t; from discourse import style, tables;"
        "style.save(t.chart(), 'x', table=tables.load(sys.argv[1]), caption='c', folder=sys.argv[2])"
    )
    here = Path(__file__).parent
    more = {
        "PYTHONPATH": f"{here.parents[1]}{os.pathsep}{here}",
        "PYTHONHASHSEED": "3",
        "TZ": "Asia/Tokyo",
        "MPLBACKEND": "svg",
    }
    command = [
        sys.executable,
        "-W",
        "error",
        "-c",
        code,
        str(tmp_path / "here" / "x.csv"),
        str(tmp_path / "there"),
    ]
    subprocess.run(command, check=True, env={**os.environ, **more}, cwd=here)
    for path in (tmp_path / "here").iterdir():
        assert path.read_bytes() == (tmp_path / "there" / path.name).read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "../up",
        "a b",
        "a/b",
        "Ärger",
        ".hidden",
        "a.b",
        "CON",
        "x" * 101,
        "-x",
        "a\n",
    ],
)
def test_names_that_could_be_no_file_are_refused_with_a_better_one(
    name: str, tmp_path: Path, table: pd.DataFrame
) -> None:
    with pytest.raises(
        OptionError, match=r"cannot name a file everywhere.*Try '[a-z0-9][a-z0-9-]*'"
    ):
        style.save(chart(), name, table=table, folder=tmp_path)
    assert not list(tmp_path.iterdir())


def test_save_says_what_it_needs(tmp_path: Path, table: pd.DataFrame) -> None:
    with pytest.raises(TableError, match="table= takes the table that was drawn"):
        style.save(chart(), "x", table=[1], folder=tmp_path)  # type: ignore[arg-type]
    with pytest.raises(TableError, match="a chart was expected"):
        style.save("chart", "x", table=table, folder=tmp_path)  # type: ignore[arg-type]
    gone = chart()
    gone.remove()
    with pytest.raises(TableError, match="taken out of its figure"):
        style.save(gone, "x", table=table, folder=tmp_path)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": None}, "name=None came; the name of the files"),
        ({"caption": None}, "caption=None came; words were expected"),
        ({"caption": 3}, "caption=3 came"),
        ({"folder": 3}, "folder=3 came; the path of a folder"),
        ({"chart": None}, "a chart was expected.*what came is None"),
        (
            {"chart": dataclasses.make_dataclass("Topics", ["terms"])(pd.DataFrame())},
            r"a Topics, whose tables are \.terms",
        ),
    ],
)
def test_save_refuses_what_it_cannot_use_and_writes_nothing(
    given: dict[str, object], said: str, tmp_path: Path, table: pd.DataFrame
) -> None:
    whole = {"chart": chart(), "name": "x", "table": table, "folder": tmp_path} | given
    with pytest.raises((OptionError, TableError), match=said):
        style.save(whole.pop("chart"), whole.pop("name"), **whole)  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_a_file_is_refused(
    tmp_path: Path, table: pd.DataFrame
) -> None:
    (tmp_path / "f").write_text("x")
    for folder in (tmp_path / "f", tmp_path / "f" / "g", "a\x00b"):
        with pytest.raises(OptionError, match=r"cannot be a folder.*give another"):
            style.save(chart(), "x", table=table, folder=folder)


def test_two_tables_are_not_saved_as_one(tmp_path: Path, table: pd.DataFrame) -> None:
    with pytest.raises(TableError, match="two tables came"):
        style.save(table, "x", table=table, folder=tmp_path)


def test_what_is_saved_shows_names_and_no_folder(
    tmp_path: Path, table: pd.DataFrame
) -> None:
    kept = style.save(chart(), "x", table=table, folder=tmp_path)
    assert repr(kept) == "saved x.csv, x.pdf, x.png, x.svg, x.caption.txt"
    assert kept["csv"] == tmp_path / "x.csv"
    assert set(kept) == {"csv", "pdf", "png", "svg", "caption"}


def test_a_notebook_shows_the_axes_as_a_picture() -> None:
    ax = chart()
    picture = ax._repr_png_()  # type: ignore[attr-defined]
    assert picture.startswith(b"\x89PNG")
    assert picture == ax._repr_png_()  # type: ignore[attr-defined]
    assert int.from_bytes(picture[16:20], "big") == int(89 / 25.4 * 144)


def test_the_folder_may_be_named_by_the_runner_of_the_notebooks(
    tmp_path: Path, table: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCOURSE_FIGURES", str(tmp_path / "there"))
    assert style.save(chart(), "x", table=table)["png"].parent == tmp_path / "there"
    monkeypatch.delenv("DISCOURSE_FIGURES")
    monkeypatch.chdir(tmp_path)
    assert style.save(chart(), "x", table=table)["png"] == Path("figures/x.png")


# ------------------------------------------------------------------ tables for the eye
class Cells(HTMLParser):
    """The text of each cell, and the tags met."""

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


def read(shown: tables.Shown) -> Cells:
    parser = Cells()
    parser.feed(shown._repr_html_())
    return parser


def test_html_is_escaped_without_script_or_id_and_the_same_every_time() -> None:
    table = tables.make(
        "spans", {"doc": [ODD], "start": [1], "end": [2], "label": [ODD]}
    )
    shown = tables.show(table)
    page = read(shown)
    assert page.tags <= {"table", "thead", "tbody", "tr", "th", "td", "p"}
    assert page.names == {"style"}
    assert (
        html.unescape(page.cells[7]).rstrip()
        == "<script>alert('x')</script> & $a_1$ 100 % 9_ 命运"
    )
    assert shown._repr_html_() == tables.show(table)._repr_html_()


def test_headers_are_words_and_numbers_stand_to_the_right() -> None:
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
    assert (
        shown.note == "counting: inclusive; per words: 1,000; interval: exact"
    )  # the same in every row: said once
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
    at = lines[0].index("count") + len("count")
    assert lines[1][:at].endswith("1,234")
    assert lines[2][:at].endswith("    0")


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
    assert written_names.display_width(
        lines[1][: lines[1].index("community")]
    ) == written_names.display_width(lines[2][: lines[2].index("命运共同体")])


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


def test_show_says_how_much_it_shows_and_changes_nothing(table: pd.DataFrame) -> None:
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


def test_a_table_alone_is_kept_as_csv(tmp_path: Path) -> None:
    table = tables.make(
        "search_comparison",
        {"family": ["null"], "group": "", "search": ["NA"], "count": [1]},
    )
    kept = style.save(table, "counts", folder=tmp_path)
    assert kept == {"csv": tmp_path / "counts.csv"}
    assert tables.load(kept["csv"]).equals(table)


def test_what_every_note_says_is_said_once_and_the_rest_beside_its_row() -> None:
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
