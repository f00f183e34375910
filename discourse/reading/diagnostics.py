"""What was read but looks odd.

Nothing is changed: each oddity is counted and explained, and the decision is the
scholar's. Which texts each of these functions is called for stands in
:mod:`discourse.reading.oddity_rules`.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus.reading_notes import Oddity, duplicate_reason
from discourse.validation import encodable_name

__all__ = [
    "CONTROL_CHARACTERS",
    "LINE_END_HYPHENS",
    "MAX_NARROW_LENGTH",
    "SHAPELESS_SIGNS",
    "TRAIL_BYTES",
    "UNSEGMENTED_RANGES",
    "SourceOddity",
    "find_byte_order_marks",
    "find_control_characters",
    "find_cut_cells",
    "find_divided_words",
    "find_duplicates",
    "find_emptiness",
    "find_long_line",
    "find_lost_letters",
    "find_markup",
    "find_mojibake",
    "find_narrow_lines",
    "find_seven_bit_escapes",
    "find_shown_markup",
    "find_signs_inside_words",
    "find_unsegmented",
    "find_zeros",
    "suspected_table",
]


_SPREADSHEET_LIMIT = 32_767  # characters of a cell, in Excel and in LibreOffice's CSV


@dataclass(frozen=True)
class SourceOddity:
    """An oddity with the file, or the row of a table, in which it was found."""

    source: str
    oddity: Oddity


def find_emptiness(text: str) -> list[Oddity]:
    """Return an oddity if there is no word in a text."""
    if text and not text.isspace():
        return []
    reason = "There is no word in it."
    remedy = "It remains a document; you can leave it out with where()."
    return [Oddity("empty", 0, reason, remedy)]


def find_zeros(text: str) -> list[Oddity]:
    """Return an oddity if a text has zero characters."""
    zero_count = text.count("\0")
    if not zero_count:
        return []
    reason = "The text has zero characters (U+0000)."
    remedy = "Look at the file: was it cut, or padded?"
    return [Oddity("zeros", zero_count, reason, remedy)]


def find_cut_cells(unit_counts: np.ndarray) -> dict[int, Oddity]:
    """Return an oddity for each text of a cell as long as a spreadsheet's limit.

    Parameters
    ----------
    unit_counts : int array
        The length of each text in units of UTF-16, which spreadsheets count.

    Returns
    -------
    dict of int to Oddity
        By the number of the text.
    """
    reason = (
        f"The text has {_SPREADSHEET_LIMIT:,} characters, the most that a cell of a "
        "spreadsheet holds: it was most likely cut there."
    )
    remedy = "Get the whole text from its source, and read it from a file of its own."
    cut_cells = np.flatnonzero(unit_counts == _SPREADSHEET_LIMIT)
    return dict.fromkeys(cut_cells.tolist(), Oddity("cut", 1, reason, remedy))


# --------------------------------------------------------------------------------------
# Markup

_TAG = re.compile(
    r"(?ai)<!doctype\s+html|<!--|</?(?:a|body|br|div|font|h[1-6]|head|html|img|li|link|meta|p|script|span|strong|style"
    r"|table|td|title|tr|ul)(?:\s[^<>]{0,400})?/?>"
)
_ENTITY = re.compile(
    r"(?a)&(?:amp|gt|ldquo|lsquo|lt|mdash|nbsp|ndash|quot|rdquo|rsquo|#\d{2,6}|#x[0-9a-fA-F]{2,5});"
)


def find_markup(text: str) -> list[Oddity]:
    """Return the oddities of a text with HTML tags or entities in it."""
    oddities = []
    tag_count = len(_TAG.findall(text)) if "<" in text else 0
    if tag_count:
        reason = "The text has HTML tags, which would be counted as words."
        remedy = "If it is a web page, give the file the ending .html."
        oddities.append(Oddity("html", tag_count, reason, remedy))
    entity_count = len(_ENTITY.findall(text)) if "&" in text else 0
    if entity_count:
        reason = "The text has HTML entities such as '&amp;'."
        remedy = "Decode them (html.unescape) and save the text again."
        oddities.append(Oddity("entities", entity_count, reason, remedy))
    return oddities


def find_shown_markup(text: str) -> list[Oddity]:
    """Return an oddity if the text of a file with markup has tags in it all the same."""
    tag_count = len(_TAG.findall(text)) if "<" in text else 0
    if not tag_count:
        return []
    reason = (
        "The text between the tags of the file has HTML tags itself, which are counted "
        "as words."
    )
    remedy = "Look at the places: mask them, or let the program that made the file read the tags."
    return [Oddity("html", tag_count, reason, remedy)]


# --------------------------------------------------------------------------------------
# Traces of a wrong encoding

_SEVEN_BIT = re.compile(r"\x1b\$[@B]|~\{[!-~]{2,}~\}|\+[A-Za-z0-9/]{3,}-")

# UTF-8 read as Windows-1252 or Latin-1: a leading byte, then bytes 80-BF, as those two
# show them.
TRAIL_BYTES = bytes(range(0x80, 0xC0)).decode("cp1252", "ignore") + "\x80-\xbf"
_TRAIL = f"[{TRAIL_BYTES}]"
# A pattern that begins with one set of characters is found many times as fast.
_MOJIBAKE = re.compile(
    "[¡-þ锟鈥銆锛鐨](?:"
    f"(?<=Ã){_TRAIL}|(?<=Â)[\xa0-\xbf]|(?<=â)(?:€|\x80){_TRAIL}|(?<=ï)(?:¿½|»¿)"
    f"|(?<=[ÐÑ]){_TRAIL}[ÐÑ]{_TRAIL}"
    f"|(?<=[à-ï]){_TRAIL}{{2}}(?:[à-ï]{_TRAIL}{{2}})+"
    "|(?<=¡)[ª\xad®¯°±]"  # GBK's quotation marks and dashes read as Latin-1
    # Chinese or Cyrillic read as Latin-1: a long run of its letters.
    "|(?<=[¡-þ])[¡-þ]{5,}"
    # UTF-8 read as GBK: its quotation marks, commas and 的.
    "|(?<=锟)斤拷|(?<=[鈥銆锛鐨]))"
)
_MOJIBAKE_LETTERS = tuple("ÃÂâïÐÑ¡锟鈥銆锛鐨")
_LATIN_RUN = re.compile("[¡-þ][¡-þ]{5,}")
CONTROL_CHARACTERS = "\x80-\x84\x86-\x9f"  # without U+0085, which is a line end
_CONTROL_CHARACTER = re.compile(f"[{CONTROL_CHARACTERS}]")
_MAX_GARBLED_SHOWN = 12  # characters of a garbled run in a message


def find_seven_bit_escapes(text: str) -> list[Oddity]:
    """Return an oddity if the text has escapes of a 7-bit encoding."""
    count = 0
    for escape in _SEVEN_BIT.findall(text):
        if not escape.startswith("+") or _is_utf7(escape):
            count += 1
    if not count:
        return []
    reason = "The text has escapes of a 7-bit encoding (ISO-2022, HZ or UTF-7)."
    remedy = "Look at them; if they mean other letters, convert the file to UTF-8."
    return [Oddity("seven-bit", count, reason, remedy)]


def _is_utf7(escape: str) -> bool:
    """Return whether an escape in ASCII encodes letters beyond ASCII in UTF-7."""
    try:
        text = escape.encode("ascii").decode("utf-7")
    except UnicodeError:
        return False
    return any(char.isalpha() and not char.isascii() for char in text)


def find_lost_letters(text: str) -> list[Oddity]:
    """Return an oddity if letters were lost before the file came here."""
    lost_count = text.count("\ufffd")
    if not lost_count:
        return []
    reason = (
        "The text has replacement characters (U+FFFD) for letters that were lost "
        "before the file came here."
    )
    remedy = "Get the text from its source again; the letters cannot be restored."
    return [Oddity("replacement", lost_count, reason, remedy)]


def find_mojibake(text: str) -> list[Oddity]:
    """Return an oddity if the text has letters that a wrong decoding makes."""
    # Looking for single letters is fast, and most texts have none of them.
    may_be_garbled = any(letter in text for letter in _MOJIBAKE_LETTERS)
    if not may_be_garbled and not _LATIN_RUN.search(text):
        return []
    garbled_runs = _MOJIBAKE.findall(text)
    if not garbled_runs:
        return []
    example = garbled_runs[0][:_MAX_GARBLED_SHOWN]
    reason = (
        f"It holds letters such as “{example}”: "
        "most likely text that was once read in a wrong encoding."
    )
    remedy = (
        "Get the text from its source again, or repair it with a tool such as ftfy."
    )
    return [Oddity("mojibake", len(garbled_runs), reason, remedy)]


def find_byte_order_marks(text: str) -> list[Oddity]:
    """Return an oddity if the text has byte order marks inside it."""
    mark_count = text.count("\ufeff")
    if not mark_count:
        return []
    reason = "The text has byte order marks (U+FEFF) inside it."
    remedy = "They are not part of any word. Were files joined?"
    return [Oddity("marks", mark_count, reason, remedy)]


def find_control_characters(text: str) -> list[Oddity]:
    """Return an oddity if the text has control characters beyond ASCII."""
    control_count = len(_CONTROL_CHARACTER.findall(text))
    if not control_count:
        return []
    reason = (
        "The text has control characters U+0080-U+009F: "
        "most likely Windows-1252 read as Latin-1."
    )
    remedy = (
        "If 'latin-1' was declared for the file, declare 'cp1252' instead; else the "
        "mistake is in the file: get the text from its source again."
    )
    return [Oddity("controls", control_count, reason, remedy)]


# --------------------------------------------------------------------------------------
# Lines

# Control characters that are no blanks or line ends, private characters, and what
# stands for a picture.
SHAPELESS_SIGNS = "\x01-\x08\x0e-\x1b\x1f\x7f\ue000-\uf8ff\ufffc"
# The sign is looked for first, and then the letters beside it, since it is rare.
_SIGN_INSIDE_WORD = re.compile(
    rf"[{SHAPELESS_SIGNS}](?<=[^\W\d_][{SHAPELESS_SIGNS}])(?=[^\W\d_])"
)

# A word divided at the end of a line: a hyphen or a soft hyphen, then the line end.
LINE_END_HYPHENS = "-\u00ad\u2010"
# A pattern that begins with one certain character is found several times as fast.
_LINE_END_AFTER_HYPHEN = {
    hyphen: re.compile(rf"{hyphen}[ \t]*(?:\r\n|\n|\r)[ \t]*")
    for hyphen in LINE_END_HYPHENS
}
# A few of any hundred lines end at the hyphen of a compound ("zero-/sum"). A text whose
# words are divided has more of them.
_MIN_DIVIDED = 2
_MIN_DIVIDED_SHARE = 0.02  # of all lines
_MAX_HALF_WORD_LENGTH = (
    20  # characters on each side in which the divided word is looked for
)

# A text of one line, about three times as long as a long paragraph. A few words may
# stand on other lines, such as a title.
_MIN_LONG_LINE = 4_000  # characters
_MIN_LONG_LINE_SHARE = 0.9  # of the text

# The text module recognises wrapped lines of this many characters or more by itself.
MAX_NARROW_LENGTH = 35
_MIN_NARROW_LENGTH = (
    10  # characters; shorter lines look like a list, not like wrapped prose
)
_MIN_BROKEN_LINES = 5  # lines that break off inside a sentence
_MIN_BROKEN_SHARE = 0.3  # of all lines that another line follows
_MAX_UNEVENNESS = 1.6  # wrapped lines have nearly one length: 90 % quantile to median
_SENTENCE_ENDS = ".!?…:;。！？：；"


def find_signs_inside_words(text: str) -> list[Oddity]:
    """Return an oddity if signs without a shape of their own divide words."""
    matches = _SIGN_INSIDE_WORD.findall(text)
    if not matches:
        return []
    code = ord(matches[0])
    reason = (
        f"The text has control or private characters inside words (U+{code:04X}); each "
        "divides its word."
    )
    remedy = "Look at the file: the characters may stand for hyphens or pictures."
    return [Oddity("control characters", len(matches), reason, remedy)]


def find_long_line(text: str) -> list[Oddity]:
    """Return an oddity if a text is one line, much longer than a paragraph."""
    length = len(text)
    if length < _MIN_LONG_LINE:
        return []
    # Such a line covers the middle of the text. In most texts there is a line end.
    margin = length // 8
    for line_end in "\n\r":
        if text.find(line_end, margin, length - margin) >= 0:
            return []
    longest = max(map(len, text.splitlines()))
    if longest < max(_MIN_LONG_LINE, _MIN_LONG_LINE_SHARE * length):
        return []
    reason = (
        f"The text is one line of {longest:,} characters: paragraphs cannot be told "
        "apart, nor a menu from an article."
    )
    remedy = (
        "It is one paragraph for every count; if it is a web page, look at debris() of "
        "many pages of the site, or get the page with its line ends."
    )
    return [Oddity("one line", 1, reason, remedy)]


def find_divided_words(text: str, *, line_end_count: int | None = None) -> list[Oddity]:
    """Return an oddity if words of the text are divided at line ends.

    Parameters
    ----------
    text : str
    line_end_count : int, optional
        How many line feeds and carriage returns the text has, if they were counted.
    """
    matches: list[re.Match[str]] = []
    for hyphen, pattern in _LINE_END_AFTER_HYPHEN.items():
        if hyphen in text:
            matches += pattern.finditer(text)
    if len(matches) < _MIN_DIVIDED:
        return []
    if line_end_count is None:
        line_end_count = text.count("\n") + text.count("\r")
    line_count = line_end_count - (text.count("\r\n") if "\r" in text else 0)
    least_count = max(_MIN_DIVIDED, _MIN_DIVIDED_SHARE * line_count)
    if len(matches) < least_count:
        return []
    divisions = []
    for match in matches:
        start, end = match.span()
        if text[start - 1 : start].islower() and text[end : end + 1].islower():
            divisions.append((start, end))
    if len(divisions) < least_count:
        return []
    divisions.sort()
    start, end = divisions[0]
    first_half = text[max(start - _MAX_HALF_WORD_LENGTH, 0) : start].split()[-1]
    second_half = text[end : end + _MAX_HALF_WORD_LENGTH].split()[0]
    reason = (
        f"{len(divisions):,} words are divided by a hyphen at a line end "
        f"(“{first_half}-/{second_half}”), and each half is counted as a word."
    )
    remedy = "Join them in the file, unless they are written with a hyphen anyway."
    return [Oddity("divided words", len(divisions), reason, remedy)]


def find_narrow_lines(text: str) -> list[Oddity]:
    """Return an oddity if the lines of one text look wrapped in a narrow column.

    Lines as short as these cannot be distinguished from paragraphs. The text has on
    average at most `MAX_NARROW_LENGTH` characters between two line ends.
    """
    lines = [line.strip() for line in text.splitlines()]
    followed_count = 0
    broken_lengths = []
    for line, next_line in itertools.pairwise(lines):
        if not line or not next_line:
            continue
        followed_count += 1
        if line[-1] not in _SENTENCE_ENDS and next_line[0].islower():
            broken_lengths.append(len(line))
    broken_count = len(broken_lengths)
    if (
        broken_count < _MIN_BROKEN_LINES
        or broken_count < _MIN_BROKEN_SHARE * followed_count
    ):
        return []
    median, long_quantile = np.quantile(broken_lengths, [0.5, 0.9])
    if (
        not _MIN_NARROW_LENGTH <= median < MAX_NARROW_LENGTH
        or long_quantile > _MAX_UNEVENNESS * median
    ):
        return []
    reason = (
        f"{broken_count:,} lines of nearly one length, {median:.0f} characters, "
        "break off inside sentences: are they wrapped?"
    )
    remedy = (
        "Each line was taken as a paragraph; if they are wrapped, "
        "give paragraphs='blank'."
    )
    return [Oddity("narrow lines", broken_count, reason, remedy)]


# --------------------------------------------------------------------------------------
# Scripts without blanks between words

# Iteration marks, kana, Han.
UNSEGMENTED_RANGES = (
    (0x3005, 0x3007),
    (0x3040, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_MIN_UNSEGMENTED_SHARE = 0.3  # of the characters that are no blanks


def find_unsegmented(text: str) -> list[Oddity]:
    """Return an oddity if much of the text is written without blanks between words."""
    code_points = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    # A quick test first: a share of a tenth is far below the least share.
    high_count = int(np.count_nonzero(code_points >= UNSEGMENTED_RANGES[0][0]))
    if high_count * 10 <= len(code_points) - text.count(" "):
        return []
    unsegmented_count = 0
    for first_code_point, last_code_point in UNSEGMENTED_RANGES:
        in_range = (code_points >= first_code_point) & (code_points <= last_code_point)
        unsegmented_count += int(np.count_nonzero(in_range))
    visible_count = int(np.count_nonzero(code_points > ord(" ")))
    if unsegmented_count <= _MIN_UNSEGMENTED_SHARE * visible_count:
        return []
    reason = (
        f"{unsegmented_count / visible_count:.0%} of it is Han characters or kana; "
        "each is counted as one word."
    )
    remedy = "Compare its rates only with those of texts in the same script."
    return [Oddity("unsegmented", unsegmented_count, reason, remedy)]


# --------------------------------------------------------------------------------------
# Several texts


_MIDDLE_LENGTH = 40  # characters by which texts of one length are told apart


def find_duplicates(sources: Sequence[str], texts: Sequence[str]) -> list[SourceOddity]:
    """Return each text that occurs more than once, by its first source.

    Blank texts are no duplicates.
    """
    # Most texts have a length, or a middle, of their own, and need not be compared.
    texts_of_length = Counter(map(len, texts))
    numbers = [
        number for number, text in enumerate(texts) if texts_of_length[len(text)] > 1
    ]
    texts_of_middle = Counter(_middle_of(texts[number]) for number in numbers)
    sources_of_text: dict[str, list[str]] = {}
    for number in numbers:
        text = texts[number]
        may_be_twice = texts_of_middle[_middle_of(text)] > 1
        if may_be_twice and text and not text.isspace():
            sources_of_text.setdefault(text, []).append(sources[number])
    remedy = "It is counted each time; keep one of them with where()."
    oddities = []
    for first_source, *other_sources in sources_of_text.values():
        if other_sources:
            count = len(other_sources) + 1
            oddity = Oddity("duplicate", count, duplicate_reason(other_sources), remedy)
            oddities.append(SourceOddity(first_source, oddity))
    return oddities


def _middle_of(text: str) -> str:
    """Return the length of a text and a few of its characters."""
    length = len(text)
    middle = length // 2
    return f"{length} {text[middle : middle + _MIDDLE_LENGTH]}"


def suspected_table(oddities: Iterable[SourceOddity]) -> pd.DataFrame:
    """Return oddities as a table of kind "suspected"."""
    rows = list(oddities)
    return tables.make(
        "suspected",
        {
            "source": [encodable_name(row.source) for row in rows],
            "kind": [row.oddity.kind for row in rows],
            "count": [row.oddity.count for row in rows],
            "reason": [row.oddity.reason for row in rows],
            "mend": [row.oddity.remedy for row in rows],
        },
    )
