"""Compare a notebook or a figure made again with the one that was saved.

If the platform and the versions of the packages are those of the manifest, the bytes
must be the same. Otherwise numbers and pixels are compared within a tolerance, and the
message gives this tolerance.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from discourse import tables
from discourse.csv_records import parse_records
from discourse.reproducibility.manifest import (
    FigureEntry,
    Manifest,
    hash_inputs,
    package_versions,
    sha256,
)
from discourse.reproducibility.notebook_runs import IMAGES, SUFFIXES, NotebookRun

if TYPE_CHECKING:
    import numpy as np

__all__ = [
    "Comparison",
    "compare_figure",
    "compare_notebook",
    "compare_pictures",
    "compare_tables",
]

# Packages on which a number can depend, and the platform.
COMPUTING = ("numpy", "pandas", "platform", "scikit-learn", "scipy")
# The same for a picture whose data are given.
DRAWING = ("matplotlib", "numpy", "pillow", "platform")
# Numbers made with other versions agree to this, relative or absolute.
NUMBER_TOLERANCE = 1e-9
# A topic model is an iteration: on another platform it stops a little earlier or later.
TOPIC_TOLERANCE = 1e-3
# Root mean square difference of two pictures that other fonts and edges can explain.
PIXEL_TOLERANCE = 10.0
PIXEL_RANGE = 255.0  # the largest value of a pixel
# Share of the width or height by which two pictures may differ in size: another version
# of matplotlib sets the same words a little wider or higher.
SIZE_TOLERANCE = 0.05
# Fields in a row and in a column, whose mean colours are compared if the sizes differ.
FIELDS_A_SIDE = 24
# Characters of a line or a cell that a message shows.
LONGEST_QUOTATION = 80


@dataclass(frozen=True)
class Comparison:
    """Whether two things agree, and in a message what was compared or what differs."""

    agrees: bool
    message: str


@dataclass(frozen=True)
class _FileComparison:
    """The comparison of one file of a figure."""

    suffix: str
    agrees: bool
    message: str


def compare_notebook(root: Path, manifest: Manifest, run: NotebookRun) -> Comparison:
    """Compare the outputs of a notebook with those saved in it.

    Parameters
    ----------
    root : Path
        The study.
    manifest : Manifest
        What is recorded about the study.
    run : NotebookRun
        The new run of the notebook.

    Returns
    -------
    Comparison
        The outputs agree if they are equal. They also count as agreeing if they differ,
        but were made with other versions of the packages: the message reports that they
        were not compared.
    """
    if run.fault:
        return Comparison(False, run.fault)
    entry = manifest.notebooks.get(run.notebook)
    if entry is None:
        return Comparison(
            False, "ran, but its outputs were never recorded; run discourse figures."
        )
    saved_path = root / "notebooks" / run.notebook
    saved_text = saved_path.read_text(encoding="utf-8")
    if saved_text == run.text:
        return Comparison(True, "ran; same outputs")
    changed_version = _first_changed_version({*COMPUTING, *DRAWING}, entry.versions)
    if changed_version:
        return Comparison(True, f"ran; outputs not compared ({changed_version})")
    difference = _describe_first_different_cell(saved_text, run.text)
    if entry.inputs != hash_inputs(root):
        difference += "; its inputs have changed since"
    return Comparison(
        False, f"{difference}; run discourse figures and look at what changed."
    )


def _describe_first_different_cell(saved_text: str, rebuilt_text: str) -> str:
    """Return which cell of two notebooks differs first, or that only the form does."""
    saved_cells = json.loads(saved_text).get("cells", [])
    rebuilt_cells = json.loads(rebuilt_text)["cells"]
    cells = zip(saved_cells, rebuilt_cells, strict=False)
    for number, (saved_cell, rebuilt_cell) in enumerate(cells, 1):
        if saved_cell != rebuilt_cell:
            return f"cell {number} differs from the saved cell"
    return "the saved notebook is not in the form that discourse figures writes"


def compare_figure(
    root: Path,
    manifest: Manifest,
    name: str,
    *,
    run: NotebookRun | None,
    faults: Mapping[str, str],
) -> Comparison:
    """Compare the files of a figure with those saved.

    Parameters
    ----------
    root : Path
        The study.
    manifest : Manifest
        What is recorded about the study.
    name : str
        The figure.
    run : NotebookRun or None
        The run that made the figure again; None if none did.
    faults : mapping of str to str
        The notebooks that failed, with the reason.

    Returns
    -------
    Comparison
        The message names each file that differs. If none does, it says how the files
        were compared.
    """
    figure = manifest.figures.get(name)
    if figure is None:
        return Comparison(
            False,
            "is made by a notebook but is not among the saved figures; "
            "run discourse figures.",
        )
    if run is None:
        return _explain_missing_figure(figure, faults)
    damage = _find_damage(root, figure)
    if damage:
        return Comparison(False, damage)
    recorded_versions: Mapping[str, str] = {}
    if run.notebook in manifest.notebooks:
        recorded_versions = manifest.notebooks[run.notebook].versions
    rebuilt_files = run.figures[name]
    comparisons = []
    for suffix in SUFFIXES:
        file_name = f"{name}{suffix}"
        if suffix not in rebuilt_files and file_name not in figure.files:
            continue  # a table without a chart has no picture
        comparison = _compare_files(
            suffix,
            rebuilt_files.get(suffix),
            root / "figures" / file_name,
            recorded_versions,
        )
        comparisons.append(
            _FileComparison(suffix, comparison.agrees, comparison.message)
        )
    return _summarise_files(comparisons)


def _explain_missing_figure(
    figure: FigureEntry, faults: Mapping[str, str]
) -> Comparison:
    """Return why no run made a saved figure again."""
    if figure.notebook in faults:
        return Comparison(False, f"{figure.notebook} failed.")
    return Comparison(
        False, f"{figure.notebook} no longer makes it; run discourse figures."
    )


def _find_damage(root: Path, figure: FigureEntry) -> str:
    """Return which file of a saved figure is missing or was changed; ``""`` if none."""
    for file_name, digest in sorted(figure.files.items()):
        path = root / "figures" / file_name
        if not path.is_file():
            return f"figures/{file_name} is missing; run discourse figures."
        if sha256(path.read_bytes()) != digest:
            return (
                f"figures/{file_name} was changed after it was made: its SHA-256 is "
                "not that of the manifest; run discourse figures."
            )
    return ""


def _summarise_files(comparisons: Sequence[_FileComparison]) -> Comparison:
    """Return the comparison of a figure from those of its files.

    The message names each file that differs. If all agree, it names the files in groups
    with the same message.
    """
    differences = []
    suffixes_by_message: dict[str, list[str]] = {}
    for comparison in comparisons:
        if not comparison.agrees:
            differences.append(f"{comparison.suffix}: {comparison.message}")
        suffixes = suffixes_by_message.setdefault(comparison.message, [])
        suffixes.append(comparison.suffix)
    if differences:
        return Comparison(False, "; ".join(differences))
    clauses = []
    for message, suffixes in suffixes_by_message.items():
        clauses.append(f"{', '.join(suffixes)}: {message}")
    return Comparison(True, "; ".join(clauses))


def _compare_files(
    suffix: str,
    rebuilt_path: Path | None,
    saved_path: Path,
    recorded_versions: Mapping[str, str],
) -> Comparison:
    """Compare one file of a figure: by bytes, or for other versions by tolerance.

    Parameters
    ----------
    suffix : str
        One of :data:`SUFFIXES`.
    rebuilt_path : Path or None
        The file made now; None if it was not made.
    saved_path : Path
    recorded_versions : mapping of str to str
        The versions with which the saved file was made.
    """
    if rebuilt_path is None:
        return Comparison(False, "is no longer made; run discourse figures.")
    if not saved_path.is_file():
        return Comparison(False, "was not saved; run discourse figures.")
    if rebuilt_path.read_bytes() == saved_path.read_bytes():
        return Comparison(True, "same bytes")
    if suffix in IMAGES:
        return _compare_images(suffix, rebuilt_path, saved_path, recorded_versions)
    if suffix == ".csv" and _first_changed_version(COMPUTING, recorded_versions):
        return compare_tables(rebuilt_path, saved_path)
    return Comparison(False, _describe_first_different_line(rebuilt_path, saved_path))


def _compare_images(
    suffix: str,
    rebuilt_path: Path,
    saved_path: Path,
    recorded_versions: Mapping[str, str],
) -> Comparison:
    """Compare two pictures whose bytes differ.

    PNG files that other versions drew are compared by their pixels. PDF and SVG files
    that other versions drew are not compared, and count as agreeing.
    """
    changed_version = _first_changed_version(DRAWING, recorded_versions)
    if not changed_version:
        return Comparison(
            False,
            "different bytes, although the drawing packages are those of the manifest",
        )
    if suffix == ".png":
        return compare_pictures(rebuilt_path, saved_path)
    return Comparison(True, f"not compared ({changed_version})")


def _first_changed_version(
    packages: Iterable[str], recorded_versions: Mapping[str, str]
) -> str:
    """Return the first package whose version is not that recorded; ``""`` if none.

    The result gives both versions.
    """
    versions = package_versions()
    for name in sorted(packages):
        recorded_version = recorded_versions.get(name, "unknown")
        if versions[name] != recorded_version:
            return f"made with {name} {recorded_version}, here {versions[name]}"
    return ""


def _describe_first_different_line(rebuilt_path: Path, saved_path: Path) -> str:
    """Return the first line of two text files that differs, as it was and as it is."""
    rebuilt_lines = rebuilt_path.read_text(encoding="utf-8").splitlines()
    saved_lines = saved_path.read_text(encoding="utf-8").splitlines()
    lines = zip(saved_lines, rebuilt_lines, strict=False)
    for number, (saved_line, rebuilt_line) in enumerate(lines, 1):
        if saved_line != rebuilt_line:
            return f"line {number} was {_quote(saved_line)}, now {_quote(rebuilt_line)}"
    return f"{len(saved_lines)} lines were saved, {len(rebuilt_lines)} were made now"


def _quote(text: str) -> str:
    """Return a text in quotation marks; a long one is cut."""
    if len(text) > LONGEST_QUOTATION:
        text = text[: LONGEST_QUOTATION - 1] + "…"
    return repr(text)


def compare_tables(rebuilt_path: Path, saved_path: Path) -> Comparison:
    """Compare two CSV files cell by cell.

    Texts must be equal. Numbers must agree to 1e-9, and in a table of topics to 1e-3.
    """
    rebuilt_rows = _read_rows(rebuilt_path)
    saved_rows = _read_rows(saved_path)
    header = saved_rows[0] if saved_rows else []
    tolerance = TOPIC_TOLERANCE if _has_topics(header) else NUMBER_TOLERANCE
    rebuilt_row_lengths = [len(row) for row in rebuilt_rows]
    saved_row_lengths = [len(row) for row in saved_rows]
    if rebuilt_row_lengths != saved_row_lengths:
        return Comparison(
            False,
            f"{len(saved_rows)} lines of {len(header)} cells were saved; now there are "
            f"{len(rebuilt_rows)} lines, or lines with another number of cells",
        )
    rows = zip(saved_rows, rebuilt_rows, strict=True)
    for number, (saved_row, rebuilt_row) in enumerate(rows, 1):
        cells = zip(header, saved_row, rebuilt_row, strict=False)
        for column, saved_cell, rebuilt_cell in cells:
            if not _cells_agree(saved_cell, rebuilt_cell, tolerance):
                return Comparison(
                    False,
                    f"line {number}, {column}: {_quote(saved_cell)} was saved, "
                    f"{_quote(rebuilt_cell)} was made now",
                )
    return Comparison(True, f"same numbers to {tolerance:g}")


def _has_topics(header: Sequence[str]) -> bool:
    """Return whether these are the columns of a table made from a topic model."""
    columns = set(header)
    for kind in ("topics", "topic_documents"):
        if columns.issuperset(tables.KINDS[kind].required):
            return True
    return False


def _read_rows(path: Path) -> list[list[str]]:
    """Return the cells of each line of a CSV file, the header first."""
    text = path.read_bytes().decode("utf-8")
    return [cells for _, cells in parse_records(text, ",")]


def _cells_agree(saved_cell: str, rebuilt_cell: str, tolerance: float) -> bool:
    """Return whether two cells are equal, or numbers that differ by no more than this."""
    if saved_cell == rebuilt_cell:
        return True
    try:
        saved_number = float(saved_cell)
        rebuilt_number = float(rebuilt_cell)
    except ValueError:  # one of them is text
        return False
    return math.isclose(
        saved_number, rebuilt_number, rel_tol=tolerance, abs_tol=tolerance
    )


def compare_pictures(rebuilt_path: Path, saved_path: Path) -> Comparison:
    """Compare two PNG files by the root mean square difference of their pixels.

    A pixel has values from 0 to 255. A difference of 10 or less counts as the same
    picture. If one picture is a little larger than the other, both are divided into
    fields, as many in each, and the mean colours of the fields are compared.
    """
    from matplotlib.image import imread

    rebuilt_pixels = imread(rebuilt_path)
    saved_pixels = imread(saved_path)
    if rebuilt_pixels.shape == saved_pixels.shape:
        return _compare_pixels(rebuilt_pixels, saved_pixels, what="pixels")
    saved_size = _size_in_pixels(saved_pixels.shape)
    rebuilt_size = _size_in_pixels(rebuilt_pixels.shape)
    sizes = f"{saved_size} pixels were saved, {rebuilt_size} were made now"
    if not _have_similar_sizes(rebuilt_pixels.shape, saved_pixels.shape):
        return Comparison(False, sizes)
    comparison = _compare_pixels(
        _mean_colours(rebuilt_pixels), _mean_colours(saved_pixels), what="fields"
    )
    return Comparison(comparison.agrees, f"{sizes}: {comparison.message}")


def _compare_pixels(rebuilt: np.ndarray, saved: np.ndarray, *, what: str) -> Comparison:
    """Compare colours from 0 to 1 one by one; `what` names them in the message."""
    import numpy as np

    differences = rebuilt.astype(np.float64) - saved.astype(np.float64)
    root_mean_square = PIXEL_RANGE * float(np.sqrt(np.mean(differences**2)))
    message = f"{what} differ by {root_mean_square:.1f} of 255 (root mean square)"
    if root_mean_square > PIXEL_TOLERANCE:
        return Comparison(False, f"{message}, more than {PIXEL_TOLERANCE:g}")
    return Comparison(True, message)


def _have_similar_sizes(
    rebuilt_shape: tuple[int, ...], saved_shape: tuple[int, ...]
) -> bool:
    """Return whether two pictures can be compared by fields.

    Height and width agree within the tolerance, the number of colours exactly, and
    there is a pixel for each field.
    """
    if rebuilt_shape[2:] != saved_shape[2:]:
        return False
    if min(*rebuilt_shape[:2], *saved_shape[:2]) < FIELDS_A_SIDE:
        return False
    lengths = zip(rebuilt_shape[:2], saved_shape[:2], strict=True)
    return all(
        math.isclose(rebuilt, saved, rel_tol=SIZE_TOLERANCE)
        for rebuilt, saved in lengths
    )


def _mean_colours(pixels: np.ndarray) -> np.ndarray:
    """Return the mean colour of each field of a picture, rows first."""
    import numpy as np

    colours = pixels.astype(np.float64)
    for axis in (0, 1):
        length = colours.shape[axis]
        edges = np.linspace(0, length, FIELDS_A_SIDE + 1).astype(np.int64)
        stripes = [
            colours.take(range(start, stop), axis=axis).mean(axis=axis)
            for start, stop in itertools.pairwise(edges.tolist())
        ]
        colours = np.stack(stripes, axis=axis)
    return colours


def _size_in_pixels(shape: tuple[int, ...]) -> str:
    """Return width x height, from the shape of an array of pixels (rows first)."""
    return f"{shape[1]} x {shape[0]}"
