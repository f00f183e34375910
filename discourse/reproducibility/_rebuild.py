"""Run the notebooks of a study again; rewrite what is saved, or compare with it."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from discourse.errors import FigureError
from discourse.progress import track_progress
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
    return tuple(_outcome_of_run(notebook_run) for notebook_run in runs)


def _outcome_of_run(notebook_run: NotebookRun) -> Outcome:
    """Return the outcome of a notebook: the figures it made, or what stopped it."""
    if notebook_run.fault:
        return Outcome(notebook_run.notebook, False, notebook_run.fault)
    figure_names = ", ".join(notebook_run.figures)
    if not figure_names:
        figure_names = "no figures"
    return Outcome(notebook_run.notebook, True, f"ran; {figure_names}")


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
    within a tolerance; of a PNG that became a little larger or smaller, because its
    words did, the mean colours of 24 x 24 fields. PDF and SVG are then not compared,
    and the message reports this.
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
    """Return for each run whether its outputs agree with the saved notebook."""
    outcomes = []
    for notebook_run in runs:
        comparison = compare_notebook(root, manifest, notebook_run)
        outcome = Outcome(notebook_run.notebook, comparison.agrees, comparison.message)
        outcomes.append(outcome)
    return outcomes


def _compare_figures(
    root: Path, manifest: Manifest, runs: Sequence[NotebookRun], only: str | None
) -> list[Outcome]:
    """Return for each figure whether it agrees with the saved one, in order of name.

    These are the figures that the runs made, and the saved ones that they should have
    made. If all notebooks ran (`only` is None), the latter are all saved figures.
    """
    run_by_figure: dict[str, NotebookRun] = {}
    fault_by_notebook: dict[str, str] = {}
    for notebook_run in runs:
        run_by_figure.update(dict.fromkeys(notebook_run.figures, notebook_run))
        if notebook_run.fault:
            fault_by_notebook[notebook_run.notebook] = notebook_run.fault
    names_of_run_notebooks = {notebook_run.notebook for notebook_run in runs}
    figure_names = set(run_by_figure)
    for name, figure in manifest.figures.items():
        if only is None or figure.notebook in names_of_run_notebooks:
            figure_names.add(name)
    outcomes = []
    for name in sorted(figure_names):
        comparison = compare_figure(
            root,
            manifest,
            name,
            run=run_by_figure.get(name),
            faults=fault_by_notebook,
        )
        outcome = Outcome(name, comparison.agrees, comparison.message)
        outcomes.append(outcome)
    return outcomes


def _select_notebooks(root: Path, manifest: Manifest, only: str | None) -> list[Path]:
    """Return the paths of the notebooks to run, in order of name.

    Parameters
    ----------
    root : Path
        The study.
    manifest : Manifest
    only : str or None
        The name of a notebook, with or without ``.ipynb``, or of a figure; None = all.

    Raises
    ------
    FigureError
        There is no notebook, or none of that name.
    """
    notebooks = []
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        is_hidden = path.name.startswith(".")  # such as a file that is being written
        if not is_hidden:
            notebooks.append(path)
    if not notebooks:
        raise FigureError(
            f"no notebook was found: {root.resolve().name}/ has no notebooks/*.ipynb; "
            "run this from the top folder of a study."
        )
    if only is None:
        return notebooks
    notebook_name = only
    if only in manifest.figures:
        notebook_name = manifest.figures[only].notebook
    selected_notebooks = []
    for path in notebooks:
        if notebook_name in (path.name, path.stem):
            selected_notebooks.append(path)
    if not selected_notebooks:
        names = [path.stem for path in notebooks] + list(manifest.figures)
        raise FigureError(
            f"{only!r} is no notebook and no figure of this study."
            f"{suggest(only, names)}"
        )
    return selected_notebooks


def _run_all(notebooks: Sequence[Path], scratch: Path) -> list[NotebookRun]:
    """Run notebooks one after another, each with a folder of its own in `scratch`."""
    runs: list[NotebookRun] = []
    notebook_by_figure: dict[str, str] = {}
    tracked_notebooks = track_progress(
        notebooks, "Running notebooks", total=len(notebooks), unit="notebooks"
    )
    for path in tracked_notebooks:
        notebook_run = run_notebook(path, scratch / path.stem)
        fault = _find_repeated_figure(notebook_run, notebook_by_figure)
        if fault:
            notebook_run = NotebookRun(notebook_run.notebook, fault=fault)
        for figure_name in notebook_run.figures:
            notebook_by_figure[figure_name] = notebook_run.notebook
        runs.append(notebook_run)
    return runs


def _find_repeated_figure(
    notebook_run: NotebookRun, notebook_by_figure: Mapping[str, str]
) -> str:
    """Return the fault that another notebook made a figure of this run; ``""`` if none.

    Parameters
    ----------
    notebook_run : NotebookRun
    notebook_by_figure : mapping of str to str
        The figures of the runs before, and the notebook that made each.
    """
    for name in notebook_run.figures:
        if name in notebook_by_figure:
            other_notebook = notebook_by_figure[name]
            return (
                f"figure {name} is also made by {other_notebook}; give one of them "
                "another name."
            )
    return ""
