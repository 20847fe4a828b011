/*
 * hl_take, hl_put, hl_compress and hl_nonzero: they read and check the description, lay the axes out and
 * give runs of contiguous items to a kernel (kernels/take.c, kernels/compress.c); items that are not
 * contiguous are copied here. Index values and masks may be changed by other threads at any time: nothing
 * is written outside of the outputs because of that.
 */
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "axes.h"
#include "hotloop.h"
#include "kernels.h"
#include "kernels/walk.h"
#include "parallel.h"
#include "tiers.h"

enum {
    /* Indexes, elements of a mask, bytes between two looks at the cancel word: 0.3 ms when each of the
     * indexes misses the caches. */
    POLL_INDEXES = 8192,
    POLL_BYTES = 1 << 20,
    /* Elements of a mask whose number of true ones is one entry of the table of counts. */
    CHUNK = 16384,
    /* Elements of a mask that are gathered at a time, where it or the items are not contiguous. */
    PIECE = 1024,
    MAX_SIZE = 16
};

/*
 * Bytes for each thread below which threads cost more than they gain: 512 KB of items and masks or indexes take 25 us on
 * a core, and a team that has gone to sleep costs up to 80 us (parallel.h). EPYC (Zen 3, 2 cores),
 * 2026-11-22, native/bench/bench_reduce.c.
 */
static const int64_t WORK_PER_THREAD = (int64_t)1 << 19;

static bool is_element_size(int64_t size) {
    return size == 1 || size == 2 || size == 4 || size == 8 || size == 16;
}

static int64_t at_most(int64_t a, int64_t b) {
    return a < b ? a : b;
}

/* Threads for so many bytes, counted without overflow. */
static int threads_for(int64_t n, int64_t bytes_each, int64_t threads) {
    const bool enough = n >= WORK_PER_THREAD * threads / bytes_each;
    return enough ? (int)threads : 1;
}

/* --- items ---------------------------------------------------------------------------------------------- */

/* What an index or a true element of a mask stands for. */
typedef struct {
    hl_axes axes; /* TO and FROM; merged */
    int size;     /* of an element */
    int64_t count;
    int64_t bytes; /* of the whole item */
} item;

enum { TO, FROM };

/* Whether the item's elements follow each other in memory at one side. */
static bool is_contiguous(const item *it, int side) {
    return it->axes.rank == 0 || (it->axes.rank == 1 && it->axes.strides[side][0] == it->size);
}

/* Copies an item by rows of its last axis. */
static int copy_item(const item *it, char *to, const char *from, const int *cancel) {
    walk source;
    walk target;
    walk_start(&source, it->axes.rank, it->axes.shape, it->axes.strides[FROM], 0);
    walk_start(&target, it->axes.rank, it->axes.shape, it->axes.strides[TO], 0);
    int64_t unpolled = 0;
    for (int64_t left = it->count; left > 0;) {
        const int64_t n = at_most(walk_run(&source), POLL_BYTES / MAX_SIZE);
        walk_copy(to + target.offset, walk_stride(&target), from + source.offset,
                  walk_stride(&source), n, it->size);
        walk_advance(&source, n);
        walk_advance(&target, n);
        left -= n;
        unpolled += n;
        if (unpolled >= POLL_BYTES / MAX_SIZE) {
            if (hl_cancelled(cancel)) {
                return HL_ECANCELED;
            }
            unpolled = 0;
        }
    }
    return HL_OK;
}

/* --- take and put --------------------------------------------------------------------------------------- */

enum { ITEMS, INDEX };

typedef struct {
    hl_take_kernel *kernel; /* NULL: items are copied here, by copy_item */
    bool puts;
    item item;
    hl_axes axes; /* of the index: ITEMS and INDEX */
    int64_t n;    /* indexes */
    int64_t length;
    int64_t step; /* of the indexed axis */
    char *array;  /* what is indexed */
    char *items;  /* what is not */
    const char *index;
    const int *cancel;
    _Atomic int64_t wrong;
} taking;

/* What a kernel does, for any items. */
static int64_t copy_items(const taking *t, const hl_take_args *run, int64_t n, int64_t *wrong,
                          int *status) {
    for (int64_t i = 0; i < n; i++) {
        const int64_t index = hl_load_once(run->index + i * run->index_step);
        const int64_t at = index < 0 ? index + t->length : index;
        if ((uint64_t)at >= (uint64_t)t->length) {
            *wrong = index;
            return i;
        }
        char *const element = run->array + at * t->step;
        char *const other = run->items + i * run->item_step;
        *status = t->puts ? copy_item(&t->item, element, other, t->cancel)
                          : copy_item(&t->item, other, element, t->cancel);
        if (*status != HL_OK || hl_cancelled(t->cancel)) {
            *status = HL_ECANCELED;
            return i;
        }
    }
    return n;
}

static int take_range(void *context, int64_t begin, int64_t end) {
    taking *const t = context;
    walk items;
    walk index;
    walk_start(&items, t->axes.rank, t->axes.shape, t->axes.strides[ITEMS], begin);
    walk_start(&index, t->axes.rank, t->axes.shape, t->axes.strides[INDEX], begin);
    const int64_t most = at_most(POLL_INDEXES, POLL_BYTES / t->item.bytes + 1);
    while (begin < end) {
        if (hl_cancelled(t->cancel)) {
            return HL_ECANCELED;
        }
        const int64_t n = at_most(at_most(walk_run(&index), end - begin), most);
        const hl_take_args run = {.array = t->array,
                                  .length = t->length,
                                  .step = t->step,
                                  .items = t->items + items.offset,
                                  .item_step = walk_stride(&items),
                                  .index = t->index + index.offset,
                                  .index_step = walk_stride(&index),
                                  .size = t->item.bytes};
        int status = HL_OK;
        int64_t wrong = 0;
        const int64_t done = t->kernel != NULL ? t->kernel(&run, n, &wrong)
                                               : copy_items(t, &run, n, &wrong, &status);
        if (status != HL_OK) {
            return status;
        }
        if (done < n) {
            atomic_store(&t->wrong, wrong);
            return HL_EBOUNDS;
        }
        walk_advance(&items, n);
        walk_advance(&index, n);
        begin += n;
    }
    return HL_OK;
}

/* Both functions: array is what is indexed. */
static int take_or_put(hl_int64 *call, bool puts, void *array, void *items, const void *index) {
    if (call == NULL) {
        return HL_EINVAL;
    }
    hl_words words = {call + 1};
    const int64_t threads = hl_word(&words);
    const int *const cancel = hl_word_cancel(&words);
    const int64_t size = hl_word(&words);
    const int64_t length = hl_word(&words);
    const int64_t step = hl_word(&words);
    const int64_t index_rank = hl_word(&words);
    const int64_t item_rank = hl_word(&words);
    if (threads < 1 || threads > HL_MAX_THREADS || (uintptr_t)cancel % sizeof *cancel != 0 ||
        !is_element_size(size) || length < 0 || index_rank < 0 || index_rank > HL_MAX_RANK ||
        item_rank < 0 || item_rank > HL_MAX_RANK - index_rank) {
        return HL_EINVAL;
    }
    taking t;
    t.puts = puts;
    t.cancel = cancel;
    t.length = length;
    t.step = step;
    t.item.size = (int)size;
    t.axes.rank = (int)index_rank;
    t.item.axes.rank = (int)item_rank;
    const int array_side = puts ? TO : FROM;
    const int items_side = puts ? FROM : TO;
    hl_words_copy(&words, t.axes.shape, t.axes.rank);
    hl_words_copy(&words, t.item.axes.shape, t.item.axes.rank);
    int64_t offsets[2]; /* of out, then of in */
    for (int side = TO; side <= FROM; side++) {
        offsets[side] = hl_word(&words);
        if (side == items_side) {
            hl_words_copy(&words, t.axes.strides[ITEMS], t.axes.rank);
        }
        hl_words_copy(&words, t.item.axes.strides[side], t.item.axes.rank);
    }
    const int64_t index_offset = hl_word(&words);
    hl_words_copy(&words, t.axes.strides[INDEX], t.axes.rank);
    t.n = 1;
    t.item.count = 1;
    if (!hl_axes_size(t.axes.shape, t.axes.rank, &t.n) ||
        !hl_axes_size(t.item.axes.shape, t.item.axes.rank, &t.item.count)) {
        return HL_EINVAL;
    }
    int64_t elements = t.n;
    if (!hl_axes_size(t.item.axes.shape, t.item.axes.rank, &elements)) {
        return HL_EINVAL;
    }
    const hl_kernels *kernels = NULL;
    int status = hl_kernels_in_use(&kernels);
    if (status != HL_OK || elements == 0) {
        return status;
    }
    if (items == NULL || index == NULL || (array == NULL && length > 0) ||
        t.item.count > INT64_MAX / size) {
        return HL_EINVAL;
    }
    if (hl_cancelled(cancel)) {
        return HL_ECANCELED;
    }
    hl_axes_merge(&t.axes, 2);
    hl_axes_merge(&t.item.axes, 2);
    t.item.bytes = t.item.count * size;
    t.array = (char *)array + offsets[array_side];
    t.items = (char *)items + offsets[items_side];
    t.index = (const char *)index + index_offset;
    atomic_init(&t.wrong, 0);
    const bool by_kernel =
        is_contiguous(&t.item, TO) && is_contiguous(&t.item, FROM) && t.item.bytes <= POLL_BYTES;
    t.kernel = !by_kernel ? NULL
               : puts     ? kernels->putting(t.item.bytes)
                          : kernels->taking(t.item.bytes);
    /* the last of repeated indexes stays: one by one */
    const int workers = puts ? 1 : threads_for(t.n, t.item.bytes + 8, threads);
    status = hl_parallel_for(t.n, 64, workers, take_range, &t);
    if (status == HL_EBOUNDS) {
        call[0] = atomic_load(&t.wrong);
    }
    return status;
}

int hl_take(hl_int64 *call, void *out, const void *in, const void *index, const void *unused) {
    (void)unused;
    return take_or_put(call, false, (void *)(uintptr_t)in, out, index);
}

int hl_put(hl_int64 *call, void *out, const void *in, const void *index, const void *unused) {
    (void)unused;
    return take_or_put(call, true, out, (void *)(uintptr_t)in, index);
}

/* --- compress and nonzero ------------------------------------------------------------------------------- */

enum { ELEMENTS, MASK };

typedef struct {
    const hl_kernels *kernels;
    hl_compress_kernel *kernel; /* NULL: items are copied here, or positions are wanted */
    bool positions;
    item item;
    hl_axes axes; /* of the mask: ELEMENTS (if items are wanted) and MASK */
    int64_t n;    /* elements of the mask */
    int64_t room; /* of out, in items */
    char *out;
    const char *in;
    const char *mask;
    const int *cancel;
    int64_t *counts; /* of each chunk: true elements, then items written */
    int64_t *starts; /* of each chunk: items before it */
} compression;

/* The next n elements of the mask, contiguous; walked past them. */
static const uint8_t *mask_of(const compression *c, walk *mask, int64_t n, uint8_t *scratch) {
    const char *const here = c->mask + mask->offset;
    if (walk_stride(mask) == 1 && n <= walk_run(mask)) {
        walk_advance(mask, n);
        return (const uint8_t *)here;
    }
    walk_gather(mask, c->mask, scratch, n, 1);
    return scratch;
}

/* Copies the items of [0, n) whose mask is true, one by one. */
static int64_t copy_true_items(const compression *c, walk *elements, const uint8_t *mask, int64_t n,
                               char *out, int64_t room, int *status) {
    int64_t count = 0;
    for (int64_t i = 0; i < n; i++) {
        if (mask[i] != 0 && count < room) {
            *status = copy_item(&c->item, out + count * c->item.bytes, c->in + elements->offset,
                                c->cancel);
            if (*status != HL_OK || hl_cancelled(c->cancel)) {
                *status = HL_ECANCELED;
                return count;
            }
            count++;
        }
        walk_advance(elements, 1);
    }
    return count;
}

/* Writes what is true in [begin, end) to out, which has room for so many items; *written receives how many. */
static int compress_part(const compression *c, int64_t begin, int64_t end, char *out, int64_t room,
                         int64_t *written) {
    uint8_t mask_scratch[PIECE];
    _Alignas(64) char scratch[PIECE * MAX_SIZE];
    walk mask;
    walk elements;
    walk_start(&mask, c->axes.rank, c->axes.shape, c->axes.strides[MASK], begin);
    walk_start(&elements, c->axes.rank, c->axes.shape, c->axes.strides[ELEMENTS], begin);
    int64_t count = 0;
    int status = HL_OK;
    while (begin < end && status == HL_OK) {
        if (hl_cancelled(c->cancel)) {
            return HL_ECANCELED;
        }
        const bool straight = walk_stride(&mask) == 1 && walk_stride(&elements) == c->item.bytes;
        const int64_t run = straight ? at_most(walk_run(&mask), CHUNK) : 0;
        const int64_t n = at_most(end - begin, run > PIECE ? run : PIECE);
        const uint8_t *const bits = mask_of(c, &mask, n, mask_scratch);
        char *const to = out + count * c->item.bytes;
        if (c->positions) {
            count += c->kernels->positions(begin, bits, n, to, room - count);
        } else if (c->kernel == NULL) {
            count += copy_true_items(c, &elements, bits, n, to, room - count, &status);
        } else {
            const char *from = c->in + elements.offset;
            if (walk_stride(&elements) == c->item.bytes && n <= walk_run(&elements)) {
                walk_advance(&elements, n);
            } else {
                walk_gather(&elements, c->in, scratch, n, (int)c->item.bytes);
                from = scratch;
            }
            count += c->kernel(from, bits, n, to, room - count);
        }
        begin += n;
    }
    *written = count;
    return status;
}

/* First pass: how many are true in each of the chunks [begin, end). */
static int count_chunks(void *context, int64_t begin, int64_t end) {
    const compression *const c = context;
    uint8_t scratch[PIECE];
    walk mask;
    walk_start(&mask, c->axes.rank, c->axes.shape, c->axes.strides[MASK], begin * CHUNK);
    for (int64_t chunk = begin; chunk < end; chunk++) {
        if (hl_cancelled(c->cancel)) {
            return HL_ECANCELED;
        }
        int64_t left = at_most(c->n - chunk * CHUNK, CHUNK);
        int64_t count = 0;
        while (left > 0) {
            const int64_t n = at_most(left, PIECE);
            count += c->kernels->count_true(mask_of(c, &mask, n, scratch), n);
            left -= n;
        }
        c->counts[chunk] = count;
    }
    return HL_OK;
}

/* Second pass: each chunk to its place, and never more than was counted. */
static int write_chunks(void *context, int64_t begin, int64_t end) {
    const compression *const c = context;
    for (int64_t chunk = begin; chunk < end; chunk++) {
        const int64_t start = c->starts[chunk];
        const int status =
            compress_part(c, chunk * CHUNK, at_most(c->n, (chunk + 1) * CHUNK),
                          c->out + start * c->item.bytes, c->counts[chunk], &c->counts[chunk]);
        if (status != HL_OK) {
            return status;
        }
    }
    return HL_OK;
}

/* Closes the gaps where a chunk had fewer true elements than were counted; gives the number of items. */
static int64_t close_gaps(const compression *c, int64_t chunks) {
    int64_t total = 0;
    for (int64_t chunk = 0; chunk < chunks; chunk++) {
        if (c->starts[chunk] != total && c->counts[chunk] > 0) {
            memmove(c->out + total * c->item.bytes, c->out + c->starts[chunk] * c->item.bytes,
                    (size_t)(c->counts[chunk] * c->item.bytes));
        }
        total += c->counts[chunk];
    }
    return total;
}

static int compress_in_two_passes(compression *c, int threads, int64_t *written) {
    const int64_t chunks = (c->n - 1) / CHUNK + 1;
    const int64_t bytes = 2 * chunks * (int64_t)sizeof(int64_t);
    void *block = NULL;
    int status = hl_alloc(bytes, &block);
    if (status != HL_OK) {
        return status;
    }
    c->counts = block;
    c->starts = c->counts + chunks;
    status = hl_parallel_for(chunks, 8, threads, count_chunks, c);
    if (status == HL_OK) {
        int64_t total = 0;
        for (int64_t chunk = 0; chunk < chunks; chunk++) {
            c->starts[chunk] = total;
            c->counts[chunk] = at_most(c->counts[chunk], c->room - total);
            total += c->counts[chunk];
        }
        status = hl_parallel_for(chunks, 1, threads, write_chunks, c);
    }
    if (status == HL_OK) {
        *written = close_gaps(c, chunks);
    }
    hl_free(block, bytes);
    return status;
}

static int run_compression(compression *c, int64_t threads, hl_int64 *call) {
    int64_t written = 0;
    const int workers = threads_for(c->n, c->item.bytes + 1, threads);
    const int status = workers > 1 && c->n > CHUNK
                           ? compress_in_two_passes(c, workers, &written)
                           : compress_part(c, 0, c->n, c->out, c->room, &written);
    if (status == HL_OK) {
        call[0] = written;
    }
    return status;
}

int hl_compress(hl_int64 *call, void *out, const void *in, const void *mask, const void *unused) {
    (void)unused;
    if (call == NULL) {
        return HL_EINVAL;
    }
    hl_words words = {call};
    const int64_t room = hl_word(&words);
    const int64_t threads = hl_word(&words);
    const int *const cancel = hl_word_cancel(&words);
    const int64_t size = hl_word(&words);
    const int64_t mask_rank = hl_word(&words);
    const int64_t item_rank = hl_word(&words);
    if (room < 0 || threads < 1 || threads > HL_MAX_THREADS ||
        (uintptr_t)cancel % sizeof *cancel != 0 || !is_element_size(size) || mask_rank < 0 ||
        mask_rank > HL_MAX_RANK || item_rank < 0 || item_rank > HL_MAX_RANK - mask_rank) {
        return HL_EINVAL;
    }
    compression c; /* filled field by field, as zeroing its axes costs as much as a small call */
    c.cancel = cancel;
    c.room = room;
    c.positions = false;
    c.axes.rank = (int)mask_rank;
    c.item.axes.rank = (int)item_rank;
    c.item.size = (int)size;
    hl_words_copy(&words, c.axes.shape, c.axes.rank);
    hl_words_copy(&words, c.item.axes.shape, c.item.axes.rank);
    const int64_t out_offset = hl_word(&words);
    const int64_t in_offset = hl_word(&words);
    hl_words_copy(&words, c.axes.strides[ELEMENTS], c.axes.rank);
    hl_words_copy(&words, c.item.axes.strides[FROM], c.item.axes.rank);
    const int64_t mask_offset = hl_word(&words);
    hl_words_copy(&words, c.axes.strides[MASK], c.axes.rank);
    c.n = 1;
    c.item.count = 1;
    if (!hl_axes_size(c.axes.shape, c.axes.rank, &c.n) ||
        !hl_axes_size(c.item.axes.shape, c.item.axes.rank, &c.item.count)) {
        return HL_EINVAL;
    }
    int64_t elements = c.n;
    if (!hl_axes_size(c.item.axes.shape, c.item.axes.rank, &elements)) {
        return HL_EINVAL;
    }
    const int status = hl_kernels_in_use(&c.kernels);
    if (status != HL_OK) {
        return status;
    }
    if (elements == 0 || room == 0) {
        call[0] = 0;
        return HL_OK;
    }
    if (out == NULL || in == NULL || mask == NULL || c.item.count > INT64_MAX / size) {
        return HL_EINVAL;
    }
    if (hl_cancelled(cancel)) {
        return HL_ECANCELED;
    }
    /* the output is contiguous: its strides follow from the shape */
    int64_t step = size;
    for (int i = c.item.axes.rank - 1; i >= 0; i--) {
        c.item.axes.strides[TO][i] = step;
        step *= c.item.axes.shape[i];
    }
    c.item.bytes = step;
    hl_axes_merge(&c.axes, 2);
    hl_axes_merge(&c.item.axes, 2);
    c.out = (char *)out + out_offset;
    c.in = (const char *)in + in_offset;
    c.mask = (const char *)mask + mask_offset;
    c.kernel = is_contiguous(&c.item, FROM) ? c.kernels->compressing(c.item.bytes) : NULL;
    return run_compression(&c, threads, call);
}

int hl_nonzero(hl_int64 *call, void *out, const void *mask, const void *unused1,
               const void *unused2) {
    (void)unused1;
    (void)unused2;
    if (call == NULL) {
        return HL_EINVAL;
    }
    hl_words words = {call};
    const int64_t room = hl_word(&words);
    const int64_t threads = hl_word(&words);
    const int *const cancel = hl_word_cancel(&words);
    const int64_t rank = hl_word(&words);
    if (room < 0 || threads < 1 || threads > HL_MAX_THREADS ||
        (uintptr_t)cancel % sizeof *cancel != 0 || rank < 0 || rank > HL_MAX_RANK) {
        return HL_EINVAL;
    }
    compression c;
    c.cancel = cancel;
    c.room = room;
    c.positions = true;
    c.kernel = NULL;
    c.in = NULL;
    c.axes.rank = (int)rank;
    hl_words_copy(&words, c.axes.shape, c.axes.rank);
    const int64_t out_offset = hl_word(&words);
    const int64_t mask_offset = hl_word(&words);
    hl_words_copy(&words, c.axes.strides[MASK], c.axes.rank);
    c.n = 1;
    if (!hl_axes_size(c.axes.shape, c.axes.rank, &c.n)) {
        return HL_EINVAL;
    }
    const int status = hl_kernels_in_use(&c.kernels);
    if (status != HL_OK) {
        return status;
    }
    if (c.n == 0 || room == 0) {
        call[0] = 0;
        return HL_OK;
    }
    if (out == NULL || mask == NULL) {
        return HL_EINVAL;
    }
    if (hl_cancelled(cancel)) {
        return HL_ECANCELED;
    }
    c.item.bytes = sizeof(int64_t);
    /* there are no elements: with the mask's strides, axes merge as the mask's do */
    memcpy(c.axes.strides[ELEMENTS], c.axes.strides[MASK], sizeof c.axes.strides[MASK]);
    hl_axes_merge(&c.axes, 2);
    c.out = (char *)out + out_offset;
    c.mask = (const char *)mask + mask_offset;
    return run_compression(&c, threads, call);
}
