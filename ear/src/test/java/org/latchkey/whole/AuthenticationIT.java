package org.latchkey.whole;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latchkey.credential.ApiKey;
import org.latchkey.server.Demo;

/** Which credentials open the API, and what is said to the others. */
@ArquillianTest
class AuthenticationIT {

    private static final String WHOAMI = TestServer.URL + "/api/2/whoami";

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer %s",
        "authorization, bearer %s",
        "AUTHORIZATION, BEARER %s",
        "Authorization, %s",
        "x-api-key, %s",
        "X-API-Key, %s"
    })
    void keyIsAcceptedInEachHeaderInAnyCase(String header, String form) {
        HttpResponse<String> answer =
                Http.get(WHOAMI, header, form.formatted(Keys.active().reveal()));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void sameKeyInBothHeadersIsAccepted() {
        String key = Keys.active().reveal();

        assertThat(Http.get(WHOAMI, "Authorization", "Bearer " + key, "x-api-key", key)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void callWithoutAKeyIsToldWhatItNeeds() {
        HttpResponse<String> answer = Http.get(WHOAMI);

        assertRefused(answer, 401, "credential_missing");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("Bearer realm=\"latchkey\"")
                .doesNotContain("error");
    }

    @Test
    void malformedKeyIsRefused() {
        assertRefused(Http.get(WHOAMI, "x-api-key", "apik:nonsense"), 401, "credential_malformed");
        assertRefused(Http.get(WHOAMI, "Authorization", "Token ZGVtbzpkZW1v"), 401, "credential_malformed");
        assertRefused(Http.get(WHOAMI, "x-api-key", ""), 401, "credential_malformed");
    }

    @Test
    void unknownKeyAndWrongSecretGetTheSameAnswer() {
        ApiKey known = Keys.revoked();
        HttpResponse<String> unknown =
                Http.get(WHOAMI, "x-api-key", ApiKey.issue(new SecureRandom()).reveal());
        HttpResponse<String> wrong = Http.get(WHOAMI, "x-api-key", withAnotherSecret(known));

        assertRefused(unknown, 401, "credential_unknown");
        assertThat(wrong.body()).isEqualTo(unknown.body());
        assertThat(wrong.headers().firstValue("WWW-Authenticate"))
                .isEqualTo(unknown.headers().firstValue("WWW-Authenticate"));
    }

    @Test
    void expiredKeyIsToldSoToWhoeverHasItsSecret() {
        ApiKey expired = Keys.expiring(Instant.now().minus(1, HOURS));

        assertRefused(Http.get(WHOAMI, "x-api-key", expired.reveal()), 401, "key_expired");
        assertThat(Http.get(
                                WHOAMI,
                                "x-api-key",
                                Keys.expiring(Instant.now().plus(1, HOURS)).reveal())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void callsOfTheLast14DaysAreToldWhenTheKeyExpires() {
        Instant expiresAt = Instant.now().plus(14, DAYS).minusSeconds(60).truncatedTo(SECONDS);
        HttpResponse<String> soon =
                Http.get(WHOAMI, "x-api-key", Keys.expiring(expiresAt).reveal());
        HttpResponse<String> later = Http.get(
                WHOAMI,
                "x-api-key",
                Keys.expiring(Instant.now().plus(14, DAYS).plusSeconds(60)).reveal());

        assertThat(soon.headers().firstValue("Latchkey-Key-Expires")).hasValue(expiresAt.toString());
        assertThat(later.statusCode()).isEqualTo(200);
        assertThat(later.headers().firstValue("Latchkey-Key-Expires")).isEmpty();
        assertThat(Http.get(WHOAMI, "x-api-key", Keys.active().reveal())
                        .headers()
                        .firstValue("Latchkey-Key-Expires"))
                .isEmpty();
    }

    @Test
    void revokedKeyIsToldSoToWhoeverHasItsSecret() {
        assertRefused(Http.get(WHOAMI, "x-api-key", Keys.revoked().reveal()), 401, "key_revoked");
    }

    @Test
    void deletedKeyIsUnknown() {
        ApiKey key = Keys.active();
        Keys.delete(key);

        assertRefused(Http.get(WHOAMI, "x-api-key", key.reveal()), 401, "credential_unknown");
    }

    @Test
    void keyOfADisabledOwnerIsRefused() {
        ApiKey key = Keys.of(Demo.VIEWER);
        Keys.change("UPDATE user_account SET disabled_at = UTC_TIMESTAMP(6) WHERE email = ?", Demo.VIEWER);
        try {
            assertRefused(Http.get(WHOAMI, "x-api-key", key.reveal()), 401, "owner_inactive");
        } finally {
            Keys.change("UPDATE user_account SET disabled_at = NULL WHERE email = ?", Demo.VIEWER);
        }
    }

    @Test
    void keyOfAnOwnerWhoLeftItsCompanyIsRefused() {
        ApiKey key = Keys.of(Demo.VIEWER);
        String viewer = "(SELECT id FROM user_account WHERE email = ?)";
        Keys.change("DELETE FROM membership WHERE user_id = " + viewer, Demo.VIEWER);
        try {
            assertRefused(Http.get(WHOAMI, "x-api-key", key.reveal()), 401, "owner_inactive");
        } finally {
            Keys.change("INSERT INTO membership VALUES (" + viewer + ", 1, 2)", Demo.VIEWER);
        }
    }

    @Test
    void twoDifferentCredentialsAreOneTooMany() {
        String key = Keys.active().reveal();

        assertRefused(
                Http.get(
                        WHOAMI,
                        "Authorization",
                        "Bearer " + key,
                        "x-api-key",
                        Keys.active().reveal()),
                400,
                "credential_ambiguous");
        assertRefused(Http.get(WHOAMI, "x-api-key", key, "x-api-key", "other"), 400, "credential_ambiguous");
    }

    @Test
    void guessingNeitherLocksTheKeyNorItsOwner() {
        ApiKey key = Keys.active();
        for (int i = 0; i < 20; i++) {
            assertRefused(Http.get(WHOAMI, "x-api-key", withAnotherSecret(key)), 401, "credential_unknown");
        }

        assertThat(Http.get(WHOAMI, "x-api-key", key.reveal()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"Authorization", "x-api-key"})
    void oversizedAndUnreadableHeadersAreRefusedAndNeverAnError(String header) throws IOException {
        assertThat(statusOf(header, "x".repeat(100_000))).isIn(400, 401);
        assertThat(statusOf(header, "apik:" + "ä".repeat(86))).isIn(400, 401);
        assertThat(statusOf(header, "apik:\u0001\u0007\u0000")).isIn(400, 401);
        assertThat(statusOf(header, "Bearer \u00ff\u00fe")).isIn(400, 401);
    }

    @Test
    void bodyOfARefusedCallDoesNotTurnItIntoAnError() {
        HttpResponse<String> answer = Http.send("POST", WHOAMI, "x".repeat(200_000), "x-api-key", "apik:nonsense");

        assertRefused(answer, 401, "credential_malformed");
    }

    @Test
    void credentialsStayOutOfTheLog() throws IOException {
        ApiKey key = Keys.active();
        Http.get(WHOAMI, "x-api-key", key.reveal());
        Http.get(WHOAMI, "x-api-key", withAnotherSecret(key));
        Http.get(WHOAMI, "Authorization", "Bearer " + key.reveal(), "x-api-key", "apik:nonsense");
        Http.get(TestServer.URL + "/api/none", "x-api-key", key.reveal());

        String secret = key.reveal().substring(42);
        assertThat(Files.readString(TestServer.TARGET.resolve("it/server/log/server.log")))
                .contains("WFLYSRV0025")
                .doesNotContain(secret)
                .doesNotContain(secret.substring(0, 12))
                .doesNotContain(TestServer.demo().password());
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Http.json(answer).getInt("status")).isEqualTo(status);
        assertThat(Http.json(answer).getString("code")).isEqualTo(code);
        assertThat(Http.json(answer).getString("detail")).isNotBlank();
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        if (status == 401) {
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Bearer ");
        }
    }

    /** A whole, well-formed key with the same id. */
    private static String withAnotherSecret(ApiKey key) {
        return ForgedKey.of(key.id(), new SecureRandom());
    }

    /** The JDK's client refuses to send such headers. */
    private static int statusOf(String header, String value) throws IOException {
        URI uri = URI.create(WHOAMI);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            String request = "GET " + uri.getPath() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header
                    + ": " + value + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }
}
