"""Counts of a lexicon beside counts of a plain search."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.lexicons import Family, Formulas, Lexicon, as_lexicon
from discourse.matching import find_mentions
from discourse.validation import options_by_name

__all__ = ["search_comparison"]


@options_by_name
def search_comparison(
    corpus: Corpus, lexicon: Formulas, *, by: str | None = None
) -> pd.DataFrame:
    """Return the count of a plain string search beside the counts of the lexicon.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon, Phrase, dict or str
        The plain search looks for the ``plain`` words of each family. It looks for the
        lower-cased string in the lower-cased raw text, with line ends and quotation marks
        as they are there.
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.

    Returns
    -------
    pandas.DataFrame
        Kind "search_comparison": family, group, search ("plain string", "careful,
        unmasked", "careful, masked"), count.

    Notes
    -----
    Use this table to see how much wordings, line ends, quotation marks and debris change
    a count. Where the three searches agree, a plain search would have been enough.
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    codes, groups = corpus.groups(by)
    unmasked = _counts_by_family(corpus.unmask(), lexicon, codes, len(groups))
    masked = _counts_by_family(corpus, lexicon, codes, len(groups))
    lower_texts = [text.lower() for text in corpus.texts]
    rows: list[dict[str, object]] = []
    for number, family in enumerate(lexicon.families):
        searches = {
            "plain string": _plain_counts(lower_texts, family, codes, len(groups)),
            "careful, unmasked": unmasked[number],
            "careful, masked": masked[number],
        }
        for group_number, group in enumerate(groups):
            for search, counts in searches.items():
                rows.append(
                    {
                        "family": family.name,
                        "group": group,
                        "search": search,
                        "count": int(counts[group_number]),
                    }
                )
    return tables.from_rows(
        "search_comparison",
        rows,
        labels={"family": lexicon.label_of, "group": corpus.group_label_of(by)},
    )


def _plain_counts(
    lower_texts: Sequence[str], family: Family, codes: np.ndarray, groups: int
) -> np.ndarray:
    """Return how often a plain search finds a family in each group (int64)."""
    counts = np.zeros(groups, dtype=np.int64)
    if family.plain:
        searched = family.plain.lower()
        by_document = [text.count(searched) for text in lower_texts]
        np.add.at(counts, codes, by_document)
    return counts


def _counts_by_family(
    corpus: Corpus, lexicon: Lexicon, codes: np.ndarray, groups: int
) -> np.ndarray:
    """Return how often each family occurs in each group (int64, families x groups)."""
    hits = find_mentions(corpus, lexicon)
    families = len(lexicon)
    document = corpus.stream.document[hits.first]
    group = codes[document]
    cell = hits.family * groups + group
    counts = np.bincount(cell, minlength=families * groups)
    return counts.reshape(families, groups)
