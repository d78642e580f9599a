package io.processpool.acceptance;

import io.processpool.manager.Manager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests that have one manager for all of them, on threads of their JVM. */
abstract class OneManager {
    static Manager manager;

    @BeforeAll
    static void start() {
        manager = Manager.inProcess();
    }

    @AfterAll
    static void close() {
        manager.close();
    }
}
