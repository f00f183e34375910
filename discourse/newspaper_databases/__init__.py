"""Downloads of newspaper databases: one file of many articles, and what each says.

Modules of this room:

- ``articles``: an article of a download, and a download
"""

from discourse.newspaper_databases.articles import Article, Download, MaskedLines

__all__ = ["Article", "Download", "MaskedLines"]
