"""A folder with one file of every format and script, for tests of `read`."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import fpdf
import matplotlib
import pandas as pd

__all__ = ["PHRASES", "write_mixed_folder"]

# A sentence in each file, by the id of its document.
PHRASES = {
    "archive/arabic": "مجتمع المستقبل المشترك للبشرية",
    "archive/inner/greek": "η πρωτοβουλία μία ζώνη ένας δρόμος",
    "chinese": "构建人类命运共同体",
    "hindi": "मानव जाति के साझा भविष्य का समुदाय",
    "page": "The Belt and Road is open to all partners of the region",
    "paper": "a community with a shared future for mankind",
    "parliament": "We thank the ministers for the rail link",
    "report": "Сообщество единой судьбы человечества",
    "table": "mutual benefit and win-win cooperation",
}

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Rail link opened</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<main><article><h1>Rail link opened</h1>
<p>{phrase}, the minister said on Monday when she opened the new line to the coast.</p>
<p>It took nine years to build, and four governments paid for it, as she told the
guests who had come to the station from five countries of the region.</p>
</article></main>
<footer><p>All rights reserved. Contact us. Privacy policy.</p></footer></body></html>
"""
_TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
<title>Sitting of 12 June</title></titleStmt>
<publicationStmt><date when="2023-06-12"/></publicationStmt></fileDesc></teiHeader>
<text><body><div><u who="#PetrovAna"><seg>{phrase}.</seg></u>
<u who="#LiWen"><seg>So do we.</seg></u></div></body></text></TEI>
"""
_RTF = r"{\rtf1\ansi\ansicpg1251 %s.\par}"


def _write_pdf(path: Path, phrase: str) -> None:
    """Write a file of one page."""
    font = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf.add_font("DejaVu", fname=str(font))
    pdf.set_font("DejaVu", size=12)
    pdf.multi_cell(0, text=f"We build {phrase}, and we build it together.")
    pdf.output(str(path))


def _write_word(path: Path, phrase: str) -> None:
    """Write a file with a paragraph and a table."""
    document = docx.Document()
    document.add_paragraph("The parties agreed on the following points.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "First"
    table.cell(0, 1).text = f"They seek {phrase}."
    document.save(str(path))


def _escaped(text: str) -> str:
    return "".join(
        rf"\u{ord(letter)}?" if ord(letter) > 127 else letter for letter in text
    )


def write_mixed_folder(folder: Path) -> None:
    """Write the files, with a workbook of metadata and two files that are no texts."""
    (folder / "chinese.txt").write_text(f"{PHRASES['chinese']}。", encoding="utf-8")
    (folder / "page.html").write_text(
        _PAGE.format(phrase=PHRASES["page"]), encoding="utf-8"
    )
    _write_pdf(folder / "paper.pdf", PHRASES["paper"])
    (folder / "parliament.xml").write_text(
        _TEI.format(phrase=PHRASES["parliament"]), encoding="utf-8"
    )
    (folder / "report.rtf").write_text(_RTF % _escaped(PHRASES["report"]), "ascii")
    (folder / "hindi.txt").write_text(PHRASES["hindi"], encoding="utf-16")
    _write_word(folder / "table.docx", PHRASES["table"])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("arabic.txt", PHRASES["archive/arabic"])
        archive.writestr("inner/greek.txt", PHRASES["archive/inner/greek"])
        archive.writestr("../outside.txt", "No.")
    (folder / "archive.zip").write_bytes(buffer.getvalue())
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    rows = pd.DataFrame(
        {
            "doc": [*PHRASES, "broken"],
            "session": range(1, len(PHRASES) + 2),
            "place": ["Astana"] * (len(PHRASES) + 1),
        }
    )
    with pd.ExcelWriter(folder / "metadata.xlsx", engine="xlsxwriter") as writer:
        rows.to_excel(writer, index=False)
