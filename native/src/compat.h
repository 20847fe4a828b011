/*
 * The one place for compiler extensions and for what differs between compilers, processors and
 * operating systems. What must not live here: anything that knows about kernels or the ABI.
 */
#ifndef HL_COMPAT_H
#define HL_COMPAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__linux__)
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#if !defined(__GNUC__)
#error "Hotloop needs gcc or clang: it uses __atomic_load_n, attributes and vector extensions"
#endif

#define HL_ALWAYS_INLINE inline __attribute__((always_inline))
#define HL_NOINLINE __attribute__((noinline))
/* A static function in a header that not every file calls. */
#define HL_MAYBE_UNUSED __attribute__((unused))
/* A function that runs when the library is loaded, before anything can call it. */
#define HL_AT_LOAD __attribute__((constructor))
#define HL_UNLIKELY(condition) __builtin_expect(!!(condition), 0)

/* Bytes of a cache line. */
#define HL_LINE 64

/* Asks for the cache line of an address, which need not exist. */
#define HL_PREFETCH(address) __builtin_prefetch(address)

/* Of a typedef: values of the type may lie at any address, and be those of any other type. */
#define HL_UNALIGNED __attribute__((aligned(1), may_alias))

__extension__ typedef unsigned __int128 hl_uint128;

/* Unrolls the loop that follows. */
#define HL_PRAGMA(text) _Pragma(#text)
#if defined(__clang__)
#define HL_UNROLL(times) HL_PRAGMA(unroll times)
#else
#define HL_UNROLL(times) HL_PRAGMA(GCC unroll times)
#endif

/* The iterations of the loop that follows are independent: no alias check is needed to vectorise it. */
#define HL_SIMD HL_PRAGMA(omp simd)
#if defined( \
    __clang__) /* warns where it does not vectorise; what must be vectorised is in codegen.table */
#pragma clang diagnostic ignored "-Wpass-failed"
#endif

#if defined(__x86_64__) || defined(_M_X64)
#define HL_ARCH_X86_64 1
#elif defined(__aarch64__)
#define HL_ARCH_AARCH64 1
#else
#error "Hotloop has kernels for x86-64 and aarch64 only"
#endif

/*
 * Reads a cancel word. The builtin, since the ABI's word is a plain const int, which C11's
 * atomic_load does not take. Relaxed: the word carries no data with it, only "stop".
 */
static inline bool hl_cancelled(const int *cancel) {
    return cancel != NULL && __atomic_load_n(cancel, __ATOMIC_RELAXED) != 0;
}

/*
 * The value itself. For the products of a complex multiplication: gcc 12 makes one fused instruction of
 * ac - bd beside ad + bc (vfmaddsub), although contraction is off; a product that passes here is rounded.
 */
static inline double hl_rounded(double product) {
#if defined(__x86_64__) || defined(_M_X64)
    __asm__("" : "+x"(product));
#else
    __asm__("" : "+w"(product));
#endif
    return product;
}

/* An int64 of any alignment that another thread may change: loaded once, whatever is done with it. */
static inline int64_t hl_load_once(const void *from) {
    int64_t value;
    __builtin_memcpy(&value, from, sizeof value);
    __asm__("" : "+r"(value));
    return value;
}

/* The value itself. A loop whose index passes here is not vectorised: for few iterations, where that costs more
 * than it gains. */
static inline int64_t hl_scalar(int64_t index) {
    __asm__("" : "+r"(index));
    return index;
}

/*
 * One turn of waiting for another thread's store, which comes soon unless that thread does not run: some 12 us of
 * pauses, then the processor is given up. Where other work kept both cores busy, a scan of 10^7 doubles took 77 ms
 * so and 122 ms with 16,000 pauses (EPYC Zen 3, 2026-11-25).
 */
static inline void hl_await(int64_t turn) {
    if (turn < 1000) {
#if defined(__x86_64__) || defined(_M_X64)
        __builtin_ia32_pause();
#else
        __asm__ volatile("yield");
#endif
        return;
    }
#if defined(__linux__)
    sched_yield();
#endif
}

/*
 * Linux lets a thread be joined before it stops counting against RLIMIT_NPROC and a cgroup's pids.max: that
 * is over when its id is no longer known. Elsewhere a joined thread is taken to be gone.
 */
typedef long hl_thread_id;

static inline hl_thread_id hl_this_thread(void) {
#if defined(__linux__)
    return syscall(SYS_gettid);
#else
    return 0;
#endif
}

/* Waits until a joined thread is gone; false when it still is not after half a second or more. */
static inline bool hl_await_thread_end(hl_thread_id id) {
#if defined(__linux__)
    for (int i = 0; i < 1000000; i++) {
        if (syscall(SYS_tgkill, (long)getpid(), id, 0L) != 0) {
            return true;
        }
        sched_yield();
    }
    return false;
#else
    (void)id;
    return true;
#endif
}

#if defined(HL_ARCH_X86_64)
/* XCR0: the register states that the operating system saves. Only legal when CPUID says OSXSAVE. By
 * assembler, since the intrinsic wants -mxsave for its whole file. */
static inline uint64_t hl_xgetbv0(void) {
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (uint64_t)high << 32 | low;
}
#endif

#endif
