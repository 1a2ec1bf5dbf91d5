package org.latchkey.imports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latchkey.imports.CsvRows.CsvRow;
import org.latchkey.problem.Invalid;

/** What is read of files, and which are refused where. */
class FileReadingTest {

    static Stream<Arguments> encodings() {
        Charset windows = Charset.forName("windows-1252");
        String text = "reference,name\nP1,Käse – 5 €\n";
        String latin = "reference,name\nP1,Käse\n";
        return Stream.of(
                Arguments.of(Encoding.AUTO, text.getBytes(UTF_8), "Käse – 5 €"),
                Arguments.of(Encoding.AUTO, ("\ufeff" + text).getBytes(UTF_8), "Käse – 5 €"),
                Arguments.of(Encoding.AUTO, ("\ufeff" + text).getBytes(UTF_16LE), "Käse – 5 €"),
                Arguments.of(Encoding.AUTO, ("\ufeff" + text).getBytes(UTF_16BE), "Käse – 5 €"),
                Arguments.of(Encoding.AUTO, text.getBytes(windows), "Käse – 5 €"),
                // The mark wins.
                Arguments.of(Encoding.ISO_8859_1, ("\ufeff" + text).getBytes(UTF_8), "Käse – 5 €"),
                Arguments.of(Encoding.UTF_16, text.getBytes(UTF_16LE), "Käse – 5 €"),
                Arguments.of(Encoding.UTF_16, text.getBytes(UTF_16BE), "Käse – 5 €"),
                Arguments.of(Encoding.WINDOWS_1252, text.getBytes(windows), "Käse – 5 €"),
                Arguments.of(Encoding.ISO_8859_1, latin.getBytes(ISO_8859_1), "Käse"));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void encodingIsFoundOrTaken(Encoding encoding, byte[] bytes, String name) throws Exception {
        List<CsvRow> rows = read(file(bytes), encoding, Separator.AUTO);

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).cells()).containsExactly("reference", "name");
        assertThat(rows.get(1).cells()).containsExactly("P1", name);
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                Arguments.of("a,b\n1,2\n", "1[a|b] 2[1|2]"),
                Arguments.of("a,b\r\n1,2", "1[a|b] 2[1|2]"),
                Arguments.of("a;b;c,d\n1,5;2;3,1\n", "1[a|b|c,d] 2[1,5|2|3,1]"),
                Arguments.of("a,b\n1\n1,2,3\n", "1[a|b] 2[1] 3[1|2|3]"),
                Arguments.of("a\tb\n", "1[a|b]"),
                Arguments.of("a|b\n", "1[a|b]"),
                Arguments.of("a\n1\n", "1[a] 2[1]"),
                Arguments.of("\"a,b\",c;d\n", "1[a,b|c;d]"),
                Arguments.of("a;\"x,y,z,\"\n", "1[a|x,y,z,]"),
                Arguments.of("a,b\n\"1\n2\n\",3\n4,5\n", "1[a|b] 2[1/2/|3] 5[4|5]"),
                Arguments.of("a,\"say \"\"hi\"\"\"\n", "1[a|say \"hi\"]"),
                Arguments.of("a,b\n\n\n1,2\n", "1[a|b] 4[1|2]"),
                Arguments.of("a,b\n1,\n,2\n", "1[a|b] 2[1|] 3[|2]"),
                Arguments.of("", ""),
                Arguments.of("\n\n", ""));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void rowsKnowTheirLines(String text, String expected) throws Exception {
        assertThat(shown(read(file(text.getBytes(UTF_8)), Encoding.AUTO, Separator.AUTO)))
                .isEqualTo(expected);
    }

    @Test
    void separatorIsTakenAsItIsSaid() throws Exception {
        assertThat(shown(read(file("a;b,c\n".getBytes(UTF_8)), Encoding.AUTO, Separator.COMMA)))
                .isEqualTo("1[a;b|c]");
    }

    static Stream<Arguments> unreadable() {
        String longest = "x".repeat(70_000);
        return Stream.of(
                Arguments.of(HexFormat.of().parseHex("504b030414000600"), Encoding.AUTO, "1 not-csv"),
                Arguments.of(HexFormat.of().parseHex("1f8b08000000"), Encoding.AUTO, "1 not-csv"),
                Arguments.of("%PDF-1.7\n".getBytes(UTF_8), Encoding.AUTO, "1 not-csv"),
                Arguments.of("a,b\n1,\0\n".getBytes(UTF_8), Encoding.AUTO, "2 not-csv"),
                Arguments.of("a,b\r\n1,2\r\n3,\u00e4\r\n".getBytes(ISO_8859_1), Encoding.UTF_8, "3 encoding"),
                Arguments.of("\ufeffa,b\n1,".getBytes(UTF_8), Encoding.AUTO, "ok"),
                Arguments.of(
                        concat("\ufeffa,b\n1,".getBytes(UTF_8), new byte[] {(byte) 0xe4}), Encoding.AUTO, "2 encoding"),
                Arguments.of(concat("a\n".getBytes(UTF_8), new byte[] {(byte) 0x81}), Encoding.AUTO, "2 encoding"),
                Arguments.of("a,b\n1,\"2\n3,4\n".getBytes(UTF_8), Encoding.AUTO, "2 malformed-csv"),
                Arguments.of("a,b\n1,\"2\"x\n".getBytes(UTF_8), Encoding.AUTO, "2 malformed-csv"),
                // Its line is only known to the reader of CSV, which tells it in words.
                Arguments.of("a,\"x\ny\"\n\n1,\"2\n".getBytes(UTF_8), Encoding.AUTO, "4 malformed-csv"),
                Arguments.of(("a\n1\n" + longest).getBytes(UTF_8), Encoding.AUTO, "3 malformed-csv"),
                Arguments.of(("a\n1\n" + ",".repeat(200)).getBytes(UTF_8), Encoding.AUTO, "3 malformed-csv"),
                Arguments.of(("a\n" + ",".repeat(199)).getBytes(UTF_8), Encoding.AUTO, "ok"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whatIsNoCsvIsRefusedWithItsLine(byte[] bytes, Encoding encoding, String expected) throws IOException {
        assertThat(outcome(file(bytes), encoding)).isEqualTo(expected);
    }

    /** As much as is allowed, on one line or after a quote that nothing closes: read in little memory, and soon refused. */
    @ParameterizedTest
    @CsvSource({"'a,b\n1,\"', 2", "'', 1"})
    void hugeFileWithoutALineEndFillsNoMemory(String beginning, int line) throws IOException {
        byte[] chunk = "x".repeat(1 << 20).getBytes(UTF_8);
        ImportFile huge = new ImportFile(
                null,
                ImportFile.MOST_BYTES,
                () -> new SequenceInputStream(
                        new ByteArrayInputStream(beginning.getBytes(UTF_8)),
                        new SequenceInputStream(Collections.enumeration(Collections.nCopies(100, chunk).stream()
                                .map(ByteArrayInputStream::new)
                                .toList()))));

        assertThat(outcome(huge, Encoding.AUTO)).isEqualTo(line + " malformed-csv");
    }

    /** In a preview of the beginning of a large file. */
    @ParameterizedTest
    @MethodSource
    void lastCharacterOfABeginningNeedNotBeComplete(byte[] beginning, Encoding encoding) throws Exception {
        assertThat(Characters.of(file(beginning), encoding, false)).isNotNull();
        assertThat(outcome(file(beginning), encoding)).isEqualTo("2 encoding");
    }

    static Stream<Arguments> lastCharacterOfABeginningNeedNotBeComplete() {
        byte[] utf8 = "a\n\u20ac".getBytes(UTF_8);
        byte[] utf16 = "\ufeffa\nb".getBytes(UTF_16LE);
        return Stream.of(
                Arguments.of(Arrays.copyOf(utf8, utf8.length - 1), Encoding.UTF_8),
                Arguments.of(Arrays.copyOf(utf16, utf16.length - 1), Encoding.AUTO));
    }

    @Test
    void storedBytesAreAllThereOrFail() throws IOException {
        Map<Integer, byte[]> chunks = Map.of(0, "reference,".getBytes(UTF_8), 1, "name".getBytes(UTF_8));
        StoredBytes.Chunks stored = position -> chunks.getOrDefault(position, new byte[0]);

        assertThat(new StoredBytes(14, stored).readAllBytes()).asString(UTF_8).isEqualTo("reference,name");
        assertThatThrownBy(() -> new StoredBytes(15, stored).readAllBytes()).isInstanceOf(EOFException.class);
    }

    @Test
    void fileHasACleanNameAndAtMostSoManyBytes() {
        assertThat(new ImportFile("C:\\data/a\u202eb\u0000.csv", 0, null).name())
                .isEqualTo("ab.csv");
        assertThat(new ImportFile("x".repeat(300), ImportFile.MOST_BYTES, null).name())
                .hasSize(200);
        assertThatThrownBy(() -> new ImportFile("x", ImportFile.MOST_BYTES + 1, null))
                .isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({"1205, true", "1213, true", "1020, true", "1062, false"})
    void waitingForOthersIsNoTry(int code, boolean contention) {
        RuntimeException failure = new IllegalStateException(new SQLException("locked", "HY000", code));

        assertThat(ImportWorker.isContention(failure)).isEqualTo(contention);
    }

    private static String outcome(ImportFile file, Encoding encoding) throws IOException {
        try {
            read(file, encoding, Separator.AUTO);
            return "ok";
        } catch (Unreadable e) {
            return e.error().line() + " " + e.error().code();
        }
    }

    private static List<CsvRow> read(ImportFile file, Encoding encoding, Separator separator)
            throws IOException, Unreadable {
        Characters characters = Characters.of(file, encoding);
        List<CsvRow> rows = new ArrayList<>();
        try (InputStream bytes = file.open();
                CsvRows all = new CsvRows(bytes, characters, separator)) {
            CsvRow row = all.next();
            while (row != null) {
                rows.add(row);
                row = all.next();
            }
        }
        return rows;
    }

    private static String shown(List<CsvRow> rows) {
        return String.join(
                " ",
                rows.stream()
                        .map(row ->
                                row.line() + "[" + String.join("|", row.cells()).replace('\n', '/') + "]")
                        .toList());
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static ImportFile file(byte[] bytes) {
        return new ImportFile("test.csv", bytes.length, () -> new ByteArrayInputStream(bytes));
    }
}
