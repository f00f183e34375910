"""Which encoding a message names: by evidence, and two of them where there is none."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from discourse.errors import EncodingError
from discourse.reading import encoding_hints, read
from discourse.reading.damaged_utf8 import find_stray_bytes

ENGLISH = "The states of the region work together for peace. "


@pytest.fixture(autouse=True)
def _without_chardet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chardet", None)


def message_about(data: bytes, folder: Path) -> str:
    (folder / "x.txt").write_bytes(data)
    with pytest.raises(EncodingError) as caught:
        read(folder / "x.txt")
    return str(caught.value)


def proposed_codecs(message: str) -> list[str]:
    return re.findall(r"discourse\.read\(…, encoding='([^']+)'\)", message)


# What a file holds, and the encoding it has; the advice must read it so.
EVIDENT = [
    ("China’s role in the world", "cp1252"),
    ("we’re ready", "cp1252"),
    ("win–win", "cp1252"),
    ("“quoted”", "cp1252"),
    ("states’ rights", "cp1252"),
    ("rock ‘n’ roll", "cp1252"),
    ("know—the", "cp1252"),
    ("1990–1995", "cp1252"),
    ("and so on…", "cp1252"),
    ("wait…what", "cp1252"),
    ("• item one", "cp1252"),
    ("€ 100", "cp1252"),
    ("€100", "cp1252"),
    ("£100", "cp1252"),
    ("25°C", "cp1252"),
    ("© 2020", "cp1252"),
    ("Mr.\u00a0Smith", "cp1252"),
    ("café", "cp1252"),
    ("cafés are", "cp1252"),
    ("naïve", "cp1252"),
    ("l’été", "cp1252"),
    ("São Paulo", "cp1252"),
    ("Côte d’Ivoire", "cp1252"),
    ("Malmö", "cp1252"),
    (ENGLISH * 100 + "China’s role. " + ENGLISH * 100, "cp1252"),
    (ENGLISH * 100 + "A naïve view. " + ENGLISH * 100, "cp1252"),
    (ENGLISH + "It took première place.", "cp1252"),
    ("société", "mac_roman"),
    ("China’s", "mac_roman"),
    ("société", "cp850"),
    ("共同声明", "cp932"),
    ("日本", "cp932"),
    ("こんにちは", "cp932"),
    ("日本語 and English", "cp932"),
    ("共同声明", "euc_jp"),
    ("日本", "euc_jp"),
    ("共同宣言", "gbk"),
    ("人类", "gbk"),
    ("中国", "gbk"),
    ("“一带一路”", "gbk"),
    ("共同聲明", "big5"),
    ("中國", "big5"),
    ("한국", "cp949"),
    ("공동선언", "cp949"),
    ("мир", "cp1251"),
    ("да", "cp1251"),
    ("Россия и Китай", "cp1251"),
    ("China’s «мир» policy", "cp1251"),
    ("the word мир means peace", "cp1251"),
    ("мир", "koi8_r"),
    ("Россия", "koi8_r"),
    ("Россия", "cp866"),
    ("Россия и Китай", "iso8859_5"),
    ("Łódź", "cp1250"),
    ("współpraca", "cp1250"),
    ("čeština", "cp1250"),
    ("święto", "iso8859_2"),
    ("Η συνεργασία των λαών", "cp1253"),
    ("العالم", "cp1256"),
]


@pytest.mark.parametrize(("text", "codec"), EVIDENT, ids=lambda value: value[:20])
def test_the_encoding_that_is_named_reads_the_file_right(
    text: str, codec: str, tmp_path: Path
) -> None:
    message = message_about(text.encode(codec), tmp_path)
    assert "The file looks like" in message
    (named,) = proposed_codecs(message)
    assert read(tmp_path / "x.txt", encoding=named).raw["x"] == text


@pytest.mark.parametrize(
    "data",
    [b"China\x92s role in the world", b"we\x92re ready", b"win\x96win"],
)
def test_a_sign_of_windows_is_never_a_chinese_character(
    data: bytes, tmp_path: Path
) -> None:
    message = message_about(data, tmp_path)
    assert proposed_codecs(message) == ["cp1252"]
    assert "Shift-JIS" not in message


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Řecko", "cp1250"),
        ("Erdoğan", "cp1254"),
        ("και", "cp1253"),
        ("שלום", "cp1255"),
        ("x\u2013y", "mac_roman"),
    ],
)
def test_two_encodings_are_named_where_the_bytes_do_not_say(
    text: str, codec: str, tmp_path: Path
) -> None:
    message = message_about(text.encode(codec), tmp_path)
    readings = []
    for named in proposed_codecs(message):
        readings.append(read(tmp_path / "x.txt", encoding=named).raw["x"])
        assert readings[-1] in message
    assert text in readings
    if len(readings) > 1:
        assert "Its bytes do not say which encoding it has" in message
        assert "If the first words are right" in message


def test_what_is_no_text_has_no_encoding(tmp_path: Path) -> None:
    for data in (bytes(range(128, 256)), bytes(range(256)), b"\x01\x02\xff\x03" * 9):
        message = message_about(data, tmp_path)
        assert not proposed_codecs(message)


def test_a_rare_sign_in_a_text_has_two_possible_encodings(tmp_path: Path) -> None:
    message = message_about(ENGLISH.encode() + b"A \xd7\xdd sign.", tmp_path)
    assert len(proposed_codecs(message)) == 2
    for named in proposed_codecs(message):
        assert read(tmp_path / "x.txt", encoding=named).raw["x"] in (
            ENGLISH + "A " + b"\xd7\xdd".decode(named) + " sign."
        )


def test_a_folder_is_read_by_the_encodings_that_are_proposed(tmp_path: Path) -> None:
    texts = {"a": "China’s role", "b": "共同声明", "c": "plain"}
    codecs = {"a": "cp1252", "b": "cp932", "c": "ascii"}
    for doc, text in texts.items():
        (tmp_path / f"{doc}.txt").write_bytes(text.encode(codecs[doc]))
    refused = read(tmp_path, on_error="report").refused
    declared = {}
    for remedy in refused["mend"]:
        name, codec = re.findall(r"encodings=\{'([^']+)': '([^']+)'\}", remedy)[0]
        declared[name] = codec
    assert dict(read(tmp_path, encodings=declared).raw) == texts


def test_the_evidence_is_quick_on_a_large_file() -> None:
    data = ("China’s path — “win-win” café. " * 20_000).encode("cp1252")
    assert encoding_hints.likely_encodings(data, 5) == ["cp1252"]


@pytest.mark.parametrize(
    "debris", ["success o£ an economy", "each other‘, since peace"]
)
def test_debris_of_scans_in_english_is_no_accent(debris: str, tmp_path: Path) -> None:
    message = message_about((ENGLISH * 3 + debris).encode("cp1252"), tmp_path)
    assert proposed_codecs(message) == ["cp1252"]


# A file that is UTF-8 but for stray bytes, and what the message says of them.
DAMAGED = [
    ("café 人类 ".encode() + b"don\x92t", "byte 16", "“’” (“café 人类 don’t”)"),
    ("café, ".encode() + b"don\x92t", "byte 10", "“’”"),
    (("Россия и Китай. " * 9).encode() + b"\nwin\x96win.", "line 2", "“–”"),
    ("人类命运共同体".encode() + b"\n\n \x93quoted.", "line 3", "““”"),
    ("é ".encode() * 30 + b"na\xefve.", "line 1", "“ï” (“é é é é é naïve.”)"),
    (b"\xef\xbb\xbf" + "señor ".encode() + b"don\x92t", "byte 13", "“’”"),
    ("“Win-win”, ".encode() + b"the 1990\x961995 plan", "line 1", "“–”"),
]


@pytest.mark.parametrize(("data", "place", "meaning"), DAMAGED, ids=repr)
def test_stray_bytes_in_utf8_are_named_and_no_encoding_is_proposed(
    data: bytes, place: str, meaning: str, tmp_path: Path
) -> None:
    message = message_about(data, tmp_path)
    assert place in message
    assert "The rest of the file is UTF-8" in message
    assert f"In Windows-1252 this byte is {meaning}" in message
    assert "Mend the file" in message
    assert not proposed_codecs(message)
    # What it proposes works: the character that is named, in place of the byte.
    (character,) = re.findall(r"this byte is “(.)”", message)
    (byte,) = re.findall(r"byte (\d+):", message)
    start = int(byte)
    (tmp_path / "x.txt").write_bytes(
        data[:start] + character.encode() + data[start + 1 :]
    )
    assert character in read(tmp_path / "x.txt").raw["x"]


def test_several_stray_bytes_are_counted_by_line(tmp_path: Path) -> None:
    lines = ["人类命运共同体".encode(), b"don\x92t", "é".encode(), b"a\x96b c\x92d"]
    message = message_about(b"\n".join(lines), tmp_path)
    assert "UTF-8 but for 3 such bytes (in lines 2, 4)" in message
    assert not proposed_codecs(message)


def test_a_part_of_a_character_is_nothing_in_windows_1252(tmp_path: Path) -> None:
    data = "人类命运".encode()[:-1] + "共同体".encode()
    message = message_about(data, tmp_path)
    assert "UTF-8 but for 2 such bytes (in line 1)" in message
    assert "Windows-1252" not in message


def test_no_other_encoding_is_to_be_declared_for_damaged_utf8(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes("人类 é ".encode() + b"a\x81b")
    with pytest.raises(EncodingError, match="Most of the file is UTF-8") as caught:
        read(tmp_path / "x.txt", encoding="cp1252")
    assert not proposed_codecs(str(caught.value))


@pytest.mark.parametrize(
    "text", ["会发展委", "世議", "の高い評", "L’été", "人类", "中国", "Р» и"], ids=str
)
@pytest.mark.parametrize("codec", ["gbk", "cp932", "euc_jp", "mac_roman", "koi8_r"])
def test_old_encodings_are_not_taken_for_damaged_utf8(text: str, codec: str) -> None:
    data = text.encode(codec, "ignore")
    assert find_stray_bytes(data) is None


@pytest.mark.parametrize(
    "data",
    [
        b"\x80",
        b"\xff",
        b"\x92",
        b"\x80\n",
        b"$\xff$",
        b"\xb7",
        b"\xff \xe8",
        b"x \xff y",
    ],
)
def test_a_byte_that_stands_alone_is_no_evidence(data: bytes, tmp_path: Path) -> None:
    message = message_about(data, tmp_path)
    assert "looks like" not in message
    assert "not say which encoding" in message
    codecs = proposed_codecs(message)
    assert len(codecs) in (0, 2)
    for codec in codecs:
        assert read(tmp_path / "x.txt", encoding=codec).raw["x"].strip().isprintable()
