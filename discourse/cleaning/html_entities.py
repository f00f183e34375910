"""Entities of HTML that were left in a text, such as ``&nbsp;`` and ``&amp;nbsp;``."""

from __future__ import annotations

import html
import re

from discourse.cleaning.text_blocks import Page, Proposal, Span

__all__ = ["propose_entities"]

# One entity or several in a row, each encoded once or more than once.
_ENTITIES = re.compile(
    r"(?:&(?:amp;|#38;){0,3}(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31}\d{0,2});\s*)+"
)
_ONE_ENTITY = re.compile(r"&(?:amp;|#38;)*([#\w]+;)")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_QUOTATION_MARKS = "\"'‘’‚‛“”„‟‹›`´"


def propose_entities(page: Page) -> list[Proposal]:
    """Return proposals of the entities of a page.

    Blanks, quotation marks and signs that cannot be seen are bridged, so that a phrase
    goes on over them. Other signs end a phrase. An ampersand and an entity that stands
    for a letter are only marked: they are a part of a name or of a word.

    >>> from discourse.cleaning.text_blocks import divide_into_blocks
    >>> page = divide_into_blocks("a shared&nbsp;future", is_wrapped=False)
    >>> propose_entities(page)[0].action
    'bridge'
    """
    if "&" not in page.raw:
        return []
    proposals = []
    for match in _ENTITIES.finditer(page.raw):
        entities = match.group().rstrip()
        signs = _read_entities(entities)
        if signs is None:
            continue
        span = Span(match.start(), match.start() + len(entities))
        proposals.append(_propose(span, signs))
    return proposals


def _read_entities(entities: str) -> str | None:
    """Return what entities stand for, or None if there is no such entity."""
    signs = []
    for name in _ONE_ENTITY.findall(entities):
        sign = html.unescape(f"&{name}")
        if sign == f"&{name}":
            return None
        signs.append(sign)
    return "".join(signs)


def _propose(span: Span, signs: str) -> Proposal:
    """Return the proposal of entities that stand for some signs."""
    shown_signs = signs.strip() or "a blank"
    reason = f"left from HTML: it stands for {shown_signs}"
    if any(sign.isalnum() or sign == "&" for sign in signs):
        return Proposal(span.start, span.end, "entity-of-word", reason)
    if all(_is_transparent(sign) for sign in signs):
        return Proposal(span.start, span.end, "blank-entity", reason)
    return Proposal(span.start, span.end, "entity", reason)


def _is_transparent(sign: str) -> bool:
    """Return whether a phrase goes on over a sign."""
    return sign.isspace() or sign in _INVISIBLE or sign in _QUOTATION_MARKS
