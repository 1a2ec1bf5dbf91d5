package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.latchkey.server.Demo;

/** An application on the same server accepts keys by one line in its jboss-web.xml. */
@ArquillianTest
class OtherApplicationIT {

    private static final String HELLO = TestServer.URL + "/other/hello";

    @Deployment(testable = false)
    static WebArchive application() {
        return ShrinkWrap.create(WebArchive.class, "other.war")
                .addClasses(OtherApplication.class, OtherIdentity.class, OtherProducts.class)
                .addAsWebInfResource(
                        new StringAsset("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0'>"
                                + "<login-config><auth-method>LATCHKEY</auth-method></login-config></web-app>"),
                        "web.xml")
                .addAsWebInfResource(
                        new StringAsset("<jboss-web><security-domain>latchkey</security-domain></jboss-web>"),
                        "jboss-web.xml")
                .addAsManifestResource(new StringAsset("Dependencies: org.wildfly.security.elytron\n"), "MANIFEST.MF");
    }

    @Test
    void keyOpensItAsItsOwner() {
        HttpResponse<String> answer = Http.get(HELLO, "x-api-key", Keys.active().reveal());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Hello " + Demo.ADMINISTRATOR);
    }

    @Test
    void permissionThatTheOwnerLacksIsForbidden() {
        assertThat(Http.get(HELLO, "x-api-key", Keys.of(Demo.VIEWER).reveal()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void callerWithoutAKeyIsChallenged() {
        HttpResponse<String> answer = Http.get(HELLO);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer ");
    }

    @Test
    void revokedKeyIsToldSoInTheChallenge() {
        HttpResponse<String> answer =
                Http.get(HELLO, "x-api-key", Keys.revoked().reveal());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("revoked");
    }
}
