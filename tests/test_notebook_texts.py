"""The made-up texts of the notebooks are those that the script writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from notebook_texts import DATA, FOLDER, notebook_files

from discourse.text_extraction.pdf_text import read_pdf

pytest.importorskip("fpdf")
pytest.importorskip("pypdf")
pytest.importorskip("pypdfium2")

LARGEST_SIZE = 200_000  # bytes, of all files together


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return notebook_files()


def test_the_folder_holds_what_the_script_writes(files: dict[str, bytes]) -> None:
    saved = set()
    for path in (DATA / FOLDER).rglob("*"):
        if path.is_file():
            saved.add(path.relative_to(DATA).as_posix())
    written = {name for name in files if name.startswith(f"{FOLDER}/")}
    assert saved == written
    assert sum(map(len, files.values())) < LARGEST_SIZE


def test_the_saved_files_are_those_of_the_script(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        saved = Path(DATA, name).read_bytes()
        if name.endswith(".pdf"):
            # The bytes of a PDF file depend on the version of the package.
            assert read_pdf(saved).text == read_pdf(content).text
        else:
            assert saved == content, name
