"""Dictionary forms of English words, with the optional package simplemma."""

from __future__ import annotations

from collections.abc import Sequence

from discourse.errors import MissingExtraError

__all__ = ["lemmatize"]


def lemmatize(vocabulary: Sequence[str]) -> list[str]:
    """Return the dictionary form of each word, in small letters.

    A possessive ending ("China's") is taken off. A word with other letters than those
    of ASCII stays as it is.

    Dictionary forms do not suit every question. "united" becomes "unite", and a formula
    is a wording: its lemmas are not the formula.

    Raises
    ------
    MissingExtraError
        simplemma is not installed.
    """
    try:
        import simplemma
    except ImportError as error:
        raise MissingExtraError(
            "lemmas need the package simplemma; install it with: pip install "
            "'discourse-analysis[lemmas]'"
        ) from error
    forms = []
    for word in vocabulary:
        stem = word.removesuffix("'s").removesuffix("'")
        # A word that is nothing but such an ending stays as it is.
        if not stem:
            stem = word
        # English words have no other letters.
        if stem.isascii():
            forms.append(simplemma.lemmatize(stem, lang="en").lower())
        else:
            forms.append(stem)
    return forms
