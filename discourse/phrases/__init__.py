r"""Phrases: a small pattern language over words.

=============================  ==================================================
in a pattern                   means
=============================  ==================================================
``shared future``              a blank: *followed by*; quotation marks between the
                               words do not count
``word*``                      any ending; a ``*`` may be anywhere in a word, and
                               alone it is any one word
``(a|b)``                      one of them, also inside a word (``neighbo(u)?r``)
                               and without brackets (``a|b``)
``(x)?``                       x or nothing
``<4>``                        up to 4 words between, as few as possible, never
                               over the end of a paragraph
``<4!>``                       the same, and never over the end of a sentence
``win-win``                    ``-`` is a hyphen, a hyphen with blanks beside it,
                               or a blank
``@slot``                      a named set of alternatives, which may use others
``community~fate``             ``~`` is one stray stop before a lower-case letter
                               ("community. fate")
``amity, sincerity``, ``b&r``  other punctuation must be there as written; blanks
                               beside it do not matter
``5,000``, ``u.s.``            a figure, a dotted abbreviation and an address are one
                               word, as in a text
``\(``                         after a backslash, a character has no special
                               meaning
=============================  ==================================================

A pattern begins and ends with a word, and words are matched whole: ``china`` finds
neither "China's" (write ``china('s)?``) nor the first half of "China-Central" (write
``china-central``, or ``china*``). Case, curly quotation marks, kinds of apostrophe and
dash make no difference.

Modules of this folder: ``pattern_parser`` (from a pattern to its variants),
``pattern_compiler`` (from variants to words at fixed places), ``_phrase`` (the Phrase).
"""

from discourse.phrases._phrase import STATUSES, Phrase
from discourse.phrases.pattern_compiler import CompiledPattern, Link, WordSequence
from discourse.phrases.pattern_parser import LIMIT

__all__ = ["LIMIT", "STATUSES", "CompiledPattern", "Link", "Phrase", "WordSequence"]
