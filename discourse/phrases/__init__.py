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
``<4,>``                       the same, and never over a comma or any other
                               punctuation but hyphens, dashes and quotation marks
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

What other tools write in another way is refused, and the message gives the spelling of
this language:

=============================  ==================================================
elsewhere                      here
=============================  ==================================================
``belt_and_road``              ``belt and road``
``x OR y``                     ``x|y``
``x NEAR/5 y``, ``"x y"~5``    ``x <5> y``; ``x <5> y|y <5> x`` for both orders
``x NOT y``                    the pattern ``x``, and ``x y`` under ``not`` of its
                               family
``x AND y``                    ``x <20> y|y <20> x``, or a family for each
``[word="x"] []{0,3}``         ``x`` and ``<3>``
``/x.*/``, ``organi[sz]e``     ``x*``, ``organi(s|z)e``
``comm?nity``                  ``comm*nity``
``partner(s)``                 ``partner(s)?``
``Initiative (BRI)``           ``Initiative \(BRI`` for brackets in the text
``+x``, ``-x``, ``#x``         ``x``, which is found beside any sign
=============================  ==================================================

An operator is refused in capitals only: ``belt and road`` has a word *and*, and so has
``BELT AND ROAD``, where all is in capitals.

A search that would cost much more than others do is refused too; the bounds are
``MOST_COMPARISONS`` and ``MOST_PLACES`` in :mod:`discourse.settings`.

Modules of this folder: ``pattern_parser`` (from a pattern to its variants),
``pattern_slots`` (the named parts of patterns),
``other_notations`` (what is written as in other tools), ``pattern_compiler`` (from
variants to words at fixed places), ``_phrase`` (the Phrase).
"""

from discourse.phrases._phrase import ANCHORS, STATUSES, Phrase
from discourse.phrases.pattern_compiler import CompiledPattern, Link, WordSequence
from discourse.phrases.pattern_parser import LIMIT, slots_named_in
from discourse.phrases.pattern_slots import PatternSlots

__all__ = [
    "ANCHORS",
    "LIMIT",
    "STATUSES",
    "CompiledPattern",
    "Link",
    "PatternSlots",
    "Phrase",
    "WordSequence",
    "slots_named_in",
]
