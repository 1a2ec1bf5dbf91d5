package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/**
 * A client that is made of nothing but the OpenAPI document, as the server gives it, by another's generator: {@code
 * src/test/programs/openapi} calls it. Its types are checked, so the document has to say what the program reads.
 */
@ArquillianTest
class GeneratedClientIT {

    private final OwnCompany company = OwnCompany.found();

    @Test
    void clientOfTheDocumentWorks() throws IOException {
        Programs.node();
        Path directory = Programs.DIRECTORY.resolve("openapi");
        Path document = directory.resolve("openapi.json");
        Files.writeString(
                document, Http.get(TestServer.URL + "/api/2/openapi.json").body());
        Programs.run(Programs.node(
                "node_modules/@hey-api/openapi-ts/bin/run.js",
                "--input",
                document.toString(),
                "--output",
                directory.resolve("client").toString(),
                "--client",
                "@hey-api/client-fetch",
                "--no-log-file"));
        Programs.run(Programs.node("node_modules/typescript/bin/tsc", "--project", directory.toString()));
        Path program = directory.resolve("program.mjs");
        Programs.run(Programs.node(
                "node_modules/esbuild/bin/esbuild",
                directory.resolve("program.ts").toString(),
                "--bundle",
                "--platform=node",
                "--format=esm",
                "--log-level=warning",
                "--outfile=" + program));
        String key = Keys.with(
                        "company_id = ?, owner_id = (SELECT id FROM user_account WHERE email = ?)",
                        company.id,
                        company.administrator())
                .reveal();
        Keys.change("UPDATE company SET plan = 'GROWTH' WHERE id = ?", company.id);
        assertThat(Programs.run(Programs.node("openapi/program.mjs", TestServer.URL, key)))
                .contains("done");
    }
}
