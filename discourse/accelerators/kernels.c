/* The module of compiled kernels. Each gives the arrays that numpy code in Python gives
   too. */

#include "kernels.h"

/* Python compares this number with its own, so that a library that was built from an
   older source is not used. Raise it, here and there, with every change. */
#define INTERFACE 4

static PyMethodDef methods[] = {
    {"sort_suffixes", sort_suffixes, METH_VARARGS,
     "sort_suffixes(ids, follows_break, words_to_break, order, lcp, longest)\n\n"
     "Write the suffix array of the stream `ids` into the last three arrays."},
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
