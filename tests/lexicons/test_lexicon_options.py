"""Languages, originals and options of a lexicon: what is taken, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from discourse.corpus import Corpus
from discourse.csv_records import bundled_rows
from discourse.errors import LexiconError
from discourse.formulas import frequencies, mentions
from discourse.lexicons import Lexicon
from discourse.lexicons.language_codes import find_language_code
from discourse.lexicons.original_wordings import language_of_wording
from discourse.registries import LANGUAGES, STOP_LISTS


def test_the_names_of_languages_are_those_of_the_table() -> None:
    for row in bundled_rows("language_names.csv"):
        assert LANGUAGES.label(row["code"], "") == row["name"]


def test_every_code_and_name_of_a_language_is_known() -> None:
    labels = [entry.label for entry in LANGUAGES.values()]
    assert len(set(labels)) == len(labels)
    for code, entry in LANGUAGES.items():
        assert find_language_code(code) == code
        assert find_language_code(entry.label.upper()) == code
    assert all(find_language_code(name) == name for name in STOP_LISTS)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("FR", "fr"),
        ("fr-FR", "fr"),
        ("French", "fr"),
        ("français", "fr"),
        ("fra", "fr"),
        ("zh-CN", "zh"),
        ("zh_Hans", "zh"),
        ("ZH", "zh"),
        ("中文", "zh"),
        ("pt_BR", "pt"),
        ("grc", "grc"),
    ],
)
def test_a_language_is_one_code_however_it_is_written(written: str, code: str) -> None:
    lexicons = [
        Lexicon.read({"language": written, "families": {"w": ["x y"]}}),
        Lexicon.read({"w": {"patterns": ["x y"], "language": written}}),
        Lexicon.read({"w": [{"p": "x y", "language": written}]}),
    ]
    for lexicon in lexicons:
        assert lexicon["w"].languages == (code,)
    lexicon = Lexicon.read({"w": {"patterns": ["a"], "original": {written: "x y"}}})
    assert lexicon["w"].languages == ("", code)
    assert bool(lexicon["w"].zh) == (code == "zh")


def test_a_text_is_of_its_language_however_the_language_is_written() -> None:
    french = "Nous voulons une coopération gagnant-gagnant pour la paix dans le monde."
    family = {"patterns": ["win-win"], "original": {"FR": "gagnant-gagnant"}}
    lexicon = {"language": "English", "families": {"w": family}}
    table = frequencies(Corpus.from_texts({"f": french}), lexicon)
    assert table["language"].tolist() == ["fr"]
    assert table["count"].tolist() == [1]


def test_only_the_languages_of_han_texts_keep_their_han_wordings() -> None:
    languages = [
        language_of_wording("共栄", code) for code in ("ja", "ko", "kok", "za")
    ]
    assert languages == ["ja", "ko", "zh", "zh"]


@pytest.mark.parametrize("value", ["Englsh", "7", "jp", "x", "e n", 7, ["en"]])
def test_what_is_no_language_is_refused(value: Any) -> None:
    lexicons: list[tuple[dict[str, Any], str]] = [
        ({"language": value, "families": {"w": ["a"]}}, "^a dict: language is"),
        ({"w": {"patterns": ["a"], "language": value}}, "family 'w': language is"),
        ({"w": [{"p": "a", "language": value}]}, "'w', pattern 1: language is"),
    ]
    if isinstance(value, str):
        family = {"patterns": ["a"], "original": {value: "b"}}
        lexicons.append(({"w": family}, "'w', original: language is"))
    for lexicon, message in lexicons:
        with pytest.raises(LexiconError, match=message) as caught:
            Lexicon.read(lexicon)
        assert 'expected a code of ISO 639 such as "en"' in str(caught.value)


def test_a_language_that_is_misspelt_is_proposed() -> None:
    with pytest.raises(LexiconError, match="Did you mean 'English'"):
        Lexicon.read({"language": "Englsh", "families": {"w": ["a"]}})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("language", "de"),
        ("title", "My lexicon"),
        ("version", 2),
        ("slots", {"x": "(a|b)"}),
    ],
)
def test_what_is_said_of_a_lexicon_is_no_family(key: str, value: Any) -> None:
    content = {key: value, "soz": ["soziale marktwirtschaft"]}
    with pytest.raises(LexiconError) as caught:
        Lexicon.read(content)
    message = str(caught.value)
    assert message.startswith(f"a dict: {key!r} stands beside the families")
    shown = "{...}" if key == "slots" else repr(value)
    assert f"{{{key!r}: {shown}, 'families': {{...}}}}" in message
    inner = {key: value, "families": {"soz": ["soziale marktwirtschaft"]}}
    assert Lexicon.read(inner).names == ("soz",)
    # A family may have this name.
    assert Lexicon.read({key: ["a"]}).names == (key,)
    assert Lexicon.read({key: {"patterns": ["a"]}}).names == (key,)


def test_a_dict_is_not_advised_as_a_toml_file_is() -> None:
    with pytest.raises(
        LexiconError, match=r"write \{'families': \{'v': \[\.\.\.\]\}\}"
    ):
        Lexicon.read({"families": {"w": ["a"]}, "v": ["b"]})


def test_an_original_without_a_language_where_the_patterns_have_one() -> None:
    family = {"patterns": ["will to live"], "original": "Wille zum Leben"}
    assert Lexicon.read({"w": family})["w"].languages == ("",)
    message = (
        r"'Wille zum Leben' has no language, and the patterns have one \(\"en\"\); "
        r'write original = \{ de = "\.\.\." \}'
    )
    with pytest.raises(LexiconError, match=message):
        Lexicon.read({"language": "en", "families": {"w": family}})
    family = {"patterns": ["will to live"], "original": {"de": "Wille zum Leben"}}
    lexicon = Lexicon.read({"language": "en", "families": {"w": family}})
    assert lexicon["w"].languages == ("en", "de")


def test_a_text_counts_once_in_the_first_language_that_has_it() -> None:
    original = {"zh": "共栄", "ja": "共栄", "fr": "x y"}
    family = Lexicon.read({"w": {"patterns": ["x y"], "original": original}})["w"]
    assert [(phrase.id, phrase.language) for phrase in family.phrases] == [
        ("x y", ""),
        ("共栄", "zh"),
    ]


@pytest.mark.parametrize(
    ("original", "text"),
    [
        ("la paix … et la sécurité", "Pour la paix… et la sécurité."),
        ("paix [durable] partout", "une paix [durable] partout"),
        ("paix/sécurité", "la paix/sécurité"),
        ("शांति… और विकास", "शांति… और विकास"),
    ],
)
def test_signs_of_an_original_mean_themselves(original: str, text: str) -> None:
    lexicon = {"w": {"patterns": ["peace"], "original": original}}
    assert len(mentions(Corpus.from_texts({"a": text}), lexicon)) == 1


@pytest.mark.parametrize(
    ("original", "message"),
    [
        (
            "…",
            "the original '…' has no letter, digit or Han character; write the words",
        ),
        ("***", r"the original '\*\*\*' has no letter"),
        ("ab " * 1_000, "has 3,000 characters, more than 2,000"),
        ([{"zh": "共赢"}], r'write original = \{ zh = "\.\.\.", fr = "\.\.\." \}'),
        ({"": "a"}, "original: language is ''"),
        ([3], "Put it in quotation marks"),
    ],
)
def test_what_is_no_original_is_refused(original: Any, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        Lexicon.read({"w": {"patterns": ["a"], "original": original}})


def test_a_first_use_that_is_not_known() -> None:
    for used in (None, {"from": None}):
        with pytest.raises(LexiconError, match="used from None; expected a year"):
            Lexicon.read({"w": {"patterns": ["a"], "used": used}})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("status", "clipped"),
        ("anchor", "document"),
        ("years", "2013"),
        ("strict", False),
        ("language", "fr"),
    ],
)
def test_what_has_no_effect_is_refused(key: str, value: Any) -> None:
    item = {"p": "b", key: value}
    message = f"{key!r} is said of a wording that is counted, and has no effect here"
    with pytest.raises(LexiconError, match=f"'w', not 2: {message}"):
        Lexicon.read({"w": {"patterns": ["a"], "not": ["c", item]}})
    with pytest.raises(LexiconError, match=f"level 'x' 1: {message}"):
        Lexicon.read({"w": {"patterns": ["a"], "levels": {"x": [item]}}})
    Lexicon.read({"w": {"patterns": ["a"], "not": [{"p": "B", "case": "upper"}]}})


@pytest.mark.parametrize(
    "content",
    [
        {"w": ["a\0b"]},
        {"a\x1bb": ["w"]},
        {"w": {"patterns": ["a"], "original": "共\x01赢"}},
        {"w": {"patterns": ["a"], "gloss": "a\x7fb"}},
        {"w": {"patterns": ["a"], "levels": {"\x9f": ["b"]}}},
    ],
)
def test_control_characters_are_refused(content: dict[str, Any]) -> None:
    with pytest.raises(
        LexiconError, match=r"has U\+00.., a control character"
    ) as error:
        Lexicon.read(content)
    assert str(error.value).isprintable()


def test_control_characters_that_are_blanks_are_taken() -> None:
    assert len(Lexicon.read({"w": {"patterns": ["a\tb"], "gloss": "a\r\nb\x0c"}})) == 1


def test_a_gap_is_written_with_digits_of_ascii() -> None:
    with pytest.raises(LexiconError, match="a gap is '<n>'"):
        Lexicon.read({"w": ["a <٤> b"]})
