"""In which wordings a formula occurs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.formulas._mentions import mentions
from discourse.lexicons import STATUSES, Family, Formulas, as_lexicon
from discourse.measures import clopper_pearson, document_share
from discourse.progress import shows_progress
from discourse.settings import (
    CONFIDENCE_LEVEL,
    FEW_DOCUMENTS_IN_RATE,
    MIN_UNITS_OF_INTERVAL,
)
from discourse.validation import (
    check_confidence_level,
    check_option,
    options_by_name,
)

__all__ = ["variants"]

# What mentions are divided by: how they are worded, whom they speak of ("mankind",
# "region" ...), or in which language they are.
Facet = Literal["status", "level", "language"]
NO_LEVEL = "unspecified"  # no cue of a level is near the mention


@options_by_name
@shows_progress
def variants(
    corpus: Corpus,
    lexicon: Formulas,
    *,
    by: str | None = "doc",
    facet: Facet = "status",
    confidence_level: float = CONFIDENCE_LEVEL,
    progress: bool = True,
) -> pd.DataFrame:
    """Return in which wordings, levels or languages each formula occurs, by group.

    A *level* says whom a formula speaks of, such as mankind, a region or two states.
    The lexicon lists the words that show it.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon, Phrase, dict or str
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.
    facet : {'status', 'level', 'language'}
        What the mentions of a family are divided by: the status of their wording
        ("standard", "clipped" ...), their level, or the language of their wording.
        'level' leaves out families without levels.
    confidence_level : float
        Share of such intervals that are to contain the true value, between 0 and 1.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "variants", one row for each value and group, zeros included: count, share
        of the family's mentions in the group (missing where there is none) with its
        interval, documents that have the value, and a note.

    See Also
    --------
    frequencies : how often each formula occurs.

    Notes
    -----
    Use it to compare how writers or translators word one formula. Read the share
    together with its interval: a share of three mentions says little.

    Where three or more documents mention the formula, the interval takes documents as
    units (:func:`document_share`). With fewer documents it takes the mentions as
    independent (Clopper & Pearson). They are hardly independent, since a writer who
    shortens a formula once does it again.
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    check_option("facet", facet, ("status", "level", "language"))
    confidence_level = check_confidence_level(confidence_level)
    mention_table = mentions(corpus, lexicon)
    counts = _counts_by_document(corpus, mention_table, facet)
    codes, groups = corpus.groups(by)
    no_mentions = np.zeros(len(corpus), dtype=np.int64)
    labels = {"family": lexicon.label_of, "group": corpus.group_label_of(by)}
    parts = []
    for family in lexicon.families:
        values = _values_of_facet(family, facet, counts)
        if not values:
            continue
        counts_of_values = []
        for value in values:
            key = (family.name, value)
            counts_of_values.append(counts.get(key, no_mentions))
        shares = _shares(
            np.column_stack(counts_of_values),
            codes,
            len(groups),
            confidence_level=confidence_level,
        )
        row_count = len(values) * len(groups)
        family_columns = {
            "family": np.full(row_count, family.name, dtype=object),
            "value": np.repeat(np.array(values, dtype=object), len(groups)),
            "group": np.tile(np.array(groups, dtype=object), len(values)),
            "counts_as": np.full(row_count, family.counts_as, dtype=object),
            **shares,
        }
        parts.append(family_columns)
    if not parts:
        return tables.make("variants", {})
    # One table of all families: to make one for each would take longer than to count.
    columns: dict[str, Any] = {}
    for name in parts[0]:
        columns[name] = np.concatenate([part[name] for part in parts])
    columns["facet"] = facet
    columns["confidence_level"] = confidence_level
    return tables.make("variants", columns, labels=labels)


def _counts_by_document(
    corpus: Corpus, mention_table: pd.DataFrame, facet: Facet
) -> Mapping[tuple[str, str], np.ndarray]:
    """Return how often each document mentions a family with a value of the facet.

    The keys are pairs of family and value. Each entry is an int64 array with one count
    for each document.
    """
    document_of_name = {doc: number for number, doc in enumerate(corpus.names)}
    counts: dict[tuple[str, str], np.ndarray] = {}
    families = mention_table["family"].tolist()
    values = mention_table[facet].tolist()
    documents = mention_table["doc"].map(document_of_name).tolist()
    for family, value, document in zip(families, values, documents, strict=True):
        key = (family, value)
        if key not in counts:
            counts[key] = np.zeros(len(corpus), dtype=np.int64)
        counts[key][document] += 1
    return counts


def _values_of_facet(
    family: Family, facet: Facet, counts: Mapping[tuple[str, str], np.ndarray]
) -> list[str]:
    """Return the statuses or languages of a family, or the levels at which it occurs."""
    if facet == "status":
        statuses = {phrase.status for phrase in family.phrases}
        return [status for status in STATUSES if status in statuses]
    if facet == "language":
        return list(family.languages)
    if not family.levels:
        return []
    levels = dict.fromkeys(name for name, _ in family.levels)
    levels[NO_LEVEL] = None
    return [level for level in levels if (family.name, level) in counts]


def _shares(
    counts: np.ndarray, codes: np.ndarray, group_count: int, *, confidence_level: float
) -> dict[str, Any]:
    """Return counts and shares of the values of one family in each group.

    `counts` has a row for each document and a column for each value; `codes` is the
    group of each document. The columns that are returned are flat: all groups of the
    first value, then of the second.
    """
    count = _sum_by_group(counts, codes, group_count)
    documents = _sum_by_group(counts > 0, codes, group_count)
    mentions_of_group = count.sum(axis=1)
    # The share of a group without a mention is 0 / 0: it is missing.
    with np.errstate(invalid="ignore", divide="ignore"):
        share = count / mentions_of_group[:, None]
    of_documents = np.empty_like(count)
    of_documents[:] = np.bincount(codes, minlength=group_count)[:, None]
    columns = {
        "count": count,
        "share": share,
        "documents": documents,
        "of_documents": of_documents,
    }
    columns |= _intervals_of_shares(counts, count, codes, confidence_level)
    return {name: cells.T.ravel() for name, cells in columns.items()}


def _sum_by_group(
    values: np.ndarray, codes: np.ndarray, group_count: int
) -> np.ndarray:
    """Return the sums of the rows (documents) of each group (int64)."""
    sums = np.zeros((group_count, values.shape[1]), dtype=np.int64)
    np.add.at(sums, codes, values)
    return sums


def _intervals_of_shares(
    counts: np.ndarray, count: np.ndarray, codes: np.ndarray, confidence_level: float
) -> dict[str, np.ndarray]:
    """Return the intervals of the shares with their methods and notes.

    Parameters
    ----------
    counts : int64 array, shape (documents, values)
    count : int64 array, shape (groups, values)
        The sums of `counts` over the documents of each group.
    codes : int64 array, shape (documents,)
        The group of each document.
    confidence_level : float
    """
    mentions_of_document = counts.sum(axis=1)
    mentions_of_group = count.sum(axis=1)
    ends = clopper_pearson(
        count, mentions_of_group[:, None], confidence_level=confidence_level
    )
    low, high = map(np.asarray, ends)
    interval = np.full(count.shape, "clopper_pearson", dtype=object)
    interval_unit = np.full(count.shape, "mentions", dtype=object)
    note = np.full(count.shape, "", dtype=object)
    has_mention = mentions_of_document > 0
    documents_with_mention = np.bincount(codes[has_mention], minlength=len(count))
    for group in np.flatnonzero(documents_with_mention).tolist():
        document_count = int(documents_with_mention[group])
        note[group] = _note(document_count, int(mentions_of_group[group]))
        # With so few documents the interval on mentions remains.
        if document_count < MIN_UNITS_OF_INTERVAL:
            continue
        is_in_group = codes == group
        low[group], high[group] = document_share(
            counts[is_in_group],
            mentions_of_document[is_in_group],
            confidence_level=confidence_level,
        )
        interval[group] = "clopper_pearson_effective"
        interval_unit[group] = "documents"
    return {
        "low": low,
        "high": high,
        "interval": interval,
        "interval_unit": interval_unit,
        "note": note,
    }


def _note(document_count: int, mention_count: int) -> str:
    """Return a note if the mentions lie in few documents; ``""`` if in enough."""
    if document_count == 1:
        remark = notes.make("shares_of_one_text", mentions=mention_count)
        return notes.join([remark])
    if document_count >= FEW_DOCUMENTS_IN_RATE:
        return ""
    remark = notes.make(
        "shares_of_few_texts", mentions=mention_count, documents=document_count
    )
    return notes.join([remark])
