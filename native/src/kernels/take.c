/*
 * The kernels of hl_take and hl_put for contiguous items of so many bytes. An index is loaded once, and what
 * was loaded is checked: another thread may change it meanwhile.
 *
 * What must not live here: strides of items, threads (gather.c in the folder above).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "elementwise.h"

/* The address of the item of an index, NULL when it is out of range. */
static HL_ALWAYS_INLINE char *item_of(const hl_take_args *args, int64_t index) {
    const int64_t at = index < 0 ? index + args->length : index;
    return (uint64_t)at < (uint64_t)args->length ? args->array + at * args->step : NULL;
}

/*
 * An item is copied as two moves of half its size or more, which overlap, so that few kernels serve all small
 * sizes without a call of memcpy. HALF: bytes of a move, a power of 2; HALF < size <= 2 * HALF.
 */
#define MOVE_TWO(to, from, size, HALF) \
    do { \
        char first[HALF]; \
        char last[HALF]; \
        memcpy(first, from, HALF); \
        memcpy(last, (from) + (size) - (HALF), HALF); \
        memcpy(to, first, HALF); \
        memcpy((to) + (size) - (HALF), last, HALF); \
    } while (false)
#define MOVE_ALL(to, from, size, ignored) memcpy(to, from, size)

enum {
    /* Indexes whose range is checked at once. */
    GROUP = 8,
    /*
     * How far ahead items are asked for. A random item is a miss of 100 ns and more, and the reorder buffer
     * holds the loop of some 20 items; the processor has more misses in flight when they are asked for
     * before. 16 bytes of 10^6 rows, new outputs, one thread: 8.1 ms without, 3.1, 2.7, 2.4 ms for 16, 32, 64
     * items; 96 are within the noise. Larger items come a few at a time, and beyond 1 KB by the processor's
     * own prefetcher. EPYC (Zen 3), 2026-11-25, native/bench/bench_take.c.
     */
    AHEAD = 64,
    AHEAD_BYTES = 4096,
    MOST_PREFETCHED = 1024,
    /* Bytes of an array below which that is not worth it: 10^6 items of a byte take 0.66 ms without, 0.81
     * with. */
    NEAR = 2 << 20
};

/* By how many indexes items are asked for ahead of their copies; n: not at all. */
static int64_t distance_ahead(const hl_take_args *a, int64_t n, int64_t size) {
    /* the distance of two items, or one less, which cannot overflow */
    const int64_t step = a->step < 0 ? -(a->step + 1) : a->step;
    if (size > MOST_PREFETCHED || step == 0 || a->length < NEAR / step) {
        return n;
    }
    const int64_t ahead = size * AHEAD <= AHEAD_BYTES ? AHEAD : AHEAD_BYTES / size;
    return ahead < n ? ahead : n;
}

/* Asks for the item of the index at `from`, which is not checked yet: it may be any number, and the address
 * too. */
static HL_ALWAYS_INLINE void prefetch_item(const hl_take_args *a, const char *from, int64_t size) {
    const int64_t index = hl_load_once(from);
    const int64_t at = index + ((index >> 63) & a->length);
    const uintptr_t item = (uintptr_t)a->array + (uintptr_t)at * (uintptr_t)a->step;
    for (int64_t line = 0; line < size; line += HL_LINE) {
        HL_PREFETCH((const void *)(item + (uintptr_t)line)); // NOLINT: may lie outside of the array
    }
}

/*
 * Defines take_name and put_name: they copy the item of each of n indexes to, or from, the next place of the
 * other operand. Where a group has an index that is out of range, its items go one by one until there.
 */
#define TAKE(name, SIZE, MOVE, BYTES) \
    MOVE_ITEMS(take_##name, SIZE, MOVE(other, item, size, BYTES)) \
    MOVE_ITEMS(put_##name, SIZE, MOVE(item, other, size, BYTES))
#define MOVE_ITEMS(name, SIZE, MOVE) \
    static int64_t name(const hl_take_args *args, int64_t n, int64_t *wrong) { \
        const hl_take_args a = *args; /* what is written could be what args points to, not a */ \
        const int64_t bytes = (SIZE); \
        const size_t size = (size_t)bytes; \
        const int64_t ahead = distance_ahead(&a, n, bytes); \
        const char *next = a.index; \
        char *other = a.items; \
        for (int64_t i = 0; i < ahead && ahead < n; i++) { \
            prefetch_item(&a, next + i * a.index_step, bytes); \
        } \
        int64_t i = 0; \
        for (; i + GROUP <= n; i += GROUP) { \
            if (i + GROUP + ahead <= n) { \
                for (int k = 0; k < GROUP; k++) { \
                    prefetch_item(&a, next + (ahead + k) * a.index_step, bytes); \
                } \
            } \
            int64_t at[GROUP]; \
            bool in_range = true; \
            for (int k = 0; k < GROUP; k++) { \
                const int64_t index = hl_load_once(next + k * a.index_step); \
                at[k] = index + ((index >> 63) & a.length); \
                in_range &= (uint64_t)at[k] < (uint64_t)a.length; \
            } \
            if (HL_UNLIKELY(!in_range)) { \
                break; \
            } \
            for (int k = 0; k < GROUP; k++) { \
                char *const item = a.array + at[k] * a.step; \
                MOVE; \
                other += a.item_step; \
            } \
            next += GROUP * a.index_step; \
        } \
        for (; i < n; i++, next += a.index_step, other += a.item_step) { \
            const int64_t index = hl_load_once(next); \
            char *const item = item_of(&a, index); \
            if (HL_UNLIKELY(item == NULL)) { \
                *wrong = index; \
                return i; \
            } \
            MOVE; \
        } \
        return n; \
    }
TAKE(1, 1, MOVE_ALL, 0)
TAKE(2, 2, MOVE_ALL, 0)
TAKE(4, 4, MOVE_ALL, 0)
TAKE(8, 8, MOVE_ALL, 0)
TAKE(16, 16, MOVE_ALL, 0)
TAKE(32, 32, MOVE_ALL, 0)
TAKE(to_4, a.size, MOVE_TWO, 2)
TAKE(to_8, a.size, MOVE_TWO, 4)
TAKE(to_16, a.size, MOVE_TWO, 8)
TAKE(to_32, a.size, MOVE_TWO, 16)
TAKE(to_64, a.size, MOVE_TWO, 32)
TAKE(any, a.size, MOVE_ALL, 0)

/* The kernel of the family `name` for items of so many bytes. */
#define CHOOSE(name, size) \
    ((size) == 1    ? name##_1 \
     : (size) == 2  ? name##_2 \
     : (size) == 4  ? name##_4 \
     : (size) == 8  ? name##_8 \
     : (size) == 16 ? name##_16 \
     : (size) == 32 ? name##_32 \
     : (size) < 4   ? name##_to_4 \
     : (size) < 8   ? name##_to_8 \
     : (size) < 16  ? name##_to_16 \
     : (size) < 32  ? name##_to_32 \
     : (size) <= 64 ? name##_to_64 \
                    : name##_any)

hl_take_kernel *HL_TIERED(hl_taking)(int64_t size) {
    return CHOOSE(take, size);
}

hl_take_kernel *HL_TIERED(hl_putting)(int64_t size) {
    return CHOOSE(put, size);
}
