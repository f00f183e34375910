"""Rules by which `debris` proposes what is not the documents' own text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from discourse.registries.registry import Registry

__all__ = ["DEBRIS_RULES", "DebrisRule"]


@dataclass(frozen=True)
class DebrisRule:
    """One rule.

    Attributes
    ----------
    name : str
        The value of the column `rule`.
    label : str
        What the rule finds.
    kinds : tuple of str
        What the column `kind` can hold for a span that the rule finds.
    action : {'mask', 'bridge', 'join', 'mark'}
        What the rule proposes: to leave the span out of counts, as a break or read on
        over it; to read the halves of a divided word as one; or only to show the span.
    strength : {'default', 'full'}
        The `strength` of `debris` from which the rule is used. The rules of the default
        are used in any case.
    source : str
    """

    name: str
    label: str
    kinds: tuple[str, ...]
    action: Literal["mask", "bridge", "join", "mark"]
    strength: Literal["default", "full"] = "default"
    source: str = "this library, from pages of news sites, ministries and embassies"


DEBRIS_RULES = Registry(
    "rules for debris",
    DebrisRule(
        name="repeated-within",
        label="line that repeats in one document",
        kinds=("repeated line", "crawler marker"),
        action="mask",
    ),
    DebrisRule(
        name="repeated-across",
        label="caption that most documents share",
        kinds=("repeated line",),
        action="mask",
    ),
    DebrisRule(
        name="repeated-heading",
        label="heading or signature that most documents share",
        kinds=("repeated line",),
        action="mark",
    ),
    DebrisRule(
        name="repeated-sentence",
        label="sentence that many pages of a site have",
        kinds=("repeated sentence",),
        action="mark",
        source="this library, from made-up pages of sites",
    ),
    DebrisRule(
        name="repeated-title",
        label="title again; the first copy stays",
        kinds=("repeated title",),
        action="mask",
    ),
    DebrisRule(
        name="copied-passage",
        label="three or more paragraphs in a row that stand twice",
        kinds=("copy",),
        action="mask",
    ),
    DebrisRule(
        name="copied-paragraph",
        label="single long paragraph that stands twice",
        kinds=("copy",),
        action="mark",
    ),
    DebrisRule(
        name="page-break",
        label="page number or repeated line beside a page break",
        kinds=("running head",),
        action="bridge",
    ),
    DebrisRule(
        name="picture-note",
        label="note on a picture, in brackets inside a sentence",
        kinds=("picture note",),
        action="bridge",
    ),
    DebrisRule(
        name="divided-word",
        label="hyphen and line end inside a word that the corpus has in one piece",
        kinds=("divided word",),
        action="join",
        source="this library, from wrapped texts",
    ),
    DebrisRule(
        name="above-title",
        label="line above the title that the metadata give",
        kinds=("masthead",),
        action="mask",
    ),
    DebrisRule(
        name="masthead",
        label="name above the title that the text never mentions",
        kinds=("masthead",),
        action="mask",
    ),
    DebrisRule(
        name="menu",
        label="item of a menu",
        kinds=("navigation",),
        action="mask",
    ),
    DebrisRule(
        name="trail",
        label="breadcrumb trail, or a row of links",
        kinds=("navigation",),
        action="mask",
    ),
    DebrisRule(
        name="pages",
        label="links from page to page",
        kinds=("navigation",),
        action="mask",
    ),
    DebrisRule(
        name="tags",
        label="tags or categories of the article",
        kinds=("tags",),
        action="mask",
    ),
    DebrisRule(
        name="sections",
        label="row of sections or tags",
        kinds=("tags",),
        action="mask",
    ),
    DebrisRule(
        name="reading-list",
        label="list of other articles, with its heading",
        kinds=("recommended",),
        action="mask",
    ),
    DebrisRule(
        name="button",
        label="words of buttons and links",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="click",
        label="asks the reader to click",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="read-more",
        label="leads on to another page",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="counter",
        label="counts readers or minutes",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="comments",
        label="invites or counts comments",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="subscription",
        label="asks the reader to subscribe",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="cookies",
        label="notice about cookies",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="copyright",
        label="notice of copyright",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="browser",
        label="speaks of the reader's browser",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="loading",
        label="says that the page is still loading",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="placeholder",
        label="placeholder that was never filled",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="banner",
        label="banner",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="advertisement",
        label="advertisement",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="player",
        label="label of a player",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="text-size",
        label="sets the size of the letters",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="follow",
        label="leads to social media",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="share",
        label="button for sharing",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="feedback",
        label="asks for feedback",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="disclaimer",
        label="publisher's disclaimer",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="syndication",
        label="note that a feed added",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="end",
        label="says only that the text is over",
        kinds=("widget",),
        action="mask",
    ),
    DebrisRule(
        name="date",
        label="when the page was posted",
        kinds=("date",),
        action="mask",
    ),
    DebrisRule(
        name="opening-date",
        label="date of posting before the text, on the same line",
        kinds=("date",),
        action="mask",
    ),
    DebrisRule(
        name="editor",
        label="who edited or produced the page",
        kinds=("credit",),
        action="mask",
    ),
    DebrisRule(
        name="between",
        label="short line between two lines of furniture",
        kinds=("furniture",),
        action="mask",
    ),
    DebrisRule(
        name="after-article",
        label="short line after the last sentence and other furniture",
        kinds=("page end",),
        action="mask",
    ),
    DebrisRule(
        name="html-frame",
        label="part of a web page that is no part of its article, by the markup",
        kinds=("page frame",),
        action="mask",
        source="trafilatura, and the names of the elements in the markup",
    ),
    DebrisRule(
        name="editor-note",
        label="remark of those who wrote the text down, between sentences",
        kinds=("note",),
        action="mask",
        source="the elements of TEI: note, stage, speaker, vocal, kinesic, incident",
    ),
    DebrisRule(
        name="note-in-sentence",
        label="the same, inside a sentence",
        kinds=("note",),
        action="bridge",
        source="the elements of TEI: note, stage, speaker, vocal, kinesic, incident",
    ),
    DebrisRule(
        name="footnote",
        label="footnote or endnote, as the file says",
        kinds=("footnote",),
        action="mark",
        source="the notes of TEI, Word and RTF files",
    ),
    DebrisRule(
        name="line-frame",
        label="frame around the text of a page that is one long line",
        kinds=("page frame",),
        action="mask",
        source="this library, from made-up pages of sites",
    ),
    DebrisRule(
        name="boilerplate",
        label="line that the place and form of all lines of a web page speak against",
        kinds=("boilerplate",),
        action="mask",
        source="weights fitted on 482 web pages by tests/benchmarks",
    ),
    DebrisRule(
        name="likely-boilerplate",
        label="the same, on weaker evidence",
        kinds=("boilerplate",),
        action="mask",
        strength="full",
        source="weights fitted on 482 web pages by tests/benchmarks",
    ),
    DebrisRule(
        name="address",
        label="web or e-mail address",
        kinds=("address",),
        action="mask",
        source="this library",
    ),
    DebrisRule(
        name="markup",
        label="line of HTML without text",
        kinds=("markup",),
        action="mask",
    ),
    DebrisRule(
        name="blank-entity",
        label="entity of HTML for a blank or a quotation mark",
        kinds=("entity",),
        action="bridge",
        source="the list of entities of the HTML standard",
    ),
    DebrisRule(
        name="entity",
        label="entity of HTML for a sign that divides words",
        kinds=("entity",),
        action="mask",
        source="the list of entities of the HTML standard",
    ),
    DebrisRule(
        name="entity-of-word",
        label="entity of HTML for an ampersand or a letter",
        kinds=("entity",),
        action="mark",
        source="the list of entities of the HTML standard",
    ),
    DebrisRule(
        name="byline",
        label="who wrote the text",
        kinds=("byline",),
        action="mark",
    ),
    DebrisRule(
        name="name-and-date",
        label="who wrote the text, and when",
        kinds=("byline",),
        action="mark",
    ),
    DebrisRule(
        name="credit-at-close",
        label="who wrote or edited the text, at its close",
        kinds=("byline",),
        action="mark",
    ),
    DebrisRule(
        name="picture-credit",
        label="who took a picture",
        kinds=("byline",),
        action="mark",
    ),
    DebrisRule(
        name="source",
        label="where the text was taken from",
        kinds=("source",),
        action="mark",
    ),
    DebrisRule(
        name="time",
        label="hour that the text gives itself",
        kinds=("dateline",),
        action="mark",
    ),
    DebrisRule(
        name="dateline",
        label="place or date that the text gives itself",
        kinds=("dateline",),
        action="mark",
    ),
    DebrisRule(
        name="agency-dateline",
        label="place and agency with which a report opens",
        kinds=("dateline",),
        action="mark",
    ),
    DebrisRule(
        name="script-run",
        label="run in another script than the document's",
        kinds=("foreign script",),
        action="mark",
    ),
    DebrisRule(
        name="orphan",
        label="few words in lower case between two full stops",
        kinds=("fragment",),
        action="mark",
    ),
    DebrisRule(
        name="stray",
        label="stop or comma that closes nothing",
        kinds=("punctuation",),
        action="mark",
    ),
)
