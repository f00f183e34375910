"""ZIP archives are read member by member, and nothing in them can do harm."""

from __future__ import annotations

import contextlib
import io
import stat
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.text_extraction import archives
from discourse.text_extraction.archives import open_archive, read_member
from discourse.text_extraction.extracted_text import ExtractionError


def _pack(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as writer:
        for name, data in members.items():
            writer.writestr(name, data)
    return file.getvalue()


def _names(data: bytes) -> list[str]:
    return [member.name for member in open_archive(data).members]


def _refusals(data: bytes) -> dict[str, str]:
    return {entry.name: entry.reason for entry in open_archive(data).refused}


def test_members_are_listed_by_name_with_their_sizes_and_read_as_they_were():
    data = _pack({"b/two.txt": b"two", "a.txt": "Frieden für alle".encode()})
    archive = open_archive(data)
    assert [(m.name, m.size) for m in archive.members] == [
        ("a.txt", 17),
        ("b/two.txt", 3),
    ]
    assert read_member(archive, "a.txt").decode() == "Frieden für alle"
    assert read_member(archive, "b/two.txt") == b"two"
    assert archive.refused == ()


@pytest.mark.parametrize(
    "method",
    [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA],
)
def test_each_known_way_of_packing_is_unpacked(method):
    archive = open_archive(_pack({"a.txt": b"peace " * 1000}, method))
    assert read_member(archive, "a.txt") == b"peace " * 1000


@pytest.mark.parametrize(
    "name",
    ["../a.txt", "b/../../a.txt", "/etc/passwd", "C:/a.txt", "..\\a.txt", "C:\\a.txt"],
)
def test_a_name_that_leads_out_of_the_archive_is_refused(name):
    data = _pack({name: b"x", "good.txt": b"y"})
    assert _names(data) == ["good.txt"]
    assert list(_refusals(data).values()) == ["its name leads out of the archive."]


def test_backslashes_of_windows_divide_folders():
    # The module zipfile writes a slash for a backslash only on Windows.
    assert _names(_pack({"speeches\\one.txt": b"x"})) == ["speeches/one.txt"]


def test_a_zero_character_in_a_name_is_refused_by_name():
    data = _pack({"aXtxt": b"x", "good.txt": b"y"}).replace(b"aXtxt", b"a\0txt")
    assert _names(data) == ["good.txt"]
    assert _refusals(data) == {"a\ufffdtxt": "its name holds a zero character."}


def test_points_and_empty_parts_of_a_name_do_not_count():
    assert _names(_pack({"./a//b.txt": b"x"})) == ["a/b.txt"]


def test_one_name_of_two_different_files_is_refused_and_of_two_copies_is_read():
    data = _pack({"a.txt": b"one", "X.txt": b"two", "./b.txt": b"3", "b.txt": b"3"})
    data = data.replace(b"X.txt", b"a.txt")
    assert _names(data) == ["b.txt"]
    assert "they differ" in _refusals(data)["a.txt"]


def test_names_that_do_not_say_that_they_are_utf8_are_read_as_utf8_if_they_are():
    data = _pack({"R??sum??.txt": b"x"}).replace(b"R??sum??", "Résumé".encode())
    assert _names(data) == ["Résumé.txt"]


def test_a_name_in_another_code_is_read_as_code_page_437():
    data = _pack({"Gr?ve.txt": b"x"}).replace(b"Gr?ve", "Grève".encode("cp437"))
    assert _names(data) == ["Grève.txt"]


def test_a_name_in_the_field_of_info_zip_wins():
    info = zipfile.ZipInfo("plain.txt")
    content = struct.pack("<BI", 1, zlib.crc32(b"plain.txt")) + "中文.txt".encode()
    info.extra = struct.pack("<HH", 0x7075, len(content)) + content
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as writer:
        writer.writestr(info, "x")
    assert _names(file.getvalue()) == ["中文.txt"]


def test_a_decomposed_name_is_composed():
    assert _names(_pack({"re\u0301sume\u0301.txt": b"x"})) == ["r\u00e9sum\u00e9.txt"]


def test_hidden_files_and_those_of_macos_are_left_out():
    archive = open_archive(
        _pack({".git/config": b"x", "__MACOSX/._a.txt": b"x", "a.txt": b"y"})
    )
    assert [member.name for member in archive.members] == ["a.txt"]
    assert archive.left_out == (".git/config", "__MACOSX/._a.txt")


@pytest.mark.parametrize(
    ("kind", "word"), [(stat.S_IFLNK, "link"), (stat.S_IFIFO, "pipe")]
)
def test_links_and_pipes_are_refused(kind, word):
    info = zipfile.ZipInfo("a.txt")
    info.create_system = 3
    info.external_attr = (kind | 0o644) << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as writer:
        writer.writestr(info, "/etc/passwd")
        writer.writestr("good.txt", "y")
    assert _names(file.getvalue()) == ["good.txt"]
    assert word in _refusals(file.getvalue())["a.txt"]


def _change_central(data: bytes, offset: int, value: bytes) -> bytes:
    """The archive with other bytes in the first entry of its list of members."""
    start = data.index(b"PK\x01\x02") + offset
    return data[:start] + value + data[start + len(value) :]


def test_a_member_with_a_password_is_refused_by_name():
    data = _pack({"a.txt": b"x", "b.txt": b"y"})
    data = _change_central(data, 8, b"\x01\x00")
    assert _names(data) == ["b.txt"]
    assert _refusals(data) == {"a.txt": "it asks for a password."}


def test_an_unknown_way_of_packing_is_refused_by_name():
    data = _change_central(_pack({"a.txt": b"x", "b.txt": b"y"}), 10, b"\x63\x00")
    assert _names(data) == ["b.txt"]
    assert "method 99" in _refusals(data)["a.txt"]


def test_an_archive_in_an_archive_is_not_opened_but_word_files_are():
    data = _pack({"inner.ZIP": _pack({"a.txt": b"x"}), "b.docx": _pack({"x": b"x"})})
    assert _names(data) == ["b.docx"]
    assert "inside an archive" in _refusals(data)["inner.ZIP"]


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(archives, "_LARGEST_UNPACKED", 50_000)
    bomb = _pack({"bomb.txt": b"0" * 100_000})
    with pytest.raises(ExtractionError, match="hundred times") as caught:
        open_archive(bomb)
    assert caught.value.kind == "large"
    noise = bytes(range(256)) * 4
    filler = {f"{n}.txt": zlib.compress(noise + bytes([n])) for n in range(20)}
    data = _pack({"bomb.txt": b"0" * 100_000, **filler})
    assert "bomb.txt" in _refusals(data)
    assert len(_names(data)) == 20


def test_a_member_is_never_unpacked_beyond_the_size_it_states():
    data = _pack({"a.txt": b"0" * 5_000_000})
    lying = _change_central(data, 24, struct.pack("<I", 10))
    archive = open_archive(lying)
    assert archive.members[0].size == 10
    with pytest.raises(ExtractionError, match=r"'a\.txt' in the archive is damaged"):
        read_member(archive, "a.txt")


def test_too_many_members_are_refused(monkeypatch):
    monkeypatch.setattr(archives, "_MOST_MEMBERS", 3)
    with pytest.raises(ExtractionError, match="more than 3 files") as caught:
        open_archive(_pack({f"{n}.txt": b"x" for n in range(4)}))
    assert caught.value.kind == "large"


def test_a_damaged_member_is_named_and_the_others_are_read():
    data = _pack({"a.txt": b"peace and war", "b.txt": b"good"}, zipfile.ZIP_STORED)
    archive = open_archive(data.replace(b"peace and war", b"peace and waX"))
    with pytest.raises(ExtractionError, match=r"'a\.txt' in the archive is damaged"):
        read_member(archive, "a.txt")
    assert read_member(archive, "b.txt") == b"good"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no archive", b"PK" * 500])
def test_what_is_no_archive_is_refused(data):
    with pytest.raises(ExtractionError, match="not a valid ZIP archive") as caught:
        open_archive(data)
    assert caught.value.kind == "damaged"


def test_a_name_that_no_member_has_is_said():
    archive = open_archive(_pack({"a.txt": b"x"}))
    with pytest.raises(ExtractionError, match=r"no file 'b\.txt'"):
        read_member(archive, "b.txt")


@given(
    position=st.integers(0, 10_000),
    value=st.integers(0, 255),
    cut=st.integers(0, 10_000),
)
def test_any_damage_is_an_error_of_the_library_or_none(position, value, cut):
    data = bytearray(_pack({"a.txt": b"peace and war" * 9, "b/c.txt": b"x" * 99}))
    data[position % len(data)] = value
    damaged = bytes(data[: len(data) - (cut % len(data) if cut % 3 == 0 else 0)])
    with contextlib.suppress(ExtractionError):
        archive = open_archive(damaged)
        for member in archive.members:
            read_member(archive, member.name)


def test_a_few_kilobytes_that_unpack_to_tens_of_megabytes_are_refused():
    with pytest.raises(ExtractionError) as caught:
        open_archive(_pack({"a.txt": b"peace " * 3_000_000}))
    assert caught.value.kind == "large"
    many = {f"{number}.txt": b"peace " * 500_000 for number in range(6)}
    with pytest.raises(ExtractionError) as caught:
        open_archive(_pack(many))
    assert caught.value.kind == "large"
    assert open_archive(_pack({"a.txt": b"peace " * 1_000_000})).refused == ()
