"""Files that are UTF-8 but for a few stray bytes: damaged, or joined from two files.

No encoding reads such a file as a whole: one that knows the stray bytes turns every
character beyond ASCII that is right into several wrong ones. So the bytes are named,
and the file is to be mended.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from discourse.csv_records import count_line_ends
from discourse.reading.encoding_evidence import common_characters_of_all

__all__ = ["StrayBytes", "find_stray_bytes"]

_MAX_LINES_NAMED = 5
_CONTEXT_LENGTH = 12  # characters shown on each side of a stray byte
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
_TWO_BYTE_CHARACTER = re.compile("[\x80-\u07ff]")
_LONGER_CHARACTER = re.compile("[\u0800-\ud7ff\ue000-\U0010ffff]")
# A character of three bytes is hardly ever valid by chance, one of two more often.
_WEIGHT_OF_LONGER = 3
_SHORT_TEXT_CHARACTERS = 20  # beyond ASCII, up to which only common ones are evidence
_MIN_WEIGHT = 3  # of what is valid, for each stray byte


@dataclass(frozen=True)
class StrayBytes:
    """The bytes that are not valid in a file that is otherwise UTF-8.

    Attributes
    ----------
    text : str
        The file; each stray byte is a lone surrogate in it (``surrogateescape``).
    positions : sequence of int
        Where the stray bytes stand in the text.
    """

    text: str
    positions: Sequence[int]

    @property
    def lines(self) -> list[int]:
        """The lines that hold a stray byte, from 1; only the first few."""
        lines: list[int] = []
        line = 1
        end = 0
        for position in self.positions:
            line += count_line_ends(self.text[end:position])
            end = position
            if line not in lines:
                lines.append(line)
            if len(lines) == _MAX_LINES_NAMED:
                break
        return lines

    def describe(self) -> str:
        """Return what is wrong with the file, in a sentence or two."""
        cause = "it is damaged, or joined from two encodings"
        count = len(self.positions)
        if count == 1:
            sentence = f"The rest of the file is UTF-8: {cause}."
        else:
            lines = self.lines
            noun = "line" if len(lines) == 1 else "lines"
            numbers = ", ".join(map(str, lines))
            if len(lines) == _MAX_LINES_NAMED:
                numbers = f"first in {noun} {numbers}"
            else:
                numbers = f"in {noun} {numbers}"
            sentence = (
                f"The file is UTF-8 but for {count:,} such bytes ({numbers}): {cause}."
            )
        meaning = self._meaning_of_first()
        return f"{sentence} {meaning}" if meaning else sentence

    def remedy(self) -> str:
        """Return how to mend the file."""
        if len(self.positions) == 1:
            step = "write the character that is meant in place of this byte"
        else:
            step = "write the characters that are meant in place of these bytes"
        return (
            f"Mend the file: {step}, and save it as UTF-8. Declare no other encoding: "
            "it would garble the rest."
        )

    def _meaning_of_first(self) -> str:
        """Return what the first stray byte is in Windows-1252; ``""`` if it is none.

        Of several in a row, such as a part of a character that was cut, nothing is
        said.
        """
        position = self.positions[0]
        neighbours = self.text[max(position - 1, 0) : position + 2]
        if len(_ESCAPED_BYTE.findall(neighbours)) > 1:
            return ""
        byte = self.text[position].encode("utf-8", "surrogateescape")
        try:
            character = byte.decode("cp1252")
        except UnicodeDecodeError:
            return ""
        if not character.isprintable():
            return ""
        before = self._words_before(position)
        after = self._words_after(position)
        excerpt = f"{before}{character}{after}"
        shown = "".join(char if char.isprintable() else " " for char in excerpt)
        words = " ".join(shown.split())
        return f"In Windows-1252 this byte is “{character}” (“{words}”)."

    def _words_before(self, position: int) -> str:
        """Return some characters before a position, on its line."""
        start = max(position - _CONTEXT_LENGTH, 0)
        return re.split(r"[\r\n]", self.text[start:position])[-1]

    def _words_after(self, position: int) -> str:
        """Return some characters after a position, on its line."""
        end = position + 1 + _CONTEXT_LENGTH
        return re.split(r"[\r\n]", self.text[position + 1 : end])[0]


def find_stray_bytes(data: bytes) -> StrayBytes | None:
    r"""Return the bytes that are not valid in a file that is otherwise UTF-8.

    Parameters
    ----------
    data : bytes
        The whole file, which is not valid UTF-8.

    Returns
    -------
    StrayBytes or None
        None if so little of what is beyond ASCII is valid that this may be chance.

    Examples
    --------
    >>> stray = find_stray_bytes("a café of 人类, ".encode() + b"I don\x92t know")
    >>> stray.lines
    [1]
    >>> find_stray_bytes(b"I don\x92t know") is None
    True
    """
    text = data.decode("utf-8", "surrogateescape")
    positions = [match.start() for match in _ESCAPED_BYTE.finditer(text)]
    if not positions:
        return None
    two_byte_characters = _TWO_BYTE_CHARACTER.findall(text)
    longer_characters = _LONGER_CHARACTER.findall(text)
    if len(two_byte_characters) + len(longer_characters) < _SHORT_TEXT_CHARACTERS:
        # Bytes that are valid by chance are mostly rare characters.
        two_byte_characters = _common_ones(two_byte_characters)
        longer_characters = _common_ones(longer_characters)
    valid_count = len(two_byte_characters) + len(longer_characters)
    weight = len(two_byte_characters) + _WEIGHT_OF_LONGER * len(longer_characters)
    if weight > _MIN_WEIGHT * len(positions):
        return StrayBytes(text, positions)
    # A stray byte among ASCII is no part of a character of two bytes, which the Asian
    # encodings have; in the others, few pairs of bytes are valid by chance.
    if valid_count >= len(positions) and all(_is_alone(text, at) for at in positions):
        return StrayBytes(text, positions)
    return None


def _common_ones(characters: Sequence[str]) -> list[str]:
    """Return those of some characters that are common in texts."""
    common_characters = common_characters_of_all()
    return [char for char in characters if char in common_characters]


def _is_alone(text: str, position: int) -> bool:
    """Return whether the characters beside a stray byte are ASCII."""
    before = text[max(position - 1, 0) : position]
    after = text[position + 1 : position + 2]
    return before.isascii() and after.isascii()
