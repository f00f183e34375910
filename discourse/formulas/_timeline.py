"""When a formula first occurs, and the dates of documents."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.corpus.metadata import metadata_column
from discourse.corpus.metadata_values import column_as_text
from discourse.errors import ColumnError, OptionError
from discourse.formulas._mentions import mentions
from discourse.formulas.written_dates import (
    advise_on_dates,
    columns_of_dates,
    columns_of_written_dates,
    iso_date,
)
from discourse.lexicons import Family, Formulas, as_lexicon
from discourse.progress import shows_progress
from discourse.validation import is_date, options_by_name, show_value

__all__ = ["timeline"]

# A date without a month or a day is completed by the end of this text: "2023-99-99"
# comes after every day of 2023. Dates are compared as text.
LAST_DAY = "-99-99"
YEAR_LENGTH = 4  # characters of YYYY


@dataclass(frozen=True)
class _FirstUse:
    """The document of a first use, and a remark where another may be earlier."""

    doc: str
    remark: str


@options_by_name
@shows_progress
def timeline(
    corpus: Corpus,
    lexicon: Formulas,
    *,
    by: str | None = None,
    date: str = "date",
    basis: str | None = None,
    since: str = "",
    progress: bool = True,
) -> pd.DataFrame:
    """Return the dates of documents, and of each formula's launch and first use.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon, Phrase, dict or str
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.
        Each group then has a first use of its own.
    date : str
        Metadata column with ISO dates (YYYY, YYYY-MM or YYYY-MM-DD; ``""`` = unknown),
        or with years as numbers. Of a date with a time of day, the date is taken as it
        is written.
    basis : str, optional
        Metadata column that says how the date is known.
    since : str
        Leave out formulas launched before this ISO date.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "timeline": kind, label, family, group, doc, date, basis, counts_as. Rows of kind
        "document" have the date of each document, group by group. Rows of kind "launch"
        have the date from which a formula is known. Rows of kind "first use" have the
        first document of the group, by date, that mentions the formula. Their kind is
        "first use before launch" where that date is earlier than the launch: check the
        date and the lexicon. A launch belongs to no group: its group is "". A group without a dated
        mention of a formula has no first use of it.

    Raises
    ------
    ColumnError
        There is no such column, or a cell is no date. The message says which columns
        hold dates, or with which line the column becomes one of dates.
    OptionError
        `since` is no date.

    See Also
    --------
    frequencies : How often each group uses each formula.
    discourse.plot.timeline : Draws this table.

    Notes
    -----
    Use it to see when a formula came into use, and with `by` which group had it first.
    Where `counts_as` is "phrase", the words are common in the language, and a use before
    the launch says nothing about the formula.

    The first use is that of the documents of the corpus: a group with few documents, or
    none from the early years, may have used the formula before.

    Two dates of different precision, such as 2023 and 2023-01-15, cannot be ordered.
    The first use is then the document whose last possible day is the earliest. `basis`
    names another document that may be earlier.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = {"a": "win-win results", "b": "a win-win", "c": "win-win again"}
    >>> dates = ["2015", "2019", "2017"]
    >>> speakers = ["China", "Laos", "Laos"]
    >>> columns = {"doc": list(texts), "date": dates, "speaker": speakers}
    >>> corpus = Corpus.from_texts(texts, pd.DataFrame(columns))
    >>> table = timeline(corpus, "win-win", by="speaker")
    >>> uses = table[table["kind"] == "first use"]
    >>> uses[["family", "group", "doc", "date"]].reset_index(drop=True)
        family  group doc  date
    0  win-win  China   a  2015
    1  win-win   Laos   c  2017
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    date_of = _dates(corpus, date)
    basis_of = _texts_of_column(corpus, basis)
    _check_since(since)
    codes, groups = corpus.groups(by)
    group_of = {}
    for doc, code in zip(corpus.names, codes.tolist(), strict=True):
        group_of[doc] = groups[code]
    rows = []
    for doc in _docs_in_order_of_groups(corpus, codes):
        row = _row_of_document(
            doc, date=date_of[doc], basis=basis_of[doc], group=group_of[doc]
        )
        rows.append(row)
    mention_table = mentions(corpus, lexicon)
    for family in lexicon.families:
        docs = _docs_with_family(mention_table, family)
        date_of_user = _dates_of_users(corpus, docs, date_of)
        # Without a dated mention there is no first use to compare with the launch.
        if not date_of_user or _is_launched_before(family, since):
            continue
        if family.used:
            rows.append(_row_of_launch(family))
        date_of_user_by_group = _divide_by_group(date_of_user, group_of)
        for group in groups:
            dates_of_group = date_of_user_by_group.get(group)
            if dates_of_group:
                row = _row_of_first_use(family, group, dates_of_group, basis_of)
                rows.append(row)
    return tables.from_rows(
        "timeline",
        rows,
        labels={
            "doc": corpus.label_of,
            "family": lexicon.label_of,
            "group": corpus.group_label_of(by),
        },
    )


def _docs_in_order_of_groups(corpus: Corpus, codes: np.ndarray) -> list[str]:
    """Return the ids of the documents group by group, each in the order of the corpus.

    `codes` has the number of the group of each document.
    """
    numbers = np.argsort(codes, kind="stable")
    return [corpus.names[number] for number in numbers.tolist()]


def _check_since(since: object) -> None:
    """Raise an OptionError if `since` is not empty and is no date."""
    if isinstance(since, str) and (not since or is_date(since)):
        return
    # A year may come as a number, which only lacks its quotation marks.
    is_written = isinstance(since, str | datetime.date)
    date_meant = iso_date(str(since) if is_written else show_value(since))
    advice = f" Write since='{date_meant}'." if date_meant else ""
    raise OptionError(
        f"since={show_value(since)}: expected a date as text, YYYY, YYYY-MM or "
        "YYYY-MM-DD."
        f"{advice}"
    )


def _row(
    kind: str,
    *,
    label: str,
    date: str,
    basis: str,
    family: str = "",
    group: str = "",
    doc: str = "",
    counts_as: str = "",
) -> dict[str, object]:
    """Return one row of the table; a row of a document counts as nothing."""
    return {
        "kind": kind,
        "label": label,
        "family": family,
        "group": group,
        "doc": doc,
        "date": date,
        "basis": basis,
        "counts_as": counts_as,
    }


def _row_of_document(
    doc: str, *, date: str, basis: str, group: str
) -> dict[str, object]:
    """Return the row of the date of a document."""
    return _row("document", label=doc, group=group, doc=doc, date=date, basis=basis)


def _row_of_launch(family: Family) -> dict[str, object]:
    """Return the row that says from when a formula is known."""
    label = family.name
    if family.gloss:
        label = family.gloss
    return _row(
        "launch",
        label=label,
        family=family.name,
        date=family.used,
        basis=family.confidence,
        counts_as=family.counts_as,
    )


def _row_of_first_use(
    family: Family,
    group: str,
    date_of_user: Mapping[str, str],
    basis_of: Mapping[str, str],
) -> dict[str, object]:
    """Return the row of the first document of a group, by date, that mentions a formula.

    `date_of_user` has the dates of the documents of the group that mention it.
    """
    first_use = _first_use(date_of_user)
    date = date_of_user[first_use.doc]
    remarks = [text for text in (first_use.remark, basis_of[first_use.doc]) if text]
    return _row(
        _kind_of_first_use(date, family),
        label=family.name,
        family=family.name,
        group=group,
        doc=first_use.doc,
        date=date,
        basis="; ".join(remarks),
        counts_as=family.counts_as,
    )


def _docs_with_family(mention_table: pd.DataFrame, family: Family) -> set[str]:
    """Return the documents that mention a formula."""
    is_of_family = mention_table["family"] == family.name
    docs = mention_table.loc[is_of_family, "doc"]
    return set(docs.unique())


def _dates_of_users(
    corpus: Corpus, docs: set[str], date_of: Mapping[str, str]
) -> dict[str, str]:
    """Return the known dates of the documents `docs`, in the order of the corpus.

    These are the documents that use a formula.
    """
    date_of_user: dict[str, str] = {}
    for doc in corpus.names:
        if doc in docs and date_of[doc]:
            date_of_user[doc] = date_of[doc]
    return date_of_user


def _divide_by_group(
    date_of_user: Mapping[str, str], group_of: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Return the dates of documents, by document, for each group that has any."""
    dates_by_group: dict[str, dict[str, str]] = {}
    for doc, date in date_of_user.items():
        dates_of_group = dates_by_group.setdefault(group_of[doc], {})
        dates_of_group[doc] = date
    return dates_by_group


def _is_launched_before(family: Family, since: str) -> bool:
    """Return whether a formula is known from a date before `since`."""
    if not family.used:
        return False
    # Dates are compared as far as both are known: to the year, the month or the day.
    precision = len(family.used)
    return family.used < since[:precision]


def _kind_of_first_use(date: str, family: Family) -> str:
    """Return the kind of the row of a first use, by its date and the launch.

    A formula without a known launch has a first use like any other.
    """
    launch = family.used[: len(date)]
    if date < launch:
        return "first use before launch"
    return "first use"


def _first_use(date_of_user: Mapping[str, str]) -> _FirstUse:
    """Return the document whose last possible day is the earliest.

    The remark names another document that may be earlier, since its date is less
    precise.
    """
    last_day: dict[str, str] = {}
    for doc, date in date_of_user.items():
        last_day[doc] = _last_possible_day(date)
    first_doc = min(date_of_user, key=last_day.__getitem__)
    docs_perhaps_earlier = []
    for doc, date in date_of_user.items():
        is_perhaps_earlier = date < last_day[first_doc]
        if is_perhaps_earlier and date != date_of_user[first_doc]:
            docs_perhaps_earlier.append(doc)
    if not docs_perhaps_earlier:
        return _FirstUse(first_doc, "")
    doc = docs_perhaps_earlier[0]
    further_docs = ""
    if len(docs_perhaps_earlier) > 1:
        further_docs = f" and {len(docs_perhaps_earlier) - 1:,} more"
    remark = (
        f"order not known: {doc} ({date_of_user[doc]}){further_docs} may be earlier"
    )
    return _FirstUse(first_doc, remark)


def _last_possible_day(date: str) -> str:
    """Return a text that comes after every day that `date` may mean."""
    written_part = len(date) - YEAR_LENGTH
    return date + LAST_DAY[written_part:]


def _texts_of_column(corpus: Corpus, name: str | None) -> dict[str, str]:
    """Return a metadata column as text by document; ``""`` where no column is named."""
    if name is None:
        return dict.fromkeys(corpus.names, "")
    cells = metadata_column(corpus.documents, name)
    pairs = zip(corpus.names, column_as_text(cells).tolist(), strict=True)
    return dict(pairs)


def _dates(corpus: Corpus, name: str) -> dict[str, str]:
    """Return the date of each document as text; ``""`` where it is not known.

    Raises
    ------
    ColumnError
        A cell is no date.
    """
    cells = _column_of_dates(corpus, name)
    dates = dict(zip(corpus.names, column_as_text(cells).tolist(), strict=True))
    iso_dates = {}
    for doc, date in dates.items():
        known_date = iso_date(date) if date else ""
        if known_date is None:
            raise ColumnError(
                f"column {name!r}, document {doc!r}: {date!r} is no date; expected "
                "YYYY, YYYY-MM or YYYY-MM-DD, or nothing where it is not known."
                f"{advise_on_dates(corpus.documents[name], name)}"
            )
        iso_dates[doc] = known_date
    return iso_dates


def _column_of_dates(corpus: Corpus, name: str) -> pd.Series:
    """Return the metadata column `name`, or an error that says which has dates."""
    documents = corpus.documents
    if isinstance(name, str) and name not in documents.columns:
        candidates = columns_of_dates(documents)
        if candidates:
            verb = "holds" if len(candidates) == 1 else "hold"
            raise ColumnError(
                f"{show_value(name)} is no column of the metadata; "
                f"{', '.join(map(repr, candidates))} "
                f"{verb} dates. Write date={candidates[0]!r}."
            )
        for candidate in columns_of_written_dates(documents):
            advice = advise_on_dates(documents[candidate], candidate)
            raise ColumnError(
                f"{name!r} is no column of the metadata; {candidate!r} holds dates that "
                f"are not in ISO form.{advice} Then write date={candidate!r}."
            )
    return metadata_column(documents, name)
