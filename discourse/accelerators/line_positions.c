/* Where the lines before and after gaps with line ends begin and end. */

#include "kernels.h"

typedef struct {
    const uint8_t *kinds;
    const uint32_t *codes;
    Py_ssize_t size; /* in characters */
    const uint8_t *ends_word; /* by kind */
    Py_ssize_t kind_count;
    const uint32_t *no_break_spaces;
    Py_ssize_t no_break_count;
    Py_ssize_t space;  /* the kind of a blank */
    Py_ssize_t single; /* the kind of a character that is a word by itself */
    Py_ssize_t most_steps;
} Lines;

static int is_space(const Lines *text, Py_ssize_t position)
{
    return AT(text->kinds, position, text->size) == text->space;
}

static Py_ssize_t skip_blanks(const Lines *text, Py_ssize_t position)
{
    Py_ssize_t limit = position + text->most_steps;
    limit = limit < text->size ? limit : text->size;
    while (position < limit && is_space(text, position))
        position++;
    return position;
}

static Py_ssize_t skip_blanks_back(const Lines *text, Py_ssize_t position)
{
    Py_ssize_t limit = position - text->most_steps;
    limit = limit > 0 ? limit : 0;
    while (position > limit && is_space(text, position - 1))
        position--;
    return position;
}

static int is_no_break_space(const Lines *text, Py_ssize_t position)
{
    if (!is_space(text, position))
        return 0;
    for (Py_ssize_t i = 0; i < text->no_break_count; i++) {
        if (text->codes[position] == AT(text->no_break_spaces, i, text->no_break_count))
            return 1;
    }
    return 0;
}

/* Whether a word ends before this character; 1 for a kind that is not known. */
static int ends_word(const Lines *text, Py_ssize_t position)
{
    uint8_t kind = AT(text->kinds, position, text->size);
    if (kind >= text->kind_count)
        return 1;
    return text->ends_word[kind] && !is_no_break_space(text, position);
}

static Py_ssize_t find_word_end(const Lines *text, Py_ssize_t position)
{
    Py_ssize_t limit = position + text->most_steps;
    limit = limit < text->size ? limit : text->size;
    while (position < limit && !ends_word(text, position))
        position++;
    return position;
}

PyObject *find_line_positions(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "kinds", .item_size = 1},
        {.name = "codes", .item_size = 4},
        {.name = "ends_word", .item_size = 1},
        {.name = "no_break_spaces", .item_size = 4},
        {.name = "newlines", .item_size = 4},
        {.name = "gap_begin", .item_size = 4},
        {.name = "gap_end", .item_size = 4},
        {.name = "token_end", .item_size = 4},
        {.name = "count", .item_size = 4},
        {.name = "line_start", .item_size = 4, .is_written = 1},
        {.name = "text_start", .item_size = 4, .is_written = 1},
        {.name = "line_end", .item_size = 4, .is_written = 1},
        {.name = "next_line_start", .item_size = 4, .is_written = 1},
        {.name = "next_text_start", .item_size = 4, .is_written = 1},
        {.name = "next_word_end", .item_size = 4, .is_written = 1},
    };
    Py_ssize_t numbers[3];
    (void)module;
    if (!take_arguments(arguments, arrays, 15, numbers, 3))
        return NULL;
    Lines text = {
        .kinds = arrays[0].view.buf,
        .codes = arrays[1].view.buf,
        .size = arrays[0].size,
        .ends_word = arrays[2].view.buf,
        .kind_count = arrays[2].size,
        .no_break_spaces = arrays[3].view.buf,
        .no_break_count = arrays[3].size,
        .space = numbers[0],
        .single = numbers[1],
        .most_steps = numbers[2],
    };
    const int32_t *newlines = arrays[4].view.buf;
    Py_ssize_t newline_count = arrays[4].size;
    const int32_t *gap_begin = arrays[5].view.buf;
    const int32_t *gap_end = arrays[6].view.buf;
    const int32_t *token_end = arrays[7].view.buf;
    const int32_t *count = arrays[8].view.buf;
    int32_t *line_start = arrays[9].view.buf;
    int32_t *text_start = arrays[10].view.buf;
    int32_t *line_end = arrays[11].view.buf;
    int32_t *next_line_start = arrays[12].view.buf;
    int32_t *next_text_start = arrays[13].view.buf;
    int32_t *next_word_end = arrays[14].view.buf;
    Py_ssize_t gap_count = arrays[5].size;
    int is_valid = text.size < INT32_MAX && have_array_size(arrays, 1, 2, text.size);
    is_valid = is_valid && have_array_size(arrays, 6, 15, gap_count);
    is_valid = is_valid && text.most_steps >= 0 && text.most_steps < INT32_MAX;
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t i = 0; is_valid && i < newline_count; i++)
        is_valid = newlines[i] >= (i ? newlines[i - 1] : -1) && newlines[i] < text.size;
    Py_ssize_t newline = 0;
    for (Py_ssize_t i = 0; is_valid && i < gap_count; i++) {
        /* The first line end that is not before the gap is the first one in it. */
        while (newline < newline_count && newlines[newline] < gap_begin[i])
            newline++;
        is_valid = newline > 0 && newlines[newline - 1] < gap_begin[i];
        is_valid = is_valid && count[i] > 0 && count[i] <= newline_count - newline;
        is_valid = is_valid && gap_end[i] >= 0 && gap_end[i] < text.size;
        is_valid = is_valid && token_end[i] >= 0 && token_end[i] <= text.size;
        if (!is_valid)
            break;
        line_start[i] = newlines[newline - 1] + 1;
        text_start[i] = (int32_t)skip_blanks(&text, line_start[i]);
        line_end[i] = (int32_t)skip_blanks_back(&text, newlines[newline]);
        next_line_start[i] = newlines[newline + count[i] - 1] + 1;
        next_text_start[i] = (int32_t)skip_blanks(&text, next_line_start[i]);
        next_word_end[i] = token_end[i];
        if (text.kinds[gap_end[i]] != text.single)
            next_word_end[i] = (int32_t)find_word_end(&text, token_end[i]);
    }
    Py_END_ALLOW_THREADS
    return finish_kernel(arrays, 15, outcome_of(is_valid, 1),
                         "expected gaps in the order of the text, and as many line ends "
                         "from each gap on as it has");
}
