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
    parts = []
    for kind, spans in spans_by_kind.items():
        part = spans[["doc", "label", "start", "end"]]
        parts.append(part.assign(kind=kind))
    rows = pd.concat(parts, ignore_index=True)
    # The label of a mention is the name of its family.
    family_label = rows["label"].map(lexicon.label_of)
    is_mention = rows["kind"] == "mention"
    length_of_doc = {doc: len(text) for doc, text in corpus.raw.items()}
    columns = {
        "kind": rows["kind"],
        "doc": rows["doc"],
        "label": rows["label"],
        "family_label": family_label.where(is_mention, ""),
        "start": rows["start"],
        "end": rows["end"],
        "length": rows["doc"].map(length_of_doc),
    }
    return tables.make("positions", columns, labels={"doc": corpus.label_of})
