/* Suffixes in order of their words. */

#include "kernels.h"

/* A suffix, and its next words packed into one number: the first one has the highest
   bits. A word has its id and 1; what lies behind the break has 0. */
typedef struct {
    uint64_t words;
    int32_t position;
} Suffix;

typedef struct {
    const int32_t *ids;
    const int32_t *words_to_break;
    int32_t *order;
    int32_t *lcp;
    Py_ssize_t size;
    int bits;          /* of a word */
    int words_at_once; /* packed into one number */
} Suffixes;

#define SHORT_RUN 12        /* suffixes that are sorted by insertion */
#define LONGEST_SUFFIX 4096 /* words: groups lie in groups, and the stack is finite */

static uint64_t pack_words(const Suffixes *all, int32_t position, int32_t depth)
{
    int32_t end = AT(all->words_to_break, position, all->size);
    uint64_t words = 0;
    for (int32_t offset = depth; offset < depth + all->words_at_once; offset++) {
        words <<= all->bits;
        if (offset < end) {
            Py_ssize_t token = (Py_ssize_t)position + offset;
            words |= (uint64_t)AT(all->ids, token, all->size) + 1;
        }
    }
    return words;
}

static int32_t count_common_words(const Suffixes *all, uint64_t one, uint64_t other)
{
    int32_t common = 0;
    int shift = all->bits * (all->words_at_once - 1);
    while (shift >= 0 && one >> shift == other >> shift) {
        common++;
        shift -= all->bits;
    }
    return common;
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

static void merge_runs(const Suffix *from, Suffix *to, Py_ssize_t middle,
                       Py_ssize_t count)
{
    Py_ssize_t left = 0;
    Py_ssize_t right = middle;
    Py_ssize_t place = 0;
    while (left < middle && right < count) {
        /* Written without a branch, which no processor could foresee. */
        int takes_right = from[right].words < from[left].words;
        to[place] = from[takes_right ? right : left];
        right += takes_right;
        left += 1 - takes_right;
        place++;
    }
    memcpy(to + place, from + left, (size_t)(middle - left) * sizeof(Suffix));
    place += middle - left;
    memcpy(to + place, from + right, (size_t)(count - right) * sizeof(Suffix));
}

/* Sort by words; suffixes with the same words keep their order, that of position. */
static void merge_sort(Suffix *suffixes, Suffix *scratch, Py_ssize_t count)
{
    if (count <= SHORT_RUN) {
        insert_suffixes(suffixes, count);
        return;
    }
    Py_ssize_t middle = count / 2;
    merge_sort(suffixes, scratch, middle);
    merge_sort(suffixes + middle, scratch, count - middle);
    if (suffixes[middle - 1].words <= suffixes[middle].words)
        return;
    memcpy(scratch, suffixes, (size_t)count * sizeof(Suffix));
    merge_runs(scratch, suffixes, middle, count);
}

/* Sort suffixes that agree in their first `depth` words, and write them from `rank` on.
   The lcp of the first of them is not known here. */
static void sort_group(const Suffixes *all, Suffix *suffixes, Suffix *scratch,
                       Py_ssize_t count, int32_t depth, Py_ssize_t rank)
{
    for (Py_ssize_t i = 0; i < count; i++)
        suffixes[i].words = pack_words(all, suffixes[i].position, depth);
    merge_sort(suffixes, scratch, count);
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
                depth + count_common_words(all, words, suffixes[end].words);
        if (end - start > 1 && (words & last_word)) {
            sort_group(all, suffixes + start, scratch, end - start,
                       depth + all->words_at_once, rank + start);
        } else {
            for (Py_ssize_t i = start; i < end; i++) {
                int32_t position = suffixes[i].position;
                AT(all->order, rank + i, all->size) = position;
                /* Equal suffixes have all their words in common. */
                if (i > start)
                    AT(all->lcp, rank + i, all->size) =
                        AT(all->words_to_break, position, all->size);
            }
        }
        start = end;
    }
}

/* Put the tokens in order of their words, and sort each word's suffixes by what
   follows. 0 if there is not enough memory. */
static int sort_by_words(const Suffixes *all, Py_ssize_t word_count)
{
    Py_ssize_t *end_of_word = calloc((size_t)word_count + 1, sizeof(Py_ssize_t));
    if (!end_of_word)
        return 0;
    for (Py_ssize_t i = 0; i < all->size; i++)
        AT(end_of_word, (Py_ssize_t)all->ids[i] + 1, word_count + 1)++;
    Py_ssize_t largest = 0;
    for (Py_ssize_t word = 1; word <= word_count; word++) {
        if (end_of_word[word] > largest)
            largest = end_of_word[word];
        end_of_word[word] += end_of_word[word - 1];
    }
    /* The end of the words before is where a word starts; it moves to the word's end. */
    for (Py_ssize_t i = 0; i < all->size; i++)
        AT(all->order, end_of_word[all->ids[i]]++, all->size) = (int32_t)i;

    /* One more, since room for nothing may be no room. */
    Suffix *suffixes = malloc(((size_t)largest + 1) * sizeof(Suffix));
    Suffix *scratch = malloc(((size_t)largest + 1) * sizeof(Suffix));
    int has_memory = suffixes && scratch;
    Py_ssize_t start = 0;
    for (Py_ssize_t word = 0; has_memory && word < word_count; word++) {
        Py_ssize_t count = end_of_word[word] - start;
        for (Py_ssize_t i = 0; i < count; i++)
            suffixes[i].position = all->order[start + i];
        if (count)
            AT(all->lcp, start, all->size) = 0;
        sort_group(all, suffixes, scratch, count, 1, start);
        start += count;
    }
    free(scratch);
    free(suffixes);
    free(end_of_word);
    return has_memory;
}

static void count_words_to_break(const uint8_t *follows_break, int32_t longest,
                                 int32_t *words_to_break, Py_ssize_t size)
{
    int32_t count = 0;
    for (Py_ssize_t i = size - 1; i >= 0; i--) {
        count = i + 1 < size && follows_break[i + 1] ? 0 : count;
        count = count < longest ? count + 1 : longest;
        words_to_break[i] = count;
    }
}

PyObject *sort_suffixes(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "ids", .item_size = 4},
        {.name = "follows_break", .item_size = 1},
        {.name = "words_to_break", .item_size = 4, .is_written = 1},
        {.name = "order", .item_size = 4, .is_written = 1},
        {.name = "lcp", .item_size = 4, .is_written = 1},
    };
    long longest;
    (void)module;
    if (!take_arguments(arguments, arrays, 5, &longest, 1))
        return NULL;
    Suffixes all = {
        .ids = arrays[0].view.buf,
        .words_to_break = arrays[2].view.buf,
        .order = arrays[3].view.buf,
        .lcp = arrays[4].view.buf,
        .size = arrays[0].size,
        .bits = 1,
    };
    int is_valid = longest > 0 && longest <= LONGEST_SUFFIX && all.size < INT32_MAX;
    is_valid &= have_array_size(arrays, 1, 5, all.size);
    int has_memory = 1;
    Py_BEGIN_ALLOW_THREADS
    int32_t last = 0;
    for (Py_ssize_t i = 0; i < all.size; i++) {
        is_valid &= all.ids[i] >= 0;
        last = all.ids[i] > last ? all.ids[i] : last;
    }
    if (is_valid) {
        while (((uint64_t)last + 1) >> all.bits)
            all.bits++;
        all.words_at_once = 64 / all.bits;
        count_words_to_break(arrays[1].view.buf, (int32_t)longest,
                             arrays[2].view.buf, all.size);
        has_memory = sort_by_words(&all, (Py_ssize_t)last + 1);
    }
    Py_END_ALLOW_THREADS
    int outcome = !is_valid ? INVALID : has_memory ? DONE : NO_MEMORY;
    return finish_kernel(arrays, 5, outcome,
                  "expected arrays of one size below 2**31, ids from 0, and a longest "
                  "suffix of 1 to 4096 words");
}
