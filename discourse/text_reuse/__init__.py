"""Text reuse: passages that documents share, word for word or nearly so.

The public verbs are in ``_shared_passages`` (pairs of passages) and
``_passage_families`` (groups of passages with one text). ``exact_matches`` finds the
runs of words that two documents share, ``alignment`` extends them through small
differences, and ``passage_kinds`` classifies the result.
"""

from discourse.text_reuse._passage_families import passage_families
from discourse.text_reuse._shared_passages import shared_passages

__all__ = ["passage_families", "shared_passages"]
