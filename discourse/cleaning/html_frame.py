"""The frame of a web page, as its markup shows it."""

from __future__ import annotations

from collections.abc import Sequence

from discourse.cleaning.text_blocks import Proposal
from discourse.corpus import Corpus
from discourse.spans import LabelledSpan
from discourse.text_extraction.extracted_text import FRAME_LAYER

__all__ = ["frames_by_source", "propose_frames"]


def frames_by_source(corpus: Corpus) -> dict[int, list[LabelledSpan]]:
    """Return the spans of the frame of each raw text that was read from a web page.

    The key is the number of the raw text.
    """
    frames: dict[int, list[LabelledSpan]] = {}
    layer = corpus.source_spans(FRAME_LAYER)
    for source, start, end, label in layer.itertuples(index=False, name=None):
        frames.setdefault(source, []).append(LabelledSpan(start, end, label))
    return frames


def propose_frames(frames: Sequence[LabelledSpan]) -> list[Proposal]:
    """Return a proposal for each part of the frame of one page.

    >>> propose_frames([LabelledSpan(0, 4, "navigation")])[0].reason
    'in the markup of the page: navigation'
    """
    proposals = []
    for span in frames:
        reason = f"in the markup of the page: {span.label}"
        proposals.append(Proposal(span.start, span.end, "html-frame", reason))
    return proposals
