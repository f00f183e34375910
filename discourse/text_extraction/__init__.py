"""Take the text out of files that are no plain text: web pages, PDF, Word and others.

Each reader takes the bytes or the markup of one file and returns an
:class:`ExtractedText`: the text as it will be counted, what the file says about itself,
and spans over the text. Nothing is dropped in silence: what a reader could not keep is
named in the result. A file from which no text can be taken raises an
:class:`ExtractionError`, which says what to do.

Modules of this room:

- ``archives``: what a ZIP archive holds, and the bytes of one of its files
- ``extracted_text``: what every reader returns, and the error they raise
- ``frame_labels``: what a part of a web page is, as its markup says
- ``html_tree``: a web page as a tree, whatever its markup is like
- ``markup_encoding``: the encoding that a page or an XML file declares for itself
- ``office_packages``: parts of Office files, which are ZIP archives of XML
- ``office_properties``: what an Office file says about itself
- ``page_dates``: whether a web page itself says the date that was found in it
- ``passage_alignment``: where in a text the passages of an extractor stand
- ``pdf_checker``: the text of a PDF file as pypdf reads it, to check the other reader
- ``pdf_columns``: the order in which the lines of a printed page are read
- ``pdf_comparison``: two texts of one printed page, compared
- ``pdf_guards``: guards against PDF files that unpack to too much
- ``pdf_lines``: the lines of text that the words of a printed page make
- ``pdf_metadata``: what a PDF file says about itself
- ``pdf_pages``: the pages of a PDF file as pypdfium2 reads them
- ``pdf_report``: what is said of a PDF file: what is damaged, what is left out
- ``pdf_text``: PDF files that have text
- ``pdf_words``: the words of a page of a PDF file, and where they stand on it
- ``rtf_text``: RTF files
- ``rtf_tokens``: the words of RTF, and its code pages
- ``tei_text``: TEI files, such as those of ParlaMint, and other XML files
- ``tree_text``: the whole text of a marked-up file, and where its elements stand
- ``web_pages``: web pages, and which of their text surrounds the article
- ``word_markup``: the elements of a Word document
- ``word_text``: Word files (DOCX)
- ``workbook_markup``: what the XML of a workbook says beside its values
- ``workbooks``: the sheets of workbooks
"""

from discourse.text_extraction.archives import Archive, open_archive, read_member
from discourse.text_extraction.extracted_text import (
    ExtractedText,
    ExtractionError,
)

__all__ = ["Archive", "ExtractedText", "ExtractionError", "open_archive", "read_member"]
