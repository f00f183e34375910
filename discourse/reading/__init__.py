"""From files, tables and folders to a Corpus: strict about encodings and ids.

What cannot be read is refused by file, line and byte, with what to do about it. What was read but looks odd is
listed in ``corpus.suspected``. The bytes of a file become its raw text letter for letter, line ends included; only a
byte order mark at the very start is left out.
"""

from discourse.reading._read import read

__all__ = ["read"]
