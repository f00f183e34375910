"""PDF files: the text in the order of reading, what is said of a file, what is refused."""

from __future__ import annotations

import io
import logging
import re
import textwrap
import warnings
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import discourse as dc
from discourse.text_extraction import ExtractionError, pdf_guards
from discourse.text_extraction.extracted_text import PAGE_LAYER
from discourse.text_extraction.pdf_pages import PageText
from discourse.text_extraction.pdf_report import describe_losses
from discourse.text_extraction.pdf_text import read_pdf

fpdf = pytest.importorskip("fpdf")
pypdf = pytest.importorskip("pypdf")
pytest.importorskip("pypdfium2")

PROSE = (
    "The government has published a paper on the reform of trade. It says that a "
    "community with a shared future is the aim of all diplomacy, and that nations "
    "should work together on the basis of equality. Roads, ports and finance are "
    "named as fields of joint work, and many agreements are listed that were signed "
    "with partners on every continent. "
)
HELLO = "BT /F1 12 Tf 50 700 Td (The text of a page) Tj ET"
LINE_HEIGHT = 12


# --------------------------------------------------------------------------------------
# Files to read


def as_stream(data: bytes, entries: str = "") -> bytes:
    head = f"<< /Length {len(data)} {entries} >>\nstream\n"
    return head.encode() + data + b"\nendstream"


def plain_pdf(
    content: str | bytes,
    *more_objects: bytes,
    letters: dict[str, str] | None = None,
    catalogue: str = "",
    page: str = "",
    resources: str = "",
    trailer: str = "",
) -> bytes:
    """A file of one page; `more_objects` have the numbers from 7 on.

    `letters` says which letters the codes of the font stand for.
    """
    if isinstance(content, str):
        content = as_stream(content.encode("latin-1"))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier"
    font += " /ToUnicode 6 0 R >>" if letters else " >>"
    pairs = []
    for code, letter in (letters or {}).items():
        pairs.append(f"<{ord(code):02X}> <{letter.encode('utf-16-be').hex()}>")
    table = "begincmap\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
    table += f"{len(pairs)} beginbfchar\n" + "\n".join(pairs) + "\nendbfchar\nendcmap"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            f"/Resources << /Font << /F1 5 0 R >> {resources} >> {page} >>"
        ).encode(),
        content,
        font.encode(),
        as_stream(table.encode()),
        *more_objects,
    ]
    data = b"%PDF-1.7\n"
    offsets = []
    for number, thing in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n" % number + thing + b"\nendobj\n"
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        data += b"%010d 00000 n \n" % offset
    data += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    return data + b"startxref\n%d\n%%%%EOF\n" % start


class Page:
    """One page on which words are put by hand."""

    def __init__(self, pdf: fpdf.FPDF | None = None) -> None:
        self.pdf = pdf or fpdf.FPDF(format="A4", unit="pt")
        self.pdf.set_auto_page_break(False)
        self.pdf.add_page()

    def put(self, x: float, y: float, text: str, size: float = 10) -> Page:
        self.pdf.set_font("times", size=size)
        self.pdf.text(x, y, text)
        return self

    def column(self, x: float, y: float, text: str, width: int = 48) -> Page:
        for number, line in enumerate(textwrap.wrap(text, width)):
            self.put(x, y + LINE_HEIGHT * number, line)
        return self

    def data(self) -> bytes:
        return bytes(self.pdf.output())


def words_of(data: bytes) -> str:
    return " ".join(read_pdf(data).text.split())


# --------------------------------------------------------------------------------------
# Columns


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("by_row", [True, False])
def test_columns_are_read_one_after_the_other(count, by_row):
    width = 48 if count == 2 else 32
    lines = []
    texts = []
    for column in range(count):
        text = f"Column {column} begins here. {PROSE}Here ends column {column}."
        texts.append(text)
        for row, line in enumerate(textwrap.wrap(text, width)):
            x = 50 + column * 500 / count
            y = 100 + LINE_HEIGHT * row
            lines.append((row if by_row else 0, column, row, x, y, line))
    page = Page().put(120, 70, "A heading that stands over all columns", size=16)
    for *_, x, y, line in sorted(lines):
        page.put(x, y, line)
    page.put(290, 800, "7")
    expected = " ".join(["A heading that stands over all columns", *texts, "7"])
    assert words_of(page.data()) == expected


def test_columns_on_lines_of_other_heights_are_read_one_after_the_other():
    page = Page().column(50, 100, "LEFT " + PROSE).column(310, 106, "RIGHT " + PROSE)
    assert words_of(page.data()) == f"LEFT {PROSE}RIGHT {PROSE}".strip()


def test_a_short_second_column_is_one():
    page = Page().column(50, 100, "LEFT " + PROSE)
    page.column(310, 100, "The second column of a last page ends after two lines.")
    assert words_of(page.data()).endswith(
        "continent. The second column of a last page ends after two lines."
    )


@pytest.mark.parametrize(
    "heading", ["Part two", "Part two, which has a heading over the whole of the page"]
)
def test_a_heading_divides_columns_into_an_upper_and_a_lower_part(heading):
    page = Page().column(50, 80, "A " + PROSE).column(310, 80, "B " + PROSE)
    page.put(50, 240, heading, size=14)
    page.column(50, 265, "C " + PROSE).column(310, 265, "D " + PROSE)
    expected = f"A {PROSE}B {PROSE}{heading} C {PROSE}D {PROSE}".strip()
    assert words_of(page.data()) == expected


def test_head_and_foot_are_no_part_of_the_columns():
    page = Page().put(50, 40, "12").put(400, 40, "Journal of Trade")
    page.column(50, 90, "LEFT " + PROSE).column(310, 90, "RIGHT " + PROSE)
    page.put(50, 800, "See the note.")
    text = words_of(page.data())
    assert text == f"12 Journal of Trade LEFT {PROSE}RIGHT {PROSE}See the note."


def test_a_table_is_read_row_by_row():
    rows = ["Country Year Sum", "China 2013 1,200", "Laos 2016 600", "Iran 2019 75"]
    page = Page().column(50, 80, PROSE, width=100)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row.split()):
            page.put(50 + 150 * column, 250 + 14 * number, cell)
    page.column(50, 350, PROSE, width=100)
    assert words_of(page.data()) == " ".join([PROSE.strip(), *rows, PROSE.strip()])
    assert "China\t2013\t1,200\n" in read_pdf(page.data()).text


def test_the_cells_of_a_table_may_have_several_lines():
    cells = [
        (
            "Equality",
            "All nations large or small are equal members of the world and they decide on it together.",
        ),
        (
            "Openness",
            "Trade and investment shall flow freely over all borders, and none shall be left behind.",
        ),
        (
            "Dialogue",
            "What is in dispute shall be settled by talks of the parties, and never by any force.",
        ),
    ]
    page = Page()
    for number, (name, meaning) in enumerate(cells):
        page.put(50, 100 + 45 * number, name).column(200, 100 + 45 * number, meaning)
    expected = " ".join([f"{name} {meaning}" for name, meaning in cells])
    assert words_of(page.data()) == expected


def test_contents_keep_their_page_numbers():
    page = Page()
    for number in range(8):
        page.put(50, 100 + 14 * number, f"Chapter {number} on the growth of trade")
        page.put(500, 100 + 14 * number, str(3 * number))
    assert (
        "Chapter 2 on the growth of trade\t6\nChapter 3" in read_pdf(page.data()).text
    )


def test_no_letter_is_lost_wherever_words_stand():
    @given(
        st.lists(
            st.tuples(
                st.integers(0, 550), st.integers(20, 800), st.sampled_from([6, 10, 24])
            ),
            min_size=1,
            max_size=25,
            unique_by=lambda place: place[:2],
        )
    )
    def holds(places):
        page = Page()
        expected = ""
        for number, (x, y, size) in enumerate(places):
            word = "".join([chr(ord("a") + int(digit)) for digit in str(number + 10)])
            page.put(x, y, word, size)
            expected += word
        text = read_pdf(page.data()).text
        assert sorted("".join(text.split())) == sorted(expected)

    holds()


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_any_other(angle):
    data = Page().column(50, 90, "A " + PROSE).column(310, 90, "B " + PROSE).data()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.pages[0].rotate(angle)
    turned = io.BytesIO()
    writer.write(turned)
    assert read_pdf(turned.getvalue()).text == read_pdf(data).text


def test_lines_up_the_page_are_lines():
    content = "BT /F1 12 Tf 14 TL 0 1 -1 0 300 100 Tm (first line of a) Tj T* "
    content += "(second line) Tj ET BT /F1 12 Tf 50 700 Td (DRAFT) Tj ET"
    text = read_pdf(plain_pdf(content)).text
    assert text == "first line of a\nsecond line\n\nDRAFT\n\f"


# --------------------------------------------------------------------------------------
# Paragraphs, pages and divided words


def test_a_wide_space_ends_a_paragraph_and_an_indent_begins_one():
    page = Page().column(50, 100, "First. " + PROSE, 90).column(50, 180, PROSE, 90)
    page.put(70, 252, "Third, which is set in a little from the left side of the")
    page.put(50, 264, "page, and goes on with a second line that is not set in.")
    text = read_pdf(page.data()).text
    assert "continent.\n\nThe government" in text
    assert "\n    Third, which" in text
    assert dc.Corpus.from_texts({"a": text}).paragraphs == {"a": "blank"}


def test_lines_of_a_narrow_column_are_one_paragraph():
    page = Page()
    for column in range(3):
        page.column(40 + 180 * column, 100, PROSE, width=27)
    corpus = dc.Corpus.from_texts({"a": read_pdf(page.data()).text})
    assert corpus.paragraphs == {"a": "blank"}
    assert len(dc.kwic(corpus, "a community with a shared future")) == 3
    assert len(dc.kwic(corpus, "fields of joint work")) == 3


def test_a_phrase_is_found_over_page_breaks_with_heads_and_page_numbers():
    pdf = fpdf.FPDF(format="A4", unit="pt")
    for number in range(4):
        page = Page(pdf).put(50, 40, "White Paper on Trade")
        page.column(50, 80, f"common fate. {PROSE * 3} All build a", width=90)
        page.put(290, 800, str(number + 1))
    extracted = read_pdf(page.data())
    assert extracted.text.count("\f") == 4
    assert extracted.text.endswith("\f")
    corpus = dc.Corpus.from_texts({"a": extracted.text})
    cleaned = corpus.mask(dc.debris(corpus))
    assert len(dc.kwic(cleaned, "build a common fate")) == 3


def test_pages_are_spans_with_the_labels_of_the_file():
    labels = "/PageLabels << /Nums [0 << /S /r /St 4 >>] >>"
    extracted = read_pdf(plain_pdf(HELLO, catalogue=labels))
    assert [tuple(span) for span in extracted.layers[PAGE_LAYER]] == [
        (0, len(extracted.text), "iv")
    ]
    pdf = fpdf.FPDF(unit="pt")
    data = Page(Page(pdf).put(50, 50, "one").pdf).put(50, 50, "two").data()
    extracted = read_pdf(data)
    pages = extracted.layers[PAGE_LAYER]
    assert [extracted.text[span.start : span.end] for span in pages] == [
        "one\n\f",
        "two\n\f",
    ]
    assert [span.label for span in pages] == ["1", "2"]


def test_words_divided_by_a_hyphen_are_joined_by_the_layer():
    page = Page().put(
        50, 100, "The nations agree on cooperation in many fields of trade, and coop-"
    )
    page.put(
        50,
        112,
        "eration is what they need. The win-win result is a lasting peace, a win-",
    )
    page.put(
        50, 124, "win for all, as the cooperation of the last years shows to the world."
    )
    text = read_pdf(page.data()).text
    assert "coop-\neration" in text
    corpus = dc.Corpus.from_texts({"a": text})
    joined = corpus.mask(dc.debris(corpus))
    assert len(dc.kwic(joined, "cooperation")) == 3
    assert len(dc.kwic(joined, "win-win")) == 2


def test_a_soft_hyphen_stays_one():
    content = "BT /F1 9 Tf 14 TL 50 700 Td (The nations agree on coop{) Tj T* "
    content += "(eration in many fields of trade.) Tj ET"
    text = read_pdf(plain_pdf(content, letters={"{": "\u00ad"})).text
    assert text.startswith("The nations agree on coop\u00ad\neration in")
    corpus = dc.Corpus.from_texts({"a": text})
    assert len(dc.kwic(corpus, "cooperation")) == 1


@pytest.mark.parametrize("gap", [0.15, 0.2, 0.3, 0.6])
def test_words_without_blanks_in_the_file_are_told_by_the_gaps_between_them(gap):
    content = "BT /F1 10 Tf "
    x = 50.0
    for word in ["the", "common", "future", "of", "all", "peoples"]:
        content += f"1 0 0 1 {x:.2f} 700 Tm ({word}) Tj "
        x += 6 * len(word) + 10 * gap
    assert read_pdf(plain_pdf(content + "ET")).text.startswith(
        "the common future of all peoples\n"
    )


def test_a_raised_figure_after_a_word_calls_a_note():
    content = "BT /F1 12 Tf 50 700 Td (a shared future) Tj /F1 7 Tf 5 Ts (12) Tj "
    content += "/F1 12 Tf 0 Ts ( is near) Tj ET"
    text = read_pdf(plain_pdf(content)).text
    assert text == "a shared future¹² is near\n\f"
    corpus = dc.Corpus.from_texts({"a": text})
    assert len(dc.kwic(corpus, "shared future is near")) == 1


# --------------------------------------------------------------------------------------
# Scripts

ARABIC = "مصير مشترك للبشرية في عام 2013 (أولا)"
CODES = {
    letter: chr(0x41 + n)
    for n, letter in enumerate(sorted(set(ARABIC) - set(" 0123()")))
}
LETTERS = {code: letter for letter, code in CODES.items()}
WIDTH = 7.2  # of each letter of Courier at 12 points


def coded(text: str) -> str:
    codes = [CODES.get(letter, letter) for letter in text]
    return "".join(codes).replace("(", "\\(").replace(")", "\\)")


def seen_from_left(text: str) -> str:
    """A text that runs from right to left as it stands on the page."""
    pieces = re.findall(r"\d+|.", text)
    return "".join(reversed(pieces)).translate(str.maketrans("()", ")("))


def as_seen() -> str:
    return f"BT /F1 12 Tf 50 700 Td ({coded(seen_from_left(ARABIC))}) Tj ET"


def letter_by_letter() -> str:
    """Each letter at its place, in the order of reading."""
    place_of = {}
    x = 50.0
    for piece in reversed(list(re.finditer(r"\d+|.", ARABIC))):
        for number in range(piece.start(), piece.end()):
            place_of[number] = x
            x += WIDTH
    content = "BT /F1 12 Tf "
    for number, letter in enumerate(ARABIC):
        drawn = coded(seen_from_left(letter))
        content += f"1 0 0 1 {place_of[number]:.1f} 700 Tm ({drawn}) Tj "
    return content + "ET"


def word_by_word() -> str:
    """Words in the order of reading, without blanks; the letters in them as seen."""
    content = "BT /F1 12 Tf "
    x = 400.0
    for word in ARABIC.split():
        x -= WIDTH * (len(word) + 1)
        content += f"1 0 0 1 {x:.1f} 700 Tm ({coded(seen_from_left(word))}) Tj "
    return content + "ET"


@pytest.mark.parametrize("draw", [as_seen, letter_by_letter, word_by_word])
def test_arabic_is_in_the_order_of_reading(draw):
    assert read_pdf(plain_pdf(draw(), letters=LETTERS)).text == f"{ARABIC}\n\f"


def test_arabic_that_is_drawn_from_left_to_right_is_in_the_order_of_reading():
    text = "مصير مشترك للبشرية في عام 2013"
    content = f"BT /F1 12 Tf 50 700 Td ({coded(text)}) Tj ET"
    assert read_pdf(plain_pdf(content, letters=LETTERS)).text == f"{text}\n\f"


def test_the_letters_of_an_arabic_ligature_are_in_the_order_of_reading():
    letters = {"a": "س", "b": "لا", "c": "م", "d": "لله"}
    content = "BT /F1 12 Tf 50 700 Td (d cba) Tj ET"
    assert read_pdf(plain_pdf(content, letters=letters)).text == "سلام لله\n\f"


def test_vowel_signs_stay_on_their_letters():
    word = "مُحَمَّد"
    codes = dict(zip("abcdef", sorted(set(word)), strict=True))
    code_of = {letter: code for code, letter in codes.items()}
    content = "BT /F1 12 Tf "
    x = 300.0
    for letter in word:
        if letter in "\u064f\u064e\u0651":
            content += f"1 0 0 1 {x + WIDTH:.1f} 703 Tm ({code_of[letter]}) Tj "
        else:
            content += f"1 0 0 1 {x:.1f} 700 Tm ({code_of[letter]}) Tj "
            x -= WIDTH
    assert read_pdf(plain_pdf(content + "ET", letters=codes)).text == f"{word}\n\f"


def test_an_english_name_in_an_arabic_line_runs_from_left_to_right():
    letters = LETTERS | {"w": "W", "t": "T", "o": "O"}
    drawn = coded("مصير"[::-1]) + " wto org " + coded("عام"[::-1])
    letters |= {"r": "R", "g": "G"}
    content = f"BT /F1 12 Tf 50 700 Td ({drawn}) Tj ET"
    assert read_pdf(plain_pdf(content, letters=letters)).text == "عام WTO ORG مصير\n\f"


def test_columns_of_arabic_are_read_from_the_right():
    words = "مصير مشترك للبشرية في عام مصير مشترك"
    content = "BT /F1 9 Tf "
    for row in range(6):
        for x in (40, 320):
            drawn = coded(words[::-1])
            content += (
                f"1 0 0 1 {x} {700 - 12 * row} Tm ({row}{'lr'[x > 100]}{drawn}) Tj "
            )
    text = read_pdf(
        plain_pdf(content + "ET", letters=LETTERS | {"l": "+", "r": "="})
    ).text
    assert re.findall("[+=]", text) == ["="] * 6 + ["+"] * 6


def test_chinese_lines_hold_phrases_together():
    sentence = "构建人类命运共同体是各国的共同目标和任务"
    codes = {letter: chr(0x41 + n) for n, letter in enumerate(dict.fromkeys(sentence))}
    drawn = "".join([codes[letter] for letter in sentence])
    lines = ["(" + drawn[5 * n :] + drawn[: 5 * n] + ") Tj T* " for n in range(4)]
    content = "BT /F1 12 Tf 14 TL 50 700 Td " + "".join(lines) + "ET"
    letters = {code: letter for letter, code in codes.items()}
    extracted = read_pdf(plain_pdf(content.replace("\\", "\\\\"), letters=letters))
    assert extracted.text.startswith(f"{sentence}\n")
    assert not extracted.oddities
    corpus = dc.Corpus.from_texts({"a": extracted.text})
    count = "".join(extracted.text.split()).count("人类命运共同体")
    assert len(dc.kwic(corpus, "人类命运共同体")) == count == 3


def test_chinese_lines_that_run_downwards_are_read_from_the_right():
    sentence = "构建人类命运共同体是各国的任务"
    codes = {letter: chr(0x61 + n) for n, letter in enumerate(dict.fromkeys(sentence))}
    content = "BT /F1 12 Tf "
    for number, letter in enumerate(sentence * 2):
        x = 400 - 20 * (number // 10)
        y = 700 - 14 * (number % 10)
        content += f"1 0 0 1 {x} {y} Tm ({codes[letter]}) Tj "
    letters = {code: letter for letter, code in codes.items()}
    text = read_pdf(plain_pdf(content + "ET", letters=letters)).text
    assert "".join(text.split()) == sentence * 2
    assert text.count("\n") == 3


# --------------------------------------------------------------------------------------
# What a file says about itself, and what is left out


def test_metadata_is_taken_if_it_makes_sense():
    info = (
        b"<< /Title (White Paper) /Author (Ann \\(Bee\\)) /CreationDate (D:20190927) >>"
    )
    data = plain_pdf(HELLO, info, catalogue="/Lang (fr-fr)", trailer="/Info 7 0 R")
    assert read_pdf(data).metadata == {
        "title": "White Paper",
        "author": "Ann (Bee)",
        "date": "2019-09-27",
        "language": "fr-FR",
    }


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - paper.doc",
        "untitled",
        "Untitled-1",
        "paper_final.indd",
        "",
        "12",
    ],
)
def test_a_title_that_a_program_wrote_is_none(title):
    info = f"<< /Title ({title}) /Author (user) /CreationDate (D:0000) >>".encode()
    assert read_pdf(plain_pdf(HELLO, info, trailer="/Info 7 0 R")).metadata == {}


def xmp_packet(title: str, prolog: str = "") -> bytes:
    packet = (
        f'{prolog}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>'
        f'<rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    return as_stream(packet.encode(), "/Type /Metadata /Subtype /XML")


def test_metadata_is_taken_from_an_xmp_packet_without_entities():
    data = plain_pdf(HELLO, xmp_packet("The Title"), catalogue="/Metadata 7 0 R")
    assert read_pdf(data).metadata == {"title": "The Title"}
    prolog = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    data = plain_pdf(HELLO, xmp_packet("&b;", prolog), catalogue="/Metadata 7 0 R")
    assert read_pdf(data).metadata == {}


def test_what_is_left_out_is_said():
    notes = (
        "/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (a) >> "
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /V (b) /Rect [0 0 9 9] >> "
        "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Contents (c) >>]"
    )
    assert read_pdf(plain_pdf(HELLO, page=notes)).losses == (
        "1 note with text was left out.",
        "1 filled form field was left out.",
    )
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain_pdf(HELLO)))
    writer.add_attachment("a.txt", b"text")
    data = io.BytesIO()
    writer.write(data)
    assert read_pdf(data.getvalue()).losses == ("1 attached file was left out.",)


def test_several_notes_that_are_left_out_are_counted():
    pages = [PageText("One.", notes=1), PageText("Two.", notes=1, fields=0)]
    assert describe_losses(pages, 1) == [
        "2 notes with text were left out.",
        "1 attached file was left out.",
    ]


def test_both_readers_are_named_with_their_versions():
    pattern = r"pypdfium2 [\d.]+ \(checked with pypdf [\d.]+\)"
    assert re.fullmatch(pattern, read_pdf(plain_pdf(HELLO)).reader)


def test_the_same_bytes_give_the_same_text():
    data = Page().column(50, 90, PROSE).column(310, 90, PROSE).data()
    assert read_pdf(data) == read_pdf(data)


# --------------------------------------------------------------------------------------
# Two readers that differ


def test_readers_that_differ_are_named_with_their_pages(monkeypatch):
    def extract_text(_page):
        return "Quite other letters, which stand on no page of this file"

    monkeypatch.setattr(pypdf.PageObject, "extract_text", extract_text)
    (oddity,) = read_pdf(plain_pdf(HELLO)).oddities
    assert (oddity.kind, oddity.count) == ("readers differ", 1)
    assert "same letters on page 1" in oddity.reason


def test_a_page_whose_letters_the_first_reader_does_not_know_is_taken_from_the_second(
    monkeypatch,
):
    content = "BT /F1 12 Tf 50 700 Td (Th{ t{xt of a pag{) Tj ET"
    data = plain_pdf(content, letters={"{": "\ufffd"})
    assert [oddity.kind for oddity in read_pdf(data).oddities] == ["unknown signs"]
    monkeypatch.setattr(
        pypdf.PageObject, "extract_text", lambda _: "The text of a page"
    )
    extracted = read_pdf(data)
    assert extracted.text == "The text of a page\n\f"
    (oddity,) = extracted.oddities
    assert oddity.reason.endswith("The text of pypdf, which looks better, was taken.")


# --------------------------------------------------------------------------------------
# Files that are refused, and damaged ones that are read


def fault_of(data: bytes) -> ExtractionError:
    with pytest.raises(ExtractionError) as caught:
        read_pdf(data)
    fault = caught.value
    assert fault.reason[0].islower()
    assert fault.remedy[0].isupper()
    return fault


def test_a_scan_is_refused_and_single_pages_without_text_are_named():
    from PIL import Image

    picture = Image.new("RGB", (20, 20), (200, 10, 10))

    def scanned(texts):
        pdf = fpdf.FPDF(unit="pt")
        for text in texts:
            page = Page(pdf)
            pdf.image(picture, 10, 10, 100)
            if text:
                page.put(50, 400, text)
        return page.data()

    fault = fault_of(scanned(["", ""]))
    assert fault.kind == "no text"
    assert "2 pages" in fault.reason
    assert "ocrmypdf" in fault.remedy
    extracted = read_pdf(scanned(["", "some text", ""]))
    assert extracted.text == "\fsome text\n\f\f"
    assert extracted.losses == ("3 pictures were left out.",)
    (oddity,) = extracted.oddities
    assert (oddity.kind, oddity.count) == ("no text", 2)
    assert "Pages 1, 3 " in oddity.reason


@pytest.mark.parametrize("password", ["secret", ""])
def test_a_password_that_is_needed_is_said(password):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain_pdf(HELLO)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    if password:
        assert fault_of(data.getvalue()).kind == "password"
    else:
        assert read_pdf(data.getvalue()).text == "The text of a page\n\f"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"<html>",
        b"%PDF-1.4\n" + bytes(range(256)) * 9,
        plain_pdf(HELLO)[:300],
    ],
)
def test_what_is_no_pdf_file_or_only_the_beginning_of_one_is_refused(data):
    assert fault_of(data).kind == "damaged"


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.replace(b"startxref\n", b"startxref\n9"),
        lambda data: re.sub(rb"\n0000\d{6} 00000 n", b"\n0000000017 00000 n", data),
        lambda data: data[: data.index(b"xref\n")],
    ],
)
def test_a_file_with_a_damaged_list_of_objects_is_read_and_named(damage):
    extracted = read_pdf(damage(plain_pdf(HELLO)))
    assert extracted.text == "The text of a page\n\f"
    assert [oddity.kind for oddity in extracted.oddities] == ["damaged"]


def test_a_file_that_only_the_second_reader_can_open_is_read_and_named(monkeypatch):
    import pypdfium2

    def refuse(_data):
        raise pypdfium2.PdfiumError(
            "Failed to load document (PDFium: Data format error)."
        )

    monkeypatch.setattr(pypdfium2, "PdfDocument", refuse)
    extracted = read_pdf(plain_pdf(HELLO))
    assert extracted.text == "The text of a page\n\f"
    assert extracted.reader.startswith("pypdf ")
    (oddity,) = extracted.oddities
    assert (oddity.kind, oddity.count) == ("damaged", 1)


def test_a_file_that_only_the_first_reader_can_open_is_read_and_named(monkeypatch):
    def refuse(*_args, **_options):
        raise ValueError("no")

    monkeypatch.setattr(pypdf, "PdfReader", refuse)
    extracted = read_pdf(plain_pdf(HELLO))
    assert extracted.text == "The text of a page\n\f"
    assert [oddity.kind for oddity in extracted.oddities] == ["unchecked"]


def form(content: bytes, number_of_inner: int) -> bytes:
    entries = "/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /Font "
    entries += f"<< /F1 5 0 R >> /XObject << /X {number_of_inner} 0 R >> >>"
    return as_stream(content, entries)


def test_files_that_unpack_to_too_much_are_refused():
    packed = zlib.compress(b"0 0 m " * 14_000_000)
    assert (
        fault_of(plain_pdf(as_stream(packed, "/Filter /FlateDecode"))).kind == "large"
    )
    nested = [form(b"/X Do " * 10, 8 + level) for level in range(9)]
    nested.append(form(HELLO.encode(), 7))
    resources = "/XObject << /X 7 0 R >>"
    assert fault_of(plain_pdf("/X Do", *nested, resources=resources)).kind == "large"
    endless = form(HELLO.encode() + b" /X Do /X Do", 7)
    assert fault_of(plain_pdf("/X Do", endless, resources=resources)).kind == "large"


def test_pages_that_draw_too_much_together_are_refused(monkeypatch):
    stream = pypdf.generic.DecodedStreamObject()
    stream.set_data(b"0 0 m 1 1")
    page = pypdf.generic.DictionaryObject()
    page[pypdf.generic.NameObject("/Contents")] = stream
    monkeypatch.setattr(pdf_guards, "MAX_FILE_BYTES", 30)
    assert pdf_guards.measure_pages([page] * 3) == [9, 9, 9]
    with pytest.raises(ExtractionError) as caught:
        pdf_guards.measure_pages([page] * 4)
    assert caught.value.kind == "large"


def test_a_form_that_pages_share_is_read():
    shared = form(HELLO.encode(), 8)
    data = plain_pdf("/X Do", shared, resources="/XObject << /X 7 0 R >>")
    assert read_pdf(data).text == "The text of a page\n\f"


def test_nothing_is_logged_or_warned_and_logging_is_left_as_it_was(capfd, caplog):
    logger = logging.getLogger("pypdf")
    before = (list(logger.handlers), logger.propagate, logger.level)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_pdf(plain_pdf(HELLO).replace(b"startxref\n", b"startxref\n9"))
    assert (list(logger.handlers), logger.propagate, logger.level) == before
    assert not caplog.records
    captured = capfd.readouterr()
    assert captured.out + captured.err == ""


@given(st.data())
def test_any_damage_gives_a_text_or_an_extraction_error(data):
    file = plain_pdf(HELLO, letters={"a": "b"})
    position = data.draw(st.integers(0, len(file) - 1))
    changed = data.draw(st.binary(min_size=1, max_size=4))
    try:
        extracted = read_pdf(file[:position] + changed + file[position + 3 :])
    except ExtractionError:
        return
    assert extracted.text.endswith("\f")
