"""Take the text out of files that are no plain text: web pages, PDF, Word and others.

Each reader takes the bytes or the markup of one file and returns an
:class:`ExtractedText`: the text as it will be counted, what the file says about itself,
and spans over the text. Nothing is dropped in silence: what a reader could not keep is
named in the result. A file from which no text can be taken raises an
:class:`ExtractionError`, which says what to do.

Modules of this room:

- ``archives``: what a ZIP archive holds, and the bytes of one of its files
- ``extracted_text``: what every reader returns, and the error they raise
- ``frame_reasons``: what a part of a web page is, as its markup says
- ``html_tree``: a web page as a tree, whatever its markup is like
- ``office_packages``: parts of Office files, which are ZIP archives of XML
- ``office_properties``: what an Office file says about itself
- ``passage_alignment``: where in a text the passages of an extractor stand
- ``rtf_text``: RTF files
- ``rtf_tokens``: the words of RTF, and its code pages
- ``tree_text``: the whole text of a marked-up file, and where its elements stand
- ``web_pages``: web pages, and which of their text surrounds the article
- ``word_markup``: the elements of a Word document
- ``word_text``: Word files (DOCX)
- ``workbook_markup``: what the XML of a workbook says beside its values
- ``workbooks``: the sheets of workbooks
"""

from discourse.text_extraction.extracted_text import (
    ExtractedText,
    ExtractionError,
)

__all__ = ["ExtractedText", "ExtractionError"]
