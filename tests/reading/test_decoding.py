"""Encodings and other nasty bytes: read right, or refused by name; what looks odd is said; nothing is guessed."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import tables
from discourse.errors import EncodingError, ReadError
from discourse.reading import encoding_hints, read

EN = "China’s path — “win-win” cooperation, naïve café. One belt, one road.\n"
ZH = "加快构建人类命运共同体，推动共建“一带一路”高质量发展。各位代表：我代表国务院作报告。\n"
ZHT = "加快構建人類命運共同體，推動高質量發展。各位代表：我代表國務院作報告。\n"
JA = "日本語のテキストです。これは人類の共同体についての文章であります。\n"
KO = "한국과 중국의 관계는 매우 중요하다. 우리는 협력을 강화한다.\n"
RU = "Россия и Китай развивают всестороннее партнёрство. «Один пояс, один путь».\n"
FR = "L’été, déjà, la forêt brûlait; les élèves français mangeaient à Orléans.\n"
FR1 = FR.replace("’", "'")  # Latin-1 has no curly apostrophe
PL = "Zażółć gęślą jaźń; Łódź, święto, współpraca między państwami.\n"
EL = "Η συνεργασία των λαών είναι απαραίτητη για την ειρήνη.\n"


class Nasty(NamedTuple):
    """One file, and what must become of it: a text, or a refusal that holds some words; and what is suspected."""

    data: bytes
    text: str | None = None
    refused: str = ""
    suspected: str = ""


FILES: dict[str, Nasty] = {
    # declared by themselves: UTF-8 and byte order marks
    "ascii": Nasty(b"plain", "plain"),
    "utf8": Nasty((EN + ZH).encode(), EN + ZH),
    "utf8_bom": Nasty(EN.encode("utf-8-sig"), EN),
    "utf8_bom_twice": Nasty(b"\xef\xbb\xbf" + EN.encode("utf-8-sig"), "\ufeff" + EN, suspected="marks"),
    "bom_inside": Nasty((EN + "\ufeff" + EN).encode(), EN + "\ufeff" + EN, suspected="marks"),
    "utf16le_bom": Nasty(b"\xff\xfe" + EN.encode("utf-16-le"), EN),
    "utf16be_bom": Nasty(b"\xfe\xff" + ZH.encode("utf-16-be"), ZH, suspected="unsegmented"),
    "utf32le_bom": Nasty(b"\xff\xfe\0\0" + EN.encode("utf-32-le"), EN),
    "utf32be_bom": Nasty(b"\0\0\xfe\xff" + EN.encode("utf-32-be"), EN),
    # shapes
    "empty": Nasty(b"", "", suspected="empty"),
    "bom_only": Nasty(b"\xef\xbb\xbf", "", suspected="empty"),
    "blanks": Nasty(b" \n\t\n", " \n\t\n", suspected="empty"),
    "punctuation": Nasty("…!—“”".encode(), "…!—“”"),
    "one_letter": Nasty(b"a", "a"),
    "crlf": Nasty(b"a\r\nb\r\n", "a\r\nb\r\n"),
    "cr": Nasty(b"a\rb\r", "a\rb\r"),
    "strange_line_ends": Nasty("a\x0bb\x0cc\x1cd\u2028e\x85f".encode(), "a\x0bb\x0cc\x1cd\u2028e\x85f"),
    "long_line": Nasty(b"word " * 112_000, "word " * 112_000, suspected="one line"),
    "long_word": Nasty(b"x" * 300_000, "x" * 300_000, suspected="one line"),
    "many_lines": Nasty(b"x\n" * 50_000, "x\n" * 50_000),
    "nfd": Nasty("cafe\u0301 I\u0307stanbul ﬁ Ⅻ".encode(), "cafe\u0301 I\u0307stanbul ﬁ Ⅻ"),
    "bidi": Nasty("abc \u202edef\u202c".encode(), "abc \u202edef\u202c"),
    "emoji": Nasty("👩‍👩‍👧 🇨🇳".encode(), "👩‍👩‍👧 🇨🇳"),
    "hindi": Nasty("नमस्ते दुनिया".encode(), "नमस्ते दुनिया"),
    "private": Nasty("\ue000 \U0010ffff".encode(), "\ue000 \U0010ffff"),
    # other encodings, not declared
    "gbk": Nasty(ZH.encode("gbk"), refused="looks like GBK"),
    "gb18030": Nasty((ZH + "𠮷 café").encode("gb18030"), refused="looks like GBK"),
    "gbk_in_english": Nasty(EN.replace("ï", "i").encode("gbk"), refused="looks like GBK"),
    "big5": Nasty(ZHT.encode("big5"), refused="looks like Big5"),
    "shift_jis": Nasty(JA.encode("cp932"), refused="looks like Shift-JIS"),
    "euc_jp": Nasty(JA.encode("euc_jp"), refused="looks like EUC-JP"),
    "euc_kr": Nasty(KO.encode("euc_kr"), refused="looks like EUC-KR"),
    "cp1251": Nasty(RU.encode("cp1251"), refused="looks like Windows-1251"),
    "koi8": Nasty(RU.replace("«", "").replace("»", "").encode("koi8_r"), refused="looks like KOI8-R"),
    "cp866": Nasty(RU.replace("«", "").replace("»", "").encode("cp866"), refused="looks like DOS Cyrillic"),
    "iso8859_5": Nasty(RU.replace("«", "").replace("»", "").encode("iso8859_5"), refused="looks like ISO-8859-5"),
    "cp1252": Nasty(EN.encode("cp1252"), refused="looks like Windows-1252"),
    "latin1": Nasty(FR1.encode("latin-1"), refused="looks like Windows-1252"),
    "cp1250": Nasty(PL.encode("cp1250"), refused="looks like Windows-1250"),
    "cp1253": Nasty(EL.encode("cp1253"), refused="looks like Windows-1253"),
    "mac_roman": Nasty(FR.encode("mac_roman"), refused="looks like Mac Roman"),
    "utf16le": Nasty(EN.encode("utf-16-le"), refused="looks like UTF-16-LE without a byte order mark"),
    "utf16be": Nasty(EN.encode("utf-16-be"), refused="looks like UTF-16-BE without a byte order mark"),
    "utf16le_han": Nasty(ZH.encode("utf-16-le"), refused="looks like UTF-16-LE without a byte order mark"),
    "utf32le": Nasty(EN.encode("utf-32-le"), refused="looks like UTF-32-LE without a byte order mark"),
    "utf32be": Nasty(EN.encode("utf-32-be"), refused="looks like UTF-32-BE without a byte order mark"),
    # seven bits: valid ASCII, and yet something else
    "iso2022_jp": Nasty(JA.encode("iso2022_jp"), refused="looks like ISO-2022-JP"),
    "iso2022_kr": Nasty(KO.encode("iso2022_kr"), refused="looks like ISO-2022-KR"),
    "iso2022_cn": Nasty(b"\x1b$)A\x0e1D5X\x0f", refused="looks like ISO-2022"),
    "hz": Nasty(ZH.replace("“", "").replace("”", "").encode("hz"), refused="looks like HZ"),
    "utf7": Nasty(ZH.encode("utf-7"), refused="looks like UTF-7"),
    "utf7_one": Nasty(b"caf+AOk- one", "caf+AOk- one", suspected="seven-bit"),
    "plus_and_minus": Nasty(b"call +44-20 (A+B-C) a+b-c ~ {x}", "call +44-20 (A+B-C) a+b-c ~ {x}"),
    # damaged
    "cut_off": Nasty(ZH.encode()[:-2], refused="ends in the middle of a character"),
    "last_letter": Nasty(b"un caf\xe9", refused="looks like Windows-1252"),
    "overlong": Nasty(b"a slash: \xc0\xaf", refused="is not valid UTF-8"),
    "surrogate": Nasty(b"half: \xed\xa0\x80", refused="halves of surrogate pairs"),
    "cesu8": Nasty(b"\xed\xa0\xbd\xed\xb8\x80", refused="halves of surrogate pairs"),
    "too_high": Nasty(b"\xf4\x90\x80\x80", refused="is not valid UTF-8"),
    "two_encodings": Nasty(ZH.encode() + FR.encode("cp1252"), refused="joined from two encodings"),
    "utf16_cut": Nasty(b"\xff\xfe" + EN.encode("utf-16-le")[:-1], refused="its byte order mark declares"),
    "utf16_half": Nasty(b"\xff\xfea\0\x00\xd8b\0", refused="its byte order mark declares"),
    "replaced": Nasty("caf\ufffd \ufffd".encode(), "caf\ufffd \ufffd", suspected="replacement"),
    "mojibake": Nasty(EN.replace("”", "").encode().decode("cp1252").encode(), None, suspected="mojibake"),
    "controls": Nasty("China\x92s path".encode(), "China\x92s path", suspected="controls"),
    "a_zero": Nasty(EN.encode() + b"\0" + EN.encode(), EN + "\0" + EN, suspected="zeros"),
    "zeros": Nasty(b"abc\0\0\0\0def\0\0", refused="are zero, so this is not a text file"),
    "one_zero": Nasty(b"abc\0", refused="line 1, byte 3: this byte is zero (the character NUL)"),
    "divided": Nasty(
        b"The or-\nder of na-\r\n  tions is kept.\nIt is kept.\n",
        "The or-\nder of na-\r\n  tions is kept.\nIt is kept.\n",
        suspected="divided words",
    ),
    # not text at all
    "png": Nasty(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), refused="this is a PNG image"),
    "jpeg": Nasty(b"\xff\xd8\xff\xe0\x00\x10JFIF", refused="this is a JPEG image"),
    "pdf": Nasty(b"%PDF-1.7\n1 0 obj\n", refused="this is a PDF document"),
    "gzip": Nasty(b"\x1f\x8b\x08\0" + bytes(20), refused="this is a gzip archive"),
    "docx": Nasty(b"PK\x03\x04\x14\0..word/document.xml..", refused="this is a Word document (.docx)"),
    "zip": Nasty(b"PK\x03\x04\x14\0..a.txt..", refused="this is a zip archive"),
    "doc": Nasty(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), refused="old Microsoft Office document"),
    "rtf": Nasty(rb"{\rtf1\ansi One belt}", refused="rich text (RTF)"),
    "parquet": Nasty(b"PAR1" + bytes(9) + b"PAR1", refused="a Parquet table"),
    "sqlite": Nasty(b"SQLite format 3\0", refused="an SQLite database"),
    "every_byte": Nasty(bytes(range(256)), refused="is not valid UTF-8"),
    # mark-up
    "html": Nasty(b"<html><body><p>One belt</p></body></html>", "<html><body><p>One belt</p></body></html>", suspected="html"),
    "broken_html": Nasty(b"a <![x and <p", "a <![x and <p"),
    "many_brackets": Nasty(b"<" * 200_000, "<" * 200_000, suspected="one line"),
    "less_than": Nasty(b"a < b > c <<<<<<< HEAD", "a < b > c <<<<<<< HEAD"),
    "entities": Nasty(b"Belt &amp; Road&#8217;s", "Belt &amp; Road&#8217;s", suspected="entities"),
}  # fmt: skip

QUIET = {"traditional characters", "unsegmented", "not read"}


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 63


@pytest.mark.parametrize("name", FILES)
def test_a_nasty_file_is_read_right_or_refused_by_name(
    name: str, tmp_path: Path
) -> None:
    nasty = FILES[name]
    path = tmp_path / f"{name}.txt"
    path.write_bytes(nasty.data)
    if nasty.refused:
        with pytest.raises(EncodingError) as caught:
            read(path)
        message = str(caught.value)
        assert message.startswith(f"{name}.txt")
        assert nasty.refused in message
        return
    corpus = read(path)
    text = nasty.data.decode() if nasty.text is None else nasty.text
    assert dict(corpus.raw) == {name: text}
    assert set(corpus.suspected["kind"]) - QUIET == {nasty.suspected} - QUIET - {""}
    assert repr(corpus)


def test_a_folder_of_them_keeps_every_good_document(tmp_path: Path) -> None:
    for name, nasty in FILES.items():
        (tmp_path / f"{name}.txt").write_bytes(nasty.data)
    good = [f"good_{number:02}" for number in range(12)]
    for name in good:
        (tmp_path / f"{name}.txt").write_text(
            f"{name} one belt, one road", encoding="utf-8"
        )
    bad = sorted(name for name, nasty in FILES.items() if nasty.refused)
    with pytest.raises(EncodingError) as caught:
        read(tmp_path)
    assert str(caught.value).startswith(f"{bad[0]}.txt")
    assert f"among {len(FILES) + 12} files" in str(caught.value)
    corpus = read(tmp_path, on_error="report")
    assert list(corpus.names) == sorted({*good, *FILES} - set(bad))
    assert all(corpus.raw[name] == f"{name} one belt, one road" for name in good)
    refused = tables.check(corpus.refused, "refused")
    assert refused["source"].tolist() == [f"{name}.txt" for name in bad]
    assert (refused["mend"].str.len() > 10).all()


@pytest.mark.parametrize(
    ("name", "codec", "text"),
    [
        ("gbk", "gbk", ZH),
        ("gb18030", "gb18030", ZH + "𠮷 café"),
        ("big5", "big5", ZHT),
        ("shift_jis", "cp932", JA),
        ("euc_jp", "euc_jp", JA),
        ("euc_kr", "cp949", KO),
        ("cp1251", "cp1251", RU),
        ("latin1", "latin-1", FR1),
        ("mac_roman", "mac_roman", FR),
        ("utf16le", "utf-16-le", EN),
        ("utf32be", "utf-32-be", EN),
        ("iso2022_jp", "iso2022_jp", JA),
        ("utf7", "utf-7", ZH),
        (
            "utf8_bom",
            "cp1252",
            EN,
        ),  # a byte order mark is believed before what is declared
        ("utf16le_bom", "gbk", EN),
    ],
)
def test_a_declared_encoding_is_read_exactly(
    name: str, codec: str, text: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(FILES[name].data)
    assert read(path, encoding=codec).raw["x"] == text
    assert read(tmp_path, encodings={"x": codec}).raw["x"] == text
    (tmp_path / "metadata.csv").write_text(
        f"doc,encoding\nx,{codec}\n", encoding="utf-8"
    )
    assert read(tmp_path).raw["x"] == text
    assert read(tmp_path, encodings={"x.txt": codec}, encoding="ascii").raw["x"] == text


def test_the_codec_that_a_message_names_reads_the_file(tmp_path: Path) -> None:
    for name, nasty in FILES.items():
        path = tmp_path / f"{name}.txt"
        path.write_bytes(nasty.data)
        if "looks like" in nasty.refused:
            with pytest.raises(EncodingError) as caught:
                read(path)
            if "encoding='" not in str(caught.value):
                continue  # no codec is known for it
            codec = str(caught.value).split("encoding='")[1].split("'")[0]
            assert not set(read(path, encoding=codec).suspected["kind"]) - QUIET, name


def test_a_metadata_table_in_utf8_is_read_beside_texts_in_another_encoding(
    tmp_path: Path,
) -> None:
    (tmp_path / "é.txt").write_bytes(FR.encode("cp1252"))
    (tmp_path / "metadata.csv").write_text("doc,lieu\né,Orléans\n", encoding="utf-8")
    assert read(tmp_path, encoding="cp1252").documents.to_dict("records") == [
        {"doc": "é", "lieu": "Orléans"}
    ]
    (tmp_path / "metadata.csv").write_bytes("doc,lieu\né,Orléans\n".encode("cp1252"))
    assert read(tmp_path, encoding="cp1252").documents["lieu"].tolist() == ["Orléans"]
    with pytest.raises(
        EncodingError,
        match=r"^metadata.csv, line 2, byte 9: .* looks like Windows-1252 .*'CSV UTF-8'",
    ):
        read(tmp_path, encodings={"é": "cp1252"})


def test_a_wrong_declaration_is_refused_or_suspected(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(EN.encode())
    with pytest.raises(
        EncodingError,
        match=r"not valid in ascii, the encoding declared\. It is valid UTF-8",
    ):
        read(path, encoding="ascii")
    odd = read(path, encoding="latin-1").suspected
    assert odd["kind"].tolist()[0] == "encoding"
    assert "valid UTF-8 as well" in odd["reason"].iloc[0]
    path.write_bytes(EN.encode("utf-8-sig"))
    assert (
        "its byte order mark says UTF-8"
        in read(path, encoding="cp1252").suspected["reason"].iloc[0]
    )
    path.write_bytes(EN.encode("utf-16-be"))
    with pytest.raises(
        EncodingError,
        match=r"no byte order mark to say which byte comes first\. Declare the order: .*'utf-16-le'",
    ):
        read(path, encoding="UTF16")
    path.write_bytes(RU.encode("cp1251"))
    with pytest.raises(
        EncodingError, match=r"looks like Windows-1251: try .*encoding='cp1251'"
    ):
        read(path, encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("doc,encoding\nx,cp-x\n", encoding="utf-8")
    with pytest.raises(
        ReadError,
        match=r"^metadata.csv, line 2: column 'encoding': 'cp-x' is not an encoding",
    ):
        read(tmp_path)


def test_a_declared_encoding_lets_nothing_by(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"+2AA-x")
    with pytest.raises(
        EncodingError,
        match=r"^x\.txt: character 0 decodes to half of a surrogate pair \(U\+D800\)",
    ):
        read(path, encoding="utf-7")
    path.write_bytes("\ufeffOne belt".encode("gb18030"))
    assert read(path, encoding="gb18030").raw["x"] == "One belt"
    path.write_bytes(bytes(range(128, 256)))
    with pytest.raises(
        EncodingError, match="it has another encoding or several, or it is damaged"
    ):
        read(path, encoding="gb18030")
    path.write_bytes(b"\xff\0\0\0abc\0")
    with pytest.raises(EncodingError, match="full of zero bytes"):
        read(path)


def test_the_place_of_a_fault_is_exact(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"one\r\ntwo\rthree\n\x0b\xe2\x80\xa8 caf\xe9 four")
    with pytest.raises(EncodingError, match=r"^x.txt, line 4, byte 23: the byte 0xE9 "):
        read(path)
    path.write_bytes(b"\xff\xfe" + "a\nb\n".encode("utf-16-le") + b"\x00\xdc\x61\x00")
    with pytest.raises(EncodingError, match=r"^x.txt, line 3, byte 10: "):
        read(path)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (None, "does not look like any of the usual encodings"),
        (
            {"encoding": "cp437", "confidence": 0.9},
            r"looks like CP437 .*encoding='cp437'",
        ),
        ({"encoding": "cp437", "confidence": 0.1}, "does not look like"),
        ({"encoding": "ascii", "confidence": 0.9}, "does not look like"),
        ({"encoding": "no-such-codec", "confidence": 0.9}, "does not look like"),
        ({"encoding": None, "confidence": None}, "does not look like"),
    ],
)
def test_chardet_may_word_a_message_and_no_more(
    found: dict[str, object] | None,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stub = None if found is None else SimpleNamespace(detect=lambda data: found)
    monkeypatch.setitem(sys.modules, "chardet", stub)  # type: ignore[arg-type]
    path = tmp_path / "x.txt"
    path.write_bytes(bytes(range(128, 256)))
    with pytest.raises(EncodingError, match=words):
        read(path)


def test_a_good_file_is_never_taken_for_another_encoding() -> None:
    for text in (EN, ZH, ZHT, JA, KO, RU, FR, PL, EL):
        data = text.encode()
        assert encoding_hints.recognise_file_type(data) is None
        assert encoding_hints.encoding_without_mark(data) is None
        assert encoding_hints.seven_bit_encoding(data) is None


@given(text=st.text())
def test_any_text_written_as_utf8_comes_back_letter_for_letter(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.txt"
    path.write_bytes(
        text.encode("utf-8-sig")
    )  # marked, so that nothing about the bytes is in doubt
    assert read(path).raw["round"] == text


# Oddities in real texts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        EN,
        FR,
        RU,
        PL,
        EL,
        KO,
        "à « X », dit-il : «\xa0Né à Sète\xa0»",
        "Groß” und “Spaß”",
        "Â",
        "ÉTÉ À ORLÉANS",
    ],
)
def test_plain_text_of_many_languages_is_not_suspected(
    text: str, tmp_path: Path
) -> None:
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    assert read(tmp_path).suspected.empty


def test_texts_that_stand_twice_are_said_once(tmp_path: Path) -> None:
    for name, text in {
        "a": "x",
        "b": "x",
        "c": "x",
        "d": "",
        "e": "",
        "f": "y",
    }.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    rows = read(tmp_path).suspected.query("kind == 'duplicate'")
    assert rows[["source", "count"]].values.tolist() == [["a.txt", 3]]
    assert "b.txt, c.txt" in rows["reason"].iloc[0]


def test_texts_that_differ_only_outside_their_middle_are_no_duplicates() -> None:
    middle = "the same words in the middle of each text, and no others. " * 3
    texts = {"a": f"x{middle}x", "b": f"x{middle}y", "c": f"y{middle}x", "d": "z"}
    assert read(texts).suspected.empty
    rows = read({**texts, "e": texts["b"]}).suspected
    assert rows[["source", "count"]].values.tolist() == [["b", 2]]


def test_han_is_said_to_be_counted_character_by_character(tmp_path: Path) -> None:
    (tmp_path / "zh.txt").write_text(ZH, encoding="utf-8")
    (tmp_path / "mixed.txt").write_text(EN * 3 + ZH[:20], encoding="utf-8")
    (tmp_path / "ja.txt").write_text(JA, encoding="utf-8")
    rows = read(tmp_path).suspected
    assert rows[["source", "kind"]].values.tolist() == [
        ["ja.txt", "unsegmented"],
        ["zh.txt", "unsegmented"],
    ]
    assert tables.kind_of(rows) == "suspected"


# Files made with a known encoding, where they lie beside the repository ---------------------------------------------------


def test_files_whose_true_encoding_is_known(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data" / "encodings_made"
    if not folder.is_dir():
        pytest.skip(f"needs {folder.name}/, which is not in the folder of shared data")
    rows = list(
        csv.DictReader(
            (folder / "manifest.csv").read_text(encoding="utf-8").splitlines()
        )
    )
    assert rows
    for row in rows:
        path = folder / Path(row["file"]).name
        encoding = row["true_encoding"]
        truth = (folder / f"{path.name.split('.')[0]}.truth.txt").read_bytes().decode()
        if "mojibake" in encoding:
            assert "mojibake" in set(read(path).suspected["kind"]), path.name
            continue
        assert read(path, encoding=encoding).raw[path.stem] == truth, path.name
        if encoding in ("utf-8", "utf-8-sig", "utf-16"):
            assert read(path).raw[path.stem] == truth, path.name
            continue
        with pytest.raises(EncodingError) as caught:
            read(path)
        said = str(caught.value).split("encoding='")[1].split("'")[0]
        assert read(path, encoding=said).raw[path.stem] == truth, path.name
