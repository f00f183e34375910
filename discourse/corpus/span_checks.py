"""Check spans that a scholar gives, log what is decided on them, and remove them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus.raw_texts import SpanLayer
from discourse.errors import ColumnError, OptionError, SpanError
from discourse.tables.missing_cells import is_missing
from discourse.text import LINE_ENDS
from discourse.validation import (
    check_characters,
    show_name,
    show_value,
    suggest,
    suggest_or_list,
)

__all__ = [
    "MASK_ACTIONS",
    "actions_of",
    "add_to_log",
    "check_joins",
    "check_label_column",
    "check_spans",
    "find_layer",
    "is_offset",
    "rules_and_reasons",
    "subtract_spans",
]

# What can be done with a span that changes which tokens there are. The layers of a
# corpus that hold such spans have these names.
MASK_ACTIONS = ("mask", "bridge", "join")
_ACTIONS = (*MASK_ACTIONS, "mark")
_LINE_END = re.compile(f"[{LINE_ENDS}]")

MAX_QUOTATION_LENGTH = 60  # characters of a text in a message


def check_label_column(spans: pd.DataFrame, by: object) -> None:
    """Raise an error if the table has no column `by` to divide documents by."""
    columns = [str(name) for name in spans.columns]
    if by not in columns:
        raise ColumnError(
            f"split() divides by the column {by!r}, but the table has only "
            f"{', '.join(columns)}; name with by= the one that holds the labels, or "
            f"add it.{suggest(str(by), columns)}"
        )


def check_spans(
    spans: pd.DataFrame,
    label_column: str,
    raw: Mapping[str, str],
    extents: Mapping[str, tuple[int, int]],
) -> pd.DataFrame:
    """Return spans as a table of kind "spans", checked against the documents.

    Parameters
    ----------
    spans : DataFrame
        Columns doc, start and end. If there is a column surface, it is checked too.
    label_column : str
        Column of the labels. If there is none of this name, the column ``label`` is
        used.
    raw : mapping of str to str
        Raw text by document.
    extents : mapping of str to (int, int)
        Where each document begins and ends in its raw text.

    Raises
    ------
    SpanError
        A span is of no document, lies outside it, or does not hold its surface. The
        message names the row.
    """
    columns = _columns_of_spans(spans)
    docs, starts, ends = (spans[name].tolist() for name in ("doc", "start", "end"))
    surfaces = [None] * len(spans)
    if "surface" in columns:
        surfaces = spans["surface"].tolist()
    cells = zip(docs, starts, ends, surfaces, strict=True)
    for row, (doc, start, end, surface) in enumerate(cells):
        if not isinstance(doc, str) or doc not in raw:
            advice = suggest_or_list(str(doc), raw)
            raise SpanError(f"row {row}: no document is called {doc!r}.{advice}")
        _check_offsets(extents[doc], row, doc, start, end)
        text = raw[doc][int(start) : int(end)]
        is_surface = isinstance(surface, str) and surface == text
        if surface is not None and not is_surface:
            expected_text = str(surface)[:MAX_QUOTATION_LENGTH]
            raise SpanError(
                f"row {row}: {doc!r} holds {text[:MAX_QUOTATION_LENGTH]!r} at "
                f"{start}-{end}, not the surface {expected_text!r}; correct start and "
                "end, or drop the column surface."
            )
    labels = [""] * len(spans)
    existing_label_column = label_column if label_column in columns else "label"
    if existing_label_column in columns:
        labels = _texts_in_column(spans, existing_label_column)
    checked_columns = {
        "doc": spans["doc"],
        "start": spans["start"],
        "end": spans["end"],
        "label": labels,
    }
    return tables.make("spans", checked_columns)


def actions_of(spans: pd.DataFrame) -> np.ndarray:
    """Return what is to be done with each span (str); "mask" if the table does not say.

    Raises
    ------
    SpanError
        The column `action` holds an unknown action.
    """
    if "action" not in spans.columns:
        return np.full(len(spans), "mask")
    actions = _texts_in_column(spans, "action")
    for row, action in enumerate(actions):
        if action not in _ACTIONS:
            raise SpanError(
                f"row {row}: action={action!r}: expected 'mask', 'bridge', 'join' or "
                "'mark' in every row of the column 'action'."
            )
    return np.array(actions, dtype=object)


def check_joins(
    spans: pd.DataFrame, actions: np.ndarray, raw: Mapping[str, str]
) -> None:
    """Raise an error if a span with the action "join" divides no word at a line end.

    Parameters
    ----------
    spans : DataFrame
        Kind "spans", checked.
    actions : array of str
        What is to be done with each span.
    raw : mapping of str to str
        Raw text by document.
    """
    for row in np.flatnonzero(actions == "join").tolist():
        doc, start, end = (spans[name].iloc[row] for name in ("doc", "start", "end"))
        text_before = raw[doc][:start]
        surface = raw[doc][start:end]
        holds_word = any(map(str.isalnum, surface))
        is_after_word = bool(text_before) and not text_before[-1].isspace()
        if holds_word or not is_after_word or not _LINE_END.search(surface):
            raise SpanError(
                f"row {row}: the join {start}-{end} of {doc!r} holds "
                f"{surface[:MAX_QUOTATION_LENGTH]!r}; a join begins just after the "
                "first half of a word and holds what divides it at a line end, such as "
                "'-\\n', and no letter or digit."
            )


def _columns_of_spans(spans: object) -> list[str]:
    """Return the names of the columns, or raise an error if one is missing.

    Needed are doc, start and end.
    """
    columns = list(map(str, getattr(spans, "columns", ())))
    if not {"doc", "start", "end"} <= set(columns):
        description = f"is a {type(spans).__name__}"
        if hasattr(spans, "columns"):
            description = f"has {', '.join(columns) or 'no columns'}"
        raise SpanError(
            "a table with doc, start and end was expected, as discourse.debris makes "
            f"one; what came {description}."
        )
    repeated_names = [name for name in columns if columns.count(name) > 1]
    if repeated_names:
        raise SpanError(
            f"the table of spans has the column {show_name(repeated_names[0])!r} twice; "
            "drop or rename one of them."
        )
    return columns


def _check_offsets(
    extent: tuple[int, int], row: int, doc: str, start: object, end: object
) -> None:
    """Raise an error for offsets that are not whole numbers or not in the document."""
    for value in (start, end):
        if not is_offset(value):
            raise SpanError(
                f"row {row}: {show_value(value)} is no place in {doc!r}; start and end "
                "are whole numbers."
            )
    document_start, document_end = extent
    if not document_start <= start < end <= document_end:  # type: ignore[operator]
        size = f"has {document_end} characters"
        if document_start:
            size = f"is characters {document_start} to {document_end} of its raw text"
        raise SpanError(
            f"row {row}: start={start}, end={end} is no stretch of {doc!r}, which "
            f"{size}; expected {document_start} <= start < end <= {document_end}."
        )


def is_offset(value: Any) -> bool:
    """Return whether a cell is a whole number, also where pandas keeps it as a float.

    >>> is_offset(3), is_offset(3.0), is_offset(3.5), is_offset("3"), is_offset(True)
    (True, True, False, False, False)
    """
    is_number = isinstance(value, int | float | np.number)
    is_number = is_number and not isinstance(value, bool)
    # NaN and infinity leave no remainder that is zero.
    return is_number and bool(value % 1 == 0)


def find_layer(layers: Mapping[str, pd.DataFrame], name: str) -> pd.DataFrame:
    """Return the spans of a layer, or raise an error that names the layers."""
    if name in layers:
        return layers[name]
    remedy = " This corpus has no layers: give a table, or add one by lay()."
    if layers:
        remedy = suggest_or_list(name, sorted(layers))
    raise OptionError(f"no layer is called {name!r}.{remedy}")


def rules_and_reasons(proposals: pd.DataFrame) -> dict[str, Sequence[str]]:
    """Return rule and reason of each row of a proposal; ``""`` if it has none."""
    cells: dict[str, Sequence[str]] = {}
    for name in ("rule", "reason"):
        cells[name] = [""] * len(proposals)
        if name in proposals.columns:
            cells[name] = _texts_in_column(proposals, name)
    return cells


def _texts_in_column(spans: pd.DataFrame, name: str) -> list[str]:
    """Return the cells of a column as text; a missing one is ``""``.

    Raises
    ------
    SpanError
        A cell has a lone surrogate.
    """
    cells = spans[name].tolist()
    check_characters(f"column {name!r}", cells, SpanError)
    return ["" if is_missing(cell) else str(cell) for cell in cells]


def add_to_log(
    log: pd.DataFrame,
    spans: pd.DataFrame,
    action: str | np.ndarray,
    raw: Mapping[str, str],
) -> pd.DataFrame:
    """Return the log with a decision on spans added, as its next step.

    Parameters
    ----------
    log : DataFrame
        Kind "log".
    spans : DataFrame
        Kind "spans", which may have the columns rule and reason.
    action : str or array of str
        What was decided on all spans, or on each.
    raw : mapping of str to str
        Raw text by document.
    """
    step = int(log["step"].max()) + 1 if len(log) else 1
    actions = [action] * len(spans) if isinstance(action, str) else list(action)
    docs, starts, ends = (spans[name].tolist() for name in ("doc", "start", "end"))
    surfaces = []
    for doc, start, end in zip(docs, starts, ends, strict=True):
        surfaces.append(raw[doc][start:end])
    columns = {
        "step": np.full(len(spans), step),
        "action": actions,
        "doc": spans["doc"],
        "start": spans["start"],
        "end": spans["end"],
        "surface": surfaces,
        "kind": spans["label"],
        **rules_and_reasons(spans),
    }
    return pd.concat([log, tables.make("log", columns)], ignore_index=True)


def subtract_spans(spans: pd.DataFrame, covering_spans: pd.DataFrame) -> pd.DataFrame:
    """Return spans without the parts that `covering_spans` cover (both by source).

    What is left of a span that is cut stays as one or more spans.
    """
    cuts = SpanLayer(covering_spans.assign(label=""))
    rows = []
    for source, start, end, label in spans.itertuples(index=False, name=None):
        # Where the part of the span begins that no cut has reached yet.
        rest_start = start
        for cut in sorted(cuts.between(source, start, end)):
            if rest_start < cut.start:
                rows.append((source, rest_start, cut.start, label))
            rest_start = max(rest_start, cut.end)
        if rest_start < end:
            rows.append((source, rest_start, end, label))
    remaining_spans = pd.DataFrame(rows, columns=["source", "start", "end", "label"])
    return remaining_spans.astype(dict(spans.dtypes))
