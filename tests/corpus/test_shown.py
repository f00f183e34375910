"""What a corpus says of itself, its hashes, and what two corpora have in common once they are joined."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd
import pytest
from four_documents import TABLE, TEXTS

from discourse import tables
from discourse.corpus import Corpus, join
from discourse.corpus.metadata_values import column_as_text
from discourse.corpus.reading_notes import duplicate_reason
from discourse.tables import KINDS


def corpus_of() -> Corpus:
    return Corpus.from_texts(TEXTS, TABLE)


def spans(*rows: tuple[str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["doc", "start", "end"])


def wide(*, documents: int, columns: int) -> Corpus:
    names = [f"d{number}" for number in range(documents)]
    more = {f"c{number}": ["x"] * documents for number in range(columns)}
    texts = {name: "word " * 150 * number for number, name in enumerate(names)}
    return Corpus.from_texts(texts, pd.DataFrame({"doc": names, **more}))


# ---------------------------------------------------------------------------------------------------------------------
# Shown


def test_what_a_corpus_says_in_a_line() -> None:
    assert repr(corpus_of()) == "<Corpus: 4 documents, 24 words; country, year, size>"
    for columns, named in (
        (0, ""),
        (1, "; c0"),
        (4, "; c0, c1, c2, c3"),
        (5, "; c0, c1, c2, c3 and 1 more"),
        (7, "; c0, c1, c2, c3 and 3 more"),
    ):
        corpus = wide(documents=10, columns=columns)
        assert repr(corpus) == f"<Corpus: 10 documents, 6,750 words{named}>"
    odd = {"source": ["x", "y"], "kind": ["not read", "empty"], "count": [2, 0]}
    odd |= {"reason": ["It is odd.", "It is empty."], "mend": ["Look.", ""]}
    cells = {"source": "x", "line": 0, "byte": 0, "error": "E"}
    refused = tables.make("refused", {**cells, "reason": "r", "mend": "m"})
    corpus = Corpus.from_texts(
        {"x": "a b", "y": ""},
        paragraphs={"x": "blank", "y": "line"},
        refused=refused,
        suspected=tables.make("suspected", odd),
    )
    masked = corpus.mask(spans(("x", 0, 1), ("x", 2, 3)))
    assert repr(masked) == (
        "<Corpus: 2 documents, 0 words; 1 with wrapped lines; 2 masked; 1 refused; 2 suspected>"
    )


ADVICE = (
    "<p style='color:#767676'>try dc.debris(corpus), dc.kwic(corpus, &#x27;win-win&#x27;), "
    "dc.frequencies(corpus, lexicon, by=&#x27;doc&#x27;)</p></div>"
)


def test_what_a_corpus_says_in_a_notebook() -> None:
    masked = corpus_of().mask(spans(("a", 0, 3), ("d", 1, 5)))
    assert masked._repr_html_() == (
        "<div><p><b>Corpus</b> · 4 documents, 21 words; country, year, size; 2 masked</p>"
        "<table><thead><tr><th>doc</th><th>words</th><th>country</th><th>year</th><th>size</th></tr></thead><tbody>"
        "<tr><td>a</td><td>12</td><td>China</td><td>2013</td><td>1</td></tr>"
        "<tr><td>b</td><td>0</td><td>Laos</td><td>2022</td><td>2</td></tr>"
        "<tr><td>c</td><td>1</td><td>China</td><td>2022</td><td>3</td></tr>"
        "<tr><td>d</td><td>8</td><td></td><td>2023</td><td>4</td></tr>"
        "</tbody></table>" + ADVICE
    )


@pytest.mark.parametrize(
    ("documents", "more"),
    [(8, ""), (9, "<p>… and 1 more</p>"), (1500, "<p>… and 1,492 more</p>")],
)
def test_a_notebook_shows_the_first_documents_and_columns(
    documents: int, more: str
) -> None:
    names = [f"d{number}" for number in range(documents)]
    columns = {f"c{number}": ["x"] * documents for number in range(7)}
    table = pd.DataFrame({"doc": names, **columns})
    shown = Corpus.from_texts(dict.fromkeys(names, "a"), table)._repr_html_()
    cells = "".join(f"<th>c{number}</th>" for number in range(5))
    assert f"<th>doc</th><th>words</th>{cells}</tr></thead>" in shown
    assert shown.count("<tr><td>") == 8
    assert shown.endswith(f"</tbody></table>{more}{ADVICE}")


def test_a_long_cell_is_cut() -> None:
    table = pd.DataFrame({"doc": ["a", "b"], "title": ["x" * 60, "y" * 61]})
    corpus = Corpus.from_texts({"a": "word " * 1200, "b": ""}, table)
    shown = corpus._repr_html_()
    assert f"<tr><td>a</td><td>1,200</td><td>{'x' * 60}</td></tr>" in shown
    assert f"<tr><td>b</td><td>0</td><td>{'y' * 59}…</td></tr>" in shown


# ---------------------------------------------------------------------------------------------------------------------
# Hashes, draws, sources


def test_hashes_are_those_of_the_raw_texts_as_utf_8() -> None:
    whole = {
        doc: hashlib.sha256(text.encode("utf-8")).hexdigest()
        for doc, text in TEXTS.items()
    }
    assert corpus_of().sha256 == whole
    part = corpus_of().where(doc=["d", "b"]).segment("sentence")
    assert part.sha256 == dict.fromkeys(["d#1", "d#2", "d#3"], whole["d"])


def test_the_fingerprint_of_a_corpus_never_changes() -> None:
    """Figures name it as what they were made from, so another version must give the same."""
    corpus = corpus_of()
    masked = corpus.mask(spans(("a", 0, 3), ("d", 1, 5)))
    assert corpus.fingerprint == (
        "f4537b70c63b544a70dcfcd7a55c5262c91345408b4182b3ed8db2ce65c5decb"
    )
    assert masked.fingerprint == (
        "3566fe5bc5c7dce97562769eb8c0133adc7e264f551ae75063fab4b35cd3543b"
    )
    assert masked.segment("sentence").fingerprint == (
        "e09527aa3f4fb937c20272bce8c5e6dfe85644d9dd7be8cd734be7a90bca8a9d"
    )


@pytest.mark.parametrize("rng", [0, 1, 7])
def test_a_sample_is_what_numpy_draws(rng: int) -> None:
    corpus = wide(documents=12, columns=1)
    drawn = np.random.default_rng(rng).choice(12, size=5, replace=False)
    expected = tuple(f"d{number}" for number in sorted(drawn.tolist()))
    assert corpus.sample(5, rng=rng).names == expected
    assert corpus.sample(12, rng=rng).names == corpus.names
    assert corpus.sample(0, rng=rng).names == ()
    if rng == 0:
        assert corpus.sample(5).names == expected


def test_sources_and_extents_say_where_documents_come_from() -> None:
    corpus = corpus_of()
    assert corpus.sources.tolist() == [0, 1, 2, 3]
    parts = corpus.where(doc=["c", "d"]).segment("paragraph")
    assert parts.sources.tolist() == [2, 3, 3]
    assert [array.tolist() for array in parts.extents] == [[0, 0, 36], [3, 34, 50]]
    both = join(Corpus.from_texts({"x": "a b"}), parts)
    assert both.sources.tolist() == [0, 3, 4, 4]
    assert both.texts == (
        "a b",
        "One",
        "Mr. Xi spoke. “We agree,” he said.",
        "Then they left",
    )
    assert dict(both.raw) == {
        "x": "a b",
        "c#1": "One",
        "d#1": TEXTS["d"],
        "d#2": TEXTS["d"],
    }


# ---------------------------------------------------------------------------------------------------------------------
# Joined


def test_a_joined_corpus_has_the_columns_of_both() -> None:
    one = Corpus.from_texts(
        {"a": "x", "b": "y"},
        pd.DataFrame(
            {
                "doc": ["a", "b"],
                "same": [1, 2],
                "kind": [1, 2],
                "flag": [True, False],
                "text": ["s", "t"],
                "ours": [1.5, 2.5],
            }
        ),
    )
    two = Corpus.from_texts(
        {"c": "z"},
        pd.DataFrame(
            {
                "doc": ["c"],
                "same": [3],
                "kind": [3.5],
                "flag": [True],
                "text": ["u"],
                "theirs": [7],
            }
        ),
    )
    documents = join(one, two).documents
    assert documents.columns[-3:].tolist() == ["ours", "corpus", "theirs"]
    assert documents.drop(columns=["ours", "theirs"]).to_dict("list") == {
        "doc": ["a", "b", "c"],
        "same": [1, 2, 3],
        "kind": [1.0, 2.0, 3.5],
        "flag": [True, False, True],
        "text": ["s", "t", "u"],
        "corpus": ["first", "first", "second"],
    }
    assert column_as_text(documents["ours"]).tolist() == ["1.5", "2.5", ""]
    assert column_as_text(documents["theirs"]).tolist() == ["", "", "7"]
    assert documents["same"].dtype.kind == "i"
    assert documents["flag"].dtype.kind == "b"


def test_joining_again_says_both_names() -> None:
    one, two, three = (Corpus.from_texts({name: name}) for name in "xyz")
    both = join(one, two, names=("one", "two"))
    left = join(both, three, names=("both", "three")).documents["corpus"].tolist()
    assert left == ["both/one", "both/two", "three"]
    right = join(three, both, names=("three", "both")).documents["corpus"].tolist()
    assert right == ["three", "both/one", "both/two"]
    marked = one.assign(corpus="")
    assert join(marked, two).documents["corpus"].tolist() == ["first", "second"]
    listed = join(one, two, names=["a", "b"])  # type: ignore[arg-type]
    assert listed.documents["corpus"].tolist() == ["a", "b"]


def test_a_joined_corpus_keeps_layers_masks_and_decisions_of_both() -> None:
    voice = spans(("x", 0, 2)).assign(label=["v"])
    one = Corpus.from_texts({"w": "", "x": "aa bb"}).lay("voice", voice)
    one = one.mask(spans(("x", 3, 5)).assign(kind=["k"]))
    quote = spans(("y", 1, 3)).assign(label=["q"])
    two = Corpus.from_texts({"y": "cc dd", "z": "ee"}).lay("quote", quote)
    two = two.lay("voice", spans(("z", 0, 2)).assign(label=["u"]))
    both = join(one, two)
    assert sorted(both.layers) == ["mask", "quote", "voice"]
    for table in (both.documents, both.log, both.masks, both.layers["voice"]):
        assert table.index.tolist() == list(range(len(table)))
    layers = {name: layer.values.tolist() for name, layer in both.layers.items()}
    assert layers == {
        "mask": [["x", 3, 5, "k"]],
        "quote": [["y", 1, 3, "q"]],
        "voice": [["x", 0, 2, "v"], ["z", 0, 2, "u"]],
    }
    again = join(both, Corpus.from_texts({"v": "ff"}).mask(spans(("v", 0, 1))))
    assert again.masks.values.tolist() == [
        ["x", 3, 5, "k", "mask"],
        ["v", 0, 1, "", "mask"],
    ]
    assert again.log["doc"].tolist() == ["x", "v"]
    assert again.split("voice").names == (
        "w#",
        "x#v",
        "x#",
        "y#",
        "z#u",
        "v#",
    )


# ---------------------------------------------------------------------------------------------------------------------
# Decisions


def test_the_log_has_every_decision_in_order() -> None:
    proposal = spans(("a", 0, 3), ("d", 0, 2)).assign(
        kind=["title", "title"], rule=["r", "s"], reason=["u", "v"]
    )
    corpus = corpus_of().mask(proposal.assign(action=["mask", "mark"]))
    corpus = corpus.mask(spans(("c", 0, 3))).unmask(spans(("a", 0, 3)))
    # Beside these columns, the log has those of names that were made one.
    of_spans = KINDS["debris"]
    columns = ["step", "action", *(name for name in of_spans if name != "action")]
    assert corpus.log[columns].to_numpy().tolist() == [
        [1, "mask", "a", 0, 3, "The", "title", "r", "u"],
        [1, "mark", "d", 0, 2, "Mr", "title", "s", "v"],
        [2, "mask", "c", 0, 3, "One", "", "", ""],
        [3, "unmask", "a", 0, 3, "The", "title", "", ""],
    ]
    assert list(corpus.log.columns) == list(KINDS["log"])
    of_names = ["column", "value", "proposed"]
    assert set(corpus.log.columns) == {*columns, *of_names, "documents"}
    assert (corpus.log[of_names] == "").all(axis=None)
    assert corpus.masks.values.tolist() == [["c", 0, 3, "", "mask"]]
    assert corpus.log.index.tolist() == [0, 1, 2, 3]


def test_unmasking_what_is_not_masked_changes_nothing() -> None:
    masked = corpus_of().mask(spans(("a", 0, 3)))
    assert masked.unmask(spans(("a", 0, 8))) is masked
    assert masked.unmask(spans(("d", 0, 2))) is masked
    corpus = corpus_of()
    assert corpus.unmask(spans(("a", 0, 3))) is corpus
    assert "mask" not in masked.unmask().layers
    assert "mask" in masked.layers


def test_copies_of_a_text_are_named_five_at_most() -> None:
    names = [f"{letter}.txt" for letter in "bcdefgh"]
    first = "b.txt, c.txt, d.txt, e.txt, f.txt"
    said = "The same text, letter for letter, stands in"
    assert duplicate_reason(names[:5]) == f"{said} {first}."
    assert duplicate_reason(names[:6]) == f"{said} {first} and 1 more."
    assert duplicate_reason([*names[:5]] * 300) == f"{said} {first} and 1,495 more."


def test_groups_of_a_column_of_numbers_dates_and_truths() -> None:
    corpus = corpus_of().assign(
        when=pd.to_datetime(["2013-05-01", "2022-01-01", "2022-01-01", None]),
        share=[0.5, 1.0, None, 0.5],
        is_long=[True, False, False, True],
    )
    codes, names = corpus.groups("share")
    assert (codes.tolist(), names) == ([1, 2, 0, 1], ("(no value)", "0.5", "1"))
    codes, names = corpus.groups("is_long")
    assert (codes.tolist(), names) == ([1, 0, 0, 1], ("False", "True"))
    codes, names = corpus.groups("when")
    assert codes.tolist() == [1, 2, 2, 0]
    assert corpus.where(share=0.5).names == ("a", "d")
    assert corpus.where(is_long=True, share=[0.5, 1]).names == ("a", "d")
    assert corpus.where(when="").names == ("d",)
