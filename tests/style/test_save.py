"""A figure is saved together with its data."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from sample_chart import draw_chart
from sample_concordance import concordance_table

from discourse import style, tables
from discourse.errors import OptionError, TableError, WriteError


@pytest.fixture
def table() -> pd.DataFrame:
    return concordance_table()


def test_a_figure_is_saved_in_four_files_of_the_same_bytes(
    tmp_path: Path, table: pd.DataFrame
) -> None:
    first = style.save(
        draw_chart(),
        "fig01-x",
        table=table,
        caption="Counts; n = 17 <&> 命运",
        folder=tmp_path / "a" / "b",
    )
    second = style.save(
        draw_chart().figure,
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
        draw_chart(), "x", table=table, caption="What it shows", folder=tmp_path
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
    style.save(draw_chart(), "x", table=table, caption="c", folder=tmp_path / "here")
    code = (
        # As pyproject.toml says for the tests: matplotlib 3.10.0 and the newest pyparsing.
        "import warnings;"
        "warnings.filterwarnings('ignore', '.* deprecated - use ', DeprecationWarning, r'matplotlib\\.');"
        "import sys, sample_chart; from discourse import style, tables;"
        "style.save(sample_chart.draw_chart(), 'x', table=tables.load(sys.argv[1]), caption='c', folder=sys.argv[2])"
    )
    here = Path(__file__).parent
    environment = {
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
    subprocess.run(command, check=True, env={**os.environ, **environment}, cwd=here)
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
        OptionError,
        match=r"cannot name a file on every system.*Try '[a-z0-9][a-z0-9-]*'",
    ):
        style.save(draw_chart(), name, table=table, folder=tmp_path)
    assert not list(tmp_path.iterdir())


def test_messages_name_what_save_needs(tmp_path: Path, table: pd.DataFrame) -> None:
    with pytest.raises(TableError, match="table= takes the table that was drawn"):
        style.save(draw_chart(), "x", table=[1], folder=tmp_path)  # type: ignore[arg-type]
    with pytest.raises(TableError, match="a chart was expected"):
        style.save("chart", "x", table=table, folder=tmp_path)  # type: ignore[arg-type]
    removed = draw_chart()
    removed.remove()
    with pytest.raises(TableError, match="taken out of its figure"):
        style.save(removed, "x", table=table, folder=tmp_path)


@pytest.mark.parametrize(
    ("given", "message"),
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
    given: dict[str, object], message: str, tmp_path: Path, table: pd.DataFrame
) -> None:
    arguments: dict[str, object] = {
        "chart": draw_chart(),
        "name": "x",
        "table": table,
        "folder": tmp_path,
    } | given
    with pytest.raises((OptionError, TableError), match=message):
        style.save(arguments.pop("chart"), arguments.pop("name"), **arguments)  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_a_file_is_refused(
    tmp_path: Path, table: pd.DataFrame
) -> None:
    (tmp_path / "f").write_text("x")
    for folder in (tmp_path / "f", tmp_path / "f" / "g", "a\x00b"):
        with pytest.raises(OptionError, match=r"cannot be a folder.*give another"):
            style.save(draw_chart(), "x", table=table, folder=folder)


def test_two_tables_are_refused(tmp_path: Path, table: pd.DataFrame) -> None:
    with pytest.raises(TableError, match="two tables came"):
        style.save(table, "x", table=table, folder=tmp_path)


def test_saved_files_are_shown_by_name_without_folder(
    tmp_path: Path, table: pd.DataFrame
) -> None:
    saved = style.save(draw_chart(), "x", table=table, folder=tmp_path)
    assert repr(saved) == "saved x.csv, x.pdf, x.png, x.svg, x.caption.txt"
    assert saved["csv"] == tmp_path / "x.csv"
    assert set(saved) == {"csv", "pdf", "png", "svg", "caption"}


def test_an_environment_variable_may_name_the_folder(
    tmp_path: Path, table: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCOURSE_FIGURES", str(tmp_path / "there"))
    assert (
        style.save(draw_chart(), "x", table=table)["png"].parent == tmp_path / "there"
    )
    monkeypatch.delenv("DISCOURSE_FIGURES")
    monkeypatch.chdir(tmp_path)
    assert style.save(draw_chart(), "x", table=table)["png"] == Path("figures/x.png")


def test_a_table_alone_is_saved_as_csv(tmp_path: Path) -> None:
    table = tables.make(
        "search_comparison",
        {"family": ["null"], "group": "", "search": ["NA"], "count": [1]},
    )
    saved = style.save(table, "counts", folder=tmp_path)
    assert saved == {"csv": tmp_path / "counts.csv"}
    assert tables.load(saved["csv"]).equals(table)


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("x.jpg", "x"),
        ("fig01.CSV", "fig01"),
        ("My figure.svg", "my-figure"),
        ("x.caption.txt", "x"),
        ("rates.2023.png", "rates-2023"),
        ("v1.2", "v1-2"),
        (".png", "figure"),
        ("con.pdf", "con-1"),
        ("a" * 59 + ".b.png", "a" * 59),
    ],
)
def test_the_ending_of_a_picture_is_taken_off_a_name(
    name: str, suggestion: str, tmp_path: Path, table: pd.DataFrame
) -> None:
    with pytest.raises(OptionError, match=f"Try '{suggestion}'"):
        style.save(table, name, folder=tmp_path)
    assert style.save(table, suggestion, folder=tmp_path)


def test_a_table_may_be_saved_bare(tmp_path: Path) -> None:
    table = pd.DataFrame({"mine": pd.Series(["=1", "'-"], dtype=tables.TEXT_DTYPE)})
    safe = style.save(table, "a", folder=tmp_path)["csv"]
    bare = style.save(table, "b", folder=tmp_path, spreadsheet_safe=False)["csv"]
    assert safe.read_text() == 'mine\n"\'=1"\n"\'\'-"\n'
    assert bare.read_text() == 'mine\n"=1"\n"\'-"\n'
    assert tables.load(safe).equals(tables.load(bare, spreadsheet_safe=False))
    with pytest.raises(OptionError, match="spreadsheet_safe='no'"):
        style.save(table, "a", folder=tmp_path, spreadsheet_safe="no")  # type: ignore[arg-type]


def test_a_picture_that_cannot_be_written_changes_no_file_of_the_figure(
    tmp_path: Path, table: pd.DataFrame
) -> None:
    names = ["x.csv", "x.pdf", "x.png", "x.caption.txt"]
    for name in names:
        (tmp_path / name).write_text("old")
    (tmp_path / "x.svg").mkdir()
    with pytest.raises(WriteError, match=r"x\.svg' is a folder"):
        style.save(draw_chart(), "x", table=table, folder=tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*names, "x.svg"])
    assert {(tmp_path / name).read_text() for name in names} == {"old"}


@pytest.mark.parametrize(
    ("caption", "message"),
    [
        ("a\ufffeb", r"caption: character 1 is U\+FFFE"),
        ("ab\uffff", r"caption: character 2 is U\+FFFF"),
        ("\ufdd0", r"caption: character 0 is U\+FDD0"),
        ("\U0001fffe", r"U\+1FFFE"),
        ("a\0b", r"U\+0000"),
        ("a\x1bb", r"U\+001B"),
        ("a\ud800b", r"caption: 'a\\ud800b' has U\+D800"),
    ],
)
def test_a_caption_has_characters_only(
    caption: str, message: str, tmp_path: Path, table: pd.DataFrame
) -> None:
    with pytest.raises(OptionError, match=message):
        style.save(draw_chart(), "x", table=table, caption=caption, folder=tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text",
    [
        "a\ufffeb",
        "a\uffffb",
        "a\x01b",
        "a\x0bb",
        "a\x7fb",
        "a--b",
        "<&>",
        "\ufdd0",
        "\U0001fffe",
        "\x85",
        "a\tb",
        "two\nlines\ufffe\uffff\x1b",
    ],
)
def test_a_picture_in_svg_is_well_formed_whatever_is_drawn(
    text: str, tmp_path: Path, table: pd.DataFrame
) -> None:
    chart = draw_chart()
    chart.set_title(text)
    chart.set_xlabel(text)
    paths = style.save(
        chart, "x", table=table, caption="first\tline\nsecond", folder=tmp_path
    )
    ElementTree.parse(paths["svg"])
    assert chart.get_title() == text
    assert paths["pdf"].read_bytes().rstrip().endswith(b"%%EOF")


def test_a_chart_with_half_of_a_character_is_refused(
    tmp_path: Path, table: pd.DataFrame
) -> None:
    chart = draw_chart()
    chart.set_title("a\udfffb")
    with pytest.raises(TableError, match=r"a text of the chart: .*U\+DFFF"):
        style.save(chart, "x", table=table, folder=tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "suggestion", "folder"),
    [
        ("results/fig1", "fig1", "results"),
        ("a/b/Fig 1.png", "fig-1", "a/b"),
        (r"results\fig1.csv", "fig1", "results"),
        ("../fig1", "fig1", ".."),
        ("/fig1", "fig1", "/"),
        ("results/", "results", ""),
        ("x.tar.gz", "x", ""),
        ("x.csv.zip", "x", ""),
    ],
)
def test_a_folder_in_the_name_is_proposed_as_the_folder(
    name: str, suggestion: str, folder: str, table: pd.DataFrame
) -> None:
    ending = f" with folder='{folder}'" if folder else ""
    with pytest.raises(OptionError) as caught:
        style.save(table, name)
    assert str(caught.value).endswith(f"Try '{suggestion}'{ending}.")


def test_a_tilde_is_the_home_folder(
    tmp_path: Path, table: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.chdir(tmp_path)
    assert style.save(table, "x", folder="~")["csv"] == home / "x.csv"
    assert style.save(table, "x", folder=Path("~/figures"))["csv"].exists()
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
