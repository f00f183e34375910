"""Other forms of a word: other endings, other spellings, with or without a hyphen.

The rules are those of English spelling, without a dictionary. They propose forms that no
text has; what a corpus has of them is looked up by the caller.
"""

from __future__ import annotations

import functools

__all__ = ["divided_forms", "ending_forms", "joined_forms"]

MIN_STEM_LENGTH = 3  # letters of a word without its ending
MIN_EXCHANGED_STEM_LENGTH = 2  # the same where the ending is exchanged: "lives", "life"
MIN_PART_LENGTH = 3  # letters of each part of a divided word

# The endings of English that mark a plural, a possessive or a form of a verb.
# A token has no apostrophe at its end, so that "states'" is "states".
_ENDINGS = ("s", "es", "'s", "e", "d", "ed", "ing")
# An ending and what stands for it in other forms of the word.
_EXCHANGED_ENDINGS = (("y", "ies"), ("y", "ied"), ("f", "ves"), ("fe", "ves"))
# Letters that British and American spellings, and those of Oxford, differ in.
_SPELLINGS = (
    ("our", "or"),
    ("ise", "ize"),
    ("isa", "iza"),
    ("isi", "izi"),
    ("yse", "yze"),
    ("tre", "ter"),
    ("ence", "ense"),
    ("ogue", "og"),
    ("ll", "l"),
    ("mme", "m"),
)


@functools.lru_cache(maxsize=4096)
def ending_forms(word: str) -> frozenset[str]:
    """Return words that differ from a word in their ending or spelling only.

    >>> forms = ending_forms("neighbor")
    >>> "neighbours" in forms, "neighboring" in forms, "neighbor" in forms
    (True, True, False)
    >>> "destinies" in ending_forms("destiny"), "share" in ending_forms("shared")
    (True, True)
    """
    stems = {word}
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) >= MIN_STEM_LENGTH:
            stems.add(stem)
    forms = set(stems)
    for stem in stems:
        forms.update(stem + ending for ending in _ENDINGS)
        for one, other in _EXCHANGED_ENDINGS:
            forms.update(_exchange_ending(stem, one, other))
    spellings = set(forms)
    for form in forms:
        for one, other in _SPELLINGS:
            spellings.add(_replace_last(form, one, other))
            spellings.add(_replace_last(form, other, one))
    return frozenset(spellings - {word})


def _replace_last(word: str, letters: str, other_letters: str) -> str:
    """Return the word with other letters where `letters` stand last in it.

    >>> _replace_last("fulfil", "l", "ll")
    'fulfill'
    """
    parts = word.rsplit(letters, 1)
    return other_letters.join(parts)


def _exchange_ending(word: str, one: str, other: str) -> list[str]:
    """Return the word with one of two endings in place of the other."""
    exchanged = []
    for ending, new_ending in ((one, other), (other, one)):
        if not word.endswith(ending):
            continue
        stem = word.removesuffix(ending)
        if len(stem) >= MIN_EXCHANGED_STEM_LENGTH:
            exchanged.append(stem + new_ending)
    return exchanged


@functools.lru_cache(maxsize=4096)
def joined_forms(word: str) -> frozenset[str]:
    """Return the word with a hyphen at each place, and without those that it has.

    >>> sorted(joined_forms("win-win"))
    ['winwin']
    >>> "cyber-space" in joined_forms("cyberspace")
    True
    """
    if "-" in word:
        return frozenset({word.replace("-", "")})
    return frozenset("-".join(parts) for parts in divided_forms(word))


def divided_forms(word: str) -> list[tuple[str, str]]:
    """Return the two parts of a word, for each place at which it can be divided.

    >>> divided_forms("mankind")
    [('man', 'kind'), ('mank', 'ind')]
    """
    if "-" in word:
        return []
    last_place = len(word) - MIN_PART_LENGTH
    places = range(MIN_PART_LENGTH, last_place + 1)
    return [(word[:place], word[place:]) for place in places]
