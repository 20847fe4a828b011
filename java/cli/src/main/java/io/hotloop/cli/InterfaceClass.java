package io.hotloop.cli;

import io.hotloop.kernel.CompileException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * An interface of kernels, loaded: they are built for an interface as Java has it.
 *
 * @param type the interface
 * @param loader has it loaded
 * @param folder holds its class file; null for one of the user's
 */
record InterfaceClass(
        Class<?> type, URLClassLoader loader, @Nullable TemporaryFolder folder) implements AutoCloseable {
    /** One that was made from C. */
    static InterfaceClass compile(String text, String packageName, String name) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new CompileException("this Java has no compiler: a JDK has one", List.of());
        }
        TemporaryFolder folder = TemporaryFolder.create();
        try {
            Path file = folder.path().resolve(name + ".java");
            Files.writeString(file, text);
            var problems = new ByteArrayOutputStream();
            int code = javac.run(
                    null,
                    problems,
                    problems,
                    "-parameters",
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    folder.path().toString(),
                    file.toString());
            if (code != 0) {
                throw new CompileException("the interface does not compile:\n" + problems, List.of());
            }
            var loader = new URLClassLoader(
                    new URL[] {folder.path().toUri().toURL()}, InterfaceClass.class.getClassLoader());
            String qualified = packageName.isEmpty() ? name : packageName + "." + name;
            return new InterfaceClass(loader.loadClass(qualified), loader, folder);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("it was compiled", e);
        } catch (Throwable e) {
            folder.close();
            throw e;
        }
    }

    /** One of the user's, of folders and jars. */
    static InterfaceClass load(String name, String classPath) throws IOException {
        var places = new ArrayList<URL>();
        for (String place : classPath.split(File.pathSeparator)) {
            places.add(Path.of(place).toUri().toURL());
        }
        var loader = new URLClassLoader(places.toArray(URL[]::new), InterfaceClass.class.getClassLoader());
        try {
            return new InterfaceClass(loader.loadClass(name), loader, null);
        } catch (ClassNotFoundException e) {
            loader.close();
            throw new IOException("there is no class " + name + " in " + classPath, e);
        }
    }

    @Override
    public void close() throws IOException {
        try (folder) {
            loader.close();
        }
    }
}
