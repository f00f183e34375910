"""Only regular files are read; what is none is refused at once."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from discourse import file_reading
from discourse.file_reading import UnreadableFileError, name_bad_character, read_file

posix = pytest.mark.skipif(os.name != "posix", reason="pipes and devices of Unix")


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(path))


def link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


SPECIAL_FILES = {
    "a pipe": make_pipe,
    "a socket": make_socket,
    "a link to /dev/zero": link_to("/dev/zero"),
    "a link to /dev/null": link_to("/dev/null"),
    "a link to a terminal": link_to("/dev/tty"),
}


def test_the_bytes_of_a_file_are_returned_also_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\x00\xff")
    assert read_file(tmp_path / "a") == b"\x00\xff"
    (tmp_path / "b").symlink_to("a")
    assert read_file(str(tmp_path / "b"), largest=2) == b"\x00\xff"


@posix
@pytest.mark.parametrize("make", SPECIAL_FILES.values(), ids=SPECIAL_FILES)
def test_a_special_file_is_refused_at_once(
    make: Callable[[Path], None], tmp_path: Path
) -> None:
    make(tmp_path / "x")
    with pytest.raises(UnreadableFileError) as caught:
        read_file(tmp_path / "x")
    # A socket, and a terminal where there is none, cannot be opened at all.
    assert caught.value.kind in ("special", "closed")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="it is a folder") as caught:
        read_file(tmp_path)
    assert caught.value.kind == "folder"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no such file or directory"):
        read_file(tmp_path / "x")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "x").open("wb") as file:
        file.truncate(3_000_000_000)  # no disk is used for it
    with pytest.raises(
        UnreadableFileError, match="3,000,000,000 bytes, more"
    ) as caught:
        read_file(tmp_path / "x", largest=50_000_000)
    assert caught.value.size == 3_000_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="files of the Linux kernel")
def test_a_file_that_gives_more_than_its_size_is_read_to_the_limit() -> None:
    # Its size is 0, as that of all files of the kernel.
    assert read_file("/proc/self/status", largest=1_000_000)
    with pytest.raises(UnreadableFileError, match="it has 11 bytes, more than 10"):
        read_file("/proc/self/status", largest=10)


@pytest.mark.parametrize(
    ("path", "character"),
    [
        ("a\0.toml", "U+0000"),
        ("\0", "U+0000"),
        ("a\ud800", "U+D800"),
        ("\udfff", "U+DFFF"),
    ],
)
def test_a_path_with_a_character_that_no_path_can_have_names_it(
    path: str, character: str
) -> None:
    assert name_bad_character(path) == character
    with pytest.raises(
        UnreadableFileError, match=rf"\({character.replace('+', '.')}\)"
    ):
        read_file(path)


def test_a_byte_of_a_name_that_is_no_utf8_is_no_bad_character(tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("names of files are bytes on Unix only")
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system has names in UTF-8 only")
    assert name_bad_character(path) == ""
    assert read_file(os.fsdecode(path)) == b"x"


def test_a_file_that_grows_is_read_to_its_end_or_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"ab" * 100_000)
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as the library opens it
        # The system said that there were three bytes when the file was opened.
        assert file_reading._read_at_most(file, None, 3) == path.read_bytes()
        file.seek(0)
        with pytest.raises(UnreadableFileError, match="11 bytes, more than 10"):
            file_reading._read_at_most(file, 10, 3)
