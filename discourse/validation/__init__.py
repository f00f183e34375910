"""Checks of what a caller gave: options, whole numbers, levels, seeds, dates, names.

``checks`` has one for each kind of value: it returns the value, or raises an error that
says what came, what was expected and what to write. ``named_options`` looks at the names
of the options themselves.
"""

from discourse.validation.checks import (
    check_characters,
    check_confidence_level,
    check_flag,
    check_number,
    check_option,
    check_whole_number,
    count_of,
    encodable_name,
    find_name,
    find_surrogate,
    is_date,
    list_of_values,
    name_surrogate,
    percent_of_confidence,
    random_generator,
    show_name,
    show_value,
    suggest,
    suggest_or_list,
    tail_share,
)
from discourse.validation.named_options import options_by_name

__all__ = [
    "check_characters",
    "check_confidence_level",
    "check_flag",
    "check_number",
    "check_option",
    "check_whole_number",
    "count_of",
    "encodable_name",
    "find_name",
    "find_surrogate",
    "is_date",
    "list_of_values",
    "name_surrogate",
    "options_by_name",
    "percent_of_confidence",
    "random_generator",
    "show_name",
    "show_value",
    "suggest",
    "suggest_or_list",
    "tail_share",
]
