"""Files of every format in one folder, and one by one."""

from __future__ import annotations

import hashlib
import importlib.util
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from mixed_folder import PHRASES, write_mixed_folder
from word_files import paragraph, word_file

from discourse import debris, kwic, read
from discourse.corpus import Corpus
from discourse.errors import MissingExtraError, ReadError
from discourse.registries import READING_FORMATS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mixed")
    write_mixed_folder(folder)
    return folder


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Corpus:
    return read(folder, on_error="report")


def test_a_folder_may_mix_all_formats(corpus: Corpus) -> None:
    assert corpus.names == tuple(sorted(PHRASES))
    for doc, phrase in PHRASES.items():
        assert phrase in corpus[doc].text, doc


def test_the_table_of_files_says_what_was_done_to_each(
    corpus: Corpus, folder: Path
) -> None:
    files = corpus.files.set_index("source")
    assert len(files) == len(PHRASES)
    assert files.loc["page.html", "format"] == READING_FORMATS["html"].label
    assert files.loc["page.html", "reader"].startswith("trafilatura")
    assert "pypdf" in files.loc["paper.pdf", "reader"]
    assert files.loc["chinese.txt", "reader"] == ""
    data = (folder / "table.docx").read_bytes()
    assert files.loc["table.docx", "sha256"] == hashlib.sha256(data).hexdigest()
    assert files.loc["table.docx", "bytes"] == len(data)
    assert files.loc["archive.zip/arabic.txt", "characters"] == len(
        PHRASES["archive/arabic"]
    )
    assert (files["documents"] == 1).all()


def test_what_could_not_be_read_is_named(corpus: Corpus, folder: Path) -> None:
    assert corpus.refused["source"].tolist() == [
        "archive.zip/../outside.txt",
        "broken.pdf",
    ]
    not_read = corpus.suspected.query("kind == 'not read'")["reason"].tolist()
    assert any("picture.png" in reason for reason in not_read)
    with pytest.raises(ReadError, match=r"outside\.txt"):
        read(folder)


def test_a_workbook_is_metadata_as_a_csv_is(corpus: Corpus) -> None:
    documents = corpus.documents.set_index("doc")
    assert documents.loc["chinese", "session"] == list(PHRASES).index("chinese") + 1
    assert set(documents["place"]) == {"Astana"}
    assert documents.loc["archive/inner/greek", "folder"] == "archive/inner"


def test_what_files_say_of_themselves_is_metadata(corpus: Corpus) -> None:
    documents = corpus.documents.set_index("doc")
    assert documents.loc["page", "title"] == "Rail link opened"
    assert documents.loc["page", "language"] == "English"
    assert documents.loc["parliament", "title"] == "Sitting of 12 June"
    assert documents.loc["parliament", "date"] == "2023-06-12"
    # When a PDF file was made says nothing about when its text was written.
    assert documents.loc["paper", "date"] == ""
    assert documents.loc["paper", "file_date"] != ""


def test_layers_hold_what_is_known_of_the_text(corpus: Corpus) -> None:
    layers = corpus.layers
    assert layers["page"].query("doc == 'paper'")["label"].tolist() == ["1"]
    table = layers["table"].query("doc == 'table'").iloc[0]
    assert PHRASES["table"] in corpus.raw["table"][table.start : table.end]
    speakers = layers["speaker"].query("doc == 'parliament'")["label"].tolist()
    assert speakers == ["PetrovAna", "LiWen"]
    by_speaker = corpus.where(doc="parliament").split("speaker")
    assert "So do we." in by_speaker["parliament#LiWen"].text


def test_what_is_around_an_article_is_proposed_as_debris(corpus: Corpus) -> None:
    page = corpus.where(doc="page")
    cleaned = page.mask(debris(page))
    text = cleaned["page"].unmasked_text
    assert PHRASES["page"] in text
    assert "World" not in text
    assert "Privacy policy" not in text
    assert "Privacy policy" in page["page"].text


def test_offsets_are_those_of_the_extracted_text(corpus: Corpus) -> None:
    rows = kwic(corpus, "shared future")
    assert rows["doc"].tolist() == ["paper"]
    for row in rows.itertuples():
        assert corpus.raw[row.doc][row.start : row.end] == row.surface


@pytest.mark.parametrize(
    "name", ["page.html", "paper.pdf", "table.docx", "report.rtf", "parliament.xml"]
)
def test_one_file_is_read_for_itself(folder: Path, name: str) -> None:
    corpus = read(folder / name)
    doc = name.partition(".")[0]
    assert corpus.names == (doc,)
    assert PHRASES[doc] in corpus[doc].text
    assert len(corpus.files) == 1


def test_an_archive_is_read_as_a_folder_is(tmp_path: Path) -> None:
    path = tmp_path / "texts.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("texts/a.txt", "One belt.")
        archive.writestr("texts/china/b.txt", "One road.")
        archive.writestr("texts/metadata.csv", "doc,year\na,2022\nchina/b,2023\n")
        archive.writestr("__MACOSX/texts/._a.txt", "x")
    corpus = read(path)
    assert corpus.names == ("a", "china/b")
    assert corpus.documents["year"].tolist() == ["2022", "2023"]
    assert read([path, *[]]).names == ("a", "china/b")


def test_an_archive_without_texts_or_a_damaged_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "texts.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("picture.png", b"\x89PNG")
    with pytest.raises(ReadError, match=r"archive texts\.zip holds no text"):
        read(path)
    path.write_bytes(b"PK\x03\x04 and nothing else")
    with pytest.raises(ReadError, match=r"^texts\.zip: "):
        read(path)


def test_two_files_that_differ_in_the_ending_only_keep_it(tmp_path: Path) -> None:
    for name in ("visit.txt", "visit.html", "other.txt"):
        (tmp_path / name).write_text("<p>One belt.</p>", encoding="utf-8")
    assert read(tmp_path).names == ("other", "visit.html", "visit.txt")
    paths = [tmp_path / "visit.txt", tmp_path / "visit.html"]
    assert read(paths).names == ("visit.txt", "visit.html")


def test_the_folder_of_a_saved_page_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "visit.html").write_text("<p>One belt.</p>", encoding="utf-8")
    (tmp_path / "visit_files").mkdir()
    (tmp_path / "visit_files" / "frame.html").write_text("<p>Menu</p>", "utf-8")
    (tmp_path / "own_files").mkdir()
    (tmp_path / "own_files" / "a.txt").write_text("One road.", encoding="utf-8")
    corpus = read(tmp_path)
    assert corpus.names == ("own_files/a", "visit")
    assert "visit_files" in corpus.suspected["reason"].str.cat()


def not_read_in(corpus: Corpus) -> list[str]:
    suspected = corpus.suspected
    return suspected["reason"][suspected["kind"] == "not read"].tolist()


def test_only_a_folder_holds_what_a_saved_page_shows(tmp_path: Path) -> None:
    (tmp_path / "visit.html").write_text("<p>One belt.</p>", encoding="utf-8")
    (tmp_path / "visit_files").write_text("A list of files.", encoding="utf-8")
    assert not_read_in(read(tmp_path)) == [
        "Not read: 1 file with no ending: visit_files."
    ]


def test_a_folder_of_a_page_that_no_pattern_leads_to_is_not_named(
    tmp_path: Path,
) -> None:
    for name in ("visit.html", "other/a.txt", "other/page.html", "other/page_files/b"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<p>One belt.</p>", encoding="utf-8")
    (tmp_path / "visit_files").mkdir()
    assert not_read_in(read(tmp_path / "v*.html")) == []
    (reason,) = not_read_in(read(tmp_path / "other" / "**" / "*"))
    assert reason.endswith(" saved web pages: page_files.")


def test_the_folder_of_a_saved_page_in_an_archive_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pages/visit.html", "<p>One belt.</p>")
        archive.writestr("pages/visit_files/frame.html", "<p>Menu</p>")
        archive.writestr("pages/visit_files/deep/more.html", "<p>Menu</p>")
        archive.writestr("pages/own_files/a.txt", "One road.")
    corpus = read(path)
    assert corpus.names == ("own_files/a", "visit")
    (reason,) = not_read_in(corpus)
    assert reason.endswith(" saved web pages: visit_files.")
    corpus = read(tmp_path)
    assert corpus.names == ("pages/pages/own_files/a", "pages/pages/visit")
    (reason,) = not_read_in(corpus)
    assert reason.endswith(" saved web pages: pages.zip/pages/visit_files.")


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    page = "<html><head><meta charset='gb2312'></head><p>共建一带一路。</p></html>"
    (tmp_path / "page.html").write_bytes(page.encode("gb18030"))
    assert "共建一带一路" in read(tmp_path / "page.html")["page"].text
    undeclared = page.replace("<meta charset='gb2312'>", "")
    (tmp_path / "page.html").write_bytes(undeclared.encode("gb18030"))
    with pytest.raises(ReadError, match=r"page\.html"):
        read(tmp_path / "page.html")
    assert "共建" in read(tmp_path / "page.html", encoding="gb18030")["page"].text


@pytest.mark.parametrize("encoding", [None, "cp1252"])
def test_an_xml_file_is_read_in_the_encoding_that_it_declares(
    encoding: str | None, tmp_path: Path
) -> None:
    markup = '<?xml version="1.0" encoding="windows-1251"?><a><p>Мир и труд.</p></a>'
    (tmp_path / "a.xml").write_bytes(markup.encode("cp1251"))
    corpus = read(tmp_path / "a.xml", encoding=encoding)
    assert corpus["a"].text == "Мир и труд."


def test_the_date_of_a_file_is_not_that_of_its_text(tmp_path: Path) -> None:
    info = rb"{\info{\title A visit}{\creatim\yr2020\mo3\dy4}}"
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1" + info + rb" One belt.\par}")
    created = "<dcterms:created>2021-05-06T00:00:00Z</dcterms:created>"
    document = word_file(paragraph("One road."), properties=created)
    (tmp_path / "b.docx").write_bytes(document)
    documents = read(tmp_path).documents
    assert documents.columns.tolist() == ["doc", "title", "file_date"]
    assert documents["file_date"].tolist() == ["2020-03-04", "2021-05-06"]


def test_a_missing_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_find_spec = importlib.util.find_spec

    def find_spec(name: str, *arguments: Any) -> Any:
        return None if name == "trafilatura" else real_find_spec(name, *arguments)

    monkeypatch.setattr(importlib.util, "find_spec", find_spec)
    (tmp_path / "a.html").write_text("<p>One road.</p>", encoding="utf-8")
    (tmp_path / "b.txt").write_text("One belt.", encoding="utf-8")
    with pytest.raises(
        MissingExtraError, match=r"a\.html: .*discourse-analysis\[read\]"
    ):
        read(tmp_path)
    assert read(tmp_path, on_error="report").names == ("b",)


def test_an_archive_and_a_folder_of_one_name_are_both_named(tmp_path: Path) -> None:
    (tmp_path / "arch").mkdir()
    (tmp_path / "arch" / "a.txt").write_text("One belt.", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "arch.zip", "w") as archive:
        archive.writestr("a.txt", "One road.")
        archive.writestr("b.txt", "One road.")
    corpus = read(tmp_path, on_error="report")
    assert corpus.names == ("arch/b",)
    assert corpus.files["source"].tolist() == ["arch.zip/b.txt"]
    assert set(corpus.refused["source"]) == {"arch/a.txt", "arch.zip/a.txt"}
    assert "its id would be that of arch.zip/a.txt" in corpus.refused["reason"].iloc[1]


def test_a_table_of_texts_is_a_file_of_the_corpus(tmp_path: Path) -> None:
    rows = pd.DataFrame({"doc": ["a", "b"], "text": ["One belt.", "One road."]})
    rows.to_csv(tmp_path / "one.csv", index=False)
    rows.assign(doc=["c", "d"]).to_excel(
        tmp_path / "two.xlsx", index=False, engine="xlsxwriter"
    )
    files = read(tmp_path / "one.csv").where(doc="a").files
    assert files["source"].tolist() == ["one.csv"]
    assert files["documents"].tolist() == [1]
    data = (tmp_path / "one.csv").read_bytes()
    assert files["sha256"].iloc[0] == hashlib.sha256(data).hexdigest()
    files = read([tmp_path / "one.csv", tmp_path / "two.xlsx"]).files
    assert files["documents"].tolist() == [2, 2]
    assert files["reader"].iloc[1].startswith("python-calamine")
    assert read(rows).files.empty


def test_entities_that_a_page_shows_are_not_odd(tmp_path: Path) -> None:
    sentence = "We write &amp;amp; for a sign of our alphabet, and we mean it. " * 8
    (tmp_path / "a.html").write_text(f"<article><p>{sentence}</p></article>")
    (tmp_path / "a.xml").write_text(f"<TEI><text><p>{sentence}</p></text></TEI>")
    (tmp_path / "a.txt").write_text("We write &amp; for a sign.")
    for name in ("a.html", "a.xml"):
        corpus = read(tmp_path / name)
        assert "&amp;" in corpus["a"].text
        assert "entities" not in set(corpus.suspected["kind"])
    assert "entities" in set(read(tmp_path / "a.txt").suspected["kind"])


def test_tags_that_a_page_shows_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<r><![CDATA[<p>One word.</p>]]></r>")
    suspected = read(tmp_path / "a.xml").suspected.set_index("kind")
    assert suspected.loc["html", "count"] == 2
    assert ".html" not in suspected.loc["html", "mend"]
