"""Topics as tables: their terms, their share in documents and groups, the paragraphs that tell most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.stops import BUNDLED, Stop
from discourse.errors import OptionError
from discourse.measures.arithmetic import Floats, quotient
from discourse.measures.resampling import bootstrap_interval
from discourse.themes.modelling import SHARED, STEPS, Ground, Model, Topical, Unit, fitted
from discourse.themes.naming import labels, telling_terms

__all__ = ["Topics", "topic_groups", "topic_paragraphs", "topics"]

FEW = 50  # documents below which topics say nothing about a population
ILLUSTRATIVE = 8  # documents of a group below which its interval is a picture


@dataclass(frozen=True, eq=False)
class Topics:
    """Two tables of one fit.

    Attributes
    ----------
    terms : pandas.DataFrame
        Kind "topics": topic, label, term, rank, weight (share of the topic's weight that falls on the term).
    documents : pandas.DataFrame
        Kind "topic_documents": topic, label, doc, weight, share (of the document), note.
    """

    terms: pd.DataFrame
    documents: pd.DataFrame


def topics(
    corpus: Corpus,
    *,
    k: int = 5,
    unit: Unit = "paragraph",
    model: Model = "nmf",
    stop: Stop = BUNDLED,
    top: int = 10,
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
        Terms of each topic in the table.
    rng : int or numpy.random.Generator
        Where chance comes from; the same number gives the same topics.

    Returns
    -------
    Topics
        ``terms`` (kind "topics") and ``documents`` (kind "topic_documents": every document with every topic; the
        shares of a document sum to 1, or are 0 if it has no words). Topics stand in order of weight. A label holds
        phrases of the topic's paragraphs: a help to memory, not a finding.

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
    _whole("top", top)
    base, found = fitted(corpus, k=k, unit=unit, model=model, stop=stop, rng=rng)
    names = labels(base, found)
    rows = [
        (topic, names[topic - 1], term, rank, weight)
        for topic, told in enumerate(telling_terms(base, found, top), 1)
        for rank, (term, weight) in enumerate(told, 1)
    ]
    weight = _by_document(base, found)
    share = _shares(weight)
    docs = np.array(corpus.names, dtype=object)
    documents = {
        "topic": np.tile(np.arange(1, k + 1), len(docs)),
        "label": names * len(docs),
        "doc": np.repeat(docs, k),
        "weight": weight.ravel(),
        "share": share.ravel(),
        "note": _note(base, found, model),
    }
    terms = dict(zip(tables.KINDS["topics"], map(list, zip(*rows, strict=True)), strict=True))
    return Topics(tables.make("topics", terms), tables.make("topic_documents", documents))


def _whole(name: str, value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
        raise OptionError(f"{name}={value!r}: a whole number from 1 was expected.")


def _by_document(base: Ground, found: Topical) -> Floats:
    """Weight of each topic in each document, its segments added up in order."""
    size = len(base.corpus)
    columns = [np.bincount(base.parent, weights=column, minlength=size) for column in found.weights.T]
    return np.asarray(np.column_stack(columns), dtype=np.float64)


def _shares(weight: Floats) -> Floats:
    share = quotient(weight, np.cumsum(weight, axis=1)[:, -1:])
    return np.where(np.isfinite(share), share, 0.0)


def _note(base: Ground, found: Topical, model: Model) -> str:
    size, parts = len(base.corpus), len(base.segments)
    unit = "documents" if base.unit == "document" else f"{base.unit}s"
    told = [f"{model} on {parts:,} {unit} and {base.counts.matrix.shape[1]:,} terms that stand in {SHARED} or more"]
    told.append(f"without stop words ({base.stop})" if base.stop else "stop words kept")
    if not found.settled:
        told.append(f"not yet at rest after {STEPS[model]:,} steps")
    if size < FEW:
        told.append(
            f"{size:,} {'document' if size == 1 else 'documents'}: topics describe these {unit}, not a population"
        )
    return "; ".join(told)


def topic_paragraphs(
    corpus: Corpus,
    *,
    k: int = 5,
    unit: Unit = "paragraph",
    model: Model = "nmf",
    stop: Stop = BUNDLED,
    top: int = 3,
    rng: int | np.random.Generator = 0,
) -> pd.DataFrame:
    """The paragraphs that tell most of each topic: read them before you name it.

    Parameters
    ----------
    corpus, k, unit, model, stop, rng
        As for :func:`topics`; the same values give the same topics, fitted once.
    top : int
        Paragraphs of each topic.

    Returns
    -------
    pandas.DataFrame
        Kind "topic_paragraphs": topic, label, rank, doc, start, end, surface, weight, share (of the paragraph that
        falls to the topic). ``raw[doc][start:end] == surface``. The weightiest first, ties by place.
    """
    corpus = as_corpus(corpus)
    _whole("top", top)
    base, found = fitted(corpus, k=k, unit=unit, model=model, stop=stop, rng=rng)
    names, share = labels(base, found), _shares(found.weights)
    start, end = base.segments.extents
    rows: list[tuple[int, str, int, str, int, int, str, float, float]] = []
    for topic in range(k):
        weight = tables.rounded(found.weights[:, topic]).tolist()
        order = [
            place for place in sorted(range(len(weight)), key=lambda i: (-weight[i], i))[:top] if weight[place] > 0
        ]
        for rank, place in enumerate(order, 1):
            doc = corpus.names[int(base.parent[place])]
            low, high = int(start[place]), int(end[place])
            surface = corpus.raw[doc][low:high]
            told = (weight[place], float(share[place, topic]))
            rows.append((topic + 1, names[topic], rank, doc, low, high, surface, *told))
    columns = map(list, zip(*rows, strict=True))
    return tables.make("topic_paragraphs", dict(zip(tables.KINDS["topic_paragraphs"], columns, strict=True)))


def topic_groups(
    corpus: Corpus,
    *,
    by: str,
    k: int = 5,
    unit: Unit = "paragraph",
    model: Model = "nmf",
    stop: Stop = BUNDLED,
    rng: int | np.random.Generator = 0,
) -> pd.DataFrame:
    """How much of each topic is in each group of documents, with a bootstrap interval over documents.

    Parameters
    ----------
    corpus, k, unit, model, stop, rng
        As for :func:`topics`. `rng` also draws the resamples.
    by : str
        A column of the metadata.

    Returns
    -------
    pandas.DataFrame
        Kind "topic_groups": topic, label, group, share, low, high, interval, documents, note. The share is the mean
        over the documents of the group that have words, each counting the same; its 95 % interval is BCa over
        documents, missing with one document.

    Notes
    -----
    The topics are taken as given: the interval does not hold the uncertainty of the fit. With fewer than 8 documents in
    a group it is a picture.
    """
    corpus = as_corpus(corpus)
    base, found = fitted(corpus, k=k, unit=unit, model=model, stop=stop, rng=rng)
    names, weight = labels(base, found), _by_document(base, found)
    share, full = _shares(weight), weight.any(axis=1)
    codes, groups = corpus.groups(by)
    rows: list[tuple[int, str, str, float, float, float, str, int, str]] = []
    for number, group in enumerate(groups):
        own = share[(codes == number) & full]
        size = len(own)
        if not size:
            continue
        low, high = bootstrap_interval(lambda w, own=own: w @ own / w.sum(axis=1, keepdims=True), size, rng=rng)  # type: ignore[misc]
        mean = np.cumsum(own, axis=0)[-1] / size
        note = "" if size >= ILLUSTRATIVE else f"{size} {'document' if size == 1 else 'documents'}: illustrative"
        for topic in range(k):
            told = (float(mean[topic]), float(low[topic]), float(high[topic]), "bootstrap (BCa, documents)")
            rows.append((topic + 1, names[topic], group, *told, size, note))
    rows.sort(key=lambda row: row[0])
    columns = map(list, zip(*rows, strict=True))
    return tables.make("topic_groups", dict(zip(tables.KINDS["topic_groups"], columns, strict=True)) if rows else {})
