package io.hotloop.cli;

import java.io.IOException;
import java.lang.constant.ClassDesc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** What the JVM's recorder saw of a program: the events that its settings, {@link #settings}, ask for. */
final class Recording {
    /** Native methods in which a thread waits for something outside: the recorder cannot tell that from work. */
    private static final Set<String> WAITING = Set.of(
            "java.lang.ProcessHandleImpl.waitForProcessExit0",
            "sun.nio.ch.EPoll.wait",
            "sun.nio.ch.KQueue.poll",
            "sun.nio.ch.Net.accept",
            "sun.nio.ch.Net.poll",
            "sun.nio.ch.SocketDispatcher.read0",
            "sun.nio.ch.UnixDomainSockets.accept0",
            "sun.nio.fs.LinuxWatchService.poll");

    /** By what the recorder counts calls: its time is not the program's. */
    private static final String COUNTER = "jdk.jfr.tracing.MethodTracer";

    /** By what C is called. */
    private static final String STUB = "jdk.internal.foreign.abi.DowncallStub";

    /** Classes that are made for calls of method handles and kernels; with the stub among the innermost, a thread is in C. */
    private static final Pattern CALLS_OF_C = Pattern.compile("java\\.lang\\.invoke\\.LambdaForm\\$.*|"
            + Pattern.quote(STUB) + "|io\\.hotloop\\.kernel\\.internal\\.Glue\\$Calls");

    /** What async-profiler says of functions of C: no descriptor of Java's. */
    private static final String OF_C = "()L;";

    private static final String PROCESSOR_TIME = "jdk.CPUTimeSample";

    private static final Pattern HIDDEN = Pattern.compile("[./]0x[0-9a-f]+$");

    /** Events of threads that wait, and what the summary calls them. */
    private static final Map<String, String> WAITS = Map.of(
            "jdk.JavaMonitorEnter", "blocked by a monitor",
            "jdk.JavaMonitorWait", "Object.wait",
            "jdk.ThreadPark", "parked",
            "jdk.ThreadSleep", "asleep");

    private final Map<List<Place>, Long> samples = new HashMap<>();
    private final Map<List<Place>, Long> allocations = new HashMap<>();
    private final Map<String, Timing> timings = new HashMap<>();
    private final Map<String, Sum> waits = new TreeMap<>();
    private Sum collections = Sum.NONE;
    private long count;
    private long lost;

    /** Calls of a method, and nanoseconds of one on average. */
    record Timing(long calls, double perCall) {
        private Timing plus(Timing other) {
            long sum = calls + other.calls;
            return new Timing(sum, sum == 0 ? 0 : (calls * perCall + other.calls * other.perCall) / sum);
        }
    }

    /** How many there were, and how long they took. */
    record Sum(long count, Duration time) {
        private static final Sum NONE = new Sum(0, Duration.ZERO);

        private Sum plus(Sum other) {
            return new Sum(count + other.count, time.plus(other.time));
        }
    }

    private Recording() {}

    /**
     * Settings for the recorder.
     *
     * @param interval between samples of a thread
     * @param methods whose calls are counted and timed, as jdk.MethodTiming takes them
     * @param allocates whether allocations are sampled
     * @param samples whether threads are; not where async-profiler does it
     */
    static String settings(Duration interval, List<String> methods, boolean allocates, boolean samples) {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<configuration version=\"2.0\">\n");
        if (samples) {
            String period = interval.toMillis() + " ms";
            event(text, PROCESSOR_TIME, "throttle", period);
            event(text, "jdk.CPUTimeSamplesLost", "enabled", "true");
            event(text, "jdk.ExecutionSample", "period", period);
            event(text, "jdk.NativeMethodSample", "period", period);
        }
        event(text, "jdk.GarbageCollection", "threshold", "0 ms");
        WAITS.keySet().stream().sorted().forEach(name -> event(text, name, "threshold", "1 ms"));
        if (!methods.isEmpty()) {
            event(text, "jdk.MethodTiming", "filter", String.join(";", methods));
        }
        if (allocates) {
            event(text, "jdk.ObjectAllocationSample", "throttle", "1000/s");
        }
        return text.append("</configuration>\n").toString();
    }

    private static void event(StringBuilder text, String name, String setting, String value) {
        text.append("<event name=\"").append(name).append("\"><setting name=\"enabled\">true</setting>");
        text.append("<setting name=\"").append(setting).append("\">");
        text.append(Html.escape(value)).append("</setting>");
        text.append("<setting name=\"stackTrace\">true</setting></event>\n");
    }

    /**
     * Reads recordings, of one JVM each.
     *
     * @param interval as it was in their settings
     * @param files the recordings
     * @throws IOException if one cannot be read
     */
    static Recording read(Duration interval, List<Path> files) throws IOException {
        var all = new Recording();
        for (Path file : files) {
            boolean isTimed = hasProcessorTime(file);
            var one = new HashMap<String, Timing>();
            try (var events = new RecordingFile(file)) {
                while (events.hasMoreEvents()) {
                    RecordedEvent event = events.readEvent();
                    switch (event.getEventType().getName()) {
                        case PROCESSOR_TIME -> all.sample(event, event.getDuration("samplingPeriod"));
                        case "jdk.ExecutionSample", "jdk.NativeMethodSample" -> {
                            if (!isTimed) {
                                all.sample(event, interval);
                            }
                        }
                        default -> all.add(event, one);
                    }
                }
            }
            one.forEach((method, timing) ->
                    all.timings.merge(method.substring(0, method.indexOf('(')), timing, Timing::plus));
        }
        return all;
    }

    /** Whether the system tells the recorder of a thread's processor time: Linux does. It then looks at all threads. */
    private static boolean hasProcessorTime(Path file) throws IOException {
        try (var events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                if (events.readEvent().getEventType().getName().equals(PROCESSOR_TIME)) {
                    return true;
                }
            }
            return false;
        }
    }

    private void sample(RecordedEvent event, Duration time) {
        if (event.getStackTrace() == null) {
            lost++;
            return;
        }
        List<Place> stack = stack(event.getStackTrace());
        if (!stack.isEmpty() && !WAITING.contains(stack.getLast().function())) {
            count++;
            samples.merge(stack, time.toNanos(), Long::sum);
        }
    }

    private void add(RecordedEvent event, Map<String, Timing> calls) {
        String name = event.getEventType().getName();
        switch (name) {
            case "jdk.CPUTimeSamplesLost" -> lost += event.getLong("lostSamples");
            case "jdk.ObjectAllocationSample" -> {
                List<Place> stack = event.getStackTrace() == null ? List.of() : stack(event.getStackTrace());
                if (!stack.isEmpty()) {
                    stack = new ArrayList<>(stack);
                    stack.remove(Place.NATIVE);
                    stack.add(new Place("", "new " + readable(event.getClass("objectClass")), 0));
                    allocations.merge(stack, event.getLong("weight"), Long::sum);
                }
            }
            case "jdk.MethodTiming" -> {
                RecordedMethod method = event.getValue("method");
                long invocations = event.getLong("invocations");
                // Too short for the clock is the least of all numbers.
                double average = event.getLong("average") < 0
                        ? 0
                        : event.getDuration("average").toNanos();
                // The sums of the whole run so far: the last event of a method has them all. Of overloads each has its
                // own.
                calls.put(
                        method.getType().getName() + "." + method.getName() + method.getDescriptor(),
                        new Timing(invocations, average));
            }
            case "jdk.GarbageCollection" ->
                collections = collections.plus(new Sum(1, event.getDuration("sumOfPauses")));
            default -> {
                String wait = WAITS.get(name);
                if (wait != null) {
                    waits.merge(wait, new Sum(1, event.getDuration()), Sum::plus);
                }
            }
        }
    }

    /** The outermost first. */
    private static List<Place> stack(RecordedStackTrace trace) {
        var stack = new ArrayList<Place>();
        boolean isNative = false;
        for (RecordedFrame frame : trace.getFrames().reversed()) {
            RecordedMethod method = frame.getMethod();
            // Functions of C have a library where others have a class; it is seldom what one looks for.
            String type = method.getDescriptor().equals(OF_C) ? "" : readable(method.getType());
            if (type.equals(COUNTER)) {
                return List.of();
            }
            // Calls of method handles that lead to Java look the same, but for the stub.
            boolean isCall = CALLS_OF_C.matcher(type).matches();
            isNative = isCall && (isNative || type.equals(STUB));
            if (!isCall) {
                stack.add(new Place(type, method.getName(), Math.max(0, frame.getLineNumber())));
            }
        }
        if (isNative) {
            stack.add(Place.NATIVE);
        }
        return stack;
    }

    /** {@code [[B} is {@code byte[][]}; the name of a hidden class has an address, another one in each run. */
    private static String readable(RecordedClass type) {
        String name = type.getName();
        return name.startsWith("[")
                ? ClassDesc.ofDescriptor(name.replace('.', '/')).displayName()
                : HIDDEN.matcher(name).replaceFirst("");
    }

    /** Where threads ran, in nanoseconds. */
    Stacks samples() {
        return new Stacks(samples);
    }

    /** What was allocated, in bytes; the innermost place is what. */
    Stacks allocations() {
        return new Stacks(allocations);
    }

    /** The time between two samples of a thread that runs: where the system's timers are coarser, more than was asked for. */
    long periodNanos() {
        return count == 0 ? 0 : samples().total() / count;
    }

    /** How many samples there are. */
    long count() {
        return count;
    }

    /** How many samples have no stack. */
    long lost() {
        return lost;
    }

    /** The methods that were counted, by name. */
    Map<String, Timing> timings() {
        return timings;
    }

    /** Whether a method was called that a filter names: a class, or a class or nothing, {@code ::} and a method. */
    boolean hasCounted(String filter) {
        String[] words = filter.split("::");
        String type = words[0].isEmpty() ? "" : words[0] + ".";
        String method = words.length == 1 ? "" : "." + words[1];
        return timings.entrySet().stream()
                .anyMatch(entry -> entry.getValue().calls() > 0
                        && entry.getKey().startsWith(type)
                        && entry.getKey().endsWith(method));
    }

    /** What threads waited for, 1 ms or longer. */
    Map<String, Sum> waits() {
        return waits;
    }

    /** The collections, and their pauses. */
    Sum collections() {
        return collections;
    }
}
