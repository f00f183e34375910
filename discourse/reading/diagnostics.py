"""What was read but looks odd. Nothing is changed: each oddity is counted, explained and left to the scholar."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus.reading_notes import stands_in
from discourse.reading.read_errors import Oddity
from discourse.validation import encodable_name

__all__ = ["duplicates", "narrow", "oddities", "table"]

# UTF-8 read as Windows-1252 or Latin-1: a leading byte, then bytes 80-BF, as those two show them.
_TAIL = (
    "[" + re.escape(bytes(range(0x80, 0xC0)).decode("cp1252", "ignore")) + "\x80-\xbf]"
)
_MOJIBAKE = re.compile(
    f"Ã{_TAIL}|Â[\xa0-\xbf]|â(?:€|\x80){_TAIL}|ï¿½|ï»¿|[ÐÑ]{_TAIL}[ÐÑ]{_TAIL}|(?:[à-ï]{_TAIL}{{2}}){{2,}}"
    "|¡[ª\xad®¯°±]"  # GBK's quotation marks and dashes read as Latin-1
    "|[¡-þ]{6,}"  # Chinese or Cyrillic read as Latin-1: letters and signs without end
    "|锟斤拷|[鈥銆锛鐨]"  # UTF-8 read as GBK: what its quotation marks, commas and 的 become
)
_HINTS = tuple("ÃÂâïÐÑ¡锟鈥銆锛鐨")
_LATIN_RUN = re.compile("[¡-þ]{6,}")
_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")  # not U+0085, which is a line end
_TAG = re.compile(
    r"(?ai)<!doctype\s+html|<!--|</?(?:a|body|br|div|font|h[1-6]|head|html|img|li|link|meta|p|script|span|strong|style"
    r"|table|td|title|tr|ul)(?:\s[^<>]{0,400})?/?>"
)
_ENTITY = re.compile(
    r"(?a)&(?:amp|gt|ldquo|lsquo|lt|mdash|nbsp|ndash|quot|rdquo|rsquo|#\d{2,6}|#x[0-9a-fA-F]{2,5});"
)
# A word divided at the end of a line: letters in lower case on both sides, a hyphen or a soft hyphen between.
_DIVIDED = re.compile(r"[-\u00ad\u2010][ \t]*(?:\r\n|\n|\r)[ \t]*")
_SEVEN = re.compile(r"\x1b\$[@B]|~\{[!-~]{2,}~\}|\+[A-Za-z0-9/]{3,}-")
_NARROW = 35  # characters of a line from which on wrapping is told by itself
_MIN_BROKEN_LINES = 5  # lines that break off inside a sentence
_ENDS = ".!?…:;。！？：；"
# Iteration marks, kana, Han: what is written without blanks between words.
_UNSEGMENTED = (
    (0x3005, 0x3007),
    (0x3040, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


def oddities(text: str) -> list[Oddity]:
    """Return what looks odd in one text."""
    found = []
    if not text or text.isspace():
        found.append(
            Oddity(
                "empty",
                0,
                "There is no word in it.",
                "It stays a document; leave it out with where().",
            )
        )
    zeros = text.count("\0")
    if zeros:
        found.append(
            Oddity(
                "zeros",
                zeros,
                "Zero characters (U+0000) stand in the text.",
                "Look at the file: was it cut, or padded?",
            )
        )
    found += _markup(text)
    found += _seven_bit(text) + _divided(text)
    if not text.isascii():
        found += _encoded(text) + _unsegmented(text)
    return found


def _markup(text: str) -> list[Oddity]:
    found = []
    tags = len(_TAG.findall(text)) if "<" in text else 0
    if tags:
        found.append(
            Oddity(
                "html",
                tags,
                "HTML tags stand in the text, and would be counted as words.",
                "Extract the text of the page first.",
            )
        )
    entities = len(_ENTITY.findall(text)) if "&" in text else 0
    if entities:
        found.append(
            Oddity(
                "entities",
                entities,
                "HTML entities such as '&amp;' stand in the text.",
                "Decode them (html.unescape) and save the text anew.",
            )
        )
    return found


def _seven_bit(text: str) -> list[Oddity]:
    if not ("\x1b$" in text or "~{" in text or "+" in text):
        return []
    runs = [
        run for run in _SEVEN.findall(text) if not run.startswith("+") or _is_utf7(run)
    ]
    if not runs:
        return []
    reason = "Escapes of a 7-bit encoding (ISO-2022, HZ or UTF-7) stand in the text."
    return [
        Oddity(
            "seven-bit",
            len(runs),
            reason,
            "Look at them; if they stand for other letters, convert the file to UTF-8.",
        )
    ]


def _divided(text: str) -> list[Oddity]:
    places = [(hit.start(), hit.end()) for hit in _DIVIDED.finditer(text)]
    places = [
        (a, b)
        for a, b in places
        if text[a - 1 : a].islower() and text[b : b + 1].islower()
    ]
    # A few of any hundred lines end at the hyphen of a compound ("zero-/sum"); who divides words, divides more.
    if len(places) < 2 or len(places) < 0.02 * (
        text.count("\n") + text.count("\r") - text.count("\r\n")
    ):
        return []
    at, on = places[0]
    shown = (
        f"“{text[max(at - 20, 0) : at].split()[-1]}-/{text[on : on + 20].split()[0]}”"
    )
    reason = f"{len(places):,} words are divided by a hyphen at a line end ({shown}), and each half is taken as a word."
    mend = "Join them in the file, unless they are written with a hyphen anyway."
    return [Oddity("divided words", len(places), reason, mend)]


def narrow(text: str) -> list[Oddity]:
    """Return whether the lines of one text look wrapped in a column too narrow to be told from paragraphs."""
    if len(text) > _NARROW * (text.count("\n") + text.count("\r") + 1):
        return []
    lines = [line.strip() for line in text.splitlines()]
    pairs = [
        (line, after) for line, after in itertools.pairwise(lines) if line and after
    ]
    middle = [
        len(line)
        for line, after in pairs
        if line[-1] not in _ENDS and after[0].islower()
    ]
    if len(middle) < _MIN_BROKEN_LINES or len(middle) < 0.3 * len(pairs):
        return []
    usual, long = np.quantile(middle, [0.5, 0.9])
    if not 10 <= usual < _NARROW or long > 1.6 * usual:
        return []
    reason = f"{len(middle):,} lines of nearly one length, {usual:.0f} characters, break off inside sentences: are they wrapped?"
    mend = "Each line was taken as a paragraph; if they are wrapped, give paragraphs='blank'."
    return [Oddity("narrow lines", len(middle), reason, mend)]


def _is_utf7(run: str) -> bool:
    try:
        text = run.encode("ascii").decode("utf-7")
    except UnicodeError:
        return False
    return any(char.isalpha() and not char.isascii() for char in text)


def _encoded(text: str) -> list[Oddity]:
    """Traces of a wrong decoding somewhere before the file came here."""
    found = []
    lost = text.count("\ufffd")
    if lost:
        reason = "Replacement characters (U+FFFD) stand where letters were lost before the file came here."
        found.append(
            Oddity(
                "replacement",
                lost,
                reason,
                "Fetch the text anew from its source; the letters cannot be restored.",
            )
        )
    if any(hint in text for hint in _HINTS) or _LATIN_RUN.search(text):
        garbled = _MOJIBAKE.findall(text)
        if garbled:
            reason = f"It holds letters such as “{garbled[0][:12]}”: most likely text that was once read in a wrong encoding."
            found.append(
                Oddity(
                    "mojibake",
                    len(garbled),
                    reason,
                    "Fetch the text anew, or mend it outside (for example with ftfy).",
                )
            )
    marks = text.count("\ufeff")
    if marks:
        found.append(
            Oddity(
                "marks",
                marks,
                "Byte order marks (U+FEFF) stand inside the text.",
                "They are no part of a word; files were joined?",
            )
        )
    controls = len(_CONTROLS.findall(text))
    if controls:
        reason = "Control characters U+0080-U+009F stand in the text: most likely Windows-1252 read as Latin-1."
        found.append(
            Oddity(
                "controls",
                controls,
                reason,
                "Read the original with encoding 'cp1252'.",
            )
        )
    return found


def _unsegmented(text: str) -> list[Oddity]:
    data = text.encode("utf-32-le")
    codes = np.frombuffer(data, dtype="<u4")
    if int(np.count_nonzero(codes >= _UNSEGMENTED[0][0])) * 10 <= len(
        codes
    ) - text.count(" "):
        return []  # far below the share asked for
    inside = sum(
        int(np.count_nonzero((codes >= low) & (codes <= high)))
        for low, high in _UNSEGMENTED
    )
    written = int(np.count_nonzero(codes > ord(" ")))
    if inside <= 0.3 * written:
        return []
    reason = f"{inside / written:.0%} of it is Han characters or kana; each is counted as one word."
    return [
        Oddity(
            "unsegmented",
            inside,
            reason,
            "Compare its rates only with those of texts written like it.",
        )
    ]


def duplicates(texts: Sequence[tuple[str, str]]) -> list[tuple[str, Oddity]]:
    """Return each text that stands there more than once, by its first source; blank texts are no duplicates.

    Parameters
    ----------
    texts : sequence of (source, text)
    """
    groups: dict[str, list[str]] = {}
    for source, text in texts:
        if text and not text.isspace():
            groups.setdefault(text, []).append(source)
    found = []
    for sources in groups.values():
        if len(sources) > 1:
            mend = "It is counted each time; keep one of them with where()."
            found.append(
                (
                    sources[0],
                    Oddity("duplicate", len(sources), stands_in(sources[1:]), mend),
                )
            )
    return found


def table(found: Iterable[tuple[str, Oddity]]) -> pd.DataFrame:
    """Return oddities as a table of kind "suspected"."""
    rows = list(found)
    return tables.make(
        "suspected",
        {
            "source": [encodable_name(source) for source, _ in rows],
            "kind": [odd.kind for _, odd in rows],
            "count": [odd.count for _, odd in rows],
            "reason": [odd.reason for _, odd in rows],
            "mend": [odd.mend for _, odd in rows],
        },
    )
