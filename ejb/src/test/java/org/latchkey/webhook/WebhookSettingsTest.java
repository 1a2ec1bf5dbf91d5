package org.latchkey.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.problem.Invalid.Violation;

class WebhookSettingsTest {

    private static final PublicAddresses USUAL = PublicAddresses.and("");
    private static final PublicAddresses LOOPBACK = PublicAddresses.and("127.0.0.0/8");
    private static final Set<EventType> EVENTS = Set.of(EventType.KEY_REVOKED);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example",
                "https://app.example:8443/hooks?token=x&y=%20",
                "https://1.1.1.1/",
                "https://[2606:4700::1111]/",
            })
    void addressesAreTaken(String url) {
        assertThat(new WebhookSettings("Mine", url, EVENTS).violations(USUAL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', required",
        "http://app.example/, not-https",
        "ftp://app.example/, not-https",
        "app.example/hooks, not-https",
        "https:app.example, malformed",
        "https:///hooks, malformed",
        "https://app.example:99999/, malformed",
        "https://app.example:0/, malformed",
        "https://app_1.example/, malformed",
        "https://app.example/ä, malformed",
        "https://app.example/a b, malformed",
        "https://user:secret@app.example/, user-info",
        "https://app.example/#part, fragment",
        "https://127.0.0.1/, private-address",
        "https://10.0.0.1:8443/, private-address",
        "https://[::1]/, private-address",
        "https://[::ffff:10.0.0.1]/, private-address",
        "https://169.254.169.254/latest/meta-data, private-address",
    })
    void otherAddressesAreRefused(String url, String code) {
        assertThat(new WebhookSettings("Mine", url, EVENTS).violations(USUAL))
                .containsExactly(new Violation("url", code));
    }

    @Test
    void addressHasAtMost500Characters() {
        String longest = "https://app.example/" + "x".repeat(480);

        assertThat(new WebhookSettings("Mine", longest, EVENTS).violations(USUAL))
                .isEmpty();
        assertThat(new WebhookSettings("Mine", longest + "x", EVENTS).violations(USUAL))
                .containsExactly(new Violation("url", "too-long"));
    }

    @Test
    void withoutTlsOnlyWhereTheOperatorAllowsPrivateAddresses() {
        WebhookSettings near = new WebhookSettings("Mine", "http://127.0.0.1:8080/", EVENTS);

        assertThat(near.violations(USUAL)).containsExactly(new Violation("url", "not-https"));
        assertThat(near.violations(LOOPBACK)).isEmpty();
        assertThat(new WebhookSettings("Mine", "http://10.0.0.1/", EVENTS).violations(LOOPBACK))
                .containsExactly(new Violation("url", "private-address"));
    }

    @Test
    void everyBrokenRuleIsNamedAtOnce() {
        assertThat(new WebhookSettings(null, null, null).violations(USUAL))
                .containsExactly(
                        new Violation("name", "required"),
                        new Violation("url", "required"),
                        new Violation("events", "required"));
        assertThat(new WebhookSettings("Mine", "https://app.example", Set.of(EventType.PING)).violations(USUAL))
                .containsExactly(new Violation("events", "unknown"));
    }

    @Test
    void pathThatMayHoldASecretIsNotWrittenDown() {
        assertThat(new WebhookSettings(" Mine ", "https://app.example:8443/T0/secret?k=v", EVENTS).words())
                .containsEntry("name", "Mine")
                .containsEntry("url", "https://app.example:8443")
                .containsEntry("events", "key.revoked");
    }

    @Test
    void ofTheAddressTheOriginStaysAndOtherPathsAreFound() {
        WebhookSettings settings = new WebhookSettings("Mine", "https://app.example:8443/T0/secret?k=v", EVENTS);

        assertThat(settings.withoutPath()).isEqualTo(new WebhookSettings("Mine", "https://app.example:8443", EVENTS));
        assertThat(settings.hasOtherPath(settings.withoutPath())).isTrue();
        assertThat(settings.hasOtherPath(new WebhookSettings("Other", settings.url(), EVENTS)))
                .isFalse();
        assertThat(settings.hasOtherPath(new WebhookSettings("Mine", "https://app.example/T0/secret?k=v", EVENTS)))
                .isFalse();
    }
}
