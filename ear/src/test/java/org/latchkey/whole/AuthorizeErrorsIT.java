package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.oauth.Authorization;
import org.latchkey.oauth.Step;

/**
 * What is wrong with a request of a known client for one of its addresses: once the user has signed in, the client is told,
 * with its state and by whom.
 */
@ArquillianTest
class AuthorizeErrorsIT {

    private static final String TENANT = "https://app.example/callback?tenant=1";

    private Companies companies;
    private Applications applications;
    private Authorization authorization;
    private UUID client;

    @Deployment
    static WebArchive inside() {
        return Inside.archive(AuthorizeErrorsIT.class, Mistake.class, Applications.class, Asking.class);
    }

    @BeforeEach
    void makeClient() throws Exception {
        companies = new Companies();
        companies.found("UTC");
        applications = new Applications(companies);
        applications.register();
        authorization = Companies.look("java:global/latchkey/ejb/Authorization");
        client = applications.confidential(Codes.REDIRECT).id();
    }

    /** Something that is done to a request, and what the client is told of it. */
    private record Mistake(String error, String name, UnaryOperator<Asking> change) {}

    private static List<Mistake> mistakes() {
        String foreign = "https://other.example";
        return List.of(
                new Mistake("invalid_request", "no type", it -> it.without("response_type")),
                new Mistake("invalid_request", "empty type", it -> it.with("response_type", "")),
                new Mistake("unsupported_response_type", "token", it -> it.with("response_type", "token")),
                new Mistake("unsupported_response_type", "hybrid", it -> it.with("response_type", "code token")),
                new Mistake("unsupported_response_type", "OpenID", it -> it.with("response_type", "id_token")),
                new Mistake("unsupported_response_type", "none", it -> it.with("response_type", "none")),
                new Mistake("unsupported_response_type", "capitals", it -> it.with("response_type", "CODE")),
                new Mistake("unsupported_response_type", "spaces", it -> it.with("response_type", "  ")),
                new Mistake("invalid_request", "fragment", it -> it.with("response_mode", "fragment")),
                new Mistake("invalid_request", "form post", it -> it.with("response_mode", "form_post")),
                new Mistake("invalid_request", "JWT answer", it -> it.with("response_mode", "jwt")),
                new Mistake("invalid_scope", "unknown", it -> it.with("scope", "read admin")),
                new Mistake("invalid_scope", "not registered", it -> it.with("scope", "write")),
                new Mistake("invalid_scope", "never delegated", it -> it.with("scope", "api-access:change")),
                new Mistake("invalid_scope", "capitals", it -> it.with("scope", "READ")),
                new Mistake("invalid_scope", "comma", it -> it.with("scope", "read,company:view")),
                new Mistake("invalid_scope", "OpenID", it -> it.with("scope", "openid read")),
                new Mistake("invalid_scope", "spaces", it -> it.with("scope", "  ")),
                new Mistake("invalid_request", "challenge of 42", it -> it.with("code_challenge", "x".repeat(42))),
                new Mistake("invalid_request", "challenge of 44", it -> it.with("code_challenge", "x".repeat(44))),
                new Mistake("invalid_request", "padded", it -> it.with("code_challenge", "x".repeat(43) + "=")),
                new Mistake("invalid_request", "not base64url", it -> it.with("code_challenge", "+".repeat(43))),
                new Mistake("invalid_request", "line end", it -> it.with("code_challenge", "x".repeat(43) + "\n")),
                new Mistake("invalid_request", "plain", it -> it.with("code_challenge_method", "plain")),
                new Mistake("invalid_request", "small letters", it -> it.with("code_challenge_method", "s256")),
                new Mistake("invalid_request", "no method", it -> it.without("code_challenge_method")),
                new Mistake("invalid_request", "no challenge", it -> it.without("code_challenge")),
                new Mistake("invalid_request", "empty challenge", it -> it.with("code_challenge", "")),
                new Mistake("invalid_request", "key", it -> it.with("dpop_jkt", "x".repeat(42))),
                new Mistake("invalid_target", "foreign", it -> it.with("resource", foreign)),
                new Mistake("invalid_target", "alike", it -> it.with("resource", Inside.url() + ".evil.example")),
                new Mistake("invalid_target", "user", it -> it.with("resource", Inside.url() + "@evil.example")),
                new Mistake("invalid_target", "dots", it -> it.with("resource", Inside.url() + "/api/../x")),
                new Mistake("invalid_target", "query", it -> it.with("resource", Inside.url() + "/api?x=y")),
                new Mistake("invalid_target", "fragment", it -> it.with("resource", Inside.url() + "/api#x")),
                new Mistake("invalid_target", "long", it -> it.with("resource", Inside.url() + "/" + "x".repeat(500))),
                new Mistake("invalid_target", "relative", it -> it.with("resource", "/api")),
                new Mistake(
                        "invalid_target",
                        "two",
                        it -> it.and("resource", Inside.url()).and("resource", foreign)),
                new Mistake("request_not_supported", "object", it -> it.with("request", "eyJhbGciOiJub25lIn0.e30.")),
                new Mistake("invalid_request_uri", "foreign", it -> it.with("request_uri", foreign)),
                new Mistake(
                        "invalid_request_uri",
                        "unknown",
                        it -> it.with("request_uri", "urn:ietf:params:oauth:request_uri:" + UUID.randomUUID())));
    }

    @Test
    void clientIsToldOfItsMistake() throws Exception {
        for (Mistake mistake : mistakes()) {
            assertError(mistake.error(), mistake.name(), mistake.change().apply(Asking.by(client)));
        }
    }

    @Test
    void parameterThatIsThereTwiceIsAMistake() throws Exception {
        for (String name : List.of(
                "response_type",
                "scope",
                "code_challenge",
                "code_challenge_method",
                "response_mode",
                "request",
                "dpop_jkt",
                "unknown")) {
            for (String twice : List.of("=read&?=read", "=&?=read", "=read&?", "&?")) {
                assertError("invalid_request", name + twice, Asking.by(client).raw(name + twice.replace("?", name)));
            }
        }
    }

    @Test
    void stateThatCannotBeGivenBackIsNot() throws Exception {
        for (Asking asking : List.of(
                Asking.by(client).and("state", "other"),
                Asking.by(client).with("state", "x".repeat(1001)),
                Asking.by(client).with("state", "line\r\nX-Injected: 1"),
                Asking.by(client).with("state", " "),
                Asking.by(client).with("state", "ä"),
                Asking.by(client).with("state", "\u0000"))) {
            assertThat(sentBack(asking, Codes.REDIRECT))
                    .containsEntry("error", "invalid_request")
                    .containsEntry("iss", Inside.url())
                    .doesNotContainKeys("state", "code");
        }
        assertThat(sentBack(Asking.by(client).without("state").with("scope", "x"), Codes.REDIRECT))
                .doesNotContainKey("state");
    }

    @Test
    void publicClientNeedsAChallenge() throws Exception {
        UUID open = applications.open(Codes.REDIRECT).id();

        assertError(
                "invalid_request",
                "public",
                Asking.by(open).without("code_challenge").without("code_challenge_method"));
    }

    @Test
    void whoHasNotRegisteredTheGrantGetsNoCode() throws Exception {
        assertError(
                "unauthorized_client",
                "grant",
                Asking.by(applications.byItself(Codes.REDIRECT).id()));
    }

    @Test
    void descriptionQuotesNothingThatWasSent() throws Exception {
        assertThat(sentBack(Asking.by(client).with("scope", "<script>evil</script>"), Codes.REDIRECT)
                        .get("error_description"))
                .isNotEmpty()
                .doesNotContain("evil");
    }

    @Test
    void registeredQueryIsKept() throws Exception {
        UUID tenant = applications.open(TENANT).id();

        assertThat(sentBack(Asking.by(tenant).with("redirect_uri", TENANT).with("scope", "unknown"), TENANT))
                .containsEntry("error", "invalid_scope")
                .containsEntry("state", Asking.STATE);
    }

    private void assertError(String error, String name, Asking asking) throws Exception {
        Map<String, String> answer = sentBack(asking, Codes.REDIRECT);

        assertThat(answer).as(name).containsEntry("error", error).containsEntry("iss", Inside.url());
        assertThat(answer).as(name).containsEntry("state", Asking.STATE).doesNotContainKey("code");
        assertThat(answer.keySet()).as(name).isSubsetOf("error", "error_description", "state", "iss");
    }

    private Map<String, String> sentBack(Asking asking, String redirect) throws Exception {
        assertThat(authorization.refusal(asking.query())).isEmpty();
        Step step = companies.asAdministrator(() -> authorization.ask(asking.query()));
        assertThat(step).as(asking.query()).isInstanceOf(Step.SendBack.class);
        return Asking.parameters(((Step.SendBack) step).address(), redirect);
    }
}
