"""Web pages: the whole text is kept, and what trafilatura discards is a layer."""

import random
import re

import pytest
from templates_of_pages import BLOG, NEWS_SITE, OLD_EMBASSY, SITES

from discourse.text_extraction.extracted_text import FRAME_LAYER
from discourse.text_extraction.passage_alignment import align_passages
from discourse.text_extraction.tree_text import parse_html
from discourse.text_extraction.web_pages import read_web_page

trafilatura = pytest.importorskip("trafilatura")

SENTENCE = "The ministers agreed on a plan for the river on Monday, after nine years. "
OTHER_SENTENCE = (
    "Farmers beside the lake, however, still wait for water and for money. "
)
ARTICLE = f"<p>{SENTENCE * 4}</p>"


def read(markup):
    return read_web_page(parse_html(markup), markup)


def frames_of(page):
    spans = page.layers.get(FRAME_LAYER, ())
    return [(span.label, page.text[span.start : span.end]) for span in spans]


def unmasked(page):
    pieces = []
    position = 0
    for span in page.layers.get(FRAME_LAYER, ()):
        assert position <= span.start < span.end <= len(page.text)
        pieces.append(page.text[position : span.start])
        position = span.end
    pieces.append(page.text[position:])
    return "\n".join(pieces)


def squeeze(text):
    # A zero byte is shown here, and dropped by trafilatura.
    return "".join(c for c in text if c.isprintable() and c not in " \n\t\xa0\ufffd")


def lines_of_trafilatura(markup):
    text = trafilatura.extract(markup, include_comments=False) or ""
    lines = [re.sub(r"^- ", "", cell) for cell in re.split(r"[|\n]", text)]
    squeezed_lines = [squeeze(line) for line in lines]
    return [line for line in squeezed_lines if line.strip("-")]


@pytest.mark.parametrize("name", SITES)
def test_what_trafilatura_keeps_is_kept_and_the_rest_is_frame(name):
    markup = SITES[name]
    page = read(markup)
    lines = lines_of_trafilatura(markup)
    kept = squeeze(unmasked(page))
    assert lines
    assert [line for line in lines if line not in kept] == []
    assert len(kept) <= 1.05 * len("".join(lines))
    assert page.text == parse_html(markup).text


def test_frames_are_named_as_the_markup_names_them():
    frames = frames_of(read(NEWS_SITE))
    assert ("page header", "Harbour Times") in frames
    assert any(label == "navigation" and "Sport" in text for label, text in frames)
    assert any(label == "sharing" and "Share this" in text for label, text in frames)
    assert any(label == "related" and "Ferry" in text for label, text in frames)
    assert any(label == "footer" and "Terms" in text for label, text in frames)
    blog_frames = frames_of(read(BLOG))
    assert ("sidebar", "Archives\n\nMay 2020") in blog_frames
    assert any(text.startswith("Two comments") for _, text in blog_frames)
    assert any("Webmaster" in text for _, text in frames_of(read(OLD_EMBASSY)))


def test_metadata_are_those_that_the_page_declares():
    assert read(NEWS_SITE).metadata == {
        "title": "Ministers meet on the river",
        "author": "Ana Petrov",
        "date": "2023-06-12",
        "language": "en-GB",
    }
    markup = f"<html><title>A  title</title>{ARTICLE}<footer>© 2019 Site</footer>"
    assert read(markup).metadata == {"title": "A title"}


def test_page_without_article_is_named():
    page = read("<" * 300)
    assert page.text == "<" * 300
    assert page.layers == {}
    assert [oddity.kind for oddity in page.oddities] == ["no article"]
    empty_page = read("<p></p>")
    assert (empty_page.text, empty_page.oddities) == ("", ())


def test_words_inside_a_sentence_that_trafilatura_drops_stay():
    markup = f"<article>{ARTICLE}<p>{SENTENCE}We want a <ins>shared</ins> future. "
    assert "We want a shared future." in unmasked(read(markup + SENTENCE))


def test_article_behind_the_end_of_the_page_and_in_deep_nesting():
    markup = f"<html><body><nav>Home</nav></body></html><article>{ARTICLE}</article>"
    assert squeeze(SENTENCE * 4) in squeeze(unmasked(read(markup)))
    markup = "<div>" * 3_000 + ARTICLE
    assert squeeze(SENTENCE * 4) in squeeze(unmasked(read(markup)))


def test_article_in_the_data_of_the_page_is_added_and_said():
    data = f'{{"@type": "NewsArticle", "articleBody": "{SENTENCE * 5}"}}'
    script = f"<script type='application/ld+json'>{data}</script>"
    page = read(f"<html><head>{script}</head><body><p>Loading</p></body></html>")
    assert squeeze(SENTENCE * 5) in squeeze(unmasked(page))
    assert page.text.startswith("Loading\n\n")
    assert page.losses == (
        "1 passage stands in the data of the page and not in its text; it was added at "
        "the end.",
    )


@pytest.mark.parametrize(
    ("elements", "losses"),
    [
        ("<p>No picture.</p>", ()),
        ("<img src=a>", ("1 picture or recording was left out.",)),
        (
            "<picture><source srcset=b><img src=a></picture>",
            ("1 picture or recording was left out.",),
        ),
        (
            "<picture><img src=a></picture><video src=c></video>",
            ("2 pictures or recordings were left out.",),
        ),
    ],
)
def test_pictures_and_recordings_are_counted(elements, losses):
    markup = f"<html><body>{ARTICLE}{elements}</body></html>"
    assert read(markup).losses == losses


def _mutate(markup, generator):
    """Return markup with a few pieces cut out, doubled or broken."""
    pieces = re.split(r"(?=<)", markup)
    for _ in range(generator.randint(1, 12)):
        index = generator.randrange(len(pieces))
        change = generator.randrange(4)
        if change == 0:
            pieces[index] = ""
        elif change == 1:
            pieces.insert(index, pieces[generator.randrange(len(pieces))])
        elif change == 2:
            pieces[index] = pieces[index][: len(pieces[index]) // 2]
        else:
            pieces.insert(index, generator.choice(["</div>", "<b>", "<![x", "\0", "<"]))
    return "".join(pieces)


@pytest.mark.parametrize("seed", range(24))
def test_broken_markup_loses_nothing(seed):
    generator = random.Random(seed)
    markup = _mutate(list(SITES.values())[seed % len(SITES)], generator)
    page = read(markup)
    kept = squeeze(unmasked(page))
    tree = parse_html(markup)
    if tree.is_repaired:
        return  # trafilatura by itself reads another tree
    missing = [line for line in lines_of_trafilatura(markup) if line not in kept]
    # Only an article in pieces may stand in another order.
    assert sum(map(len, missing)) <= 0.02 * max(len(kept), 1)
    assert read(markup) == page


@pytest.mark.parametrize(
    ("text", "passages", "surfaces"),
    [
        ("Title | Site\nTitle\nA long first sentence.", ["Title", "A long first sentence."], ["Title", "A long first sentence."]),
        ("one two\nthree", ["two three"], ["two\nthree"]),
        ("abc", ["x", "", "b"], ["b"]),
        ("The river plan [12] was agreed in May.", ["The river plan was agreed in May."], ["The river plan ", "was agreed in May."]),
    ],
)  # fmt: skip
def test_alignment(text, passages, surfaces):
    matches = align_passages(text, passages)
    found = [text[match.start : match.end].strip() for match in matches]
    assert found == [surface.strip() for surface in surfaces]


def test_title_is_matched_where_it_stands_above_the_article():
    text = "Menu\nRiver talks\nSport\nRiver talks\n" + SENTENCE * 2 + "\nRiver talks"
    matches = align_passages(text, ["River talks", SENTENCE * 2])
    assert matches[0].start == text.index("Sport\n") + len("Sport\n")


@pytest.mark.parametrize(
    "attribute",
    ["hidden", 'style="color:red; DISPLAY : none"', 'style="visibility:hidden"'],
)
def test_what_no_reader_sees_is_frame(attribute):
    paragraph = f"<p>{SENTENCE * 4}</p>"
    secret = f"<p {attribute}>A secret that is hidden from all of our readers.</p>"
    closing = f"<p>{OTHER_SENTENCE * 4}</p>"
    markup = f"<html><body><article>{paragraph}{secret}{closing}</article></body>"
    page = read_web_page(parse_html(markup), markup)
    spans = page.layers[FRAME_LAYER]
    found = [(span.label, page.text[span.start : span.end]) for span in spans]
    assert found == [("hidden", "A secret that is hidden from all of our readers.")]


@pytest.mark.parametrize("attribute", ['hidden="until-found"', 'style="display:block"'])
def test_what_readers_can_see_is_no_frame(attribute):
    paragraph = f"<p>{SENTENCE * 4}</p>"
    markup = (
        f"<html><body><article>{paragraph}<p {attribute}>Not a secret that is hidden."
        f"</p>{paragraph}</article></body>"
    )
    assert FRAME_LAYER not in read_web_page(parse_html(markup), markup).layers


def test_an_article_that_a_program_shows_stays():
    paragraph = f"<p>{SENTENCE * 4}</p>"
    markup = f'<html><body><article style="display:none">{paragraph * 3}</article>'
    page = read_web_page(parse_html(markup), markup)
    framed = [span for span in page.layers.get(FRAME_LAYER, ()) if span.end > 900]
    assert SENTENCE.strip() in page.text
    assert not framed
