"""Rules for debris, formats of files, bundled lists and lexicons: registry, code, files and docstrings agree."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import discourse
from discourse.cleaning import debris
from discourse.cleaning.text_blocks import Block, Proposal
from discourse.cleaning.web_phrases import PAGE_PHRASES
from discourse.corpus import Corpus
from discourse.counting.stop_words import BUNDLED, stop_words
from discourse.errors import OptionError, ReadError
from discourse.lexicons import Lexicon
from discourse.reading import read
from discourse.reading.table_formats import READERS
from discourse.registries import (
    ARCHIVE_ENDINGS,
    BUNDLED_LEXICONS,
    COMPRESSED_ENDINGS,
    DEBRIS_RULES,
    DOCUMENT_ENDINGS,
    READING_FORMATS,
    STOP_LISTS,
    TABLE_ENDINGS,
    TEXT_ENDING,
)

HOUSE = Path(discourse.__file__).parent
DATA = HOUSE / "data"


# Debris ---------------------------------------------------------------------------------------------------------------


def named_rules() -> set[str]:
    """The rules that the room of cleaning names where it proposes a span."""
    names = {phrase.rule for phrase in PAGE_PHRASES}
    for path in (HOUSE / "cleaning").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node, "func", None)
            name = getattr(called, "id", getattr(called, "attr", ""))
            if name in ("Proposal", "propose", "propose_match"):
                given = [*node.args, *(option.value for option in node.keywords)]
                texts = [getattr(value, "value", None) for value in given]
                names |= {text for text in texts if text in DEBRIS_RULES}
                own = [text for text in texts if isinstance(text, str)]
                assert not own or own[0] in DEBRIS_RULES, (path.name, node.lineno)
    return names


def test_each_rule_is_used_and_each_rule_used_is_registered() -> None:
    assert named_rules() == set(DEBRIS_RULES)


def test_a_proposal_takes_kind_and_action_from_its_rule() -> None:
    block = Block(
        start=0,
        end=5,
        text="Share",
        key="share",
        word_count=1,
        ends_like_caption=True,
        ends_in_dots=False,
        is_prose=False,
    )
    proposal = block.propose("share", "a button")
    assert (proposal.kind, proposal.action) == ("widget", "mask")
    assert Proposal(0, 5, "byline", "names who wrote it").action == "mark"
    marker = Proposal(0, 5, "repeated-within", "again", "crawler marker")
    assert marker.kind == "crawler marker"
    assert "crawler marker" in DEBRIS_RULES["repeated-within"].kinds


def test_the_table_in_the_docstring_has_each_kind_with_its_action() -> None:
    text = str(debris.__doc__)
    rows = [line.strip() for line in text.splitlines()]
    for rule in DEBRIS_RULES.values():
        for kind in rule.kinds:
            first = [row for row in rows if kind in row[:20]]
            assert any(f" {rule.action} " in row for row in first), (rule.name, kind)
    assert "discourse.registries.DEBRIS_RULES" in text


# Formats --------------------------------------------------------------------------------------------------------------


def test_each_table_has_a_reader_and_no_ending_has_two() -> None:
    tables = {
        name
        for name, entry in READING_FORMATS.items()
        if entry.holds == "a document a row"
    }
    assert set(READERS) == tables
    endings = [end for entry in READING_FORMATS.values() for end in entry.endings]
    assert len(set(endings)) == len(endings)
    assert all(end.startswith(".") and end == end.lower() for end in endings)
    assert not set(endings) & set(COMPRESSED_ENDINGS)
    assert {*TABLE_ENDINGS, *DOCUMENT_ENDINGS, *ARCHIVE_ENDINGS} == set(endings)
    assert ARCHIVE_ENDINGS == (".zip",)
    assert TEXT_ENDING in DOCUMENT_ENDINGS


def test_each_format_is_in_the_docstring_and_in_the_message(tmp_path: Path) -> None:
    (tmp_path / "speech.odt").write_text("text")
    with pytest.raises(ReadError) as told:
        read(tmp_path / "speech.odt")
    for entry in READING_FORMATS.values():
        assert entry.endings[0] in str(told.value)
    for entry in READING_FORMATS.values():
        assert f"``{entry.endings[0]}``" in str(read.__doc__)


def test_each_ending_is_read_by_its_reader(tmp_path: Path) -> None:
    import pandas as pd

    rows = pd.DataFrame({"doc": ["a", "b"], "text": ["One belt.", "One road."]})
    writers = {
        "text": lambda path: path.write_text("One belt."),
        "html": lambda path: path.write_text("<p>One belt.</p>"),
        "pdf": _write_pdf,
        "word": _write_word,
        "rtf": lambda path: path.write_text(r"{\rtf1\ansi One belt.\par}"),
        "xml": lambda path: path.write_text("<text><p>One belt.</p></text>"),
        "csv": lambda path: rows.to_csv(path, index=False),
        "tsv": lambda path: rows.to_csv(path, index=False, sep="\t"),
        "jsonl": lambda path: rows.to_json(path, orient="records", lines=True),
        "parquet": lambda path: rows.to_parquet(path),
        "zip": _write_zip,
    }
    # Only .xlsx can be written here; the others are in tests/text_extraction.
    assert set(writers) == set(READING_FORMATS) - {"workbook"}
    for name, writer in writers.items():
        entry = READING_FORMATS[name]
        for ending in entry.endings:
            path = tmp_path / f"{name}{ending}"
            writer(path)
            corpus = read(path)
            count = 2 if entry.holds == "a document a row" else 1
            assert len(corpus) == count, ending
            assert "belt" in corpus.raw[corpus.names[0]]
    rows.to_excel(tmp_path / "workbook.xlsx", index=False, engine="xlsxwriter")
    assert len(read(tmp_path / "workbook.xlsx")) == 2


def _write_pdf(path: Path) -> None:
    import fpdf

    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.cell(text="One belt.")
    pdf.output(str(path))


def _write_word(path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("One belt.")
    document.save(str(path))


def _write_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "One belt.")


# Lists ----------------------------------------------------------------------------------------------------------------


def test_each_list_of_stop_words_has_a_file_and_each_file_an_entry() -> None:
    assert {path.stem for path in (DATA / "stop").iterdir()} == set(STOP_LISTS)
    assert BUNDLED == "en+ru+zh", "a new list changes no default"
    for name, entry in STOP_LISTS.items():
        assert len(stop_words(name)) > 50
        with pytest.raises(OptionError, match=f"Did you mean '{name}'"):
            stop_words(entry.label)


def test_each_bundled_lexicon_has_a_file_and_each_file_an_entry() -> None:
    assert {path.stem for path in DATA.glob("*.toml")} == set(BUNDLED_LEXICONS)
    for name, entry in BUNDLED_LEXICONS.items():
        lexicon = Lexicon.read(name)
        assert len(lexicon) > 0
        assert f'title = "{entry.label}"' in (DATA / f"{name}.toml").read_text(
            encoding="utf-8"
        )
        assert name in str(Lexicon.read.__doc__)


NEW_LIST = """
from pathlib import Path
from discourse import registries
from discourse.registries import Registry, StopList, bundled

entry = StopList(name="xx", label="Newish", left_out="nothing", source="a test")
longer = Registry("lists of stop words", *registries.STOP_LISTS.values(), entry)
registries.STOP_LISTS = bundled.STOP_LISTS = longer

from discourse.counting import stop_words
from discourse.errors import OptionError

try:
    stop_words.stop_words("newish")
except OptionError as told:
    assert ", ".join(sorted(longer)) in str(told) and "Did you mean 'xx'?" in str(told), told
assert stop_words.BUNDLED == "en+ru+zh" and "xx" in longer
"""


def test_a_new_list_needs_one_file_and_one_entry() -> None:
    done = subprocess.run(
        [sys.executable, "-c", NEW_LIST], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_debris_of_a_page_is_what_it_was() -> None:
    lines = [
        "Home > World",
        "Ministers agree on a river plan",
        "They agreed on Monday after long talks.",
        "By Ana Lee",
        "Share this article",
    ]
    table = debris(Corpus.from_texts({"a": "\n".join(lines)}))
    rows = table[["kind", "rule", "action"]].to_numpy().tolist()
    assert ["navigation", "trail", "mask"] in rows
    assert ["byline", "byline", "mark"] in rows
    assert ["widget", "share", "mask"] in rows or ["widget", "button", "mask"] in rows
