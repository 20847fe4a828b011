package io.hotloop.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import io.hotloop.Hotloop;
import io.hotloop.HotloopInfo;
import io.hotloop.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The outcomes of a run as a table for people and as JSON for programs. */
public final class Report {
    private static final int WIDTH = 100;

    private static final String ROW = "%-18s %3s %10s %6s %10s %10s %10s %10s %10s";

    private final List<Outcome> outcomes;
    private final String mode;

    /**
     * Makes a report.
     *
     * @param outcomes what {@link Bench#run} gave
     * @param mode how it was measured, {@link Harness#mode()}
     */
    public Report(List<Outcome> outcomes, String mode) {
        this.outcomes = List.copyOf(outcomes);
        this.mode = mode;
    }

    /**
     * The table, at most 100 columns wide.
     *
     * @return lines, each ended by a line separator
     */
    public String table() {
        HotloopInfo info = Hotloop.info();
        var out = new StringBuilder();
        String tier = info.tier() != null ? info.tier() : "no native library";
        out.append(format("Hotloop %s, %s, %s mode%n", info.version(), tier, mode));
        out.append(format("%s, %s%n", info.cpu(), info.java()));
        outcomes.stream()
                .collect(Collectors.groupingBy(
                        o -> new Section(o.of().workload(), o.of().size()), LinkedHashMap::new, Collectors.toList()))
                .forEach((section, its) -> section(out, section, its));
        if (outcomes.stream().anyMatch(Outcome.Measured.class::isInstance)) {
            out.append(format("%n± median absolute deviation; CPU: user and system time of all threads%n"));
        }
        return out.toString();
    }

    /**
     * The report as JSON: {@code {"environment": {…}, "results": [{…}], "notes": [{…}], "not_measured": [{…}]}}. A number
     * that is unknown is null.
     *
     * @return an indented document, ended by a line separator
     */
    public String json() {
        var document = new LinkedHashMap<String, Object>();
        document.put("environment", environment());
        document.put(
                "results",
                outcomes.stream()
                        .filter(Outcome.Measured.class::isInstance)
                        .map(o -> result((Outcome.Measured) o))
                        .toList());
        document.put("notes", notes());
        document.put(
                "not_measured",
                outcomes.stream()
                        .filter(Predicate.not(Outcome.Measured.class::isInstance))
                        .map(Report::notMeasured)
                        .toList());
        try {
            return JSON.std
                            .with(JSON.Feature.PRETTY_PRINT_OUTPUT, JSON.Feature.WRITE_NULL_PROPERTIES)
                            .asString(document)
                    + System.lineSeparator();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Map<String, Object>> notes() {
        return outcomes.stream()
                .map(o -> new Section(o.of().workload(), o.of().size()))
                .distinct()
                .flatMap(section -> section.workload().notes(section.size()).stream()
                        .map(note -> Map.<String, Object>of(
                                "workload", section.workload().name(), "size", section.size(), "note", note)))
                .toList();
    }

    private record Section(Workload workload, long size) {}

    private static void section(StringBuilder out, Section section, List<Outcome> outcomes) {
        List<Outcome.Measured> measured = outcomes.stream()
                .filter(Outcome.Measured.class::isInstance)
                .map(Outcome.Measured.class::cast)
                .sorted(Comparator.comparingDouble(Outcome.Measured::nanosPerItem)
                        .reversed())
                .toList();
        String unit = section.workload().unit();
        long whole = section.workload().items(section.size(), section.workload().amount(section.size()));
        out.append(format(
                "%n%s, size %,d: %s%n",
                section.workload().name(), section.size(), section.workload().description()));
        out.append(format(
                "a run is %,d %ss, checked against %s%n",
                whole, unit, section.workload().variants().getFirst().name()));
        if (!measured.isEmpty()) {
            rows(out, measured, whole, unit);
        }
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Measured _ -> {}
                case Outcome.Wrong wrong -> wrap(out, name(wrong) + " is WRONG and was not timed: " + wrong.reason());
                case Outcome.Unavailable absent -> wrap(out, name(absent) + " cannot run here: " + absent.reason());
            }
        }
        section.workload().notes(section.size()).forEach(note -> wrap(out, note));
    }

    private static String name(Outcome outcome) {
        return outcome.of().variant().name();
    }

    private static void rows(StringBuilder out, List<Outcome.Measured> measured, long whole, String unit) {
        out.append(row("", "", "median", "", "CPU", "ns per", "speed of", "speed of", ""));
        out.append(row("variant", "thr", "of a run", "±", "of a run", unit(unit), "slowest", "best Java", "error"));
        double slowest = measured.getFirst().nanosPerItem();
        OptionalDouble bestJava = bestJava(measured);
        boolean shortened = false;
        boolean otherWay = false;
        for (Outcome.Measured m : measured) {
            Variant variant = m.of().variant();
            boolean less = m.items() != whole;
            shortened |= less;
            otherWay |= !variant.sameWork();
            out.append(row(
                    variant.name() + (variant.sameWork() ? "" : "†"),
                    Integer.toString(m.of().threads()),
                    time(m.timing().nanos().median()) + (less ? "*" : ""),
                    format("%.1f%%", 100 * m.timing().nanos().spread()),
                    time(m.timing().cpuNanos()),
                    significant(m.nanosPerItem()),
                    ratio(slowest / m.nanosPerItem()),
                    bestJava.isPresent() ? ratio(bestJava.getAsDouble() / m.nanosPerItem()) : "",
                    error(m)));
        }
        if (shortened) {
            wrap(out, "* a run of fewer " + unit + "s, to keep the quick mode quick: compare ns per " + unit);
        }
        if (otherWay) {
            wrap(out, "† reaches the result on another way than step by step: not counted as best Java");
        }
    }

    private static OptionalDouble bestJava(List<Outcome.Measured> measured) {
        return measured.stream()
                .filter(m -> !m.of().variant().isNative() && m.of().variant().sameWork())
                .mapToDouble(Outcome.Measured::nanosPerItem)
                .min();
    }

    private static String row(Object... cells) {
        return format(ROW, cells).stripTrailing() + System.lineSeparator();
    }

    /** The unit's last word where the whole does not fit its column. */
    private static String unit(String unit) {
        return unit.length() <= 10 ? unit : unit.substring(unit.lastIndexOf('-') + 1);
    }

    private static String error(Outcome.Measured m) {
        boolean exact = m.of().variant().tolerance() instanceof Tolerance.Exact;
        return exact ? "same bits" : format("%.0e", m.error());
    }

    private static String ratio(double ratio) {
        return (ratio >= 1000 ? format("%.0f", ratio) : significant(ratio)) + " ×";
    }

    /** Three significant digits. */
    private static String significant(double value) {
        int digits = value <= 0 ? 0 : (int) Math.clamp(2 - Math.floor(Math.log10(value)), 0, 9);
        return format("%." + digits + "f", value);
    }

    /** The same for readers everywhere, as the JSON is. */
    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String time(double nanos) {
        if (Double.isNaN(nanos)) {
            return "?";
        }
        if (nanos >= 1e9) {
            return significant(nanos / 1e9) + " s";
        }
        if (nanos >= 1e6) {
            return significant(nanos / 1e6) + " ms";
        }
        return nanos >= 1e3 ? significant(nanos / 1e3) + " µs" : significant(nanos) + " ns";
    }

    private static void wrap(StringBuilder out, String text) {
        int column = 0;
        for (String word : text.split(" ")) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                out.append(System.lineSeparator()).append("   ");
                column = 3;
            }
            out.append(column == 0 ? "" : " ").append(word);
            column += (column == 0 ? 0 : 1) + word.length();
        }
        out.append(System.lineSeparator());
    }

    private Map<String, Object> environment() {
        HotloopInfo info = Hotloop.info();
        var environment = new LinkedHashMap<String, @Nullable Object>();
        environment.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        environment.put("mode", mode);
        environment.put("hotloop", info.version());
        environment.put("java", info.java());
        environment.put("os", info.os());
        environment.put("cpu", info.cpu());
        environment.put("cores", Runtime.getRuntime().availableProcessors());
        environment.put("threads", info.threads());
        environment.put("native", info.nativeLoaded());
        environment.put("reason", info.reason());
        environment.put("tier", info.tier());
        environment.put("numerics_version", info.numericsVersion());
        environment.put("precision", Precision.current().toString());
        return environment;
    }

    private static Map<String, Object> result(Outcome.Measured m) {
        var result = of(m.of());
        Timing timing = m.timing();
        result.put("median_ns", number(timing.nanos().median()));
        result.put("min_ns", number(timing.nanos().min()));
        result.put("mad_ns", number(timing.nanos().mad()));
        result.put("samples", timing.nanos().samples());
        result.put("items", m.items());
        result.put("ns_per_item", number(m.nanosPerItem()));
        result.put("cpu_ns", number(timing.cpuNanos()));
        result.put("max_rel_error", number(m.error()));
        result.put("checked", true);
        return result;
    }

    private static Map<String, Object> notMeasured(Outcome outcome) {
        var entry = of(outcome.of());
        switch (outcome) {
            case Outcome.Wrong wrong -> {
                entry.put("status", "wrong");
                entry.put("reason", wrong.reason());
                entry.put("max_rel_error", number(wrong.error()));
            }
            case Outcome.Unavailable absent -> {
                entry.put("status", "unavailable");
                entry.put("reason", absent.reason());
            }
            case Outcome.Measured _ -> throw new IllegalArgumentException("measured: " + outcome.of());
        }
        return entry;
    }

    private static Map<String, @Nullable Object> of(Case of) {
        var entry = new LinkedHashMap<String, @Nullable Object>();
        entry.put("workload", of.workload().name());
        entry.put("variant", of.variant().name());
        entry.put("size", of.size());
        entry.put("threads", of.threads());
        entry.put("unit", of.workload().unit());
        entry.put("native", of.variant().isNative());
        return entry;
    }

    /** JSON has no NaN. */
    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
