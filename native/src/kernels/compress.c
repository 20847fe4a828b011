/*
 * The kernels of hl_compress and hl_nonzero: a contiguous mask, contiguous items. They count what is true,
 * and write what is true, never more than there is room for: the mask may change between the two.
 *
 * What must not live here: strides, chunks, threads (gather.c in the folder above).
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "elementwise.h"

int64_t HL_TIERED(hl_count_true)(const uint8_t *mask, int64_t n) {
    int64_t count = 0;
    while (n > 0) {
        /* a byte counts to 255 */
        const int64_t m = n < 192 ? n : 192;
        uint8_t some = 0;
        for (int64_t i = 0; i < m; i++) {
            some = (uint8_t)(some + (mask[i] != 0));
        }
        count += some;
        mask += m;
        n -= m;
    }
    return count;
}

/*
 * While a whole group of 8 mask bytes surely has room, an item is written whether its mask is true or not,
 * and the place moves on only if it is: no branch depends on the mask.
 */
#define COMPRESS(SIZE) \
    static int64_t compress_##SIZE(const void *items, const uint8_t *mask, int64_t n, void *out, \
                                   int64_t room) { \
        const char *const from = items; \
        char *const to = out; \
        int64_t count = 0; \
        int64_t i = 0; \
        for (; i + 8 <= n && room - count >= 8; i += 8) { \
            uint64_t bits; \
            memcpy(&bits, mask + i, sizeof bits); \
            if (bits == 0) { \
                continue; \
            } \
            HL_UNROLL(8) \
            for (int j = 0; j < 8; j++) { \
                memcpy(to + count * SIZE, from + (i + j) * SIZE, SIZE); \
                count += (uint8_t)(bits >> 8 * j) != 0; \
            } \
        } \
        for (; i < n && count < room; i++) { \
            if (mask[i] != 0) { \
                memcpy(to + count * SIZE, from + i * SIZE, SIZE); \
                count++; \
            } \
        } \
        return count; \
    }
COMPRESS(1)
COMPRESS(2)
COMPRESS(4)
COMPRESS(8)
COMPRESS(16)

hl_compress_kernel *HL_TIERED(hl_compressing)(int64_t size) {
    switch (size) {
    case 1:
        return compress_1;
    case 2:
        return compress_2;
    case 4:
        return compress_4;
    case 8:
        return compress_8;
    case 16:
        return compress_16;
    default:
        return NULL;
    }
}

int64_t HL_TIERED(hl_positions)(int64_t first, const uint8_t *mask, int64_t n, void *out,
                                int64_t room) {
    i64 *const to = out;
    int64_t count = 0;
    int64_t i = 0;
    for (; i + 8 <= n && room - count >= 8; i += 8) {
        uint64_t bits;
        memcpy(&bits, mask + i, sizeof bits);
        if (bits == 0) {
            continue;
        }
        HL_UNROLL(8)
        for (int j = 0; j < 8; j++) {
            to[count] = first + i + j;
            count += (uint8_t)(bits >> 8 * j) != 0;
        }
    }
    for (; i < n && count < room; i++) {
        if (mask[i] != 0) {
            to[count++] = first + i;
        }
    }
    return count;
}
