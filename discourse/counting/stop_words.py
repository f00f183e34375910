"""Stop words: short lists of function words, used only where a call asks for them.

The lists hold closed classes (articles, pronouns, prepositions, conjunctions, auxiliaries, particles) and nothing that
official language can be about: the long lists in common use hold "state", "member", "world", "interest" and "order".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import resources

from discourse.errors import OptionError
from discourse.registries import STOP_LISTS
from discourse.text import word_identity
from discourse.validation import suggest

__all__ = ["BUNDLED", "StopWords", "freeze_stop_words", "stop_words"]

StopWords = str | Iterable[str] | None
BUNDLED = "+".join(sorted(STOP_LISTS))  # every list there is, as one name


def stop_words(stop: StopWords) -> frozenset[str]:
    """Return the words that `stop` names, each by its identity (:func:`discourse.text.key`).

    Parameters
    ----------
    stop : str, iterable of str or None
        Bundled lists by name, joined with ``+`` (``"en"``, ``"en+zh"``); or words of your own; or none.

    Returns
    -------
    frozenset of str

    Raises
    ------
    OptionError
        No such list, or something other than words.

    Examples
    --------
    >>> sorted(stop_words(["The", "of"])), stop_words(None)
    (['of', 'the'], frozenset())
    >>> "the" in stop_words("en"), "state" in stop_words("en")
    (True, False)
    >>> stop_words("english")
    Traceback (most recent call last):
    discourse.errors.OptionError: stop='english' names no list; expected names out of en, ru, zh, joined with '+', or a list of words. Did you mean 'en'?
    """
    if stop is None:
        return frozenset()
    if isinstance(stop, bool) or not isinstance(stop, Iterable):
        raise OptionError(
            f"stop={stop!r}: expected the name of a list ('en'), a list of words, or None for no stop words."
        )
    if not isinstance(stop, str):
        words = list(stop)
        odd = [word for word in words if not isinstance(word, str)]
        if odd:
            raise OptionError(
                f"stop: {odd[0]!r} is no word; expected the name of a list ('en') or a list of words."
            )
        return frozenset(word_identity(word) for word in words)
    folder = resources.files("discourse") / "data" / "stop"
    have = sorted(STOP_LISTS)
    found: set[str] = set()
    for name in stop.split("+"):
        if name not in have:
            raise OptionError(
                f"stop={stop!r} names no list; expected names out of {', '.join(have)}, joined with '+', or a list of "
                f"words.{_meant(stop, have)}"
            )
        lines = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        found.update(
            word_identity(word) for line in lines for word in line.split("#")[0].split()
        )
    return frozenset(found)


def _meant(stop: str, have: list[str]) -> str:
    """The names most likely meant: other capitals, another sign between them, or a language in full."""
    codes = {entry.label.lower(): name for name, entry in STOP_LISTS.items()}
    names = [
        codes.get(name, name) for name in re.split(r"[\s,;&+]+", stop.strip().lower())
    ]
    return (
        suggest("+".join(names), ["+".join(names)])
        if set(names) <= set(have)
        else suggest(stop, have)
    )


def freeze_stop_words(stop: StopWords) -> str | tuple[str, ...] | None:
    """Return `stop` in a form that can be read more than once: a name, or the words in order.

    >>> freeze_stop_words(word for word in ("of", "a")), freeze_stop_words("en")
    (('a', 'of'), 'en')
    """
    return (
        stop
        if stop is None or isinstance(stop, str)
        else tuple(sorted(stop_words(stop)))
    )
