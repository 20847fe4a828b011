/*
 * The kernels of hl_take and hl_put for contiguous items of so many bytes. An index is loaded once, and what
 * was loaded is checked: another thread may change it meanwhile.
 *
 * What must not live here: strides of items, threads (gather.c in the folder above).
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "elementwise.h"

/* The address of the item of an index, NULL when it is out of range. */
static HL_ALWAYS_INLINE char *item_of(const hl_take_args *args, int64_t index) {
    const int64_t at = index < 0 ? index + args->length : index;
    return (uint64_t)at < (uint64_t)args->length ? args->array + at * args->step : NULL;
}

/* Copies the item of each of n indexes to (take) or from (put) the next place of the other operand. */
#define TAKE(name, SIZE) \
    static int64_t take_##name(const hl_take_args *args, int64_t n, int64_t *wrong) { \
        const hl_take_args a = *args; /* what is written could be what args points to, not a */ \
        const size_t size = (size_t)(SIZE); \
        char *to = a.items; \
        for (int64_t i = 0; i < n; i++, to += a.item_step) { \
            const int64_t index = hl_load_once(a.index + i * a.index_step); \
            const char *const from = item_of(&a, index); \
            if (HL_UNLIKELY(from == NULL)) { \
                *wrong = index; \
                return i; \
            } \
            memcpy(to, from, size); \
        } \
        return n; \
    } \
    static int64_t put_##name(const hl_take_args *args, int64_t n, int64_t *wrong) { \
        const hl_take_args a = *args; \
        const size_t size = (size_t)(SIZE); \
        const char *from = a.items; \
        for (int64_t i = 0; i < n; i++, from += a.item_step) { \
            const int64_t index = hl_load_once(a.index + i * a.index_step); \
            char *const to = item_of(&a, index); \
            if (HL_UNLIKELY(to == NULL)) { \
                *wrong = index; \
                return i; \
            } \
            memcpy(to, from, size); \
        } \
        return n; \
    }
TAKE(1, 1)
TAKE(2, 2)
TAKE(4, 4)
TAKE(8, 8)
TAKE(16, 16)
TAKE(32, 32)
TAKE(any, a.size)

hl_take_kernel *HL_TIERED(hl_taking)(int64_t size) {
    switch (size) {
    case 1:
        return take_1;
    case 2:
        return take_2;
    case 4:
        return take_4;
    case 8:
        return take_8;
    case 16:
        return take_16;
    case 32:
        return take_32;
    default:
        return take_any;
    }
}

hl_take_kernel *HL_TIERED(hl_putting)(int64_t size) {
    switch (size) {
    case 1:
        return put_1;
    case 2:
        return put_2;
    case 4:
        return put_4;
    case 8:
        return put_8;
    case 16:
        return put_16;
    case 32:
        return put_32;
    default:
        return put_any;
    }
}
