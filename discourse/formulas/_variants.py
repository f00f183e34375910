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

Facet = Literal["status", "level"]
NO_LEVEL = "unspecified"


@options_by_name
def variants(
    corpus: Corpus,
    lexicon: Formulas,
    *,
    by: str | None = "doc",
    facet: Facet = "status",
    confidence_level: float = CONFIDENCE_LEVEL,
) -> pd.DataFrame:
    """Return in which wording, or at which level, each formula occurs, by group.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon, Phrase, dict or str
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.
    facet : {'status', 'level'}
        What the mentions of a family are divided by. 'level' leaves out families without
        levels.
    confidence_level : float
        Share of such intervals that are to hold the true value, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        Kind "variants", one row a value and group, zeros included: count, share of the
        family's mentions in the group (missing where there is none) with its interval,
        documents that have the value, and a note.

    See Also
    --------
    frequencies : how often each formula occurs.

    Notes
    -----
    Use it to compare how writers or translators word one formula. Read the share together
    with its interval: a share of three mentions says little.

    Where three or more documents mention the formula, the interval takes documents as
    units (:func:`document_share`). With fewer documents it takes the mentions as
    independent (Clopper & Pearson). They are hardly independent, since a writer who
    shortens a formula once does it again.
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    check_option("facet", facet, ("status", "level"))
    confidence_level = check_confidence_level(confidence_level)
    counts = _counts_by_document(corpus, mentions(corpus, lexicon), facet)
    codes, groups = corpus.groups(by)
    no_mentions = np.zeros(len(corpus), dtype=np.int64)
    labels = {"family": lexicon.label_of, "group": corpus.group_label_of(by)}
    parts = []
    for family in lexicon.families:
        values = _values_of_facet(family, facet, counts)
        if not values:
            continue
        columns = []
        for value in values:
            columns.append(counts.get((family.name, value), no_mentions))
        shares = _shares(
            np.column_stack(columns),
            codes,
            len(groups),
            confidence_level=confidence_level,
        )
        value_of_row = np.repeat(np.array(values, dtype=object), len(groups))
        part = {
            "family": family.name,
            "facet": facet,
            "value": value_of_row,
            "group": list(groups) * len(values),
            "confidence_level": confidence_level,
            **shares,
        }
        parts.append(tables.make("variants", part, labels=labels))
    if not parts:
        return tables.make("variants", {})
    return pd.concat(parts, ignore_index=True)


def _counts_by_document(
    corpus: Corpus, found: pd.DataFrame, facet: Facet
) -> Mapping[tuple[str, str], np.ndarray]:
    """Return how often each document has each family and value (int64, documents)."""
    number_of = {doc: number for number, doc in enumerate(corpus.names)}
    counts: dict[tuple[str, str], np.ndarray] = {}
    families = found["family"].tolist()
    values = found[facet].tolist()
    documents = found["doc"].map(number_of).tolist()
    for family, value, document in zip(families, values, documents, strict=True):
        key = (family, value)
        if key not in counts:
            counts[key] = np.zeros(len(corpus), dtype=np.int64)
        counts[key][document] += 1
    return counts


def _values_of_facet(
    family: Family, facet: Facet, counts: Mapping[tuple[str, str], np.ndarray]
) -> list[str]:
    """Return the statuses that a family has, or the levels at which it occurs."""
    if facet == "status":
        statuses = {phrase.status for phrase in family.phrases}
        return [status for status in STATUSES if status in statuses]
    if not family.levels:
        return []
    levels = dict.fromkeys(name for name, _ in family.levels)
    levels[NO_LEVEL] = None
    return [level for level in levels if (family.name, level) in counts]


def _shares(
    counts: np.ndarray, codes: np.ndarray, groups: int, *, confidence_level: float
) -> dict[str, Any]:
    """Return counts and shares of the values of one family in each group.

    `counts` has a row for each document and a column for each value. The columns that
    are returned are flat: all groups of the first value, then of the second.
    """
    count = np.zeros((groups, counts.shape[1]), dtype=np.int64)
    documents = count.copy()
    np.add.at(count, codes, counts)
    np.add.at(documents, codes, counts > 0)
    mentions_of_document = counts.sum(axis=1)
    mentions_of_group = count.sum(axis=1)
    ends = clopper_pearson(
        count, mentions_of_group[:, None], confidence_level=confidence_level
    )
    low, high = map(np.asarray, ends)
    interval = np.full(count.shape, "clopper_pearson", dtype=object)
    interval_unit = np.full(count.shape, "mentions", dtype=object)
    note = np.full(count.shape, "", dtype=object)
    units = np.bincount(codes[mentions_of_document > 0], minlength=groups)
    for group in units.nonzero()[0].tolist():
        note[group] = _note(int(units[group]), int(mentions_of_group[group]))
        if units[group] < MIN_UNITS_OF_INTERVAL:
            continue
        is_in_group = codes == group
        low[group], high[group] = document_share(
            counts[is_in_group],
            mentions_of_document[is_in_group],
            confidence_level=confidence_level,
        )
        interval[group] = "clopper_pearson_effective"
        interval_unit[group] = "documents"
    with np.errstate(invalid="ignore", divide="ignore"):
        share = count / mentions_of_group[:, None]
    of_documents = np.empty_like(count)
    of_documents[:] = np.bincount(codes, minlength=groups)[:, None]
    columns = {
        "count": count,
        "share": share,
        "low": low,
        "high": high,
        "documents": documents,
        "interval": interval,
        "interval_unit": interval_unit,
        "note": note,
        "of_documents": of_documents,
    }
    return {name: cells.T.ravel() for name, cells in columns.items()}


def _note(units: int, mentions_of_group: int) -> str:
    """Return what shares of so many mentions in so many documents can show."""
    if units == 1:
        remark = notes.make("shares_of_one_text", mentions=mentions_of_group)
        return notes.join([remark])
    if units >= FEW_DOCUMENTS_IN_RATE:
        return ""
    remark = notes.make(
        "shares_of_few_texts", mentions=mentions_of_group, documents=units
    )
    return notes.join([remark])
