"""The frame that the markup of a web page shows, as proposals of `debris`."""

import pandas as pd

from discourse.cleaning import debris
from discourse.corpus import Corpus
from discourse.text_extraction.extracted_text import FRAME_LAYER

PROSE = "The ministers agreed on a plan for the river on Monday, after nine years."
LABELS = ["Home", "World", "Sport", "Arts", "Weather", "Travel", "Money", "Video"]
LINES = [*LABELS, "River talks", *[PROSE] * 2, "Map", PROSE, *LABELS, "Old news"]
RAW = "\n".join(LINES)


def corpus_with_frame(raw=RAW, surfaces=("Home\nWorld", "Old news")):
    corpus = Corpus.from_texts({"a": raw})
    spans = pd.DataFrame(
        {
            "doc": "a",
            "start": [raw.index(surface) for surface in surfaces],
            "end": [raw.index(surface) + len(surface) for surface in surfaces],
            "label": ["navigation", "footer"][: len(surfaces)],
        }
    )
    return corpus.lay(FRAME_LAYER, spans)


def test_each_part_of_the_frame_is_proposed_with_its_name():
    table = debris(corpus_with_frame())
    frame = table[table["rule"] == "html-frame"]
    assert frame["surface"].tolist() == ["Home\nWorld", "Old news"]
    assert set(frame["kind"]) == {"page frame"}
    assert set(frame["action"]) == {"mask"}
    assert frame["reason"].str.endswith(("navigation", "footer")).all()


def test_the_form_of_lines_is_no_evidence_beside_the_markup():
    without_layer = debris(Corpus.from_texts({"a": RAW}), strength="full")
    assert "boilerplate" in set(without_layer["kind"])
    table = debris(corpus_with_frame(), strength="full")
    assert "boilerplate" not in set(table["kind"])


def test_a_reading_list_is_no_evidence_beside_the_markup():
    lines = [PROSE, "Related articles", "Ferry late again", "Bridge closed", "Menu"]
    raw = "\n".join([PROSE, *lines])
    without_layer = debris(Corpus.from_texts({"a": raw}))
    assert "reading-list" in set(without_layer["rule"])
    table = debris(corpus_with_frame(raw, ["Menu"]))
    assert "reading-list" not in set(table["rule"])


def test_words_of_buttons_are_proposed_beside_the_markup():
    raw = "\n".join(["Menu", PROSE, PROSE, "Share this article"])
    table = debris(corpus_with_frame(raw, ["Menu"]))
    assert table["surface"].tolist() == ["Menu", "Share this article"]


def test_parts_of_one_page_are_put_together():
    corpus = corpus_with_frame()
    parts = corpus.segment("paragraph")
    surfaces = debris(parts)
    surfaces = surfaces[surfaces["rule"] == "html-frame"]["surface"].tolist()
    assert surfaces == ["Home", "World", "Old news"]
