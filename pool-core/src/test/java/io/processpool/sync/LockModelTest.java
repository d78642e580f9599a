package io.processpool.sync;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processpool.internal.memory.SlotAllocator;
import io.processpool.internal.memory.Words;
import io.processpool.internal.spawn.ProcessIdentity;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every interleaving of a few processes that lock, wait, release and die at one word. The steps are those of the real
 * {@link LockWord}; what is modelled is only who does which next, and the kernel's queue of sleepers.
 *
 * <p>A state is the word and where each process stands. Proved over all that can be reached: no two live processes are
 * inside; and wherever a live process wants to come in, one still can, though nobody new comes and no parent helps.
 * Without deaths that needs no time-outs, so no wake-up is lost.
 */
@Timeout(120)
class LockModelTest {

    /** Where a process stands; the words it has seen but not yet acted upon are part of the state. */
    private enum At {
        OUTSIDE,
        MARKING, // found the word taken
        ABOUT_TO_SLEEP, // has marked, and has `seen`
        ASLEEP,
        WOKEN,
        INSIDE,
        WAKING, // has released a word with the mark, and must wake
        DEAD
    }

    private record Process(At at, boolean hasWaited, long seen) {
        static final Process START = new Process(At.OUTSIDE, false, 0);

        boolean is(At where) {
            return at == where;
        }

        Process to(At next) {
            return new Process(next, next != At.OUTSIDE && next != At.INSIDE && hasWaited, 0);
        }

        Process saw(long value) {
            return new Process(At.ABOUT_TO_SLEEP, true, value);
        }
    }

    /** `queue` is the kernel's: who fell asleep first is woken first. */
    private record State(long word, List<Process> processes, List<Integer> queue) {

        State with(long newWord, int who, Process process) {
            List<Process> changed = new ArrayList<>(processes);
            changed.set(who, process);
            return new State(newWord, List.copyOf(changed), queue);
        }

        boolean hasOneAt(At where) {
            return processes.stream().anyMatch(process -> process.is(where));
        }

        boolean isWanted() {
            return hasOneAt(At.MARKING) || hasOneAt(At.ABOUT_TO_SLEEP) || hasOneAt(At.ASLEEP) || hasOneAt(At.WOKEN);
        }

        State withQueue(List<Integer> newQueue) {
            return new State(word, processes, List.copyOf(newQueue));
        }
    }

    private final Words words = new Words(ByteBuffer.allocateDirect(SlotAllocator.SLOT_BYTES));
    private LockWord[] views;
    private boolean withDeaths;
    private boolean withTimeOuts;

    @Test
    void twoProcessesWithoutDeathsNeedNoTimeOut() {
        explore(2, false, false);
    }

    @Test
    void threeProcessesWithoutDeathsNeedNoTimeOut() {
        explore(3, false, false);
    }

    @Test
    void threeProcessesOfWhichAnyMayDieAtAnyStepNeverStick() {
        explore(3, true, true);
    }

    private void explore(int processes, boolean deaths, boolean timeOuts) {
        withDeaths = deaths;
        withTimeOuts = timeOuts;
        views = new LockWord[processes];
        for (int i = 0; i < processes; i++) {
            views[i] = new LockWord(words, 0, new ProcessIdentity(i + 1, 100 + i));
        }
        Process[] start = new Process[processes];
        Arrays.fill(start, Process.START);
        Map<State, List<State>> edges = search(new State(LockWord.FREE, List.of(start), List.of()));
        assertWhoWantsComesIn(edges);
    }

    /** Finds all states; to each, where it leads if nobody dies, nobody new comes and no parent helps. */
    private Map<State, List<State>> search(State start) {
        Map<State, List<State>> edges = new HashMap<>();
        Deque<State> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            State state = open.pop();
            if (edges.containsKey(state)) {
                continue;
            }
            long inside =
                    state.processes().stream().filter(p -> p.is(At.INSIDE)).count();
            assertTrue(inside <= 1, () -> "two are inside: " + state);
            List<State> next = new ArrayList<>();
            for (int who = 0; who < views.length; who++) {
                List<State> steps = steps(state, who);
                open.addAll(steps);
                if (!state.processes().get(who).is(At.OUTSIDE)) {
                    next.addAll(steps);
                }
                open.addAll(strokesOfFate(state, who));
            }
            edges.put(state, next);
        }
        return edges;
    }

    /** Goes backwards from all states in which a live process is inside. */
    private static void assertWhoWantsComesIn(Map<State, List<State>> edges) {
        Map<State, List<State>> back = new HashMap<>();
        edges.forEach((from, all) -> all.forEach(
                to -> back.computeIfAbsent(to, unused -> new ArrayList<>()).add(from)));
        Set<State> good = new HashSet<>();
        Deque<State> open = new ArrayDeque<>();
        for (State state : edges.keySet()) {
            if (state.hasOneAt(At.INSIDE)) {
                open.add(state);
            }
        }
        assertFalse(open.isEmpty());
        while (!open.isEmpty()) {
            State state = open.pop();
            if (good.add(state)) {
                open.addAll(back.getOrDefault(state, List.of()));
            }
        }
        for (State state : edges.keySet()) {
            assertTrue(good.contains(state) || !state.isWanted(), () -> "stuck: " + state);
        }
    }

    // What a process may do next

    private List<State> steps(State state, int who) {
        Process process = state.processes().get(who);
        List<State> next = new ArrayList<>(3);
        words.setLongVolatile(LockWord.WORD_OFFSET, state.word());
        LockWord word = views[who];
        switch (process.at()) {
            case OUTSIDE, WOKEN -> {
                boolean taken = process.hasWaited() ? word.tryAcquireAfterWait() : word.tryAcquire();
                next.add(state.with(word.valueVolatile(), who, process.to(taken ? At.INSIDE : At.MARKING)));
            }
            case MARKING -> {
                long seen = word.markWaiting();
                Process then = LockWord.hasOwner(seen) ? process.saw(seen) : process.to(At.WOKEN);
                next.add(state.with(word.valueVolatile(), who, then));
            }
            case ABOUT_TO_SLEEP -> {
                takeOver(state, who, process.seen(), next);
                sleep(state, who, process, next);
            }
            case ASLEEP -> {
                if (withTimeOuts) {
                    List<Integer> queue = new ArrayList<>(state.queue());
                    queue.remove((Integer) who);
                    next.add(state.with(state.word(), who, process.to(At.WOKEN)).withQueue(queue));
                }
            }
            case INSIDE -> {
                boolean mustWake = !word.tryRelease() && LockWord.hasWaiters(word.release());
                next.add(state.with(word.valueVolatile(), who, process.to(mustWake ? At.WAKING : At.OUTSIDE)));
            }
            case WAKING -> next.add(wakeFirst(state.with(state.word(), who, process.to(At.OUTSIDE))));
            case DEAD -> {
                // Nothing comes from it.
            }
            default -> throw new AssertionError(process);
        }
        return next;
    }

    /** The death of a process, and a parent's mark that may or may not follow. */
    private List<State> strokesOfFate(State state, int who) {
        List<State> next = new ArrayList<>();
        Process process = state.processes().get(who);
        if (withDeaths && !process.is(At.DEAD)) {
            List<Integer> queue = new ArrayList<>(state.queue());
            queue.remove((Integer) who);
            next.add(state.with(state.word(), who, process.to(At.DEAD)).withQueue(queue));
            markDead(state, who, next);
        }
        return next;
    }

    private void takeOver(State state, int who, long seen, List<State> next) {
        int owner = (int) ProcessIdentity.pidOf(seen) - 1;
        if (owner >= 0 && state.processes().get(owner).is(At.DEAD) && views[who].takeOver(seen)) {
            next.add(state.with(
                    views[who].valueVolatile(), who, state.processes().get(who).to(At.INSIDE)));
            words.setLongVolatile(LockWord.WORD_OFFSET, state.word());
        }
    }

    /** The kernel's comparison and the falling asleep are one step. */
    private void sleep(State state, int who, Process process, List<State> next) {
        if ((int) state.word() == (int) process.seen()) {
            List<Integer> queue = new ArrayList<>(state.queue());
            queue.add(who);
            next.add(state.with(state.word(), who, process.to(At.ASLEEP)).withQueue(queue));
        } else {
            next.add(state.with(state.word(), who, process.to(At.WOKEN)));
        }
    }

    /** A parent's sweep: marks a dead owner and wakes all. */
    private void markDead(State state, int who, List<State> next) {
        for (int dead = 0; dead < views.length; dead++) {
            words.setLongVolatile(LockWord.WORD_OFFSET, state.word());
            long name = new ProcessIdentity(dead + 1, 100 + dead).word();
            if (state.processes().get(dead).is(At.DEAD) && views[who].markOwnerDied(name)) {
                State marked = state.with(
                        words.getLongVolatile(0), who, state.processes().get(who));
                while (!marked.queue().isEmpty()) {
                    marked = wakeFirst(marked);
                }
                next.add(marked);
            }
        }
    }

    private static State wakeFirst(State state) {
        if (state.queue().isEmpty()) {
            return state;
        }
        List<Integer> queue = new ArrayList<>(state.queue());
        int first = queue.remove(0);
        Process woken = state.processes().get(first).to(At.WOKEN);
        return state.with(state.word(), first, woken).withQueue(queue);
    }
}
