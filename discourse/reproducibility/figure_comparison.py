"""Whether a figure made again is the figure that was saved.

Bytes are compared where the same bytes can be expected, that is when the versions of the packages at work and the
platform are those of the manifest; else numbers, and pixels, within a tolerance that is said.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from discourse import tables
from discourse.reproducibility.manifest import (
    Figure,
    Manifest,
    inputs,
    sha256,
    versions,
)
from discourse.reproducibility.notebook_runs import IMAGES, SUFFIXES, Run

__all__ = ["same_figure", "same_notebook", "same_picture", "same_table"]

COMPUTING = (
    "numpy",
    "pandas",
    "platform",
    "scikit-learn",
    "scipy",
)  # what a number can depend on
DRAWING = (
    "matplotlib",
    "numpy",
    "pillow",
    "platform",
)  # what a picture can depend on, given its data
CLOSE = 1e-9  # numbers made with other versions agree to this, relative or absolute
CLOSE_TOPICS = (
    1e-3  # a topic model is an iteration: elsewhere it stops a little earlier or later
)
PIXELS = 10.0  # root mean square difference of two pictures, of 255, that other fonts and edges account for


def same_notebook(root: Path, manifest: Manifest, run: Run) -> tuple[bool, str]:
    """Say whether a notebook ran and showed what is saved in it."""
    if run.fault:
        return False, run.fault
    entry = manifest.notebooks.get(run.notebook)
    if entry is None:
        return False, "ran, but its outputs were never recorded; run discourse figures."
    saved = (root / "notebooks" / run.notebook).read_text(encoding="utf-8")
    if saved == run.text:
        return True, "ran; same outputs"
    other = _other({*COMPUTING, *DRAWING}, entry.versions)
    if other:
        return True, f"ran; outputs not compared ({other})"
    why = "; its inputs have changed since" if entry.inputs != inputs(root) else ""
    return (
        False,
        f"{_first_cell(saved, run.text)}{why}; run discourse figures and look at what changed.",
    )


def _first_cell(saved: str, fresh: str) -> str:
    old, new = json.loads(saved).get("cells", []), json.loads(fresh)["cells"]
    for number, (before, after) in enumerate(zip(old, new, strict=False), 1):
        if before != after:
            return f"cell {number} shows something else than is saved"
    return "what is saved is not the form discourse figures writes"


def same_figure(
    root: Path,
    manifest: Manifest,
    name: str,
    run: Run | None,
    faults: Mapping[str, str],
) -> tuple[bool, str]:
    """Say what of a figure agrees with what is saved, or what does not.

    Parameters
    ----------
    root : Path
        The study.
    manifest : Manifest
        What was recorded of it.
    name : str
        The figure.
    run : Run or None
        The run that made it again; ``None`` when none did.
    faults : mapping of str to str
        Notebooks that failed, and why.
    """
    figure = manifest.figures.get(name)
    if figure is None:
        return (
            False,
            "is made by a notebook but is not among the saved figures; run discourse figures.",
        )
    if run is None:
        failed = figure.notebook in faults
        return (
            False,
            f"{figure.notebook} {'failed' if failed else 'makes it no more; run discourse figures'}.",
        )
    damaged = _damaged(root, figure)
    if damaged:
        return False, damaged
    with_versions = (
        manifest.notebooks[run.notebook].versions
        if run.notebook in manifest.notebooks
        else {}
    )
    checks = []
    for suffix in SUFFIXES:
        if suffix in run.figures[name] or f"{name}{suffix}" in figure.files:
            fresh, saved = (
                run.figures[name].get(suffix),
                root / "figures" / f"{name}{suffix}",
            )
            checks.append((suffix, *_same_file(suffix, fresh, saved, with_versions)))
    wrong = [f"{suffix}: {said}" for suffix, good, said in checks if not good]
    return (not wrong), "; ".join(wrong or _told(checks))


def _told(checks: list[tuple[str, bool, str]]) -> list[str]:
    groups: dict[str, list[str]] = {}
    for suffix, _, said in checks:
        groups.setdefault(said, []).append(suffix)
    return [f"{', '.join(suffixes)}: {said}" for said, suffixes in groups.items()]


def _damaged(root: Path, figure: Figure) -> str:
    for file, digest in sorted(figure.files.items()):
        path = root / "figures" / file
        if not path.is_file():
            return f"figures/{file} is missing; run discourse figures."
        if sha256(path.read_bytes()) != digest:
            return f"figures/{file} was changed after it was made (its SHA-256 is not the manifest's)."
    return ""


def _same_file(
    suffix: str, fresh: Path | None, saved: Path, made_with: Mapping[str, str]
) -> tuple[bool, str]:
    if fresh is None:
        return False, "is made no more; run discourse figures."
    if not saved.is_file():
        return False, "was not saved; run discourse figures."
    if fresh.read_bytes() == saved.read_bytes():
        return True, "same bytes"
    if suffix == ".csv":
        other = _other(COMPUTING, made_with)
        return same_table(fresh, saved) if other else (False, _first_line(fresh, saved))
    if suffix not in IMAGES:
        return False, _first_line(fresh, saved)
    other = _other(DRAWING, made_with)
    if not other:
        return (
            False,
            "other bytes, though the drawing packages are those of the manifest",
        )
    return (
        same_picture(fresh, saved)
        if suffix == ".png"
        else (True, f"not compared ({other})")
    )


def _other(packages: Any, made_with: Mapping[str, str]) -> str:
    """Name the first package whose version is not that of the manifest; ``""`` when all are."""
    here = versions()
    for name in sorted(packages):
        if here[name] != made_with.get(name, ""):
            return (
                f"made with {name} {made_with.get(name, 'unknown')}, here {here[name]}"
            )
    return ""


def _first_line(fresh: Path, saved: Path) -> str:
    new, old = (
        path.read_text(encoding="utf-8").splitlines() for path in (fresh, saved)
    )
    for number, (before, after) in enumerate(zip(old, new, strict=False), 1):
        if before != after:
            return f"line {number} was {_cut(before)}, now {_cut(after)}"
    return f"{len(old)} lines were saved, {len(new)} came"


def _cut(line: str) -> str:
    return repr(line if len(line) <= 80 else line[:79] + "…")


def same_table(fresh: Path, saved: Path) -> tuple[bool, str]:
    """Compare two CSV files cell by cell: text exactly, numbers to 1e-9 (of a topics table: 1e-3)."""
    new, old = (_rows(path) for path in (fresh, saved))
    header = old[0] if old else []
    topics = any(
        set(tables.KINDS[kind].required) <= set(header)
        for kind in ("topics", "topic_documents")
    )
    close = CLOSE_TOPICS if topics else CLOSE
    if [len(row) for row in new] != [len(row) for row in old]:
        return (
            False,
            f"{len(old)} lines of {len(header)} cells were saved, {len(new)} came or their cells differ",
        )
    for number, (before, after) in enumerate(zip(old, new, strict=True), 1):
        for column, was, now in zip(header, before, after, strict=False):
            if was != now and not _close(was, now, close):
                return (
                    False,
                    f"line {number}, {column}: {_cut(was)} was saved, {_cut(now)} came",
                )
    return True, f"same numbers to {close:g}"


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _close(was: str, now: str, close: float) -> bool:
    try:
        return math.isclose(float(was), float(now), rel_tol=close, abs_tol=close)
    except ValueError:
        return False


def same_picture(fresh: Path, saved: Path) -> tuple[bool, str]:
    """Compare two PNG files by the root mean square difference of their pixels, of 255."""
    import numpy as np
    from matplotlib.image import imread

    new, old = imread(fresh), imread(saved)
    if new.shape != old.shape:
        return False, f"{_size(old.shape)} pixels were saved, {_size(new.shape)} came"
    difference = 255.0 * float(
        np.sqrt(np.mean((new.astype(np.float64) - old.astype(np.float64)) ** 2))
    )
    said = f"pixels differ by {difference:.1f} of 255 (root mean square)"
    return (
        difference <= PIXELS,
        said if difference <= PIXELS else f"{said}, more than {PIXELS:g}",
    )


def _size(shape: tuple[int, ...]) -> str:
    return f"{shape[1]} x {shape[0]}"
