"""Downloads of LexisNexis as web pages.

The classes of the elements differ from download to download. What can be trusted is the
order of the blocks: "1 of 3 DOCUMENTS", the source, the date, the headline, blocks that
begin with a label in capitals (``BYLINE:``), the text, more labels, the copyright.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from discourse.newspaper_databases.article_records import (
    ArticleRecord,
    make_download,
    mark_cut_off,
)
from discourse.newspaper_databases.articles import Download
from discourse.newspaper_databases.database_labels import label_field
from discourse.newspaper_databases.dates import read_dated_line
from discourse.newspaper_databases.element_lookup import line_of, name_of
from discourse.newspaper_databases.line_kinds import ALL_RIGHTS
from discourse.newspaper_databases.stated_numbers import (
    has_article_number,
    read_article_number,
    stated_number,
)
from discourse.text_extraction.tree_text import TreeExtent, TreeText

__all__ = ["find_lexisnexis_page"]

_DATABASE = "LexisNexis"
_PAGE = "LexisNexis (HTML)"
_TABLE = "Nexis"  # the name of the database in the table of labels
_ANCHOR = re.compile(r"doc[_a-z]*\d", re.IGNORECASE)
# A label in capitals, in an element of its own.
_LABEL = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '()/-]){1,40} ?:")
_COPYRIGHT = re.compile(rf"copyright|©|\(c\)|{ALL_RIGHTS}", re.IGNORECASE)
_EDITION = re.compile(r"\b(?:edition|ausgabe|édition|edición)\b", re.IGNORECASE)
_COMMON_COLUMNS = ("byline", "language", "load_date", "section", "words_stated")
_LEAST_LABELS = 2  # kinds of known labels that a download has, at least
_LONGEST_EDITION = 8  # words
_LONGEST_COPYRIGHT = 60  # words
_LONGEST_UNKNOWN = 300  # characters that an unknown label may have and say
_BLOCKS = ("p", "div", "center", "h1", "h2", "h3", "h4", "td", "li", "pre")


@dataclass(frozen=True)
class _Block:
    """An element that holds text and no other block.

    Attributes
    ----------
    start, end : int
        Where its text is.
    text : str
        Its text on one line.
    label : str
        The label that it begins with, in an element of its own; ``""`` if none.
    parent : element of lxml
    """

    start: int
    end: int
    text: str
    label: str
    parent: Any


@dataclass(frozen=True)
class _Group:
    """The blocks of one element ``div``, such as the paragraphs of the text.

    Attributes
    ----------
    start, end : int
    text : str
        Its text on one line.
    label : str
        The label of its first block.
    column : str
        What a known label says; ``""`` of an unknown one or none.
    block_count : int
    """

    start: int
    end: int
    text: str
    label: str
    column: str
    block_count: int

    @property
    def is_text(self) -> bool:
        """Whether the group has no label, or is too large for an unknown one."""
        is_unknown = bool(self.label) and not self.column
        is_large = self.block_count > 1 or len(self.text) > _LONGEST_UNKNOWN
        return not self.label or (is_unknown and is_large)

    @property
    def value(self) -> str:
        """The text without the label."""
        length = len(self.label)
        return self.text[length:].strip()

    @property
    def is_copyright(self) -> bool:
        """Whether the group says whose rights are reserved."""
        length = len(self.text.split())
        if length > _LONGEST_COPYRIGHT:
            return False
        return _COPYRIGHT.match(self.text) is not None


def find_lexisnexis_page(tree: TreeText) -> Download | None:
    """Return the download if a web page is one of LexisNexis; else ``None``.

    Parameters
    ----------
    tree : TreeText
        The text of the page, with its elements.
    """
    if not has_article_number(tree.text):
        return None
    blocks = list(_blocks_of(tree))
    columns = {label_field(block.label, _TABLE) for block in blocks if block.label}
    if len(columns - {None}) < _LEAST_LABELS:
        return None
    firsts = _first_blocks(tree, blocks)
    if not firsts:
        return None
    records = []
    for number, first in enumerate(firsts):
        is_last = number + 1 == len(firsts)
        end = len(blocks) if is_last else firsts[number + 1]
        records.append(_record_of_blocks(tree, blocks[first:end]))
    mark_cut_off(records, "copyright", "load_date")
    stated_articles = _stated_articles(tree, blocks, firsts)
    return make_download(_PAGE, records, stated_articles=stated_articles)


# --------------------------------------------------------------------------------------
# Blocks


def _blocks_of(tree: TreeText) -> Iterator[_Block]:
    """Yield the innermost blocks of a page that hold text, in order."""
    for element in tree.root.iter(*_BLOCKS):
        if next(element.iterdescendants(*_BLOCKS), None) is not None:
            continue
        extent = tree.extents[element]
        if extent.start < extent.end:
            yield _Block(
                start=extent.start,
                end=extent.end,
                text=line_of(tree, element),
                label=_label_of(tree, element),
                parent=element.getparent(),
            )


def _label_of(tree: TreeText, element: Any) -> str:
    """Return the label that fills the first element inside a block; else ``""``."""
    block_start = tree.extents[element].start
    for child in element.iterdescendants():
        is_innermost = name_of(child) and next(child.iterchildren(), None) is None
        text = line_of(tree, child) if is_innermost else ""
        if not text:
            continue
        is_first = tree.extents[child].start == block_start
        is_label = text == text.upper() and _LABEL.fullmatch(text) is not None
        if is_first and is_label:
            return text
        break
    blocks_of_parent = element.getparent().iterchildren(*_BLOCKS)
    is_alone = len(list(islice(blocks_of_parent, 2))) == 1
    return _label_in_text(line_of(tree, element)) if is_alone else ""


def _label_in_text(text: str) -> str:
    """Return one of the most common labels if a text begins with it; else ``""``.

    >>> _label_in_text("LENGTH: 65 words"), _label_in_text("CITY: a mayor resigns")
    ('LENGTH:', '')
    """
    match = _LABEL.match(text)
    if match is None or match.group() != match.group().upper():
        return ""
    is_common = label_field(match.group(), _TABLE) in _COMMON_COLUMNS
    return match.group() if is_common else ""


def _first_blocks(tree: TreeText, blocks: Sequence[_Block]) -> list[int]:
    """Return the numbers of the blocks that begin an article: "1 of 3 DOCUMENTS".

    Where the page has anchors before its articles, each of these has one: a paragraph
    of the same words is text.
    """
    anchors = []
    for element in tree.root.iter("a"):
        if _ANCHOR.match(element.get("name") or element.get("id") or ""):
            anchors.append(tree.extents[element].start)
    firsts = []
    previous_number = 0
    used_anchors = 0
    for number, block in enumerate(blocks):
        article_number = read_article_number(block.text)
        if article_number is None:
            continue
        anchors_here = used_anchors
        while anchors_here < len(anchors) and anchors[anchors_here] <= block.start:
            anchors_here += 1
        follows = article_number.number == previous_number + 1
        is_next = follows or previous_number == 0
        if anchors_here > used_anchors or (not anchors and is_next):
            firsts.append(number)
            previous_number = article_number.number
            used_anchors = anchors_here
    return firsts


def _stated_articles(
    tree: TreeText, blocks: Sequence[_Block], firsts: Sequence[int]
) -> int | None:
    """Return how many articles the file says it has; ``None`` if it does not say."""
    counts = []
    for element in tree.root.iter("meta"):
        count = stated_number(element.get("documents") or "")
        if count is not None:
            counts.append(count)
    if counts:
        return sum(counts)
    # A file may be a part of a larger download: then the numbers begin later.
    first = read_article_number(blocks[firsts[0]].text)
    last = read_article_number(blocks[firsts[-1]].text)
    if first is None or last is None or first.number != 1:
        return None
    return last.of


def _groups_of(blocks: Sequence[_Block]) -> list[_Group]:
    """Return blocks in groups of the same element ``div``.

    Where the first block of a ``div`` has a known label, any other that has one begins
    a group, too; elsewhere a word in capitals is a part of the text.
    """
    runs: list[list[_Block]] = []
    for block in blocks:
        has_parent_of_last = bool(runs) and runs[-1][-1].parent is block.parent
        is_in_division = name_of(block.parent) == "div"
        begins_group = False
        if has_parent_of_last:
            begins_group = bool(_column_of(runs[-1][0]) and _column_of(block))
        if has_parent_of_last and is_in_division and not begins_group:
            runs[-1].append(block)
        else:
            runs.append([block])
    groups = []
    for run in runs:
        group = _Group(
            start=run[0].start,
            end=run[-1].end,
            text=" ".join(block.text for block in run),
            label=run[0].label,
            column=_column_of(run[0]),
            block_count=len(run),
        )
        groups.append(group)
    return groups


def _column_of(block: _Block) -> str:
    """Return what the label of a block says; ``""`` without a known label."""
    if not block.label:
        return ""
    field = label_field(block.label, _TABLE)
    return field or ""


# --------------------------------------------------------------------------------------
# One article


def _record_of_blocks(tree: TreeText, blocks: Sequence[_Block]) -> ArticleRecord:
    """Return what the blocks of an article say."""
    counter = blocks[0]
    end = blocks[-1].end
    record = ArticleRecord(_DATABASE, tree, counter.start, end)
    record.add_mask_with_reason(counter, "the number of the article")
    all_groups = _groups_of(blocks[1:])
    groups = _without_rights(record, all_groups)
    labelled = [number for number, group in enumerate(groups) if group.column]
    first_label = labelled[0] if labelled else len(groups)
    used = _add_head(tree, record, groups[:first_label])
    texts = _numbers_of_text(groups, used)
    done = {*used, *texts}
    for number, group in enumerate(groups):
        if group.column == "body":
            _add_group(record, group, "body")
        elif number in done or not group.label:
            continue
        elif group.column:
            _add_group(record, group, group.column)
        elif texts and not texts[0] < number < texts[-1]:
            label = group.label.rstrip(" :")
            column = record.add_unknown(label, group.value)
            record.add_mask(group, column)
    return record


def _numbers_of_text(groups: Sequence[_Group], used: Collection[int]) -> list[int]:
    """Return the numbers of the groups that are text of the article.

    If all have labels, a word in capitals at the beginning of the text was taken for
    one: the first group of several paragraphs is the text.
    """
    texts = []
    large_groups = []
    for number, group in enumerate(groups):
        if number in used:
            continue
        if group.is_text or group.column == "body":
            texts.append(number)
        elif group.block_count > 1:
            large_groups.append(number)
    return texts or large_groups[:1]


def _without_rights(
    record: ArticleRecord, groups: Sequence[_Group]
) -> Sequence[_Group]:
    """Return the groups without those on copyright at either end of the article."""
    kept = list(groups)
    while kept and kept[-1].is_copyright:
        _add_group(record, kept.pop(), "copyright")
    while kept and kept[0].is_copyright:
        _add_group(record, kept.pop(0), "copyright")
    # In some downloads, the copyright stands before the last labels.
    labelled_end = len(kept)
    while labelled_end and (kept[labelled_end - 1].label):
        labelled_end -= 1
    while labelled_end and kept[labelled_end - 1].is_copyright:
        labelled_end -= 1
        _add_group(record, kept.pop(labelled_end), "copyright")
    return kept


def _add_head(
    tree: TreeText, record: ArticleRecord, head: Sequence[_Group]
) -> set[int]:
    """Add the source, the date and the headline, and return the numbers of their groups.

    The headline stands behind the date, or between the source and the date.
    """
    used: set[int] = set()
    date_number = _number_of_date(tree, head)
    if date_number is None:
        for number, column in enumerate(("source", "title")[: len(head)]):
            _add_group(record, head[number], column)
            used.add(number)
        return used
    _add_date(tree, record, head[date_number])
    used.add(date_number)
    before = range(date_number)
    behind = range(date_number + 1, len(head))
    title_number = None
    for number in before:
        group = head[number]
        column = "source" if number == 0 else "title"
        if column == "title" and (title_number is not None or _is_edition(group)):
            column = "edition"
        elif column == "title":
            title_number = number
        _add_group(record, group, column)
        used.add(number)
    for number in behind:
        group = head[number]
        if _is_edition(group) and title_number is None:
            _add_group(record, group, "edition")
            used.add(number)
        elif title_number is None:
            title_number = number
            _add_group(record, group, "title")
            used.add(number)
    return used


def _number_of_date(tree: TreeText, head: Sequence[_Group]) -> int | None:
    """Return the number of the group that is a date; ``None`` if there is none.

    A headline may begin with a date; it goes on in other words.
    """
    for number, group in enumerate(head):
        first_line = tree.text[group.start : group.end].split("\n")[0]
        dated_line = read_dated_line(first_line)
        if dated_line is None:
            continue
        if not dated_line.rest or _EDITION.search(dated_line.rest):
            return number
    return None


def _is_edition(group: _Group) -> bool:
    """Return whether a group is the name of an edition."""
    length = len(group.text.split())
    names_edition = _EDITION.search(group.text)
    return length <= _LONGEST_EDITION and names_edition is not None


def _add_date(tree: TreeText, record: ArticleRecord, group: _Group) -> None:
    """Add a date, and the edition that may stand behind it."""
    lines = tree.text[group.start : group.end].split("\n")
    dated_line = read_dated_line(lines[0])
    if dated_line is not None:
        record.add_value("date", dated_line.date)
        record.add_value("edition", dated_line.rest)
    for line in lines[1:]:
        record.add_value("edition", line)
    record.add_mask(group, "date")


def _add_group(record: ArticleRecord, group: _Group, column: str) -> None:
    """Add what a group says to a column, and mask it.

    Of the label of a text only the label is masked.
    """
    if column == "body":
        end = min(group.start + len(group.label), group.end)
        label = TreeExtent(group.start, end)
        record.add_mask_with_reason(label, "the label of the text")
        return
    value = group.value if group.column else group.text
    record.add_value(column, value)
    record.add_mask(group, column)
