"""Remarks of editors and footnotes, as a file shows them, as proposals of `debris`."""

from pathlib import Path

import pytest

from discourse import debris, frequencies, read
from discourse.cleaning.editor_notes import propose_footnotes, propose_notes
from discourse.cleaning.source_layers import cut_spans
from discourse.cleaning.text_blocks import Proposal
from discourse.spans import LabelledSpan

SITTING = """<TEI><text><body>
<note type="speaker">The Chair:</note>
<u who="#Novak"><seg>We build a community<kinesic><desc>applause</desc></kinesic> with
a shared future. <vocal><desc>Shouts</desc></vocal> We thank all.<note place="foot"
n="1">As she said.</note></seg></u>
<stage>Exit</stage></body></text></TEI>"""


@pytest.fixture
def sitting(tmp_path: Path):
    pytest.importorskip("lxml")
    (tmp_path / "a.xml").write_text(SITTING)
    return read(tmp_path / "a.xml")


def test_what_nobody_says_is_proposed_and_footnotes_are_marked(sitting):
    table = debris(sitting)
    rows = table[["surface", "kind", "action"]].itertuples(index=False, name=None)
    assert list(rows) == [
        ("The Chair:", "note", "mask"),
        ("applause", "note", "bridge"),
        ("Shouts", "note", "mask"),
        ("As she said.", "footnote", "mark"),
        ("Exit", "note", "mask"),
    ]
    assert table["reason"].iloc[1].endswith("incident")


def test_a_formula_is_found_over_a_remark_and_remarks_are_no_words_of_the_speaker(
    sitting,
):
    formula = "community with a shared future"
    assert frequencies(sitting, formula)["count"].sum() == 0
    cleaned = sitting.mask(debris(sitting))
    assert frequencies(cleaned, formula)["count"].sum() == 1
    novak = cleaned.split("speaker").where(label="Novak")
    words = {"remarks": ["applause", "shouts", "chair", "exit"]}
    assert frequencies(novak, words)["count"].sum() == 0


@pytest.mark.parametrize(
    ("before", "behind", "action"),
    [
        ("We are ", " one.", "bridge"),
        ("We are one. ", " We go.", "mask"),
        ("We thank Mr. ", " president.", "bridge"),
        ("“We are one.” ", " They left.", "mask"),
        ("We are one", "", "mask"),
        ("", "We are one.", "mask"),
        ("We are\n", "\none.", "mask"),
        ("我们是", "一家人。", "bridge"),
        ("我们是一家人。", "谢谢。", "mask"),
    ],
)
def test_a_remark_inside_a_sentence_is_read_over(before, behind, action):
    text = f"{before}(Applause){behind}"
    note = LabelledSpan(len(before), len(before) + 10, "incident")
    (proposal,) = propose_notes(text, [note])
    assert proposal.action == action
    assert (proposal.start, proposal.end) == (note.start, note.end)


def test_remarks_next_to_each_other_stand_in_one_place():
    text = "We are A B one. C"
    notes = [
        LabelledSpan(7, 8, "a"),
        LabelledSpan(9, 10, "b"),
        LabelledSpan(16, 17, "c"),
    ]
    actions = [proposal.action for proposal in propose_notes(text, notes)]
    assert actions == ["bridge", "bridge", "mask"]


def test_a_footnote_is_marked_around_what_is_masked_in_it():
    address = Proposal(5, 8, "address", "an address")
    footnotes = [LabelledSpan(0, 3, "1"), LabelledSpan(4, 9, "")]
    found = propose_footnotes(footnotes, [address])
    assert [(part.start, part.end) for part in found] == [(0, 3), (4, 5), (8, 9)]
    assert found[0].reason.endswith("footnote 1")


def test_spans_are_cut_to_a_part_of_the_text():
    spans = [LabelledSpan(6, 9, "b"), LabelledSpan(0, 3, ""), LabelledSpan(7, 12, "c")]
    assert cut_spans(spans, 1, 10) == [
        LabelledSpan(0, 2, ""),
        LabelledSpan(5, 8, "b"),
        LabelledSpan(8, 9, "c"),
    ]
