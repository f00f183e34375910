"""Documents of known topics: each paragraph has the words of one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse.corpus import Corpus

PLANTED = {
    "ports": "port ship trade cargo harbour",
    "peace": "peace talks treaty ceasefire truce",
    "crops": "wheat rice harvest irrigation drought",
}


def planted_corpus(documents: int = 6, paragraphs: int = 8, seed: int = 5) -> Corpus:
    """Documents whose paragraphs each speak of one thing; the first half mostly of ports."""
    rng = np.random.default_rng(seed)
    texts, sides = {}, []
    for number in range(documents):
        chances = [0.7, 0.2, 0.1] if number < documents // 2 else [0.1, 0.3, 0.6]
        lines = []
        for _ in range(paragraphs):
            words = list(PLANTED.values())[rng.choice(3, p=chances)].split()
            lines.append(
                " ".join(rng.choice(words, size=12)) + " of the people and by them."
            )
        texts[f"d{number:02}"] = "\n".join(lines)
        sides.append("sea" if number < documents // 2 else "land")
    meta = pd.DataFrame({"doc": list(texts), "side": sides})
    return Corpus.from_texts(texts, meta, paragraphs="line")
