"""Text reuse: passages that documents share, word for word or nearly so."""

from discourse.text_reuse._passage_families import passage_families
from discourse.text_reuse._shared_passages import shared_passages

__all__ = ["passage_families", "shared_passages"]
