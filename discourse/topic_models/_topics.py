"""Topics as tables: their terms, their share in documents and groups, the paragraphs that tell most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.stop_words import BUNDLED, StopWords
from discourse.settings import (
    TOPIC_TOP_TERMS,
    TOPICS,
)
from discourse.topic_models.factorization import (
    Model,
    Unit,
    fitted,
)
from discourse.topic_models.topic_labels import labels, telling_terms
from discourse.topic_models.topic_shares import (
    documents_without_words,
    notes_of_topics,
    share_by_document,
    topic_shares,
)
from discourse.validation import check_whole_number, options_by_name

__all__ = ["Topics", "topics"]


@dataclass(frozen=True, eq=False)
class Topics:
    """Two tables of one fit.

    Attributes
    ----------
    terms : pandas.DataFrame
        Kind "topics": topic, label, term, rank, weight (share of the topic's weight that falls on the term), note.
    documents : pandas.DataFrame
        Kind "topic_documents": topic, label, doc, weight, share (of the document; missing where none of its words is
        in the model, and `note` says so), note.
    """

    terms: pd.DataFrame
    documents: pd.DataFrame


@options_by_name
def topics(
    corpus: Corpus,
    *,
    k: int = TOPICS,
    unit: Unit = "paragraph",
    model: Model = "nmf",
    stop: StopWords = BUNDLED,
    top: int = TOPIC_TOP_TERMS,
    rng: int | np.random.Generator = 0,
) -> Topics:
    r"""Find `k` topics that run through the paragraphs of the documents.

    Parameters
    ----------
    corpus : Corpus
        Masked text takes no part.
    k : int
        How many topics; not more than there are paragraphs. :func:`topic_quality` helps to choose.
    unit : {'paragraph', 'sentence', 'window', 'document'}
        What is taken as one text: a few documents cannot bear topics, their paragraphs sometimes can. A window has 100
        words.
    model : {'nmf', 'lda'}
        Non-negative factorisation of TF-IDF (scheme "sklearn"), or latent Dirichlet allocation of counts. LDA wants
        hundreds of longer texts.
    stop : str, iterable of str or None
        Stop words. **By default the bundled lists of function words (en, ru, zh) are left out**, because they would
        fill every topic; the note of the table says so. None leaves nothing out.
    top : int
        Terms of each topic in the table; fewer where fewer have a ten-thousandth of the weight of the topic's heaviest.
    rng : int or numpy.random.Generator
        Where chance comes from; the same number gives the same topics.

    Returns
    -------
    Topics
        ``terms`` (kind "topics") and ``documents`` (kind "topic_documents": every document with every topic; the
        shares of a document sum to 1). A document without words, or none of whose words is in the model (all are stop
        words, or stand in one paragraph only), has weights of 0 and no shares, and its note says so. Topics stand in
        order of weight. A label holds phrases of the topic's paragraphs, or its heaviest terms where no phrase is
        characteristic of it: a help to memory, not a finding.

    Raises
    ------
    OptionError
        `k` is larger than the number of paragraphs, or of terms.
    EmptyCorpusError
        No word stands in two paragraphs.

    Notes
    -----
    NMF finds W, H >= 0 that bring W H nearest to the paragraphs x terms matrix (least squares), from the singular
    vectors on, by coordinate descent. Rows of H are scaled to sum to 1, and W with them, so that ``weight`` is the
    part of the TF-IDF mass that the topic explains; with LDA it is words. Terms of one paragraph only are left out.

    *When not to use it.* Topics change with k, unit, stop words and model: report them, and see whether they hold
    (:func:`topic_quality`). Fewer than 50 documents: the topics describe these paragraphs, not a population. Boilerplate
    and repeated passages make topics of their own: mask them first. A topic is no theme until somebody has read its
    paragraphs (:func:`topic_paragraphs`).

    References
    ----------
    Lee & Seung (1999), Nature 401, 788-791. Boutsidis & Gallopoulos (2008), Pattern Recognition 41(4), 1350-1362.
    Blei, Ng & Jordan (2003), Journal of Machine Learning Research 3, 993-1022.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> text = "Ports need trade.\nTrade needs ports.\nPeace needs talks.\nTalks bring peace."
    >>> found = topics(Corpus.from_texts({"a": text}), k=2, top=2)
    >>> found.terms[["topic", "term", "rank"]]
       topic   term  rank
    0      1  ports     1
    1      1  trade     2
    2      2  peace     1
    3      2  talks     2
    """
    corpus = as_corpus(corpus)
    top = check_whole_number("top", top)
    base, found = fitted(corpus, k=k, unit=unit, model=model, stop=stop, rng=rng)
    names, of_fit = labels(base, found), notes_of_topics(base, found, model)
    note = notes.join(of_fit)
    rows: list[dict[str, object]] = []
    for number, told in enumerate(telling_terms(base, found, top)):
        for rank, (term, heaviness) in enumerate(told, 1):
            rows.append(
                {
                    "topic": number + 1,
                    "label": names[number],
                    "term": term,
                    "rank": rank,
                    "weight": heaviness,
                    "note": note,
                }
            )
    weight = share_by_document(base, found)
    silent = documents_without_words(base, weight, np.arange(len(corpus)), len(corpus))
    docs = np.array(corpus.names, dtype=object)
    documents = {
        "topic": np.tile(np.arange(1, k + 1), len(docs)),
        "label": names * len(docs),
        "doc": np.repeat(docs, k),
        "weight": weight.ravel(),
        "share": topic_shares(weight).ravel(),
        "note": [
            cell
            for cell in [notes.join([why, *of_fit]) for why in silent]
            for _ in range(k)
        ],
    }
    terms = tables.from_rows("topics", rows)
    return Topics(terms, tables.make("topic_documents", documents))
