"""What a phrase stands for, written out."""

from __future__ import annotations

from discourse.errors import PatternError
from discourse.phrases import Phrase


def wordings_of(pattern: str, **slots: str) -> set[str]:
    """Every wording without a gap, words parted by blanks, whatever may stand between them."""
    found = set()
    for shape in Phrase(pattern, slots=slots).shapes:
        texts = [""]
        for words in shape.words:
            texts = [
                f"{text} {word}" for text in texts for word in sorted(words or {"_"})
            ]
        found.update(text.strip() for text in texts)
    return found


def read_or_error(pattern: str, **slots: str) -> Phrase | PatternError:
    try:
        return Phrase(pattern, slots=slots)
    except PatternError as fault:
        return fault
