"""Lines and paragraphs that occur more than once.

A line can occur again in one document or in many documents. A passage can occur twice
in one document, word for word.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from discourse.cleaning.text_blocks import (
    Block,
    Page,
    PageOutline,
    Proposal,
    make_block,
)
from discourse.cleaning.web_phrases import is_address, is_heading

__all__ = [
    "SharedLines",
    "count_shared_lines",
    "propose_copies",
    "propose_crawler_markers",
    "propose_repeated_lines",
    "propose_shared_lines",
]

# Mixed capitals, signs of code, digits beside letters: a heading has no such word.
_NO_WORD_OF_TEXT = re.compile(r"[a-zа-я][A-ZА-Я]|[_<>{}\\]|\w\d|\d[^\W\d]")
_MARKER_KIND = "crawler marker"
_LINE_KIND = "repeated line"

MAX_LINE_WORDS = 12  # a longer line that repeats is a sentence
MAX_MARKER_WORDS = 5  # of a line such as "... collecting..."
MAX_MARKER_LENGTH = 40  # characters
MAX_NAME_WORDS = 4  # of the name of a speaker
MIN_SHARE_BEFORE_SENTENCES = 0.8  # of the places of a speaker's name
MIN_COPIED_BLOCKS = 3
MIN_COPIED_PROSE = 2  # of these blocks
MIN_COPIED_WORDS = 40
MIN_COPIED_FIRST_WORDS = 12  # of the first block of a copy; a shorter one may recur
MIN_COPIED_PARAGRAPH_WORDS = 25
MIN_SHARED_ROW = 4  # lines in a row that documents share
MAX_SHARED_WORDS = 24
# Characters; a longer paragraph in many documents is a quotation.
MAX_SHARED_LENGTH = 400


# --------------------------------------------------------------------------------------
# In one document


def propose_repeated_lines(
    page: Page,
    *,
    min_repeats: int,
    title_block: int,
    recognised_blocks: Collection[int],
) -> dict[int, Proposal]:
    """Return proposals of the lines that occur `min_repeats` times or more in the page.

    Parameters
    ----------
    page : Page
    min_repeats : int
    title_block : int
        The number of the block that is the title; it is not proposed.
    recognised_blocks : collection of int
        Blocks whose own words show what they are.
    """
    speaker_names = _find_names_of_speakers(page, recognised_blocks)
    has_dialogue = len(speaker_names) >= 2
    proposals: dict[int, Proposal] = {}
    for key, numbers in page.blocks_by_key.items():
        count = len(numbers)
        if count < min_repeats or not _may_repeat(page, numbers[0]):
            continue
        # A name before what somebody says is a part of the text.
        if has_dialogue and key in speaker_names:
            continue
        reason = f"the line stands {count} times in this document"
        for number in numbers:
            block = page.blocks[number]
            kind = _MARKER_KIND if block.ends_in_dots else _LINE_KIND
            proposals[number] = block.propose("repeated-within", reason, kind=kind)
    proposals.pop(title_block, None)
    return proposals


def propose_crawler_markers(page: Page, *, min_repeats: int) -> list[Proposal]:
    """Return proposals of the short lines that a crawler left in wrapped text.

    Such a line ends in dots and occurs `min_repeats` times or more between the lines of
    paragraphs.
    """
    if not page.is_wrapped:
        return []
    lines = page.lines
    numbers = lines.not_longer_than(MAX_MARKER_LENGTH)
    texts = [lines.texts[number] for number in numbers]
    counts = Counter(texts)
    proposals: list[Proposal] = []
    for text, count in counts.items():
        if count < min_repeats or not _is_crawler_marker(text):
            continue
        reason = f"the line stands {count} times in this document"
        for number, text_of_line in zip(numbers, texts, strict=True):
            if text_of_line != text:
                continue
            start, end = lines[number]
            proposal = Proposal(start, end, "repeated-within", reason, _MARKER_KIND)
            proposals.append(proposal)
    return proposals


def _is_crawler_marker(text: str) -> bool:
    """Return whether a line has a few words and dots, as a crawler writes."""
    block = make_block(text, 0, len(text))
    if block is None or not block.ends_in_dots:
        return False
    if block.word_count > MAX_MARKER_WORDS:
        return False
    return not is_address(block)


def _may_repeat(page: Page, number: int) -> bool:
    """Return whether a block that occurs again can be furniture.

    Sentences, salutations, refrains, headings and cells of tables occur again in texts.
    """
    block = page.blocks[number]
    text = block.text
    if block.is_prose or "<" in text:
        return False
    if is_heading(block) or is_address(block):
        return False
    if block.ends_in_dots:
        return block.word_count <= MAX_MARKER_WORDS
    if block.word_count < 2 and not _NO_WORD_OF_TEXT.search(text):
        return False
    if not block.ends_like_caption:
        return False
    if block.word_count > MAX_LINE_WORDS:
        return False
    # A line as wide as the text is a part of a sentence, and so is one with a comma.
    return len(text) < page.text_width and ", " not in text


def _find_names_of_speakers(page: Page, recognised_blocks: Collection[int]) -> set[str]:
    """Return the keys of the lines that name speakers, if there is a dialogue."""
    names = set()
    for key, numbers in page.blocks_by_key.items():
        if len(numbers) < 2 or numbers[0] in recognised_blocks:
            continue
        if _precede_sentences(page, numbers):
            names.add(key)
    return names


def _precede_sentences(page: Page, numbers: Sequence[int]) -> bool:
    """Return whether a short line nearly always has a sentence after it."""
    block = page.blocks[numbers[0]]
    if not block.ends_like_caption or block.ends_in_dots:
        return False
    if block.word_count > MAX_NAME_WORDS:
        return False
    next_blocks: list[Block] = []
    for number in numbers:
        # The last block of the page has none after it.
        next_blocks += page.blocks[number + 1 : number + 2]
    if not next_blocks:
        return False
    sentence_count = 0
    for next_block in next_blocks:
        sentence_count += not next_block.ends_like_caption
    min_sentence_count = MIN_SHARE_BEFORE_SENTENCES * len(next_blocks)
    return sentence_count >= min_sentence_count


# --------------------------------------------------------------------------------------
# In many documents


@dataclass(frozen=True, eq=False)
class SharedLines:
    """Which short lines occur in many documents, and which of them in a row.

    Attributes
    ----------
    documents_by_key : mapping of str to int
        How many documents have a line, by its key; only lines of enough documents.
    pairs : frozenset of (str, str)
        Keys of two lines that follow each other in enough documents.
    of_documents : int
        How many documents there are. Copies of one document count as one.
    """

    documents_by_key: Mapping[str, int]
    pairs: frozenset[tuple[str, str]]
    of_documents: int

    def has(self, block: Block) -> bool:
        """Return whether enough documents have the line."""
        return block.key in self.documents_by_key

    def has_pair(self, first_line: Block, second_line: Block) -> bool:
        """Return whether two lines follow each other in enough documents."""
        pair = (first_line.key, second_line.key)
        return pair in self.pairs

    def has_in_most(self, block: Block) -> bool:
        """Return whether enough documents, and at least half of all, have the line."""
        if not self.has(block):
            return False
        document_count = self.documents_by_key[block.key]
        half = self.of_documents / 2
        return document_count >= half

    def reason(self, block: Block) -> str:
        """Return the reason of a proposal: how many documents have the line."""
        document_count = self.documents_by_key[block.key]
        total_count = self.of_documents
        return f"the line stands in {document_count} of {total_count} documents"


def count_shared_lines(pages: Sequence[Page], min_documents: int) -> SharedLines:
    """Return which lines at least `min_documents` of the pages have.

    Copies of one document count as one. They are known by their longest running text,
    which is the same.
    """
    pages_by_document: dict[str | int, list[Page]] = {}
    for number, page in enumerate(pages):
        # A page without running text is a document of its own.
        document: str | int = number
        if page.longest_prose:
            document = page.longest_prose
        copies = pages_by_document.setdefault(document, [])
        copies.append(page)
    documents_by_key: Counter[str] = Counter()
    documents_by_pair: Counter[tuple[str, str]] = Counter()
    for copies in pages_by_document.values():
        keys: set[str] = set()
        pairs: set[tuple[str, str]] = set()
        for page in copies:
            page_keys = _short_keys(page)
            keys.update(page_keys)
            pairs.update(itertools.pairwise(page_keys))
        documents_by_key.update(keys)
        documents_by_pair.update(pairs)
    frequent_keys = {}
    for key, document_count in documents_by_key.items():
        if key and document_count >= min_documents:
            frequent_keys[key] = document_count
    frequent_pairs = []
    for pair, document_count in documents_by_pair.items():
        if all(pair) and document_count >= min_documents:
            frequent_pairs.append(pair)
    return SharedLines(
        documents_by_key=frequent_keys,
        pairs=frozenset(frequent_pairs),
        of_documents=len(pages_by_document),
    )


def _short_keys(page: Page) -> list[str]:
    """Return the key of each block of a page, or ``""`` for a long paragraph."""
    keys = []
    for block in page.blocks:
        is_short = len(block.key) <= MAX_SHARED_LENGTH
        keys.append(block.key if is_short else "")
    return keys


def propose_shared_lines(
    page: Page,
    shared_lines: SharedLines,
    outline: PageOutline,
    *,
    furniture: Collection[int],
) -> dict[int, Proposal]:
    """Return proposals of the lines that many documents share.

    Four or more such lines in a row are proposed anywhere, with the sentences between
    them. Other lines are proposed only outside the article, and only if most documents
    share them or if a block of `furniture` is beside them.
    """
    proposals = _propose_shared_rows(page, shared_lines, outline)
    for number, block in enumerate(page.blocks):
        if number in proposals or number == outline.title_block:
            continue
        if outline.is_inside_article(number):
            continue
        if not shared_lines.has(block) or not _may_be_shared(block):
            continue
        if number - 1 in furniture or number + 1 in furniture:
            proposals[number] = _propose_shared(block, shared_lines)
        elif shared_lines.has_in_most(block):
            if _may_be_of_text(block, number, outline):
                proposals[number] = _propose_shared_heading(block, shared_lines)
            else:
                proposals[number] = _propose_shared(block, shared_lines)
    return proposals


def _propose_shared_rows(
    page: Page, shared_lines: SharedLines, outline: PageOutline
) -> dict[int, Proposal]:
    """Return proposals of four or more shared lines in a row."""
    proposals = {}
    for row in _find_shared_rows(page, shared_lines):
        captions = []
        for number in row:
            if number != outline.title_block and _may_be_shared(page.blocks[number]):
                captions.append(number)
        if len(captions) < MIN_SHARED_ROW:
            continue
        for number in range(captions[0], captions[-1] + 1):
            block = page.blocks[number]
            if number != outline.title_block and not is_address(block):
                proposals[number] = _propose_shared(block, shared_lines)
    return proposals


def _find_shared_rows(page: Page, shared_lines: SharedLines) -> list[list[int]]:
    """Return the rows of shared lines that follow each other in other documents too."""
    rows: list[list[int]] = []
    for number, block in enumerate(page.blocks):
        if not shared_lines.has(block):
            continue
        continues = (
            bool(rows)
            and rows[-1][-1] == number - 1
            and shared_lines.has_pair(page.blocks[number - 1], block)
        )
        if continues:
            rows[-1].append(number)
        else:
            rows.append([number])
    return rows


def _may_be_shared(block: Block) -> bool:
    """Return whether a line of many documents can be furniture."""
    if block.word_count > MAX_SHARED_WORDS:
        return False
    if not block.ends_like_caption or is_heading(block):
        return False
    return not is_address(block)


def _may_be_of_text(block: Block, number: int, outline: PageOutline) -> bool:
    """Return whether a line of many documents can belong to their texts.

    It may be a heading between title and article, or a name under the last sentence.
    """
    if not block.text[0].isalpha():
        return False
    if number < outline.first_block:
        return number > outline.title_block
    return number == outline.last_block + 1 and block.word_count <= MAX_NAME_WORDS


def _propose_shared(block: Block, shared_lines: SharedLines) -> Proposal:
    """Return a proposal to mask a line that many documents share."""
    reason = shared_lines.reason(block)
    return block.propose("repeated-across", reason)


def _propose_shared_heading(block: Block, shared_lines: SharedLines) -> Proposal:
    """Return a proposal to mark a shared line that may belong to the texts."""
    explanation = "a heading or signature they share, or the name of the site"
    reason = f"{shared_lines.reason(block)}: {explanation}"
    return block.propose("repeated-heading", reason)


# --------------------------------------------------------------------------------------
# Passages that occur twice


def propose_copies(page: Page) -> list[Proposal]:
    """Return proposals of what occurs again in the document, word for word.

    Three or more paragraphs in a row are to be masked. Single long paragraphs are to be
    marked.
    """
    proposals: list[Proposal] = []
    number = 0
    while number < len(page.blocks):
        length = _length_of_copy(page, number)
        copied_blocks = page.blocks[number : number + length]
        if _is_copied_passage(copied_blocks):
            reason = (
                f"{length} paragraphs in a row stand earlier in this document, word for"
                " word"
            )
            proposal = Proposal(
                start=copied_blocks[0].start,
                end=copied_blocks[-1].end,
                rule="copied-passage",
                reason=reason,
            )
            proposals.append(proposal)
        else:
            proposals += _propose_copied_paragraphs(copied_blocks)
        # A block that is no copy has length 0; it is passed over alone.
        number += max(length, 1)
    return proposals


def _length_of_copy(page: Page, number: int) -> int:
    """Return how many blocks from `number` on repeat earlier blocks in a row."""
    blocks = page.blocks
    first_occurrence = page.blocks_by_key[blocks[number].key][0]
    if first_occurrence == number or blocks[number].word_count < MIN_COPIED_FIRST_WORDS:
        return 0
    # A copy ends before it reaches itself, and at the end of the page.
    max_length = min(number - first_occurrence, len(blocks) - number)
    length = 1
    while length < max_length:
        if blocks[first_occurrence + length].key != blocks[number + length].key:
            break
        length += 1
    return length


def _is_copied_passage(blocks: Sequence[Block]) -> bool:
    """Return whether copied blocks are long enough to be no coincidence."""
    if len(blocks) < MIN_COPIED_BLOCKS:
        return False
    word_count = 0
    prose_count = 0
    for block in blocks:
        word_count += block.word_count
        prose_count += block.is_prose
    return word_count >= MIN_COPIED_WORDS and prose_count >= MIN_COPIED_PROSE


def _propose_copied_paragraphs(blocks: Sequence[Block]) -> list[Proposal]:
    """Return proposals of the long paragraphs among copied blocks."""
    reason = "the paragraph stands earlier in this document, word for word"
    proposals = []
    for block in blocks:
        if block.word_count >= MIN_COPIED_PARAGRAPH_WORDS:
            proposals.append(block.propose("copied-paragraph", reason))
    return proposals
