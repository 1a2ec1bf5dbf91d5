package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A test that runs inside the server, beside the application and with its services. */
final class Inside {

    private static final String URL = "url.txt";

    private Inside() {}

    /** What is deployed for a test, with whatever else of the tests it uses. */
    static WebArchive archive(Class<?> test, Class<?>... more) {
        // The demo needs an empty database.
        TestServer.demo();
        File assertj = new File(Assertions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return ShrinkWrap.create(WebArchive.class, test.getSimpleName() + ".war")
                .addClasses(test, Companies.class, Inside.class)
                .addClasses(more)
                .addAsLibraries(assertj)
                .addAsResource(
                        new StringAsset(TestServer.URL),
                        Inside.class.getPackageName().replace('.', '/') + "/" + URL)
                .addAsWebInfResource(
                        new StringAsset("<jboss-web><security-domain>latchkey-account</security-domain></jboss-web>"),
                        "jboss-web.xml")
                .addAsManifestResource(
                        new StringAsset("Dependencies: deployment.latchkey.ear.ejb.jar, org.latchkey.realm,"
                                + " jdk.httpserver,"
                                + " org.wildfly.security.elytron\n"),
                        "MANIFEST.MF");
    }

    /** Inside: where the server listens. */
    static String url() {
        try (InputStream in = Inside.class.getResourceAsStream(URL)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
