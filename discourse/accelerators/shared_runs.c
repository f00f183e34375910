/* Runs of words that occur twice or more, and the pairs of documents that share one.

   A *wall* before a word is a place that no run crosses. There is one before the first
   word and one behind the last. */

#include "kernels.h"

#define MULTIPLIER UINT64_C(0x9E3779B97F4A7C15)
#define MIXER UINT64_C(0xC2B2AE3D27D4EB4F)
/* Of the marks of two runs that differ, one in so many is the same by chance. */
#define MARKS_PER_RUN 8
#define ROUNDS 3

typedef struct {
    uint64_t *hashes;
    int32_t *positions;
    Py_ssize_t count;
} Runs;

/* Write the hashes of all runs of `length` words that cross no wall. */
static void hash_runs(const int32_t *words, const uint8_t *wall, Py_ssize_t size,
                      Py_ssize_t length, Runs *runs)
{
    if (length > size)
        return;
    uint64_t power = 1; /* of the word that leaves the run */
    for (Py_ssize_t i = 0; i < length; i++)
        power *= MULTIPLIER;
    uint64_t hash = 0;
    Py_ssize_t since_wall = 0;
    for (Py_ssize_t i = 0; i < size; i++) {
        if (wall[i]) {
            since_wall = 0;
            hash = 0;
        }
        hash = hash * MULTIPLIER + (uint64_t)words[i] + 1;
        since_wall++;
        if (since_wall > length)
            hash -= ((uint64_t)AT(words, i - length, size) + 1) * power;
        if (since_wall < length)
            continue;
        uint64_t mixed = (hash ^ (hash >> 32)) * MIXER;
        AT(runs->hashes, runs->count, size) = mixed ^ (mixed >> 29);
        AT(runs->positions, runs->count, size) = (int32_t)(i - length + 1);
        runs->count++;
    }
}

/* Leave out most runs whose hash occurs once: those whose bits from `shift` on no other
   hash has. 0 without memory. */
static int keep_repeated(Runs *runs, int shift)
{
    uint64_t mark_count = 1024;
    while (mark_count < (uint64_t)runs->count * MARKS_PER_RUN)
        mark_count *= 2;
    /* Two bits for each mark, the second where a mark is met again. */
    uint8_t *marks = calloc((size_t)mark_count / 4, 1);
    if (!marks)
        return 0;
    for (Py_ssize_t i = 0; i < runs->count; i++) {
        uint64_t mark = (runs->hashes[i] >> shift) & (mark_count - 1);
        int place = 2 * (int)(mark & 3);
        int is_met_again = (marks[mark >> 2] >> place) & 1;
        marks[mark >> 2] |= (uint8_t)((is_met_again ? 2 : 1) << place);
    }
    Py_ssize_t kept = 0;
    for (Py_ssize_t i = 0; i < runs->count; i++) {
        uint64_t hash = runs->hashes[i];
        uint64_t mark = (hash >> shift) & (mark_count - 1);
        int place = 2 * (int)(mark & 3);
        /* Written without a branch, which no processor could foresee. */
        runs->hashes[kept] = hash;
        runs->positions[kept] = runs->positions[i];
        kept += (marks[mark >> 2] >> (place + 1)) & 1;
    }
    runs->count = kept;
    free(marks);
    return 1;
}

static int are_words_between_walls(const int32_t *words, const uint8_t *wall,
                                   Py_ssize_t size)
{
    int is_valid = size < INT32_MAX && wall[0] && wall[size];
    for (Py_ssize_t i = 0; i < size; i++)
        is_valid &= words[i] >= 0;
    return is_valid;
}

PyObject *find_repeated_runs(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "words", .item_size = 4},
        {.name = "wall", .item_size = 1},
        {.name = "hashes", .item_size = 8, .is_written = 1},
        {.name = "positions", .item_size = 4, .is_written = 1},
    };
    Py_ssize_t length;
    (void)module;
    if (!take_arguments(arguments, arrays, 4, &length, 1))
        return NULL;
    const int32_t *words = arrays[0].view.buf;
    const uint8_t *wall = arrays[1].view.buf;
    Py_ssize_t size = arrays[0].size;
    Runs runs = {arrays[2].view.buf, arrays[3].view.buf, 0};
    int is_valid = length > 0 && arrays[1].size == size + 1;
    is_valid &= have_array_size(arrays, 2, 4, size);
    int has_memory = 1;
    Py_BEGIN_ALLOW_THREADS
    is_valid = is_valid && are_words_between_walls(words, wall, size);
    if (is_valid) {
        hash_runs(words, wall, size, length, &runs);
        /* In each round other bits of the hashes decide. */
        for (int round = 0; has_memory && round < ROUNDS; round++)
            has_memory = keep_repeated(&runs, 16 * round);
    }
    Py_END_ALLOW_THREADS
    return finish_with_count(arrays, 4, outcome_of(is_valid, has_memory),
                             "expected words from 0 between walls, and a length from 1",
                             runs.count);
}

/* The runs of one wording are a chain: each leads to the next one, the last to -1. */
typedef struct {
    const int32_t *words;
    const uint8_t *wall;
    const int32_t *document;
    Py_ssize_t size;
    const int64_t *position;
    const int64_t *next;
    Py_ssize_t count;
    int64_t *first;
    int64_t *second;
    int64_t *length;
    Py_ssize_t room;
} Pairs;

/* Whether the longest run that two positions share begins there. */
static int begins_shared_run(const Pairs *pairs, int64_t first, int64_t second)
{
    if (AT(pairs->document, first, pairs->size) ==
        AT(pairs->document, second, pairs->size))
        return 0;
    if (pairs->wall[first] || pairs->wall[second])
        return 1;
    return AT(pairs->words, first - 1, pairs->size) !=
           AT(pairs->words, second - 1, pairs->size);
}

static int64_t measure_shared_run(const Pairs *pairs, int64_t first, int64_t second,
                                  int64_t length)
{
    while (!AT(pairs->wall, first + length, pairs->size + 1) &&
           !AT(pairs->wall, second + length, pairs->size + 1) &&
           AT(pairs->words, first + length, pairs->size) ==
               AT(pairs->words, second + length, pairs->size))
        length++;
    return length;
}

/* Return how many pairs there are; those for which there is room are written. */
static Py_ssize_t pair_runs_of_chains(const Pairs *pairs, Py_ssize_t length)
{
    Py_ssize_t found = 0;
    for (Py_ssize_t run = 0; run < pairs->count; run++) {
        int64_t first = pairs->position[run];
        for (int64_t other = pairs->next[run]; other >= 0;
             other = AT(pairs->next, other, pairs->count)) {
            int64_t second = pairs->position[other];
            if (!begins_shared_run(pairs, first, second))
                continue;
            if (found < pairs->room) {
                pairs->first[found] = first;
                pairs->second[found] = second;
                pairs->length[found] =
                    measure_shared_run(pairs, first, second, length);
            }
            found++;
        }
    }
    return found;
}

static int are_chains(const Pairs *pairs, Py_ssize_t length)
{
    if (length <= 0)
        return 0;
    int is_valid = 1;
    for (Py_ssize_t run = 0; run < pairs->count; run++) {
        int64_t next = pairs->next[run];
        /* A chain goes on, so that it ends. */
        is_valid &= next == -1 || (next > run && next < pairs->count);
        is_valid &= pairs->position[run] >= 0;
        is_valid &= pairs->position[run] <= pairs->size - length;
    }
    return is_valid;
}

PyObject *pair_runs(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "words", .item_size = 4},
        {.name = "wall", .item_size = 1},
        {.name = "document", .item_size = 4},
        {.name = "position", .item_size = 8},
        {.name = "next", .item_size = 8},
        {.name = "first", .item_size = 8, .is_written = 1},
        {.name = "second", .item_size = 8, .is_written = 1},
        {.name = "length", .item_size = 8, .is_written = 1},
    };
    Py_ssize_t length;
    (void)module;
    if (!take_arguments(arguments, arrays, 8, &length, 1))
        return NULL;
    Pairs pairs = {
        .words = arrays[0].view.buf,
        .wall = arrays[1].view.buf,
        .document = arrays[2].view.buf,
        .size = arrays[0].size,
        .position = arrays[3].view.buf,
        .next = arrays[4].view.buf,
        .count = arrays[3].size,
        .first = arrays[5].view.buf,
        .second = arrays[6].view.buf,
        .length = arrays[7].view.buf,
        .room = arrays[5].size,
    };
    int is_valid = arrays[1].size == pairs.size + 1 && arrays[2].size == pairs.size;
    is_valid &= arrays[4].size == pairs.count;
    is_valid &= have_array_size(arrays, 6, 8, pairs.room);
    Py_ssize_t found = 0;
    Py_BEGIN_ALLOW_THREADS
    is_valid = is_valid && are_words_between_walls(pairs.words, pairs.wall, pairs.size);
    is_valid = is_valid && are_chains(&pairs, length);
    if (is_valid)
        found = pair_runs_of_chains(&pairs, length);
    Py_END_ALLOW_THREADS
    return finish_with_count(arrays, 8, is_valid ? DONE : INVALID,
                             "expected words from 0 between walls, and chains of runs "
                             "among them",
                             found);
}
