package org.latchkey.whole;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.credential.ApiKey;

/** The limits that a key has beside its permissions, and what its holder is told of them. */
@ArquillianTest
class KeyLimitsIT {

    private static final String WHOAMI = TestServer.URL + "/api/2/whoami";

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1,::1", "127.0.0.0/8,::/0", "192.0.2.1,127.0.0.1,0:0:0:0:0:0:0:1"})
    void keyIsAcceptedFromItsAddresses(String addresses) {
        assertThat(call(Keys.with("addresses = ?", addresses)).statusCode()).isEqualTo(200);
    }

    @Test
    void keyIsRefusedFromElsewhereWithItsOwnReason() {
        HttpResponse<String> answer = call(Keys.with("addresses = '192.0.2.0/24,2001:db8::/32'"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Http.json(answer).getString("code")).isEqualTo("address_not_allowed");
    }

    @Test
    void whatACallerSaysOfItsAddressCountsForNothing() {
        ApiKey key = Keys.with("addresses = '192.0.2.0/24'");

        assertThat(Http.get(
                                WHOAMI,
                                "x-api-key",
                                key.reveal(),
                                "X-Forwarded-For",
                                "192.0.2.7",
                                "Forwarded",
                                "for=192.0.2.7")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void addressesThatCannotBeReadLetNobodyIn() {
        assertThat(call(Keys.with("addresses = '127.0.0.1,nonsense'")).statusCode())
                .isEqualTo(503);
    }

    @Test
    void limitOfRequestsIsExactAndTold() {
        ApiKey key = Keys.with("requests_per_minute = 3");
        for (int left = 2; left >= 0; left--) {
            HttpResponse<String> answer = call(key);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "RateLimit-Policy")).isEqualTo("\"key\";q=3;w=60");
            assertThat(header(answer, "RateLimit")).startsWith("\"key\";r=" + left + ";t=");
        }
        HttpResponse<String> answer = call(key);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Http.json(answer).getString("code")).isEqualTo("rate_limit_exceeded");
        assertThat(Integer.parseInt(header(answer, "Retry-After"))).isBetween(1, 20);
        assertThat(header(answer, "RateLimit")).startsWith("\"key\";r=0;t=");
    }

    @Test
    void keysWithoutALimitOfTheirOwnHaveTheCompanys() {
        assertThat(header(call(Keys.active()), "RateLimit-Policy")).isEqualTo("\"key\";q=600;w=60");
    }

    @Test
    void refusedKeysLearnNothingOfLimits() {
        HttpResponse<String> answer = call(Keys.revoked());

        assertThat(answer.headers().firstValue("RateLimit")).isEmpty();
        assertThat(answer.headers().firstValue("Latchkey-Key-Expires")).isEmpty();
    }

    @Test
    void expiryIsOnEveryAnswerOfTheLast14Days() {
        Instant soon = Instant.now().plus(13, DAYS).truncatedTo(DAYS);

        assertThat(header(call(Keys.expiring(soon)), "Latchkey-Key-Expires")).isEqualTo(soon.toString());
        assertThat(call(Keys.expiring(Instant.now().plus(15, DAYS))).headers().firstValue("Latchkey-Key-Expires"))
                .isEmpty();
    }

    @Test
    void keyMayDoWhatItAsksForAndItsOwnerHas() {
        ApiKey key = Keys.with("all_permissions = FALSE");
        Keys.change(
                "INSERT INTO api_key_permission VALUES (?, 'products', 'VIEW')",
                key.id().toString());

        assertThat(permissions(call(key))).isEqualTo("[\"products:view\"]");
    }

    @Test
    void keyThatAsksForNothingMayDoNothing() {
        assertThat(permissions(call(Keys.with("all_permissions = FALSE")))).isEqualTo("[]");
    }

    private static HttpResponse<String> call(ApiKey key) {
        return Http.get(WHOAMI, "x-api-key", key.reveal());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String permissions(HttpResponse<String> answer) {
        return Http.json(answer)
                .getJsonArray("companies")
                .getJsonObject(0)
                .getJsonArray("permissions")
                .toString();
    }
}
