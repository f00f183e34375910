"""Distinctive terms and topics: against scikit-learn, on planted topics, and on the five documents."""

from __future__ import annotations

import itertools
import json
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import notes, tables
from discourse.contrast import distinctive
from discourse.corpus import Corpus
from discourse.counting.document_term_matrix import count_terms
from discourse.counting.tfidf import weigh
from discourse.errors import ColumnError, EmptyCorpusError, OptionError
from discourse.measures import document_share
from discourse.measures.topic_coherence import confirmation
from discourse.registries import WEIGHTING_SCHEMES
from discourse.topic_models import (
    Topics,
    topic_groups,
    topic_paragraphs,
    topic_quality,
    topics,
)
from discourse.topic_models._topic_groups import _estimate_shares
from discourse.topic_models._topic_quality import agreement, coherence, exclusivity
from discourse.topic_models.factorization import (
    MIN_TERM_WEIGHT,
    FittedTopics,
    TopicFit,
    factorize,
    prepare_input,
)
from discourse.topic_models.topic_labels import heaviest_terms, label_topics
from discourse.topic_models.topic_shares import reasons_without_shares

REFERENCE = json.loads(
    (Path(__file__).parents[1] / "reference" / "values.json").read_text(
        encoding="utf-8"
    )
)
DEBRIS = ("imgspider", "collecting", "university")


@pytest.fixture(scope="module")
def five(seeds: Path) -> Corpus:
    texts = {
        path.stem[:3]: path.read_text(encoding="utf-8")
        for path in sorted(seeds.glob("*.txt"))
    }
    meta = pd.read_csv(seeds / "metadata.csv", dtype=str, keep_default_na=False)
    return Corpus.from_texts(texts, meta.assign(doc=meta["doc"].str[:3]))


def cleaned(corpus: Corpus) -> Corpus:
    """The corpus with the lines of 000 masked that hold the debris looked for here."""
    spans, at = [], 0
    for line in corpus.raw["000"].splitlines(keepends=True):
        if any(word in line.lower() for word in DEBRIS) and len(line) < 80:
            spans.append(("000", at, at + len(line.rstrip("\n")), "debris"))
        at += len(line)
    return corpus.mask(pd.DataFrame(spans, columns=["doc", "start", "end", "kind"]))


# Distinctive terms ----------------------------------------------------------------------------------------------------


def test_weights_are_those_of_scikit_learn(five: Corpus) -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    stream = five.stream
    tokens = [
        [stream.vocabulary[i] for i in stream.ids[low:high]]
        for low, high in itertools.pairwise(stream.bounds.tolist())
    ]
    vectorizer = TfidfVectorizer(analyzer=list)
    dense = vectorizer.fit_transform(tokens).toarray()
    names = vectorizer.get_feature_names_out()
    table = distinctive(five, top=40)
    for row, doc in enumerate(five.names):
        own = table[table["group"] == doc]
        order = sorted(
            range(len(names)), key=lambda i: (-round(dense[row, i], 12), names[i])
        )[:40]
        assert own["term"].tolist() == names[order].tolist()
        assert np.allclose(own["weight"], dense[row, order], rtol=0, atol=1e-10)
        assert own["count"].tolist() == [
            tokens[row].count(term) for term in own["term"]
        ]
        assert own["documents"].tolist() == [
            sum(term in text for text in tokens) for term in own["term"]
        ]
        assert own["rank"].tolist() == list(range(1, 41))


def test_debris_leads_the_terms_of_one_document_until_it_is_masked(
    five: Corpus,
) -> None:
    table = distinctive(cleaned(five), top=11, stop="en", state="both")
    assert table["state"].drop_duplicates().tolist() == ["raw", "masked"]
    own = {
        state: part["term"].tolist()
        for state, part in table[table["group"] == "000"].groupby("state")
    }
    assert set(DEBRIS) <= set(own["raw"])
    assert not set(DEBRIS) & set(own["masked"])
    assert own["raw"][0] == own["masked"][0] == "political"


def test_raw_counts_what_is_masked(five: Corpus) -> None:
    masked = cleaned(five)
    raw = distinctive(masked, state="raw")
    pd.testing.assert_frame_equal(raw, distinctive(five).assign(state="raw"))
    pd.testing.assert_frame_equal(
        distinctive(masked, state="both"),
        pd.concat([raw, distinctive(masked)], ignore_index=True),
    )


def test_stop_words_may_be_given_once(five: Corpus) -> None:
    listed = ["the", "of", "and"]
    one, two = (
        distinctive(five, stop=stop, state="both") for stop in (iter(listed), listed)
    )
    pd.testing.assert_frame_equal(one, two)
    pd.testing.assert_frame_equal(
        topics(five, k=2, stop=iter(listed)).terms, topics(five, k=2, stop=listed).terms
    )


def test_distinctive_terms_say_how_coarse_they_are_and_whose(five: Corpus) -> None:
    table = distinctive(five, top=3)
    assert set(table["note"]) == {
        "idf of 5 documents has at most 5 levels; a weight is no test"
    }
    assert set(distinctive(five, top=3, scheme="share")["note"]) == {
        "a weight is no test"
    }
    assert set(table["of_documents"]) == {5}
    groups = distinctive(five, by="medium", top=400)
    always = "idf of 3 groups has at most 3 levels; a weight is no test"
    single = groups["group"].map(five.documents["medium"].value_counts()) == 1
    assert set(groups.loc[single, "note"]) == {f"the group is one document; {always}"}
    several = groups[~single]
    assert set(several["note"]) == {always, f"in one document only; {always}"}
    assert (
        several["note"].str.startswith("in one document only")
        == (several["documents"] == 1)
    ).all()
    assert set(distinctive(five, by=None, top=3)["note"].str.split("; ").str[0]) == {
        "idf of one group is the same for every term"
    }
    many = Corpus.from_texts({f"d{number}": f"peace w{number}" for number in range(30)})
    assert set(distinctive(many)["note"]) == {"a weight is no test"}


def test_groups_are_weighed_as_one_text_each(five: Corpus) -> None:
    table = distinctive(five, by="medium", scheme="plain", n=(1, 2), top=5)
    assert table["group"].drop_duplicates().tolist() == [
        "automatic rewrite",
        "human",
        "machine translation",
    ]
    counts = count_terms(five, n=(1, 2), by="medium")
    weights = weigh(counts.matrix, "plain").toarray()
    first = table[(table["group"] == "human") & (table["rank"] == 1)].iloc[0]
    assert first["weight"] == pytest.approx(weights[1].max(), rel=1e-10)
    assert first["documents"] <= len(five)
    whole = distinctive(five, by=None, top=1)
    assert whole[["group", "term"]].to_numpy().tolist() == [["", "the"]]
    with pytest.raises(ColumnError, match="Did you mean 'medium'"):
        distinctive(five, by="medum")


@pytest.mark.parametrize("scheme", sorted(WEIGHTING_SCHEMES))
@given(
    texts=st.lists(
        st.lists(st.sampled_from("abcd"), max_size=6).map(" ".join), max_size=4
    ),
    top=st.integers(1, 5),
)
def test_ranks_are_in_order_and_ties_by_name(
    scheme: str, texts: list[str], top: int
) -> None:
    corpus = Corpus.from_texts(
        {f"d{number}": text for number, text in enumerate(texts)}
    )
    table = distinctive(corpus, scheme=scheme, top=top)
    tables.check(table, "distinctive")
    assert (table["weight"] > 0).all()
    assert (table["count"] > 0).all()
    for _, own in table.groupby("group"):
        assert own["rank"].tolist() == list(range(1, len(own) + 1))
        assert len(own) <= top
        assert own[["weight", "term"]].apply(tuple, axis=1).tolist() == sorted(
            own[["weight", "term"]].apply(tuple, axis=1).tolist(),
            key=lambda pair: (-pair[0], pair[1]),
        )


def test_options_that_are_none_are_refused(five: Corpus) -> None:
    cases: list[tuple[dict[str, object], str]] = [
        ({"state": "clean"}, "'both', 'masked', 'raw'"),
        ({"top": 0}, "top=0"),
        ({"scheme": "x"}, "scheme"),
        ({"n": "3 letters"}, "length of a term"),
    ]
    for options, said in cases:
        with pytest.raises(OptionError, match=said):
            distinctive(five, **options)  # type: ignore[arg-type]


# Topics ---------------------------------------------------------------------------------------------------------------

PLANTED = {
    "ports": "port ship trade cargo harbour",
    "peace": "peace talks treaty ceasefire truce",
    "crops": "wheat rice harvest irrigation drought",
}


def planted(documents: int = 6, paragraphs: int = 8, seed: int = 5) -> Corpus:
    """Documents whose paragraphs each speak of one thing; the first half mostly of ports."""
    rng = np.random.default_rng(seed)
    texts, sides = {}, []
    for number in range(documents):
        chances = [0.7, 0.2, 0.1] if number < documents // 2 else [0.1, 0.3, 0.6]
        lines = []
        for _ in range(paragraphs):
            words = list(PLANTED.values())[rng.choice(3, p=chances)].split()
            lines.append(" ".join(rng.choice(words, size=12)) + " of the people.")
        texts[f"d{number:02}"] = "\n".join(lines)
        sides.append("sea" if number < documents // 2 else "land")
    meta = pd.DataFrame({"doc": list(texts), "side": sides})
    return Corpus.from_texts(texts, meta, paragraphs="line")


@pytest.mark.parametrize("model", ["nmf", "lda"])
def test_planted_topics_are_found(model: str) -> None:
    found = topics(planted(), k=3, model=model, top=5)  # type: ignore[arg-type]
    assert isinstance(found, Topics)
    terms = {frozenset(part["term"]) for _, part in found.terms.groupby("topic")}
    assert terms == {frozenset(words.split()) for words in PLANTED.values()}
    assert found.terms["topic"].drop_duplicates().tolist() == [1, 2, 3]


def test_factors_agree_with_scikit_learn(five: Corpus) -> None:
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    base = prepare_input(five, unit="paragraph", stop="en")
    segments = base.segments.stream
    lists = [
        segments.ids[low:high]
        for low, high in itertools.pairwise(segments.bounds.tolist())
    ]
    tokens = [[segments.vocabulary[i] for i in ids] for ids in lists]
    vocabulary = base.counts.spell()
    # The same terms, so the same matrix: only N, which scikit-learn counts with paragraphs left empty, could differ.
    full = [index for index, text in enumerate(tokens) if set(text) & set(vocabulary)]
    matrix = TfidfVectorizer(analyzer=list, vocabulary=vocabulary).fit_transform(
        [tokens[index] for index in full]
    )
    fit = NMF(n_components=4, init="nndsvda", random_state=0, max_iter=1000)
    weights = fit.fit_transform(matrix)
    size = fit.components_.sum(axis=1)
    order = np.argsort(-(weights * size).sum(axis=0))
    found = factorize(base.counts.matrix[full], 4, model="nmf", seed=0)
    assert np.allclose(
        found.terms, (fit.components_ / size[:, None])[order], rtol=0, atol=1e-9
    )
    assert np.allclose(found.weights, (weights * size)[:, order], rtol=0, atol=1e-9)


def test_allocations_agree_with_scikit_learn() -> None:
    from sklearn.decomposition import LatentDirichletAllocation

    base = prepare_input(planted(), unit="paragraph", stop="en")
    dense = base.counts.matrix.toarray()
    fit = LatentDirichletAllocation(n_components=3, random_state=7, max_iter=50)
    shares = fit.fit_transform(dense)
    weights = shares * dense.sum(axis=1, keepdims=True)
    order = np.argsort(-weights.sum(axis=0))
    found = factorize(base.counts.matrix, 3, model="lda", seed=7)
    assert np.allclose(found.weights, weights[:, order], rtol=0, atol=1e-9)
    expected = fit.components_ / fit.components_.sum(axis=1, keepdims=True)
    assert np.allclose(found.terms, expected[order], rtol=0, atol=1e-9)


def test_tables_hold_what_they_say(five: Corpus, tmp_path: Path) -> None:
    found = topics(five, k=4, top=7)
    assert found.terms.groupby("topic").size().tolist() == [7, 7, 7, 2], (
        "a topic of debris has two terms"
    )
    for _, own in found.terms.groupby("topic"):
        assert own["rank"].tolist() == list(range(1, len(own) + 1))
        assert own["weight"].is_monotonic_decreasing
        assert (own["weight"] > 0).all()
        assert own["weight"].sum() < 1 + 1e-9
        assert own["label"].nunique() == 1
        assert own["label"].iloc[0]
    documents = found.documents
    assert documents["doc"].tolist() == [doc for doc in five.names for _ in range(4)]
    assert np.allclose(documents.groupby("doc")["share"].sum(), 1.0, atol=1e-9)
    by_topic = documents.groupby("topic")["weight"].sum()
    assert by_topic.is_monotonic_decreasing, "the weightiest topic first"
    for table, kind in ((found.terms, "topics"), (documents, "topic_documents")):
        pd.testing.assert_frame_equal(
            tables.load(tables.save(table, tmp_path / "t.csv"), kind=kind), table
        )


def test_the_note_says_what_was_done_and_what_it_cannot_show(five: Corpus) -> None:
    note = topics(five, k=3).documents["note"].iloc[0]
    assert "nmf on 93 paragraphs of 5 documents, " in note
    assert "another k or start gives other topics: see topic_quality" in note
    for table in (topics(five, k=3).terms, topic_paragraphs(five, k=3)):
        assert set(table["note"]) == {note}
    assert (
        "nmf on 5 documents, "
        in topics(five, k=3, unit="document").terms["note"].iloc[0]
    )
    assert "without stop words (en+ru+zh)" in note
    assert "5 documents: topics describe these paragraphs, not a population" in note
    assert "stop words kept" in topics(five, k=3, stop=None).documents["note"].iloc[0]
    assert (
        "(a list of the user's)"
        in topics(five, k=3, stop=["the"]).documents["note"].iloc[0]
    )
    many = topics(planted(documents=50, paragraphs=2), k=3).documents["note"].iloc[0]
    assert "population" not in many


def test_labels_are_phrases_that_begin_and_end_with_words_of_substance(
    five: Corpus,
) -> None:
    labels = topics(cleaned(five), k=4).terms["label"].drop_duplicates().tolist()
    phrases = [phrase for label in labels for phrase in label.split(", ")]
    assert sum(" " in phrase for phrase in phrases) > len(phrases) / 2
    assert not [
        phrase
        for phrase in phrases
        if phrase.split()[0] in ("of", "the") or phrase.split()[-1] in ("of", "the")
    ]


ORDER = "We uphold a rules-based order and the community of common destiny for win win results."
PRESS = {
    "a": "PRESS RELEASE\nMedia contact for the press",
    "b": f"{ORDER}\nThe rules-based order serves peace.",
    "c": f"The community of common destiny is built.\n{ORDER}",
    "d": "Trade and ports need win win deals.\nPorts grow with trade.",
    "e": "Ports and trade for all.\nPeace and order.",
}
MORE = {
    "f": "The press wrote of the rules-based order and of the community of common destiny.",
    "g": "In the press, the community of common destiny and the rules-based order.",
}


@pytest.mark.parametrize(("k", "texts"), [(3, PRESS), (4, PRESS), (3, PRESS | MORE)])
def test_a_label_speaks_of_what_the_topic_is_about(
    k: int, texts: dict[str, str]
) -> None:
    found = topics(Corpus.from_texts(texts, paragraphs="line"), k=k)
    of_press = found.terms[found.terms["term"].eq("press") & found.terms["rank"].eq(1)]
    assert of_press["label"].tolist() == ["press"]
    share = found.documents.set_index(["doc", "topic"])["share"]
    assert share["a", of_press["topic"].iloc[0]] > 0.99, (
        "the only document that holds the topic"
    )
    assert " " in found.terms["label"].iloc[0], (
        "where phrases tell of a topic they name it"
    )


def labelled(
    terms: list[list[float]], weights: list[list[float]], texts: list[str]
) -> list[str]:
    """Labels of topics as given, of the words ash, bay, cod, dew, elm, in paragraphs."""
    base = prepare_input(
        Corpus.from_texts({"doc": "\n".join(texts)}, paragraphs="line"),
        unit="paragraph",
        stop=None,
    )
    assert base.counts.spell() == ["ash", "bay", "cod", "dew", "elm"]
    return label_topics(
        TopicFit(base, FittedTopics(np.array(terms), np.array(weights)))
    )


def test_a_phrase_of_a_label_stands_where_the_topic_is_held_and_has_a_term_of_it() -> (
    None
):
    texts = ["ash bay", "ash bay", "cod dew", "cod dew", "elm", "elm"]
    terms = [[0.5, 0.5, 0.0, 0.0, 0.0], [0.0, 0.0, 0.06, 0.07, 0.87]]
    weights = [[1.0, 0.0]] * 2 + [[0.0, 1.0]] * 4
    assert labelled(terms, weights, texts) == ["ash bay", "elm"], (
        "cod and dew are not what the topic is about"
    )
    terms[1] = [0.0, 0.0, 0.06, 0.1, 0.84]
    assert labelled(terms, weights, texts) == ["ash bay", "cod dew, elm"]
    weights[2] = weights[3] = [0.0, 0.06]
    assert labelled(terms, weights, texts) == ["ash bay", "cod dew, elm"]
    weights[2] = weights[3] = [0.0, 0.04]
    assert labelled(terms, weights, texts) == ["ash bay", "elm, dew"], (
        "a 25th of the heaviest: not held there"
    )


def test_a_topic_that_has_all_the_phrases_is_named_by_them() -> None:
    found = topics(
        Corpus.from_texts({doc: PRESS[doc] for doc in "abc"}, paragraphs="line"), k=2
    ).terms
    labels = found["label"].drop_duplicates().tolist()
    assert labels == [
        "community of common destiny, rules-based order, win win results",
        "press",
    ]


def test_terms_of_next_to_no_weight_are_no_terms_of_a_topic() -> None:
    found = topics(Corpus.from_texts(PRESS, paragraphs="line"), k=4).terms
    assert found.loc[found["label"] == "press", "term"].tolist() == ["press"]
    heaviest = found.groupby("topic")["weight"].transform("max")
    assert (found["weight"] >= MIN_TERM_WEIGHT * heaviest).all()
    slight = np.array(
        [[0.5, 0.5 * MIN_TERM_WEIGHT * 1.01, 0.5 * MIN_TERM_WEIGHT * 0.99, 1e-12, 0.0]]
    )
    base = prepare_input(
        Corpus.from_texts({"1": "a b c d e", "2": "a b c d e"}),
        unit="document",
        stop=None,
    )
    fit = TopicFit(base, FittedTopics(slight, np.ones((2, 1))))
    assert [entry.term for entry in heaviest_terms(fit, 5)[0]] == ["a", "b"]
    # Nor do they enter what is said of a topic's ten heaviest terms.
    assert exclusivity(np.array([[1.0, 1e-9, 0.0], [0.0, 0.5, 0.5]])) == pytest.approx(
        1.0
    )


def test_debris_makes_a_topic_of_its_own_until_it_is_masked(five: Corpus) -> None:
    raw = topics(five, k=3).terms["term"].tolist()
    masked = topics(cleaned(five), k=3).terms["term"].tolist()
    assert "imgspider" in raw
    assert not set(DEBRIS) & set(masked)


def as_bytes(found: Topics, folder: Path) -> bytes:
    return b"".join(
        tables.save(table, folder / "t.csv").read_bytes()
        for table in (found.terms, found.documents)
    )


@pytest.mark.parametrize("model", ["nmf", "lda"])
def test_topics_are_the_same_bytes_on_any_number_of_threads(
    seeds: Path, model: str, tmp_path: Path
) -> None:
    from threadpoolctl import threadpool_limits

    texts = {
        path.stem: path.read_text(encoding="utf-8")
        for path in sorted(seeds.glob("*.txt"))
    }
    found = []
    for threads in (1, 2):
        with threadpool_limits(limits=threads):
            made = topics(Corpus.from_texts(texts), k=4, unit="sentence", model=model)  # type: ignore[arg-type]
            found.append(as_bytes(made, tmp_path))
    assert found[0] == found[1]


def test_a_seed_is_a_number_or_a_generator(five: Corpus, tmp_path: Path) -> None:
    one = as_bytes(topics(five, k=3, model="lda", rng=1), tmp_path)
    assert one == as_bytes(topics(five, k=3, model="lda", rng=1), tmp_path)
    assert one != as_bytes(topics(five, k=3, model="lda", rng=2), tmp_path)
    made = (
        topics(five, k=3, model="lda", rng=np.random.default_rng(3)) for _ in range(2)
    )
    first, second = (as_bytes(found, tmp_path) for found in made)
    assert first == second
    for odd in (-1, True, 1.5, "0"):
        with pytest.raises(OptionError, match="rng="):
            topics(five, k=3, rng=odd)  # type: ignore[arg-type]


def test_a_document_without_words_has_no_share() -> None:
    corpus = planted(documents=4)
    texts = {
        **{doc: corpus.raw[doc] for doc in corpus.names},
        "empty": "",
        "other": "unheard unseen",
    }
    found = topics(Corpus.from_texts(texts, paragraphs="line"), k=2).documents
    silent = found["doc"].isin(["empty", "other"])
    assert silent.sum() == 4
    assert (found["weight"] > 0).tolist() == (found["share"] > 0).tolist()
    assert not found.loc[silent, "weight"].any()
    assert found["share"].isna().tolist() == silent.tolist()
    (note,) = set(found.loc[~silent, "note"])
    assert set(found.loc[found["doc"] == "empty", "note"]) == {
        f"it has no words; {note}"
    }
    assert set(found.loc[found["doc"] == "other", "note"]) == {
        f"none of its words is in the model; {note}"
    }


def test_a_document_whose_words_no_topic_tells_of_says_so() -> None:
    base = prepare_input(planted(documents=2), unit="paragraph", stop="en")
    reasons = reasons_without_shares(base, np.array([[0.0], [0.5]]), np.arange(2), 2)
    assert [notes.join([reason]) for reason in reasons] == [
        "none of the topics is in it",
        "",
    ]


def test_a_perfect_fit_makes_no_warning() -> None:
    for size, words in ((4, "a b c d e f g h"), (5, "a b c d e f")):
        same = Corpus.from_texts({f"d{number}": words for number in range(size)})
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = topics(same, k=1, stop=None)
        assert found.terms["weight"].tolist() == pytest.approx(
            [1 / len(words.split())] * len(words.split())
        )
        assert (found.documents["share"] == 1).all()


@pytest.mark.parametrize("unit", ["document", "paragraph", "sentence", "window"])
def test_any_unit_will_do(unit: str) -> None:
    found = topics(planted(), k=2, unit=unit)  # type: ignore[arg-type]
    assert f"{unit}s" in found.documents["note"].iloc[0]
    assert found.documents["doc"].nunique() == 6


def test_more_topics_than_paragraphs_are_refused(five: Corpus) -> None:
    with pytest.raises(OptionError, match=r"k=94 .* from 1 to 9\d"):
        topics(five, k=94)
    for odd in (0, -1, True, 2.5, "3"):
        with pytest.raises(OptionError, match="k="):
            topics(five, k=odd)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match=r"k=6 .* 1 to 5"):
        topics(five, k=6, unit="document")
    for options, said in (
        ({"model": "lsa"}, "'lda', 'nmf'"),
        ({"unit": "page"}, "'window'"),
        ({"top": 0}, "top=0"),
    ):
        with pytest.raises(OptionError, match=said):
            topics(five, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "texts", [{}, {"a": ""}, {"a": "One word."}, {"a": "the the", "b": "of the"}]
)
def test_nothing_to_find_topics_in_is_said(texts: dict[str, str]) -> None:
    with pytest.raises(EmptyCorpusError, match="no word occurs in two paragraphs"):
        topics(Corpus.from_texts(texts), k=1)


# Paragraphs and groups ------------------------------------------------------------------------------------------------


def test_paragraphs_are_quoted_letter_for_letter(five: Corpus, tmp_path: Path) -> None:
    table = topic_paragraphs(five, k=4, top=3)
    tables.check(table, "topic_paragraphs")
    for row in table.to_dict("records"):
        assert five.raw[row["doc"]][row["start"] : row["end"]] == row["surface"]
    assert table.groupby("topic")["rank"].agg(list).tolist() == [[1, 2, 3]] * 4
    assert (table.groupby("topic")["weight"].diff().dropna() <= 0).all()
    labels = (
        topics(five, k=4)
        .terms[["topic", "label"]]
        .drop_duplicates()
        .to_numpy()
        .tolist()
    )
    assert table[["topic", "label"]].drop_duplicates().to_numpy().tolist() == labels
    pd.testing.assert_frame_equal(
        tables.load(tables.save(table, tmp_path / "t.csv"), kind="topic_paragraphs"),
        table,
    )


def test_paragraphs_of_a_planted_topic_speak_of_it() -> None:
    corpus = planted()
    table = topic_paragraphs(corpus, k=3, top=4)
    for _, own in table.groupby("topic"):
        spoken = {
            word for text in own["surface"] for word in text.rstrip(".").split()
        } - {"of", "the", "people"}
        assert spoken in [set(words.split()) for words in PLANTED.values()]
    assert (table["share"] > 0.9).all()


def test_groups_have_the_share_of_their_weight_and_an_interval(tmp_path: Path) -> None:
    corpus = planted(documents=20)
    table = topic_groups(corpus, by="side", k=3)
    tables.check(table, "topic_groups")
    weights = topics(corpus, k=3).documents.merge(corpus.documents, on="doc")
    of_topic, whole = (
        weights.groupby(["topic", "side"])["weight"].sum(),
        weights.groupby("side")["weight"].sum(),
    )
    for row in table.to_dict("records"):
        share = of_topic[row["topic"], row["group"]] / whole[row["group"]]
        assert row["share"] == pytest.approx(share, abs=1e-9)
        assert 0 <= row["low"] < row["share"] < row["high"] <= 1
        assert row["note"] == ""
        assert row["documents"] == 10
        assert row["interval"] == "clopper_pearson_effective"
        assert row["interval_unit"] == "documents"
        assert row["confidence_level"] == 0.95
    of_ports = table[
        table["label"].str.contains("ship|port|cargo|trade|harbour")
    ].set_index("group")
    assert of_ports.loc["sea", "low"] > of_ports.loc["land", "high"]
    pd.testing.assert_frame_equal(
        tables.load(tables.save(table, tmp_path / "t.csv"), kind="topic_groups"), table
    )
    pd.testing.assert_frame_equal(
        topic_groups(corpus, by="side", k=3, rng=np.random.default_rng(0)), table
    )


def test_the_interval_counts_paragraphs_and_takes_documents_as_units() -> None:
    rng = np.random.default_rng(3)
    weight = rng.gamma(0.7, size=(9, 4)) * rng.integers(1, 9, size=(9, 1))
    shares = _estimate_shares(weight, paragraphs=80.0, confidence_level=0.95)
    share, low, high = shares.share, shares.low, shares.high
    of = weight.sum(axis=1) * 80 / weight.sum()
    assert of.sum() == pytest.approx(80)
    expected = document_share(weight * 80 / weight.sum(), of)
    assert np.allclose(share, weight.sum(axis=0) / weight.sum(), atol=1e-12)
    assert np.allclose([low, high], expected, atol=1e-5)
    # What every document has alike is known as well as so many paragraphs let it be, and no better.
    alike = _estimate_shares(
        np.tile([0.2, 0.8], (9, 1)), paragraphs=80.0, confidence_level=0.95
    )
    wider = _estimate_shares(
        np.tile([0.2, 0.8], (9, 1)), paragraphs=20.0, confidence_level=0.95
    )
    assert 0.05 < alike.low[0] < 0.2 < alike.high[0] < 0.4
    assert wider.low[0] < alike.low[0]


@pytest.mark.parametrize("topic", [0, 1])
def test_a_topic_that_is_all_or_nothing_of_a_group_ends_at_0_or_1(topic: int) -> None:
    weight = np.zeros((7, 2))
    weight[:, topic] = np.random.default_rng(1).random(7) / 3
    shares = _estimate_shares(weight, paragraphs=30.0, confidence_level=0.95)
    share, low, high = shares.share, shares.low, shares.high
    assert (share[topic], high[topic]) == (1.0, 1.0)
    assert (share[1 - topic], low[1 - topic]) == (0.0, 0.0)
    assert 0 < high[1 - topic] < 0.5
    assert low[topic] == pytest.approx(1 - high[1 - topic])


def test_fewer_than_three_documents_have_no_interval_and_few_a_warning(
    five: Corpus,
) -> None:
    table = topic_groups(five, by="medium", k=2)
    assert table[["low", "high"]].isna().all(axis=None)
    alone, two = (
        table[table["group"] == group] for group in ("automatic rewrite", "human")
    )
    assert set(alone["interval"]) == {"one_document"}
    assert alone["note"].tolist() == ["1 document: illustrative"] * 2
    assert set(two["interval"]) == {"two_texts"}
    assert set(two["note"]) == {"2 documents: illustrative"}
    assert np.allclose(table.groupby("group")["share"].sum(), 1.0)
    with pytest.raises(ColumnError, match="medium"):
        topic_groups(five, by="mediums", k=2)


def test_a_group_without_words_of_the_model_has_a_row_that_says_so(
    tmp_path: Path,
) -> None:
    corpus = planted(documents=4)
    unheard = " ".join(f"unheard{number}" for number in range(24))
    texts = {
        **{doc: corpus.raw[doc] for doc in corpus.names},
        "empty": "",
        "other": unheard,
        "third": "unseen",
    }
    side = ["sea", "sea", "land", "land", "none", "other", "land"]
    corpus = Corpus.from_texts(
        texts, pd.DataFrame({"doc": list(texts), "side": side}), paragraphs="line"
    )
    table = topic_groups(corpus, by="side", k=2, unit="document")
    tables.check(table, "topic_groups")
    assert table["group"].tolist() == ["land", "none", "other", "sea"] * 2
    assert table["topic"].tolist() == [1] * 4 + [2] * 4
    silent = table[table["group"].isin(["none", "other"])]
    assert silent[["share", "low", "high"]].isna().all(axis=None)
    assert not silent["documents"].any()
    assert set(silent["interval"]) == {"no_share"}
    assert (
        silent["note"].tolist()
        == ["it has no words", "none of its words is in the model"] * 2
    )
    told = table.drop(silent.index)
    assert told["documents"].tolist() == [2] * 4, (
        "a document without words in the model is none of a group's"
    )
    assert set(told["note"]) == {"2 documents: illustrative"}
    assert np.allclose(told.groupby("group")["share"].sum(), 1.0)
    pd.testing.assert_frame_equal(
        tables.load(tables.save(table, tmp_path / "t.csv"), kind="topic_groups"), table
    )


# Quality --------------------------------------------------------------------------------------------------------------


def test_the_planted_number_of_topics_holds_best(tmp_path: Path) -> None:
    table = topic_quality(planted(), k=(2, 5), runs=4)
    tables.check(table, "topic_quality")
    assert table["k"].tolist() == [2, 3, 4, 5]
    best = table.set_index("k")
    assert best["exclusivity"].idxmax() == 3
    assert best.loc[3, "stability"] > 0.95
    assert best.loc[3, "stability_documents"] > best.loc[5, "stability_documents"]
    assert best.loc[3, "coherence"] > 0.3 > best.loc[2, "coherence"]
    pd.testing.assert_frame_equal(topic_quality(planted(), k=(2, 5), runs=4), table)
    pd.testing.assert_frame_equal(
        tables.load(tables.save(table, tmp_path / "t.csv"), kind="topic_quality"), table
    )


def test_one_topic_is_everything_and_always_there() -> None:
    row = topic_quality(planted(), k=(1, 1), runs=2).iloc[0]
    assert row["exclusivity"] == 1.0
    assert row["stability"] == 1.0


def test_numbers_that_cannot_be_had_are_left_out_and_it_is_said(five: Corpus) -> None:
    table = topic_quality(five, k=(4, 9), unit="document", runs=5)
    assert table["k"].tolist() == [4, 5]
    assert set(table["note"]) == {"no more than 5 topics are possible"}
    assert table["stability_documents"].isna().tolist() == [False, True], (
        "four documents cannot bear five topics"
    )
    cases: list[tuple[dict[str, object], str]] = [
        ({"k": (6, 9), "unit": "document"}, "allow at most"),
        ({"k": 3}, "pair"),
        ({"k": (3, 2)}, "pair"),
        ({"runs": 0}, "runs=0"),
        ({"model": "x"}, "model"),
    ]
    for options, said in cases:
        with pytest.raises(OptionError, match=said):
            topic_quality(five, **options)  # type: ignore[arg-type]


def test_coherence_is_the_published_npmi() -> None:
    entry = next(entry for entry in REFERENCE if entry["measure"] == "coh_NPMI")
    # Two words, in the documents 2, 3, 4 and 3, 5 of five; a term without weight is none of the topic's.
    counts = count_terms(
        Corpus.from_texts(
            {"1": "rest", "2": "one", "3": "one two", "4": "one", "5": "two rest"}
        )
    )
    assert counts.spell() == ["one", "rest", "two"]
    assert coherence(counts.matrix, np.array([[0.6, 0.0, 0.4]])) == pytest.approx(
        entry["expected"], abs=entry["tol"]
    )


def test_coherence_is_the_mean_of_all_pairs_in_paragraphs_with_words() -> None:
    corpus = Corpus.from_texts(
        {"1": "x", "2": "a b", "3": "a b c", "4": "a", "5": "b c x", "6": "c a"}
    )
    counts = count_terms(corpus, stop=["x"])
    there = counts.matrix.toarray() > 0
    pairs = [(there[:, i], there[:, j]) for i, j in itertools.combinations(range(3), 2)]
    expected = np.mean(
        [confirmation((one & two).sum(), one.sum(), two.sum(), 5) for one, two in pairs]
    )
    assert coherence(counts.matrix, np.array([[0.5, 0.3, 0.2]])) == pytest.approx(
        float(expected), abs=1e-12
    )


def test_exclusive_topics_share_no_term_and_equal_ones_all() -> None:
    apart = np.kron(np.eye(3), np.full((1, 12), 1 / 12))
    assert exclusivity(apart) == 1.0
    assert exclusivity(np.tile(np.full((1, 12), 1 / 12), (3, 1))) == pytest.approx(
        1 / 3
    )


def test_agreement_matches_topics_whatever_their_order() -> None:
    rng = np.random.default_rng(0)
    terms = rng.random((4, 60))
    assert agreement(terms, terms[[2, 0, 3, 1]]) == 1.0
    assert agreement(np.eye(2, 40), np.roll(np.eye(2, 40), 20, axis=1)) < 1.0
    blocks = np.kron(np.eye(4), np.ones((1, 10)))
    assert agreement(blocks[:2], blocks[2:]) == 0.0
    assert agreement(blocks[:2], blocks[[1, 2]]) == 0.5


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda c: distinctive(c, top=2.5), "top=2.5: a whole number from 1"),
        (lambda c: distinctive(c, stop=42), "stop=42: expected the name of a list"),
        (lambda c: topics(c, k=1, top="3"), "Write top=3."),
        (lambda c: topic_quality(c, runs="3"), "Write runs=3."),
        (lambda c: topic_quality(c, k=2), "a pair of whole numbers was expected"),
        (lambda c: topic_quality(c, k=("2", 3)), "Write k[0]=2."),
        (
            lambda c: topic_quality(c, k=(3, 2)),
            "k=(3, 2): a pair of whole numbers was expected",
        ),
    ],
)
def test_numbers_that_are_none_are_told_alike(
    call: Callable[[Corpus], object], said: str
) -> None:
    with pytest.raises(OptionError) as caught:
        call(planted())
    assert said in str(caught.value)


def test_numbers_of_numpy_are_taken() -> None:
    two = (np.int64(2), np.int64(2))
    table = topic_quality(planted(), k=two, runs=np.int64(1))  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(table, topic_quality(planted(), k=(2, 2), runs=1))
    pd.testing.assert_frame_equal(
        distinctive(planted(), top=np.int64(2)), distinctive(planted(), top=2)
    )
