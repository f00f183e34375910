/* Sums of many terms in many arrangements of the documents, and how often they are
   extreme. The numpy code is in contrast/permutation_blocks.py. */

#include "kernels.h"

#include <math.h>

/* Sum the values of each term over the target of each arrangement. Numbers are added
   in the order of the units, as scipy adds them. */
static void add_all_values(const SparseRows *terms, const double *values,
                           const SparseRows *units, double *sums)
{
    Py_ssize_t arrangement_count = units->column_count;
    Py_ssize_t size = terms->row_count * arrangement_count;
    for (Py_ssize_t i = 0; i < size; i++)
        AT(sums, i, size) = 0.0;
    for (Py_ssize_t term = 0; term < terms->row_count; term++) {
        double *sums_of_term = sums + term * arrangement_count;
        for (int64_t i = terms->starts[term]; i < terms->starts[term + 1]; i++) {
            double value = AT(values, i, terms->cell_count);
            int64_t unit = AT(terms->columns, i, terms->cell_count);
            int64_t end = AT(units->starts, unit + 1, units->row_count + 1);
            for (int64_t j = units->starts[unit]; j < end; j++) {
                int32_t arrangement = AT(units->columns, j, units->cell_count);
                AT(sums_of_term, arrangement, arrangement_count) += value;
            }
        }
    }
}

PyObject *add_labelled_values(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "term_starts", .item_size = 8},
        {.name = "units", .item_size = 4},
        {.name = "values", .item_size = 8},
        {.name = "unit_starts", .item_size = 8},
        {.name = "arrangements", .item_size = 4},
        {.name = "sums", .item_size = 8, .is_written = 1},
    };
    Py_ssize_t arrangement_count;
    (void)module;
    if (!take_arguments(arguments, arrays, 6, &arrangement_count, 1))
        return NULL;
    SparseRows units = {
        .starts = arrays[3].view.buf,
        .row_count = arrays[3].size - 1,
        .columns = arrays[4].view.buf,
        .cell_count = arrays[4].size,
        .column_count = arrangement_count,
    };
    SparseRows terms = {
        .starts = arrays[0].view.buf,
        .row_count = arrays[0].size - 1,
        .columns = arrays[1].view.buf,
        .cell_count = arrays[1].size,
        .column_count = units.row_count,
    };
    int is_valid = arrays[2].size == terms.cell_count
                   && is_table(arrays[5].size, terms.row_count, arrangement_count);
    Py_BEGIN_ALLOW_THREADS
    is_valid = is_valid && are_sparse_rows(&units) && are_sparse_rows(&terms);
    if (is_valid)
        add_all_values(&terms, arrays[2].view.buf, &units, arrays[5].view.buf);
    Py_END_ALLOW_THREADS
    return finish_kernel(arrays, 6, is_valid ? DONE : INVALID,
                         "expected sparse rows of terms and of units, and sums of each "
                         "term in each arrangement");
}

/* Arrangements side by side, of which the sums of a term stay in registers: of double
   precision, and of single precision. */
enum { STRIP = 16, STRIP_OF_FLOATS = 2 * STRIP };

typedef struct {
    const SparseRows *terms;
    const void *values;
    const void *labels;
    double *sums;
    Py_ssize_t arrangement_count;
} Product;

/* Sum the values of one term over the targets of a strip of arrangements, and write the
   first `count` sums. Numbers are added in the order of the units, as scipy adds them. */
FASTER_WHERE_POSSIBLE
static void sum_over_strip(const SparseRows *terms, const double *values,
                           Py_ssize_t term, const double *labels, double *sums,
                           Py_ssize_t count)
{
    double totals[STRIP] = {0.0};
    for (int64_t i = terms->starts[term]; i < terms->starts[term + 1]; i++) {
        double value = AT(values, i, terms->cell_count);
        const double *labels_of_unit =
            labels + (Py_ssize_t)AT(terms->columns, i, terms->cell_count) * STRIP;
        for (int k = 0; k < STRIP; k++)
            totals[k] += value * labels_of_unit[k];
    }
    memcpy(sums, totals, (size_t)count * sizeof *sums);
}

/* The same for numbers of single precision. In two halves: only short loops are taken
   apart so that all sums stay in registers. */
FASTER_WHERE_POSSIBLE
static void sum_over_strip_of_floats(const SparseRows *terms, const float *values,
                                     Py_ssize_t term, const float *labels,
                                     double *sums, Py_ssize_t count)
{
    float totals[STRIP] = {0.0f};
    float more_totals[STRIP] = {0.0f};
    for (int64_t i = terms->starts[term]; i < terms->starts[term + 1]; i++) {
        float value = AT(values, i, terms->cell_count);
        Py_ssize_t unit = AT(terms->columns, i, terms->cell_count);
        const float *labels_of_unit = labels + unit * STRIP_OF_FLOATS;
        for (int k = 0; k < STRIP; k++)
            totals[k] += value * labels_of_unit[k];
        for (int k = 0; k < STRIP; k++)
            more_totals[k] += value * labels_of_unit[STRIP + k];
    }
    for (Py_ssize_t k = 0; k < count; k++)
        sums[k] = (double)(k < STRIP ? totals[k] : more_totals[k - STRIP]);
}

/* Sum the values of all terms, in strips of so many arrangements. */
static void sum_over_strips(const Product *product, Py_ssize_t strip)
{
    const SparseRows *terms = product->terms;
    Py_ssize_t arrangement_count = product->arrangement_count;
    for (Py_ssize_t first = 0; first < arrangement_count; first += strip) {
        Py_ssize_t rest = arrangement_count - first;
        Py_ssize_t count = rest < strip ? rest : strip;
        Py_ssize_t first_label = first * terms->column_count;
        for (Py_ssize_t term = 0; term < terms->row_count; term++) {
            double *sums = product->sums + term * arrangement_count + first;
            if (strip == STRIP)
                sum_over_strip(terms, product->values, term,
                               (const double *)product->labels + first_label, sums,
                               count);
            else
                sum_over_strip_of_floats(terms, product->values, term,
                                         (const float *)product->labels + first_label,
                                         sums, count);
        }
    }
}

/* Take the arguments, and sum the values in strips of so many arrangements. */
static PyObject *sum_in_strips(PyObject *arguments, Py_ssize_t item_size,
                               Py_ssize_t strip)
{
    Array arrays[] = {
        {.name = "term_starts", .item_size = 8},
        {.name = "units", .item_size = 4},
        {.name = "values", .item_size = item_size},
        {.name = "labels", .item_size = item_size},
        {.name = "sums", .item_size = 8, .is_written = 1},
    };
    Py_ssize_t numbers[2];
    if (!take_arguments(arguments, arrays, 5, numbers, 2))
        return NULL;
    Py_ssize_t arrangement_count = numbers[1];
    Py_ssize_t strip_count = arrangement_count / strip + (arrangement_count % strip > 0);
    SparseRows terms = {
        .starts = arrays[0].view.buf,
        .row_count = arrays[0].size - 1,
        .columns = arrays[1].view.buf,
        .cell_count = arrays[1].size,
        .column_count = numbers[0],
    };
    Product product = {
        .terms = &terms,
        .values = arrays[2].view.buf,
        .labels = arrays[3].view.buf,
        .sums = arrays[4].view.buf,
        .arrangement_count = arrangement_count,
    };
    int is_valid = arrays[2].size == terms.cell_count
                   && arrays[3].size % strip == 0
                   && is_table(arrays[3].size / strip, terms.column_count, strip_count)
                   && is_table(arrays[4].size, terms.row_count, arrangement_count);
    Py_BEGIN_ALLOW_THREADS
    is_valid = is_valid && are_sparse_rows(&terms);
    if (is_valid)
        sum_over_strips(&product, strip);
    Py_END_ALLOW_THREADS
    return finish_kernel(arrays, 5, is_valid ? DONE : INVALID,
                         "expected sparse rows of terms, labels in whole strips, and "
                         "sums of each term in each arrangement");
}

PyObject *sum_over_targets(PyObject *module, PyObject *arguments)
{
    (void)module;
    return sum_in_strips(arguments, sizeof(double), STRIP);
}

PyObject *sum_floats_over_targets(PyObject *module, PyObject *arguments)
{
    (void)module;
    return sum_in_strips(arguments, sizeof(float), STRIP_OF_FLOATS);
}

typedef struct {
    double slope;
    double scale;
    double bound;
} Term;

typedef struct {
    int64_t at_least;
    int64_t joint;
} Exceedances;

/* Count the arrangements in which one term, or one that came before, reaches the bound.
   Keep to single steps, so that no compiler fuses a product and a difference. */
FASTER_WHERE_POSSIBLE
static Exceedances count_of_term(const Term *term, const double *sums,
                                 const double *amounts, double *largest,
                                 Py_ssize_t size)
{
    double slope = term->slope;
    double scale = term->scale;
    double bound = term->bound;
    int64_t at_least = 0;
    int64_t joint = 0;
    for (Py_ssize_t i = 0; i < size; i++) {
        double expected = slope * AT(amounts, i, size);
        double difference = AT(sums, i, size) - expected;
        double extremity = fabs(difference) / scale;
        double largest_here = AT(largest, i, size);
        largest_here = extremity > largest_here ? extremity : largest_here;
        AT(largest, i, size) = largest_here;
        at_least += extremity >= bound ? INT64_C(1) : INT64_C(0);
        joint += largest_here >= bound ? INT64_C(1) : INT64_C(0);
    }
    Exceedances counts = {at_least, joint};
    return counts;
}

PyObject *count_exceedances(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "sums", .item_size = 8},
        {.name = "rows", .item_size = 8},
        {.name = "kinds", .item_size = 8},
        {.name = "slopes", .item_size = 8},
        {.name = "scales", .item_size = 8},
        {.name = "bounds", .item_size = 8},
        {.name = "amounts", .item_size = 8},
        {.name = "largest", .item_size = 8, .is_written = 1},
        {.name = "at_least", .item_size = 8, .is_written = 1},
        {.name = "joint", .item_size = 8, .is_written = 1},
    };
    (void)module;
    if (!take_arguments(arguments, arrays, 10, NULL, 0))
        return NULL;
    const int64_t *rows = arrays[1].view.buf;
    const int64_t *kinds = arrays[2].view.buf;
    const double *slopes = arrays[3].view.buf;
    const double *scales = arrays[4].view.buf;
    const double *bounds = arrays[5].view.buf;
    int64_t *at_least = arrays[8].view.buf;
    int64_t *joint = arrays[9].view.buf;
    Py_ssize_t term_count = arrays[1].size;
    Py_ssize_t size = arrays[7].size;
    Py_ssize_t kind_count = size ? arrays[6].size / size : 0;
    int is_valid = have_array_size(arrays, 2, 6, term_count)
                   && have_array_size(arrays, 8, 10, term_count)
                   && is_table(arrays[0].size, term_count, size)
                   && is_table(arrays[6].size, kind_count, size);
    Py_BEGIN_ALLOW_THREADS
    is_valid = is_valid && are_between(rows, term_count, 0, term_count - 1);
    is_valid = is_valid && (!size || are_between(kinds, term_count, 0, kind_count - 1));
    /* The least extreme term, which is the last, comes first. */
    for (Py_ssize_t i = term_count - 1; is_valid && i >= 0; i--) {
        Term term = {slopes[i], scales[i], bounds[i]};
        const double *sums = (double *)arrays[0].view.buf + rows[i] * size;
        const double *amounts = (double *)arrays[6].view.buf + kinds[i] * size;
        Exceedances counts =
            count_of_term(&term, sums, amounts, arrays[7].view.buf, size);
        at_least[i] = counts.at_least;
        joint[i] = counts.joint;
    }
    Py_END_ALLOW_THREADS
    return finish_kernel(arrays, 10, is_valid ? DONE : INVALID,
                         "expected one number of each kind for each term, and rows and "
                         "kinds that there are");
}
