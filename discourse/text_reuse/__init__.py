"""Text reuse: copies of documents, and passages that documents share.

The public verbs are in ``_duplicates`` (documents with the same or nearly the same
text), ``_shared_passages`` (pairs of passages) and ``_passage_families`` (groups of
passages with one text).

Copies: ``shingles`` finds the documents that may be copies, ``text_overlap`` compares
two texts, ``form_entries`` tells a copy from another text of the same form, and
``duplicate_groups`` makes the groups.

Passages: ``exact_matches`` finds the runs of words that two documents share,
``alignment`` extends them through small differences, and ``passage_kinds`` classifies
the result. ``passage_places`` finds the places of the passages, ``family_links`` joins
them into families, ``passage_texts`` cuts the text of each place once, and
``word_differences`` compares the two texts of a passage.
"""

from discourse.text_reuse._duplicates import duplicates
from discourse.text_reuse._passage_families import passage_families
from discourse.text_reuse._shared_passages import shared_passages

__all__ = ["duplicates", "passage_families", "shared_passages"]
