/*
 * hl_alloc and hl_free: alignment, contents, limits, and every way to run out of memory. This program's
 * own posix_memalign and mmap stand in front of the C library's, so that it can make them fail.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "harness.h"
#include "hotloop.h"

static const hl_int64 HUGE_PAGE = 2 << 20;

#if !defined(HL_SANITIZED)
/* A sanitizer has its own functions in front; there the failures come from RLIMIT_AS alone. */
#define EXPORTED __attribute__((visibility("default")))

static bool fail_memalign, fail_mmap;
static int memalign_calls, mmap_calls;

EXPORTED int posix_memalign(void **block, size_t alignment, size_t size) {
    memalign_calls++;
    if (fail_memalign) {
        return ENOMEM;
    }
    *block = aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    return *block != NULL ? 0 : ENOMEM;
}

EXPORTED void *mmap(void *address, size_t length, int protection, int flags, int file,
                    off_t offset) {
    mmap_calls++;
    if (fail_mmap) {
        errno = ENOMEM;
        return MAP_FAILED;
    }
    void *(*real)(void *, size_t, int, int, int, off_t);
    *(void **)&real = dlsym(RTLD_NEXT, "mmap");
    return real(address, length, protection, flags, file, offset);
}
#endif

/* A sanitizer's shadow needs terabytes of addresses: no limit there. */
static void limit_address_space(rlim_t bytes) {
#if !defined(HL_SANITIZED)
    const struct rlimit limit = {bytes, RLIM_INFINITY};
    if (setrlimit(RLIMIT_AS, &limit) != 0) {
        perror("setrlimit");
        exit(1);
    }
#else
    (void)bytes;
#endif
}

static const hl_int64 SIZES[] = {
    1, 7, 8, 64, 65, 4095, 4096, 1 << 20, (2 << 20) - 1, 2 << 20, (2 << 20) + 1, 5000000, 64 << 20};
enum { SIZE_COUNT = sizeof SIZES / sizeof SIZES[0] };

/* 64 bytes, from 2 MB on 2 MB; every byte can be written and read; the neighbours stay intact. */
static void blocks(void) {
    unsigned char *block[SIZE_COUNT];
    for (int i = 0; i < SIZE_COUNT; i++) {
        void *got = NULL;
        CHECK_STATUS(HL_OK, hl_alloc(SIZES[i], &got));
        block[i] = got;
        const uintptr_t alignment = SIZES[i] < HUGE_PAGE ? 64 : (uintptr_t)HUGE_PAGE;
        CHECK(got != NULL && (uintptr_t)got % alignment == 0, "%lld bytes at %p", SIZES[i], got);
        memset(block[i], i + 1, (size_t)SIZES[i]);
    }
    for (int i = 0; i < SIZE_COUNT; i++) {
        for (hl_int64 k = 0; k < SIZES[i]; k += k < 5000 || k > SIZES[i] - 5000 ? 1 : 997) {
            if (block[i][k] != i + 1) {
                CHECK(false, "byte %lld of %lld is %d", k, SIZES[i], block[i][k]);
                break;
            }
        }
        hl_free(block[i], SIZES[i]);
    }
    hl_free(NULL, 100);
}

/* A freed block is the system's again: of 1000 times 100 MB, never more than 1 GB is there. */
static void freed(void) {
    limit_address_space((rlim_t)1 << 30);
    for (int i = 0; i < 1000; i++) {
        void *block = NULL;
        const hl_int64 bytes = 100000000 + i;
        CHECK_STATUS(HL_OK, hl_alloc(bytes, &block));
        hl_free(block, bytes);
    }
}

/* Bad arguments, and sizes that no machine has, leave the pointer alone. */
static void arguments(void) {
    void *block = &block;
    CHECK_STATUS(HL_EINVAL, hl_alloc(0, &block));
    CHECK_STATUS(HL_EINVAL, hl_alloc(-1, &block));
    CHECK_STATUS(HL_EINVAL, hl_alloc(INT64_MIN, &block));
    CHECK_STATUS(HL_EINVAL, hl_alloc((INT64_C(1) << 62) + 1, &block));
    CHECK_STATUS(HL_EINVAL, hl_alloc(INT64_MAX, &block));
    CHECK_STATUS(HL_EINVAL, hl_alloc(8, NULL));
    CHECK_STATUS(HL_ENOMEM, hl_alloc(INT64_C(1) << 62, &block));
    CHECK_STATUS(HL_ENOMEM, hl_alloc((INT64_C(1) << 62) - 1, &block));
    CHECK(block == &block, "a failed hl_alloc wrote %p", block);
}

/* The system refuses: for each kind of block, first by the interposed functions, then by a real limit. */
static void out_of_memory(void) {
    void *block = &block;
#if !defined(HL_SANITIZED)
    memalign_calls = mmap_calls = 0;
    fail_memalign = fail_mmap = true;
    const int small = hl_alloc(1000, &block);
    const int large = hl_alloc(10 * HUGE_PAGE, &block);
    fail_memalign = fail_mmap = false;
    CHECK_STATUS(HL_ENOMEM, small);
    CHECK_STATUS(HL_ENOMEM, large);
    CHECK(memalign_calls == 1 && mmap_calls == 1,
          "%d and %d calls arrived at the functions that fail", memalign_calls, mmap_calls);
    limit_address_space((rlim_t)1 << 30);
    CHECK_STATUS(HL_ENOMEM, hl_alloc((hl_int64)2 << 30, &block));
#endif
    CHECK(block == &block, "a failed hl_alloc wrote %p", block);
    CHECK_STATUS(HL_OK, hl_alloc(10 * HUGE_PAGE, &block));
    hl_free(block, 10 * HUGE_PAGE);
}

TEST_GROUPS({"blocks", blocks}, {"freed", freed}, {"arguments", arguments},
            {"out_of_memory", out_of_memory})
