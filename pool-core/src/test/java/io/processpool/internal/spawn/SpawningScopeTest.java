package io.processpool.internal.spawn;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SpawningScopeTest {

    @Test
    void isOpenFromOpenToClose() {
        assertFalse(SpawningScope.isOpen());
        SpawningScope scope = SpawningScope.open();
        assertTrue(SpawningScope.isOpen());
        scope.close();
        assertFalse(SpawningScope.isOpen());
    }

    @Test
    void staysOpenUntilTheOutermostIsClosed() {
        SpawningScope outer = SpawningScope.open();
        SpawningScope inner = SpawningScope.open();
        inner.close();
        inner.close();
        assertTrue(SpawningScope.isOpen());
        outer.close();
        assertFalse(SpawningScope.isOpen());
    }

    @Test
    void closingTheOuterOneClosesWhatWasForgottenInside() {
        SpawningScope outer = SpawningScope.open();
        SpawningScope forgotten = SpawningScope.open();
        outer.close();
        assertFalse(SpawningScope.isOpen());
        forgotten.close();
        assertFalse(SpawningScope.isOpen());
    }

    @Test
    void belongsToOneThread() throws Exception {
        SpawningScope scope = SpawningScope.open();
        try {
            FutureTask<Boolean> elsewhere = new FutureTask<>(() -> {
                scope.close();
                return SpawningScope.isOpen();
            });
            new Thread(elsewhere).start();
            assertFalse(elsewhere.get());
            assertTrue(SpawningScope.isOpen());
        } finally {
            scope.close();
        }
    }
}
