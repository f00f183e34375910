"""Four small documents with metadata, for the tests of the corpus."""

from __future__ import annotations

import pandas as pd

TEXTS = {
    "a": "The Belt and Road. A shared future for mankind.\nMutual trust -- and peace.",
    "b": "",
    "c": "One",
    "d": "Mr. Xi spoke. “We agree,” he said.\n\nThen they left",
}
TABLE = pd.DataFrame(
    {
        "doc": ["a", "b", "c", "d"],
        "country": ["China", "Laos", "China", ""],
        "year": ["2013", "2022", "2022", "2023"],
        "size": [1, 2, 3, 4],
    }
)
