"""Text reuse: copies of documents, and passages that documents share.

The public verbs are in ``_duplicates`` (documents with the same or nearly the same
text), ``_shared_passages`` (pairs of passages) and ``_passage_families`` (groups of
passages with one text).

Copies: ``shingles`` finds the documents that may be copies, ``text_overlap`` compares
two texts, ``form_entries`` tells a copy from another text of the same form, and
``duplicate_groups`` makes the groups.

Passages: ``passage_search`` finds them, in these steps. ``word_parts`` takes hyphenated
words apart. ``shared_wordings`` finds the runs of words that several documents have,
and ``exact_matches`` pairs them: all pairs, or with ``nearest_runs`` those that share
the most words. ``alignment`` extends them through small differences.
``passage_places`` finds the places of the passages, ``family_links`` joins them into
families, and ``passage_surprisal`` measures them.

Tables: ``passage_kinds`` classifies passages and ``passage_notes`` says which may be no
reuse. ``passage_stretches`` lists where families are, ``passage_texts`` cuts the text
of each place once, and ``word_differences`` compares the two texts of a passage.
"""

from discourse.text_reuse._duplicates import duplicates
from discourse.text_reuse._passage_families import passage_families
from discourse.text_reuse._shared_passages import shared_passages

__all__ = ["duplicates", "passage_families", "shared_passages"]
