"""The head of a text: metadata that stands in its first lines.

A head is either a few lines of the form ``Key: value`` with a blank line after them, or
front matter: YAML between lines of three hyphens, or TOML between lines of three plus
signs. A dialogue has lines of the same form
("Moderator: Welcome."), so lines are a head only if their keys are evidence of one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from discourse.corpus.reading_notes import Oddity
from discourse.reading.front_matter import (
    LIST_SEPARATOR,
    FrontMatterError,
    parse_front_matter,
    parse_toml_front_matter,
)
from discourse.reading.head_keys import (
    KNOWN_KEYS,
    has_sure_key,
    is_evidence,
    simplify_key,
)
from discourse.validation import show_name

__all__ = ["TextHead", "column_of_key", "find_head"]

_MAX_HEAD_LENGTH = 20_000  # characters in which a head must end
_FIRST_LOOK = 400  # characters that tell of most texts that they have no head
_MAX_VALUE_LENGTH = 1_000  # characters; a longer one is a paragraph, not a value
_MAX_KEY_WORDS = 4
_MAX_SHOWN_LENGTH = 40  # characters of a line in a message
_RESERVED_COLUMNS = frozenset({"doc", "text"})

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_FIELD = re.compile(
    r"([^\W\d_][^\W_]*(?:[ \t\u00a0\u3000_./'’()-]+[^\W_]+)*\)?)"
    r"[ \t\u00a0\u202f\u3000]*([:：])(.*)"
)
_MAX_KEY_LENGTH = 40
_BYTE_ORDER_MARK = "\ufeff"
_RULE = re.compile(r"[-=_*]{3,}[ \t]*")
_SENTENCE_END = re.compile(r"\s.*[.!?…。！？]['\"”’»)]*$|[。！？]$")
# A key in the bold or italic letters of Markdown: "**Title:** A" or "**Title**: A".
_MARKED_FIELD = re.compile(
    r"(\*\*|__|\*|_)(?=\S)([^*_]{1,40}?)(?:[ \t]*([:：])\1|\1[ \t]*([:：]))(.*)"
)


@dataclass(frozen=True)
class _FrontMatterForm:
    """A form of front matter.

    Attributes
    ----------
    name : str
    mark : str
        The line before it.
    closing_marks : tuple of str
        The lines that may come after it.
    key : re.Pattern
        What the first line that says something begins with.
    example : str
        A line of it, for a message.
    parse : callable
        What gives the values by key of its lines.
    """

    name: str
    mark: str
    closing_marks: tuple[str, ...]
    key: re.Pattern[str]
    example: str
    parse: Callable[[Sequence[str]], dict[str, str]]


_FRONT_MATTER_FORMS = (
    _FrontMatterForm(
        "YAML",
        "---",
        ("---", "..."),
        re.compile(r"""["']?[^\W\d_][\w .-]{0,39}["']?\s*:(?:\s|$)"""),
        "key: value",
        parse_front_matter,
    ),
    _FrontMatterForm(
        "TOML",
        "+++",
        ("+++",),
        re.compile(r"""["']?[^\W\d_][\w .-]{0,39}["']?\s*="""),
        'key = "value"',
        parse_toml_front_matter,
    ),
)
_FRONT_MATTER_MARKS = tuple(form.mark for form in _FRONT_MATTER_FORMS)


@dataclass(frozen=True)
class TextHead:
    """The head of a text.

    Attributes
    ----------
    columns : dict of str to str
        The values, by the name of the column of metadata.
    start, end : int
        Where it stands in the text.
    reason : str
        Why it is masked, for the log.
    """

    columns: dict[str, str]
    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class _Line:
    """A line of a text, without its line end, and where it stands."""

    text: str
    start: int
    end: int
    has_line_end: bool

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing but blanks in it, and a line end."""
        return self.has_line_end and not self.text.strip()


@dataclass(frozen=True)
class _Field:
    """A line of the form ``Key: value``, with the lines that go on with its value."""

    key: str
    value: str


def column_of_key(key: str) -> str:
    """Return the name of the column for a key: in small letters, with ``_`` for blanks.

    >>> column_of_key("Date of  Issue"), column_of_key("text")
    ('date_of_issue', 'head_text')
    """
    composed = unicodedata.normalize("NFC", key)
    name = "_".join(composed.lower().split())
    return f"head_{name}" if name in _RESERVED_COLUMNS else name


def find_head(text: str) -> TextHead | Oddity | None:
    r"""Return the head of a text; an oddity for what looks like one but is none.

    Parameters
    ----------
    text : str
        The raw text.

    Returns
    -------
    TextHead, Oddity or None
        None if the text begins with text, as most do.

    Examples
    --------
    >>> find_head("Title: A visit\nDate: 2023-06-12\n\nThe visit began.").columns
    {'title': 'A visit', 'date': '2023-06-12'}
    >>> find_head("Moderator: Welcome.\n\nSpeaker: Thank you.") is None
    True
    """
    if _begins_with_text(text):
        return None
    beginning = text[:_MAX_HEAD_LENGTH]
    start = len(beginning) - len(beginning.lstrip().lstrip(_BYTE_ORDER_MARK).lstrip())
    # Blanks before the first word of its line are a part of this line.
    start -= len(beginning[:start]) - len(beginning[:start].rstrip(" \t"))
    first_line = _LINE.match(beginning, start)
    if first_line is None:  # the pattern matches everywhere
        return None
    first_words = first_line.group(1).rstrip()
    front_matter_form = None
    for form in _FRONT_MATTER_FORMS:
        if first_words == form.mark:
            front_matter_form = form
    # Most texts have no head, and their other lines are not looked at.
    if front_matter_form is None and _field_of(first_line.group(1)) is None:
        return None
    lines = []
    for match in _LINE.finditer(beginning, start):
        content, line_end = match.groups()
        lines.append(_Line(content, match.start(), match.end(1), bool(line_end)))
    if front_matter_form is not None:
        return _find_front_matter(lines, front_matter_form)
    return _find_key_lines(lines, text)


def _begins_with_text(text: str) -> bool:
    """Return whether a quick look shows that a text has no head, as most have none."""
    words = text[:_FIRST_LOOK].lstrip().lstrip(_BYTE_ORDER_MARK).lstrip()
    words = words[: 2 * _MAX_KEY_LENGTH]
    if len(words) < 2 * _MAX_KEY_LENGTH or words.startswith(_FRONT_MATTER_MARKS):
        return False
    return ":" not in words and "：" not in words


# --------------------------------------------------------------------------------------
# Front matter


def _find_front_matter(
    lines: Sequence[_Line], form: _FrontMatterForm
) -> TextHead | Oddity | None:
    """Return the front matter that begins on the first line, if it is one.

    A row of hyphens may also be a line drawn between two parts of the text.
    """
    inner_lines: list[_Line] = []
    closing_line = None
    for line in lines[1:]:
        if line.text.rstrip() in form.closing_marks:
            closing_line = line
            break
        inner_lines.append(line)
    contents = [line.text for line in inner_lines]
    if not _begins_with_key(contents, form):
        return None
    if closing_line is None:
        ends = " or ".join(f"'{mark}'" for mark in form.closing_marks)
        return _odd_front_matter(f"no line {ends} ends it", form)
    try:
        values = form.parse(contents)
    except FrontMatterError as error:
        return _odd_front_matter(str(error), form)
    return TextHead(
        _columns_of(_Field(key, value) for key, value in values.items()),
        lines[0].start,
        closing_line.end,
        f"{form.name} front matter, read as metadata",
    )


def _begins_with_key(lines: Sequence[str], form: _FrontMatterForm) -> bool:
    """Return whether the first line that says something begins with a key."""
    for line in lines:
        if line.strip() and not line.startswith("#"):
            return form.key.match(line.strip()) is not None
    return False


def _odd_front_matter(cause: str, form: _FrontMatterForm) -> Oddity:
    """Return the oddity of front matter that is left in the text."""
    reason = (
        f"It begins like {form.name} front matter, but is counted as text: {cause}."
    )
    remedy = f"Write it as '{form.example}' lines between two lines '{form.mark}'."
    return Oddity("head", 1, reason, remedy)


# --------------------------------------------------------------------------------------
# Lines of the form "Key: value"


def _field_of(line: str) -> _Field | None:
    """Return key and value of a line of this form, else None."""
    # A quick look first: most lines have no colon near their beginning.
    beginning = line[: 2 * _MAX_KEY_LENGTH]
    if ":" not in beginning and "：" not in beginning:
        return None
    marked_field = _MARKED_FIELD.match(line)
    if marked_field is not None:
        _, key, *colons, value = marked_field.groups()
        # A backslash at the end is a line end of Markdown.
        value = value.removesuffix("\\")
        line = f"{key}{colons[0] or colons[1]} {value}"
    match = _FIELD.match(unicodedata.normalize("NFC", line))
    if match is None:
        return None
    key, colon, value = match.groups()
    is_short = len(key) <= _MAX_KEY_LENGTH and len(key.split()) <= _MAX_KEY_WORDS
    # "http://..." is an address, and in "win:win" the colon is a part of a word.
    has_blank = not value or value[0].isspace() or colon == "："
    is_known = simplify_key(key) in KNOWN_KEYS
    if not is_short or value.startswith("//") or not (has_blank or is_known):
        return None
    return _Field(key, value.strip())


@dataclass(frozen=True)
class _KeyLines:
    """Lines of the form ``Key: value``, up to a blank line.

    Attributes
    ----------
    fields : list of _Field
        What they say.
    end : int
        Where the last of them ends.
    line_count : int
        How many lines they are.
    cause : str
        Why they are no head, or ``""``.
    """

    fields: list[_Field]
    end: int
    line_count: int
    cause: str

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Key and value of each field."""
        return [(field.key, field.value) for field in self.fields]


def _read_key_lines(lines: Sequence[_Line]) -> _KeyLines:
    """Return the fields of the first lines, up to a blank line or another line."""
    fields: list[_Field] = []
    end = lines[0].start
    for number, line in enumerate(lines):
        if line.is_blank:
            return _KeyLines(fields, end, number, _reason_against(fields))
        if _RULE.fullmatch(line.text):
            # A line drawn under a head belongs to it.
            return _KeyLines(fields, line.end, number + 1, _reason_against(fields))
        field = _field_of(line.text)
        if fields and line.text[:1].isspace():
            key, value = fields[-1].key, fields[-1].value
            fields[-1] = _Field(key, f"{value} {line.text.strip()}".strip())
        elif field is not None:
            fields.append(field)
        elif line.text:
            cause = f"the line {_quote(line.text)} has another form"
            return _KeyLines(fields, end, number, cause)
        end = line.end
    return _KeyLines(fields, end, len(lines), "no blank line comes after it")


def _find_key_lines(lines: Sequence[_Line], text: str) -> TextHead | Oddity | None:
    """Return the head of ``Key: value`` lines at the beginning, if it is one."""
    head = _read_key_lines(lines)
    if not is_evidence(head.pairs, text[head.end :]):
        return None
    if head.cause:
        # One line, such as "Source: Xinhua", is no sign of a head that went wrong.
        is_sign = len(head.fields) > 1
        return _odd_head(lines[0].text, head.cause) if is_sign else None
    fields = list(head.fields)
    end = head.end
    # Some heads have a blank line between their lines as well.
    next_line = head.line_count
    while next_line < len(lines):
        if lines[next_line].is_blank:
            next_line += 1
            continue
        more = _read_key_lines(lines[next_line:])
        if more.cause or not has_sure_key(more.pairs):
            break
        fields += more.fields
        end = more.end
        next_line += more.line_count
    reason = "lines of the form 'Key: value', read as metadata"
    return TextHead(_columns_of(fields), lines[0].start, end, reason)


def _reason_against(fields: Sequence[_Field]) -> str:
    """Return why lines with a known key are no head all the same, or ``""``."""
    for field in fields:
        if len(field.value) > _MAX_VALUE_LENGTH:
            return f"the value of {field.key!r} is as long as a paragraph"
        is_known = simplify_key(field.key) in KNOWN_KEYS
        if not is_known and _SENTENCE_END.search(field.value):
            return f"what {field.key!r} says is a sentence, as in a dialogue"
    return ""


def _odd_head(first_line: str, cause: str) -> Oddity:
    """Return the oddity of lines that look like a head and are left in the text."""
    reason = (
        f"It begins with {_quote(first_line)}, like a head of metadata, but is counted "
        f"as text: {cause}."
    )
    remedy = "If it is a head, put a blank line between it and the text."
    return Oddity("head", 1, reason, remedy)


def _quote(line: str) -> str:
    """Return a line in quotation marks, shortened."""
    shown = show_name(line.strip())
    if len(shown) > _MAX_SHOWN_LENGTH:
        shown = f"{shown[: _MAX_SHOWN_LENGTH - 1]}…"
    return f"'{shown}'"


def _columns_of(fields: Iterable[_Field]) -> dict[str, str]:
    """Return the values by column; those of a repeated key are joined."""
    columns: dict[str, str] = {}
    for field in fields:
        name = column_of_key(field.key)
        value = unicodedata.normalize("NFC", field.value)
        earlier_value = columns.get(name)
        if earlier_value and value:
            value = f"{earlier_value}{LIST_SEPARATOR}{value}"
        columns[name] = value or earlier_value or ""
    return columns
