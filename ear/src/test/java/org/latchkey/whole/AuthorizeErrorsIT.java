package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latchkey.whole.Asking.sentBack;

import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** What is wrong with a request of a known client for one of its addresses: the client is told, with its state and by whom. */
@ArquillianTest
class AuthorizeErrorsIT {

    private static final OAuthClient CLIENT = OAuthClients.confidential(Codes.REDIRECT);
    private static final OAuthClient OPEN = OAuthClients.open(Codes.REDIRECT);

    static Stream<Arguments> mistakes() {
        String foreign = "https://other.example";
        return Stream.of(
                mistake("invalid_request", "no type", it -> it.without("response_type")),
                mistake("invalid_request", "empty type", it -> it.with("response_type", "")),
                mistake("unsupported_response_type", "token", it -> it.with("response_type", "token")),
                mistake("unsupported_response_type", "hybrid", it -> it.with("response_type", "code token")),
                mistake("unsupported_response_type", "OpenID", it -> it.with("response_type", "id_token")),
                mistake("unsupported_response_type", "none", it -> it.with("response_type", "none")),
                mistake("unsupported_response_type", "capitals", it -> it.with("response_type", "CODE")),
                mistake("unsupported_response_type", "spaces", it -> it.with("response_type", "  ")),
                mistake("invalid_request", "fragment", it -> it.with("response_mode", "fragment")),
                mistake("invalid_request", "form post", it -> it.with("response_mode", "form_post")),
                mistake("invalid_request", "JWT answer", it -> it.with("response_mode", "jwt")),
                mistake("invalid_scope", "unknown", it -> it.with("scope", "read admin")),
                mistake("invalid_scope", "not registered", it -> it.with("scope", "products:view")),
                mistake("invalid_scope", "never delegated", it -> it.with("scope", "api-access:change")),
                mistake("invalid_scope", "capitals", it -> it.with("scope", "READ")),
                mistake("invalid_scope", "comma", it -> it.with("scope", "read,write")),
                mistake("invalid_scope", "OpenID", it -> it.with("scope", "openid read")),
                mistake("invalid_scope", "spaces", it -> it.with("scope", "  ")),
                mistake("invalid_request", "challenge of 42", it -> it.with("code_challenge", "x".repeat(42))),
                mistake("invalid_request", "challenge of 44", it -> it.with("code_challenge", "x".repeat(44))),
                mistake("invalid_request", "padded", it -> it.with("code_challenge", "x".repeat(43) + "=")),
                mistake("invalid_request", "not base64url", it -> it.with("code_challenge", "+".repeat(43))),
                mistake("invalid_request", "line end", it -> it.with("code_challenge", "x".repeat(43) + "\n")),
                mistake("invalid_request", "plain", it -> it.with("code_challenge_method", "plain")),
                mistake("invalid_request", "small letters", it -> it.with("code_challenge_method", "s256")),
                mistake("invalid_request", "no method", it -> it.without("code_challenge_method")),
                mistake("invalid_request", "no challenge", it -> it.without("code_challenge")),
                mistake("invalid_request", "empty challenge", it -> it.with("code_challenge", "")),
                mistake("invalid_request", "key", it -> it.with("dpop_jkt", "x".repeat(42))),
                mistake("invalid_target", "foreign", it -> it.with("resource", foreign)),
                mistake("invalid_target", "alike", it -> it.with("resource", TestServer.URL + ".evil.example")),
                mistake("invalid_target", "user", it -> it.with("resource", TestServer.URL + "@evil.example")),
                mistake("invalid_target", "dots", it -> it.with("resource", TestServer.URL + "/api/../x")),
                mistake("invalid_target", "query", it -> it.with("resource", TestServer.URL + "/api?x=y")),
                mistake("invalid_target", "fragment", it -> it.with("resource", TestServer.URL + "/api#x")),
                mistake("invalid_target", "long", it -> it.with("resource", TestServer.URL + "/" + "x".repeat(500))),
                mistake("invalid_target", "relative", it -> it.with("resource", "/api")),
                mistake(
                        "invalid_target",
                        "two",
                        it -> it.and("resource", TestServer.URL).and("resource", foreign)),
                mistake("request_not_supported", "object", it -> it.with("request", "eyJhbGciOiJub25lIn0.e30.")),
                mistake("invalid_request_uri", "foreign", it -> it.with("request_uri", foreign)),
                mistake(
                        "invalid_request_uri",
                        "unknown",
                        it -> it.with("request_uri", "urn:ietf:params:oauth:request_uri:" + UUID.randomUUID())));
    }

    private static Arguments mistake(String error, String name, UnaryOperator<Asking> change) {
        return Arguments.of(error, name, change);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("mistakes")
    void clientIsToldOfItsMistake(String error, String name, UnaryOperator<Asking> change) {
        assertError(error, change.apply(Asking.by(CLIENT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "response_type",
                "scope",
                "code_challenge",
                "code_challenge_method",
                "response_mode",
                "request",
                "dpop_jkt",
                "unknown"
            })
    void parameterThatIsThereTwiceIsAMistake(String name) {
        assertError("invalid_request", Asking.by(CLIENT).raw(name + "=read").raw(name + "=read"));
        assertError("invalid_request", Asking.by(CLIENT).raw(name + "=").raw(name + "=read"));
    }

    @Test
    void stateThatCannotBeGivenBackIsNot() {
        for (Asking asking : new Asking[] {
            Asking.by(CLIENT).and("state", "other"),
            Asking.by(CLIENT).with("state", "x".repeat(1001)),
            Asking.by(CLIENT).with("state", "line\r\nX-Injected: 1"),
            Asking.by(CLIENT).with("state", "ä"),
            Asking.by(CLIENT).with("state", "\u0000")
        }) {
            assertThat(sentBack(asking.send(), Codes.REDIRECT))
                    .containsEntry("error", "invalid_request")
                    .containsEntry("iss", TestServer.URL)
                    .doesNotContainKeys("state", "code");
        }
        assertThat(sentBack(
                        Asking.by(CLIENT).without("state").with("scope", "x").send(), Codes.REDIRECT))
                .doesNotContainKey("state");
    }

    @Test
    void publicClientNeedsAChallenge() {
        assertError("invalid_request", Asking.by(OPEN).without("code_challenge").without("code_challenge_method"));
    }

    @Test
    void whoHasNotRegisteredTheGrantGetsNoCode() {
        OAuthClient other =
                OAuthClients.with(OAuthClients.confidential(Codes.REDIRECT), "grants = 'client_credentials'");

        assertError("unauthorized_client", Asking.by(other));
    }

    @Test
    void descriptionQuotesNothingThatWasSent() {
        Map<String, String> answer = sentBack(
                Asking.by(CLIENT).with("scope", "<script>evil</script>").send(), Codes.REDIRECT);

        assertThat(answer.get("error_description")).isNotEmpty().doesNotContain("evil");
    }

    private static void assertError(String error, Asking asking) {
        Map<String, String> answer = sentBack(asking.send(), Codes.REDIRECT);

        assertThat(answer).containsEntry("error", error).containsEntry("iss", TestServer.URL);
        assertThat(answer).containsEntry("state", Asking.STATE).doesNotContainKey("code");
        assertThat(answer.keySet()).isSubsetOf("error", "error_description", "state", "iss");
    }
}
