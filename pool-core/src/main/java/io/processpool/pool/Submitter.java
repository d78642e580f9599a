package io.processpool.pool;

import io.processpool.RemoteFunction;
import io.processpool.RuntimeError;
import io.processpool.SerializationException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** What all calls come down to: the items of an input, gathered into a value or iterated; waiting or not. */
abstract class Submitter {
    private final PoolEngine engine;
    private final CallOptions options;

    Submitter(PoolEngine engine, CallOptions options) {
        this.engine = engine;
        this.options = options;
    }

    final PoolEngine engine() {
        return engine;
    }

    final CallOptions options() {
        return options;
    }

    final <A, R> R runOne(String verb, RemoteFunction<? super A, ? extends R> task, A argument) {
        return run(verb, task, Input.only(argument, task), ResultSink.<R>single());
    }

    final <A, R> AsyncResult<R> submitOne(String verb, RemoteFunction<? super A, ? extends R> task, A argument) {
        return submit(verb, task, Input.only(argument, task), ResultSink.<R>single());
    }

    final <A, R> List<R> runAll(String verb, RemoteFunction<? super A, ? extends R> task, Iterable<? extends A> items) {
        Input input = input(items);
        return run(verb, task, input, ResultSink.<R>list(input.expected()));
    }

    final <A, R> AsyncResult<List<R>> submitAll(
            String verb, RemoteFunction<? super A, ? extends R> task, Iterable<? extends A> items) {
        Input input = input(items);
        return submit(verb, task, input, ResultSink.<R>list(input.expected()));
    }

    final <A, R> List<Outcome<R>> runOutcomes(
            String verb, RemoteFunction<? super A, ? extends R> task, Iterable<? extends A> items) {
        List<A> all = new ArrayList<>();
        Objects.requireNonNull(items, "items").forEach(all::add);
        return run(verb, task, input(all), ResultSink.<R>outcomes(all));
    }

    final <A> void runAllVoid(String verb, RemoteFunction<? super A, Void> task, Iterable<? extends A> items) {
        run(verb, task, input(items), ResultSink.none());
    }

    final <A> AsyncResult<Void> submitAllVoid(
            String verb, RemoteFunction<? super A, Void> task, Iterable<? extends A> items) {
        return submit(verb, task, input(items), ResultSink.none());
    }

    final <A, R> ResultIterator<R> iterate(
            String verb, RemoteFunction<? super A, ? extends R> task, Iterable<? extends A> items, Delivery delivery) {
        Iterator<? extends A> input = Objects.requireNonNull(items, "items").iterator();
        Objects.requireNonNull(task, "task");
        IterationCall call = new IterationCall(engine, verb, options, delivery);
        call.begin(TaskFunction.of(task, call.id));
        engine.begin(call);
        return new PullingIterator<>(engine, call, input, options.chunkSizeOfIteration());
    }

    private Input input(Iterable<?> items) {
        engine.checkRunning();
        return Input.of(items, options, engine.processes());
    }

    /** Whatever cannot be submitted is thrown here, in the thread that asked for it. */
    private <T> T run(String verb, Object task, Input input, ResultSink<T> sink) {
        GatheringCall<T> call = begin(verb, task, sink, null);
        try {
            call.begin(TaskFunction.of(task, call.id));
            new Feeder(engine, call).feedGradually(input);
            call.help();
            call.result().await();
        } catch (InterruptedException interrupted) {
            call.result().cancel(true);
            Thread.currentThread().interrupt();
            throw Failures.interrupted(call.toString(), interrupted);
        } catch (RuntimeError | SerializationException refused) {
            call.result().cancel(true);
            throw WorkerFrame.startAtCaller(refused);
        } catch (RuntimeException | Error thrownByInput) {
            call.result().cancel(true);
            throw thrownByInput;
        }
        return call.result().join();
    }

    /** A lock, or what cannot travel, is the failure of the result; an exception of the input itself is thrown. */
    private <T> AsyncResult<T> submit(String verb, Object task, Input input, ResultSink<T> sink) {
        GatheringCall<T> call = begin(verb, task, sink, engine.backlog());
        try {
            call.begin(TaskFunction.of(task, call.id));
            new Feeder(engine, call).feedWhole(input);
        } catch (InterruptedException interrupted) {
            call.result().cancel(true);
            Thread.currentThread().interrupt();
            throw Failures.interrupted(call.toString(), interrupted);
        } catch (RuntimeError | SerializationException refused) {
            call.abort(WorkerFrame.startAtCaller(refused));
        } catch (RuntimeException | Error thrownByInput) {
            call.result().cancel(true);
            throw thrownByInput;
        }
        return call.result();
    }

    private <T> GatheringCall<T> begin(String verb, Object task, ResultSink<T> sink, Backlog backlog) {
        Objects.requireNonNull(task, "task");
        GatheringCall<T> call = new GatheringCall<>(engine, verb, options, sink, backlog);
        engine.begin(call);
        return call;
    }
}
