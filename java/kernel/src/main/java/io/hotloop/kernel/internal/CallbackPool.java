package io.hotloop.kernel.internal;

import io.hotloop.bindings.UserLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The functions of C that call one functional interface. To make one takes some 10 µs, so they are kept, each for one call at
 * a time: its target is exchanged. What the target throws would end the JVM: it is kept, further calls give 0 at once,
 * and the kernel's caller gets it.
 */
final class CallbackPool {
    private static final MethodHandle TARGET;
    private static final MethodHandle FAILED;
    private static final MethodHandle HAS_FAILED;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            TARGET = lookup.findVirtual(Slot.class, "target", MethodType.methodType(Object.class));
            FAILED = lookup.findVirtual(Slot.class, "fail", MethodType.methodType(void.class, Throwable.class));
            HAS_FAILED = lookup.findVirtual(Slot.class, "hasFailed", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** (target, arguments) → result. */
    private final MethodHandle method;

    private final FunctionDescriptor descriptor;
    private final ConcurrentLinkedDeque<Slot> free = new ConcurrentLinkedDeque<>();

    /**
     * A pool.
     *
     * @param callback the functional interface
     * @param method its method, as the user's lookup finds it
     */
    CallbackPool(Parameter.Callback callback, MethodHandle method) {
        this.method = method.asType(method.type().changeParameterType(0, Object.class));
        MemoryLayout[] arguments = callback.arguments().stream()
                .map(argument -> (MemoryLayout) argument.layout)
                .toArray(MemoryLayout[]::new);
        descriptor = callback.result() == null
                ? FunctionDescriptor.ofVoid(arguments)
                : FunctionDescriptor.of(callback.result().layout, arguments);
    }

    /** A function that calls a target until it is released. */
    Slot take(Object target) {
        Slot slot = free.pollFirst();
        if (slot == null) {
            slot = new Slot(this);
        }
        slot.begin(target);
        return slot;
    }

    /** Throws what the first of some functions has kept, with that of the others. */
    static void rethrow(List<Slot> slots) {
        Throwable first = null;
        for (Slot slot : slots) {
            Throwable failure = slot.failure.get();
            if (failure != null && first == null) {
                first = failure;
            } else if (failure != null && failure != first) {
                first.addSuppressed(failure);
            }
        }
        if (first != null) {
            throw CallbackPool.<RuntimeException>asItIs(first);
        }
    }

    /** A checked exception that the interface declares is the caller's affair as well. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T asItIs(Throwable failure) throws T {
        throw (T) failure;
    }

    /** One function. */
    static final class Slot {
        private final CallbackPool pool;
        private final MemorySegment address;
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        /** Read by the threads that C starts, after this. */
        private volatile @Nullable Object target;

        private Slot(CallbackPool pool) {
            this.pool = pool;
            MethodType arguments = pool.method.type().dropParameterTypes(0, 1);
            MethodHandle call = MethodHandles.foldArguments(pool.method, TARGET.bindTo(this));
            MethodHandle zero = MethodHandles.empty(arguments);
            MethodHandle keep = MethodHandles.foldArguments(
                    MethodHandles.dropArguments(zero, 0, Throwable.class),
                    MethodHandles.dropReturn(FAILED.bindTo(this)));
            MethodHandle tested = MethodHandles.guardWithTest(
                    HAS_FAILED.bindTo(this), zero, MethodHandles.catchException(call, Throwable.class, keep));
            // Never freed: C may have kept it, and it is used again.
            address = UserLibrary.callback(tested, pool.descriptor, Arena.ofAuto());
        }

        long address() {
            return address.address();
        }

        @Nullable
        Object target() {
            return target;
        }

        boolean hasFailed() {
            return failure.get() != null;
        }

        void fail(Throwable thrown) {
            failure.compareAndSet(null, thrown);
        }

        void begin(Object called) {
            // C that kept the function may have called it in between.
            failure.set(null);
            target = called;
        }

        void release() {
            target = null;
            pool.free.addFirst(this);
        }
    }
}
