"""Counts of a lexicon beside counts of a plain search."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.lexicons import Family, Formulas, Lexicon, as_lexicon
from discourse.matching import (
    find_mentions,
    first_languages,
    languages_of_families,
    languages_of_hits,
)
from discourse.progress import shows_progress
from discourse.validation import options_by_name

__all__ = ["search_comparison"]


@options_by_name
@shows_progress
def search_comparison(
    corpus: Corpus,
    lexicon: Formulas,
    *,
    by: str | None = None,
    progress: bool = True,
) -> pd.DataFrame:
    """Return the count of a plain string search beside the counts of the lexicon.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon, Phrase, dict or str
        The plain search looks for the ``plain`` words of each family. It looks for the
        lower-cased string in the lower-cased raw text, with line ends and quotation
        marks as they are there. The counts of the lexicon are those of wordings in the
        same language, the first of the family.
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "search_comparison": family, group, search ("plain string", "careful,
        unmasked", "careful, masked"), count, counts_as.

    Notes
    -----
    Use this table to see how much wordings, line ends, quotation marks and debris
    change a count. Where the three searches agree, a plain search would have been
    enough.
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    codes, groups = corpus.groups(by)
    counts_unmasked = _counts_by_family(corpus.unmask(), lexicon, codes, len(groups))
    counts_masked = _counts_by_family(corpus, lexicon, codes, len(groups))
    lower_texts = [text.lower() for text in corpus.texts]
    rows: list[dict[str, object]] = []
    for family_number, family in enumerate(lexicon.families):
        # How often each search finds the family, group by group.
        counts_by_search = {
            "plain string": _plain_counts(lower_texts, family, codes, len(groups)),
            "careful, unmasked": counts_unmasked[family_number],
            "careful, masked": counts_masked[family_number],
        }
        for group_number, group in enumerate(groups):
            for search, counts_of_groups in counts_by_search.items():
                rows.append(
                    {
                        "family": family.name,
                        "group": group,
                        "search": search,
                        "count": int(counts_of_groups[group_number]),
                        "counts_as": family.counts_as,
                    }
                )
    return tables.from_rows(
        "search_comparison",
        rows,
        labels={"family": lexicon.label_of, "group": corpus.group_label_of(by)},
    )


def _plain_counts(
    lower_texts: Sequence[str], family: Family, codes: np.ndarray, group_count: int
) -> np.ndarray:
    """Return how often a plain search finds a family in each group (int64).

    `codes` is the group of each document.
    """
    counts = np.zeros(group_count, dtype=np.int64)
    # A family without plain words cannot be searched for, and has a count of 0.
    if family.plain:
        plain_words = family.plain.lower()
        counts_of_documents = [text.count(plain_words) for text in lower_texts]
        np.add.at(counts, codes, counts_of_documents)
    return counts


def _counts_by_family(
    corpus: Corpus, lexicon: Lexicon, codes: np.ndarray, group_count: int
) -> np.ndarray:
    """Return how often each family occurs in each group (int64, families x groups)."""
    hits = find_mentions(corpus, lexicon)
    # The plain words are those of one language, the first of the family.
    first = first_languages(languages_of_families(lexicon))
    hits = hits.select(np.isin(languages_of_hits(lexicon, hits), first))
    family_count = len(lexicon)
    document = corpus.stream.document[hits.first]
    group = codes[document]
    # One number for the family and the group of a mention.
    cell = hits.family * group_count + group
    counts = np.bincount(cell, minlength=family_count * group_count)
    return counts.reshape(family_count, group_count)
