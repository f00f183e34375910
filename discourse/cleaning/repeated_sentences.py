"""Sentences that many pages of one site have beside or inside their texts.

"Sign up for our newsletter to get the news every morning." is such a sentence. Speakers
repeat sentences on purpose. Therefore a sentence is looked at only on pages that share
other lines which are their frame, and it is only marked. No word of any language is
needed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from discourse.cleaning.text_blocks import (
    Block,
    Page,
    Proposal,
    make_block,
    trim_span,
)
from discourse.cleaning.text_lines import Span
from discourse.cleaning.web_phrases import is_heading, is_salutation
from discourse.spans import LabelledSpan, partition_by_label, spans_between

__all__ = ["propose_repeated_sentences"]

MIN_WORDS = 3  # of a sentence; a shorter one is an answer or a heading
MAX_LENGTH = 400  # characters; a longer sentence in many documents is a quotation
MIN_LONG_LINE = 1000  # characters; a longer line is read sentence by sentence
MIN_COMMON_LINES = 3  # of the frame, that the pages with a sentence share
MIN_SHARE_OF_COMMON = 0.8  # of the pages with a sentence: so many have a common line
MIN_SHARE_OF_SITE = 0.3  # of the pages with the common lines: so many have the sentence
# Of the frame of a page: so many lines at its top, and as many at its bottom.
MAX_LINES_OF_SIDE = 60
ROW_WORDS = 3  # of a frame without lines; a row of words stands for a line
_SENTENCE = re.compile(r"[^.!?…。！？]*[.!?…。！？]+[\"”’')\]»]*")


@dataclass(frozen=True, eq=False)
class _Reading:
    """What a page has in its frame and beside it.

    Attributes
    ----------
    document : str or int
        Copies of one document have the same.
    sentences : mapping of str to list of Span
        Where each sentence outside the frame stands, by its key.
    frame : frozenset of str
        The keys of lines in the frame.
    """

    document: str | int
    sentences: Mapping[str, list[Span]]
    frame: frozenset[str]


def propose_repeated_sentences(
    pages: Sequence[Page],
    proposals: Sequence[Sequence[Proposal]],
    *,
    min_documents: int,
) -> list[list[Proposal]]:
    """Return proposals of the sentences that many pages of a site have, for each page.

    Parameters
    ----------
    pages : sequence of Page
    proposals : sequence of sequence of Proposal
        What the other rules propose for each page, in the order of the text and apart.
    min_documents : int
        How many documents must have a sentence. Copies of one document count as one.
    """
    readings = []
    for number, page in enumerate(pages):
        proposals_of_page = proposals[number]
        reading = _read_page(page, proposals_of_page, number)
        readings.append(reading)
    reasons = _find_reasons(readings, min_documents)
    proposals_of_pages = []
    for reading in readings:
        repeated_sentences = []
        for key, spans in reading.sentences.items():
            if key not in reasons or not reading.frame:
                continue
            for span in spans:
                proposal = Proposal(
                    span.start, span.end, "repeated-sentence", reasons[key]
                )
                repeated_sentences.append(proposal)
        proposals_of_pages.append(repeated_sentences)
    return proposals_of_pages


# --------------------------------------------------------------------------------------
# One page


def _read_page(page: Page, proposals: Sequence[Proposal], number: int) -> _Reading:
    """Return the sentences of a page outside its frame, and the lines of its frame."""
    masked_spans = []
    for proposal in proposals:
        if proposal.action == "mask":
            masked = LabelledSpan(proposal.start, proposal.end, "masked")
            masked_spans.append(masked)
    sentences: dict[str, list[Span]] = {}
    lines: list[str] = []
    if masked_spans:
        for block in page.blocks:
            masks = spans_between(masked_spans, block.start, block.end)
            lines += _lines_of_frame(page.raw, block, masks)
            for sentence in _sentences_outside(page.raw, block, masks):
                span = Span(sentence.start, sentence.end)
                sentences.setdefault(sentence.key, []).append(span)
    first_lines = lines[:MAX_LINES_OF_SIDE]
    last_lines = lines[-MAX_LINES_OF_SIDE:]
    return _Reading(
        document=page.longest_prose or number,
        sentences=sentences,
        frame=frozenset(first_lines + last_lines),
    )


def _lines_of_frame(
    raw: str, block: Block, masks: Sequence[LabelledSpan]
) -> Iterable[str]:
    """Return the lines of the frame in a block: its key, or rows of its words."""
    if not masks:
        return []
    if len(block.text) < MIN_LONG_LINE:
        mask = masks[0]
        begins_before = mask.start <= block.start
        ends_after = mask.end >= block.end
        if begins_before and ends_after:
            return [block.key]
        return []
    rows: list[str] = []
    for mask in masks:
        start = max(mask.start, block.start)
        end = min(mask.end, block.end)
        words = raw[start:end].split()
        last_place = len(words) - ROW_WORDS
        for place in range(last_place + 1):
            row_end = place + ROW_WORDS
            row = " ".join(words[place:row_end])
            rows.append(row)
    return rows


def _sentences_outside(
    raw: str, block: Block, masks: Sequence[LabelledSpan]
) -> list[Block]:
    """Return the sentences of a block that are not masked and may be furniture."""
    candidates = []
    if len(block.text) < MIN_LONG_LINE:
        if not masks:
            candidates.append(block)
    else:
        for part in partition_by_label(masks, block.start, block.end):
            if part.label:
                continue
            for match in _SENTENCE.finditer(raw, part.start, part.end):
                start, end = match.span()
                span = trim_span(raw, start, end)
                if span is None:
                    continue
                sentence = make_block(raw, span.start, span.end)
                if sentence is not None:
                    candidates.append(sentence)
    return list(filter(_may_be_furniture, candidates))


def _may_be_furniture(block: Block) -> bool:
    """Return whether a line that many pages have can be furniture."""
    if block.word_count < MIN_WORDS or len(block.text) > MAX_LENGTH:
        return False
    return not (is_heading(block) or is_salutation(block))


# --------------------------------------------------------------------------------------
# All pages


def _find_reasons(readings: Sequence[_Reading], min_documents: int) -> dict[str, str]:
    """Return why each sentence is proposed, by its key."""
    readings_by_key: dict[str, dict[str | int, _Reading]] = {}
    readings_by_document: dict[str | int, _Reading] = {}
    for reading in readings:
        if not reading.frame:
            continue
        readings_by_document.setdefault(reading.document, reading)
        for key in reading.sentences:
            documents = readings_by_key.setdefault(key, {})
            documents.setdefault(reading.document, reading)
    line_counts: Counter[str] = Counter()
    for reading in readings_by_document.values():
        line_counts.update(reading.frame)
    reasons = {}
    for key, documents in readings_by_key.items():
        document_count = len(documents)
        if document_count < min_documents:
            continue
        site_count = _count_pages_with_lines(list(documents.values()), line_counts)
        if site_count and document_count >= MIN_SHARE_OF_SITE * site_count:
            reasons[key] = (
                f"the sentence stands in {document_count} documents, and they share "
                "other lines that are no part of their texts"
            )
    return reasons


def _count_pages_with_lines(
    readings: Sequence[_Reading], line_counts: Mapping[str, int]
) -> int:
    """Return how many pages have the lines that some pages share; 0 = they share none.

    It is the median of the lines of the frame that nearly all of them have.
    """
    counts: Counter[str] = Counter()
    for reading in readings:
        counts.update(reading.frame)
    min_count = MIN_SHARE_OF_COMMON * len(readings)
    counts_of_common_lines = []
    for line, count in counts.items():
        if count >= min_count:
            total_count = line_counts[line]
            counts_of_common_lines.append(total_count)
    if len(counts_of_common_lines) < MIN_COMMON_LINES:
        return 0
    return median_low(counts_of_common_lines)
