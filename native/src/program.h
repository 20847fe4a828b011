/*
 * A planned program: what program.c makes from a call's description, and the tiers' hl_program kernels run.
 * Everything is decided here but where a range begins and ends; a plan is read only while it runs.
 */
#ifndef HL_PROGRAM_H
#define HL_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include "kernels.h"

/* Operands: the output, then the inputs. */
enum { HL_OUTPUT = 0, HL_OPERANDS = 1 + HL_MAX_EXPRESSION_INPUTS };

/* A step casts up to three sources; the last one's result may be cast. */
enum { HL_MAX_INSTRUCTIONS = HL_MAX_STEPS * 4 + 1, HL_MAX_FILLED = HL_MAX_STEPS * 3 };

/* Places that an instruction reads and writes: the operands, then scratch registers, one block each. */
enum { HL_MAX_PLACES = HL_OPERANDS + HL_MAX_FILLED + HL_MAX_INSTRUCTIONS + HL_OPERANDS };

/* Scratch of one thread, on its stack. */
enum { HL_SCRATCH_BYTES = 1 << 16 };

/* How the elements are taken. Positions count elements in C order. */
typedef enum {
    HL_ROWS,  /* blocks within a run along the innermost axis; a range is in positions */
    HL_FLAT,  /* blocks across runs, which are short; a range is in positions */
    HL_TILES, /* blocks of the two innermost axes: operands disagree about which one is near, or the
               * innermost one is short; a range is in bands of tile_rows along the other one */
} hl_mode;

/* How a block of an operand comes to its place, or goes from it. */
typedef enum {
    HL_UNUSED,
    HL_SINGLE,   /* its place is the one element that all of a block's have */
    HL_DIRECT,   /* its place is in the operand, where the whole block is contiguous */
    HL_FIXED,    /* the same in all blocks: gathered once for a range */
    HL_REPEATED, /* HL_ROWS: one value, which changes from run to run */
    HL_STRIDED,  /* gathered to or scattered from a register */
    HL_STREAMED, /* output: from its register past the caches; contiguous along the innermost axis */
    HL_COMPUTED, /* output: contiguous, to where an evaluation wants it */
} hl_access;

typedef struct {
    char *base; /* the first element */
    hl_access access;
    int size;  /* of an element */
    int place; /* its register, 0 without one */
    int64_t strides[HL_MAX_RANK];
} hl_operand;

/* One kernel over a block: an operation on up to three sources, or one of terms.c on two terms of three. */
typedef struct {
    union {
        hl_apply *apply;
        hl_terms *terms;
    };
    bool has_terms;
    int16_t out;
    int16_t from[6]; /* places; of terms: scalar, x and y of the first, then of the second */
} hl_instruction;

/* A constant fills its register once for a range, or is read where it is. */
typedef struct {
    int16_t place;
    int8_t size;
    bool fills;
    _Alignas(16) char value[16];
} hl_constant;

struct hl_program {
    hl_mode mode;
    int rank;     /* >= 1 */
    int operands; /* the output and the inputs */
    int constants;
    int instructions;
    int registers;
    bool is_large; /* the operands lie in memory rather than in a cache */
    int result;    /* the place of the last result; not the output's when that is not direct */
    int64_t block; /* most elements of a block */
    int64_t register_bytes; /* between registers; all of them together fit into HL_SCRATCH_BYTES */
    bool whole_rows;        /* HL_TILES: of short rows, each is in one tile */
    int64_t tile_rows;      /* HL_TILES: a tile has so many rows of */
    int64_t
        tile_columns; /* so many elements; what is direct or fixed has the whole width in a tile */
    const int *cancel;
    hl_operand operand[HL_OPERANDS];
    int64_t shape[HL_MAX_RANK];
    hl_constant constant[HL_MAX_FILLED];
    hl_instruction code[HL_MAX_INSTRUCTIONS];
};

/* What a thread needs to run a program. */
typedef struct {
    const hl_program *program;
    char *result; /* HL_COMPUTED: where the next element goes */
    char *place[HL_MAX_PLACES];
} hl_run;

/* The same for one that evaluates parts of a program, one after the other. */
struct hl_evaluator {
    hl_run run;
    _Alignas(64) char scratch[HL_SCRATCH_BYTES];
};

/* A plan as callers keep it: for one contiguous axis, of few instructions. What is not here is the caller's. */
enum { HL_PLANNED_INSTRUCTIONS = 32, HL_PLANNED_CONSTANTS = 16, HL_PLANNED_OPERANDS = 9 };
struct hl_plan {
    bool is_filled;
    int operands;
    int constants;
    int instructions;
    int registers;
    int64_t block;
    int64_t register_bytes;
    int8_t
        size[HL_PLANNED_OPERANDS]; /* of a direct operand's element; 0 where it is a single one */
    hl_constant constant[HL_PLANNED_CONSTANTS];
    hl_instruction code[HL_PLANNED_INSTRUCTIONS];
};

#endif
