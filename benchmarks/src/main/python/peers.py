"""CPython's side of the benchmark table: `peers.py ROW` measures once for each line on standard input."""

import multiprocessing
import sys
import time


def square(n):
    return n * n


class LockUncontended:
    CYCLES = 300_000

    def __init__(self):
        self.lock = multiprocessing.Lock()

    def measure(self):
        lock = self.lock
        start = time.perf_counter()
        for _ in range(self.CYCLES):
            lock.acquire()
            lock.release()
        return (time.perf_counter() - start) * 1e9 / self.CYCLES


class WithPool:
    def __init__(self):
        self.pool = multiprocessing.get_context("spawn").Pool(2)


class MapChunkOne(WithPool):
    ITEMS = 30_000

    def measure(self):
        items = list(range(self.ITEMS))
        start = time.perf_counter()
        squares = self.pool.map(square, items, chunksize=1)
        seconds = time.perf_counter() - start
        assert squares == [n * n for n in items]
        return self.ITEMS / seconds


class ApplyRoundTrip(WithPool):
    CALLS = 3_000

    def measure(self):
        start = time.perf_counter()
        for i in range(self.CALLS):
            assert self.pool.apply(square, (i,)) == i * i
        return (time.perf_counter() - start) * 1e6 / self.CALLS


ROWS = {
    "lock.uncontended": LockUncontended,
    "map.chunk1": MapChunkOne,
    "apply.roundtrip": ApplyRoundTrip,
}

if __name__ == "__main__":
    row = ROWS[sys.argv[1]]()
    for _ in sys.stdin:
        print(row.measure(), flush=True)
