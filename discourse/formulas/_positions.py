"""Where formulas sit in their documents, and what careful counting changes."""

from __future__ import annotations

import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.formulas._mentions import Formulas, mentions
from discourse.validation import options_by_name

__all__ = ["positions"]


@options_by_name
def positions(corpus: Corpus, lexicon: Formulas) -> pd.DataFrame:
    """Where in each document the formulas sit, and what is masked.

    Returns
    -------
    pandas.DataFrame
        Kind "positions", rows of kind "document" (start to end of its text, also of an empty one), "masked" (label: kind
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
    return tables.from_rows("positions", rows)
