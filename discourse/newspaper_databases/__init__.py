"""Downloads of newspaper databases: one file of many articles, and what each says.

Modules of this room:

- ``articles``: an article of a download, and a download
- ``bundled_tables``: the tables of ``discourse/data`` that this room reads
- ``database_labels``: what labels of databases say, from a table in four languages
- ``dates``: dates as databases write them, in four languages
- ``language_names``: the English names of languages, from their names and codes
"""

from discourse.newspaper_databases.articles import Article, Download, MaskedLines

__all__ = ["Article", "Download", "MaskedLines"]
