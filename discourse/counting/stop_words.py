"""Stop words: short lists of function words, used only where a call asks for them.

The lists hold closed classes: articles, pronouns, prepositions, conjunctions,
auxiliaries and particles. They hold no word that official language can be about. The
long lists in common use do: "state", "member", "world", "interest" and "order".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path

import numpy as np

from discourse.errors import EncodingError, OptionError, ReadError
from discourse.file_reading import UnreadableFileError, read_file
from discourse.registries import STOP_LISTS
from discourse.text import word_identity
from discourse.validation import (
    check_characters,
    list_of_values,
    show_name,
    show_value,
    suggest,
)

__all__ = [
    "BUNDLED",
    "StopWords",
    "are_stop_words",
    "extending_words",
    "freeze_stop_words",
    "name_stop_words",
    "parts_of_stop",
    "read_words",
    "stop_words",
]

StopWords = str | Iterable[str] | None
# The lists of the languages that the library was first made for. Verbs that always
# leave out function words take these; a new list does not change their results.
BUNDLED = "en+ru+zh"
_FILE_ENDING = ".txt"
# What looks like a file: no token has a slash, and no word ends in such an ending.
_LIKE_A_PATH = re.compile(
    r"[/\\]|^~|\.(csv|dat|docx?|gz|html?|json|log|lst|md|ods|odt|pdf|rtf|toml|tsv|txt"
    r"|xlsx?|xml|ya?ml|zip)$",
    re.IGNORECASE,
)
_LARGEST_FILE = 50_000_000  # bytes; no list of words is as long
_WORD_DIVIDER = ","
SHORTEST_BARE_WORD = 4  # letters; names of lists are shorter


def stop_words(stop: StopWords) -> frozenset[str]:
    """Return the words that `stop` names, in the form in which words are compared.

    Parameters
    ----------
    stop : str, iterable of str or None
        Words of your own, none, or a text of parts that are joined with ``+``. A part
        is one of these:

        - a bundled list by name, as in ``"en"`` and ``"en+zh"``;
        - a file of words, which ends in ``.txt``, as in ``"en+mine.txt"``: UTF-8, one
          word a line, ``#`` begins a comment;
        - words with commas, as in ``"en+taiwan,beijing"``;
        - after the first part one word, as in ``"en+taiwan"``, if it has four letters
          or more and is not near the name of a list. A shorter one has a comma after
          it, ``"en+sco,"``.

        So a slip in the name of a list is hardly ever taken for a word, and the column
        `stop` of a table shows what was taken. The lists are those
        of :data:`discourse.registries.STOP_LISTS`: Arabic (``ar``), German (``de``),
        English (``en``), Spanish (``es``), French (``fr``), Italian (``it``), Kazakh
        (``kk``), Portuguese (``pt``), Russian (``ru``), Uzbek (``uz``) and Chinese
        (``zh``).

    Returns
    -------
    frozenset of str
        As :func:`discourse.text.word_identity` gives them.

    Raises
    ------
    OptionError
        There is no such list, or something that is not a word.
    ReadError
        A file is missing, is not UTF-8, or has a line that is not one word.

    Examples
    --------
    >>> sorted(stop_words(["The", "of"])), stop_words(None)
    (['of', 'the'], frozenset())
    >>> "the" in stop_words("en"), "state" in stop_words("en")
    (True, False)
    >>> sorted(stop_words("en+Taiwan,Beijing") - stop_words("en"))
    ['beijing', 'taiwan']
    >>> stop_words("english")
    Traceback (most recent call last):
    discourse.errors.OptionError: stop='english': 'english' names no list; expected names out of ar, de, en, es, fr, it, kk, pt, ru, uz, zh, files ('mine.txt') and words with commas ('one,two'), joined with '+', or a list of words. Did you mean 'en'?
    """
    if stop is None:
        return frozenset()
    if isinstance(stop, str):
        check_characters("stop", [stop])
        first_part, *further_parts = parts_of_stop(stop)
        return _words_of_part(first_part, stop) | extending_words(further_parts, stop)
    given_words = list_of_values(stop)
    if given_words is None:
        raise OptionError(
            f"stop={show_value(stop)}: expected the name of a list ('en'), a list of "
            "words, or None for no stop words."
        )
    check_characters("stop", given_words)
    words: set[str] = set()
    for word in given_words:
        if not isinstance(word, str):
            raise OptionError(
                f"stop: {show_value(word)} is no word; expected the name of a list "
                "('en') or a "
                "list of words."
            )
        words.add(word_identity(word))
    return frozenset(words)


def parts_of_stop(stop: str) -> list[str]:
    """Return the parts of a text that names stop words, without blanks around them.

    >>> parts_of_stop("en + mine.txt")
    ['en', 'mine.txt']
    """
    return [part.strip() for part in stop.split("+")]


def _words_of_part(part: str, stop: str) -> frozenset[str]:
    """Return the words of one part of `stop`, which is what the caller wrote."""
    if part in STOP_LISTS:
        return _words_of_file(part)
    if part.endswith(_FILE_ENDING):
        return read_words(part)
    has_words = part.strip(f"{_WORD_DIVIDER} ") != ""
    if _WORD_DIVIDER in part and has_words and not _names_meant(part):
        return _words_between_commas(part, stop)
    raise OptionError(
        f"stop={show_value(stop)}: {show_value(part)} names no list; expected names "
        "out of "
        f"{', '.join(sorted(STOP_LISTS))}, files ('mine{_FILE_ENDING}') and words with "
        "commas ('one,two'), joined with '+', or a list of words."
        f"{_suggest_list(stop, part)}"
    )


def extending_words(parts: Sequence[str], stop: str) -> frozenset[str]:
    """Return the words of parts that extend a list; a part may be a word by itself.

    Parameters
    ----------
    parts : sequence of str
        All parts of `stop` but the first.
    stop : str
        What the caller wrote, for messages.
    """
    words: set[str] = set()
    for part in parts:
        _refuse_path(part, stop)
        if _is_bare_word(part, stop):
            words.add(word_identity(part))
        else:
            words |= _words_of_part(part, stop)
    return frozenset(words)


def _refuse_path(part: str, stop: str) -> None:
    """Raise an error for a path that does not end as a file of stop words does.

    It may be that of a pipe or a device. It is never taken for a word.
    """
    if part.endswith(_FILE_ENDING) or not _LIKE_A_PATH.search(part):
        return
    raise OptionError(
        f"stop={show_value(stop)}: {show_value(part)} looks like the path of a file, "
        f"and a file of stop words ends in '{_FILE_ENDING}' and has one word a line; "
        "save it as such. A word has no slash and no ending of a file."
    )


def _is_bare_word(part: str, stop: str) -> bool:
    """Return whether a part is a word to be left out, and no slip in a list's name."""
    is_named = part in STOP_LISTS or part.endswith(_FILE_ENDING)
    if is_named or _WORD_DIVIDER in part or not _is_one_word(part):
        return False
    is_long = len(part) >= SHORTEST_BARE_WORD
    return is_long and not _names_meant(part) and not _suggest_list(stop, part)


def _words_between_commas(part: str, stop: str) -> frozenset[str]:
    """Return the words of a part such as ``"taiwan,beijing"``."""
    words = set()
    for written in part.split(_WORD_DIVIDER):
        word = written.strip()
        if not word:
            continue
        _refuse_path(word, stop)
        if word in (*STOP_LISTS, "auto"):
            raise OptionError(
                f"stop={show_value(stop)}: {show_value(word)} is the name of a list, "
                "and a word was "
                f"expected between commas; join lists with '+', as in '{word}+mine,', "
                "or give all words as a list."
            )
        if not _is_one_word(word):
            raise OptionError(
                f"stop={show_value(stop)}: {show_value(word)} is not one word; write "
                "each word by itself, "
                "with commas between them."
            )
        words.add(word_identity(word))
    return frozenset(words)


def _is_one_word(text: str) -> bool:
    """Return whether a text has letters or digits, and no blank between them."""
    has_letter = any(char.isalnum() for char in text)
    return has_letter and len(text.split()) == 1


def read_words(name: str) -> frozenset[str]:
    """Return the words of a file with one word a line.

    Parameters
    ----------
    name : str
        Path of the file. It is UTF-8, and ``#`` begins a comment.

    Returns
    -------
    frozenset of str
        In the form in which words are compared.

    Raises
    ------
    ReadError
        There is no such file, it is not UTF-8, it has no words, or a line has several.
    """
    text = _read_utf8(name)
    words = set()
    for number, line in enumerate(text.splitlines(), start=1):
        word = line.split("#")[0].strip()
        if not word:
            continue
        if not _is_one_word(word):
            raise ReadError(
                f"{name}, line {number}: {show_value(word)} is not one word; a file of "
                "stop words "
                "has one word a line, and '#' begins a comment."
            )
        words.add(word_identity(word))
    if not words:
        raise ReadError(f"{name} has no words; write one word a line.")
    return frozenset(words)


def _read_utf8(name: str) -> str:
    """Return the text of a file, without a byte order mark."""
    try:
        path = Path(name).expanduser()
    except RuntimeError:  # the home folder is not known
        path = Path(name)
    try:
        data = read_file(path, largest=_LARGEST_FILE)
    except UnreadableFileError as fault:
        raise ReadError(
            f"stop words: '{show_name(name)}' could not be read: {fault.reason}; check "
            "the path. "
            "It is looked up from the folder that the notebook or script runs in."
        ) from fault
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise EncodingError(
            f"{name}, line {line}: byte {fault.start} is not UTF-8; save the file in "
            "UTF-8."
        ) from fault


@functools.cache
def _words_of_file(name: str) -> frozenset[str]:
    """Return the words in the file of a list.

    The file is read once, since several verbs ask for it at each call.
    """
    folder = resources.files("discourse") / "data" / "stop"
    path = folder / f"{name}.txt"
    text = path.read_text(encoding="utf-8")
    words: set[str] = set()
    for line in text.splitlines():
        before_comment = line.split("#")[0]
        # The files have words in the form in which they are compared.
        words.update(before_comment.split())
    return frozenset(words)


def _suggest_list(stop: str, part: str) -> str:
    """Return a sentence with the names that were most likely meant; else ``""``.

    `part` is the part of `stop` that names no list.
    """
    names = _names_meant(stop)
    if not names:
        return suggest(part, STOP_LISTS)
    suggestion = "+".join(names)
    return suggest(suggestion, [suggestion])


def _names_meant(text: str) -> list[str]:
    """Return the names of lists that `text` consists of; [] if a part names none.

    The caller may have written capital letters, another sign between the names, or the
    name of a language in full.
    """
    name_of_language = {}
    for name, entry in STOP_LISTS.items():
        name_of_language[entry.label.lower()] = name
    names = []
    for part in re.split(r"[\s,;&+]+", text.strip(" ,;&+").lower()):
        name = name_of_language.get(part, part)
        if name not in STOP_LISTS:
            return []
        names.append(name)
    return names


def are_stop_words(vocabulary: tuple[str, ...], words: frozenset[str]) -> np.ndarray:
    """Return which words of a vocabulary are stop words (bool).

    >>> are_stop_words(("of", "peace"), frozenset({"of", "the"})).tolist()
    [True, False]
    """
    is_stop_word = map(words.__contains__, vocabulary)
    return np.fromiter(is_stop_word, dtype=bool, count=len(vocabulary))


def name_stop_words(stop: StopWords, words: frozenset[str]) -> str:
    """Return what the column `stop` of a table says of the stop words.

    Parameters
    ----------
    stop : str, iterable of str or None
        As the caller wrote it, and not an iterator, which can be read only once.
    words : frozenset of str
        The words that it names.

    Returns
    -------
    str
        A text as it is, with the names of files in place of their paths; of a list, how
        many words were given; "" = none.

    Examples
    --------
    >>> name_stop_words("en+words/mine.txt", frozenset({"the"}))
    'en+mine.txt'
    >>> name_stop_words(["the", "of"], frozenset({"the", "of"}))
    '2 words given'
    """
    if isinstance(stop, str):
        return "+".join(map(_name_of_part, parts_of_stop(stop)))
    if not words:
        return ""
    noun = "word" if len(words) == 1 else "words"
    return f"{len(words)} {noun} given"


def _name_of_part(part: str) -> str:
    """Return a part of `stop`; of a file, its name without folders."""
    return Path(part).name if part.endswith(_FILE_ENDING) else part


def freeze_stop_words(stop: StopWords) -> str | tuple[str, ...] | None:
    """Return `stop` in a form that can be read more than once, unlike an iterator.

    A text is returned as it is, words as a sorted tuple, and None as None.

    >>> freeze_stop_words(word for word in ("of", "a")), freeze_stop_words("en")
    (('a', 'of'), 'en')
    """
    if stop is None or isinstance(stop, str):
        return stop
    words = stop_words(stop)
    return tuple(sorted(words))
