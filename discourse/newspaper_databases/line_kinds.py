"""What each line of a download is: text, a label with its value, a copyright line.

The lines that a database puts after an article are found from their end backwards, so
that a line of the article that looks like a label is no label: what stands before a
line of text is text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from discourse.newspaper_databases.database_labels import label_field
from discourse.newspaper_databases.download_lines import DownloadLine, is_page_head
from discourse.newspaper_databases.word_counts import stated_word_count

__all__ = [
    "ALL_RIGHTS",
    "KindOfLine",
    "KindsOfLines",
    "LabelledLine",
    "first_line_of_tail",
    "is_copyright",
    "kinds_of_lines",
    "labelled_line",
]

_LONGEST_LABEL = 60
_LABEL = re.compile(rf"([^\W\d_][^:\n]{{0,{_LONGEST_LABEL}}}?) ?:(?: +|\Z)")
_MOST_WORDS_OF_LABEL = 6
_MOST_WORDS_OF_LANGUAGE = 6  # "German, Deutsch"; more are a sentence on a language
_RULE = re.compile(r"[_=*-]{20,}")
_YEAR = r"(?:18|19|20)\d\d"
# The words on copyright, as a part of a regular expression.
ALL_RIGHTS = (
    r"all rights reserved|alle rechte vorbehalten|tous droits réservés"
    r"|todos los derechos reservados|reservados todos los derechos"
    r"|tutti i diritti riservati|todos os direitos reservados"
)
_COPYRIGHT = re.compile(
    rf"(?:copyright|©|\(c\)|urheberrecht|droits d'auteur|derechos de autor)[ :,]*"
    rf"(?:©|\(c\)|copyright)? ?(?:{_YEAR}\b|[^.]{{0,80}}\b{_YEAR}\b.{{0,120}}"
    rf"(?:{ALL_RIGHTS}))"
    rf"|(?:{ALL_RIGHTS})\.?\Z"
    rf"|.{{0,120}}\b{_YEAR}\b.{{0,120}}(?:{ALL_RIGHTS})\.?\Z",
    re.IGNORECASE,
)
_LONGEST_COPYRIGHT = 300  # characters; a longer line is text

KindOfLine = Literal[
    "blank", "text", "label", "unknown", "copyright", "rule", "page", "end"
]
_KINDS_OF_TAIL = frozenset(["label", "copyright", "rule", "page", "end"])
# Labels whose values may have several paragraphs.
_FIELDS_OF_PARAGRAPHS = frozenset(
    ["graphic", "notes", "correction", "abstract", "highlight", "references"]
)
# Some of them are headings, without a colon.
_FIELDS_OF_HEADINGS = frozenset(["correction", "graphic", "notes"])
_MOST_LINES_BELOW_HEADING = 24  # for a heading may be one of the article, too
_MOST_LINES_BELOW_VALUE = 12  # that a value may go on for, where it began on the line
# What stands beside the number of words, if that is above the text.
_FIELDS_BESIDE_LENGTH = frozenset(["byline", "dateline", "section"])
_FIELDS_WITH_SHARES = frozenset(
    ["company", "geographic", "industry", "organization", "person"]
)
# An unknown label right below the text, such as "TICKER-XY: RVP", has a short value.
_MOST_WORDS_OF_UNKNOWN_VALUE = 12
_ENDS_OF_SENTENCES = (".", "!", "?", "…", '"', "”", "’", "'", "»", ":", ";")
_FIELDS_THAT_REPEAT = frozenset(
    ["company", "correction", "cover", "graphic", "issn", "notes", "subject"]
)


@dataclass(frozen=True)
class LabelledLine:
    """A line that begins with a label.

    Attributes
    ----------
    name : str
        The label as it is written, without its colon.
    field : str or None
        What it says, by the table of labels; None if the table does not have it.
    value : str
        What stands after it on the line.
    """

    name: str
    field: str | None
    value: str

    def length_before_value(self, line: DownloadLine) -> int:
        """Return how many characters of the words of the line stand before the value.

        They are the label, its colon and the blanks around that.
        """
        return line.text.rindex(self.value)


def labelled_line(line: DownloadLine, database: str) -> LabelledLine | None:
    """Return the label of a line and its value; ``None`` for a line without label.

    Examples
    --------
    >>> from discourse.newspaper_databases.download_lines import lines_of
    >>> labelled_line(lines_of("LENGTH: 65 words")[0], "Nexis")
    LabelledLine(name='LENGTH', field='words_stated', value='65 words')
    """
    match = _LABEL.match(line.text)
    if match is None or match[1].count(" ") >= _MOST_WORDS_OF_LABEL:
        return None
    name = match[1]
    value = line.text[match.end() :]
    field = label_field(name, database)
    # "Length: 900 kilometres" is a line of a text.
    is_count = stated_word_count(value, is_labelled=True) is not None
    if field == "words_stated" and not is_count:
        return None
    if field == "language" and len(value.split()) > _MOST_WORDS_OF_LANGUAGE:
        return None
    return LabelledLine(name, field, value)


def is_copyright(line: DownloadLine) -> bool:
    """Return whether a line is one on the copyright of an article.

    Examples
    --------
    >>> from discourse.newspaper_databases.download_lines import lines_of
    >>> is_copyright(lines_of("Copyright 2023 Made-up Media Ltd")[0])
    True
    >>> is_copyright(lines_of("Copyright is a matter of law, he said in 2023.")[0])
    False
    """
    if len(line.text) > _LONGEST_COPYRIGHT:
        return False
    return _COPYRIGHT.match(line.text) is not None


@dataclass(frozen=True)
class KindsOfLines:
    """What each of some lines is.

    Attributes
    ----------
    kinds : sequence of str
        For each line.
    labels : mapping of int to LabelledLine
        The labels of the lines that have one, by the number of the line.
    owners : sequence of int
        For a line of text, the number of the line before it in its block that has a
        label or is on copyright, which it goes on with; -1 for none.
    marks_of_body : frozenset of int
        The lines that are the mark of the body and nothing else: "Body".
    """

    kinds: Sequence[KindOfLine]
    labels: Mapping[int, LabelledLine]
    owners: Sequence[int]
    marks_of_body: frozenset[int] = frozenset()


def kinds_of_lines(
    lines: Sequence[DownloadLine], database: str, *, in_capitals: bool = False
) -> KindsOfLines:
    """Return what each line is.

    Parameters
    ----------
    lines : sequence of DownloadLine
    database : str
        Whose labels are known: "Nexis".
    in_capitals : bool
        Whether labels are written in capital letters only, and with a colon.
    """
    kinds: list[KindOfLine] = []
    labels = {}
    owners = []
    marks_of_body = set()
    owner = -1
    for number, line in enumerate(lines):
        label = labelled_line(line, database)
        if in_capitals and label is not None and _is_in_small_letters(label):
            # An unknown one in a block of its own may be one all the same.
            goes_on = number > 0 and not lines[number - 1].is_blank
            if label.field is not None or goes_on:
                label = None
        is_alone = not in_capitals and _is_between_blank_lines(lines, number)
        if label is None and is_alone:
            label = _bare_label(line, database)
        kind = _kind_of(line, label, database)
        if label is not None and kind in {"label", "unknown"}:
            labels[number] = label
        if kind in {"label", "unknown", "copyright"}:
            owner = number
        elif kind != "text":
            owner = -1
        if kind == "text" and label_field(line.text, database) == "body":
            marks_of_body.add(number)
        kinds.append(kind)
        owners.append(owner if kind == "text" else -1)
    return KindsOfLines(kinds, labels, owners, frozenset(marks_of_body))


def _is_in_small_letters(label: LabelledLine) -> bool:
    """Return whether a label is not written in capitals."""
    return label.name != label.name.upper()


def _is_between_blank_lines(lines: Sequence[DownloadLine], number: int) -> bool:
    """Return whether the lines before and after a line are blank."""
    if number == 0 or number + 1 == len(lines):
        return False
    return lines[number - 1].is_blank and lines[number + 1].is_blank


def _bare_label(line: DownloadLine, database: str) -> LabelledLine | None:
    """Return the label that is the whole of a line, as a heading of what follows it."""
    if len(line.text) > _LONGEST_LABEL:
        return None
    name_of_field = label_field(line.text, database)
    if name_of_field not in _FIELDS_OF_HEADINGS:
        return None
    return LabelledLine(line.text, name_of_field, "")


def _kind_of(
    line: DownloadLine, label: LabelledLine | None, database: str
) -> KindOfLine:
    """Return what a line is."""
    if line.is_blank:
        return "blank"
    if _RULE.fullmatch(line.text):
        return "rule"
    if is_page_head(line):
        return "page"
    if is_copyright(line):
        return "copyright"
    if label is not None:
        return "label" if label.field is not None else "unknown"
    mark = label_field(line.text, database)
    return "end" if mark in {"end", "classification"} else "text"


def first_line_of_tail(
    lines: KindsOfLines,
    first: int,
    last: int,
    *,
    fields_above: Collection[str] = (),
    with_paragraphs: bool = True,
) -> int:
    """Return where the lines of the database after an article begin.

    Parameters
    ----------
    lines : KindsOfLines
    first, last : int
        Half-open range of the lines that may be body or tail.
    fields_above : collection of str
        What labels above the body say. A database says a thing once: "BYLINE: nobody
        signed" below another byline is text.
    with_paragraphs : bool
        Whether the value of a label such as "GRAPHIC" may have several paragraphs, and
        labels that are in no table are of the database, too.

    Returns
    -------
    int
        The number of the first line of the tail; `last` if there is none.
    """
    tail = last
    seen = set(fields_above) - _FIELDS_THAT_REPEAT
    if "words_stated" in seen:
        seen |= _FIELDS_BESIDE_LENGTH
    number = last - 1
    while number >= first:
        owner = lines.owners[number]
        kind = lines.kinds[number]
        if kind == "unknown" and not with_paragraphs:
            break
        if kind == "text":
            if owner < first and with_paragraphs:
                owner = _label_of_paragraphs(lines, first, number)
            if owner < first or tail == last:
                break
            number = owner
            kind = lines.kinds[number]
        label = lines.labels.get(number)
        if label is not None and label.field is not None:
            if label.field == "body" or label.field in seen:
                break
            if label.field not in _FIELDS_THAT_REPEAT:
                seen.add(label.field)
        if kind in _KINDS_OF_TAIL:
            tail = number
        number -= 1
    tail = _without_last_paragraph(lines, tail, last)
    return _with_unknown_labels(lines, first, tail) if with_paragraphs else tail


def _without_last_paragraph(lines: KindsOfLines, tail: int, last: int) -> int:
    """Return where the tail begins, behind the last paragraph if that is in it.

    "CITY: A bridge fell." may be that; the database gives a share with what it says.
    """
    label = lines.labels.get(tail)
    if label is None or label.field not in _FIELDS_WITH_SHARES or "%" in label.value:
        return tail
    following = tail + 1
    while following < last and lines.kinds[following] not in _KINDS_OF_TAIL:
        following += 1
    return following


def _with_unknown_labels(lines: KindsOfLines, first: int, tail: int) -> int:
    """Return where the tail begins, with unknown labels right above a known one."""
    if tail == len(lines.kinds) or lines.kinds[tail] != "label":
        return tail
    number = tail - 1
    while number > first:
        kind = lines.kinds[number]
        if kind == "unknown" and _is_field(lines, number):
            tail = number
        elif kind != "blank":
            break
        number -= 1
    return tail


def _is_field(lines: KindsOfLines, number: int) -> bool:
    """Return whether a line with an unknown label is one of the database.

    It has a block of its own, a label of one word in capitals, and no sentence.
    """
    label = lines.labels[number]
    words = label.value.split()
    is_short = 0 < len(words) <= _MOST_WORDS_OF_UNKNOWN_VALUE
    is_one_word = " " not in label.name and not _is_in_small_letters(label)
    is_sentence = label.value.endswith(_ENDS_OF_SENTENCES)
    is_block = lines.kinds[number - 1] == lines.kinds[number + 1] == "blank"
    return is_short and is_one_word and is_block and not is_sentence


def _label_of_paragraphs(lines: KindsOfLines, first: int, number: int) -> int:
    """Return the line of a label whose value has several paragraphs; -1 for none.

    `number` is a line of the last of them.
    """
    for candidate in _lines_before(first, number):
        label = lines.labels.get(candidate)
        if label is None:
            continue
        is_heading = not label.value
        most = _MOST_LINES_BELOW_HEADING if is_heading else _MOST_LINES_BELOW_VALUE
        if number - candidate > most:
            return -1
        fields = _FIELDS_OF_PARAGRAPHS if is_heading else _FIELDS_OF_HEADINGS
        if label.field in fields:
            return candidate
        if label.field is not None:
            return -1
    return -1


def _lines_before(first: int, number: int) -> Iterator[int]:
    """Yield the numbers of the lines before a line, the nearest first."""
    earliest = max(first, number - _MOST_LINES_BELOW_HEADING - 1)
    yield from range(number - 1, earliest - 1, -1)
