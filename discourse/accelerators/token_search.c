/* The tokens of a text, and what stands between them. */

#include "kernels.h"

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

PyObject *find_tokens(PyObject *module, PyObject *arguments)
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
    is_valid &= have_array_size(arrays, 1, 3, text.size);
    is_valid &= have_array_size(arrays, 5, 8, text.size);
    is_valid &= arrays[8].size >= 2 * text.size;
    int outcome = INVALID;
    Py_BEGIN_ALLOW_THREADS
    if (is_valid)
        outcome = find_all_tokens(&text, &spellings);
    free(spellings.slots);
    free(spellings.spellings);
    Py_END_ALLOW_THREADS
    PyObject *none = finish_kernel(arrays, 9, outcome,
                            "expected arrays of one size below 2**31, known kinds and "
                            "characters, and no word mark without a letter before it");
    Py_XDECREF(none);
    return none ? Py_BuildValue("nn", text.count, spellings.spelled_size) : NULL;
}

PyObject *read_gaps(PyObject *module, PyObject *arguments)
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
    int is_valid = arrays[2].size == count && have_array_size(arrays, 4, 7, count);
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
    return finish_kernel(arrays, 7, is_valid ? DONE : INVALID,
                  "expected gaps inside the text, and known kinds");
}
