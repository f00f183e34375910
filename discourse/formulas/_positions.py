"""Where in each document the formulas occur, and what is masked."""

from __future__ import annotations

import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.formulas._mentions import mentions
from discourse.lexicons import Formulas, as_lexicon
from discourse.progress import shows_progress
from discourse.validation import options_by_name

__all__ = ["positions"]


@options_by_name
@shows_progress
def positions(
    corpus: Corpus, lexicon: Formulas, *, progress: bool = True
) -> pd.DataFrame:
    """Return where in each document the formulas occur, and which stretches are masked.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon, Phrase, dict or str
        Families of phrases, or one phrase.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "positions": kind, doc, label, start, end, length. Rows of kind "document"
        span the text of a document, also of an empty one. Rows of kind "masked" have
        the kind of debris as their label, and rows of kind "mention" the family.
        Offsets and length are in characters of the raw text.

    See Also
    --------
    discourse.plot.positions : draws each document as a strip with its mentions.
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    mention_table = mentions(corpus, lexicon)
    starts, ends = corpus.extents
    documents = pd.DataFrame({"doc": corpus.names, "start": starts, "end": ends})
    masks = corpus.masks
    spans_by_kind = {
        "document": documents.assign(label=documents["doc"]),
        # A join leaves nothing out: it makes one word of two halves.
        "masked": masks[masks["action"] != "join"],
        "mention": mention_table.assign(label=mention_table["family"]),
    }
    raw = corpus.raw
    rows: list[dict[str, object]] = []
    for kind, spans in spans_by_kind.items():
        columns = (spans[name].tolist() for name in ("doc", "label", "start", "end"))
        for doc, label, start, end in zip(*columns, strict=True):
            family_label = ""
            # The label of a mention is the name of its family.
            if kind == "mention":
                family_label = lexicon.label_of[label]
            row = {
                "kind": kind,
                "doc": doc,
                "label": label,
                "family_label": family_label,
                "start": start,
                "end": end,
                "length": len(raw[doc]),
            }
            rows.append(row)
    return tables.from_rows("positions", rows, labels={"doc": corpus.label_of})
