"""The text of Word files."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from word_files import STRICT_WORD, paragraph, word_file

from discourse.errors import MissingExtraError
from discourse.text_extraction import office_packages, word_text
from discourse.text_extraction.extracted_text import ExtractionError
from discourse.text_extraction.word_text import read_word


def run(content: str) -> str:
    return f"<w:p><w:r>{content}</w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    markup = ""
    for row in rows:
        cells = "".join(f"<w:tc>{cell}</w:tc>" for cell in row)
        markup += f"<w:tr>{cells}</w:tr>"
    return f"<w:tbl>{markup}</w:tbl>"


def test_paragraphs_and_tables_stand_in_the_order_of_the_file():
    document = docx.Document()
    document.add_paragraph("Before.")
    cells = document.add_table(2, 2).rows
    cells[0].cells[0].text = "Year"
    cells[0].cells[1].text = "Words"
    cells[1].cells[0].text = "1990"
    document.add_paragraph("")
    document.add_paragraph("After.\nA second line\tand a tab.")
    stream = io.BytesIO()
    document.save(stream)

    read = read_word(stream.getvalue())

    assert read.text == (
        "Before.\nYear\tWords\n1990\t\n\nAfter.\nA second line\tand a tab.\n"
    )
    (span,) = read.layers["table"]
    assert read.text[span.start : span.end] == "Year\tWords\n1990\t\n"
    assert span.label == "1"
    assert read.metadata == {}  # python-docx and its date of 2013 say nothing


def test_a_table_in_a_cell_is_a_part_of_the_outer_table():
    inner = table((paragraph("c"), paragraph("d")), (paragraph("e"), paragraph("f")))
    outer = table(
        (paragraph("a"), paragraph("b")),
        (paragraph("g") + inner + "<w:p/>", paragraph("h")),
    )
    read = read_word(word_file(outer))
    assert read.text == "a\tb\ng\nc\td\ne\tf\nh\n"
    assert [span.label for span in read.layers["table"]] == ["1"]


def test_paragraphs_of_a_cell_stay_apart():
    cell = paragraph("One sentence.") + paragraph("Another.")
    read = read_word(word_file(table((paragraph("Key"), cell))))
    assert read.text == "Key\tOne sentence.\nAnother.\n"


def test_links_and_content_controls_and_insertions_are_read():
    body = (
        "<w:sdt><w:sdtPr/><w:sdtContent>"
        "<w:p><w:hyperlink><w:r><w:t>the treaty</w:t></w:r></w:hyperlink>"
        "<w:ins><w:r><w:t> of peace</w:t></w:r></w:ins></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    assert read_word(word_file(body)).text == "the treaty of peace\n"


def test_deletions_are_left_out_and_named():
    body = (
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>win-</w:t></w:r>"
        "<w:del><w:r><w:delText>lose</w:delText></w:r></w:del></w:p>" + paragraph("win")
    )
    read = read_word(word_file(body))
    assert read.text == "win-win\n"
    assert read.losses == ("1 tracked deletion was left out.",)


def test_notes_follow_the_text_and_their_calls_are_apart_from_words():
    body = (
        '<w:p><w:r><w:t>A shared future</w:t><w:footnoteReference w:id="7"/></w:r>'
        "<w:r><w:t> for all.</w:t></w:r>"
        '<w:r><w:endnoteReference w:id="7"/></w:r></w:p>'
    )
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        f'<w:footnote w:id="7"><w:p><w:r><w:footnoteRef/><w:t xml:space="preserve">'
        f" See the report.</w:t></w:r></w:p></w:footnote>"
        f'<w:footnote w:id="8">{paragraph("Nobody calls me.")}</w:footnote>'
    )
    end_notes = f'<w:endnote w:id="7">{paragraph("The end.")}</w:endnote>'
    parts = {"footnotes": notes, "endnotes": end_notes}
    read = read_word(word_file(body, parts=parts))
    assert read.text == (
        "A shared future[1] for all.[2]\n[1] See the report.\n[2] The end.\n"
    )
    first, second = read.layers["footnote"]
    assert read.text[first.start : first.end] == "[1] See the report.\n"
    assert (first.label, second.label) == ("1", "2")
    assert second.end == len(read.text)
    assert read.losses == ("1 uncalled note was left out.",)


def test_a_text_box_is_read_once_after_its_paragraph():
    box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Around </w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>the box.</w:t></w:r></w:p>"
    )
    assert read_word(word_file(body)).text == "Around the box.\nIn the box.\n"


def test_the_result_of_a_field_is_read_and_its_instruction_is_not():
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>PAGE</w:instrText><w:t>instruction</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
        + paragraph("A field that never ends hides nothing.")
    )
    text = read_word(word_file(body)).text
    assert text == "12\n\nA field that never ends hides nothing.\n"


def test_special_characters_of_a_run():
    body = run(
        "<w:t>co</w:t><w:noBreakHyphen/><w:t>operate</w:t><w:tab/><w:t>a\nb</w:t><w:br/>"
    )
    assert read_word(word_file(body)).text == "co‑operate\ta b\n\n"


def test_what_is_left_out_is_named():
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr></w:p>"
        "<w:p><w:pPr><w:pStyle w:val='Items'/></w:pPr></w:p>"
        + run("<a:blip/>")
        + run(
            "<w:ruby><w:rt><w:r><w:t>shi</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>世</w:t></w:r></w:rubyBase></w:ruby>"
        )
        + "<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>"
    )
    style = (
        "<w:style w:styleId='Items'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr>"
        "</w:pPr></w:style>"
    )
    parts = {
        "header": paragraph("Every page"),
        "footer": "<w:p/>",
        "comments": f"<w:comment>{paragraph('No!')}</w:comment>",
        "styles": style,
    }
    read = read_word(word_file(body, parts=parts))
    assert read.text == "\n\n\n\n世\nx=1\n"
    assert read.losses == (
        "1 comment was left out.",
        "1 hidden passage was left out.",
        "1 page header was left out.",
        "1 phonetic reading was left out.",
        "1 picture was left out.",
        "The numbers or bullets of 2 paragraphs are not in the text.",
        "Of 1 formula, only the characters are in the text.",
    )


def test_properties_that_say_something_are_metadata():
    properties = (
        "<dc:title> On  trade </dc:title><dc:creator>Li Wen</dc:creator>"
        "<dc:language>en-GB</dc:language>"
        "<dcterms:created>2023-06-12T09:20:00Z</dcterms:created>"
    )
    read = read_word(word_file(paragraph("Text."), properties=properties))
    assert read.metadata == {
        "title": "On trade",
        "author": "Li Wen",
        "date": "2023-06-12",
        "language": "en-GB",
    }


@pytest.mark.parametrize(
    "properties",
    [
        "<dc:title>Document1</dc:title>",
        "<dc:title>Microsoft Word - speech.doc</dc:title>",
        "<dc:creator>python-docx</dc:creator>",
        "<dcterms:created>2013-12-23T23:15:00Z</dcterms:created>",
        "<dcterms:created>1601-01-01T00:00:00Z</dcterms:created>",
        "<dcterms:created>2023-02-30T00:00:00Z</dcterms:created>",
    ],
)
def test_what_programs_enter_by_themselves_is_no_metadata(properties):
    read = read_word(word_file(paragraph("Text."), properties=properties))
    assert read.metadata == {}


def test_the_namespaces_of_the_standard_are_read_too():
    assert (
        read_word(word_file(paragraph("Strict."), word=STRICT_WORD)).text == "Strict.\n"
    )


# --------------------------------------------------------------------------------------
# Files that cannot be read


def refusal(data: bytes) -> ExtractionError:
    with pytest.raises(ExtractionError) as caught:
        read_word(data)
    return caught.value


def test_files_of_other_formats_are_named():
    old_word = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert "before 2007" in refusal(old_word).reason
    assert "an RTF file" in refusal(rb"{\rtf1 Text}").reason
    assert "a PDF file" in refusal(b"%PDF-1.7").reason
    assert "empty" in refusal(b"").reason
    assert refusal(b"Plain text.").kind == "damaged"


def test_a_file_with_a_password_is_refused_as_such():
    stream_name = "EncryptedPackage".encode("utf-16-le")
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream_name
    assert refusal(data).kind == "password"


def test_a_damaged_file_is_refused():
    data = word_file(paragraph("Text. " * 500))
    assert refusal(data[: len(data) // 2]).kind == "damaged"
    start = data.index(b"word/document.xml") + len("word/document.xml")
    spoilt = data[:start] + b"\xff" * 40 + data[start + 40 :]
    assert refusal(spoilt).kind == "damaged"


def packed_by_lzma(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("offset", "spoilt_bytes"),
    [(2, b"\x03\x00"), (4, b"\xff\xff\xff\xff\xff"), (9, b"\xff" * 20)],
    ids=["too few settings", "settings that are none", "content"],
)
def test_a_part_that_lzma_cannot_unpack_is_damaged(offset, spoilt_bytes):
    # The settings of LZMA stand before the content: a version, their length, and five
    # bytes.
    data = packed_by_lzma(b"Text. " * 50)
    start = data.index(b"word/document.xml") + len(b"word/document.xml") + offset
    spoilt = data[:start] + spoilt_bytes + data[start + len(spoilt_bytes) :]
    error = refusal(spoilt)
    assert error.kind == "damaged"
    assert "its part 'word/document.xml' is damaged" in error.reason


def test_an_archive_without_a_document_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("notes.txt", "Text.")
    assert "no Word document" in refusal(stream.getvalue()).reason


def test_entities_are_refused():
    stream = io.BytesIO()
    markup = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]><d>&a;</d>'
    for encoding in ("utf-8", "utf-16"):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("word/document.xml", markup.encode(encoding))
        assert refusal(stream.getvalue()).kind == "markup"


def test_a_file_that_grows_without_measure_is_refused(monkeypatch):
    data = word_file(paragraph("a" * 3_000_000))
    assert len(read_word(data).text) > 3_000_000
    monkeypatch.setattr(office_packages, "LARGEST_UNPACKED", 1 << 20)
    assert refusal(data).kind == "large"


def test_pictures_without_text_are_refused():
    assert refusal(word_file(run("<a:blip/>"))).kind == "no text"
    assert read_word(word_file("<w:p/>")).text == "\n"


def test_lxml_is_asked_for_by_name(monkeypatch):
    def missing(what, *modules):
        raise MissingExtraError(f"{what} need {modules}")

    monkeypatch.setattr(word_text, "check_extra", missing)
    with pytest.raises(MissingExtraError, match="Word files need"):
        read_word(word_file(paragraph("Text.")))


def test_deep_markup_is_no_crash():
    depth = 240
    body = "<w:sdt><w:sdtContent>" * (depth // 2) + paragraph("Deep.")
    body += "</w:sdtContent></w:sdt>" * (depth // 2)
    assert read_word(word_file(body)).text == "Deep.\n"


def test_each_paragraph_of_a_download_is_a_line(shared):
    path = shared / "data" / "exports_made" / "nexis_uni.docx"
    lines = read_word(path.read_bytes()).text.split("\n")
    assert any(line.startswith("Section:\xa0WORLD") for line in lines)
