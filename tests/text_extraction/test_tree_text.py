"""The whole text of a web page or an XML file, and where its elements stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.text_extraction import ExtractionError
from discourse.text_extraction.html_tree import MAX_DEPTH, parse_html_tree
from discourse.text_extraction.tree_text import parse_html, parse_xml

pytest.importorskip("lxml")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<h1>Title</h1><p>One <b>wo</b>rd\n here", "Title\n\nOne word here"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<div>a</div><br>b<div>c<br></div><div>d</div>", "a\n\nb\nc\nd"),
        ("<ul><li>a<li>b</ul>c", "a\nb\n\nc"),
        ("<table><tr><td>a<td>b<tr><td><p>c<td>d</table>", "a\tb\n\nc\n\nd"),
        ("<pre>\nx  y\n  z\n\nq</pre>e", "x  y\n  z\n\nq\n\ne"),
        ("<p>10&nbsp;000&nbsp;</p><p>&nbsp;</p>\n <p> x", "10\xa0000\n\nx"),
        ("<title>t</title><style>s</style><script>v</script>a<!-- c -->b", "ab"),
        ("<img alt='picture'>a<template>t</template>", "a"),
        ("<p style='display:none'>hidden</p><noscript>n</noscript>", "hidden\n\nn"),
        ("<p>one</body></html><p>two<html><body>three", "one\n\ntwo\n\nthree"),
        ("a\0b\x1fc&#xD800;", "a\ufffdb\ufffdc\ufffd"),
        ("<p>中<b>国</b>人", "中国人"),
    ],
)
def test_page_as_text(markup, text):
    assert parse_html(markup).text == text


def test_extents_are_those_of_the_text_without_blanks_around_it():
    markup = "<p> A <b> word </b>.<i></i></p><table><tr><td class='index'> SE <td>x"
    page = parse_html(markup)
    find = page.root.find
    assert page.text == "A word .\n\nSE\tx"
    assert page.text_of(find(".//b")) == "word"
    assert page.text_of(find(".//td[@class='index']")) == "SE"
    assert page.text_of(find(".//p")) == "A word ."
    empty = page.extents[find(".//i")]
    assert (empty.start, empty.end) == (8, 8)
    assert page.text_of(page.root) == page.text


def test_comments_are_in_the_tree_and_not_in_the_text():
    page = parse_html("<p>a<!-- <DOC NUMBER=1> -- -->b")
    comments = [node for node in page.extents if not isinstance(node.tag, str)]
    assert page.text == "ab"
    assert "DOC NUMBER=1" in comments[0].text


def test_deep_pages_lose_nothing():
    page = parse_html("<b>" * 5_000 + "x<script>no</script>y<p>z")
    assert page.text.split() == ["xy", "z"]
    assert page.is_repaired
    depth = max(sum(1 for _ in node.iterancestors()) for node in page.root.iter())
    assert depth <= MAX_DEPTH + 2


def test_usual_pages_are_not_repaired():
    markup = "<!DOCTYPE html><html><head><title>t</title></head><body>x</body></html>\n"
    assert not parse_html_tree(markup).is_repaired


@pytest.mark.parametrize("markup", ["", " \n", "<!-- c -->"])
def test_page_without_anything(markup):
    with pytest.raises(ExtractionError) as caught:
        parse_html(markup)
    assert caught.value.kind == "no text"


_PIECES = (
    "a b <p> </p> <div </body> </html> <html> <body> <b> </b> <td> <tr> <table> <pre> "
    "<br> & &nbsp; &#0; <!-- --> <script> </script> <![x < > ' \" = \0 中 \n é"
)


@given(st.lists(st.sampled_from(_PIECES.split(" ")), max_size=40))
def test_any_markup_gives_a_text_whose_extents_are_nested(pieces):
    try:
        page = parse_html("".join(pieces))
    except ExtractionError:
        return
    assert page.text == page.text.strip()
    for node, extent in page.extents.items():
        assert 0 <= extent.start <= extent.end <= len(page.text)
        parent = node.getparent()
        if parent is not None and extent.start < extent.end:
            around = page.extents[parent]
            assert around.start <= extent.start
            assert extent.end <= around.end


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<a><t>Title</t><p>One <x>wo</x>rd</p></a>", "Title\nOne word"),
        ("<a xmlns='urn:x'><p><hlt>b</hlt></p><p>c</p></a>", "b\nc"),
        ("<?xml version='1.0' encoding='utf-16'?><a>é</a>", "é"),
        ("<?xml version='1.0' encoding='iso-8859-1'?><a>é</a>".encode("latin-1"), "é"),
        ("<!DOCTYPE a SYSTEM 'http://host.invalid/a.dtd'><a>x</a>", "x"),
        ("<a><![CDATA[1 < 2]]><!-- no --></a>", "1 < 2"),
    ],
)
def test_xml_as_text(data, text):
    assert parse_xml(data).text == text


@pytest.mark.parametrize(
    "data",
    [
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>",
        "<!DOCTYPE a [<!ENTITY % b SYSTEM 'file:///etc/hostname'> %b;]><a/>",
        "<!DOCTYPE a SYSTEM 'a.dtd'><a>x&b;y</a>",
        "<a>&b;</a>",
    ],
)
def test_entities_are_refused(data):
    with pytest.raises(ExtractionError) as caught:
        parse_xml(data)
    assert caught.value.kind == "markup"


@pytest.mark.parametrize("data", ["", "<a>", "<a>\x01</a>", "<a></b>", b"\xff\xfe\x00"])
def test_xml_that_is_not_well_formed_is_refused(data):
    with pytest.raises(ExtractionError) as caught:
        parse_xml(data)
    assert caught.value.kind == "markup"
