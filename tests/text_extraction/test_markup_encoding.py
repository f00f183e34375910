"""The encoding that a web page or an XML file declares for itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.text_extraction.markup_encoding import declared_encoding


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        (b'<meta charset="utf-8">', "utf-8"),
        (b"<META CHARSET=UTF8>", "utf-8"),
        (b"<meta charset='ISO-8859-1'/>", "cp1252"),
        (b'<meta charset="us-ascii">', "cp1252"),
        (b'<meta charset="iso-8859-9">', "cp1254"),
        (b'<meta charset="GBK">', "gb18030"),
        (b'<meta charset="big5">', "big5hkscs"),
        (b'<meta charset="Shift_JIS">', "cp932"),
        (b'<meta charset="ks_c_5601-1987">', "cp949"),
        (b'<meta charset="utf-16">', "utf-8"),
        (b'<meta charset="windows-1256">', "cp1256"),
        (b'<meta charset="koi8-r">', "koi8-r"),
        (
            b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">',
            "gb18030",
        ),
        (b'<!-- <meta charset="big5"> --><meta charset="euc-jp">', "euc_jp"),
        (b'<?xml version="1.0" encoding="windows-1251"?><TEI/>', "cp1251"),
        (b"\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?><a/>", "utf-8"),
        (b'<!-- <meta charset="big5">', None),
        (b'<meta name="description" content="speech">', None),
        (b'<meta charset="made-up">', None),
        (b'<meta charset="hex">', None),
        (b'<meta charset="utf-7">', None),
        (b'<meta charset="unicode_escape">', None),
        (b'<meta charset="rot13"><meta charset="koi8-u">', "koi8-u"),
        (b'<p>charset="gbk"</p>', None),
        (b" " * 5_000 + b'<meta charset="gbk">', None),
        (b"", None),
    ],
)
def test_declared_encoding(data, codec):
    assert declared_encoding(data) == codec


@given(st.binary(max_size=60))
def test_any_name_gives_a_codec_or_nothing(name):
    codec = declared_encoding(b'<meta charset="' + name + b'">')
    if codec is not None:
        assert "a".encode(codec) == b"a"


def test_open_comments_and_tags_take_no_time():
    assert declared_encoding(b"<!--" * 100_000) is None
    assert declared_encoding(b"<meta " * 100_000) is None
