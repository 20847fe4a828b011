package io.hotloop.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The workloads that can be found, and the selection among them and their variants by name. */
public final class Workloads {
    private final List<Workload> all;

    /**
     * Keeps workloads, ordered by group and name.
     *
     * @param all the workloads
     * @throws IllegalArgumentException if two have the same name
     */
    public Workloads(List<Workload> all) {
        this.all = all.stream()
                .sorted(Comparator.comparing(Workload::group).thenComparing(Workload::name))
                .toList();
        Set<String> names = new LinkedHashSet<>();
        for (Workload workload : all) {
            if (!names.add(workload.name())) {
                throw new IllegalArgumentException("two workloads have the name " + workload.name());
            }
        }
    }

    /**
     * The workloads of this JVM: Hotloop's own and those of other jars on its path.
     *
     * @return all that {@link ServiceLoader} finds
     */
    public static Workloads installed() {
        return new Workloads(ServiceLoader.load(Workload.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /**
     * All workloads.
     *
     * @return ordered by group and name
     */
    public List<Workload> all() {
        return all;
    }

    /**
     * The workloads with the given names, or of the groups with these names.
     *
     * @param names names of workloads or groups; none selects all
     * @return without repetitions
     * @throws IllegalArgumentException if a name is neither: the message lists what exists
     */
    public List<Workload> select(List<String> names) {
        if (names.isEmpty()) {
            return all;
        }
        Set<Workload> selected = new LinkedHashSet<>();
        for (String name : names) {
            List<Workload> found = all.stream()
                    .filter(w -> w.name().equalsIgnoreCase(name) || w.group().equalsIgnoreCase(name))
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("there is no workload or group '" + name + "': workloads are "
                        + join(Workload::name) + "; groups are " + join(Workload::group));
            }
            selected.addAll(found);
        }
        return List.copyOf(selected);
    }

    /**
     * The cases that a selection of variants and sizes makes, ordered by workload, size and variant.
     *
     * @param workloads the workloads
     * @param variantGlob which variants: {@code *} stands for any characters, {@code ?} for one, case does
     *     not matter
     * @param sizes the sizes; none selects each workload's own
     * @param threads threads of the parallel variants
     * @return not empty
     * @throws IllegalArgumentException if no variant fits the glob: the message lists what exists
     */
    public static List<Case> cases(List<Workload> workloads, String variantGlob, List<Long> sizes, int threads) {
        Predicate<String> matches = glob(variantGlob);
        List<Case> cases = new ArrayList<>();
        for (Workload workload : workloads) {
            List<Variant> variants = workload.variants().stream()
                    .filter(v -> matches.test(v.name()))
                    .toList();
            for (long size : sizes.isEmpty() ? workload.sizes() : sizes) {
                for (Variant variant : variants) {
                    cases.add(new Case(workload, variant, size, threads));
                }
            }
        }
        if (cases.isEmpty()) {
            String existing = workloads.stream()
                    .flatMap(w -> w.variants().stream())
                    .map(Variant::name)
                    .distinct()
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException("no variant fits '" + variantGlob + "': variants are " + existing);
        }
        return cases;
    }

    private String join(Function<Workload, String> property) {
        return all.stream().map(property).distinct().collect(Collectors.joining(", "));
    }

    private static Predicate<String> glob(String glob) {
        String regex = glob.chars()
                .mapToObj(c -> switch (c) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(c));
                })
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).asMatchPredicate();
    }
}
