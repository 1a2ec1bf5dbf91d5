package org.latchkey.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LinkTest {

    private static final Instant AT = Instant.parse("2026-11-21T12:00:00.123456Z");
    private static final UUID KEY = UUID.fromString("a8874442-0000-4000-8000-000000000001");
    private static final String PREVIOUS = "ab".repeat(32);

    /** Written once and compared forever: a chain must verify with every later version. */
    @Test
    void hashStaysWhatItIs() {
        assertThat(hash("Dana", "Reports"))
                .isEqualTo("2f29b0c19d62f41ec9b898b5651feb8823f97d05fe3b2fca6aa3d10caf09c33d");
    }

    @Test
    void everyValueCounts() {
        Event event = event("Dana", "Reports");
        assertThat(List.of(
                        new Link(1, 7, event).hash(PREVIOUS),
                        new Link(1, 7, event).hash(Link.START),
                        new Link(2, 7, event).hash(PREVIOUS),
                        new Link(1, 8, event).hash(PREVIOUS),
                        hash(new Event(AT.plusNanos(1000), 5L, "Dana", KEY, "::1", "k.d", KEY, "Reports", "a: b")),
                        hash(new Event(AT, 6L, "Dana", KEY, "::1", "k.d", KEY, "Reports", "a: b")),
                        hash(new Event(AT, null, "Dana", KEY, "::1", "k.d", KEY, "Reports", "a: b")),
                        hash(new Event(AT, 5L, "Dan", KEY, "::1", "k.d", KEY, "Reports", "a: b")),
                        hash(new Event(AT, 5L, "Dana", null, "::1", "k.d", KEY, "Reports", "a: b")),
                        hash(new Event(AT, 5L, "Dana", KEY, "::2", "k.d", KEY, "Reports", "a: b")),
                        hash(new Event(AT, 5L, "Dana", KEY, "::1", "k.e", KEY, "Reports", "a: b")),
                        hash(new Event(AT, 5L, "Dana", KEY, "::1", "k.d", null, "Reports", "a: b")),
                        hash(new Event(AT, 5L, "Dana", KEY, "::1", "k.d", KEY, "Report", "a: b")),
                        hash(new Event(AT, 5L, "Dana", KEY, "::1", "k.d", KEY, "Reports", "a: c"))))
                .doesNotHaveDuplicates();
    }

    @Test
    void characterThatMovesToTheNextValueIsNoticed() {
        assertThat(List.of(
                        hash(new Event(AT, 5L, "ab", null, "c", "k", null, "s", "")),
                        hash(new Event(AT, 5L, "a", null, "bc", "k", null, "s", "")),
                        hash(new Event(AT, 5L, "abc", null, "", "k", null, "s", "")),
                        hash(new Event(AT, 5L, "ab", null, "c", "ks", null, "", "")),
                        hash(new Event(AT, 5L, "ab", null, "c", "k", null, "", "s")),
                        new Link(1, 17, event("a", "b")).hash(PREVIOUS),
                        new Link(11, 7, event("a", "b")).hash(PREVIOUS)))
                .doesNotHaveDuplicates();
    }

    @Test
    void absentIsNotEmpty() {
        assertThat(hash(new Event(AT, 5L, null, null, "", "k", null, "", "")))
                .isNotEqualTo(hash(new Event(AT, 5L, "", null, "", "k", null, "", "")))
                .isNotEqualTo(hash(new Event(AT, 5L, null, null, "", "k", null, null, "")));
    }

    @Test
    void lengthsAreThoseOfTheBytes() {
        assertThat(hash("ü", "x")).isNotEqualTo(hash("u", "\u0308x"));
    }

    @Test
    void timeIsCutToWhatIsStored() {
        assertThat(hash(new Event(AT.plusNanos(999), 5L, "Dana", KEY, "::1", "k.d", KEY, "Reports", "a: b")))
                .isEqualTo(hash("Dana", "Reports"));
    }

    private static String hash(String actor, String subject) {
        return hash(event(actor, subject));
    }

    private static String hash(Event event) {
        return new Link(1, 7, event).hash(PREVIOUS);
    }

    private static Event event(String actor, String subject) {
        return new Event(AT, 5L, actor, KEY, "::1", "k.d", KEY, subject, "a: b");
    }
}
