"""The order in which the lines of a printed page are read, column by column."""

from __future__ import annotations

import functools
import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from discourse.text_extraction.pdf_words import Word

__all__ = ["Column", "Row", "group_into_rows", "order_columns"]

# Distances are in ems, the size of the type, unless something else is said.
_MAX_ROW_SHIFT = 0.6  # of the base line inside a row: raised and lowered figures
_UNITS_PER_EM = 10  # the page is measured in these to look for gaps between columns
_MAX_UNITS = 5_000  # of the width of a page: a poster
_MIN_GUTTER = 7  # units between two columns; a blank between words has about 3
# What words cover: units without a gap between columns.
_COVERED_STRIPE = re.compile(rf"1(?:0{{0,{_MIN_GUTTER - 1}}}1)*")
_MIN_ROWS_OF_COLUMN = 3
_ROWS_OF_LONG_COLUMN = 6  # beside such a column, another one may have a single row
_MIN_LETTERS_OF_ROW = 12  # in the mean; a column of figures or names has fewer
# A Han character takes the place of two letters.
_WIDE_LETTER = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FULL_ROW = 0.8  # of the width of the column
_MIN_FULL_ROWS = 0.4  # share of the rows of a column that are full, if it is prose
_MIN_GAP_OF_HEAD = 1.8  # between head and text, in times of the usual distance
_MAX_ROWS_OF_HEAD = 2
# Between rows of a table, and above a heading; in times of the usual distance.
_MIN_GAP_APART = 1.35
_MIN_TABLE_ROWS = 3
_MIN_SIZE_OF_HEADING = 1.1  # of its type, beside that of the text
_MAX_LINES_OF_CELL = 3  # in the mean
_LEAST_DISTANCE = 1.1  # from line to line
_MAX_DEPTH = 10  # of columns inside parts of pages inside columns
# A page with more rows than this is no page of prose, and is read from top to bottom.
_MAX_ROWS = 400


@dataclass
class Row:
    """Words that stand on one line, from left to right."""

    words: list[Word]

    @functools.cached_property
    def left(self) -> float:
        """Where the row begins on the left."""
        return min([word.left for word in self.words])

    @functools.cached_property
    def right(self) -> float:
        """Where the row ends on the right."""
        return max([word.right for word in self.words])

    @functools.cached_property
    def size(self) -> float:
        """The size of the type of its longest word."""
        longest = max(self.words, key=lambda word: len(word.characters))
        return longest.size

    @functools.cached_property
    def base(self) -> float:
        """The line on which its longest word stands."""
        longest = max(self.words, key=lambda word: len(word.characters))
        return longest.base


@dataclass(frozen=True)
class Column:
    """Rows that are read one after the other, and how they follow what is before.

    Attributes
    ----------
    rows : tuple of Row
        From top to bottom.
    goes_on : bool
        Whether the text of the column before it goes on here: it is the next column of
        the same part of the page.
    """

    rows: tuple[Row, ...]
    goes_on: bool = False


@dataclass(frozen=True)
class _Stripe:
    """A part of the width of a page, in units."""

    left: int
    right: int


@dataclass(frozen=True)
class _Band:
    """Rows of a page that stand in columns: half-open, by number.

    Attributes
    ----------
    first, end : int
    columns : tuple of _Stripe
        The columns from left to right.
    letters : int
        How many characters stand in them.
    """

    first: int
    end: int
    columns: tuple[_Stripe, ...]
    letters: int


def order_columns(words: Sequence[Word]) -> list[Column]:
    """Return the columns of a page in the order of reading.

    A page is divided where a strip without text runs down between lines of prose. What
    stands across the columns, such as a heading, divides them into an upper and a lower
    part. Columns of figures or single words are a table, which is read row by row. If
    most letters run from right to left, so do the columns.

    Parameters
    ----------
    words : sequence of Word
        Those whose lines are level.
    """
    if not words:
        return []
    sizes = []
    right_to_left = 0
    for word in words:
        sizes += [word.size] * len(word.characters)
        right_to_left += len(word.characters) * word.is_right_to_left
    unit = statistics.median(sizes) / _UNITS_PER_EM
    reader = _ColumnReader(
        unit=unit,
        origin=min([word.left for word in words]),
        from_right=2 * right_to_left > len(sizes),
    )
    return reader.order(words, depth=0)


def group_into_rows(words: Sequence[Word]) -> list[Row]:
    """Return the rows of some words, from top to bottom.

    A raised or lowered word belongs to the row that it is nearest to.
    """
    by_height = sorted(words, key=lambda word: (-word.base, word.left, word.number))
    rows: list[Row] = []
    base = 0.0
    size = 0.0
    for word in by_height:
        max_shift = _MAX_ROW_SHIFT * min(size, word.size)
        if rows and base - word.base <= max_shift:
            rows[-1].words.append(word)
            if word.size > size:
                base = word.base
                size = word.size
        else:
            rows.append(Row([word]))
            base = word.base
            size = word.size
    for row in rows:
        row.words.sort(key=lambda word: (word.left, word.number))
    return rows


@dataclass(frozen=True)
class _ColumnReader:
    """Finds the columns of one page.

    Attributes
    ----------
    unit : float
        The unit in which widths are measured, in points.
    origin : float
        Where the text of the page begins on the left.
    from_right : bool
        Whether the column on the right is read first.
    """

    unit: float
    origin: float
    from_right: bool

    def order(self, words: Sequence[Word], depth: int) -> list[Column]:
        """Return the columns of some words in the order of reading."""
        rows = group_into_rows(words)
        band = None
        if depth < _MAX_DEPTH and len(rows) <= _MAX_ROWS:
            band = self._find_best_band(rows)
        if band is None:
            return [Column(tuple(rows))]
        columns = []
        if band.first > 0:
            columns += self.order(_words_of(rows[: band.first]), depth + 1)
        columns += self._order_band(rows[band.first : band.end], band, depth)
        if band.end < len(rows):
            columns += self.order(_words_of(rows[band.end :]), depth + 1)
        return columns

    def _order_band(self, rows: Sequence[Row], band: _Band, depth: int) -> list[Column]:
        """Return the columns of a band, or the cells of a table row by row."""
        stripes = list(band.columns)
        if self.from_right:
            stripes.reverse()
        table_rows = self._divide_table(rows, stripes)
        parts = table_rows or [list(rows)]
        ordered: list[Column] = []
        for part in parts:
            words = _words_of(part)
            for stripe in stripes:
                words_of_column = self._words_in(words, stripe)
                if not words_of_column:
                    continue
                columns = self.order(words_of_column, depth + 1)
                is_next = bool(ordered) and stripe is not stripes[0]
                goes_on = is_next and not table_rows
                ordered.append(Column(columns[0].rows, goes_on))
                ordered += columns[1:]
        return ordered

    def _divide_table(
        self, rows: Sequence[Row], stripes: Sequence[_Stripe]
    ) -> list[list[Row]]:
        """Return the rows of a table with cells of a few lines; empty if it is none.

        Its rows are apart from each other over the whole width.
        """
        words = _words_of(rows)
        distances = []
        for stripe in stripes:
            rows_of_column = group_into_rows(self._words_in(words, stripe))
            distances.append(_usual_distance(rows_of_column))
        min_gap = _MIN_GAP_APART * max(distances)
        parts: list[list[Row]] = []
        lowest = 0.0
        for row in rows:
            bases = [word.base for word in row.words]
            if not parts or lowest - max(bases) > min_gap:
                parts.append([])
            parts[-1].append(row)
            lowest = min(bases)
        if len(parts) < _MIN_TABLE_ROWS or len(rows) > _MAX_LINES_OF_CELL * len(parts):
            return []
        for part in parts:
            # In each row of a table, the cells begin at the same height.
            first_words = part[0].words
            begun = [bool(self._words_in(first_words, stripe)) for stripe in stripes]
            if not all(begun):
                return []
        return parts

    def _find_best_band(self, rows: Sequence[Row]) -> _Band | None:
        """Return the rows that stand in columns and have the most letters."""
        masks = [self._mask_of(row) for row in rows]
        whole_width = (1 << max([mask.bit_length() for mask in masks])) - 1
        for number in _find_headings(rows):
            if len(_divide_at_gutters(masks[number])) == 1:
                masks[number] = whole_width
        best = None
        furthest_end = 0
        for first in range(len(rows)):
            end = _end_of_band(masks, first)
            if end <= max(furthest_end, first):
                continue
            # A band that begins later and ends at the same row is a part of this one.
            furthest_end = end
            band = self._divide(rows, masks, first, end)
            if band is not None and (best is None or band.letters > best.letters):
                best = band
        return best

    def _mask_of(self, row: Row) -> int:
        """Return a number whose bits are the units of the width that words cover."""
        mask = 0
        for word in row.words:
            left = self._left_unit(word)
            units = int((word.right - self.origin) / self.unit)
            right = min(units, _MAX_UNITS)
            width = max(right - left, 1)
            mask |= ((1 << width) - 1) << left
        return mask

    def _divide(
        self, rows: Sequence[Row], masks: Sequence[int], first: int, end: int
    ) -> _Band | None:
        """Return the columns of prose among some rows; None if there are none.

        Columns that are no prose are joined to their neighbours.
        """
        inner = _leave_heads_out(rows, first, end)
        band_mask = 0
        for mask in masks[inner.start : inner.stop]:
            band_mask |= mask
        stripes = _divide_at_gutters(band_mask)
        words = _words_of(rows[inner.start : inner.stop])
        while len(stripes) > 1:
            columns = [self._words_in(words, stripe) for stripe in stripes]
            odd = _find_odd_column(columns)
            if odd is None:
                letters = sum([len(word.characters) for word in words])
                return _Band(inner.start, inner.stop, tuple(stripes), letters)
            stripes = _join_to_neighbour(stripes, odd)
        return None

    def _words_in(self, words: Sequence[Word], stripe: _Stripe) -> list[Word]:
        """Return the words that stand in a column."""
        inside = []
        for word in words:
            if stripe.left <= self._left_unit(word) < stripe.right:
                inside.append(word)
        return inside

    def _left_unit(self, word: Word) -> int:
        """Return where a word begins, in units."""
        units = int((word.left - self.origin) / self.unit)
        return min(max(units, 0), _MAX_UNITS)


def _end_of_band(masks: Sequence[int], first: int) -> int:
    """Return the number after the last row that leaves a gap between columns.

    It is `first` if there is no gap in any row from there on.
    """
    band_mask = 0
    end = first
    for number in range(first, len(masks)):
        band_mask |= masks[number]
        if _has_gutter(band_mask):
            end = number + 1
        elif end > first:
            break
    return end


def _has_gutter(mask: int) -> bool:
    """Return whether words leave a wide gap between them.

    >>> _has_gutter(0b1110000000000110), _has_gutter(0b1110000)
    (True, False)
    """
    # A trailing gap is a margin.
    trailing_gap = (mask & -mask).bit_length() - 1
    inner_mask = mask >> trailing_gap
    gaps = inner_mask ^ ((1 << inner_mask.bit_length()) - 1)
    width = 1
    # A bit that is left after each step stands for a gap that is wider by the step.
    while gaps and width < _MIN_GUTTER:
        step = min(width, _MIN_GUTTER - width)
        gaps &= gaps >> step
        width += step
    return gaps > 0


def _divide_at_gutters(mask: int) -> list[_Stripe]:
    """Return the stripes that words cover, with wide gaps between them.

    >>> _divide_at_gutters(0b1110000000000110)
    [_Stripe(left=1, right=3), _Stripe(left=13, right=16)]
    """
    digits = f"{mask:b}"[::-1]
    stripes = []
    for match in _COVERED_STRIPE.finditer(digits):
        stripes.append(_Stripe(match.start(), match.end()))
    return stripes


def _leave_heads_out(rows: Sequence[Row], first: int, end: int) -> range:
    """Return the numbers of the rows between running head and running foot.

    These are one or two rows far from the others.
    """
    usual = _usual_distance(rows[first:end])
    max_gap = _MIN_GAP_OF_HEAD * usual
    start = first
    stop = end
    for number in range(first + 1, min(first + _MAX_ROWS_OF_HEAD + 1, end)):
        if rows[number - 1].base - rows[number].base > max_gap:
            start = number
    for number in range(end - 1, max(end - _MAX_ROWS_OF_HEAD - 1, start), -1):
        if rows[number - 1].base - rows[number].base > max_gap:
            stop = number
    return range(start, stop)


def _find_headings(rows: Sequence[Row]) -> list[int]:
    """Return the rows in larger type that stand apart from the rows beside them.

    Such a heading divides columns, even if it is no longer than one of them.
    """
    usual = _usual_distance(rows)
    usual_size = statistics.median([row.size for row in rows])
    headings = []
    for number in range(1, len(rows) - 1):
        row = rows[number]
        if row.size < _MIN_SIZE_OF_HEADING * usual_size:
            continue
        above = rows[number - 1].base - row.base
        below = row.base - rows[number + 1].base
        if above > _MIN_GAP_APART * usual and below > usual:
            headings.append(number)
    return headings


def _usual_distance(rows: Sequence[Row]) -> float:
    """Return the usual distance from line to line; at least the size of the type.

    The lines of two columns may be at different heights, and their rows nearer.
    """
    distances = []
    for row, next_row in itertools.pairwise(rows):
        distances.append(row.base - next_row.base)
    size = statistics.median([row.size for row in rows])
    distances.append(_LEAST_DISTANCE * size)
    return max(statistics.median(distances), _LEAST_DISTANCE * size)


def _find_odd_column(columns: Sequence[Sequence[Word]]) -> int | None:
    """Return the number of the first column that is no prose, or None."""
    rows_of_columns = [group_into_rows(words) for words in columns]
    most_rows = max([len(rows) for rows in rows_of_columns])
    min_rows = _MIN_ROWS_OF_COLUMN
    if most_rows >= _ROWS_OF_LONG_COLUMN:
        # The last column of a text may be short.
        min_rows = 1
    for number, rows in enumerate(rows_of_columns):
        if len(rows) < min_rows or not _is_prose(rows):
            return number
    return None


def _is_prose(rows: Sequence[Row]) -> bool:
    """Return whether rows are long and many of them fill the column."""
    left = min([row.left for row in rows])
    right = max([row.right for row in rows])
    full_width = _FULL_ROW * (right - left)
    letters = 0
    full_rows = 0
    for row in rows:
        full_rows += row.right - row.left >= full_width
        for word in row.words:
            letters += len(word.characters)
            letters += len(_WIDE_LETTER.findall(word.text))
    is_long = letters >= _MIN_LETTERS_OF_ROW * len(rows)
    return is_long and full_rows >= _MIN_FULL_ROWS * len(rows)


def _join_to_neighbour(stripes: Sequence[_Stripe], number: int) -> list[_Stripe]:
    """Return the stripes after one of them is joined to the nearer neighbour."""
    gaps = []
    for stripe, next_stripe in itertools.pairwise(stripes):
        gaps.append(next_stripe.left - stripe.right)
    if number == 0:
        joined = 0
    elif number == len(gaps):
        joined = number - 1
    elif gaps[number] < gaps[number - 1]:
        joined = number
    else:
        joined = number - 1
    stripe = _Stripe(stripes[joined].left, stripes[joined + 1].right)
    return [*stripes[:joined], stripe, *stripes[joined + 2 :]]


def _words_of(rows: Sequence[Row]) -> list[Word]:
    """Return the words of some rows."""
    words: list[Word] = []
    for row in rows:
        words += row.words
    return words
