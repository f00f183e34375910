/* What runs of ranks of a suffix array hold: documents, and a first token. */

#include "kernels.h"

typedef struct {
    const int32_t *order;    /* by rank: its token */
    const int32_t *document; /* by token */
    Py_ssize_t size;
    int64_t *last_run; /* by document: 1 and the last run that it was found in */
    Py_ssize_t document_count;
} Ranks;

/* Count the documents of the run with this number, and find its first token. 0 if it is
   empty, or if a token or a document is out of range. */
static int read_run(const Ranks *ranks, int64_t run, int64_t low, int64_t high,
                    int64_t *documents, int64_t *first_token)
{
    if (low < 0 || low >= high || high > ranks->size)
        return 0;
    int64_t count = 0;
    int32_t first = INT32_MAX;
    for (int64_t rank = low; rank < high; rank++) {
        int32_t token = AT(ranks->order, rank, ranks->size);
        if (token < 0 || token >= ranks->size)
            return 0;
        int32_t document = AT(ranks->document, token, ranks->size);
        if (document < 0 || document >= ranks->document_count)
            return 0;
        int64_t *last_run = &AT(ranks->last_run, document, ranks->document_count);
        count += *last_run != run + 1;
        *last_run = run + 1;
        first = token < first ? token : first;
    }
    *documents = count;
    *first_token = first;
    return 1;
}

PyObject *read_runs(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "order", .item_size = 4},
        {.name = "document", .item_size = 4},
        {.name = "low", .item_size = 8},
        {.name = "high", .item_size = 8},
        {.name = "documents", .item_size = 8, .is_written = 1},
        {.name = "first_token", .item_size = 8, .is_written = 1},
    };
    Py_ssize_t document_count;
    (void)module;
    if (!take_arguments(arguments, arrays, 6, &document_count, 1))
        return NULL;
    const int64_t *low = arrays[2].view.buf;
    const int64_t *high = arrays[3].view.buf;
    int64_t *documents = arrays[4].view.buf;
    int64_t *first_token = arrays[5].view.buf;
    Py_ssize_t run_count = arrays[2].size;
    Ranks ranks = {
        .order = arrays[0].view.buf,
        .document = arrays[1].view.buf,
        .size = arrays[0].size,
        .document_count = document_count,
    };
    int is_valid = have_array_size(arrays, 1, 2, ranks.size) && document_count >= 0;
    is_valid = is_valid && have_array_size(arrays, 3, 6, run_count);
    int has_memory = 1;
    Py_BEGIN_ALLOW_THREADS
    if (is_valid) {
        /* One more, since room for nothing may be no room. */
        ranks.last_run = calloc((size_t)document_count + 1, sizeof(int64_t));
        has_memory = ranks.last_run != NULL;
    }
    for (Py_ssize_t run = 0; is_valid && has_memory && run < run_count; run++)
        is_valid = read_run(&ranks, run, low[run], high[run], &documents[run],
                            &first_token[run]);
    free(ranks.last_run);
    Py_END_ALLOW_THREADS
    return finish_kernel(arrays, 6, outcome_of(is_valid, has_memory),
                         "expected runs of one rank or more, of tokens and documents "
                         "that there are");
}
