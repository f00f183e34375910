"""The file system: links, pipes, devices, names no text can hold, folders that cannot be entered. Nothing hangs."""

from __future__ import annotations

import os
import socket
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from discourse.errors import MetadataError, ReadError
from discourse.reading import folder_scan, read
from discourse.reading.folder_scan import read_bytes, scan_folder

posix = pytest.mark.skipif(
    not hasattr(os, "mkfifo"), reason="this system has no named pipes"
)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with one good text, and another folder beside it."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "good.txt").write_text("One belt, one road.", encoding="utf-8")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("never read", encoding="utf-8")
    return folder


def link(path: Path, target: str | Path) -> None:
    try:
        path.symlink_to(target)
    except OSError as fault:  # pragma: no cover - systems that do not let one
        pytest.skip(f"links cannot be made here ({fault})")


def fifo(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    link(path, "/dev/zero")


def unix_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(path))  # the name of a socket must be short


SPECIAL: dict[str, tuple[Callable[[Path], None], str]] = {
    "a folder": (Path.mkdir, "this is a folder, not a text file"),
    "a pipe": (fifo, "this is a pipe, socket or device"),
    "a socket": (unix_socket, "this is a pipe, socket or device"),
    "a device": (device, "link to a file outside the folder"),
    "a broken link": (lambda path: link(path, "nowhere"), "leads nowhere"),
    "a link to itself": (
        lambda path: link(path, path.name),
        "leads nowhere, or to itself",
    ),
    "a link out": (
        lambda path: link(path, "../outside/secret.txt"),
        "outside the folder, and is not followed",
    ),
    "an absolute link out": (
        lambda path: link(path, path.parent.parent / "outside" / "secret.txt"),
        "outside the folder",
    ),
    "a link to a folder out": (
        lambda path: link(path, "../outside"),
        "links to folders are not followed",
    ),
    "a link to the folder itself": (
        lambda path: link(path, "."),
        "links to folders are not followed",
    ),
}


@posix
@pytest.mark.parametrize("what", SPECIAL)
def test_what_bears_the_name_of_a_text_but_is_none_is_refused(
    what: str, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(texts)
    make, words = SPECIAL[what]
    make(texts / "x.txt")
    with pytest.raises(ReadError) as caught:
        read(texts)
    assert str(caught.value).startswith("x.txt: this is a")
    assert words in str(caught.value)
    corpus = read(texts, on_error="report")
    assert dict(corpus.raw) == {"good": "One belt, one road."}
    assert corpus.refused["source"].tolist() == ["x.txt"]
    assert words in corpus.refused["reason"].iloc[0]


@posix
def test_all_of_them_at_once(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(texts)
    for number, (make, _) in enumerate(SPECIAL.values()):
        make(texts / f"{number:02}.txt")
    corpus = read(texts, on_error="report")
    assert corpus.names == ("good",)
    assert corpus.refused["source"].tolist() == [
        f"{number:02}.txt" for number in range(len(SPECIAL))
    ]


@posix
def test_folders_reached_by_links_are_said_and_never_end(texts: Path) -> None:
    link(texts / "loop", ".")
    link(texts / "away", "../outside")
    link(texts / "note.md", "nowhere")
    refused = read(texts, on_error="report").refused
    assert refused["source"].tolist() == ["away", "loop"]
    assert refused["mend"].str.contains("read the folder it leads to").all()


def test_a_link_inside_the_folder_is_followed(texts: Path) -> None:
    (texts / "sub").mkdir()
    link(texts / "sub" / "again.txt", "../good.txt")
    corpus = read(texts)
    assert corpus.raw["sub/again"] == corpus.raw["good"]
    assert corpus.suspected["kind"].tolist() == ["duplicate"]


@posix
def test_a_link_inside_the_folder_to_a_pipe_is_refused(texts: Path) -> None:
    os.mkfifo(texts / "pipe")
    link(texts / "x.txt", "pipe")
    link(texts / "y.md", "good.txt")
    corpus = read(texts, on_error="report")
    assert corpus.refused["reason"].tolist() == [
        "this is a pipe, socket or device, not a text file."
    ]
    assert corpus.suspected["reason"].tolist() == [
        "Not read: 1 file with .md: y.md.",
        "Not read: 1 file with no ending: pipe.",
    ]


def test_a_text_too_large_for_offsets_is_refused(
    texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_scan, "_LARGEST_TEXT", 10)
    with pytest.raises(
        ReadError, match=r"^good\.txt: it has 19 bytes, more than 2 GiB\. Divide it\."
    ):
        read(texts)


def test_a_folder_of_which_no_text_can_be_read_says_why(texts: Path) -> None:
    (texts / "good.txt").unlink()
    (texts / "x.txt").mkdir()
    with pytest.raises(
        ReadError,
        match=r"^no text in the folder texts could be read\. x\.txt: this is a folder",
    ):
        read(texts, on_error="report")


def test_a_folder_may_be_given_by_a_link(texts: Path) -> None:
    link(texts.parent / "alias", texts)
    link(texts / "again.txt", "good.txt")
    assert read(texts.parent / "alias").names == ("again", "good")


@posix
@pytest.mark.parametrize(
    "name", ["pipe.txt", "pipe.csv", "pipe.jsonl.gz", "pipe.parquet"]
)
def test_a_pipe_given_by_its_path_does_not_hang(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(ReadError, match=f"^{name}: this is a pipe"):
        read(tmp_path / name)


@posix
def test_a_pipe_in_place_of_the_metadata_does_not_hang(texts: Path) -> None:
    os.mkfifo(texts / "metadata.csv")
    with pytest.raises(ReadError, match=r"^metadata\.csv: this is a pipe"):
        read(texts)


def test_a_file_that_cannot_be_opened_is_named(
    texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not by its permissions: whoever runs the tests may be allowed everything.
    (texts / "closed.txt").write_text("x", encoding="utf-8")
    really = os.open

    def refuse(path: str, *rest: int) -> int:
        if str(path).endswith("closed.txt"):
            raise PermissionError(13, "Permission denied", path)
        return really(path, *rest)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(
        ReadError,
        match=r"^closed.txt: it could not be read \(permission denied\)\. Check",
    ):
        read(texts)
    assert read(texts, on_error="report").names == ("good",)


def test_a_folder_that_cannot_be_entered_is_named(
    texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (texts / "locked").mkdir()
    really = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return really(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(
        ReadError, match=r"^locked: it could not be read \(permission denied\)"
    ):
        read(texts)
    assert read(texts, on_error="report").names == ("good",)


@pytest.mark.parametrize("at", range(4))
def test_a_fault_of_the_disk_at_any_file_is_a_refusal(
    at: int, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        (texts / f"{name}.txt").write_text(f"text {name}", encoding="utf-8")
    calls: list[int] = []
    really = os.fstat

    def fail(handle: int) -> os.stat_result:
        calls.append(handle)
        if len(calls) == at + 1:
            raise OSError(5, "Input/output error")
        return really(handle)

    monkeypatch.setattr(os, "fstat", fail)
    corpus = read(texts, on_error="report")
    names = ["a", "b", "c", "good"]
    lost = corpus.refused["source"].tolist()
    assert len(lost) == 1
    assert "input/output error" in corpus.refused["reason"].iloc[0]
    assert list(corpus.names) == [name for name in names if f"{name}.txt" not in lost]


def test_a_file_gone_between_looking_and_reading_is_named(tmp_path: Path) -> None:
    found = read_bytes(tmp_path / "gone.txt", "gone.txt")
    assert not isinstance(found, bytes)
    assert found.message.startswith(
        "gone.txt: it could not be read (no such file or directory)."
    )


# Names ----------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(
    sys.platform in ("win32", "darwin"),
    reason="this system does not let files bear such names",
)
def test_a_name_that_is_no_utf8_is_shown_escaped(texts: Path) -> None:
    (Path(os.fsdecode(os.fsencode(texts) + b"/caf\xe9.txt"))).write_text(
        "x", encoding="utf-8"
    )
    (Path(os.fsdecode(os.fsencode(texts) + b"/bad\xff.txt"))).write_bytes(b"\xff")
    corpus = read(texts, on_error="report")
    assert corpus.names == (r"caf\xe9", "good")
    assert corpus.refused["source"].tolist() == [r"bad\xff.txt"]
    assert corpus.suspected.query("kind == 'name'")["source"].tolist() == [
        r"bad\xff.txt",
        r"caf\xe9.txt",
    ]
    with pytest.raises(ReadError) as caught:
        read(texts)
    str(caught.value).encode()
    for table in (corpus.refused, corpus.suspected, corpus.documents):
        table.to_csv(index=False).encode()


@posix
@pytest.mark.parametrize(
    "name",
    [
        "a\nb",
        "a\tb",
        "\u202eabc",
        "back\\slash",
        "%2e%2e",
        "a b ",
        "CON",
        "a:b",
        "-rf",
        "'",
        '"',
        "ünï",
        "中文",
        "x" * 200,
        "a.b.c",
    ],
)
def test_odd_names_are_ids_and_stay_on_one_line_in_messages(
    name: str, texts: Path
) -> None:
    (texts / f"{name}.txt").write_text("x", encoding="utf-8")
    assert read(texts).raw[name] == "x"
    (texts / f"{name}.txt").write_bytes(b"\xe9")
    with pytest.raises(ReadError) as caught:
        read(texts)
    assert str(caught.value).isprintable()


def test_an_id_is_a_key_and_never_a_path(texts: Path) -> None:
    rows = [
        "doc,x",
        "good,1",
        "../outside/secret,2",
        "/etc/passwd,3",
        "..\\outside\\secret,4",
        "%2e%2e/outside/secret,5",
    ]
    (texts / "metadata.csv").write_text("\n".join(rows), encoding="utf-8")
    corpus = read(texts, on_error="report")
    assert dict(corpus.raw) == {"good": "One belt, one road."}
    assert corpus.refused["line"].tolist() == [3, 4, 5, 6]


@pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="this system takes such names for one"
)
def test_names_that_differ_in_capitals_or_accents_only_are_refused(texts: Path) -> None:
    for name in (
        "Speech",
        "speech",
        unicodedata.normalize("NFC", "été"),
        unicodedata.normalize("NFD", "été"),
    ):
        (texts / f"{name}.txt").write_text(name, encoding="utf-8")
    with pytest.raises(
        MetadataError,
        match=r"^Speech.txt: its name differs from that of speech.txt only in capitals",
    ):
        read(texts)
    corpus = read(texts, on_error="report")
    assert corpus.names == ("good",)
    assert len(corpus.refused) == 4


def test_ids_are_composed_so_that_names_of_any_system_match_the_metadata(
    texts: Path,
) -> None:
    (texts / f"{unicodedata.normalize('NFD', 'été')}.txt").write_text(
        "x", encoding="utf-8"
    )
    (texts / "metadata.csv").write_text(
        f"doc\n{unicodedata.normalize('NFC', 'été')}\ngood\n", encoding="utf-8"
    )
    assert read(texts).names == ("good", unicodedata.normalize("NFC", "été"))


def test_the_order_is_that_of_the_ids(texts: Path) -> None:
    names = ["b", "B2", "a/z", "a", "a-b", "10", "9", "é", "中"]
    for name in names:
        (texts / f"{name}.txt").parent.mkdir(exist_ok=True)
        (texts / f"{name}.txt").write_text(name, encoding="utf-8")
    assert list(read(texts).names) == sorted([*names, "good"])


def test_a_deep_folder_is_read(texts: Path) -> None:
    deep = texts.joinpath(*["d"] * 60)
    deep.mkdir(parents=True)
    (deep / "x.txt").write_text("x", encoding="utf-8")
    assert "/".join(["d"] * 60 + ["x"]) in read(texts).names


def test_a_survey_opens_nothing(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", lambda *rest: pytest.fail("a file was opened"))
    assert [file.doc for file in scan_folder(texts).texts] == ["good"]
