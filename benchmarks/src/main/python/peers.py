"""CPython's side of the benchmark table.

`peers.py ROW LAP` (or `peers.py POINT:NUMBER... LAP`) measures once for each line on standard input, and answers with a line: the figure, a space, and what
belongs beside it. LAP is how long a race lasts, in seconds.
"""

import concurrent.futures
import hashlib
import multiprocessing
import random
import sys
import time

# How long a race lasts; 0.5 in a full measurement. Children of a pool import this file too.
lap_seconds = float(sys.argv[2]) if __name__ == "__main__" else 0.5


def square(n):
    return n * n


def share(of_full):
    """How much to do of what is done in a full measurement."""
    return int(of_full * lap_seconds / 0.5)


def longest_and_share(longest, counts):
    return f"longest wait {longest * 1e3:.2f} ms, slowest/fastest {min(counts) / max(counts):.2f}"


class LockUncontended:
    CYCLES = share(300_000)

    def __init__(self):
        self.lock = multiprocessing.Lock()

    def measure(self):
        lock = self.lock
        start = time.perf_counter()
        for _ in range(self.CYCLES):
            lock.acquire()
            lock.release()
        nanos = (time.perf_counter() - start) * 1e9
        check_that_it_locks(lock)
        return nanos / self.CYCLES


def check_that_it_locks(lock):
    with lock:
        assert not lock.acquire(False)
    assert lock.acquire(False)
    lock.release()


class WithPool:
    def __init__(self, workers=2):
        self.pool = multiprocessing.get_context("spawn").Pool(workers)


class MapTiny(WithPool):
    """`map` over tiny items, again and again; a chunk size of 0 is the default."""

    def __init__(self, workers, count, chunk_size):
        super().__init__(workers)
        self.items = list(range(count))
        self.chunk_size = chunk_size or None

    def measure(self):
        results = 0
        seconds = 0.0
        while seconds < lap_seconds / 2:
            start = time.perf_counter()
            squares = self.pool.map(square, self.items, chunksize=self.chunk_size)
            seconds += time.perf_counter() - start
            assert squares == [n * n for n in self.items]
            results += len(squares)
        return results / seconds


class ApplyRoundTrip(WithPool):
    CALLS = share(3_000)

    def measure(self):
        start = time.perf_counter()
        for i in range(self.CALLS):
            assert self.pool.apply(square, (i,)) == i * i
        return (time.perf_counter() - start) * 1e6 / self.CALLS


class ApplyAsyncPipelined(WithPool):
    CALLS = share(10_000)

    def measure(self):
        start = time.perf_counter()
        results = [self.pool.apply_async(square, (i,)) for i in range(self.CALLS)]
        squares = [result.get() for result in results]
        seconds = time.perf_counter() - start
        assert squares == [n * n for n in range(self.CALLS)]
        return self.CALLS / seconds


class ImapUnordered(WithPool):
    def __init__(self, count, chunk_size):
        super().__init__()
        self.count = share(count)
        self.chunk_size = chunk_size

    def measure(self):
        start = time.perf_counter()
        total = sum(self.pool.imap_unordered(square, range(self.count), self.chunk_size))
        seconds = time.perf_counter() - start
        assert total == sum(n * n for n in range(self.count))
        return self.count / seconds


class ExecutorSubmit:
    CALLS = share(10_000)

    def __init__(self):
        context = multiprocessing.get_context("spawn")
        self.executor = concurrent.futures.ProcessPoolExecutor(2, mp_context=context)

    def measure(self):
        start = time.perf_counter()
        futures = [self.executor.submit(square, i) for i in range(self.CALLS)]
        squares = [future.result() for future in futures]
        seconds = time.perf_counter() - start
        assert squares == [n * n for n in range(self.CALLS)]
        return self.CALLS / seconds


class Bytes(WithPool):
    IN_ALL = 256 << 20

    def __init__(self, length):
        super().__init__()
        count = max(2, share(min(20_000, max(2, self.IN_ALL // length))))
        self.items = [random.Random(1).randbytes(length)] * count

    def measure(self):
        start = time.perf_counter()
        seen = self.pool.map(look, self.items, chunksize=1)
        seconds = time.perf_counter() - start
        assert seen == [look(item) for item in self.items]
        return len(self.items) * len(self.items[0]) / (1 << 20) / seconds


made = None


def make(length):
    """What all tasks of a worker give, so that only its way is measured."""
    global made
    if made is None or len(made) != length:
        made = random.Random(1).randbytes(length)
    return made


class LargeResults(WithPool):
    IN_ALL = 256 << 20

    def __init__(self, length):
        super().__init__()
        self.lengths = [length] * max(2, share(self.IN_ALL // length))

    def measure(self):
        expected = look(make(self.lengths[0]))
        start = time.perf_counter()
        right = sum(look(result) == expected for result in self.pool.imap_unordered(make, self.lengths))
        seconds = time.perf_counter() - start
        assert right == len(self.lengths)
        return right * self.lengths[0] / (1 << 20) / seconds


class SharedArgument(WithPool):
    """A thousand tasks that read the same bytes. Pickle writes what is the same object once for each chunk."""

    def __init__(self, length):
        super().__init__()
        self.items = [random.Random(1).randbytes(length)] * 1_000

    def measure(self):
        start = time.perf_counter()
        seen = self.pool.map(look, self.items)
        seconds = time.perf_counter() - start
        assert seen == [look(self.items[0])] * len(self.items)
        return len(self.items) / seconds


def look(item):
    return len(item) + item[0] + item[len(item) // 2] + item[-1]


class CpuBatch(WithPool):
    """A batch of hashing."""

    ITEMS = share(200)

    def __init__(self, workers):
        super().__init__(workers)
        self.right = [hash_of(seed) for seed in range(self.ITEMS)]

    def measure(self):
        start = time.perf_counter()
        hashes = self.pool.map(hash_of, range(self.ITEMS))
        seconds = time.perf_counter() - start
        assert hashes == self.right
        return self.ITEMS / seconds


def hash_of(seed):
    data = bytearray(256 << 10)
    data[0] = seed % 256
    digest = hashlib.sha256()
    for _ in range(16):
        digest.update(data)
    return digest.digest()[0]


class StartPool:
    """A pool of four with an injected lock, from nothing to the first results of four items."""

    def measure(self):
        context = multiprocessing.get_context("spawn")
        start = time.perf_counter()
        with context.Pool(4, initializer=prepare_lock, initargs=(context.Lock(),)) as pool:
            squares = pool.map(square_under_lock, range(4), chunksize=1)
            millis = (time.perf_counter() - start) * 1e3
        assert squares == [0, 1, 4, 9]
        return millis


def prepare_lock(lock):
    global injected
    injected = lock


def square_under_lock(n):
    with injected:
        return n * n


class Race:
    """Processes that do the same for some time, starting together; a subclass says what."""

    TRIES_PER_LOOK_AT_CLOCK = 64

    def __init__(self, runners=2):
        context = multiprocessing.get_context("spawn")
        self.runners = runners
        self.barrier = context.Barrier(runners)
        self.lock = context.Lock()
        self.number = context.Value("q", 0)
        shared = (type(self), self.barrier, self.lock, self.number, lap_seconds)
        self.pool = context.Pool(runners, initializer=prepare_runner, initargs=shared)

    def measure(self):
        self.number.value = 0
        laps = self.pool.map(run_lap, range(self.runners), chunksize=1)
        counts, seconds, longest = zip(*laps)
        assert sum(counts) == self.number.value, (counts, self.number.value)
        self.longest = max(longest)
        self.beside = longest_and_share(self.longest, counts)
        return sum(counts) / max(seconds)


def prepare_runner(row, barrier, lock, number, seconds):
    global runner, lap_seconds
    lap_seconds = seconds
    runner = row.__new__(row)
    runner.barrier, runner.lock, runner.number = barrier, lock, number
    runner.raw = number.get_obj()


def run_lap(player):
    attempt = runner.attempt
    runner.barrier.wait()
    start = time.perf_counter()
    successes = 0
    seconds = longest = 0.0
    while seconds < lap_seconds:
        before = seconds
        for _ in range(Race.TRIES_PER_LOOK_AT_CLOCK):
            if attempt(player):
                successes += 1
        seconds = time.perf_counter() - start
        longest = max(longest, seconds - before)
    return successes, seconds, longest


class LockContended(Race):
    def attempt(self, player):
        with self.lock:
            self.raw.value += 1
        return True


class LockWaits(LockContended):
    """How long a process waits at most, in milliseconds."""

    def measure(self):
        super().measure()
        return self.longest * 1e3


class LockPingPong:
    """Two processes wake each other in turns, by two semaphores."""

    ROUNDS = share(20_000)
    PAUSE = 0

    def __init__(self):
        context = multiprocessing.get_context("spawn")
        self.semaphores = (context.Semaphore(0), context.Semaphore(0))
        shared = (*self.semaphores, context.Barrier(2))
        self.pool = context.Pool(2, initializer=prepare_player, initargs=shared)

    def measure(self):
        laps = self.pool.starmap(play, [(i, self.ROUNDS, self.PAUSE) for i in range(2)], chunksize=1)
        assert not any(semaphore.acquire(False) for semaphore in self.semaphores)
        seconds, longest = zip(*laps)
        self.beside = longest_and_share(max(longest), [self.ROUNDS] * 2)
        return (max(seconds) / self.ROUNDS - 2 * self.PAUSE) * 1e6


class LockPingPongAsleep(LockPingPong):
    """The one who waits has gone to sleep each time before it is woken; the pause is not counted."""

    ROUNDS = share(1_000)
    PAUSE = 300e-6


def prepare_player(*semaphores):
    global ping, pong, both
    ping, pong, both = semaphores


def play(player, rounds, pause):
    both.wait()
    longest = 0.0
    start = time.perf_counter()
    for _ in range(rounds):
        if player == 0:
            spend(pause)
            ping.release()
            longest = max(longest, seconds_to_acquire(pong))
        else:
            longest = max(longest, seconds_to_acquire(ping))
            spend(pause)
            pong.release()
    return time.perf_counter() - start, longest


def seconds_to_acquire(semaphore):
    asked = time.perf_counter()
    semaphore.acquire()
    return time.perf_counter() - asked


def spend(seconds):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


class LockSections:
    """Four processes that each want the lock again as soon as they have left it, for sections of 100 us."""

    def __init__(self):
        context = multiprocessing.get_context("spawn")
        shared = (context.Lock(), context.Barrier(4), context.Value("q", 0), 4 * lap_seconds)
        self.number = shared[2]
        self.pool = context.Pool(4, initializer=prepare_turns, initargs=shared)

    def measure(self):
        self.number.value = 0
        turns, seconds, inside, cpu, longest = zip(*self.pool.map(take_turns, range(4), chunksize=1))
        assert sum(turns) == self.number.value
        elapsed = max(seconds)
        waiting = 100 * (sum(cpu) - sum(inside)) / elapsed
        self.beside = f"{longest_and_share(max(longest), turns)}, waiting cost {waiting:.1f} % of a core"
        return 100 * sum(inside) / elapsed


def prepare_turns(*shared):
    global lock, all_four, number, section_seconds
    lock, all_four, number, section_seconds = shared


def take_turns(_):
    all_four.wait()
    cpu = time.process_time()
    turns, inside, longest = 0, 0.0, 0.0
    begin = now = time.perf_counter()
    while now - begin < section_seconds:
        asked = now
        with lock:
            entered = time.perf_counter()
            number.get_obj().value += 1
            spend(100e-6)
            now = time.perf_counter()
        longest = max(longest, entered - asked)
        inside += now - entered
        turns += 1
    return turns, now - begin, inside, time.process_time() - cpu, longest


class ValueIncrement(Race):
    def attempt(self, player):
        with self.number.get_lock():
            self.number.value += 1
        return True


class ManagerLock:
    CYCLES = share(3_000)

    def __init__(self):
        self.manager = multiprocessing.get_context("spawn").Manager()
        self.lock = self.manager.Lock()

    def measure(self):
        lock = self.lock
        longest = 0.0
        start = before = time.perf_counter()
        for _ in range(self.CYCLES):
            lock.acquire()
            lock.release()
            now = time.perf_counter()
            longest = max(longest, now - before)
            before = now
        check_that_it_locks(lock)
        self.beside = longest_and_share(longest, [1])
        return (before - start) * 1e6 / self.CYCLES


class ManagerLocks4:
    """Four clients, each with a lock of its own in one manager."""

    def __init__(self):
        context = multiprocessing.get_context("spawn")
        self.manager = context.Manager()
        self.locks = [self.manager.Lock() for _ in range(4)]
        shared = (context.Barrier(4), self.locks, lap_seconds)
        self.pool = context.Pool(4, initializer=prepare_client, initargs=shared)

    def measure(self):
        laps = self.pool.map(lap_of_client, range(4), chunksize=1)
        for lock in self.locks:
            check_that_it_locks(lock)
        cycles, seconds, longest = zip(*laps)
        self.beside = longest_and_share(max(longest), cycles)
        return sum(cycles) / max(seconds)


def prepare_client(*shared):
    global all_clients, locks, lap_seconds
    all_clients, locks, lap_seconds = shared


def lap_of_client(client):
    lock = locks[client]
    all_clients.wait()
    cycles = 0
    longest = 0.0
    start = now = time.perf_counter()
    while now - start < lap_seconds:
        before = now
        lock.acquire()
        lock.release()
        cycles += 1
        now = time.perf_counter()
        longest = max(longest, now - before)
    return cycles, now - start, longest


class ManagerPutAll:
    ENTRIES = 1_000_000

    def __init__(self):
        self.manager = multiprocessing.get_context("spawn").Manager()
        self.numbers = {i: i for i in range(self.ENTRIES)}

    def measure(self):
        numbers = self.manager.dict()
        start = time.perf_counter()
        numbers.update(self.numbers)
        millis = (time.perf_counter() - start) * 1e3
        assert len(numbers) == self.ENTRIES
        numbers.clear()
        return millis


ROWS = {
    "lock.uncontended": LockUncontended,
    "map.chunk1": lambda: MapTiny(2, 30_000, 1),
    "apply.roundtrip": ApplyRoundTrip,
    "lock.contended2": LockContended,
    "lock.contended4": lambda: LockContended(4),
    "map.default": lambda: MapTiny(2, 2_000_000, 0),
    "applyAsync.pipelined": ApplyAsyncPipelined,
    "imapUnordered.chunk1": lambda: ImapUnordered(20_000, 1),
    "executor.submit": ExecutorSubmit,
    "bytes.1MiB": lambda: Bytes(1 << 20),
    "bytes.16MiB": lambda: Bytes(16 << 20),
    "results.1MiB": lambda: LargeResults(1 << 20),
    "results.16MiB": lambda: LargeResults(16 << 20),
    "start.pool4": StartPool,
    "lock.pingpong": LockPingPong,
    "lock.pingpong.asleep": LockPingPongAsleep,
    "lock.sections4": LockSections,
    "manager.lock": ManagerLock,
    "manager.locks4": ManagerLocks4,
    "manager.putAll": ManagerPutAll,
    "value.increment2": ValueIncrement,
}

# With numbers behind the name, each after a colon: points of the curves.
POINTS = {
    "map": MapTiny,
    "imap": ImapUnordered,
    "bytes": Bytes,
    "shared": SharedArgument,
    "cpu": CpuBatch,
    "locks": LockContended,
    "waits": LockWaits,
}

if __name__ == "__main__":
    name, *numbers = sys.argv[1].split(":")
    row = POINTS[name](*map(int, numbers)) if numbers else ROWS[name]()
    for _ in sys.stdin:
        print(row.measure(), getattr(row, "beside", ""), flush=True)
