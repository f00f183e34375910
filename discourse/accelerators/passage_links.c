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

/* Return the first range of the group of a range. `first` has for each range an earlier
   one of its group, or itself. */
static int64_t first_of_group(int64_t *first, int64_t row)
{
    while (first[row] != row) {
        /* The next search has half the way. */
        first[row] = first[first[row]];
        row = first[row];
    }
    return row;
}

/* Whether two ranges, of which `row` does not begin earlier, overlap by half of the
   shorter one. */
static int overlap_by_half(const int64_t *start, const int64_t *end, Py_ssize_t row,
                           Py_ssize_t other)
{
    int64_t words = end[row] - start[row];
    int64_t other_words = end[other] - start[other];
    int64_t overlap_end = end[row] < end[other] ? end[row] : end[other];
    int64_t shorter = words < other_words ? words : other_words;
    int64_t common = overlap_end - start[row];
    /* Twice as much might be too large. */
    return common >= shorter - common;
}

/* Write for each range the first one of its group. Ranges that overlap by half of the
   shorter one are in one group. The ranges are in order of their starts. 0 without
   memory. */
static int link_ranges_in_order(const int64_t *start, const int64_t *end,
                                Py_ssize_t count, int64_t *first)
{
    /* Ranges that begin earlier and have not ended. */
    Py_ssize_t *open = malloc(((size_t)count + 1) * sizeof(Py_ssize_t));
    if (!open)
        return 0;
    Py_ssize_t open_count = 0;
    for (Py_ssize_t row = 0; row < count; row++) {
        Py_ssize_t still_open = 0;
        first[row] = row;
        for (Py_ssize_t i = 0; i < open_count; i++) {
            Py_ssize_t other = open[i];
            if (AT(end, other, count) <= start[row])
                continue;
            AT(open, still_open, count) = other;
            still_open++;
            if (!overlap_by_half(start, end, row, other))
                continue;
            int64_t group = first_of_group(first, row);
            int64_t other_group = first_of_group(first, other);
            if (group < other_group)
                first[other_group] = group;
            else
                first[group] = other_group;
        }
        AT(open, still_open, count) = row;
        open_count = still_open + 1;
    }
    for (Py_ssize_t row = 0; row < count; row++)
        first[row] = first_of_group(first, row);
    free(open);
    return 1;
}

PyObject *link_ranges(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "start", .item_size = 8},
        {.name = "end", .item_size = 8},
        {.name = "first", .item_size = 8, .is_written = 1},
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
