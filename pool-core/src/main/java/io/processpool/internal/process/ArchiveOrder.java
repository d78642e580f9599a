package io.processpool.internal.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the maker of an archive is told on its standard input, which stays open afterwards as its life line.
 *
 * @param commands to be run one after the other, as long as they succeed
 * @param log where they print to
 * @param result what they make
 * @param directory private to the maker and its parent, to be removed by whoever is last
 */
public record ArchiveOrder(List<List<String>> commands, Path log, Path result, Path directory) {

    /** Writes it for the maker. */
    void write(DataOutputStream out) throws IOException {
        out.writeInt(commands.size());
        for (List<String> command : commands) {
            out.writeInt(command.size());
            for (String word : command) {
                out.writeUTF(word);
            }
        }
        out.writeUTF(log.toString());
        out.writeUTF(result.toString());
        out.writeUTF(directory.toString());
        out.flush();
    }

    /** Reads what was written. */
    public static ArchiveOrder read(DataInputStream in) throws IOException {
        List<List<String>> commands = new ArrayList<>();
        for (int commandsLeft = in.readInt(); commandsLeft > 0; commandsLeft--) {
            List<String> command = new ArrayList<>();
            for (int wordsLeft = in.readInt(); wordsLeft > 0; wordsLeft--) {
                command.add(in.readUTF());
            }
            commands.add(command);
        }
        return new ArchiveOrder(commands, Path.of(in.readUTF()), Path.of(in.readUTF()), Path.of(in.readUTF()));
    }
}
