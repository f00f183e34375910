"""The first argument of every verb: a Corpus, or an error that says how to make one."""

from __future__ import annotations

from discourse.corpus._corpus import Corpus
from discourse.errors import OptionError
from discourse.validation import show_value

__all__ = ["as_corpus"]


def as_corpus(value: object) -> Corpus:
    """Return `value` if it is a Corpus, and raise an OptionError otherwise.

    Every verb calls this first.
    """
    if isinstance(value, Corpus):
        return value
    is_text = isinstance(value, str)
    description = show_value(value) if is_text else f"a {type(value).__name__}"
    raise OptionError(
        f"the first argument is a Corpus; what came is {description}. Make one "
        "with discourse.read(path)."
    )
