package io.processpool.internal.wire;

import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import java.io.EOFException;
import java.io.InvalidClassException;
import java.io.StreamCorruptedException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Turns what stopped the rebuilding of a value into an error that names the class and the likely reason. */
final class ReadFailure {

    private static final String DESERIALIZE = "$deserializeLambda$";
    private static final String COMPILED_IN_MEMORY =
            "; what JShell or java Program.java compile in memory is on none: compile it with javac";
    private static final String SAME_CLASSES = "give parent and workers the same class path";

    private ReadFailure() {}

    /**
     * The error for a failed attempt to read a value.
     *
     * @param missingClass a class that the stream asked for in vain, or null
     * @throws VirtualMachineError if the JVM is in trouble
     */
    static RuntimeException of(Throwable thrown, String missingClass) {
        Failures.rethrowFatal(thrown);
        Throwable failure = Failures.unwrapped(thrown);
        if (failure instanceof RuntimeError refusal) {
            return refusal;
        }
        if (missingClass != null) {
            return missing(missingClass, failure);
        }
        if (failure instanceof StackOverflowError) {
            String problem = "a value cannot be rebuilt: it is nested too deeply for the stack of the receiving thread";
            return new SerializationException(
                    problem, "pass a flat structure, or a larger -Xss to the process", failure);
        }
        RuntimeException known = known(failure);
        if (known != null) {
            return known;
        }
        String problem = "a value cannot be rebuilt in the receiving process: " + Failures.describe(failure);
        return new SerializationException(problem, "", failure);
    }

    /** The first link of the chain of causes that says something precise, or null. */
    private static RuntimeException known(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable link = failure; link != null && seen.add(link); link = causeOf(link)) {
            RuntimeException known = knownLink(link, failure);
            if (known != null) {
                return known;
            }
        }
        return null;
    }

    private static RuntimeException knownLink(Throwable link, Throwable failure) {
        String message = Failures.messageOf(link);
        if (capturingClass(link, message) != null) {
            String problem = "a lambda of " + capturingClass(link, message)
                    + " cannot be rebuilt: the class is missing or differs in the receiving process";
            return new SerializationException(problem, SAME_CLASSES, failure);
        }
        if (message != null && (link instanceof ClassNotFoundException || link instanceof NoClassDefFoundError)) {
            return missing(message.replace('/', '.'), failure);
        }
        if (link instanceof InvalidClassException invalid && invalid.classname != null) {
            return invalid(invalid.classname, message, failure);
        }
        if (link instanceof EOFException || link instanceof StreamCorruptedException) {
            String problem = "a value cannot be rebuilt: its message ends early or is damaged";
            return new SerializationException(problem, "check that its writeObject and readObject agree", failure);
        }
        return null;
    }

    /** The class whose own code could not make the lambda again, or null when this is about something else. */
    private static String capturingClass(Throwable link, String message) {
        if (message == null) {
            return null;
        }
        if (link instanceof NoSuchMethodException && message.contains("." + DESERIALIZE)) {
            return message.substring(0, message.indexOf("." + DESERIALIZE));
        }
        if (link instanceof IllegalArgumentException && message.equals("Invalid lambda deserialization")) {
            StackTraceElement[] frames = link.getStackTrace();
            boolean isKnown = frames.length > 0 && frames[0].getMethodName().equals(DESERIALIZE);
            return isKnown ? frames[0].getClassName() : "an unknown class";
        }
        // What the JDK says when a lambda stays as it was written, because the class that made it was not resolved.
        boolean isLeftOver = link instanceof ClassCastException && message.contains("SerializedLambda");
        return isLeftOver ? "an unknown class" : null;
    }

    private static SerializationException invalid(String name, String message, Throwable failure) {
        if (message.contains("no valid constructor")) {
            String problem = name + " cannot be rebuilt: no valid constructor";
            String cure = "give its nearest superclass that is not Serializable a constructor without parameters";
            return new SerializationException(problem, cure, failure);
        }
        String problem = name + " cannot be rebuilt: the class differs in the receiving process";
        return new SerializationException(problem, SAME_CLASSES, failure);
    }

    private static SerializationException missing(String name, Throwable failure) {
        String problem = name + " cannot be rebuilt: the class path of the receiving process lacks it";
        return new SerializationException(problem, SAME_CLASSES + COMPILED_IN_MEMORY, failure);
    }

    private static Throwable causeOf(Throwable link) {
        try {
            return link.getCause();
        } catch (RuntimeException thrownByUser) {
            return null;
        }
    }
}
