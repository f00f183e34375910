"""From files, tables and folders to a Corpus: strict about encodings and ids.

What cannot be read is refused by file, line and byte, with what to do about it. What
was read but looks odd is listed in ``corpus.suspected``. The bytes of a file become its
raw text letter for letter, line ends included. Only a byte order mark at the very start
is left out.

Modules of this room:

- ``_read``: the verb `read`, its options and the paths it takes
- ``_preview_split``: the verb `preview_split`
- ``read_options``: the options of `read`, checked
- ``text_documents``: documents from the texts of a folder, or from one text
- ``table_documents``: documents from the rows of a table, or from texts in memory
- ``metadata_tables``: the table of metadata beside the texts
- ``source_texts``: the text of one file of any format, and what the file says
- ``text_division``: a file of many texts, divided at lines of one form
- ``divided_documents``: the documents of files of many texts
- ``source_documents``: the documents that were read, and a Corpus of them
- ``folder_scan``: the files of a folder, and the bytes of a file
- ``path_lists``, ``path_patterns``: files named one by one or by a pattern, and their ids
- ``table_lists``: several tables as one corpus
- ``texts_in_memory``: a dict, a list or a Series of texts or paths
- ``file_endings``: what the ending of a name says about the file
- ``decoding``: bytes to text, or why they are no text
- ``damaged_utf8``: files that are UTF-8 but for a few stray bytes
- ``encoding_evidence``: which of the old encodings fits bytes, word by word
- ``common_characters``: characters and words by which an encoding is recognised
- ``encoding_hints``: which encoding or kind of file bytes look like, for messages
- ``table_formats``: CSV, JSON Lines, Parquet and DataFrames as plain values
- ``csv_metadata``: delimited tables, cell by cell
- ``metadata_matching``: ids, and which row of metadata belongs to which text
- ``file_name_fields``: metadata in the names of files
- ``text_heads``, ``head_keys``, ``front_matter``: metadata in the first lines of a text
- ``document_metadata``: the metadata of documents from all these places
- ``diagnostics``: what was read but looks odd
- ``oddity_rules``: which of these rules look at which texts
- ``read_errors``: faults and oddities, raised or listed
"""

from discourse.reading._preview_split import preview_split
from discourse.reading._read import read

__all__ = ["preview_split", "read"]
