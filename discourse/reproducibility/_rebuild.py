"""Run the notebooks of a study again; rewrite what is saved, or compare with it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from discourse.errors import FigureError
from discourse.reproducibility.figure_comparison import (
    compare_figure,
    compare_notebook,
)
from discourse.reproducibility.manifest import (
    Manifest,
    publish_runs,
    read_manifest,
)
from discourse.reproducibility.notebook_runs import NotebookRun, run_notebook
from discourse.validation import suggest

__all__ = ["Outcome", "rebuild", "verify"]


@dataclass(frozen=True)
class Outcome:
    """The result for one notebook or one figure.

    Attributes
    ----------
    name : str
        File name of the notebook, or name of the figure.
    succeeded : bool
        Whether the notebook ran, or agrees with what is saved.
    message : str
        What was made or compared, or what went wrong.
    """

    name: str
    succeeded: bool
    message: str


def rebuild(root: str | Path = ".", *, only: str | None = None) -> tuple[Outcome, ...]:
    """Run the notebooks of a study and rewrite its ``notebooks/`` and ``figures/``.

    The notebooks run in a temporary folder. The results of those that succeed are then
    put in place, and no file is ever left half written. A notebook that fails keeps its
    old outputs and figures, and the others still run.

    Parameters
    ----------
    root : str or Path
        Folder that holds ``notebooks/``.
    only : str, optional
        Name of one notebook, or of a figure. Then only this notebook runs, or only the
        notebook that makes this figure.

    Returns
    -------
    tuple of Outcome
        One for each notebook, in order of name.

    Raises
    ------
    FigureError
        There is no notebook, none of that name, or the manifest is damaged.

    See Also
    --------
    verify : compare with what is saved and change nothing.
    """
    root = Path(root)
    manifest = read_manifest(root)
    notebooks = _select_notebooks(root, manifest, only)
    with tempfile.TemporaryDirectory() as scratch:
        runs = _run_all(notebooks, Path(scratch))
        publish_runs(root, manifest, runs)
    return tuple(_outcome_of_run(run) for run in runs)


def _outcome_of_run(run: NotebookRun) -> Outcome:
    if run.fault:
        return Outcome(run.notebook, False, run.fault)
    figures = ", ".join(run.figures) or "no figures"
    return Outcome(run.notebook, True, f"ran; {figures}")


def verify(root: str | Path = ".", *, only: str | None = None) -> tuple[Outcome, ...]:
    """Run the notebooks of a study elsewhere and compare; change nothing.

    Parameters
    ----------
    root : str or Path
        Folder that holds ``notebooks/`` and ``figures/``.
    only : str, optional
        Name of one notebook, or of a figure. Then only this notebook runs, or only the
        notebook that makes this figure.

    Returns
    -------
    tuple of Outcome
        One for each notebook, then one for each figure, in order of name.

    Raises
    ------
    FigureError
        There is no notebook, none of that name, or the manifest is damaged.

    See Also
    --------
    rebuild : run the notebooks and save what they make.

    Notes
    -----
    *Data.* If the packages that compute have the versions of the manifest, the data of
    a figure must be the same, byte for byte. Otherwise every number must agree to 1e-9,
    and in a table of topics to 1e-3.

    *Pictures.* If the packages that draw have the versions of the manifest, the
    pictures must be the same, byte for byte. Otherwise the pixels of the PNG must agree
    within a tolerance. PDF and SVG are then not compared, and the message reports this.
    """
    root = Path(root)
    manifest = read_manifest(root)
    notebooks = _select_notebooks(root, manifest, only)
    with tempfile.TemporaryDirectory() as scratch:
        runs = _run_all(notebooks, Path(scratch))
        outcomes = _compare_notebooks(root, manifest, runs)
        outcomes += _compare_figures(root, manifest, runs, only)
    return tuple(outcomes)


def _compare_notebooks(
    root: Path, manifest: Manifest, runs: Sequence[NotebookRun]
) -> list[Outcome]:
    outcomes = []
    for run in runs:
        comparison = compare_notebook(root, manifest, run)
        outcome = Outcome(run.notebook, comparison.agrees, comparison.message)
        outcomes.append(outcome)
    return outcomes


def _compare_figures(
    root: Path, manifest: Manifest, runs: Sequence[NotebookRun], only: str | None
) -> list[Outcome]:
    """Compare every figure that a run made, and every saved one it should have made."""
    run_of_figure: dict[str, NotebookRun] = {}
    faults: dict[str, str] = {}
    for run in runs:
        run_of_figure.update(dict.fromkeys(run.figures, run))
        if run.fault:
            faults[run.notebook] = run.fault
    notebooks_run = {run.notebook for run in runs}
    names = set(run_of_figure)
    for name, figure in manifest.figures.items():
        if only is None or figure.notebook in notebooks_run:
            names.add(name)
    outcomes = []
    for name in sorted(names):
        comparison = compare_figure(
            root, manifest, name, run=run_of_figure.get(name), faults=faults
        )
        outcome = Outcome(name, comparison.agrees, comparison.message)
        outcomes.append(outcome)
    return outcomes


def _select_notebooks(root: Path, manifest: Manifest, only: str | None) -> list[Path]:
    """Return the notebooks to run, in order of name; refuse `only` if none fits."""
    notebooks = []
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        if not path.name.startswith("."):
            notebooks.append(path)
    if not notebooks:
        raise FigureError(
            f"no notebook was found: {root.resolve().name}/ has no notebooks/*.ipynb; "
            "run this from the top folder of a study."
        )
    if only is None:
        return notebooks
    wanted = only
    if only in manifest.figures:
        wanted = manifest.figures[only].notebook
    selected = [path for path in notebooks if wanted in (path.name, path.stem)]
    if not selected:
        names = [path.stem for path in notebooks] + list(manifest.figures)
        raise FigureError(
            f"{only!r} is no notebook and no figure of this study."
            f"{suggest(only, names)}"
        )
    return selected


def _run_all(notebooks: Sequence[Path], scratch: Path) -> list[NotebookRun]:
    """Run notebooks one after another, each with a folder of its own in `scratch`."""
    from tqdm import tqdm

    # None shows the bar on a terminal only: it must never be written into saved output.
    hide_bar = True if os.environ.get("DISCOURSE_PROGRESS") == "0" else None
    runs: list[NotebookRun] = []
    notebook_of_figure: dict[str, str] = {}
    for path in tqdm(notebooks, desc="notebooks", unit="", disable=hide_bar):
        run = run_notebook(path, scratch / path.stem)
        run = _refuse_second_maker(run, notebook_of_figure)
        notebook_of_figure.update(dict.fromkeys(run.figures, run.notebook))
        runs.append(run)
    return runs


def _refuse_second_maker(
    run: NotebookRun, notebook_of_figure: dict[str, str]
) -> NotebookRun:
    """Return `run`, or a failed run if another notebook made a figure of this name."""
    for name in run.figures:
        if name in notebook_of_figure:
            other = notebook_of_figure[name]
            fault = (
                f"figure {name} is also made by {other}; give one of them another name."
            )
            return NotebookRun(run.notebook, fault=fault)
    return run
