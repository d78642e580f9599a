package io.processpool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a static field whose value child processes inherit, as they inherit a global of Python under {@code fork}.
 *
 * <pre>{@code
 * final class Console {
 *     @Inherit private static ProcessLock lock = ProcessLock.create();
 *
 *     static void print(String line) { lock.run(() -> System.out.println(line)); }
 * }
 *
 * ProcessPool pool = ProcessPool.builder().inherit(Console.class).build();
 * pool.map(Console::print, lines);
 * }</pre>
 *
 * <p>Without it, a static field is another one in each JVM: its static initializer makes a lock of that JVM's own, which
 * excludes nobody else.
 *
 * <p>The value may be a lock, a value or an array in shared memory, anything serializable, a primitive or null. It is
 * read when the pool is built, or the child process started, and set in each worker, and each replacement of one, after
 * the static initializer of the class and before the pool's initializer. What a worker sets later is its own.
 *
 * <p>The field may be private. It must be static, and not final: nobody can set a final one after its static initializer.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Inherit {}
