package io.hotloop.tests.arrays;

import io.hotloop.NdArray;
import io.hotloop.data.Npy;
import io.hotloop.tests.ChildJvm;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Python process that evaluates expressions with NumPy: {@code tests/data/arrays/live.py}. */
final class NumpyServer implements AutoCloseable {
    /**
     * What NumPy says.
     *
     * @param value the expression's value, null if there is none
     * @param arrays the arrays as they are after it
     * @param problem why there is no value
     */
    record Answer(NdArray value, List<NdArray> arrays, String problem) {}

    private final Process process;
    private final OutputStream out;
    private final InputStream in;
    private final String version;

    private NumpyServer(Process process) throws IOException {
        this.process = process;
        this.out = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
        this.in = new BufferedInputStream(process.getInputStream(), 1 << 16);
        this.version = line();
    }

    /** Starts Python; an IOException if there is none, or it has no NumPy. */
    static NumpyServer start() throws IOException {
        String script = ChildJvm.root()
                .resolve("tests/data/arrays/live.py")
                .toAbsolutePath()
                .toString();
        // Debian's own: a python3 earlier on the PATH may have no NumPy.
        IOException problem = new IOException("no python3 with NumPy");
        for (String python : new String[] {"/usr/bin/python3", "python3"}) {
            try {
                return new NumpyServer(new ProcessBuilder(python, "-B", script)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
            } catch (IOException e) {
                problem.addSuppressed(e);
            }
        }
        throw problem;
    }

    /** NumPy's version. */
    String version() {
        return version;
    }

    /** Evaluates an expression over arrays. */
    Answer evaluate(String expression, Map<String, NdArray> arrays) throws IOException {
        out.write((arrays.size() + "\n").getBytes(StandardCharsets.US_ASCII));
        for (var named : arrays.entrySet()) {
            out.write((named.getKey() + "\n").getBytes(StandardCharsets.US_ASCII));
            Npy.write(out, named.getValue());
        }
        out.write((expression + "\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        String status = line();
        if (!status.equals("ok")) {
            if (!status.startsWith("no refused")) {
                throw new IllegalStateException("calls.py fails at " + expression + ": " + status);
            }
            return new Answer(null, List.of(), status);
        }
        NdArray value = Npy.read(in);
        List<NdArray> after = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            after.add(Npy.read(in));
        }
        return new Answer(value, after, "");
    }

    private String line() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("Python ended");
            }
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        out.close();
        process.destroy();
    }
}
