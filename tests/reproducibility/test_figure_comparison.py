"""A figure made again is compared with the one that was saved."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.image import imsave
from small_study import figure_files, publish_figure

from discourse.reproducibility.figure_comparison import (
    Comparison,
    compare_figure,
    compare_pictures,
    compare_tables,
)
from discourse.reproducibility.manifest import Manifest
from discourse.reproducibility.notebook_runs import NotebookRun


def compare_files(root: Path, manifest: Manifest, files: dict[str, Path]) -> Comparison:
    run = NotebookRun("n.ipynb", "{}\n", figures={"f": files})
    return compare_figure(root, manifest, "f", run=run, faults={})


def compare_again(
    root: Path, manifest: Manifest, csv: str, shade: int = 100
) -> Comparison:
    files = figure_files(root / "again", "f", csv, shade)
    return compare_files(root, manifest, files)


def test_numbers_are_compared_by_bytes_where_versions_agree(tmp_path: Path) -> None:
    manifest = publish_figure(tmp_path, "family,rate\na,1.0\n")
    comparison = compare_again(tmp_path, manifest, "family,rate\na,1.0000000001\n")
    assert not comparison.agrees
    assert ".csv: line 2 was" in comparison.message


def test_numbers_are_compared_as_numbers_where_versions_differ(tmp_path: Path) -> None:
    manifest = publish_figure(
        tmp_path, "family,rate\na,1.0\n", numpy="1.0", matplotlib="3.0"
    )
    files = figure_files(tmp_path / "again", "f", "family,rate\na,1.0\n")
    files[".csv"].write_text("family,rate\na,1.0000000001\n")
    assert compare_files(tmp_path, manifest, files) == Comparison(
        True, ".caption.txt, .pdf, .png, .svg: same bytes; .csv: same numbers to 1e-09"
    )


def test_pictures_are_compared_by_pixels_where_versions_differ(tmp_path: Path) -> None:
    manifest = publish_figure(tmp_path, "family\na\n", matplotlib="3.0")
    files = figure_files(tmp_path / "again", "f", "family\na\n", shade=103)
    files[".svg"].write_text("drawn otherwise")
    comparison = compare_files(tmp_path, manifest, files)
    assert comparison.agrees
    assert ".png: pixels differ by 2.6 of 255 (root mean square)" in comparison.message
    assert ".svg: not compared (made with matplotlib 3.0, here " in comparison.message
    darker = compare_again(tmp_path, manifest, "family\na\n", shade=160)
    assert not darker.agrees


def bars(height: int, width: int, bar: int = 1) -> np.ndarray:
    """A picture of six bars on white, one of them grey, whatever its size."""
    place = np.arange(width) * 6 // width
    row = np.where(place == bar, 90, np.where(place % 2, 40, 255))
    return np.broadcast_to(row[None, :, None], (height, width, 3)).astype(np.uint8)


@pytest.mark.parametrize(
    ("rebuilt", "agrees", "words"),
    [
        (bars(300, 604), True, "fields differ by"),
        (bars(291, 600), True, "fields differ by"),
        (bars(300, 604, bar=3), False, "more than 10"),
        (np.full((300, 604, 3), 255, dtype=np.uint8), False, "more than 10"),
        (bars(300, 700), False, "600 x 300 pixels were saved, 700 x 300 were made now"),
        (bars(270, 600), False, "600 x 300 pixels were saved, 600 x 270 were made now"),
    ],
)
def test_pictures_of_nearly_one_size_are_compared_by_fields(
    tmp_path: Path, rebuilt: np.ndarray, agrees: bool, words: str
) -> None:
    saved_path, rebuilt_path = tmp_path / "saved.png", tmp_path / "rebuilt.png"
    imsave(saved_path, bars(300, 600))
    imsave(rebuilt_path, rebuilt)
    comparison = compare_pictures(rebuilt_path, saved_path)
    assert comparison.agrees == agrees
    assert words in comparison.message


def test_tiny_pictures_of_two_sizes_differ(tmp_path: Path) -> None:
    saved_path, rebuilt_path = tmp_path / "saved.png", tmp_path / "rebuilt.png"
    imsave(saved_path, bars(22, 22))
    imsave(rebuilt_path, bars(22, 21))
    assert not compare_pictures(rebuilt_path, saved_path).agrees


def test_a_picture_changed_with_the_same_versions_fails(tmp_path: Path) -> None:
    manifest = publish_figure(tmp_path, "family\na\n")
    assert compare_again(tmp_path, manifest, "family\na\n", shade=101) == Comparison(
        False,
        ".png: different bytes, although the drawing packages are those of the manifest",
    )


def test_a_figure_changed_by_hand_or_missing_is_named(tmp_path: Path) -> None:
    manifest = publish_figure(tmp_path, "family\na\n")
    (tmp_path / "figures" / "f.csv").write_text("family\nb\n")
    assert compare_again(tmp_path, manifest, "family\na\n") == Comparison(
        False,
        "figures/f.csv was changed after it was made: its SHA-256 is not that of the "
        "manifest; run discourse figures.",
    )
    (tmp_path / "figures" / "f.csv").unlink()
    missing = compare_again(tmp_path, manifest, "family\na\n")
    assert missing.message == "figures/f.csv is missing; run discourse figures."


def test_a_figure_with_no_maker_or_no_record_fails(tmp_path: Path) -> None:
    manifest = publish_figure(tmp_path, "family\na\n")
    assert compare_figure(
        tmp_path, manifest, "f", run=None, faults={"n.ipynb": "no"}
    ) == Comparison(False, "n.ipynb failed.")
    without_maker = compare_figure(tmp_path, manifest, "f", run=None, faults={})
    assert "n.ipynb no longer makes it" in without_maker.message
    empty = Manifest({}, {})
    assert not compare_again(tmp_path, empty, "family\na\n").agrees


@given(
    st.floats(min_value=-1e6, max_value=1e6).filter(lambda x: x == 0 or abs(x) > 1e-3),
    st.sampled_from(
        [("family,rate", 1e-9), ("topic,label,term,rank,note,weight", 1e-3)]
    ),
)
def test_a_number_may_differ_by_the_tolerance_and_not_by_ten_times_it(
    tmp_path_factory: pytest.TempPathFactory, value: float, case: tuple[str, float]
) -> None:
    header, tolerance = case
    folder = tmp_path_factory.mktemp("csv")
    step = max(abs(value), 1.0) * tolerance

    def table(name: str, number: float) -> Path:
        path = folder / name
        cells = ["1"] * header.count(",")
        path.write_text(f"{header}\n{','.join([*cells, repr(number)])}\n")
        return path

    saved = table("saved", value)
    near = table("near", value + step / 2)
    far = table("far", value + step * 10)
    assert compare_tables(near, saved) == Comparison(
        True, f"same numbers to {tolerance:g}"
    )
    assert not compare_tables(far, saved).agrees


def test_text_is_never_close_and_shape_counts(tmp_path: Path) -> None:
    saved = tmp_path / "saved.csv"
    rebuilt = tmp_path / "rebuilt.csv"
    saved.write_text("term,count\nwin,1\n")
    for content in (
        "term,count\nwin-win,1\n",
        "term,count\nwin,1\nwin,1\n",
        "term\nwin\n",
    ):
        rebuilt.write_text(content)
        assert not compare_tables(rebuilt, saved).agrees
