package io.hotloop.tests.arrays;

import io.hotloop.NdArray;
import io.hotloop.testing.ArrayAssertions;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Calls every public method and constructor of the arrays' module again and again with random arguments, half of them
 * wrong, while another thread changes the arrays that serve as indexes and closes arenas that are in use. Run by NdArrayFuzzIT in a JVM of its own, so that a crash is
 * seen as one.
 *
 * <p>Arguments: seconds, seed, a folder for files. What is called is in the file {@code call} of the folder
 * before it is called. Exit code 1 and a report where something else was thrown than the documentation allows, or
 * a method was never reached.
 */
public final class ArrayFuzz {
    /** After so many calls all arrays are new: a failure is found again by its round's seed. */
    private static final int CALLS_PER_ROUND = 400;

    /** How often a method returned, and how often it refused. */
    private static final class Count {
        long returned;
        long refused;
    }

    private final Path folder;
    private final MappedByteBuffer lastCall;
    private final Map<Executable, Count> counts = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    /** What was thrown and where: once is enough. */
    private final Set<String> seen = new HashSet<>();

    private ArrayFuzz(Path folder) throws IOException {
        this.folder = folder;
        try (FileChannel channel = FileChannel.open(
                folder.resolve("call"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            lastCall = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096);
        }
        for (Class<?> type : types()) {
            Stream.concat(Arrays.stream(type.getConstructors()), Arrays.stream(type.getMethods()))
                    .filter(method -> method.getDeclaringClass() != Object.class && !isSkipped(method))
                    .forEach(method -> counts.put(method, new Count()));
        }
    }

    /** The public types of the exported packages, as they stand in the jar: a new one is called from the first day. */
    private static List<Class<?>> types() throws IOException {
        Path jar = Path.of(URI.create(NdArray.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        ModuleReference module = ModuleFinder.of(jar).find("io.hotloop").orElseThrow();
        Set<String> exported = module.descriptor().exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        List<Class<?>> types = new ArrayList<>();
        try (ModuleReader reader = module.open();
                Stream<String> names = reader.list()) {
            for (String name : (Iterable<String>) names.sorted()::iterator) {
                if (!name.endsWith(".class") || name.endsWith("-info.class")) {
                    continue;
                }
                String type =
                        name.substring(0, name.length() - ".class".length()).replace('/', '.');
                if (exported.contains(type.substring(0, type.lastIndexOf('.')))) {
                    addIfCalled(types, type);
                }
            }
        }
        return types;
    }

    private static void addIfCalled(List<Class<?>> types, String name) {
        Class<?> type;
        try {
            type = Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
        // An interface is what users implement, and an exception what is thrown.
        if (Modifier.isPublic(type.getModifiers()) && !type.isInterface() && !Throwable.class.isAssignableFrom(type)) {
            types.add(type);
        }
    }

    private static boolean isSkipped(Executable method) {
        // Of enums and of what every enum and record has.
        return method.getDeclaringClass() == Enum.class
                || method.getName().equals("values")
                || method.getName().equals("compareTo");
    }

    /** Runs until the time is over. */
    public static void main(String[] arguments) throws Exception {
        long seconds = Long.parseLong(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        var fuzz = new ArrayFuzz(Path.of(arguments[2]));
        long begin = System.nanoTime();
        long rounds = 0;
        // As much time again for methods that luck has left out so far.
        while (fuzz.failures.size() < 10) {
            fuzz.round(seed + rounds++);
            double passed = (System.nanoTime() - begin) * 1e-9;
            if (passed > 2 * seconds || passed > seconds && fuzz.unreached().isEmpty()) {
                break;
            }
        }
        System.out.println(fuzz.report(rounds));
        System.exit(fuzz.failures.isEmpty() && fuzz.unreached().isEmpty() ? 0 : 1);
    }

    private void round(long seed) throws Exception {
        Random random = new Random(seed);
        List<Executable> methods = List.copyOf(counts.keySet());
        try (var values = new FuzzValues(random, folder)) {
            int next = random.nextInt(methods.size());
            for (int i = 0; i < CALLS_PER_ROUND && failures.size() < 10; i++) {
                // In turn, and any: both every method and every sequence.
                Executable method = random.nextBoolean()
                        ? methods.get((next + i) % methods.size())
                        : methods.get(random.nextInt(methods.size()));
                if (!call(method, values, seed, i)) {
                    return;
                }
            }
        }
    }

    /** Calls a method; false if there is no memory for its arguments. */
    private boolean call(Executable method, FuzzValues values, long seed, int number) {
        Object receiver;
        Object[] arguments;
        try {
            values.next();
            receiver = method instanceof Method own && !Modifier.isStatic(own.getModifiers())
                    ? values.receiver(own)
                    : null;
            arguments = values.arguments(method, receiver);
        } catch (OutOfMemoryError _) {
            // A scope that the calls have opened keeps all that was made since. The round's end closes it; the next
            // round's beginning must find memory.
            return false;
        }
        note("round " + seed + ", call " + number + ": ", method, receiver, arguments);
        Count count = counts.get(method);
        boolean isInterrupted = values.interrupts();
        boolean wasOpen = values.isDoomedOpen();
        try {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
            Object result = method instanceof Method own
                    ? own.invoke(receiver, arguments)
                    : ((Constructor<?>) method).newInstance(arguments);
            Thread.interrupted();
            count.returned++;
            values.offer(result);
        } catch (InvocationTargetException e) {
            Thread.interrupted();
            count.refused++;
            Throwable problem = e.getCause();
            StackTraceElement[] trace = problem.getStackTrace();
            boolean closedMeanwhile = wasOpen && !values.isDoomedOpen();
            if (!(isInterrupted && problem instanceof CancellationException)
                    && !(closedMeanwhile && problem instanceof IllegalStateException)
                    && !isAllowed(problem, method, values.hadNull())
                    && seen.add(problem.getClass() + " " + (trace.length == 0 ? method : trace[0]))) {
                failures.add(text() + "\n    " + problem + trace(problem));
                System.err.println(failures.getLast());
            }
        } catch (InstantiationException | IllegalAccessException | IllegalArgumentException e) {
            throw new AssertionError(text(), e);
        }
        return true;
    }

    private static boolean isAllowed(Throwable problem, Executable method, boolean hadNull) {
        return switch (problem) {
            case NullPointerException _ -> hadNull;
            case IllegalStateException e -> isNamed(e, method);
            case IllegalArgumentException _, IndexOutOfBoundsException _ -> true;
            case UnsupportedOperationException _, ArithmeticException _, WrongThreadException _ -> true;
            case OutOfMemoryError _, IOException _ -> true;
            case AssertionError e ->
                method.getDeclaringClass() == ArrayAssertions.class
                        && e.getStackTrace()[0].getClassName().startsWith(ArrayAssertions.class.getName());
            default -> false;
        };
    }

    /** Whether what says that an array is closed says which scope was: arenas and segments are the JDK's to describe. */
    private static boolean isNamed(IllegalStateException problem, Executable method) {
        return !"Already closed".equals(problem.getMessage())
                || Arrays.stream(method.getParameterTypes())
                        .anyMatch(type -> type == Arena.class || type == MemorySegment.class);
    }

    /** Writes down what is called, where it outlives a crash. */
    private void note(String prefix, Executable method, Object receiver, Object[] arguments) {
        StringBuilder text = new StringBuilder(prefix).append(signature(method));
        text.append("\n    on ").append(FuzzValues.describe(receiver)).append(" with ");
        for (Object argument : arguments) {
            text.append(FuzzValues.describe(argument)).append("; ");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, lastCall.capacity() - 4);
        lastCall.putInt(0, length);
        lastCall.put(4, bytes, 0, length);
    }

    private String text() {
        byte[] bytes = new byte[lastCall.getInt(0)];
        lastCall.get(4, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String signature(Executable method) {
        StringBuilder text = new StringBuilder(method.getDeclaringClass().getSimpleName());
        text.append('.')
                .append(method instanceof Method ? method.getName() : "new")
                .append('(');
        for (Class<?> type : method.getParameterTypes()) {
            text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ").append(type.getSimpleName());
        }
        return text.append(')').toString();
    }

    private static String trace(Throwable problem) {
        StringBuilder text = new StringBuilder();
        Arrays.stream(problem.getStackTrace())
                .limit(12)
                .forEach(element -> text.append("\n        at ").append(element));
        return text.toString();
    }

    /** Methods that never returned, or never refused although they could. */
    private List<String> unreached() {
        List<String> result = new ArrayList<>();
        counts.forEach((method, count) -> {
            if (count.returned == 0) {
                result.add("never returned: " + signature(method) + ", refused " + count.refused);
            }
            if (count.refused == 0 && canRefuse(method)) {
                result.add("never refused: " + signature(method));
            }
        });
        return result;
    }

    /**
     * Whether there are arguments that a method refuses: where it takes more than numbers and truths, null at least;
     * records that only report take what they are given.
     */
    private static boolean canRefuse(Executable method) {
        return !method.getName().equals("equals")
                && !(method instanceof Constructor<?>
                        && method.getDeclaringClass().isRecord())
                && Arrays.stream(method.getParameterTypes()).anyMatch(type -> !type.isPrimitive());
    }

    private String report(long rounds) {
        long returned =
                counts.values().stream().mapToLong(count -> count.returned).sum();
        long refused =
                counts.values().stream().mapToLong(count -> count.refused).sum();
        return "ArrayFuzz: " + rounds + " rounds, " + counts.size() + " methods, " + returned + " calls returned, "
                + refused + " were refused\n" + String.join("\n", unreached()) + "\n" + String.join("\n", failures);
    }

    /** Writes a position somewhere, most often a small one. */
    static void change(MemorySegment segment, Random random) {
        long count = segment.byteSize() / 8;
        if (count > 0) {
            segment.setAtIndex(
                    ValueLayout.JAVA_LONG_UNALIGNED,
                    random.nextLong(count),
                    random.nextInt(3) == 0 ? random.nextLong() : random.nextLong(-8, 8));
        }
    }
}
