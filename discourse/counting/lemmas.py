"""Dictionary forms of English words, with the optional package simplemma."""

from __future__ import annotations

from collections.abc import Sequence

from discourse.errors import MissingExtraError

__all__ = ["lemmatize"]


def lemmatize(vocabulary: Sequence[str]) -> list[str]:
    """Return the dictionary form of each word, folded, a possessive ending taken off.

    Not a service to every question: "united" becomes "unite", and a formula is a wording, not its lemmas.

    Raises
    ------
    MissingExtraError
        simplemma is not installed.
    """
    try:
        import simplemma
    except ImportError as fault:
        raise MissingExtraError(
            "lemmas need the package simplemma; install it with: pip install 'discourse-analysis[lemmas]'"
        ) from fault
    bare = [word.removesuffix("'s").removesuffix("'") or word for word in vocabulary]
    return [
        simplemma.lemmatize(word, lang="en").lower() if word.isascii() else word
        for word in bare
    ]
