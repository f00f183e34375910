"""Run one notebook in a new kernel and collect the figures it saves."""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from discourse.errors import MissingExtraError
from discourse.file_reading import read_file
from discourse.reproducibility.canonical_notebook import canonical_text

__all__ = ["NotebookRun", "run_notebook"]

IMAGES = (".pdf", ".png", ".svg")
SUFFIXES = (".caption.txt", ".csv", *IMAGES)
CELL_TIMEOUT = 1800  # seconds; a cell that takes longer fails
LIBRARY = Path(__file__).resolve().parents[1]

# Variables of the environment that could change a result.
PERSONAL_VARIABLES = (
    "COLUMNS",
    "LINES",
    "PYTHONSTARTUP",
    "PYTHONWARNINGS",
    "PYTHONOPTIMIZE",
    "SOURCE_DATE_EPOCH",
)
# One thread each: with more, sums run in an order that changes from run to run.
THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


@dataclass(frozen=True)
class NotebookRun:
    """The result of running one notebook.

    Attributes
    ----------
    notebook : str
        Its file name.
    text : str
        Its canonical text, with the new outputs.
    fault : str
        What stopped it; ``""`` if it ran.
    figures : mapping of str to mapping of str to Path
        The files it saved, by name of the figure and then by suffix.
    """

    notebook: str
    text: str = ""
    fault: str = ""
    figures: Mapping[str, Mapping[str, Path]] = field(default_factory=dict)


def run_notebook(path: Path, folder: Path) -> NotebookRun:
    """Run a notebook in a new kernel of this Python; write into `folder` only.

    Parameters
    ----------
    path : Path
        The notebook. Its folder is the working folder of the kernel.
    folder : Path
        A folder that does not exist yet. The figures are saved in its ``figures/``.

    Returns
    -------
    NotebookRun
        Its `fault` says why the notebook did not run, or ``""``.

    Raises
    ------
    MissingExtraError
        The packages that run notebooks are not installed.
    """
    try:
        import nbformat
        from jupyter_client.kernelspec import KernelSpecManager
        from jupyter_client.manager import AsyncKernelManager
        from nbclient import NotebookClient
    except ImportError as fault:
        raise MissingExtraError(
            f"running notebooks needs {fault.name}, which is not installed; "
            "pip install 'discourse-analysis[notebook]'."
        ) from fault
    figures_folder = folder / "figures"
    figures_folder.mkdir(parents=True)
    try:
        content = read_file(path).decode("utf-8")
        notebook = nbformat.reads(content, as_version=4)
    except Exception as fault:  # noqa: BLE001  nbformat raises errors of many classes
        message = f"cannot be read as a notebook: {_first_line(fault)}"
        return NotebookRun(path.name, fault=message)
    # No kernel folders except that of this interpreter: a kernel of the same name in
    # another folder may be another Python.
    manager = AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
        connection_file=str(folder / "kernel.json"),
    )
    client = NotebookClient(
        notebook, km=manager, timeout=CELL_TIMEOUT, record_timing=False
    )
    error = _execute_cells(client, path, folder)
    if error is not None:
        return NotebookRun(path.name, fault=_describe_error(notebook, error))
    figures = _collect_figures(figures_folder)
    fault_of_figure = _find_incomplete_figure(figures)
    if fault_of_figure:
        return NotebookRun(path.name, fault=fault_of_figure)
    text = canonical_text(notebook, path.parent.parent, scratch=folder)
    return NotebookRun(path.name, text, figures=figures)


def _execute_cells(client: Any, path: Path, folder: Path) -> Exception | None:
    """Run all cells, stop the kernel, and return the error that stopped a cell, if any.

    The messages of the kernel itself go to a log file that is not kept.
    """
    with (folder / "kernel.log").open("wb") as log:
        kernel_options = {
            "cwd": str(path.parent.resolve()),
            "env": _kernel_environment(folder),
            "stdout": log,
            "stderr": log,
        }
        try:
            client.execute(**kernel_options, cleanup_kc=True)
        except Exception as fault:  # one notebook that fails must not stop the others
            if getattr(client, "_async_cleanup_kernel_future", None) is not None:
                # The user pressed Ctrl-C; nbclient reports it as a kernel that died.
                raise KeyboardInterrupt from fault
            return fault
    return None


def _kernel_environment(folder: Path) -> dict[str, str]:
    """Return the environment of the kernel.

    It is that of this process, except for variables that could change a result.
    """
    import matplotlib

    environment = dict(os.environ)
    for name in PERSONAL_VARIABLES:
        environment.pop(name, None)
    package_folders = (sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))
    own_folder = str(LIBRARY.parent)
    if own_folder not in package_folders:
        # This is a checkout. The kernel must import the same package as this process.
        import_folders = [own_folder]
        if environment.get("PYTHONPATH"):
            import_folders.append(environment["PYTHONPATH"])
        environment["PYTHONPATH"] = os.pathsep.join(import_folders)
    # The settings that come with matplotlib, and not the reader's own.
    matplotlib_settings = Path(matplotlib.get_data_path()) / "matplotlibrc"
    for name in THREAD_VARIABLES:
        environment[name] = "1"
    fixed_variables = {
        "DISCOURSE_FIGURES": str(folder / "figures"),
        "DISCOURSE_PROGRESS": "off",
        "IPYTHONDIR": str(folder / "ipython"),  # no start-up files, no history
        "LC_ALL": "C.UTF-8",
        "MATPLOTLIBRC": str(matplotlib_settings),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "TZ": "UTC",
    }
    return environment | fixed_variables


def _describe_error(notebook: Any, error: Exception) -> str:
    """Return which cell failed and how: its number, its first line and its error.

    If no cell has an error, as after a timeout, only `error` is described.
    """
    for number, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", ()):
            if output.output_type != "error":
                continue
            message = _first_line(output.evalue)
            separator = ": " if message else ""
            source = _first_line(cell.source)
            return f"cell {number} ({source}): {output.ename}{separator}{message}"
    return f"stopped: {type(error).__name__}: {_first_line(error)}"


def _first_line(value: object) -> str:
    """Return the first line of an object as text; ``""`` if there is none."""
    lines = str(value).strip().splitlines()
    return lines[0] if lines else ""


def _collect_figures(folder: Path) -> dict[str, dict[str, Path]]:
    """Return the files of a folder by name of the figure, then by suffix.

    A file that is no part of a figure has the suffix ``""``.
    """
    figures: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.iterdir()):
        suffix = _figure_suffix(path.name)
        name = path.name.removesuffix(suffix)
        files = figures.setdefault(name, {})
        files[suffix] = path
    return figures


def _figure_suffix(file_name: str) -> str:
    """Return the suffix that makes a file part of a figure; ``""`` if it has none."""
    for suffix in SUFFIXES:
        if file_name.endswith(suffix):
            return suffix
    return ""


def _find_incomplete_figure(figures: Mapping[str, Mapping[str, Path]]) -> str:
    """Return which figure lacks a file, or which file is of no figure.

    The result is a sentence with what to do, or ``""`` if all figures are complete.
    """
    for name, files in figures.items():
        if "" in files:
            return (
                f"left {name} among the figures; save figures and tables with "
                "discourse.save."
            )
        has_image = any(suffix in files for suffix in IMAGES)
        required_suffixes = SUFFIXES if has_image else (".csv",)
        missing_suffixes = []
        for suffix in required_suffixes:
            if suffix not in files:
                missing_suffixes.append(suffix)
        if missing_suffixes:
            return (
                f"figure {name} lacks {', '.join(missing_suffixes)}; save it with "
                "discourse.save(chart, name, table=...)."
            )
    return ""
