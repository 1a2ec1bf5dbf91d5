package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latchkey.credential.ApiKey;
import org.latchkey.server.Demo;

/** Files that programs import: {@code POST /api/import}. */
@ArquillianTest
class ImportIT {

    private static final String URL = TestServer.URL + "/api/import";

    private Office office;
    private ApiKey credential;
    private String key;

    @BeforeEach
    void openOffice() {
        office = new Office();
        credential = office.key(office.clerk, "Import");
        key = credential.reveal();
    }

    static Stream<Arguments> programs() {
        return Arrays.stream(SeedPrograms.values())
                .flatMap(whose -> Stream.of("TypeScript", "PHP").map(language -> Arguments.of(whose, language)));
    }

    @ParameterizedTest
    @MethodSource
    void programs(SeedPrograms whose, String language) throws IOException {
        String mapper = mapper(office.id, "PRODUCTS");
        Path file = whose.directory(language, "Import").resolve("products.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "Preis;Artikel;Lager\n1,50;Cork;ja\n;Clay;nein\n");

        String output = whose.run(
                language,
                "Import",
                SeedPrograms.constants(credential).andThen(code -> code.replace("your-mapper-id", mapper))::apply);

        assertThat(output).contains("Import completed: 2 imported");
        assertThat(Office.rows("SELECT name, price, visible FROM product WHERE company_id = ? ORDER BY id", office.id))
                .containsExactly("Cork|1.5000|true", "Clay|9.9000|false");
    }

    @Test
    void rowsAreMadeAndTheSameFileChangesThem() {
        String file = "\ufeffReference;Name;Price;Stock\r\nP1;\"Cork \"\"A\"\"\";2.5;7\r\nP2;\"Two\";;\r\n";
        assertImported(Upload.of("products", file).send(key), 2);
        assertThat(products()).containsExactly("P1|Cork \"A\"|2.5000|7|true|0", "P2|Two|0.0000|0|true|0");

        assertImported(Upload.of("products", file.replace("2.5", "3")).send(key), 2);
        assertThat(products()).containsExactly("P1|Cork \"A\"|3.0000|7|true|1", "P2|Two|0.0000|0|true|1");

        // What the file does not say stays, and the last of two rows holds.
        assertImported(Upload.of("products", "reference,stock\np1,8\nP1,9\n").send(key), 2);
        assertThat(products()).first().isEqualTo("P1|Cork \"A\"|3.0000|9|true|3");
        assertThat(Office.rows(
                        "SELECT kind, subject, actor_key IS NOT NULL FROM audit_event WHERE company_id = ? AND kind LIKE 'import%'",
                        office.id))
                .containsExactly(
                        "import.finished|products.csv|1",
                        "import.finished|products.csv|1",
                        "import.finished|products.csv|1");
    }

    @Test
    void otherKindsAreImportedToo() {
        assertImported(Upload.of("productCategories", "name\nCork\nClay\n").send(key), 2);
        assertImported(
                Upload.of("customers", "number,name,city\nC1,Ana,Évora\n").send(key), 1);
        String category = Office.rows(
                        "SELECT id FROM product_category WHERE company_id = ? AND name = 'Clay'", office.id)
                .get(0);
        assertImported(
                Upload.of("products", "reference,name,productCategoryId\nP1,Jug," + category + "\n")
                        .send(key),
                1);
        assertRows(
                Upload.of("products", "reference,name,productCategoryId\nP2,Jug,1\n")
                        .send(key),
                "2 3 productCategoryId unknown");
        assertThat(Office.rows("SELECT number, name, city FROM customer WHERE company_id = ?", office.id))
                .containsExactly("C1|Ana|Évora");
    }

    @Test
    void wrongRowsAreToldByLineAndNothingIsImported() {
        String rows = "reference,name,price\nP1,Good,1\nP2,\"Two\nlines\",1\nP3,,x\nP4,a,1,2\n";
        assertRows(
                Upload.of("products", rows).send(key),
                "3 2 name control-characters",
                "5 2 name required",
                "5 3 price malformed",
                "6 null file columns");
        String many = "reference,name\n" + "P,\n".repeat(150);
        HttpResponse<String> answer = Upload.of("products", many).send(key);
        assertThat(errors(answer)).hasSize(100);
        assertThat(Http.json(answer).getString("detail")).startsWith("150 things");
        assertRows(Upload.of("products", "reference,stock\nP9,1\n").send(key), "2 null name required");
        // In the order of their lines, though what is not there shows late.
        assertRows(
                Upload.of("products", "reference,stock\nP9,1\nP8,x\nP7,y\n").send(key),
                "3 2 stock malformed",
                "4 2 stock malformed");
        assertThat(products()).isEmpty();
    }

    @Test
    void whatIsNoCsvIsRefused() throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("products.csv"));
            out.write("reference,name\nP1,x\n".getBytes(UTF_8));
        }
        assertRows(Upload.of("products", zip.toByteArray()).send(key), "1 null file not-csv");
        assertRows(Upload.of("products", "").send(key), "1 null file empty");
        assertRows(Upload.of("products", "reference,name\nP1,\"x\n").send(key), "2 null file malformed-csv");
        assertRows(
                Upload.of("products", "reference,name\nP1,\u0081\n".getBytes(ISO_8859_1))
                        .send(key),
                "2 null file encoding");
        assertRows(Upload.of("products", "reference,name,colour\nP1,x,red\n").send(key), "1 3 file unknown-column");
        byte[] endless = new byte[1 << 20];
        Arrays.fill(endless, (byte) 'x');
        endless[0] = '"';
        assertRows(Upload.of("products", endless).send(key), "1 null file malformed-csv");
        assertThat(products()).isEmpty();
    }

    @Test
    void formIsComplete() {
        Api.assertInvalid(new Upload().text("other", "").send(key), "file required", "entity required");
        Api.assertInvalid(
                new Upload().text("entity", "users").file("x", new byte[0]).send(key), "entity unknown");
        Api.assertInvalid(Upload.of("products", "").text("mapperId", "x").send(key), "mapperId unknown");
        Api.assertProblem(
                Http.send("POST", URL, "{}", "x-api-key", key, "Content-Type", "application/json"),
                415,
                "unsupported_media_type");
        Api.assertProblem(new Upload().send(key), 400, "malformed_form");
        Api.assertProblem(Http.get(URL, "x-api-key", key), 405, "method_not_allowed");
        Api.assertProblem(Http.get(URL + "/nonsense", "x-api-key", key), 404, "not_found");
    }

    @Test
    void viewersImportNothingAndNobodySeesAnotherCompany() {
        // Before anything is taken from them, even what is no form.
        Api.assertMissing(new Upload().send(Keys.of(Demo.VIEWER).reveal()), "products:change");
        String foreign = mapper(1, "PRODUCTS");
        String own = mapper(office.id, "CUSTOMERS");
        String file = "Artikel\nx\n";
        Api.assertInvalid(Upload.of("products", file).text("mapperId", foreign).send(key), "mapperId unknown");
        Api.assertInvalid(Upload.of("products", file).text("mapperId", own).send(key), "mapperId unknown");
        Api.assertInvalid(
                Upload.of("products", file).text("mapperId", foreign).send(key, "Prefer", "respond-async"),
                "mapperId unknown");
        JsonObject job = later(Upload.of("products", "reference,name\nP1,x\n"));
        assertThat(job.getString("status")).isEqualTo("done");
        Api.assertProblem(
                Http.get(
                        TestServer.URL + job.getString("href"),
                        "x-api-key",
                        Keys.active().reveal()),
                404,
                "not_found");
    }

    @Test
    void mapperMakesFieldsOfColumns() {
        String mapper = mapper(office.id, "PRODUCTS");
        assertImported(
                Upload.of("products", "Preis;Artikel;Lager\n1.234,50;Käse;ja\n;Brot;\n".getBytes(ISO_8859_1))
                        .text("mapperId", mapper)
                        .send(key),
                2);
        assertThat(Office.rows(
                        "SELECT name, price, visible, stock FROM product WHERE company_id = ? ORDER BY id", office.id))
                .containsExactly("Käse|1234.5000|true|5", "Brot|9.9000|true|5");
    }

    @Test
    void largeFilesBecomeJobs() {
        String wide = " ".repeat(5_000);
        String rows = IntStream.range(0, 2_200)
                .mapToObj(i -> "P%d,%sname\n".formatted(i, wide))
                .collect(Collectors.joining());
        JsonObject job =
                finished(Upload.of("products", "reference,name\n" + rows).send(key));
        assertThat(job.getString("status")).isEqualTo("done");
        assertThat(job.getInt("progress")).isEqualTo(100);
        assertThat(job.getInt("imported")).isEqualTo(2_200);
        assertThat(Keys.number("SELECT COUNT(*) FROM product WHERE company_id = ?", office.id))
                .isEqualTo(2_200);
        assertThat(Keys.number("SELECT COUNT(*) FROM import_chunk WHERE job_id = ?", job.getString("id")))
                .isZero();

        JsonObject failed = later(Upload.of("products", "reference,name\nP1,\n"));
        assertThat(failed.getString("status")).isEqualTo("failed");
        assertThat(failed.getJsonArray("errors").getJsonObject(0).getInt("line"))
                .isEqualTo(2);
    }

    /** As a server leaves them that ends while it works on them. */
    @Test
    void whatAnotherServerHasLeftIsGoneOnWithIfItStillMayBe() {
        String left = leave(office.clerk, credential, 1);
        String tried = leave(office.clerk, credential, 3);
        String forbidden = leave(Demo.VIEWER, credential, 1);
        String revoked = leave(office.clerk, changed("Revoked", "revoked_at = created_at"), 1);
        String reduced = leave(office.clerk, changed("Reduced", "all_permissions = FALSE"), 1);
        String ended = leave(office.clerk, credential, 1);
        Keys.change("UPDATE import_job SET token_id = ? WHERE id = ?", revokedToken(), ended);

        Await.until(() ->
                Keys.number("SELECT COUNT(*) FROM import_job WHERE company_id = ? AND finished_at IS NULL", office.id)
                        == 0);
        assertThat(Office.rows("SELECT id, status, imported, reason FROM import_job WHERE company_id = ?", office.id))
                .containsExactlyInAnyOrder(
                        left + "|DONE|1|null",
                        tried + "|FAILED|0|given-up",
                        forbidden + "|FAILED|0|not-allowed",
                        revoked + "|FAILED|0|not-allowed",
                        reduced + "|FAILED|0|not-allowed",
                        ended + "|FAILED|0|not-allowed");
        assertThat(products()).containsExactly("P1|x|0.0000|0|true|0");
        assertThat(Office.rows(
                        "SELECT kind, COUNT(*) FROM audit_event WHERE company_id = ? AND kind LIKE 'import%' GROUP BY kind ORDER BY kind",
                        office.id))
                .containsExactly("import.failed|5", "import.finished|1");
    }

    private ApiKey changed(String name, String change) {
        ApiKey changed = office.key(office.clerk, name);
        Keys.change(
                "UPDATE api_key SET " + change + " WHERE id = ?", changed.id().toString());
        return changed;
    }

    private String revokedToken() {
        String token = UUID.randomUUID().toString();
        Keys.change("""
                INSERT INTO access_token (digest, id, key_id, key_version, scopes, audience, path, issued_at, expires_at,
                    revoked_at)
                VALUES (UNHEX(SHA2(?, 256)), ?, ?, 1, '', '', '', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL 1 HOUR,
                    UTC_TIMESTAMP(6))
                """, token, token, credential.id().toString());
        return token;
    }

    /** Of many who send at once only as many get in as there are places, and files of a company come one after the other. */
    @Test
    void filesOfACompanyWaitForEachOther() {
        String first = leave(office.clerk, credential, 1);
        for (int i = 0; i < 3; i++) {
            leave(office.clerk, credential, 1);
        }
        Keys.change(
                "UPDATE import_job SET claimed_until = claimed_until + INTERVAL 1 HOUR WHERE company_id = ?",
                office.id);
        List<HttpResponse<String>> answers = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> Upload.of("products", "reference,name\nP2,y\n").send(key, "Prefer", "respond-async")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers.stream().map(HttpResponse::statusCode).sorted())
                .containsExactly(202, 409, 409, 409, 409, 409);
        JsonObject waiting = answers.stream()
                .filter(it -> it.statusCode() == 202)
                .map(Http::json)
                .findFirst()
                .orElseThrow();
        // Later, of another company, and before it.
        Office other = new Office();
        assertThat(finished(
                                Upload.of("products", "reference,name\nP1,x\n")
                                        .send(other.key(other.clerk, "Import").reveal(), "Prefer", "respond-async"),
                                other.key(other.clerk, "Look").reveal())
                        .getString("status"))
                .isEqualTo("done");
        assertThat(read(waiting, key).getString("status")).isEqualTo("queued");

        Keys.change("UPDATE import_job SET claimed_until = created_at WHERE company_id = ?", office.id);
        Await.until(() -> read(waiting, key).getString("status").equals("done"));
        assertThat(Office.rows("SELECT status FROM import_job WHERE id = ?", first))
                .containsExactly("DONE");
        assertThat(products()).containsExactly("P1|x|0.0000|0|true|3", "P2|y|0.0000|0|true|0");
    }

    /** Neither is what they send read, nor does it fail. */
    @Test
    void nobodySendsAFileToAPageWithoutSigningIn() throws IOException {
        HttpResponse<String> broken = Http.send(
                "POST",
                TestServer.URL + "/account/api/imports",
                "no form",
                "Content-Type",
                "multipart/form-data; boundary=b");
        assertThat(broken.statusCode()).isEqualTo(302);
        assertThat(broken.headers().firstValue("Location"))
                .hasValueSatisfying(it -> assertThat(it).contains("/account/signin"));

        URI server = URI.create(TestServer.URL);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write("""
                    POST /account/api/imports HTTP/1.1
                    Host: localhost
                    Content-Type: application/x-www-form-urlencoded
                    Content-Length: 2000000

                    """.replace("\n", "\r\n").getBytes(UTF_8));
            assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine())
                    .startsWith("HTTP/1.1 413");
        }
    }

    private String leave(String user, ApiKey by, int tries) {
        String id = UUID.randomUUID().toString();
        Keys.change("""
                INSERT INTO import_job (id, company_id, user_id, user_name, key_id, kind, size, status, progress, imported,
                    error_count, tries, claimed_until, created_at)
                SELECT ?, ?, id, name, ?, 'PRODUCTS', 20, 'RUNNING', 40, 0, 0, ?, UTC_TIMESTAMP(6) + INTERVAL 1 SECOND,
                    UTC_TIMESTAMP(6)
                FROM user_account WHERE email = ?
                """, id, office.id, by.id().toString(), tries, user);
        Keys.change("INSERT INTO import_chunk VALUES (?, 0, 'reference,name\nP'), (?, 1, '1,x\n')", id, id);
        return id;
    }

    @Test
    void tooLargeIsRefusedBeforeItIsRead() {
        assertThat(Upload.of("products", new byte[(100 << 20) + 1]).send(key).statusCode())
                .isEqualTo(413);
    }

    private JsonObject later(Upload upload) {
        return finished(upload.send(key, "Prefer", "respond-async"));
    }

    private JsonObject finished(HttpResponse<String> accepted) {
        return finished(accepted, key);
    }

    private static JsonObject finished(HttpResponse<String> accepted, String key) {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        JsonObject job = Http.json(accepted);
        assertThat(accepted.headers().firstValue("Location"))
                .hasValueSatisfying(it -> assertThat(it).endsWith(job.getString("href")));
        Await.until(() -> !List.of("queued", "running").contains(read(job, key).getString("status")));
        return read(job, key);
    }

    private static JsonObject read(JsonObject job, String key) {
        return Http.json(Http.get(TestServer.URL + job.getString("href"), "x-api-key", key));
    }

    private List<String> products() {
        return Office.rows(
                "SELECT reference, name, price, stock, visible, version FROM product WHERE company_id = ? ORDER BY reference",
                office.id);
    }

    private static String mapper(long company, String kind) {
        String id = UUID.randomUUID().toString();
        Keys.change(
                "INSERT INTO import_mapper VALUES (?, 0, ?, ?, ?, 'AUTO', 'AUTO', TRUE)",
                id,
                company,
                "Mapper " + id,
                kind);
        Keys.change("""
                INSERT INTO import_mapper_column VALUES
                    (?, 0, 'name', 'artikel', 'PLAIN', ''), (?, 1, 'price', 'Preis', 'DECIMAL_COMMA', '9,90'),
                    (?, 2, 'visible', 'Lager', 'YES_NO', 'ja'), (?, 3, 'stock', '', 'PLAIN', '5')
                """, id, id, id, id);
        return id;
    }

    private static void assertImported(HttpResponse<String> answer, int imported) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Http.json(answer).getInt("imported")).isEqualTo(imported);
    }

    /** The errors as {@code line column field code} each. */
    private static void assertRows(HttpResponse<String> answer, String... errors) {
        Api.assertProblem(answer, 422, "invalid_rows");
        assertThat(errors(answer)).containsExactly(errors);
    }

    private static List<String> errors(HttpResponse<String> answer) {
        return Http.json(answer).getJsonArray("errors").getValuesAs(JsonObject.class).stream()
                .map(it -> it.getInt("line") + " " + it.get("column") + " " + it.getString("field") + " "
                        + it.getString("code"))
                .toList();
    }
}
