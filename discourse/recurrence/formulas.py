"""Formulas of a lexicon: every mention, in which wording, and where it was first used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.corpus.choosing import column
from discourse.corpus.shelf import texts
from discourse.errors import ColumnError, OptionError
from discourse.lexicons import STATUSES, Lexicon, as_lexicon
from discourse.matching import find, levels
from discourse.measures import clopper_pearson, document_share
from discourse.phrases import Phrase
from discourse.settings import (
    CONFIDENCE_LEVEL,
    FEW_DOCUMENTS_IN_RATE,
    MIN_UNITS_OF_INTERVAL,
)
from discourse.validation import (
    is_date,
    one_of,
    percent_of_confidence,
    share_of_confidence,
)

__all__ = ["Formulas", "mentions", "timeline", "variants"]

Formulas = Lexicon | Phrase | Mapping[str, Any] | str


def mentions(corpus: Corpus, lexicon: Formulas) -> pd.DataFrame:
    """Every mention of every formula: the ledger to which each count can be traced.

    Parameters
    ----------
    corpus : Corpus
        Masked text holds no mention.
    lexicon : Lexicon, Phrase, dict or str
        Families of phrases, or one phrase.

    Returns
    -------
    pandas.DataFrame
        Kind "mentions", one row a mention, in order of document, place and family: doc, start, end, surface, family,
        pattern, status, strict, level, cue, cue_start, cue_end, years. ``raw[doc][start:end] == surface``.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> corpus = Corpus.from_texts({"a": "The “Belt and Road” initiative. A seat belt and road safety."})
    >>> lexicon = Lexicon.read("chinese-diplomacy")
    >>> mentions(corpus, lexicon)[["doc", "start", "end", "surface", "family"]]
      doc  start  end                     surface         family
    0   a      5   30  Belt and Road” initiative  belt_and_road
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    hits = find(corpus, lexicon)
    stream, names, raw = corpus.stream, corpus.names, corpus.raw
    level, cues = levels(corpus, lexicon, hits)
    document = stream.document[hits.first]
    start, end = stream.start[hits.first], stream.end[hits.last - 1]
    cue_start, cue_end = np.full((2, len(hits)), -1, dtype=np.int64)
    cued = cues[:, 0] >= 0
    cue_start[cued], cue_end[cued] = (
        stream.start[cues[cued, 0]],
        stream.end[cues[cued, 1] - 1],
    )
    docs = [names[number] for number in document.tolist()]
    phrases = [
        lexicon.families[a].phrases[b]
        for a, b in zip(hits.family.tolist(), hits.phrase.tolist(), strict=True)
    ]
    table = tables.make(
        "mentions",
        {
            "doc": docs,
            "start": start,
            "end": end,
            "surface": [
                raw[doc][a:b]
                for doc, a, b in zip(docs, start.tolist(), end.tolist(), strict=True)
            ],
            "family": [lexicon.names[number] for number in hits.family.tolist()],
            "pattern": [phrase.id for phrase in phrases],
            "status": [phrase.status for phrase in phrases],
            "strict": [phrase.strict for phrase in phrases],
            "level": level,
            "cue": [
                raw[doc][a:b] if a >= 0 else ""
                for doc, a, b in zip(
                    docs, cue_start.tolist(), cue_end.tolist(), strict=True
                )
            ],
            "cue_start": cue_start,
            "cue_end": cue_end,
            "years": [phrase.years for phrase in phrases],
        },
    )
    return table.iloc[np.lexsort((hits.family, end, start, document))].reset_index(
        drop=True
    )


def variants(
    corpus: Corpus,
    lexicon: Formulas,
    *,
    by: str | None = "doc",
    facet: Literal["status", "level"] = "status",
    confidence_level: float = CONFIDENCE_LEVEL,
) -> pd.DataFrame:
    """In which wording, or at which level, each formula stands: counts by group, zeros included.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon, Phrase, dict or str
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.
    facet : {'status', 'level'}
        What the mentions of a family are divided by. Families without levels are left out of 'level'.
    confidence_level : float
        Share of such intervals that are to hold the true value, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        Kind "variants", one row a value and group: count, share of the family's mentions in the group (missing where
        there is none) with its interval, documents that have it, and a note.

    Notes
    -----
    The interval of a share takes documents as units where three or more mention the formula (:func:`document_share`);
    in fewer it takes the mentions as independent (Clopper & Pearson), which they hardly are: a writer who shortens a
    formula once does it again.
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    one_of("facet", facet, ("status", "level"))
    confidence_level = share_of_confidence(confidence_level)
    ledger = mentions(corpus, lexicon)
    place = {doc: number for number, doc in enumerate(corpus.names)}
    found: dict[tuple[str, str], np.ndarray] = defaultdict(
        lambda: np.zeros(len(corpus), dtype=np.int64)
    )
    for family, value, doc in zip(
        ledger["family"], ledger[facet], ledger["doc"], strict=True
    ):
        found[family, value][place[doc]] += 1
    codes, groups = corpus.groups(by)
    parts = []
    for family in lexicon.families:
        if facet == "status":
            values = [
                status
                for status in STATUSES
                if any(phrase.status == status for phrase in family.phrases)
            ]
        else:
            values = (
                list(
                    dict.fromkeys([*(name for name, _ in family.levels), "unspecified"])
                )
                if family.levels
                else []
            )
            values = [value for value in values if (family.name, value) in found]
        if values:
            counts = np.column_stack([found[family.name, value] for value in values])
            rows = {
                "family": family.name,
                "facet": facet,
                "value": np.repeat(np.array(values, dtype=object), len(groups)),
            }
            parts.append(
                rows
                | {"group": list(groups) * len(values)}
                | _shares(counts, codes, len(groups), confidence_level=confidence_level)
            )
    if not parts:
        return tables.make("variants", {})
    return pd.concat(
        [tables.make("variants", part) for part in parts], ignore_index=True
    )


def _shares(
    counts: np.ndarray, codes: np.ndarray, groups: int, *, confidence_level: float
) -> dict[str, Any]:
    """Counts and shares of the values (columns) of one family in each group, with intervals: values by groups, flat."""
    total = np.zeros((groups, counts.shape[1]), dtype=np.int64)
    documents = total.copy()
    np.add.at(total, codes, counts)
    np.add.at(documents, codes, counts > 0)
    each, whole = counts.sum(axis=1), total.sum(axis=1)
    ends = clopper_pearson(total, whole[:, None], confidence_level=confidence_level)
    low, high = (np.asarray(end) for end in ends)
    percent = percent_of_confidence(confidence_level)
    told = {
        "interval": np.full(
            total.shape, f"Clopper-Pearson {percent}, mentions as units", dtype=object
        )
    }
    told["note"] = np.full(total.shape, "", dtype=object)
    telling = np.bincount(
        codes[each > 0], minlength=groups
    )  # documents of each group that mention the family
    for group in telling.nonzero()[0].tolist():
        units = int(telling[group])
        if units >= MIN_UNITS_OF_INTERVAL:
            own = codes == group
            low[group], high[group] = document_share(
                counts[own], each[own], confidence_level=confidence_level
            )
            told["interval"][group] = (
                f"Clopper-Pearson on effective counts {percent}, documents as units"
            )
        told["note"][group] = _note(units, int(whole[group]))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = total / whole[:, None]
    of_documents = np.repeat(
        np.bincount(codes, minlength=groups)[:, None], total.shape[1], axis=1
    )
    columns = {
        "count": total,
        "share": share,
        "low": low,
        "high": high,
        "documents": documents,
    }
    return {
        name: cells.T.ravel()
        for name, cells in {**columns, **told, "of_documents": of_documents}.items()
    }


def _note(units: int, mentions_: int) -> str:
    """What shares of so many mentions in so many documents can and cannot show."""
    if units == 1:
        return notes.join([notes.make("shares_of_one_text", mentions=mentions_)])
    if units >= FEW_DOCUMENTS_IN_RATE:
        return ""
    few = notes.make("shares_of_few_texts", mentions=mentions_, documents=units)
    return notes.join([few])


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
