"""Names of one group: what is proposed as one, what never is, and how it is accepted."""

from __future__ import annotations

import inspect
import itertools
import random
import time
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

import discourse as dc
from discourse import tables
from discourse.corpus import Corpus
from discourse.errors import ColumnError, DiscourseError, OptionError
from discourse.name_forms import countries
from discourse.name_matching import near_names
from discourse.registries import NAME_RULES
from discourse.tables import KINDS


def corpus_of(values: Sequence[object], **columns: Sequence[object]) -> dc.Corpus:
    """A corpus with one document for each value of the column `name`."""
    texts = {f"d{number}": "One word." for number in range(len(values))}
    table = pd.DataFrame({"doc": list(texts), "name": list(values), **columns})
    return dc.Corpus.from_texts(texts, table)


def rules_between(values: Sequence[str]) -> list[str]:
    """The rules by which some of the values are proposed as one."""
    return near_names(corpus_of(values), "name")["rule"].tolist()


def groups_after(values: Sequence[str]) -> list[str]:
    """The names that are left once everything proposed is accepted."""
    corpus = corpus_of(values)
    united = corpus.unite(near_names(corpus, "name"))
    return sorted(set(united.documents["name"]))


# What is proposed ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("Viet Nam", "Vietnam", "letters"),
        ("Guinea-Bissau", "Guinea Bissau", "letters"),
        ("Côte d'Ivoire", "Cote d’Ivoire", "letters"),
        ("Xinhua News Agency", "Xinhua news agency", "letters"),
        ("Xinhua News Agency", "Xinhua Newsagency", "letters"),
        ("People's Daily", "Peoples Daily", "letters"),
        ("People’s Daily", "People's Daily", "letters"),
        ("WAKIL", "Wakil", "letters"),
        ("Trade & Industry", "Trade and Industry", "letters"),
        ("Guterres, António", "Antonio Guterres", "words"),
        ("The Daily Star", "Daily Star", "words"),
        ("St. Lucia", "Saint Lucia", "words"),
        ("Dept. of State", "Department of State", "words"),
        ("Ministry of Defence", "Ministry of Defense", "words"),
        ("Iran, Islamic Republic of", "Islamic Republic of Iran", "words"),
        ("Argentina", "Argentine Republic", "country"),
        ("Russia", "Russian Federation", "country"),
        ("USA", "United States of America", "country"),
        ("U.S.A.", "United States", "country"),
        ("US", "United States", "country"),
        ("UK", "Britain", "country"),
        ("Great Britain", "United Kingdom of Great Britain and N. Ireland", ""),
        (
            "Great Britain",
            "United Kingdom of Great Britain and Northern Ireland",
            "country",
        ),
        ("DPRK", "North Korea", "country"),
        ("CHN", "China", "country"),
        ("cn", "China", "country"),
        ("China", "中国", "country"),
        ("Zaire", "DR Congo", "country"),
        ("WHO", "World Health Organization", "initials"),
        ("ASEAN", "Association of South East Asian Nations", "initials"),
        ("Gutteres", "Guterres", "spelling"),
        ("António Gutteres", "António Guterres", "spelling"),
        ("Mahmud Abbas", "Mahmoud Abbas", "spelling"),
        ("Minsiter for Trade", "Minister for Trade", "spelling"),
        ("Argentinia", "Argentina", "spelling"),
        ("Kyrgystan", "Kyrgyzstan", "spelling"),
        ("Argentinia", "ARG", "spelling"),
    ],
)
def test_names_of_one_group_are_proposed(one: str, other: str, rule: str) -> None:
    assert rules_between([one, other]) == [rule] * bool(rule)
    assert rules_between([other, one]) == [rule] * bool(rule)


@pytest.mark.parametrize(
    "values",
    [
        ("North Korea", "South Korea"),
        ("DPRK", "ROK"),
        ("Korea", "Republic of Korea", "DPRK"),
        ("Congo", "DR Congo"),
        ("Guinea", "Guinea-Bissau", "Equatorial Guinea", "Papua New Guinea"),
        ("Niger", "Nigeria"),
        ("China", "Taiwan", "Hong Kong, China"),
        ("Slovakia", "Slovenia"),
        ("Iran", "Iraq"),
        ("Austria", "Australia"),
        ("Dominica", "Dominican Republic"),
        ("Nigeria", "Nigerian"),
        ("Nigeria", "Nigera"),  # Niger or Nigeria
        ("Soviet Union", "Russia"),
        ("Session 9", "Session 10"),
        ("Session 9", "Session 99"),
        ("Session 4 5", "Session 45"),
        ("2019", "2020"),
        ("Group 1", "Group 2"),
        ("Group A", "Group B"),
        ("John Paul I", "John Paul II"),
        ("Vatican Council XXVIII", "Vatican Council XXVII"),
        ("Eastern Bureau", "Western Bureau"),
        ("East Timor Office", "West Timor Office"),
        ("Ministry of Finance", "Minister of Finance"),
        ("Foreign Affairs Office", "Foreign Affair Office"),
        ("Economic Council", "Economical Council"),
        ("Francisco García", "Francisca García"),
        ("Ivanov", "Ivanova"),
        ("Christian Smith", "Christina Smith"),
        ("Anderson", "Andersen"),
        ("Bank of China", "China Bank"),
        ("China-Japan", "Japan-China"),
        ("Smith, John", "John, Smith"),
        ("外交部", "外文部"),
        ("中国外交部新闻司", "中国外交部新闻局"),
        ("C", "C++", "C#"),
        ("IT", "Italy", "Finance", "Trade", "Law"),  # no column of countries
        ("US", "us", "we", "they")[1:],
        ("WHO", "World Health Organization", "World Heritage Office"),
        ("?", "!", "--"),
        ("Jinping", "Jinpeng"),
        ("-1", "0", "1", "+1"),
        ("AA", "AA-", "AA+"),
        ("G7", "G20"),
        ("PRC", "Party for Reform and Change"),
        ("Georgia", "Georgian Dream"),
    ],
)
def test_other_names_are_not_proposed(values: tuple[str, ...]) -> None:
    assert rules_between(values) == []


def test_of_all_countries_no_two_are_proposed_as_one() -> None:
    names = [country.name for country in countries().values()]
    assert len(names) >= 249
    assert near_names(corpus_of(names), "name").empty


def test_of_all_names_of_countries_none_is_united_with_another_country() -> None:
    code_of_name: dict[str, str] = {}
    for country in countries().values():
        for name in country.names:
            code_of_name.setdefault(name.text, country.iso3)
    table = near_names(corpus_of(list(code_of_name)), "name")
    assert len(table) == len(code_of_name) - len(countries())
    codes = table["value"].map(code_of_name)
    assert codes.tolist() == table["proposed"].map(code_of_name).tolist()


def test_fourteen_spellings_of_five_countries_become_five() -> None:
    spellings = [
        *("Argentina", "Argentine Republic", "ARGENTINA"),
        *("Viet Nam", "Vietnam", "Socialist Republic of Viet Nam"),
        *("Iran", "Iran (Islamic Republic of)", "Iran, Islamic Republic of"),
        *("Côte d'Ivoire", "Cote d’Ivoire", "Ivory Coast"),
        *("Russia", "Russian Federation"),
    ]
    assert len(spellings) == 14
    assert len(groups_after(spellings)) == 5


def test_a_slip_is_of_the_country_that_is_near_and_not_of_one_of_two() -> None:
    assert groups_after(["Slovenia", "Slovakia", "Slovania"]) == [
        "Slovakia",
        "Slovania",
        "Slovenia",
    ]
    assert groups_after(["Mauritius", "Mauritania", "Mauritus"]) == [
        "Mauritania",
        "Mauritius",
    ]


def test_a_series_of_codes_is_no_series_of_slips() -> None:
    letters = "bcdfghjklmnpqrstvwxz"
    codes = [f"section{one}{two}ary" for one in letters for two in letters]
    assert rules_between(codes) == []


# Which name is proposed ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "proposed"),
    [
        (["Vietnam", "Viet Nam", "Viet Nam"], "Viet Nam"),
        (["CHN", "CHN", "China"], "CHN"),
        (["PRC", "China", "People's Republic of China"], "China"),
        (["WAKIL", "Wakil"], "Wakil"),
        (["António Gutteres", "António Guterres"], "António Guterres"),
        (["António Guterres", "António Gutteres"], "António Guterres"),
        (["wakil", "Wakil", "WAKIL"], "Wakil"),
        (["Peoples Daily", "People's Daily"], "Peoples Daily"),
        (["Argentinia", "Argentinia", "Argentina"], "Argentina"),
        (["WHO", "WHO", "World Health Organization"], "WHO"),
    ],
)
def test_the_name_of_most_documents_is_proposed(
    values: list[str], proposed: str
) -> None:
    table = near_names(corpus_of(values), "name")
    assert set(table["proposed"]) == {proposed}
    assert proposed not in table["value"].tolist()


# The table ----------------------------------------------------------------------------

VALUES = ["Viet Nam", "Vietnam", "Vietnam", "Laos", "Gutteres", "Guterres", "VIETNAM"]


def test_the_table_says_what_how_often_and_why() -> None:
    table = near_names(corpus_of(VALUES), "name")
    assert list(table.columns) == list(KINDS["near_names"])
    assert tables.kind_of(table) == "near_names"
    assert set(table["column"]) == {"name"}
    cells = ["value", "documents", "proposed", "documents_proposed", "rule"]
    assert table[cells].to_numpy().tolist() == [
        ["Gutteres", 1, "Guterres", 1, "spelling"],
        ["VIETNAM", 1, "Vietnam", 2, "letters"],
        ["Viet Nam", 1, "Vietnam", 2, "letters"],
    ]
    for row in table.to_dict("records"):
        assert row["proposed"] in row["reason"]
        assert row["reason"].endswith(".")
        assert row["rule"] in NAME_RULES
        assert 0 <= row["similarity"] <= 1


@pytest.mark.parametrize(
    "values",
    [["China", "Laos"], [1, 2], [1.5, float("nan")], [True, False], ["", "", None]],
)
def test_a_table_without_a_proposal_has_all_columns(values: list[object]) -> None:
    corpus = corpus_of(values)
    table = near_names(corpus, "name")
    assert list(table.columns) == list(KINDS["near_names"])
    assert table.empty
    assert corpus.unite(table) is corpus


def test_the_order_of_documents_decides_only_between_equals() -> None:
    values = [*VALUES, "ASEAN", "Association of South East Asian Nations", "Laos"]
    orders = [random.Random(seed).sample(values, len(values)) for seed in range(5)]
    decided = [{"VIETNAM": "Vietnam", "Viet Nam": "Vietnam"}] * len(orders)
    found = []
    for order in orders:
        table = near_names(corpus_of(order), "name")
        pairs = dict(zip(table["value"], table["proposed"], strict=True))
        found.append({name: pairs[name] for name in ("VIETNAM", "Viet Nam")})
    assert found == decided
    again = near_names(corpus_of(values), "name")
    pd.testing.assert_frame_equal(again, near_names(corpus_of(values), "name"))


def test_a_saved_table_is_accepted_as_the_table_is(tmp_path: Path) -> None:
    corpus = corpus_of(VALUES)
    table = near_names(corpus, "name")
    dc.save(table, "names", folder=tmp_path)
    loaded = dc.load(tmp_path / "names.csv")
    pd.testing.assert_frame_equal(pd.DataFrame(loaded), pd.DataFrame(table))
    again = corpus.unite(loaded).documents
    pd.testing.assert_frame_equal(again, corpus.unite(table).documents)


def test_every_rule_of_the_registry_is_used_and_described() -> None:
    doc = inspect.getdoc(near_names) or ""
    assert all(f"\n{rule} " in doc for rule in NAME_RULES)
    values = [
        *("Viet Nam", "Vietnam", "Guterres, António", "António Guterres"),
        *("Russia", "Russian Federation", "WHO", "World Health Organization"),
        *("Gutteres", "Guterres"),
    ]
    assert set(rules_between(values)) == set(NAME_RULES)


def test_the_chain_of_evidence_may_go_by_a_third_name() -> None:
    values = ["CHN"] * 3 + ["China", "Chinna"]
    table = near_names(corpus_of(values), "name").set_index("value")
    assert table.loc["China", "rule"] == "country"
    values = ["WHO"] * 3 + ["World Health Organization", "world health organization"]
    table = near_names(corpus_of(values), "name")
    assert set(table["proposed"]) == {"WHO"}
    assert len(table) == 2


def test_segments_and_selections_are_compared_by_what_they_hold() -> None:
    corpus = corpus_of(VALUES)
    part = corpus.where(doc=["d0", "d1"])
    assert near_names(part, "name")["value"].tolist() == ["Vietnam"] or near_names(
        part, "name"
    )["value"].tolist() == ["Viet Nam"]


@pytest.mark.parametrize(
    "labels",
    [
        ["China", "CHINA"],
        ["Cote d'Ivoire", "Côte d’Ivoire"],
        ["Viet Nam", "Vietnam"],
        ["party-readout", "Party readout"],
        ["Ｃｈｉｎａ", "China"],
        ["U.N.", "UN"],
        ["Le  Monde", "le monde"],
    ],
)
def test_labels_that_are_suspected_are_proposed(labels: list[str]) -> None:
    """What reading notices is a part of what the table proposes."""
    corpus = corpus_of(labels)
    assert "near-same labels" in corpus.suspected["kind"].tolist()
    table = near_names(corpus, "name")
    assert table["rule"].tolist() == ["letters"]
    assert "near-same labels" not in corpus.unite(table).suspected["kind"].tolist()


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ("China", "CHN"),
        ("Argentine Republic", "Argentina"),
        ("Vietnam", "Viet Nam"),
        ("United States", "USA"),
        ("Russia", "Russian Federation"),
        ("Burma", "Myanmar"),
        ("DPRK", "North Korea"),
    ],
)
def test_a_selection_by_another_name_of_a_country_names_the_one_that_is_there(
    wanted: str, there: str
) -> None:
    corpus = corpus_of([there, "Kazakhstan", "Chile", "Chad"])
    with pytest.raises(ColumnError, match=f"Did you mean '{there}'"):
        corpus.where(name=wanted)
    assert len(corpus.where(name=there)) == 1


# Errors -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "words"),
    [("nme", "Did you mean 'name'"), ("doc", "ids"), (None, "column"), (1, "column")],
)
def test_a_column_that_is_none_is_met_with_advice(column: object, words: str) -> None:
    with pytest.raises(ColumnError, match=words):
        near_names(corpus_of(VALUES), column)  # type: ignore[arg-type]


def test_what_is_no_corpus_is_refused() -> None:
    with pytest.raises(OptionError, match="Corpus"):
        near_names("seeds", "name")  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(20))
def test_any_text_is_compared_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    signs = "aábß İıſĿŒ&'’,.-/()（）[]0١9\u0301\u200b\ufeff中नेкй\U0001f600%#+ \u00a0"
    values = [
        "".join(chance.choices(signs, k=chance.randint(0, 12))) for _ in range(60)
    ]
    corpus = corpus_of(values)
    try:
        table = near_names(corpus, "name")
    except DiscourseError:
        return
    united = corpus.unite(table)
    assert near_names(united, "name").empty or len(near_names(united, "name")) < len(
        table
    )


# Speed --------------------------------------------------------------------------------


def made_up_names(count: int) -> list[str]:
    chance = random.Random(0)
    syllables = ["ka", "ro", "min", "ter", "lo", "sa", "vin", "del", "mar", "gu", "ra"]
    names: dict[str, None] = {}
    while len(names) < count:
        words = ["".join(chance.choices(syllables, k=4)).title() for _ in range(2)]
        names[f"Ministry of {words[0]} Affairs, {words[1]}"] = None
    return list(names)


def test_ten_thousand_names_take_seconds() -> None:
    corpus = corpus_of(made_up_names(10_000))
    start = time.process_time()
    near_names(corpus, "name")
    # Under 2 s of computing on the machine where this was written.
    assert time.process_time() - start < 10


def test_names_that_share_all_but_a_letter_take_no_longer() -> None:
    letters = "bcdfghjklmnpqrst"
    triples = itertools.product(letters, letters, letters)
    names = ["Guterres" + "".join(triple) + "xyz" for triple in triples]
    start = time.process_time()
    near_names(corpus_of(names), "name")
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("value", "proposed", "warning"),
    [
        ("Republic of China", "Taiwan", "Until 1971 it held the seat of China"),
        ("Yemen Arab Republic", "Yemen", "Until 1990 there were two states of Yemen"),
        ("North Yemen", "Yemen", "Until 1990 there were two states of Yemen"),
        ("Federal Republic of Germany", "Germany", "there were two German states"),
        ("Democratic Republic of Viet Nam", "Viet Nam", "two states of Viet Nam"),
        ("中华民国", "Taiwan", "Until 1971 it held the seat of China"),
        ("Burma", "Myanmar", "'Burma' is its former name"),
        ("Swaziland", "Eswatini", "It may be meant as the name of its time"),
    ],
)
def test_the_reason_warns_of_two_states_of_one_name(
    value: str, proposed: str, warning: str
) -> None:
    documents = pd.DataFrame({"doc": ["a", "b"], "country": [value, proposed]})
    corpus = Corpus.from_texts({"a": "x", "b": "y"}, documents)
    (reason,) = near_names(corpus, "country")["reason"]
    assert warning in reason
    assert reason.endswith("Look at the years.")


def test_names_of_today_need_no_warning() -> None:
    names = ["Argentine Republic", "Argentina", "USA", "United States"]
    documents = pd.DataFrame({"doc": list("abcd"), "country": names})
    corpus = Corpus.from_texts(dict.fromkeys("abcd", "x"), documents)
    assert not near_names(corpus, "country")["reason"].str.contains("years").any()


@pytest.mark.parametrize("column", [pd.DataFrame(), pd.NA, None, 5, ["country"]])
def test_what_is_no_name_of_a_column_is_refused(column: object) -> None:
    documents = pd.DataFrame({"doc": ["a"], "country": ["b"]})
    corpus = Corpus.from_texts({"a": "x"}, documents)
    with pytest.raises(DiscourseError):
        near_names(corpus, column)  # type: ignore[arg-type]
