"""When a formula first occurs, and the dates of documents."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.corpus.metadata import column
from discourse.corpus.raw_texts import texts
from discourse.errors import ColumnError, OptionError
from discourse.formulas._mentions import Formulas, mentions
from discourse.lexicons import as_lexicon
from discourse.validation import is_date, options_by_name

__all__ = ["timeline"]


@options_by_name
def timeline(
    corpus: Corpus,
    lexicon: Formulas,
    *,
    date: str = "date",
    basis: str | None = None,
    since: str = "",
) -> pd.DataFrame:
    """When the documents are from, when each formula they use was launched, and where it is first used.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon, Phrase, dict or str
    date : str
        Metadata column with ISO dates (YYYY, YYYY-MM or YYYY-MM-DD; ``""`` = unknown), or with years as numbers.
    basis : str, optional
        Metadata column that says how the date is known.
    since : str
        Leave out formulas launched before this ISO date.

    Returns
    -------
    pandas.DataFrame
        Kind "timeline", rows of kind "document", "launch" and "first use" (the first document, by date, that mentions
        the family; "first use before launch" when its date is the earlier one: an anachronism, or a lexicon to mend).

    Notes
    -----
    Of dates known to the year and to the day, as 2023 and 2023-01-15, which is earlier cannot be told. The first use is
    then the one that is surely as early as its date says, and `basis` names another that may be earlier.
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    when, how = _dates(corpus, date), _told(corpus, basis)
    if since != "" and not is_date(since):
        write = f" Write since='{since}'." if is_date(str(since)) else ""
        raise OptionError(
            f"since={since!r}: expected a date as text, YYYY, YYYY-MM or YYYY-MM-DD.{write}"
        )
    rows = [
        {
            "kind": "document",
            "label": doc,
            "family": "",
            "doc": doc,
            "date": when[doc],
            "basis": how[doc],
        }
        for doc in corpus.names
    ]
    place = {doc: number for number, doc in enumerate(corpus.names)}
    ledger = mentions(corpus, lexicon)
    for family in lexicon.families:
        docs = dict.fromkeys(
            ledger.loc[ledger["family"] == family.name, "doc"].tolist()
        )
        dated = {
            doc: when[doc] for doc in sorted(docs, key=place.__getitem__) if when[doc]
        }
        if not dated or (family.used and family.used < since[: len(family.used)]):
            continue
        if family.used:
            rows.append(
                {
                    "kind": "launch",
                    "label": family.gloss or family.name,
                    "family": family.name,
                    "doc": "",
                    "date": family.used,
                    "basis": family.confidence,
                }
            )
        doc, doubt = _first(dated)
        early = when[doc] < family.used[: len(when[doc])]
        kind = "first use before launch" if early else "first use"
        rows.append(
            {
                "kind": kind,
                "label": family.name,
                "family": family.name,
                "doc": doc,
                "date": when[doc],
                "basis": "; ".join(filter(None, (doubt, how[doc]))),
            }
        )
    return tables.from_rows("timeline", rows)


def _first(dated: Mapping[str, str]) -> tuple[str, str]:
    """The document that is surely as early as its date says, and which other may be earlier (``""`` = none)."""
    last = {
        doc: date + "-99-99"[len(date) - 4 :] for doc, date in dated.items()
    }  # the last day it may stand for
    first = min(dated, key=last.__getitem__)
    others = [
        doc
        for doc, date in dated.items()
        if date < last[first] and date != dated[first]
    ]
    if not others:
        return first, ""
    more = f" and {len(others) - 1:,} more" if len(others) > 1 else ""
    return (
        first,
        f"order not known: {others[0]} ({dated[others[0]]}){more} may be earlier",
    )


def _told(corpus: Corpus, name: str | None) -> dict[str, str]:
    """A metadata column as text by document; all ``""`` when none is named."""
    if name is None:
        return dict.fromkeys(corpus.names, "")
    return dict(
        zip(corpus.names, texts(column(corpus.documents, name)).tolist(), strict=True)
    )


def _dates(corpus: Corpus, name: str) -> dict[str, str]:
    table = corpus.documents
    held = column(table, name)
    if held.dtype.kind == "f":  # years as numbers, some of which are missing
        held = held.map(
            lambda year: (
                ""
                if year != year
                else f"{year:.0f}"
                if year == year // 1
                else str(year)
            )
        )
    elif held.dtype.kind == "M":
        held = held.dt.strftime("%Y-%m-%d")
    found = dict(zip(corpus.names, texts(held).tolist(), strict=True))
    for doc, value in found.items():
        if value and not is_date(value):
            raise ColumnError(
                f"column {name!r}, document {doc!r}: {value!r} is no date; expected YYYY, YYYY-MM or YYYY-MM-DD, or nothing "
                f"where it is not known.{_recipe(name, value)}"
            )
    return found


def _recipe(name: str, value: str) -> str:
    """How to turn a column of dates written like `value` into ISO dates; ``""`` where there is no such way."""
    if is_date(value.replace(value[4:5] or "-", "-")):
        made = f"documents[{name!r}].str.replace({value[4]!r}, '-')"
    elif any(map(str.isalpha, value)) or "/" in value:
        made = f"pandas.to_datetime(documents[{name!r}], dayfirst=True)"
    else:
        return ""
    return f" Try corpus.assign({name}=lambda documents: {made})."
