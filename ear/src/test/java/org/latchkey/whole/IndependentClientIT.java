package org.latchkey.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latchkey.server.Demo;
import org.latchkey.whole.OAuthClients.OAuthClient;

/**
 * What a client by another's library, openid-client, does that is told nothing but the issuer's address: {@code
 * src/test/programs/client.mjs} says what it expects.
 */
@ArquillianTest
class IndependentClientIT extends BrowserTest {

    /** With any other port: the client listens where one is free. */
    private static final String REDIRECT = "http://127.0.0.1:1/callback";

    private Path output;

    @ParameterizedTest(name = "{0}, DPoP {1}, pushed {2}")
    @CsvSource({
        "client_secret_basic, false, false",
        "client_secret_basic, true, true",
        "client_secret_post, false, false",
        "client_secret_post, true, false",
        "private_key_jwt, false, true",
        "private_key_jwt, true, false",
        "none, false, false",
        "none, true, false",
    })
    void codeRefreshClientCredentialsIntrospectionAndRevocation(String authentication, boolean dpop, boolean pushed)
            throws Exception {
        String client = client(authentication)
                .add("issuer", TestServer.URL)
                .add("authentication", authentication)
                .add("dpop", dpop)
                .add("pushed", pushed)
                .build()
                .toString();
        output = Programs.DIRECTORY.resolve("client-" + authentication + (dpop ? "-dpop" : "") + ".txt");
        Process process =
                Programs.node("client.mjs").redirectOutput(output.toFile()).start();
        try {
            try (var input = process.outputWriter(UTF_8)) {
                input.write(client + "\n");
            }
            Await.until(() -> address().isPresent() || !process.isAlive());
            page.navigate(address().orElseThrow(() -> new AssertionError(output())));
            ConsentPage.signInAndAllow(pages);
            assertThat(pages.heading("Back in the application")).isVisible();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(this::output).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).as(this::output).isZero();
        assertThat(output().lines().filter(line -> line.contains(Demo.ADMINISTRATOR)))
                .hasSize(authentication.equals("none") ? 2 : 3);
    }

    private static JsonObjectBuilder client(String authentication) {
        return switch (authentication) {
            case "none" -> described(OAuthClients.open(REDIRECT));
            case "private_key_jwt" -> {
                SigningKey key = new SigningKey();
                yield described(OAuthClients.withKeys(REDIRECT, key.jwks()))
                        .add("kid", key.id)
                        .add("key", key.secret());
            }
            default -> {
                OAuthClient client = OAuthClients.confidential(REDIRECT);
                yield described(client).add("secret", client.secret());
            }
        };
    }

    private static JsonObjectBuilder described(OAuthClient client) {
        return Json.createObjectBuilder().add("id", client.id().toString());
    }

    /** Where the client sends its user. */
    private Optional<String> address() {
        return output().lines()
                .filter(line -> line.startsWith("open "))
                .map(line -> line.substring("open ".length()))
                .findFirst();
    }

    private String output() {
        try {
            return Files.exists(output) ? Files.readString(output) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
