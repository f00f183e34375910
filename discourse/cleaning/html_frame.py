"""The frame of a web page, as its markup shows it."""

from __future__ import annotations

from collections.abc import Sequence

from discourse.cleaning.text_blocks import Proposal
from discourse.spans import LabelledSpan

__all__ = ["propose_frames"]


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
