"""Names, ids and texts as charts and shown tables write them."""

from __future__ import annotations

from discourse.tables.written_names import name_in_words, printable_line, shorten_ids


def test_a_hash_is_cut_off_an_id_if_the_rest_is_unique() -> None:
    assert shorten_ids(["000_171e8d33", "001_0e67fac1"]) == {
        "000_171e8d33": "000",
        "001_0e67fac1": "001",
    }
    assert shorten_ids(["chn_20150923", "chn_20160921"]) == {
        "chn_20150923": "chn_20150923",
        "chn_20160921": "chn_20160921",
    }
    assert shorten_ids(["CHN_70_2015", "CHN_71_2016"]) == {
        "CHN_70_2015": "CHN_70_2015",
        "CHN_71_2016": "CHN_71_2016",
    }
    assert shorten_ids(["United_Kingdom", "United_States", "China"]) == {
        n: n for n in ("United_Kingdom", "United_States", "China")
    }
    assert shorten_ids(["a_1", "a"]) == {
        "a": "a",
        "a_1": "a_1",
    }  # "a" is taken by the other
    assert shorten_ids(["_1", "", "null"]) == {
        "_1": "_1",
        "": "",
        "null": "null",
    }
    assert shorten_ids(["a_00112233", "a_00112233"]) == {"a_00112233": "a"}


def test_a_printable_line_has_no_invisible_characters() -> None:
    assert printable_line("a\x00b\u202ec\u200bd\n e\u2028f\ud800") == "abcd e f"
    assert name_in_words("belt_and_road") == "belt and road"
