package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latchkey.server.CannotStart;
import org.latchkey.server.Demo;

/** With its security missing or under another name, the application does not start. */
@OwnServers
class FailsClosedIT {

    /** What was found missing, by what was renamed in the server's configuration. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<application-security-domain name=\"latchkey\" http-authentication-factory=\"latchkey\"/> | Latchkey does not start: api.war has no security domain",
                "<application-security-domain name=\"latchkey-account\" security-domain=\"latchkey\"/> | Latchkey does not start: account.war has no security domain",
                "<application-security-domain name=\"latchkey\" security-domain=\"latchkey\"/> | security domain 'latchkey'",
                "<realm name=\"latchkey-keys\"/> | Latchkey does not start: ejb.jar has a security domain without a realm for API keys"
            })
    void applicationDoesNotStartAndSaysWhatIsMissing(String renamed, String missing) throws Exception {
        try (OwnServer server = OwnServer.prepare("closed")) {
            Path configuration = server.wildfly.configuration();
            String before = Files.readString(configuration);
            assertThat(before).contains(renamed);
            Files.writeString(configuration, before.replace(renamed, renamed(renamed)));

            assertThatThrownBy(server::start).isInstanceOf(CannotStart.class).hasMessageContaining("was not deployed");

            assertThat(server.wildfly.output().lines()).anyMatch(line -> line.contains(missing));
            assertThat(Http.get(server.url + "/api/2/whoami", "x-api-key", key(server))
                            .statusCode())
                    .isIn(404, 503);
            assertThat(Http.get(server.url + "/account/signin").statusCode()).isIn(404, 503);
        }
    }

    /** A key that would be accepted; none where the application did not get as far as its schema. */
    private static String key(OwnServer server) throws Exception {
        try (Connection connection = server.database.connect()) {
            boolean schema = connection
                    .getMetaData()
                    .getTables("latchkey_closed", null, "api_key", null)
                    .next();
            return schema
                    ? new Demo(connection).prepare(server.url, Optional.empty()).key()
                    : "none";
        }
    }

    private static String renamed(String element) {
        return element.startsWith("<realm") ? "" : element.replaceFirst("name=\"([a-z-]+)\"", "name=\"$1-renamed\"");
    }
}
