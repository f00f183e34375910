"""Run the notebooks of a study anew, and verify that they give what is kept."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from discourse.errors import FigureError
from discourse.reproducibility.figure_comparison import same_figure, same_notebook
from discourse.reproducibility.manifest import (
    Manifest,
    publish,
    read_manifest,
)
from discourse.reproducibility.notebook_runs import Run, perform
from discourse.validation import suggest

__all__ = ["Outcome", "rebuild", "verify"]


@dataclass(frozen=True)
class Outcome:
    """What became of one notebook or one figure."""

    name: str
    good: bool
    message: str


def rebuild(root: str | Path = ".", *, only: str | None = None) -> tuple[Outcome, ...]:
    """Run the notebooks of a study and rewrite its ``notebooks/`` and ``figures/``.

    The work is done in a temporary folder; only what succeeded is put in place, each file whole. A notebook that
    fails keeps its old outputs and figures, and the others go on.

    Parameters
    ----------
    root : str or Path
        Folder that holds ``notebooks/``.
    only : str, optional
        Name of one notebook, or of a figure: then only the notebook that makes it.

    Returns
    -------
    tuple of Outcome
        One for each notebook, in order of name.

    Raises
    ------
    FigureError
        There is no notebook, none of that name, or the manifest is damaged.
    """
    root = Path(root)
    manifest = read_manifest(root)
    chosen = _chosen(root, manifest, only)
    with tempfile.TemporaryDirectory() as scratch:
        runs = _all(chosen, Path(scratch))
        publish(root, manifest, runs)
    return tuple(
        Outcome(run.notebook, not run.fault, run.fault or f"ran; {_made(run)}")
        for run in runs
    )


def verify(root: str | Path = ".", *, only: str | None = None) -> tuple[Outcome, ...]:
    """Run the notebooks of a study elsewhere and compare what they make with what is saved; change nothing.

    The data of a figure must agree byte for byte when the packages that compute are those of the manifest, else
    every number to 1e-9 (topics: 1e-3). Its pictures must agree byte for byte when the packages that draw are those
    of the manifest, else the pixels of the PNG within a tolerance; PDF and SVG are then not compared, and it is said.

    Parameters
    ----------
    root : str or Path
        Folder that holds ``notebooks/`` and ``figures/``.
    only : str, optional
        Name of one notebook, or of a figure: then only the notebook that makes it.

    Returns
    -------
    tuple of Outcome
        One for each notebook, then one for each figure, in order of name.

    Raises
    ------
    FigureError
        There is no notebook, none of that name, or the manifest is damaged.
    """
    root = Path(root)
    manifest = read_manifest(root)
    chosen = _chosen(root, manifest, only)
    with tempfile.TemporaryDirectory() as scratch:
        runs = _all(chosen, Path(scratch))
        outcomes = [
            Outcome(run.notebook, *same_notebook(root, manifest, run)) for run in runs
        ]
        made = {name: run for run in runs for name in run.figures}
        ran = {run.notebook for run in runs}
        kept = [
            name
            for name, figure in manifest.figures.items()
            if only is None or figure.notebook in ran
        ]
        faults = {run.notebook: run.fault for run in runs if run.fault}
        for name in sorted({*made, *kept}):
            outcomes.append(
                Outcome(
                    name, *same_figure(root, manifest, name, made.get(name), faults)
                )
            )
    return tuple(outcomes)


def _chosen(root: Path, manifest: Manifest, only: str | None) -> list[Path]:
    found = sorted(
        path
        for path in (root / "notebooks").glob("*.ipynb")
        if not path.name.startswith(".")
    )
    if not found:
        raise FigureError(
            f"no notebook was found: {root.resolve().name}/ has no notebooks/*.ipynb; run this from the top of a study."
        )
    if only is None:
        return found
    maker = manifest.figures[only].notebook if only in manifest.figures else only
    picked = [path for path in found if maker in (path.name, path.stem)]
    if not picked:
        names = [path.stem for path in found] + list(manifest.figures)
        raise FigureError(
            f"{only!r} is no notebook and no figure of this study.{suggest(only, names)}"
        )
    return picked


def _all(notebooks: Sequence[Path], scratch: Path) -> list[Run]:
    from tqdm import tqdm

    # On a terminal only (None): a bar must never be written into what is kept.
    quiet = True if os.environ.get("DISCOURSE_PROGRESS") == "0" else None
    runs: list[Run] = []
    owner: dict[str, str] = {}
    for path in tqdm(notebooks, desc="notebooks", unit="", disable=quiet):
        run = perform(path, scratch / path.stem)
        twice = next((name for name in run.figures if name in owner), None)
        if twice is not None:
            run = Run(
                run.notebook,
                fault=f"figure {twice} is made by {owner[twice]} too; give one another name.",
            )
        owner.update(dict.fromkeys(run.figures, run.notebook))
        runs.append(run)
    return runs


def _made(run: Run) -> str:
    return ", ".join(run.figures) if run.figures else "no figures"
