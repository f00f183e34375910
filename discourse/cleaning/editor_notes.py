"""Notes inside a text that are not the words of its speaker or author.

Files such as those of ParlaMint say which words are remarks of those who wrote the text
down: applause, stage directions, the names of speakers before their speeches. Footnotes
are words of the author, so they are only shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from discourse.cleaning.text_blocks import Proposal
from discourse.spans import LabelledSpan, partition_by_label, spans_between

__all__ = ["propose_footnotes", "propose_notes"]

# A sentence ends here, if no small letter follows.
_SENTENCE_END = re.compile(r"[.!?…。！？؟։।][”’\"')\]»」』）]*\s*\Z")
_LONGEST_END = 8  # characters: a stop, and the marks behind it


def propose_notes(text: str, notes: Sequence[LabelledSpan]) -> list[Proposal]:
    r"""Return a proposal for each note: to read on over it, or to leave it out.

    Parameters
    ----------
    text : str
    notes : sequence of LabelledSpan
        In the order of the text and apart. The label: what it is.

    Examples
    --------
    >>> notes = [LabelledSpan(7, 17, "incident"), LabelledSpan(23, 29, "incident")]
    >>> proposals = propose_notes("We are (Applause) one.\nShouts", notes)
    >>> [proposal.action for proposal in proposals]
    ['bridge', 'mask']
    """
    proposals: list[Proposal] = []
    group: list[LabelledSpan] = []
    for note in notes:
        if group:
            # Notes that follow each other stand in one place.
            last = group[-1]
            between = text[last.end : note.start]
            if not _is_blank_on_line(between):
                proposals += _propose_group(text, group)
                group = []
        group.append(note)
    if group:
        proposals += _propose_group(text, group)
    return proposals


def _is_blank_on_line(piece: str) -> bool:
    """Return whether a piece of text is blank, and ends no line."""
    return not piece.strip() and "\n" not in piece


def _propose_group(text: str, group: Sequence[LabelledSpan]) -> list[Proposal]:
    """Return the proposals for notes that stand next to each other."""
    first = group[0]
    last = group[-1]
    is_in_sentence = _is_in_sentence(text, first.start, last.end)
    proposals = []
    for note in group:
        reason = f"the file says that it is no part of the text: {note.label}"
        if is_in_sentence:
            proposal = Proposal(note.start, note.end, "note-in-sentence", reason)
        else:
            proposal = Proposal(note.start, note.end, "editor-note", reason)
        proposals.append(proposal)
    return proposals


def _is_in_sentence(text: str, start: int, end: int) -> bool:
    """Return whether a sentence begins before a span and goes on behind it."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    if line_end < 0:
        line_end = len(text)
    before = text[line_start:start].rstrip()
    behind = text[end:line_end].lstrip()
    if not before or not behind:
        return False
    if behind[0].islower():
        return True
    last_characters = before[-_LONGEST_END:]
    return _SENTENCE_END.search(last_characters) is None


def propose_footnotes(
    footnotes: Sequence[LabelledSpan], other_proposals: Sequence[Proposal]
) -> list[Proposal]:
    """Return a proposal to mark each footnote, without what others propose in it.

    Parameters
    ----------
    footnotes : sequence of LabelledSpan
        The label: the number of the note.
    other_proposals : sequence of Proposal
        In the order of the text and apart.

    Examples
    --------
    >>> address = Proposal(4, 9, "address", "an address")
    >>> proposals = propose_footnotes([LabelledSpan(0, 12, "1")], [address])
    >>> [(proposal.start, proposal.end, proposal.action) for proposal in proposals]
    [(0, 4, 'mark'), (9, 12, 'mark')]
    """
    proposals: list[Proposal] = []
    for footnote in footnotes:
        inside = []
        for other in spans_between(other_proposals, footnote.start, footnote.end):
            span = LabelledSpan(other.start, other.end, other.rule)
            inside.append(span)
        number = f" {footnote.label}" if footnote.label else ""
        reason = f"the file says that it is a footnote{number}"
        parts = partition_by_label(inside, footnote.start, footnote.end)
        for part in parts:
            if part.label:
                continue
            proposal = Proposal(part.start, part.end, "footnote", reason)
            proposals.append(proposal)
    return proposals
