"""Text as arrays: folded characters, tokens with offsets, gap classes, paragraphs.

A *token* is a run of letters, marks and digits with inner apostrophes and hyphens. Only
``-``, U+2010 and U+2011 join: "win-win" is one token, "know—the" is two. A Han
character, or a kana, is a token by itself. Offsets count code points of the raw text
and are never shifted. What cannot be folded one to one (a decomposed accent, a soft
hyphen, a ligature) changes the *identity* of a word (:func:`word_identity`), not its
offsets.

Before each token stands a *gap*. Its class says whether a phrase may go on over it:

=================  =====  ==========================================================
class              value  the text before the token holds
=================  =====  ==========================================================
``ADJACENT``       0      nothing (two Han characters, or a change of script)
``BLANK``          1      blanks, a wrapped line end, the full stop of an
                          abbreviation
``QUOTE``          2      quotation marks, which are transparent to a phrase
``HYPHEN``         3      a hyphen or dash, no blank
``SPACED_HYPHEN``  4      a hyphen or dash with blanks ("good -neighborly")
``COMMA``          5      a comma, also after a stop ("etc., and"), or other
                          punctuation inside a sentence, such as an ellipsis
                          ("well... fate")
``STOP_LOWER``     6      one stop before a lower-case letter ("community. fate")
                          or before the number of a note ("men.1 Both"): a break
``STOP``           7      the end of a sentence: a break
``PARAGRAPH``      8      the end of a paragraph, or the start of the document: a
                          break
``MASK``           9      masked text, a word or not: a break
=================  =====  ==========================================================

Modules of this folder: ``characters`` (kinds and folds), ``tokenizer`` (texts to
tokens), ``token_stream`` (the tokens of all documents), ``token_gaps`` (what a gap
holds), ``gap_classes`` (the class of a gap), ``sentence_boundaries`` (which stops end
sentences), ``stop_contexts`` (what stands around a stop), ``abbreviations`` (and other
words that tell what a stop is), ``wrapped_lines`` (how long lines are), ``form_feeds``
(page breaks), ``paragraph_boundaries`` (where paragraphs end), ``han_words`` (words of
Han text), ``han_variants`` (its traditional and simplified forms as one),
``detokenizer`` (words to text).
"""

from discourse.text.characters import character_class, fold, script_of, word_identity
from discourse.text.detokenizer import SLOT, spell_sequences
from discourse.text.han_variants import (
    check_variants,
    simplified_code_points,
    simplify,
)
from discourse.text.han_words import check_segmenter, is_han_word, merge_han_words
from discourse.text.inner_punctuation import find_addresses
from discourse.text.note_calls import remove_note_calls
from discourse.text.token_stream import (
    ADJACENT,
    BLANK,
    BREAK,
    COMMA,
    HYPHEN,
    MASK,
    PARAGRAPH,
    QUOTE,
    SPACED_HYPHEN,
    STOP,
    STOP_LOWER,
    ParagraphMode,
    TokenStream,
)
from discourse.text.tokenizer import are_in_words, tokenise

__all__ = [
    "ADJACENT",
    "BLANK",
    "BREAK",
    "COMMA",
    "HYPHEN",
    "MASK",
    "PARAGRAPH",
    "QUOTE",
    "SLOT",
    "SPACED_HYPHEN",
    "STOP",
    "STOP_LOWER",
    "ParagraphMode",
    "TokenStream",
    "are_in_words",
    "character_class",
    "check_segmenter",
    "check_variants",
    "find_addresses",
    "fold",
    "is_han_word",
    "merge_han_words",
    "remove_note_calls",
    "script_of",
    "simplified_code_points",
    "simplify",
    "spell_sequences",
    "tokenise",
    "word_identity",
]
