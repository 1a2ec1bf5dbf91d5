package org.latchkey.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.credential.Secret;

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
        assertThat(permissions()).containsExactlyInAnyOrder("a:view", "company:view");
        scopes = Set.of("a:change", "b:change");
        assertThat(permissions()).containsExactlyInAnyOrder("a:view", "a:change");
        scopes = Set.of("company:change", "write");
        assertThat(permissions()).containsExactlyInAnyOrder("a:view", "a:change", "company:view");
        scopes = Set.of();
        assertThat(permissions()).isEmpty();
    }

    @Test
    void tokenOfAKeyMayDoWhatItsScopesAllowOfWhatTheKeyMay() {
        Set<String> owned = Set.of("a:view", "a:change", "b:view", "company:change");

        assertThat(permissionsByKey(owned, null)).containsExactlyInAnyOrder("a:view", "b:view");
        assertThat(permissionsByKey(owned, Set.of("b:view", "c:view"))).containsExactly("b:view");
        scopes = Set.of("write");
        assertThat(permissionsByKey(owned, null)).containsExactlyInAnyOrder("a:view", "a:change", "b:view");
        assertThat(permissionsByKey(owned, Set.of("company:change"))).isEmpty();
    }

    @Test
    void ownerOfAKeyIsNoMatterOfTheTokensRow() {
        TokenRecord.Key key = new TokenRecord.Key(UUID.randomUUID(), 1, false, true);

        assertThat(new TokenRecord(UUID.randomUUID(), false, expiresAt, scopes, path, null, null, key)
                        .refusalOf("/", NOW))
                .isEmpty();
    }

    private Optional<Refusal> refusal(String requested) {
        return record().refusalOf(requested, NOW);
    }

    private Set<String> permissions() {
        return ProvenToken.of(record(), record().grant()).permissions();
    }

    private Set<String> permissionsByKey(Set<String> owned, Set<String> asked) {
        return ProvenToken.of(
                        record(),
                        new KeyRecord(
                                UUID.randomUUID(),
                                Secret.digest("any"),
                                1,
                                null,
                                1,
                                true,
                                "owner@example.com",
                                false,
                                false,
                                null,
                                List.of(),
                                600,
                                owned,
                                asked))
                .permissions();
    }

    private TokenRecord record() {
        return new TokenRecord(
                UUID.randomUUID(),
                ended,
                expiresAt,
                scopes,
                path,
                null,
                new TokenRecord.Grant(
                        UUID.randomUUID(),
                        null,
                        1,
                        "owner@example.com",
                        ownerInactive,
                        Set.of("a:view", "a:change", "company:view", "company:change"),
                        600),
                null);
    }
}
