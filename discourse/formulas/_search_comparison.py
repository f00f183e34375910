"""Counts of careful matching beside counts of a plain search."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.formulas._mentions import Formulas
from discourse.lexicons import as_lexicon
from discourse.matching import find_mentions
from discourse.validation import options_by_name

__all__ = ["search_comparison"]


@options_by_name
def search_comparison(
    corpus: Corpus, lexicon: Formulas, *, by: str | None = None
) -> pd.DataFrame:
    """What careful counting buys: a plain string search beside the count of the lexicon, with masks and without.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon, Phrase, dict or str
        A family's ``plain`` words are what the plain search looks for: the lower-cased string, anywhere in the
        lower-cased raw text, line ends and quotation marks as they stand.
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.

    Returns
    -------
    pandas.DataFrame
        Kind "search_comparison": family, group, search ("plain string", "careful, unmasked", "careful, masked"), count.
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    codes, groups = corpus.groups(by)
    texts = [text.lower() for text in corpus.texts]
    rows: list[dict[str, object]] = []
    careful = {
        "careful, unmasked": _counts(corpus.unmask(), lexicon, codes, len(groups))
    }
    careful["careful, masked"] = _counts(corpus, lexicon, codes, len(groups))
    for number, family in enumerate(lexicon.families):
        plain = np.zeros(len(groups), dtype=np.int64)
        if family.plain:
            np.add.at(
                plain, codes, [text.count(family.plain.lower()) for text in texts]
            )
        searches = {"plain string": plain}
        for search, counts in careful.items():
            searches[search] = counts[number]
        for place, group in enumerate(groups):
            for search, counts in searches.items():
                rows.append(
                    {
                        "family": family.name,
                        "group": group,
                        "search": search,
                        "count": int(counts[place]),
                    }
                )
    return tables.from_rows("search_comparison", rows)


def _counts(corpus: Corpus, lexicon: Any, codes: np.ndarray, groups: int) -> np.ndarray:
    hits = find_mentions(corpus, lexicon)
    cell = hits.family * groups + codes[corpus.stream.document[hits.first]]
    return np.bincount(cell, minlength=len(lexicon) * groups).reshape(
        len(lexicon), groups
    )
