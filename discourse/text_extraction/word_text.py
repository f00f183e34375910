"""The text of Word files (DOCX): paragraphs and tables in their order, notes apart.

The parts of the file are read as XML, since python-docx gives the paragraphs without
the tables, text boxes, content controls and notes that stand between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

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
from discourse.text_extraction.office_packages import OfficePackage
from discourse.text_extraction.office_properties import read_core_properties
from discourse.text_extraction.word_markup import (
    CHARACTERS,
    LEFT_OUT,
    PROPERTIES,
    attribute_of,
    child_of,
    is_switched_on,
    name_of,
)
from discourse.validation import count_of

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["read_word"]

_WHAT = "Word file (DOCX)"
_DEFAULT_PART = "word/document.xml"

# Parts of a document that are not read, with the word for each.
_PARTS_LEFT_OUT = MappingProxyType(
    {
        "chart": "chart",
        "diagramData": "diagram",
        "footer": "page footer",
        "header": "page header",
    }
)
_NOTE_CALLS = MappingProxyType(
    {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}
)
# Kinds of notes that hold the line above the notes, and no note.
_LINES_ABOVE_NOTES = frozenset(
    ["separator", "continuationSeparator", "continuationNotice"]
)


def read_word(data: bytes) -> ExtractedText:
    r"""Read the text of a Word file (DOCX).

    Each paragraph is a line, also where it is empty. A manual line break ends a line, a
    tab is a tab. A row of a table is a line, its cells apart by tabs; a cell of several
    paragraphs has one line for each, and the next cell a new one. What stands in a text
    box follows the paragraph that it is fixed to. A footnote or endnote is called by its
    number in square brackets; all notes follow the text, each with its number before it.

    Tracked insertions are read. What is not read is named in ``losses``: tracked
    deletions, hidden text, comments, page headers and footers, pictures, and the
    numbers of numbered paragraphs.

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
        The file is damaged or no DOCX file, asks for a password, unpacks to too much,
        holds pictures only, or declares entities.
    MissingExtraError
        lxml is not installed.

    Examples
    --------
    >>> import io, docx
    >>> document = docx.Document()
    >>> paragraph = document.add_paragraph("A shared future.")
    >>> row = document.add_table(rows=1, cols=2).rows[0]
    >>> row.cells[0].text, row.cells[1].text = "Year", "1990"
    >>> file = io.BytesIO()
    >>> document.save(file)
    >>> read_word(file.getvalue()).text
    'A shared future.\nYear\t1990\n'
    """
    check_extra("Word files", "lxml")
    from lxml import etree

    package = OfficePackage.open(data, what=_WHAT)
    main_part = _main_part_of(package)
    body = _body_of(package, main_part)
    findings = _Findings(numbered_styles=_numbered_styles(package, main_part))
    writer = _WordText(findings)
    try:
        writer.add_children(body)
        writer.end_line()
        notes = _add_notes(writer, package, main_part)
    except RecursionError as fault:
        raise ExtractionError(
            "markup",
            "its tables or text boxes stand inside each other too deeply to be read.",
            "Save its text in another format.",
        ) from fault
    losses = _list_losses(findings, package, main_part)
    text = "".join(writer.parts)
    if not text.strip() and findings.left_out["picture"]:
        raise pictures_only_error()
    layers = {}
    if writer.tables:
        layers[TABLE_LAYER] = tuple(writer.tables)
    if notes:
        layers[FOOTNOTE_LAYER] = notes
    return ExtractedText(
        text,
        metadata=read_core_properties(package),
        layers=layers,
        losses=tuple(losses),
        reader=f"lxml {etree.__version__}",
    )


def _main_part_of(package: OfficePackage) -> str:
    """Return the name of the part that holds the text."""
    for link in package.relationships():
        if link.kind == "officeDocument" and package.has(link.target):
            return link.target
    return _DEFAULT_PART


def _body_of(package: OfficePackage, main_part: str) -> etree._Element:
    """Return the element that holds the text."""
    root = package.parse(main_part)
    if root is None:
        raise _no_word_file("it holds no Word document")
    body = child_of(root, "w:body")
    if body is None:
        raise _no_word_file("its main part is no Word document")
    return body


def _no_word_file(reason: str) -> ExtractionError:
    """Return the error for an archive that holds something else."""
    remedy = "Give it the ending of its format, or get a new copy."
    return ExtractionError("damaged", f"{reason}; it is no {_WHAT}.", remedy)


# --------------------------------------------------------------------------------------
# The text


@dataclass(frozen=True)
class _NoteCall:
    """A place in the text at which a note is called.

    Attributes
    ----------
    part : {'footnotes', 'endnotes'}
    identifier : str
        The name of the note in that part.
    """

    part: str
    identifier: str


@dataclass
class _Findings:
    """What is met in a document, in its text, its cells and its notes.

    Attributes
    ----------
    calls : list of _NoteCall
        The notes that are called, in the order of the first calls.
    numbers : dict of _NoteCall to int
        The number of each note that is called.
    left_out : Counter
        How often each kind of thing was left out, by the word for it.
    numbered_styles : frozenset of str
        Styles whose paragraphs have numbers or bullets.
    numbered_paragraphs, formulas : int
    """

    calls: list[_NoteCall] = field(default_factory=list)
    numbers: dict[_NoteCall, int] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    numbered_styles: frozenset[str] = frozenset()
    numbered_paragraphs: int = 0
    formulas: int = 0


@dataclass
class _WordText:
    """The text of a document, of a cell or of a note while it is put together.

    Attributes
    ----------
    findings : _Findings
        Shared by all texts of one document.
    parts : list of str
        The text so far, piece by piece.
    length : int
        Its characters.
    tables : list of LabelledSpan
    field_has_result : list of bool
        For each field that is open: whether its instruction has ended.
    open_instructions : int
        Fields of which the instruction is read, which is no text.
    boxes : list of element
        Text boxes met in the paragraph that is read; they follow it.
    """

    findings: _Findings
    parts: list[str] = field(default_factory=list)
    length: int = 0
    tables: list[LabelledSpan] = field(default_factory=list)
    field_has_result: list[bool] = field(default_factory=list)
    open_instructions: int = 0
    boxes: list[etree._Element] = field(default_factory=list)

    def write(self, characters: str) -> None:
        """Add characters to the text."""
        self.parts.append(characters)
        self.length += len(characters)

    def write_run(self, characters: str) -> None:
        """Add characters that stand in a paragraph, not in a field's instruction."""
        if characters and not self.open_instructions:
            self.write(characters)

    def end_line(self) -> None:
        """End the last line if it has not ended."""
        if self.parts and not self.parts[-1].endswith("\n"):
            self.write("\n")

    def add_children(self, element: etree._Element) -> None:
        """Add what the children of an element hold."""
        for child in element:
            self.add(child)

    def add(self, element: etree._Element) -> None:
        """Add what an element holds."""
        name = name_of(element)
        if name in PROPERTIES:
            return
        if name in CHARACTERS:
            self.write_run(CHARACTERS[name])
        elif name in LEFT_OUT:
            self.findings.left_out[LEFT_OUT[name]] += 1
        elif name in _ADD_ELEMENT:
            _ADD_ELEMENT[name](self, element)
        else:
            self.add_children(element)

    def add_text(self, element: etree._Element) -> None:
        """Add the characters of a run. A line end in the markup is a blank."""
        characters = element.text or ""
        for line_end in "\n\r":
            characters = characters.replace(line_end, " ")
        self.write_run(characters)

    def add_paragraph(self, element: etree._Element) -> None:
        """Add a paragraph as a line, then the text boxes that are fixed to it."""
        if _is_numbered(element, self.findings.numbered_styles):
            self.findings.numbered_paragraphs += 1
        outer_boxes = self.boxes
        self.boxes = []
        self.add_children(element)
        # An instruction that never ends must not swallow the rest of the document.
        self.field_has_result.clear()
        self.open_instructions = 0
        if not _is_joined_to_next(element):
            self.write("\n")
        boxes = self.boxes
        self.boxes = outer_boxes
        for box in boxes:
            self.end_line()
            self.add_children(box)

    def add_box(self, element: etree._Element) -> None:
        """Keep a text box until its paragraph has ended."""
        self.boxes.append(element)

    def add_alternative(self, element: etree._Element) -> None:
        """Add one of several forms of the same content: the first, as Word does."""
        for branch in element:
            if name_of(branch) in ("mc:Choice", "mc:Fallback"):
                self.add_children(branch)
                return

    def add_run(self, element: etree._Element) -> None:
        """Add a run, unless it is hidden."""
        if not is_switched_on(element, "w:rPr", "w:vanish"):
            self.add_children(element)
        elif child_of(element, "w:t") is not None:
            self.findings.left_out["hidden passage"] += 1

    def add_content_control(self, element: etree._Element) -> None:
        """Add what a content control holds, unless it waits to be filled in."""
        if is_switched_on(element, "w:sdtPr", "w:showingPlcHdr"):
            self.findings.left_out["empty form field"] += 1
        else:
            self.add_children(element)

    def add_field_mark(self, element: etree._Element) -> None:
        """Note where the instruction of a field begins and ends."""
        mark = attribute_of(element, "fldCharType")
        if mark == "begin":
            self.field_has_result.append(False)
            self.open_instructions += 1
        elif mark == "separate" and self.field_has_result:
            self._end_instruction()
        elif mark == "end" and self.field_has_result:
            self._end_instruction()
            self.field_has_result.pop()

    def _end_instruction(self) -> None:
        """Note that the instruction of the innermost field has ended."""
        if not self.field_has_result[-1]:
            self.field_has_result[-1] = True
            self.open_instructions -= 1

    def add_formula(self, element: etree._Element) -> None:
        """Add the characters of a formula."""
        self.findings.formulas += 1
        self.add_children(element)

    def add_note_call(self, element: etree._Element) -> None:
        """Add the number of a note, in square brackets."""
        part = _NOTE_CALLS[name_of(element)]
        call = _NoteCall(part, attribute_of(element, "id"))
        findings = self.findings
        if call not in findings.numbers:
            findings.calls.append(call)
            findings.numbers[call] = len(findings.calls)
        number = findings.numbers[call]
        self.write_run(f"[{number}]")

    def add_table(self, element: etree._Element) -> None:
        """Add a table: a line a row."""
        self.end_line()
        start = self.length
        self.add_children(element)
        self.end_line()
        if self.length > start:
            label = str(len(self.tables) + 1)
            self.tables.append(LabelledSpan(start, self.length, label))

    def add_row(self, element: etree._Element) -> None:
        """Add a row of a table as a line, unless it is deleted."""
        if child_of(element, "w:trPr", "w:del") is not None:
            self.findings.left_out["tracked deletion"] += 1
            return
        self.end_line()
        cells = [self.text_of_cell(cell) for cell in _cells_of(element)]
        self.write(line_of_cells(cells))

    def text_of_cell(self, element: etree._Element) -> str:
        """Return the paragraphs of a cell, without line ends around them."""
        cell = _WordText(self.findings)
        cell.add_children(element)
        return "".join(cell.parts).strip("\n")


def _is_numbered(paragraph: etree._Element, numbered_styles: frozenset[str]) -> bool:
    """Return whether a paragraph has a number or a bullet, of its own or of its style."""
    number = child_of(paragraph, "w:pPr", "w:numPr", "w:numId")
    if number is not None:
        return attribute_of(number, "val") != "0"
    style = child_of(paragraph, "w:pPr", "w:pStyle")
    return style is not None and attribute_of(style, "val") in numbered_styles


def _numbered_styles(package: OfficePackage, main_part: str) -> frozenset[str]:
    """Return the styles that give numbers or bullets to paragraphs."""
    names = set()
    for link in package.relationships(main_part):
        root = package.parse(link.target) if link.kind == "styles" else None
        for style in () if root is None else root:
            number = child_of(style, "w:pPr", "w:numPr", "w:numId")
            if number is not None and attribute_of(number, "val") != "0":
                names.add(attribute_of(style, "styleId"))
    return frozenset(names)


def _is_joined_to_next(paragraph: etree._Element) -> bool:
    """Return whether the end of a paragraph is a tracked deletion."""
    mark = child_of(paragraph, "w:pPr", "w:rPr")
    if mark is None:
        return False
    names = [name_of(child) for child in mark]
    return "w:del" in names or "w:moveFrom" in names


def _cells_of(row: etree._Element) -> Iterable[etree._Element]:
    """Yield the cells of a row, also those in content controls."""
    for child in row:
        name = name_of(child)
        if name == "w:tc":
            yield child
        elif name not in PROPERTIES:
            yield from _cells_of(child)


# What adds each element that is more than a container of others.
_ADD_ELEMENT: MappingProxyType[str, Callable[[_WordText, etree._Element], None]]
_ADD_ELEMENT = MappingProxyType(
    {
        "m:oMath": _WordText.add_formula,
        "m:t": _WordText.add_text,
        "mc:AlternateContent": _WordText.add_alternative,
        "w:endnoteReference": _WordText.add_note_call,
        "w:fldChar": _WordText.add_field_mark,
        "w:footnoteReference": _WordText.add_note_call,
        "w:p": _WordText.add_paragraph,
        "w:r": _WordText.add_run,
        "w:sdt": _WordText.add_content_control,
        "w:t": _WordText.add_text,
        "w:tbl": _WordText.add_table,
        "w:tr": _WordText.add_row,
        "w:txbxContent": _WordText.add_box,
    }
)


# --------------------------------------------------------------------------------------
# The notes


def _add_notes(
    writer: _WordText, package: OfficePackage, main_part: str
) -> tuple[LabelledSpan, ...]:
    """Add the notes that are called, in the order of their numbers.

    Returns
    -------
    tuple of LabelledSpan
        Their spans; the label is the number.
    """
    findings = writer.findings
    notes = _notes_of(package, main_part)
    spans = []
    # A note may call another: the list grows while it is read.
    for call in findings.calls:
        number = findings.numbers[call]
        start = writer.length
        writer.write(f"[{number}] {_text_of_note(notes.pop(call, None), findings)}\n")
        spans.append(LabelledSpan(start, writer.length, str(number)))
    for element in notes.values():
        if "".join(element.itertext()).strip():
            findings.left_out["uncalled note"] += 1
    return tuple(spans)


def _notes_of(
    package: OfficePackage, main_part: str
) -> dict[_NoteCall, etree._Element]:
    """Return the footnotes and endnotes by what calls them."""
    notes = {}
    for link in package.relationships(main_part):
        if link.kind not in _NOTE_CALLS.values():
            continue
        root = package.parse(link.target)
        for element in () if root is None else root:
            if attribute_of(element, "type") not in _LINES_ABOVE_NOTES:
                call = _NoteCall(link.kind, attribute_of(element, "id"))
                notes[call] = element
    return notes


def _text_of_note(element: etree._Element | None, findings: _Findings) -> str:
    """Return the text of a note; ``""`` if the file does not hold it."""
    if element is None:
        findings.left_out["missing note"] += 1
        return ""
    note = _WordText(findings)
    note.add_children(element)
    return "".join(note.parts).strip("\n ")


# --------------------------------------------------------------------------------------
# What is not in the text


def _list_losses(
    findings: _Findings, package: OfficePackage, main_part: str
) -> list[str]:
    """Return what the text does not hold, a sentence for each kind of thing."""
    counts = Counter(findings.left_out)
    for link in package.relationships(main_part):
        if link.kind in _PARTS_LEFT_OUT and _has_text(package, link.target):
            counts[_PARTS_LEFT_OUT[link.kind]] += 1
        elif link.kind == "comments":
            counts["comment"] += _count_comments(package, link.target)
    losses = describe_left_out(
        dict(sorted(counts.items())),
        numbered_paragraphs=findings.numbered_paragraphs,
    )
    if findings.formulas:
        formulas = count_of(findings.formulas, "formula")
        losses.append(f"Of {formulas}, only the characters are in the text.")
    return losses


def _has_text(package: OfficePackage, part: str) -> bool:
    """Return whether a part holds any text."""
    root = package.parse(part)
    return root is not None and bool("".join(root.itertext()).strip())


def _count_comments(package: OfficePackage, part: str) -> int:
    """Return how many comments a part holds."""
    root = package.parse(part)
    if root is None:
        return 0
    return sum(name_of(element) == "w:comment" for element in root)
