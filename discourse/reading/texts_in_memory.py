"""Texts and paths that come as Python objects: a dict, a list or a Series."""

from __future__ import annotations

import io
import os
import re
from collections.abc import (
    Iterable,
    Iterator,
    KeysView,
    Mapping,
    Sequence,
    Set,
    ValuesView,
)
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from discourse.corpus.input_checks import remedy_for_bytes
from discourse.errors import ReadError
from discourse.reading.file_endings import is_table_name, is_text_name
from discourse.reading.path_patterns import path_exists
from discourse.reading.table_formats import Records, records_from_frame
from discourse.registries import UNREAD_TABLE_ENDINGS
from discourse.validation import encodable_name, show_value

__all__ = [
    "GivenList",
    "check_list",
    "is_list_like",
    "records_of_list",
    "records_of_mapping",
]

# Besides lists and tuples. A file that is open and a Corpus are iterable as well, and
# are no lists of texts.
_LIST_TYPES = (
    list,
    tuple,
    Set,
    KeysView,
    ValuesView,
    Iterator,
    np.ndarray,
    pd.Index,
)
_MAX_PATH_LENGTH = 260  # characters; a longer one is rare, and a text is longer
_OTHER_ENDINGS = (
    ".doc",
    ".docx",
    ".htm",
    ".html",
    ".md",
    ".odt",
    ".pdf",
    ".rtf",
    ".xml",
)
_ROOT = re.compile(r"(?a)(?:~|\.{1,2})?[/\\]|[A-Za-z]:[/\\]|\w+://")


def is_list_like(value: object) -> bool:
    """Return whether a value is a list of something, or goes through one."""
    # An array without dimensions is a single value.
    is_single = getattr(value, "ndim", 1) == 0 or isinstance(value, io.IOBase)
    return isinstance(value, _LIST_TYPES) and not is_single


@dataclass(frozen=True)
class GivenList:
    """The items of a list: either all are paths, or all are texts.

    Attributes
    ----------
    items : list of str
    are_paths : bool
    """

    items: list[str]
    are_paths: bool


def check_list(values: Iterable[object]) -> GivenList:
    """Return the items of a list of paths or of texts.

    Parameters
    ----------
    values : iterable of str or Path

    Raises
    ------
    ReadError
        There is nothing in it, there is something else in it, or paths and texts stand
        side by side.
    """
    items = _checked_items(values)
    are_paths = [_is_path(item) for item in items]
    if any(are_paths):
        # Beside paths, a single word is a path as well, such as that of a folder.
        are_paths = [
            is_path or len(os.fsdecode(item).split()) == 1
            for item, is_path in zip(items, are_paths, strict=True)
        ]
    if any(are_paths) and not all(are_paths):
        path = items[are_paths.index(True)]
        text = items[are_paths.index(False)]
        raise ReadError(
            f"a list of paths or of texts was expected; in this one "
            f"{show_value(os.fspath(path))} is a path, and {show_value(text)} looks "
            "like a text. Give the paths in one list, and texts as a dict by id: "
            "discourse.read({'a': 'First text.'})."
        )
    # A set has no order (the keys of a dict have), and files that a folder lists have
    # none either.
    has_no_order = isinstance(values, Set) and not isinstance(values, KeysView)
    if all(are_paths):
        paths = [os.fsdecode(item) for item in items]
        has_no_order = has_no_order or isinstance(values, Iterator)
        return GivenList(sorted(paths) if has_no_order else paths, are_paths=True)
    if has_no_order:
        raise ReadError(
            "the texts came as a set, which has no order; give a list, or a dict by id."
        )
    return GivenList([str(item) for item in items], are_paths=False)


def _checked_items(values: Iterable[object]) -> list[str | os.PathLike[str]]:
    """Return the items of a list, or raise an error if one is no text or path."""
    items: list[str | os.PathLike[str]] = []
    for number, value in enumerate(values, 1):
        if isinstance(value, (str, os.PathLike)):
            items.append(value)
            continue
        remedy = "Give paths, or texts."
        if isinstance(value, bytes):
            remedy = remedy_for_bytes(value)
        elif isinstance(value, Mapping):
            remedy = "For rows of a table write discourse.read(pandas.DataFrame(rows))."
        raise ReadError(
            f"a list of paths or of texts was expected; its item {number} is "
            f"{show_value(value)} ({type(value).__name__}). {remedy}"
        )
    if not items:
        raise ReadError("the list is empty; give it the paths of files, or texts.")
    return items


def _is_path(item: str | os.PathLike[str]) -> bool:
    """Return whether an item is the path of a file, by what it is or what is there."""
    if not isinstance(item, str):
        return True
    if not item.strip() or len(item) > _MAX_PATH_LENGTH:
        return False
    # No path and no text has a zero character; what comes before it says what is meant.
    if "\0" in item:
        return _is_path(item.replace("\0", ""))
    # The name of a file may hold bytes that are not UTF-8, but no line end.
    if not encodable_name(item).isprintable():
        return False
    name = item.lower()
    endings = (*UNREAD_TABLE_ENDINGS, *_OTHER_ENDINGS)
    has_known_ending = (
        is_text_name(name) or is_table_name(name) or name.endswith(endings)
    )
    has_folders = ("/" in item or "\\" in item) and not re.search(r"\s", item)
    if has_known_ending or has_folders or _ROOT.match(item):
        return True
    return path_exists(Path(item))


# --------------------------------------------------------------------------------------
# Texts


def records_of_mapping(texts: Mapping[Any, Any] | pd.Series) -> Records:
    """Return texts by id as a table with the columns ``doc`` and ``text``.

    Parameters
    ----------
    texts : mapping or pandas.Series
        Texts by id; the ids of a Series are its index.

    Raises
    ------
    ReadError
        It is empty, or its values are names of files.
    """
    source = f"the {type(texts).__name__}"
    ids = list(texts.keys())
    values = list(texts.to_numpy() if isinstance(texts, pd.Series) else texts.values())
    if not values:
        raise ReadError(
            f"{source} is empty; give it texts: discourse.read({{'a': 'One.'}})."
        )
    for doc, value in zip(ids, values, strict=True):
        # To look for an abstract class takes long, and most values are plain text.
        is_path = type(value) is not str and isinstance(value, os.PathLike)
        if isinstance(value, str) and len(value) <= _MAX_PATH_LENGTH:
            is_path = is_text_name(value.strip()) and _is_path(value)
        if is_path:
            call = "discourse.read(list(paths.values()))"
            if isinstance(texts, pd.Series):
                call = "discourse.read(paths.tolist())"
            raise ReadError(
                f"{source} has texts by id, but {show_value(value)}, which came for "
                f"{show_value(doc)}, is the name of a file. To read files, give a list "
                f"of them: {call}."
            )
    return _records(source, ids, values)


def records_of_list(texts: Sequence[str]) -> Records:
    """Return texts as a table, numbered from 1 in ids of one length.

    >>> records_of_list(["One.", "Two."]).columns["doc"]
    ['1', '2']
    """
    width = len(str(len(texts)))
    ids = [str(number).zfill(width) for number in range(1, len(texts) + 1)]
    return _records("the list", ids, texts)


def _records(source: str, ids: Sequence[Any], texts: Sequence[Any]) -> Records:
    """Return ids and texts as a table."""
    # Object columns keep every value as it came.
    columns = {
        "doc": pd.Series(list(ids), dtype="object"),
        "text": pd.Series(list(texts), dtype="object"),
    }
    return records_from_frame(pd.DataFrame(columns), source, ["doc"])
