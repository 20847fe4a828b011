/** The command line. It exports nothing: the command is its interface. */
module io.hotloop.cli {
    requires io.hotloop;
    requires io.hotloop.bindings;
    requires io.hotloop.kernel;
    requires io.hotloop.particles;
    requires io.hotloop.bench;
    requires com.fasterxml.jackson.jr.ob;
    requires info.picocli;
    requires java.compiler;
    requires java.management;
    requires jdk.jfr;
    requires jdk.jshell;
    requires org.jline.reader;
    requires static org.jspecify;

    opens io.hotloop.cli to
            info.picocli;
}
