"""Recurring phrases, C-value, nested counts and coverage: against counting by hand and published values."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spelt_words import spelt

from discourse import tables
from discourse.corpus import Corpus
from discourse.counting.maximal_repeats import (
    count_independent,
    maximal_repeats,
    nest_phrases,
)
from discourse.counting.suffix_array import build_suffix_array, suffix_array_of
from discourse.errors import OptionError, TableError
from discourse.lexicons import Lexicon
from discourse.matching import find_mentions
from discourse.measures import c_value
from discourse.phraseology import coverage, draft_lexicon, recurring
from discourse.text import BREAK, MASK

# ---------------------------------------------------------------------------------------------------------------------
# Made corpora: few words, so that much recurs; every kind of break, masks, empty documents


def words_of(texts: dict[str, str]) -> Corpus:
    table = pd.DataFrame(
        {
            "doc": list(texts),
            "side": [("east", "west")[i % 2] for i in range(len(texts))],
        },
        dtype="str",
    )
    return Corpus.from_texts(texts, table)


@st.composite
def _corpora(draw: st.DrawFn) -> Corpus:
    pieces = st.tuples(
        st.sampled_from(["peace", "law", "of", "Rule", "The"]),
        st.sampled_from([" "] * 8 + [", ", " “", ". ", "! ", "\n\n"]),
    )
    texts = draw(
        st.lists(
            st.lists(pieces, max_size=25).map(
                lambda parts: "".join(w + s for w, s in parts)
            ),
            max_size=4,
        )
    )
    corpus = words_of({f"d{number}": text for number, text in enumerate(texts)})
    spans = []
    for name, text in corpus.raw.items():
        for _ in range(draw(st.integers(0, 1)) if text else 0):
            start = draw(st.integers(0, len(text) - 1))
            spans.append((name, start, draw(st.integers(start + 1, len(text)))))
    return (
        corpus.mask(pd.DataFrame(spans, columns=["doc", "start", "end"]))
        if spans
        else corpus
    )


corpora = _corpora()


def sentences(corpus: Corpus) -> list[tuple[int, list[str]]]:
    """Document and words of every stretch between two breaks."""
    found: list[tuple[int, list[str]]] = []
    stream = corpus.stream
    for word, gap, document in zip(
        stream.ids.tolist(), stream.gap.tolist(), stream.document.tolist(), strict=True
    ):
        if gap >= BREAK:
            found.append((document, []))
        found[-1][1].append(stream.vocabulary[word])
    return found


Gram = tuple[str, ...]


def occurrences(
    corpus: Corpus, low: int, high: int
) -> dict[Gram, list[tuple[int, int]]]:
    """Sentence and first word of every occurrence."""
    found: dict[Gram, list[tuple[int, int]]] = {}
    for number, (_, words) in enumerate(sentences(corpus)):
        for size in range(low, high + 1):
            for at in range(len(words) - size + 1):
                found.setdefault(tuple(words[at : at + size]), []).append((number, at))
    return found


def by_hand(
    corpus: Corpus, low: int, high: int, min_count: int, min_documents: int
) -> dict[Gram, dict[str, Any]]:
    said = sentences(corpus)
    listed: dict[Gram, dict[str, Any]] = {}
    for gram, where in occurrences(corpus, low, high).items():
        # A break is like nothing else, itself included.
        before = {said[s][1][at - 1] if at else (s, at) for s, at in where}
        after = {
            said[s][1][at + len(gram)] if at + len(gram) < len(said[s][1]) else (s, at)
            for s, at in where
        }
        documents = len({said[s][0] for s, _ in where})
        one_before, one_after = (
            len(x) == 1 and isinstance(next(iter(x)), str) for x in (before, after)
        )
        often = len(where) >= min_count and documents >= min_documents
        if often and not one_before and (not one_after or len(gram) == high):
            listed[gram] = {
                "count": len(where),
                "documents": documents,
                "cut": one_after,
                "where": where,
            }
    for gram, row in listed.items():
        row["alone"] = sum(
            not any(
                s == t and at <= start and start + len(gram) <= at + len(other)
                for other in listed
                if len(other) > len(gram)
                for t, at in listed[other]["where"]
            )
            for s, start in row["where"]
        )
    return listed


@given(
    corpora, st.integers(1, 3), st.integers(0, 6), st.integers(2, 3), st.integers(1, 2)
)
def test_recurring_is_what_was_found_by_hand(
    corpus: Corpus, low: int, more: int, least: int, documents: int
) -> None:
    high = low + more
    table = recurring(corpus, n=(low, high), min_count=least, min_documents=documents)
    listed = by_hand(corpus, low, high, least, documents)
    columns = ["term", "n", "count", "documents", "alone", "cut"]
    assert sorted(table[columns].itertuples(index=False, name=None)) == sorted(
        (
            spelt(gram),
            len(gram),
            row["count"],
            row["documents"],
            row["alone"],
            row["cut"],
        )
        for gram, row in listed.items()
    )
    grams = list(listed)
    values = (
        c_value(grams, [listed[gram]["count"] for gram in grams], unigrams=low == 1)
        if grams
        else []
    )
    found = dict(zip(table["term"], table["c_value"], strict=True))
    assert found == pytest.approx(
        dict(zip(map(spelt, grams), values, strict=True)), rel=1e-10, abs=1e-10
    )


@given(corpora)
def test_the_first_occurrence_is_in_the_raw_text(corpus: Corpus) -> None:
    table = recurring(corpus)
    for row in table.itertuples():
        assert corpus.raw[row.doc][row.start : row.end] == row.surface
        assert (
            row.surface.lower().replace(",", "").replace("“", "").split()
            == row.term.split()
        )
    order = list(
        zip(
            -table["c_value"],
            -table["count"],
            [term.split() for term in table["term"]],
            strict=True,
        )
    )
    assert order == sorted(order)


@given(corpora)
def test_a_selection_recurs_like_a_corpus_of_its_own(corpus: Corpus) -> None:
    keep = [name for place, name in enumerate(corpus.names) if place % 2 == 0]
    part = corpus.where(doc=keep)
    suffix_array_of(part)  # sorted, before there is one to filter
    suffix_array_of(corpus)
    fresh = Corpus.from_texts({name: corpus.raw[name] for name in keep}, part.documents)
    fresh = fresh.mask(part.masks) if len(part.masks) else fresh
    filtered = corpus.where(doc=keep)
    repeats, covered = recurring(part, n=(1, 64)), coverage(part, n=2)
    for other in (fresh, filtered):
        pd.testing.assert_frame_equal(repeats, recurring(other, n=(1, 64)))
        pd.testing.assert_frame_equal(covered, coverage(other, n=2))


def test_a_long_repeat_is_listed_once_and_marked() -> None:
    long = " ".join(f"w{number}" for number in range(100))
    corpus = Corpus.from_texts({"a": f"{long}. {long}.", "b": f"{long}!"})
    table = recurring(corpus)
    assert table[["n", "count", "documents", "cut"]].values.tolist() == [
        [64, 3, 2, True]
    ]
    assert table["term"][0] == " ".join(f"w{number}" for number in range(64))
    whole = recurring(Corpus.from_texts({"a": "w x y z. w x y z."}), n=(2, 4))
    assert whole[["term", "cut"]].values.tolist() == [["w x y z", False]]
    assert recurring(Corpus.from_texts({"a": "w x y z. w x y z."}), n=(2, 3))[
        "cut"
    ].tolist() == [True]


# ---------------------------------------------------------------------------------------------------------------------
# Published values


@pytest.fixture(scope="module")
def values(shared: Path) -> list[dict[str, Any]]:
    return json.loads(
        (shared / "reference" / "values.json").read_text(encoding="utf-8")
    )


CARCINOMA = {
    "adenoid cystic basal cell carcinoma": 5,
    "cystic basal cell carcinoma": 6,  # and the five above: 11 in all
    "ulcerated basal cell carcinoma": 7,
    "recurrent basal cell carcinoma": 5,
    "circumscribed basal cell carcinoma": 3,
    "basal cell carcinoma": 984 - 26,
}


def test_published_c_values(values: list[dict[str, Any]]) -> None:
    text = "\n\n".join(
        f"{phrase.capitalize()}."
        for phrase, count in CARCINOMA.items()
        for _ in range(count)
    )
    found = recurring(Corpus.from_texts({"a": text})).set_index("term")
    assert set(found.index) == set(CARCINOMA)
    published = [value for value in values if value["measure"] == "C_value"]
    assert len(published) >= 4
    for value in published:
        assert found["c_value"][value["inputs"]] == pytest.approx(
            value["expected"], abs=value["tol"]
        )
    # The plain sum over the longer phrases would take what is nested twice off twice.
    assert abs(found["c_value"]["basal cell carcinoma"] - 1549.78) > 1


def test_published_nested_counts(values: list[dict[str, Any]]) -> None:
    # Longer words for the letters of the source: "b. a" is no end of a sentence, since b may be an initial.
    longer = {"a": "alpha", "b": "beta", "c": "gamma", "d": "delta"}
    published = [value for value in values if value["measure"] == "ngram_count_nested"]
    assert len(published) >= 2
    for value in published:
        texts = json.loads(value["inputs"].partition(", sizes")[0].removeprefix("txt="))
        spoken = [
            " ".join(longer.get(word, word) for word in text.split()) for text in texts
        ]
        corpus = Corpus.from_texts(
            {str(number): text for number, text in enumerate(spoken)}
        )
        counts = {}
        index = suffix_array_of(corpus)
        runs = [index.ngram_runs(size) for size in (2, 3)]
        size = np.repeat([2, 3], [len(low) for low, _ in runs])
        low, high = (
            np.concatenate([low for low, _ in runs]),
            np.concatenate([high for _, high in runs]),
        )
        alone = count_independent(index, size, nest_phrases(index, low, high, size))
        for number in range(len(low)):
            place = int(index.order[low[number]])
            ids = corpus.stream.ids[place : place + int(size[number])].tolist()
            gram = " ".join(corpus.stream.vocabulary[word] for word in ids)
            count = int(high[number] - low[number])
            counts[gram] = [count, count - int(alone[number])]
        for gram, expected in value["expected"].items():
            assert counts[" ".join(longer[word] for word in gram.split())] == expected


def test_published_maximal_repeats(values: list[dict[str, Any]]) -> None:
    published = [value for value in values if value["measure"] == "maximal_repeats"]
    assert len(published) >= 2
    for value in published:
        letters = sorted(set(value["inputs"]))
        ids = np.array(
            [letters.index(letter) for letter in value["inputs"]], dtype=np.int32
        )
        broken = np.arange(len(ids)) == 0
        index = build_suffix_array(ids, broken, np.zeros(len(ids), dtype=np.int32))
        left = np.where(broken, -1, np.roll(ids, 1))
        found = maximal_repeats(index, left, n=(1, 64), min_count=2)
        shown = [
            "".join(value["inputs"][a : a + n])
            for a, n in zip(found.first, found.size, strict=True)
        ]
        assert dict(zip(shown, found.count.tolist(), strict=True)) == value["expected"]
        table = recurring(
            Corpus.from_texts({"a": " ".join(value["inputs"])}), n=(1, 64)
        )
        assert {
            t.replace(" ", ""): c
            for t, c in zip(table["term"], table["count"], strict=True)
        } == value["expected"]


# ---------------------------------------------------------------------------------------------------------------------
# Names


def test_names_are_told_by_capitals_inside_sentences_and_kept() -> None:
    text = (
        "Members of the Communist Party of China (CPC) met the press. Many of the Communist Party of China (CPC) spoke.\n\n"
        "Mutual trust grows. Mutual trust lasts. We want mutual trust. They want mutual trust.\n\n"
        "Now I think so. When I think, I am. Then I am. He said the UN acts. She said the UN acts."
    )
    found = (
        recurring(Corpus.from_texts({"a": text})).set_index("term")["name"].to_dict()
    )
    assert found["of the communist party of china cpc"]
    assert not found[
        "mutual trust"
    ]  # the capital stands at the beginning of a sentence as often
    assert not found["i think"]
    assert not found["i am"]
    assert not found["said the un acts"]


@pytest.mark.parametrize(
    ("text", "term", "name"),
    [
        (
            "It is in the United Nations. He is in the United Nations.",
            "is in the united nations",
            True,
        ),
        (
            "La lettre des Nations Unies. Le jour des Nations Unies.",
            "des nations unies",
            True,
        ),
        ("On the 2030 Agenda. On the 2030 Agenda.", "on the 2030 agenda", True),
        ("So I've been here. So I've been there.", "so i've been", False),
        (
            "Go see United Nations reform. Do see United Nations reform.",
            "see united nations reform",
            False,
        ),
        ("On the UN. On the UN.", "on the un", True),
        (
            "A headline: Mutual Trust. On mutual trust. Of mutual trust. In Mutual trust.",
            "mutual trust",
            False,
        ),
        ("Peace. Peace.", "peace", False),
        ("和平与发展。和平与发展。", "和平与发展", False),
    ],
)
def test_what_is_a_name(text: str, term: str, name: bool) -> None:
    found = recurring(Corpus.from_texts({"a": text}), n=(1, 64)).set_index("term")
    assert bool(found["name"][term]) is name


def test_names_of_paragraphs_read_their_own_stretch_of_the_text() -> None:
    text = "small words first, then Mutual Trust here.\n\nin small letters, then Mutual Trust there."
    corpus = Corpus.from_texts({"a": text}, paragraphs="blank")
    for unit in (corpus, corpus.segment("paragraph")):
        assert recurring(unit).set_index("term")["name"].to_dict() == {
            "then mutual trust": True
        }


# ---------------------------------------------------------------------------------------------------------------------
# What formulas cover

FORMULAS = {
    "rule": ["rule of law", "the rule"],
    "peace": ["peace"],
    "law": ["law <2> of"],
}


def covered_by_hand(
    corpus: Corpus, table: pd.DataFrame, lexicon: Lexicon
) -> list[tuple[float, str]]:
    hits, stream = find_mentions(corpus, lexicon), corpus.stream
    words = [stream.vocabulary[word] for word in stream.ids.tolist()]
    gaps = stream.gap.tolist()
    rows = []
    for term in table["term"]:
        gram = term.split()
        starts = [
            at
            for at in range(len(words) - len(gram) + 1)
            if words[at : at + len(gram)] == gram
            and all(gap < BREAK for gap in gaps[at + 1 : at + len(gram)])
        ]
        families: Counter[int] = Counter()
        any_ = 0
        for at in starts:
            end, by = at + len(gram), set()
            for family in set(hits.family.tolist()):
                mine = [
                    (a, b)
                    for a, b, f in zip(hits.first, hits.last, hits.family, strict=True)
                    if f == family
                ]
                inside = sum(len(range(max(at, a), min(end, b))) for a, b in mine)
                if 2 * inside >= len(gram) or any(
                    at <= a and b <= end for a, b in mine
                ):
                    by.add(int(family))
            families.update(by)
            any_ += bool(by)
        best = (
            min(families, key=lambda family: (-families[family], family))
            if families
            else -1
        )
        rows.append((any_ / len(starts), lexicon.names[best] if best >= 0 else ""))
    return rows


@given(corpora)
def test_coverage_by_formulas_is_that_found_by_hand(corpus: Corpus) -> None:
    lexicon = Lexicon.read(FORMULAS)
    table = recurring(corpus, n=(1, 6), lexicon=lexicon)
    expected = covered_by_hand(corpus, table, lexicon)
    np.testing.assert_allclose(
        table["covered"], [share for share, _ in expected], rtol=1e-10
    )
    assert table["family"].tolist() == [family for _, family in expected]
    new = recurring(corpus, n=(1, 6), lexicon=lexicon, known=False)
    pd.testing.assert_frame_equal(
        new, table[table["covered"] == 0].reset_index(drop=True)
    )


def test_without_a_lexicon_nothing_is_said_of_what_is_known() -> None:
    table = recurring(Corpus.from_texts({"a": "the rule of law. the rule of law."}))
    assert table["covered"].isna().all()
    assert (table["family"] == "").all()


# ---------------------------------------------------------------------------------------------------------------------
# Coverage of documents


@given(corpora, st.integers(1, 3), st.integers(2, 3), st.integers(1, 2))
def test_coverage_is_the_union_of_what_recurs(
    corpus: Corpus, n: int, least: int, documents: int
) -> None:
    table = coverage(corpus, n=n, min_count=least, min_documents=documents)
    stream = corpus.stream
    said = sentences(corpus)
    offsets = np.cumsum([0, *(len(words) for _, words in said)])
    covered: set[int] = set()
    for gram, where in occurrences(corpus, n, n).items():
        if len(where) >= least and len({said[s][0] for s, _ in where}) >= documents:
            covered.update(
                int(offsets[s]) + at + i for s, at in where for i in range(len(gram))
            )
    stretches = table[table["kind"] == "covered"]
    tokens = set()
    for row in stretches.itertuples():
        number = corpus.names.index(row.doc)
        low, high = stream.bounds[number : number + 2].tolist()
        inside = [
            t
            for t in range(low, high)
            if row.start <= stream.start[t] and stream.end[t] <= row.end
        ]
        assert len(inside) == row.words
        assert not tokens & set(inside)
        assert stream.start[inside[0]] == row.start
        assert stream.end[inside[-1]] == row.end
        assert not any(stream.gap[t] == MASK for t in inside[1:])
        tokens |= set(inside)
    assert tokens == covered
    whole = table[table["kind"] == "document"]
    assert whole["doc"].tolist() == list(corpus.names)
    assert whole["words"].tolist() == np.diff(stream.bounds).tolist()
    assert whole["length"].tolist() == [len(text) for text in corpus.raw.values()]
    for row in whole.itertuples():
        mine = stretches[stretches["doc"] == row.doc]
        assert (
            row.share == pytest.approx(mine["words"].sum() / row.words)
            if row.words
            else np.isnan(row.share)
        )
        np.testing.assert_allclose(mine["share"], mine["words"] / row.words, rtol=1e-10)
    assert (table["kind"] == "masked").sum() == len(corpus.masks)


@given(corpora)
def test_all_recurring_phrases_lie_in_covered_stretches(corpus: Corpus) -> None:
    stretches = coverage(corpus, n=2)
    stretches = stretches[stretches["kind"] == "covered"]
    for row in recurring(corpus).itertuples():
        mine = stretches[stretches["doc"] == row.doc]
        assert ((mine["start"] <= row.start) & (row.end <= mine["end"])).any()


# ---------------------------------------------------------------------------------------------------------------------
# Drafts


def test_a_draft_is_a_lexicon_that_finds_what_recurred(
    seeds: Path, tmp_path: Path
) -> None:
    corpus = Corpus.from_texts(
        {
            path.name: path.read_text(encoding="utf-8")
            for path in sorted(seeds.glob("*.txt"))
        }
    )
    table = recurring(corpus, n=(3, 64), min_count=3, min_documents=2).head(60)
    path = draft_lexicon(table, tmp_path / "draft.toml")
    lexicon = Lexicon.read(path)
    assert len(lexicon) == len(table)
    hits = find_mentions(corpus, lexicon)
    found = np.bincount(hits.family, minlength=len(lexicon))
    assert (found > 0).all()
    assert b"\r" not in path.read_bytes()
    same = draft_lexicon(table, tmp_path / "again.toml").read_bytes()
    assert same == path.read_bytes()


def test_a_draft_keeps_punctuation_as_it_was_written(tmp_path: Path) -> None:
    text = "Party of China (CPC) and “Belt and Road”, peace, security & law - now. " * 2
    table = recurring(Corpus.from_texts({"a": text}))
    lexicon = Lexicon.read(draft_lexicon(table, tmp_path / "draft.toml"))
    assert [family.name for family in lexicon.families] == [
        term.replace(" ", "_") for term in table["term"]
    ]
    corpus = Corpus.from_texts({"a": text})
    assert len(find_mentions(corpus, lexicon)) == 2


@given(corpora)
def test_every_table_can_be_drafted(
    tmp_path_factory: pytest.TempPathFactory, corpus: Corpus
) -> None:
    table = recurring(corpus, n=(1, 64))
    path = tmp_path_factory.mktemp("draft") / "draft.toml"
    if len(table):
        found = find_mentions(corpus, Lexicon.read(draft_lexicon(table, path)))
        assert len(set(found.family.tolist())) == len(table)


def test_a_table_without_phrases_is_no_draft(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="no rows"):
        draft_lexicon(recurring(Corpus.from_texts({"a": ""})), tmp_path / "draft.toml")
    with pytest.raises(TableError, match="lacks term"):
        draft_lexicon(
            pd.DataFrame({"count": [1], "documents": [1]}), tmp_path / "draft.toml"
        )
    with pytest.raises(TableError, match="lacks term, count, documents"):
        draft_lexicon(None, tmp_path / "draft.toml")  # type: ignore[arg-type]
    table = recurring(Corpus.from_texts({"a": "one belt one belt"}))
    with pytest.raises(OptionError, match="is a folder"):
        draft_lexicon(table, tmp_path)


# ---------------------------------------------------------------------------------------------------------------------
# Edges


@pytest.mark.parametrize(
    "texts", [{}, {"a": ""}, {"a": "one"}, {"a": "one two", "b": "three"}]
)
def test_next_to_nothing_gives_tables_without_phrases(texts: dict[str, str]) -> None:
    corpus = Corpus.from_texts(texts)
    for table in (
        recurring(corpus),
        recurring(corpus, n=(1, 5), lexicon=FORMULAS, known=False),
    ):
        pd.testing.assert_frame_equal(table, tables.make("recurring", {}))
    covered = coverage(corpus)
    assert covered["kind"].tolist() == ["document"] * len(texts)
    assert tuple(covered.columns) == tuple(tables.KINDS["coverage"])


def test_tables_are_of_their_kinds_and_come_back_from_a_file(tmp_path: Path) -> None:
    corpus = Corpus.from_texts(
        {
            "a": "null and nan, so null\nand nan",
            "null": "",
            "c": "null and nan 和平 和平",
        }
    )
    for table, kind in (
        (recurring(corpus), "recurring"),
        (recurring(corpus, lexicon=FORMULAS), "recurring"),
        (coverage(corpus, n=2), "coverage"),
    ):
        assert tables.kind_of(table) == kind
        tables.save(table, tmp_path / "table.csv")
        pd.testing.assert_frame_equal(
            tables.load(tmp_path / "table.csv", kind=kind), table
        )


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"n": (0, 3)}, "n="),
        ({"n": (2, 65)}, "64"),
        ({"n": "2 characters"}, "pair of numbers"),
        ({"min_count": 1}, "min_count=1"),
        ({"min_documents": 0}, "min_documents=0"),
        ({"known": False}, "lexicon"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    options: dict[str, object], says: str
) -> None:
    with pytest.raises(OptionError, match=says):
        recurring(Corpus.from_texts({"a": "one two three"}), **options)  # type: ignore[arg-type]


def test_coverage_refuses_a_length_that_is_none() -> None:
    with pytest.raises(OptionError, match="n="):
        coverage(Corpus.from_texts({"a": "one"}), n=0)
    with pytest.raises(OptionError, match="min_count=1"):
        coverage(Corpus.from_texts({"a": "one"}), min_count=1)
    with pytest.raises(
        OptionError, match=r"^n=\(1, 3\): a whole number from 1 to 64 was expected"
    ):
        coverage(Corpus.from_texts({"a": "one"}), n=(1, 3))  # type: ignore[arg-type]
    for known in ("x", 1, None):
        with pytest.raises(OptionError, match=f"known={known!r}: True or False"):
            recurring(Corpus.from_texts({"a": "one"}), lexicon="one", known=known)  # type: ignore[arg-type]
    with pytest.raises(
        OptionError,
        match="a whole number from 1 to 1,000,000,000 was expected, such as 1000",
    ):
        recurring(Corpus.from_texts({"a": "one"}), per=10**30)


def test_the_coverage_of_a_short_document_tells_what_one_phrase_is() -> None:
    texts = {
        "a": "we build a shared future " * 20,
        "b": "we build a shared future",
        "c": "we build",
        "d": "",
    }
    table = coverage(Corpus.from_texts(texts))
    notes = table[table["kind"] == "document"].set_index("doc")["note"]
    assert notes.to_dict() == {
        "a": "",
        "b": "one phrase of 4 is 80% of its 5 words",
        "c": "fewer words than the 4 of a phrase",
        "d": "fewer words than the 4 of a phrase",
    }
    assert set(table[table["kind"] == "covered"]["note"]) == {""}
