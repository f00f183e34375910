"""What a part of a web page is, as its markup says: navigation, footer, sharing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from discourse.spans import LabelledSpan
from discourse.text_extraction.tree_text import TreeText, local_name

__all__ = ["HIDDEN_FRAME", "OTHER_FRAME", "hidden_spans", "label_frames"]

# The label of what the markup has no word for.
OTHER_FRAME = "discarded by trafilatura"
# The label of what the page holds and no reader sees.
HIDDEN_FRAME = "hidden"

_LABEL_OF_ELEMENT = {
    "nav": "navigation",
    "menu": "navigation",
    "footer": "footer",
    "header": "page header",
    "aside": "sidebar",
    "form": "form",
    "button": "button",
    "select": "form",
    "figcaption": "caption",
    "noscript": "shown without scripts",
}
_LABEL_OF_ROLE = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "contentinfo": "footer",
    "banner": "page header",
    "complementary": "sidebar",
    "search": "form",
    "button": "button",
}


@dataclass(frozen=True)
class _NamedPart:
    """Words of classes and ids by which sites name a part of a page."""

    label: str
    words: re.Pattern[str]


def _named_part(label: str, words: str) -> _NamedPart:
    """Return a part of a page; the words are a pattern, and begin a word of a class."""
    return _NamedPart(label, re.compile(rf"(?<![a-z])(?:{words})"))


# The first that fits counts.
_NAMED_PARTS = (
    _named_part("cookie notice", "cookie|consent|gdpr"),
    _named_part("comments", "comment|disqus|respond"),
    _named_part(
        "related", "related|recommend|read-?more|more-|most-?read|popular|trending"
    ),
    _named_part("sharing", "shar(?:e|ing)|social|follow"),
    _named_part(
        "navigation", "nav|menu|breadcrumb|crumb|pagination|pager|toc(?![a-z])"
    ),
    _named_part("subscription", "newsletter|subscri|paywall|sign-?up"),
    _named_part("advertisement", "advert|ads?(?![a-z])|sponsor|promo"),
    _named_part("tags", "tags?(?![a-z])|categor|topics?(?![a-z])"),
    _named_part("footer", "foot(?!note)|copyright"),
    _named_part("sidebar", "side-?bar|widget"),
    _named_part("caption", "caption"),
    _named_part("page header", "mast-?head|top-?bar|banner"),
)
# What a button or a form is for, the part around it says.
_WEAK_LABELS = frozenset(["button", "form"])
_IS_HIDDEN = re.compile(r"(?i)(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_WHOLE_PAGE = frozenset(["html", "body", "main"])


def label_frames(
    tree: TreeText, frames: Sequence[LabelledSpan], kept: Sequence[LabelledSpan]
) -> list[LabelledSpan]:
    """Return the parts of a page that are frame, with what the markup calls them.

    Parameters
    ----------
    tree : TreeText
    frames, kept : sequence of LabelledSpan
        What is frame and what is article, in the order of the text and apart.

    Returns
    -------
    list of LabelledSpan
        The frames, divided where the label changes.
    """
    named_spans = _spans_by_name(tree, [span.start for span in kept], kept)
    result: list[LabelledSpan] = []
    position = 0
    for frame in frames:
        while position < len(named_spans) and named_spans[position].end <= frame.start:
            position += 1
        index = position
        start = frame.start
        while index < len(named_spans) and named_spans[index].start < frame.end:
            span = named_spans[index]
            _add_span(result, tree.text, start, span.start, OTHER_FRAME)
            start = max(start, span.start)
            end = min(frame.end, span.end)
            _add_span(result, tree.text, start, end, span.label)
            start = end
            index += 1
        _add_span(result, tree.text, start, frame.end, OTHER_FRAME)
    return result


def hidden_spans(tree: TreeText) -> list[LabelledSpan]:
    """Return what the markup hides from readers, in the order of the text and apart.

    Parameters
    ----------
    tree : TreeText

    Examples
    --------
    >>> from discourse.text_extraction.tree_text import parse_html
    >>> page = parse_html("<p>Peace.</p><p hidden>Menu</p>")
    >>> [page.text[span.start : span.end] for span in hidden_spans(page)]
    ['Menu']
    """
    spans: list[LabelledSpan] = []
    end_of_last = 0
    for element in tree.root.iter("*"):
        if local_name(element) in _WHOLE_PAGE or not _is_hidden(element):
            continue
        extent = tree.extents[element]
        if end_of_last <= extent.start < extent.end:
            spans.append(LabelledSpan(extent.start, extent.end, HIDDEN_FRAME))
            end_of_last = extent.end
    return spans


def _is_hidden(element: Any) -> bool:
    """Return whether an element itself says that no reader sees it."""
    hidden = element.get("hidden")
    # A browser shows what is "until-found" to a reader who searches for it.
    if hidden is not None and hidden.strip().lower() != "until-found":
        return True
    style = element.get("style") or ""
    return _IS_HIDDEN.search(style) is not None


def _add_span(
    spans: list[LabelledSpan], text: str, start: int, end: int, label: str
) -> None:
    """Add a span without the blanks around it; join it to the last of its label."""
    if start >= end:
        return
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    if start >= end:
        return
    if spans and spans[-1].label == label:
        last = spans[-1]
        if not text[last.end : start].strip():
            spans[-1] = LabelledSpan(last.start, end, label)
            return
    spans.append(LabelledSpan(start, end, label))


def _spans_by_name(
    tree: TreeText, kept_starts: Sequence[int], kept: Sequence[LabelledSpan]
) -> list[LabelledSpan]:
    """Return the stretches of text that the markup names, apart and in order.

    The innermost name counts. An element that holds a part of the article is no frame,
    whatever its name.
    """
    spans: list[LabelledSpan] = []
    open_spans: list[LabelledSpan] = []
    position = 0
    for element in tree.root.iter("*"):
        label = _label_of(element)
        if not label:
            continue
        extent = tree.extents[element]
        if extent.start == extent.end:
            continue
        index = bisect_right(kept_starts, extent.end - 1) - 1
        if index >= 0 and kept[index].end > extent.start:
            continue
        while open_spans and open_spans[-1].end <= extent.start:
            closed = open_spans.pop()
            _cut_span(spans, max(position, closed.start), closed)
            position = max(position, closed.end)
        if open_spans and label in _WEAK_LABELS:
            continue
        if open_spans:
            around = open_spans[-1]
            before = LabelledSpan(around.start, extent.start, around.label)
            _cut_span(spans, max(position, around.start), before)
        position = max(position, extent.start)
        open_spans.append(LabelledSpan(extent.start, extent.end, label))
    while open_spans:
        closed = open_spans.pop()
        _cut_span(spans, max(position, closed.start), closed)
        position = max(position, closed.end)
    return spans


def _cut_span(spans: list[LabelledSpan], start: int, span: LabelledSpan) -> None:
    """Add what is left of a span from `start` on."""
    if start < span.end:
        spans.append(LabelledSpan(start, span.end, span.label))


def _label_of(element: Any) -> str:
    """Return what an element is called in the markup, or ``""``."""
    name = local_name(element)
    if name in _WHOLE_PAGE:
        return ""
    if _is_hidden(element):
        return HIDDEN_FRAME
    role = element.get("role") or ""
    label = _LABEL_OF_ROLE.get(role, "") or _LABEL_OF_ELEMENT.get(name, "")
    if label and label != "sidebar":
        return label
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    for part in _NAMED_PARTS:
        if part.words.search(names):
            return part.label
    return label
