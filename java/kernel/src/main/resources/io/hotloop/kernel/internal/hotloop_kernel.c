/*
 * hotloop_kernel.c - the calls behind kernels of one's own: what a call of Java begins and ends with, and the first error
 * in it. Compiled into every library of kernels, before the functions that Java calls. It uses no function of the C library, whose name a kernel may
 * have.
 */
#define HLK_EXPORT __attribute__((visibility("default")))

/* Kinds of errors, as Java reads them. */
enum { HLK_INDEX = 1, HLK_RANK, HLK_DIVISOR, HLK_FAILED };

enum { HLK_TEXT = 256 };

/* What Java reads of an error: offsets 0, 4, 8, 12, 16, 24, 32, 288. */
typedef struct hlk_error {
    int32_t kind;
    int32_t line;
    int32_t axis; /* or the number of indices, or the kernel's code */
    int32_t unused;
    int64_t index;
    int64_t extent;
    char text[HLK_TEXT];
    char file[HLK_TEXT];
} hlk_error;

struct hl_call {
    int32_t failed; /* 1 from the first error on: whoever sets it writes the rest */
    int32_t threads;
    struct hl_call *outer;
    hlk_error error;
};

/* The innermost call of this thread, and the last error of one that has ended and that Java has not read. */
static _Thread_local hl_call *hlk_now;
static _Thread_local hlk_error *hlk_pending;

/* For errors of threads that the kernel started by itself: whoever looks next reports it. */
static hl_call hlk_stray;

/* How many errors wait to be read. Java looks here after every call. */
HLK_EXPORT int64_t hlk_errors;

/* What stands for elements that are not there: read as 0, written in vain. As large as the largest struct. */
static void *hlk_sink(void) {
    static _Thread_local _Alignas(16) char sink[4096];
    for (size_t i = 0; i < sizeof sink; ++i) {
        sink[i] = 0;
    }
    return sink;
}

/* Whether this is the call's first error. */
static bool hlk_claims(hl_call *call) {
    return __atomic_exchange_n(&call->failed, 1, __ATOMIC_RELAXED) == 0;
}

/* As much of a text as there is room for. */
static void hlk_copy_text(char to[HLK_TEXT], const char *from) {
    size_t i = 0;
    for (; i < HLK_TEXT - 1 && from[i]; ++i) {
        to[i] = from[i];
    }
    to[i] = 0;
}

static void hlk_set(hl_call *call, hlk_error error, const char *text, const char *file) {
    hlk_copy_text(error.text, text);
    hlk_copy_text(error.file, file);
    call->error = error;
    if (call == &hlk_stray) {
        __atomic_fetch_add(&hlk_errors, 1, __ATOMIC_RELEASE);
    }
}

void *hl_bad_index(hl_call *call, int axis, int64_t index, int64_t extent, const char *file,
                   int line) {
    if (hlk_claims(call)) {
        const hlk_error error = {
            .kind = HLK_INDEX, .line = line, .axis = axis, .index = index, .extent = extent};
        hlk_set(call, error, "", file);
    }
    return hlk_sink();
}

void *hl_bad_rank(hl_call *call, int indices, int64_t rank, const char *file, int line) {
    if (hlk_claims(call)) {
        const hlk_error error = {.kind = HLK_RANK, .line = line, .axis = indices, .extent = rank};
        hlk_set(call, error, "", file);
    }
    return hlk_sink();
}

void hl_bad_divisor(hl_call *call, const char *file, int line) {
    if (hlk_claims(call)) {
        const hlk_error error = {.kind = HLK_DIVISOR, .line = line};
        hlk_set(call, error, "", file);
    }
}

void hl_fail(hl_call *call, int code, const char *text, const char *file, int line) {
    if (hlk_claims(call)) {
        const hlk_error error = {.kind = HLK_FAILED, .line = line, .axis = code};
        hlk_set(call, error, text ? text : "", file);
    }
}

hl_call *hl_calling(void) {
    return hlk_now ? hlk_now : &hlk_stray;
}

int hl_threads(const hl_call *call) {
    return call->threads > 0 ? call->threads : 1;
}

/* A thread of OpenMP's does a part of a call; what it did before, within another one, comes back. */
hl_call *hl_join(hl_call *call) {
    hl_call *const before = hlk_now;
    hlk_now = call;
    return before;
}

hl_call *hl_part(hl_call *before) {
    hlk_now = before;
    return NULL;
}

static inline void hlk_enter(hl_call *call, int32_t threads) {
    call->failed = 0;
    call->threads = threads;
    call->outer = hlk_now;
    hlk_now = call;
}

static void hlk_keep(const hl_call *call) {
    static _Thread_local hlk_error kept;
    kept = call->error;
    if (!hlk_pending) {
        __atomic_fetch_add(&hlk_errors, 1, __ATOMIC_RELAXED);
    }
    hlk_pending = &kept;
}

static inline void hlk_leave(const hl_call *call) {
    hlk_now = call->outer;
    if (__builtin_expect(call->failed, 0)) {
        hlk_keep(call);
    }
}

/* The error of this thread's last call, or one of no thread's, else 0. */
HLK_EXPORT int32_t hlk_take(hlk_error *error) {
    if (hlk_pending) {
        *error = *hlk_pending;
        hlk_pending = NULL;
    } else if (__atomic_load_n(&hlk_stray.failed, __ATOMIC_ACQUIRE)) {
        *error = hlk_stray.error;
        __atomic_store_n(&hlk_stray.failed, 0, __ATOMIC_RELEASE);
    } else {
        return 0;
    }
    __atomic_fetch_sub(&hlk_errors, 1, __ATOMIC_RELAXED);
    return 1;
}

/* A word of the call's block as a number. */
#define HLK_NUMBER(type, word) (*(const type *)(const void *)&(word))
