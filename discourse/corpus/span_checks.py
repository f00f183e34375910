"""What was decided about spans: checked against the text, kept in a log, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from discourse import tables
from discourse.errors import ColumnError, SpanError
from discourse.validation import suggest, suggest_or_list

__all__ = ["checked", "labelled", "logged", "told", "without"]


def labelled(spans: pd.DataFrame, given: pd.DataFrame, by: object) -> pd.DataFrame:
    """Return the `spans` that were `given` to divide documents, unless the column `by` is not there to label them."""
    have = [str(name) for name in given.columns]
    if by not in have:
        raise ColumnError(
            f"split() divides by the column {by!r}, but the table has only {', '.join(have)}; name with by= the one that "
            f"holds the labels, or add it.{suggest(str(by), have)}"
        )
    return spans


def checked(
    spans: pd.DataFrame,
    label: str,
    raw: Mapping[str, str],
    extents: Mapping[str, tuple[int, int]],
) -> pd.DataFrame:
    """Check spans against the documents and return them as a table of kind "spans".

    Raises
    ------
    SpanError
        A span names no document, lies outside it, or does not hold its surface: the row is named.
    """
    if not {"doc", "start", "end"} <= set(getattr(spans, "columns", ())):
        have = ", ".join(map(str, getattr(spans, "columns", ())))
        came = (
            f"has {have or 'no columns'}"
            if hasattr(spans, "columns")
            else f"is a {type(spans).__name__}"
        )
        raise SpanError(
            f"a table with doc, start and end was expected (as discourse.debris makes); what came {came}."
        )
    surfaces = (
        spans["surface"].tolist() if "surface" in spans.columns else [None] * len(spans)
    )
    cells = zip(
        spans["doc"].tolist(),
        spans["start"].tolist(),
        spans["end"].tolist(),
        surfaces,
        strict=True,
    )
    for row, (doc, start, end, surface) in enumerate(cells):
        if doc not in raw:
            raise SpanError(
                f"row {row}: no document is called {doc!r}.{suggest_or_list(str(doc), raw)}"
            )
        _lies_in(extents[doc], row, doc, start, end)
        if surface is not None and raw[doc][int(start) : int(end)] != surface:
            raise SpanError(
                f"row {row}: {doc!r} holds {raw[doc][int(start) : int(end)][:60]!r} at {start}-{end}, not the surface "
                f"{str(surface)[:60]!r}; correct start and end, or drop the column surface."
            )
    named = next((name for name in (label, "label") if name in spans.columns), None)
    labels = (
        spans[named].fillna("").astype("str").tolist() if named else [""] * len(spans)
    )
    columns = {
        "doc": spans["doc"],
        "start": spans["start"],
        "end": spans["end"],
        "label": labels,
    }
    return tables.make("spans", columns)


def _lies_in(
    extent: tuple[int, int], row: int, doc: str, start: object, end: object
) -> None:
    for value in (start, end):
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float | np.number)
            or not float(value).is_integer()
        ):
            raise SpanError(
                f"row {row}: {value!r} is no place in {doc!r}; start and end are whole numbers."
            )
    low, high = extent
    if not low <= start < end <= high:  # type: ignore[operator]
        has = (
            f"has {high} characters"
            if not low
            else f"is characters {low} to {high} of its raw text"
        )
        raise SpanError(
            f"row {row}: start={start}, end={end} is no stretch of {doc!r}, which {has}; expected {low} <= start < end "
            f"<= {high}."
        )


def told(given: pd.DataFrame) -> dict[str, Sequence[str]]:
    """Rule and reason of each row of a proposal, ``""`` where it gives none."""
    return {
        name: given[name].astype("str").tolist()
        if name in given.columns
        else [""] * len(given)
        for name in ("rule", "reason")
    }


def logged(
    log: pd.DataFrame,
    spans: pd.DataFrame,
    action: str | np.ndarray,
    raw: Mapping[str, str],
) -> pd.DataFrame:
    """Add a decision on spans to the log, as its next step."""
    step = int(log["step"].max()) + 1 if len(log) else 1
    rows = zip(
        spans["doc"].tolist(),
        spans["start"].tolist(),
        spans["end"].tolist(),
        strict=True,
    )
    new = tables.make(
        "log",
        {
            "step": np.full(len(spans), step),
            "action": np.full(len(spans), action, dtype=object)
            if isinstance(action, str)
            else list(action),
            "doc": spans["doc"],
            "start": spans["start"],
            "end": spans["end"],
            "surface": [raw[doc][start:end] for doc, start, end in rows],
            "kind": spans["label"],
            "rule": spans["rule"] if "rule" in spans.columns else [""] * len(spans),
            "reason": spans["reason"]
            if "reason" in spans.columns
            else [""] * len(spans),
        },
    )
    return pd.concat([log, new], ignore_index=True)


def without(spans: pd.DataFrame, gone: pd.DataFrame) -> pd.DataFrame:
    """Take stretches out of spans (both by source): of a span that is cut, what is left stays."""
    cuts: dict[int, list[tuple[int, int]]] = {}
    for source, start, end in gone[["source", "start", "end"]].itertuples(
        index=False, name=None
    ):
        cuts.setdefault(source, []).append((start, end))
    rows = []
    for source, start, end, label in spans.itertuples(index=False, name=None):
        at = start
        for low, high in sorted(cuts.get(source, [])):
            if low < end and at < high:
                if at < low:
                    rows.append((source, at, low, label))
                at = max(at, high)
        if at < end:
            rows.append((source, at, end, label))
    left = pd.DataFrame(rows, columns=["source", "start", "end", "label"])
    return left.astype(dict(spans.dtypes))
