package io.processpool.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processpool.InterProcessLock;
import io.processpool.RuntimeError;
import java.io.Externalizable;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lock whose author thought of other processes travels by its own means. */
@Timeout(30)
class LocksThatTravelTest {

    private static final class ManagersLock implements IdleLock, InterProcessLock, Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Public with a public constructor, as Java wants it. */
    public static final class ClusterLock implements IdleLock, Externalizable {
        private static final long serialVersionUID = 1L;

        /** For the reading side. */
        public ClusterLock() {}

        @Override
        public void writeExternal(ObjectOutput out) {}

        @Override
        public void readExternal(ObjectInput in) {}
    }

    private record Stub(String name) implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, Method method, Object[] args) {
            return null;
        }
    }

    private static final class SpinLock implements IdleLock, Serializable {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void lockBetweenProcessesMayTravel() {
        assertInstanceOf(ManagersLock.class, PayloadRoundTripTest.roundTrip(new ManagersLock()));
        assertEquals(1, ((List<?>) PayloadRoundTripTest.roundTrip(List.of(new ManagersLock()))).size());
    }

    @Test
    void externalizableLockMayTravel() {
        assertInstanceOf(ClusterLock.class, PayloadRoundTripTest.roundTrip(new ClusterLock()));
    }

    @Test
    void proxyOfALockMayTravel() {
        Object stub = Proxy.newProxyInstance(
                LocksThatTravelTest.class.getClassLoader(), new Class<?>[] {Lock.class}, new Stub("remote"));
        assertInstanceOf(Lock.class, PayloadRoundTripTest.roundTrip(stub));
    }

    @Test
    void usersOwnLockOfOneJvmIsRefused() {
        RuntimeError error = assertThrows(RuntimeError.class, () -> Payload.write(List.of(1, new SpinLock())));
        assertEquals(
                "SpinLock" + InheritanceRuleTest.RULE,
                error.getMessage().lines().findFirst().orElseThrow());
        assertEquals("[1]", error.place());
    }
}
