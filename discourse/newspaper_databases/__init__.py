"""Downloads of newspaper databases: one file of many articles, and what each says.

Modules of this room:

- ``accession_numbers``: the numbers that Factiva gives to articles
- ``article_parts``: what each line of an article is, made into its masks and metadata
- ``article_records``: articles from what was found in the markup of a file
- ``articles``: an article of a download, and a download
- ``database_labels``: what labels of databases say, from a table in four languages
- ``dates``: dates as databases write them, in four languages
- ``download_lines``: the lines of a download, with their places
- ``download_oddities``: articles that are cut or missing, labels that no table has
- ``element_lookup``: elements of a page by their names and classes, and their texts
- ``europresse_markup``: web pages of Europresse
- ``factiva_markup``: web pages and XML of Factiva
- ``factiva_tags``: downloads of Factiva with tags before each field (TXT, RTF)
- ``factiva_text``: downloads of Factiva without tags (TXT, RTF)
- ``label_blocks``: blocks of lines, and the labels in them
- ``language_names``: the English names of languages, from their names and codes
- ``lexisnexis_markup``: web pages of LexisNexis
- ``line_kinds``: which lines are labels, text, copyright; where an article ends
- ``markup_recognition``: which database a page or an XML file comes from
- ``nexis_text``: downloads of LexisNexis (TXT)
- ``nexis_uni``: downloads of Nexis Uni (DOCX)
- ``proquest_text``: downloads of ProQuest (TXT)
- ``recognition``: which database a file comes from, by what is in it
- ``stated_numbers``: numbers as databases write them, with commas or blanks in them
- ``word_counts``: the words that a database states, and those that are there
- ``xml_mending``: XML files of Factiva that were cut off
"""

from discourse.newspaper_databases.articles import (
    ARTICLE_LAYER,
    Article,
    Download,
    MaskedLines,
)
from discourse.newspaper_databases.markup_recognition import find_download_in_tree
from discourse.newspaper_databases.recognition import find_download

__all__ = [
    "ARTICLE_LAYER",
    "Article",
    "Download",
    "MaskedLines",
    "find_download",
    "find_download_in_tree",
]
