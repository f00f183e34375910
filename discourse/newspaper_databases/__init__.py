"""Downloads of newspaper databases: one file of many articles, and what each says.

Modules of this room:

- ``article_parts``: what each line of an article is, made into its masks and metadata
- ``articles``: an article of a download, and a download
- ``bundled_tables``: the tables of ``discourse/data`` that this room reads
- ``database_labels``: what labels of databases say, from a table in four languages
- ``dates``: dates as databases write them, in four languages
- ``download_lines``: the lines of a download, with their places
- ``download_oddities``: articles that are cut or missing, labels that no table has
- ``factiva_tags``: downloads of Factiva with tags before each field (TXT, RTF)
- ``factiva_text``: downloads of Factiva without tags (TXT, RTF)
- ``label_blocks``: blocks of lines, and the labels in them
- ``language_names``: the English names of languages, from their names and codes
- ``line_kinds``: which lines are labels, text, copyright; where an article ends
- ``nexis_text``: downloads of LexisNexis (TXT)
- ``nexis_uni``: downloads of Nexis Uni (DOCX)
- ``proquest_text``: downloads of ProQuest (TXT)
- ``recognition``: which database a file comes from, by what is in it
- ``word_counts``: the words that a database states, and those that are there
"""

from discourse.newspaper_databases.articles import Article, Download, MaskedLines
from discourse.newspaper_databases.recognition import find_download

__all__ = ["Article", "Download", "MaskedLines", "find_download"]
