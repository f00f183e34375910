"""A web page as a tree, whatever its markup is like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from discourse.optional_packages import check_extra
from discourse.text_extraction.extracted_text import ExtractionError

__all__ = ["MAX_DEPTH", "HtmlTree", "parse_html_tree"]

# Elements deeper than this stand beside their parents and not inside them, so that no
# page of thousands of unclosed tags is cut off or too deep for the programs that read
# the tree.
MAX_DEPTH = 250

# What XML does not allow in a text, and lxml therefore refuses.
_NOT_ALLOWED = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, eq=False)
class HtmlTree:
    """A page as a tree.

    Attributes
    ----------
    root : element of lxml
        The element ``html``.
    is_repaired : bool
        Whether the tree differs from what libxml2 makes of the page: because content
        follows the end of the page, or elements are nested too deep.
    """

    root: Any
    is_repaired: bool


def parse_html_tree(markup: str) -> HtmlTree:
    """Return a page as a tree with one root, ``html``.

    Content behind ``</html>``, and the content of a second page in the same file, is
    put into the first body. Elements nested deeper than `MAX_DEPTH` are put beside
    their parents.

    Parameters
    ----------
    markup : str
        The whole file, decoded.

    Returns
    -------
    HtmlTree

    Raises
    ------
    ExtractionError
        There is neither an element nor a text in the file.

    Examples
    --------
    >>> tree = parse_html_tree("<p>One</html><p>Two")
    >>> [element.text for element in tree.root.iter("p")], tree.is_repaired
    (['One', 'Two'], True)
    """
    check_extra("Web pages", "lxml")
    from lxml import etree
    from lxml import html as lxml_html

    builder = _TreeBuilder(etree, lxml_html)
    # The encoding is given, so that what the page declares is not used a second time.
    parser = lxml_html.HTMLParser(encoding="utf-8", target=builder, huge_tree=True)
    markup = markup.removeprefix("\ufeff")
    data = _without_forbidden(markup).encode("utf-8")
    try:
        parser.feed(data)
        parser.close()
    except etree.LxmlError:
        # A file of nothing but blanks, comments or broken tags.
        builder.flush_text()
    if builder.root is None:
        raise ExtractionError(
            "no text",
            "it holds no element and no text.",
            "Look into it with an editor; if it should be empty, take it out.",
        )
    return HtmlTree(builder.root, builder.is_repaired)


def _without_forbidden(text: str) -> str:
    """Return a text with the replacement character for what XML does not allow."""
    return _NOT_ALLOWED.sub(_REPLACEMENT, text)


class _TreeBuilder:
    """A target of lxml's parser: it makes a tree of the tags that come.

    The parser has closed what was not closed and opened what was not opened. Its own
    tree is not used: it ends where elements are nested too deep, and has a second root
    where content follows the end of the page.
    """

    def __init__(self, etree: Any, lxml_html: Any) -> None:
        self._etree = etree
        self._make_element = lxml_html.HTMLParser().makeelement
        self.root: Any = None
        self.is_repaired = False
        # What is open as the parser sees it: its name, or None if it was passed over.
        self._open_elements: list[Any] = []
        self._parts_of_text: list[str] = []
        self._body: Any = None
        self._parent: Any = None  # the element that the next one is put into
        self._last_child: Any = None  # its last child; text goes behind it
        # Whether the last child is open, but is too deep to be a parent.
        self._is_in_last_child = False

    # The names of these five are those that lxml calls.

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        is_second = self.root is not None and tag == "html"
        is_second = is_second or (self._body is not None and tag == "body")
        if is_second:
            self._pass_over_second()
            return
        self.flush_text()
        self._is_in_last_child = False
        if self.root is None:
            self._start_root(attributes if tag == "html" else {})
            if tag == "html":
                self._open_elements.append(None)
                return
        element = self._add_element(tag, attributes)
        if len(self._open_elements) > MAX_DEPTH:
            # It stands beside its parent, as far as the tree can tell.
            self.is_repaired = True
            self._open_elements.append(None)
            self._last_child = element
            self._is_in_last_child = True
            return
        self._open_elements.append(element)
        if tag == "body":
            self._body = element
        self._parent = element
        self._last_child = None

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        element = self._open_elements.pop() if self._open_elements else None
        if tag in ("html", "body"):
            return  # what follows the end of the page still belongs to it
        self.flush_text()
        self._is_in_last_child = False
        if element is None:
            return
        self._last_child = element
        self._parent = element.getparent()

    def data(self, text: str) -> None:
        """Take a piece of text."""
        self._parts_of_text.append(text)

    def comment(self, text: str) -> None:
        """Take a comment."""
        self.flush_text()
        if self._parent is None:
            return  # before the page begins
        # Two hyphens in a row would end the comment, and lxml refuses them.
        harmless_text = _without_forbidden(text).replace("-", " ")
        node = self._etree.Comment(harmless_text)
        self._parent.append(node)
        self._last_child = node
        self._is_in_last_child = False

    def close(self) -> None:
        """Take the end of the file."""
        self.flush_text()

    def flush_text(self) -> None:
        """Put the text that came since the last tag into the tree."""
        if not self._parts_of_text:
            return
        text = _without_forbidden("".join(self._parts_of_text))
        self._parts_of_text = []
        if self.root is None:
            if not text.strip():
                return
            self._start_root({})
        if self._is_in_last_child:
            self._last_child.text = (self._last_child.text or "") + text
        elif self._last_child is not None:
            self._last_child.tail = (self._last_child.tail or "") + text
        else:
            self._parent.text = (self._parent.text or "") + text

    def _pass_over_second(self) -> None:
        """Take the beginning of a second ``html`` or ``body``: it opens nothing."""
        self.is_repaired = True
        self._open_elements.append(None)
        if self._body is None or self._parent is self._body:
            return
        self.flush_text()
        self._is_in_last_child = False
        self._parent = self._body
        self._last_child = self._body[-1] if len(self._body) else None

    def _start_root(self, attributes: Mapping[str, str]) -> None:
        """Make the element ``html``."""
        self.root = self._make_element("html")
        self._parent = self.root
        self._set_attributes(self.root, attributes)

    def _add_element(self, tag: str, attributes: Mapping[str, str]) -> Any:
        """Return a new last child of the parent."""
        try:
            element = self._etree.SubElement(self._parent, tag)
        except ValueError:
            # lxml refuses names such as "a<b".
            element = self._etree.SubElement(self._parent, "span")
        self._set_attributes(element, attributes)
        return element

    def _set_attributes(self, element: Any, attributes: Mapping[str, str]) -> None:
        """Set the attributes of an element, without those that lxml refuses."""
        for name, value in attributes.items():
            try:
                element.set(name, _without_forbidden(value or ""))
            except ValueError:
                continue  # a name such as <p "quoted">
