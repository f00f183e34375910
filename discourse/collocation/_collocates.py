"""Collocation: the words that keep a phrase company.

**What is counted, once for all measures.** A *window* is the `window` words before a mention of the node and as many
after it, cut off at the end of the sentence or paragraph and at masked text; or the sentence it stands in. A word of
the stream that lies in several windows is counted once. Words of the node itself are counted nowhere, and take up
their places in a window. Then, for a term, ``O`` (`count`) of its ``f2`` (`count_term`) occurrences lie among the ``f1``
(`window_words`) words in windows, of ``N`` (`words`) words in all; ``E = f1 f2 / N`` (`expected`).

Most measures (MI, NPMI, t, z, G2, Delta P ...) are of this table. logDice, by its authors' convention, is of mentions:
``14 + log2(2 f / (H + f2))`` with ``H`` (`count_node`) mentions of the node and f of them (`hits`) beside the term, at
most `count`; so are Dice and minimum sensitivity. :data:`discourse.registries.ASSOCIATION_MEASURES` says of each.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse import tables
from discourse.collocation.collocate_scores import collocate_rows
from discourse.collocation.windows import Node, Window, check_options, windows_of_nodes
from discourse.corpus import Corpus
from discourse.counting.stop_words import StopWords, stop_words
from discourse.lexicons import as_lexicon
from discourse.registries import ASSOCIATION_MEASURES
from discourse.settings import (
    COLLOCATION_WINDOW,
)
from discourse.validation import check_option, options_by_name

__all__ = ["collocates"]
SORTS = ("count", *sorted(ASSOCIATION_MEASURES))


@options_by_name
def collocates(
    corpus: Corpus,
    node: Node,
    *,
    by: str | None = None,
    window: Window = COLLOCATION_WINDOW,
    min_count: int = 3,
    stop: StopWords = None,
    sort: str = "log_dice",
) -> pd.DataFrame:
    """The words that stand near a phrase more often than elsewhere, by several measures side by side.

    Parameters
    ----------
    corpus : Corpus
        Masked text is not counted, and no window runs over it.
    node : Lexicon, Phrase, dict or str
        What the company is kept with; each family of a lexicon by itself.
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.
    window : int or 'sentence'
        Words on each side of a mention that count, never beyond the end of a sentence; or the whole sentence.
    min_count : int
        Leave out terms that stand in windows less often, in a group. From 1.
    stop : str, iterable of str or None
        Words not to list: names of lists ("en") or words. They take up their places in windows all the same.
    sort : str
        What orders the rows of a family and group, largest first; ties by count, then by term: "count", or a measure by
        its name, such as "log_dice", "mi", "npmi", "t_score", "g2", "delta_p". All are listed, each with its limits and
        source, in :data:`discourse.registries.ASSOCIATION_MEASURES`.

    Returns
    -------
    pandas.DataFrame
        Kind "collocates", one row a family, group and term: counts, expected count, the measures, and a note where
        a row rests on few mentions (of the node fewer than 20, beside the term fewer than 5) or few documents.

    Notes
    -----
    The head of this module says what is counted; it is in the columns too, so that every measure can be computed
    again. A count of 3 in a corpus of 4,000 words is three places to look at, not a law: read them with
    :func:`discourse.kwic`. G2 takes words as independent; it is an order by evidence, *not* a test.

    References
    ----------
    Evert (2009), in Lüdeling & Kytö (eds.), Corpus Linguistics: An International Handbook 2, 1212-1248 (surface
    co-occurrence). Rychlý (2008), RASLAN, 6-9. Gries (2013), International Journal of Corpus Linguistics 18(1).

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Work for peace. We want peace now. The work goes on, work for us."})
    >>> table = collocates(corpus, "peace", window=2, min_count=1)
    >>> table[["term", "count", "count_term", "window_words", "words"]].head(3)
       term  count  count_term  window_words  words
    0   now      1           1             5     12
    1  want      1           1             5     12
    2    we      1           1             5     12
    """
    lexicon = as_lexicon(node)
    check_option("sort", sort, SORTS)
    out = stop_words(stop)
    check_options(window, min_count)
    codes, groups = corpus.groups(by)
    parts = [
        collocate_rows(corpus, company, (codes, groups), (min_count, out, sort), name)
        for name, company in zip(
            lexicon.names, windows_of_nodes(corpus, lexicon, window), strict=True
        )
    ]
    parts = [part for part in parts if len(part["term"])]
    if not parts:
        return tables.make("collocates", {})
    columns = {
        name: np.concatenate([part[name] for part in parts]) for name in parts[0]
    }
    return tables.make("collocates", {**columns, "window": _window_named(window)})


def _window_named(window: Window) -> str:
    return (
        "sentence"
        if window == "sentence"
        else f"{window} words on each side, within the sentence"
    )
