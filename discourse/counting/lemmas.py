"""Dictionary forms of English words, with the optional package simplemma."""

from __future__ import annotations

from collections.abc import Sequence

from discourse.errors import MissingExtraError

__all__ = ["lemmatize"]


def lemmatize(vocabulary: Sequence[str]) -> list[str]:
    """Return the dictionary form of each word, folded and without a possessive ending.

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
        bare = word.removesuffix("'s").removesuffix("'") or word
        if bare.isascii():
            forms.append(simplemma.lemmatize(bare, lang="en").lower())
        else:
            forms.append(bare)
    return forms
