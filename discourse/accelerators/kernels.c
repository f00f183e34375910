/* The module of compiled kernels. Each gives the arrays that numpy code in Python gives
   too. */

#include "kernels.h"

/* Python compares this number with its own, so that a library that was built from an
   older source is not used. Raise it, here and there, with every change. */
#define INTERFACE 19

static PyMethodDef methods[] = {
    {"pack_next_words", pack_next_words, METH_VARARGS,
     "pack_next_words(ids, follows_break, next_words, words_to_break, word_count, "
     "longest)\n\n"
     "Write the words behind each token, and the words to the next break."},
    {"order_by_word", order_by_word, METH_VARARGS,
     "order_by_word(ids, bounds, order)\n\n"
     "Write the tokens in order of their words, and where those of each begin."},
    {"sort_suffixes", sort_suffixes, METH_VARARGS,
     "sort_suffixes(next_words, bounds, order, lcp, first_word, end_word, longest)\n\n"
     "Sort the suffixes of some words in `order`, and write their lcp."},
    {"read_runs", read_runs, METH_VARARGS,
     "read_runs(order, document, low, high, documents, first_token, document_count)\n\n"
     "Write the number of documents and the first token of each run of ranks."},
    {"find_sequences", find_sequences, METH_VARARGS,
     "find_sequences(units, bounds, places_of_unit, first_places, places_found, "
     "counted)\n\n"
     "Write into the last two arrays which places of sequences occur in each text, and "
     "how many of its characters are counted ones."},
    {"find_repeated_runs", find_repeated_runs, METH_VARARGS,
     "find_repeated_runs(words, wall, hashes, positions, length)\n\n"
     "Write the runs of words that may occur twice into the last two arrays, and return "
     "how many there are."},
    {"pair_runs", pair_runs, METH_VARARGS,
     "pair_runs(words, wall, document, position, next, is_asked, first, second, length, "
     "min_length)\n\n"
     "Write the runs that two documents share into the last three arrays, as far as "
     "there is room, and return how many there are."},
    {"pair_nearest_runs", pair_nearest_runs, METH_VARARGS,
     "pair_nearest_runs(words, wall, document, position, bounds, first, second, length, "
     "min_length)\n\n"
     "Write the pairs of nearest runs of each wording into the last three arrays, and "
     "return how many there are."},
    {"grow_runs", grow_runs, METH_VARARGS,
     "grow_runs(words, wall, first, second, grown, other_grown, matches, direction, "
     "band, drop)\n\n"
     "Write how far pairs of runs grow through small differences."},
    {"keep_best_alignments", keep_best_alignments, METH_VARARGS,
     "keep_best_alignments(pair, order, start, end, other_start, other_end, matches, "
     "run, is_kept)\n\n"
     "Mark the alignments that overlap no better one of the same pair of documents."},
    {"link_ranges", link_ranges, METH_VARARGS,
     "link_ranges(start, end, first)\n\n"
     "Write the first range of the group of each one, whose ranges overlap by half of "
     "the shorter one."},
    {"find_word_changes", find_word_changes, METH_VARARGS,
     "find_word_changes(words, bounds, other_words, other_bounds, changes, pairs, "
     "vocabulary_size)\n\n"
     "Write what was changed from one sequence of words to the other, and return how "
     "many changes there are."},
    {"find_tokens", find_tokens, METH_VARARGS,
     "find_tokens(kinds, codes, word_marks, folds, roles, bits_of_kind, start, end, "
     "spelling_ids, bits, line_gaps, line_ends, dash_gaps, spelled, known, "
     "is_known_used, separator, bit_of_line_end, bit_of_hyphen)\n\n"
     "Write the tokens of a text, and what stands before each, into the arrays from "
     "`start` to `spelled`, and which known spellings occur. Return the number of "
     "tokens, of characters in `spelled`, of gaps with line ends, and of those with "
     "more than one hyphen."},
    {"find_line_positions", find_line_positions, METH_VARARGS,
     "find_line_positions(kinds, codes, ends_word, no_break_spaces, newlines, "
     "gap_begin, gap_end, token_end, count, line_start, text_start, line_end, "
     "next_line_start, next_text_start, next_word_end, space, single, most_steps)\n\n"
     "Write where the lines before and after gaps with line ends begin and end."},
    {"number_spellings", number_spellings, METH_VARARGS,
     "number_spellings(written, numbers, spelled, separator)\n\n"
     "Write the number of each spelling, and the distinct ones, into the last two "
     "arrays. Return how many characters `spelled` has."},
    {"read_kinds", read_kinds, METH_VARARGS,
     "read_kinds(codes, kind_of_code, is_sign, kinds, signs)\n\n"
     "Write the kind of each character, and where signs stand, into the last two "
     "arrays. Return how many signs there are."},
    {"add_labelled_values", add_labelled_values, METH_VARARGS,
     "add_labelled_values(term_starts, units, values, unit_starts, arrangements, sums, "
     "arrangement_count)\n\n"
     "Write the sum of each term over the target of each arrangement into `sums`."},
    {"sum_over_targets", sum_over_targets, METH_VARARGS,
     "sum_over_targets(term_starts, units, values, labels, sums, unit_count, "
     "arrangement_count)\n\n"
     "Write the sum of each term over the target of each arrangement into `sums`."},
    {"sum_floats_over_targets", sum_floats_over_targets, METH_VARARGS,
     "sum_floats_over_targets(term_starts, units, values, labels, sums, unit_count, "
     "arrangement_count)\n\n"
     "Do the same as sum_over_targets for numbers of single precision."},
    {"count_exceedances", count_exceedances, METH_VARARGS,
     "count_exceedances(sums, rows, kinds, slopes, scales, bounds, amounts, largest, "
     "at_least, joint)\n\n"
     "Write in how many arrangements bounds are reached into the last three arrays."},
    {"find_phrases", find_phrases, METH_VARARGS,
     "find_phrases(ids, gaps, set_ids, set_bounds, sets, order, links, place_bounds, "
     "anchors, anchor_bounds, reaches, first, gap_words, match_counts, comparisons)\n\n"
     "Write where sequences of words occur into the last four arrays."},
    {"multiply_row_pairs", multiply_row_pairs, METH_VARARGS,
     "multiply_row_pairs(bounds, columns, values, first, second, products, "
     "column_count)\n\n"
     "Write the scalar product of each pair of rows of a matrix into `products`."},
    {"count_words", count_words, METH_VARARGS,
     "count_words(ids, bounds, words, counts, cell_bounds, vocabulary_size)\n\n"
     "Write the words of each document, and how often it has each, into the arrays from "
     "`words` to `cell_bounds`."},
    {NULL, NULL, 0, NULL},
};

static int add_interface(PyObject *module)
{
    return PyModule_AddIntConstant(module, "INTERFACE", INTERFACE);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, (void *)add_interface},
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_kernels", "The compiled kernels of discourse.", 0, methods,
    slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__kernels(void)
{
    return PyModuleDef_Init(&definition);
}
