"""Compare a notebook or a figure made again with the one that was saved.

If the platform and the versions of the packages are those of the manifest, the bytes
must be the same. Otherwise numbers and pixels are compared within a tolerance, and the
message gives this tolerance.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from discourse import tables
from discourse.reproducibility.manifest import (
    FigureEntry,
    Manifest,
    hash_inputs,
    package_versions,
    sha256,
)
from discourse.reproducibility.notebook_runs import IMAGES, SUFFIXES, NotebookRun

__all__ = [
    "Comparison",
    "compare_figure",
    "compare_notebook",
    "compare_pictures",
    "compare_tables",
]

# What a number can depend on.
COMPUTING = ("numpy", "pandas", "platform", "scikit-learn", "scipy")
# What a picture can depend on, given its data.
DRAWING = ("matplotlib", "numpy", "pillow", "platform")
# Numbers made with other versions agree to this, relative or absolute.
NUMBER_TOLERANCE = 1e-9
# A topic model is an iteration: on another platform it stops a little earlier or later.
TOPIC_TOLERANCE = 1e-3
# Root mean square difference of two pictures that other fonts and edges can explain.
PIXEL_TOLERANCE = 10.0
PIXEL_RANGE = 255.0
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
    """
    if run.fault:
        return Comparison(False, run.fault)
    entry = manifest.notebooks.get(run.notebook)
    if entry is None:
        return Comparison(
            False, "ran, but its outputs were never recorded; run discourse figures."
        )
    saved = (root / "notebooks" / run.notebook).read_text(encoding="utf-8")
    if saved == run.text:
        return Comparison(True, "ran; same outputs")
    changed_version = _first_changed_version({*COMPUTING, *DRAWING}, entry.versions)
    if changed_version:
        return Comparison(True, f"ran; outputs not compared ({changed_version})")
    difference = _first_different_cell(saved, run.text)
    if entry.inputs != hash_inputs(root):
        difference += "; its inputs have changed since"
    return Comparison(
        False, f"{difference}; run discourse figures and look at what changed."
    )


def _first_different_cell(saved: str, rebuilt: str) -> str:
    saved_cells = json.loads(saved).get("cells", [])
    rebuilt_cells = json.loads(rebuilt)["cells"]
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
            continue
        rebuilt = rebuilt_files.get(suffix)
        saved = root / "figures" / file_name
        comparison = _compare_files(suffix, rebuilt, saved, recorded_versions)
        of_file = _FileComparison(suffix, comparison.agrees, comparison.message)
        comparisons.append(of_file)
    return _summarise_files(comparisons)


def _explain_missing_figure(
    figure: FigureEntry, faults: Mapping[str, str]
) -> Comparison:
    if figure.notebook in faults:
        return Comparison(False, f"{figure.notebook} failed.")
    return Comparison(
        False, f"{figure.notebook} no longer makes it; run discourse figures."
    )


def _find_damage(root: Path, figure: FigureEntry) -> str:
    """Name a file of a saved figure that is missing or was changed; ``""`` if none."""
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
    """Name each file that differs; if all agree, group the files by their message."""
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
    rebuilt: Path | None,
    saved: Path,
    recorded_versions: Mapping[str, str],
) -> Comparison:
    """Compare one file of a figure: by bytes, or for other versions by tolerance."""
    if rebuilt is None:
        return Comparison(False, "is no longer made; run discourse figures.")
    if not saved.is_file():
        return Comparison(False, "was not saved; run discourse figures.")
    if rebuilt.read_bytes() == saved.read_bytes():
        return Comparison(True, "same bytes")
    if suffix in IMAGES:
        return _compare_images(suffix, rebuilt, saved, recorded_versions)
    if suffix == ".csv" and _first_changed_version(COMPUTING, recorded_versions):
        return compare_tables(rebuilt, saved)
    return Comparison(False, _first_different_line(rebuilt, saved))


def _compare_images(
    suffix: str, rebuilt: Path, saved: Path, recorded_versions: Mapping[str, str]
) -> Comparison:
    """Compare two pictures whose bytes differ."""
    changed_version = _first_changed_version(DRAWING, recorded_versions)
    if not changed_version:
        return Comparison(
            False,
            "different bytes, although the drawing packages are those of the manifest",
        )
    if suffix == ".png":
        return compare_pictures(rebuilt, saved)
    return Comparison(True, f"not compared ({changed_version})")


def _first_changed_version(
    packages: Iterable[str], recorded_versions: Mapping[str, str]
) -> str:
    """Name the first package whose version is not that recorded; ``""`` if all are."""
    versions = package_versions()
    for name in sorted(packages):
        if versions[name] != recorded_versions.get(name, ""):
            recorded = recorded_versions.get(name, "unknown")
            return f"made with {name} {recorded}, here {versions[name]}"
    return ""


def _first_different_line(rebuilt: Path, saved: Path) -> str:
    rebuilt_lines = rebuilt.read_text(encoding="utf-8").splitlines()
    saved_lines = saved.read_text(encoding="utf-8").splitlines()
    lines = zip(saved_lines, rebuilt_lines, strict=False)
    for number, (saved_line, rebuilt_line) in enumerate(lines, 1):
        if saved_line != rebuilt_line:
            return f"line {number} was {_quote(saved_line)}, now {_quote(rebuilt_line)}"
    return f"{len(saved_lines)} lines were saved, {len(rebuilt_lines)} were made now"


def _quote(text: str) -> str:
    if len(text) > LONGEST_QUOTATION:
        text = text[: LONGEST_QUOTATION - 1] + "…"
    return repr(text)


def compare_tables(rebuilt: Path, saved: Path) -> Comparison:
    """Compare two CSV files cell by cell.

    Texts must be equal. Numbers must agree to 1e-9, and in a table of topics to 1e-3.
    """
    rebuilt_rows = _read_rows(rebuilt)
    saved_rows = _read_rows(saved)
    header = saved_rows[0] if saved_rows else []
    tolerance = TOPIC_TOLERANCE if _has_topics(header) else NUMBER_TOLERANCE
    rebuilt_shape = [len(row) for row in rebuilt_rows]
    saved_shape = [len(row) for row in saved_rows]
    if rebuilt_shape != saved_shape:
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
    """Whether these are the columns of a table made from a topic model."""
    columns = set(header)
    for kind in ("topics", "topic_documents"):
        if columns.issuperset(tables.KINDS[kind].required):
            return True
    return False


def _read_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _cells_agree(saved: str, rebuilt: str, tolerance: float) -> bool:
    if saved == rebuilt:
        return True
    try:
        saved_number = float(saved)
        rebuilt_number = float(rebuilt)
    except ValueError:
        return False
    return math.isclose(
        saved_number, rebuilt_number, rel_tol=tolerance, abs_tol=tolerance
    )


def compare_pictures(rebuilt: Path, saved: Path) -> Comparison:
    """Compare two PNG files by the root mean square difference of their pixels.

    A pixel has values from 0 to 255. A difference of 10 or less counts as the same
    picture.
    """
    import numpy as np
    from matplotlib.image import imread

    rebuilt_pixels = imread(rebuilt)
    saved_pixels = imread(saved)
    if rebuilt_pixels.shape != saved_pixels.shape:
        saved_size = _size_in_pixels(saved_pixels.shape)
        rebuilt_size = _size_in_pixels(rebuilt_pixels.shape)
        return Comparison(
            False, f"{saved_size} pixels were saved, {rebuilt_size} were made now"
        )
    differences = rebuilt_pixels.astype(np.float64) - saved_pixels.astype(np.float64)
    root_mean_square = PIXEL_RANGE * float(np.sqrt(np.mean(differences**2)))
    message = f"pixels differ by {root_mean_square:.1f} of 255 (root mean square)"
    if root_mean_square > PIXEL_TOLERANCE:
        return Comparison(False, f"{message}, more than {PIXEL_TOLERANCE:g}")
    return Comparison(True, message)


def _size_in_pixels(shape: tuple[int, ...]) -> str:
    return f"{shape[1]} x {shape[0]}"
