"""The whole text of a marked-up file, and where in it each element stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from discourse.optional_packages import check_extra
from discourse.text_extraction.extracted_text import ExtractionError
from discourse.text_extraction.html_tree import parse_html_tree

__all__ = [
    "Display",
    "ElementDisplays",
    "TreeExtent",
    "TreeText",
    "lay_out_tree",
    "local_name",
    "parse_html",
    "parse_xml",
]

# --------------------------------------------------------------------------------------
# How elements are shown

# "paragraph": on lines of its own, with a blank line before and after; "line": on lines
# of its own; "cell": a tab before it, if a cell of the same row stands before it;
# "break": a line end; "rule": a blank line; "verbatim": a paragraph whose blanks and
# line ends are kept; "blank": a blank; "joined": no blank, even where one stands; "left
# out": its text is not in the text; "inline": nothing.
Display = Literal[
    "paragraph",
    "line",
    "cell",
    "break",
    "rule",
    "verbatim",
    "blank",
    "joined",
    "left out",
    "inline",
]

_PARAGRAPHS = (
    "address article aside blockquote center dir dl fieldset figure footer form h1 h2 "
    "h3 h4 h5 h6 header hgroup main menu nav noscript ol p search section table ul"
)
_LINES = (
    "body button caption dd details dialog div dt figcaption frameset html iframe "
    "legend li optgroup option select summary tbody textarea tfoot thead tr"
)
# Programs, styles, what only the title bar of a window shows, and what stands in a page
# as markup that no browser shows.
_LEFT_OUT = (
    "base datalist iframe link meta noembed noframes script style template title"
)
_PARAGRAPH: Display = "paragraph"
_LINE: Display = "line"
_CELL: Display = "cell"
_VERBATIM: Display = "verbatim"
_OUT: Display = "left out"
_BREAK: Display = "break"
_RULE: Display = "rule"
_HTML_DISPLAYS: Mapping[str, Display] = MappingProxyType(
    dict.fromkeys(_PARAGRAPHS.split(), _PARAGRAPH)
    | dict.fromkeys(_LINES.split(), _LINE)
    | dict.fromkeys(("td", "th"), _CELL)
    | dict.fromkeys(("pre", "listing", "plaintext", "xmp"), _VERBATIM)
    | dict.fromkeys(_LEFT_OUT.split(), _OUT)
    | {"br": _BREAK, "hr": _RULE}
)

# In XML of any kind: names that many vocabularies use for a part of a line. Any other
# element has a line of its own, unless it stands between words.
_XML_INLINE_NAMES = (
    "a abbr b bold c code em emph emphasis foreign g hi highlight hlt i italic italics "
    "link lang mark name ph q quote ref rs small span strong sub sup superscript term "
    "u underline w xref"
)
_XML_INLINE = frozenset(_XML_INLINE_NAMES.split())
_XML_BREAKS = frozenset(["br", "lb"])


def local_name(element: Any) -> str:
    """Return the name of an element without its namespace; ``""`` for a comment."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2]


# --------------------------------------------------------------------------------------
# The text


@dataclass(frozen=True)
class TreeExtent:
    """Where the text of an element begins and ends, as a half-open span."""

    start: int
    end: int


@dataclass(frozen=True, eq=False)
class TreeText:
    """The whole text of a marked-up file.

    Attributes
    ----------
    text : str
        Block elements stand on lines of their own. Lines have no blanks at their
        beginning and end.
    root : element of lxml
    extents : mapping of element to TreeExtent
        Of every element of the tree, and of every comment: where its text begins and
        ends in `text`, without the blanks around it. An element without text has an
        empty extent, at the end of the text before it.
    is_repaired : bool
        Whether the tree differs from what the parser makes of the file by itself.
    """

    text: str
    root: Any
    extents: Mapping[Any, TreeExtent]
    is_repaired: bool = False

    def text_of(self, element: Any) -> str:
        """Return the text of an element of the tree."""
        extent = self.extents[element]
        return self.text[extent.start : extent.end]


_BLANKS = re.compile("[ \t\n\r\f]+")
_LINE_ENDS = re.compile("\r\n?|\f")
_SOFT_BLANKS = " \xa0"  # what is not kept at the beginning and the end of a line


class _TextLayout:
    """A text that grows as the elements of a tree are walked through.

    Blanks are collapsed as a browser does it. What separates two pieces of text is
    written when the second comes, so the text ends without blanks.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts: list[int] = []  # where each piece of text begins
        self._blank = ""  # blanks to be written before the next piece
        self._has_tab = False  # whether a tab is to be written
        self._line_ends = 0  # line ends to be written
        self._length = 0

    @property
    def piece_count(self) -> int:
        """The number of pieces of text so far."""
        return len(self._starts)

    def extent_since(self, piece_count: int) -> TreeExtent:
        """Return where the text stands that came after the first so many pieces."""
        if piece_count == len(self._starts):
            return TreeExtent(self._length, self._length)
        return TreeExtent(self._starts[piece_count], self._length)

    def text(self) -> str:
        """Return the text so far."""
        return "".join(self._parts)

    def add_text(self, text: str) -> None:
        """Add text whose blanks are collapsed."""
        collapsed = _BLANKS.sub(" ", text)
        without_left = collapsed.lstrip(_SOFT_BLANKS)
        left_length = len(collapsed) - len(without_left)
        self._add_blank(collapsed[:left_length])
        core = without_left.rstrip(_SOFT_BLANKS)
        if not core:
            return
        self._write(core)
        self._add_blank(without_left[len(core) :])

    def add_verbatim(self, text: str) -> None:
        """Add text whose blanks and line ends are kept."""
        lines = _LINE_ENDS.sub("\n", text).split("\n")
        for number, line in enumerate(lines):
            if number:
                self._line_ends += 1
                self._blank = ""
            core = line.rstrip()
            if core:
                self._write(core)
                self._blank = line[len(core) :]
            elif number == 0:
                self._blank += line

    def add_break(self) -> None:
        """End the line; a second end makes a blank line."""
        self._line_ends = min(self._line_ends + 1, 2)
        self._blank = ""

    def end_line(self, *, line_ends: int = 1) -> None:
        """End the line if there is one; with two, leave a blank line."""
        self._line_ends = max(self._line_ends, line_ends)
        self._blank = ""

    def end_cell(self) -> None:
        """Write a tab before the next piece of text, if it stands on the same line."""
        self._has_tab = True
        self._blank = ""

    def add_blank(self) -> None:
        """Write a blank before the next piece of text, if it stands on the same line."""
        self._add_blank(" ")

    def drop_blank(self) -> None:
        """Write no blank before the next piece of text."""
        self._blank = ""

    def _add_blank(self, blank: str) -> None:
        if " " in blank or " " in self._blank:
            self._blank = " "
        else:
            self._blank += blank  # no-break spaces alone stay as they are

    def _write(self, piece: str) -> None:
        """Write what separates a piece from the text before it, and the piece."""
        separator = self._blank
        if self._line_ends:
            separator = "\n" * self._line_ends
        elif self._has_tab:
            separator = "\t"
        if not self._parts:
            separator = ""
        self._parts.append(separator)
        self._parts.append(piece)
        self._length += len(separator)
        self._starts.append(self._length)
        self._length += len(piece)
        self._blank = ""
        self._has_tab = False
        self._line_ends = 0


# --------------------------------------------------------------------------------------
# From a tree to its text


class _TreeWalk:
    """The walk through a tree that writes its text and notes its extents."""

    def __init__(self, root: Any, displays: ElementDisplays) -> None:
        self._root = root
        self._displays = displays
        self._layout = _TextLayout()
        self._extents: dict[Any, TreeExtent] = {}
        self._piece_counts: list[int] = []  # of the open elements, at their beginning
        self._depth_left_out = 0  # open elements, from the one that is left out on
        self._depth_verbatim = 0  # open elements that keep their blanks

    def tree_text(self, *, is_repaired: bool) -> TreeText:
        """Walk through the tree, and return its text."""
        from lxml import etree

        events = ("start", "end", "comment", "pi")
        for event, node in etree.iterwalk(self._root, events=events):
            if event == "start":
                self._enter(node)
            elif event == "end":
                self._leave(node)
            else:
                count = self._layout.piece_count
                self._extents[node] = self._layout.extent_since(count)
                self._add_text(node.tail)
        return TreeText(
            text=self._layout.text(),
            root=self._root,
            extents=MappingProxyType(self._extents),
            is_repaired=is_repaired,
        )

    def _enter(self, element: Any) -> None:
        display = self._displays.display_of(element)
        if self._depth_left_out or display == "left out":
            self._depth_left_out += 1
        self._separate(display)
        self._piece_counts.append(self._layout.piece_count)
        text = self._displays.text_of(element)
        if display == "verbatim":
            self._depth_verbatim += 1
            # A browser passes over the line end behind <pre>.
            text = text.removeprefix("\r").removeprefix("\n")
        self._add_text(text)

    def _leave(self, element: Any) -> None:
        piece_count = self._piece_counts.pop()
        self._extents[element] = self._layout.extent_since(piece_count)
        display = self._displays.display_of(element)
        if display == "verbatim":
            self._depth_verbatim -= 1
        if display not in ("break", "rule"):
            self._separate(display)
        if self._depth_left_out:
            self._depth_left_out -= 1
        if element is not self._root:
            tail = self._displays.tail_of(element)
            self._add_text(tail.lstrip() if display == "joined" else tail)

    def _separate(self, display: Display) -> None:
        """Separate what comes next from what came before, at the edge of an element."""
        if self._depth_left_out:
            return
        if display in ("paragraph", "verbatim", "rule"):
            self._layout.end_line(line_ends=2)
        elif display == "line":
            self._layout.end_line()
        elif display == "cell":
            self._layout.end_cell()
        elif display == "break":
            self._layout.add_break()
        elif display == "blank":
            self._layout.add_blank()
        elif display == "joined":
            self._layout.drop_blank()

    def _add_text(self, text: str | None) -> None:
        if not text or self._depth_left_out:
            return
        if self._depth_verbatim:
            self._layout.add_verbatim(text)
        else:
            self._layout.add_text(text)


class ElementDisplays:
    """How the elements of a web page are shown.

    Other kinds of files have classes of their own, derived from this one.
    """

    def display_of(self, element: Any) -> Display:
        """Return how an element is shown."""
        return _HTML_DISPLAYS.get(element.tag, "inline")

    def text_of(self, element: Any) -> str:
        """Return the text before the first child of an element."""
        return element.text or ""

    def tail_of(self, element: Any) -> str:
        """Return the text behind an element, up to the next one."""
        return element.tail or ""


class _XmlDisplays(ElementDisplays):
    """How the elements of an XML file are shown whose vocabulary is not known.

    An element is part of a line if its name is one that many vocabularies use so, or if
    it stands between words.
    """

    def __init__(self, root: Any) -> None:
        self._are_between_words: dict[Any, bool] = {}
        for element in root.iter("*"):
            self._are_between_words[element] = _has_own_words(element)

    def display_of(self, element: Any) -> Display:
        """Return how an element is shown."""
        name = local_name(element)
        if name in _XML_BREAKS:
            return "break"
        parent = element.getparent()
        is_between_words = parent is not None and self._are_between_words[parent]
        if is_between_words or name in _XML_INLINE:
            return "inline"
        return "line"


def _has_own_words(element: Any) -> bool:
    """Return whether words stand in an element beside its children."""
    if element.text and not element.text.isspace():
        return True
    return any(child.tail and not child.tail.isspace() for child in element)


def lay_out_tree(root: Any, displays: ElementDisplays) -> TreeText:
    r"""Return the text of a tree whose elements are shown in a way of their own.

    Parameters
    ----------
    root : element of lxml
    displays : ElementDisplays

    Returns
    -------
    TreeText

    Examples
    --------
    >>> from lxml import etree
    >>> lay_out_tree(etree.fromstring("<p>a<br/>b</p>"), ElementDisplays()).text
    'a\nb'
    """
    walk = _TreeWalk(root, displays)
    return walk.tree_text(is_repaired=False)


# --------------------------------------------------------------------------------------
# From a file to its text


def parse_html(markup: str) -> TreeText:
    r"""Return the whole text of a web page, and where its elements stand in it.

    Scripts, styles, templates and the title of the window are left out, and so are the
    texts that stand for pictures. What a style sheet hides is in the text.

    Parameters
    ----------
    markup : str
        The file, decoded.

    Returns
    -------
    TreeText

    Raises
    ------
    ExtractionError
        There is neither an element nor a text in the file.

    Examples
    --------
    >>> page = parse_html("<h1>Title</h1><p>One <b>word</b><br>and more")
    >>> page.text
    'Title\n\nOne word\nand more'
    >>> page.text_of(page.root.find(".//b"))
    'word'
    """
    tree = parse_html_tree(markup)
    walk = _TreeWalk(tree.root, ElementDisplays())
    return walk.tree_text(is_repaired=tree.is_repaired)


_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_SAVE_AGAIN = (
    "Look whether the file opens in a browser; save it again from its source, or save "
    "its text as plain text in UTF-8."
)


def parse_xml(data: str | bytes) -> TreeText:
    r"""Return the whole text of an XML file, and where its elements stand in it.

    Entities are not replaced, and nothing is loaded from elsewhere. An element stands
    on a line of its own unless it stands between words, or has a name such as ``hi``.

    Parameters
    ----------
    data : str or bytes
        The file. Bytes are decoded as the file declares.

    Returns
    -------
    TreeText

    Raises
    ------
    ExtractionError
        The file is no well-formed XML, or it declares or uses entities.

    Examples
    --------
    >>> file = parse_xml("<a><t>Title</t><p>One <x>word</x></p></a>")
    >>> file.text
    'Title\nOne word'
    """
    check_extra("XML files", "lxml")
    from lxml import etree

    if isinstance(data, str):
        # What the declaration says of the encoding holds no longer.
        text = _XML_DECLARATION.sub("", data.removeprefix("\ufeff"), count=1)
        data = text.encode("utf-8", "replace")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = f"it is no well-formed XML: {_first_line(str(error))}."
        raise ExtractionError("markup", reason, _SAVE_AGAIN) from error
    _refuse_entities(root)
    walk = _TreeWalk(root, _XmlDisplays(root))
    return walk.tree_text(is_repaired=False)


def _first_line(message: str) -> str:
    """Return the first line of a message of libxml2, without what only it can read."""
    lines = message.strip().splitlines() or ["the parser gives no reason"]
    return lines[0].removesuffix(".").replace(" (<string>, line ", " (line ")


def _refuse_entities(root: Any) -> None:
    """Raise an error if a file declares entities of its own, or uses such."""
    from lxml import etree

    document_type = root.getroottree().docinfo.internalDTD
    declared_names = []
    if document_type is not None:
        declared_names = [entity.name for entity in document_type.iterentities()]
    used_names = [node.name for node in root.iter(etree.Entity)]
    names = declared_names + used_names
    if not names:
        return
    raise ExtractionError(
        "markup",
        f"it has entities of its own (&{names[0]};), which are not read, since they "
        "can stand for anything, and for too much.",
        "Let the program that made the file replace the entities by what they stand "
        "for, and save it again.",
    )
