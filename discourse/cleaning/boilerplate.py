"""Boilerplate: lines that the evidence of the whole page speaks against.

The rule needs no words of any language. It acts only on a web page with its frame: a
text that has no menus and lists of links around it is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from discourse.cleaning.boilerplate_evidence import (
    explain_scores,
    find_longest_prose,
    is_label,
    measure_evidence,
    score_evidence,
)
from discourse.cleaning.text_blocks import Block, Page, Proposal
from discourse.spans import spans_between

__all__ = ["KINDS_OF_FRAME", "STRENGTHS", "has_frame", "propose_boilerplate"]

STRENGTHS = ("default", "full")

# Scores of `boilerplate_evidence`, where 0 is a usual line of an article. They keep
# 97.6 % of the article and 32.7 % of the frame, or 93.5 % and 19.5 %, on the pages on
# which the weights were fitted. Limits that were chosen for as much of the article kept
# 97.4 % and 32.3 %, or 93.4 % and 19.3 %, on pages held out.
MAX_SCORE = -4.55
MAX_SCORE_OF_FULL_STRENGTH = -2.95
MAX_SHORT_LABEL_WORDS = 2

# What a web page has at least. Of 2,436 clean texts (speeches, reports, essays, press
# releases, in 17 languages) none has it.
MIN_LABELS = 8  # outside the longest run of prose
MIN_SHORT_LABELS = 4  # among these
MIN_LABELS_IN_A_ROW = 5
MIN_SHARE_OF_LABELS = 0.25  # of all blocks
MIN_CAPTIONS_ABOVE_AND_BELOW = 3  # the longest run of prose; 1 beside known furniture
MAX_CAPTION_WORDS = 16  # such as the title of another article
# Kinds of furniture that other rules know by their words.
KINDS_OF_FRAME = frozenset({"navigation", "tags", "widget", "recommended"})


def propose_boilerplate(
    page: Page, *, strength: str, known_debris: Sequence[Proposal]
) -> list[Proposal]:
    """Return proposals of boilerplate; blocks in a row are one proposal.

    Parameters
    ----------
    page : Page
    strength : {'default', 'full'}
        "full" also proposes blocks for which the evidence is weaker.
    known_debris : sequence of Proposal
        What other rules propose, in the order of the text and apart. Blocks that it
        reaches are not proposed again.
    """
    frame_kinds = [item.kind for item in known_debris if item.kind in KINDS_OF_FRAME]
    if not has_frame(page.blocks, has_known_furniture=bool(frame_kinds)):
        return []
    evidence = measure_evidence(page)
    # By block: the strength from which it is proposed, or "" for a block that stays.
    strengths = _strengths_by_score(score_evidence(evidence), strength)
    for number in _blocks_reached_by(known_debris, page.blocks):
        strengths[number] = ""
    for number in page.blocks_by_key.get(page.title, [])[:1]:
        strengths[number] = ""  # the title that the metadata give
    proposals = []
    for numbers in _find_runs(strengths):
        start = page.blocks[numbers[0]].start
        end = page.blocks[numbers[-1]].end
        reason = _reason_of(numbers, evidence)
        if strengths[numbers[0]] == "full":
            proposal = Proposal(start, end, "likely-boilerplate", reason)
        else:
            proposal = Proposal(start, end, "boilerplate", reason)
        proposals.append(proposal)
    return proposals


def has_frame(blocks: Sequence[Block], *, has_known_furniture: bool) -> bool:
    """Return whether blocks are a web page with its frame of menus and links.

    Many blocks of such a page are labels of one to four words, some of them in a row,
    and captions stand above and below the longest run of prose. A speech, a report with
    headings, a dialogue, a poem and a treaty with the names of those who signed it have
    no such frame.

    Parameters
    ----------
    blocks : sequence of Block
    has_known_furniture : bool
        Whether other rules know some block by its words. Then one caption above and one
        below are enough.
    """
    if len(blocks) < MIN_LABELS:
        return False
    are_labels = np.array([is_label(block) for block in blocks])
    if are_labels.mean() < MIN_SHARE_OF_LABELS:
        return False
    prose = find_longest_prose(blocks)
    are_labels[prose.start : prose.end] = False
    caption_count_above = _count_captions(blocks[: prose.start])
    caption_count_below = _count_captions(blocks[prose.end :])
    min_count = 1 if has_known_furniture else MIN_CAPTIONS_ABOVE_AND_BELOW
    if min(caption_count_above, caption_count_below) < min_count:
        return False
    if are_labels.sum() < MIN_LABELS or _longest_row(are_labels) < MIN_LABELS_IN_A_ROW:
        return False
    are_short_labels = are_labels & _are_short(blocks)
    return bool(are_short_labels.sum() >= MIN_SHORT_LABELS)


def _count_captions(blocks: Sequence[Block]) -> int:
    """Return how many blocks may be labels, titles or links."""
    count = 0
    for block in blocks:
        is_short = block.word_count <= MAX_CAPTION_WORDS
        count += is_short and block.ends_like_caption and not block.is_prose
    return count


def _are_short(blocks: Sequence[Block]) -> NDArray[np.bool_]:
    """Return which blocks have one or two words."""
    word_counts = np.array([block.word_count for block in blocks])
    return word_counts <= MAX_SHORT_LABEL_WORDS


def _longest_row(are_labels: NDArray[np.bool_]) -> int:
    """Return how many labels stand in a row at most."""
    longest_row = 0
    row = 0
    for label in are_labels.tolist():
        row = row + 1 if label else 0
        longest_row = max(longest_row, row)
    return longest_row


def _strengths_by_score(scores: NDArray[np.float64], strength: str) -> list[str]:
    """Return the strength from which each block is proposed; ``""`` if it stays."""
    strengths = []
    for score in scores.tolist():
        if score < MAX_SCORE:
            strengths.append("default")
        elif strength == "full" and score < MAX_SCORE_OF_FULL_STRENGTH:
            strengths.append("full")
        else:
            strengths.append("")
    return strengths


def _find_runs(strengths: Sequence[str]) -> list[list[int]]:
    """Return the numbers of blocks in a row that are proposed from one strength on."""
    runs: list[list[int]] = []
    previous_strength = ""
    for number, strength in enumerate(strengths):
        if strength and strength == previous_strength:
            runs[-1].append(number)
        elif strength:
            runs.append([number])
        previous_strength = strength
    return runs


def _reason_of(numbers: Sequence[int], evidence: NDArray[np.float64]) -> str:
    """Return the reason of a proposal: which evidence weighs most against its blocks."""
    explanation = explain_scores(evidence[numbers])
    if len(numbers) == 1:
        return f"not of the article, by its place and form: {explanation}"
    count = len(numbers)
    return f"{count} lines not of the article, by their place and form: {explanation}"


def _blocks_reached_by(
    proposals: Sequence[Proposal], blocks: Sequence[Block]
) -> list[int]:
    """Return the numbers of the blocks that share a character with a proposal."""
    numbers = []
    for number, block in enumerate(blocks):
        if spans_between(proposals, block.start, block.end):
            numbers.append(number)
    return numbers
