"""What a lexicon finds, what it never finds, and what it nearly finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from discourse import tables
from discourse.corpus import Corpus
from discourse.errors import OptionError
from discourse.formulas import lexicon_check, mentions
from discourse.lexicons import Lexicon
from discourse.registries import LEXICON_FINDINGS, NEAR_MISS_CHANGES

FUTURE = "community with a shared future"


def check(
    lexicon: Mapping[str, Any], *texts: str, **options: Any
) -> list[tuple[object, ...]]:
    """Return pattern, finding, surface, count and change of each row, in order."""
    table = lexicon_check(corpus_of(*texts), lexicon, **options)
    assert_is_sound(table, corpus_of(*texts))
    names = ["pattern", "finding", "surface", "count", "differs_in"]
    return list(table[names].itertuples(index=False, name=None))


def corpus_of(*texts: str) -> Corpus:
    return Corpus.from_texts({f"d{n}": text for n, text in enumerate(texts)})


def assert_is_sound(table: pd.DataFrame, corpus: Corpus) -> None:
    tables.check(table, "lexicon_check")
    for row in table.itertuples():
        assert row.finding in LEXICON_FINDINGS
        assert row.differs_in in ("", *NEAR_MISS_CHANGES)
        assert (row.differs_in != "") == (row.finding == "near_miss")
        assert (row.doc == "") == (row.surface == "") == (row.count == 0)
        if row.doc:
            assert corpus.raw[row.doc][row.start : row.end] == row.surface


def near(pattern: object, *texts: str) -> list[tuple[object, ...]]:
    """Return surface, count and change of the near misses of one pattern."""
    rows = check({"f": [pattern]}, *texts)
    return [row[2:] for row in rows if row[1] == "near_miss"]


def notes(lexicon: Mapping[str, Any], *texts: str) -> dict[str, str]:
    """Return the note of each finding; each finding occurs once."""
    table = lexicon_check(corpus_of(*texts), lexicon)
    assert table["finding"].is_unique
    return dict(zip(table["finding"], table["note"], strict=True))


# What a pattern finds


def test_a_pattern_has_its_mentions_and_its_commonest_wording() -> None:
    lexicon = {"f": ["win-win( cooperation)?"]}
    texts = ("A win-win. Win-win cooperation, win-win\ncooperation.", "No win.")
    assert check(lexicon, *texts)[0] == (
        "win-win( cooperation)?", "found", "Win-win cooperation", 3, "",
    )  # fmt: skip
    table = lexicon_check(corpus_of(*texts), lexicon)
    assert table.loc[0, ["documents", "doc", "start", "end"]].tolist() == [
        1, "d0", 11, 30,
    ]  # fmt: skip
    note = 'In 2 wordings; most often "Win-win cooperation", 2 times.'
    assert table["note"][0] == note


def test_a_pattern_that_fits_nowhere_says_why() -> None:
    text = "A shared destiny, and the future of the GI bill."
    assert notes({"f": ["shared rule of law"]}, text)["never_found"] == (
        'The corpus does not have "rule" and "law".'
    )
    assert notes({"f": ["shared future"]}, text)["never_found"] == (
        "The corpus has its words, but not together."
    )
    assert notes({"f": ["obor|one belt"]}, text)["never_found"] == (
        'Each of its wordings has a word that the corpus lacks, such as "obor".'
    )
    upper = {"p": "gi bill", "case": "upper"}
    assert notes({"f": [upper]}, text)["never_found"] == (
        "It occurs in other capital letters only."
    )


def test_a_family_without_any_mention_says_so_first() -> None:
    rows = check({"f": ["shared future", "new era"]}, "Peace.")
    assert [row[:2] for row in rows] == [
        ("", "family_never_found"),
        ("shared future", "never_found"),
        ("new era", "never_found"),
    ]


def test_a_pattern_that_a_longer_one_always_beats() -> None:
    lexicon = {"f": ["strategic partnership", "partnership"]}
    rows = check(lexicon, "A strategic partnership. Our strategic partnership.")
    assert rows[1] == ("partnership", "another_pattern_wins", "partnership", 2, "")
    table = lexicon_check(corpus_of("A strategic partnership."), lexicon)
    assert table["other_pattern"].tolist() == ["", "strategic partnership"]
    # Once it counts by itself, it is found.
    assert check(lexicon, "A strategic partnership, a partnership.")[1][1] == "found"


def test_what_a_not_cancels_and_a_not_that_cancels_nothing() -> None:
    family = {
        "patterns": ["belt and road"],
        "not": ["seat belt and road", "belt and road tax"],
    }
    texts = ("A seat belt and road. The Belt and Road.", "A seat belt and road.")
    assert check({"f": family}, *texts) == [
        ("belt and road", "found", "Belt and Road", 1, ""),
        ("belt and road", "cancelled", "belt and road", 2, ""),
        ("belt and road tax", "unused_not", "", 0, ""),
    ]
    table = lexicon_check(corpus_of(*texts), {"f": family})
    assert table["other_pattern"][1] == "seat belt and road"
    assert "2 of the 3 places" in table["note"][1]
    assert "occurs nowhere" in table["note"][2]


def test_a_pattern_that_a_not_always_cancels_is_not_never_found() -> None:
    family = {"patterns": ["two sets"], "not": ["two sets of"]}
    rows = check({"f": family}, "Two sets of rules, two sets of laws.")
    assert [row[1] for row in rows] == ["family_never_found", "cancelled"]
    assert (
        "every place" in notes({"f": family}, "Two sets of, two sets of")["cancelled"]
    )


def test_a_not_that_is_listed_twice_is_one() -> None:
    family = {"patterns": ["two sets"], "not": ["two sets of", "x", "two sets of", "x"]}
    rows = check({"f": family}, "Two sets of rules.")
    assert [row[1] for row in rows] == [
        "family_never_found", "cancelled", "unused_not",
    ]  # fmt: skip


def test_a_not_that_stands_elsewhere_cancels_nothing() -> None:
    family = {"patterns": ["new era"], "not": ["business community"]}
    rows = check({"f": family}, "A new era. The business community.")
    assert rows[1] == ("business community", "unused_not", "business community", 1, "")


def test_mentions_that_two_families_claim_are_listed_under_both() -> None:
    lexicon = {"era": ["new era"], "deal": ["partnership (in the new era)?"]}
    corpus = corpus_of("A partnership in the new era. A new era.")
    table = lexicon_check(corpus, lexicon)
    twice = table[table["finding"] == "claimed_by_two_families"]
    assert twice[["family", "other_family", "count", "start"]].to_numpy().tolist() == [
        ["era", "deal", 1, 21],
        ["deal", "era", 1, 2],
    ]
    assert '"partnership in the new era"' in twice["note"].iloc[0]


def test_a_mention_that_two_mentions_of_a_family_overlap_is_claimed_once() -> None:
    lexicon = {"one": ["rule of law and order"], "two": ["law", "order"]}
    table = lexicon_check(corpus_of("The rule of law and order."), lexicon)
    twice = table[table["finding"] == "claimed_by_two_families"]
    assert twice[["pattern", "count"]].to_numpy().tolist() == [
        ["rule of law and order", 1],
        ["law", 1],
        ["order", 1],
    ]


def test_a_pattern_that_an_unanchored_wording_beats() -> None:
    short = [{"p": p, "status": "clipped"} for p in ("destiny pact", "destiny")]
    rows = check({"f": [FUTURE, *short]}, "Our destiny pact.")
    assert [row[:2] for row in rows[2:]] == [
        ("destiny pact", "unanchored"),
        ("destiny", "another_pattern_wins"),
    ]


def test_a_short_wording_without_a_full_one_is_unanchored() -> None:
    family = {"patterns": [FUTURE, {"p": "common destiny", "status": "clipped"}]}
    corpus = corpus_of(f"A {FUTURE}, a common destiny.", "Our common destiny.")
    table = lexicon_check(corpus, {"f": family})
    assert table[["finding", "count", "doc"]].to_numpy().tolist() == [
        ["found", 1, "d0"],
        ["found", 1, "d0"],
        ["unanchored", 1, "d1"],
    ]
    assert "same document" in table["note"][2]
    rows = check({"f": family}, "Our common destiny.")
    assert [row[1] for row in rows] == [
        "family_never_found", "never_found", "unanchored",
    ]  # fmt: skip


# Near misses


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("community of a shared future", "word_replaced"),
        ("community with a shared destiny", "word_replaced"),
        ("society with a shared future", "word_replaced"),
        ("community with a bright shared future", "word_more"),
        ("community with shared future", "word_less"),
        ("communities with a shared future", "ending"),
        ("community with a shared-future", "hyphen"),
        ("com-munity with a shared future", "hyphen"),
        ("community, with a shared future", "punctuation"),
        ("community with a shared. Future", "punctuation"),
    ],
)
def test_one_change_is_a_near_miss(text: str, change: str) -> None:
    assert near(FUTURE, f"We want a {text} now.") == [(text, 1, change)]
    assert near(FUTURE, f"A {FUTURE}.") == []


@pytest.mark.parametrize(
    "text",
    [
        "community with the common future",  # two changes
        "community with a shared and lasting, bright future",
        "community with a shared the",  # a function word for a content word
        "of with a shared future",
    ],
)
def test_two_changes_and_glue_are_no_near_miss(text: str) -> None:
    assert near(FUTURE, f"We want a {text} now.") == []


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("American dream", "the American dreams", [("American dreams", 1, "ending")]),
        ("American dream", "the American shared dream, American life", []),
        ("neighbourhood", "a neighborhood", [("neighborhood", 1, "ending")]),
        ("cyberspace", "cyber space", [("cyber space", 1, "hyphen")]),
        ("cyberspace", "cyber-space", [("cyber-space", 1, "hyphen")]),
        ("cyber space", "cyberspace", [("cyberspace", 1, "hyphen")]),
        ("win-win", "winwin", [("winwin", 1, "hyphen")]),
        # Two content words, and any third one, say little.
        ("global security initiative", "a global peace initiative", []),
        ("global security initiative", "a global security pact", []),
        # Two words that a function word holds together say more.
        ("rule of law", "rule by law", [("rule by law", 1, "word_replaced")]),
        ("rule of law", "rule of the people", []),
        ("rule of law", "a rule law", []),
        ("people to people", "people and people", []),
    ],
)
def test_short_patterns_have_few_near_misses(
    pattern: str, text: str, found: Sequence[object]
) -> None:
    assert near(pattern, text) == found


def test_words_that_are_a_phrase_of_their_own_are_near_nothing() -> None:
    pattern = "urge the United Nations"
    few = "Reform the United Nations. " * 20
    assert near(pattern, few)[0] == ("Reform the United Nations", 20, "word_replaced")
    many = "Reform the United Nations. " * 21
    assert near(pattern, many) == []
    # A tenth of the places belong to mentions.
    with_mentions = many + "Urge the United Nations. " * 3
    assert near(pattern, with_mentions)[0][1] == 21


def test_a_function_word_at_the_edge_of_a_pattern_is_not_replaced() -> None:
    assert near("the new normal order", "a new normal order") == []
    assert near("a new normal order", "a new normal life")[0][2] == "word_replaced"


def test_a_pattern_with_case_shows_the_other_case_letter_for_letter() -> None:
    pattern = {"p": "bri", "case": "upper"}
    assert near(pattern, "The BRI, the bri, the Bri, a bri.") == [
        ("bri", 2, "case"),
        ("Bri", 1, "case"),
    ]


def test_near_misses_keep_the_case_of_the_pattern() -> None:
    pattern = {"p": "rule of law", "case": "capital"}
    text = "Rules of Law, rules of law"
    assert ("Rules of Law", 1, "ending") in near(pattern, text)
    assert ("rules of law", 1, "ending") not in near(pattern, text)


def test_what_overlaps_a_mention_or_a_not_is_no_near_miss() -> None:
    family = {
        "patterns": ["rule of law", "rule by law"],
        "not": ["rule for law"],
    }
    rows = check({"f": family}, "Rule by law, rule for law, rule in law.")
    assert [row[2] for row in rows if row[1] == "near_miss"] == ["rule in law"]


def test_what_another_family_counts_is_no_near_miss() -> None:
    lexicon = {"one": ["rule of law"], "two": ["rule by law"]}
    rows = check(lexicon, "The rule by law.")
    assert "near_miss" not in [row[1] for row in rows]
    longer = {"one": [f"{FUTURE} pact"], "two": [FUTURE]}
    rows = check(longer, f"A {FUTURE} plan.")
    assert "near_miss" not in [row[1] for row in rows]
    longer = {"one": ["maritime community with a shared future"], "two": [FUTURE]}
    rows = check(longer, f"An Asian {FUTURE}.")
    assert "near_miss" not in [row[1] for row in rows]


def test_a_place_is_a_near_miss_of_one_pattern_only() -> None:
    lexicon = {"f": ["rule of law", "rule of laws", "rule by law"]}
    rows = check(lexicon, "The rules of law.")
    assert [row[2:] for row in rows if row[1] == "near_miss"] == [
        ("rules of law", 1, "ending")
    ]


def test_the_most_frequent_near_misses_are_listed() -> None:
    text = "rule by law, rule in law, rule in law, rule for law"
    lexicon = {"f": ["rule of law"]}
    assert near("rule of law", text) == [
        ("rule in law", 2, "word_replaced"),
        ("rule by law", 1, "word_replaced"),
        ("rule for law", 1, "word_replaced"),
    ]
    assert [row[1] for row in check(lexicon, text, top=1)].count("near_miss") == 1
    assert [row[1] for row in check(lexicon, text, top=0)].count("near_miss") == 0
    table = lexicon_check(corpus_of(text), lexicon, top=1)
    assert table["note"].iloc[-1] == (
        'Did you mean "rule in law" also? It occurs 2 times.'
    )


def test_wordings_that_differ_in_blanks_and_case_are_one_near_miss() -> None:
    assert near("rule of law", "Rule  by “law”, rule by law") == [
        ("Rule  by “law", 1, "word_replaced"),
        ("rule by law", 1, "word_replaced"),
    ]
    assert near("rule of law", "Rule  by law, rule by LAW, rule by law") == [
        ("Rule  by law", 3, "word_replaced")
    ]


def test_of_equally_frequent_near_misses_that_of_more_documents_comes_first() -> None:
    found = near("rule of law", "rule by law, rule by law, rule in law", "rule in law")
    assert [row[0] for row in found] == ["rule in law", "rule by law"]


def test_a_place_belongs_to_the_pattern_of_which_most_words_are_kept() -> None:
    longer = "global rule of law-order pact"
    rows = check({"f": ["law order", longer]}, "A global rule by law-order pact.")
    assert [row for row in rows if row[1] == "near_miss"] == [
        (longer, "near_miss", "global rule by law-order pact", 1, "word_replaced")
    ]


def test_punctuation_of_the_pattern_may_be_other() -> None:
    assert near("amity, sincerity and peace", "amity; sincerity and peace") == [
        ("amity; sincerity and peace", 1, "punctuation")
    ]


@pytest.mark.parametrize(
    ("language", "found"),
    [("fr", [("droit à vie", 1, "word_replaced")]), ("", [])],
)
def test_function_words_are_those_of_the_language_of_the_pattern(
    language: str, found: Sequence[object]
) -> None:
    pattern = {"p": "droit de vie", "language": language}
    assert near(pattern, "Le droit à vie et la paix.") == found


def test_optional_words_do_not_make_glue() -> None:
    pattern = "(great )?national rejuvenation"
    assert near(pattern, "a great national holiday, a great national plan") == []


def test_a_gap_keeps_more_words() -> None:
    pattern = "community of <4> future"
    assert near(pattern, "a community at some future, a community in the future") == []
    assert near(pattern, "communities of a new future") == [
        ("communities of a new future", 1, "ending")
    ]
    # No word beside a gap is left out, and a gap gets no longer.
    pattern = "global community of <2> shared future"
    assert near(pattern, "a global community shared future") == []
    pattern = "global community <2> shared future"
    assert near(pattern, "a global community of all the shared future") == []
    pattern = "community of <2> shared future plan"
    assert near(pattern, "a community of bright shared future the") == []
    assert near(pattern, "a community of bright shared future pact") == [
        ("community of bright shared future pact", 1, "word_replaced")
    ]


def test_a_pattern_with_too_many_wordings_says_that_it_was_searched_in_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "The rules of law, the rule by law."
    assert len(near("rule of law", text)) == 2
    monkeypatch.setattr("discourse.matching.near_misses.MOST_RELAXED_SEQUENCES", 1)
    assert check({"f": ["rule of law"]}, text)[1:] == [
        ("rule of law", "never_found", "", 0, ""),
        ("rule of law", "near_misses_left_out", "", 0, ""),
        ("rule of law", "near_miss", "rules of law", 1, "ending"),
    ]


def test_chinese_patterns_of_four_characters_or_more() -> None:
    assert near("合作共赢", "合作双赢，合作、共赢。") == [
        ("合作、共赢", 1, "punctuation"),
        ("合作双赢", 1, "word_replaced"),
    ]
    assert near("新时代", "新世代") == []
    # A function word or a Latin letter is no other character.
    assert near("合作共赢", "合作的赢，合作x赢") == []


def test_words_of_chinese_text_change_nothing() -> None:
    texts = {"a": "坚持合作双赢，合作共赢。"}
    lexicon = Lexicon.read({"f": ["合作共赢"]})
    pytest.importorskip("rjieba")
    in_words = Corpus.from_texts(texts, chinese_words=True)
    assert in_words.in_words
    pd.testing.assert_frame_equal(
        lexicon_check(in_words, lexicon),
        lexicon_check(Corpus.from_texts(texts), lexicon),
    )


# The lexicon as a whole


def test_slots_that_are_not_used() -> None:
    lexicon = {
        "slots": {
            "land": "(china|@other)",
            "other": "(france|spain)",
            "grade": "(full|close)",
            "unnamed": "(x|y)",
        },
        "families": {"f": ["(@grade )?partnership with @land"]},
    }
    rows = check(lexicon, "A partnership with Spain. Close friends.")
    assert [row[:2] for row in rows if row[1] == "unused_slot"] == [
        ("@grade", "unused_slot"),
        ("@unnamed", "unused_slot"),
    ]
    table = lexicon_check(corpus_of("A partnership with Spain."), lexicon)
    found = table.set_index("pattern")
    assert found.loc["@unnamed", "note"] == "No pattern names this slot."
    assert "No mention" in found.loc["@grade", "note"]
    assert found.loc["@grade", "family"] == ""


def test_a_slot_that_cues_of_levels_use_is_used() -> None:
    lexicon = {
        "slots": {"land": "(china|spain)"},
        "families": {"f": {"patterns": ["new era"], "levels": {"two": ["@land"]}}},
    }
    assert [row[1] for row in check(lexicon, "For Spain a new era.")] == ["found"]
    rows = check(lexicon, "For us a new era.")
    assert rows[-1][:2] == ("@land", "unused_slot")


def test_patterns_in_a_language_of_no_document_are_not_listed_one_by_one() -> None:
    lexicon = {"f": {"patterns": ["new era"], "zh": ["新时代", "新纪元"]}}
    assert check(lexicon, "A new era.") == [
        ("new era", "found", "new era", 1, ""),
        ("zh", "language_not_written", "", 0, ""),
    ]
    rows = check(lexicon, "A new era.", "我们的新时代")
    assert [row[1] for row in rows] == ["found", "found", "never_found"]


def test_nothing_in_gives_all_columns() -> None:
    table = lexicon_check(Corpus.from_texts({}), {"f": ["new era"]})
    assert_is_sound(table, corpus_of())
    assert table["finding"].tolist()[0] == "family_never_found"
    none = lexicon_check(corpus_of("A new era."), Lexicon((), "none", {"families": {}}))
    assert len(none) == 0
    tables.check(none, "lexicon_check")
    assert len(lexicon_check(corpus_of("", "…"), {"f": ["new era"]})) > 0


def test_masked_text_has_no_near_miss() -> None:
    corpus = corpus_of("The rule by law.")
    masks = pd.DataFrame({"doc": ["d0"], "start": [9], "end": [11]})
    assert (
        "near_miss" in lexicon_check(corpus, {"f": ["rule of law"]})["finding"].tolist()
    )
    masked = corpus.mask(masks)
    table = lexicon_check(masked, {"f": ["rule of law"]})
    assert "near_miss" not in table["finding"].tolist()


@pytest.mark.parametrize("top", [-1, 1.5, "5", None])
def test_top_is_a_whole_number(top: object) -> None:
    with pytest.raises(OptionError, match="top"):
        lexicon_check(corpus_of("Peace."), {"f": ["peace"]}, top=top)  # type: ignore[arg-type]


# The bundled lexicon


def test_counts_agree_with_the_mentions_of_the_seeds(
    seed_texts_corpus: Corpus, lexicon: Lexicon
) -> None:
    table = lexicon_check(seed_texts_corpus, lexicon)
    assert_is_sound(table, seed_texts_corpus)
    found = table[table["finding"] == "found"].set_index(["family", "pattern"])
    ledger = mentions(seed_texts_corpus, lexicon)
    by_pattern = ledger.groupby(["family", "pattern"])
    assert found["count"].to_dict() == by_pattern.size().to_dict()
    assert found["documents"].to_dict() == by_pattern["doc"].nunique().to_dict()
    near_misses = table[table["finding"] == "near_miss"]
    assert len(near_misses) <= 5 * len(found)
    families = table["family"][table["family"] != ""]
    assert list(dict.fromkeys(families)) == list(lexicon.names)


def test_a_saved_check_loads_as_it_was(
    tmp_path: Any, seed_texts_corpus: Corpus
) -> None:
    table = lexicon_check(seed_texts_corpus, "chinese-diplomacy")
    path = tmp_path / "check.csv"
    tables.save(table, path)
    loaded = tables.load(path)
    assert tables.kind_of(loaded) == "lexicon_check"
    pd.testing.assert_frame_equal(loaded, table)


# Notes in plain English


def test_notes_name_one_thing_as_one() -> None:
    text = "Two sets of rules."
    family = {"patterns": ["two sets"], "not": ["two sets of"]}
    told = notes({"f": family}, text)
    assert told["family_never_found"] == "Its only pattern has no mention."
    assert told["cancelled"] == (
        'The `not` "two sets of" cancels the only place where it fits.'
    )
    table = lexicon_check(corpus_of(text), {"f": ["a war", "the law"]})
    assert table["note"][0] == "None of its 2 patterns has a mention."
    table = lexicon_check(corpus_of(text), {"f": ["two sets of", "two sets"]})
    assert table["note"][1] == 'It fits once, and there "two sets of" is taken.'


def test_missing_words_are_a_list() -> None:
    told = notes({"f": ["alpha beta gamma"]}, "Peace.")["never_found"]
    assert told == 'The corpus does not have "alpha", "beta" and "gamma".'
    told = notes({"f": ["alpha beta gamma|delta"]}, "Peace.")["never_found"]
    assert told.startswith("Each of its wordings has a word that the corpus lacks")
    assert " and " not in told or ", " in told


def test_a_full_wording_wins_over_a_longer_short_one() -> None:
    family = {
        "patterns": [
            "developed countries",
            {"p": "least developed countries", "status": "clipped"},
        ]
    }
    rows = check({"f": family}, "The least developed countries.")
    assert [row[:2] for row in rows] == [
        ("developed countries", "found"),
        ("least developed countries", "another_pattern_wins"),
    ]


def test_a_language_of_no_document_may_have_mentions() -> None:
    lexicon = {
        "f": {
            "patterns": ["new era"],
            "original": {"fr": ["gagnant-gagnant", "ère nouvelle"]},
            "language": "en",
        }
    }
    text = "This is the new era of the people, and it is called gagnant-gagnant. " * 3
    table = lexicon_check(corpus_of(text), lexicon)
    assert table["finding"].tolist() == ["found", "found", "language_not_written"]
    assert table["note"][2] == (
        "No document is in French. Of the 2 patterns in it, 1 has mentions in documents "
        "of another language."
    )


def test_other_accents_are_a_near_miss() -> None:
    assert near("laïcité", "La laicite.") == [("laicite", 1, "ending")]
    assert near("Straße der Freiheit", "Strasse der Freiheit") == [
        ("Strasse der Freiheit", 1, "ending")
    ]


def test_an_escaped_sign_names_no_slot() -> None:
    lexicon = {
        "slots": {"land": "(china|spain)"},
        "families": {"f": {"patterns": ["mail \\@land", "mail"]}},
    }
    table = lexicon_check(corpus_of("A mail."), lexicon)
    unused = table[table["finding"] == "unused_slot"]
    assert unused["note"].tolist() == ["No pattern names this slot."]


# The codes and the docstring


def docstring_table(heading: str) -> dict[str, str]:
    """Return the rows of a table in the docstring, by their first column."""
    lines = [line.strip() for line in str(lexicon_check.__doc__).splitlines()]
    first = next(n for n, line in enumerate(lines) if line.startswith(heading)) + 2
    rows: dict[str, str] = {}
    name = ""
    for line in lines[first:]:
        if line.startswith("===="):
            break
        word, _, text = line.partition("  ")
        if text and word.isidentifier():
            name = word
            rows[name] = text.strip()
        else:
            rows[name] += f" {line}"
    return rows


def test_the_docstring_says_what_the_registry_says_of_each_finding() -> None:
    rows = docstring_table("finding  ")
    labels = {}
    for name, code in LEXICON_FINDINGS.items():
        labels[name] = f"{code.label[0].upper()}{code.label[1:]}."
    assert rows == labels
    assert list(rows) == list(LEXICON_FINDINGS)


def test_the_docstring_has_each_change_of_a_near_miss() -> None:
    assert list(docstring_table("differs_in  ")) == list(NEAR_MISS_CHANGES)
