"""Formulas of a lexicon: every mention, in which wording, and where it was first used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.errors import ColumnError, OptionError, one_of, suggest
from discourse.lexicons import STATUSES, Lexicon, as_lexicon
from discourse.matching import find, levels
from discourse.measures import clopper_pearson, document_share
from discourse.phrases import Phrase
from discourse.recurrence.uncertainty import FEW

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
    cued = cues[:, 0] >= 0
    cue_start = np.where(cued, stream.start[cues[:, 0]] if len(stream) else -1, -1)
    cue_end = np.where(cued, stream.end[cues[:, 1] - 1] if len(stream) else -1, -1)
    docs = [names[number] for number in document.tolist()]
    phrases = [lexicon.families[a].phrases[b] for a, b in zip(hits.family.tolist(), hits.phrase.tolist(), strict=True)]
    table = tables.make(
        "mentions",
        {
            "doc": docs,
            "start": start,
            "end": end,
            "surface": [raw[doc][a:b] for doc, a, b in zip(docs, start.tolist(), end.tolist(), strict=True)],
            "family": [lexicon.names[number] for number in hits.family.tolist()],
            "pattern": [phrase.id for phrase in phrases],
            "status": [phrase.status for phrase in phrases],
            "strict": [phrase.strict for phrase in phrases],
            "level": level,
            "cue": [
                raw[doc][a:b] if a >= 0 else ""
                for doc, a, b in zip(docs, cue_start.tolist(), cue_end.tolist(), strict=True)
            ],
            "cue_start": cue_start,
            "cue_end": cue_end,
            "years": [phrase.years for phrase in phrases],
        },
    )
    return table.iloc[np.lexsort((hits.family, end, start, document))].reset_index(drop=True)


def variants(
    corpus: Corpus,
    lexicon: Formulas,
    *,
    by: str | None = "doc",
    facet: Literal["status", "level"] = "status",
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

    Returns
    -------
    pandas.DataFrame
        Kind "variants", one row a value and group: count, share of the family's mentions in the group (missing where
        there is none) with its interval, documents that have it, and a note.

    Notes
    -----
    The interval of a share takes documents as units where two or more mention the formula (:func:`document_share`);
    in one document it takes its mentions as independent (Clopper & Pearson), which they hardly are: a writer who
    shortens a formula once does it again.
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    one_of("facet", facet, ("status", "level"))
    ledger = mentions(corpus, lexicon)
    place = {doc: number for number, doc in enumerate(corpus.names)}
    found: dict[tuple[str, str], np.ndarray] = defaultdict(lambda: np.zeros(len(corpus), dtype=np.int64))
    for family, value, doc in zip(ledger["family"], ledger[facet], ledger["doc"], strict=True):
        found[family, value][place[doc]] += 1
    codes, groups = corpus.groups(by)
    parts = []
    for family in lexicon.families:
        if facet == "status":
            values = [status for status in STATUSES if any(phrase.status == status for phrase in family.phrases)]
        else:
            values = list(dict.fromkeys([*(name for name, _ in family.levels), "unspecified"])) if family.levels else []
            values = [value for value in values if (family.name, value) in found]
        if values:
            counts = np.column_stack([found[family.name, value] for value in values])
            rows = {
                "family": family.name,
                "facet": facet,
                "value": np.repeat(np.array(values, dtype=object), len(groups)),
            }
            parts.append(rows | {"group": list(groups) * len(values)} | _shares(counts, codes, len(groups)))
    if not parts:
        return tables.make("variants", {})
    return pd.concat([tables.make("variants", part) for part in parts], ignore_index=True)


def _shares(counts: np.ndarray, codes: np.ndarray, groups: int) -> dict[str, Any]:
    """Counts and shares of the values (columns) of one family in each group, with intervals: values by groups, flat."""
    total = np.zeros((groups, counts.shape[1]), dtype=np.int64)
    documents = total.copy()
    np.add.at(total, codes, counts)
    np.add.at(documents, codes, counts > 0)
    each, whole = counts.sum(axis=1), total.sum(axis=1)
    low, high = (np.asarray(end) for end in clopper_pearson(total, whole[:, None]))
    told = {"interval": np.full(total.shape, "Clopper-Pearson 95%, mentions as units", dtype=object)}
    told["note"] = np.full(total.shape, "", dtype=object)
    telling = np.bincount(codes[each > 0], minlength=groups)  # documents of each group that mention the family
    for group in telling.nonzero()[0].tolist():
        units = int(telling[group])
        if units > 1:
            own = codes == group
            low[group], high[group] = document_share(counts[own], each[own])
            told["interval"][group] = "Clopper-Pearson on effective counts 95%, documents as units"
        told["note"][group] = _told_of(units, int(whole[group]))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = total / whole[:, None]
    of_documents = np.repeat(np.bincount(codes, minlength=groups)[:, None], total.shape[1], axis=1)
    columns = {"count": total, "share": share, "low": low, "high": high, "documents": documents}
    return {name: cells.T.ravel() for name, cells in {**columns, **told, "of_documents": of_documents}.items()}


def _told_of(units: int, mentions_: int) -> str:
    """What shares of so many mentions in so many documents can and cannot show."""
    if units == 1:
        return f"{mentions_:,} mention{'s' * (mentions_ > 1)} in 1 document: shares of this text, and of no other"
    few = f"{mentions_:,} mentions in {units:,} documents: so few tell little of how such texts differ"
    return few if units < FEW else ""


def timeline(
    corpus: Corpus, lexicon: Formulas, *, date: str = "date", basis: str | None = None, since: str = ""
) -> pd.DataFrame:
    """When the documents are from, when each formula they use was launched, and where it is first used.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon, Phrase, dict or str
    date : str
        Metadata column with ISO dates (YYYY, YYYY-MM or YYYY-MM-DD; ``""`` = unknown).
    basis : str, optional
        Metadata column that says how the date is known.
    since : str
        Leave out formulas launched before this ISO date.

    Returns
    -------
    pandas.DataFrame
        Kind "timeline", rows of kind "document", "launch" and "first use" (the first document, by date, that mentions
        the family; "first use before launch" when its date is the earlier one: an anachronism, or a lexicon to mend).
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    when, how = _dates(corpus, date), _told(corpus, basis)
    if since and not _DATE.fullmatch(since):
        raise OptionError(f"since={since!r}: expected a date as YYYY, YYYY-MM or YYYY-MM-DD.")
    rows = [("document", doc, "", doc, when[doc], how[doc]) for doc in corpus.names]
    place = {doc: number for number, doc in enumerate(corpus.names)}
    ledger = mentions(corpus, lexicon)
    for family in lexicon.families:
        docs = dict.fromkeys(ledger.loc[ledger["family"] == family.name, "doc"].tolist())
        dated = sorted((when[doc], place[doc], doc) for doc in docs if when[doc])
        if not dated or (family.used and family.used < since):
            continue
        first, _, doc = dated[0]
        if family.used:
            rows.append(("launch", family.gloss or family.name, family.name, "", family.used, family.confidence))
        early = first < family.used[: len(first)]
        kind = "first use before launch" if early else "first use"
        rows.append((kind, family.name, family.name, doc, first, how[doc]))
    return tables.from_rows("timeline", rows)


_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def _told(corpus: Corpus, column: str | None) -> dict[str, str]:
    """A metadata column as text by document; all ``""`` when none is named."""
    if column is None:
        return dict.fromkeys(corpus.names, "")
    documents = corpus.documents
    if column not in documents.columns:
        have = [str(name) for name in documents.columns]
        raise ColumnError(
            f"{column!r} is no column of the metadata; columns: {', '.join(have)}. Write date='...' with one of them."
            f"{suggest(column, have)}"
        )
    return dict(zip(corpus.names, documents[column].astype("str").tolist(), strict=True))


def _dates(corpus: Corpus, column: str) -> dict[str, str]:
    found = _told(corpus, column)
    for doc, value in found.items():
        if value and not _DATE.fullmatch(value):
            raise ColumnError(
                f"column {column!r}, document {doc!r}: {value!r} is no date; expected YYYY, YYYY-MM or YYYY-MM-DD, or "
                "nothing where it is not known."
            )
    return found
