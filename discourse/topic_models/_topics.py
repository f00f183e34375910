"""Topics as tables: their terms, and their weights in documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.background import BackgroundSource
from discourse.counting.stop_word_choice import AUTO
from discourse.counting.stop_words import StopWords
from discourse.progress import shows_progress
from discourse.settings import TOPIC_TOP_TERMS
from discourse.topic_models.factorization import Model, TopicFit, Unit
from discourse.topic_models.topic_fits import fit_topics
from discourse.topic_models.topic_labels import heaviest_terms, label_topics
from discourse.topic_models.topic_shares import (
    notes_on_fit,
    reasons_without_shares,
    topic_shares,
    weights_by_document,
)
from discourse.validation import check_whole_number, options_by_name

__all__ = ["Topics", "topics"]


@dataclass(frozen=True, eq=False)
class Topics:
    """Two tables of one fit.

    Attributes
    ----------
    terms : pandas.DataFrame
        Kind "topics", one row for each term of a topic: topic, label, term, rank,
        weight (share of the topic's weight that falls on the term), note.
    documents : pandas.DataFrame
        Kind "topic_documents", one row for each topic in each document: topic, label,
        doc, weight, share (of the document; missing if none of its words is in the
        model, and `note` says so), note.
    """

    terms: pd.DataFrame
    documents: pd.DataFrame


@options_by_name
@shows_progress
def topics(
    corpus: Corpus,
    *,
    k: int | None = None,
    unit: Unit = "paragraph",
    model: Model = "nmf",
    stop: StopWords = AUTO,
    background: BackgroundSource | None = None,
    omit: Iterable[str] = (),
    top: int = TOPIC_TOP_TERMS,
    rng: int | np.random.Generator = 0,
    progress: bool = True,
) -> Topics:
    r"""Return `k` topics that run through the paragraphs of the documents.

    Parameters
    ----------
    corpus : Corpus
        Masked text is left out.
    k : int, optional
        How many topics; at most as many as there are paragraphs. **By default the number
        is chosen**: the most coherent of 2 to 10 topics that are stable, as
        :func:`topic_quality` shows. If no number is stable there are 3, and the note
        says so. The choice takes up to half a minute, once for a corpus and its options,
        and some minutes with LDA.
    unit : {'paragraph', 'sentence', 'window', 'document'}
        What counts as one text. A few documents are too few for topics, but their
        paragraphs may be enough. A window has 100 words.
    model : {'nmf', 'lda'}
        Non-negative matrix factorisation of TF-IDF (scheme "sklearn"; "log-idf" with a
        background), or latent Dirichlet allocation of counts. LDA needs hundreds of texts, and the package
        topica: ``pip install 'discourse-analysis[topics]'``.
    stop : str, iterable of str or None
        Stop words. **By default the function words of the languages that the corpus is
        written in are left out**, because they would fill every topic; the column `stop`
        names the lists. None leaves nothing out.
    background : Corpus, DataFrame, str or Path, optional
        Other documents, whose idf NMF takes in place of that of the paragraphs: a
        corpus, a table of :func:`discourse.document_frequencies` or its CSV file, or
        the name of a list that comes with the package, ``"un-general-debate"``; see
        :func:`discourse.counting.background.read_background`. LDA takes none.
    omit : iterable of str, optional
        Words kept out of the labels only, such as the names of speakers and sources.
        Each word of a name of several words is kept out. Topics, terms and weights stay
        the same.
    top : int
        How many terms of each topic the table has. There are fewer if fewer terms have
        a ten-thousandth of the weight of the topic's heaviest term.
    rng : int or numpy.random.Generator
        Seed or generator of random numbers. The same number gives the same topics.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    Topics
        ``terms`` (kind "topics") and ``documents`` (kind "topic_documents": every
        document with every topic; the shares of a document sum to 1).

        Topics are sorted by weight. A label consists of phrases of the topic's
        paragraphs, or of its heaviest terms where no phrase is characteristic of it. It
        is an aid to memory, not a finding. The column `repeats` says whether the same
        call gives the same topics again, to the last byte.

        Some documents have no words, or no words of the model: all of them are stop
        words, or occur in one paragraph only. Such a document has weights of 0 and no
        shares, and its note says so.

        The columns background (its name, "" = none), background_documents (N) and
        background_unknown (how many of the terms it lacks) say which idf was used.

    Raises
    ------
    OptionError
        `k` is larger than the number of paragraphs, or of terms; a background came with
        LDA, which counts words and has no idf; or the background has none of the terms.
    EmptyCorpusError
        No word occurs in two paragraphs.
    MissingExtraError
        LDA was asked for, and the package topica is not installed.

    Notes
    -----
    *When to use it.* To get an overview of what many paragraphs are about. Use it with
    care for fewer than 50 documents: the topics then describe these paragraphs, not a
    population. Mask boilerplate and repeated passages first, since they form topics of
    their own.

    *How to read it.* Read the paragraphs of a topic (:func:`topic_paragraphs`) before
    you call it a theme. Topics change with k, unit, stop words and model: report all of
    these, and check whether the topics are stable (:func:`topic_quality`).

    *With a background* a word that is common in other texts of the sort weighs little,
    even if few paragraphs here have it. So topics rest on the words that are special
    to these documents. The weight of a term is ``ln(1 + count) ln((N + 1) / (df + 1/2))``
    with N and df of the background, and a term that it lacks has the largest idf; long
    paragraphs then count more than short ones, which are not scaled. Do *not* use it to
    divide a large corpus into its themes, nor with a background of another language or
    sort: its idf is not about the words of these texts, and names and misspellings,
    which it lacks, would make the topics. Of five texts on Central Asia, against
    "un-general-debate", three topics were of names more than of themes, and less
    coherent (0.17) than by the idf of their paragraphs (0.25). Compare both.

    *How it is computed.* NMF finds W, H >= 0 for which W H is nearest to the matrix of
    paragraphs by terms (least squares). It starts from the singular vectors and uses
    coordinate descent. Rows of H are scaled to sum to 1, and W with them, so that
    ``weight`` is the part of the TF-IDF mass that the topic explains. LDA is sampled by
    collapsed Gibbs sampling: 300 passes over all words, on one thread, with priors
    that are estimated from the texts; ``weight`` is a number of words. Terms of one
    paragraph only are left out.

    See Also
    --------
    topic_paragraphs : The paragraphs in which each topic is strongest.
    topic_groups : Shares of the topics in groups of documents.
    topic_quality : Coherence, exclusivity and stability by number of topics.

    References
    ----------
    Lee & Seung (1999), Nature 401, 788-791. Boutsidis & Gallopoulos (2008), Pattern
    Recognition 41(4), 1350-1362. Blei, Ng & Jordan (2003), Journal of Machine Learning
    Research 3, 993-1022. Griffiths & Steyvers (2004), PNAS 101, 5228-5235.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> text = (
    ...     "Ports need trade.\nTrade needs ports.\n"
    ...     "Peace needs talks.\nTalks bring peace."
    ... )
    >>> two_topics = topics(Corpus.from_texts({"a": text}), k=2, top=2)
    >>> two_topics.terms[["topic", "term", "rank"]]
       topic   term  rank
    0      1  ports     1
    1      1  trade     2
    2      2  peace     1
    3      2  talks     2
    """
    corpus = as_corpus(corpus)
    top = check_whole_number("top", top)
    fit = fit_topics(
        corpus,
        k=k,
        unit=unit,
        model=model,
        stop=stop,
        background=background,
        rng=rng,
    )
    labels = label_topics(fit, omit)
    remarks = notes_on_fit(fit, model)
    return Topics(
        terms=_make_terms(fit, labels, remarks, top=top),
        documents=_make_documents(fit, labels, remarks),
    )


def _make_terms(
    fit: TopicFit, labels: list[str], remarks: list[notes.Note], *, top: int
) -> pd.DataFrame:
    """Return the table of the heaviest terms of every topic."""
    note = notes.join(remarks)
    rows: list[dict[str, object]] = []
    for topic, terms in enumerate(heaviest_terms(fit, top)):
        for rank, entry in enumerate(terms, 1):
            row: dict[str, object] = {
                "topic": topic + 1,
                "label": labels[topic],
                "term": entry.term,
                "rank": rank,
                "weight": entry.weight,
                "repeats": fit.repeats,
                "note": note,
            }
            row |= fit.topic_input.constant_columns
            rows.append(row)
    return tables.from_rows("topics", rows)


def _make_documents(
    fit: TopicFit, labels: list[str], remarks: list[notes.Note]
) -> pd.DataFrame:
    """Return the table of every document with every topic."""
    corpus = fit.topic_input.corpus
    document_count = len(corpus)
    topic_count = len(labels)
    topic_numbers = np.arange(1, topic_count + 1)
    weights = weights_by_document(fit)
    shares = topic_shares(weights)
    # Each document is a group by itself.
    group_of_document = np.arange(document_count)
    reasons = reasons_without_shares(
        fit.topic_input, weights, group_of_document, document_count
    )
    notes_of_documents = [notes.join([reason, *remarks]) for reason in reasons]
    # One row for each topic of the first document, then of the second, and so on.
    columns = {
        "topic": np.tile(topic_numbers, document_count),
        "label": labels * document_count,
        "doc": _repeat_each(corpus.names, topic_count),
        "weight": weights.ravel(),
        "share": shares.ravel(),
        "repeats": fit.repeats,
        "note": _repeat_each(notes_of_documents, topic_count),
    }
    columns |= fit.topic_input.constant_columns
    return tables.make("topic_documents", columns, labels={"doc": corpus.label_of})


def _repeat_each(values: Sequence[str], times: int) -> np.ndarray:
    """Return each string so many times, before the next string begins."""
    strings = np.array(values, dtype=object)
    return np.repeat(strings, times)
