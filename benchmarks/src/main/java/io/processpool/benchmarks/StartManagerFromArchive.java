package io.processpool.benchmarks;

import io.processpool.manager.ManagerBuilder;

/** The same from a class-data archive, which a manager before the first that is measured has left. */
final class StartManagerFromArchive extends StartManager {
    private final Archives archives = new Archives();

    @Override
    ManagerBuilder builder() {
        return super.builder().classDataArchive(archives.directory());
    }

    @Override
    public double measure() {
        archives.train(super::measure);
        return super.measure();
    }

    @Override
    public void close() {
        archives.close();
    }
}
