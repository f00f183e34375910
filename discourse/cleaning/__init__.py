"""What in a document is not its own text: page furniture and scrape debris.

It is proposed and never removed.

Modules:

- ``_debris``: the verb, which puts the proposals of all rules together;
- ``text_blocks``: a document as lines or paragraphs;
- ``web_phrases``, ``navigation``, ``credits``, ``date_lines``: what a line is by its
  own words;
- ``repeated_lines``: lines and paragraphs that occur more than once;
- ``repeated_sentences``: sentences that many pages of a site have;
- ``page_breaks``: page numbers and running heads of print;
- ``page_furniture``: what surrounds an article;
- ``html_frame``: the frame of a web page, as its markup shows it;
- ``editor_notes``: remarks of editors and footnotes, as a file shows them;
- ``source_layers``: the layers of spans that readers of files laid over texts;
- ``boilerplate``, ``boilerplate_evidence``: what all lines of a web page together show;
- ``line_frames``: menus, lists and footers of pages that are one long line;
- ``anchored_runs``: runs of words that pages of a site have in the same place;
- ``prose_evidence``: whether words inside a line are prose or a list;
- ``html_entities``: signs that were left as code;
- ``addresses``: web and e-mail addresses;
- ``line_end_hyphens``: words that a line end divides;
- ``inline_debris``: what to mark inside the text.
"""

from discourse.cleaning._debris import debris

__all__ = ["debris"]
