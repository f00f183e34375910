"""Where formulas sit in their documents, and what careful counting changes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.lexicons import as_lexicon
from discourse.matching import find
from discourse.recurrence.formulas import Formulas, mentions

__all__ = ["audit", "layout"]


def layout(corpus: Corpus, lexicon: Formulas) -> pd.DataFrame:
    """Where in each document the formulas sit, and what is masked.

    Returns
    -------
    pandas.DataFrame
        Kind "layout", rows of kind "document" (start to end of its text, also of an empty one), "masked" (label: kind
        of debris) and "mention" (label: family); offsets and length in characters of the raw text.
    """
    corpus = as_corpus(corpus)
    ledger, masks, raw = mentions(corpus, lexicon), corpus.masks, corpus.raw
    length = {doc: len(text) for doc, text in raw.items()}
    starts, ends = corpus.extents
    documents = pd.DataFrame({"doc": corpus.names, "start": starts, "end": ends})
    parts = {
        "document": documents.assign(label=documents["doc"]),
        "masked": masks,
        "mention": ledger.assign(label=ledger["family"]),
    }
    names = ("doc", "label", "start", "end")
    rows: list[dict[str, object]] = []
    for kind, part in parts.items():
        cells = (part[name].tolist() for name in names)
        for doc, label, start, end in zip(*cells, strict=True):
            rows.append(
                {
                    "kind": kind,
                    "doc": doc,
                    "label": label,
                    "start": start,
                    "end": end,
                    "length": length[doc],
                }
            )
    return tables.from_rows("layout", rows)


def audit(corpus: Corpus, lexicon: Formulas, *, by: str | None = None) -> pd.DataFrame:
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
        Kind "audit": family, group, search ("plain string", "careful, unmasked", "careful, masked"), count.
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
    return tables.from_rows("audit", rows)


def _counts(corpus: Corpus, lexicon: Any, codes: np.ndarray, groups: int) -> np.ndarray:
    hits = find(corpus, lexicon)
    cell = hits.family * groups + codes[corpus.stream.document[hits.first]]
    return np.bincount(cell, minlength=len(lexicon) * groups).reshape(
        len(lexicon), groups
    )
