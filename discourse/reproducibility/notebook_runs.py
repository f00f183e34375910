"""Run one notebook in a fresh kernel, and write it so that the same cells give the same bytes."""

from __future__ import annotations

import os
import re
import sysconfig
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from discourse.errors import MissingExtraError

__all__ = ["Run", "canonical", "perform"]

IMAGES = (".pdf", ".png", ".svg")
SUFFIXES = (".caption.txt", ".csv", *IMAGES)
PATIENCE = 1800  # seconds one cell may take before its notebook is given up

_SHOWN = (
    "image/png",
    "text/html",
    "text/latex",
    "text/markdown",
    "text/plain",
)  # what a page without scripts shows
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{4,}|\b0x[0-9a-fA-F]{8,}")
# The ids pandas gives a styled table, and those of the uuid module.
_RANDOM = re.compile(
    r"T_[0-9a-f]{5}(?![0-9a-z])|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)


@dataclass(frozen=True)
class Run:
    """One notebook, run: its canonical text and the files it saved, or the fault that stopped it."""

    notebook: str
    text: str = ""
    fault: str = ""
    figures: Mapping[str, Mapping[str, Path]] = field(
        default_factory=dict
    )  # figure -> suffix -> file


def perform(path: Path, folder: Path) -> Run:
    """Execute a notebook in a fresh kernel of this very Python; write nothing but into `folder`.

    Parameters
    ----------
    path : Path
        The notebook; the folder it lies in is the working folder of its kernel.
    folder : Path
        A folder that does not exist yet; what the notebook saves lies in its ``figures/`` afterwards.
    """
    try:
        import nbformat
        from jupyter_client.kernelspec import KernelSpecManager
        from jupyter_client.manager import AsyncKernelManager
        from nbclient import NotebookClient
    except ImportError as fault:
        raise MissingExtraError(
            f"running notebooks needs {fault.name}, which is not installed; pip install 'discourse-analysis[notebook]'."
        ) from fault
    (folder / "figures").mkdir(parents=True)
    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as fault:  # noqa: BLE001  its readers raise what they like
        return Run(path.name, fault=f"cannot be read as a notebook: {_line(fault)}")
    # No kernel folders but the interpreter's own: a kernel of the same name elsewhere may be another Python.
    manager = AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
        connection_file=str(folder / "kernel.json"),
    )
    client = NotebookClient(notebook, km=manager, timeout=PATIENCE, record_timing=False)
    fault_met = _executed(client, path, folder)
    if fault_met is not None:
        return Run(path.name, fault=_where(notebook, fault_met))
    figures = _grouped(folder / "figures")
    half = _half(figures)
    if half:
        return Run(path.name, fault=half)
    return Run(
        path.name, canonical(notebook, path.parent.parent, scratch=folder), "", figures
    )


def _executed(client: Any, path: Path, folder: Path) -> Exception | None:
    """Run all cells and shut the kernel down; return what stopped it. What the kernel itself says is not kept."""
    with (folder / "kernel.log").open("wb") as log:
        where = {
            "cwd": str(path.parent.resolve()),
            "env": _environment(folder),
            "stdout": log,
            "stderr": log,
        }
        try:
            client.execute(**where, cleanup_kc=True)
        except (
            Exception
        ) as fault:  # whatever stops one notebook must not stop the others
            if getattr(client, "_async_cleanup_kernel_future", None) is not None:
                raise KeyboardInterrupt from fault  # nbclient takes an interrupt for the death of the kernel
            return fault
    return None


def _environment(folder: Path) -> dict[str, str]:
    """Fix what a result must not depend on; keep what is the machine's."""
    import matplotlib

    personal = {
        "COLUMNS",
        "LINES",
        "PYTHONSTARTUP",
        "PYTHONWARNINGS",
        "PYTHONOPTIMIZE",
        "SOURCE_DATE_EPOCH",
    }
    kept = {name: value for name, value in os.environ.items() if name not in personal}
    home = str(Path(__file__).resolve().parents[2])
    if home not in (sysconfig.get_path("purelib"), sysconfig.get_path("platlib")):
        # A checkout: the kernel must import the same package as this process.
        kept["PYTHONPATH"] = os.pathsep.join(
            filter(None, [home, kept.get("PYTHONPATH", "")])
        )
    threads = (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
    )
    fixed = {
        "DISCOURSE_FIGURES": str(folder / "figures"),
        "DISCOURSE_PROGRESS": "0",
        "IPYTHONDIR": str(folder / "ipython"),  # no start-up files, no history
        "LC_ALL": "C.UTF-8",
        "MATPLOTLIBRC": str(
            Path(matplotlib.get_data_path()) / "matplotlibrc"
        ),  # not the reader's own settings
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "TZ": "UTC",
    }
    return kept | dict.fromkeys(threads, "1") | fixed


def _where(notebook: Any, fault: BaseException) -> str:
    """Name the cell at fault by its place and first line, and the error by its first line."""
    for number, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                said = _line(output.evalue)
                return f"cell {number} ({_line(cell.source)}): {output.ename}{': ' if said else ''}{said}"
    return f"stopped: {type(fault).__name__}: {_line(fault)}"


def _line(what: object) -> str:
    lines = str(what).strip().splitlines()
    return lines[0] if lines else ""


def _grouped(folder: Path) -> dict[str, dict[str, Path]]:
    groups: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.iterdir()):
        suffix = next((s for s in SUFFIXES if path.name.endswith(s)), "")
        groups.setdefault(path.name.removesuffix(suffix), {})[suffix] = path
    return groups


def _half(figures: Mapping[str, Mapping[str, Path]]) -> str:
    """Say which figure is not whole, or which file is no figure; ``""`` when all is well."""
    for name, files in figures.items():
        drawn = any(suffix in files for suffix in IMAGES)
        lacking = [
            suffix
            for suffix in (SUFFIXES if drawn else (".csv",))
            if suffix not in files
        ]
        if "" in files:
            return f"left {name} among the figures; save figures and tables with discourse.save."
        if lacking:
            return f"figure {name} lacks {', '.join(lacking)}; save it with discourse.save(chart, name, table=...)."
    return ""


def canonical(
    notebook: Any, root: str | Path = ".", *, scratch: str | Path | None = None
) -> str:
    """Return a notebook as text that depends only on its cells and on what they showed.

    Kernel names and versions, timings, addresses in memory, random ids, standard error and scripts are left out;
    cell ids stay, and keys are sorted.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        A notebook of format 4.
    root : str or Path
        Folder whose absolute path is written as ``..`` wherever an output names it.
    scratch : str or Path, optional
        Folder the notebook saved into, another in each run; written as ``..`` too, since that is where its figures go.
    """
    import nbformat

    names: dict[str, str] = {}
    places = [root] if scratch is None else [root, scratch]
    # As it was given and as it is, which differ where a folder is a link; the longest first, since one may lie in another.
    paths = {
        str(spelt)
        for place in places
        for spelt in (Path(place).absolute(), Path(place).resolve())
    }
    home = re.compile(
        f"(?:{'|'.join(map(re.escape, sorted(paths, key=len, reverse=True)))})"
        + r"(?![\w-])"
    )

    def clean(text: str) -> str:
        text = _RANDOM.sub(
            lambda found: names.setdefault(found[0], f"T_{len(names):05d}"), text
        )
        return _ADDRESS.sub("", home.sub("..", text))

    cells = [
        _cell(number, cell, clean) for number, cell in enumerate(notebook.cells, 1)
    ]
    about = {
        "kernelspec": {
            "display_name": "Python 3",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
    }
    whole = nbformat.from_dict(
        {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    )
    return str(nbformat.writes(whole, version=4)).rstrip("\n") + "\n"


def _cell(number: int, cell: Any, clean: Callable[[str], str]) -> dict[str, Any]:
    fresh: dict[str, Any] = {
        "cell_type": cell.cell_type,
        "id": cell.get("id") or f"cell-{number:02d}",
        "metadata": {"tags": cell.metadata["tags"]}
        if cell.metadata.get("tags")
        else {},
        "source": cell.source,
    }
    if cell.cell_type == "code":
        fresh |= {
            "execution_count": cell.execution_count,
            "outputs": _outputs(cell.outputs, clean),
        }
    elif cell.get("attachments"):
        fresh["attachments"] = cell.attachments
    return fresh


def _outputs(
    outputs: Iterable[Any], clean: Callable[[str], str]
) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for output in outputs:
        kind = output.output_type
        if kind == "stream" and output.name == "stderr":
            continue
        if kind == "stream" and kept and kept[-1]["output_type"] == "stream":
            kept[-1]["text"] += clean(
                output.text
            )  # where a stream is cut depends on the clock
        elif kind == "stream":
            kept.append(
                {"output_type": kind, "name": "stdout", "text": clean(output.text)}
            )
        elif (
            kind == "error"
        ):  # shown on purpose (tag raises-exception); a traceback is full of paths
            said = clean(output.evalue)
            row = {
                "ename": output.ename,
                "evalue": said,
                "traceback": [f"{output.ename}: {said}"],
            }
            kept.append({"output_type": kind, **row})
        else:
            kept.extend(_outputs_to_keep(output, clean))
    return kept


def _outputs_to_keep(output: Any, clean: Callable[[str], str]) -> list[dict[str, Any]]:
    data = {mime: output.data[mime] for mime in _SHOWN if mime in output.data}
    if not data:
        return []
    row: dict[str, Any] = {
        "output_type": output.output_type,
        "data": {
            mime: clean(text) if mime.startswith("text/") else text
            for mime, text in data.items()
        },
        "metadata": {
            mime: about for mime, about in output.metadata.items() if mime in data
        },
    }
    if output.output_type == "execute_result":
        row["execution_count"] = output.execution_count
    return [row]
