"""Addresses as debris."""

from __future__ import annotations

from discourse import debris, frequencies
from discourse.corpus import Corpus

ADDRESS = "https://www.ministry.example/eng/wjb/zzjg.html?x=1"


def rows_of(text: str) -> list[tuple[str, str, str]]:
    table = debris(Corpus.from_texts({"a": text}))
    rows = table[table["kind"] == "address"]
    return list(zip(rows["surface"], rows["rule"], rows["action"], strict=True))


def test_an_address_is_one_word_and_is_proposed() -> None:
    corpus = Corpus.from_texts({"a": f"see {ADDRESS} and peace"})
    assert len(corpus.stream) == 4
    assert frequencies(corpus, "peace")["words"].tolist() == [4]
    masked = corpus.mask(debris(corpus))
    table = frequencies(masked, "peace")
    assert table[["count", "words"]].to_numpy().tolist() == [[1, 3]]


def test_addresses_of_several_kinds() -> None:
    text = f"Write to press@un.org, or look at www.un.org ({ADDRESS}), mfa.kz/en/news."
    surfaces = [surface for surface, _, _ in rows_of(text)]
    assert surfaces == ["press@un.org", "www.un.org", ADDRESS, "mfa.kz/en/news"]


def test_the_name_of_a_site_is_not_proposed() -> None:
    assert rows_of("Amazon.com and China.org.cn reported it, No.5 and 3.5 too.") == []
