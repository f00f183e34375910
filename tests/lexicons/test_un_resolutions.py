"""The bundled formulas of the United Nations: what each family finds, and what it leaves alone."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse.corpus import Corpus
from discourse.formulas import frequencies, mentions
from discourse.lexicons import Lexicon
from discourse.validation import is_date

CONFIDENCE = {
    "high, from memory",
    "high, source seen",
    "medium: year is an approximate lower bound, check before printing",
    "",
}

# Of each family: a sentence, what is found in it, and a sentence in which nothing is.
SENTENCES = {
    "recalling_resolution": (
        "Recalling its resolution 70/1 of 25 September 2015,",
        "Recalling its resolution",
        "I recall the firm resolution of our people.",
    ),
    "reaffirming": (
        "Reaffirming the right of all States,",
        "Reaffirming",
        "This affirms our policy and confirms its commitment.",
    ),
    "bearing_in_mind": (
        "Bearing in mind the needs of Africa,",
        "Bearing in mind",
        "Bearing the cost, and mindful of it.",
    ),
    "purposes_and_principles": (
        "Guided by the purposes and principles of the Charter of the United Nations,",
        "Guided by the purposes and principles of the Charter of the United Nations",
        "The principles of the Charter of Paris, and the purposes of a charter flight.",
    ),
    "we_the_peoples": (
        "We the peoples of the United Nations determined",
        "We the peoples of the United Nations",
        "We, the peoples of Africa, and we the people of Ghana.",
    ),
    "scourge_of_war": (
        "to save succeeding generations from the scourge of war",
        "save succeeding generations from the scourge of war",
        "The scourge of drugs, and war. We owe it to succeeding generations.",
    ),
    "dignity_and_worth": (
        "in the dignity and worth of the human person",
        "dignity and worth of the human person",
        "the dignity of work and the worth of the person",
    ),
    "larger_freedom": (
        "better standards of life in larger freedom",
        "in larger freedom",
        "They want a larger freedom of movement.",
    ),
    "expresses_concern": (
        "Expresses its grave concern at the violence;",
        "Expresses its grave concern",
        "The Assembly expresses the concerns of every country.",
    ),
    "notes_with_appreciation": (
        "Takes note with appreciation of the report;",
        "Takes note with appreciation",
        "They noted that satisfaction is rare.",
    ),
    "calls_upon": (
        "Calls upon all Member States to comply;",
        "Calls upon all Member States",
        "I called upon my neighbour; duty calls on us.",
    ),
    "requests_secretary_general": (
        "Requests the Secretary-General to report to the Assembly;",
        "Requests the Secretary-General",
        "We invite the Secretary-General to visit our country.",
    ),
    "seized_of_the_matter": (
        "Decides to remain actively seized of the matter.",
        "Decides to remain actively seized of the matter",
        "The court was seized of a case, and arms were seized. We remain seized of that.",
    ),
    "within_existing_resources": (
        "to carry this out within existing resources",
        "within existing resources",
        "The existing resources are within reach.",
    ),
    "chapter_vii": (
        "Acting under Chapter VII of the Charter of the United Nations,",
        "Chapter VII of the Charter of the United Nations",
        "See chapter VII of the Secretary-General's report.",
    ),
    "all_necessary_means": (
        "authorizes Member States to use all necessary means",
        "all necessary means",
        "All means are necessary.",
    ),
    "peace_and_security": (
        "the maintenance of international peace and security",
        "maintenance of international peace and security",
        "peace at home and security of tenure",
    ),
    "sovereign_equality": (
        "based on the sovereign equality of all its Members",
        "sovereign equality of all its Members",
        "a sovereign state and equality before the law",
    ),
    "territorial_integrity": (
        "against the territorial integrity or political independence of any State",
        "territorial integrity or political independence",
        "territorial waters, and the integrity of the judges",
    ),
    "self_determination": (
        "the right of the Palestinian people to self-determination",
        "right of the Palestinian people to self-determination",
        "an economic self-determination that suits us",
    ),
    "use_of_force": (
        "refrain from the threat or use of force",
        "threat or use of force",
        "The threat grows, and the police use force.",
    ),
    "acquisition_by_force": (
        "the inadmissibility of the acquisition of territory by war",
        "inadmissibility of the acquisition of territory by war",
        "the acquisition of land by the bank",
    ),
    "self_defence": (
        "the inherent right of individual or collective self-defence",
        "inherent right of individual or collective self-defence",
        "lessons in self-defence for girls",
    ),
    "settlement_of_disputes": (
        "the pacific settlement of disputes",
        "pacific settlement of disputes",
        "a peaceful settlement on the Pacific coast, and its disputes",
    ),
    "good_offices": (
        "the good offices of the Secretary-General",
        "good offices",
        "a good office building, and good officers",
    ),
    "pacta_sunt_servanda": (
        "the rule pacta sunt servanda",
        "pacta sunt servanda",
        "a pact, and servants",
    ),
    "universal_indivisible": (
        "All human rights are universal, indivisible and interdependent and interrelated.",
        "universal, indivisible and interdependent and interrelated",
        "Peace is universal and indivisible.",
    ),
    "responsibility_to_protect": (
        "the responsibility to protect populations from genocide",
        "responsibility to protect populations from genocide",
        "We have a responsibility to protect the environment, and cyberspace; to protect children is our responsibility.",
    ),
    "rules_based_order": (
        "a rules-based international order",
        "rules-based international order",
        "in order that the rules are kept, based on trust",
    ),
    "two_state_solution": (
        "We support the two-State solution.",
        "two-State solution",
        "Two states of the union found a solution.",
    ),
    "culture_of_peace": (
        "a culture of peace and non-violence",
        "culture of peace and non-violence",
        "culture, and a time of peace",
    ),
    "zone_of_peace": (
        "the Indian Ocean as a zone of peace",
        "zone of peace",
        "the work of the Council in the area of peace and security",
    ),
    "general_disarmament": (
        "general and complete disarmament under effective international control",
        "general and complete disarmament under effective international control",
        "The general spoke of disarmament.",
    ),
    "new_economic_order": (
        "the establishment of a new international economic order",
        "new international economic order",
        "in order to give the economy a new start",
    ),
    "right_to_development": (
        "The right to development is an inalienable human right.",
        "right to development",
        "It is right to develop the coast. A right to individual development.",
    ),
    "least_developed_countries": (
        "the needs of the least developed countries",
        "least developed countries",
        "At least developed markets grew. Our north is the least developed.",
    ),
    "seven_tenths_per_cent": (
        "0.7 per cent of gross national product",
        "0.7 per cent of gross national product",
        "The economy grew by 0.7 per cent of GDP.",
    ),
    "common_but_differentiated": (
        "common but differentiated responsibilities and respective capabilities",
        "common but differentiated responsibilities and respective capabilities",
        "We share a common responsibility. Differentiated responsibilities are another thing.",
    ),
    "small_island_states": (
        "the small island developing States",
        "small island developing States",
        "a small island where the Sids live",
    ),
    "women_peace_security": (
        "the agenda of women and peace and security",
        "women and peace and security",
        "women, work and security. We ask for the equal participation of women.",
    ),
    "future_we_want": (
        "The future we want",
        "future we want",
        "In future we want more.",
    ),
    "millennium_goals": (
        "the Millennium Development Goals",
        "Millennium Development Goals",
        "the Goals of the cup final in the new millennium",
    ),
    "sustainable_goals": (
        "the Sustainable Development Goals",
        "Sustainable Development Goals",
        "Sustainable development has its goals, and the Goals of the cup final count.",
    ),
    "agenda_2030": (
        "the 2030 Agenda for Sustainable Development",
        "2030 Agenda for Sustainable Development",
        "the agenda of today, and what we want by 2030",
    ),
    "no_one_behind": (
        "pledge that no one will be left behind",
        "no one will be left behind",
        "the No Child Left Behind Act, with no one behind the desk",
    ),
    "terrorism_all_forms": (
        "condemn terrorism in all its forms and manifestations",
        "terrorism in all its forms and manifestations",
        "terrorism, or the arts of peace in all their forms",
    ),
    "unilateral_coercive": (
        "unilateral coercive measures",
        "unilateral coercive measures",
        "a unilateral step, and measures against coercion",
    ),
    "geographical_representation": (
        "on the basis of equitable geographical distribution",
        "equitable geographical distribution",
        "the equitable representation of women in all organs",
    ),
    "our_common_agenda": (
        "the report Our Common Agenda",
        "Our Common Agenda",
        "Peace is on our common agenda.",
    ),
    "pact_for_the_future": (
        "the Pact for the Future",
        "Pact for the Future",
        "The Pact of Stability was a pact with a future.",
    ),
}


@pytest.fixture(scope="module")
def formulas() -> Lexicon:
    return Lexicon.read("un-resolutions")


@pytest.fixture(scope="module")
def found(formulas: Lexicon) -> pd.DataFrame:
    """The mentions of all sentences: of each family a document, and its false friend another."""
    texts = {}
    for name, (sentence, _, false_friend) in SENTENCES.items():
        texts[f"formula of {name}"] = sentence
        texts[f"false friend of {name}"] = false_friend
    return mentions(Corpus.from_texts(texts), formulas)


def surfaces(text: str, lexicon: Lexicon) -> list[str]:
    table = mentions(Corpus.from_texts({"a": text}), lexicon)
    return [str(surface) for surface in table["surface"]]


def test_the_lexicon_has_the_families_that_are_tried_here(formulas: Lexicon) -> None:
    assert sorted(formulas.names) == sorted(SENTENCES)


def test_every_family_is_documented(formulas: Lexicon) -> None:
    for family in formulas:
        assert family.gloss, family.name
        assert family.plain, family.name
        assert family.confidence in CONFIDENCE, family.name
        assert family.languages[0] == "en", family.name


def test_every_date_is_one_and_says_how_sure_it_is(formulas: Lexicon) -> None:
    dated = [family for family in formulas if family.used]
    assert len(dated) >= 30
    for family in formulas:
        assert bool(family.used) == bool(family.confidence), family.name
        assert bool(family.used) == bool(family.used_note), family.name
    for family in dated:
        assert is_date(family.used), family.name


@pytest.mark.parametrize("name", SENTENCES)
def test_a_family_finds_its_formula_and_leaves_a_false_friend(
    name: str, found: pd.DataFrame
) -> None:
    of_family = found[found["family"] == name]
    in_sentence = of_family[of_family["doc"] == f"formula of {name}"]
    in_false_friend = of_family[of_family["doc"] == f"false friend of {name}"]
    assert SENTENCES[name][1] in in_sentence["surface"].tolist()
    assert in_false_friend["surface"].tolist() == []


def test_every_original_is_found(formulas: Lexicon) -> None:
    originals = {}
    for family in formulas:
        for original in family.originals:
            originals[f"{family.name}, {original.id}"] = (family.name, original)
    texts = {name: f"— {original.id}." for name, (_, original) in originals.items()}
    table = mentions(Corpus.from_texts(texts), formulas)
    places = set(
        table[["doc", "family", "language", "surface"]].itertuples(
            index=False, name=None
        )
    )
    for name, (family, original) in originals.items():
        assert (name, family, original.language, original.id) in places
    languages = {original.language for _, original in originals.values()}
    assert languages == {"ar", "es", "fr", "ru", "zh"}


def test_a_clipped_wording_counts_beside_a_full_one_only(formulas: Lexicon) -> None:
    no_one = formulas.only("no_one_behind")
    alone = "They left absolutely no one behind."
    assert surfaces(alone, no_one) == []
    beside = f"We pledged to leave no one behind. {alone}"
    assert surfaces(beside, no_one) == ["leave no one behind", "no one behind"]
    goals = formulas.only("sustainable_goals", "millennium_goals")
    text = "The Sustainable Development Goals matter. We must reach the Goals."
    table = mentions(Corpus.from_texts({"a": text}), goals)
    assert set(table["family"]) == {"sustainable_goals"}
    assert table["surface"].tolist()[-1] == "the Goals"


def test_a_full_wording_is_not_lost_to_a_clipped_one(formulas: Lexicon) -> None:
    family = formulas.only("least_developed_countries")
    text = "the least developed countries, and of the least developed"
    assert surfaces(text, family) == ["least developed countries", "least developed"]


def test_who_is_called_upon_is_the_level(formulas: Lexicon) -> None:
    text = "We call upon the Security Council to act. We urge all parties to stop."
    table = mentions(Corpus.from_texts({"a": text}), formulas.only("calls_upon"))
    assert table["level"].tolist() == ["Security Council", "parties to a conflict"]


def test_common_english_words_count_as_a_phrase(formulas: Lexicon) -> None:
    counted = {family.name for family in formulas if family.counts_as == "phrase"}
    assert {"bearing_in_mind", "expresses_concern", "calls_upon"} <= counted
    assert not {"no_one_behind", "responsibility_to_protect"} & counted


def test_a_text_of_another_language_is_counted_by_its_originals(
    formulas: Lexicon,
) -> None:
    text = "Nous devons ne laisser personne de côté, et maintenir la paix et la sécurité internationales."
    table = frequencies(Corpus.from_texts({"a": text}), formulas)
    counts = table[table["count"] > 0].set_index("family")["count"].to_dict()
    assert counts == {"no_one_behind": 1, "peace_and_security": 1}
