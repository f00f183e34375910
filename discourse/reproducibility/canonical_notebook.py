"""The canonical form of a notebook: the same cells and outputs give the same text.

A notebook that has run holds much that changes from run to run, such as timings,
addresses in memory and random ids. :func:`canonical_text` leaves this out, so that two
runs can be compared by their text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

__all__ = ["canonical_text"]

# The types of output that a page without scripts can show.
STATIC_TYPES = ("image/png", "text/html", "text/latex", "text/markdown", "text/plain")
MEMORY_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{4,}|\b0x[0-9a-fA-F]{8,}")
# The ids that pandas gives a styled table, and those of the module uuid.
RANDOM_ID = re.compile(
    r"T_[0-9a-f]{5}(?![0-9a-z])"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)
NOTEBOOK_METADATA = {
    "kernelspec": {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}


def canonical_text(
    notebook: Any, root: str | Path = ".", *, scratch: str | Path | None = None
) -> str:
    """Return a notebook as text that depends only on its cells and their outputs.

    Kernel names and versions, timings, addresses in memory, random ids, standard error
    and scripts are left out. The ids of cells stay, and keys are sorted.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        A notebook of format 4.
    root : str or Path
        The study. Where an output contains the absolute path of this folder, ``..`` is
        written in its place.
    scratch : str or Path, optional
        The folder into which this run saved its figures. It is also written as ``..``,
        because it is another folder in each run.
    """
    import nbformat

    folders = [root] if scratch is None else [root, scratch]
    cleaner = _OutputCleaner(folders)
    cells = []
    for number, cell in enumerate(notebook.cells, 1):
        cells.append(_canonical_cell(number, cell, cleaner))
    content = nbformat.from_dict(
        {
            "cells": cells,
            "metadata": NOTEBOOK_METADATA,
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )
    text = str(nbformat.writes(content, version=4))
    return text.rstrip("\n") + "\n"


class _OutputCleaner:
    """Removes from the outputs of one notebook what changes from run to run.

    Parameters
    ----------
    folders : sequence of str or Path
        Folders whose absolute paths are written as ``..``.
    """

    def __init__(self, folders: Sequence[str | Path]) -> None:
        self._stable_ids: dict[str, str] = {}
        # A folder that is a link has two paths: as it was given, and as it is.
        paths: set[str] = set()
        for folder in folders:
            paths.add(str(Path(folder).absolute()))
            paths.add(str(Path(folder).resolve()))
        # The longest path first, because one folder may be inside another.
        longest_first = sorted(paths, key=len, reverse=True)
        alternatives = "|".join(re.escape(path) for path in longest_first)
        self._folder_path = re.compile(rf"(?:{alternatives})(?![\w-])")

    def clean(self, text: str) -> str:
        """Return `text` with stable ids, ``..`` for the folders, and no addresses."""
        text = RANDOM_ID.sub(self._stable_id, text)
        text = self._folder_path.sub("..", text)
        return MEMORY_ADDRESS.sub("", text)

    def _stable_id(self, match: re.Match[str]) -> str:
        """Return the same new id for each random id, numbered as they first occur."""
        number = len(self._stable_ids)
        return self._stable_ids.setdefault(match[0], f"T_{number:05d}")


def _canonical_cell(number: int, cell: Any, cleaner: _OutputCleaner) -> dict[str, Any]:
    """Return the parts of a cell that are saved.

    Of its metadata only the tags are saved. A cell without an id gets one from its
    number, which counts from 1.
    """
    tags = cell.metadata.get("tags")
    cell_id = cell.get("id")
    parts: dict[str, Any] = {
        "cell_type": cell.cell_type,
        "id": cell_id if cell_id else f"cell-{number:02d}",
        "metadata": {"tags": tags} if tags else {},
        "source": cell.source,
    }
    if cell.cell_type == "code":
        parts["execution_count"] = cell.execution_count
        parts["outputs"] = _canonical_outputs(cell.outputs, cleaner)
    elif cell.get("attachments"):
        parts["attachments"] = cell.attachments
    return parts


def _canonical_outputs(
    outputs: Iterable[Any], cleaner: _OutputCleaner
) -> list[dict[str, Any]]:
    """Return the outputs of one cell that are saved, in their order.

    Standard error is not saved, and neither is a display that has no static type.
    """
    saved_outputs: list[dict[str, Any]] = []
    for output in outputs:
        is_stream = output.output_type == "stream"
        if is_stream and output.name == "stderr":
            continue
        if is_stream:
            _append_printed_text(saved_outputs, cleaner.clean(output.text))
        elif output.output_type == "error":
            saved_outputs.append(_canonical_error(output, cleaner))
        else:
            display = _canonical_display(output, cleaner)
            if display["data"]:
                saved_outputs.append(display)
    return saved_outputs


def _append_printed_text(outputs: list[dict[str, Any]], text: str) -> None:
    """Append printed text to `outputs`, as one output with printed text before it.

    The kernel divides printed text by time, and not by its content.
    """
    if outputs and outputs[-1]["output_type"] == "stream":
        outputs[-1]["text"] += text
    else:
        stream = {"output_type": "stream", "name": "stdout", "text": text}
        outputs.append(stream)


def _canonical_error(output: Any, cleaner: _OutputCleaner) -> dict[str, Any]:
    """Return an error that is shown on purpose (tag ``raises-exception``).

    Its traceback is reduced to one line, because a traceback is full of paths.
    """
    message = cleaner.clean(output.evalue)
    return {
        "output_type": "error",
        "ename": output.ename,
        "evalue": message,
        "traceback": [f"{output.ename}: {message}"],
    }


def _canonical_display(output: Any, cleaner: _OutputCleaner) -> dict[str, Any]:
    """Return what a cell displayed, in the static types only; its data may be empty."""
    data: dict[str, Any] = {}
    metadata: dict[str, Any] = {}
    for mime_type in STATIC_TYPES:
        if mime_type not in output.data:
            continue
        content = output.data[mime_type]
        if mime_type.startswith("text/"):
            content = cleaner.clean(content)
        data[mime_type] = content
        if mime_type in output.metadata:
            metadata[mime_type] = output.metadata[mime_type]
    display = {"output_type": output.output_type, "data": data, "metadata": metadata}
    if output.output_type == "execute_result":
        display["execution_count"] = output.execution_count
    return display
