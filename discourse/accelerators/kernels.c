/* The compiled kernels. Each gives the arrays that numpy code in Python gives too.

   Only the stable ABI of Python 3.11 is used, so that one wheel serves each later
   version. Arrays come as buffers. The lock of the interpreter is released in loops,
   which call nothing of Python. Nothing is kept between two calls. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Python compares this number with its own, so that a library that was built from an
   older source is not used. Raise it, here and there, with every change. */
#define INTERFACE 2

/* A debug build (-DDISCOURSE_CHECK_BOUNDS) stops at an index outside its array. */
#ifdef DISCOURSE_CHECK_BOUNDS
static Py_ssize_t check_index(Py_ssize_t index, Py_ssize_t size)
{
    if (index < 0 || index >= size)
        abort();
    return index;
}
#define AT(array, index, size) (array)[check_index(index, size)]
#else
#define AT(array, index, size) (array)[index]
#endif

/* Arrays ------------------------------------------------------------------------- */

typedef struct {
    const char *name;
    Py_ssize_t item_size;
    int is_written;
    Py_buffer view;
    Py_ssize_t size; /* in items */
} Array;

static void release_arrays(Array *arrays, Py_ssize_t count)
{
    while (count > 0) {
        count--;
        PyBuffer_Release(&arrays[count].view);
    }
}

/* Take the arguments: arrays, and behind them numbers. 0, and an exception, if they are
   not what is expected. */
static int take_arguments(PyObject *arguments, Array *arrays, Py_ssize_t array_count,
                          long *numbers, Py_ssize_t number_count)
{
    if (PyTuple_Size(arguments) != array_count + number_count) {
        PyErr_Format(PyExc_TypeError, "expected %zd arrays and %zd numbers",
                     array_count, number_count);
        return 0;
    }
    for (Py_ssize_t i = 0; i < number_count; i++) {
        numbers[i] = PyLong_AsLong(PyTuple_GetItem(arguments, array_count + i));
        if (PyErr_Occurred())
            return 0;
    }
    for (Py_ssize_t i = 0; i < array_count; i++) {
        Array *array = &arrays[i];
        PyObject *argument = PyTuple_GetItem(arguments, i);
        int flags = PyBUF_C_CONTIGUOUS | (array->is_written ? PyBUF_WRITABLE : 0);
        if (PyObject_GetBuffer(argument, &array->view, flags) < 0) {
            release_arrays(arrays, i);
            return 0;
        }
        array->size = array->view.len / array->item_size;
        if (array->view.itemsize != array->item_size) {
            PyErr_Format(PyExc_TypeError, "%s: items of %zd bytes, expected %zd",
                         array->name, array->view.itemsize, array->item_size);
            release_arrays(arrays, i + 1);
            return 0;
        }
    }
    return 1;
}

static int have_size(const Array *arrays, int first, int end, Py_ssize_t size)
{
    int all = 1;
    for (int i = first; i < end; i++)
        all &= arrays[i].size == size;
    return all;
}

enum { DONE, NO_MEMORY, INVALID };

/* Give the arrays back, and return None, or raise what went wrong. */
static PyObject *finish(Array *arrays, Py_ssize_t count, int outcome,
                        const char *expected)
{
    release_arrays(arrays, count);
    if (outcome == NO_MEMORY)
        return PyErr_NoMemory();
    if (outcome == INVALID) {
        PyErr_SetString(PyExc_ValueError, expected);
        return NULL;
    }
    Py_RETURN_NONE;
}

/* Suffixes ----------------------------------------------------------------------- */

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

static PyObject *sort_suffixes(PyObject *module, PyObject *arguments)
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
    is_valid &= have_size(arrays, 1, 5, all.size);
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
    return finish(arrays, 5, outcome,
                  "expected arrays of one size below 2**31, ids from 0, and a longest "
                  "suffix of 1 to 4096 words");
}

/* Tokens ------------------------------------------------------------------------- */

/* What a character does in tokens; a table from kinds of characters to these bits comes
   from Python. */
enum {
    IS_PART = 1,        /* builds words */
    IS_SINGLE = 2,      /* is a token by itself */
    IS_LETTER = 4,      /* is a letter of an alphabet */
    JOINS_PARTS = 8,    /* joins two parts that are no singles */
    JOINS_LETTERS = 16, /* joins two letters */
    IS_HIDDEN = 32      /* is skipped */
};

typedef struct {
    uint64_t hash;
    Py_ssize_t first; /* in `spelled` */
    Py_ssize_t length;
} Spelling;

/* The distinct spellings, in the order of first occurrence. */
typedef struct {
    Spelling *spellings;
    Py_ssize_t count;
    int32_t *slots; /* the number of a spelling, or -1 */
    Py_ssize_t slot_count;
    uint32_t *spelled; /* their folded characters, each with a separator behind it */
    Py_ssize_t spelled_size;
    uint32_t separator;
} Spellings;

#define FIRST_SLOT_COUNT 4096

static Py_ssize_t slot_of_hash(const Spellings *all, uint64_t hash)
{
    return (Py_ssize_t)(hash & (uint64_t)(all->slot_count - 1));
}

/* Make room for more spellings: half the slots stay empty. 0 without memory. */
static int grow_spellings(Spellings *all)
{
    Py_ssize_t slot_count = all->slot_count ? 2 * all->slot_count : FIRST_SLOT_COUNT;
    Spelling *spellings =
        realloc(all->spellings, (size_t)slot_count / 2 * sizeof(Spelling));
    if (!spellings)
        return 0;
    all->spellings = spellings;
    int32_t *slots = realloc(all->slots, (size_t)slot_count * sizeof(int32_t));
    if (!slots)
        return 0;
    all->slots = slots;
    all->slot_count = slot_count;
    memset(slots, -1, (size_t)slot_count * sizeof(int32_t));
    for (Py_ssize_t number = 0; number < all->count; number++) {
        Py_ssize_t slot = slot_of_hash(all, spellings[number].hash);
        while (slots[slot] >= 0)
            slot = (slot + 1) & (slot_count - 1);
        slots[slot] = (int32_t)number;
    }
    return 1;
}

static int is_spelling(const Spellings *all, int32_t number, uint64_t hash,
                       Py_ssize_t length)
{
    const Spelling *known = &AT(all->spellings, number, all->count);
    if (known->hash != hash || known->length != length)
        return 0;
    /* Equal hashes are not enough: the characters decide. */
    return !memcmp(all->spelled + known->first, all->spelled + all->spelled_size,
                   (size_t)length * sizeof(uint32_t));
}

/* Return the number of the spelling whose characters stand behind the known ones; a new
   one stays there. -1 without memory. */
static int32_t number_spelling(Spellings *all, uint64_t hash, Py_ssize_t length)
{
    if (all->count == all->slot_count / 2 && !grow_spellings(all))
        return -1;
    hash ^= hash >> 32;
    Py_ssize_t slot = slot_of_hash(all, hash);
    while (all->slots[slot] >= 0) {
        int32_t number = all->slots[slot];
        if (is_spelling(all, number, hash, length))
            return number;
        slot = (slot + 1) & (all->slot_count - 1);
    }
    Spelling *added = &all->spellings[all->count];
    added->hash = hash;
    added->first = all->spelled_size;
    added->length = length;
    all->spelled_size += length;
    all->spelled[all->spelled_size++] = all->separator;
    all->slots[slot] = (int32_t)all->count;
    return (int32_t)all->count++;
}

typedef struct {
    const uint8_t *kinds;
    const uint8_t *is_word_mark;
    const uint32_t *codes;
    Py_ssize_t size; /* in characters */
    const uint32_t *folds;
    Py_ssize_t fold_count;
    const uint8_t *roles;
    Py_ssize_t kind_count;
    int64_t *start;
    int64_t *end;
    int32_t *spelling_ids;
    Py_ssize_t count;
} Tokens;

static Py_ssize_t next_visible(const Tokens *text, Py_ssize_t position)
{
    while (position < text->size && text->roles[text->kinds[position]] & IS_HIDDEN)
        position++;
    return position;
}

static int joins(int role, int role_before, int role_after)
{
    int both = role_before & role_after;
    int any = role_before | role_after;
    if (role & JOINS_PARTS)
        return both & IS_PART && !(any & IS_SINGLE);
    return role & JOINS_LETTERS && both & IS_LETTER;
}

static int find_all_tokens(Tokens *text, Spellings *spellings)
{
    int role_before = 0;
    int is_in_before = 0;
    Py_ssize_t position_before = 0;
    Py_ssize_t length = -1; /* no token has begun */
    uint64_t hash = 0;
    for (Py_ssize_t i = 0; i < text->size; i++)
        if (text->kinds[i] >= text->kind_count || text->codes[i] >= text->fold_count)
            return INVALID;
    Py_ssize_t position = next_visible(text, 0);
    for (;;) {
        int is_text = position < text->size;
        int role = is_text ? text->roles[text->kinds[position]] : 0;
        Py_ssize_t next = is_text ? next_visible(text, position + 1) : text->size;
        int role_after = next < text->size ? text->roles[text->kinds[next]] : 0;
        int is_in = role & IS_PART || joins(role, role_before, role_after);
        int begins = is_in && !text->is_word_mark[position] &&
                     (!is_in_before || (role_before | role) & IS_SINGLE);
        if (is_in_before && (!is_in || begins)) {
            AT(text->end, text->count, text->size) = position_before + 1;
            int32_t number = number_spelling(spellings, hash, length);
            if (number < 0)
                return NO_MEMORY;
            AT(text->spelling_ids, text->count, text->size) = number;
            text->count++;
        }
        if (!is_text)
            return DONE;
        if (begins) {
            AT(text->start, text->count, text->size) = position;
            length = 0;
            hash = 0;
        }
        if (is_in) {
            /* A mark without a letter before it. */
            if (length < 0 || (!begins && !is_in_before))
                return INVALID;
            uint32_t folded = text->folds[text->codes[position]];
            AT(spellings->spelled, spellings->spelled_size + length, 2 * text->size) =
                folded;
            length++;
            hash = (hash ^ folded) * UINT64_C(0x9E3779B97F4A7C15);
            hash ^= hash >> 29;
        }
        role_before = role;
        is_in_before = is_in;
        position_before = position;
        position = next;
    }
}

static PyObject *find_tokens(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "kinds", .item_size = 1},
        {.name = "is_word_mark", .item_size = 1},
        {.name = "codes", .item_size = 4},
        {.name = "folds", .item_size = 4},
        {.name = "roles", .item_size = 1},
        {.name = "start", .item_size = 8, .is_written = 1},
        {.name = "end", .item_size = 8, .is_written = 1},
        {.name = "spelling_ids", .item_size = 4, .is_written = 1},
        {.name = "spelled", .item_size = 4, .is_written = 1},
    };
    long separator;
    (void)module;
    if (!take_arguments(arguments, arrays, 9, &separator, 1))
        return NULL;
    Tokens text = {
        .kinds = arrays[0].view.buf,
        .is_word_mark = arrays[1].view.buf,
        .codes = arrays[2].view.buf,
        .size = arrays[0].size,
        .folds = arrays[3].view.buf,
        .fold_count = arrays[3].size,
        .roles = arrays[4].view.buf,
        .kind_count = arrays[4].size,
        .start = arrays[5].view.buf,
        .end = arrays[6].view.buf,
        .spelling_ids = arrays[7].view.buf,
    };
    Spellings spellings = {
        .spelled = arrays[8].view.buf,
        .separator = (uint32_t)separator,
    };
    int is_valid = separator > 0 && text.size < INT32_MAX;
    is_valid &= have_size(arrays, 1, 3, text.size);
    is_valid &= have_size(arrays, 5, 8, text.size);
    is_valid &= arrays[8].size >= 2 * text.size;
    int outcome = INVALID;
    Py_BEGIN_ALLOW_THREADS
    if (is_valid)
        outcome = find_all_tokens(&text, &spellings);
    free(spellings.slots);
    free(spellings.spellings);
    Py_END_ALLOW_THREADS
    PyObject *none = finish(arrays, 9, outcome,
                            "expected arrays of one size below 2**31, known kinds and "
                            "characters, and no word mark without a letter before it");
    Py_XDECREF(none);
    return none ? Py_BuildValue("nn", text.count, spellings.spelled_size) : NULL;
}

/* Gaps --------------------------------------------------------------------------- */

static PyObject *read_gaps(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "kinds", .item_size = 1},
        {.name = "begin", .item_size = 8},
        {.name = "end", .item_size = 8},
        {.name = "bits_of_kind", .item_size = 1},
        {.name = "bits", .item_size = 1, .is_written = 1},
        {.name = "line_ends", .item_size = 4, .is_written = 1},
        {.name = "hyphens", .item_size = 4, .is_written = 1},
    };
    long numbers[2];
    (void)module;
    if (!take_arguments(arguments, arrays, 7, numbers, 2))
        return NULL;
    long line_end = numbers[0];
    long hyphen = numbers[1];
    const uint8_t *kinds = arrays[0].view.buf;
    const int64_t *begin = arrays[1].view.buf;
    const int64_t *end = arrays[2].view.buf;
    const uint8_t *bits_of_kind = arrays[3].view.buf;
    uint8_t *bits = arrays[4].view.buf;
    int32_t *line_ends = arrays[5].view.buf;
    int32_t *hyphens = arrays[6].view.buf;
    Py_ssize_t count = arrays[1].size;
    int is_valid = arrays[2].size == count && have_size(arrays, 4, 7, count);
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t gap = 0; is_valid && gap < count; gap++) {
        int bits_of_gap = 0;
        int32_t line_end_count = 0;
        int32_t hyphen_count = 0;
        is_valid = begin[gap] >= 0 && end[gap] <= arrays[0].size;
        for (int64_t i = begin[gap]; is_valid && i < end[gap]; i++) {
            is_valid = kinds[i] < arrays[3].size;
            int bits_here = is_valid ? bits_of_kind[kinds[i]] : 0;
            bits_of_gap |= bits_here;
            line_end_count += (bits_here & line_end) != 0;
            hyphen_count += (bits_here & hyphen) != 0;
        }
        bits[gap] = (uint8_t)bits_of_gap;
        line_ends[gap] = line_end_count;
        hyphens[gap] = hyphen_count;
    }
    Py_END_ALLOW_THREADS
    return finish(arrays, 7, is_valid ? DONE : INVALID,
                  "expected gaps inside the text, and known kinds");
}

/* The module --------------------------------------------------------------------- */

static PyMethodDef methods[] = {
    {"sort_suffixes", sort_suffixes, METH_VARARGS,
     "sort_suffixes(ids, follows_break, words_to_break, order, lcp, longest)\n\n"
     "Write the suffix array of the stream `ids` into the last three arrays."},
    {"find_tokens", find_tokens, METH_VARARGS,
     "find_tokens(kinds, is_word_mark, codes, folds, roles, start, end, spelling_ids, "
     "spelled, separator)\n\n"
     "Write the tokens of a text into the last four arrays, and return how many tokens "
     "there are and how many characters `spelled` has."},
    {"read_gaps", read_gaps, METH_VARARGS,
     "read_gaps(kinds, begin, end, bits_of_kind, bits, line_ends, hyphens, "
     "bit_of_line_end, bit_of_hyphen)\n\n"
     "Write what the gaps hold into the last three arrays."},
    {NULL, NULL, 0, NULL},
};

static int add_interface(PyObject *module)
{
    return PyModule_AddIntConstant(module, "INTERFACE", INTERFACE);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, (void *)add_interface},
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_kernels", "The compiled kernels of discourse.", 0, methods,
    slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__kernels(void)
{
    return PyModuleDef_Init(&definition);
}
