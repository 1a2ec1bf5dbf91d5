package org.latchkey.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back of a cursor. */
class CursorTest {

    @Test
    void cursorComesBackAsItWas() {
        Cursor cursor = new Cursor(Instant.parse("2027-03-31T12:34:56.123456Z"), UUID.randomUUID());

        assertThat(cursor.toString()).matches("[0-9A-Za-z_-]{32}");
        assertThat(Cursor.parse(cursor.toString())).hasValue(cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "not base64!",
                "AAAA",
                "________________________________",
                "f_________8AAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void whatIsNoCursorIsNone(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }
}
