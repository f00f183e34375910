"""The furniture of a page: what is above the title, beside the article and after it.

Each block is judged by its own words first, then by repetition, then by the furniture
that was found beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from discourse.cleaning.date_lines import propose_date_line, propose_opening_date
from discourse.cleaning.navigation import is_menu_item
from discourse.cleaning.repeated_lines import (
    SharedLines,
    propose_repeated_lines,
    propose_shared_lines,
)
from discourse.cleaning.text_blocks import Block, Page, PageOutline, Proposal, word_set
from discourse.cleaning.web_phrases import (
    is_address,
    is_heading,
    is_salutation,
    propose_web_phrase,
)

__all__ = ["propose_furniture"]

NO_TITLE = -1  # no block has this number
MIN_TITLE_WORDS = 4  # a shorter first line may be anything
MAX_MASTHEAD_WORDS = 6
MIN_WORDS_LONGER = 3  # a title is so much longer than the name of the site above it
MAX_ABOVE_TITLE_WORDS = 10
MAX_AFTER_ARTICLE_WORDS = 16
MAX_BETWEEN_WORDS_INSIDE = 6  # inside the article, with furniture on both sides
MAX_BETWEEN_WORDS_OUTSIDE = 3  # outside it a longer line may be the title
MAX_LISTED_TITLE_WORDS = 40
MAX_TEASER_WORDS = 40  # of prose under a title in a list; a paragraph has more
MIN_MENU_ITEMS = 3  # in a row
MAX_SITE_NAME_LENGTH = 60  # characters after a title that may name the site
_SITE_SEPARATORS = ("|", "-", '"', "·", "•")
_SMALL_WORDS_OF_NAMES = word_set("of the and for in on")
# Kinds of furniture that show, below the last sentence, that the article is over.
_KINDS_AFTER_ARTICLE = frozenset({"widget", "navigation", "tags", "recommended"})
_CLEAR_KINDS = _KINDS_AFTER_ARTICLE | {"date"}

# Proposals by the number of the block, at most one for each block.
ProposalsByBlock = Mapping[int, Proposal]


def propose_furniture(
    page: Page, shared_lines: SharedLines, *, min_repeats: int
) -> list[Proposal]:
    """Return the furniture of a page; each block is proposed at most once.

    Lists of other articles come first. Each of them is one proposal, and their blocks
    may also be proposed one by one.

    Parameters
    ----------
    page : Page
    shared_lines : SharedLines
        The lines that many documents have.
    min_repeats : int
        How often a line occurs in the page to be a repeated line.
    """
    by_words = _propose_by_words(page)
    outline = _find_outline(page, shared_lines, by_words)
    by_words.pop(outline.title_block, None)
    repeated_proposals = propose_repeated_lines(
        page,
        min_repeats=min_repeats,
        title_block=outline.title_block,
        recognised_blocks=by_words,
    )
    shared_proposals = propose_shared_lines(
        page, shared_lines, outline, furniture=_clear_furniture(by_words)
    )
    # Of several proposals for one block, the first one that is added is kept.
    proposals = _propose_repeated_title(page, outline)
    _add_missing(proposals, repeated_proposals)
    _add_missing(proposals, by_words)
    _add_missing(proposals, shared_proposals)
    _add_missing(proposals, _propose_above_title(page, outline, by_words))
    # These rules look at the furniture beside a block. Therefore they come last.
    _add_missing(proposals, _propose_menus(page, outline, proposals))
    _add_missing(proposals, _propose_after_article(page, outline, proposals))
    _add_missing(proposals, _propose_between(page, outline, proposals))
    reading_lists = _propose_reading_lists(page, outline, by_words)
    return reading_lists + [proposals[number] for number in sorted(proposals)]


def _add_missing(
    proposals: dict[int, Proposal], new_proposals: ProposalsByBlock
) -> None:
    """Add the proposals of `new_proposals` whose blocks are not proposed yet."""
    for number, proposal in new_proposals.items():
        proposals.setdefault(number, proposal)


def _clear_furniture(proposals: ProposalsByBlock) -> set[int]:
    """Return the blocks that are furniture so clearly that their neighbours may be."""
    numbers = set()
    for number, proposal in proposals.items():
        if proposal.kind in _CLEAR_KINDS:
            numbers.add(number)
    return numbers


def _propose_by_words(page: Page) -> dict[int, Proposal]:
    """Return proposals of blocks whose own words show that they are page furniture.

    The keys are the numbers of the blocks.
    """
    proposals: dict[int, Proposal] = {}
    for number, block in enumerate(page.blocks):
        proposal = propose_web_phrase(block)
        if proposal is None:
            proposal = propose_date_line(block)
        if proposal is not None:
            proposals[number] = proposal
    if page.blocks and 0 not in proposals:
        opening_date = propose_opening_date(page.blocks[0])
        if opening_date is not None:
            proposals[0] = opening_date
    return proposals


# --------------------------------------------------------------------------------------
# The title and the article


def _find_outline(
    page: Page, shared_lines: SharedLines, by_words: ProposalsByBlock
) -> PageOutline:
    """Return where the title and the article are.

    The title is the one that the metadata give. Without it, the title is the longest
    caption above the article.
    """
    whole_blocks = {}
    for number, proposal in by_words.items():
        block = page.blocks[number]
        if proposal.end == block.end:
            whole_blocks[number] = proposal
    prose_blocks = _find_prose_of_article(page, shared_lines, whole_blocks)
    if prose_blocks:
        first_block = prose_blocks[0]
        last_block = prose_blocks[-1]
        title_block = _find_longest_caption(
            page, shared_lines, whole_blocks, first_prose_block=first_block
        )
    else:
        first_block = len(page.blocks)
        last_block = len(page.blocks)
        # A page without a sentence may be verse, without a title.
        title_block = NO_TITLE
    blocks_with_title = page.blocks_by_key.get(page.title)
    if blocks_with_title:
        title_block = blocks_with_title[0]
    return PageOutline(title_block, first_block, last_block)


def _find_prose_of_article(
    page: Page, shared_lines: SharedLines, whole_blocks: ProposalsByBlock
) -> list[int]:
    """Return the numbers of the blocks that are sentences of the article."""
    numbers = []
    for number, block in enumerate(page.blocks):
        if not block.is_prose or shared_lines.has_in_most(block):
            continue
        proposal = whole_blocks.get(number)
        if proposal is None or proposal.action != "mask":
            numbers.append(number)
    return numbers


def _find_longest_caption(
    page: Page,
    shared_lines: SharedLines,
    whole_blocks: ProposalsByBlock,
    *,
    first_prose_block: int,
) -> int:
    """Return the number of the longest caption above the article, or `NO_TITLE`.

    A caption that many documents share is taken only if there is no other.
    """
    captions = []
    for number, block in enumerate(page.blocks[:first_prose_block]):
        if number in whole_blocks or not block.ends_like_caption:
            continue
        if not is_salutation(block):
            captions.append(number)
    unshared_captions = []
    for number in captions:
        if not shared_lines.has(page.blocks[number]):
            unshared_captions.append(number)
    if unshared_captions:
        captions = unshared_captions
    longest_caption = NO_TITLE
    min_words = MIN_TITLE_WORDS
    for number in captions:
        # Of captions of one length, the last one is the nearest to the article.
        if page.blocks[number].word_count >= min_words:
            longest_caption = number
            min_words = page.blocks[number].word_count
    if longest_caption == NO_TITLE:
        return NO_TITLE
    # If the caption occurs again, its first occurrence is the title.
    return page.blocks_by_key[page.blocks[longest_caption].key][0]


def _propose_repeated_title(page: Page, outline: PageOutline) -> dict[int, Proposal]:
    """Return proposals of the blocks that are the title again."""
    if not outline.has_title:
        return {}
    title = page.blocks[outline.title_block].key
    in_metadata = title == page.title
    source = "the metadata give" if in_metadata else "already stands above the article"
    reason = f"repeats the title, which {source}"
    proposals = {}
    for number, block in enumerate(page.blocks):
        if number == outline.title_block:
            continue
        in_article = block.is_prose or outline.is_inside_article(number)
        if in_article and not in_metadata:
            continue
        if block.key == title or _is_title_with_site(block.key, title):
            proposals[number] = block.propose("repeated-title", reason)
    return proposals


def _is_title_with_site(key: str, title: str) -> bool:
    """Return whether a line is the title and a site, as in the tab of a browser."""
    if not key.startswith(title):
        return False
    site = key.removeprefix(title).strip()
    if len(site) > MAX_SITE_NAME_LENGTH:
        return False
    return site.startswith(_SITE_SEPARATORS)


# --------------------------------------------------------------------------------------
# Above the title


def _propose_above_title(
    page: Page, outline: PageOutline, by_words: ProposalsByBlock
) -> dict[int, Proposal]:
    """Return proposals of captions above the title.

    If the metadata do not give the title, only a name at the top is proposed, and only
    if the text never mentions it.
    """
    if not 0 < outline.title_block < outline.first_block:
        return {}
    if page.blocks[outline.title_block].key != page.title:
        if not _is_masthead(page, outline, by_words):
            return {}
        reason = (
            "a name above the title that the text never mentions: the site's, it seems"
        )
        return {0: page.blocks[0].propose("masthead", reason)}
    reason = "the line stands above the title that the metadata give"
    proposals = {}
    for number, block in enumerate(page.blocks[: outline.title_block]):
        if not block.ends_like_caption or block.word_count > MAX_ABOVE_TITLE_WORDS:
            continue
        if not is_address(block):
            proposals[number] = block.propose("above-title", reason)
    return proposals


def _is_masthead(page: Page, outline: PageOutline, by_words: ProposalsByBlock) -> bool:
    """Return whether the first block is the name of the site.

    All other blocks above the article must be furniture by their own words. The name is
    short, has capitals, and does not occur in title and article.
    """
    name = page.blocks[0]
    title = page.blocks[outline.title_block]
    other_blocks = set(range(outline.first_block)) - {0, outline.title_block}
    if 0 in by_words or not other_blocks <= by_words.keys():
        return False
    if not name.ends_like_caption or name.word_count > MAX_MASTHEAD_WORDS:
        return False
    extra_words = title.word_count - name.word_count
    if extra_words < MIN_WORDS_LONGER:
        return False
    # If the title has capitals like a name, the first line may be a part of the title.
    if not _is_name(name.text) or _is_name(title.text):
        return False
    if is_address(name) or is_heading(name):
        return False
    article = page.blocks[outline.title_block : outline.last_block + 1]
    return not any(name.key in block.key.lower() for block in article)


def _is_name(text: str) -> bool:
    """Return whether every word has a capital, except for small words, as in a name."""
    for word in text.split():
        has_capital = word[0].isupper() or not word[0].isalpha()
        if not has_capital and word not in _SMALL_WORDS_OF_NAMES:
            return False
    return True


# --------------------------------------------------------------------------------------
# Lists of other articles


def _propose_reading_lists(
    page: Page, outline: PageOutline, by_words: ProposalsByBlock
) -> list[Proposal]:
    """Return the lists of other articles, each with its heading as one proposal."""
    blocks = page.blocks
    proposals: list[Proposal] = []
    last_of_list = -1  # no list was found yet
    for number, proposal in by_words.items():
        if proposal.rule != "reading-list" or number <= last_of_list:
            continue
        last_of_list = _find_end_of_list(page, number, outline)
        line_count = last_of_list - number
        if line_count > 0:
            reason = (
                "the heading of a list of other articles, and what stands under it"
                f" ({line_count} lines)"
            )
            start = blocks[number].start
            end = blocks[last_of_list].end
            proposals.append(Proposal(start, end, "reading-list", reason))
    return proposals


def _find_end_of_list(page: Page, heading: int, outline: PageOutline) -> int:
    """Return the last block of the list of other articles under block `heading`.

    The list ends at the first paragraph of prose. Teasers are none, in a list that
    goes on to the end of the page: each is short, with the title of its article before
    it, and the next title or nothing after it.
    """
    last_caption = heading
    for number, block in enumerate(page.blocks[heading + 1 :], heading + 1):
        if number == outline.title_block or not _is_caption(block):
            break
        last_caption = number
    if heading < outline.first_block:
        # The article is still to come, and its title may be the last caption.
        title_follows = last_caption + 1 == outline.title_block
        title_is_above = outline.title_block < heading
        return last_caption if title_follows or title_is_above else heading
    last_of_list = last_caption
    while _is_teaser(page, last_of_list + 1) and last_of_list > heading:
        last_of_list += 1
        while _is_caption_at(page, last_of_list + 1):
            last_of_list += 1
    # A paragraph of prose farther below shows that the article goes on.
    reaches_end = last_of_list + 1 == len(page.blocks)
    return last_of_list if reaches_end else last_caption


def _is_teaser(page: Page, number: int) -> bool:
    """Return whether a block is the teaser of another article, or a note among links.

    A caption, or the end of the page, follows it.
    """
    if number >= len(page.blocks):
        return False
    block = page.blocks[number]
    if _is_caption(block) or block.word_count > MAX_TEASER_WORDS:
        return False
    is_last = number + 1 == len(page.blocks)
    return is_last or _is_caption_at(page, number + 1)


def _is_caption_at(page: Page, number: int) -> bool:
    """Return whether there is a block with this number that may be a title."""
    return number < len(page.blocks) and _is_caption(page.blocks[number])


def _is_caption(block: Block) -> bool:
    """Return whether a block may be the title of another article."""
    if block.is_prose or block.word_count > MAX_LISTED_TITLE_WORDS:
        return False
    ends_no_sentence = block.ends_like_caption or block.ends_in_dots
    return ends_no_sentence and not is_salutation(block)


# --------------------------------------------------------------------------------------
# Beside other furniture


def _propose_menus(
    page: Page, outline: PageOutline, proposals: ProposalsByBlock
) -> dict[int, Proposal]:
    """Return proposals of the items of menus.

    Three or more items in a row are a menu. Fewer are proposed only outside the article
    and beside other furniture.
    """
    menu_items = set()
    for number, block in enumerate(page.blocks):
        if (
            number != outline.title_block
            and number not in proposals
            and is_menu_item(block)
        ):
            menu_items.add(number)
    menus: dict[int, Proposal] = {}
    for row in _find_rows(menu_items | _clear_furniture(proposals)):
        is_menu = len(row) >= MIN_MENU_ITEMS
        if is_menu:
            reason = "sections of a site, one under the other"
        else:
            reason = "the label of a page, above or below the article"
        for number in row:
            if number not in menu_items:
                continue
            if is_menu or _is_label_of_page(number, row, outline):
                menus[number] = page.blocks[number].propose("menu", reason)
    return menus


def _is_label_of_page(number: int, row: list[int], outline: PageOutline) -> bool:
    """Return whether an item in a short row is outside the article.

    An item with nothing beside it must be below the article, or at the top of the page
    above the title.
    """
    if outline.is_inside_article(number):
        return False
    if len(row) > 1:
        return True
    is_above_title = number == 0 and outline.title_block > 0
    return is_above_title or number > outline.last_block


def _find_rows(numbers: Iterable[int]) -> list[list[int]]:
    """Return the numbers in rows, each without a gap."""
    rows: list[list[int]] = []
    previous = None
    for number in sorted(numbers):
        if previous is None or number > previous + 1:
            rows.append([])
        rows[-1].append(number)
        previous = number
    return rows


def _propose_after_article(
    page: Page, outline: PageOutline, proposals: ProposalsByBlock
) -> dict[int, Proposal]:
    """Return proposals of short lines below the last sentence and other furniture."""
    proposals_after_article: dict[int, Proposal] = {}
    is_over = False
    reason = (
        "a short line without a full stop, after the last sentence of the article and"
        " other furniture"
    )
    for number in range(outline.last_block + 1, len(page.blocks)):
        block = page.blocks[number]
        proposal = proposals.get(number)
        if proposal is not None:
            is_over = is_over or proposal.kind in _KINDS_AFTER_ARTICLE
        elif is_over and number != outline.title_block and _may_follow_article(block):
            proposals_after_article[number] = block.propose("after-article", reason)
    return proposals_after_article


def _may_follow_article(block: Block) -> bool:
    """Return whether a block below the article may be a caption or a link.

    It is a short line that does not end as a sentence does. An address is none.
    """
    if block.word_count > MAX_AFTER_ARTICLE_WORDS:
        return False
    ends_no_sentence = block.ends_like_caption or block.ends_in_dots
    return ends_no_sentence and not is_address(block)


def _propose_between(
    page: Page, outline: PageOutline, proposals: ProposalsByBlock
) -> dict[int, Proposal]:
    """Return proposals of the short lines between two lines of clear furniture."""
    proposals_between: dict[int, Proposal] = {}
    furniture = _clear_furniture(proposals)
    for number, block in enumerate(page.blocks):
        if number - 1 not in furniture or number + 1 not in furniture:
            continue
        if number in proposals or number == outline.title_block:
            continue
        if not block.ends_like_caption or is_address(block):
            continue
        if outline.is_inside_article(number):
            max_words = MAX_BETWEEN_WORDS_INSIDE
        else:
            max_words = MAX_BETWEEN_WORDS_OUTSIDE
        if block.word_count <= max_words:
            reason = "a short line between two lines of furniture"
            proposals_between[number] = block.propose("between", reason)
    return proposals_between
