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

/* A spelling has one slot; a slot without one has the number -1. */
typedef struct {
    uint64_t hash;
    int32_t number;
    int32_t first; /* its first character in `spelled` */
} Slot;

/* The distinct spellings, in the order of first occurrence. */
typedef struct {
    Slot *slots;
    Py_ssize_t slot_count;
    Py_ssize_t count;
    uint32_t *spelled; /* their folded characters, each with a separator behind it */
    Py_ssize_t spelled_size;
    Py_ssize_t spelled_room;
    uint32_t separator;
} Spellings;

#define LOOK_CLOSER (IS_PART | IS_SINGLE | IS_HIDDEN | JOINS_PARTS | JOINS_LETTERS)
#define FIRST_SLOT_COUNT 4096
#define AT_ONCE 8 /* characters that are compared; behind `spelled` lie as many */

static uint64_t add_to_hash(uint64_t hash, uint32_t character)
{
    return (hash ^ character) * UINT64_C(0x9E3779B97F4A7C15);
}

static Py_ssize_t slot_of_hash(const Spellings *all, uint64_t hash)
{
    return (Py_ssize_t)(hash & (uint64_t)(all->slot_count - 1));
}

/* Make room for more spellings: a quarter of the slots stays empty. 0 without memory. */
static int grow_spellings(Spellings *all)
{
    Slot *old_slots = all->slots;
    Py_ssize_t old_count = all->slot_count;
    Py_ssize_t slot_count = old_count ? 2 * old_count : FIRST_SLOT_COUNT;
    Slot *slots = malloc((size_t)slot_count * sizeof(Slot));
    if (!slots)
        return 0;
    for (Py_ssize_t slot = 0; slot < slot_count; slot++)
        slots[slot].number = -1;
    all->slots = slots;
    all->slot_count = slot_count;
    for (Py_ssize_t old = 0; old < old_count; old++) {
        if (old_slots[old].number < 0)
            continue;
        Py_ssize_t slot = slot_of_hash(all, old_slots[old].hash);
        while (slots[slot].number >= 0)
            slot = (slot + 1) & (slot_count - 1);
        slots[slot] = old_slots[old];
    }
    free(old_slots);
    return 1;
}

/* Whether a slot has the spelling whose characters stand behind the known ones. */
static int has_spelling(const Spellings *all, const Slot *slot, uint64_t hash,
                        Py_ssize_t length)
{
    if (slot->hash != hash)
        return 0;
    /* Equal hashes are not enough: the characters decide, and a separator behind them.
       Of most words all characters are compared at once, without a branch for each. */
    const uint32_t *known = all->spelled + slot->first;
    const uint32_t *spelling = all->spelled + all->spelled_size;
    for (Py_ssize_t start = 0; start < length; start += AT_ONCE) {
        int32_t left = length - start < AT_ONCE ? (int32_t)(length - start) : AT_ONCE;
        uint32_t difference = 0;
        for (int32_t i = 0; i < AT_ONCE; i++)
            difference |= i < left ? known[start + i] ^ spelling[start + i] : 0;
        if (difference)
            return 0;
    }
    return known[length] == all->separator;
}

/* Return the number of the spelling whose characters stand behind the known ones; a new
   one stays there. -1 without memory. */
static int32_t number_spelling(Spellings *all, uint64_t hash, Py_ssize_t length)
{
    if (all->count >= all->slot_count / 4 * 3 && !grow_spellings(all))
        return -1;
    /* A slot could not say where it is. */
    if (all->spelled_size > INT32_MAX)
        return -1;
    /* The lowest bits, which choose the slot, depend on few bits of the characters. */
    hash ^= hash >> 32;
    Py_ssize_t slot = slot_of_hash(all, hash);
    while (all->slots[slot].number >= 0) {
        if (has_spelling(all, &all->slots[slot], hash, length))
            return all->slots[slot].number;
        slot = (slot + 1) & (all->slot_count - 1);
    }
    all->slots[slot].hash = hash;
    all->slots[slot].number = (int32_t)all->count;
    all->slots[slot].first = (int32_t)all->spelled_size;
    all->spelled_size += length;
    AT(all->spelled, all->spelled_size, all->spelled_room) = all->separator;
    all->spelled_size++;
    return (int32_t)all->count++;
}

/* Number written spellings, each of which has a separator behind it; `numbers` may be
   missing. */
static int number_written(Spellings *all, const uint32_t *written, Py_ssize_t size,
                          int32_t *numbers, Py_ssize_t count)
{
    Py_ssize_t position = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        uint64_t hash = 0;
        Py_ssize_t length = 0;
        while (position < size && written[position] != all->separator) {
            AT(all->spelled, all->spelled_size + length, all->spelled_room) =
                written[position];
            hash = add_to_hash(hash, written[position]);
            length++;
            position++;
        }
        if (position == size)
            return INVALID;
        position++;
        int32_t number = number_spelling(all, hash, length);
        if (number < 0)
            return NO_MEMORY;
        if (numbers)
            numbers[i] = number;
    }
    return position == size ? DONE : INVALID;
}

PyObject *number_spellings(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "written", .item_size = 4},
        {.name = "numbers", .item_size = 4, .is_written = 1},
        {.name = "spelled", .item_size = 4, .is_written = 1},
    };
    Py_ssize_t separator;
    (void)module;
    if (!take_arguments(arguments, arrays, 3, &separator, 1))
        return NULL;
    Spellings spellings = {
        .spelled = arrays[2].view.buf,
        .spelled_room = arrays[2].size,
        .separator = (uint32_t)separator,
    };
    int is_valid = separator > 0 && separator <= INT32_MAX;
    is_valid &= arrays[0].size < INT32_MAX;
    is_valid &= arrays[2].size >= arrays[0].size + AT_ONCE;
    int outcome = INVALID;
    Py_BEGIN_ALLOW_THREADS
    if (is_valid)
        outcome = number_written(&spellings, arrays[0].view.buf, arrays[0].size,
                                 arrays[1].view.buf, arrays[1].size);
    free(spellings.slots);
    Py_END_ALLOW_THREADS
    return finish_with_count(arrays, 3, outcome,
                             "expected as many spellings as numbers, each with a "
                             "separator behind it",
                             spellings.spelled_size);
}

typedef struct {
    const uint8_t *kinds;
    const uint32_t *codes;
    Py_ssize_t size;           /* in characters */
    const int32_t *word_marks; /* where marks stand that belong to words, in order */
    Py_ssize_t word_mark_count;
    Py_ssize_t next_word_mark; /* the first one that is not before what is read */
    const uint32_t *folds;
    Py_ssize_t fold_count;
    const uint8_t *roles;
    const uint8_t *bits_of_kind;
    Py_ssize_t kind_count;
    int bit_of_line_end;
    int bit_of_hyphen;
    /* By token: */
    int32_t *start;
    int32_t *end;
    int32_t *spelling_ids;
    uint8_t *bits;
    Py_ssize_t room;
    Py_ssize_t count;
    /* The tokens with line ends before them, how many each has, and those with more
       than one hyphen before them: */
    int32_t *line_gaps;
    int32_t *line_ends;
    Py_ssize_t line_gap_count;
    int32_t *dash_gaps;
    Py_ssize_t dash_gap_count;
    uint8_t *is_known_used;
    Py_ssize_t known_count;
} Tokens;

static int role_at(const Tokens *text, Py_ssize_t position)
{
    if (position >= text->size)
        return 0;
    return AT(text->roles, AT(text->kinds, position, text->size), text->kind_count);
}

static Py_ssize_t next_visible(const Tokens *text, Py_ssize_t position)
{
    while (role_at(text, position) & IS_HIDDEN)
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

/* Whether a mark stands here that belongs to a word; no position comes before an earlier
   one. */
static int is_word_mark(Tokens *text, Py_ssize_t position)
{
    while (text->next_word_mark < text->word_mark_count &&
           text->word_marks[text->next_word_mark] < position)
        text->next_word_mark++;
    return text->next_word_mark < text->word_mark_count &&
           text->word_marks[text->next_word_mark] == position;
}

/* Read what stands before the next token, and return where that begins. */
static Py_ssize_t read_gap(Tokens *text, Py_ssize_t position)
{
    int bits = 0;
    int32_t line_ends = 0;
    int32_t hyphens = 0;
    while (position < text->size && !(role_at(text, position) & IS_PART)) {
        int bits_here = AT(text->bits_of_kind, text->kinds[position], text->kind_count);
        bits |= bits_here;
        line_ends += (bits_here & text->bit_of_line_end) != 0;
        hyphens += (bits_here & text->bit_of_hyphen) != 0;
        position++;
    }
    if (position < text->size && text->count < text->room) {
        AT(text->bits, text->count, text->room) = (uint8_t)bits;
        if (line_ends) {
            AT(text->line_gaps, text->line_gap_count, text->room) = (int32_t)text->count;
            AT(text->line_ends, text->line_gap_count, text->room) = line_ends;
            text->line_gap_count++;
        }
        if (hyphens > 1) {
            AT(text->dash_gaps, text->dash_gap_count, text->room) = (int32_t)text->count;
            text->dash_gap_count++;
        }
    }
    return position;
}

typedef struct {
    uint64_t hash;
    Py_ssize_t length;
} Spelt;

static void spell(const Tokens *text, Spellings *spellings, Spelt *spelt,
                  Py_ssize_t position)
{
    uint32_t code = AT(text->codes, position, text->size);
    uint32_t folded = AT(text->folds, code, text->fold_count);
    AT(spellings->spelled, spellings->spelled_size + spelt->length,
       spellings->spelled_room) = folded;
    spelt->hash = add_to_hash(spelt->hash, folded);
    spelt->length++;
}

/* Spell the letters and digits from `position` on, up to a character that needs a closer
   look, and return where that stands. */
static Py_ssize_t spell_parts(const Tokens *text, Spellings *spellings, Spelt *spelt,
                              Py_ssize_t position)
{
    const uint8_t *kinds = text->kinds;
    const uint8_t *roles = text->roles;
    const uint32_t *codes = text->codes;
    const uint32_t *folds = text->folds;
    uint32_t *spelled = spellings->spelled + spellings->spelled_size;
    Spelt spelt_before = *spelt;
    Py_ssize_t start = position - spelt_before.length;
    uint64_t hash = spelt_before.hash;
    while (position < text->size &&
           (AT(roles, kinds[position], text->kind_count) & LOOK_CLOSER) == IS_PART) {
        uint32_t folded = AT(folds, codes[position], text->fold_count);
        AT(spelled, position - start, spellings->spelled_room - spellings->spelled_size) =
            folded;
        hash = add_to_hash(hash, folded);
        position++;
    }
    spelt->hash = hash;
    spelt->length = position - start;
    return position;
}

/* Read the token that begins at `position`, and return where it ends; -1 without
   memory. */
static Py_ssize_t read_token(Tokens *text, Spellings *spellings, Py_ssize_t position)
{
    Spelt spelt = {0, 0};
    AT(text->start, text->count, text->room) = (int32_t)position;
    int role = role_at(text, position);
    Py_ssize_t end;
    int goes_on;
    do {
        int role_before = role;
        if (role & IS_SINGLE) {
            spell(text, spellings, &spelt, position);
            end = position + 1;
        } else {
            end = spell_parts(text, spellings, &spelt, position);
            role_before = role_at(text, end - 1);
        }
        position = next_visible(text, end);
        role = role_at(text, position);
        if (role & (JOINS_PARTS | JOINS_LETTERS)) {
            Py_ssize_t next = next_visible(text, position + 1);
            int role_after = role_at(text, next);
            goes_on = joins(role, role_before, role_after);
            if (goes_on) {
                spell(text, spellings, &spelt, position);
                position = next;
                role = role_after;
            }
        } else {
            int any = role_before | role;
            goes_on = role & IS_PART &&
                      (!(any & IS_SINGLE) || is_word_mark(text, position));
        }
    } while (goes_on);
    int32_t number = number_spelling(spellings, spelt.hash, spelt.length);
    AT(text->end, text->count, text->room) = (int32_t)end;
    AT(text->spelling_ids, text->count, text->room) = number;
    text->count++;
    if (number < 0)
        return -1;
    if (number < text->known_count)
        AT(text->is_known_used, number, text->known_count) = 1;
    return end;
}

/* Whether characters that build words do nothing else, so that each of them ends a gap
   and is spelled. */
static int are_roles(const Tokens *text)
{
    int all = 1;
    for (Py_ssize_t kind = 0; kind < text->kind_count; kind++) {
        int role = text->roles[kind];
        all &= !(role & IS_PART && role & (IS_HIDDEN | JOINS_PARTS | JOINS_LETTERS));
    }
    return all;
}

static int find_all_tokens(Tokens *text, Spellings *spellings)
{
    uint8_t last_kind = 0;
    uint32_t last_code = 0;
    for (Py_ssize_t i = 0; i < text->size; i++) {
        last_kind = text->kinds[i] > last_kind ? text->kinds[i] : last_kind;
        last_code = text->codes[i] > last_code ? text->codes[i] : last_code;
    }
    int is_valid = last_kind < text->kind_count && last_code < text->fold_count;
    is_valid = is_valid && are_roles(text);
    Py_ssize_t position = 0;
    while (is_valid) {
        position = read_gap(text, position);
        if (position == text->size)
            return DONE;
        /* A mark without a letter before it begins no token. */
        is_valid = !is_word_mark(text, position) && text->count < text->room;
        if (is_valid)
            position = read_token(text, spellings, position);
        if (position < 0)
            return NO_MEMORY;
    }
    return INVALID;
}

PyObject *find_tokens(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "kinds", .item_size = 1},
        {.name = "codes", .item_size = 4},
        {.name = "word_marks", .item_size = 4},
        {.name = "folds", .item_size = 4},
        {.name = "roles", .item_size = 1},
        {.name = "bits_of_kind", .item_size = 1},
        {.name = "start", .item_size = 4, .is_written = 1},
        {.name = "end", .item_size = 4, .is_written = 1},
        {.name = "spelling_ids", .item_size = 4, .is_written = 1},
        {.name = "bits", .item_size = 1, .is_written = 1},
        {.name = "line_gaps", .item_size = 4, .is_written = 1},
        {.name = "line_ends", .item_size = 4, .is_written = 1},
        {.name = "dash_gaps", .item_size = 4, .is_written = 1},
        {.name = "spelled", .item_size = 4, .is_written = 1},
        {.name = "known", .item_size = 4},
        {.name = "is_known_used", .item_size = 1, .is_written = 1},
    };
    Py_ssize_t numbers[3];
    (void)module;
    if (!take_arguments(arguments, arrays, 16, numbers, 3))
        return NULL;
    Tokens text = {
        .kinds = arrays[0].view.buf,
        .codes = arrays[1].view.buf,
        .size = arrays[0].size,
        .word_marks = arrays[2].view.buf,
        .word_mark_count = arrays[2].size,
        .folds = arrays[3].view.buf,
        .fold_count = arrays[3].size,
        .roles = arrays[4].view.buf,
        .bits_of_kind = arrays[5].view.buf,
        .kind_count = arrays[4].size,
        .bit_of_line_end = (int)numbers[1],
        .bit_of_hyphen = (int)numbers[2],
        .start = arrays[6].view.buf,
        .end = arrays[7].view.buf,
        .spelling_ids = arrays[8].view.buf,
        .bits = arrays[9].view.buf,
        .line_gaps = arrays[10].view.buf,
        .line_ends = arrays[11].view.buf,
        .dash_gaps = arrays[12].view.buf,
        .room = arrays[6].size,
        .is_known_used = arrays[15].view.buf,
        .known_count = arrays[15].size,
    };
    Spellings spellings = {
        .spelled = arrays[13].view.buf,
        .spelled_room = arrays[13].size,
        .separator = (uint32_t)numbers[0],
    };
    int is_valid = numbers[0] > 0 && numbers[0] <= INT32_MAX;
    is_valid &= text.size < INT32_MAX;
    is_valid &= have_array_size(arrays, 1, 2, text.size);
    is_valid &= have_array_size(arrays, 5, 6, text.kind_count);
    is_valid &= have_array_size(arrays, 7, 13, text.room);
    is_valid &= spellings.spelled_room >= arrays[14].size + 2 * text.size + AT_ONCE;
    int outcome = INVALID;
    Py_BEGIN_ALLOW_THREADS
    if (is_valid)
        outcome = number_written(&spellings, arrays[14].view.buf, arrays[14].size,
                                 NULL, text.known_count);
    if (outcome == DONE) {
        memset(text.is_known_used, 0, (size_t)text.known_count);
        outcome = find_all_tokens(&text, &spellings);
    }
    free(spellings.slots);
    Py_END_ALLOW_THREADS
    PyObject *none = finish_kernel(arrays, 16, outcome,
                                   "expected arrays of one size below 2**31, known kinds "
                                   "and characters, room for all tokens, known "
                                   "spellings with separators, and no word mark without "
                                   "a letter before it");
    Py_XDECREF(none);
    return none ? Py_BuildValue("nnnn", text.count, spellings.spelled_size,
                                text.line_gap_count, text.dash_gap_count)
                : NULL;
}

PyObject *read_kinds(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "codes", .item_size = 4},
        {.name = "kind_of_code", .item_size = 1},
        {.name = "is_sign", .item_size = 1},
        {.name = "kinds", .item_size = 1, .is_written = 1},
        {.name = "signs", .item_size = 4, .is_written = 1},
    };
    (void)module;
    if (!take_arguments(arguments, arrays, 5, NULL, 0))
        return NULL;
    const uint32_t *codes = arrays[0].view.buf;
    const uint8_t *kind_of_code = arrays[1].view.buf;
    const uint8_t *is_sign = arrays[2].view.buf;
    uint8_t *kinds = arrays[3].view.buf;
    int32_t *signs = arrays[4].view.buf;
    Py_ssize_t size = arrays[0].size;
    Py_ssize_t sign_count = 0;
    int is_valid = size < INT32_MAX;
    is_valid &= arrays[3].size == size && arrays[4].size == size;
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t i = 0; is_valid && i < size; i++) {
        int kind = codes[i] < arrays[1].size ? kind_of_code[codes[i]] : INT32_MAX;
        is_valid = kind < arrays[2].size;
        if (is_valid) {
            kinds[i] = (uint8_t)kind;
            /* Written in any case, and kept if the character is a sign. */
            signs[sign_count] = (int32_t)i;
            sign_count += is_sign[kind] != 0;
        }
    }
    Py_END_ALLOW_THREADS
    return finish_with_count(arrays, 5, is_valid ? DONE : INVALID,
                             "expected arrays of one size below 2**31, and known "
                             "characters",
                             sign_count);
}
