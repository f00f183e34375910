/* Ranges that overlap. */

#include "kernels.h"

/* Whether ranges of numbers from 0 on are in order of their starts. */
static int are_ranges_in_order(const int64_t *start, const int64_t *end,
                               Py_ssize_t count)
{
    int all = !count || start[0] >= 0;
    for (Py_ssize_t row = 0; row < count; row++)
        all &= start[row] <= end[row] && (!row || start[row - 1] <= start[row]);
    return all;
}

/* Link each range with the first open one that it overlaps by half of the shorter one;
   -1 = none. The ranges are in order of their starts. 0 without memory. */
static int link_ranges_in_order(const int64_t *start, const int64_t *end,
                                Py_ssize_t count, int64_t *linked)
{
    /* Ranges that begin earlier and have not ended. */
    Py_ssize_t *open = malloc(((size_t)count + 1) * sizeof(Py_ssize_t));
    if (!open)
        return 0;
    Py_ssize_t open_count = 0;
    for (Py_ssize_t row = 0; row < count; row++) {
        Py_ssize_t still_open = 0;
        linked[row] = -1;
        for (Py_ssize_t i = 0; i < open_count; i++) {
            Py_ssize_t other = open[i];
            if (AT(end, other, count) <= start[row])
                continue;
            AT(open, still_open, count) = other;
            still_open++;
            if (linked[row] >= 0)
                continue;
            int64_t words = end[row] - start[row];
            int64_t other_words = end[other] - start[other];
            int64_t overlap_end = end[row] < end[other] ? end[row] : end[other];
            int64_t shorter = words < other_words ? words : other_words;
            int64_t common = overlap_end - start[row];
            /* At least half of the shorter one; twice as much might be too large. */
            if (common >= shorter - common)
                linked[row] = other;
        }
        AT(open, still_open, count) = row;
        open_count = still_open + 1;
    }
    free(open);
    return 1;
}

PyObject *link_ranges(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "start", .item_size = 8},
        {.name = "end", .item_size = 8},
        {.name = "linked", .item_size = 8, .is_written = 1},
    };
    (void)module;
    if (!take_arguments(arguments, arrays, 3, NULL, 0))
        return NULL;
    Py_ssize_t count = arrays[0].size;
    int is_valid = have_array_size(arrays, 1, 3, count);
    int has_memory = 1;
    Py_BEGIN_ALLOW_THREADS
    is_valid = is_valid
               && are_ranges_in_order(arrays[0].view.buf, arrays[1].view.buf, count);
    if (is_valid)
        has_memory = link_ranges_in_order(arrays[0].view.buf, arrays[1].view.buf, count,
                                          arrays[2].view.buf);
    Py_END_ALLOW_THREADS
    return finish_kernel(arrays, 3, outcome_of(is_valid, has_memory),
                         "expected arrays of one size, and ranges from 0 on in order "
                         "of their starts");
}
