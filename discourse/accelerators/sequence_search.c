/* Which of many short sequences of characters occur in texts.

   Each place of each sequence is a bit. A character moves the bits by one place, and
   leaves those whose sets hold it (Shift-And; Baeza-Yates & Gonnet 1992). Behind a
   character, a bit is set where a sequence agrees with the text up to this place. */

#include "kernels.h"

#define UNIT_COUNT 65536
#define COUNTED_BIT 63
#define LONGEST_SEQUENCE 63
#define SHORTEST_DIVIDED_TEXT 512

typedef struct {
    const uint16_t *units;
    Py_ssize_t size;
    const uint64_t *places_of_unit;
    uint64_t first_places;
} Search;

/* How far the search has come in a text, or in a half of one. */
typedef struct {
    uint64_t state;
    uint64_t places_found;
    int64_t counted;
} Progress;

/* Look at one more unit. */
static inline void search_unit(const Search *search, int64_t i, Progress *progress)
{
    uint16_t unit = AT(search->units, i, search->size);
    uint64_t places = AT(search->places_of_unit, unit, UNIT_COUNT);
    progress->state = ((progress->state << 1) | search->first_places) & places;
    progress->places_found |= progress->state;
    progress->counted += (int64_t)(places >> COUNTED_BIT);
}

/* Look through the units from `begin` to before `end`, which are one text.

   Each step waits for the one before, so the two halves of a text are looked through
   side by side. The search of the second half begins where a sequence may begin that
   goes on there. */
static Progress search_text(const Search *search, int64_t begin, int64_t end)
{
    int64_t half = end - begin < SHORTEST_DIVIDED_TEXT ? 0 : (end - begin) / 2;
    int64_t middle = begin + half;
    Progress first = {0};
    Progress second = {0};
    for (int64_t i = half ? middle - LONGEST_SEQUENCE : middle; i < middle; i++)
        search_unit(search, i, &second);
    second.counted = 0;
    for (int64_t i = 0; i < half; i++) {
        search_unit(search, begin + i, &first);
        search_unit(search, middle + i, &second);
    }
    for (int64_t i = middle + half; i < end; i++)
        search_unit(search, i, &second);
    second.places_found |= first.places_found;
    second.places_found &= ~(UINT64_C(1) << COUNTED_BIT);
    second.counted += first.counted;
    return second;
}

PyObject *find_sequences(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "units", .item_size = 2},
        {.name = "bounds", .item_size = 8},
        {.name = "places_of_unit", .item_size = 8},
        {.name = "first_places", .item_size = 8},
        {.name = "places_found", .item_size = 8, .is_written = 1},
        {.name = "counted", .item_size = 8, .is_written = 1},
    };
    (void)module;
    if (!take_arguments(arguments, arrays, 6, NULL, 0))
        return NULL;
    const int64_t *bounds = arrays[1].view.buf;
    const uint64_t *first_places = arrays[3].view.buf;
    uint64_t *places_found = arrays[4].view.buf;
    int64_t *counted = arrays[5].view.buf;
    Py_ssize_t count = arrays[4].size;
    int is_valid = arrays[1].size == count + 1 && arrays[5].size == count;
    is_valid = is_valid && arrays[2].size == UNIT_COUNT && arrays[3].size == 1;
    Py_BEGIN_ALLOW_THREADS
    const Search search = {
        .units = arrays[0].view.buf,
        .size = arrays[0].size,
        .places_of_unit = arrays[2].view.buf,
        .first_places = is_valid ? first_places[0] : 0,
    };
    for (Py_ssize_t text = 0; is_valid && text < count; text++) {
        int64_t begin = bounds[text];
        int64_t end = bounds[text + 1];
        is_valid = begin >= 0 && end <= search.size;
        if (!is_valid)
            break;
        Progress found = search_text(&search, begin, end);
        places_found[text] = found.places_found;
        counted[text] = found.counted;
    }
    Py_END_ALLOW_THREADS
    return finish_kernel(arrays, 6, is_valid ? DONE : INVALID,
                         "expected texts inside the units, 65536 sets of places, one set "
                         "of first places, and two results for each text");
}
