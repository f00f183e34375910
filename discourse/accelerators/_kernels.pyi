"""Types of the compiled kernels, whose sources are the files ``*.c``."""

import numpy as np

INTERFACE: int

def pack_next_words(
    ids: np.ndarray,
    follows_break: np.ndarray,
    next_words: np.ndarray,
    words_to_break: np.ndarray,
    word_count: int,
    longest: int,
    /,
) -> None: ...
def order_by_word(
    ids: np.ndarray, bounds: np.ndarray, order: np.ndarray, /
) -> None: ...
def sort_suffixes(
    next_words: np.ndarray,
    bounds: np.ndarray,
    order: np.ndarray,
    lcp: np.ndarray,
    first_word: int,
    end_word: int,
    longest: int,
    /,
) -> None: ...
def find_tokens(
    kinds: np.ndarray,
    is_word_mark: np.ndarray,
    codes: np.ndarray,
    folds: np.ndarray,
    roles: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    spelling_ids: np.ndarray,
    spelled: np.ndarray,
    separator: int,
    /,
) -> tuple[int, int]: ...
def read_gaps(
    kinds: np.ndarray,
    begin: np.ndarray,
    end: np.ndarray,
    bits_of_kind: np.ndarray,
    bits: np.ndarray,
    line_ends: np.ndarray,
    hyphens: np.ndarray,
    bit_of_line_end: int,
    bit_of_hyphen: int,
    /,
) -> None: ...
def find_sequences(
    units: np.ndarray,
    bounds: np.ndarray,
    places_of_unit: np.ndarray,
    first_places: np.ndarray,
    places_found: np.ndarray,
    counted: np.ndarray,
    /,
) -> None: ...
