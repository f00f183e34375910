"""In which wordings a formula occurs."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Literal

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.formulas._mentions import Formulas, mentions
from discourse.lexicons import STATUSES, as_lexicon
from discourse.measures import clopper_pearson, document_share
from discourse.settings import (
    CONFIDENCE_LEVEL,
    FEW_DOCUMENTS_IN_RATE,
    MIN_UNITS_OF_INTERVAL,
)
from discourse.validation import (
    check_confidence_level,
    check_option,
    options_by_name,
    percent_of_confidence,
)

__all__ = ["variants"]


@options_by_name
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
    check_option("facet", facet, ("status", "level"))
    confidence_level = check_confidence_level(confidence_level)
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
