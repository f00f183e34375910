/* What all compiled kernels share.

   Only the stable ABI of Python 3.11 is used, so that one wheel serves each later
   version. Arrays come as buffers. The lock of the interpreter is released in loops,
   which call nothing of Python. Nothing is kept between two calls. */

#ifndef DISCOURSE_KERNELS_H
#define DISCOURSE_KERNELS_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A debug build (-DDISCOURSE_CHECK_BOUNDS) stops at an index outside its array. */
#ifdef DISCOURSE_CHECK_BOUNDS
static inline Py_ssize_t check_index(Py_ssize_t index, Py_ssize_t size)
{
    if (index < 0 || index >= size)
        abort();
    return index;
}
#define AT(array, index, size) (array)[check_index(index, size)]
#else
#define AT(array, index, size) (array)[index]
#endif

/* A function is compiled a second time for processors that take four numbers at once.
   Which of the two is called is decided when the library is loaded. The results are the
   same: AVX2 alone does not fuse a product and a sum. Only GCC with the C library of GNU
   can do it; no sanitizer can. */
#define FASTER_WHERE_POSSIBLE
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__has_attribute) \
    && !defined(__UCLIBC__) && !defined(__clang__) && !defined(__INTEL_COMPILER) \
    && !defined(__SANITIZE_ADDRESS__)
#if __has_attribute(target_clones)
#undef FASTER_WHERE_POSSIBLE
#define FASTER_WHERE_POSSIBLE __attribute__((target_clones("avx2", "default")))
#endif
#endif

typedef struct {
    const char *name;
    Py_ssize_t item_size;
    int is_written;
    Py_buffer view;
    Py_ssize_t size; /* in items */
} Array;

/* Take the arguments: arrays, and behind them numbers. 0, and an exception, if they are
   not what is expected. Sizes may pass 2**31, so no number is a `long`. */
int take_arguments(PyObject *arguments, Array *arrays, Py_ssize_t array_count,
                   Py_ssize_t *numbers, Py_ssize_t number_count);

/* Whether the arrays from `first` to before `end` all have `size` items. */
int have_array_size(const Array *arrays, int first, int end, Py_ssize_t size);

/* Whether `size` items are those of a table; no product is too large. */
int is_table(Py_ssize_t size, Py_ssize_t row_count, Py_ssize_t column_count);

/* Whether the numbers are all from `lowest` to `highest`. */
int are_between(const int64_t *numbers, Py_ssize_t count, int64_t lowest,
                int64_t highest);

/* Whether half-open ranges, one behind the other, fill `size` items: range i is from
   bounds[i] to bounds[i + 1]. `count` may be -1, for no bounds at all. */
int are_bounds(const int64_t *bounds, Py_ssize_t count, int64_t size);

/* A sparse matrix: cells starts[i] to starts[i + 1] are those of row i. */
typedef struct {
    const int64_t *starts;
    Py_ssize_t row_count;
    const int32_t *columns;
    Py_ssize_t cell_count;
    Py_ssize_t column_count;
} SparseRows;

/* Whether all cells are inside the matrix. */
int are_sparse_rows(const SparseRows *rows);

enum { DONE, NO_MEMORY, INVALID };

int outcome_of(int is_valid, int has_memory);

/* Give the arrays back, and return None, or raise what went wrong. */
PyObject *finish_kernel(Array *arrays, Py_ssize_t count, int outcome,
                        const char *expected);

/* The same, but return how many items were written. */
PyObject *finish_with_count(Array *arrays, Py_ssize_t count, int outcome,
                            const char *expected, Py_ssize_t written);

/* The kernels, each in the file named for its subject. */
PyObject *pack_next_words(PyObject *module, PyObject *arguments);
PyObject *order_by_word(PyObject *module, PyObject *arguments);
PyObject *sort_suffixes(PyObject *module, PyObject *arguments);
PyObject *read_runs(PyObject *module, PyObject *arguments);
PyObject *find_tokens(PyObject *module, PyObject *arguments);
PyObject *find_line_positions(PyObject *module, PyObject *arguments);
PyObject *find_sequences(PyObject *module, PyObject *arguments);
PyObject *find_repeated_runs(PyObject *module, PyObject *arguments);
PyObject *pair_runs(PyObject *module, PyObject *arguments);
PyObject *pair_nearest_runs(PyObject *module, PyObject *arguments);
PyObject *grow_runs(PyObject *module, PyObject *arguments);
PyObject *keep_best_alignments(PyObject *module, PyObject *arguments);
PyObject *link_ranges(PyObject *module, PyObject *arguments);
PyObject *find_word_changes(PyObject *module, PyObject *arguments);
PyObject *number_spellings(PyObject *module, PyObject *arguments);
PyObject *read_kinds(PyObject *module, PyObject *arguments);
PyObject *add_labelled_values(PyObject *module, PyObject *arguments);
PyObject *sum_over_targets(PyObject *module, PyObject *arguments);
PyObject *sum_floats_over_targets(PyObject *module, PyObject *arguments);
PyObject *count_exceedances(PyObject *module, PyObject *arguments);
PyObject *find_phrases(PyObject *module, PyObject *arguments);
PyObject *multiply_row_pairs(PyObject *module, PyObject *arguments);
PyObject *count_words(PyObject *module, PyObject *arguments);

#endif
