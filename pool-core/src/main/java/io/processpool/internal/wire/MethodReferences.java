package io.processpool.internal.wire;

import io.processpool.SerializationException;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;

/**
 * Finds the method references that would be read as other ones. Where a class refers to one method for two types of arguments, the code that javac makes for reading
 * looks at the method only (JDK-8376198), and a task of the one type would throw a {@link ClassCastException} over an argument of the other, which nobody could
 * explain.
 */
public final class MethodReferences {

    private MethodReferences() {}

    /**
     * Looks at a task before it is written. What is no method reference, or cannot be looked at, passes.
     *
     * @throws SerializationException if it is a method reference that would be read as one that takes other arguments
     */
    public static void check(Object task) {
        if (!LambdaNames.isLambda(task.getClass())) {
            return;
        }
        try {
            SerializedLambda written = written(task);
            if (!written.getImplMethodName().startsWith("lambda$")) { // The body of a lambda is a method of its own.
                ClassLoader loader = task.getClass().getClassLoader();
                check(written, written(read(written, loader)), loader);
            }
        } catch (ReflectiveOperationException | InaccessibleObjectException | TypeNotPresentException nobodyCanTell) {
            // Then it is as it is without this.
        }
    }

    private static void check(SerializedLambda written, SerializedLambda read, ClassLoader loader) {
        MethodType given = MethodType.fromMethodDescriptorString(written.getInstantiatedMethodType(), loader);
        MethodType taken = MethodType.fromMethodDescriptorString(read.getInstantiatedMethodType(), loader);
        for (int i = 0; i < given.parameterCount(); i++) {
            if (!taken.parameterType(i).isAssignableFrom(given.parameterType(i))) {
                throw new SerializationException(
                        LambdaNames.describe(written)
                                + " cannot be passed between processes: it would be read as the one there for "
                                + taken.parameterType(i).getName() + ", not "
                                + given.parameterType(i).getName(),
                        "javac tells two references to one method apart in different classes only: write a lambda, x -> ...,"
                                + " in place of one of them",
                        null);
            }
        }
    }

    private static SerializedLambda written(Object lambda) throws ReflectiveOperationException {
        Method writing = lambda.getClass().getDeclaredMethod("writeReplace");
        writing.setAccessible(true);
        return (SerializedLambda) writing.invoke(lambda);
    }

    private static Object read(SerializedLambda lambda, ClassLoader loader) throws ReflectiveOperationException {
        Class<?> capturing = Class.forName(LambdaNames.capturingClass(lambda), false, loader);
        Method reading = capturing.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
        reading.setAccessible(true);
        return reading.invoke(null, lambda);
    }
}
