/* Shared runs grown through small differences, and those of them that are kept. */

#include "kernels.h"

/* How many words more one side may have than the other, and the columns of a table: one
   for each shift, from -WIDEST_BAND to WIDEST_BAND at most. */
#define WIDEST_BAND 8
#define MOST_COLUMNS (2 * WIDEST_BAND + 1)
/* The score of a cell that cannot be reached, far below every other. */
#define NEVER (-(1 << 30))

typedef struct {
    const int32_t *words;
    const uint8_t *wall; /* before each word, and behind the last */
    Py_ssize_t size;
    int direction; /* 1 forward, -1 backward */
    int band;
    int drop; /* below its best score, at which a growth ends */
} Growths;

typedef struct {
    int32_t score;
    int32_t words;
    int32_t other_words;
    int32_t matches;
} Growth;

/* One side of a growth: the word that comes next, -1 from the first wall on. */
typedef struct {
    int64_t position;
    int is_open;
} Side;

static int32_t take_word(const Growths *all, Side *side)
{
    /* The wall that lies before the word in this direction. */
    int64_t wall = all->direction > 0 ? side->position : side->position + 1;
    side->is_open = side->is_open && !AT(all->wall, wall, all->size + 1);
    if (!side->is_open)
        return -1;
    int32_t word = AT(all->words, side->position, all->size);
    side->position += all->direction;
    return word;
}

/* The cells of the next row of a table, one for each shift. `others` are the words that
   the second side has there, `begun` how many columns lie before its first word. */
static void fill_row(int32_t *scores, int32_t *matches, int32_t word,
                     const int32_t *others, int columns, int begun)
{
    for (int column = 0; column < columns; column++) {
        int has_both = others[column] >= 0;
        int is_match = others[column] == word;
        int32_t paired = has_both ? scores[column] + (is_match ? 1 : -1) : NEVER;
        int32_t paired_matches = matches[column] + is_match;
        int is_last = column + 1 == columns;
        int32_t unpaired =
            is_last || column < begun ? NEVER : scores[column + 1] - 1;
        int is_unpaired = paired < unpaired;
        scores[column] = is_unpaired ? unpaired : paired;
        matches[column] = !is_unpaired ? paired_matches
                          : is_last    ? 0
                                       : matches[column + 1];
        /* Words of the second side without a partner: from the column before. */
        if (column && has_both && scores[column] < scores[column - 1] - 1) {
            scores[column] = scores[column - 1] - 1;
            matches[column] = matches[column - 1];
        }
    }
}

static Growth grow(const Growths *all, int64_t first, int64_t second)
{
    int band = all->band;
    int columns = 2 * band + 1;
    int32_t scores[MOST_COLUMNS];
    int32_t matches[MOST_COLUMNS];
    int32_t others[MOST_COLUMNS];
    Side side = {first, 1};
    Side other_side = {second, 1};
    for (int column = 0; column < columns; column++) {
        scores[column] = column < band ? NEVER : band - column;
        matches[column] = 0;
        /* The words up to the last column, which moves on by one in each step. */
        others[column] = column > band ? take_word(all, &other_side) : -1;
    }
    Growth best = {0, 0, 0, 0};
    for (int32_t step = 1;; step++) {
        int32_t word = take_word(all, &side);
        if (word < 0)
            break;
        memmove(others, others + 1, (size_t)(columns - 1) * sizeof(int32_t));
        others[columns - 1] = take_word(all, &other_side);
        fill_row(scores, matches, word, others, columns, step < band ? band - step : 0);
        int chosen = 0;
        for (int column = 1; column < columns; column++)
            if (scores[column] > scores[chosen])
                chosen = column;
        if (scores[chosen] > best.score) {
            best.score = scores[chosen];
            best.words = step;
            best.other_words = step + chosen - band;
            best.matches = matches[chosen];
        }
        if (scores[chosen] <= best.score - all->drop)
            break;
    }
    return best;
}

PyObject *grow_runs(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "words", .item_size = 4},
        {.name = "wall", .item_size = 1},
        {.name = "first", .item_size = 8},
        {.name = "second", .item_size = 8},
        {.name = "grown", .item_size = 8, .is_written = 1},
        {.name = "other_grown", .item_size = 8, .is_written = 1},
        {.name = "matches", .item_size = 8, .is_written = 1},
    };
    Py_ssize_t numbers[3];
    (void)module;
    if (!take_arguments(arguments, arrays, 7, numbers, 3))
        return NULL;
    Growths all = {
        .words = arrays[0].view.buf,
        .wall = arrays[1].view.buf,
        .size = arrays[0].size,
        .direction = (int)numbers[0],
        .band = (int)numbers[1],
        .drop = (int)numbers[2],
    };
    const int64_t *first = arrays[2].view.buf;
    const int64_t *second = arrays[3].view.buf;
    int64_t *grown = arrays[4].view.buf;
    int64_t *other_grown = arrays[5].view.buf;
    int64_t *matches = arrays[6].view.buf;
    Py_ssize_t count = arrays[2].size;
    int is_valid = arrays[1].size == all.size + 1 && all.size < INT32_MAX;
    is_valid &= have_array_size(arrays, 3, 7, count);
    is_valid &= numbers[0] == 1 || numbers[0] == -1;
    is_valid &= numbers[1] >= 0 && numbers[1] <= WIDEST_BAND;
    is_valid &= numbers[2] > 0 && numbers[2] <= INT32_MAX;
    is_valid = is_valid && all.wall[0] && all.wall[all.size];
    Py_BEGIN_ALLOW_THREADS
    /* Forward a growth may begin behind the last word, backward before the first. */
    int64_t lowest = all.direction > 0 ? 0 : -1;
    is_valid = is_valid && are_between(first, count, lowest, lowest + all.size);
    is_valid = is_valid && are_between(second, count, lowest, lowest + all.size);
    for (Py_ssize_t i = 0; is_valid && i < count; i++) {
        Growth growth = grow(&all, first[i], second[i]);
        grown[i] = growth.words;
        other_grown[i] = growth.other_words;
        matches[i] = growth.matches;
    }
    Py_END_ALLOW_THREADS
    return finish_kernel(arrays, 7, is_valid ? DONE : INVALID,
                         "expected positions among words between walls, a direction of "
                         "1 or -1, a band of 0 to 8 and a drop of 1 to below 2**31");
}

/* Two ranges of words that were aligned. */
typedef struct {
    int64_t start;
    int64_t end;
    int64_t other_start;
    int64_t other_end;
    int64_t matches;
    int64_t row;
} Rectangle;

static int64_t words_of(const Rectangle *one)
{
    int64_t words = one->end - one->start;
    int64_t other_words = one->other_end - one->other_start;
    return words > other_words ? words : other_words;
}

#define COMPARE(one, other) (((one) > (other)) - ((one) < (other)))

/* The best first: most matches, then fewest words, then the first place. */
static int compare_rectangles(const void *one_rectangle, const void *other_rectangle)
{
    const Rectangle *one = one_rectangle;
    const Rectangle *other = other_rectangle;
    if (one->matches != other->matches)
        return COMPARE(other->matches, one->matches);
    int64_t words = words_of(one);
    int64_t other_words = words_of(other);
    if (words != other_words)
        return COMPARE(words, other_words);
    if (one->start != other->start)
        return COMPARE(one->start, other->start);
    if (one->other_start != other->other_start)
        return COMPARE(one->other_start, other->other_start);
    return COMPARE(one->row, other->row);
}

static int overlap(const Rectangle *one, const Rectangle *other)
{
    return one->start < other->end && other->start < one->end &&
           one->other_start < other->other_end && other->other_start < one->other_end;
}

/* Keep those of the rectangles that overlap no better one; `run` is the longest exact
   run of each row, which a better one takes over. */
static void keep_best(Rectangle *rectangles, Py_ssize_t count, int64_t *run,
                      uint8_t *is_kept)
{
    qsort(rectangles, (size_t)count, sizeof(Rectangle), compare_rectangles);
    Py_ssize_t kept = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        Rectangle candidate = rectangles[i];
        Py_ssize_t better = 0;
        while (better < kept && !overlap(&rectangles[better], &candidate))
            better++;
        const Rectangle *other = &rectangles[better];
        if (better == kept) {
            rectangles[kept] = candidate;
            kept++;
            is_kept[candidate.row] = 1;
        } else if (other->start <= candidate.start && other->end >= candidate.end &&
                   run[other->row] < run[candidate.row]) {
            run[other->row] = run[candidate.row];
        }
    }
}

PyObject *keep_best_alignments(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "pair", .item_size = 8},
        {.name = "order", .item_size = 8},
        {.name = "start", .item_size = 8},
        {.name = "end", .item_size = 8},
        {.name = "other_start", .item_size = 8},
        {.name = "other_end", .item_size = 8},
        {.name = "matches", .item_size = 8},
        {.name = "run", .item_size = 8, .is_written = 1},
        {.name = "is_kept", .item_size = 1, .is_written = 1},
    };
    (void)module;
    if (!take_arguments(arguments, arrays, 9, NULL, 0))
        return NULL;
    const int64_t *pair = arrays[0].view.buf;
    const int64_t *order = arrays[1].view.buf;
    const int64_t *start = arrays[2].view.buf;
    const int64_t *end = arrays[3].view.buf;
    const int64_t *other_start = arrays[4].view.buf;
    const int64_t *other_end = arrays[5].view.buf;
    const int64_t *matches = arrays[6].view.buf;
    Py_ssize_t count = arrays[0].size;
    int is_valid = have_array_size(arrays, 1, 9, count);
    int has_memory = 1;
    Py_BEGIN_ALLOW_THREADS
    is_valid = is_valid && are_between(order, count, 0, count - 1);
    /* Ranges of words, so that no difference between two numbers is too large. */
    is_valid = is_valid && are_between(start, count, 0, INT32_MAX)
               && are_between(end, count, 0, INT32_MAX)
               && are_between(other_start, count, 0, INT32_MAX)
               && are_between(other_end, count, 0, INT32_MAX);
    Rectangle *rectangles = NULL;
    Py_ssize_t room = 0;
    Py_ssize_t first = 0;
    while (is_valid && has_memory && first < count) {
        Py_ssize_t last = first;
        while (last < count && pair[order[last]] == pair[order[first]])
            last++;
        if (last - first > room) {
            room = 2 * (last - first);
            free(rectangles);
            rectangles = malloc((size_t)room * sizeof(Rectangle));
            has_memory = rectangles != NULL;
        }
        for (Py_ssize_t i = first; has_memory && i < last; i++) {
            int64_t row = order[i];
            Rectangle rectangle = {start[row],     end[row],     other_start[row],
                                   other_end[row], matches[row], row};
            rectangles[i - first] = rectangle;
        }
        if (has_memory)
            keep_best(rectangles, last - first, arrays[7].view.buf, arrays[8].view.buf);
        first = last;
    }
    free(rectangles);
    Py_END_ALLOW_THREADS
    return finish_kernel(arrays, 9, outcome_of(is_valid, has_memory),
                         "expected arrays of one size, ranges of words from 0 to below "
                         "2**31, and an order of the rows");
}
