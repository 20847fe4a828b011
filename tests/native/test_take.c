/*
 * hl_take, hl_put, hl_compress and hl_nonzero against loops over single elements, byte for byte: item sizes
 * that have kernels and others, layouts of every operand, guard pages at both ends, 1, 2 and 5 threads,
 * indexes out of range, masks that change during the call.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "hotloop.h"
#include "strided.h"

static const int SIZES[] = {1, 2, 4, 8, 16};

static test_random seeded(uint64_t seed) {
    printf("seed %" PRIu64 "\n", seed);
    return (test_random){seed};
}

static void *allocate(int64_t bytes) {
    void *const block = malloc((size_t)bytes + 1);
    if (block == NULL) {
        perror("malloc");
        exit(1);
    }
    return block;
}

static void fill_bytes(strided *s, test_random *r) {
    for (int64_t i = 0; i < s->bytes; i++) {
        s->first[i] = (char)random_bits(r);
    }
}

/* --- take and put --------------------------------------------------------------------------------------- */

/* `indexed` has the indexed axis first, then the item's; `items` the index's axes first. */
typedef struct {
    int size;
    const strided *indexed;
    const strided *items;
    const strided *index;
} taking;

static call_words words_of(const taking *t, bool puts, int threads, const int *cancel) {
    const int item_rank = t->indexed->rank - 1;
    call_words call = {.count = 0};
    add_word(&call, -999);
    add_word(&call, threads);
    add_word(&call, (int64_t)(intptr_t)cancel);
    add_word(&call, t->size);
    add_word(&call, t->indexed->shape[0]);
    add_word(&call, t->indexed->strides[0]);
    add_word(&call, t->index->rank);
    add_word(&call, item_rank);
    add_words(&call, t->index->shape, t->index->rank);
    add_words(&call, t->indexed->shape + 1, item_rank);
    for (int side = 0; side < 2; side++) {
        if ((side == 0) == puts) {
            add_word(&call, t->indexed->offset);
            add_words(&call, t->indexed->strides + 1, item_rank);
        } else {
            add_word(&call, t->items->offset);
            add_words(&call, t->items->strides, t->items->rank);
        }
    }
    add_word(&call, t->index->offset);
    add_words(&call, t->index->strides, t->index->rank);
    return call;
}

static int64_t index_at(const strided *index, int64_t i, int64_t length) {
    int64_t value;
    memcpy(&value, strided_at(index, i), sizeof value);
    return value < 0 ? value + length : value;
}

static void check_take(const taking *t, int threads, const char *layout) {
    call_words call = words_of(t, false, threads, NULL);
    const int64_t n = product(t->index->shape, t->index->rank);
    const int64_t m = product(t->indexed->shape + 1, t->indexed->rank - 1);
    memset(t->items->first, 0x5a, (size_t)t->items->bytes);
    CHECK_STATUS(HL_OK,
                 hl_take(call.word, t->items->first, t->indexed->first, t->index->first, NULL));
    for (int64_t i = 0; i < n; i++) {
        const int64_t at = index_at(t->index, i, t->indexed->shape[0]);
        for (int64_t j = 0; j < m; j++) {
            if (memcmp(strided_at(t->items, i * m + j), strided_at(t->indexed, at * m + j),
                       (size_t)t->size) != 0) {
                CHECK(false,
                      "take, size %d, %s, %" PRId64 " indexes, items of %" PRId64
                      ", %d threads: element %" PRId64 " of item %" PRId64 " differs",
                      t->size, layout, n, m, threads, j, i);
                return;
            }
        }
    }
}

static void check_put(const taking *t, int threads, const char *layout) {
    call_words call = words_of(t, true, threads, NULL);
    const int64_t n = product(t->index->shape, t->index->rank);
    const int64_t m = product(t->indexed->shape + 1, t->indexed->rank - 1);
    const size_t bytes = (size_t)t->indexed->bytes;
    char *const before = allocate(t->indexed->bytes);
    char *const got = allocate(t->indexed->bytes);
    memcpy(before, t->indexed->first, bytes);
    CHECK_STATUS(HL_OK,
                 hl_put(call.word, t->indexed->first, t->items->first, t->index->first, NULL));
    memcpy(got, t->indexed->first, bytes);
    memcpy(t->indexed->first, before, bytes);
    for (int64_t i = 0; i < n; i++) {
        const int64_t at = index_at(t->index, i, t->indexed->shape[0]);
        for (int64_t j = 0; j < m; j++) {
            memcpy(strided_at(t->indexed, at * m + j), strided_at(t->items, i * m + j),
                   (size_t)t->size);
        }
    }
    CHECK(memcmp(got, t->indexed->first, bytes) == 0,
          "put, size %d, %s, %" PRId64 " indexes, items of %" PRId64 ", %d threads", t->size,
          layout, n, m, threads);
    free(before);
    free(got);
}

static void fill_indexes(strided *index, test_random *r, int64_t length) {
    const int64_t n = product(index->shape, index->rank);
    for (int64_t i = 0; i < n; i++) {
        const int64_t value = random_below(r, 2 * length) - length;
        memcpy(strided_at(index, i), &value, sizeof value);
    }
}

static void check_shapes(test_random *r, int size, int index_rank, int item_rank,
                         const int64_t *index_shape, const int64_t *array_shape, int layout) {
    int64_t items_shape[MAX_RANK];
    memcpy(items_shape, index_shape, (size_t)index_rank * sizeof *index_shape);
    memcpy(items_shape + index_rank, array_shape + 1, (size_t)item_rank * sizeof *array_shape);
    const int plain = layout == BROADCAST ? ANY_ORDER : layout;
    strided indexed = strided_new(r, size, item_rank + 1, array_shape, plain);
    strided items = strided_new(r, size, index_rank + item_rank, items_shape, plain);
    strided index = strided_new(r, 8, index_rank, index_shape, layout);
    fill_bytes(&indexed, r);
    fill_indexes(&index, r, array_shape[0]);
    const taking t = {size, &indexed, &items, &index};
    for (int k = 0; k < 3; k++) {
        check_take(&t, TEST_THREADS[k], LAYOUT_NAMES[layout]);
    }
    fill_bytes(&items, r);
    for (int k = 0; k < 2; k++) {
        check_put(&t, TEST_THREADS[k], LAYOUT_NAMES[layout]);
    }
    strided_free(&indexed);
    strided_free(&items);
    strided_free(&index);
}

static void take_and_put(void) {
    test_random r = seeded(1);
    for (int trial = 0; trial < 2000; trial++) {
        const int index_rank = (int)random_below(&r, 3);
        const int item_rank = (int)random_below(&r, 3);
        int64_t index_shape[MAX_RANK], array_shape[MAX_RANK];
        for (int i = 0; i < index_rank; i++) {
            index_shape[i] = 1 + random_below(&r, index_rank == 1 ? 300 : 20);
        }
        array_shape[0] = 1 + random_below(&r, 50);
        for (int i = 1; i <= item_rank; i++) {
            array_shape[i] = 1 + random_below(&r, random_below(&r, 2) == 0 ? 3 : 9);
        }
        check_shapes(&r, SIZES[random_below(&r, 5)], index_rank, item_rank, index_shape,
                     array_shape, (int)random_below(&r, LAYOUTS));
    }
    for (int s = 0; s < 5; s++) {
        const int64_t n = 200001;
        const int64_t shape[] = {1000, 2};
        check_shapes(&r, SIZES[s], 1, 0, &n, shape, C_ORDER);
        check_shapes(&r, SIZES[s], 1, 1, &n, shape, C_ORDER);
        check_shapes(&r, SIZES[s], 1, 1, &n, shape, ANY_ORDER);
    }
    const int64_t few = 3;
    const int64_t long_items[] = {4, 200000}; /* longer than what is copied between two polls */
    check_shapes(&r, 8, 1, 1, &few, long_items, C_ORDER);
    check_shapes(&r, 8, 1, 1, &few, long_items, STEPS);
}

/* Arrays so large that their items are asked for ahead: items of every size that is moved in its own way,
 * some indexes twice within a few, and at each place one that is out of range. */
static void far_items(void) {
    static const int64_t BYTES[] = {1,  2,  3,  4,  5,  7,  8,  9,  12,  15,  16,   17,  24,
                                    31, 32, 33, 48, 63, 64, 65, 96, 128, 130, 1000, 1025};
    enum { FAR = 5 << 20, INDEXES = 333 };
    test_random r = seeded(6);
    for (size_t k = 0; k < sizeof BYTES / sizeof *BYTES; k++) {
        const int64_t n = INDEXES;
        const int64_t array_shape[] = {FAR / BYTES[k], BYTES[k]};
        const int64_t items_shape[] = {n, BYTES[k]};
        const int layout = k % 2 == 0 ? C_ORDER : UNALIGNED;
        strided indexed = strided_new(&r, 1, 2, array_shape, layout);
        strided items = strided_new(&r, 1, 2, items_shape, layout);
        strided index = strided_new(&r, 8, 1, &n, k % 3 == 0 ? STEPS : UNALIGNED);
        fill_bytes(&indexed, &r);
        fill_bytes(&items, &r);
        fill_indexes(&index, &r, array_shape[0]);
        for (int64_t i = 1; i < n; i++) {
            if (random_below(&r, 3) == 0) {
                memcpy(strided_at(&index, i), strided_at(&index, random_below(&r, i)), 8);
            }
        }
        const taking t = {1, &indexed, &items, &index};
        check_put(&t, 1, LAYOUT_NAMES[layout]);
        check_take(&t, 1, LAYOUT_NAMES[layout]);
        strided_free(&indexed);
        strided_free(&items);
        strided_free(&index);
    }
    enum { LENGTH = FAR / 8, N = 150 };
    double *const array = allocate(FAR);
    double items[N];
    int64_t index[N];
    for (int64_t place = 0; place < N; place++) {
        for (int64_t i = 0; i < N; i++) {
            index[i] = i * 4096 - (i % 2 == 0 ? 0 : LENGTH);
            items[i] = (double)i;
            array[i * 4096] = -1;
        }
        index[place] = place % 2 == 0 ? LENGTH + place : INT64_MIN + place;
        hl_int64 put[] = {-999, 1, 0, 8, LENGTH, 8, 1, 0, N, 0, 0, 8, 0, 8};
        CHECK_STATUS(HL_EBOUNDS, hl_put(put, array, items, index, NULL));
        CHECK(put[0] == index[place], "put received %lld, not %" PRId64, put[0], index[place]);
        for (int64_t i = 0; i < N; i++) {
            const double expected = i < place ? (double)i : -1;
            CHECK(array[i * 4096] == expected, "wrong at %" PRId64 ": item %" PRId64 " is %g",
                  place, i, array[i * 4096]);
        }
        hl_int64 take[] = {-999, 1, 0, 8, LENGTH, 8, 1, 0, N, 0, 8, 0, 0, 8};
        CHECK_STATUS(HL_EBOUNDS, hl_take(take, items, array, index, NULL));
        CHECK(take[0] == index[place], "take received %lld, not %" PRId64, take[0], index[place]);
    }
    free(array);
}

/* An index out of range is reported, first in order on one thread; take writes nothing past it, put has
 * written what came before. */
static void bounds(void) {
    static const int64_t WRONG[] = {100, -101, INT64_MAX, INT64_MIN, 1000, INT64_C(1) << 61};
    enum { N = 100000, LENGTH = 100 };
    double *const array = allocate(LENGTH * 16);
    double *const items = allocate(N * 16);
    int64_t *const index = allocate(N * 8);
    test_random r = seeded(2);
    for (size_t k = 0; k < sizeof WRONG / sizeof *WRONG; k++) {
        for (int t = 0; t < 3; t++) {
            for (int rank = 0; rank < 3; rank++) { /* of the item: 8, 16 contiguous, 16 in steps */
                for (int64_t i = 0; i < N; i++) {
                    index[i] = i % LENGTH;
                }
                const int64_t place = random_below(&r, N);
                index[place] = WRONG[k];
                for (int64_t i = 0; i < 2 * LENGTH; i++) {
                    array[i] = -1;
                }
                for (int64_t i = 0; i < 2 * N; i++) {
                    items[i] = (double)i;
                }
                const int64_t step = rank == 2 ? 8 * LENGTH : 8;
                const int64_t axis = rank == 2 ? 8 : rank == 1 ? 16 : 8;
                hl_int64 take[] = {
                    -999, TEST_THREADS[t],    0, 8, LENGTH, axis, 1, 1, N, rank == 0 ? 1 : 2,
                    0,    rank == 0 ? 8 : 16, 8, 0, step,   0,    8};
                CHECK_STATUS(HL_EBOUNDS, hl_take(take, items, array, index, NULL));
                CHECK(take[0] == WRONG[k], "take received %lld, not %" PRId64, take[0], WRONG[k]);
                for (int64_t i = 0; i < 2 * N; i++) {
                    items[i] = (double)i;
                }
                hl_int64 put[] = {-999,   TEST_THREADS[t],
                                  0,      8,
                                  LENGTH, axis,
                                  1,      1,
                                  N,      rank == 0 ? 1 : 2,
                                  0,      step,
                                  0,      rank == 0 ? 8 : 16,
                                  8,      0,
                                  8};
                CHECK_STATUS(HL_EBOUNDS, hl_put(put, array, items, index, NULL));
                CHECK(put[0] == WRONG[k], "put received %lld, not %" PRId64, put[0], WRONG[k]);
                for (int64_t i = 0; i < LENGTH; i++) {
                    /* the last item before the wrong index that has this index */
                    const int64_t last = place - 1 - (place - 1 - i + LENGTH) % LENGTH;
                    const double expected = place <= i ? -1 : (double)(last * (rank == 0 ? 1 : 2));
                    const double got = array[i * axis / 8];
                    CHECK(got == expected, "element %" PRId64 " is %g, not %g", i, got, expected);
                }
            }
        }
    }
    hl_int64 empty[] = {-999, 1, 0, 8, 0, 8, 1, 0, 1, 0, 8, 0, 0, 8};
    CHECK_STATUS(HL_EBOUNDS, hl_take(empty, items, NULL, index, NULL));
    CHECK(empty[0] == 0, "received %lld", empty[0]);
    free(array);
    free(items);
    free(index);
}

/* --- compress and nonzero ------------------------------------------------------------------------------- */

static void check_compress(test_random *r, int size, int mask_rank, int item_rank,
                           const int64_t *shape, int layout, int64_t one_in) {
    strided in = strided_new(r, size, mask_rank + item_rank, shape, layout);
    strided mask = strided_new(r, 1, mask_rank, shape, layout);
    fill_bytes(&in, r);
    for (int64_t i = 0; i < mask.bytes; i++) {
        mask.first[i] = (char)(random_below(r, one_in) == 0 ? 1 + random_below(r, 255) : 0);
    }
    const int64_t n = product(shape, mask_rank);
    const int64_t m = product(shape + mask_rank, item_rank);
    int64_t count = 0;
    for (int64_t i = 0; i < n; i++) {
        count += *strided_at(&mask, i) != 0;
    }
    for (int t = 0; t < 3; t++) {
        /* room for all, for a few more, for fewer */
        const int64_t rooms[] = {count, count + 3, count / 2, 0};
        for (int k = 0; k < 4; k++) {
            const int64_t room = rooms[k];
            strided out = strided_new(r, size, 2, (const int64_t[]){room, m},
                                      random_below(r, 2) == 0 ? C_ORDER : UNALIGNED);
            memset(out.first, 0x5a, (size_t)out.bytes);
            call_words call = {.count = 0};
            add_word(&call, room);
            add_word(&call, TEST_THREADS[t]);
            add_word(&call, 0);
            add_word(&call, size);
            add_word(&call, mask_rank);
            add_word(&call, item_rank);
            add_words(&call, shape, mask_rank + item_rank);
            add_word(&call, 0);
            add_word(&call, in.offset);
            add_words(&call, in.strides, in.rank);
            add_word(&call, mask.offset);
            add_words(&call, mask.strides, mask.rank);
            CHECK_STATUS(HL_OK, hl_compress(call.word, out.first, in.first, mask.first, NULL));
            const int64_t expected = room < count ? room : count;
            CHECK(call.word[0] == expected, "%lld items, not %" PRId64, call.word[0], expected);
            int64_t item = 0;
            for (int64_t i = 0; i < n && item < expected; i++) {
                if (*strided_at(&mask, i) == 0) {
                    continue;
                }
                for (int64_t j = 0; j < m; j++) {
                    if (memcmp(out.first + (item * m + j) * size, strided_at(&in, i * m + j),
                               (size_t)size) != 0) {
                        CHECK(false,
                              "compress, size %d, %s, %" PRId64 " of %" PRId64 " items of %" PRId64
                              ", room for %" PRId64 ", %d threads: item %" PRId64,
                              size, LAYOUT_NAMES[layout], count, n, m, room, TEST_THREADS[t], item);
                        item = expected;
                        break;
                    }
                }
                item++;
            }
            strided_free(&out);

            strided places = strided_new(r, 8, 1, &room, (int)random_below(r, 2) * UNALIGNED);
            call_words nonzero = {.count = 0};
            add_word(&nonzero, room);
            add_word(&nonzero, TEST_THREADS[t]);
            add_word(&nonzero, 0);
            add_word(&nonzero, mask_rank);
            add_words(&nonzero, shape, mask_rank);
            add_word(&nonzero, 0);
            add_word(&nonzero, mask.offset);
            add_words(&nonzero, mask.strides, mask.rank);
            CHECK_STATUS(HL_OK, hl_nonzero(nonzero.word, places.first, mask.first, NULL, NULL));
            CHECK(nonzero.word[0] == expected, "%lld places, not %" PRId64, nonzero.word[0],
                  expected);
            item = 0;
            for (int64_t i = 0; i < n && item < expected; i++) {
                if (*strided_at(&mask, i) != 0) {
                    const int64_t got = load_element(HL_I64, places.first + 8 * item).i;
                    CHECK(got == i, "place %" PRId64 " is %" PRId64 ", not %" PRId64, item, got, i);
                    item++;
                }
            }
            strided_free(&places);
        }
    }
    strided_free(&in);
    strided_free(&mask);
}

static void compress(void) {
    static const int64_t ONE_IN[] = {1, 2, 3, 20, 1000};
    test_random r = seeded(3);
    for (int trial = 0; trial < 600; trial++) {
        const int mask_rank = (int)random_below(&r, 4);
        const int item_rank = (int)random_below(&r, 3);
        int64_t shape[MAX_RANK];
        for (int i = 0; i < mask_rank; i++) {
            shape[i] = 1 + random_below(&r, mask_rank == 1 ? 3000 : mask_rank == 2 ? 50 : 12);
        }
        for (int i = mask_rank; i < mask_rank + item_rank; i++) {
            shape[i] = 1 + random_below(&r, 4);
        }
        check_compress(&r, SIZES[random_below(&r, 5)], mask_rank, item_rank, shape,
                       (int)random_below(&r, LAYOUTS), ONE_IN[random_below(&r, 5)]);
    }
    for (int s = 0; s < 5; s++) {
        const int64_t shape[] = {400001, 2}; /* several chunks for each thread */
        check_compress(&r, SIZES[s], 1, 0, shape, C_ORDER, 2);
        check_compress(&r, SIZES[s], 1, 0, shape, ANY_ORDER, 20);
        check_compress(&r, SIZES[s], 1, 1, shape, C_ORDER, 3);
        const int64_t rows[] = {500, 801};
        check_compress(&r, SIZES[s], 2, 0, rows, STEPS, 2);
        check_compress(&r, SIZES[s], 2, 0, rows, ANY_ORDER, 2);
    }
}

/* Another thread flips the mask all the time: nothing is written past the room, and what is written are items
 * of the array. */
enum { FLIPPED = 1 << 18 };
static uint8_t flipped[FLIPPED];
static int stop_flipping;

static void *flip(void *unused) {
    (void)unused;
    test_random r = {9};
    while (__atomic_load_n(&stop_flipping, __ATOMIC_RELAXED) == 0) {
        for (int k = 0; k < 1000; k++) {
            const int64_t i = random_below(&r, FLIPPED);
            __atomic_store_n(&flipped[i], (uint8_t)(random_below(&r, 2) == 0), __ATOMIC_RELAXED);
        }
    }
    return NULL;
}

static void changing_mask(void) {
    double *const in = allocate(FLIPPED * 8);
    for (int64_t i = 0; i < FLIPPED; i++) {
        in[i] = (double)i;
        flipped[i] = i % 2 == 0;
    }
    pthread_t flipper;
    stop_flipping = 0;
    if (pthread_create(&flipper, NULL, flip, NULL) != 0) {
        perror("pthread_create");
        exit(1);
    }
    const int64_t rooms[] = {FLIPPED / 2, FLIPPED / 4, FLIPPED};
    for (int trial = 0; trial < 60; trial++) {
        const int64_t room = rooms[trial % 3];
        const int threads = TEST_THREADS[trial / 3 % 3];
        guarded out = guarded_new(room, true);
        hl_int64 call[] = {room, threads, 0, 8, 1, 0, FLIPPED, 0, 0, 8, 0, 1};
        CHECK_STATUS(HL_OK, hl_compress(call, out.data, in, flipped, NULL));
        CHECK(call[0] >= 0 && call[0] <= room, "%lld of %" PRId64, call[0], room);
        for (int64_t i = 1; i < call[0]; i++) {
            if (!(out.data[i] > out.data[i - 1] && out.data[i] < FLIPPED)) {
                CHECK(false, "item %" PRId64 " is %g after %g", i, out.data[i], out.data[i - 1]);
                break;
            }
        }
        hl_int64 nonzero[] = {room, threads, 0, 1, FLIPPED, 0, 0, 1};
        CHECK_STATUS(HL_OK, hl_nonzero(nonzero, out.data, flipped, NULL, NULL));
        CHECK(nonzero[0] >= 0 && nonzero[0] <= room, "%lld of %" PRId64, nonzero[0], room);
        guarded_free(&out);
    }
    __atomic_store_n(&stop_flipping, 1, __ATOMIC_RELAXED);
    pthread_join(flipper, NULL);
    free(in);
}

/* --- arguments ------------------------------------------------------------------------------------------ */

typedef int index_function(hl_int64 *call, void *out, const void *in, const void *index,
                           const void *unused);

static void check_refused(index_function *function, const hl_int64 *good, int words, int word,
                          hl_int64 value) {
    hl_int64 call[32];
    double out[4] = {-7, -7, -7, -7};
    const double in[4] = {1, 2, 3, 4};
    const int64_t index[4] = {0, 1, 2, 3};
    memcpy(call, good, (size_t)words * sizeof *call);
    call[word] = value;
    const int status = function(call, out, in, index, NULL);
    CHECK(status == HL_EINVAL, "word %d = %lld: %s", word, value, hl_status_name(status));
    CHECK(out[0] == -7 && out[3] == -7, "a refused call wrote %g and %g", out[0], out[3]);
}

static void arguments(void) {
    /* received, threads, cancel, size, length, stride, ranks, shape, out, in, index */
    static const hl_int64 TAKE[] = {0, 2, 0, 8, 4, 8, 1, 0, 4, 0, 8, 0, 0, 8};
    static const hl_int64 PUT[] = {0, 2, 0, 8, 4, 8, 1, 0, 4, 0, 0, 8, 0, 8};
    /* count, threads, cancel, size, ranks, shape, out, in, mask */
    static const hl_int64 COMPRESS[] = {4, 2, 0, 8, 1, 0, 4, 0, 0, 8, 0, 1};
    static const struct {
        int word;
        hl_int64 value;
    } BAD_TAKE[] = {{1, 0},  {1, 1025}, {2, 3},         {3, 0},  {3, 3},
                    {3, 32}, {3, -1},   {4, -1},        {6, -1}, {6, 65},
                    {7, -1}, {7, 64},   {6, INT64_MAX}, {8, -1}, {8, INT64_C(1) << 62}},
      BAD_COMPRESS[] = {{0, -1},
                        {1, 0},
                        {1, 1025},
                        {2, 2},
                        {3, 5},
                        {4, -1},
                        {4, 65},
                        {5, -1},
                        {5, 64},
                        {6, -1},
                        {6, INT64_C(1) << 62},
                        {5, INT64_MAX}};
    for (size_t k = 0; k < sizeof BAD_TAKE / sizeof *BAD_TAKE; k++) {
        check_refused(hl_take, TAKE, 14, BAD_TAKE[k].word, BAD_TAKE[k].value);
        check_refused(hl_put, PUT, 14, BAD_TAKE[k].word, BAD_TAKE[k].value);
    }
    for (size_t k = 0; k < sizeof BAD_COMPRESS / sizeof *BAD_COMPRESS; k++) {
        check_refused(hl_compress, COMPRESS, 12, BAD_COMPRESS[k].word, BAD_COMPRESS[k].value);
    }
    hl_int64 call[14];
    double out[4];
    const double in[4] = {1, 2, 3, 4};
    const int64_t index[4] = {3, -1, 0, 1};
    const uint8_t mask[4] = {0, 1, 2, 255};
    CHECK_STATUS(HL_EINVAL, hl_take(NULL, out, in, index, NULL));
    CHECK_STATUS(HL_EINVAL, hl_put(NULL, out, in, index, NULL));
    CHECK_STATUS(HL_EINVAL, hl_compress(NULL, out, in, mask, NULL));
    CHECK_STATUS(HL_EINVAL, hl_nonzero(NULL, out, mask, NULL, NULL));
    memcpy(call, TAKE, sizeof TAKE);
    CHECK_STATUS(HL_EINVAL, hl_take(call, NULL, in, index, NULL));
    CHECK_STATUS(HL_EINVAL, hl_take(call, out, NULL, index, NULL));
    CHECK_STATUS(HL_EINVAL, hl_take(call, out, in, NULL, NULL));
    CHECK_STATUS(HL_OK, hl_take(call, out, in, index, NULL));
    CHECK(out[0] == 4 && out[1] == 4 && out[2] == 1 && out[3] == 2, "%g %g %g %g", out[0], out[1],
          out[2], out[3]);
    memcpy(call, COMPRESS, sizeof COMPRESS);
    CHECK_STATUS(HL_EINVAL, hl_compress(call, NULL, in, mask, NULL));
    CHECK_STATUS(HL_EINVAL, hl_compress(call, out, in, NULL, NULL));
    CHECK_STATUS(HL_OK, hl_compress(call, out, in, mask, NULL));
    CHECK(call[0] == 3 && out[0] == 2 && out[2] == 4, "%lld: %g %g", call[0], out[0], out[2]);

    const int set = 1;
    memcpy(call, TAKE, sizeof TAKE);
    call[2] = (hl_int64)(intptr_t)&set;
    CHECK_STATUS(HL_ECANCELED, hl_take(call, out, in, index, NULL));
    memcpy(call, COMPRESS, sizeof COMPRESS);
    call[2] = (hl_int64)(intptr_t)&set;
    CHECK_STATUS(HL_ECANCELED, hl_compress(call, out, in, mask, NULL));
    hl_int64 nonzero[] = {4, 1, (hl_int64)(intptr_t)&set, 1, 4, 0, 0, 1};
    CHECK_STATUS(HL_ECANCELED, hl_nonzero(nonzero, out, mask, NULL, NULL));
    CHECK(out[0] == 2, "a call that was cancelled before wrote %g", out[0]);
}

TEST_GROUPS({"take_and_put", take_and_put}, {"far_items", far_items}, {"bounds", bounds},
            {"compress", compress}, {"changing_mask", changing_mask}, {"arguments", arguments})
