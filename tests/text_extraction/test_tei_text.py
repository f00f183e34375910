"""TEI and ParlaMint files, and XML files of other vocabularies."""

import pytest

from discourse.text_extraction import ExtractionError
from discourse.text_extraction.extracted_text import (
    FOOTNOTE_LAYER,
    NOTE_LAYER,
    SPEAKER_LAYER,
)
from discourse.text_extraction.tei_text import read_tei, read_xml
from discourse.text_extraction.tree_text import parse_xml

pytest.importorskip("lxml")

NAMESPACE = 'xmlns="http://www.tei-c.org/ns/1.0"'

SITTING = f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI {NAMESPACE} xml:id="Made-up_2023-06-12" xml:lang="en">
  <teiHeader><fileDesc>
    <titleStmt>
      <title type="main" xml:lang="sl">Naslov</title>
      <title type="main" xml:lang="en">Sitting of the  Assembly</title>
      <title type="sub" xml:lang="en">Part one</title>
    </titleStmt>
    <publicationStmt><date when="2024-01-01">January 2024</date></publicationStmt>
  </fileDesc>
  <profileDesc><settingDesc><setting><date when="2023-06-12">12.6.</date></setting>
  </settingDesc>
  <particDesc><listPerson>
    <person xml:id="PetrovAna"><persName><surname>Petrov</surname>
      <forename>Ana</forename></persName></person>
  </listPerson></particDesc></profileDesc></teiHeader>
  <text ana="#reference"><body><div type="debateSection">
    <head>Item one</head>
    <note type="speaker">The Chair:</note>
    <u who="#Chair" ana="#chair"><seg>The sitting is open.</seg></u>
    <u who="#PetrovAna"><seg>We want a community <kinesic type="applause"><desc>
      Applause</desc></kinesic> with a shared future.</seg>
      <seg>Thank you.<pb n="12"/></seg>
      <vocal type="shouting"><desc>Shouts</desc></vocal></u>
    <u who="#Gone"/>
  </div></body></text>
</TEI>"""


def read(markup):
    return read_tei(parse_xml(markup))


def in_text(body):
    return read(f"<TEI {NAMESPACE}><text><body>{body}</body></text></TEI>")


def surfaces(text, layer):
    spans = text.layers.get(layer, ())
    return [(span.label, text.text[span.start : span.end]) for span in spans]


def test_sitting_of_a_parliament():
    text = read(SITTING)
    assert text.text.split("\n\n") == [
        "Item one",
        "The Chair:",
        "The sitting is open.",
        "We want a community Applause with a shared future.",
        "Thank you.",
        "Shouts",
    ]
    assert text.metadata == {
        "title": "Sitting of the Assembly",
        "date": "2023-06-12",
        "language": "en",
    }
    chair, minister = surfaces(text, SPEAKER_LAYER)
    assert chair == ("Chair", "The sitting is open.")
    assert minister[0] == "Ana Petrov"
    assert minister[1].startswith("We want a community")
    assert surfaces(text, NOTE_LAYER) == [
        ("note: speaker", "The Chair:"),
        ("incident", "Applause"),
        ("incident", "Shouts"),
    ]


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        (
            '<s><w>We</w> <w join="right">agree</w> <pc>,</pc> <w>now</w></s> '
            "<s><w>Yes</w></s>",
            "We agree, now Yes",
        ),
        ('<s><w>We</w><w join="right">go</w><pc>.</pc></s><s><w>So</w></s>', "We go. So"),
        ('<s>\n<name>\n<w>New</w>\n<w join="right">York</w>\n</name>\n<pc>.</pc></s>', "New York."),
        ("<s><w>We</w> <w>go</w><pc>.</pc></s>", "We go."),
        ("<s><w>We</w><w>go</w><pc>.</pc></s>", "We go."),
        ('<s><w>dans<w norm="d"/></w> <w join="right">l</w></s>', "dans l"),
    ],
)  # fmt: skip
def test_words_that_are_elements_get_their_blanks_back(sentence, text):
    assert in_text(f"<p>{sentence}</p>").text == text


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        ("one<lb/>two <pb n='3'/>three", "one two three"),
        ("com<lb break='no'/>munity, com- <lb break='no'/> munity", "community, com-munity"),
        ("<choice><sic>teh</sic><corr>the</corr></choice> end", "teh end"),
        ("<choice><orig>vp</orig><reg>up</reg></choice>", "vp"),
        ("<choice><abbr>Dr</abbr><expan>Doctor</expan></choice> Li", "Dr Li"),
        ("the <del>old</del><add>new</add> plan <gap reason='lost'/>", "the new plan"),
        ("a <hi rend='italic'>we</hi>ll", "a well"),
        ("a <foreign xml:lang='zh'>人类</foreign><!-- no --> b", "a 人类 b"),
    ],
)  # fmt: skip
def test_what_the_page_says_stays(paragraph, text):
    assert in_text(f"<p>{paragraph}</p>").text == text


def test_what_is_left_out_is_said():
    text = in_text(
        "<p>a <del>b</del> <choice><sic>c</sic><corr>d</corr></choice><gap/></p>"
    )
    assert len(text.losses) == 3


def test_play_with_speakers_and_stage_directions():
    text = in_text(
        "<sp><speaker>First Envoy.</speaker><stage>Rises</stage>"
        "<l>We come in peace,</l><l>and leave.</l></sp><stage>Exit</stage>"
    )
    assert text.text.split("\n") == [
        "First Envoy.",
        "Rises",
        "We come in peace,",
        "and leave.",
        "",
        "Exit",
    ]
    spoken = "Rises\nWe come in peace,\nand leave."
    assert surfaces(text, SPEAKER_LAYER) == [("First Envoy", spoken)]
    assert surfaces(text, NOTE_LAYER) == [
        ("name of the speaker", "First Envoy."),
        ("stage direction", "Rises"),
        ("stage direction", "Exit"),
    ]


def test_footnotes_stand_behind_their_paragraph():
    text = in_text(
        "<p>A community<note place='foot' n='1'><p>See above.</p></note> with a "
        "<hi>shared<note n='2'>Again.</note></hi> future.</p><p>End.</p>"
    )
    assert text.text.split("\n") == [
        "A community with a shared future.",
        "",
        "See above.",
        "",
        "Again.",
        "",
        "End.",
    ]
    footnotes = [("1", "See above."), ("2", "Again.")]
    assert surfaces(text, FOOTNOTE_LAYER) == footnotes


def test_the_tree_that_came_in_is_not_changed():
    tree = parse_xml("<TEI><text><p>a<note place='foot'>b</note></p></text></TEI>")
    before = tree.root.xpath("string()")
    read_tei(tree)
    assert tree.root.xpath("string()") == before


def test_header_without_text_is_refused():
    with pytest.raises(ExtractionError) as caught:
        read("<teiCorpus><teiHeader><title>t</title></teiHeader></teiCorpus>")
    assert caught.value.kind == "no text"


def test_table_and_list():
    text = in_text(
        "<table><row><cell>Year</cell><cell>Sum</cell></row><row><cell>1</cell>"
        "<cell>2</cell></row></table><list><item>one</item><item>two</item></list>"
    )
    assert text.text == "Year\tSum\n1\t2\n\none\ntwo"


def test_other_xml_is_read_and_named():
    text = read_xml(
        parse_xml("<page><head>Title</head><line>One <x>two</x></line></page>")
    )
    assert text.text == "Title\nOne two"
    assert [oddity.kind for oddity in text.oddities] == ["unknown XML"]
    assert "<page>" in text.oddities[0].reason
    assert read_tei(parse_xml("<page>a</page>")) is None
    assert read_xml(parse_xml("<TEI><text><p>a</p></text></TEI>")).oddities == ()
    with pytest.raises(ExtractionError) as caught:
        read_xml(parse_xml("<page a='1'/>"))
    assert caught.value.kind == "no text"


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        ("Hvala<note>pripomba</note> lepa.", "Hvala pripomba lepa."),
        ("Hvala<note>pripomba</note>lepa.", "Hvala pripomba lepa."),
        ("Hvala <note>pripomba</note>, lepa.", "Hvala pripomba, lepa."),
        ("Hvala<note>pripomba</note><hi>lepa</hi>", "Hvala pripomba lepa"),
        ("<vocal><desc>a</desc><desc>b</desc></vocal>Hvala", "a b Hvala"),
        ("com<gap/>munity", "community"),
    ],
)
def test_a_remark_is_no_part_of_the_words_around_it(paragraph, text):
    assert in_text(f"<p>{paragraph}</p>").text == text


def test_a_remark_inside_a_word_stands_behind_it_if_the_file_has_the_word():
    text = in_text("<p>Our com<note>sic</note>munity.</p><p>A community.</p>")
    assert text.text == "Our community sic.\n\nA community."
    assert surfaces(text, NOTE_LAYER) == [("note", "sic")]
    assert in_text("<p>com<note>sic</note>munity.</p>").text == "com sic munity."


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        ("a <app><lem>b</lem><rdg>c</rdg></app>, d", "a b, d"),
        ("a <app>\n <lem>b</lem>\n <rdg>c</rdg><wit>D</wit>\n</app>, d", "a b, d"),
        ("a <app><rdg>b</rdg><rdg>c</rdg></app> d", "a b d"),
        ("<app><rdgGrp><rdg>b</rdg><rdg>c</rdg></rdgGrp><lem>a</lem></app> d", "a d"),
        ("<choice>\n<sic>teh</sic>\n<corr>the</corr>\n</choice>, d", "teh, d"),
        ("<choice><unclear>one</unclear><unclear>two</unclear></choice>", "one"),
        ("<choice><corr>the</corr></choice> end", "the end"),
    ],
)
def test_one_reading_counts(paragraph, text):
    assert in_text(f"<p>{paragraph}</p>").text == text


def test_other_readings_and_descriptions_are_said():
    text = in_text(
        "<p>a <app><lem>b</lem><rdg>c</rdg><rdg>d</rdg></app></p>"
        "<figure><figDesc>A man.</figDesc></figure>"
    )
    assert text.text == "a b"
    descriptions, readings = text.losses
    assert "figDesc" in descriptions
    assert "<app>" in readings
    assert readings.endswith(": 2.")


def test_files_that_are_named_and_several_texts_are_said():
    tei = "<TEI><text><p>One.</p></text></TEI>"
    include = '<include xmlns="http://www.w3.org/2001/XInclude" href="b.xml"/>'
    text = read(f"<teiCorpus>{tei}{tei}{include}</teiCorpus>")
    kinds = [(oddity.kind, oddity.count) for oddity in text.oddities]
    assert kinds == [("included files", 1), ("several texts", 2)]
    assert "include" in text.losses[0]
    assert read(tei).oddities == ()
    assert read(tei).losses == ()
