r"""Divide a file of many texts where a line says that a text begins.

Examples
--------
>>> pattern = check_line_pattern("Text * of *")
>>> pattern.matches("  Text 2 of 30 "), pattern.matches("The text of the treaty")
(True, False)
>>> text = "Text 1 of 2\nOne belt.\nText 2 of 2\nOne road.\n"
>>> [text[part.start : part.end] for part in divide_text(text, pattern).articles]
['Text 1 of 2\nOne belt.\n', 'Text 2 of 2\nOne road.\n']
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from discourse.corpus.reading_notes import Oddity
from discourse.errors import OptionError
from discourse.newspaper_databases import Article, Download, MaskedLines
from discourse.reading.text_heads import TextHead, column_of_key, find_head
from discourse.validation import check_characters, show_value

__all__ = [
    "Division",
    "FieldForm",
    "LinePattern",
    "check_division",
    "check_field_form",
    "check_line_pattern",
    "divide_text",
    "is_divided",
]

_ANY = "*"  # any characters, in a pattern
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_MAX_KEY_LENGTH = 60  # characters; a longer beginning is a sentence with a colon in it
_REASON_OF_LINE = "the line at which a text of the file begins (split=)"
_REASON_OF_FIELDS = "lines of the form {form}, read as metadata (fields=)"


@dataclass(frozen=True)
class LinePattern:
    """A line of text in which ``*`` stands for any characters.

    Attributes
    ----------
    pattern : str
        As it was given.
    pieces : tuple of str
        What stands between the stars, in small letters.
    """

    pattern: str
    pieces: tuple[str, ...]

    def matches(self, line: str) -> bool:
        """Return whether a line is of this form; blanks at its ends do not count."""
        rest = unicodedata.normalize("NFC", line).strip().casefold()
        first, *others = self.pieces
        if not others:
            return rest == first
        if not rest.startswith(first):
            return False
        rest = rest[len(first) :]
        last = others.pop()
        for piece in others:
            place = rest.find(piece)
            if place < 0:
                return False
            rest = rest[place + len(piece) :]
        return rest.endswith(last)


@dataclass(frozen=True)
class FieldForm:
    """The form of lines that give metadata.

    Attributes
    ----------
    form : str
        As it was given, such as "Key: value".
    separator : str
        What stands between key and value.
    """

    form: str
    separator: str


@dataclass(frozen=True)
class _Line:
    """A line of a text: its content without the line end, and where it stands."""

    content: str
    start: int
    end: int

    @property
    def is_blank(self) -> bool:
        """Whether nothing but blanks is in it."""
        return not self.content.strip()


@dataclass
class _Part:
    """A text of the file.

    Attributes
    ----------
    start : int
    lines : list of _Line
        The lines that say where it starts.
    has_fields : bool
        Whether it begins with lines of metadata.
    """

    start: int
    lines: list[_Line] = field(default_factory=list)
    has_fields: bool = False


@dataclass(frozen=True)
class Division:
    """How a file is divided into texts.

    Attributes
    ----------
    finds_databases : bool
        Whether downloads of newspaper databases are recognised.
    pattern : LinePattern or None
        The line at which each text begins.
    fields : FieldForm or None
        The form of the lines of metadata with which a text begins.
    heads : bool
        Whether other heads of texts are recognised.
    """

    finds_databases: bool = True
    pattern: LinePattern | None = None
    fields: FieldForm | None = None
    heads: bool = True

    @property
    def is_given(self) -> bool:
        """Whether it was said how files are divided."""
        return self.pattern is not None or self.fields is not None

    def divide(self, text: str) -> Download:
        """Return the texts of a file, if it was said how files are divided."""
        return divide_text(text, self.pattern, self.fields, heads=self.heads)


def check_division(split: object, fields: object, *, heads: bool) -> Division:
    """Return how files are divided, by the options of `read`."""
    field_form = None if fields is None else check_field_form(fields)
    if isinstance(split, bool):
        return Division(finds_databases=split, fields=field_form, heads=heads)
    return Division(
        finds_databases=False,
        pattern=check_line_pattern(split),
        fields=field_form,
        heads=heads,
    )


def check_line_pattern(pattern: object) -> LinePattern:
    """Return the pattern of the lines at which texts begin.

    Raises
    ------
    OptionError
        It is no text, or it would match every line.
    """
    if not isinstance(pattern, str):
        raise OptionError(
            f"split={show_value(pattern)}: expected True, False or a line, such as "
            "split='Document * of *'."
        )
    check_characters("split", [pattern])
    stripped = unicodedata.normalize("NFC", pattern).strip()
    if not stripped.replace(_ANY, "").strip():
        raise OptionError(
            f"split={show_value(pattern)} matches every line; write what the lines have "
            "in common at which a text begins, such as split='Document * of *'."
        )
    if "\n" in stripped or "\r" in stripped:
        raise OptionError(
            f"split={show_value(pattern)} has a line end in it; it is the pattern of "
            "one line. Write the line at which each text begins."
        )
    return LinePattern(pattern, tuple(stripped.casefold().split(_ANY)))


def check_field_form(form: object) -> FieldForm:
    """Return the form of lines of metadata.

    Raises
    ------
    OptionError
        It is not a key, a sign and a value.

    Examples
    --------
    >>> check_field_form("Key: value").separator
    ':'
    """
    match = None
    if isinstance(form, str):
        match = re.fullmatch(r"\w+(\s*[^\w\s]+\s*|\t)\w+", form.strip())
    if not isinstance(form, str) or match is None:
        raise OptionError(
            f"fields={show_value(form)}: expected the form of a line, with a key, a sign "
            "and a value: fields='Key: value' or fields='Key = value'."
        )
    separator = match.group(1)
    return FieldForm(form.strip(), separator.strip(" ") or separator)


def divide_text(
    text: str,
    pattern: LinePattern | None,
    fields: FieldForm | None = None,
    *,
    heads: bool = True,
) -> Download:
    """Return the texts of a file, each beginning at a line that matches a pattern.

    What stands before the first such line is a text of its own if there is a word in
    it. Lines that match are masked. If no line matches, the file is one text.

    Parameters
    ----------
    text : str
    pattern : LinePattern or None
        None makes the file one text.
    fields : FieldForm, optional
        The form of the lines of metadata with which a text begins. Without it, they are
        recognised as in a file of one text.
    heads : bool
        Whether they are recognised at all.
    """
    parts = [_Part(0)]
    end_of_last = 0
    for match in _LINE.finditer(text):
        if pattern is None or not pattern.matches(match.group(1)):
            continue
        line = _Line(match.group(1), match.start(), match.end())
        # Lines with no word between them divide once.
        if _has_word(text[end_of_last : line.start]):
            parts.append(_Part(line.start))
        parts[-1].lines.append(line)
        end_of_last = line.end
    ends = [*(part.start for part in parts[1:]), len(text)]
    articles = []
    for part, end in zip(parts, ends, strict=True):
        masks = [
            MaskedLines(line.start, line.start + len(line.content), _REASON_OF_LINE)
            for line in part.lines
        ]
        head = _find_head_of_part(text, part, end, fields, heads=heads)
        if head is not None:
            masks.append(MaskedLines(head.start, head.end, head.reason))
        metadata = {} if head is None else head.columns
        articles.append(Article(part.start, end, metadata, tuple(masks)))
    return Download("", tuple(articles), tuple(_find_oddities(parts, pattern, fields)))


def _find_oddities(
    parts: Sequence[_Part], pattern: LinePattern | None, fields: FieldForm | None
) -> list[Oddity]:
    """Return what looks odd in the division of a file.

    Parameters
    ----------
    parts : sequence of _Part
        The texts of the file.
    pattern : LinePattern or None
    fields : FieldForm or None
    """
    oddities = []
    if pattern is not None and not parts[-1].lines:
        reason = f"No line has the form split={show_value(pattern.pattern)}."
        remedy = "The file is one text; look at its lines."
        oddities.append(Oddity("not divided", 1, reason, remedy))
    elif pattern is not None and not parts[0].lines:
        reason = "Text stands before the first line at which a text begins."
        remedy = "It is the first document of the file; leave it out with where()."
        oddities.append(Oddity("before the first", 1, reason, remedy))
    without_fields = [part for part in parts if not part.has_fields]
    if fields is not None and len(without_fields) == len(parts):
        reason = f"No text begins with lines of the form fields='{fields.form}'."
        remedy = "Look at the lines with which a text begins."
        oddities.append(Oddity("no fields", len(parts), reason, remedy))
    return oddities


def is_divided(download: Download) -> bool:
    """Return whether a line of the file has the form that was given."""
    reasons = [mask.reason for article in download.articles for mask in article.masks]
    return _REASON_OF_LINE in reasons


def _find_head_of_part(
    text: str,
    part: _Part,
    end: int,
    fields: FieldForm | None,
    *,
    heads: bool,
) -> TextHead | None:
    """Return the head of a text, which may begin with the line that divides.

    The line may itself be the first field, as in "Title: A visit". A key with a digit,
    as in "Speech 1: peace", is the number of the text.
    """
    body_start = part.start
    if part.lines:
        line = part.lines[-1]
        body_start = line.end
        key = line.content.partition(fields.separator if fields else ":")[0]
        if not any(character.isdigit() for character in key):
            head = _find_head(text, line.start, end, fields, heads=heads)
            if head is not None and head.start <= line.start:
                part.has_fields = True
                return head
    head = _find_head(text, body_start, end, fields, heads=heads)
    part.has_fields = head is not None
    return head


def _has_word(text: str) -> bool:
    """Return whether there is a letter or a digit in a text."""
    return any(character.isalnum() for character in text)


def _find_head(
    text: str, start: int, end: int, fields: FieldForm | None, *, heads: bool
) -> TextHead | None:
    """Return the head of a part of a text, with its place in the whole text."""
    part = text[start:end]
    if fields is not None:
        head = _find_fields(part, fields)
    else:
        found = find_head(part) if heads else None
        head = found if isinstance(found, TextHead) else None
    if head is None:
        return None
    return TextHead(head.columns, start + head.start, start + head.end, head.reason)


def _find_fields(part: str, fields: FieldForm) -> TextHead | None:
    """Return the lines of metadata with which a part of a text begins."""
    columns: dict[str, str] = {}
    taken: list[_Line] = []
    for match in _LINE.finditer(part):
        line = _Line(match.group(1), match.start(), match.end(1))
        if line.is_blank and not taken:
            continue
        key, separator, value = line.content.partition(fields.separator)
        if not separator or not key.strip() or len(key) > _MAX_KEY_LENGTH:
            break
        columns[column_of_key(key)] = unicodedata.normalize("NFC", value.strip())
        taken.append(line)
    if not taken:
        return None
    reason = _REASON_OF_FIELDS.format(form=f"'{fields.form}'")
    return TextHead(columns, taken[0].start, taken[-1].end, reason)
