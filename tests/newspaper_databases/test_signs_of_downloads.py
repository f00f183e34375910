"""What must stand in a text before its lines are looked at."""

from __future__ import annotations

import re
import sys

from discourse.newspaper_databases import recognition


def test_each_digit_is_among_those_that_are_looked_for() -> None:
    digits = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isdecimal()]
    assert len(digits) > 600
    may_be_digit = re.compile(recognition._MAY_BE_DIGIT)
    assert [digit for digit in digits if not may_be_digit.match(digit)] == []


def test_a_number_of_words_ends_its_line() -> None:
    for line in ("12 words", "1,002 WORDS.  ", "٣ Wörter", "３\u00a0字", "5 wordſ"):
        assert recognition._has_number_of_words(f"A title\n{line}\nText.")
    for line in ("12 words of it", "twelve words", "12words", "12 wordings"):
        assert not recognition._has_number_of_words(f"A title\n{line}\nText.")
