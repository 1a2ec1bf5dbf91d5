package org.latchkey.imports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.HexFormat;
import java.util.List;

/**
 * How the characters of a file are written, found out by reading all of it once: a file that is wrong at its end is refused
 * before anything is done with its beginning.
 *
 * @param charset of the whole file
 * @param mark how many bytes the byte order mark has at its beginning; 0 where there is none
 */
record Characters(Charset charset, int mark) {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int BUFFER = 1 << 16;
    private static final int BEGINNING = 4;

    /** Archives, spreadsheets and documents that are sent in place of a CSV file: zip, gzip, PDF, OLE. */
    private static final List<String> OTHERS = List.of("504b0304", "1f8b", "25504446", "d0cf11e0");

    /** @throws Unreadable where it is no text, or none in that encoding */
    static Characters of(ImportFile file, Encoding encoding) throws IOException, Unreadable {
        return of(file, encoding, true);
    }

    /** @param whole whether nothing was cut off, so that the last character has to be complete */
    static Characters of(ImportFile file, Encoding encoding, boolean whole) throws IOException, Unreadable {
        byte[] beginning;
        try (InputStream bytes = file.open()) {
            beginning = bytes.readNBytes(BEGINNING);
        }
        String hex = HexFormat.of().formatHex(beginning);
        if (OTHERS.stream().anyMatch(hex::startsWith)) {
            throw new Unreadable(RowError.of(1, "not-csv"));
        }
        List<Characters> possible = possible(hex, encoding);
        Unreadable first = null;
        for (Characters characters : possible) {
            try {
                characters.require(file, whole);
                return characters;
            } catch (Unreadable e) {
                first = first == null ? e : first;
            }
        }
        throw first;
    }

    private static List<Characters> possible(String hex, Encoding encoding) {
        if (hex.startsWith("efbbbf")) {
            return List.of(new Characters(UTF_8, 3));
        }
        if (hex.startsWith("fffe")) {
            return List.of(new Characters(UTF_16LE, 2));
        }
        if (hex.startsWith("feff")) {
            return List.of(new Characters(UTF_16BE, 2));
        }
        return switch (encoding) {
            case AUTO -> List.of(new Characters(UTF_8, 0), new Characters(WINDOWS_1252, 0));
            case UTF_8 -> List.of(new Characters(UTF_8, 0));
            case UTF_16 -> List.of(new Characters(hex.startsWith("00") ? UTF_16BE : UTF_16LE, 0));
            case WINDOWS_1252 -> List.of(new Characters(WINDOWS_1252, 0));
            case ISO_8859_1 -> List.of(new Characters(ISO_8859_1, 0));
        };
    }

    private void require(ImportFile file, boolean whole) throws IOException, Unreadable {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        Lines lines = new Lines();
        ByteBuffer in = ByteBuffer.allocate(BUFFER);
        CharBuffer out = CharBuffer.allocate(BUFFER);
        try (InputStream bytes = file.open()) {
            bytes.skipNBytes(mark);
            boolean end = false;
            while (!end) {
                int read = bytes.read(in.array(), in.position(), in.remaining());
                end = read < 0;
                in.position(in.position() + Math.max(read, 0)).flip();
                CoderResult result = decoder.decode(in, out, end && whole);
                lines.add(out.flip());
                if (result.isError()) {
                    throw new Unreadable(RowError.of(lines.number, "encoding"));
                }
                in.compact();
                out.clear();
            }
        }
    }

    /** Counts them as an editor does. */
    private static final class Lines {

        private long number = 1;
        private boolean afterReturn;

        void add(CharBuffer characters) throws Unreadable {
            while (characters.hasRemaining()) {
                char each = characters.get();
                if (each == '\0') {
                    throw new Unreadable(RowError.of(number, "not-csv"));
                }
                if (each == '\r' || (each == '\n' && !afterReturn)) {
                    number++;
                }
                afterReturn = each == '\r';
            }
        }
    }
}
