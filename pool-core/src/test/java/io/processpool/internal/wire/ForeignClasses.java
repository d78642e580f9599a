package io.processpool.internal.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A loader of classes compiled from text: what one process has on its class path and another has not. */
final class ForeignClasses extends ClassLoader {

    private final Map<String, byte[]> classes = new HashMap<>();

    private ForeignClasses() {
        super(ClassLoader.getPlatformClassLoader());
    }

    /** Compiles one top-level class. */
    static ForeignClasses of(String name, String source) {
        ForeignClasses loader = new ForeignClasses();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileManager files = loader.new InMemory(compiler.getStandardFileManager(null, null, null));
        boolean isCompiled = compiler.getTask(
                        null,
                        files,
                        null,
                        List.of("-Xlint:none", "-proc:none"),
                        null,
                        List.of(new Source(name, source)))
                .call();
        if (!isCompiled) {
            throw new IllegalArgumentException("does not compile: " + source);
        }
        return loader;
    }

    /** What a static method without parameters returns. */
    Object call(String className, String method) throws ReflectiveOperationException {
        java.lang.reflect.Method found = Class.forName(className, true, this).getDeclaredMethod(method);
        found.setAccessible(true);
        return found.invoke(null);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

        InMemory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/')), kind) {
                @Override
                public ByteArrayOutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() throws IOException {
                            super.close();
                            classes.put(name, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
