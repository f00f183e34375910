"""What is written down of a study: the manifest, and the files put in place."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from discourse.errors import FigureError
from discourse.reproducibility.notebook_runs import Run

__all__ = [
    "Figure",
    "Manifest",
    "Notebook",
    "inputs",
    "publish",
    "read_manifest",
    "sha256",
    "versions",
]

PACKAGES = (
    "discourse-analysis",
    "matplotlib",
    "numpy",
    "pandas",
    "pillow",
    "scikit-learn",
    "scipy",
)


@dataclass(frozen=True)
class Figure:
    """One figure of the manifest: its caption, the SHA-256 of each file, and the notebook that makes it."""

    caption: str
    files: Mapping[str, str]
    notebook: str


@dataclass(frozen=True)
class Notebook:
    """One notebook of the manifest: its SHA-256, and what it was made from and with."""

    inputs: Mapping[str, str]
    sha256: str
    versions: Mapping[str, str]


@dataclass(frozen=True)
class Manifest:
    """What ``figures/manifest.json`` says."""

    figures: Mapping[str, Figure]
    notebooks: Mapping[str, Notebook]


def versions() -> dict[str, str]:
    """Return the versions of what a figure depends on, and the platform.

    Examples
    --------
    >>> sorted(versions())[:3]
    ['discourse-analysis', 'matplotlib', 'numpy']
    """
    found = {"platform": f"{sys.platform} {platform.machine().lower()}"}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:  # a checkout that was never installed
            found[name] = "not installed"
    return found


def sha256(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def inputs(root: Path) -> dict[str, str]:
    """Return one SHA-256 over the names and bytes of each folder that notebooks read from.

    These are ``seeds``, ``notebooks/data`` and what the library brings along (lexicons, stop lists, fonts).
    """
    folders = {
        "discourse/data": Path(__file__).resolve().parents[1] / "data",
        "notebooks/data": root / "notebooks" / "data",
        "seeds": root / "seeds",
    }
    return {
        name: _fingerprint(folder)
        for name, folder in folders.items()
        if folder.is_dir()
    }


def _fingerprint(folder: Path) -> str:
    found = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file()
    }
    shown = sorted(
        name
        for name in found
        if not any(part.startswith(".") for part in name.split("/"))
    )
    listed = "".join(
        f"{sha256(found[name].read_bytes())}  {name}\n"
        for name in shown
        if "__pycache__" not in name
    )
    return sha256(listed.encode())


def read_manifest(root: Path) -> Manifest:
    """Read ``figures/manifest.json``; an empty manifest when there is none."""
    path = root / "figures" / "manifest.json"
    if not path.exists():
        return Manifest({}, {})
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        figures = {
            str(name): Figure(**entry) for name, entry in told["figures"].items()
        }
        notebooks = {
            str(name): Notebook(**entry) for name, entry in told["notebooks"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise FigureError(
            f"figures/manifest.json cannot be read ({type(fault).__name__}: {fault}); delete it and run discourse figures."
        ) from fault
    return Manifest(figures, notebooks)


def publish(root: Path, manifest: Manifest, runs: Sequence[Run]) -> Manifest:
    """Put in place what the good runs made, take away what they make no more, and rewrite the manifest.

    A run that failed changes nothing: its notebook, its figures and their entries stay as they were.
    """
    folder = root / "figures"
    folder.mkdir(exist_ok=True)
    good = [run for run in runs if not run.fault]
    present = {path.name for path in (root / "notebooks").glob("*.ipynb")}
    redone = {run.notebook for run in good}
    figures = {
        name: figure
        for name, figure in manifest.figures.items()
        if figure.notebook in present and figure.notebook not in redone
    }
    notebooks = {
        name: entry for name, entry in manifest.notebooks.items() if name in present
    }
    made_from, made_with = inputs(root), versions()
    for run in good:
        text = run.text.encode()
        _put(root / "notebooks" / run.notebook, text)
        notebooks[run.notebook] = Notebook(made_from, sha256(text), made_with)
        for name, files in run.figures.items():
            figures[name] = _place(folder, run.notebook, files)
    kept = {file for figure in figures.values() for file in figure.files}
    for gone in sorted(
        {file for figure in manifest.figures.values() for file in figure.files} - kept
    ):
        if (
            Path(gone).name == gone
        ):  # a manifest names files of its own folder and no others
            (folder / gone).unlink(missing_ok=True)
    fresh = Manifest(figures, notebooks)
    _put(
        folder / "manifest.json",
        (
            json.dumps(asdict(fresh), indent=1, sort_keys=True, ensure_ascii=False)
            + "\n"
        ).encode(),
    )
    return fresh


def _place(folder: Path, notebook: str, files: Mapping[str, Path]) -> Figure:
    contents = {path.name: path.read_bytes() for path in files.values()}
    for name, data in contents.items():
        _put(folder / name, data)
    caption = (
        files[".caption.txt"].read_text(encoding="utf-8").strip()
        if ".caption.txt" in files
        else ""
    )
    return Figure(
        caption, {name: sha256(data) for name, data in contents.items()}, notebook
    )


def _put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    if path.exists() and path.read_bytes() == data:
        return
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
