"""From the lines of an article and what each of them is to the article itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from discourse.newspaper_databases.articles import (
    ARTICLE_COLUMNS,
    Article,
    MaskedLines,
)
from discourse.newspaper_databases.database_labels import (
    byline_of,
    column_of_label,
)
from discourse.newspaper_databases.dates import iso_date_of, read_dated_line
from discourse.newspaper_databases.download_lines import DownloadLine
from discourse.newspaper_databases.language_names import english_name_of_language
from discourse.newspaper_databases.line_kinds import LabelledLine
from discourse.newspaper_databases.word_counts import stated_word_count

__all__ = ["ArticleParts", "FoundArticles"]

# What a line is, as it stands in the reason of its mask.
_REASONS = {
    "abstract": "an abstract.",
    "copyright": "a line on copyright.",
    "cover": "search terms and a list of contents.",
    "date": "the line of the date and the edition.",
    "end": "the mark at the end of an article.",
    "end_of_file": "end of the file.",
    "identifier": "the number of the article in the database.",
    "label": "a label and its value.",
    "number": "the number of the article in the download.",
    "page": "the head of a page.",
    "source": "the line of the source.",
    "title": "the title.",
}
# Labels that say nothing of an article, and are not kept as columns.
_NOT_KEPT = frozenset(
    [
        "body",
        "classification",
        "copyright",
        "count",
        "cover",
        "database",
        "end",
        "last_updated",
        "links",
        "request",
    ]
)


@dataclass
class ArticleParts:
    """An article while it is read: what each of its lines is, and what they say.

    Attributes
    ----------
    database : str
        Its name in the reasons of masks: "Nexis Uni".
    lines : sequence of DownloadLine
        All lines of the article.
    parts : list of str
        What each line is: a key of `_REASONS`, or "" for the body.
    facts : dict of str to str
        What the lines say, by field, as it is written.
    unknown_labels : list of str
        Labels that no table has.
    is_cut : bool
        Whether the file ends before the article does.
    """

    database: str
    lines: Sequence[DownloadLine]
    parts: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    unknown_labels: list[str] = field(default_factory=list)
    prefixes: list[MaskedLines] = field(default_factory=list)
    is_cut: bool = False

    def __post_init__(self) -> None:
        """Take every line for the body at first."""
        self.parts = [""] * len(self.lines)

    def mark(self, first: int, last: int, part: str) -> None:
        """Say what the lines from `first` to `last`, which is not one of them, are."""
        for number in range(first, last):
            self.parts[number] = part

    def mark_line(self, number: int, part: str) -> None:
        """Say what one line is."""
        self.parts[number] = part

    def mark_lines(self, numbers: Sequence[int], part: str) -> None:
        """Say what the lines from the first to the last of some numbers are."""
        first = numbers[0]
        last = numbers[-1]
        self.mark(first, last + 1, part)

    def append_lines(self, lines: Sequence[DownloadLine], part: str) -> None:
        """Add lines after the last one, such as a summary of the search."""
        first = len(self.lines)
        self.lines = [*self.lines, *lines]
        self.parts.extend([""] * len(lines))
        self.mark(first, len(self.lines), part)

    def mark_prefix(self, number: int, length: int, part: str) -> None:
        """Mask the beginning of a line of the body: `length` characters of its words."""
        line = self.lines[number]
        mask = MaskedLines(line.start, line.place_of(length), self._reason(part))
        self.prefixes.append(mask)

    def add(self, name: str, value: str) -> None:
        """Keep what the lines say of the article; the first that says it counts."""
        words = " ".join(value.split())
        if words and not self.facts.get(name):
            self.facts[name] = words

    def add_label(self, label: LabelledLine, value: str) -> None:
        """Keep the value of a label, in a column of its own if no table has it."""
        if label.field is not None:
            self.add(label.field, value)
            return
        self.add(column_of_label(label.name), value)
        self.unknown_labels.append(label.name)

    def text_of(self, numbers: Iterable[int]) -> str:
        """Return the words of some lines, joined by blanks."""
        texts = [self.lines[number].text for number in numbers]
        return " ".join(filter(None, texts))

    def article(self) -> Article:
        """Return the article."""
        masks = [*self._masks_of_lines(), *self.prefixes]
        masks.sort(key=lambda mask: mask.start)
        return Article(
            start=self.lines[0].start,
            end=self.lines[-1].end,
            metadata=self._metadata(),
            masks=tuple(masks),
        )

    def _masks_of_lines(self) -> list[MaskedLines]:
        """Return the masks of the lines that are no body, one for a run of them."""
        masks = []
        parts = self._parts_with_blank_lines()
        parts_of_lines = zip(self.lines, parts, strict=True)
        for part, run in groupby(parts_of_lines, key=itemgetter(1)):
            run_of_lines = [line for line, _ in run]
            if part:
                start = run_of_lines[0].start
                end = run_of_lines[-1].end
                reason = self._reason(part)
                masks.append(MaskedLines(start, end, reason))
        return masks

    def _parts_with_blank_lines(self) -> Sequence[str]:
        """Return the parts, with blank lines as part of what stands before them.

        The first of an article belong to what comes after them.
        """
        parts: list[str] = []
        for line, part in zip(self.lines, self.parts, strict=True):
            if line.is_blank and parts:
                part = parts[-1]
            parts.append(part)
        blank_lines = 0
        for line in self.lines:
            if not line.is_blank:
                break
            blank_lines += 1
        if blank_lines < len(parts):
            first_part = parts[blank_lines]
            parts[:blank_lines] = [first_part] * blank_lines
        return parts

    def _reason(self, part: str) -> str:
        """Return the reason of a mask, as a sentence."""
        return f"{self.database}: {_REASONS[part]}"

    def _metadata(self) -> dict[str, object]:
        """Return what is said of the article, by the names of the columns."""
        facts = self.facts
        metadata: dict[str, object] = {}
        for column in ARTICLE_COLUMNS:
            metadata[column] = facts.get(column, "")
        metadata["date"] = _date_of(facts.get("date", ""))
        metadata["byline"] = byline_of(facts.get("byline", ""))
        language = facts.get("language", "")
        metadata["language"] = english_name_of_language(language)
        stated_words = facts.get("words_stated", "")
        word_count = stated_word_count(stated_words, is_labelled=True)
        metadata["words_stated"] = word_count
        for name, value in facts.items():
            if name not in metadata and name not in _NOT_KEPT:
                metadata[name] = value
        return metadata


@dataclass(frozen=True)
class FoundArticles:
    """The articles in the lines of a file.

    Attributes
    ----------
    articles : sequence of ArticleParts
    stated : int or None
        How many there are, as the file says.
    identifiers : int
        How many lines have the number of an article in the database; 0 if that is not
        counted.
    """

    articles: Sequence[ArticleParts]
    stated: int | None
    identifiers: int = 0


def _date_of(text: str) -> str:
    """Return the date in ISO form; a year alone is a date, too."""
    date = iso_date_of(text)
    if date:
        return date
    dated_line = read_dated_line(text)
    if dated_line is not None:
        return dated_line.date
    is_year = len(text) == len("2023") and text.isascii() and text.isdecimal()
    return text if is_year else ""
