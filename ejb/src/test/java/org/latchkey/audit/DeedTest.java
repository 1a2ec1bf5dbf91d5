package org.latchkey.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeedTest {

    private static final UUID KEY = UUID.randomUUID();

    @Test
    void detailsKeepTheirOrder() {
        Deed deed = new Deed("key.edited", KEY, "Reports")
                .with("role", "Viewer")
                .with("notes", null)
                .with("from", "a: b")
                .with("address", "::1");

        assertThat(List.copyOf(deed.details().keySet())).containsExactly("role", "from", "address");
        assertThat(Details.text(deed.details())).isEqualTo("role: Viewer\nfrom: a: b\naddress: ::1");
        assertThat(Details.read(Details.text(deed.details()))).containsExactlyEntriesOf(deed.details());
    }

    @Test
    void noDetailsAreNoText() {
        assertThat(Details.text(new Deed("policy.changed", null, null).details()))
                .isEmpty();
        assertThat(Details.read("")).isEmpty();
    }

    @Test
    void emptyValueComesBack() {
        Map<String, String> details = new Deed("policy.changed", null, null)
                .with("first", "")
                .with("second", "x")
                .details();
        assertThat(Details.read(Details.text(details))).containsExactlyEntriesOf(details);
    }

    @Test
    void lineBreaksAndHalfCharactersMakeNoOtherDetail() {
        Deed deed = new Deed("key.edited", KEY, "a\nb\uD83D").with("notes", "x\r\nrole: Administrator\u2028y\uD800");

        assertThat(deed.subject()).isEqualTo("a b?");
        assertThat(deed.details()).containsExactly(Map.entry("notes", "x  role: Administrator y?"));
    }

    @Test
    void longTextsAreCutBetweenCharacters() {
        Deed deed = new Deed("key.edited", KEY, "\uD83D\uDD11".repeat(300)).with("notes", "\uD83D\uDD11".repeat(2_600));

        assertThat(deed.subject()).isEqualTo("\uD83D\uDD11".repeat(254));
        assertThat(deed.details().get("notes")).isEqualTo("\uD83D\uDD11".repeat(2_500));
    }

    @Test
    void whatIsNoNameIsRefused() {
        assertThatThrownBy(() -> new Deed("key created", KEY, "Reports")).isInstanceOf(IllegalArgumentException.class);
        Deed deed = new Deed("key.created", KEY, "Reports");
        assertThatThrownBy(() -> deed.with("a: b", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyKindHasTheShapeOfOne() {
        assertThat(Deed.KINDS)
                .allSatisfy(
                        kind -> assertThat(new Deed(kind, null, null).kind()).isEqualTo(kind));
    }
}
