"""The lines of text that the words of a printed page make."""

from __future__ import annotations

import bisect
import dataclasses
import itertools
import re
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from discourse.text_extraction.pdf_columns import Column, Row, order_columns
from discourse.text_extraction.pdf_words import HAN_OR_KANA, Character, Word

__all__ = ["lines_of_page"]

# Distances are in ems, the size of the type, unless something else is said.
_MIN_BLANK = 0.15  # between two words
_MIN_TAB = 2.0  # between two cells of a table
_MIN_PARAGRAPH_GAP = 1.3  # in times of the usual distance between lines
_USUAL_DISTANCE = 1.3  # from line to line, if there are few lines to tell it from
_MIN_DISTANCES = 3
_MAX_SIZE_RATIO = 1.08  # of the type of two lines of one paragraph
_MIN_INDENT = 0.8
_MAX_INDENT = 4.0
_INDENT = "    "
_MIN_SPARE_ROOM = 0.3  # beside the next word, at the end of a line that is not full
# Shorter lines of a narrow column do not look like wrapped lines, so they are joined
# in twos and threes, up to this many characters.
_NARROW_COLUMN = 40
_MAX_JOINED_LINE = 80
_MIN_ROWS_TO_JOIN = 3
_DIVIDING_SIGNS = ("-", "\u00ad", "\u2010")
_BRACKETS = str.maketrans("()[]{}«»‹›", ")(][}{»«›‹")
_BRACKET = re.compile(r"[()\[\]{}«»‹›]")
_CLOSING_BRACKETS = ")]}»›"
_OPENING_BRACKETS = "([{«‹"
# These stand at the end of a word only: teh marbuta, alef maksura, and the five final
# letters of Hebrew.
_FINAL_LETTERS = tuple("ةىךםןףץ")
_WEIGHT_OF_FINAL_LETTER = 3  # beside the article: other words look like that
_ARTICLE = "ال"
_ARTICLE_TURNED = "لا"
_MIN_LETTERS_OF_EVIDENCE = 4
_ALEFS = "اأإآ"
_LAM = "ل"


@dataclass(frozen=True)
class _Line:
    """A line of text.

    Attributes
    ----------
    text : str
    is_apart : bool
        Whether a blank line stands before it.
    is_full : bool
        Whether the first word of the next row had no room in it.
    """

    text: str
    is_apart: bool
    is_full: bool


def lines_of_page(words: Sequence[Word]) -> list[str]:
    """Return the lines of a page in the order of reading; some are blank.

    Parameters
    ----------
    words : sequence of Word
    """
    level_words = [word for word in words if not word.angle]
    turned_words = [word for word in words if word.angle]
    spell = _spell_from_right
    if _is_drawn_backwards(level_words):
        spell = _spell_as_drawn
    lines: list[str] = []
    row_before = None
    for column in order_columns(level_words):
        column_lines = _lines_of_column(column, row_before, spell)
        for line in column_lines:
            if line.is_apart and lines:
                lines.append("")
            lines.append(line.text)
        row_before = column.rows[-1]
    lines += _lines_of_turned_words(turned_words, has_text_before=bool(lines))
    return lines


def _lines_of_column(
    column: Column, row_before: Row | None, spell: Callable[[Row], str]
) -> list[_Line]:
    """Return the lines of one column."""
    rows = column.rows
    left = min([row.left for row in rows])
    right = max([row.right for row in rows])
    usual_distance = _usual_distance(rows)
    lines = []
    was_indented = True
    for number, row in enumerate(rows):
        text = spell(row)
        next_row = rows[number + 1] if number + 1 < len(rows) else None
        is_right_to_left = _is_right_to_left(row)
        indent = row.left - left
        if is_right_to_left:
            indent = right - row.right
        is_indented = _MIN_INDENT * row.size <= indent <= _MAX_INDENT * row.size
        if is_indented and not was_indented:
            text = _INDENT + text
        was_indented = is_indented
        is_apart = False
        goes_on = number == 0 and column.goes_on
        if row_before is not None and not goes_on:
            is_apart = _are_apart(row_before, row, usual_distance)
        is_full = next_row is not None and _is_full(row, next_row, left, right)
        # What has gaps for cells is a table.
        is_full &= "\t" not in text
        lines.append(_Line(text, is_apart, is_full))
        row_before = row
    return _join_narrow_lines(lines)


def _usual_distance(rows: Sequence[Row]) -> float:
    """Return the usual distance between the lines of a column."""
    distances = []
    for row, next_row in itertools.pairwise(rows):
        if _have_same_size(row, next_row):
            distances.append(row.base - next_row.base)
    if len(distances) < _MIN_DISTANCES:
        size = statistics.median([row.size for row in rows])
        distances.append(_USUAL_DISTANCE * size)
    return statistics.median_low(distances)


def _have_same_size(row: Row, other_row: Row) -> bool:
    """Return whether the type of two rows has about the same size."""
    larger = max(row.size, other_row.size)
    smaller = min(row.size, other_row.size)
    return larger <= _MAX_SIZE_RATIO * smaller


def _are_apart(row: Row, next_row: Row, usual_distance: float) -> bool:
    """Return whether the space between two rows, or their type, divides paragraphs."""
    if not _have_same_size(row, next_row):
        return True
    distance = row.base - next_row.base
    # A row that is higher on the page begins another part of it.
    return distance < 0 or distance > _MIN_PARAGRAPH_GAP * usual_distance


def _is_full(row: Row, next_row: Row, left: float, right: float) -> bool:
    """Return whether the first word of the next row had no room in a row."""
    if _is_right_to_left(row):
        room = row.left - left
        next_word = max(next_row.words, key=lambda word: word.right)
    else:
        room = right - row.right
        next_word = min(next_row.words, key=lambda word: word.left)
    needed = next_word.right - next_word.left
    return room < needed + _MIN_SPARE_ROOM * row.size


def _join_narrow_lines(lines: Sequence[_Line]) -> list[_Line]:
    """Return the lines of a narrow column, joined to lines of the usual length.

    A line that a hyphen ends, and one with room for the next word, stays as it is.
    """
    full_lengths = [len(line.text) for line in lines if line.is_full]
    if len(full_lengths) < _MIN_ROWS_TO_JOIN:
        return list(lines)
    text = "".join([line.text for line in lines])
    is_wide = 2 * len(HAN_OR_KANA.findall(text)) > len(text)
    # Two letters take the place of one Han character.
    letters_of_sign = 2 if is_wide else 1
    max_length = _MAX_JOINED_LINE // letters_of_sign
    if letters_of_sign * statistics.median(full_lengths) >= _NARROW_COLUMN:
        return list(lines)
    joined = [lines[0]]
    for line in lines[1:]:
        before = joined[-1]
        goes_on = before.is_full and not line.is_apart
        goes_on &= not line.text.startswith(_INDENT)
        goes_on &= not before.text.endswith(_DIVIDING_SIGNS)
        length = len(before.text) + len(line.text)
        if goes_on and length < max_length:
            blank = "" if is_wide else " "
            text = f"{before.text}{blank}{line.text}"
            joined[-1] = dataclasses.replace(before, text=text, is_full=line.is_full)
        else:
            joined.append(line)
    return joined


def _lines_of_turned_words(
    words: Sequence[Word], *, has_text_before: bool
) -> list[str]:
    """Return the lines that are not level, such as a title up the margin."""
    lines: list[str] = []
    number_before = -1
    angle_before = 0
    for word in words:
        is_next = word.number == number_before + 1
        if is_next and word.angle == angle_before:
            blank = " " if word.is_after_blank else ""
            lines[-1] += f"{blank}{word.text}"
        else:
            lines.append(word.text)
        number_before = word.number
        angle_before = word.angle
    if lines and has_text_before:
        lines.insert(0, "")
    return lines


# --------------------------------------------------------------------------------------
# The order of words and letters in a row


def _spell_as_drawn(row: Row) -> str:
    """Return the text of a row whose letters all stand from left to right."""
    parts = []
    for number, word in enumerate(row.words):
        before = row.words[number - 1] if number else None
        parts.append(_blank_between(before, word))
        clusters = _clusters_of(word)
        parts += [_spell_cluster(cluster) for cluster in clusters]
    return _turn_brackets("".join(parts))


def _spell_from_right(row: Row) -> str:
    """Return the text of a row in the order of reading.

    Arabic and Hebrew run from right to left, figures and Latin words in them from left
    to right.
    """
    words = list(row.words)
    has_right_to_left = any(word.is_right_to_left for word in words)
    if not has_right_to_left:
        return _join_words(words)
    if _is_right_to_left(row):
        words.reverse()
        words = _reverse_runs(words, _runs_from_left)
    else:
        words = _reverse_runs(words, _runs_from_right)
    return _turn_brackets(_join_words(words))


def _is_right_to_left(row: Row) -> bool:
    """Return whether most letters of a row run from right to left."""
    right_to_left = 0
    left_to_right = 0
    for word in row.words:
        for character in word.characters:
            if character.is_right_to_left:
                right_to_left += 1
            elif character.text.isalpha():
                left_to_right += 1
    return right_to_left > left_to_right


def _runs_from_left(word: Word) -> bool:
    """Return whether a word runs from left to right: it has letters or figures."""
    if word.is_right_to_left:
        return False
    return any(character.text.isalnum() for character in word.characters)


def _runs_from_right(word: Word) -> bool:
    """Return whether a word runs from right to left."""
    return word.is_right_to_left


def _reverse_runs(
    words: Sequence[Word], is_in_run: Callable[[Word], bool]
) -> list[Word]:
    """Return the words after each run of words of one direction is turned round."""
    ordered: list[Word] = []
    for is_run, group in itertools.groupby(words, is_in_run):
        run = list(group)
        if is_run:
            run.reverse()
        ordered += run
    return ordered


def _join_words(words: Sequence[Word]) -> str:
    """Return the words with the blanks between them."""
    parts = []
    before = None
    for word in words:
        parts.append(_blank_between(before, word))
        parts.append(_spell_word(word))
        before = word
    return "".join(parts)


def _blank_between(before: Word | None, word: Word) -> str:
    """Return what stands between two words: a blank, a tab, or nothing."""
    if before is None:
        return ""
    size = max(before.size, word.size)
    gap = max(word.left - before.right, before.left - word.right)
    # Words of two directions that follow each other in reading may stand far apart.
    is_one_way = before.is_right_to_left == word.is_right_to_left
    if gap > _MIN_TAB * size and is_one_way:
        return "\t"
    is_next = word.number == before.number + 1
    if gap > _MIN_BLANK * size or (is_next and word.is_after_blank):
        return " "
    return ""


def _spell_word(word: Word) -> str:
    """Return a word in the order of reading."""
    if not word.is_right_to_left:
        return word.text
    clusters = _clusters_of(word)
    clusters.reverse()
    from_left = [_spell_cluster(cluster) for cluster in clusters]
    is_of_run = []
    for cluster in clusters:
        base = cluster[0]
        is_of_run.append(base.text.isalnum() and not base.is_right_to_left)
    ordered: list[str] = []
    for is_run, group in itertools.groupby(
        zip(is_of_run, from_left, strict=True), lambda pair: pair[0]
    ):
        run = [text for _, text in group]
        if is_run:
            run.reverse()
        ordered += run
    return "".join(ordered)


def _clusters_of(word: Word) -> list[list[Character]]:
    """Return the letters of a word from left to right, each with its marks.

    The letters of a ligature, which stand at the same place, make one cluster.
    """
    bases = [character for character in word.characters if not character.is_mark]
    if not bases:
        return [list(word.characters)]
    clusters: list[list[Character]] = []
    last_box = None
    for base in bases:
        box = (base.left, base.right)
        if base.is_right_to_left and box == last_box:
            clusters[-1].append(base)
        else:
            clusters.append([base])
        last_box = box
    clusters.sort(key=lambda cluster: cluster[0].middle)
    middles = [cluster[0].middle for cluster in clusters]
    for mark in word.characters:
        if mark.is_mark:
            nearest = _nearest(middles, mark.middle)
            clusters[nearest].append(mark)
    return clusters


def _nearest(places: Sequence[float], place: float) -> int:
    """Return the number of the place, in ascending order, that is nearest to a place.

    >>> _nearest([0.0, 5.0, 9.0], 6.5)
    1
    """
    after = bisect.bisect_left(places, place)
    if after == 0:
        return 0
    if after == len(places):
        return after - 1
    is_nearer = place - places[after - 1] <= places[after] - place
    return after - 1 if is_nearer else after


def _spell_cluster(cluster: Sequence[Character]) -> str:
    """Return the letters at one place, and the marks on them, in the order of reading.

    pdfium gives the letters of an Arabic or Hebrew ligature in the opposite order, but
    for a lam and alef that are one character of Unicode.
    """
    letters = [character.text for character in cluster if not character.is_mark]
    marks = [character.text for character in cluster if character.is_mark]
    if len(letters) > 1:
        letters.reverse()
        if letters[0] in _ALEFS and letters[1] == _LAM:
            letters[:2] = [letters[1], letters[0]]
    return "".join(letters + marks)


def _turn_brackets(text: str) -> str:
    """Return a row with its brackets turned if all of them are the wrong way round.

    >>> _turn_brackets("a )b( c"), _turn_brackets("a (b) c")
    ('a (b) c', 'a (b) c')
    """
    brackets = _BRACKET.findall(text)
    if len(brackets) < 2 or brackets[0] not in _CLOSING_BRACKETS:
        return text
    if brackets[-1] not in _OPENING_BRACKETS:
        return text
    return text.translate(_BRACKETS)


def _is_drawn_backwards(words: Sequence[Word]) -> bool:
    """Return whether Arabic or Hebrew stands from left to right on the page.

    Some programs draw it so. Letters that only end words, and the Arabic article, which
    begins words, show it.
    """
    from_right = 0
    from_left = 0
    for word in words:
        if not word.is_right_to_left:
            continue
        letters = []
        for character in _spell_word(word):
            if character.isalpha():
                letters.append(character)
        text = "".join(letters)
        if len(text) < _MIN_LETTERS_OF_EVIDENCE:
            continue
        from_right += text.startswith(_ARTICLE)
        from_right += _WEIGHT_OF_FINAL_LETTER * text.endswith(_FINAL_LETTERS)
        from_left += text.endswith(_ARTICLE_TURNED)
        from_left += _WEIGHT_OF_FINAL_LETTER * text.startswith(_FINAL_LETTERS)
    return from_left - from_right >= _WEIGHT_OF_FINAL_LETTER
