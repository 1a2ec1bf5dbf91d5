package org.latchkey.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopesTest {

    private static final Set<String> ALL = Set.of(
            "api-access:view",
            "api-access:change",
            "company:view",
            "company:change",
            "products:view",
            "products:change");

    @ParameterizedTest
    @CsvSource({
        "read, products:view, true",
        "read, api-access:view, true",
        "read, products:change, false",
        "write, products:view, true",
        "write, products:change, true",
        "products:view, products:view, true",
        "products:view, products:change, false",
        "products:view, customers:view, false",
        "products:change, products:change, true",
        "products:change, products:view, true",
        "products:change, customers:view, false",
        "write, products, false",
        "write, products:delete, false",
        "products:delete, products:delete, false",
        "'', products:view, false",
        "WRITE, products:view, false"
    })
    void scopeAllowsWhatItSays(String scope, String permission, boolean allowed) {
        assertThat(Scopes.allows(Set.of(scope), permission)).isEqualTo(allowed);
    }

    @Test
    void nothingAllowsToHandOutPowers() {
        Set<String> scopes = Set.of("read", "write", "api-access:change", "company:change");

        assertThat(Scopes.NEVER_DELEGATED)
                .allSatisfy(permission ->
                        assertThat(Scopes.allows(scopes, permission)).isFalse());
        assertThat(Scopes.allowed(scopes, ALL))
                .containsExactlyInAnyOrder("api-access:view", "company:view", "products:view", "products:change");
    }

    @Test
    void scopesTogetherAllowWhatEachOfThemDoes() {
        assertThat(Scopes.allowed(Set.of("company:view", "products:change"), ALL))
                .containsExactlyInAnyOrder("company:view", "products:view", "products:change");
        assertThat(Scopes.allowed(Set.of(), ALL)).isEmpty();
    }
}
