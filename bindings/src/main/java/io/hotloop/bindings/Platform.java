package io.hotloop.bindings;

import java.util.Locale;
import java.util.Optional;

/**
 * The platforms that Hotloop's packaging knows, by the names of netty's os-detector: what Maven uses as
 * the classifier of a natives jar is the folder name inside it.
 */
enum Platform {
    LINUX_X86_64("linux-x86_64", "libhotloop.so"),
    LINUX_AARCH_64("linux-aarch_64", "libhotloop.so"),
    WINDOWS_X86_64("windows-x86_64", "hotloop.dll"),
    OSX_AARCH_64("osx-aarch_64", "libhotloop.dylib");

    private final String classifier;
    private final String fileName;

    Platform(String classifier, String fileName) {
        this.classifier = classifier;
        this.fileName = fileName;
    }

    /** The Maven classifier and the folder below META-INF/native. */
    String classifier() {
        return classifier;
    }

    /** What the library is called there. */
    String fileName() {
        return fileName;
    }

    /** Whether its libraries are ELF files. */
    boolean hasElfFiles() {
        return this == LINUX_X86_64 || this == LINUX_AARCH_64;
    }

    /**
     * Finds the platform of a JVM.
     *
     * @param osName the system property {@code os.name}
     * @param osArch the system property {@code os.arch}
     */
    static Optional<Platform> of(String osName, String osArch) {
        String wanted = name(osName, osArch);
        for (Platform platform : values()) {
            if (platform.classifier.equals(wanted)) {
                return Optional.of(platform);
            }
        }
        return Optional.empty();
    }

    /** What the os-detector calls a platform, be it one of these or not. */
    static String name(String osName, String osArch) {
        return system(osName) + "-" + architecture(osArch);
    }

    private static String system(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return "windows";
        }
        return name.startsWith("mac") || name.startsWith("osx") ? "osx" : name;
    }

    private static String architecture(String osArch) {
        String name = osArch.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64", "x86_64", "x86-64", "x64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch_64";
            default -> name;
        };
    }
}
