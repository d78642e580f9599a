package io.processpool.worker.manager;

import io.processpool.RemoteCallable;
import io.processpool.internal.rpc.DirectoryService;
import io.processpool.internal.rpc.MapService;
import io.processpool.internal.rpc.ObjectKind;
import io.processpool.internal.rpc.ServerConfig;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The objects of this server, and who refers to them: an object is forgotten with the last reference of a client or of
 * a message on its way.
 *
 * <p>Thread-safe.
 */
final class Directory implements DirectoryService {
    private final ServerConfig config;
    private final Map<Long, Hosted> objects = new ConcurrentHashMap<>();
    private final Map<String, Class<?>> types = new ConcurrentHashMap<>();
    private final Map<String, RemoteCallable<?>> factories = new ConcurrentHashMap<>();
    private final AllowList allowList;

    // All guarded by this, as are the counts in Hosted and Session.
    private final Tickets tickets = new Tickets();
    private long lastId = REGISTRY_ID;

    Directory(ServerConfig config) {
        this.config = config;
        for (Map.Entry<Class<?>, RemoteCallable<?>> factory : config.factories().entrySet()) {
            add(factory.getKey(), factory.getValue());
        }
        allowList = config.isOpen()
                ? null
                : new AllowList(config.allowed(), config.factories().keySet());
        addForEver(ID, this, DirectoryService.class);
        addForEver(REGISTRY_ID, new ServedMap(), MapService.class);
    }

    /** What strangers may send; null if there are none. */
    AllowList allowList() {
        return allowList;
    }

    private void addForEver(long id, Object target, Class<?> service) {
        Hosted hosted = new Hosted(id, target, service);
        hosted.references = 1;
        objects.put(id, hosted);
    }

    private void add(Class<?> type, RemoteCallable<?> factory) {
        types.put(type.getName(), type);
        factories.put(type.getName(), factory);
    }

    /**
     * Finds an object.
     *
     * @throws IllegalStateException if there is none of that id
     */
    Hosted find(long object) {
        Hosted hosted = objects.get(object);
        if (hosted == null) {
            throw new IllegalStateException("there is no object " + object + " any more: nobody referred to it");
        }
        return hosted;
    }

    // Making

    @Override
    public long create(String name, Object[] arguments) {
        ObjectKind kind = ObjectKind.valueOf(name);
        return host(Kinds.make(this, kind, arguments), kind.service());
    }

    @Override
    public long createRegistered(String type) throws Exception {
        RemoteCallable<?> factory = factories.get(type);
        if (factory == null) {
            throw new IllegalArgumentException(type + " is not registered; there are " + factories.keySet());
        }
        Object made = factory.call();
        Class<?> service = types.get(type);
        if (!service.isInstance(made)) {
            throw new IllegalArgumentException("the factory of " + type + " made " + made);
        }
        return host(made, service);
    }

    @Override
    public void register(Class<?> type, RemoteCallable<?> factory) {
        if (!config.isOpen()) {
            throw new IllegalStateException("a manager at an address has the types that its builder registered");
        }
        add(type, factory);
    }

    private synchronized long host(Object target, Class<?> service) {
        Hosted hosted = new Hosted(++lastId, target, service);
        objects.put(lastId, hosted);
        count(Caller.current().session(), lastId, hosted);
        return lastId;
    }

    // Counting

    @Override
    public synchronized void retain(long object, long ticket) {
        Hosted hosted = find(object);
        count(Caller.current().session(), object, hosted);
        if (tickets.takeUp(ticket, object)) {
            drop(object, 1);
        }
    }

    private static void count(Session session, long object, Hosted hosted) {
        if (session.isDead()) {
            throw new CallerGoneException();
        }
        hosted.references++;
        Integer before = session.references.get(object);
        session.references.put(object, before == null ? 1 : before + 1);
    }

    @Override
    public synchronized void release(long object) {
        Map<Long, Integer> references = Caller.current().session().references;
        Integer count = references.get(object);
        if (count != null) {
            if (count > 1) {
                references.put(object, count - 1);
            } else {
                references.remove(object);
            }
            drop(object, 1);
        }
    }

    @Override
    public synchronized long lend(long object) {
        Hosted hosted = find(object);
        Session lender = Caller.current().session();
        if (lender.isDead()) {
            throw new CallerGoneException();
        }
        hosted.references++;
        expire(System.nanoTime());
        return tickets.issue(object, lender);
    }

    private void drop(long object, int count) {
        Hosted hosted = objects.get(object);
        hosted.references -= count;
        if (hosted.references == 0) {
            objects.remove(object);
        }
    }

    /** A client is dead, and refers to nothing any more. */
    synchronized void forget(Session dead) {
        dead.references.forEach(this::drop);
        dead.references.clear();
        tickets.orphan(dead, System.nanoTime());
        expire(System.nanoTime());
    }

    /** Forgets what the dead have lent some time ago. When somebody lends or dies is often enough: then there may be more of it. */
    synchronized void expire(long nowNanos) {
        tickets.expire(nowNanos).forEach(object -> drop(object, 1));
    }

    /** How many objects there are, without those that are always there. */
    int size() {
        return objects.size() - 2;
    }

    @Override
    public String toString() {
        return config.name() + Arrays.toString(objects.keySet().toArray());
    }
}
