/* Where sequences of words occur in a stream of tokens, and which of overlapping spans
   are kept. */

#include "kernels.h"

/* The tokens, and the sets of words that fit at places. */
typedef struct {
    const int32_t *ids;
    const uint8_t *gaps;
    Py_ssize_t size;
    const int32_t *set_ids; /* of each set ascending */
    const int64_t *set_bounds;
    Py_ssize_t set_count;
    Py_ssize_t set_id_count;
} Stream;

#define LONGEST_GAP 63 /* words of a gap: as many as a number has bits, without 0 */

/* What may come before a place. Gap classes are bits. */
typedef struct {
    uint64_t allowed;
    int64_t max_words;
    uint64_t first; /* before the first word of a gap */
    uint64_t inner; /* before its other words */
    uint64_t last;  /* before the place itself, if there are words in the gap */
} Link;

typedef struct {
    const int64_t *sets; /* the number of the set at each place; -1 = any word */
    const int64_t *order; /* the places, rarest first */
    const Link *links; /* the first is not used */
    Py_ssize_t length;
    int64_t reach_before; /* tokens of a hit before its rarest word, at most */
    int64_t reach_behind;
} Sequence;

typedef struct {
    int64_t *first;
    uint64_t *gap_words;
    Py_ssize_t size;
    Py_ssize_t count;
    int64_t comparisons;
} Matches;

static int fits(const Stream *stream, int64_t set, int64_t token)
{
    if (set < 0)
        return 1;
    int32_t id = AT(stream->ids, token, stream->size);
    int64_t low = AT(stream->set_bounds, set, stream->set_count + 1);
    int64_t high = AT(stream->set_bounds, set + 1, stream->set_count + 1);
    while (high - low > 1) {
        int64_t middle = (low + high) / 2;
        if (AT(stream->set_ids, middle, stream->set_id_count) <= id)
            low = middle;
        else
            high = middle;
    }
    return low < high && AT(stream->set_ids, low, stream->set_id_count) == id;
}

static uint64_t class_bit(const Stream *stream, int64_t token)
{
    return UINT64_C(1) << (AT(stream->gaps, token, stream->size) & 63);
}

static int add_match(Matches *matches, int64_t first, uint64_t gap_words)
{
    if (matches->count == matches->size)
        return INVALID;
    AT(matches->first, matches->count, matches->size) = first;
    AT(matches->gap_words, matches->count, matches->size) = gap_words;
    matches->count++;
    return DONE;
}

/* A sequence without gaps: each condition is looked at, until one is not met. */
static int match_words(const Stream *stream, const Sequence *sequence, int64_t first,
                       Matches *matches)
{
    if (first < 0 || first + sequence->length > stream->size)
        return DONE;
    for (Py_ssize_t i = 1; i < sequence->length; i++) {
        int64_t place = AT(sequence->order, i, sequence->length);
        int64_t set = AT(sequence->sets, place, sequence->length);
        if (set < 0)
            continue;
        matches->comparisons++;
        if (!fits(stream, set, first + place))
            return DONE;
    }
    for (Py_ssize_t place = 1; place < sequence->length; place++) {
        matches->comparisons++;
        if (!(sequence->links[place].allowed & class_bit(stream, first + place)))
            return DONE;
    }
    return add_match(matches, first, 1);
}

/* Whether all places of a sequence lie inside it, and all sets are there. */
static int is_sequence(const Stream *stream, const Sequence *sequence)
{
    Py_ssize_t length = sequence->length;
    int is_valid = length > 0;
    is_valid &= sequence->reach_before >= 0 && sequence->reach_before <= INT32_MAX;
    is_valid &= sequence->reach_behind >= 0 && sequence->reach_behind <= INT32_MAX;
    for (Py_ssize_t place = 0; place < length; place++) {
        is_valid &= sequence->sets[place] < stream->set_count;
        is_valid &= sequence->order[place] >= 0 && sequence->order[place] < length;
        is_valid &= sequence->links[place].max_words <= LONGEST_GAP;
    }
    return is_valid;
}

/* The part of the text near some rarest words, in which hits are looked for from the
   last place to the first. A bit of `behind` says that the gaps from here on may hold so
   many words. */
typedef struct {
    int64_t begin;
    int64_t end;
    uint64_t *behind;
    uint64_t *here;
} Part;

/* What the search in all parts cost, for each place. */
typedef struct {
    int64_t fitting;
    int64_t most_open; /* the longest gap that was tried */
    int is_reached;
} PlaceCost;

static uint64_t link_back(const Stream *stream, const Part *part, int64_t token,
                          const Link *link, PlaceCost *cost)
{
    int64_t next = token + 1;
    if (next >= part->end)
        return 0;
    uint64_t bit = class_bit(stream, next);
    uint64_t reached = bit & link->allowed ? part->behind[next - part->begin] : 0;
    int is_open = (bit & link->first) != 0;
    for (int64_t words = 1; is_open && words <= link->max_words; words++) {
        cost->most_open = words > cost->most_open ? words : cost->most_open;
        next = token + 1 + words;
        if (next >= part->end)
            break;
        bit = class_bit(stream, next);
        if (bit & link->last)
            reached |= part->behind[next - part->begin] << words;
        is_open = (bit & link->inner) != 0;
    }
    return reached;
}

static int match_in_part(const Stream *stream, const Sequence *sequence, Part *part,
                         PlaceCost *costs, Matches *matches)
{
    Py_ssize_t last = sequence->length - 1;
    for (Py_ssize_t place = last; place >= 0; place--) {
        const Link *link = &sequence->links[place < last ? place + 1 : last];
        for (int64_t token = part->begin; token < part->end; token++) {
            uint64_t reached = 0;
            if (fits(stream, sequence->sets[place], token)) {
                costs[place].fitting++;
                reached = 1;
                if (place < last)
                    reached = link_back(stream, part, token, link, &costs[place]);
            }
            costs[place].is_reached |= reached != 0;
            part->here[token - part->begin] = reached;
        }
        uint64_t *behind = part->behind;
        part->behind = part->here;
        part->here = behind;
    }
    for (int64_t token = part->begin; token < part->end; token++) {
        uint64_t gap_words = part->behind[token - part->begin];
        if (gap_words && add_match(matches, token, gap_words) != DONE)
            return INVALID;
    }
    return DONE;
}

/* A sequence with gaps, in the text near each of its rarest words. */
static int match_with_gaps(const Stream *stream, const Sequence *sequence,
                           const int64_t *anchors, Py_ssize_t anchor_count,
                           uint64_t *buffers, Matches *matches)
{
    PlaceCost *costs = calloc((size_t)sequence->length, sizeof(PlaceCost));
    if (!costs)
        return NO_MEMORY;
    int64_t token_count = 0;
    int outcome = DONE;
    for (Py_ssize_t i = 0; i < anchor_count && outcome == DONE;) {
        Part part = {.behind = buffers, .here = buffers + stream->size};
        part.begin = anchors[i] - sequence->reach_before;
        part.begin = part.begin < 0 ? 0 : part.begin;
        /* Parts that overlap or touch are one. */
        do {
            part.end = anchors[i] + sequence->reach_behind + 1;
            i++;
        } while (i < anchor_count && anchors[i] - sequence->reach_before <= part.end);
        part.end = part.end > stream->size ? stream->size : part.end;
        token_count += part.end - part.begin;
        outcome = match_in_part(stream, sequence, &part, costs, matches);
    }
    for (Py_ssize_t place = sequence->length - 2; place >= 0; place--) {
        PlaceCost cost = costs[place];
        matches->comparisons += token_count + cost.fitting * (1 + cost.most_open);
        if (!cost.is_reached)
            break;
    }
    free(costs);
    return outcome;
}

PyObject *find_phrases(PyObject *module, PyObject *arguments)
{
    Array arrays[] = {
        {.name = "ids", .item_size = 4},
        {.name = "gaps", .item_size = 1},
        {.name = "set_ids", .item_size = 4},
        {.name = "set_bounds", .item_size = 8},
        {.name = "sets", .item_size = 8},
        {.name = "order", .item_size = 8},
        {.name = "links", .item_size = 8},
        {.name = "place_bounds", .item_size = 8},
        {.name = "anchors", .item_size = 8},
        {.name = "anchor_bounds", .item_size = 8},
        {.name = "reaches", .item_size = 8},
        {.name = "first", .item_size = 8, .is_written = 1},
        {.name = "gap_words", .item_size = 8, .is_written = 1},
        {.name = "match_counts", .item_size = 8, .is_written = 1},
        {.name = "comparisons", .item_size = 8, .is_written = 1},
    };
    (void)module;
    if (!take_arguments(arguments, arrays, 15, NULL, 0))
        return NULL;
    Stream stream = {
        .ids = arrays[0].view.buf,
        .gaps = arrays[1].view.buf,
        .size = arrays[0].size,
        .set_ids = arrays[2].view.buf,
        .set_bounds = arrays[3].view.buf,
        .set_count = arrays[3].size - 1,
        .set_id_count = arrays[2].size,
    };
    const int64_t *sets = arrays[4].view.buf;
    const int64_t *order = arrays[5].view.buf;
    const Link *links = arrays[6].view.buf;
    const int64_t *place_bounds = arrays[7].view.buf;
    const int64_t *anchors = arrays[8].view.buf;
    const int64_t *anchor_bounds = arrays[9].view.buf;
    const int64_t *reaches = arrays[10].view.buf;
    Matches matches = {
        .first = arrays[11].view.buf,
        .gap_words = arrays[12].view.buf,
        .size = arrays[11].size,
    };
    int64_t *match_counts = arrays[13].view.buf;
    int64_t *comparisons = arrays[14].view.buf;
    Py_ssize_t count = arrays[13].size;
    Py_ssize_t place_count = arrays[4].size;
    int is_valid = arrays[1].size == stream.size && arrays[12].size == matches.size;
    is_valid &= arrays[5].size == place_count && arrays[6].size == 5 * place_count;
    is_valid &= arrays[7].size == count + 1 && arrays[9].size == count + 1;
    is_valid &= arrays[10].size == 2 * count && arrays[14].size == count;
    int outcome = INVALID;
    uint64_t *buffers = NULL;
    Py_BEGIN_ALLOW_THREADS
    is_valid = is_valid
               && are_bounds(stream.set_bounds, stream.set_count, stream.set_id_count)
               && are_bounds(place_bounds, count, place_count)
               && are_bounds(anchor_bounds, count, arrays[8].size)
               && are_between(anchors, arrays[8].size, 0, stream.size - 1);
    outcome = is_valid ? DONE : INVALID;
    for (Py_ssize_t i = 0; i < count && outcome == DONE; i++) {
        Py_ssize_t begin = (Py_ssize_t)place_bounds[i];
        const Sequence sequence = {
            .sets = sets + begin,
            .order = order + begin,
            .links = links + begin,
            .length = (Py_ssize_t)place_bounds[i + 1] - begin,
            .reach_before = reaches[2 * i],
            .reach_behind = reaches[2 * i + 1],
        };
        int64_t first_anchor = anchor_bounds[i];
        int64_t end_anchor = anchor_bounds[i + 1];
        int64_t match_count = matches.count;
        matches.comparisons = 0;
        if (!is_sequence(&stream, &sequence)) {
            outcome = INVALID;
            break;
        }
        /* Without gaps a sequence reaches as far as it is long. */
        if (sequence.reach_before + sequence.reach_behind >= sequence.length) {
            /* One more, since room for nothing may be no room. */
            if (!buffers)
                buffers = malloc(2 * ((size_t)stream.size + 1) * sizeof(uint64_t));
            outcome = NO_MEMORY;
            if (buffers)
                outcome = match_with_gaps(&stream, &sequence, anchors + first_anchor,
                                          (Py_ssize_t)(end_anchor - first_anchor),
                                          buffers, &matches);
        } else {
            for (int64_t j = first_anchor; j < end_anchor && outcome == DONE; j++) {
                int64_t first = AT(anchors, j, arrays[8].size) - sequence.reach_before;
                outcome = match_words(&stream, &sequence, first, &matches);
            }
        }
        match_counts[i] = matches.count - match_count;
        comparisons[i] = matches.comparisons;
    }
    free(buffers);
    Py_END_ALLOW_THREADS
    return finish_kernel(arrays, 15, outcome,
                         "expected arrays whose sizes agree, places inside sequences and "
                         "texts, gaps of 63 words at most, and room for all matches");
}
