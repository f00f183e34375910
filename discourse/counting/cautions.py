"""What weights from few documents can and cannot show."""

from __future__ import annotations

from discourse.settings import FEW_DOCUMENTS_IN_IDF

__all__ = ["WITHOUT", "told_of_idf"]

WITHOUT = frozenset(
    {"c-tf-idf", "count", "present", "share"}
)  # schemes that do not ask how many documents have a term


def told_of_idf(scheme: str, documents: int, *, units: str = "documents") -> str:
    """Say how coarse the idf of `scheme` is with so many documents; ``""`` where there is none, or enough of them.

    A term can be in 1, 2 ... N of N documents, so an idf has at most N values.

    >>> told_of_idf("sklearn", 5)
    'idf of 5 documents has at most 5 levels'
    """
    if scheme in WITHOUT or documents >= FEW_DOCUMENTS_IN_IDF or not documents:
        return ""
    if documents == 1:
        return f"idf of one {units[:-1]} is the same for every term"
    return f"idf of {documents} {units} has at most {documents} levels"
