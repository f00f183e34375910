"""Find elements of a page by their names and classes, and their texts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from discourse.text_extraction.tree_text import TreeExtent, TreeText, local_name

__all__ = [
    "TextLine",
    "ancestor_with_class",
    "classes_of",
    "descendants_with_class",
    "has_class",
    "line_of",
    "lines_of",
    "name_of",
]


def name_of(element: Any) -> str:
    """Return the name of an element in small letters, without its namespace.

    The name of a comment is ``""``.
    """
    return local_name(element).lower()


def classes_of(element: Any) -> list[str]:
    """Return the classes of an element, in small letters; none of a comment."""
    if not isinstance(element.tag, str):
        return []
    return (element.get("class") or "").lower().split()


def has_class(element: Any, names: Collection[str]) -> bool:
    """Return whether an element has one of the classes `names`."""
    return any(name in names for name in classes_of(element))


def descendants_with_class(element: Any, *names: str) -> Iterator[Any]:
    """Yield the elements inside `element` that have one of the classes `names`."""
    for descendant in element.iterdescendants():
        if has_class(descendant, names):
            yield descendant


def ancestor_with_class(element: Any, name: str) -> Any:
    """Return the nearest element around `element` with a class; ``None`` without."""
    for ancestor in element.iterancestors():
        if has_class(ancestor, (name,)):
            return ancestor
    return None


def line_of(tree: TreeText, element: Any) -> str:
    """Return the text of an element on one line."""
    return " ".join(tree.text_of(element).split())


@dataclass(frozen=True)
class TextLine:
    """A line of the text of a page, without the blanks around it.

    Attributes
    ----------
    start, end : int
    text : str
        With single blanks.
    """

    start: int
    end: int
    text: str


def lines_of(tree: TreeText, extent: TreeExtent) -> Iterator[TextLine]:
    """Yield the lines of a stretch of the text, without the empty ones."""
    text = tree.text[extent.start : extent.end]
    start = extent.start
    for line in text.split("\n"):
        without_left = line.lstrip()
        if without_left:
            left_length = len(line) - len(without_left)
            right_length = len(line.rstrip())
            words = " ".join(line.split())
            yield TextLine(start + left_length, start + right_length, words)
        start += len(line) + 1  # with the line end
