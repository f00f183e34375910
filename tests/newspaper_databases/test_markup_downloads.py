"""Downloads with markup become articles: Factiva, LexisNexis and Europresse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.newspaper_databases.articles import ARTICLE_COLUMNS, Article, Download
from discourse.newspaper_databases.markup_recognition import find_download_in_tree
from discourse.newspaper_databases.xml_mending import mend_factiva_xml
from discourse.text_extraction.extracted_text import ExtractionError
from discourse.text_extraction.tree_text import TreeText, parse_html, parse_xml


def _body(text: str, article: Article) -> list[str]:
    """The lines of an article that no mask covers."""
    parts = []
    position = article.start
    for mask in article.masks:
        parts.append(text[position : mask.start])
        position = mask.end
    parts.append(text[position : article.end])
    lines = "\n".join(parts).split("\n")
    return [line.strip() for line in lines if line.strip()]


def _check_download(download: Download, text: str) -> None:
    """Articles tile the file, masks lie in order inside them, every column is there."""
    position = 0
    for article in download.articles:
        assert article.start == position
        position = article.end
        for mask in article.masks:
            assert article.start <= mask.start < mask.end <= article.end
            assert mask.reason.endswith(".")
        for mask, later in zip(article.masks, article.masks[1:], strict=False):
            assert mask.end <= later.start
        assert list(article.metadata)[: len(ARTICLE_COLUMNS)] == list(ARTICLE_COLUMNS)
    assert position == len(text)


def _find(tree: TreeText) -> Download:
    download = find_download_in_tree(tree)
    assert download is not None
    _check_download(download, tree.text)
    return download


def _kinds(download: Download) -> list[str]:
    return [oddity.kind for oddity in download.oddities]


@pytest.mark.parametrize(
    "name", ["factiva.html", "factiva.xml", "lexisnexis.html", "europresse.html"]
)
def test_the_downloads_made_up_for_each_format_give_what_they_hold(
    shared: Path, name: str
) -> None:
    folder = shared / "data" / "exports_made"
    markup = (folder / name).read_text(encoding="utf-8-sig")
    tree = parse_xml(markup) if name.endswith(".xml") else parse_html(markup)
    download = _find(tree)
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert len(download.articles) == len(expected[name])
    for article, fields in zip(download.articles, expected[name], strict=True):
        found = {column: article.metadata.get(column) for column in fields}
        found["paragraphs"] = _body(tree.text, article)
        assert found == fields
    assert download.oddities == ()


# --------------------------------------------------------------------------------------
# Factiva, pages with codes


def _coded_row(code: str, value: str) -> str:
    return (
        '<tr><td align="right" valign="top" class="index"><br/><b>'
        f"{code}</b>&nbsp;</td><td><br/>{value}</td></tr>\n"
    )


def _coded_paragraphs(*texts: str) -> str:
    return "".join(
        f'<p class="articleParagraph frarticleParagraph">{text}</p>\n' for text in texts
    )


def _coded_article(**rows: str) -> str:
    table = "".join(_coded_row(code, value) for code, value in rows.items())
    return (
        '<span></span><div class="article frArticle"><table cellpadding="1">'
        f"{table}</table><br/></div><br/>"
    )


def _factiva_page(*articles: str) -> str:
    return (
        "<!DOCTYPE html><html><head><title>Factiva</title><style>.article{}</style>"
        '</head><body><div id="navcontainer"><h1>Factiva</h1><span>Dow Jones</span>'
        f'</div><form><div id="contentLeft">{"".join(articles)}</div></form>'
        '<div id="pageFooter"><span>© 2012 Factiva, Inc. Tous droits réservés.</span>'
        "</div><script>var x;</script></body></html>"
    )


PORT = {
    "SE": "Économie",
    "HD": "<b class='frHeadline'>Le port du <b>1 mars 2010</b> attend</b>\n",
    "CR": "Agence",
    "WC": "1.004 mots",
    "PD": "29 décembre 2011",
    "ET": "15:32",
    "SN": "Le Quai",
    "SC": "QUAIFR",
    "NGC": "Groupe du Quai",
    "GC": "CTGQ",
    "ED": "soir",
    "PG": "7",
    "LA": "Français",
    "CY": "(c) Le Quai SA.   ",
    "LP": _coded_paragraphs("Le port attend.", "Un <b>mot</b>, deux."),
    "TD": _coded_paragraphs("Document 12 du traité.", "Fin."),
    "ART": "Photo: le port",
    "NS": "gpol : Domestic Politics",
    "IPC": "PORT | RTF",
    "PUB": "Quai SA",
    "AN": "Document QUAIFR0020111229e7ct0001r",
}


def test_a_page_of_factiva_in_french_with_every_code():
    tree = parse_html(_factiva_page(_coded_article(**PORT)))
    download = _find(tree)
    assert download.database == "Factiva (HTML)"
    (article,) = download.articles
    expected = {
        "title": "Le port du 1 mars 2010 attend",
        "source": "Le Quai",
        "date": "2011-12-29",
        "byline": "",
        "section": "Économie",
        "language": "French",
        "identifier": "QUAIFR0020111229e7ct0001r",
        "words_stated": 1004,
    }
    assert {column: article.metadata[column] for column in expected} == expected
    assert article.metadata["publisher"] == "Quai SA"
    assert article.metadata["source_group"] == "Groupe du Quai"
    assert _body(tree.text, article) == [
        "Le port attend.",
        "Un mot, deux.",
        "Document 12 du traité.",
        "Fin.",
    ]


def test_far_fewer_words_than_are_stated_are_said():
    download = _find(parse_html(_factiva_page(_coded_article(**PORT))))
    assert _kinds(download) == ["words missing"]
    assert "Le port" in download.oddities[0].reason
    enough = PORT | {"WC": "12 mots"}
    download = _find(parse_html(_factiva_page(_coded_article(**enough))))
    assert download.oddities == ()


def test_han_characters_are_counted_as_words():
    chinese = PORT | {"WC": "9 字", "TD": _coded_paragraphs("部长们星期一开会")}
    download = _find(parse_html(_factiva_page(_coded_article(**chinese))))
    assert download.oddities == ()


def test_an_unknown_code_becomes_a_column_and_is_said_once():
    odd = PORT | {"WC": "12 mots", "XYZ": "north"}
    tree = parse_html(_factiva_page(_coded_article(**odd), _coded_article(**odd)))
    download = _find(tree)
    assert [article.metadata["xyz"] for article in download.articles] == ["north"] * 2
    assert _kinds(download) == ["unknown label"]
    assert download.oddities[0].count == 2
    assert "north" not in " ".join(_body(tree.text, download.articles[0]))


def test_paragraphs_of_an_unknown_code_stay_text():
    odd = PORT | {"XY": _coded_paragraphs("Encore du texte.")}
    tree = parse_html(_factiva_page(_coded_article(**odd)))
    assert "Encore du texte." in _body(tree.text, _find(tree).articles[0])


def test_a_page_that_is_cut_off_keeps_its_last_article_and_names_it():
    whole = _factiva_page(_coded_article(**PORT), _coded_article(**PORT))
    cut = whole[: whole.rindex("Document 12 du") + len("Document 12 du tr")]
    tree = parse_html(cut)
    download = _find(tree)
    assert len(download.articles) == 2
    assert _body(tree.text, download.articles[1])[-1] == "Document 12 du tr"
    assert "cut" in _kinds(download)


def test_a_page_that_is_cut_off_in_a_headline_keeps_what_is_there():
    whole = _factiva_page(_coded_article(**PORT), _coded_article(**PORT))
    cut = whole[: whole.rindex("attend</b>")]
    download = _find(parse_html(cut))
    assert download.articles[1].metadata["title"] == "Le port du 1 mars 2010"
    assert "cut" in _kinds(download)


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td class='index'>HD</td><td>the headline</td></tr>"
        "<tr><td class='index'>WC</td><td>how many words it has</td></tr>"
        "<tr><td class='index'>PD</td><td>the date</td></tr>"
        "<tr><td class='index'>SN</td><td>the source</td></tr>"
        "<tr><td class='index'>AN</td><td>a number</td></tr></table>",
        "<article><h1>Factiva and LexisNexis</h1><p>1 of 3 DOCUMENTS</p>"
        "<p>LENGTH: 65 words</p></article>",
        "<article><header><span class='source'>The Times</span></header>"
        "<p>Europresse names its parts DocPublicationName and DocHeader.</p></article>",
        "<div class='article'><h1>Rail link</h1><p>Ministers met.</p></div>",
        "<p>Nothing</p>",
    ],
)
def test_other_pages_are_no_downloads(page: str) -> None:
    assert (
        find_download_in_tree(parse_html(f"<html><body>{page}</body></html>")) is None
    )


# --------------------------------------------------------------------------------------
# Factiva, pages without codes


def _plain_article(
    headline: str, head: str, paragraphs: tuple[str, ...], end: str, before: str = ""
) -> str:
    text = "".join(
        f'<p class="articleParagraph dearticleParagraph">{text}</p>\n'
        for text in paragraphs
    )
    return (
        '<span></span><div id="article-X" class="article"><div class="article '
        f'deArticle"><p>{before}<div id="hd"><span class="deHeadline counted">'
        f"{headline}</span>\n</div>{head}</p>\n{text}{end}</div></div><br/>"
    )


BRIDGE = _plain_article(
    "17) Die <b>Brücke</b> von 2011",
    '<div class="author">Jo Muster </div><div>12 Wörter</div><div>3 April 2017</div>'
    "<div>09:20</div><div>Küstenblatt</div><div>KUEBLA</div><div>Nord</div>"
    "<div>7</div><div>Deutsch</div><div>Copyright 2017 Küstenblatt SE </div>",
    ("Die Brücke ist seit dem 2. März 2011 alt.", "Dokument 12 sagt es."),
    "<p>Foto: Muster/dpa</p><p>Küstenblatt Verlag GmbH</p>"
    "<p>Dokument KUEBLA0020170403ed43000d5</p>",
    before="<div>Politik</div>\n",
)


def test_a_page_of_factiva_without_codes():
    summary = "<table><tr><td>Zusammenfassung der Suche</td></tr></table>"
    tree = parse_html(_factiva_page(BRIDGE, BRIDGE, summary))
    download = _find(tree)
    assert len(download.articles) == 2
    article = download.articles[1]
    expected = {
        "title": "Die Brücke von 2011",
        "source": "Küstenblatt",
        "date": "2017-04-03",
        "byline": "Jo Muster",
        "section": "Politik",
        "language": "German",
        "identifier": "KUEBLA0020170403ed43000d5",
        "words_stated": 12,
    }
    assert {column: article.metadata[column] for column in expected} == expected
    assert article.metadata["pages"] == "Nord; 7"
    assert article.metadata["publisher"] == "Küstenblatt Verlag GmbH"
    assert article.metadata["notes"] == "Foto: Muster/dpa"
    assert _body(tree.text, article) == [
        "Die Brücke ist seit dem 2. März 2011 alt.",
        "Dokument 12 sagt es.",
    ]
    assert download.oddities == ()


def test_a_page_without_codes_with_an_old_accession_number():
    page = BRIDGE.replace("KUEBLA0020", "kuebla0020")
    copyright_line = "Quelle: Küstenblatt, 2017. All rights reserved. See our page."
    page = page.replace("Copyright 2017 Küstenblatt SE", copyright_line)
    tree = parse_html(_factiva_page(page))
    (article,) = _find(tree).articles
    assert article.metadata["copyright"] == copyright_line
    assert article.metadata["identifier"].startswith("kuebla")
    assert not any("kuebla" in line for line in _body(tree.text, article))


def test_a_page_without_codes_that_is_cut_off():
    whole = _factiva_page(BRIDGE, BRIDGE)
    tree = parse_html(whole[: whole.rindex("sagt es")])
    download = _find(tree)
    assert _body(tree.text, download.articles[1])[-1] == "Dokument 12"
    assert _kinds(download) == ["cut"]
    tree = parse_html(whole[: whole.rindex("von 2011")])
    assert len(_find(tree).articles) == 2


# --------------------------------------------------------------------------------------
# Factiva, XML


def _factiva_xml(*articles: str, count: int | None = None) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<PPSResponse>\n'
        '<ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0">\n'
        f'<ppsarticleResultSet count="{count or len(articles)}">'
        + "".join(f"\n<ppsarticle>{article}</ppsarticle>" for article in articles)
        + "</ppsarticleResultSet></ppsArticleResponse></PPSResponse>"
    )


XML_ARTICLE = """<article>
  <accessionNo>TEST0000020120109e51700030</accessionNo>
  <reference>distdoc:archive/ArchiveDoc::Article/TEST0000020120109e51700030</reference>
  <baseLanguage>FR</baseLanguage>
  <copyright>(c) 2012 Firm   </copyright>
  <headline><paragraph display="Proportional" lang="EN">
    <hlt>RAIL</hlt> - first</paragraph></headline>
  <leadParagraph><paragraph>The lead of the <hlt>rail</hlt>ways.</paragraph>
  </leadParagraph>
  <pages />
  <publicationDate><dateTime>2012-01-09T01:35:58Z</dateTime></publicationDate>
  <sourceName>My Paper</sourceName>
  <region code="usa"><name>United States</name></region>
  <region code="usil"><name>Illinois</name></region>
  <newsSubject code="c21"><name>Output</name></newsSubject>
  <descField code="ipcre">EUROPE</descField>
  <tailParagraphs><paragraph>The body.</paragraph></tailParagraphs>
  <notes>A NOTE</notes>
  <logo source="http://logos.example" image="a.gif" />
  <wordCount>9</wordCount>
</article>"""


def test_xml_of_factiva_with_codes_of_regions_and_notes():
    tree = parse_xml(_factiva_xml(XML_ARTICLE))
    download = _find(tree)
    assert download.database == "Factiva (XML)"
    (article,) = download.articles
    expected = {
        "title": "RAIL - first",
        "source": "My Paper",
        "date": "2012-01-09",
        "language": "French",
        "identifier": "TEST0000020120109e51700030",
        "words_stated": 9,
        "geographic": "United States; Illinois",
        "notes": "A NOTE",
    }
    assert {column: article.metadata[column] for column in expected} == expected
    assert _body(tree.text, article) == ["The lead of the railways.", "The body."]
    assert download.oddities == ()


def test_an_unknown_element_of_xml_becomes_a_column_or_stays_text():
    odd = XML_ARTICLE.replace("<notes>", "<mood>calm</mood><notes>")
    odd = odd.replace(
        "<notes>", "<extra><paragraph>More text.</paragraph></extra><notes>"
    )
    tree = parse_xml(_factiva_xml(odd))
    download = _find(tree)
    (article,) = download.articles
    assert article.metadata["mood"] == "calm"
    assert _body(tree.text, article)[-1] == "More text."
    assert _kinds(download) == ["unknown label"]


@pytest.mark.parametrize("place", ["The body", "<tailParagraphs", "y.</paragraph>"])
def test_xml_that_is_cut_off_is_mended_and_its_last_article_named(place: str) -> None:
    whole = _factiva_xml(XML_ARTICLE, XML_ARTICLE)
    cut = whole[: whole.rindex(place) + 5]
    with pytest.raises(ExtractionError):
        parse_xml(cut)
    mended = mend_factiva_xml(cut)
    assert mended is not None
    tree = parse_xml(mended)
    download = _find(tree)
    assert len(download.articles) == 2
    assert download.articles[1].metadata["title"] == "RAIL - first"
    assert _body(tree.text, download.articles[1])[0] == "The lead of the railways."
    assert "cut" in _kinds(download)


def test_xml_that_is_cut_off_between_articles_says_how_many_it_should_have():
    whole = _factiva_xml(XML_ARTICLE, XML_ARTICLE)
    cut = whole[: whole.rindex("<ppsarticle>")]
    mended = mend_factiva_xml(cut)
    assert mended is not None
    assert _kinds(_find(parse_xml(mended))) == ["articles missing"]


def test_only_xml_of_factiva_that_is_cut_off_is_mended():
    whole = _factiva_xml(XML_ARTICLE)
    assert mend_factiva_xml("<TEI><text>The rail") is None
    assert mend_factiva_xml(whole.replace("</notes>", "</note>")) is None
    mended = mend_factiva_xml(whole.replace("The body", "The&nbsp;body"))
    assert mended is not None
    assert "The\u00a0body." in parse_xml(mended).text


def test_another_number_of_articles_than_the_file_states_is_said():
    download = _find(parse_xml(_factiva_xml(XML_ARTICLE, count=3)))
    assert _kinds(download) == ["articles missing"]
    assert download.oddities[0].count == 2


# --------------------------------------------------------------------------------------
# LexisNexis


def _block(text: str, label: str = "", kind: str = "c5") -> str:
    bold = f'<SPAN CLASS="c8">{label}</SPAN>' if label else ""
    return (
        f'<BR><DIV CLASS="{kind}"><P CLASS="c6">{bold}'
        f'<SPAN CLASS="c2">{text}</SPAN></P>\n</DIV>'
    )


def _lexis_article(
    number: int, head: str, paragraphs: tuple[str, ...], end: str, anchor: bool = True
) -> str:
    body = "\n".join(
        f'<P CLASS="c9"><SPAN CLASS="c2">{text}</SPAN></P>' for text in paragraphs
    )
    start = f'<A NAME="DOC_ID_{number}_0"></A>' if anchor else ""
    return (
        f"{start}<!-- Hide XML section from browser\n<DOC NUMBER=1>\n<DOCFULL> -->\n"
        + _block(f"{number} of 2 DOCUMENTS", kind="c0")
        + head
        + f'<BR><DIV CLASS="c5">{body}\n</DIV>'
        + end
        + "<!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->\n"
        + '<DIV CLASS="c13">&nbsp;</DIV>'
    )


def _lexis_page(*articles: str, documents: int = 2) -> str:
    return (
        '<HTML>\n<HEAD>\n<STYLE TYPE="text/css"><!-- .c0 { } --></STYLE>\n'
        f'<META TOPIC="null" DOCUMENTS="{documents}" UPDATED="Saturday" /></HEAD>\n'
        '<BODY>\n<DIV CLASS="c5"><P><SPAN>Download Request: Selected Items: 1-2<BR>'
        "Terms: (rail)<BR></SPAN></P>\n</DIV>\n" + "".join(articles) + "</BODY></HTML>"
    )


GERMAN_HEAD = (
    '<BR><DIV CLASS="c0"><BR><P CLASS="c1"><IMG SRC="x"><BR>'
    '<SPAN CLASS="c2">Küstenblatt Online</SPAN></P>\n</DIV>'
    '<BR><DIV CLASS="c3"><P CLASS="c1"><SPAN CLASS="c4">27.</SPAN><SPAN CLASS="c2">'
    " Februar 2012 Montag 9:50 PM GMT+1</SPAN><SPAN>&nbsp;</SPAN></P>\n</DIV>"
    + '<BR><DIV CLASS="c5"><P><SPAN CLASS="c11">EU:</SPAN><SPAN CLASS="c7"> die '
    "Bahn von 2011</SPAN></P>\n</DIV>"
    + _block("Jo Muster", "AUTOR: ")
    + _block("Ausland; S. 114", "RUBRIK: ")
    + _block("20 Wörter", "L&Auml;NGE: ")
    + _block("&nbsp;Worum es geht.<BR>", "HIGHLIGHT:")
)
GERMAN_END = (
    _block("28. Februar 2012", "UPDATE: ")
    + _block("GERMAN; DEUTSCH", "SPRACHE: ")
    + _block("gelb", "MERKMAL-FARBE: ")
    + _block("Copyright 2012 Küstenblatt GmbH<BR>Alle Rechte vorbehalten", kind="c0")
)
GERMAN_TEXT = (
    'Über die Strecke der </SPAN><SPAN CLASS="c4">EU</SPAN><SPAN CLASS="c2">-Bahn.',
    "1 of 2 DOCUMENTS",
    '</SPAN><SPAN CLASS="c8">NOTE:</SPAN><SPAN CLASS="c2"> das bleibt Text.',
    "Ein Datum gibt es nicht.",
)


def test_a_page_of_lexisnexis_in_german():
    tree = parse_html(
        _lexis_page(
            _lexis_article(1, GERMAN_HEAD, GERMAN_TEXT, GERMAN_END),
            _lexis_article(2, GERMAN_HEAD, GERMAN_TEXT, GERMAN_END),
        )
    )
    download = _find(tree)
    assert download.database == "LexisNexis (HTML)"
    assert len(download.articles) == 2
    for article in download.articles:
        expected = {
            "title": "EU: die Bahn von 2011",
            "source": "Küstenblatt Online",
            "date": "2012-02-27",
            "byline": "Jo Muster",
            "section": "Ausland; S. 114",
            "language": "German",
            "words_stated": 20,
            "highlight": "Worum es geht.",
            "merkmal_farbe": "gelb",
            "copyright": "Copyright 2012 Küstenblatt GmbH Alle Rechte vorbehalten",
        }
        assert {column: article.metadata[column] for column in expected} == expected
        assert _body(tree.text, article) == [
            "Über die Strecke der EU-Bahn.",
            "1 of 2 DOCUMENTS",
            "NOTE: das bleibt Text.",
            "Ein Datum gibt es nicht.",
        ]
    assert _kinds(download) == ["unknown label"]


PLAIN_HEAD = (
    _block("The Harbour Times")
    + _block("June 13, 2023 Tuesday")
    + _block("Costs")
    + _block("10 words", "LENGTH: ")
)


@pytest.mark.parametrize(
    ("word", "paragraphs"),
    [
        ("EASTVILLE:", ("Five ministers met.", "They left.")),
        ("EASTVILLE:", ("Five ministers met.",)),
        ("CITY:", ("Five ministers met.", "They left.")),
    ],
)
def test_a_word_in_capitals_at_the_beginning_of_a_text_is_no_label(
    word: str, paragraphs: tuple[str, ...]
) -> None:
    marked = f"<B>{word}</B> {paragraphs[0]}"
    page = _lexis_page(
        _lexis_article(1, PLAIN_HEAD, (marked, *paragraphs[1:]), ENGLISH_END),
        documents=1,
    )
    tree = parse_html(page.replace('<SPAN CLASS="c2"><B>', "<B>"))
    article = _find(tree).articles[0]
    first = f"{word} {paragraphs[0]}"
    assert _body(tree.text, article) == [first, *paragraphs[1:]]


@pytest.mark.parametrize("place", ["LENGTH", "LOAD-DATE"])
def test_an_unknown_label_of_lexisnexis_becomes_a_column(place: str) -> None:
    whole = _lexis_article(1, PLAIN_HEAD, ("It costs much.",), ENGLISH_END)
    start = whole.rindex('<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">' + place)
    odd = whole[:start] + _block("foo", "XYZZY: ") + whole[start:]
    tree = parse_html(_lexis_page(odd, documents=1))
    download = _find(tree)
    assert download.articles[0].metadata["xyzzy"] == "foo"
    assert _body(tree.text, download.articles[0]) == ["It costs much."]
    assert _kinds(download) == ["unknown label"]


def test_a_label_of_the_text_is_masked_and_the_text_is_not():
    head = PLAIN_HEAD + _block("It costs.", "BODY: ")
    page = _lexis_page(
        _lexis_article(1, head, ("Much more.",), ENGLISH_END), documents=1
    )
    tree = parse_html(page)
    assert _body(tree.text, _find(tree).articles[0]) == ["It costs.", "Much more."]


ENGLISH_END = _block("June 14, 2023", "LOAD-DATE: ") + _block("Copyright 2023 Harbour")


def test_a_headline_before_the_date_an_edition_and_no_byline():
    head = (
        _block("The Harbour Times")
        + _block("June 12, 2020 accord: what it costs")
        + _block("June 13, 2023 Tuesday<BR>Final Edition")
        + _block("5 words", "LENGTH: ")
    )
    page = _lexis_page(
        _lexis_article(1, head, ("It costs much.",), ENGLISH_END), documents=1
    )
    tree = parse_html(page)
    download = _find(tree)
    (article,) = download.articles
    assert article.metadata["title"] == "June 12, 2020 accord: what it costs"
    assert article.metadata["date"] == "2023-06-13"
    assert article.metadata["edition"] == "Final Edition"
    assert article.metadata["byline"] == ""
    assert _body(tree.text, article) == ["It costs much."]


def test_a_page_without_anchors_goes_by_the_numbers_of_its_articles():
    head = (
        _block("The Harbour Times")
        + _block("June 13, 2023 Tuesday")
        + _block("Costs")
        + _block("5 words", "LENGTH: ")
    )
    articles = [
        _lexis_article(number, head, ("It costs.",), ENGLISH_END, anchor=False)
        for number in (1, 2)
    ]
    assert len(_find(parse_html(_lexis_page(*articles))).articles) == 2


@pytest.mark.parametrize("anchor", [True, False])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1,200 of 1,300 DOCUMENTS", "1,201 of 1,300 DOCUMENTS"),
        ("Dokument 1 von 2", "Dokument 2 von 2"),
        ("Document 1 de 2", "Document 2 de 2"),
    ],
)
def test_the_numbers_of_articles_in_other_forms(
    first: str, second: str, anchor: bool
) -> None:
    articles = []
    for number, form in enumerate((first, second), 1):
        article = _lexis_article(
            number, GERMAN_HEAD, GERMAN_TEXT, GERMAN_END, anchor=anchor
        )
        articles.append(article.replace(f"{number} of 2 DOCUMENTS", form, 1))
    download = _find(parse_html(_lexis_page(*articles)))
    assert len(download.articles) == 2
    assert "articles missing" not in _kinds(download)


def test_a_page_of_lexisnexis_that_is_cut_off():
    whole = _lexis_page(
        _lexis_article(1, GERMAN_HEAD, GERMAN_TEXT, GERMAN_END),
        _lexis_article(2, GERMAN_HEAD, GERMAN_TEXT, GERMAN_END),
    )
    tree = parse_html(whole[: whole.rindex("gibt es nicht")])
    download = _find(tree)
    assert _body(tree.text, download.articles[1])[-1] == "Ein Datum"
    assert "cut" in _kinds(download)


# --------------------------------------------------------------------------------------
# Europresse


def _europresse_article(
    header: str = "Économie, mercredi 11 septembre 2024 1 134 mots, p. 11",
    source: str = "La Vigie, no. 43018",
    author: str = '<p class="sm-margin-bottomNews">Ana Petrov</p>',
    paragraphs: tuple[str, ...] = ("Un <mark>chemin</mark>s de fer.", "Fin."),
) -> str:
    text = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        '<article><header><div class="rdp__DocPublicationName">'
        f'<span class="DocPublicationName">{source}</span></div>'
        f'<div class="rdp__DocHeader"><span class="DocHeader">{header}</span></div>'
        '<div class="titreArticle"><p class="sm-margin-bottomNews">Rail</p>'
        '<p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">Le '
        '<mark>rail</mark> du 2 mars 2011</p><p class="rdp__subtitle">Un chapeau</p>'
        f"</div>{author}</header><section><div class='DocText clearfix'>"
        f"<div class='docOcurrContainer'>{text}</div></div></section>"
        "<aside><div><b>Note(s) : </b>Mise à jour.</div></aside>"
        '<div class="apd-wrapper"><p>Autres sources</p></div>'
        '<footer><div class="Doc-LegalInfo"><small>© 2024 La Vigie.</small></div>'
        '<div class="publiC-lblNodoc">news·20240911·VI·7711_x</div></footer></article>'
    )


def _europresse_page(*articles: str) -> str:
    return f"<html><body>{''.join(articles)}</body></html>"


def test_a_page_of_europresse():
    tree = parse_html(_europresse_page(_europresse_article(), _europresse_article()))
    download = _find(tree)
    assert download.database == "Europresse (HTML)"
    assert len(download.articles) == 2
    article = download.articles[0]
    expected = {
        "title": "Le rail du 2 mars 2011",
        "source": "La Vigie",
        "date": "2024-09-11",
        "byline": "Ana Petrov",
        "section": "Économie",
        "language": "",
        "identifier": "news·20240911·VI·7711_x",
        "words_stated": 1134,
        "pages": "11",
        "issue": "no. 43018",
        "subtitle": "Rail; Un chapeau",
        "notes": "Mise à jour.",
        "copyright": "© 2024 La Vigie.",
    }
    assert {column: article.metadata[column] for column in expected} == expected
    assert _body(tree.text, article) == ["Un chemins de fer.", "Fin."]


@pytest.mark.parametrize(
    ("header", "section", "date", "pages"),
    [
        ("World, Monday 12 June 2023, p. 16", "World", "2023-06-12", "16"),
        (
            "Thursday, December 22, 2022 138 mots, p. 819(40)",
            "",
            "2022-12-22",
            "819(40)",
        ),
        ("Ausland, Montag, 12. Juni 2023, S. 4", "Ausland", "2023-06-12", "4"),
        ("Mundo, lunes 12 de junio de 2023", "Mundo", "2023-06-12", ""),
        (
            "Mundo, lunes, 12 de junio de 2023 120 palabras, pág. 6",
            "Mundo",
            "2023-06-12",
            "6",
        ),
        ("Monde, 12 juin 2023 12 mots, pp. 6-7", "Monde", "2023-06-12", "6-7"),
        ("lundi 12 juin 2023 - 11:30 UTC +02:00", "", "2023-06-12", ""),
        (
            "Since 1 June 2020, a dossier, 12 June 2023",
            "Since 1 June 2020, a dossier",
            "2023-06-12",
            "",
        ),
        ("No date at all, p. 7", "", "2024-09-11", ""),
    ],
)
def test_the_line_of_section_date_and_page(
    header: str, section: str, date: str, pages: str
) -> None:
    tree = parse_html(_europresse_page(_europresse_article(header)))
    metadata = _find(tree).articles[0].metadata
    assert metadata["section"] == section
    assert metadata["date"] == date
    assert metadata.get("pages", "") == pages


def test_a_page_before_the_number_of_words_is_no_part_of_it():
    header = "Monde, 12 juin 2023, p. 16, 1 450 mots"
    tree = parse_html(_europresse_page(_europresse_article(header)))
    assert _find(tree).articles[0].metadata["words_stated"] == 1450


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("", ""),
        ("<div></div>", ""),
        ("<div>Ana Petrov</div>", "Ana Petrov"),
        ('<div class="docAuthors">Petrov, Ana</div>', "Petrov, Ana"),
        ("<div>Anonyme</div>", ""),
    ],
)
def test_the_author_of_an_article(author: str, byline: str) -> None:
    tree = parse_html(_europresse_page(_europresse_article(author=author)))
    article = _find(tree).articles[0]
    assert article.metadata["byline"] == byline
    assert _body(tree.text, article) == ["Un chemins de fer.", "Fin."]


def test_a_paragraph_of_a_header_that_no_rule_knows_stays_text():
    long_lead = "mot " * 40 + "fin."
    author = f"<p>{long_lead}</p>"
    tree = parse_html(_europresse_page(_europresse_article(author=author)))
    assert _body(tree.text, _find(tree).articles[0])[0] == long_lead


def test_the_older_form_of_europresse_in_a_table():
    cell = (
        '<tr><td><span class="DocPublicationName">La Vigie</span><br>'
        '<span class="DocHeader">Monde, </span><span class="DocHeader">jeudi 5 '
        'décembre 2013, </span><span class="DocHeader">p. 12</span><br><br>'
        '<span class="TitreArticleVisu">Le rail</span><br>Ana Petrov<br><br>'
        'Un <span style="color:red">chemin</span>s de fer.<br><br>Copyright ? Non.<br>'
        "<br>Fin.<br><br>© 2013 La Vigie. Tous droits réservés.<br><table><tr>"
        '<td align="center">news·20131205·VI·12</td></tr></table></td></tr>'
    )
    tree = parse_html(f"<html><body><table>{cell}{cell}</table></body></html>")
    download = _find(tree)
    assert len(download.articles) == 2
    article = download.articles[1]
    expected = {
        "title": "Le rail",
        "source": "La Vigie",
        "date": "2013-12-05",
        "byline": "Ana Petrov",
        "section": "Monde",
        "identifier": "news·20131205·VI·12",
    }
    assert {column: article.metadata[column] for column in expected} == expected
    assert _body(tree.text, article) == [
        "Un chemins de fer.",
        "Copyright ? Non.",
        "Fin.",
    ]


def test_a_page_of_europresse_that_is_cut_off():
    whole = _europresse_page(_europresse_article(), _europresse_article())
    tree = parse_html(whole[: whole.rindex("s de fer")])
    download = _find(tree)
    assert _body(tree.text, download.articles[1]) == ["Un chemin"]
    assert "cut" in _kinds(download)


# --------------------------------------------------------------------------------------
# Any damage


WHOLE_PAGES = [
    _factiva_page(_coded_article(**PORT), BRIDGE),
    _lexis_page(_lexis_article(1, GERMAN_HEAD, GERMAN_TEXT, GERMAN_END)),
    _europresse_page(_europresse_article(), _europresse_article()),
]


@given(
    page=st.sampled_from(WHOLE_PAGES),
    start=st.integers(0, 4000),
    length=st.integers(0, 200),
    insert=st.sampled_from(["", "<td>", "</div>", "<p", "&amp;", "<article>"]),
)
def test_no_damage_loses_a_part_of_the_file(
    page: str, start: int, length: int, insert: str
) -> None:
    start %= len(page)
    tree = parse_html(page[:start] + insert + page[start + length :])
    download = find_download_in_tree(tree)
    if download is not None:
        _check_download(download, tree.text)
