/**
 * Values, arrays, buffers and texts that several processes share, each with a lock that they share too.
 *
 * <p>Python's {@code Value} and {@code Array} name their type by a letter. Here it is the class:
 *
 * <table>
 * <caption>Python's type codes and what holds them</caption>
 * <thead>
 * <tr><th>code</th><th>in C</th><th>here, its array</th><th>limits</th><th>remarks</th></tr>
 * </thead>
 * <tbody>
 * <tr><td>{@code 'b'}</td><td>signed char</td>
 *     <td>{@link io.processpool.shared.SharedByte}, {@link io.processpool.shared.SharedByteArray}</td>
 *     <td>&minus;2<sup>7</sup> to 2<sup>7</sup> &minus; 1</td><td></td></tr>
 * <tr><td>{@code 'B'}</td><td>unsigned char</td><td>the same</td><td>0 to 2<sup>8</sup> &minus; 1</td>
 *     <td>the same bits, read with {@link Byte#toUnsignedInt}; or a {@code SharedShort}, which does not wrap at
 *     256</td></tr>
 * <tr><td>{@code 'h'}</td><td>short</td>
 *     <td>{@link io.processpool.shared.SharedShort}, {@link io.processpool.shared.SharedShortArray}</td>
 *     <td>&minus;2<sup>15</sup> to 2<sup>15</sup> &minus; 1</td><td></td></tr>
 * <tr><td>{@code 'H'}</td><td>unsigned short</td><td>the same</td><td>0 to 2<sup>16</sup> &minus; 1</td>
 *     <td>read with {@link Short#toUnsignedInt}; or a {@code SharedInt}</td></tr>
 * <tr><td>{@code 'i'}</td><td>int</td>
 *     <td>{@link io.processpool.shared.SharedInt}, {@link io.processpool.shared.SharedIntArray}</td>
 *     <td>&minus;2<sup>31</sup> to 2<sup>31</sup> &minus; 1</td><td></td></tr>
 * <tr><td>{@code 'I'}</td><td>unsigned int</td><td>the same</td><td>0 to 2<sup>32</sup> &minus; 1</td>
 *     <td>read with {@link Integer#toUnsignedLong}; or a {@code SharedLong}</td></tr>
 * <tr><td>{@code 'l'}, {@code 'q'}</td><td>long, long long</td>
 *     <td>{@link io.processpool.shared.SharedLong}, {@link io.processpool.shared.SharedLongArray}</td>
 *     <td>&minus;2<sup>63</sup> to 2<sup>63</sup> &minus; 1</td>
 *     <td>Python's {@code 'l'} has 32 bits on Windows</td></tr>
 * <tr><td>{@code 'L'}, {@code 'Q'}</td><td>unsigned long, unsigned long long</td><td>the same</td>
 *     <td>0 to 2<sup>64</sup> &minus; 1</td>
 *     <td>printed with {@link Long#toUnsignedString(long)}, compared with {@link Long#compareUnsigned}</td></tr>
 * <tr><td>{@code 'f'}</td><td>float</td>
 *     <td>{@link io.processpool.shared.SharedFloat}, {@link io.processpool.shared.SharedFloatArray}</td>
 *     <td>32 bits, IEEE 754</td><td></td></tr>
 * <tr><td>{@code 'd'}</td><td>double</td>
 *     <td>{@link io.processpool.shared.SharedDouble}, {@link io.processpool.shared.SharedDoubleArray}</td>
 *     <td>64 bits, IEEE 754</td><td></td></tr>
 * <tr><td>{@code 'c'}</td><td>char</td><td>{@code SharedByte}; for an array {@code SharedByteArray}, {@link
 *     io.processpool.shared.SharedBytes} or {@link io.processpool.shared.SharedString}</td>
 *     <td>one byte</td><td>Python shows it as {@code bytes} of length 1</td></tr>
 * <tr><td>{@code 'u'}</td><td>wchar_t</td>
 *     <td>{@link io.processpool.shared.SharedChar}, {@link io.processpool.shared.SharedCharArray}; a text: {@code
 *     SharedString}</td><td>{@code '\u005cu0000'} to {@code '\u005cuffff'}</td>
 *     <td>one character in Python on Linux, where it has 32 bits. A Java char has 16, one unit of UTF-16: a character
 *     beyond {@code U+FFFF}, such as an emoji, takes two, or one {@code SharedInt} that holds its code point</td></tr>
 * <tr><td>none</td><td>_Bool</td>
 *     <td>{@link io.processpool.shared.SharedBoolean}, {@link io.processpool.shared.SharedBooleanArray}</td>
 *     <td>false, true</td><td>one byte each</td></tr>
 * </tbody>
 * </table>
 *
 * <p>Too large a number wraps silently, as in Python and as a Java cast does.
 *
 * <p><b>Locks.</b> {@code create(initial)} is Python's {@code Value(code, initial)}: with a reentrant lock of its own.
 * With {@code create(initial, lock)} several values share one lock, {@code createRaw(initial)} has none. Python takes
 * the lock for each read and write; here they are single volatile steps, and what must be one step takes {@code
 * getAndAdd}, {@code compareAndSet}, {@code update} or the lock.
 *
 * <p><b>Room.</b> All memory is there when {@code create} returns: no space is an {@link java.io.UncheckedIOException}
 * that says so, never a fault later. A value takes 64 bytes, and its own lock 128. Memory is not used again before the
 * process that created it has ended, so create data once, not for each job.
 *
 * <p><b>Start.</b> The data lives on Chronicle Bytes, which takes 150 to 270 ms to start in each process that uses this
 * package. It needs no flags. On Java 24 and later the JDK itself prints a warning, once for each such process, because
 * Chronicle uses {@code sun.misc.Unsafe}; <b>the flag {@code --sun-misc-unsafe-memory-access=allow} silences it</b>,
 * and the workers of a pool inherit it. Java 17 does not know that flag and refuses to start with it. A program that
 * uses locks only loads no Chronicle and sees no warning.
 */
package io.processpool.shared;
