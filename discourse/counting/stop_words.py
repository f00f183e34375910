"""Stop words: short lists of function words, used only where a call asks for them.

The lists hold closed classes: articles, pronouns, prepositions, conjunctions,
auxiliaries and particles. They hold no word that official language can be about. The
long lists in common use do: "state", "member", "world", "interest" and "order".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from importlib import resources

from discourse.errors import OptionError
from discourse.registries import STOP_LISTS
from discourse.text import word_identity
from discourse.validation import suggest

__all__ = ["BUNDLED", "StopWords", "freeze_stop_words", "stop_words"]

StopWords = str | Iterable[str] | None
# The lists of the languages that the library was first made for. Verbs that always
# leave out function words take these; a new list does not change their results.
BUNDLED = "en+ru+zh"


def stop_words(stop: StopWords) -> frozenset[str]:
    """Return the words that `stop` names, in the form in which words are compared.

    Parameters
    ----------
    stop : str, iterable of str or None
        Bundled lists by name, joined with ``+`` (``"en"``, ``"en+zh"``); or words of
        your own; or none. The lists are those of
        :data:`discourse.registries.STOP_LISTS`: Arabic (``ar``), German (``de``),
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

    Examples
    --------
    >>> sorted(stop_words(["The", "of"])), stop_words(None)
    (['of', 'the'], frozenset())
    >>> "the" in stop_words("en"), "state" in stop_words("en")
    (True, False)
    >>> stop_words("english")
    Traceback (most recent call last):
    discourse.errors.OptionError: stop='english' names no list; expected names out of ar, de, en, es, fr, it, kk, pt, ru, uz, zh, joined with '+', or a list of words. Did you mean 'en'?
    """
    if stop is None:
        return frozenset()
    # True and False could be meant as "with" and "without" stop words.
    if isinstance(stop, bool) or not isinstance(stop, Iterable):
        raise OptionError(
            f"stop={stop!r}: expected the name of a list ('en'), a list of words, or "
            "None for no stop words."
        )
    words: set[str] = set()
    if isinstance(stop, str):
        for name in stop.split("+"):
            words |= _read_list(name, stop)
        return frozenset(words)
    for word in stop:
        if not isinstance(word, str):
            raise OptionError(
                f"stop: {word!r} is no word; expected the name of a list ('en') or a "
                "list of words."
            )
        words.add(word_identity(word))
    return frozenset(words)


def _read_list(name: str, stop: str) -> frozenset[str]:
    """Return the words of one bundled list; `stop` is what the caller wrote."""
    names = sorted(STOP_LISTS)
    if name not in names:
        raise OptionError(
            f"stop={stop!r} names no list; expected names out of {', '.join(names)}, "
            f"joined with '+', or a list of words.{_suggest_list(stop, names)}"
        )
    return _words_of_file(name)


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
        words.update(map(word_identity, before_comment.split()))
    return frozenset(words)


def _suggest_list(stop: str, names: list[str]) -> str:
    """Return a sentence with the names that were most likely meant; else ``""``.

    The caller may have written capital letters, another sign between the names, or the
    name of a language in full.
    """
    name_of_language = {}
    for name, entry in STOP_LISTS.items():
        name_of_language[entry.label.lower()] = name
    meant_names = []
    for part in re.split(r"[\s,;&+]+", stop.strip().lower()):
        name = name_of_language.get(part, part)
        if name not in names:
            # One part is no list: a name like the whole text may have been meant.
            return suggest(stop, names)
        meant_names.append(name)
    suggestion = "+".join(meant_names)
    return suggest(suggestion, [suggestion])


def freeze_stop_words(stop: StopWords) -> str | tuple[str, ...] | None:
    """Return `stop` in a form that can be read more than once, unlike an iterator.

    The name of a list is returned as it is, words as a sorted tuple, and None as None.

    >>> freeze_stop_words(word for word in ("of", "a")), freeze_stop_words("en")
    (('a', 'of'), 'en')
    """
    if stop is None or isinstance(stop, str):
        return stop
    words = stop_words(stop)
    return tuple(sorted(words))
