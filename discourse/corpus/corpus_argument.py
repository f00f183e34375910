"""The first argument of every verb: a Corpus, or an error that says how to make one."""

from __future__ import annotations

from discourse.corpus._corpus import Corpus
from discourse.errors import OptionError

__all__ = ["as_corpus"]


def as_corpus(value: object) -> Corpus:
    """Return `value` if it is a Corpus, and raise an OptionError otherwise.

    Every verb calls this first.
    """
    if isinstance(value, Corpus):
        return value
    description = repr(value) if isinstance(value, str) else f"a {type(value).__name__}"
    raise OptionError(
        f"the first argument is a Corpus; what came is {description[:80]}. Make one "
        "with discourse.read(path)."
    )
