"""When a formula first occurs, and the dates of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.corpus.metadata import as_text, metadata_column
from discourse.errors import ColumnError, OptionError
from discourse.formulas._mentions import mentions
from discourse.lexicons import Family, Formulas, as_lexicon
from discourse.validation import is_date, options_by_name

__all__ = ["timeline"]

# What a date of less than eight figures is filled with, so that it stands for its last day.
LAST_DAY = "-99-99"
LENGTH_OF_YEAR = 4


@dataclass(frozen=True)
class _FirstUse:
    """The document of a first use, and a remark where another may be earlier."""

    doc: str
    remark: str


@options_by_name
def timeline(
    corpus: Corpus,
    lexicon: Formulas,
    *,
    date: str = "date",
    basis: str | None = None,
    since: str = "",
) -> pd.DataFrame:
    """Return the dates of documents, of the launch of each formula, and of its first use.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon, Phrase, dict or str
    date : str
        Metadata column with ISO dates (YYYY, YYYY-MM or YYYY-MM-DD; ``""`` = unknown), or
        with years as numbers.
    basis : str, optional
        Metadata column that says how the date is known.
    since : str
        Leave out formulas launched before this ISO date.

    Returns
    -------
    pandas.DataFrame
        Kind "timeline": kind, label, family, doc, date, basis. Rows of kind "document"
        have the date of each document, rows of kind "launch" the date from which a
        formula is known. Rows of kind "first use" have the first document, by date, that
        mentions the formula. Their kind is "first use before launch" where that date is
        earlier than the launch: check the date and the lexicon.

    Raises
    ------
    ColumnError
        There is no such column, or a cell is no date.
    OptionError
        `since` is no date.

    Notes
    -----
    Two dates of different precision, such as 2023 and 2023-01-15, cannot be ordered. The
    first use is then the document whose last possible day is the earliest. `basis` names
    another document that may be earlier.
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    date_of = _dates(corpus, date)
    basis_of = _texts_of_column(corpus, basis)
    _check_since(since)
    rows = []
    for doc in corpus.names:
        rows.append(
            _row("document", label=doc, doc=doc, date=date_of[doc], basis=basis_of[doc])
        )
    found = mentions(corpus, lexicon)
    for family in lexicon.families:
        docs = set(found.loc[found["family"] == family.name, "doc"])
        dated = _dated_documents(corpus, docs, date_of)
        if not dated or _is_launched_before(family, since):
            continue
        if family.used:
            rows.append(_row_of_launch(family))
        first_use = _first_use(dated)
        doc = first_use.doc
        remarks = filter(None, (first_use.remark, basis_of[doc]))
        rows.append(
            _row(
                _kind_of_first_use(date_of[doc], family),
                label=family.name,
                family=family.name,
                doc=doc,
                date=date_of[doc],
                basis="; ".join(remarks),
            )
        )
    return tables.from_rows(
        "timeline",
        rows,
        labels={"doc": corpus.label_of, "family": lexicon.label_of},
    )


def _check_since(since: str) -> None:
    """Raise an OptionError where `since` is given and is no date."""
    if since == "" or is_date(since):
        return
    advice = f" Write since='{since}'." if is_date(str(since)) else ""
    raise OptionError(
        f"since={since!r}: expected a date as text, YYYY, YYYY-MM or YYYY-MM-DD.{advice}"
    )


def _row(
    kind: str, *, label: str, date: str, basis: str, family: str = "", doc: str = ""
) -> dict[str, object]:
    """Return one row of the table."""
    return {
        "kind": kind,
        "label": label,
        "family": family,
        "doc": doc,
        "date": date,
        "basis": basis,
    }


def _row_of_launch(family: Family) -> dict[str, object]:
    """Return the row that says from when a formula is known."""
    return _row(
        "launch",
        label=family.gloss or family.name,
        family=family.name,
        date=family.used,
        basis=family.confidence,
    )


def _dated_documents(
    corpus: Corpus, docs: set[str], date_of: Mapping[str, str]
) -> dict[str, str]:
    """Return the dates of those documents that have one, in the order of the corpus."""
    dated: dict[str, str] = {}
    for doc in corpus.names:
        if doc in docs and date_of[doc]:
            dated[doc] = date_of[doc]
    return dated


def _is_launched_before(family: Family, since: str) -> bool:
    """Return whether a formula is known from a date before `since`."""
    if not family.used:
        return False
    precision = len(family.used)
    return family.used < since[:precision]


def _kind_of_first_use(date: str, family: Family) -> str:
    """Return whether a first use lies before the launch of the formula."""
    launch = family.used[: len(date)]
    if date < launch:
        return "first use before launch"
    return "first use"


def _first_use(dated: Mapping[str, str]) -> _FirstUse:
    """Return the document whose last possible day is the earliest.

    The remark names another document that may be earlier, since its date is less
    precise.
    """
    last_day: dict[str, str] = {}
    for doc, date in dated.items():
        last_day[doc] = date + LAST_DAY[len(date) - LENGTH_OF_YEAR :]
    first = min(dated, key=last_day.__getitem__)
    date_of_first = dated[first]
    others = []
    for doc, date in dated.items():
        is_possibly_earlier = date < last_day[first]
        if is_possibly_earlier and date != date_of_first:
            others.append(doc)
    if not others:
        return _FirstUse(first, "")
    other = others[0]
    more = ""
    if len(others) > 1:
        more = f" and {len(others) - 1:,} more"
    remark = f"order not known: {other} ({dated[other]}){more} may be earlier"
    return _FirstUse(first, remark)


def _texts_of_column(corpus: Corpus, name: str | None) -> dict[str, str]:
    """Return a metadata column as text by document; ``""`` where no column is named."""
    if name is None:
        return dict.fromkeys(corpus.names, "")
    cells = metadata_column(corpus.documents, name)
    pairs = zip(corpus.names, as_text(cells).tolist(), strict=True)
    return dict(pairs)


def _dates(corpus: Corpus, name: str) -> dict[str, str]:
    """Return the date of each document as text; ``""`` where it is not known.

    Raises
    ------
    ColumnError
        A cell is no date.
    """
    cells = metadata_column(corpus.documents, name)
    if cells.dtype.kind == "f":
        cells = cells.map(_year_as_text)
    elif cells.dtype.kind == "M":
        cells = cells.dt.strftime("%Y-%m-%d")
    dates = dict(zip(corpus.names, as_text(cells).tolist(), strict=True))
    for doc, date in dates.items():
        if date and not is_date(date):
            raise ColumnError(
                f"column {name!r}, document {doc!r}: {date!r} is no date; expected YYYY, YYYY-MM or YYYY-MM-DD, or nothing "
                f"where it is not known.{_advice_on_dates(name, date)}"
            )
    return dates


def _year_as_text(year: float) -> str:
    """Return a year that is kept as a float, because others are missing, as text."""
    if year != year:  # missing
        return ""
    return f"{year:.0f}" if year.is_integer() else str(year)


def _advice_on_dates(name: str, date: str) -> str:
    """Return how to turn a column of dates written like `date` into ISO dates.

    ``""`` where there is no such way.
    """
    separator = date[LENGTH_OF_YEAR : LENGTH_OF_YEAR + 1]
    if is_date(date.replace(separator or "-", "-")):
        recipe = f"documents[{name!r}].str.replace({separator!r}, '-')"
    elif any(map(str.isalpha, date)) or "/" in date:
        recipe = f"pandas.to_datetime(documents[{name!r}], dayfirst=True)"
    else:
        return ""
    return f" Try corpus.assign({name}=lambda documents: {recipe})."
