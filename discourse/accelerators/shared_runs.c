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
    const uint8_t *is_asked;
    Py_ssize_t count;
    int64_t *first;
    int64_t *second;
    int64_t *length;
    Py_ssize_t room;
} Pairs;

/* The arrays that all pairs have: `given` are the words, the walls, the documents and the
   positions; `written` are the first, the second and the length of the pairs. */
static Pairs pairs_of_arrays(const Array *given, const Array *written)
{
    Pairs pairs = {
        .words = given[0].view.buf,
        .wall = given[1].view.buf,
        .document = given[2].view.buf,
        .size = given[0].size,
        .position = given[3].view.buf,
        .count = given[3].size,
        .first = written[0].view.buf,
        .second = written[1].view.buf,
        .length = written[2].view.buf,
        .room = written[0].size,
    };
    return pairs;
}

static int have_sizes_of_pairs(const Array *given, const Array *written)
{
    Py_ssize_t size = given[0].size;
    return given[1].size == size + 1 && given[2].size == size &&
           have_array_size(written, 1, 3, written[0].size);
}

static int have_same_document(const Pairs *pairs, int64_t first, int64_t second)
{
    return AT(pairs->document, first, pairs->size) ==
           AT(pairs->document, second, pairs->size);
}

/* Whether a run that two positions share begins before them. */
static int have_same_word_before(const Pairs *pairs, int64_t first, int64_t second)
{
    if (AT(pairs->wall, first, pairs->size) || AT(pairs->wall, second, pairs->size))
        return 0;
    return AT(pairs->words, first - 1, pairs->size) ==
           AT(pairs->words, second - 1, pairs->size);
}

/* Whether the longest run that two positions share begins there. */
static int begins_shared_run(const Pairs *pairs, int64_t first, int64_t second)
{
    return !have_same_document(pairs, first, second) &&
           !have_same_word_before(pairs, first, second);
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

static void write_pair(const Pairs *pairs, Py_ssize_t row, int64_t first,
                       int64_t second, Py_ssize_t length)
{
    AT(pairs->first, row, pairs->room) = first;
    AT(pairs->second, row, pairs->room) = second;
    AT(pairs->length, row, pairs->room) =
        measure_shared_run(pairs, first, second, length);
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
            if (!pairs->is_asked[run] && !pairs->is_asked[other])
                continue;
            if (!begins_shared_run(pairs, first, second))
                continue;
            if (found < pairs->room)
                write_pair(pairs, found, first, second, length);
            found++;
        }
    }
    return found;
}

static int are_runs(const Pairs *pairs, Py_ssize_t length)
{
    return length > 0 &&
           are_between(pairs->position, pairs->count, 0, pairs->size - length);
}

static int are_chains(const Pairs *pairs, Py_ssize_t length)
{
    int is_valid = are_runs(pairs, length);
    for (Py_ssize_t run = 0; run < pairs->count; run++) {
        int64_t next = pairs->next[run];
        /* A chain goes on, so that it ends. */
        is_valid &= next == -1 || (next > run && next < pairs->count);
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
        {.name = "is_asked", .item_size = 1},
        {.name = "first", .item_size = 8, .is_written = 1},
        {.name = "second", .item_size = 8, .is_written = 1},
        {.name = "length", .item_size = 8, .is_written = 1},
    };
    Py_ssize_t length;
    (void)module;
    if (!take_arguments(arguments, arrays, 9, &length, 1))
        return NULL;
    Pairs pairs = pairs_of_arrays(arrays, arrays + 6);
    pairs.next = arrays[4].view.buf;
    pairs.is_asked = arrays[5].view.buf;
    int is_valid = have_sizes_of_pairs(arrays, arrays + 6);
    is_valid &= have_array_size(arrays, 4, 6, pairs.count);
    Py_ssize_t found = 0;
    Py_BEGIN_ALLOW_THREADS
    is_valid = is_valid && are_words_between_walls(pairs.words, pairs.wall, pairs.size);
    is_valid = is_valid && are_chains(&pairs, length);
    if (is_valid)
        found = pair_runs_of_chains(&pairs, length);
    Py_END_ALLOW_THREADS
    return finish_with_count(arrays, 9, is_valid ? DONE : INVALID,
                             "expected words from 0 between walls, and chains of runs "
                             "among them",
                             found);
}

/* ------------------------------------------------------------------------------------
   The nearest runs. The runs of one wording are put in order of the words behind them.
   The nearest run is then the one with which a run shares the most words. */

/* Words behind a run that are looked at. */
#define WORDS_BEHIND 255

/* What is known of the runs of one wording. */
typedef struct {
    int64_t *position; /* in order of the words behind them */
    int64_t *merged;
    /* The first of the runs, one beside the other, that are of one document, or that
       have one word before them. */
    int64_t *first_of_document;
    int64_t *first_of_word;
    int64_t *before; /* the nearest run before each one; -1 = none */
    int64_t *behind;
} Wording;

enum { ARRAYS_OF_WORDING = 6 };

/* Whether the words behind `second` come before those behind `first`. */
static int is_in_other_order(const Pairs *pairs, int64_t first, int64_t second,
                             Py_ssize_t length)
{
    for (int64_t offset = length; offset < length + WORDS_BEHIND; offset++) {
        if (AT(pairs->wall, first + offset, pairs->size + 1))
            return 0;
        if (AT(pairs->wall, second + offset, pairs->size + 1))
            return 1;
        int32_t word = AT(pairs->words, first + offset, pairs->size);
        int32_t other_word = AT(pairs->words, second + offset, pairs->size);
        if (word != other_word)
            return other_word < word;
    }
    return 0;
}

/* Merge two sorted parts, [start, middle) and [middle, end). Of equal runs the one of
   the first part comes first. */
static void merge_runs(const Pairs *pairs, Wording *wording, Py_ssize_t start,
                       Py_ssize_t middle, Py_ssize_t end, Py_ssize_t length)
{
    Py_ssize_t left = start, right = middle;
    for (Py_ssize_t i = start; i < end; i++) {
        int takes_right = left == middle;
        if (left < middle && right < end)
            takes_right = is_in_other_order(pairs, wording->position[left],
                                            wording->position[right], length);
        wording->merged[i] = wording->position[takes_right ? right++ : left++];
    }
}

static void sort_by_words_behind(const Pairs *pairs, Wording *wording,
                                 Py_ssize_t count, Py_ssize_t length)
{
    for (Py_ssize_t width = 1; width < count; width *= 2) {
        for (Py_ssize_t start = 0; start < count; start += 2 * width) {
            Py_ssize_t middle = start + width < count ? start + width : count;
            Py_ssize_t end = middle + width < count ? middle + width : count;
            merge_runs(pairs, wording, start, middle, end, length);
        }
        int64_t *position = wording->position;
        wording->position = wording->merged;
        wording->merged = position;
    }
}

/* Write the nearest run before each one with which it begins a shared run. */
static void find_nearest_before(const Pairs *pairs, Wording *wording, Py_ssize_t count,
                                int64_t *nearest)
{
    const int64_t *position = wording->position;
    for (Py_ssize_t i = 0; i < count; i++) {
        wording->first_of_document[i] = i;
        wording->first_of_word[i] = i;
        if (i && have_same_document(pairs, position[i - 1], position[i]))
            wording->first_of_document[i] = wording->first_of_document[i - 1];
        if (i && have_same_word_before(pairs, position[i - 1], position[i]))
            wording->first_of_word[i] = wording->first_of_word[i - 1];
        int64_t other = i - 1;
        while (other >= 0) {
            if (have_same_document(pairs, position[other], position[i]))
                other = wording->first_of_document[other] - 1;
            else if (have_same_word_before(pairs, position[other], position[i]))
                other = wording->first_of_word[other] - 1;
            else
                break;
        }
        nearest[i] = other;
    }
}

static void reverse(int64_t *numbers, Py_ssize_t count)
{
    for (Py_ssize_t i = 0; i < count / 2; i++) {
        int64_t number = numbers[i];
        numbers[i] = numbers[count - 1 - i];
        numbers[count - 1 - i] = number;
    }
}

/* Write both nearest runs of each one: the one before, and the one behind. */
static void find_nearest(const Pairs *pairs, Wording *wording, Py_ssize_t count)
{
    find_nearest_before(pairs, wording, count, wording->before);
    reverse(wording->position, count);
    find_nearest_before(pairs, wording, count, wording->behind);
    reverse(wording->position, count);
    reverse(wording->behind, count);
    for (Py_ssize_t i = 0; i < count; i++)
        if (wording->behind[i] >= 0)
            wording->behind[i] = count - 1 - wording->behind[i];
}

static void write_pair_in_order(const Pairs *pairs, Py_ssize_t row, int64_t position,
                                int64_t other, Py_ssize_t length)
{
    if (position < other)
        write_pair(pairs, row, position, other, length);
    else
        write_pair(pairs, row, other, position, length);
}

/* Write each pair of nearest runs once, and return how many pairs there are then. */
static Py_ssize_t write_nearest(const Pairs *pairs, const Wording *wording,
                                Py_ssize_t count, Py_ssize_t length, Py_ssize_t found)
{
    const int64_t *position = wording->position;
    for (Py_ssize_t i = 0; i < count; i++) {
        int64_t before = wording->before[i], behind = wording->behind[i];
        if (before >= 0)
            write_pair_in_order(pairs, found++, position[i], position[before], length);
        if (behind >= 0 && wording->before[behind] != i)
            write_pair_in_order(pairs, found++, position[i], position[behind], length);
    }
    return found;
}

/* Return how many pairs there are, or -1 without memory. */
static Py_ssize_t pair_nearest_of_wordings(const Pairs *pairs, const int64_t *bounds,
                                           Py_ssize_t wording_count, Py_ssize_t length)
{
    Py_ssize_t most = 1;
    for (Py_ssize_t i = 0; i < wording_count; i++)
        if (bounds[i + 1] - bounds[i] > most)
            most = bounds[i + 1] - bounds[i];
    int64_t *memory = calloc((size_t)most, ARRAYS_OF_WORDING * sizeof *memory);
    if (!memory)
        return -1;
    Wording wording = {
        .position = memory,
        .merged = memory + most,
        .first_of_document = memory + 2 * most,
        .first_of_word = memory + 3 * most,
        .before = memory + 4 * most,
        .behind = memory + 5 * most,
    };
    Py_ssize_t found = 0;
    for (Py_ssize_t i = 0; i < wording_count; i++) {
        Py_ssize_t count = bounds[i + 1] - bounds[i];
        memcpy(wording.position, pairs->position + bounds[i],
               (size_t)count * sizeof *memory);
        sort_by_words_behind(pairs, &wording, count, length);
        find_nearest(pairs, &wording, count);
        found = write_nearest(pairs, &wording, count, length, found);
    }
    free(memory);
    return found;
}

PyObject *pair_nearest_runs(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "words", .item_size = 4},
        {.name = "wall", .item_size = 1},
        {.name = "document", .item_size = 4},
        {.name = "position", .item_size = 8},
        {.name = "bounds", .item_size = 8},
        {.name = "first", .item_size = 8, .is_written = 1},
        {.name = "second", .item_size = 8, .is_written = 1},
        {.name = "length", .item_size = 8, .is_written = 1},
    };
    Py_ssize_t length;
    (void)module;
    if (!take_arguments(arguments, arrays, 8, &length, 1))
        return NULL;
    Pairs pairs = pairs_of_arrays(arrays, arrays + 5);
    const int64_t *bounds = arrays[4].view.buf;
    Py_ssize_t wording_count = arrays[4].size - 1;
    int is_valid = have_sizes_of_pairs(arrays, arrays + 5);
    is_valid &= are_bounds(bounds, wording_count, pairs.count);
    /* Each run has two nearest ones at most. */
    is_valid &= pairs.room == 2 * pairs.count;
    Py_ssize_t found = 0;
    Py_BEGIN_ALLOW_THREADS
    is_valid = is_valid && are_words_between_walls(pairs.words, pairs.wall, pairs.size);
    is_valid = is_valid && are_runs(&pairs, length);
    if (is_valid)
        found = pair_nearest_of_wordings(&pairs, bounds, wording_count, length);
    Py_END_ALLOW_THREADS
    return finish_with_count(arrays, 8, outcome_of(is_valid, found >= 0),
                             "expected words from 0 between walls, and runs among them "
                             "by wording",
                             found);
}
