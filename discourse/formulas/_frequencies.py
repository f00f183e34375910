"""How often formulas occur."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.rate_denominators import TermCounts
from discourse.counting.rate_intervals import (
    DISPERSION,
    Interval,
    IntervalOptions,
    estimate_rate_interval,
)
from discourse.formulas._mentions import Formulas
from discourse.lexicons import Lexicon, as_lexicon
from discourse.matching import Hits, count_families_and_words, find_mentions
from discourse.measures import garwood
from discourse.settings import CONFIDENCE_LEVEL, PER_WORDS
from discourse.validation import check_option, check_whole_number, options_by_name

__all__ = ["frequencies"]


# More than seven parameters: what is counted (by, per, counting) and how far off it may be (interval, confidence_level, cluster,
# rng) are asked for by themselves.
@options_by_name
def frequencies(
    corpus: Corpus,
    lexicon: Formulas,
    *,
    by: str | None = None,
    per: int = PER_WORDS,
    counting: Literal["inclusive", "strict"] = "inclusive",
    interval: Interval = "documents",
    confidence_level: float = CONFIDENCE_LEVEL,
    cluster: str | None = None,
    rng: int | np.random.Generator = 0,
) -> pd.DataFrame:
    """How often each formula occurs, by group: count, rate with its interval, documents, evenness, standard wording.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon, Phrase, dict or str
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.
    per : int
        Words a rate refers to.
    counting : {'inclusive', 'strict'}
        Whether clipped and allusive wordings (``strict = false`` in the lexicon) enter rate, interval, documents,
        dispersion and standard.
    interval : {'documents', 'bootstrap', 'words'}
        What is taken as drawn by chance. 'documents': each document of the group (:func:`document_interval`).
        'bootstrap': the same by drawing documents anew (BCa); missing for a formula without a mention. 'words': each
        word by itself (Garwood), which is what all three come to in a group of one document or two.
    confidence_level : float
        Share of such intervals that are to hold the true value, between 0 and 1.
    cluster : str, optional
        Metadata column of what was written together: documents of one event, country or author count as one unit of
        the interval. Without it each document stands by itself.
    rng : int or numpy.random.Generator
        Where the bootstrap takes chance from; the same number gives the same table.

    Returns
    -------
    pandas.DataFrame
        Kind "frequencies", one row a family and group, zeros included, in order of the lexicon and of the groups.

    Notes
    -----
    ``rate = per * count / words``, where words are the unmasked tokens in the scripts of the family's patterns (digits
    count with every script).

    A formula comes in bursts, so words are no independent draws: on speeches of the UN General Debate drawn with
    replacement, 95 % intervals with *documents* as units held the rate of all speeches 92 to 100 times in 100, those
    on words 77 to 90 times for frequent words, and the bootstrap, for formulas in 50 documents or fewer, 16 to 62 times:
    resamples of a formula that was hardly drawn hardly vary (``tests/benchmarks/calibration.py``). Hence the default.
    The interval of a single text says what its rate could be if the text were one draw from its own writing process:
    never a statement on a population of documents. No interval mends a corpus that was chosen for its formulas.

    `dispersion` is D_P (Egbert et al. 2020) over the documents of the group: ``1 - DP / (1 - smallest share that has
    it)``, 1 where the formula is as even as the words; missing with one document, or without a mention. Compare it only
    between groups of about as many documents; :func:`discourse.dispersion` has the other measures.

    References
    ----------
    Garwood (1936), Biometrika 28, 437-442. Korn & Graubard (1998), Survey Methodology 24(2), 193-201. Efron (1987),
    Journal of the American Statistical Association 82, 171-185. Egbert, Burch & Biber (2020), International Journal of
    Corpus Linguistics 25(1), 89-115.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "win-win results", "b": "a win-win, again a win-win", "c": "no results"})
    >>> table = frequencies(corpus, "win-win", per=100)
    >>> table[["count", "words", "rate", "low", "high", "documents", "dispersion"]].round(2)
       count  words   rate   low   high  documents  dispersion
    0      3      9  33.33  0.12  100.0          2        0.71
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    check_option("counting", counting, ("inclusive", "strict"))
    per = check_whole_number("per", per, hint=" (words), such as 1000")
    asked = IntervalOptions.check(corpus, interval, confidence_level, cluster, rng)
    codes, groups = corpus.groups(by)
    cells = _cells(corpus, lexicon, codes, len(groups), strictly=counting == "strict")
    spreads = _spreads(cells, (codes, groups), asked)
    of_documents = np.tile(np.bincount(codes, minlength=len(groups)), len(lexicon))
    with np.errstate(invalid="ignore", divide="ignore"):
        rate, share = per * cells.basis / spreads["words"], cells.standard / cells.basis
    return tables.make(
        "frequencies",
        {
            "family": np.repeat(np.array(lexicon.names, dtype=object), len(groups)),
            "group": list(groups) * len(lexicon),
            "count": cells.every,
            "count_strict": cells.strict,
            "counting": counting,
            **spreads,
            "rate": rate,
            "per": per,
            "low": per * spreads["low"],
            "high": per * spreads["high"],
            "documents": cells.documents,
            "of_documents": of_documents,
            "dispersion_measure": DISPERSION,
            "standard": share,
        },
    )


@dataclass(frozen=True, eq=False)
class _Cells:
    """Counts of mentions, and of documents that have any, for each family and group (int64, families x groups).

    And, in `rates`, how often each document has each family, of the mentions that count, and the words of each document.
    """

    every: np.ndarray
    strict: np.ndarray
    basis: np.ndarray
    standard: np.ndarray
    documents: np.ndarray
    rates: TermCounts


def _cells(
    corpus: Corpus, lexicon: Lexicon, codes: np.ndarray, groups: int, *, strictly: bool
) -> _Cells:
    hits = find_mentions(corpus, lexicon)
    strict, standard = _flags(lexicon, hits)
    every = np.ones(len(hits), dtype=bool)
    used = strict if strictly else every
    rates = count_families_and_words(corpus, lexicon, hits=hits, used=used)
    cell = hits.family * groups + codes[corpus.stream.document[hits.first]]
    document, family = rates.matrix.nonzero()

    def counts(which: np.ndarray) -> np.ndarray:
        return np.bincount(which, minlength=len(lexicon) * groups)

    return _Cells(
        counts(cell),
        counts(cell[strict]),
        counts(cell[used]),
        counts(cell[used & standard]),
        counts(family * groups + codes[document]),
        rates,
    )


def _flags(lexicon: Lexicon, hits: Hits) -> tuple[np.ndarray, np.ndarray]:
    """Whether each hit counts strictly, and whether its wording is standard (bool)."""
    sizes = [len(family.phrases) for family in lexicon.families]
    offset = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    phrases = [phrase for family in lexicon.families for phrase in family.phrases]
    place = offset[hits.family] + hits.phrase
    strict = np.array([phrase.strict for phrase in phrases], dtype=bool)[place]
    return strict, np.array(
        [phrase.status == "standard" for phrase in phrases], dtype=bool
    )[place]


def _spreads(
    cells: _Cells,
    divided: tuple[np.ndarray, tuple[str, ...]],
    asked: IntervalOptions,
) -> dict[str, Any]:
    """Words, interval a word, dispersion and note of each family in each group."""
    codes, groups = divided
    rates = cells.rates
    words = rates.words_in_groups(codes, len(groups))[:, rates.kind].T
    low, high = garwood(
        cells.basis.reshape(words.shape), words, confidence_level=asked.confidence_level
    )
    values = {
        "low": np.asarray(low),
        "high": np.minimum(high, 1.0),
        "dispersion": np.full(words.shape, np.nan),
    }
    told = {
        "interval": np.full(words.shape, asked.interval_name("words"), dtype=object)
    }
    told["note"] = np.where(
        words > 0,
        *(np.array(asked.note("words", units), dtype=object) for units in (1, 0)),
    )
    by_family = rates.matrix.T.tocsr()
    order = np.argsort(codes, kind="stable")
    sizes = np.bincount(codes, minlength=len(groups))
    ends = np.cumsum(sizes)
    for place in (
        (sizes > 1).nonzero()[0].tolist()
    ):  # a single document is all said already
        documents = order[ends[place] - sizes[place] : ends[place]]
        for column in np.unique(rates.kind).tolist():
            rows = (rates.kind == column).nonzero()[0]
            found = estimate_rate_interval(
                by_family[rows][:, documents],
                rates.words[documents, column],
                asked,
                documents,
            )
            for name, cell in values.items():
                cell[rows, place] = getattr(found, name)
            told["interval"][rows, place], told["note"][rows, place] = (
                found.interval,
                found.note,
            )
    return {
        name: cell.ravel() for name, cell in {"words": words, **values, **told}.items()
    }
