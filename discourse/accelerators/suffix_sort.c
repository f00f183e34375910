/* Suffixes in order of their words, in three steps: the words behind each token are
   packed into one number, the tokens are put in order of their words, and the suffixes
   that begin with one word are sorted by these numbers. */

#include "kernels.h"

typedef struct {
    uint64_t words; /* the next ones, packed */
    int32_t position;
} Suffix;

typedef struct {
    const uint64_t *next_words; /* by token: the words behind it */
    int32_t *order;
    uint8_t *lcp;
    Py_ssize_t size;
    int longest;       /* words of a suffix */
    int bits;          /* of a word */
    int words_at_once; /* packed into one number */
} Suffixes;

#define SHORT_RUN 48 /* suffixes that are sorted by insertion */
#define DIGIT_BITS 8 /* longer runs are divided by so many bits at a time */
#define DIGITS (1 << DIGIT_BITS)

/* A word is packed as its id and 1, so that 0 is what lies behind a break. */
static int count_bits(Py_ssize_t word_count)
{
    int bits = 1;
    while ((uint64_t)word_count >> bits)
        bits++;
    return bits;
}

PyObject *pack_next_words(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "ids", .item_size = 4},
        {.name = "follows_break", .item_size = 1},
        {.name = "next_words", .item_size = 8, .is_written = 1},
        {.name = "words_to_break", .item_size = 1, .is_written = 1},
    };
    Py_ssize_t numbers[2];
    (void)module;
    if (!take_arguments(arguments, arrays, 4, numbers, 2))
        return NULL;
    const int32_t *ids = arrays[0].view.buf;
    const uint8_t *follows_break = arrays[1].view.buf;
    uint64_t *next_words = arrays[2].view.buf;
    uint8_t *words_to_break = arrays[3].view.buf;
    Py_ssize_t size = arrays[0].size;
    Py_ssize_t word_count = numbers[0];
    Py_ssize_t longest = numbers[1];
    int is_valid = have_array_size(arrays, 1, 4, size) && size < INT32_MAX;
    is_valid &= word_count >= 0 && word_count <= INT32_MAX;
    is_valid &= longest > 0 && longest <= UINT8_MAX;
    Py_BEGIN_ALLOW_THREADS
    if (is_valid) {
        int bits = count_bits(word_count);
        int first_shift = bits * (64 / bits - 1);
        uint64_t words = 0;
        Py_ssize_t count = 0;
        for (Py_ssize_t i = size - 1; i >= 0; i--) {
            next_words[i] = words;
            count = count < longest ? count + 1 : longest;
            words_to_break[i] = (uint8_t)count;
            is_valid &= ids[i] >= 0 && ids[i] < word_count;
            words = words >> bits | ((uint64_t)ids[i] + 1) << first_shift;
            if (follows_break[i]) {
                words = 0;
                count = 0;
            }
        }
    }
    Py_END_ALLOW_THREADS
    return finish_kernel(arrays, 4, is_valid ? DONE : INVALID,
                         "expected arrays of one size below 2**31, ids from 0 to below "
                         "the number of words, and a longest suffix of 1 to 255 words");
}

/* Write where the tokens of each word start, and where the last ones end, into `bounds`,
   and the tokens of one word after the other, each in ascending order, into `order`. */
PyObject *order_by_word(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "ids", .item_size = 4},
        {.name = "bounds", .item_size = 8, .is_written = 1},
        {.name = "order", .item_size = 4, .is_written = 1},
    };
    (void)module;
    if (!take_arguments(arguments, arrays, 3, NULL, 0))
        return NULL;
    const int32_t *ids = arrays[0].view.buf;
    int64_t *bounds = arrays[1].view.buf;
    int32_t *order = arrays[2].view.buf;
    Py_ssize_t size = arrays[0].size;
    Py_ssize_t word_count = arrays[1].size - 1;
    int is_valid = arrays[2].size == size && size < INT32_MAX && word_count >= 0;
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t i = 0; is_valid && i < size; i++)
        is_valid = ids[i] >= 0 && ids[i] < word_count;
    if (is_valid) {
        /* A count lies two items behind its word, a start one. The start moves on with
           each token, and so becomes the end. */
        memset(bounds, 0, (size_t)(word_count + 1) * sizeof(int64_t));
        for (Py_ssize_t i = 0; i < size; i++)
            if ((Py_ssize_t)ids[i] + 2 <= word_count)
                AT(bounds, (Py_ssize_t)ids[i] + 2, word_count + 1)++;
        for (Py_ssize_t word = 2; word <= word_count; word++)
            bounds[word] += bounds[word - 1];
        for (Py_ssize_t i = 0; i < size; i++) {
            int64_t rank = AT(bounds, (Py_ssize_t)ids[i] + 1, word_count + 1)++;
            AT(order, rank, size) = (int32_t)i;
        }
    }
    Py_END_ALLOW_THREADS
    return finish_kernel(arrays, 3, is_valid ? DONE : INVALID,
                         "expected ids from 0 to below the number of words, bounds of "
                         "one item more, and an order as long as the ids");
}

static int count_common_words(const Suffixes *all, uint64_t one, uint64_t other)
{
    int common = 0;
    int shift = all->bits * (all->words_at_once - 1);
    while (shift >= 0 && one >> shift == other >> shift) {
        common++;
        shift -= all->bits;
    }
    return common;
}

/* Write suffixes that have the same words behind `depth` ones, and then end. */
static void write_equal(const Suffixes *all, const Suffix *suffixes, Py_ssize_t count,
                        int depth, Py_ssize_t rank)
{
    AT(all->order, rank, all->size) = suffixes[0].position;
    if (count == 1)
        return;
    int length = depth;
    int shift = 64 - all->bits * all->words_at_once;
    for (uint64_t rest = suffixes[0].words << shift; rest; rest <<= all->bits)
        length++;
    for (Py_ssize_t i = 1; i < count; i++) {
        AT(all->order, rank + i, all->size) = suffixes[i].position;
        AT(all->lcp, rank + i, all->size) = (uint8_t)length;
    }
}

static void insert_suffixes(Suffix *suffixes, Py_ssize_t count)
{
    for (Py_ssize_t i = 1; i < count; i++) {
        Suffix moved = suffixes[i];
        Py_ssize_t place = i;
        while (place > 0 && suffixes[place - 1].words > moved.words) {
            suffixes[place] = suffixes[place - 1];
            place--;
        }
        suffixes[place] = moved;
    }
}

static inline int digit_at(const Suffix *suffix, int shift)
{
    return (int)(suffix->words >> shift & (DIGITS - 1));
}

/* Sort by words, from the highest digit on; suffixes with the same words keep their
   order, that of position. */
static void sort_by_digits(Suffix *suffixes, Suffix *scratch, Py_ssize_t count,
                           int shift)
{
    if (count <= SHORT_RUN) {
        insert_suffixes(suffixes, count);
        return;
    }
    uint32_t starts[DIGITS + 1] = {0};
    for (Py_ssize_t i = 0; i < count; i++)
        starts[digit_at(&suffixes[i], shift) + 1]++;
    for (int digit = 0; digit < DIGITS; digit++)
        starts[digit + 1] += starts[digit];
    uint32_t places[DIGITS];
    memcpy(places, starts, sizeof(places));
    for (Py_ssize_t i = 0; i < count; i++)
        scratch[places[digit_at(&suffixes[i], shift)]++] = suffixes[i];
    memcpy(suffixes, scratch, (size_t)count * sizeof(Suffix));
    if (shift == 0)
        return;
    for (int digit = 0; digit < DIGITS; digit++) {
        Py_ssize_t start = starts[digit];
        Py_ssize_t run_length = starts[digit + 1] - start;
        if (run_length > 1)
            sort_by_digits(suffixes + start, scratch, run_length, shift - DIGIT_BITS);
    }
}

/* The bits of the words that a suffix may still have behind its first `depth` ones. */
static uint64_t mask_words(const Suffixes *all, int depth)
{
    int words_left = all->longest - depth;
    if (words_left >= all->words_at_once)
        return UINT64_MAX;
    int shift = all->bits * (all->words_at_once - words_left);
    return shift < 64 ? UINT64_MAX << shift : 0;
}

/* Sort suffixes that agree in their first `depth` words, which all of them have, and
   write them from `rank` on. The lcp of the first of them is not known here. */
static void sort_group(const Suffixes *all, Suffix *suffixes, Suffix *scratch,
                       Py_ssize_t count, int depth, Py_ssize_t rank)
{
    uint64_t mask = mask_words(all, depth);
    for (Py_ssize_t i = 0; i < count; i++) {
        Py_ssize_t last_token = (Py_ssize_t)suffixes[i].position + depth - 1;
        /* Beyond the last token, if the packed words do not end where the tokens do. */
        suffixes[i].words = 0;
        if (last_token < all->size)
            suffixes[i].words = AT(all->next_words, last_token, all->size) & mask;
    }
    int digit_count = (all->bits * all->words_at_once - 1) / DIGIT_BITS + 1;
    sort_by_digits(suffixes, scratch, count, DIGIT_BITS * (digit_count - 1));
    uint64_t last_word = ((uint64_t)1 << all->bits) - 1;
    Py_ssize_t start = 0;
    while (start < count) {
        uint64_t words = suffixes[start].words;
        Py_ssize_t end = start + 1;
        while (end < count && suffixes[end].words == words)
            end++;
        /* Before the words of this run are overwritten by those behind them. */
        if (end < count)
            AT(all->lcp, rank + end, all->size) =
                (uint8_t)(depth + count_common_words(all, words, suffixes[end].words));
        if (end - start > 1 && (words & last_word)) {
            sort_group(all, suffixes + start, scratch, end - start,
                       depth + all->words_at_once, rank + start);
        } else {
            write_equal(all, suffixes + start, end - start, depth, rank + start);
        }
        start = end;
    }
}

/* Sort the suffixes of each word, from the first word to before the last one, by what
   follows. */
static int sort_words(const Suffixes *all, const int64_t *bounds, Py_ssize_t first,
                      Py_ssize_t last)
{
    int64_t largest = 0;
    for (Py_ssize_t word = first; word < last; word++) {
        int64_t count = bounds[word + 1] - bounds[word];
        largest = count > largest ? count : largest;
    }
    /* One more, since room for nothing may be no room. */
    Suffix *suffixes = malloc(((size_t)largest + 1) * sizeof(Suffix));
    Suffix *scratch = malloc(((size_t)largest + 1) * sizeof(Suffix));
    int outcome = suffixes && scratch ? DONE : NO_MEMORY;
    for (Py_ssize_t word = first; outcome == DONE && word < last; word++) {
        Py_ssize_t start = (Py_ssize_t)bounds[word];
        Py_ssize_t count = (Py_ssize_t)bounds[word + 1] - start;
        int are_tokens = 1;
        for (Py_ssize_t i = 0; i < count; i++) {
            int32_t token = AT(all->order, start + i, all->size);
            are_tokens &= token >= 0 && token < all->size;
            suffixes[i].position = token;
        }
        if (count)
            AT(all->lcp, start, all->size) = 0;
        if (are_tokens)
            sort_group(all, suffixes, scratch, count, 1, start);
        else
            outcome = INVALID;
    }
    free(scratch);
    free(suffixes);
    return outcome;
}

PyObject *sort_suffixes(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "next_words", .item_size = 8},
        {.name = "bounds", .item_size = 8},
        {.name = "order", .item_size = 4, .is_written = 1},
        {.name = "lcp", .item_size = 1, .is_written = 1},
    };
    Py_ssize_t numbers[3];
    (void)module;
    if (!take_arguments(arguments, arrays, 4, numbers, 3))
        return NULL;
    Suffixes all = {
        .next_words = arrays[0].view.buf,
        .order = arrays[2].view.buf,
        .lcp = arrays[3].view.buf,
        .size = arrays[0].size,
        .longest = (int)numbers[2],
    };
    const int64_t *bounds = arrays[1].view.buf;
    Py_ssize_t word_count = arrays[1].size - 1;
    Py_ssize_t first = numbers[0];
    Py_ssize_t last = numbers[1];
    int is_valid = have_array_size(arrays, 2, 4, all.size) && all.size < INT32_MAX;
    is_valid &= first >= 0 && first <= last && last <= word_count;
    is_valid &= numbers[2] > 0 && numbers[2] <= UINT8_MAX;
    for (Py_ssize_t word = first; is_valid && word < last; word++)
        is_valid = bounds[word] <= bounds[word + 1];
    is_valid = is_valid && bounds[first] >= 0 && bounds[last] <= all.size;
    int outcome = INVALID;
    Py_BEGIN_ALLOW_THREADS
    if (is_valid) {
        all.bits = count_bits(word_count);
        all.words_at_once = 64 / all.bits;
        outcome = sort_words(&all, bounds, first, last);
    }
    Py_END_ALLOW_THREADS
    return finish_kernel(arrays, 4, outcome,
                         "expected arrays of one size below 2**31, words within their "
                         "ascending bounds, an order of tokens, and a longest suffix of "
                         "1 to 255 words");
}
