package io.processpool.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How often the kernel has killed a process of this process's control group for want of memory: {@code oom_kill} in the {@code memory.events} of
 * version 2, or in the {@code memory.oom_control} of version 1. Children are in the same group, unless somebody moves them. Stateless.
 */
final class OomKills {
    private static final Path GROUPS = Path.of("/proc/self/cgroup");
    private static final Path MOUNT = Path.of("/sys/fs/cgroup");

    private OomKills() {}

    /** The count; empty where the kernel does not tell. */
    static OptionalLong count() {
        return count(GROUPS, MOUNT);
    }

    /** The count by the list of groups of a process, and below the place where their files are. */
    static OptionalLong count(Path groups, Path mount) {
        try {
            for (String line : Files.readAllLines(groups)) {
                OptionalLong count = countIn(line.split(":", 3), mount);
                if (count.isPresent()) {
                    return count;
                }
            }
        } catch (IOException | RuntimeException notLinux) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    /** The group's own file, or that of the root, as a container sees its own group. */
    private static OptionalLong countIn(String[] group, Path mount) throws IOException {
        List<Path> files = new ArrayList<>();
        if (group.length == 3 && group[1].isEmpty()) {
            files.add(Path.of(mount + group[2], "memory.events"));
            files.add(mount.resolve("memory.events"));
        } else if (group.length == 3 && List.of(group[1].split(",")).contains("memory")) {
            files.add(Path.of(mount + "/memory" + group[2], "memory.oom_control"));
            files.add(mount.resolve("memory/memory.oom_control"));
        }
        for (Path file : files) {
            if (Files.isReadable(file)) {
                return oomKill(Files.readAllLines(file));
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong oomKill(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith("oom_kill ")) {
                return OptionalLong.of(Long.parseLong(line.substring("oom_kill ".length())));
            }
        }
        return OptionalLong.empty();
    }
}
