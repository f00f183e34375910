"""The record of a study, ``figures/manifest.json``, and the files it lists.

:func:`read_manifest` reads the record. :func:`publish_runs` puts the results of runs in
place and rewrites it.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from discourse.errors import FigureError
from discourse.file_reading import UnreadableFileError, read_file
from discourse.file_writing import NewFiles, make_folder, new_files
from discourse.reproducibility.notebook_runs import NotebookRun

__all__ = [
    "FigureEntry",
    "Manifest",
    "NotebookEntry",
    "hash_inputs",
    "package_versions",
    "publish_runs",
    "read_manifest",
    "sha256",
]

# The packages that take texts out of files, compute or draw. Their versions are recorded.
PACKAGES = (
    "discourse-analysis",
    "lxml",
    "matplotlib",
    "numpy",
    "pandas",
    "pillow",
    "pypdf",
    "pypdfium2",
    "scikit-learn",
    "scipy",
    "trafilatura",
)
LARGEST_MANIFEST = 100_000_000  # bytes; a study of thousands of figures has fewer
LIBRARY = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class FigureEntry:
    """What the manifest records about one figure.

    Attributes
    ----------
    caption : str
        ``""`` for a table without a chart.
    files : mapping of str to str
        SHA-256 of each file, by its name.
    notebook : str
        File name of the notebook that makes the figure.
    """

    caption: str
    files: Mapping[str, str]
    notebook: str


@dataclass(frozen=True)
class NotebookEntry:
    """What the manifest records about one notebook.

    Attributes
    ----------
    inputs : mapping of str to str
        SHA-256 of each folder that notebooks read from.
    sha256 : str
        SHA-256 of the notebook as it is saved.
    versions : mapping of str to str
        The platform, and the version of each package that computes or draws.
    """

    inputs: Mapping[str, str]
    sha256: str
    versions: Mapping[str, str]


@dataclass(frozen=True)
class Manifest:
    """The content of ``figures/manifest.json``: its figures and notebooks by name."""

    figures: Mapping[str, FigureEntry]
    notebooks: Mapping[str, NotebookEntry]


def package_versions() -> dict[str, str]:
    """Return the platform and the versions of the packages that a figure depends on.

    Examples
    --------
    >>> sorted(package_versions())[:3]
    ['discourse-analysis', 'lxml', 'matplotlib']
    """
    versions = {"platform": f"{sys.platform} {platform.machine().lower()}"}
    for name in PACKAGES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:  # a checkout that was never installed
            versions[name] = "not installed"
    return versions


def sha256(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def hash_inputs(root: Path) -> dict[str, str]:
    """Return one SHA-256 for each folder that notebooks read from.

    The folders are ``seeds``, ``notebooks/data`` and the data of the library itself
    (lexicons, stop lists, fonts). A hash depends on the names of the files and on their
    bytes.
    """
    folders = {
        "discourse/data": LIBRARY / "data",
        "notebooks/data": root / "notebooks" / "data",
        "seeds": root / "seeds",
    }
    hashes = {}
    for name, folder in folders.items():
        if folder.is_dir():
            hashes[name] = _hash_folder(folder)
    return hashes


def _hash_folder(folder: Path) -> str:
    """Return the SHA-256 of a list of the files, in the form of ``sha256sum``.

    Hidden files and compiled code are left out, because they differ between machines.
    """
    file_names = []
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        is_hidden = any(part.startswith(".") for part in parts)
        is_compiled = any("__pycache__" in part for part in parts)
        if path.is_file() and not is_hidden and not is_compiled:
            file_names.append("/".join(parts))
    lines = []
    for file_name in sorted(file_names):
        digest = sha256((folder / file_name).read_bytes())
        lines.append(f"{digest}  {file_name}\n")
    return sha256("".join(lines).encode())


def read_manifest(root: Path) -> Manifest:
    """Return the content of ``figures/manifest.json``, or an empty manifest.

    Raises
    ------
    FigureError
        The file is damaged.
    """
    path = root / "figures" / "manifest.json"
    if not os.path.lexists(path):
        return Manifest({}, {})
    try:
        text = read_file(path, largest=LARGEST_MANIFEST).decode("utf-8")
        content = json.loads(text)
        figures = {}
        for name, fields in content["figures"].items():
            figures[str(name)] = FigureEntry(**fields)
        notebooks = {}
        for name, fields in content["notebooks"].items():
            notebooks[str(name)] = NotebookEntry(**fields)
    except UnreadableFileError as fault:
        raise FigureError(
            f"figures/manifest.json cannot be read: {fault.reason}; delete it and run "
            "discourse figures."
        ) from fault
    # Brackets in thousands of levels are a RecursionError.
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as fault:
        raise FigureError(
            f"figures/manifest.json cannot be read ({type(fault).__name__}: {fault}); "
            "delete it and run discourse figures."
        ) from fault
    return Manifest(figures, notebooks)


def publish_runs(
    root: Path, manifest: Manifest, runs: Sequence[NotebookRun]
) -> Manifest:
    """Put the results of the runs in place and rewrite the manifest.

    A figure that its notebook no longer makes is deleted. A run that failed changes
    nothing: its notebook, its figures and their entries stay as they were.

    Parameters
    ----------
    root : Path
        The study.
    manifest : Manifest
        What was recorded before.
    runs : sequence of NotebookRun

    Returns
    -------
    Manifest
        What is recorded now.

    Raises
    ------
    WriteError
        A file cannot be written. Then none is changed.
    """
    folder = make_folder(root / "figures")
    successful_runs = [run for run in runs if not run.fault]
    old_entries = _entries_to_keep(root, manifest, successful_runs)
    figures = dict(old_entries.figures)
    notebooks = dict(old_entries.notebooks)
    inputs = hash_inputs(root)
    versions = package_versions()
    # All files are put in place together, so that the record never differs from them.
    with new_files() as files:
        for successful_run in successful_runs:
            notebook = successful_run.notebook
            content = successful_run.text.encode()
            _write_if_new(files, root / "notebooks" / notebook, content)
            notebooks[notebook] = NotebookEntry(inputs, sha256(content), versions)
            for name, paths in successful_run.figures.items():
                figures[name] = _publish_figure(files, folder, notebook, paths)
        new_manifest = Manifest(figures, notebooks)
        # Sorted keys: the same results give the same bytes.
        text = json.dumps(
            asdict(new_manifest), indent=1, sort_keys=True, ensure_ascii=False
        )
        _write_if_new(files, folder / "manifest.json", f"{text}\n".encode())
    _delete_old_files(folder, old_figures=manifest.figures, new_figures=figures)
    return new_manifest


def _entries_to_keep(
    root: Path, manifest: Manifest, successful_runs: Sequence[NotebookRun]
) -> Manifest:
    """Return the entries of notebooks that still exist, without figures made again.

    A figure is left out if its notebook ran: either the run made it again, or the
    notebook no longer makes it.
    """
    existing_notebooks = {path.name for path in (root / "notebooks").glob("*.ipynb")}
    run_notebooks = {successful_run.notebook for successful_run in successful_runs}
    notebooks_not_run = existing_notebooks - run_notebooks
    figures = {}
    for name, figure in manifest.figures.items():
        if figure.notebook in notebooks_not_run:
            figures[name] = figure
    notebooks = {}
    for name, entry in manifest.notebooks.items():
        if name in existing_notebooks:
            notebooks[name] = entry
    return Manifest(figures, notebooks)


def _publish_figure(
    files: NewFiles, folder: Path, notebook: str, paths: Mapping[str, Path]
) -> FigureEntry:
    """Write the files of a figure into `folder`, and return its entry.

    Parameters
    ----------
    files : NewFiles
        The files that are put in place together.
    folder : Path
    notebook : str
        The notebook that made the figure.
    paths : mapping of str to Path
        Where each file is now, by suffix.
    """
    contents = {path.name: path.read_bytes() for path in paths.values()}
    digests = {}
    for file_name, content in contents.items():
        _write_if_new(files, folder / file_name, content)
        digests[file_name] = sha256(content)
    caption = ""
    if ".caption.txt" in paths:
        caption = paths[".caption.txt"].read_text(encoding="utf-8").strip()
    return FigureEntry(caption, digests, notebook)


def _delete_old_files(
    folder: Path,
    *,
    old_figures: Mapping[str, FigureEntry],
    new_figures: Mapping[str, FigureEntry],
) -> None:
    """Delete the files that were recorded before and are not recorded now."""
    old_file_names = _file_names(old_figures) - _file_names(new_figures)
    for file_name in sorted(old_file_names):
        # A manifest may be wrong: no file outside this folder is ever deleted.
        if Path(file_name).name == file_name:
            (folder / file_name).unlink(missing_ok=True)


def _file_names(figures: Mapping[str, FigureEntry]) -> set[str]:
    """Return the names of all files of some figures."""
    names: set[str] = set()
    for figure in figures.values():
        names.update(figure.files)
    return names


def _write_if_new(files: NewFiles, path: Path, content: bytes) -> None:
    """Write a file, unless one with this content stands there already."""
    if path.is_file() and path.read_bytes() == content:
        return
    files.write(path, content)
