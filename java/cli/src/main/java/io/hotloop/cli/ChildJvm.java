package io.hotloop.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Runs the same command line again in a JVM that has more modules. So the JVM's notice about an incubator
 * module appears only in runs that need that module.
 */
final class ChildJvm {
    /** Set in the child: a child has no child, whatever it finds missing. */
    private static final String CHILD = "hotloop.cli.child";

    private ChildJvm() {}

    static boolean isChild() {
        return Boolean.getBoolean(CHILD);
    }

    /**
     * Runs it to its end.
     *
     * @param modules what is added
     * @param arguments the command line
     * @return the child's exit code
     */
    static int run(Collection<String> modules, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("--add-modules=" + String.join(",", modules));
        command.add("-D" + CHILD + "=true");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        Module module = Main.class.getModule();
        if (module.isNamed()) {
            command.add("-m");
            command.add(module.getName() + "/" + Main.class.getName());
        } else {
            command.add(Main.class.getName());
        }
        command.addAll(arguments);

        return finish(new ProcessBuilder(command).inheritIO().start());
    }

    /** Waits for a child; a signal that ends this JVM ends it, too. Gives its exit code. */
    static int finish(Process child) throws InterruptedException {
        return finish(child, () -> {});
    }

    /** @param afterwards what is left to do after the child if a signal ends this JVM */
    static int finish(Process child, Runnable afterwards) throws InterruptedException {
        // Ctrl-C reaches both; a signal to this JVM alone must reach the child too, and the child be given
        // the time to tidy up.
        var relay = new Thread(
                () -> {
                    endWith(child);
                    afterwards.run();
                },
                "hotloop-child");
        Runtime.getRuntime().addShutdownHook(relay);
        int code = child.waitFor();
        try {
            Runtime.getRuntime().removeShutdownHook(relay);
        } catch (IllegalStateException e) {
            // This JVM is ending too, by the same signal: there is nothing to do but to wait for that.
            Thread.sleep(Duration.ofDays(1));
        }
        return code;
    }

    private static void endWith(Process child) {
        // A command may have started the JVM that works.
        List<ProcessHandle> below = child.descendants().toList();
        child.destroy();
        below.forEach(ProcessHandle::destroy);
        try {
            child.waitFor();
            below.forEach(process -> process.onExit().join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
