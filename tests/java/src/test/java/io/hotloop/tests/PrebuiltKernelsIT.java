package io.hotloop.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels that are compiled when a program is built, and opened where there may be no compiler. */
class PrebuiltKernelsIT {
    private static final String SUM = """
            package app;

            import io.hotloop.NdArray;
            import io.hotloop.kernel.In;
            import io.hotloop.kernel.KernelSources;

            @KernelSources({"sum.c", "add.h"})
            interface Sum {
                double sum(@In NdArray x);
            }
            """;

    private static final String MAIN = """
            package app;

            import io.hotloop.NdArray;
            import io.hotloop.kernel.Kernels;
            import java.lang.invoke.MethodHandles;

            public class Main {
                public static void main(String[] arguments) {
                    Sum kernels = Kernels.open(MethodHandles.lookup(), Sum.class);
                    String target = Kernels.info(kernels).command().stream()
                            .filter(option -> option.startsWith("-march="))
                            .findFirst()
                            .orElseThrow();
                    System.out.println(kernels.sum(NdArray.of(1.0, 2.0, 3.5)) + " " + target);
                }
            }
            """;

    private static final String C = """
            #include "add.h"

            double sum(const hl_float64_view *x) {
                double sum = 0;
                RANGE(i, LEN(x, 0)) { sum = add(sum, AT(x, i)); }
                return sum;
            }
            """;

    @TempDir
    private Path folder;

    private Path classes;

    @BeforeEach
    void compile() throws IOException {
        classes = folder.resolve("app");
        javac("module app { requires io.hotloop.kernel; }", SUM, MAIN);
        Files.writeString(classes.resolve("app/sum.c"), C);
        Files.writeString(
                classes.resolve("app/add.h"), "static inline double add(double a, double b) { return a + b; }\n");
    }

    private void javac(String... texts) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src"));
        var arguments = new ArrayList<>(
                List.of("-d", classes.toString(), "-p", ChildJvm.jars().toString()));
        for (String text : texts) {
            String name = text.startsWith("module") ? "module-info" : text.contains("class Main") ? "Main" : "Sum";
            arguments.add(
                    Files.writeString(sources.resolve(name + ".java"), text).toString());
        }
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(code).isZero();
    }

    private ChildJvm jvm(String mainClass, String... arguments) {
        return ChildJvm.classPathOf(List.of(ChildJvm.jars().resolve("*"), classes), mainClass, arguments)
                .option("-Dhotloop.cache.dir=" + folder.resolve("cache"));
    }

    private ChildJvm.Result build(String... targets) throws Exception {
        var arguments = new ArrayList<>(
                List.of(classes.toString(), folder.resolve("headers").toString()));
        arguments.addAll(List.of(targets));
        return jvm("io.hotloop.kernel.BuildMain", arguments.toArray(String[]::new))
                .run();
    }

    /** The program where there is no compiler. */
    private ChildJvm program() {
        return jvm("app.Main").environment("PATH", folder.toString());
    }

    @Test
    void theBestLibraryIsLoadedWithoutACompiler() throws Exception {
        var built = build();
        assertThat(built.err()).isEmpty();
        assertThat(built.out()).startsWith("app.Sum for linux-");
        var result = program().run();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("6.5 -march=");
        if (built.out().contains("x86_64")) {
            assertThat(program().option("-Dhotloop.tier=x86_64_v2").run().out()).isEqualTo("6.5 -march=x86-64-v2\n");
        }
        // A module's package is closed to Hotloop, which needs no more than the library.
        var module = ChildJvm.modulePathOf(List.of(ChildJvm.jars(), classes), "app/app.Main")
                .option("-Dhotloop.cache.dir=" + folder.resolve("cache"))
                .option("--enable-native-access=app")
                .environment("PATH", folder.toString())
                .run();
        assertThat(module.err()).isEmpty();
        assertThat(module.out()).isEqualTo(result.out());
    }

    @Test
    void toCountCallsKernelsAreCompiledAnew() throws Exception {
        build();
        String profile = "-Dhotloop.kernel.profile=true";
        assertThat(jvm("app.Main").option(profile).run().out()).isEqualTo("6.5 -march=native\n");
        assertThat(program().option(profile).run().out())
                .isEqualTo(program().run().out());
    }

    @Test
    void whatWasChangedSinceIsCompiledAnewOrRefused() throws Exception {
        build();
        Path source = classes.resolve("app/sum.c");
        Files.writeString(source, C.replace("double sum = 0;", "double sum = 10;"));
        assertThat(jvm("app.Main").run().out()).isEqualTo("16.5 -march=native\n");
        assertThat(program().run().err())
                .contains("there is no library of app.Sum for linux-")
                .contains("and no C compiler: have the goal compile-kernels of hotloop-maven-plugin make it")
                .contains("or install a compiler here");
        // A program may come without its sources.
        Files.delete(source);
        assertThat(program().run().out()).startsWith("6.5 -march=");
        javac(SUM.replace("NdArray x)", "NdArray x, int n)"), MAIN.replace("3.5)", "3.5), 3"));
        assertThat(program().run().err())
                .containsPattern("IllegalArgumentException: META-INF/kernels/linux-\\w+/app.Sum-\\S+.so was built for"
                        + " another interface than app.Sum is");
    }

    @Test
    void structsAreOpenedToo() throws Exception {
        Files.writeString(classes.resolve("app/ball.c"), "void move(State *self, double dt) { self->x += dt; }\n");
        javac("module app { requires io.hotloop.kernel; }", """
                package app;

                import io.hotloop.kernel.KernelSources;
                import io.hotloop.kernel.Kernels;
                import io.hotloop.kernel.Struct;
                import java.lang.invoke.MethodHandles;

                record State(double x) {}

                @Struct(State.class)
                @KernelSources("ball.c")
                interface Sum {
                    double x();

                    void move(double dt);
                }

                class Main {
                    public static void main(String[] arguments) {
                        Sum ball = Kernels.openStruct(MethodHandles.lookup(), Sum.class).create(new State(2));
                        ball.move(0.5);
                        System.out.println(ball);
                    }
                }
                """);
        assertThat(build("x86-64-v2").err()).isEmpty();
        var result = program().run();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("Sum[x=2.5]\n");
    }

    @Test
    void theSourcesNeedNotBeShipped() throws Exception {
        build("x86-64-v2");
        Files.delete(classes.resolve("app/add.h"));
        var result = program().run();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("6.5 ");
    }

    @Test
    void withoutALibraryTheSourcesAreCompiled() throws Exception {
        assertThat(jvm("app.Main").run().out()).isEqualTo("6.5 -march=native\n");
        Files.delete(classes.resolve("app/sum.c"));
        assertThat(jvm("app.Main").run().err()).contains("and no resource sum.c beside it to compile");
        javac(SUM.replace("@KernelSources({\"sum.c\", \"add.h\"})", ""));
        assertThat(jvm("app.Main").run().err()).contains("app.Sum names no sources: annotate it");
    }

    @Test
    void anErrorIsTheCompilers() throws Exception {
        Files.writeString(classes.resolve("app/add.h"), "#error none");
        var built = build("x86-64");
        assertThat(built.exitCode()).isEqualTo(1);
        assertThat(built.err())
                .startsWith("the kernels of Sum do not compile:")
                .contains("add.h:1:2: error: #error none")
                .doesNotContain("\tat ");
    }
}
