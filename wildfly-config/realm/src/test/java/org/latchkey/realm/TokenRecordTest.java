package org.latchkey.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRecordTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private boolean ownerInactive;
    private boolean ended;
    private Instant expiresAt = NOW.plusSeconds(60);
    private Set<String> scopes = Set.of("read");
    private String path = "";

    @Test
    void liveTokenIsLetIn() {
        assertThat(refusal("/api/2/whoami")).isEmpty();
        // Where it is for the whole server, nobody needs to know.
        assertThat(refusal(null)).isEmpty();
        assertThat(refusal("/api/..;//%2e%2F")).isEmpty();
    }

    @Test
    void tokenEndsInTheMomentItExpires() {
        expiresAt = NOW;

        assertThat(record().refusalOf("/", NOW.minusNanos(1))).isEmpty();
        assertThat(refusal("/")).contains(Refusal.TOKEN_EXPIRED);
    }

    @Test
    void firstReasonIsTold() {
        path = "/other";
        assertThat(refusal("/api")).contains(Refusal.TOKEN_AUDIENCE);
        ownerInactive = true;
        assertThat(refusal("/api")).contains(Refusal.TOKEN_OWNER_INACTIVE);
        ended = true;
        assertThat(refusal("/api")).contains(Refusal.TOKEN_ENDED);
        expiresAt = NOW;
        assertThat(refusal("/api")).contains(Refusal.TOKEN_EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/2", "/api/2.5/x.json", "/api/.well-known", "/api/%20/%C3%A4"})
    void pathAndWhatIsBelowItAreOpen(String requested) {
        path = "/api";

        assertThat(refusal(requested)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/apix",
                "/API",
                "/%61pi",
                "api",
                "/other",
                "/other/api",
                "//api",
                "/api/../other",
                "/api/..",
                "/api/%2E./other",
                "/api/.%2e/other",
                "/api/%2f..",
                "/api//other",
                "/api;x=y",
                "/api/x;y",
                "/api/..;/other",
                "/api/..\\other",
                "/api/%5C"
            })
    void whatLiesElsewhereOrMayDoSoIsClosed(String requested) {
        path = "/api";

        assertThat(refusal(requested)).contains(Refusal.TOKEN_AUDIENCE);
    }

    @Test
    void pathThatCannotBeToldIsClosed() {
        path = "/api";

        assertThat(refusal(null)).contains(Refusal.TOKEN_AUDIENCE);
    }

    @Test
    void permissionsAreWhatScopesAllowAndTheOwnerHas() {
        assertThat(record().permissions()).containsExactlyInAnyOrder("a:view", "company:view");
        scopes = Set.of("a:change", "b:change");
        assertThat(record().permissions()).containsExactlyInAnyOrder("a:view", "a:change");
        scopes = Set.of("company:change", "write");
        assertThat(record().permissions()).containsExactlyInAnyOrder("a:view", "a:change", "company:view");
        scopes = Set.of();
        assertThat(record().permissions()).isEmpty();
    }

    private Optional<Refusal> refusal(String requested) {
        return record().refusalOf(requested, NOW);
    }

    private TokenRecord record() {
        return new TokenRecord(
                UUID.randomUUID(),
                UUID.randomUUID(),
                null,
                1,
                "owner@example.com",
                ownerInactive,
                ended,
                expiresAt,
                scopes,
                path,
                null,
                Set.of("a:view", "a:change", "company:view", "company:change"));
    }
}
