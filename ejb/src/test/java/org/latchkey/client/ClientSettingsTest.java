package org.latchkey.client;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.problem.Invalid.Violation;

/** Each rule, on settings that are in order but for what the test changes. */
class ClientSettingsTest {

    private static final List<String> RESOURCES = List.of("products", "api-access");

    private String name = "Reports";
    private String logo = "https://app.example/logo.png";
    private String homepage = "https://app.example";
    private boolean open;
    private List<String> redirects = List.of("https://app.example/callback");
    private Set<Grant> grants = EnumSet.of(Grant.AUTHORIZATION_CODE, Grant.REFRESH_TOKEN);
    private Set<String> scopes = Set.of("read", "products:change");
    private Duration access = Duration.ofHours(1);
    private Duration refresh = Duration.ofDays(14);
    private String jwks = "";

    @Test
    void usualSettingsAreInOrder() {
        assertViolations();
    }

    @Test
    void leastIsFilledInAndSaysAllThatIsMissing() {
        ClientSettings least = new ClientSettings(null, null, null, false, null, null, null, null, null, false, null);

        assertThat(least.accessLifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(least.refreshLifetime()).isEqualTo(Duration.ofDays(14));
        assertThat(least.violations(RESOURCES))
                .containsExactly(
                        new Violation("name", "required"),
                        new Violation("grants", "required"),
                        new Violation("scopes", "required"));
    }

    @ParameterizedTest
    @CsvSource({"'', required", "'   ', required", "'a\u0000b', control-characters", "'a\u202eb', control-characters"})
    void nameHasToBeReadable(String wrong, String code) {
        name = wrong;
        assertViolations(new Violation("name", code));
    }

    @Test
    void nameHasAHundredCharactersAtMost() {
        name = "x".repeat(101);
        assertViolations(new Violation("name", "too-long"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://app.example/logo.png, not-https",
        "javascript:alert(1), not-https",
        "data:image/png;base64, not-https",
        "https://app.example@evil.example, user-info",
        "https://app.example/#top, fragment",
        "https://app.example/\"onerror=\", malformed"
    })
    void addressesThatPeopleSeeAreSecure(String wrong, String code) {
        logo = wrong;
        homepage = wrong;
        assertViolations(new Violation("logo", code), new Violation("homepage", code));
    }

    @Test
    void addressesThatPeopleSeeMayBeMissingAndAreBounded() {
        logo = "";
        homepage = "";
        assertViolations();
        logo = "https://app.example/" + "x".repeat(ClientSettings.LONGEST_ADDRESS);
        assertViolations(new Violation("logo", "too-long"));
    }

    @Test
    void whoGetsCodesNeedsAnAddressToSendThemTo() {
        redirects = List.of(" ", "");
        assertViolations(new Violation("redirects", "required"));
        grants = EnumSet.of(Grant.CLIENT_CREDENTIALS);
        assertViolations();
    }

    @Test
    void eachRedirectIsLookedAt() {
        redirects = List.of("https://app.example/callback", "http://app.example/callback");
        assertViolations(new Violation("redirects", "not-https"));
        redirects = IntStream.rangeClosed(0, ClientSettings.MOST_REDIRECTS)
                .mapToObj(i -> "https://app.example/" + i)
                .toList();
        assertViolations(new Violation("redirects", "too-many"));
        redirects = IntStream.range(0, 6)
                .mapToObj(i -> "https://app.example/" + i + "x".repeat(450))
                .toList();
        assertViolations(new Violation("redirects", "too-long"));
        redirects = Collections.nCopies(20, " https://app.example/callback ");
        assertViolations();
    }

    @Test
    void grantsHaveToFitTogether() {
        grants = Set.of();
        assertViolations(new Violation("grants", "required"));
        grants = EnumSet.of(Grant.REFRESH_TOKEN);
        assertViolations(new Violation("grants", "required"));
        grants = EnumSet.of(Grant.REFRESH_TOKEN, Grant.CLIENT_CREDENTIALS);
        assertViolations(new Violation("grants", "needs-code"));
        grants = EnumSet.allOf(Grant.class);
        assertViolations();
        open = true;
        assertViolations(new Violation("grants", "not-for-public"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"admin", "READ", "products", "products:delete", "orders:view", "api-access:change", "*", "read "
            })
    void scopeHasToBeKnown(String wrong) {
        scopes = Set.of("read", wrong);
        assertViolations(new Violation("scopes", "unknown"));
    }

    @Test
    void scopesAreBounded() {
        scopes = IntStream.rangeClosed(0, 30).mapToObj(i -> "r" + i + ":view").collect(toSet());
        assertViolations(new Violation("scopes", "too-many"));
    }

    @ParameterizedTest
    @CsvSource({"PT5M, true", "P30D, true", "PT4M59S, false", "P30DT1S, false", "PT0S, false", "PT-1H, false"})
    void accessTokensLiveFiveMinutesToThirtyDays(Duration lifetime, boolean inOrder) {
        access = lifetime;
        assertViolations(
                inOrder ? new Violation[0] : new Violation[] {new Violation("accessLifetime", "out-of-range")});
    }

    @ParameterizedTest
    @CsvSource({"PT1H, true", "P90D, true", "PT59M, false", "P90DT1S, false"})
    void refreshTokensLiveAnHourToNinetyDays(Duration lifetime, boolean inOrder) {
        refresh = lifetime;
        assertViolations(
                inOrder ? new Violation[0] : new Violation[] {new Violation("refreshLifetime", "out-of-range")});
    }

    @Test
    void publicKeysTakeThePlaceOfASecret() throws JOSEException {
        ECKey key = key();
        jwks = set(key.toPublicJWK());

        assertViolations();
        assertThat(settings().hasSecret()).isFalse();
        assertThat(settings().words())
                .containsEntry("authentication", key.computeThumbprint().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{}",
                "[]",
                "{\"keys\":[]}",
                "{\"keys\":{}}",
                "{\"keys\":[{\"kty\":\"none\"}]}",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}]}"
            })
    void keysHaveToBeReadable(String wrong) {
        jwks = wrong;
        assertViolations(new Violation("jwks", "malformed"));
    }

    @Test
    void secretsAreNoKeysToRegister() throws JOSEException {
        jwks = set(key());
        assertViolations(new Violation("jwks", "private-key"));
        jwks = set(key().toPublicJWK(), key());
        assertViolations(new Violation("jwks", "private-key"));
        jwks = set(new OctetSequenceKey.Builder(new byte[32]).build());
        assertViolations(new Violation("jwks", "private-key"));
    }

    @Test
    void keyHasToFitAnAlgorithmOfThisServer() throws JOSEException {
        jwks = set(new ECKeyGenerator(Curve.P_384).generate().toPublicJWK());
        assertViolations(new Violation("jwks", "unusable-key"));
        jwks = set(new RSAKeyGenerator(1024, true).generate().toPublicJWK());
        assertViolations(new Violation("jwks", "unusable-key"));
        jwks = set(new RSAKeyGenerator(2048).generate().toPublicJWK(), key().toPublicJWK());
        assertViolations();
    }

    @Test
    void keysAreBounded() throws JOSEException {
        jwks = set(Collections.nCopies(11, key().toPublicJWK()).toArray(JWK[]::new));
        assertViolations(new Violation("jwks", "too-many"));
        jwks = "{\"keys\":[" + " ".repeat(20_000) + "]}";
        assertViolations(new Violation("jwks", "too-long"));
    }

    @Test
    void publicClientHasNoKeys() throws JOSEException {
        open = true;
        jwks = set(key().toPublicJWK());
        assertViolations(new Violation("jwks", "not-for-public"));
        assertThat(settings().hasSecret()).isFalse();
    }

    private static ECKey key() throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).generate();
    }

    /** As a careless developer would copy it: with whatever private parts there are. */
    private static String set(JWK... keys) {
        return List.of(keys).stream().map(JWK::toJSONString).collect(joining(",", "{\"keys\":[", "]}"));
    }

    private ClientSettings settings() {
        return new ClientSettings(name, logo, homepage, open, redirects, grants, scopes, access, refresh, false, jwks);
    }

    private void assertViolations(Violation... violations) {
        assertThat(new ArrayList<>(settings().violations(RESOURCES))).containsExactly(violations);
    }
}
