package io.processpool.internal.memory;

/** The number of the system call futex, which differs between processors. */
final class FutexNumber {

    private FutexNumber() {}

    /**
     * Looks it up.
     *
     * @throws UnsupportedOperationException if there is none, or it is not known
     */
    static long of(String system, String processor) {
        if (!system.equals("Linux")) {
            throw new UnsupportedOperationException("no futex on " + system);
        }
        return switch (processor) {
            case "amd64" -> 202;
            case "aarch64", "riscv64" -> 98;
            case "ppc64le", "ppc64" -> 221;
            case "s390x" -> 238;
            default -> throw new UnsupportedOperationException("no number of futex for " + processor);
        };
    }
}
