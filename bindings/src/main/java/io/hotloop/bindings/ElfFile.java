package io.hotloop.bindings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Recognises two files that Linux's dlopen must not see. In a cut-off one it maps what the headers
 * promise, and touching a page beyond the end of the file ends the whole JVM with SIGBUS; for what is no
 * ELF file at all, the JVM prints a warning about executable stacks. Everything else about a bad file is
 * dlopen's to say.
 */
final class ElfFile {
    private static final int HEADER_BYTES = 64;
    private static final int MAGIC = 0x7f454c46;
    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;

    // Offsets within Elf64_Ehdr, System V ABI, chapter 4.
    private static final int EI_CLASS = 4;
    private static final int EI_DATA = 5;
    private static final int E_SHOFF = 40;
    private static final int E_SHENTSIZE = 58;
    private static final int E_SHNUM = 60;

    private ElfFile() {}

    /**
     * Looks at a file's header and size.
     *
     * @return what is wrong with it, for a message; null when dlopen may see it
     */
    static @Nullable String defect(Path file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long size;
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            size = channel.size();
            while (header.hasRemaining() && channel.read(header) >= 0) {}
        }
        if (header.hasRemaining()) {
            return "the file has " + size + " bytes, which is too short for a library";
        }
        if (Integer.reverseBytes(header.getInt(0)) != MAGIC) {
            return "the file is no library: it has no ELF header";
        }
        if (header.get(EI_CLASS) != CLASS_64 || header.get(EI_DATA) != LITTLE_ENDIAN) {
            return null;
        }
        // The section headers are the last thing in a file that a linker wrote.
        long sections = (long) Short.toUnsignedInt(header.getShort(E_SHNUM))
                * Short.toUnsignedInt(header.getShort(E_SHENTSIZE));
        long promised = header.getLong(E_SHOFF) + sections;
        return size < promised ? "the file is cut off: " + size + " bytes of " + promised : null;
    }
}
