/* Sparse matrices, whose rows hold the numbers of their columns in order.

   Sums are taken in the order of the columns, one number after the other, so that they
   are those of numpy to the last bit. */

#include "kernels.h"

/* Write the cells of a row into `full_row`, or zeros in their places. */
static void fill_row(const SparseRows *rows, const double *values, int64_t row,
                     double *full_row, int with_zeros)
{
    int64_t end = AT(rows->starts, row + 1, rows->row_count + 1);
    for (int64_t cell = AT(rows->starts, row, rows->row_count + 1); cell < end; cell++) {
        double value = AT(values, cell, rows->cell_count);
        int32_t column = AT(rows->columns, cell, rows->cell_count);
        AT(full_row, column, rows->column_count) = with_zeros ? 0.0 : value;
    }
}

static double multiply_row(const SparseRows *rows, const double *values, int64_t row,
                           const double *full_row)
{
    double sum = 0.0;
    int64_t end = AT(rows->starts, row + 1, rows->row_count + 1);
    for (int64_t cell = AT(rows->starts, row, rows->row_count + 1); cell < end; cell++) {
        int32_t column = AT(rows->columns, cell, rows->cell_count);
        double value = AT(values, cell, rows->cell_count);
        /* In two statements, so that no compiler makes one rounding of the two. */
        double product = value * AT(full_row, column, rows->column_count);
        sum += product;
    }
    return sum;
}

/* The first row of a pair is held in full, as long as it stays the same. */
static int multiply_all_pairs(const SparseRows *rows, const double *values,
                              const int64_t *first, const int64_t *second,
                              Py_ssize_t pair_count, double *products)
{
    if (!are_sparse_rows(rows))
        return INVALID;
    double *full_row = calloc((size_t)rows->column_count + 1, sizeof *full_row);
    if (full_row == NULL)
        return NO_MEMORY;
    int outcome = DONE;
    int64_t held_row = -1;
    for (Py_ssize_t pair = 0; pair < pair_count; pair++) {
        int64_t row = first[pair];
        int64_t other = second[pair];
        if (row < 0 || row >= rows->row_count || other < 0 || other >= rows->row_count) {
            outcome = INVALID;
            break;
        }
        if (row != held_row) {
            if (held_row >= 0)
                fill_row(rows, values, held_row, full_row, 1);
            fill_row(rows, values, row, full_row, 0);
            held_row = row;
        }
        products[pair] = multiply_row(rows, values, other, full_row);
    }
    free(full_row);
    return outcome;
}

PyObject *multiply_row_pairs(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "bounds", .item_size = 8},
        {.name = "columns", .item_size = 4},
        {.name = "values", .item_size = 8},
        {.name = "first", .item_size = 8},
        {.name = "second", .item_size = 8},
        {.name = "products", .item_size = 8, .is_written = 1},
    };
    Py_ssize_t column_count;
    (void)module;
    if (!take_arguments(arguments, arrays, 6, &column_count, 1))
        return NULL;
    SparseRows rows = {
        .starts = arrays[0].view.buf,
        .row_count = arrays[0].size - 1,
        .columns = arrays[1].view.buf,
        .cell_count = arrays[1].size,
        .column_count = column_count,
    };
    Py_ssize_t pair_count = arrays[3].size;
    int is_valid = arrays[2].size == rows.cell_count && column_count >= 0;
    is_valid &= have_array_size(arrays, 4, 6, pair_count);
    int outcome = INVALID;
    Py_BEGIN_ALLOW_THREADS
    if (is_valid)
        outcome = multiply_all_pairs(&rows, arrays[2].view.buf, arrays[3].view.buf,
                                     arrays[4].view.buf, pair_count,
                                     arrays[5].view.buf);
    Py_END_ALLOW_THREADS
    return finish_kernel(arrays, 6, outcome,
                         "expected the cells of a matrix row by row, and pairs of its "
                         "rows");
}
