/* What was changed from one sequence of words to another.

   The longest block of words that both have is found, the first of equals; then the
   longest blocks before it and behind it, and so on (Ratcliff & Obershelp 1988), as
   `difflib` of Python finds them. */

#include "kernels.h"

typedef struct {
    int64_t start;
    int64_t end;
    int64_t other_start;
    int64_t other_end;
    int is_block; /* of equal words */
} Stretch;

typedef struct {
    const int32_t *words;
    const int32_t *other_words;
    int32_t *first_place; /* of each word in the other sequence, or -1 */
    int32_t *next_place;  /* of the same word, or -1 */
    /* How long the block is that ends at each place, for two words of the first
       sequence in turn, and for which word that was written. */
    int32_t *lengths[2];
    int64_t *turns[2];
    int64_t turn;
} Comparison;

/* The longest block of a stretch, the first of equals; maybe without words. */
static Stretch find_longest_block(Comparison *all, Stretch stretch)
{
    Stretch best = {stretch.start, stretch.start, stretch.other_start,
                    stretch.other_start, 1};
    all->turn++; /* so that no block goes on from an earlier search */
    for (int64_t i = stretch.start; i < stretch.end; i++) {
        all->turn++;
        int32_t *lengths = all->lengths[all->turn & 1];
        int64_t *turns = all->turns[all->turn & 1];
        const int32_t *earlier_lengths = all->lengths[1 - (all->turn & 1)];
        const int64_t *earlier_turns = all->turns[1 - (all->turn & 1)];
        for (int32_t place = all->first_place[all->words[i]]; place >= 0;
             place = all->next_place[place]) {
            if (place < stretch.other_start)
                continue;
            if (place >= stretch.other_end)
                break;
            int goes_on = place > stretch.other_start &&
                          earlier_turns[place - 1] == all->turn - 1;
            int32_t length = goes_on ? earlier_lengths[place - 1] + 1 : 1;
            lengths[place] = length;
            turns[place] = all->turn;
            if (length > best.end - best.start) {
                best.start = i - length + 1;
                best.end = i + 1;
                best.other_start = place - length + 1;
                best.other_end = (int64_t)place + 1;
            }
        }
    }
    return best;
}

/* Write the changes of one pair of sequences, and return how many there are. `waiting`
   has room for two stretches for each word of the shorter one, and three more. */
static Py_ssize_t find_changes_of_pair(Comparison *all, int64_t size,
                                       int64_t other_size, Stretch *waiting,
                                       int64_t *changes)
{
    Stretch everything = {0, size, 0, other_size, 0};
    Py_ssize_t waiting_count = 1;
    waiting[0] = everything;
    Py_ssize_t found = 0;
    int64_t end = 0;
    int64_t other_end = 0;
    /* A block without words behind all others ends the last change. */
    Stretch last = {size, size, other_size, other_size, 1};
    while (waiting_count >= 0) {
        Stretch stretch = waiting_count ? waiting[waiting_count - 1] : last;
        waiting_count--;
        if (!stretch.is_block) {
            Stretch block = find_longest_block(all, stretch);
            if (block.start == block.end)
                continue;
            Stretch before = {stretch.start, block.start, stretch.other_start,
                              block.other_start, 0};
            Stretch behind = {block.end, stretch.end, block.other_end,
                              stretch.other_end, 0};
            waiting[waiting_count++] = behind;
            waiting[waiting_count++] = block;
            waiting[waiting_count++] = before;
            continue;
        }
        if (stretch.start > end || stretch.other_start > other_end) {
            int64_t *change = changes + 4 * found;
            change[0] = end;
            change[1] = stretch.start;
            change[2] = other_end;
            change[3] = stretch.other_start;
            found++;
        }
        end = stretch.end;
        other_end = stretch.other_end;
    }
    return found;
}

typedef struct {
    const int32_t *words;
    const int64_t *bounds; /* sequence i has the words bounds[i] to bounds[i + 1] */
    Py_ssize_t word_count;
} Sequences;

static int are_sequences(const Sequences *all, Py_ssize_t count, Py_ssize_t vocabulary_size)
{
    int is_valid = all->bounds[0] >= 0 && all->bounds[count] <= all->word_count;
    for (Py_ssize_t i = 0; i < count; i++)
        is_valid &= all->bounds[i] <= all->bounds[i + 1];
    for (Py_ssize_t i = 0; i < all->word_count; i++)
        is_valid &= all->words[i] >= 0 && all->words[i] < vocabulary_size;
    return is_valid;
}

/* Words of the longest sequence. */
static int64_t longest_of(const Sequences *all, Py_ssize_t count)
{
    int64_t longest = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        int64_t size = all->bounds[i + 1] - all->bounds[i];
        longest = size > longest ? size : longest;
    }
    return longest;
}

/* Changes of a pair of sequences at most. */
static int64_t most_changes(const Sequences *one, const Sequences *other, Py_ssize_t i)
{
    int64_t size = one->bounds[i + 1] - one->bounds[i];
    int64_t other_size = other->bounds[i + 1] - other->bounds[i];
    return 1 + (size < other_size ? size : other_size);
}

/* Write the changes of all pairs. -1 without memory. */
static Py_ssize_t find_changes_of_pairs(const Sequences *one, const Sequences *other,
                                        Py_ssize_t count, Py_ssize_t vocabulary_size,
                                        int64_t *changes, int64_t *pair_of_change)
{
    size_t longest = (size_t)longest_of(other, count) + 1;
    size_t room = 2 * (size_t)longest_of(one, count) + 3;
    Comparison all = {.turn = 0};
    all.first_place = malloc(((size_t)vocabulary_size + 1) * sizeof(int32_t));
    all.next_place = malloc(longest * sizeof(int32_t));
    all.lengths[0] = malloc(2 * longest * sizeof(int32_t));
    all.turns[0] = calloc(2 * longest, sizeof(int64_t));
    Stretch *waiting = malloc(room * sizeof(Stretch));
    int has_memory = all.first_place && all.next_place && all.lengths[0];
    has_memory = has_memory && all.turns[0] && waiting;
    Py_ssize_t found = has_memory ? 0 : -1;
    if (has_memory) {
        all.lengths[1] = all.lengths[0] + longest;
        all.turns[1] = all.turns[0] + longest;
        memset(all.first_place, -1, ((size_t)vocabulary_size + 1) * sizeof(int32_t));
    }
    for (Py_ssize_t pair = 0; has_memory && pair < count; pair++) {
        int64_t size = one->bounds[pair + 1] - one->bounds[pair];
        int64_t other_size = other->bounds[pair + 1] - other->bounds[pair];
        all.words = one->words + one->bounds[pair];
        all.other_words = other->words + other->bounds[pair];
        for (int64_t place = other_size - 1; place >= 0; place--) {
            int32_t word = all.other_words[place];
            all.next_place[place] = all.first_place[word];
            all.first_place[word] = (int32_t)place;
        }
        Py_ssize_t found_here =
            find_changes_of_pair(&all, size, other_size, waiting, changes + 4 * found);
        for (int64_t place = 0; place < other_size; place++)
            all.first_place[all.other_words[place]] = -1;
        for (Py_ssize_t i = 0; i < found_here; i++)
            pair_of_change[found + i] = pair;
        found += found_here;
    }
    free(waiting);
    free(all.turns[0]);
    free(all.lengths[0]);
    free(all.next_place);
    free(all.first_place);
    return found;
}

PyObject *find_word_changes(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "words", .item_size = 4},
        {.name = "bounds", .item_size = 8},
        {.name = "other_words", .item_size = 4},
        {.name = "other_bounds", .item_size = 8},
        {.name = "changes", .item_size = 8, .is_written = 1},
        {.name = "pairs", .item_size = 8, .is_written = 1},
    };
    Py_ssize_t vocabulary_size;
    (void)module;
    if (!take_arguments(arguments, arrays, 6, &vocabulary_size, 1))
        return NULL;
    Sequences one = {arrays[0].view.buf, arrays[1].view.buf, arrays[0].size};
    Sequences other = {arrays[2].view.buf, arrays[3].view.buf, arrays[2].size};
    Py_ssize_t count = arrays[1].size - 1;
    int is_valid = count >= 0 && arrays[3].size == count + 1;
    is_valid &= vocabulary_size >= 0 && vocabulary_size <= INT32_MAX;
    is_valid &= one.word_count < INT32_MAX && other.word_count < INT32_MAX;
    Py_ssize_t found = 0;
    Py_BEGIN_ALLOW_THREADS
    is_valid = is_valid && are_sequences(&one, count, vocabulary_size);
    is_valid = is_valid && are_sequences(&other, count, vocabulary_size);
    int64_t most = 0;
    for (Py_ssize_t i = 0; is_valid && i < count; i++)
        most += most_changes(&one, &other, i);
    is_valid = is_valid && arrays[5].size >= most && arrays[4].size >= 4 * most;
    if (is_valid)
        found = find_changes_of_pairs(&one, &other, count, vocabulary_size,
                                      arrays[4].view.buf, arrays[5].view.buf);
    Py_END_ALLOW_THREADS
    return finish_with_count(arrays, 6, outcome_of(is_valid, found >= 0),
                             "expected sequences of known words, and room for all their "
                             "changes",
                             found);
}
