package io.processpool.benchmarks;

import io.processpool.manager.ManagerBuilder;

/** The same from a class-data archive, which a manager before the first that is measured has left. */
final class StartManagerFromArchive extends StartManager {
    private final ArchiveOfJars archive = new ArchiveOfJars();

    @Override
    ManagerBuilder builder() {
        return super.builder().classPath(archive.jars()).classDataArchive(archive.directory());
    }

    @Override
    public double measure() {
        archive.train(super::measure);
        return super.measure();
    }

    @Override
    public void close() {
        archive.close();
    }
}
