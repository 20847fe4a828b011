/*
 * Stores past the caches: the only place for them. For results so large that they have left the caches
 * before anyone reads them: an ordinary store first fetches the line that it overwrites.
 */
#ifndef HL_STREAM_H
#define HL_STREAM_H

#include <stdint.h>
#include <string.h>

#include "../compat.h"

#if defined(HL_ARCH_X86_64)
#include <immintrin.h>

enum { STREAM_LINE = 64 };

/* One line; to is aligned to it. */
static HL_ALWAYS_INLINE void stream_line(char *to, const char *from) {
#if defined(__AVX512F__)
    _mm512_stream_si512((void *)to, _mm512_loadu_si512(from));
#elif defined(__AVX__)
    const __m256i low = _mm256_loadu_si256((const void *)from);
    const __m256i high = _mm256_loadu_si256((const void *)(from + 32));
    _mm256_stream_si256((void *)to, low);
    _mm256_stream_si256((void *)(to + 32), high);
#else
    for (int i = 0; i < STREAM_LINE; i += 16) {
        _mm_stream_si128((void *)(to + i), _mm_loadu_si128((const void *)(from + i)));
    }
#endif
}

/* Copies: whole lines past the caches, what lies before the first and after the last one by ordinary
 * stores. No overlap. */
static inline void stream_copy(char *to, const char *from, int64_t bytes) {
    int64_t head = (int64_t)(-(uintptr_t)to % STREAM_LINE);
    head = head < bytes ? head : bytes;
    memcpy(to, from, (size_t)head);
    int64_t at = head;
    for (; at <= bytes - STREAM_LINE; at += STREAM_LINE) {
        stream_line(to + at, from + at);
    }
    memcpy(to + at, from + at, (size_t)(bytes - at));
}

/* What was streamed is visible to others before whatever follows: once at the end of a thread's range. */
static inline void stream_end(void) {
    _mm_sfence();
}

#else

/* No gain is known from such stores on other processors. */
static inline void stream_copy(char *to, const char *from, int64_t bytes) {
    memcpy(to, from, (size_t)bytes);
}

static inline void stream_end(void) {
}

#endif

#endif
