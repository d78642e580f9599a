package io.processpool.internal.wire;

import java.lang.invoke.SerializedLambda;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which lambda is meant, in the words of the source. */
final class LambdaNames {

    /** What javac calls the body of a lambda: {@code lambda$run$0}, or with a hash when it is serializable. */
    private static final Pattern BODY = Pattern.compile("lambda\\$(.+?)(\\$[0-9a-f]+)?\\$\\d+");

    private LambdaNames() {}

    static String describe(SerializedLambda lambda) {
        String capturing = capturingClass(lambda);
        Matcher body = BODY.matcher(lambda.getImplMethodName());
        if (body.matches()) {
            return "the lambda in " + capturing + "." + body.group(1);
        }
        String method = lambda.getImplMethodName().equals("<init>") ? "new" : lambda.getImplMethodName();
        return "the method reference " + simpleName(lambda.getImplClass()) + "::" + method + " in " + capturing;
    }

    static String capturingClass(SerializedLambda lambda) {
        return lambda.getCapturingClass().replace('/', '.');
    }

    /** Whether the class was spun from a lambda or a method reference. */
    static boolean isLambda(Class<?> type) {
        return type.isHidden() && type.getName().contains("$$Lambda");
    }

    /** The class whose code has the lambda. */
    static String capturingClass(Class<?> lambda) {
        return lambda.getName().substring(0, lambda.getName().indexOf("$$Lambda"));
    }

    private static String simpleName(String internalName) {
        return internalName.substring(Math.max(internalName.lastIndexOf('/'), internalName.lastIndexOf('$')) + 1);
    }
}
