"""The bundled lexicon of Chinese diplomacy: what each family finds, and what it leaves to others."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pandas as pd
import pytest

import discourse as dc

LABELS = Path(__file__).parent / "labels"


@pytest.fixture(scope="module")
def lexicon() -> dc.Lexicon:
    return dc.Lexicon.read("chinese-diplomacy")


def found(lexicon: dc.Lexicon, text: str, *families: str) -> list[str]:
    """The surfaces of the mentions in a text, of all families or of some."""
    chosen = lexicon.only(*families) if families else lexicon
    corpus = dc.Corpus.from_texts({"x": text})
    return dc.mentions(corpus, chosen)["surface"].tolist()


# --- the shared future


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("building an international community of shared destiny", ["community of shared destiny"]),
        ("a global development community with a shared future", ["community with a shared future"]),
        ("a community of nations with a shared future", ["community of nations with a shared future"]),
        ("a security community with a shared future", ["community with a shared future"]),
        ("a community with shared future for mankind", ["community with shared future"]),
        ("a community of common future", ["community of common future"]),
        ("community of interests, responsibility and common destiny", ["community of interests, responsibility and common destiny"]),
        ("a global community of development with a shared future", ["community of development with a shared future"]),
        ("to build community and a shared future for humankind", ["community and a shared future for humankind"]),
        ("the community of Sino-African destiny", ["community of Sino-African destiny"]),
        ("a community of mankind's common destiny", ["community of mankind's common destiny"]),
        ("构建人类命运共同体", ["人类命运共同体"]),
    ],
)  # fmt: skip
def test_wordings_of_the_shared_future(
    lexicon: dc.Lexicon, text: str, expected: list[str]
) -> None:
    assert found(lexicon, text, "community_shared_future") == expected


@pytest.mark.parametrize(
    "text",
    [
        "this community of free peoples, and future generations, will be grateful",
        "a community of nations, with a shared future before them",
        "the community of democracies and the future of all",
        "the community of nations and our common future",
        "the community of States whose fate is at stake",
        "the international community is a party to our destiny",
        "a business community of the future",
        "the European Community of shared destiny",
        "our common destiny",
        "a community of destiny",
        "a community of fate, today and tomorrow",
        "铸牢中华民族共同体意识",
    ],
)
def test_what_is_no_shared_future(lexicon: dc.Lexicon, text: str) -> None:
    assert found(lexicon, text, "community_shared_future") == []


@pytest.mark.parametrize(
    "short", ["our common destiny", "a community of destiny", "a community of fate"]
)
def test_a_short_wording_counts_beside_a_full_one_and_is_shown_alone(
    lexicon: dc.Lexicon, short: str
) -> None:
    full = "Build a community with a shared future for mankind."
    texts = {"alone": f"Peace is {short}.", "beside": f"Peace is {short}. {full}"}
    family = lexicon.only("community_shared_future")
    corpus = dc.Corpus.from_texts(texts)
    counted = dc.mentions(corpus, family)
    assert counted["doc"].tolist() == ["beside", "beside"]
    shown = dc.mentions(corpus, family, unanchored=True)
    assert shown["doc"].tolist() == ["alone", "beside", "beside"]
    assert shown["anchored"].tolist() == [False, True, True]
    table = dc.frequencies(corpus, family, by="doc").set_index("group")
    assert table["count"].to_dict() == {"alone": 0, "beside": 2}
    assert table["count_unanchored"].to_dict() == {"alone": 1, "beside": 0}


LEVELS = {
    "a China-Africa community with a shared future": ("China-Africa", "China-Africa"),
    "an all-weather China-African community with a shared future": ("China-Africa", "China-African"),
    "a China-Arab States community with a shared future": ("China-Arab", "China-Arab States"),
    "a community with a shared future between China and Arab States": ("China-Arab", "China and Arab States"),
    "a China-CELAC community with a shared future": ("China-Latin America", "China-CELAC"),
    "a China-Latin America and the Caribbean community with a shared future": ("China-Latin America", "China-Latin America and the Caribbean"),
    "a China-Pacific Island Countries community with a shared future": ("China-Pacific islands", "China-Pacific Island Countries"),
    "an Asia-Pacific community with a shared future": ("Asia-Pacific", "Asia-Pacific"),
    "an SCO community with a shared future": ("SCO", "SCO"),
    "a Lancang-Mekong community of shared future": ("Lancang-Mekong", "Lancang-Mekong"),
    "a China-Malaysia community with a shared future": ("bilateral", "China-Malaysia"),
    "a community with a shared future with neighboring countries": ("neighbourhood", "neighboring countries"),
    "protect human rights in a community with a shared future": ("unspecified", ""),
    "a community of China-Africa destiny": ("China-Africa", "China-Africa"),
    "构建人类命运共同体": ("mankind", "人类"),
    "中国—东盟命运共同体": ("China-ASEAN", "中国—东盟"),
    "中国－中亚命运共同体": ("China-Central Asia", "中国－中亚"),
    "中非命运共同体": ("China-Africa", "中非"),
    "中国－阿拉伯国家命运共同体": ("China-Arab", "中国－阿拉伯国家"),
    "打造周边命运共同体": ("neighbourhood", "周边"),
    "两岸命运共同体": ("cross-Strait", "两岸"),
    "中老命运共同体": ("bilateral", "中老"),
    "网络空间命运共同体": ("domain", "网络空间"),
}  # fmt: skip


@pytest.mark.parametrize("text", LEVELS)
def test_levels_of_the_shared_future(lexicon: dc.Lexicon, text: str) -> None:
    corpus = dc.Corpus.from_texts({"x": text})
    table = dc.mentions(corpus, lexicon.only("community_shared_future"))
    assert table[["level", "cue"]].to_numpy().tolist() == [list(LEVELS[text])]


# --- other families


@pytest.mark.parametrize(
    ("family", "text", "expected"),
    [
        ("belt_and_road", "the One Belt-One Road initiative", ["One Belt-One Road initiative"]),
        ("belt_and_road", "One Belt/One Road and one-belt-one-road", ["One Belt/One Road", "one-belt-one-road"]),
        ("belt_and_road", "the Belt & Road Initiative; Belt-and-Road", ["Belt & Road Initiative", "Belt-and-Road"]),
        ("belt_and_road", "高质量共建“一带一路”，“一带一路”建设", ["共建“一带一路", "一带一路"]),
        ("win_win", "a win-win-win situation", ["win-win-win"]),
        ("win_win", "win-win and all-win progress, an all- win outcome", ["win-win", "all-win progress", "all- win outcome"]),
        ("win_win", "互利共赢、合作共赢，实现共赢、双赢", ["互利共赢", "合作共赢", "共赢", "双赢"]),
        ("csf_domain", "a community of life for man and nature", ["community of life for man and nature"]),
        ("csf_domain", "a global development community with a shared future", ["global development community with a shared future"]),
        ("community_other", "a development community and a security community", ["development community and a security community"]),
        ("community_other", "a global community of development", ["global community of development"]),
        ("two_upholds", "the Two Upholds, or Two Safeguards, “两个维护”", ["Two Upholds", "Two Safeguards", "两个维护"]),
        ("two_establishes", "the Two Establishes, the Two Affirmations", ["Two Establishes", "Two Affirmations"]),
        ("development_path", "choose social systems and development paths", ["social systems and development paths"]),
        ("development_path", "its own path of development", ["own path of development"]),
        ("development_path", "a development path suited to its national conditions", ["development path suited to its national conditions"]),
        ("development_path", "自主选择发展道路", ["选择发展道路"]),
        ("heads_of_state_consensus", "the consensus reached by the two heads of state", ["consensus reached by the two heads of state"]),
        ("heads_of_state_consensus", "the important common understandings between the two presidents", ["important common understandings between the two presidents"]),
        ("heads_of_state_consensus", "落实两国元首达成的重要共识", ["元首达成的重要共识"]),
        ("strategic_guidance", "under the strategic guidance of head-of-state diplomacy", ["strategic guidance of head-of-state"]),
        ("strategic_partnership", "our strategic partnerships with our neighbours", ["strategic partnerships"]),
        ("people_to_people", "people-to-people ties", ["people-to-people"]),
        ("weal_and_woe", "they stood with us through thick and thin", ["with us through thick and thin"]),
        ("chinese_modernization", "China's modernization will bring opportunities", ["China's modernization"]),
        ("new_security_concept", "坚持共同、综合、合作、可持续的安全观", ["共同、综合、合作、可持续的安全观"]),
        ("positive_energy", "注入更多正能量", ["注入更多正能量"]),
        ("cold_war_mentality", "反对霸权主义和强权政治", ["霸权主义和强权政治"]),
        ("changes_unseen", "世界百年变局加速演进", ["百年变局"]),
        ("changes_unseen", "shifts unseen in a century; changes never seen in a century", ["shifts unseen in a century", "changes never seen in a century"]),
        ("non_interference", "who interferes in the internal affairs of others", ["interferes in the internal affairs"]),
        ("un_sco_multilateralism", "the international system, with the United Nations at its core", ["international system, with the United Nations at its core"]),
    ],
)  # fmt: skip
def test_wordings_of_other_families(
    lexicon: dc.Lexicon, family: str, text: str, expected: list[str]
) -> None:
    assert found(lexicon, text, family) == expected


@pytest.mark.parametrize(
    ("family", "text"),
    [
        ("belt_and_road", "seat belt and road safety, a conveyor belt and road works"),
        ("win_win", "we all win; the only war we can all win; when they all win"),
        ("csf_domain", "the South and the North are one community of life"),
        ("community_other", "the Southern African Development Community (SADC)"),
        ("community_other", "the South African Development Community"),
        ("community_other", "a global community of development with a shared future"),
        ("community_other", "the donor and development community"),
        ("community_other", "a dynamic development community"),
        ("two_upholds", "the two safeguards of the treaty"),
        ("two_establishes", "two sets of rules, the two sets and two establishments"),
        ("development_path", "put the country back on the path of development"),
        ("development_path", "a sustainable development path for all"),
        ("development_path", "walk the path of development"),
        ("heads_of_state_consensus", "an important consensus of the commission"),
        ("heads_of_state_consensus", "common understandings with our neighbours"),
        ("strategic_guidance", "the policy will provide strategic guidance"),
        ("strategic_partnership", "strategic partnerships to mobilize resources"),
        ("strategic_partnership", "strategic partnerships for the provision of lamps"),
        ("people_to_people", "people-to-people peace in the villages"),
        ("weal_and_woe", "we went on through thick and thin"),
        ("chinese_modernization", "to achieve China's modernization is hard"),
        ("chinese_modernization", "China's modernization drive of 1996"),
        ("peaceful_development", "the peaceful development of nuclear energy"),
        ("three_forces", "the three forces that drive the market"),
        ("new_era", "创新时代"),
        ("fairness_justice", "维护社会公平正义"),
        ("peaceful_development", "推动两岸关系和平发展"),
    ],
)
def test_what_is_another_thing(lexicon: dc.Lexicon, family: str, text: str) -> None:
    assert found(lexicon, text, family) == []


# --- families of version 0.2

NEW_FAMILIES = {
    "strategic_alignment": [
        "enhance synergy between the Belt and Road Initiative and national plans",
        "the synergy of development strategies",
        "dovetail their development strategies",
        "加强发展战略对接",
    ],
    "mutual_learning": [
        "exchanges and mutual learning among civilizations",
        "文明交流互鉴",
    ],
    "mutual_respect": ["mutual respect", "在相互尊重的基础上"],
    "modern_socialist_country": [
        "a great modern socialist country in all respects",
        "a modernized socialist power",
        "全面建设社会主义现代化国家",
        "建成社会主义现代化强国",
    ],
    "governance_experience": [
        "exchanges of experience in state governance",
        "share experience on governance",
        "state governance experience",
        "交流治国理政经验",
    ],
}


@pytest.mark.parametrize("family", NEW_FAMILIES)
def test_a_new_family_finds_its_wordings_and_says_what_is_known(
    lexicon: dc.Lexicon, family: str
) -> None:
    for text in NEW_FAMILIES[family]:
        assert len(found(lexicon, text, family)) == 1, text
    facts = lexicon[family]
    assert facts.gloss
    assert facts.plain
    assert facts.zh
    assert facts.used[:4].isdigit()
    assert facts.confidence.startswith(("high", "medium"))


@pytest.mark.parametrize(
    ("family", "text"),
    [
        ("strategic_alignment", "align our development plans with the 2030 Agenda"),
        ("mutual_learning", "a mutual learning programme of the Union"),
        ("modern_socialist_country", "a modern country, a socialist republic"),
        ("governance_experience", "good governance experience; experience in trade"),
        ("governance_experience", "治国理政新理念新思想新战略"),
    ],
)
def test_what_is_no_mention_of_a_new_family(
    lexicon: dc.Lexicon, family: str, text: str
) -> None:
    assert found(lexicon, text, family) == []


# --- all families


def test_which_families_count_as_a_phrase(lexicon: dc.Lexicon) -> None:
    phrases = {family.name for family in lexicon if family.counts_as == "phrase"}
    assert phrases >= {
        "mutual_benefit",
        "mutual_trust",
        "mutual_respect",
        "new_era",
        "good_neighbourliness",
        "non_interference",
        "peaceful_development",
        "fairness_justice",
        "development_path",
    }
    assert not phrases & {
        "community_shared_future",
        "belt_and_road",
        "gdi",
        "gsi",
        "two_upholds",
        "chinese_modernization",
        "new_type_international_relations",
    }


def test_every_original_is_found_where_it_stands_alone(lexicon: dc.Lexicon) -> None:
    for family in lexicon:
        only_family = lexicon.only(family.name)
        for original in family.originals:
            assert is_found_alone(only_family, original.id), (family.name, original.id)


def is_found_alone(lexicon: dc.Lexicon, original: str) -> bool:
    """Whether a mention lies on the whole of an original, with no other one beside it."""
    words = original.strip("“”")
    text = f"坚持：{original}。"
    table = dc.mentions(dc.Corpus.from_texts({"x": text}), lexicon, unanchored=True)
    start = text.index(words)
    is_on_it = (table["start"] <= start) & (table["end"] >= start + len(words))
    return bool(is_on_it.any())


def test_every_family_has_a_chinese_original(lexicon: dc.Lexicon) -> None:
    assert [family.name for family in lexicon if not family.zh] == []


def test_an_original_that_is_not_found_does_not_pass(lexicon: dc.Lexicon) -> None:
    trust = lexicon.only("mutual_trust")
    assert not is_found_alone(trust, "无此说法")
    assert not is_found_alone(trust, f"{lexicon['mutual_trust'].zh[0]}之外")


# --- speeches that the lexicon was not written for


@pytest.fixture(scope="module")
def labelled_speeches(shared: Path) -> dc.Corpus:
    """The speeches of which any mention is labelled."""
    path = shared / "data" / "ungdc_dev_1990_2024.jsonl.xz"
    if not path.exists():
        pytest.skip(f"needs {path.name} in shared/data, which is not here")
    docs = set()
    for name in ("shared-future", "first-draw", "second-draw", "third-draw"):
        docs |= set(pd.read_csv(LABELS / f"un-speeches-{name}.csv")["doc"])
    texts = {}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            speech = json.loads(line)
            if speech["id"] in docs:
                texts[speech["id"]] = speech["text"]
    return dc.Corpus.from_texts(texts)


def is_found(labels: pd.DataFrame, table: pd.DataFrame) -> pd.Series:
    """Whether a mention of the same family overlaps each labelled one."""
    pairs = labels.reset_index().merge(table, on=["family", "doc"], suffixes=("", "_"))
    overlaps = (pairs["start_"] < pairs["end"]) & (pairs["end_"] > pairs["start"])
    return labels.index.to_series().isin(pairs.loc[overlaps, "index"])


def test_of_the_shared_future_the_formula_is_left(
    lexicon: dc.Lexicon, labelled_speeches: dc.Corpus
) -> None:
    labels = pd.read_csv(LABELS / "un-speeches-shared-future.csv")
    table = dc.mentions(labelled_speeches, lexicon.only("community_shared_future"))
    assert len(table) <= 30
    is_formula = labels["formula"] == "yes"
    is_kept = is_found(labels, table)
    assert is_kept[is_formula].mean() >= 0.9
    assert (labels["formula"] == "yes")[is_kept].mean() >= 0.9


@pytest.mark.parametrize("draw", ["first", "second", "third"])
def test_right_mentions_stay_and_wrong_ones_go(
    lexicon: dc.Lexicon, labelled_speeches: dc.Corpus, draw: str
) -> None:
    labels = pd.read_csv(LABELS / f"un-speeches-{draw}-draw.csv")
    is_kept = is_found(labels, dc.mentions(labelled_speeches, lexicon))
    is_right = labels["gloss"] == "yes"
    assert is_kept[is_right].mean() >= 0.98
    assert is_right[is_kept].mean() >= 0.97
