"""Entities of HTML that were left in a text, such as ``&nbsp;`` and ``&amp;nbsp;``."""

from __future__ import annotations

import html
import re
from html.entities import html5

from discourse.cleaning.text_blocks import Page, Proposal
from discourse.spans import LabelledSpan

__all__ = ["propose_entities"]

# HTML allows some names without a semicolon. They count only as whole words, so that
# "AT&Talks" is none, and not before "=", since an address may have "&copy=2".
_ENTITY = re.compile(
    r"&(?:amp;|#38;){0,3}(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z]{2,31}\d{0,2};)"
    r"|&([A-Za-z]{2,31}\d{0,2})(?![\w=;])"
)
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
    return [_propose(entities) for entities in _find_entities(page.raw)]


def _find_entities(text: str) -> list[LabelledSpan]:
    """Return the entities of a text; the label is what they stand for.

    Entities with nothing or only blanks between them are one span.
    """
    spans: list[LabelledSpan] = []
    for match in _ENTITY.finditer(text):
        sign = _read_entity(match[1] or match[2])
        if sign is None:
            continue
        start, end = match.span()
        last_end = spans[-1].end if spans else 0
        between = text[last_end:start]
        if spans and not between.strip():
            earlier = spans.pop()
            start = earlier.start
            sign = earlier.label + sign
        spans.append(LabelledSpan(start, end, sign))
    return spans


def _read_entity(name: str) -> str | None:
    """Return what an entity stands for, or None if HTML has no such entity.

    Parameters
    ----------
    name : str
        What stands behind the ampersand. Its semicolon belongs to it.

    Examples
    --------
    >>> [_read_entity(name) for name in ("reg;", "reg", "regional;", "#174;")]
    ['®', '®', None, '®']
    """
    if name.startswith("#"):
        return html.unescape(f"&{name}")
    return html5.get(name)


def _propose(entities: LabelledSpan) -> Proposal:
    """Return the proposal of entities, by what they stand for."""
    signs = entities.label
    shown_signs = signs.strip() or "a blank"
    reason = f"left from HTML: it stands for {shown_signs}"
    start = entities.start
    end = entities.end
    if any(sign.isalnum() or sign == "&" for sign in signs):
        return Proposal(start, end, "entity-of-word", reason)
    if all(_is_transparent(sign) for sign in signs):
        return Proposal(start, end, "blank-entity", reason)
    return Proposal(start, end, "entity", reason)


def _is_transparent(sign: str) -> bool:
    """Return whether a phrase goes on over a sign."""
    return sign.isspace() or sign in _INVISIBLE or sign in _QUOTATION_MARKS
