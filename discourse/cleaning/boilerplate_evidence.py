"""Evidence that a block is boilerplate, from the page alone and in any language.

The evidence is nine numbers for each block. None of them knows a word: they come from
the length of the block and of the blocks around it, its punctuation and capitals, its
place, and the words that the page itself uses often. The weighted sum of their
differences from a usual line of an article is the score of the block. All weights are
positive or negative by meaning, so that the score can be explained.

The weights, but for one that is set by hand, were fitted once by
``tests/benchmarks/boilerplate_weights.py``, on 482 web pages of as many sites. Readers
had marked some lines of each as article or as frame.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from discourse.cleaning.text_blocks import Block, Page
from discourse.cleaning.text_lines import Span

__all__ = [
    "EVIDENCE",
    "Evidence",
    "explain_scores",
    "find_longest_prose",
    "is_label",
    "measure_evidence",
    "score_evidence",
]

_STOP_OR_COMMA = re.compile(
    r"[.!?;:,،؛؟۔।…][\"'”’»)\]]*(?=\s|$)|[。！？；，、]",
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Scripts that put no blank between words: two letters in a row stand for a word.
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")

MAX_LABEL_WORDS = 4  # of an item of a menu, or of a button
MIN_MENU_LABELS = 5  # in a row
MAX_BLOCKS_BEFORE_MENU = 2  # such as the name of the site
COST_OF_GAP = 8  # words of prose that a block without prose takes from a run of prose
MIN_COMMON_SHARE = 0.08  # of the blocks of prose that have a common word
MIN_COMMON_BLOCKS = 2
REACH = 9  # blocks on each side; the weight of those farther away is below 1 %
DECAY = 1.5  # blocks; at this distance a neighbour weighs 37 % (1 / e)
NO_CASE = 0.5  # share of words in lower case, in a script without capitals


@dataclass(frozen=True)
class Evidence:
    """One kind of evidence.

    Attributes
    ----------
    name : str
    weight : float
        What a difference of 1 adds to the score. If it is positive, a higher value
        speaks for the article.
    typical : float
        The mean over lines that readers marked as article. At this value the evidence
        adds nothing to the score.
    reason : str
        What the evidence says when it speaks against the article, for the column
        `reason`.
    meaning : str
        What is measured.
    """

    name: str
    weight: float
    typical: float
    reason: str
    meaning: str


EVIDENCE = (
    Evidence(
        name="words",
        weight=0.39,
        typical=3.7,
        reason="few words",
        meaning="logarithm of its number of words and 1",
    ),
    Evidence(
        name="punctuation",
        weight=0.76,
        typical=1.7,
        reason="hardly a stop or comma",
        meaning="logarithm of its number of stops and commas and 1",
    ),
    Evidence(
        name="lower case",
        weight=1.7,
        typical=0.67,
        reason="capitals as in titles and names",
        meaning="share of its words that begin in lower case; a half if it has no case",
    ),
    Evidence(
        name="common words",
        weight=1.2,
        typical=0.49,
        reason="few of the small words that sentences need",
        meaning="share of its words that are common in the prose of the page",
    ),
    Evidence(
        name="words around",
        weight=5.4,
        typical=0.74,
        reason="short lines around it",
        meaning="mean logarithm of the words of the blocks around it, nearer ones"
        " weighing more; as a share of the largest on the page",
    ),
    Evidence(
        name="menu",
        weight=-2.0,  # set by hand: no line marked as article stands in such a row
        typical=0.0,
        reason="a row of labels with which the page opens or ends",
        meaning="1 if it stands in a row of labels at the top or the end of the page,"
        " and not next to the article; else 0",
    ),
    Evidence(
        name="prose above",
        weight=-1.7,
        typical=0.3,
        reason="most of the prose stands above it",
        meaning="share of the words of prose of the page that stand above it",
    ),
    Evidence(
        name="below",
        weight=-1.25,
        typical=0.03,
        reason="its place below the article",
        meaning="1 if it stands below the longest run of prose, else 0",
    ),
    Evidence(
        name="repeated",
        weight=-1.25,
        typical=0.01,
        reason="it stands on the page more than once",
        meaning="1 if the page has it more than once, else 0",
    ),
)


def find_longest_prose(blocks: Sequence[Block]) -> Span:
    """Return the numbers of the first block and after the last of the longest prose.

    It is the run of blocks with the most words of prose. Each block in it that is no
    prose takes `COST_OF_GAP` words away.
    """
    longest_run = Span(0, 0)
    most_words = 0
    start = 0
    word_count = 0
    for number, block in enumerate(blocks):
        if word_count <= 0:
            start = number
            word_count = 0
        word_count += block.word_count if block.is_prose else -COST_OF_GAP
        if word_count > most_words:
            most_words = word_count
            longest_run = Span(start, number + 1)
    return longest_run


def is_label(block: Block) -> bool:
    """Return whether a block may be an item of a menu, a link or a button.

    A cell of a table is none: it has a number, or tags of HTML.
    """
    if block.is_prose or block.word_count > MAX_LABEL_WORDS:
        return False
    return block.ends_like_caption and not _is_cell(block.text)


def measure_evidence(page: Page) -> NDArray[np.float64]:
    """Return the evidence of each block: a row for a block, a column for a kind."""
    blocks = page.blocks
    is_prose = np.array([block.is_prose for block in blocks])
    word_counts = np.array([block.word_count for block in blocks], dtype=float)
    words = np.log1p(word_counts)
    words_around = _mean_around(words)
    numbers = np.arange(len(blocks))
    longest_prose = find_longest_prose(blocks)
    columns = {
        "words": words,
        "punctuation": np.log1p(_count_stops(blocks)),
        "lower case": _shares_in_lower_case(blocks),
        "common words": _shares_of_common_words(blocks),
        "words around": words_around / max(words_around.max(), 1.0),
        "menu": _are_in_menu(blocks),
        "prose above": _share_above(word_counts * is_prose),
        "below": numbers >= longest_prose.end,
        "repeated": _are_repeated(page),
    }
    evidence = [columns[kind.name] for kind in EVIDENCE]
    return np.column_stack(evidence).astype(float)


def score_evidence(evidence: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the score of each block; the lower, the surer it is boilerplate."""
    return _contributions(evidence).sum(axis=1)


def explain_scores(evidence: NDArray[np.float64], *, reasons: int = 2) -> str:
    """Return in words which evidence weighs most against some blocks together."""
    contributions = _contributions(evidence).mean(axis=0)
    heaviest = np.argsort(contributions, kind="stable")[:reasons]
    parts = []
    for number in heaviest.tolist():
        if contributions[number] < 0:
            parts.append(EVIDENCE[number].reason)
    return ", ".join(parts)


def _contributions(evidence: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what each kind of evidence adds to the score of each block."""
    weights = np.array([kind.weight for kind in EVIDENCE])
    typical_values = np.array([kind.typical for kind in EVIDENCE])
    return (evidence - typical_values) * weights


def _is_cell(text: str) -> bool:
    """Return whether a text has tags of HTML, or more digits than letters."""
    if "<" in text and ">" in text:
        return True
    digit_count = sum(map(str.isdigit, text))
    letter_count = sum(map(str.isalpha, text))
    return digit_count > letter_count


def _are_in_menu(blocks: Sequence[Block]) -> NDArray[np.bool_]:
    """Return which blocks stand in a row of labels that opens or ends the page.

    The label next to the article is left out: it may be a title or a signature.
    """
    are_labels = [is_label(block) for block in blocks]
    are_in_menu = np.zeros(len(blocks), dtype=bool)
    first_row = _row_at_start(are_labels)
    are_in_menu[first_row.start : first_row.end] = True
    last_row = _row_at_start(are_labels[::-1])
    # Counted from the end of the page.
    are_in_menu[::-1][last_row.start : last_row.end] = True
    return are_in_menu


def _row_at_start(are_labels: Sequence[bool]) -> Span:
    """Return the row of labels that begins in the first blocks, without its last one.

    If there is none, the span is empty.
    """
    try:
        start = are_labels.index(True, 0, MAX_BLOCKS_BEFORE_MENU + 1)
    except ValueError:
        return Span(0, 0)
    end = start
    while end < len(are_labels) and are_labels[end]:
        end += 1
    if end - start < MIN_MENU_LABELS:
        return Span(0, 0)
    return Span(start, end - 1)


def _count_stops(blocks: Sequence[Block]) -> NDArray[np.float64]:
    """Return how many stops and commas each block has."""
    counts = [len(_STOP_OR_COMMA.findall(block.text)) for block in blocks]
    return np.array(counts, dtype=float)


def _shares_in_lower_case(blocks: Sequence[Block]) -> NDArray[np.float64]:
    """Return the share of the words of each block that begin in lower case."""
    shares = []
    for block in blocks:
        first_letters = [word[0] for word in block.text.split()]
        lower_count = sum(map(str.islower, first_letters))
        upper_count = sum(map(str.isupper, first_letters))
        cased_count = lower_count + upper_count
        shares.append(lower_count / cased_count if cased_count else NO_CASE)
    return np.array(shares)


def _shares_of_common_words(blocks: Sequence[Block]) -> NDArray[np.float64]:
    """Return the share of the words of each block that are common on the page.

    Common are the words that many blocks of prose have. In most languages these are the
    function words, and no list of them is needed.
    """
    words_of_blocks = [_split_words(block.text) for block in blocks]
    block_counts: Counter[str] = Counter()
    prose_count = 0
    for block, words in zip(blocks, words_of_blocks, strict=True):
        if block.is_prose:
            block_counts.update(set(words))
            prose_count += 1
    min_count = max(MIN_COMMON_BLOCKS, MIN_COMMON_SHARE * prose_count)
    common_words = _keys_from(block_counts, min_count)
    shares = []
    for words in words_of_blocks:
        common_count = sum(word in common_words for word in words)
        shares.append(common_count / max(len(words), 1))
    return np.array(shares)


def _keys_from(counts: Counter[str], min_count: float) -> set[str]:
    """Return the keys that are counted at least `min_count` times."""
    return {key for key, count in counts.items() if count >= min_count}


def _split_words(text: str) -> list[str]:
    """Return the words of a text in lower case.

    A word of a script without blanks is given as its pairs of letters.
    """
    words = _WORD.findall(text.lower())
    if text.isascii() or not _UNSPACED.search(text):
        return words
    pieces: list[str] = []
    for word in words:
        if _UNSPACED.search(word):
            pieces += _pairs_of_letters(word)
        else:
            pieces.append(word)
    return pieces


def _pairs_of_letters(word: str) -> Iterable[str]:
    """Return each two letters in a row of a word, or its only letter."""
    last_start = max(1, len(word) - 1)
    return [word[start : start + 2] for start in range(last_start)]


def _mean_around(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weighted mean of the blocks around each block, without its own value.

    The weight falls by the factor e over `DECAY` blocks.
    """
    distances = np.abs(np.arange(-REACH, REACH + 1))
    kernel = np.exp(-distances / DECAY)
    kernel[REACH] = 0.0
    sums = _sum_around(values, kernel)
    weights = _sum_around(np.ones_like(values), kernel)
    return sums / np.maximum(weights, 1e-9)


def _sum_around(
    values: NDArray[np.float64], kernel: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the weighted sum around each value; beyond the ends there is nothing."""
    padded_values = np.pad(values, REACH)
    return np.convolve(padded_values, kernel, mode="valid")


def _share_above(prose_words: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share of all words of prose that stand above each block."""
    words_up_to_block = np.cumsum(prose_words)
    words_above = words_up_to_block - prose_words
    return words_above / max(prose_words.sum(), 1.0)


def _are_repeated(page: Page) -> NDArray[np.bool_]:
    """Return which blocks the page has more than once."""
    blocks_by_key = page.blocks_by_key
    return np.array([len(blocks_by_key[block.key]) > 1 for block in page.blocks])
