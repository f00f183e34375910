/* Which of many short sequences of characters occur in texts.

   Each place of each sequence is a bit. A character moves the bits by one place, and
   leaves those whose sets hold it (Shift-And; Baeza-Yates & Gonnet 1992). Behind a
   character, a bit is set where a sequence agrees with the text up to this place. */

#include "kernels.h"

#define UNIT_COUNT 65536
#define COUNTED_BIT 63

typedef struct {
    const uint16_t *units;
    Py_ssize_t size;
    const uint64_t *places_of_unit;
    uint64_t first_places;
    uint64_t places_found;
    int64_t counted;
} Search;

/* Look through the units from `begin` to before `end`, which are one text. */
static void search_text(Search *search, int64_t begin, int64_t end)
{
    uint64_t state = 0;
    uint64_t places_found = 0;
    int64_t counted = 0;
    for (int64_t i = begin; i < end; i++) {
        uint16_t unit = AT(search->units, i, search->size);
        uint64_t places = AT(search->places_of_unit, unit, UNIT_COUNT);
        state = ((state << 1) | search->first_places) & places;
        places_found |= state;
        counted += (int64_t)(places >> COUNTED_BIT);
    }
    search->places_found = places_found & ~(UINT64_C(1) << COUNTED_BIT);
    search->counted = counted;
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
    Search search = {
        .units = arrays[0].view.buf,
        .size = arrays[0].size,
        .places_of_unit = arrays[2].view.buf,
        .first_places = is_valid ? first_places[0] : 0,
    };
    for (Py_ssize_t text = 0; is_valid && text < count; text++) {
        int64_t begin = bounds[text];
        int64_t end = bounds[text + 1];
        is_valid = begin >= 0 && end <= search.size;
        if (is_valid)
            search_text(&search, begin, end);
        places_found[text] = search.places_found;
        counted[text] = search.counted;
    }
    Py_END_ALLOW_THREADS
    return finish_kernel(arrays, 6, is_valid ? DONE : INVALID,
                         "expected texts inside the units, 65536 sets of places, one set "
                         "of first places, and two results for each text");
}
