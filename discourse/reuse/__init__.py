"""Text reuse: passages that documents share, word for word or nearly so."""

from discourse.reuse.passages import passage_families, shared_passages

__all__ = ["passage_families", "shared_passages"]
