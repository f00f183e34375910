"""The wordings of a formula in its original language, which are counted too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from discourse.errors import LexiconError, PatternError
from discourse.lexicons.language_codes import read_language_code
from discourse.phrases import Phrase
from discourse.phrases.other_notations import find_other_notation
from discourse.registries import CHINESE
from discourse.text import character_class, fold, script_of
from discourse.validation import show_value

__all__ = ["language_of_wording", "original_texts", "read_originals"]

LONGEST_ORIGINAL = 2_000  # characters: a wording is a sentence at most
# Languages whose words may be written in Han characters only.
_HAN_LANGUAGES = (CHINESE, "ja", "ko")
# Signs of the pattern language. An original is plain text, in which they mean themselves.
_PATTERN_SIGNS = frozenset("()|*<>@~?\\")
# Classes of characters that are part of words, or pass for a blank or for nothing.
_CLASSES_WITHOUT_SIGNS = ("word", "single", "apostrophe", "blank", "quote", "nothing")
# From the first letter or digit of a text to its last.
_WORDS = re.compile(r"(?s)[^\W_](?:.*[^\W_])?")


def language_of_wording(text: str, default: str) -> str:
    """Return the language of a wording for which the lexicon gives none.

    It is that of the lexicon, except that a wording in Han characters only is Chinese
    where the lexicon is in a language that has no such wordings.

    >>> language_of_wording("一带一路", "en"), language_of_wording("win-win", "en")
    ('zh', 'en')
    """
    if text.isascii():
        return default
    scripts = {script_of(character) for character in text if character.isalpha()}
    is_han_text = scripts == {"han"}
    if is_han_text and default not in _HAN_LANGUAGES:
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
        An original is not text, or its language is not known.

    Examples
    --------
    >>> original_texts({"zh": "共赢", "original": {"fr": ["tous gagnants"]}}, "a dict")
    {'zh': ['共赢'], 'fr': ['tous gagnants']}
    """
    texts: dict[str, list[str]] = {}
    _add_texts(texts, content.get("zh"), CHINESE, where)
    originals = content.get("original")
    if isinstance(originals, Mapping):
        for name, values in originals.items():
            language = read_language_code(name, f"{where}, original")
            _add_texts(texts, values, language, where)
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
            remedy = "Put it in quotation marks."
            if isinstance(text, Mapping):
                remedy = 'Without a list, write original = { zh = "...", fr = "..." }.'
            raise LexiconError(
                f"{where}: an original is text; what came is {show_value(text)}. "
                f"{remedy}"
            )
        if not text.strip():
            continue
        language_of_text = language or language_of_wording(text, "")
        texts.setdefault(language_of_text, []).append(text)


def read_originals(
    texts: Mapping[str, Sequence[str]], wordings: Sequence[Phrase], where: str
) -> tuple[Phrase, ...]:
    """Return a phrase for each original; one that is among the wordings is left out.

    A text counts once, in the first language that has it.

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
        An original has no words, or no language where all patterns have one.
    """
    known_patterns = {phrase.pattern for phrase in wordings}
    known_ids = {phrase.id for phrase in wordings}
    all_have_language = all(phrase.language for phrase in wordings)
    phrases = []
    for language, texts_of_language in texts.items():
        for text in texts_of_language:
            _check_original(text, where)
            pattern = _as_pattern(text)
            if pattern in known_patterns or text in known_ids:
                continue
            if all_have_language and not language:
                raise _no_language(text, wordings[0].language, where)
            known_patterns.add(pattern)
            known_ids.add(text)
            try:
                phrases.append(Phrase(pattern, id=text, language=language))
            except PatternError as fault:
                raise LexiconError(f"{where}, original: {fault}") from None
    return tuple(phrases)


def _check_original(text: str, where: str) -> None:
    """Refuse an original without words, or one that is longer than a wording."""
    fault = ""
    if len(text) > LONGEST_ORIGINAL:
        fault = f"has {len(text):,} characters, more than {LONGEST_ORIGINAL:,}"
    elif not any(map(str.isalnum, text)):
        fault = "has no letter, digit or Han character"
    if fault:
        raise LexiconError(
            f"{where}: the original {show_value(text)} {fault}; write the words of the "
            "formula, or leave it out."
        )


def _no_language(text: str, language: str, where: str) -> LexiconError:
    """Return the error for an original that is in no language of the lexicon's.

    `language` is that of a pattern of the family.
    """
    return LexiconError(
        f"{where}: the original {show_value(text)} has no language, and the patterns "
        f'have one ("{language}"); write original = {{ de = "..." }} with the code of '
        "its language, or 'de: ...' in a cell of a CSV file."
    )


def _as_pattern(text: str) -> str:
    """Return the pattern that means a text and nothing else.

    Signs before its first word and after its last are left out, as a stop at its end.
    """
    words = _WORDS.search(text)
    wording = words.group() if words else text.strip()
    pattern = _escape(wording, _PATTERN_SIGNS)
    if find_other_notation(pattern) is None:
        return pattern
    # Dots or brackets that are refused in a pattern are plain text here.
    return _escape(wording, frozenset(filter(_is_sign, wording)))


def _escape(text: str, signs: frozenset[str]) -> str:
    """Return a text with a backslash before each of the signs."""
    characters = []
    for character in text:
        if character in signs:
            characters.append("\\")
        characters.append(character)
    return "".join(characters)


def _is_sign(character: str) -> bool:
    """Return whether a character is punctuation that must be there as written."""
    is_hyphen = fold(character) == "-"
    return not is_hyphen and character_class(character) not in _CLASSES_WITHOUT_SIGNS
