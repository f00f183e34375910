"""What stands more than once: in one document, in many, or twice over as a whole passage."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from discourse.cleaning.text_blocks import Block, Page, Proposal, block_of
from discourse.cleaning.web_phrases import is_address, is_heading

__all__ = ["Shared", "copies", "markers", "shared_lines", "within"]

_LINE_WORDS = 12  # a longer line is no running head
_MARKER_WORDS = 5  # "... collecting..."
_MARKER = 40  # characters
_COPY_BLOCKS = 3
_COPY_WORDS = 40
_LONG_WORDS = 25
_NAME_WORDS = 4
_RUN = 4  # lines in a row that documents share
_SHARED_LENGTH = 400  # characters; a longer paragraph that documents share is quotation, not furniture
_MADE_UP = re.compile(
    r"[a-zа-я][A-ZА-Я]|[_<>{}\\]|\w\d|\d[^\W\d]"
)  # a word no sentence holds


def within(
    page: Page, *, min_repeats: int, keep: int, known: Collection[int]
) -> dict[int, Proposal]:
    """Propose every line that stands `min_repeats` times or more in the page; the title `keep` stays."""
    numbers: dict[int, Proposal] = {}
    labels = {
        key
        for key, at in page.places.items()
        if len(at) >= 2 and at[0] not in known and _labels(page, at)
    }
    for key, at in page.places.items():
        if len(at) < min_repeats or not _may_repeat(page, at[0]):
            continue
        if key in labels and len(labels) > 1:
            continue  # two or more captions that take turns before sentences name speakers
        rule = "repeated-within"
        kind = "crawler marker" if page.blocks[at[0]].dotted else "repeated line"
        reason = f"the line stands {len(at)} times in this document"
        for number in at:
            if number != keep:
                numbers[number] = page.blocks[number].propose(rule, reason, kind=kind)
    return numbers


def markers(page: Page, *, min_repeats: int) -> list[Proposal]:
    """Propose short lines that a crawler left, again and again, between the wrapped lines of a paragraph."""
    if not page.wrapped:
        return []
    found: dict[str, list[tuple[int, int]]] = {}
    for start, end in page.lines:
        if end - start <= _MARKER:
            found.setdefault(page.raw[start:end], []).append((start, end))
    proposals: list[Proposal] = []
    for text, at in found.items():
        block = block_of(text, 0, len(text)) if len(at) >= min_repeats else None
        if (
            block
            and block.dotted
            and block.words <= _MARKER_WORDS
            and not is_address(block)
        ):
            reason = f"the line stands {len(at)} times in this document"
            proposals += [
                Proposal(*line, "repeated-within", reason, "crawler marker")
                for line in at
            ]
    return proposals


def _may_repeat(page: Page, number: int) -> bool:
    block = page.blocks[number]
    if block.prose or is_heading(block) or is_address(block) or "<" in block.text:
        return False
    if block.dotted:
        return block.words <= _MARKER_WORDS
    if block.words < 2 and not _MADE_UP.search(block.text):
        return False  # a heading or a cell of a table
    # A line as wide as the text is a piece of a sentence, and so is one that holds a comma.
    return (
        block.bare
        and block.words <= _LINE_WORDS
        and len(block.text) < page.width
        and ", " not in block.text
    )


def _labels(page: Page, at: Sequence[int]) -> bool:
    """Whether the lines stand before a sentence each time, like the name of a speaker."""
    label = page.blocks[at[0]]
    if not label.bare or label.dotted or label.words > _NAME_WORDS:
        return False
    after = [
        not page.blocks[number + 1].bare
        for number in at
        if number + 1 < len(page.blocks)
    ]
    return len(after) > 0 and sum(after) >= 0.8 * len(after)


class Shared:
    """Which short lines stand in many documents, and which of them in a row.

    Copies of one document (they share their longest paragraph) count as one.
    """

    def __init__(self, pages: Sequence[Page], min_documents: int) -> None:
        self.min_documents = min_documents
        lines: dict[str, set[str | int]] = {}
        pairs: dict[tuple[str, str], set[str | int]] = {}
        identities: set[str | int] = set()
        for number, page in enumerate(pages):
            identity: str | int = page.identity or number
            identities.add(identity)
            before = ""
            for block in page.blocks:
                key = block.key if len(block.key) <= _SHARED_LENGTH else ""
                if key:
                    lines.setdefault(key, set()).add(identity)
                    if before:
                        pairs.setdefault((before, key), set()).add(identity)
                before = key
        self.of = len(identities)
        self.lines = {
            key: len(found)
            for key, found in lines.items()
            if len(found) >= min_documents
        }
        self.pairs = {
            pair for pair, found in pairs.items() if len(found) >= min_documents
        }

    def has(self, block: Block) -> bool:
        """Whether the line stands in enough documents."""
        return block.key in self.lines

    def linked(self, first: Block, second: Block) -> bool:
        """Whether the two lines follow each other in enough documents."""
        return (first.key, second.key) in self.pairs

    def most(self, block: Block) -> bool:
        """Whether the line stands in enough documents, and in at least half of all."""
        return self.has(block) and 2 * self.lines[block.key] >= self.of

    def reason(self, block: Block) -> str:
        """Say in how many documents the line stands."""
        return f"the line stands in {self.lines[block.key]} of {self.of} documents"


def shared_lines(
    page: Page,
    shared: Shared,
    *,
    body: tuple[int, int],
    keep: int,
    near: Collection[int],
) -> dict[int, Proposal]:
    """Propose lines that many documents share.

    Four or more in a row anywhere, with the sentences between them; fewer only outside the article (`body`), where
    most documents share them or other furniture (`near`) stands beside them.
    """
    blocks, found = page.blocks, {}
    for run in _runs(page, shared):
        plain = [
            number for number in run if number != keep and _may_share(blocks[number])
        ]
        if len(plain) >= _RUN:
            for number in set(range(plain[0], plain[-1] + 1)) - {keep}:
                if not is_address(blocks[number]):
                    found[number] = _across(blocks[number], shared)
    for number, block in enumerate(blocks):
        outside = number < body[0] or number > body[1]
        if (
            number in found
            or number == keep
            or not outside
            or not shared.has(block)
            or not _may_share(block)
        ):
            continue
        if number - 1 in near or number + 1 in near:
            found[number] = _across(block, shared)
        elif shared.most(block):
            found[number] = (
                _own(block, shared)
                if _may_be_own(number, block, body, keep)
                else _across(block, shared)
            )
    return found


def _may_be_own(number: int, block: Block, body: tuple[int, int], title: int) -> bool:
    """Whether the line may be the documents' own: a heading with no title under it, a name under the last sentence."""
    if not block.text[0].isalpha():
        return False
    if number < body[0]:
        return number > title
    return number == body[1] + 1 and block.words <= _NAME_WORDS


def _own(block: Block, shared: Shared) -> Proposal:
    reason = f"{shared.reason(block)}: a heading or signature they share, or the name of the site"
    return block.propose("repeated-heading", reason)


def _across(block: Block, shared: Shared) -> Proposal:
    return block.propose("repeated-across", shared.reason(block))


def _may_share(block: Block) -> bool:
    return (
        block.bare
        and block.words <= 2 * _LINE_WORDS
        and not is_heading(block)
        and not is_address(block)
    )


def _runs(page: Page, shared: Shared) -> list[list[int]]:
    runs: list[list[int]] = []
    for number, block in enumerate(page.blocks):
        if not shared.has(block):
            continue
        if (
            runs
            and runs[-1][-1] == number - 1
            and shared.linked(page.blocks[number - 1], block)
        ):
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def copies(page: Page) -> tuple[list[Proposal], list[Proposal]]:
    """Propose passages that the document holds twice, word for word: whole runs to mask, single paragraphs to mark."""
    blocks = page.blocks
    runs: list[Proposal] = []
    singles: list[Proposal] = []
    number = 0
    while number < len(blocks):
        first = page.places[blocks[number].key][0]
        length = 0
        if first < number and blocks[number].words >= _LINE_WORDS:
            length = 1
            while first + length < number and number + length < len(blocks):
                if blocks[first + length].key != blocks[number + length].key:
                    break
                length += 1
        span = blocks[number : number + length]
        words = sum(block.words for block in span)
        if (
            length >= _COPY_BLOCKS
            and words >= _COPY_WORDS
            and sum(block.prose for block in span) >= 2
        ):
            reason = f"{length} paragraphs in a row stand earlier in this document, word for word"
            runs.append(Proposal(span[0].start, span[-1].end, "copied-passage", reason))
        elif length and words >= _LONG_WORDS:
            reason = "the paragraph stands earlier in this document, word for word"
            singles += [
                Proposal(b.start, b.end, "copied-paragraph", reason)
                for b in span
                if b.words >= _LONG_WORDS
            ]
        number += max(length, 1)
    return runs, singles
