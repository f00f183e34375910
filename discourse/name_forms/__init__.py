"""How names are written: which spellings are one, and what a country is called.

- ``folded_names``: a name without capitals, accents, blanks and punctuation;
- ``country_names``: the names and codes of every country, from
  ``discourse/data/country_names.csv``.

>>> from discourse.name_forms import fold_name, same_country
>>> fold_name("Guinea-Bissau") == fold_name("guinea bissau")
True
>>> sorted(same_country("CHN"))[:3]
['CHN', 'CN', 'China']
"""

from discourse.name_forms.country_names import (
    Country,
    CountryName,
    countries,
    find_country,
    same_country,
)
from discourse.name_forms.folded_names import (
    fold_name,
    join_words,
    standard_words,
    words_of_name,
)

__all__ = [
    "Country",
    "CountryName",
    "countries",
    "find_country",
    "fold_name",
    "join_words",
    "same_country",
    "standard_words",
    "words_of_name",
]
