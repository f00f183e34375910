"""What in a document is not its own text: page furniture and scrape debris.

It is proposed and never removed.

Modules: ``text_blocks`` (a document as lines or paragraphs); ``web_phrases``,
``navigation``, ``credits`` and ``date_lines`` (what a line is by its own words);
``repeated_lines`` (lines and paragraphs that occur more than once); ``page_breaks`` (page
heads and numbers of print); ``page_furniture`` (what surrounds an article);
``inline_debris`` (what to mark inside it).
"""

from discourse.cleaning._debris import debris

__all__ = ["debris"]
