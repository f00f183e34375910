"""A small study for the tests: its notebooks, and the files of a figure."""

from __future__ import annotations

from pathlib import Path

import nbformat
import numpy as np
from matplotlib.image import imsave
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from discourse.reproducibility.manifest import (
    Manifest,
    NotebookEntry,
    publish_runs,
    read_manifest,
)
from discourse.reproducibility.notebook_runs import SUFFIXES, NotebookRun


def write_notebook(folder: Path, name: str, *sources: str) -> Path:
    content = new_notebook(
        cells=[new_markdown_cell("# A study"), *map(new_code_cell, sources)]
    )
    for number, cell in enumerate(content.cells):
        cell["id"] = f"cell-{number}"
    path = folder / "notebooks" / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(content, path)
    return path


def figure_files(
    folder: Path, name: str, csv: str, shade: int = 100
) -> dict[str, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = {suffix: folder / f"{name}{suffix}" for suffix in SUFFIXES}
    for path in files.values():
        path.write_text(csv, encoding="utf-8")
    imsave(files[".png"], np.full((4, 4, 3), shade, dtype=np.uint8))
    return files


def publish_figure(root: Path, csv: str, **changed_versions: str) -> Manifest:
    """Publish one figure; return a manifest in which some versions are others."""
    (root / "notebooks").mkdir(parents=True)
    (root / "notebooks" / "n.ipynb").write_text("{}\n")
    files = figure_files(root / "made", "f", csv)
    run = NotebookRun("n.ipynb", "{}\n", figures={"f": files})
    manifest = publish_runs(root, read_manifest(root), [run])
    entry = manifest.notebooks["n.ipynb"]
    versions = {**entry.versions, **changed_versions}
    changed_entry = NotebookEntry(entry.inputs, entry.sha256, versions)
    return Manifest(manifest.figures, {"n.ipynb": changed_entry})
