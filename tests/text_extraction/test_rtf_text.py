r"""The text of RTF files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.text_extraction.extracted_text import ExtractionError
from discourse.text_extraction.rtf_text import read_rtf


def text_of(content: bytes, *, head: bytes = rb"\ansi\ansicpg1252") -> str:
    blank = b"" if head.endswith(b"}") else b" "
    return read_rtf(rb"{\rtf1" + head + blank + content + b"}").text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (rb"One.\par\par Two.\line Three.\par", "One.\n\nTwo.\nThree.\n"),
        (b"One\r\n line.\\\nNext.", "One line.\nNext.\n"),
        (rb"A {\b bold} word\tab and\~more\_s.", "A bold word\tand\xa0more‑s.\n"),
        (rb"\'93Caf\'e9\'94 \endash  \{x\} \\", "“Café” – {x} \\\n"),
        (rb"\u8220?we\u8221\'94 and \u-10179?\u-8704?", "“we” and 😀\n"),
        (rb"{\uc0\u1052\u1080}\u1088??", "Мир?\n"),
        (rb"\uc2\u19990\'ca\'c0.", "世.\n"),
        (rb"half \u-10179?of one", "half �of one\n"),
        (rb"{\upr{\'3f}{\*\ud{\u19990?}}}", "世\n"),
        (rb"One page.\page Another.\sect Third.", "One page.\nAnother.\nThird.\n"),
    ],
)
def test_characters_and_lines(content, text):
    assert text_of(content) == text


@pytest.mark.parametrize(
    ("head", "content", "text"),
    [
        (rb"\ansi\ansicpg1251", rb"\'cc\'e8\'f0", "Мир"),
        (rb"\ansi\ansicpg936", rb"\'ca\'c0\'bd\'e7", "世界"),
        # The second byte may be a plain letter, or a bracket of RTF.
        (rb"\ansi\ansicpg936", rb"\'81A\'81\'7b", b"\x81A\x81\x7b".decode("cp936")),
        (rb"\ansi\ansicpg950", rb"\'a5\\", b"\xa5\\".decode("cp950")),
        (rb"\mac", rb"\'8e", "é"),
        (rb"\ansi\ansicpg65001", rb"\'c3\'a9", "é"),
        # A font of another script, and back.
        (
            rb"\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}",
            rb"\'e9{\f1 \'cc}\f1\'cc\plain\'e9",
            "éММé",
        ),
        # All fonts are said to be of the West, and the file is Russian.
        (
            rb"\ansi\ansicpg1251\deff0{\fonttbl{\f0\fnil\fcharset0 Arial;}}",
            rb"\f0\'cc\'e8\'f0",
            "Мир",
        ),
    ],
)
def test_code_pages(head, content, text):
    assert text_of(content, head=head) == f"{text}\n"


def test_utf8_against_the_rules_is_read():
    assert text_of("世界 café".encode()) == "世界 café\n"
    assert text_of(b"caf\xe9") == "café\n"


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n ", b"\xef\xbb\xbf\n"])
@pytest.mark.parametrize("letter", ["A", "世"])
def test_what_stands_before_the_first_bracket_is_no_text(before, letter):
    read = read_rtf(before + rb"{\rtf1 " + letter.encode() + b"}")
    assert read.text == f"{letter}\n"
    assert read.oddities == ()


def test_rows_are_lines_and_the_table_is_a_layer():
    row = rb"\trowd\cellx100\pard\intbl %s\cell %s\cell\row "
    content = (
        rb"Before.\par "
        + row % (b"Year", b"Words")
        + row % (rb"1990", rb"One.\par Two.")
        + rb"\pard After.\par "
        + row % (b"a", b"b")
    )
    read = read_rtf(rb"{\rtf1 " + content + b"}")
    assert read.text == ("Before.\nYear\tWords\n1990\tOne.\nTwo.\nAfter.\na\tb\n")
    first, second = read.layers["table"]
    assert read.text[first.start : first.end] == "Year\tWords\n1990\tOne.\nTwo.\n"
    assert read.text[second.start : second.end] == "a\tb\n"
    assert (first.label, second.label) == ("1", "2")


def test_a_table_in_a_cell():
    content = (
        rb"\trowd\pard\intbl a\par \itap2 c\nestcell{\nonesttables\par}"
        rb"d\nestcell{\nonesttables\par}{\*\nesttableprops\trowd\nestrow}"
        rb"\pard\intbl e\cell b\cell\row"
    )
    assert text_of(content) == "a\nc\td\ne\nb\n"


def test_a_row_that_never_ends_is_kept():
    assert text_of(rb"\trowd\pard\intbl a\cell b") == "a\nb\n"
    assert text_of(rb"\trowd\pard No cell.\par Text.") == "No cell.\nText.\n"


def test_notes_follow_the_text():
    for mark in (b"", rb"\*"):
        note = rb"{\super\chftn}{%s\footnote\pard {\super\chftn} See it.\par}" % mark
        read = read_rtf(rb"{\rtf1 A future" + note + rb" for all.\par}")
        assert read.text == "A future[1] for all.\n[1] See it.\n"
        (span,) = read.layers["footnote"]
        assert read.text[span.start : span.end] == "[1] See it.\n"
        assert span.label == "1"


def test_the_shown_text_of_links_and_objects_is_read():
    content = (
        rb'{\field{\*\fldinst{HYPERLINK "http://example.org"}}{\fldrslt{here}}} '
        rb'{\field{\*\fldinst{HYPERLINK "http://example.net"}}{\fldrslt{there}}} '
        rb"{\object{\*\objdata 0102}{\result shown}}"
    )
    assert text_of(content) == "here there shown\n"


def test_a_text_box_is_read_once_after_its_paragraph():
    content = (
        rb"Around {\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard In it.\par}}"
        rb"{\shprslt{\*\do{\dptxbxtext In it.\par}}}}the box.\par Next."
    )
    assert text_of(content) == "Around the box.\nIn it.\nNext.\n"


def test_what_is_left_out_is_named():
    content = (
        rb"{\header Every page\par}{\v secret}\deleted gone\deleted0 kept"
        # The first three brackets after \bin3 are data.
        rb"{\*\annotation No!}{\shppict{\pict\bin3 }}}}}{\nonshppict{\pict 00}}"
        rb"{\listtext 1.\tab}{\*\unknown words}{\stylesheet{\s0 Normal;}}"
    )
    read = read_rtf(rb"{\rtf1 " + content + rb"\par}")
    assert read.text == "kept\n"
    assert read.losses == (
        "1 comment was left out.",
        "4 deleted characters were left out.",
        "6 hidden characters were left out.",
        "1 page header was left out.",
        "1 picture was left out.",
        "The numbers or bullets of 1 paragraph are not in the text.",
    )


def test_what_the_file_says_about_itself():
    info = (
        rb"{\info{\upr{\title ???}{\*\ud{\title \u19990?\u30028?}}}"
        rb"{\author Li Wen}{\creatim\yr2023\mo6\dy12\hr9}{\revtim\yr2024\mo1\dy1}}"
    )
    read = read_rtf(rb"{\rtf1" + info + rb"Text.}")
    assert read.metadata == {"title": "世界", "author": "Li Wen", "date": "2023-06-12"}
    assert read.text == "Text.\n"


def test_what_is_no_rtf_is_refused():
    for data, word in [
        (b"Plain text.", "no RTF file"),
        (b"", "no RTF file"),
        (b"PK\x03\x04", "ZIP"),
        (b"\xd0\xcf\x11\xe0", "2007"),
    ]:
        with pytest.raises(ExtractionError, match=word) as caught:
            read_rtf(data)
        assert caught.value.kind == "damaged"


def test_pictures_without_text_are_refused():
    with pytest.raises(ExtractionError) as caught:
        read_rtf(rb"{\rtf1{\pict 0102}\par}")
    assert caught.value.kind == "no text"


def test_a_file_that_is_cut_off_is_kept_and_named():
    read = read_rtf(rb"{\rtf1{\b Text goes o")
    assert read.text == "Text goes o\n"
    assert [oddity.kind for oddity in read.oddities] == ["cut"]


def test_bytes_without_a_character_are_counted():
    read = read_rtf(rb"{\rtf1\ansi\ansicpg1252 a\'81b}")
    assert read.text == "a�b\n"
    assert [(oddity.kind, oddity.count) for oddity in read.oddities] == [
        ("replacement", 1)
    ]


def test_groups_without_end_are_refused():
    with pytest.raises(ExtractionError) as caught:
        read_rtf(rb"{\rtf1" + b"{" * 20_000)
    assert caught.value.kind == "markup"


WORDS = [rb"\par ", rb"\cell ", rb"\row ", rb"\trowd ", rb"\intbl ", rb"\u1052?", b"a"]
WORDS += [b"{", b"}", rb"{\footnote ", rb"{\*\x ", rb"\'e9", rb"\v ", rb"\nestrow "]
WORDS += [
    rb"\u-10179?",
    rb"{\shptxt ",
    rb"\pard ",
    b"\\",
    rb"\bin1 ",
    rb"\upr",
    rb"\ud ",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_order_of_words_gives_text_with_its_spans(words):
    read = read_rtf(rb"{\rtf1 " + b"".join(words))
    read.text.encode("utf-8")
    for spans in read.layers.values():
        for span in spans:
            assert 0 <= span.start < span.end <= len(read.text)
            assert read.text[span.end - 1] == "\n"


def test_a_download_is_read_as_it_is_written(shared):
    data = (shared / "data" / "exports_made" / "factiva.rtf").read_bytes()
    lines = read_rtf(data).text.split("\n")
    assert lines[0] == "WORLD; Version:2; Pg. 7A"
    assert "Document HRBT000020230612ej6c00002" in lines
