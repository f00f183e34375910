"""What a message proposes is taken from the message, run, and gives what it promises.

Each case is a cause, a regular expression that finds the proposal in the message, and
the call that follows the proposal on the input that caused the message. Proposals for
encodings, dates, heads and names of files are run beside their readers, in
``tests/reading`` and ``tests/formulas``.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import discourse
from discourse.corpus import Corpus
from discourse.errors import DiscourseError
from discourse.phrases import Phrase
from discourse.validation import check_number, check_whole_number

TEXTS = {
    "a": "A win-win road for the people of the region. One belt and one road.",
    "b": "The people of the region want a win-win road. One belt and one road.",
    "c": "Peace and trade are what the people of the region want of the road.",
}
DOCUMENTS = pd.DataFrame(
    {
        "doc": list(TEXTS),
        "place": ["China", "Laos", "China"],
        "year": [2019, 2020, 2021],
    }
)
CORPUS = Corpus.from_texts(TEXTS, DOCUMENTS)
NAMES = {
    "Phrase": Phrase,
    "corpus": CORPUS,
    "dc": discourse,
    "discourse": discourse,
    "from_texts": Corpus.from_texts,
    "json": json,
    "lexicon": "win-win",
    "pandas": pd,
}


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def message_of(cause: Callable[[], object]) -> str:
    with pytest.raises(DiscourseError) as caught:
        cause()
    return str(caught.value)


def run(code: str, **names: object) -> Any:
    return eval(code, {**NAMES, **names})


@dataclass(frozen=True)
class Case:
    """A cause, where its message proposes something, and what follows from that."""

    cause: Callable[[], object]
    proposal: str
    follow: Callable[[str], object]
    result: Callable[[Any], bool] = lambda result: result is not None


def call(
    function: Callable[..., Any], *args: Any, **given: Any
) -> Callable[[str], Any]:
    """The call that adds the options that a message proposes, as code."""

    def follow(options: str) -> Any:
        return function(*args, **{**given, **run(f"dict({options})")})

    return follow


def case_of_verb(verb: str, *args: Any, extra: tuple[Any, ...]) -> Case:
    """An option that came without its name."""
    function = getattr(discourse, verb)
    return Case(
        lambda: function(CORPUS, *args, *extra),
        r"Write (.*)\.$",
        call(function, CORPUS, *args),
    )


SHUFFLED = pd.DataFrame({"doc": ["b", "a"], "place": ["x", "y"]})
NUMBERED = pd.DataFrame({"doc": [2, 1], "place": ["x", "y"]})
TWO_LETTERS = {"a": "x", "b": "y"}

CASES = {
    # options without their names
    "kwic width": case_of_verb("kwic", "win-win", extra=(5,)),
    "ngrams n": case_of_verb("ngrams", extra=(3,)),
    "ngrams range": case_of_verb("ngrams", extra=((1, 3),)),
    "frequencies by": case_of_verb("frequencies", "win-win", extra=("place",)),
    "keyness by, target": case_of_verb("keyness", extra=("place", "China")),
    "similarity measure": case_of_verb("similarity", extra=("cosine",)),
    "collocates window": case_of_verb("collocates", "road", extra=(5,)),
    "recurring n": case_of_verb("recurring", extra=(2,)),
    "recurring range": case_of_verb("recurring", extra=((2, 5),)),
    "topics k": case_of_verb("topics", extra=(2,)),
    "diversity window": case_of_verb("diversity", extra=(10,)),
    "dispersion by": case_of_verb("dispersion", 1, extra=("place",)),
    "coverage n": case_of_verb("coverage", extra=(3,)),
    "variants by": case_of_verb("variants", "win-win", extra=("place",)),
    # values of options
    "a number as text": Case(
        lambda: discourse.kwic(CORPUS, "road", width="3"),  # type: ignore[arg-type]
        r"Write (width=.*)\.$",
        call(discourse.kwic, CORPUS, "road"),
    ),
    "a whole float": Case(
        lambda: discourse.ngrams(CORPUS, min_count=2.0),  # type: ignore[arg-type]
        r"Write (.*)\.$",
        call(discourse.ngrams, CORPUS),
    ),
    "a share as text": Case(
        lambda: discourse.similarity(CORPUS, min_score="0.12345678"),  # type: ignore[arg-type]
        r"Write (.*)\.$",
        call(discourse.similarity, CORPUS),
    ),
    "all digits of a number": Case(
        lambda: check_number("x", "1234567.125"),
        r"Write x=(.*)\.$",
        lambda code: check_number("x", run(code)),
        lambda number: number == 1234567.125,
    ),
    "a large whole number": Case(
        lambda: check_whole_number("x", "12345678"),
        r"Write x=(.*)\.$",
        lambda code: check_whole_number("x", run(code)),
        lambda number: number == 12345678,
    ),
    "a level in percent": Case(
        lambda: discourse.frequencies(CORPUS, "road", confidence_level=95),
        r"such as (.*)\.$",
        lambda code: discourse.frequencies(
            CORPUS, "road", confidence_level=run(code)
        ),
    ),
    "a misspelt value": Case(
        lambda: CORPUS.segment("paragraphs"),  # type: ignore[arg-type]
        r"Did you mean '(.*)'\?",
        CORPUS.segment,  # type: ignore[arg-type]
    ),
    "a misspelt column": Case(
        lambda: discourse.frequencies(CORPUS, "road", by="plac"),
        r"Did you mean '(.*)'\?",
        lambda by: discourse.frequencies(CORPUS, "road", by=by),
    ),
    "a misspelt target": Case(
        lambda: discourse.keyness(CORPUS, by="place", target="china "),
        r"Did you mean '(.*)'\?",
        lambda target: discourse.keyness(CORPUS, by="place", target=target),
    ),
    "no column for groups": Case(
        lambda: discourse.keyness(CORPUS),
        r"such as (by='.*?');",
        call(discourse.keyness, CORPUS),
    ),
    "two columns": Case(
        lambda: discourse.frequencies(CORPUS, "road", by=["place", "year"]),  # type: ignore[arg-type]
        r"Make one of them: (corpus\.assign\(.*\)), then use 'both'\.",
        lambda code: discourse.frequencies(run(code), "road", by="both"),
        lambda table: "China 2019" in set(table["group"]),
    ),
    "a list of stop words": Case(
        lambda: discourse.ngrams(CORPUS, stop="en,mine"),
        r"as in ('.*?'),",
        lambda code: discourse.ngrams(CORPUS, stop=run(code)),
    ),
    "a frame of two words": Case(
        lambda: discourse.ngrams(CORPUS, n=2, slot=True),
        r"; write (.*)\.$",
        call(discourse.ngrams, CORPUS, slot=True),
    ),
    "a background for rarity": Case(
        lambda: discourse.recurring(CORPUS, sort="rarity"),
        r"give background=\.\.\., such as ('.*?'),",
        lambda code: discourse.recurring(CORPUS, sort="rarity", background=run(code)),
    ),
    "another order than rarity": Case(
        lambda: discourse.recurring(CORPUS, sort="rarity"),
        r"sort by one of ('.*?'),",
        lambda code: discourse.recurring(CORPUS, sort=run(code)),
    ),
    "a lexicon of what is known": Case(
        lambda: discourse.recurring(CORPUS, known=False),
        r"give (lexicon)=\.\.\. as well",
        lambda name: discourse.recurring(CORPUS, known=False, **{name: "win-win"}),
    ),
    "too many topics": Case(
        lambda: discourse.topics(CORPUS, k=9),
        r"Write (k=None)",
        call(discourse.topics, CORPUS),
    ),
    "a background for a model without an idf": Case(
        lambda: discourse.topics(CORPUS, model="lda", background="un-general-debate"),
        r"(?:W|w)rite (model='nmf')",
        call(discourse.topics, CORPUS, k=2, background="un-general-debate"),
    ),
    "one group alone": Case(
        lambda: discourse.shared_features(
            CORPUS.where(place="China"), "China", "Laos", by="place"
        ),
        r"or (by='doc')\.",
        call(discourse.shared_features, CORPUS.where(place="China"), "a", "c"),
    ),
    "a misspelt document": Case(
        lambda: Corpus.from_texts({"speech": "x"})["speach"],
        r"Did you mean '(.*)'\?",
        lambda doc: Corpus.from_texts({"speech": "x"})[doc],
    ),
    "a table of no chart": Case(
        lambda: discourse.save(plt.figure(), "x", table=5),  # type: ignore[arg-type]
        r"Write discourse\.save\(chart, 'name', (table)=table\)",
        lambda option: discourse.save(
            discourse.plot.ngrams(discourse.ngrams(CORPUS)),
            "x",
            folder=".",
            **{option: discourse.ngrams(CORPUS)},
        ),
    ),
    # the corpus and its metadata
    "a slice": Case(
        lambda: CORPUS[0:3],  # type: ignore[index]
        r"write (corpus\.where\(.*\))\.$",
        run,
        lambda corpus: corpus.names == ("a", "b", "c"),
    ),
    "a mask of another length": Case(
        lambda: CORPUS.where([True, False]),  # type: ignore[arg-type]
        r"such as (corpus\.where\(.*\))\.$",
        run,
        lambda corpus: len(corpus) > 0,
    ),
    "a mask of another index": Case(
        lambda: CORPUS.where(pd.Series([True] * 3, index=[7, 8, 9])),
        r"give a function: (corpus\.where\(.*\))\.$",
        run,
        lambda corpus: len(corpus) > 0,
    ),
    "text against numbers": Case(
        lambda: CORPUS.where(lambda documents: documents["year"] > "2019"),
        r"write (documents.*)\.$",
        lambda code: CORPUS.where(lambda documents: run(code, documents=documents)),
        lambda corpus: len(corpus) > 0,
    ),
    "names of no column": Case(
        lambda: CORPUS.unite({"Laos": "Lao PDR"}),
        r"write unite\(\{\.\.\.\}, (column='.*')\) with",
        call(CORPUS.unite, {"Laos": "Lao PDR"}),
        lambda corpus: "Lao PDR" in corpus.documents["place"].tolist(),
    ),
    "texts as a list": Case(
        lambda: Corpus.from_texts(["x", "y"]),  # type: ignore[arg-type]
        r"Write (from_texts\(dict\(zip\(ids, texts\)\)\)),",
        lambda code: run(code, ids=["a", "b"], texts=["x", "y"]),
        lambda corpus: corpus.names == ("a", "b"),
    ),
    "texts to be numbered": Case(
        lambda: Corpus.from_texts(["x", "y"]),  # type: ignore[arg-type]
        r"or (from_texts\(.*\)) to number",
        lambda code: run(code, texts=["x", "y"]),
        lambda corpus: corpus.names == ("1", "2"),
    ),
    "texts as a Series": Case(
        lambda: Corpus.from_texts(pd.Series(TWO_LETTERS)),  # type: ignore[arg-type]
        r"Write (from_texts\(.*\))\.$",
        lambda code: run(code, series=pd.Series(TWO_LETTERS)),
        lambda corpus: corpus.names == ("a", "b"),
    ),
    "texts in a table": Case(
        lambda: Corpus.from_texts(pd.DataFrame({"by": ["p"], "body": ["x y z"]})),  # type: ignore[arg-type]
        r"Give the table to (discourse\.read\(.*\))\.$",
        lambda code: run(code, table=pd.DataFrame({"by": ["p"], "body": ["x y z"]})),
        lambda corpus: corpus.texts == ("x y z",),
    ),
    "one text": Case(
        lambda: Corpus.from_texts("win-win"),  # type: ignore[arg-type]
        r"Write (from_texts\(.*?\));",
        lambda code: run(code, text="win-win"),
        lambda corpus: corpus.texts == ("win-win",),
    ),
    "bytes in UTF-8": Case(
        lambda: Corpus.from_texts({"a": "é".encode()}),  # type: ignore[dict-item]
        r"Decode it: (.*)\.$",
        lambda code: run(code, data="é".encode()),
        lambda text: text == "é",
    ),
    "metadata in another order": Case(
        lambda: Corpus.from_texts(TWO_LETTERS, SHUFFLED),
        r"write documents=(.*)\.$",
        lambda code: Corpus.from_texts(
            TWO_LETTERS, run(code, table=SHUFFLED, texts=TWO_LETTERS)
        ),
        lambda corpus: corpus.documents["place"].tolist() == ["y", "x"],
    ),
    "metadata with numbers in another order": Case(
        lambda: Corpus.from_texts({"1": "x", "2": "y"}, NUMBERED),
        r"write documents=(.*)\.$",
        lambda code: Corpus.from_texts(
            {"1": "x", "2": "y"}, run(code, table=NUMBERED, texts={"1": "", "2": ""})
        ),
        lambda corpus: corpus.documents["place"].tolist() == ["y", "x"],
    ),
    # lexicons and patterns
    "a list of wordings": Case(
        lambda: discourse.Lexicon.read(["win-win", "one road"]),  # type: ignore[arg-type]
        r"Write (\{.*?\}) for",
        lambda code: discourse.Lexicon.read(run(code)),
    ),
    "a phrase for a lexicon": Case(
        lambda: discourse.Lexicon.read("win-win"),
        r"write (Phrase\(.*\))\.$",
        lambda code: discourse.frequencies(CORPUS, run(code)),
    ),
    "a bracket that closes nothing": Case(
        lambda: Phrase("win) win"),
        r"write '(.*)' for the character",
        lambda code: Phrase("win) win".replace(")", code)),
    ),
    "a bracket that stays open": Case(
        lambda: Phrase("(win"),
        r"not closed; write '(.*)'\.",
        lambda code: Phrase("(win" + code),
    ),
    "a question mark": Case(
        lambda: Phrase("peace ? now"),
        r"write '(.*)' for the character",
        lambda code: Phrase("peace ? now".replace("?", code)),
    ),
    "a question mark after a word": Case(
        lambda: Phrase("peace? now"),
        r"write '(.*?)' for the word",
        lambda code: discourse.mentions(CORPUS, Phrase(code)),
    ),
    "a question mark at the edge": Case(
        lambda: Phrase("peace?"),
        r"or '(.*)' if the last letter",
        lambda code: discourse.mentions(CORPUS, Phrase(code)),
    ),
    "a bracket at the edge": Case(
        lambda: Phrase("win-win)"),
        r"(leave it out)",
        lambda _: Phrase("win-win)".replace(")", "")),
    ),
    "a regular expression": Case(
        lambda: Phrase("win.*win"),
        r"write '(.*?)' for words between",
        lambda code: discourse.frequencies(CORPUS, Phrase(code)),
    ),
    "a gap that is none": Case(
        lambda: Phrase("a <x> b"),
        r"write '(.*)' for the character",
        lambda code: Phrase("a <x> b".replace("<", code)),
    ),
    # saving and drawing
    "a name with the ending of a picture": Case(
        lambda: discourse.save(discourse.ngrams(CORPUS), "x.jpg"),
        r"Try '(.*)'\.$",
        lambda name: discourse.save(discourse.ngrams(CORPUS), name, folder="."),
        lambda _: Path("x.csv").exists(),
    ),
    "a name with a folder": Case(
        lambda: discourse.save(discourse.ngrams(CORPUS), "fig 1/a.png"),
        r"Try ('a' with folder='fig 1')\.$",
        lambda advice: run(
            f"discourse.save(table, {advice.replace(' with ', ', ')})",
            discourse=discourse,
            table=discourse.ngrams(CORPUS),
        ),
        lambda _: Path("fig 1/a.csv").exists(),
    ),
    "a corpus for a chart": Case(
        lambda: discourse.plot.ngrams(CORPUS),  # type: ignore[arg-type]
        r"Make one with discourse\.(\w+)\(",
        lambda verb: discourse.plot.ngrams(getattr(discourse, verb)(CORPUS)),
    ),
    "a figure for axes": Case(
        lambda: discourse.plot.ngrams(discourse.ngrams(CORPUS), ax=plt.figure()),
        r"write ax=(.*)\.$",
        lambda code: discourse.plot.ngrams(
            discourse.ngrams(CORPUS), ax=run(code, figure=plt.figure())
        ),
    ),
    "an array of axes": Case(
        lambda: discourse.plot.ngrams(
            discourse.ngrams(CORPUS), ax=np.array([plt.figure().subplots()])
        ),
        r"such as (axes\.flat\[0\])",
        lambda code: discourse.plot.ngrams(
            discourse.ngrams(CORPUS),
            ax=run(code, axes=np.array([plt.figure().subplots()])),
        ),
    ),
    "a verb that needs more": Case(
        lambda: discourse.mask_changes(CORPUS, discourse.frequencies),
        r"as in (dc\.mask_changes\(.*\))\.$",
        lambda code: run(code, formulas="win-win"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_proposed_gives_what_it_promises(name: str) -> None:
    case = CASES[name]
    message = message_of(case.cause)
    found = re.search(case.proposal, message)
    assert found, message
    result = case.follow(found[1])
    assert case.result(result)
    plt.close("all")


# Proposals in tables and notes ---------------------------------------------------------


def write(name: str, content: str | bytes) -> None:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def suspected(kind: str, **options: Any) -> str:
    """The remedy for what is suspected of one kind in the folder of texts."""
    table = discourse.read("texts", **options).suspected
    return str(table.loc[table["kind"] == kind, "mend"].iloc[0])


def test_control_characters_of_latin_1_are_read_by_the_encoding_named() -> None:
    write("texts/a.txt", "China’s role".encode("cp1252"))
    remedy = suspected("controls", encoding="latin-1")
    (encoding,) = re.findall(r"declare '([^']+)' instead", remedy)
    corpus = discourse.read("texts", encoding=encoding)
    assert corpus.texts == ("China’s role",)
    # In a file in UTF-8 no encoding is at fault, and none is to be declared.
    write("texts/a.txt", "China\x92s role")
    assert "else the mistake is in the file" in suspected("controls")


def test_entities_are_decoded_by_the_function_named() -> None:
    text = "Belt &amp; Road&#8217;s &ldquo;way&rdquo;"
    write("texts/a.txt", text)
    (function,) = re.findall(r"html\.(\w+)", suspected("entities"))
    write("texts/a.txt", getattr(html, function)(text))
    assert "entities" not in set(discourse.read("texts").suspected["kind"])


def test_narrow_lines_are_joined_by_the_option_named() -> None:
    lines = [
        "the people of the region",
        "want peace and a road to",
        "all of the others on it",
    ]
    write("texts/a.txt", "\n".join(lines * 9))
    (mode,) = re.findall(r"paragraphs='(\w+)'", suspected("narrow lines"))
    corpus = discourse.read("texts", paragraphs=mode)
    assert "narrow lines" not in set(corpus.suspected["kind"])
    assert len(corpus.segment("paragraph")) == 1


def test_a_table_beside_the_texts_is_given_by_the_option_named() -> None:
    write("texts/a.txt", "One belt")
    write("texts/about.csv", "doc,place\na,China\n")
    remedy = suspected("not read")
    (name,) = re.findall(r"metadata='([^']+)'", remedy)
    corpus = discourse.read("texts", metadata=name)
    assert corpus.documents["place"].tolist() == ["China"]


def test_a_folder_with_a_table_alone_is_read_by_the_call_named() -> None:
    write("texts/speeches.csv", "text\nOne belt\n")
    message = message_of(lambda: discourse.read("texts"))
    (code,) = re.findall(r"did you mean (.*)\?$", message)
    assert run(code).texts == ("One belt",)


def test_a_column_of_texts_with_another_name_is_named() -> None:
    frame = pd.DataFrame({"id": ["a"], "speech": ["One belt, one road"]})
    message = message_of(lambda: discourse.read(frame))
    (options,) = re.findall(r"(text='[^']+')\?", message)
    assert call(discourse.read, frame)(options).texts == ("One belt, one road",)


def test_a_column_of_ids_with_another_name_is_renamed_as_named() -> None:
    write("texts/a.txt", "One belt")
    table = pd.DataFrame({"file": ["a.txt"], "place": ["China"]})
    message = message_of(lambda: discourse.read("texts", metadata=table))
    ((column, name),) = re.findall(r"Column '(\w+)' .* call it '(\w+)'", message)
    corpus = discourse.read("texts", metadata=table.rename(columns={column: name}))
    assert corpus.documents["place"].tolist() == ["China"]


def test_a_misspelt_file_is_found_by_the_name_proposed() -> None:
    write("texts/speech.txt", "One belt")
    message = message_of(lambda: discourse.read("texts/speach.txt"))
    (name,) = re.findall(r"Did you mean '([^']+)'\?", message)
    assert discourse.read(f"texts/{name}").texts == ("One belt",)


def test_good_files_are_kept_by_the_option_named() -> None:
    write("texts/a.txt", b"caf\xe9")
    write("texts/b.txt", "One belt")
    message = message_of(lambda: discourse.read("texts"))
    (options,) = re.findall(r"with (on_error='\w+')", message)
    assert call(discourse.read, "texts")(options).names == ("b",)


def test_an_encoding_column_does_what_is_said_of_it() -> None:
    write("texts/a.txt", "China’s role".encode("cp1252"))
    message = message_of(lambda: discourse.read("texts"))
    (codec,) = re.findall(r"for all files: encoding='([^']+)'", message)
    (column,) = re.findall(r"give metadata\.csv a column '(\w+)'", message)
    assert discourse.read("texts", encoding=codec).texts == ("China’s role",)
    write("texts/metadata.csv", f"doc,{column}\na,{codec}\n")
    assert discourse.read("texts").texts == ("China’s role",)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_an_order_of_bytes_is_proposed_that_can_be_declared(codec: str) -> None:
    write("a.txt", "One belt, one road".encode(codec))
    message = message_of(lambda: discourse.read("a.txt", encoding=codec[:6]))
    first = re.findall(r"encoding='([^']+)'\)", message)
    second = re.findall(r"or '([^']+)'", message)
    assert codec in first + second
    assert discourse.read("a.txt", encoding=codec).texts == ("One belt, one road",)


def test_seven_bits_are_read_by_either_proposal() -> None:
    data = "人類".encode("iso2022_jp")
    write("a.txt", data)
    message = message_of(lambda: discourse.read("a.txt"))
    (codec,) = re.findall(r"encoding='([^']+)'\)", message)
    (as_it_is,) = re.findall(r"or '([^']+)' there", message)
    assert discourse.read("a.txt", encoding=codec).texts == ("人類",)
    assert discourse.read("a.txt", encoding=as_it_is).texts == (data.decode(),)


def test_a_wrong_declaration_is_answered_with_one_that_reads() -> None:
    write("a.txt", "Россия и Китай".encode("cp1251"))
    message = message_of(lambda: discourse.read("a.txt", encoding="ascii"))
    (codec,) = re.findall(r"encoding='([^']+)'\)", message)
    assert discourse.read("a.txt", encoding=codec).texts == ("Россия и Китай",)
    write("a.txt", "Россия")
    message = message_of(lambda: discourse.read("a.txt", encoding="ascii"))
    assert "do not declare another encoding" in message
    assert discourse.read("a.txt").texts == ("Россия",)


def test_the_calls_that_a_corpus_shows_work() -> None:
    shown = CORPUS._repr_html_()
    for code in re.findall(r"dc\.\w+\(corpus[^)]*\)", html.unescape(shown)):
        assert run(code) is not None


@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl", "txt"])
@pytest.mark.parametrize(
    ("text", "codec"), [("China’s role", "cp1252"), ("共同声明", "cp932")]
)
def test_a_file_by_itself_is_read_by_the_encoding_named(
    ending: str, text: str, codec: str
) -> None:
    contents = {
        "csv": f"doc,text\na,{text}\n",
        "tsv": f"doc\ttext\na\t{text}\n",
        "jsonl": json.dumps({"doc": "a", "text": text}, ensure_ascii=False),
        "txt": text,
    }
    path = f"a.{ending}"
    write(path, contents[ending].encode(codec))
    message = message_of(lambda: discourse.read(path))
    (named,) = re.findall(r"encoding='([^']+)'\)", message)
    assert discourse.read(path, encoding=named).raw["a"] == text


def test_words_that_pandas_reads_as_missing_are_kept_as_named() -> None:
    write("b.csv", "term,documents,of_documents\nnull,5,10\nroad,3,10\n")
    frame = pd.read_csv("b.csv")
    message = message_of(lambda: discourse.distinctive(CORPUS, background=frame))
    (options,) = re.findall(r"give (keep_default_na=False) to read_csv", message)
    frame = call(pd.read_csv, "b.csv")(options)
    assert discourse.distinctive(CORPUS, background=frame) is not None


def test_both_forms_of_chinese_are_read_as_one_by_the_option_named() -> None:
    pytest.importorskip("opencc")
    write("texts/a.txt", "共同发展，国际关系，经济合作。" * 3)
    write("texts/b.txt", "共同發展，國際關係，經濟合作。")
    remedy = suspected("traditional characters")
    (options,) = re.findall(r"with (traditional_as_simplified=True)", remedy)
    corpus = call(discourse.read, "texts")(options)
    assert "traditional characters" not in set(corpus.suspected["kind"])
