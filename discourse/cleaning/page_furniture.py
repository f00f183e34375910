"""The furniture of a page, block by block: what stands above the title, beside the article and after its last sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from discourse.cleaning.date_lines import date_line, opening_date
from discourse.cleaning.navigation import is_menu_word
from discourse.cleaning.repeated_lines import Shared, shared_lines, within
from discourse.cleaning.text_blocks import Block, Page, Proposal
from discourse.cleaning.web_phrases import cue, is_address, is_heading, is_salutation

__all__ = ["furnish"]

_TITLE_WORDS = 4  # a shorter first line may be anything
_MASTHEAD_WORDS = 6
_ABOVE_WORDS = 10
_AFTER_WORDS = 16
_BETWEEN_WORDS = 6
_TEASER_WORDS = 40
_MENU = 3  # items in a row
_SITE = 60  # characters behind a title that may name the site
_ENDS = frozenset(
    {"widget", "navigation", "tags", "recommended"}
)  # where these stand below it, the article is over


class _Plan(NamedTuple):
    """Where things are on a page."""

    title: int  # block that is the title; -1 = none
    first: int  # first and last block of the article's own running text
    last: int

    def inside(self, number: int) -> bool:
        return self.first <= number <= self.last


def furnish(page: Page, shared: Shared, *, min_repeats: int) -> list[Proposal]:
    """Propose the furniture of one page, each block at most once; what is certain goes before what follows from it."""
    said = _said(page)
    plan = _plan(page, shared, said)
    said.pop(plan.title, None)
    found: dict[int, Proposal] = {}
    for part in (
        _repeated_title(page, plan),
        within(page, min_repeats=min_repeats, keep=plan.title, known=said),
        said,
        shared_lines(
            page,
            shared,
            body=(plan.first, plan.last),
            keep=plan.title,
            near=_sure(said),
        ),
        _above(page, plan, said),
    ):
        found = {**part, **found}
    steps: tuple[
        Callable[[Page, Mapping[int, Proposal], _Plan], dict[int, Proposal]], ...
    ] = (_menus, _after, _between)
    for step in steps:
        found = {**step(page, found, plan), **found}
    return [
        *_reading_lists(page, said, plan),
        *(found[number] for number in sorted(found)),
    ]


def _sure(found: Mapping[int, Proposal]) -> set[int]:
    """Blocks from which neighbours can be judged."""
    return {
        number
        for number, proposal in found.items()
        if proposal.kind in _ENDS or proposal.kind == "date"
    }


def _said(page: Page) -> dict[int, Proposal]:
    """What blocks are by their own words."""
    said: dict[int, Proposal] = {}
    for number, block in enumerate(page.blocks):
        proposal = cue(block) or date_line(block)
        if proposal is not None:
            said[number] = proposal
    if page.blocks and 0 not in said and (opening := opening_date(page.blocks[0])):
        said[0] = opening
    return said


def _plan(page: Page, shared: Shared, said: Mapping[int, Proposal]) -> _Plan:
    """Find the title (which the metadata name, or the longest caption above the article) and the article."""
    blocks = page.blocks
    whole = {
        number
        for number, proposal in said.items()
        if proposal.end == blocks[number].end
    }
    masked = {number for number in whole if said[number].action == "mask"}
    own = [
        n
        for n, block in enumerate(blocks)
        if block.prose and n not in masked and not shared.most(block)
    ]
    first, last = (own[0], own[-1]) if own else (len(blocks), len(blocks))
    if page.title and page.title in page.places:
        return _Plan(page.places[page.title][0], first, last)
    if not own:
        return _Plan(
            -1, first, last
        )  # without a sentence there is no telling a title from a line of verse
    head = [
        n
        for n in range(first)
        if n not in whole and blocks[n].bare and not is_salutation(blocks[n])
    ]
    head = [n for n in head if not shared.has(blocks[n])] or head
    longest = max(head, key=lambda number: (blocks[number].words, number), default=-1)
    if longest >= 0:
        longest = page.places[blocks[longest].key][0]
    return _Plan(
        longest if longest >= 0 and blocks[longest].words >= _TITLE_WORDS else -1,
        first,
        last,
    )


def _repeated_title(page: Page, plan: _Plan) -> dict[int, Proposal]:
    if plan.title < 0:
        return {}
    title = page.blocks[plan.title].key
    named = title == page.title
    reason = f"repeats the title, which {'the metadata give' if named else 'already stands above the article'}"
    return {
        number: block.propose("repeated-title", reason)
        for number, block in enumerate(page.blocks)
        if number != plan.title
        and (named or not (block.prose or plan.inside(number)))
        and (block.key == title or _with_site(block.key, title))
    }


def _with_site(key: str, title: str) -> bool:
    """Whether a line is the title with the name of a site behind it, as browsers show it."""
    behind = key[len(title) :].strip()
    return (
        key.startswith(title)
        and len(behind) <= _SITE
        and behind[:1] in {"|", "-", '"', "·", "•"}
    )


def _above(
    page: Page, plan: _Plan, said: Mapping[int, Proposal]
) -> dict[int, Proposal]:
    """Propose captions above a title the metadata name; without one, a name at the top that the text never mentions."""
    blocks = page.blocks
    if not 0 < plan.title < plan.first:
        return {}
    if blocks[plan.title].key == page.title:
        reason = "the line stands above the title that the metadata give"
        return {
            number: block.propose("above-title", reason)
            for number, block in enumerate(blocks[: plan.title])
            if block.bare and block.words <= _ABOVE_WORDS and not is_address(block)
        }
    name, title = blocks[0], blocks[plan.title]
    between = {*range(1, plan.title), *range(plan.title + 1, plan.first)}
    if (
        0 in said
        or not between <= said.keys()
        or name.words > _MASTHEAD_WORDS
        or title.words < name.words + 3
    ):
        return {}
    if (
        not name.bare
        or not _named(name.text)
        or _named(title.text)
        or is_address(name)
        or is_heading(name)
    ):
        return {}
    if any(
        name.key in block.key.lower() for block in blocks[plan.title : plan.last + 1]
    ):
        return {}
    reason = "a name above the title that the text never mentions: the site's, it seems"
    return {0: name.propose("masthead", reason)}


def _named(text: str) -> bool:
    """Whether every word but the smallest opens with a capital, as in a name."""
    return all(
        word[:1].isupper() or word in {"of", "the", "and", "for", "in", "on"}
        for word in text.split()
        if word[:1].isalpha()
    )


# ---------------------------------------------------------------------------------------------------------------------
# Lists of other articles


def _reading_lists(
    page: Page, said: Mapping[int, Proposal], plan: _Plan
) -> list[Proposal]:
    """Propose a heading such as "related articles" with the titles and teasers under it, as one block."""
    blocks = page.blocks
    lists: list[Proposal] = []
    reached = -1
    for number, proposal in said.items():
        if proposal.rule != "reading-list" or number <= reached:
            continue
        reached = _list_end(page, number, plan)
        if reached > number:
            reason = f"the heading of a list of other articles, and what stands under it ({reached - number} lines)"
            lists.append(
                Proposal(
                    blocks[number].start,
                    blocks[reached].end,
                    "reading-list",
                    reason,
                )
            )
    return lists


def _list_end(page: Page, heading: int, plan: _Plan) -> int:
    """Last block of the list that opens at `heading`; sentences belong to it as teasers between or under titles."""
    blocks = page.blocks
    end = heading
    while end + 1 < len(blocks) and end + 1 != plan.title and _caption(blocks[end + 1]):
        end += 1
    if heading < plan.first:  # the article is still to come, and so may be its title
        return end if end + 1 == plan.title or plan.title < heading else heading
    rest = blocks[heading + 1 :]
    if any(block.words > _TEASER_WORDS for block in rest):
        return end  # the article goes on
    teasers = [
        number
        for number in range(heading + 1, len(blocks))
        if not _caption(blocks[number])
    ]
    paired = len(teasers) >= 2 and all(
        number - 1 > heading and _caption(blocks[number - 1]) for number in teasers
    )
    few = 3 * len(teasers) <= len(rest) and _caption(blocks[-1])
    return len(blocks) - 1 if paired or few else end


def _caption(block: Block) -> bool:
    return (
        (block.bare or block.dotted)
        and not block.prose
        and block.words <= _TEASER_WORDS
        and not is_salutation(block)
    )


# ---------------------------------------------------------------------------------------------------------------------
# What follows from furniture nearby


def _menus(
    page: Page, found: Mapping[int, Proposal], plan: _Plan
) -> dict[int, Proposal]:
    """Propose items of menus: three or more in a row, or fewer beside other furniture outside the article."""
    blocks = page.blocks
    near = _sure(found)
    items = {
        n
        for n, block in enumerate(blocks)
        if n != plan.title and n not in found and is_menu_word(block)
    }
    menus: dict[int, Proposal] = {}
    for run in _runs(sorted(items | near)):
        mine = [number for number in run if number in items]
        reason = "sections of a site, one under the other"
        if len(run) < _MENU:
            mine = [
                number
                for number in mine
                if not plan.inside(number) and (len(run) > 1 or _alone(number, plan))
            ]
            reason = "the label of a page, above or below the article"
        menus.update(
            {number: blocks[number].propose("menu", reason) for number in mine}
        )
    return menus


def _alone(number: int, plan: _Plan) -> bool:
    """Whether a single label stands below the article, or at the top above its title."""
    return number > plan.last or 0 == number < plan.title


def _runs(numbers: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _after(
    page: Page, found: Mapping[int, Proposal], plan: _Plan
) -> dict[int, Proposal]:
    """Propose what follows furniture after the last sentence: there the article is over."""
    after: dict[int, Proposal] = {}
    over = False
    reason = "a short line without a full stop, after the last sentence of the article and other furniture"
    for number in range(plan.last + 1, len(page.blocks)):
        block = page.blocks[number]
        if number in found:
            over = over or found[number].kind in _ENDS
        elif over and number != plan.title and _trails(block):
            after[number] = block.propose("after-article", reason)
    return after


def _trails(block: Block) -> bool:
    return (
        block.words <= _AFTER_WORDS
        and (block.bare or block.dotted)
        and not is_address(block)
    )


def _between(
    page: Page, found: Mapping[int, Proposal], plan: _Plan
) -> dict[int, Proposal]:
    """Propose a short line that stands between two lines of furniture."""
    between: dict[int, Proposal] = {}
    near = _sure(found)
    for number in range(1, len(page.blocks) - 1):
        block = page.blocks[number]
        if (
            number in found
            or number == plan.title
            or not block.bare
            or is_address(block)
        ):
            continue
        most = _BETWEEN_WORDS if plan.inside(number) else _TITLE_WORDS - 1
        if number - 1 in near and number + 1 in near and block.words <= most:
            between[number] = block.propose(
                "between", "a short line between two lines of furniture"
            )
    return between
