"""Page breaks of print left in a text: page numbers, and the running heads beside them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from discourse.cleaning.text_blocks import Page, Proposal

__all__ = ["running_heads"]

_DIGITS = re.compile(r"\d+")
_NEAR = 2  # lines on each side of a break that may be its head or foot
_HEAD = 80  # characters; a running head is short
_NUMBER = 4  # digits


def running_heads(page: Page) -> list[Proposal]:
    """Propose page numbers that cut a text open, and the lines repeated beside them or beside a form feed.

    A row of numbers that count up is no pagination while it stands between sentences: it may number sections.
    """
    raw, lines = page.raw, page.lines
    rows = _page_numbers(page)
    breaks = [(row, row) for row in rows]
    if "\x0c" in raw:
        pairs = enumerate(itertools.pairwise(lines))
        breaks += [
            (row, row + 1)
            for row, (one, two) in pairs
            if "\x0c" in raw[one[1] : two[0]]
        ]
    found = dict.fromkeys(rows, "the line is a page number in the middle of the text")
    beside: dict[tuple[str, ...], set[int]] = {}
    for before, after in breaks:
        for near in (
            *range(before - _NEAR + 1, before + 1),
            *range(after, after + _NEAR),
            before - _NEAR,
            after + _NEAR,
        ):
            if (
                0 <= near < len(lines)
                and near not in found
                and lines[near][1] - lines[near][0] <= _HEAD
            ):
                beside.setdefault(_shape(raw[slice(*lines[near])]), set()).add(near)
    for shape, at in beside.items():
        if shape and len(at) >= 2:
            found.update(
                dict.fromkeys(
                    at,
                    f"a running head: such a line stands {len(at)} times beside page breaks",
                )
            )
    return [Proposal(*lines[row], "page-break", found[row]) for row in sorted(found)]


def _shape(line: str) -> tuple[str, ...]:
    """The words of a line without regard to their order and their figures: left and right pages differ in both."""
    return tuple(sorted(_DIGITS.sub("0", line.lower()).split()))


def _page_numbers(page: Page) -> list[int]:
    raw, lines = page.raw, page.lines
    rows = [
        row
        for row, (start, end) in enumerate(lines)
        if end - start < _NUMBER and raw[start:end].isdecimal()
    ]
    rows = [
        rows[place] for place in _chain([int(raw[slice(*lines[row])]) for row in rows])
    ]
    cut = [row for row in rows if row and not _ends(raw[slice(*lines[row - 1])])]
    return rows if len(rows) >= 2 and 3 * len(cut) >= len(rows) else []


def _chain(values: Sequence[int]) -> list[int]:
    """Places of the numbers that count up by one or two from the one before."""
    chain: list[int] = []
    for place, value in enumerate(values):
        if not chain or 0 < value - values[chain[-1]] <= 2:
            chain.append(place)
        elif len(chain) == 1:
            chain = [place]
    return chain


def _ends(line: str) -> bool:
    return line.rstrip("”’\"') ").endswith((".", "!", "?", ":", "。"))
