"""Collocates: the words that occur near a phrase more often than elsewhere.

**What is counted, once for all measures.** A *window* is the `window` words before a
mention of the node and the same number after it. It ends at the end of the sentence or
paragraph, and at masked text. Or it is the whole sentence of the mention. A word that
lies in several windows is counted once. Words of the node itself are not counted, but
they take up positions in a window. A term occurs ``f2`` (`count_term`) times, ``O``
(`count`) of them in windows. Windows have ``f1`` (`window_words`) words, out of ``N``
(`words`) words in all. ``E = f1 f2 / N`` (`expected`) is the count by chance.

Most measures (MI, NPMI, t, z, G2, Delta P ...) are computed from this table. logDice,
by its authors' convention, is computed from mentions: ``14 + log2(2 f / (H + f2))``.
There ``H`` (`count_node`) is the number of mentions of the node, and f the number of
mentions (`hits`) near the term, at most `count`. Dice and minimum sensitivity are
computed from mentions too. :data:`discourse.registries.ASSOCIATION_MEASURES` says this
of each measure.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.collocation.collocate_scores import Groups, score_collocates
from discourse.collocation.windows import Node, Window, check_options, windows_of_nodes
from discourse.corpus import Corpus, as_corpus
from discourse.counting.counted_units import token_unit
from discourse.counting.stop_word_choice import choose_stop_words
from discourse.counting.stop_words import StopWords
from discourse.lexicons import as_lexicon
from discourse.progress import shows_progress
from discourse.registries import ASSOCIATION_MEASURES
from discourse.settings import COLLOCATION_WINDOW
from discourse.validation import check_option, options_by_name

__all__ = ["collocates"]
# The columns that can order the rows.
SORT_COLUMNS = ("count", *sorted(ASSOCIATION_MEASURES))


@options_by_name
@shows_progress
def collocates(
    corpus: Corpus,
    node: Node,
    *,
    by: str | None = None,
    window: Window = COLLOCATION_WINDOW,
    min_count: int = 3,
    stop: StopWords = "auto",
    sort: str = "log_dice",
    progress: bool = True,
) -> pd.DataFrame:
    """Return the words that occur near a phrase more often than elsewhere.

    Parameters
    ----------
    corpus : Corpus
        Masked text is not counted, and no window crosses it.
    node : Lexicon, Phrase, dict or str
        The phrase whose collocates are counted; each family of a lexicon separately.
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.
    window : int or 'sentence'
        How many words on each side of a mention are counted, at most up to the end of
        the sentence; or 'sentence' for the whole sentence.
    min_count : int
        Leave out terms that occur less often in the windows of a group; 1 or more.
    stop : str, iterable of str or None
        Words to leave out of the table; they still take up positions in windows.
        ``"auto"`` takes the bundled list of function words of each language that the
        corpus is written in; or names of lists ("en"), or words. None leaves nothing
        out.
    sort : str
        The column that orders the rows of a family and group, the largest value first;
        ties by count, then by term. It is "count", or the name of a measure, such as
        "log_dice", "mi", "npmi", "t_score", "g2", "delta_p".
        :data:`discourse.registries.ASSOCIATION_MEASURES` lists all measures, each with
        its limits and source.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "collocates", one row for each family, group and term: counts, expected
        count, the measures, and a note. The note warns of few mentions (fewer than 20
        of the node, or fewer than 5 near the term) and of few documents.

    Notes
    -----
    *When to use it.* To see which words accompany a phrase, and whether they do so more
    often than their frequency explains.

    *How to read it.* A count of 3 in a corpus of 4,000 words is three passages to read,
    not a regularity. Read them with :func:`discourse.kwic`. G2 assumes that words are
    independent. Use it to sort by evidence, *not* as a test.

    *How it is computed.* The head of this module says what is counted. All counts are
    columns of the table, so that every measure can be computed again.

    See Also
    --------
    collocate_network : Collocates that occur together near the phrase.

    References
    ----------
    Evert (2009), in Lüdeling & Kytö (eds.), Corpus Linguistics: An International
    Handbook 2, 1212-1248 (surface co-occurrence). Rychlý (2008), RASLAN, 6-9. Gries
    (2013), International Journal of Corpus Linguistics 18(1).

    Examples
    --------
    >>> text = "Work for peace. We want peace now. The work goes on, work for us."
    >>> corpus = Corpus.from_texts({"a": text})
    >>> table = collocates(corpus, "peace", window=2, min_count=1)
    >>> table[["term", "count", "count_term", "window_words", "words"]]
       term  count  count_term  window_words  words
    0  want      1           1             5     12
    1  work      1           3             5     12
    """
    corpus = as_corpus(corpus).in_words
    lexicon = as_lexicon(node)
    check_option("sort", sort, SORT_COLUMNS)
    chosen = choose_stop_words(corpus, stop)
    check_options(window, min_count)
    groups = Groups.of(corpus, by)
    windows = windows_of_nodes(corpus, lexicon, window)
    parts = []
    for family, window_of_family in zip(lexicon.names, windows, strict=True):
        columns = score_collocates(
            corpus,
            window_of_family,
            groups,
            min_count=min_count,
            stop_words=chosen.words,
            sort=sort,
        )
        row_count = len(columns["term"])
        columns["family"] = np.full(row_count, family, dtype=object)
        if row_count:
            parts.append(columns)
    if not parts:
        return tables.make("collocates", {})
    all_columns: dict[str, object] = {
        "window": _name_window(window),
        "token_unit": token_unit(corpus),
        "stop": chosen.name,
    }
    for name in parts[0]:
        values = [columns[name] for columns in parts]
        all_columns[name] = np.concatenate(values)
    cells = np.concatenate([columns["note"] for columns in parts])
    all_columns["note"] = notes.add(cells, *chosen.notes)
    labels = {"family": lexicon.label_of, "group": corpus.group_label_of(by)}
    return tables.make("collocates", all_columns, labels=labels)


def _name_window(window: Window) -> str:
    """Return the window in words, for the column `window`."""
    if window == "sentence":
        return "sentence"
    return f"{window} words on each side, within the sentence"
