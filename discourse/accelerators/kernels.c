/* The module of compiled kernels. Each gives the arrays that numpy code in Python gives
   too. */

#include "kernels.h"

/* Python compares this number with its own, so that a library that was built from an
   older source is not used. Raise it, here and there, with every change. */
#define INTERFACE 5

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
    {"find_tokens", find_tokens, METH_VARARGS,
     "find_tokens(kinds, is_word_mark, codes, folds, roles, start, end, spelling_ids, "
     "spelled, separator)\n\n"
     "Write the tokens of a text into the last four arrays, and return how many tokens "
     "there are and how many characters `spelled` has."},
    {"read_gaps", read_gaps, METH_VARARGS,
     "read_gaps(kinds, begin, end, bits_of_kind, bits, line_ends, hyphens, "
     "bit_of_line_end, bit_of_hyphen)\n\n"
     "Write what the gaps hold into the last three arrays."},
    {"find_sequences", find_sequences, METH_VARARGS,
     "find_sequences(units, bounds, places_of_unit, first_places, places_found, "
     "counted)\n\n"
     "Write into the last two arrays which places of sequences occur in each text, and "
     "how many of its characters are counted ones."},
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
