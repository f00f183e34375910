"""Which encoding a message names: by evidence, and two of them where there is none."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from discourse.errors import EncodingError
from discourse.reading import encoding_hints, read

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
