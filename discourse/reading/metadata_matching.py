"""Ids, and which row of metadata belongs to which text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from discourse.corpus.input_checks import alike
from discourse.errors import MetadataError
from discourse.reading.decoding import surrogate
from discourse.reading.read_errors import Fault, listed
from discourse.reading.table_formats import Records, series, words
from discourse.validation import show_name, suggest

__all__ = ["ID_COLUMNS", "frame", "id_column", "ids", "matched", "sound"]

ID_COLUMNS = ("doc", "doc_id", "id")

_COSTLY = 50_000  # comparisons of ids beyond which no near miss is looked for


def id_column(records: Records, *, without: str | None = None) -> str | None:
    """Return the column that holds the ids: ``doc``, else ``doc_id``, else ``id``, whatever their capitals."""
    names = [name for name in records.columns if name != without]
    for wanted in ID_COLUMNS:
        found = [name for name in names if name == wanted] or [
            name for name in names if name.casefold() == wanted
        ]
        if found:
            return found[0]
    return None


def ids(
    records: Records, column: str, *, named: Callable[[str], str] = str
) -> list[str | None]:
    """Return the id of each record, as text in NFC, or ``None`` where its id is a fault of the table.

    Parameters
    ----------
    records : Records
        Faults are added to it: an id that is missing or no text, that stands twice, or that is like another.
    column : str
        Where the ids stand.
    named : callable
        Turns what is written there into the id that is meant.
    """
    found: list[str | None] = []
    for row, value in enumerate(records.columns[column]):
        reason = _no_id(value, column)
        if reason:
            records.faults.append(
                records.fault(
                    row, reason, "Give each document an id of its own.", "no id"
                )
            )
        found.append(None if reason else named(_composed(value)))
    groups: dict[str, list[int]] = {}
    for row, doc in enumerate(found):
        if doc is not None:
            groups.setdefault(alike(doc), []).append(row)
    for rows in groups.values():
        if len(rows) > 1:
            records.faults += _twice(records, rows, found)
            for row in rows:
                found[row] = None
    return found


def _no_id(value: Any, column: str) -> str:
    if value is None or (isinstance(value, str) and not value.strip()):
        return f"there is no id in column {column!r}."
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return f"the id in column {column!r} is {words(value)[:40]!r} ({type(value).__name__}), not text or a whole number."
    return ""


def _twice(
    records: Records, rows: Sequence[int], found: Sequence[str | None]
) -> list[Fault]:
    """One fault for each of the `rows`, whose ids are the same or nearly so."""
    faults = []
    same = len({found[row] for row in rows}) == 1
    for row in rows:
        some = [other for other in rows[:6] if other != row][:5]
        more = len(rows) - 1 - len(some)
        places = ", ".join(str(records.lines[other]) for other in some) + (
            f" and {more:,} more" if more else ""
        )
        where = f"{records.unit}{'' if len(rows) == 2 else 's'} {places}"
        if same:
            reason = f"the id '{show_name(str(found[row]))}' stands on {where} as well."
        else:
            near = next(
                (found[other] for other in some if found[other] != found[row]),
                found[some[0]],
            )
            reason = f"the id '{show_name(str(found[row]))}' is like '{show_name(str(near))}' on {where}, but for capitals or accents."
        faults.append(
            records.fault(row, reason, "Give each document an id of its own.", "twice")
        )
    return faults


def matched(
    docs: Mapping[str, str], records: Records
) -> tuple[dict[str, int], list[Fault]]:
    """Return the row of each text in a metadata table.

    Parameters
    ----------
    docs : mapping of str to str
        File name by id, for every text that the folder has, those that could not be read too.
    records : Records
        The metadata; faults of rows are added to it.

    Returns
    -------
    rows : dict of str to int
        Row by id of text.
    faults : list of Fault
        Texts without a row, and rows without a text.
    """
    column = id_column(records)
    if column is None:
        raise _no_column(docs, records).thrown()

    def named(doc: str) -> str:
        stem = doc[: -len(".txt")] if doc.lower().endswith(".txt") else doc
        return stem if doc not in docs and stem in docs else doc

    place = list(records.columns).index(column)
    spoilt = {
        named(_composed(cells[place])): line
        for cells, line in records.spoilt
        if place < len(cells)
    }
    damaged = len(records.faults)
    found = ids(records, column, named=named)
    # The text of a damaged row is left out for that reason, not for having none.
    places = {line: row for row, line in enumerate(records.lines)}
    for fault in records.faults[damaged:]:
        row = places[fault.line]
        value = records.columns[column][row]
        if isinstance(value, (str, int)):
            spoilt.setdefault(named(_composed(value)), fault.line)
    rows = {
        doc: row for row, doc in enumerate(found) if doc is not None and doc in docs
    }
    stray = {
        doc: row for row, doc in enumerate(found) if doc is not None and doc not in docs
    }
    lost = [doc for doc in docs if doc not in rows]
    if not rows and not spoilt and stray and lost:
        raise _strangers(lost, stray, records, column).thrown()
    return rows, _unmatched(lost, stray, docs, records, spoilt)


def _composed(doc: object) -> str:
    return unicodedata.normalize("NFC", str(doc))


def _no_column(docs: Mapping[str, str], records: Records) -> Fault:
    have = list(records.columns)
    names = {*docs, *docs.values()}
    holds = next(
        (
            name
            for name, values in records.columns.items()
            if names & {str(value) for value in values}
        ),
        None,
    )
    if holds is not None:
        mend = f"Column {holds!r} holds names of the texts: call it 'doc'."
    else:
        mend = "Add a column 'doc' that holds the name of each text without '.txt'."
    reason = f"no column is called 'doc' (or 'doc_id', or 'id'); it has {listed(have)}."
    return Fault(records.source, reason, mend, "no column", error=MetadataError)


def _strangers(
    lost: Sequence[str], stray: Mapping[str, int], records: Records, column: str
) -> Fault:
    theirs, ours = (
        listed([f"'{name}'" for name in names], most=3) for names in (list(stray), lost)
    )
    reason = (
        f"no id in its column {column!r} ({theirs}) is the name of a text ({ours})."
    )
    mend = "An id is the name of the file without '.txt', with the folder before it where it stands in one: 'china/2019'."
    return Fault(records.source, reason, mend, "strangers", error=MetadataError)


def _unmatched(
    lost: Sequence[str],
    stray: Mapping[str, int],
    docs: Mapping[str, str],
    records: Records,
    spoilt: Mapping[str, int],
) -> list[Fault]:
    cheap = len(lost) * len(stray) < _COSTLY
    rows, texts = _Near(list(stray), cheap), _Near(lost, cheap)
    faults = []
    for doc in sorted(lost):
        if doc in spoilt:
            reason = f"its row in {records.source} ({records.unit} {spoilt[doc]}) was refused."
            faults.append(
                Fault(docs[doc], reason, "Mend the row.", "", error=MetadataError)
            )
            continue
        reason = (
            f"{records.source} has no row for this text (its id is '{show_name(doc)}')."
        )
        mend = f"Add a row for it, or take the file out of the folder.{rows.to(doc)}"
        faults.append(Fault(docs[doc], reason, mend, "no row", error=MetadataError))
    for doc, row in stray.items():
        reason = f"there is no text for this row: no file {show_name(doc)}.txt is in the folder."
        faults.append(
            records.fault(
                row,
                reason,
                f"Add the file, or delete the row.{texts.to(doc)}",
                "no text",
            )
        )
    return faults


class _Near:
    """Finds the id that was meant: by likeness but for capitals, accents and blanks, else by spelling if `cheap`."""

    def __init__(self, options: Sequence[str], cheap: bool) -> None:
        self.options, self.cheap = options, cheap
        self.plain = {_bare(option): option for option in options}

    def to(self, doc: str) -> str:
        same = self.plain.get(_bare(doc))
        if same is not None:
            return f" Did you mean '{show_name(same)}'? It differs in capitals, accents or blanks."
        return suggest(doc, self.options) if self.cheap else ""


def _bare(doc: str) -> str:
    return "".join(alike(doc).removesuffix(".txt").split())


def sound(records: Records) -> Records:
    """Return the records without those that hold half of a surrogate pair, which become faults."""
    bad: set[int] = set()
    for name, values in records.columns.items():
        if surrogate(name) >= 0:
            reason = f"the name of column '{show_name(name)}' holds half of a surrogate pair, which is no character."
            raise Fault(
                records.source,
                reason,
                "Rename the column.",
                "header",
                error=MetadataError,
            ).thrown()
        texts = [
            "" if isinstance(value, (int, float)) else words(value) for value in values
        ]
        if surrogate("\n".join(texts)) < 0:
            continue
        for row, text in enumerate(texts):
            at = surrogate(text)
            if at >= 0 and row not in bad:
                bad.add(row)
                half = f"half of a surrogate pair (U+{ord(text[at]):04X})"
                reason = f"column {name!r} holds {half}, which is no character."
                records.faults.append(
                    records.fault(
                        row, reason, "Write the row anew from its source.", "surrogate"
                    )
                )
    return (
        records.only([row for row in range(len(records)) if row not in bad])
        if bad
        else records
    )


def frame(
    docs: Sequence[str], records: Records | None, *, without: Sequence[str | None] = ()
) -> pd.DataFrame:
    """Return the table of documents: ``doc``, then the columns of `records` (whose rows are those of `docs`)."""
    columns = {"doc": pd.Series(list(docs), dtype="str")}
    if records is not None:
        columns |= {
            name: series(values)
            for name, values in records.columns.items()
            if name not in without
        }
    return pd.DataFrame(columns)
