/* How often each document has each word. */

#include "kernels.h"

typedef struct {
    const int32_t *ids; /* by token: its word */
    Py_ssize_t token_count;
    const int64_t *bounds; /* tokens bounds[i]:bounds[i + 1] are those of document i */
    Py_ssize_t document_count;
    Py_ssize_t vocabulary_size;
    int32_t *words;       /* by cell */
    int64_t *counts;      /* by cell */
    int64_t *cell_bounds; /* the cells of each document, as `bounds` */
} WordCounts;

/* A document has one cell for each of its words, in the order of first occurrence.
   `last_cells` holds the last cell of each word, perhaps of an earlier document. */
static int count_all(WordCounts *all, int64_t *last_cells)
{
    int64_t cell_count = 0;
    int64_t token = 0;
    AT(all->cell_bounds, 0, all->document_count + 1) = 0;
    for (Py_ssize_t document = 0; document < all->document_count; document++) {
        int64_t first_cell = cell_count;
        int64_t end = AT(all->bounds, document + 1, all->document_count + 1);
        for (; token < end; token++) {
            int32_t word = AT(all->ids, token, all->token_count);
            if (word < 0 || word >= all->vocabulary_size)
                return INVALID;
            int64_t *cell = &AT(last_cells, word, all->vocabulary_size);
            if (*cell < first_cell) {
                *cell = cell_count++;
                AT(all->words, *cell, all->token_count) = word;
                AT(all->counts, *cell, all->token_count) = 0;
            }
            AT(all->counts, *cell, all->token_count)++;
        }
        AT(all->cell_bounds, document + 1, all->document_count + 1) = cell_count;
    }
    return DONE;
}

PyObject *count_words(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "ids", .item_size = 4},
        {.name = "bounds", .item_size = 8},
        {.name = "words", .item_size = 4, .is_written = 1},
        {.name = "counts", .item_size = 8, .is_written = 1},
        {.name = "cell_bounds", .item_size = 8, .is_written = 1},
    };
    Py_ssize_t vocabulary_size;
    (void)module;
    if (!take_arguments(arguments, arrays, 5, &vocabulary_size, 1))
        return NULL;
    WordCounts all = {
        .ids = arrays[0].view.buf,
        .token_count = arrays[0].size,
        .bounds = arrays[1].view.buf,
        .document_count = arrays[1].size - 1,
        .vocabulary_size = vocabulary_size,
        .words = arrays[2].view.buf,
        .counts = arrays[3].view.buf,
        .cell_bounds = arrays[4].view.buf,
    };
    int is_valid = vocabulary_size >= 0 && vocabulary_size <= INT32_MAX;
    is_valid = is_valid && are_bounds(all.bounds, all.document_count, all.token_count);
    is_valid &= have_array_size(arrays, 2, 4, all.token_count);
    is_valid &= have_array_size(arrays, 4, 5, all.document_count + 1);
    int outcome = INVALID;
    Py_BEGIN_ALLOW_THREADS
    if (is_valid) {
        /* One more, since room for nothing may be no room. */
        size_t room = ((size_t)vocabulary_size + 1) * sizeof(int64_t);
        int64_t *last_cells = malloc(room);
        outcome = NO_MEMORY;
        if (last_cells) {
            /* All bits set: the number -1. */
            memset(last_cells, 0xFF, room);
            outcome = count_all(&all, last_cells);
        }
        free(last_cells);
    }
    Py_END_ALLOW_THREADS
    return finish_kernel(arrays, 5, outcome,
                         "expected documents of all tokens, and words of the "
                         "vocabulary");
}
