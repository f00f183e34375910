"""The mentions of formulas in the seeds, one by one."""

from __future__ import annotations

import pandas as pd
import pytest
from hand_corpora import CENTRAL_ASIA

import discourse as dc
from discourse import tables
from discourse.corpus import Corpus
from discourse.formulas import frequencies, mentions, timeline, variants
from discourse.lexicons import Lexicon

SHARED_FUTURE_MENTIONS = [
    ("000", 266, 292, "Community of Shared Future", "variant", True, CENTRAL_ASIA),
    ("000", 1770, 1800, "community with a shared future", "standard", True, "mankind"),
    ("000", 3080, 3100, "community of destiny", "variant", True, CENTRAL_ASIA),
    ("000", 5346, 5376, "community with a shared future", "standard", True, "mankind"),
    ("001", 550, 566, "Fate of the Fate", "allusive", False, CENTRAL_ASIA),
    ("001", 878, 898, "community of destiny", "variant", True, CENTRAL_ASIA),
    (
        "001",
        1483,
        1524,
        "community of China -Central Asian destiny",
        "garbled",
        True,
        CENTRAL_ASIA,
    ),
    ("001", 5248, 5274, "community of human destiny", "variant", True, "mankind"),
    (
        "001",
        6336,
        6377,
        "community of China -Central Asian destiny",
        "garbled",
        True,
        CENTRAL_ASIA,
    ),
    ("002", 564, 594, "community with a shared future", "standard", True, "bilateral"),
    ("002", 3697, 3727, "community with a shared future", "standard", True, "Asia"),
    ("003", 674, 704, "community with a shared future", "standard", True, CENTRAL_ASIA),
    (
        "003",
        1476,
        1506,
        "community with a shared future",
        "standard",
        True,
        CENTRAL_ASIA,
    ),
    ("003", 2062, 2076, "common destiny", "clipped", False, "unspecified"),
    ("004", 733, 763, "community with a common future", "variant", True, "bilateral"),
    (
        "004",
        2174,
        2204,
        "community with a shared future",
        "standard",
        True,
        "bilateral",
    ),
    ("004", 2577, 2592, "community. fate", "garbled", True, "bilateral"),
]


# By hand: how often each family stands in the five documents (000, 001, 002, 003, 004 where it is known by document).
SEED_COUNTS = {
    "community_shared_future": 17, "belt_and_road": 7, "mutual_trust": 11, "core_interests": 3, "three_forces": 2,
    "development_path": 4, "mutual_benefit": 9, "strategic_partnership": 11, "good_neighbourliness": 5,
    "people_to_people": 5, "heads_of_state_consensus": 8, "un_sco_multilateralism": 5, "new_era": 9,
    "community_other": 1, "xi_thought": 2,
}  # fmt: skip


# The seeds
def test_the_seventeen_mentions_of_the_shared_future(
    seed_corpus: Corpus, lexicon: Lexicon
) -> None:
    ledger = mentions(seed_corpus, lexicon.only("community_shared_future"))
    columns = ["doc", "start", "end", "surface", "status", "strict", "level"]
    assert [
        tuple(row) for row in ledger[columns].to_numpy().tolist()
    ] == SHARED_FUTURE_MENTIONS


def test_the_seven_mentions_of_the_belt_and_road(
    seed_corpus: Corpus, lexicon: Lexicon
) -> None:
    table = frequencies(seed_corpus, lexicon.only("belt_and_road"), by="doc")
    assert table["count"].tolist() == [4, 0, 1, 1, 1]
    surfaces = mentions(seed_corpus, lexicon.only("belt_and_road"))["surface"].tolist()
    assert (
        surfaces.count("Belt and Road” initiative")
        + surfaces.count('Belt and Road" initiative')
        == 3
    )
    assert "Belt and the Road" in surfaces


def test_counts_by_hand_of_other_families(
    seed_corpus: Corpus, lexicon: Lexicon
) -> None:
    table = frequencies(seed_corpus, lexicon.only(*SEED_COUNTS)).set_index("family")
    assert table["count"].to_dict() == SEED_COUNTS


def test_the_new_era_of_two_repeated_titles_is_not_counted(
    seed_corpus: Corpus, repeated_titles: pd.DataFrame, lexicon: Lexicon
) -> None:
    masked = seed_corpus.mask(repeated_titles)
    assert frequencies(masked, lexicon.only("new_era"))["count"].tolist() == [7]
    assert frequencies(masked.unmask(), lexicon.only("new_era"))["count"].tolist() == [
        9
    ]
    assert frequencies(masked, lexicon.only("community_shared_future"))[
        "count"
    ].tolist() == [17]


def test_every_span_slices_back_however_the_corpus_is_divided(
    seed_corpus: Corpus, repeated_titles: pd.DataFrame, lexicon: Lexicon
) -> None:
    voices = pd.DataFrame(
        {
            "doc": ["000", "000", "004"],
            "start": [1000, 2000, 700],
            "end": [1500, 2500, 2600],
            "label": ["x", "y", "x"],
        }
    )
    masked = seed_corpus.mask(repeated_titles)
    for corpus in (seed_corpus, masked):
        whole = mentions(corpus, lexicon)
        parts = [
            corpus,
            corpus.segment("paragraph"),
            corpus.segment("sentence"),
            corpus.segment("window", size=50),
            corpus.split(voices),
        ]
        for number, part in enumerate(parts):
            ledger = mentions(part, lexicon)
            assert tables.kind_of(ledger) == "mentions"
            for row in ledger.itertuples():
                raw = part.raw[row.doc]
                assert raw[row.start : row.end] == row.surface
                assert (row.cue_start >= 0) == (row.cue != "")
                assert row.cue_start < 0 or raw[row.cue_start : row.cue_end] == row.cue
                assert (row.level in ("", "unspecified")) == (row.cue == "")
            if number < 3:  # no formula crosses a sentence end, so none is lost
                columns = ["start", "end", "family", "pattern", "level", "cue_start"]
                kept = whole.assign(doc=whole["doc"]).sort_values(
                    ["doc", "start", "end", "family"], kind="stable"
                )
                again = ledger.assign(doc=ledger["doc"].str[:3]).sort_values(
                    ["doc", "start", "end", "family"], kind="stable"
                )
                pd.testing.assert_frame_equal(
                    kept[["doc", *columns]].reset_index(drop=True),
                    again[["doc", *columns]].reset_index(drop=True),
                )
            else:
                assert len(ledger) <= len(whole)


def test_the_ledger_is_in_order_and_adds_up_to_every_count(
    seed_corpus: Corpus, lexicon: Lexicon
) -> None:
    ledger = mentions(seed_corpus, lexicon)
    keys = list(zip(ledger["doc"], ledger["start"], strict=True))
    assert keys == sorted(keys)
    for by in (None, "doc", "medium", "event"):
        table = frequencies(seed_corpus, lexicon, by=by)
        group = dict(
            zip(
                seed_corpus.names,
                (seed_corpus.groups(by)[1][code] for code in seed_corpus.groups(by)[0]),
                strict=True,
            )
        )
        found = ledger.assign(group=ledger["doc"].map(group)).groupby(
            ["family", "group"]
        )
        for row in table.itertuples():
            mine = (
                found.get_group((row.family, row.group))
                if (row.family, row.group) in found.groups
                else ledger.iloc[:0]
            )
            assert row.count == len(mine)
            assert row.count_strict == mine["strict"].sum()
            assert row.documents == mine["doc"].nunique()
            assert row.count == 0 or row.standard == pytest.approx(
                (mine["status"] == "standard").mean(), abs=1e-10
            )
        assert len(table) == len(lexicon) * len(seed_corpus.groups(by)[1])
        assert (
            table.groupby("family", sort=False)["count"].sum().tolist()
            == frequencies(seed_corpus, lexicon)["count"].tolist()
        )


def test_international_community_and_a_real_sentence_end_never_match(
    seed_corpus: Corpus, lexicon: Lexicon
) -> None:
    family = lexicon.only("community_shared_future")
    start = seed_corpus.raw["001"].index("international community")
    assert not (mentions(seed_corpus, family)["start"] == start + 14).any()
    for text in (
        "The community. Destiny awaits.",
        "the international community of shared destiny",
        "The international community in the destiny of all",
        "a security community of fate",
        "the community of nations. Their destiny",
    ):
        assert len(mentions(Corpus.from_texts({"x": text}), family)) == 0, text


def test_a_corpus_of_one_word_has_its_mention() -> None:
    corpus = Corpus.from_texts({"a": "peace"}).assign(date="2021")
    assert mentions(corpus, "peace")[
        ["start", "end", "surface", "cue", "cue_start", "cue_end"]
    ].to_numpy().tolist() == [[0, 5, "peace", "", -1, -1]]
    assert variants(corpus, "peace")["count"].tolist() == [1]
    assert timeline(corpus, "peace")["kind"].tolist() == ["document", "first use"]
    assert dc.positions(corpus, "peace")["kind"].tolist() == ["document", "mention"]
