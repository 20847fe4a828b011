package io.hotloop.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A profile for pprof, as its {@code profile.proto} has it: a message of Protocol Buffers, in gzip. Numbers in it are varints; all
 * else has its length before it.
 */
final class PprofProfile {
    // Fields of profile.proto.
    private static final int SAMPLE_TYPE = 1;
    private static final int SAMPLE = 2;
    private static final int LOCATION = 4;
    private static final int FUNCTION = 5;
    private static final int STRING_TABLE = 6;
    private static final int DURATION = 10;
    private static final int PERIOD_TYPE = 11;
    private static final int PERIOD = 12;

    private final Map<String, Long> strings = new LinkedHashMap<>();
    private final Map<String, Long> functions = new LinkedHashMap<>();
    private final Map<Place, Long> locations = new LinkedHashMap<>();
    private final Message all = new Message();

    private PprofProfile() {
        string("");
    }

    static byte[] of(Profile profile) throws IOException {
        return new PprofProfile().write(profile);
    }

    private byte[] write(Profile profile) throws IOException {
        Message type = new Message().number(1, string("cpu")).number(2, string("nanoseconds"));
        all.message(SAMPLE_TYPE, type);
        profile.recording().samples().weights().forEach((stack, weight) -> {
            var ids = new Message();
            // The innermost first.
            for (Place place : stack.reversed()) {
                ids.varint(location(place));
            }
            all.message(SAMPLE, new Message().message(1, ids).message(2, new Message().varint(weight)));
        });
        all.number(DURATION, profile.time().toNanos());
        all.message(PERIOD_TYPE, type);
        all.number(PERIOD, profile.recording().periodNanos());
        for (String text : List.copyOf(strings.keySet())) {
            all.bytes(STRING_TABLE, text.getBytes(StandardCharsets.UTF_8));
        }
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            all.bytes.writeTo(gzip);
        }
        return packed.toByteArray();
    }

    /** By its place in the table. */
    private long string(String text) {
        return strings.computeIfAbsent(text, _ -> (long) strings.size());
    }

    private long location(Place place) {
        Long known = locations.get(place);
        if (known != null) {
            return known;
        }
        long id = locations.size() + 1;
        locations.put(place, id);
        Message line = new Message().number(1, function(place)).number(2, place.line());
        all.message(LOCATION, new Message().number(1, id).message(4, line));
        return id;
    }

    private long function(Place place) {
        Long known = functions.get(place.function());
        if (known != null) {
            return known;
        }
        long id = functions.size() + 1;
        functions.put(place.function(), id);
        all.message(
                FUNCTION,
                new Message().number(1, id).number(2, string(place.function())).number(4, string(place.file())));
        return id;
    }

    /** Bytes of a message. */
    private static final class Message {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private Message varint(long value) {
            long rest = value;
            for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
                bytes.write((int) (rest & 0x7f | 0x80));
            }
            bytes.write((int) rest);
            return this;
        }

        private Message number(int field, long value) {
            return varint(field << 3).varint(value);
        }

        private Message bytes(int field, byte[] value) {
            varint(field << 3 | 2).varint(value.length);
            bytes.writeBytes(value);
            return this;
        }

        private Message message(int field, Message value) {
            return bytes(field, value.bytes.toByteArray());
        }
    }
}
