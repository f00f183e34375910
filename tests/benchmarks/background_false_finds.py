"""How many key words are false if a group is drawn at random and compared with the rest as a background?

    python tests/benchmarks/background_false_finds.py              # six minutes
    python tests/benchmarks/background_false_finds.py --trials 20

Speeches of the UN General Debate are drawn at random as the target; all other speeches are the background, whose words
of fewer than three speeches are left out, as in the bundled list. So every key word is false. Columns: speeches drawn;
share of the words listed with p <= .05; share of the trials in which any word has an adjusted p <= .05 (asked: .05).
"""

from __future__ import annotations

import argparse
import sys

import numpy as np
import pandas as pd
from background_list import MIN_SPEECHES, SPEECHES, read_speeches

from discourse.contrast.background_comparison import compare_presence, count_presence
from discourse.contrast.term_counts import count_compared_terms
from discourse.counting.background import Background

SIZES = (1, 5, 20, 100)
LEVEL = 0.05


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=200)
    options = parser.parse_args()
    counts = count_compared_terms(read_speeches(SPEECHES), 1)
    document_count, term_count = counts.matrix.shape
    terms = np.array(counts.spell(np.arange(term_count)), dtype=object)
    in_speeches = np.bincount(counts.matrix.indices, minlength=term_count)
    random = np.random.default_rng(0)
    rows = []
    for size in SIZES:
        shares = []
        false_finds = 0
        for _ in range(options.trials):
            drawn = np.sort(random.choice(document_count, size, replace=False))
            indices = counts.matrix[drawn].indices
            in_others = in_speeches - np.bincount(indices, minlength=term_count)
            is_known = in_others >= MIN_SPEECHES
            known = zip(terms[is_known], in_others[is_known].tolist(), strict=True)
            background = Background("others", dict(known), document_count - size)
            presence = count_presence(counts, drawn, background, min_count=3)
            found = compare_presence(presence, confidence_level=0.95)
            shares.append((found["p"] <= LEVEL).mean())
            false_finds += bool((found["adjusted"] <= LEVEL).any())
        row = {"speeches": size, "listed": np.mean(shares)}
        rows.append(row | {"any_adjusted": false_finds / options.trials})
    table = pd.DataFrame(rows)
    sys.stdout.write(table.to_string(index=False, float_format="%.3f") + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
