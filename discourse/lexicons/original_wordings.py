"""The wordings of a formula in its original language, which are counted too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from discourse.errors import LexiconError, PatternError
from discourse.phrases import Phrase
from discourse.text import script_of
from discourse.validation import show_value

__all__ = ["CHINESE", "language_of_wording", "original_texts", "read_originals"]

CHINESE = "zh"
# Languages whose words may be written in Han characters only.
_HAN_LANGUAGES = (CHINESE, "ja", "ko")
# Signs of the pattern language. An original is plain text, in which they mean themselves.
_PATTERN_SIGNS = frozenset("()|*<>@~?\\")
# From the first letter or digit of a text to its last.
_WORDS = re.compile(r"(?s)[^\W_](?:.*[^\W_])?")


def language_of_wording(text: str, default: str) -> str:
    """Return the language of a wording for which the lexicon gives none.

    It is that of the lexicon, except that a wording in Han characters only is Chinese.

    >>> language_of_wording("一带一路", "en"), language_of_wording("win-win", "en")
    ('zh', 'en')
    """
    scripts = {script_of(character) for character in text if character.isalpha()}
    is_han_text = scripts == {"han"}
    if is_han_text and not default.startswith(_HAN_LANGUAGES):
        return CHINESE
    return default


def original_texts(content: Mapping[str, Any], where: str) -> dict[str, list[str]]:
    """Return the originals of a formula by language, from the table of its family.

    Parameters
    ----------
    content : mapping
        The table. ``original`` is a text, a list of texts, or a table of them by
        language; ``zh`` is short for Chinese originals.
    where : str
        The file and the family, for messages.

    Raises
    ------
    LexiconError
        An original is not text.

    Examples
    --------
    >>> original_texts({"zh": "共赢", "original": {"fr": ["tous gagnants"]}}, "a dict")
    {'zh': ['共赢'], 'fr': ['tous gagnants']}
    """
    texts: dict[str, list[str]] = {}
    _add_texts(texts, content.get("zh"), CHINESE, where)
    originals = content.get("original")
    if isinstance(originals, Mapping):
        for language, values in originals.items():
            _add_texts(texts, values, str(language), where)
    else:
        _add_texts(texts, originals, "", where)
    return texts


def _add_texts(
    texts: dict[str, list[str]], values: Any, language: str, where: str
) -> None:
    """Add originals in one language; `language` is ``""`` where none is given."""
    # One original need not be written as a list.
    if not isinstance(values, list | tuple):
        values = [] if values in (None, "") else [values]
    for text in values:
        if not isinstance(text, str):
            raise LexiconError(
                f"{where}: an original is text; what came is {show_value(text)}. Put "
                "it in quotation marks."
            )
        if not text.strip():
            continue
        language_of_text = language or language_of_wording(text, "")
        texts.setdefault(language_of_text, []).append(text)


def read_originals(
    texts: Mapping[str, Sequence[str]], wordings: Sequence[Phrase], where: str
) -> tuple[Phrase, ...]:
    """Return a phrase for each original; one that is among the wordings is left out.

    Parameters
    ----------
    texts : mapping of str to sequence of str
        Originals by language, as :func:`original_texts` gives them.
    wordings : sequence of Phrase
        The patterns of the family.
    where : str
        The file and the family, for messages.

    Raises
    ------
    LexiconError
        An original has no words, or signs that no text can be searched for.
    """
    known_patterns = {phrase.pattern for phrase in wordings}
    known_ids = {phrase.id for phrase in wordings}
    phrases = []
    for language, texts_of_language in texts.items():
        for text in texts_of_language:
            pattern = _as_pattern(text)
            if pattern in known_patterns or text in known_ids:
                continue
            known_patterns.add(pattern)
            known_ids.add(text)
            try:
                phrases.append(Phrase(pattern, id=text, language=language))
            except PatternError as fault:
                raise LexiconError(f"{where}, original: {fault}") from None
    return tuple(phrases)


def _as_pattern(text: str) -> str:
    """Return the pattern that means a text and nothing else.

    Signs before its first word and after its last are left out, as a stop at its end.
    """
    words = _WORDS.search(text)
    characters = []
    for character in words.group() if words else text.strip():
        if character in _PATTERN_SIGNS:
            characters.append("\\")
        characters.append(character)
    return "".join(characters)
