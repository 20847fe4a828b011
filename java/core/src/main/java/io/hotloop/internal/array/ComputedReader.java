package io.hotloop.internal.array;

import java.lang.foreign.MemorySegment;

/**
 * Computes elements by a program instead of reading them: the operand of a reduction that is never in memory. A place
 * is where the element would lie, in C order from 0 on.
 *
 * <p>A block is computed at once and kept, so that short sequences do not each start the interpreter.
 */
final class ComputedReader extends ElementReader {
    private final JavaInterpreter interpreter;
    private final Program program;
    private final Plan plan;
    private final int byteSize;
    private JavaInterpreter.Register block;

    /** The elements in the block. */
    private long begin;

    private long end;

    /**
     * A reader.
     *
     * @param virtual the elements as if they were in memory, in C order
     * @param interpreter an interpreter of the calling thread
     * @param program what computes them
     * @param plan a walk over the program's inputs in the same order; its output is of the program's dtype
     */
    ComputedReader(View virtual, JavaInterpreter interpreter, Program program, Plan plan) {
        super(virtual, virtual.dtype(), JavaReduce.CHUNK);
        this.interpreter = interpreter;
        this.program = program;
        this.plan = plan;
        byteSize = virtual.dtype().byteSize();
        block = interpreter.start(program, plan);
    }

    /** The elements of a shape as if they were in memory. */
    static View virtual(Program program, long[] shape) {
        return View.contiguous(MemorySegment.NULL, program.result(), shape);
    }

    @Override
    void read(long offset, long stride, int n, int at, int step) {
        assert step == 1 && (n <= 1 || stride == byteSize) : "stride " + stride + ", step " + step;
        long position = offset / byteSize;
        int done = 0;
        while (done < n) {
            if (position < begin || position >= end) {
                begin = position;
                end = position + Math.min(JavaInterpreter.BLOCK, plan.size - position);
                interpreter.compute(plan, program.inputs(), begin, (int) (end - begin));
            }
            int count = (int) Math.min(n - done, end - position);
            copy((int) (position - begin), at + done, count);
            done += count;
            position += count;
        }
    }

    private void copy(int from, int to, int n) {
        switch (form) {
            case LONG -> System.arraycopy(block.longs, from, longs, to, n);
            case DOUBLE -> System.arraycopy(block.doubles, from, doubles, to, n);
            case COMPLEX -> {
                for (int i = 0; i < n; i++) {
                    doubles[to + i] = block.doubles[2 * (from + i)];
                    imaginary[to + i] = block.doubles[2 * (from + i) + 1];
                }
            }
        }
    }
}
