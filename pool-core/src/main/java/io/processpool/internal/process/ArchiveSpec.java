package io.processpool.internal.process;

import java.nio.file.Path;

/**
 * Where children that are alike have their class-data archive.
 *
 * @param directory the user's, for archives of all programs
 * @param makerMain the main class that makes one, in the class path of the children
 */
public record ArchiveSpec(Path directory, String makerMain) {}
