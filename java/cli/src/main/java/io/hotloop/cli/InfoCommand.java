package io.hotloop.cli;

import io.hotloop.Hotloop;
import io.hotloop.HotloopInfo;
import io.hotloop.Precision;
import io.hotloop.internal.Engine;
import java.io.IOException;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code hotloop info}: what is loaded, and why. */
@Command(
        name = "info",
        description = "Tell what Hotloop runs on: versions, processor, tier, library, threads.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class InfoCommand extends BaseCommand {
    /** Made by picocli. */
    InfoCommand() {}

    @Override
    int execute() throws IOException {
        HotloopInfo info = Hotloop.info();
        long limit = Hotloop.memory().limit();
        boolean explicitGc = Engine.tryExplicitGc();
        var text = new Summary()
                .line("Hotloop", info.version())
                .line("Java", info.java())
                .line("system", info.os())
                .line("processor", info.cpu() + ", " + cores() + " cores")
                .line("threads", info.threads());
        if (info.nativeLoaded()) {
            text.line("native", "yes")
                    .line("tier", info.tier() + " of " + String.join(", ", info.tiers()))
                    .line("library", info.libraryPath())
                    .line("found", info.libraryOrigin());
        } else {
            text.line("native", "no: " + info.reason());
        }
        text.line("memory", limit == Long.MAX_VALUE ? "no limit" : "at most %d MB".formatted(limit >> 20))
                .line("precision", Precision.current())
                .line("collector", explicitGc ? "on request" : "System.gc() has no effect: arrays are freed late");
        text.line("ABI", info.abiVersion()).line("numerics", info.numericsVersion());

        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("version", info.version());
        document.put("java", info.java());
        document.put("os", info.os());
        document.put("cpu", info.cpu());
        document.put("cores", cores());
        document.put("threads", info.threads());
        document.put("native", info.nativeLoaded());
        document.put("reason", info.reason());
        document.put("tier", info.tier());
        document.put("tiers", info.tiers());
        document.put(
                "library",
                info.libraryPath() == null ? null : info.libraryPath().toString());
        document.put("origin", info.libraryOrigin());
        document.put("precision", Precision.current().toString());
        document.put("memory_limit", limit);
        document.put("explicit_gc", explicitGc);
        document.put("abi_version", info.abiVersion());
        document.put("numerics_version", info.numericsVersion());
        answer(text.toString(), document);
        return 0;
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
