"""The rules of the token stream: words, spellings, gaps, sentences, paragraphs.

Everything that counts reads the *token stream*. It is the words (*tokens*) of all
documents, one after the other. Each word has its offsets in the raw text, and the class
of the *gap* before it. This page lists the rules by which a text becomes a stream.
Offsets count the characters of the raw text (its code points), and no rule shifts them.

**What is one word**

====================  ============================  ================================
what                  examples                      rule
====================  ============================  ================================
run of letters        mankind, नमस्ते, G20          letters, digits, and marks such
                                                    as accents are one word
apostrophe            China's, O‘zbekiston          between two letters it is part
                                                    of the word, and so is what is
                                                    typed in its place: ´ ` ′ ‘ ʻ
hyphen                win-win, people-to-people     between two letters or digits it
                                                    is part of the word (``-``,
                                                    U+2010, U+2011)
dash                  know—the, 2013–2023           always divides words
figure                5,000; 1.5; 12.03.2020        dots and commas between digits
                                                    are part of it
dotted abbreviation   U.S., e.g., Ph.D.             two or more single letters with
                                                    dots, or one of a short list.
                                                    The last dot is part of it. A
                                                    hyphen beside it divides
                                                    ("U.S.-led" is two words)
address               www.un.org/en, a@un.org       a web or e-mail address is one
                                                    word
Han character, kana   路, バ                        each is one word
superscript figure    km², 10⁶                      is part of a unit or of a power;
                                                    elsewhere it calls a note
note call             future³, Road[12], men†       is no word, but part of the gap
invisible sign        U+00AD, U+200B, U+FE0F        is passed over, and never
                                                    divides a word
divided word          a soft hyphen before a line   the two halves are one word
                      end
====================  ============================  ================================

Figures follow the rules WB11 and WB12 of Unicode's Annex 29, but for the semicolon,
which divides figures. A word that a plain hyphen divides at a line end is read as one
if :meth:`Corpus.mask` is told so. Text in Chinese can also be counted in words of
several characters (``chinese_words`` of :func:`discourse.read`). Phrases are looked
for, and rates taken, on characters in any case.

**Which spellings are one word**

===================================  ===============================================
spelling                             is read as
===================================  ===============================================
capital letters                      lower-case letters
curly quotation marks and            ``"`` and ``'``
apostrophes, ´ ` ′
dashes (U+2010 to U+2015)            ``-``
any blank                            a plain blank
full-width and half-width forms      the plain character: Ｂ as b, ２ as 2, ｶ as カ
radicals of Han characters           the character: ⼈ as 人, ⻓ as 长
forms of Arabic letters, bold        the plain letter
letters of mathematics, long s (ſ)
final sigma (ς)                      σ
letter and accent, two characters    one character (Unicode's form NFC)
ligature (ﬁ)                         its letters
abbreviation without its last dot    with it: "U.S" as "u.s."
===================================  ===============================================

All but the last three rows replace one character by one (:func:`fold`). The last three
decide which word a token is (:func:`word_identity`). No row changes an offset.

**What stands before a word: the gap classes**

=================  =====  ==========================================================
class              value  the text between the word before and this one holds
=================  =====  ==========================================================
``ADJACENT``       0      nothing (two Han characters, or a change of script)
``BLANK``          1      blanks, a wrapped line end, or the full stop of an
                          abbreviation ("Res. 76"). A note call leaves no trace
``QUOTE``          2      quotation marks, which are transparent to a phrase
``HYPHEN``         3      a hyphen or dash, no blank
``SPACED_HYPHEN``  4      a hyphen or dash with blanks ("good -neighborly")
``COMMA``          5      a comma, also after a stop ("etc., and"), or other
                          punctuation inside a sentence, such as an ellipsis
                          ("well... fate")
``STOP_LOWER``     6      one stop before a lower-case letter ("community. fate")
                          or before the number of a note ("men.1 Both")
``STOP``           7      the end of a sentence
``PARAGRAPH``      8      the end of a paragraph, or the start of the document
``MASK``           9      masked text, even if it holds no word
=================  =====  ==========================================================

**What goes on over which gap**

=============================  =======  ======  =====  ======  ====  ===============
what                           ≤ QUOTE  HYPHEN  COMMA  STOP_   STOP  PARAGRAPH, MASK
                                                       LOWER
=============================  =======  ======  =====  ======  ====  ===============
blank in a pattern (``a b``)   yes      no      no     no      no    no
hyphen in a pattern (``a-b``)  yes      yes     no     no      no    no
stray stop (``a~b``)           no       no      no     yes     no    no
``a <3,> b``                   yes      yes     no     no      no    no
``a <3!> b``                   yes      yes     yes    no      no    no
``a <3> b``                    yes      yes     yes    yes     yes   no
n-gram, recurring phrase,      yes      yes     yes    no      no    no
shared passage
sentence                       yes      yes     yes    yes     no    no
paragraph                      yes      yes     yes    yes     yes   no
=============================  =======  ======  =====  ======  ====  ===============

The column HYPHEN is also that of ``SPACED_HYPHEN``. From ``STOP_LOWER`` on, a gap is a
*break*. A *bridge* (:meth:`Corpus.mask`) is masked text that is read over: the gap has
the class that it would have without the bridged text.

**Where a sentence ends.** A stop ends a sentence unless there is evidence against it: a
lower-case letter or a comma follows; an abbreviation comes before it ("Amb. Zhang",
"Res. 76/6", "Jan. 5", "Vol. III", "Briggs & Co. at"); or the number of an item does
("1. The Council"). After "U.S." and the like a sentence ends only before a capitalised
word of grammar, such as "The" or "How". Closing quotation marks, brackets and note
calls after the stop belong to the sentence that it ends.

**Where a paragraph ends.** The lines of each document decide what ends a paragraph in
it (``Corpus.paragraphs``):

==========  ========================================================================
value       a paragraph ends at
==========  ========================================================================
``line``    every line end
``blank``   a blank line, since the lines are wrapped. It also ends before an indented
            line, and where a line closes a sentence although the next word would have
            fitted on it
``double``  the same, in text that has blank lines between all its lines
==========  ========================================================================

**Examples**

>>> def show(text):
...     stream, _ = tokenise([text], ["auto"])
...     for word, gap in zip(stream.ids, stream.gap):
...         print(stream.vocabulary[word], gap, end="; ")
>>> show("The U.S. paid 5,000 dollars.[1] ‘China´s future³ for mankind’")
the 8; u.s. 1; paid 1; 5,000 1; dollars 1; china's 7; future 1; for 1; mankind 1;

Modules of this folder: ``characters`` (kinds and folds), ``compatibility_forms`` (other
forms of characters), ``tokenizer`` (texts to tokens), ``token_spelling`` (where they
are, how each is spelt), ``token_chunks`` (the tokens of some texts joined with those of
others), ``inner_punctuation`` (figures, abbreviations, addresses),
``dotted_abbreviations`` (which there are), ``note_calls``, ``token_stream`` (the tokens
of all documents), ``token_gaps`` (what a gap holds),
``gap_classes`` (the class of a gap), ``sentence_boundaries`` (which stops end
sentences), ``stop_contexts`` (what stands around a stop), ``abbreviations`` (and other
words that tell what a stop is), ``wrapped_lines`` (how long lines are), ``form_feeds``
(page breaks), ``paragraph_boundaries`` (where paragraphs end), ``document_quantiles``
(how long most lines of a document are), ``word_scripts`` (the script of each word),
``detokenizer`` (words to text).
"""

from discourse.text.characters import (
    LINE_ENDS,
    character_class,
    fold,
    script_of,
    word_identity,
)
from discourse.text.detokenizer import (
    SLOT,
    UNSPACED_SCRIPTS,
    spell_columns,
    spell_sequences,
)
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
from discourse.text.word_scripts import COMMON_SCRIPT, WordScripts

__all__ = [
    "ADJACENT",
    "BLANK",
    "BREAK",
    "COMMA",
    "COMMON_SCRIPT",
    "HYPHEN",
    "LINE_ENDS",
    "MASK",
    "PARAGRAPH",
    "QUOTE",
    "SLOT",
    "SPACED_HYPHEN",
    "STOP",
    "STOP_LOWER",
    "UNSPACED_SCRIPTS",
    "ParagraphMode",
    "TokenStream",
    "WordScripts",
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
    "spell_columns",
    "spell_sequences",
    "tokenise",
    "word_identity",
]
