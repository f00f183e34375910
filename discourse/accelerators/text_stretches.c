/* Stretches of a text that end where its words repeat too much, for the measure MTLD. */

#include "kernels.h"

/* What there is of stretches: `counts` has how many end, and of the one behind them the
   words and the types. */
static void count_stretches_of_text(const int64_t *previous, Py_ssize_t word_count,
                                    double threshold, Py_ssize_t min_length,
                                    int64_t *counts)
{
    int64_t stretch_count = 0;
    int64_t length = 0;
    int64_t type_count = 0;
    for (Py_ssize_t i = 0; i < word_count; i++) {
        /* A word is new where its type occurred only before the stretch. */
        type_count += previous[i] < i - length;
        length++;
        if (length >= min_length && (double)type_count < threshold * (double)length) {
            stretch_count++;
            length = 0;
            type_count = 0;
        }
    }
    counts[0] = stretch_count;
    counts[1] = length;
    counts[2] = type_count;
}

PyObject *count_stretches(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "previous", .item_size = 8},
        {.name = "threshold", .item_size = 8},
        {.name = "counts", .item_size = 8, .is_written = 1},
    };
    Py_ssize_t min_length;
    (void)module;
    if (!take_arguments(arguments, arrays, 3, &min_length, 1))
        return NULL;
    int is_valid = arrays[1].size == 1 && arrays[2].size == 3;
    Py_BEGIN_ALLOW_THREADS
    if (is_valid) {
        const double *threshold = arrays[1].view.buf;
        count_stretches_of_text(arrays[0].view.buf, arrays[0].size, threshold[0],
                                min_length, arrays[2].view.buf);
    }
    Py_END_ALLOW_THREADS
    return finish_kernel(arrays, 3, outcome_of(is_valid, 1),
                         "expected one threshold and room for three counts");
}
