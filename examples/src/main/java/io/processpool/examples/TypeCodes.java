package io.processpool.examples;

import io.processpool.RemoteConsumer;
import io.processpool.pool.ChildProcess;
import io.processpool.shared.SharedByte;
import io.processpool.shared.SharedChar;
import io.processpool.shared.SharedDouble;
import io.processpool.shared.SharedFloat;
import io.processpool.shared.SharedInt;
import io.processpool.shared.SharedLong;
import io.processpool.shared.SharedShort;
import java.io.Serializable;
import java.util.List;

/**
 * Python's type codes. One child writes the smallest value of each type, another the largest; this process reads them.
 * An unsigned type is the signed one of the same size, read as unsigned.
 */
public final class TypeCodes {
    private record Row(String code, String type, Object value) {}

    /** A value for each code. */
    private record Values(
            SharedByte b,
            SharedByte unsignedB,
            SharedShort h,
            SharedShort unsignedH,
            SharedInt i,
            SharedInt unsignedI,
            SharedLong l,
            SharedLong unsignedL,
            SharedLong q,
            SharedLong unsignedQ,
            SharedFloat f,
            SharedDouble d,
            SharedByte c,
            SharedChar u)
            implements Serializable {

        static Values create() {
            return new Values(
                    SharedByte.create((byte) 1),
                    SharedByte.create((byte) 1),
                    SharedShort.create((short) 1),
                    SharedShort.create((short) 1),
                    SharedInt.create(1),
                    SharedInt.create(1),
                    SharedLong.create(1),
                    SharedLong.create(1),
                    SharedLong.create(1),
                    SharedLong.create(1),
                    SharedFloat.create(1),
                    SharedDouble.create(1),
                    SharedByte.create((byte) 1),
                    SharedChar.create('a'));
        }

        List<Row> read() {
            return List.of(
                    new Row("b", "SharedByte", b.get()),
                    new Row("B", "SharedByte", Byte.toUnsignedInt(unsignedB.get())),
                    new Row("h", "SharedShort", h.get()),
                    new Row("H", "SharedShort", Short.toUnsignedInt(unsignedH.get())),
                    new Row("i", "SharedInt", i.get()),
                    new Row("I", "SharedInt", Integer.toUnsignedString(unsignedI.get())),
                    new Row("l", "SharedLong", l.get()),
                    new Row("L", "SharedLong", Long.toUnsignedString(unsignedL.get())),
                    new Row("q", "SharedLong", q.get()),
                    new Row("Q", "SharedLong", Long.toUnsignedString(unsignedQ.get())),
                    new Row("f", "SharedFloat", f.get()),
                    new Row("d", "SharedDouble", d.get()),
                    new Row("c", "SharedByte", String.format("0x%02x", c.get())),
                    new Row("u", "SharedChar", String.format("U+%04X", (int) u.get())));
        }
    }

    private TypeCodes() {}

    public static void main(String[] args) throws InterruptedException {
        Values values = Values.create();
        List<Row> smallest = readAfter(TypeCodes::writeSmallest, values);
        List<Row> largest = readAfter(TypeCodes::writeLargest, values);
        System.out.println("code  type          smallest                 largest");
        for (int i = 0; i < smallest.size(); i++) {
            Row row = smallest.get(i);
            System.out.printf(
                    "'%s'   %-12s  %-23s  %s%n",
                    row.code(), row.type(), row.value(), largest.get(i).value());
        }
    }

    private static List<Row> readAfter(RemoteConsumer<Values> writer, Values values) throws InterruptedException {
        try (ChildProcess child = ChildProcess.of(writer, values).start()) {
            child.join();
        }
        return values.read();
    }

    static void writeSmallest(Values values) {
        values.b.set(Byte.MIN_VALUE);
        values.unsignedB.set((byte) 0);
        values.h.set(Short.MIN_VALUE);
        values.unsignedH.set((short) 0);
        values.i.set(Integer.MIN_VALUE);
        values.unsignedI.set(0);
        values.l.set(Long.MIN_VALUE);
        values.unsignedL.set(0);
        values.q.set(Long.MIN_VALUE);
        values.unsignedQ.set(0);
        values.f.set(-Float.MAX_VALUE);
        values.d.set(-Double.MAX_VALUE);
        values.c.set((byte) 0);
        values.u.set(Character.MIN_VALUE);
    }

    static void writeLargest(Values values) {
        values.b.set(Byte.MAX_VALUE);
        values.unsignedB.set((byte) 0xff);
        values.h.set(Short.MAX_VALUE);
        values.unsignedH.set((short) 0xffff);
        values.i.set(Integer.MAX_VALUE);
        values.unsignedI.set(0xffff_ffff);
        values.l.set(Long.MAX_VALUE);
        values.unsignedL.set(0xffff_ffff_ffff_ffffL);
        values.q.set(Long.MAX_VALUE);
        values.unsignedQ.set(0xffff_ffff_ffff_ffffL);
        values.f.set(Float.MAX_VALUE);
        values.d.set(Double.MAX_VALUE);
        values.c.set((byte) 0xff);
        values.u.set(Character.MAX_VALUE);
    }
}
