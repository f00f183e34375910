"""Words in context: every hit on a line of its own, lined up."""

from __future__ import annotations

import bisect
from typing import Literal

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.lexicons import Lexicon, as_lexicon
from discourse.matching import find_mentions
from discourse.phrases import Phrase
from discourse.text import TokenStream
from discourse.validation import check_option, check_whole_number, options_by_name

__all__ = ["kwic"]


@options_by_name
def kwic(
    corpus: Corpus,
    phrase: str | Phrase | Lexicon,
    *,
    width: int = 8,
    sort: Literal["text", "left", "right"] = "text",
) -> pd.DataFrame:
    """Every hit of a phrase, or of a lexicon, with the words on each side of it.

    Parameters
    ----------
    corpus : Corpus
    phrase : str, Phrase or Lexicon
        "win-win" or "mutual* <2> trust": a blank means *followed by* (see :mod:`discourse.phrases`).
    width : int
        Words shown on each side; the context ends at the document and at masked text.
    sort : {'text', 'left', 'right'}
        In order of the text; by the words to the left, the nearest first; by the words to the right.

    Returns
    -------
    pandas.DataFrame
        Kind "kwic": doc, start, end, left, surface, right, family, pattern. The contexts are raw text, letter for
        letter, so that ``left + surface + right`` stands in the document as it is.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "A win-win deal, then a win -win outcome."})
    >>> kwic(corpus, "win-win", width=2)[["left", "surface", "right"]]
            left   surface           right
    0         A    win-win     deal, then
    1   then a   win -win        outcome.
    """
    corpus = as_corpus(corpus)
    check_option("sort", sort, ("text", "left", "right"))
    width = check_whole_number("width", width, 0, hint=" (words), such as 8")
    lexicon = as_lexicon(phrase)
    hits, stream = find_mentions(corpus, lexicon), corpus.stream
    order = np.lexsort((hits.family, hits.last, hits.first))
    first, last, family, number = (
        array[order] for array in (hits.first, hits.last, hits.family, hits.phrase)
    )
    low, high = stream.widen_ranges(first, last, width)
    order = _sorted(stream, first, last, low, high, sort)
    ends = _Ends(corpus)
    rows = []
    for row in order.tolist():
        a, b, begin, stop = (
            int(first[row]),
            int(last[row]),
            int(low[row]),
            int(high[row]),
        )
        doc = corpus.names[int(stream.document[a])]
        start, end, raw = int(stream.start[a]), int(stream.end[b - 1]), corpus.raw[doc]
        left = raw[int(stream.start[begin]) : start]
        right = raw[end : ends.reach(raw, doc, int(stream.end[stop - 1]))]
        source = lexicon.families[int(family[row])]
        rows.append(
            {
                "doc": doc,
                "start": start,
                "end": end,
                "left": left,
                "surface": raw[start:end],
                "right": right,
                "family": source.name,
                "pattern": source.phrases[int(number[row])].id,
            }
        )
    return tables.from_rows("kwic", rows)


class _Ends:
    """Where a context must end at the latest: at the end of its document, or where masked text begins."""

    def __init__(self, corpus: Corpus) -> None:
        self.last = dict(zip(corpus.names, corpus.extents[1].tolist(), strict=True))
        self.masks: dict[str, list[int]] = {}
        for doc, start in (
            corpus.masks[["doc", "start"]]
            .sort_values("start")
            .itertuples(index=False, name=None)
        ):
            self.masks.setdefault(doc, []).append(start)

    def reach(self, raw: str, doc: str, at: int) -> int:
        """Past the punctuation that closes the last word of the context, which ends at `at`."""
        masks = self.masks.get(doc, [])
        place = bisect.bisect_left(masks, at)
        stop = min([self.last[doc], *masks[place : place + 1]])
        while at < stop and not raw[at].isspace() and not raw[at].isalnum():
            at += 1
        return at


def _sorted(
    stream: TokenStream,
    first: np.ndarray,
    last: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    sort: str,
) -> np.ndarray:
    if sort == "text" or not len(first):
        return np.arange(len(first))
    steps = int((first - low).max() if sort == "left" else (high - last).max())
    keys = [np.arange(len(first))]
    for step in reversed(range(steps)):
        at = first - 1 - step if sort == "left" else last + step
        there = at >= low if sort == "left" else at < high
        # Ids stand in order of the words, so sorting by id sorts alphabetically; a missing word comes first.
        keys.append(np.where(there, stream.ids[np.clip(at, 0, len(stream) - 1)], -1))
    return np.lexsort(tuple(keys))
