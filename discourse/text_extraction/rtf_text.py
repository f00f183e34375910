"""The text of RTF files: paragraphs and tables in their order, notes apart."""

from __future__ import annotations

import codecs
import copy
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from discourse.corpus.reading_notes import Oddity
from discourse.optional_packages import check_extra
from discourse.spans import LabelledSpan
from discourse.text_extraction.extracted_text import (
    FOOTNOTE_LAYER,
    TABLE_LAYER,
    ExtractedText,
    ExtractionError,
    describe_left_out,
    line_of_cells,
    pictures_only_error,
)
from discourse.text_extraction.office_properties import described_properties
from discourse.text_extraction.rtf_tokens import (
    CodePages,
    Token,
    is_raw_utf8,
    tokenise_rtf,
)
from discourse.validation import count_of

__all__ = ["read_rtf"]

_RTF_START = b"{\\rtf"
_OTHER_FORMATS = (
    (b"PK\x03\x04", "a ZIP archive or a file of Word, Excel or LibreOffice"),
    (b"\xd0\xcf\x11\xe0", "a file of the Office programs before 2007"),
    (b"%PDF-", "a PDF file"),
)
_MOST_OPEN_GROUPS = 10_000  # a file that opens more is made to fill the memory

# Special characters that striprtf does not have, or has otherwise.
_MORE_CHARACTERS = MappingProxyType(
    {
        "cell": "",
        "column": "\n",
        "lbr": "\n",
        "ltrmark": "\N{LEFT-TO-RIGHT MARK}",
        "nestcell": "\t",
        "rtlmark": "\N{RIGHT-TO-LEFT MARK}",
        "softline": "\n",
        "zwbo": "\N{ZERO WIDTH SPACE}",
        "zwj": "\N{ZERO WIDTH JOINER}",
        "zwnbo": "\N{WORD JOINER}",
        "zwnj": "\N{ZERO WIDTH NON-JOINER}",
    }
)
# Destinations that striprtf does not have. The first two hold the number of a
# paragraph, for programs that cannot count.
_MORE_DESTINATIONS = frozenset(["listtext", "pntext", "nonshppict"])
# What is not read, nor anything inside it, with the word for it.
_LEFT_OUT = MappingProxyType(
    {
        "annotation": "comment",
        "footer": "page footer",
        "footerf": "page footer",
        "footerl": "page footer",
        "footerr": "page footer",
        "header": "page header",
        "headerf": "page header",
        "headerl": "page header",
        "headerr": "page header",
        "mmath": "formula",
        "nonshppict": "",  # the same picture once more, for old programs
        "pict": "picture",
        "shprslt": "",  # the same text box once more
    }
)
_NUMBER = "number"  # of a paragraph, among what is left out
_NUMBERED_WORDS = frozenset(["listtext", "pntext"])
_PROPERTIES = MappingProxyType({"author": "author", "title": "title"})
_FIRST_LOW_SURROGATE = 0xDC00
_LAST_SURROGATE = 0xDFFF
_FIRST_HIGH_SURROGATE = 0xD800
_UNIT_RANGE = 0x10000  # RTF writes code units as signed numbers of 16 bits
_LAST_CODE_POINT = 0x10FFFF


def read_rtf(data: bytes) -> ExtractedText:
    r"""Read the text of an RTF file.

    Each paragraph is a line, also where it is empty; ``\line`` ends a line. A row of a
    table is a line, its cells apart by tabs; a cell of several paragraphs has one line
    for each, and the next cell a new one. What stands in a text box follows the
    paragraph that it is fixed to. A footnote is called by its number in square
    brackets; all notes follow the text, each with its number before it.

    What is not read is named in ``losses``: hidden and deleted text, comments, page
    headers and footers, pictures, and the numbers of numbered paragraphs.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    ExtractedText
        Layers: the tables and the notes.

    Raises
    ------
    ExtractionError
        The file is no RTF file, or holds pictures only.
    MissingExtraError
        striprtf is not installed.

    Examples
    --------
    >>> read_rtf(rb"{\rtf1\ansi\ansicpg1251 \'cc\'e8\'f0\par}").text
    'Мир\n'
    """
    check_extra("RTF files", "striprtf")
    from striprtf import _version

    data = _from_first_bracket(data)
    reader = _RtfReader.of_package()
    markup = data.decode("latin-1")
    if is_raw_utf8(data):
        reader.is_unicode = True
        markup = data.decode("utf-8")
    for token in tokenise_rtf(markup):
        reader.take(token)
        if reader.has_ended:
            break
    reader.end()
    body = reader.body
    body.end()
    _add_notes(body, reader.notes)
    text = "".join(body.parts)
    if not text.strip() and reader.left_out["picture"]:
        raise pictures_only_error()
    layers = {}
    if body.tables:
        layers[TABLE_LAYER] = tuple(body.tables)
    if body.notes:
        layers[FOOTNOTE_LAYER] = tuple(body.notes)
    return ExtractedText(
        text,
        metadata=_metadata_of(reader),
        layers=layers,
        oddities=_oddities_of(reader),
        losses=_losses_of(reader),
        reader=f"striprtf {_version.__version__}",
    )


def _from_first_bracket(data: bytes) -> bytes:
    """Return RTF without a byte order mark and blanks before it, which are no text.

    Raises
    ------
    ExtractionError
        The bytes do not begin as RTF. The message says what they are.
    """
    markup = data.removeprefix(codecs.BOM_UTF8).lstrip()
    if markup.startswith(_RTF_START):
        return markup
    reason = "it is no RTF file, or a damaged one."
    remedy = "Get a new copy of the file."
    for first_bytes, words in _OTHER_FORMATS:
        if data.startswith(first_bytes):
            reason = f"it is no RTF file, but {words}."
            remedy = "Give it the ending of its format."
    raise ExtractionError("damaged", reason, remedy)


# --------------------------------------------------------------------------------------
# What is written


@dataclass
class _RtfText:
    """The text of a document, a note or a text box while it is put together.

    Attributes
    ----------
    parts : list of str
        The text so far, piece by piece; without the row that is open.
    length : int
        Its characters.
    row : list of str or None
        The cells of the row that is open.
    cell : list of str
        The pieces of the cell that is open.
    boxes : list of str
        Text boxes met in the paragraph that is read; they follow it.
    tables, notes : list of LabelledSpan
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    row: list[str] | None = None
    cell: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    tables: list[LabelledSpan] = field(default_factory=list)
    notes: list[LabelledSpan] = field(default_factory=list)

    def write(self, characters: str) -> None:
        """Add characters to the text, or to the cell that is open."""
        if not characters:
            return
        if self.row is not None:
            self.cell.append(characters)
            return
        self.parts.append(characters)
        self.length += len(characters)

    def end_line(self) -> None:
        """End the last line if it has not ended."""
        pieces = self.parts if self.row is None else self.cell
        if pieces and not pieces[-1].endswith("\n"):
            self.write("\n")

    def end_paragraph(self) -> None:
        """End a paragraph, and add the text boxes that are fixed to it."""
        self.write("\n")
        for box in self.boxes:
            self.write(box)
        self.boxes = []

    def begin_row(self) -> None:
        """Begin a row of a table, unless one is open."""
        if self.row is None:
            self.end_line()
            self.row = []

    def end_cell(self) -> None:
        """End a cell."""
        self.begin_row()
        if self.row is not None:
            text = "".join(self.cell)
            self.row.append(text.strip("\n"))
        self.cell = []

    def end_nested_row(self) -> None:
        """End a row of a table in a cell: its last tab becomes a line end."""
        if self.cell and self.cell[-1] == "\t":
            self.cell.pop()
        self.write("\n")

    def end_row(self) -> None:
        """Add the row that is open as a line, and what follows its last cell."""
        cells = self.row
        rest = "".join(self.cell)
        self.row = None
        self.cell = []
        if cells:
            start = self.length
            self.write(line_of_cells(cells))
            self._extend_tables(start)
        self.write(rest)

    def _extend_tables(self, start: int) -> None:
        """Note that a row lies between `start` and the end: a table goes on or begins."""
        if self.tables and self.tables[-1].end == start:
            table = self.tables.pop()
            self.tables.append(LabelledSpan(table.start, self.length, table.label))
        else:
            label = str(len(self.tables) + 1)
            self.tables.append(LabelledSpan(start, self.length, label))

    def end(self) -> None:
        """End the text: nothing stays open."""
        if self.row is not None:
            self.end_row()
        self.end_line()
        for box in self.boxes:
            self.write(box)
        self.boxes = []


# --------------------------------------------------------------------------------------
# What is read


@dataclass
class _Group:
    """What holds inside a pair of brackets.

    Attributes
    ----------
    target : _RtfText
        Where text goes.
    role : {'', 'text box', 'creatim'}
        What the group is, if something is done with what is in it: a text box, or the
        date on which the file was made.
    is_skipped : bool
        Whether its text is no text of the document.
    is_sealed : bool
        Whether nothing inside it is text either.
    is_skipped_outside : bool
        Whether text is skipped around the group.
    was_skipped : bool
        Whether text was skipped before the group of two forms that this is in.
    property_name : str
        Which property of the file it holds.
    font : int or None
    is_hidden, is_deleted, is_in_table, is_font_table : bool
    bytes_after_unicode : int
        How many bytes stand after a character, for programs that do not know it.
    """

    target: _RtfText
    role: str = ""
    is_skipped: bool = False
    is_sealed: bool = False
    is_skipped_outside: bool = False
    was_skipped: bool = False
    property_name: str = ""
    font: int | None = None
    is_hidden: bool = False
    is_deleted: bool = False
    is_in_table: bool = False
    is_font_table: bool = False
    bytes_after_unicode: int = 1


@dataclass
class _RtfReader:
    """An RTF file while it is read.

    Attributes
    ----------
    characters : mapping of str to str
        Control words and symbols that are characters.
    destinations : frozenset of str
        Control words of groups that hold no text.
    pages : CodePages
    body : _RtfText
    group : _Group
        The group that is open.
    outer_groups : list of _Group
    notes : list of _RtfText
    left_out : Counter
        How often each kind of thing was left out.
    properties : dict of str to str
    pending : list of str
        Text that is not decoded yet, one character a byte.
    bytes_to_skip : int
    high_surrogate : int
        The first half of a character of which the second is to come.
    has_ended : bool
    is_unicode : bool
        Whether what is not escaped is UTF-8, which is against the rules of RTF.
    default_font : int or None
    """

    characters: Mapping[str, str]
    destinations: frozenset[str]
    pages: CodePages
    body: _RtfText = field(default_factory=_RtfText)
    outer_groups: list[_Group] = field(default_factory=list)
    notes: list[_RtfText] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    properties: dict[str, str] = field(default_factory=dict)
    pending: list[str] = field(default_factory=list)
    bytes_to_skip: int = 0
    high_surrogate: int = 0
    has_ended: bool = False
    is_unicode: bool = False
    default_font: int | None = None

    def __post_init__(self) -> None:
        self.group = _Group(self.body)

    @classmethod
    def of_package(cls) -> _RtfReader:
        """Return a reader that knows the words of striprtf."""
        from striprtf import striprtf

        characters = {**striprtf.specialchars, **_MORE_CHARACTERS}
        destinations = frozenset(striprtf.destinations) | _MORE_DESTINATIONS
        pages = CodePages(dict(striprtf.charset_map))
        return cls(characters, destinations, pages)

    def take(self, token: Token) -> None:
        """Take one piece of the file."""
        if token.kind == "text":
            if self.is_unicode and not token.is_escaped and not token.value.isascii():
                self._end_pending()
                self.write(token.value)
            else:
                self._take_text(token.value)
        elif token.kind == "symbol":
            self._take_symbol(token.value)
        elif token.kind == "bracket":
            self._end_pending()
            self.bytes_to_skip = 0
            if token.value == "{":
                self._open_group()
            else:
                self._close_group()
        else:
            self._take_word(token)

    def end(self) -> None:
        """Add what waits, and close the groups that the file leaves open."""
        self._end_pending()
        while self.outer_groups and not self.has_ended:
            self._end_surrogate()
            self._close_text()
            self.group = self.outer_groups.pop()

    def _take_text(self, characters: str) -> None:
        """Take text, one character a byte."""
        if self.bytes_to_skip:
            skipped = min(self.bytes_to_skip, len(characters))
            self.bytes_to_skip -= skipped
            characters = characters[skipped:]
        if characters:
            self.pending.append(characters)

    def _take_symbol(self, symbol: str) -> None:
        """Take a control symbol, such as a bracket that is text."""
        if symbol in "\\{}":
            # It may be the second byte of a character.
            self._take_text(symbol)
        elif self.bytes_to_skip:
            self.bytes_to_skip -= 1
        elif symbol == "*":
            self._end_pending()
            self.group.is_skipped = True
        elif symbol in "\r\n":
            self._end_pending()
            self._end_paragraph()
        else:
            self._end_pending()
            self.write(self.characters.get(symbol, ""))

    def _take_word(self, token: Token) -> None:
        """Take a control word."""
        word = token.value
        number = token.number
        if self.bytes_to_skip and word in self.characters:
            self.bytes_to_skip -= 1
            return
        self._end_pending()
        if word != "u":
            self._end_surrogate()
            self.bytes_to_skip = 0
        action = _ACTIONS.get(word)
        if action is not None:
            action(self, number)
        elif word in _LEFT_OUT:
            self._leave_out(_LEFT_OUT[word])
        elif word in self.destinations:
            self.group.is_skipped = True
            if word in _NUMBERED_WORDS and not self.group.is_sealed:
                self.left_out[_NUMBER] += 1
            self._begin_property(_PROPERTIES.get(word, ""))
        elif word in self.characters:
            self.write(self.characters[word])

    def _begin_property(self, name: str) -> None:
        """Expect a property of the file; a second form of it replaces the first."""
        self.group.property_name = name
        if name:
            self.properties[name] = ""

    def _leave_out(self, noun: str) -> None:
        """Skip the group that is open, and all that is in it."""
        if not self.group.is_sealed and noun:
            self.left_out[noun] += 1
        self.group.is_skipped = True
        self.group.is_sealed = True

    # ----------------------------------------------------------------------------------
    # Characters

    def write(self, characters: str) -> None:
        """Add characters, where they are text."""
        group = self.group
        if group.property_name:
            known = self.properties.get(group.property_name, "")
            self.properties[group.property_name] = known + characters
        if group.is_skipped or not characters:
            return
        if group.is_hidden:
            self.left_out["hidden character"] += len(characters)
        elif group.is_deleted:
            self.left_out["deleted character"] += len(characters)
        else:
            group.target.write(characters)

    def _end_pending(self) -> None:
        """Decode the bytes that wait, and add them."""
        if not self.pending:
            return
        characters = "".join(self.pending)
        self.pending = []
        self._end_surrogate()
        is_text = not self.group.is_skipped or self.group.property_name
        if is_text:
            self.write(self.pages.decode(characters, self.group.font))

    def _end_surrogate(self) -> None:
        """Write the sign for a lost character if half of one waits in vain."""
        if self.high_surrogate:
            self.high_surrogate = 0
            self.write("\N{REPLACEMENT CHARACTER}")

    def add_code_unit(self, number: int | None) -> None:
        r"""Add the character of ``\u``, of which there may be two halves."""
        self.bytes_to_skip = self.group.bytes_after_unicode
        if number is None:
            return
        code = number if number >= 0 else number + _UNIT_RANGE
        high = self.high_surrogate
        if high and _FIRST_LOW_SURROGATE <= code <= _LAST_SURROGATE:
            self.high_surrogate = 0
            pair = (high - _FIRST_HIGH_SURROGATE) << 10
            code = _UNIT_RANGE + pair + code - _FIRST_LOW_SURROGATE
        self._end_surrogate()
        if _FIRST_HIGH_SURROGATE <= code < _FIRST_LOW_SURROGATE:
            self.high_surrogate = code
        elif 0 < code <= _LAST_CODE_POINT and not (
            _FIRST_LOW_SURROGATE <= code <= _LAST_SURROGATE
        ):
            self.write(chr(code))
        else:
            self.write("\N{REPLACEMENT CHARACTER}")

    # ----------------------------------------------------------------------------------
    # Groups

    def _open_group(self) -> None:
        """Open a group, in which holds what holds outside it."""
        if len(self.outer_groups) >= _MOST_OPEN_GROUPS:
            raise ExtractionError(
                "markup",
                "its groups stand inside each other too deeply to be read.",
                "Save its text in another format.",
            )
        self.outer_groups.append(self.group)
        self.group = copy.copy(self.group)
        self.group.role = ""
        self.group.is_skipped_outside = self.group.is_skipped

    def _close_group(self) -> None:
        """Close a group, and do what is to be done at its end."""
        if not self.outer_groups:
            return
        self._end_surrogate()
        self._close_text()
        self.group = self.outer_groups.pop()
        self.has_ended = not self.outer_groups

    def _close_text(self) -> None:
        """Keep the text box that ends with the group, if it is one."""
        target = self.group.target
        if self.group.role == "text box":
            target.end()
            text = "".join(target.parts).strip("\n")
            if text:
                self.outer_groups[-1].target.boxes.append(f"{text}\n")

    def open_note(self, _number: int | None) -> None:
        """Begin a footnote or an endnote: its number is added, its text kept."""
        # Some programs mark a footnote as a group that may be skipped.
        if self.group.is_sealed or self.group.is_skipped_outside:
            self.group.is_skipped = True
            return
        self.group.is_skipped = False
        note = _RtfText()
        self.notes.append(note)
        self.write(f"[{len(self.notes)}]")
        self._begin_text(note)

    def open_box(self, _number: int | None) -> None:
        """Begin a text box."""
        if not self.group.is_sealed:
            self._begin_text(_RtfText(), role="text box")

    def _begin_text(self, target: _RtfText, *, role: str = "") -> None:
        """Let the group that is open write to a text of its own."""
        self.group.role = role
        self.group.target = target
        self.group.is_skipped = False
        self.group.is_in_table = False

    def begin_result(self, _number: int | None) -> None:
        """Read what an embedded object shows."""
        if not self.group.is_sealed:
            self.group.is_skipped = False

    def begin_two_forms(self, _number: int | None) -> None:
        r"""Skip the first of two forms of a text; the second, ``\ud``, is read."""
        self.group.was_skipped = self.group.is_skipped
        self.group.is_skipped = True

    def begin_second_form(self, _number: int | None) -> None:
        """Read the second of two forms of a text."""
        if not self.group.is_sealed:
            self.group.is_skipped = self.group.was_skipped

    def begin_info(self, _number: int | None) -> None:
        """Skip what the file says about itself; some of it is kept."""
        self.group.is_skipped = True
        self.group.is_sealed = True

    def begin_creation_date(self, _number: int | None) -> None:
        """Expect the numbers of a date."""
        self.group.is_skipped = True
        self.group.role = "creatim"

    def keep_date_part(self, name: str, number: int | None) -> None:
        """Keep the year, month or day on which the file was made."""
        if self.group.role == "creatim" and number is not None:
            self.properties[name] = str(number)

    # ----------------------------------------------------------------------------------
    # Paragraphs and tables

    @property
    def is_reading(self) -> bool:
        """Whether what stands here is text of the document."""
        group = self.group
        is_kept = not group.is_hidden and not group.is_deleted
        return is_kept and not group.is_skipped

    def _end_paragraph(self, _number: int | None = None) -> None:
        """End a paragraph. One outside a table ends the row that is open."""
        if self.is_reading:
            target = self.group.target
            if target.row is not None and not self.group.is_in_table:
                target.end_row()
            target.end_paragraph()

    def end_page(self, _number: int | None) -> None:
        """End a line at the end of a page or of a section."""
        if self.is_reading:
            self.group.target.end_line()

    def begin_row(self, _number: int | None) -> None:
        """Begin a row of a table."""
        if self.is_reading:
            self.group.is_in_table = True
            self.group.target.begin_row()

    def end_cell(self, _number: int | None) -> None:
        """End a cell of a table."""
        if self.is_reading:
            self.group.target.end_cell()

    def end_row(self, _number: int | None) -> None:
        """End a row of a table."""
        if self.is_reading and self.group.target.row is not None:
            self.group.target.end_row()

    def end_nested_row(self, _number: int | None) -> None:
        """End a row of a table in a cell; the word stands where text is skipped."""
        if not self.group.is_sealed:
            self.group.target.end_nested_row()

    # ----------------------------------------------------------------------------------
    # Properties of text

    def reset_paragraph(self, _number: int | None) -> None:
        """Take back that a paragraph is one of a table."""
        self.group.is_in_table = False

    def reset_characters(self, _number: int | None) -> None:
        """Take back all properties of characters."""
        self.group.is_hidden = False
        self.group.is_deleted = False
        self.group.font = self.default_font

    def set_hidden(self, number: int | None) -> None:
        """Hide the text that follows, or show it."""
        self.group.is_hidden = number != 0

    def set_deleted(self, number: int | None) -> None:
        """Take the text that follows for deleted, or not."""
        self.group.is_deleted = number != 0

    def set_bytes_after_unicode(self, number: int | None) -> None:
        r"""Set how many bytes stand after each ``\u``."""
        self.group.bytes_after_unicode = (
            max(number or 0, 0) if number is not None else 1
        )

    def set_font(self, number: int | None) -> None:
        """Set the font of the text that follows, or declare it."""
        self.group.font = number

    def set_default_font(self, number: int | None) -> None:
        """Set the font of all text that has no other."""
        self.default_font = number
        self.group.font = number

    def begin_font_table(self, _number: int | None) -> None:
        """Skip the table of fonts; their character sets are kept."""
        self.group.is_skipped = True
        self.group.is_sealed = True
        self.group.is_font_table = True

    def declare_font(self, word: str, number: int | None) -> None:
        """Keep what is declared of a font."""
        font = self.group.font
        if self.group.is_font_table and font is not None and number is not None:
            self.pages.declare_font(font, word, number)


_Action = Callable[[_RtfReader, int | None], None]


def _declare_page(word: str) -> _Action:
    """Return what is done at a word that declares a code page of the file."""
    return lambda reader, number: reader.pages.declare(word, number)


def _declare_font(word: str) -> _Action:
    """Return what is done at a word that declares a code page of a font."""
    return lambda reader, number: reader.declare_font(word, number)


def _keep_date_part(name: str) -> _Action:
    """Return what is done at a word with a part of a date."""
    return lambda reader, number: reader.keep_date_part(name, number)


# What is done at each control word that is more than a character.
_ACTIONS: Mapping[str, _Action] = MappingProxyType(
    {
        "ansicpg": _declare_page("ansicpg"),
        "cell": _RtfReader.end_cell,
        "cpg": _declare_font("cpg"),
        "creatim": _RtfReader.begin_creation_date,
        "deff": _RtfReader.set_default_font,
        "deleted": _RtfReader.set_deleted,
        "dptxbxtext": _RtfReader.open_box,
        "dy": _keep_date_part("day"),
        "f": _RtfReader.set_font,
        "fcharset": _declare_font("fcharset"),
        "fonttbl": _RtfReader.begin_font_table,
        "footnote": _RtfReader.open_note,
        "info": _RtfReader.begin_info,
        "intbl": _RtfReader.begin_row,
        "mac": _declare_page("mac"),
        "mo": _keep_date_part("month"),
        "nestrow": _RtfReader.end_nested_row,
        "page": _RtfReader.end_page,
        "par": _RtfReader._end_paragraph,
        "pard": _RtfReader.reset_paragraph,
        "pc": _declare_page("pc"),
        "pca": _declare_page("pca"),
        "plain": _RtfReader.reset_characters,
        "result": _RtfReader.begin_result,
        "row": _RtfReader.end_row,
        "sect": _RtfReader.end_page,
        "shptxt": _RtfReader.open_box,
        "trowd": _RtfReader.begin_row,
        "u": _RtfReader.add_code_unit,
        "uc": _RtfReader.set_bytes_after_unicode,
        "ud": _RtfReader.begin_second_form,
        "upr": _RtfReader.begin_two_forms,
        "v": _RtfReader.set_hidden,
        "yr": _keep_date_part("year"),
    }
)


# --------------------------------------------------------------------------------------
# The result


def _add_notes(body: _RtfText, notes: list[_RtfText]) -> None:
    """Add the notes below the text, each with its number."""
    for number, note in enumerate(notes, 1):
        note.end()
        text = "".join(note.parts).strip("\n ")
        start = body.length
        body.write(f"[{number}] {text}\n")
        body.notes.append(LabelledSpan(start, body.length, str(number)))


def _metadata_of(reader: _RtfReader) -> dict[str, str]:
    """Return what the file says about itself."""
    properties = reader.properties
    year = properties.get("year", "").zfill(4)
    month = properties.get("month", "").zfill(2)
    day = properties.get("day", "").zfill(2)
    return described_properties(
        title=properties.get("title", ""),
        author=properties.get("author", ""),
        date=f"{year}-{month}-{day}",
    )


def _oddities_of(reader: _RtfReader) -> tuple[Oddity, ...]:
    """Return what looks odd about the file."""
    oddities = []
    lost_count = reader.pages.undecoded_bytes
    if lost_count:
        reason = f"{count_of(lost_count, 'byte')} fit no character of the code page."
        remedy = "Open the file in its program, and save it as DOCX."
        oddities.append(Oddity("replacement", lost_count, reason, remedy))
    if not reader.has_ended:
        reason = "The file ends before its last bracket is closed."
        remedy = "Look at its end; if it is cut off, get a new copy."
        oddities.append(Oddity("cut", 1, reason, remedy))
    return tuple(oddities)


def _losses_of(reader: _RtfReader) -> tuple[str, ...]:
    """Return what the text does not hold, a sentence for each kind of thing."""
    counts = dict(sorted(reader.left_out.items()))
    numbered_paragraphs = counts.pop(_NUMBER, 0)
    losses = describe_left_out(counts, numbered_paragraphs=numbered_paragraphs)
    return tuple(losses)
