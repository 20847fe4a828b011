package io.hotloop.bench;

import java.lang.module.ModuleFinder;

/** Whether a variant can run in this JVM on this machine. */
public sealed interface Availability {
    /** It can. */
    record Available() implements Availability {}

    /**
     * It can in a JVM that was started with {@code --add-modules}.
     *
     * @param module the module that is missing here
     */
    record NeedsModule(String module) implements Availability {}

    /**
     * It cannot.
     *
     * @param reason why, for the report
     */
    record Unavailable(String reason) implements Availability {}

    /**
     * Looks for a module of the JDK that is not resolved unless asked for, such as an incubator module.
     *
     * @param module the module's name
     * @return {@link Available} when this JVM has resolved it, {@link NeedsModule} when the JDK has it
     */
    static Availability ofModule(String module) {
        if (ModuleLayer.boot().findModule(module).isPresent()) {
            return new Available();
        }
        return ModuleFinder.ofSystem().find(module).isPresent()
                ? new NeedsModule(module)
                : new Unavailable("this JDK has no module " + module);
    }
}
