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
def read_runs(
    order: np.ndarray,
    document: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    documents: np.ndarray,
    first_token: np.ndarray,
    document_count: int,
    /,
) -> None: ...
def find_tokens(
    kinds: np.ndarray,
    codes: np.ndarray,
    word_marks: np.ndarray,
    folds: np.ndarray,
    roles: np.ndarray,
    bits_of_kind: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    spelling_ids: np.ndarray,
    bits: np.ndarray,
    line_gaps: np.ndarray,
    line_ends: np.ndarray,
    dash_gaps: np.ndarray,
    spelled: np.ndarray,
    known: np.ndarray,
    is_known_used: np.ndarray,
    separator: int,
    bit_of_line_end: int,
    bit_of_hyphen: int,
    /,
) -> tuple[int, int, int, int]: ...
def find_line_positions(
    kinds: np.ndarray,
    codes: np.ndarray,
    ends_word: np.ndarray,
    no_break_spaces: np.ndarray,
    newlines: np.ndarray,
    gap_begin: np.ndarray,
    gap_end: np.ndarray,
    token_end: np.ndarray,
    count: np.ndarray,
    line_start: np.ndarray,
    text_start: np.ndarray,
    line_end: np.ndarray,
    next_line_start: np.ndarray,
    next_text_start: np.ndarray,
    next_word_end: np.ndarray,
    space: int,
    single: int,
    most_steps: int,
    /,
) -> None: ...
def number_spellings(
    written: np.ndarray,
    numbers: np.ndarray,
    spelled: np.ndarray,
    separator: int,
    /,
) -> int: ...
def read_kinds(
    codes: np.ndarray,
    kind_of_code: np.ndarray,
    is_sign: np.ndarray,
    kinds: np.ndarray,
    signs: np.ndarray,
    /,
) -> int: ...
def find_sequences(
    units: np.ndarray,
    bounds: np.ndarray,
    places_of_unit: np.ndarray,
    first_places: np.ndarray,
    places_found: np.ndarray,
    counted: np.ndarray,
    /,
) -> None: ...
def find_repeated_runs(
    words: np.ndarray,
    wall: np.ndarray,
    hashes: np.ndarray,
    positions: np.ndarray,
    length: int,
    /,
) -> int: ...
def pair_runs(
    words: np.ndarray,
    wall: np.ndarray,
    document: np.ndarray,
    position: np.ndarray,
    next_run: np.ndarray,
    is_asked: np.ndarray,
    first: np.ndarray,
    second: np.ndarray,
    length: np.ndarray,
    min_length: int,
    /,
) -> int: ...
def pair_nearest_runs(
    words: np.ndarray,
    wall: np.ndarray,
    document: np.ndarray,
    position: np.ndarray,
    bounds: np.ndarray,
    first: np.ndarray,
    second: np.ndarray,
    length: np.ndarray,
    min_length: int,
    /,
) -> int: ...
def grow_runs(
    words: np.ndarray,
    wall: np.ndarray,
    first: np.ndarray,
    second: np.ndarray,
    grown: np.ndarray,
    other_grown: np.ndarray,
    matches: np.ndarray,
    direction: int,
    band: int,
    drop: int,
    /,
) -> None: ...
def keep_best_alignments(
    pair: np.ndarray,
    order: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    other_start: np.ndarray,
    other_end: np.ndarray,
    matches: np.ndarray,
    run: np.ndarray,
    is_kept: np.ndarray,
    /,
) -> None: ...
def link_ranges(
    start: np.ndarray,
    end: np.ndarray,
    first: np.ndarray,
    /,
) -> None: ...
def find_word_changes(
    words: np.ndarray,
    bounds: np.ndarray,
    other_words: np.ndarray,
    other_bounds: np.ndarray,
    changes: np.ndarray,
    pairs: np.ndarray,
    vocabulary_size: int,
    /,
) -> int: ...
def add_labelled_values(
    term_starts: np.ndarray,
    units: np.ndarray,
    values: np.ndarray,
    unit_starts: np.ndarray,
    arrangements: np.ndarray,
    sums: np.ndarray,
    arrangement_count: int,
    /,
) -> None: ...
def sum_over_targets(
    term_starts: np.ndarray,
    units: np.ndarray,
    values: np.ndarray,
    labels: np.ndarray,
    sums: np.ndarray,
    unit_count: int,
    arrangement_count: int,
    /,
) -> None: ...
def sum_floats_over_targets(
    term_starts: np.ndarray,
    units: np.ndarray,
    values: np.ndarray,
    labels: np.ndarray,
    sums: np.ndarray,
    unit_count: int,
    arrangement_count: int,
    /,
) -> None: ...
def count_exceedances(
    sums: np.ndarray,
    rows: np.ndarray,
    kinds: np.ndarray,
    slopes: np.ndarray,
    scales: np.ndarray,
    bounds: np.ndarray,
    amounts: np.ndarray,
    largest: np.ndarray,
    at_least: np.ndarray,
    joint: np.ndarray,
    /,
) -> None: ...
def find_phrases(
    ids: np.ndarray,
    gaps: np.ndarray,
    set_ids: np.ndarray,
    set_bounds: np.ndarray,
    sets: np.ndarray,
    order: np.ndarray,
    links: np.ndarray,
    place_bounds: np.ndarray,
    anchors: np.ndarray,
    anchor_bounds: np.ndarray,
    reaches: np.ndarray,
    first: np.ndarray,
    gap_words: np.ndarray,
    match_counts: np.ndarray,
    comparisons: np.ndarray,
    /,
) -> None: ...
def multiply_row_pairs(
    bounds: np.ndarray,
    columns: np.ndarray,
    values: np.ndarray,
    first: np.ndarray,
    second: np.ndarray,
    products: np.ndarray,
    column_count: int,
    /,
) -> None: ...
def count_words(
    ids: np.ndarray,
    bounds: np.ndarray,
    words: np.ndarray,
    counts: np.ndarray,
    cell_bounds: np.ndarray,
    vocabulary_size: int,
    /,
) -> None: ...
