package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.credential.ApiKey;
import org.latchkey.server.Demo;

/** The management API of keys: {@code /api/2/auth/keys}. */
@ArquillianTest
class KeysApiIT {

    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

    @Deployment(testable = false)
    static WebArchive jobs() {
        return NoticesIT.jobs();
    }

    // Making, reading, changing, ending.

    @Test
    void keyIsMadeShownOnceAndWorks() {
        Api api = Api.asAdministrator();
        String name = "Nightly " + UUID.randomUUID();
        LocalDate expiresOn = LocalDate.now(ZoneId.of("Europe/Lisbon")).plusDays(90);
        HttpResponse<String> answer = api.post("", """
                {"name":"%s","notes":"For the ERP","expiresOn":"%s","permissions":["customers:change","products:view"],
                 "addresses":["127.0.0.0/8","::1"],"requestsPerMinute":90}
                """.formatted(name, expiresOn));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        JsonObject made = Http.json(answer);
        assertThat(made.keySet())
                .containsExactly(
                        "id",
                        "key",
                        "version",
                        "companyId",
                        "name",
                        "hint",
                        "notes",
                        "owner",
                        "status",
                        "expiresOn",
                        "expiresAt",
                        "permissions",
                        "effectivePermissions",
                        "missingPermissions",
                        "allCompanies",
                        "addresses",
                        "requestsPerMinute",
                        "createdAt");
        ApiKey key = Api.value(made);
        assertThat(made.getString("id")).isEqualTo(key.id().toString());
        assertThat(made.getString("hint")).isEqualTo(key.hint());
        assertThat(made.getString("name")).isEqualTo(name);
        assertThat(made.getString("expiresOn")).isEqualTo(expiresOn.toString());
        assertThat(Instant.parse(made.getString("expiresAt"))).isAfter(Instant.now());
        assertThat(made.getString("status")).isEqualTo("active");
        assertThat(made.getJsonArray("permissions"))
                .hasToString("[\"customers:view\",\"customers:change\",\"products:view\"]");
        assertThat(made.getJsonArray("effectivePermissions")).isEqualTo(made.getJsonArray("permissions"));
        assertThat(made.getJsonArray("missingPermissions")).isEmpty();
        assertThat(made.getJsonArray("addresses")).hasToString("[\"127.0.0.0/8\",\"::1\"]");
        assertThat(made.getJsonObject("owner").getString("name")).isEqualTo("Dana Demo");
        assertThat(made.getJsonObject("owner").getBoolean("service")).isFalse();
        assertThat(made.getJsonObject("owner").getBoolean("active")).isTrue();
        assertThat(Api.use(key.reveal())).isEqualTo("200");

        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo(TestServer.URL + "/api/2/auth/keys/" + key.id());
        HttpResponse<String> read = Http.get(location, "x-api-key", api.key());
        assertThat(Http.json(read).containsKey("key")).isFalse();
        assertThat(read.body()).doesNotContain(key.reveal().substring(42));
        assertThat(etag(read)).isEqualTo(etag(answer)).isEqualTo("\"" + made.getInt("version") + "\"");
    }

    @Test
    void nameIsAllThatAKeyNeeds() {
        JsonObject made = Api.asAdministrator().make("");

        assertThat(made.getInt("companyId")).isEqualTo(1);
        assertThat(made.get("permissions")).isEqualTo(JsonValue.NULL);
        assertThat(made.getJsonArray("effectivePermissions")).hasSizeGreaterThanOrEqualTo(8);
        assertThat(made.containsKey("expiresOn")).isFalse();
        assertThat(made.containsKey("requestsPerMinute")).isFalse();
        assertThat(made.getString("notes")).isEmpty();
        assertThat(made.getJsonArray("addresses")).isEmpty();
    }

    @Test
    void listGoesThroughAllKeysPageByPage() {
        Api api = Api.asAdministrator();
        String group = UUID.randomUUID().toString();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> answer = api.post("", "{\"name\":\"%s %d\"}".formatted(group, i));
            made.add(0, Http.json(answer).getString("id"));
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonObject page = Http.json(api.get("?companyId=1&limit=2&search=" + group + "&cursor=" + cursor));
            page.getJsonArray("keys").getValuesAs(JsonObject.class).forEach(it -> seen.add(it.getString("id")));
            cursor = page.getString("nextCursor", "");
            if (pages++ == 0) {
                // Neither a new key nor the end of the last one seen moves anything.
                api.post("", "{\"name\":\"%s new\"}".formatted(group));
                api.delete(seen.get(1));
            }
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactlyElementsOf(made);
        assertThat(pages).isEqualTo(3);

        // The last page is full, and still the last.
        assertThat(Http.json(api.get("?limit=5&search=" + group)).containsKey("nextCursor"))
                .isFalse();
    }

    @Test
    void listIsFiltered() {
        Api api = Api.asAdministrator();
        JsonObject revoked = api.make("\"permissions\":[\"customers:view\"]");
        api.post("/" + revoked.getString("id") + "/revoke", "");
        String search = "?search=" + revoked.getString("name");
        int owner = revoked.getJsonObject("owner").getInt("id");

        assertThat(ids(api.get(search))).containsExactly(revoked.getString("id"));
        assertThat(ids(api.get(search + "&status=revoked"))).hasSize(1);
        assertThat(ids(api.get(search + "&status=active"))).isEmpty();
        assertThat(ids(api.get(search + "&ownerId=" + owner))).hasSize(1);
        assertThat(ids(api.get(search + "&ownerId=" + (owner + 1_000_000)))).isEmpty();
        assertThat(ids(api.get("?search=" + revoked.getString("hint") + "&limit=100")))
                .contains(revoked.getString("id"));
        for (String status : List.of("active", "expiring", "rotating", "expired", "revoked")) {
            assertThat(api.get("?status=" + status).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "companyId=x, companyId malformed",
        "companyId=99999999999999999999, companyId malformed",
        "ownerId=1.5, ownerId malformed",
        "limit=0, limit out-of-range",
        "limit=101, limit out-of-range",
        "limit=-1, limit out-of-range",
        "limit=many, limit malformed",
        "status=Active, status unknown",
        "status=ended, status unknown",
        "cursor=x, cursor malformed",
        "cursor=________________________________, cursor malformed",
        "limit=1&limit=2, limit too-many",
        "limt=5, limt unknown"
    })
    void badParameterOfTheListIsNamed(String query, String error) {
        Api.assertInvalid(Api.asAdministrator().get("?" + query), error);
    }

    @Test
    void oddSearchesFindNothingAndNeverFail() {
        Api api = Api.asAdministrator();
        for (String search : List.of("%00", "%25", "_", "!", "%F0%9F%94%91".repeat(200), "%FF%FE", "%27", "%5C")) {
            assertThat(api.get("?search=" + search + UUID.randomUUID()).statusCode())
                    .as(search)
                    .isEqualTo(200);
        }
        assertThat(api.get("?companyId=&search=&status=&ownerId=&limit=&cursor=")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatIsInAPatchChangesAndTheRestStays() {
        ApiKey everywhere = Keys.active();
        Keys.change(
                "UPDATE api_key SET all_companies = TRUE WHERE id = ?",
                everywhere.id().toString());
        Api api = Api.with(everywhere.reveal());
        JsonObject made =
                api.make("\"notes\":\"Before\",\"permissions\":[\"customers:view\"],\"requestsPerMinute\":90");
        String id = made.getString("id");

        JsonObject changed = Http.json(api.patch(
                id,
                "{\"permissions\":[\"products:change\"],\"addresses\":[\"10.0.0.0/8\"]}",
                "Content-Type",
                "application/merge-patch+json"));
        assertThat(changed.getJsonArray("permissions")).hasToString("[\"products:view\",\"products:change\"]");
        assertThat(changed.getJsonArray("addresses")).hasToString("[\"10.0.0.0/8\"]");
        assertThat(changed.getString("notes")).isEqualTo("Before");
        assertThat(changed.getInt("requestsPerMinute")).isEqualTo(90);
        assertThat(Api.use(made.getString("key"))).isEqualTo("403 address_not_allowed");

        JsonObject reset = Http.json(
                api.patch(id, "{\"notes\":null,\"permissions\":null,\"addresses\":null,\"requestsPerMinute\":null}"));
        assertThat(reset.getString("notes")).isEmpty();
        assertThat(reset.get("permissions")).isEqualTo(JsonValue.NULL);
        assertThat(reset.getJsonArray("addresses")).isEmpty();
        assertThat(reset.containsKey("requestsPerMinute")).isFalse();
        assertThat(Api.use(made.getString("key"))).isEqualTo("200");

        assertThat(Http.json(api.patch(id, "{\"allCompanies\":true}")).getBoolean("allCompanies"))
                .isTrue();
        assertThat(Http.json(api.patch(id, "{\"allCompanies\":null}")).getBoolean("allCompanies"))
                .isFalse();
        int version = api.read(id).getInt("version");
        assertThat(Http.json(api.patch(id, "{}")).getInt("version")).isEqualTo(version);
        assertThat(Http.json(api.patch(id, "{\"notes\":\"After\"}")).getInt("version"))
                .isEqualTo(version + 1);
    }

    @Test
    void nameAndExpiryStay() {
        Api api = Api.asAdministrator();
        String id = api.make("").getString("id");

        Api.assertInvalid(
                api.patch(
                        id,
                        "{\"name\":\"Other\",\"expiresOn\":null,\"companyId\":2,\"id\":\"x\",\"status\":\"active\"}"),
                "id immutable",
                "companyId immutable",
                "name immutable",
                "expiresOn immutable",
                "status unknown");
    }

    @Test
    void changeIsMadeOnlyToTheVersionThatItIsMeantFor() {
        Api api = Api.asAdministrator();
        String id = api.make("").getString("id");
        String path = "/" + id;
        String seen = etag(api.get(path));
        String now = etag(api.patch(id, "{\"notes\":\"One\"}", "If-Match", seen));
        assertThat(now).isNotEqualTo(seen);

        Api.assertProblem(api.patch(id, "{\"notes\":\"Two\"}", "If-Match", seen), 412, "precondition_failed");
        Api.assertProblem(api.post(path + "/regenerate", "", "If-Match", seen), 412, "precondition_failed");
        Api.assertProblem(api.post(path + "/end-previous", "", "If-Match", seen), 412, "precondition_failed");
        Api.assertProblem(api.post(path + "/revoke", "", "If-Match", seen), 412, "precondition_failed");
        Api.assertProblem(api.delete(id, "If-Match", seen), 412, "precondition_failed");
        Api.assertProblem(api.delete(id, "If-Match", "W/" + now), 412, "precondition_failed");
        Api.assertProblem(api.delete(id, "If-Match", "0"), 400, "malformed_header");
        assertThat(api.read(id).getString("notes")).isEqualTo("One");
        assertThat(etag(api.get(path))).isEqualTo(now);

        assertThat(api.patch(id, "{\"notes\":\"Two\"}", "If-Match", "\"x\", " + now)
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.post(path + "/regenerate", "", "If-Match", "*").statusCode())
                .isEqualTo(200);
        assertThat(api.post(path + "/revoke", "", "If-Match", etag(api.get(path)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.delete(id, "If-Match", etag(api.get(path))).statusCode()).isEqualTo(204);
        Api.assertProblem(api.delete(id, "If-Match", "*"), 404, "not_found");
    }

    @Test
    void ofManyChangesToTheSameVersionOneIsMade() throws Exception {
        Api api = Api.asAdministrator();
        String id = api.make("").getString("id");
        String seen = etag(api.get("/" + id));
        List<Integer> statuses = AtOnce.call(
                8,
                () -> api.patch(id, "{\"notes\":\"" + UUID.randomUUID() + "\"}", "If-Match", seen)
                        .statusCode());

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    }

    @Test
    void changesAtOnceWithoutAConditionUndoNothing() throws Exception {
        Api api = Api.asAdministrator();
        String id = api.make("").getString("id");
        List<HttpResponse<String>> answers = AtOnce.call(4, () -> api.patch(id, "{\"requestsPerMinute\":100}"));
        assertThat(answers).allSatisfy(it -> assertThat(it.statusCode()).isIn(200, 409));
        answers.stream().filter(it -> it.statusCode() == 409).forEach(it -> Api.assertProblem(it, 409, "changed"));
        assertThat(api.read(id).getInt("requestsPerMinute")).isEqualTo(100);
    }

    @Test
    void regeneratedKeyHasAnotherSecretAndTheOldOneIsRefused() {
        Api api = Api.asAdministrator();
        JsonObject made = api.make("\"notes\":\"Stays\"");
        HttpResponse<String> answer = api.post("/" + made.getString("id") + "/regenerate", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonObject after = Http.json(answer);
        assertThat(after.getString("key")).isNotEqualTo(made.getString("key"));
        assertThat(after.getString("id")).isEqualTo(made.getString("id"));
        assertThat(after.getString("name")).isEqualTo(made.getString("name"));
        assertThat(after.getString("notes")).isEqualTo("Stays");
        assertThat(after.getString("status")).isEqualTo("active");
        assertThat(after.containsKey("previousUntil")).isFalse();
        assertThat(etag(answer)).isEqualTo("\"" + after.getInt("version") + "\"");
        assertThat(Api.use(made.getString("key"))).isEqualTo("401 key_regenerated");
        assertThat(Api.use(after.getString("key"))).isEqualTo("200");
    }

    @Test
    void oldSecretLivesOnUntilItIsEnded() {
        Api api = Api.asAdministrator();
        JsonObject made = api.make("");
        String path = "/" + made.getString("id");
        JsonObject after = Http.json(api.post(path + "/regenerate", "{\"overlap\":\"24h\",\"untilUsed\":false}"));

        assertThat(after.getString("status")).isEqualTo("rotating");
        assertThat(after.getBoolean("previousUntilUsed")).isFalse();
        assertThat(Instant.parse(after.getString("previousUntil")))
                .isBetween(Instant.now().plusSeconds(86_000), Instant.now().plusSeconds(86_401));
        assertThat(Api.use(made.getString("key"))).isEqualTo("200");
        assertThat(Api.use(after.getString("key"))).isEqualTo("200");

        JsonObject ended = Http.json(api.post(path + "/end-previous", ""));
        assertThat(ended.containsKey("previousUntil")).isFalse();
        assertThat(Api.use(made.getString("key"))).isEqualTo("401 key_regenerated");
        assertThat(api.post(path + "/end-previous", "").statusCode()).isEqualTo(200);
    }

    @Test
    void oldSecretEndsWithTheFirstUseOfTheNewOneWhereThatWasAskedFor() {
        Api api = Api.asAdministrator();
        JsonObject made = api.make("");
        JsonObject after = Http.json(
                api.post("/" + made.getString("id") + "/regenerate", "{\"overlap\":\"7d\",\"untilUsed\":true}"));

        assertThat(after.getBoolean("previousUntilUsed")).isTrue();
        assertThat(Api.use(made.getString("key"))).isEqualTo("200");
        assertThat(Api.use(after.getString("key"))).isEqualTo("200");
        assertThat(Api.use(made.getString("key"))).isEqualTo("401 key_regenerated");
    }

    @Test
    void badOverlapIsNamed() {
        Api api = Api.asAdministrator();
        JsonObject made = api.make("");
        String path = "/" + made.getString("id") + "/regenerate";

        Api.assertInvalid(api.post(path, "{\"overlap\":\"2h\"}"), "overlap unknown");
        Api.assertInvalid(
                api.post(path, "{\"overlap\":1,\"untilUsed\":\"yes\",\"x\":0}"),
                "overlap malformed",
                "untilUsed malformed",
                "x unknown");
        assertThat(Api.use(made.getString("key"))).isEqualTo("200");
    }

    @Test
    void revokedKeyKeepsItsRecordAndDoesNotComeBack() {
        Api api = Api.asAdministrator();
        JsonObject made = api.make("");
        String id = made.getString("id");
        JsonObject revoked = Http.json(api.post("/" + id + "/revoke", ""));

        assertThat(revoked.getString("status")).isEqualTo("revoked");
        assertThat(revoked.getString("revokedBy")).isEqualTo("Dana Demo");
        assertThat(revoked.getString("revokedAt")).endsWith("Z");
        assertThat(Api.use(made.getString("key"))).isEqualTo("401 key_revoked");
        assertThat(Http.json(api.post("/" + id + "/revoke", ""))).isEqualTo(revoked);
        Api.assertProblem(api.post("/" + id + "/regenerate", ""), 409, "key_revoked");
        Api.assertProblem(api.patch(id, "{\"permissions\":null,\"addresses\":[]}"), 409, "key_revoked");
        assertThat(Http.json(api.patch(id, "{\"notes\":\"Why\"}")).getString("notes"))
                .isEqualTo("Why");
    }

    @Test
    void expiredKeyIsNotRegenerated() {
        ApiKey expired = Keys.expiring(Instant.now().minusSeconds(60));

        Api.assertProblem(Api.asAdministrator().post("/" + expired.id() + "/regenerate", ""), 409, "key_expired");
    }

    @Test
    void deletedKeyIsGoneAndItsEventsStay() throws Exception {
        Api api = Api.asAdministrator();
        JsonObject made = api.make("");
        String id = made.getString("id");
        HttpResponse<String> answer = api.delete(id);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(Api.use(made.getString("key"))).isEqualTo("401 credential_unknown");
        assertThat(events(id)).containsExactly("key.created by Dana Demo", "key.deleted by Dana Demo");
        assertNotFound(api, id);
    }

    @Test
    void usageIsTold() throws Exception {
        Api api = Api.asAdministrator();
        JsonObject made = api.make("");
        String path = "/" + made.getString("id") + "/usage";
        assertThat(api.get(path).body())
                .isEqualTo("{\"requests\":0,\"addresses\":0,\"previousRequests\":0,\"previousAddresses\":[]}");

        Api.use(made.getString("key"));
        Await.until(() -> Http.json(api.get(path)).getInt("requests") > 0);
        JsonObject usage = Http.json(api.get(path));
        assertThat(usage.getInt("requests")).isEqualTo(1);
        assertThat(usage.getInt("addresses")).isEqualTo(1);
        assertThat(usage.getString("lastAddress")).isEqualTo("127.0.0.1");
        assertThat(usage.getString("lastUserAgent")).startsWith("Java");
        assertThat(usage.getString("lastUsedAt")).endsWith("Z");
    }

    @Test
    void whatAKeyNeedsIsRemembered() {
        Api api = Api.asAdministrator();
        JsonObject made = api.make("\"permissions\":[\"api-access:view\",\"customers:view\"]");
        Api.with(made.getString("key")).get("");

        String needed = "SELECT recent_use LIKE ? FROM api_key WHERE id = ?";
        Await.until(() -> Keys.number(needed, "%api-access:view%", made.getString("id")) == 1);
        assertThat(Keys.number(needed, "%customers%", made.getString("id"))).isZero();
    }

    @Test
    void keyIsHandedOverByItself() throws Exception {
        Api api = Api.asAdministrator();
        JsonObject made = api.make("\"permissions\":[\"customers:view\"]");
        String id = made.getString("id");
        String viewer = single("SELECT id FROM user_account WHERE email = ?", Demo.VIEWER);

        Api.assertInvalid(api.patch(id, "{\"ownerId\":" + viewer + ",\"notes\":\"x\"}"), "ownerId alone");
        Api.assertInvalid(api.patch(id, "{\"ownerId\":null}"), "ownerId required");
        Api.assertInvalid(api.patch(id, "{\"ownerId\":\"2\"}"), "ownerId malformed");
        Api.assertInvalid(api.patch(id, "{\"ownerId\":987654321}"), "ownerId unknown");
        JsonObject after = Http.json(api.patch(id, "{\"ownerId\":" + viewer + "}"));
        assertThat(after.getJsonObject("owner").getString("name")).isEqualTo("Vito Viewer");
        assertThat(Api.use(made.getString("key"))).isEqualTo("200");
    }

    @Test
    void secretThatWasReplacedAMomentAgoMakesNoKey() {
        ApiKey key = Keys.active();
        Api api = Api.with(key.reveal());
        assertThat(api.get("?limit=1").statusCode()).isEqualTo(200);
        // The realm knows the key as it was, as it does for a request that waits for the rest of its body.
        Keys.change(
                "UPDATE api_key SET secret_version = secret_version + 1 WHERE id = ?",
                key.id().toString());

        Api.assertProblem(api.post("", "{\"name\": \"Too late\"}"), 404, "not_found");
        Api.assertProblem(api.post("/" + key.id() + "/regenerate", "{}"), 404, "not_found");
    }

    @Test
    void keyIsHandedToANewServiceAccount() {
        Api api = Api.asAdministrator();
        JsonObject made = api.make("\"permissions\":[\"customers:view\"]");
        String id = made.getString("id");
        String service = "Service " + id;

        Api.assertInvalid(
                api.patch(id, "{\"serviceName\":\"ERP\",\"serviceRole\":\"Viewer\",\"notes\":\"x\"}"),
                "serviceName alone");
        Api.assertInvalid(api.patch(id, "{\"serviceName\":\"ERP\"}"), "serviceRole required");
        Api.assertInvalid(api.patch(id, "{\"serviceName\":3,\"serviceRole\":\"Viewer\"}"), "serviceName malformed");
        Api.assertInvalid(api.patch(id, "{\"serviceName\":\" \",\"serviceRole\":\"Viewer\"}"), "serviceName required");
        Api.assertInvalid(
                api.patch(id, "{\"serviceName\":\"a\\u202eb\",\"serviceRole\":\"Viewer\"}"),
                "serviceName control-characters");
        Api.assertInvalid(api.patch(id, "{\"serviceName\":\"ERP\",\"serviceRole\":\"Nobody\"}"), "serviceRole unknown");
        Api.assertInvalid(api.patch(id, "{\"serviceName\":\"ERP\",\"serviceRole\":null}"), "serviceRole unknown");
        JsonObject after = Http.json(api.patch(id, "{\"serviceName\":\"" + service + "\",\"serviceRole\":\"Viewer\"}"));
        assertThat(after.getJsonObject("owner").getString("name")).isEqualTo(service);
        assertThat(after.getJsonObject("owner").getBoolean("service")).isTrue();
        assertThat(Api.use(made.getString("key"))).isEqualTo("200");
    }

    // A key can never make one that may do more than itself.

    @Test
    void keyGivesNoPermissionThatItDoesNotHave() {
        Api admin = Api.asAdministrator();
        Api limited = admin.limitedTo("\"permissions\":[\"api-access:change\",\"customers:view\"]");
        String own = limited.make("\"permissions\":[\"customers:view\"]").getString("id");

        Api.assertMissing(limited.post("", named("\"permissions\":[\"customers:change\"]")), "customers:change");
        Api.assertMissing(limited.post("", named("\"permissions\":[\"products:view\"]")), "products:view");
        Api.assertInvalid(limited.post("", named("")), "permissions beyond-own");
        Api.assertInvalid(limited.post("", named("\"permissions\":null")), "permissions beyond-own");
        Api.assertMissing(limited.patch(own, "{\"permissions\":[\"products:view\"]}"), "products:view");
        Api.assertInvalid(limited.patch(own, "{\"permissions\":null}"), "permissions beyond-own");
        assertThat(admin.read(own).getJsonArray("permissions")).hasToString("[\"customers:view\"]");
    }

    @Test
    void keyIsNoFreerThanTheOneThatMadeIt() {
        Api admin = Api.asAdministrator();
        LocalDate soon = LocalDate.now(ZoneId.of("Europe/Lisbon")).plusDays(30);
        Api limited = admin.limitedTo(
                "\"addresses\":[\"127.0.0.0/8\"],\"requestsPerMinute\":300,\"expiresOn\":\"" + soon + "\"");
        String fits = "\"addresses\":[\"127.0.0.1\"],\"requestsPerMinute\":300,\"expiresOn\":\"" + soon + "\"";

        String own = limited.make(fits).getString("id");
        for (String[] change : new String[][] {
            {fits.replace("127.0.0.1", "10.0.0.1"), "addresses"},
            {fits.replace("127.0.0.1", "127.0.0.1\",\"::/0"), "addresses"},
            {fits.replace("\"127.0.0.1\"", ""), "addresses"},
            {fits.replace("300", "301"), "requestsPerMinute"},
            {fits.replace("300", "null"), "requestsPerMinute"},
            {fits.replace(soon.toString(), soon.plusDays(1).toString()), "expiresOn"},
            {fits.replace("\"" + soon + "\"", "null"), "expiresOn"},
            {fits + ",\"allCompanies\":true", "allCompanies"}
        }) {
            Api.assertInvalid(limited.post("", named(change[0])), change[1] + " beyond-own");
        }
        for (String[] change : new String[][] {
            {"{\"addresses\":[]}", "addresses"},
            {"{\"addresses\":null}", "addresses"},
            {"{\"addresses\":[\"0.0.0.0/0\"]}", "addresses"},
            {"{\"requestsPerMinute\":301}", "requestsPerMinute"},
            {"{\"requestsPerMinute\":null}", "requestsPerMinute"},
            {"{\"allCompanies\":true}", "allCompanies"}
        }) {
            Api.assertInvalid(limited.patch(own, change[0]), change[1] + " beyond-own");
        }
        assertThat(admin.read(own).getInt("version")).isZero();
    }

    @Test
    void keyGetsNoSecretOfABroaderOne() throws Exception {
        Api admin = Api.asAdministrator();
        Api limited = admin.limitedTo("\"permissions\":[\"api-access:change\",\"company:change\",\"customers:view\"]");
        JsonObject all = admin.make("");
        JsonObject broader = admin.make("\"permissions\":[\"products:change\"]");
        JsonObject lasting = admin.make("\"permissions\":[\"customers:view\"]");
        String administrator = single("SELECT id FROM user_account WHERE email = ?", Demo.ADMINISTRATOR);
        String viewer = single("SELECT id FROM user_account WHERE email = ?", Demo.VIEWER);

        Api.assertInvalid(limited.post(regenerate(all), ""), "permissions beyond-own");
        Api.assertMissing(limited.post(regenerate(broader), ""), "products:view");
        Api.assertInvalid(
                Api.asAdministrator()
                        .limitedTo("\"expiresOn\":\""
                                + LocalDate.now(ZoneId.of("UTC")).plusDays(9) + "\"")
                        .post(regenerate(lasting), ""),
                "expiresOn beyond-own");
        // Nor makes it the key of somebody who could do more with it.
        String handed = admin.make("\"permissions\":[\"products:change\"]").getString("id");
        assertThat(admin.patch(handed, "{\"ownerId\":" + viewer + "}").statusCode())
                .isEqualTo(200);
        Api.assertMissing(limited.patch(handed, "{\"ownerId\":" + administrator + "}"), "products:view");
        for (JsonObject key : List.of(all, broader, lasting)) {
            assertThat(Api.use(key.getString("key"))).isEqualTo("200");
        }
    }

    @Test
    void administratorGetsNoSecretThatOpensAnotherCompany() throws Exception {
        String viewer = single("SELECT id FROM user_account WHERE email = ?", Demo.VIEWER);
        String company = "Elsewhere " + UUID.randomUUID();
        Keys.change("INSERT INTO company (name, plan, time_zone) VALUES (?, 'FREE', 'UTC')", company);
        String id = single("SELECT id FROM company WHERE name = ?", company);
        Keys.change("INSERT INTO role (company_id, name) VALUES (?, 'Member')", id);
        Keys.change("INSERT INTO role_permission SELECT id, 'customers', 'VIEW' FROM role WHERE company_id = ?", id);
        Keys.change("INSERT INTO membership SELECT ?, company_id, id FROM role WHERE company_id = ?", viewer, id);
        try {
            ApiKey everywhere = Keys.of(Demo.VIEWER);
            ApiKey all = Keys.active();
            for (ApiKey key : List.of(everywhere, all)) {
                Keys.change(
                        "UPDATE api_key SET all_companies = TRUE WHERE id = ?",
                        key.id().toString());
            }

            Api.assertMissing(Api.with(all.reveal()).post("/" + everywhere.id() + "/regenerate", ""), "customers:view");
            assertThat(Api.use(everywhere.reveal())).isEqualTo("200");
        } finally {
            Keys.change("DELETE FROM membership WHERE company_id = ?", id);
        }
    }

    @Test
    void viewerSeesKeysAndIsToldWhatIsMissingToChangeThem() throws Exception {
        Api viewer = Api.with(Keys.of(Demo.VIEWER).reveal());
        String id = Api.asAdministrator().make("").getString("id");

        assertThat(viewer.get("").statusCode()).isEqualTo(200);
        assertThat(viewer.get("/" + id).statusCode()).isEqualTo(200);
        Api.assertMissing(viewer.post("", named("")), "api-access:change");
        Api.assertMissing(viewer.post("", named(""), "Idempotency-Key", "12345678"), "api-access:change");
        Api.assertMissing(viewer.patch(id, "{\"notes\":\"x\"}"), "api-access:change");
        Api.assertMissing(viewer.post("/" + id + "/regenerate", ""), "api-access:change");
        Api.assertMissing(viewer.post("/" + id + "/end-previous", ""), "api-access:change");
        Api.assertMissing(viewer.post("/" + id + "/revoke", ""), "api-access:change");
        Api.assertMissing(viewer.delete(id), "api-access:change");
        assertThat(events(id)).containsExactly("key.created by Dana Demo");
    }

    @Test
    void withoutAKeyNothingIsTold() {
        HttpResponse<String> answer = Http.get(TestServer.URL + "/api/2/auth/keys");

        Api.assertProblem(answer, 401, "credential_missing");
    }

    // Creates that are asked for twice.

    @Test
    void sameRequestIsAnsweredTheSameAndDoneOnce() throws Exception {
        Api api = Api.asAdministrator();
        String body = named("\"notes\":\"Once\"");
        String idempotencyKey = UUID.randomUUID().toString();
        HttpResponse<String> first = api.post("", body, "Idempotency-Key", idempotencyKey);
        HttpResponse<String> second = api.post("", body, "Idempotency-Key", idempotencyKey);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(etag(second)).isEqualTo(etag(first));
        assertThat(events(Http.json(first).getString("id"))).hasSize(1);
        assertThat(Api.use(Http.json(second).getString("key"))).isEqualTo("200");

        Api.assertProblem(api.post("", named(""), "Idempotency-Key", idempotencyKey), 422, "idempotency_key_reused");
        // It is the caller's own.
        Api.assertInvalid(Api.asAdministrator().post("", body, "Idempotency-Key", idempotencyKey), "name taken");
    }

    @Test
    void ofManyAtOnceOneIsMadeAndAllGetIt() throws Exception {
        Api api = Api.asAdministrator();
        String body = named("");
        String idempotencyKey = UUID.randomUUID().toString();
        List<HttpResponse<String>> answers =
                AtOnce.call(8, () -> api.post("", body, "Idempotency-Key", idempotencyKey));

        Set<String> keys = answers.stream()
                .filter(it -> it.statusCode() == 201)
                .map(it -> Http.json(it).getString("key"))
                .collect(Collectors.toSet());
        assertThat(keys).hasSize(1);
        answers.stream()
                .filter(it -> it.statusCode() != 201)
                .forEach(it -> Api.assertProblem(it, 409, "idempotency_key_in_use"));
        assertThat(answers).filteredOn(it -> it.statusCode() == 201).hasSizeGreaterThan(1);
    }

    @Test
    void whatWasRefusedMayBeAskedForAgain() {
        Api api = Api.asAdministrator();
        String idempotencyKey = UUID.randomUUID().toString();

        Api.assertInvalid(api.post("", "{\"name\":\"\"}", "Idempotency-Key", idempotencyKey), "name required");
        assertThat(api.post("", named(""), "Idempotency-Key", idempotencyKey).statusCode())
                .isEqualTo(201);
    }

    @Test
    void answerIsForgottenAfterADay() throws Exception {
        Api api = Api.asAdministrator();
        String body = named("");
        String idempotencyKey = UUID.randomUUID().toString();
        assertThat(api.post("", body, "Idempotency-Key", idempotencyKey).statusCode())
                .isEqualTo(201);
        Keys.change("UPDATE idempotent_answer SET created_at = created_at - INTERVAL 24 HOUR");

        Api.assertInvalid(api.post("", body, "Idempotency-Key", idempotencyKey), "name taken");
        assertThat(api.post("", named(""), "Idempotency-Key", idempotencyKey).statusCode())
                .isEqualTo(201);

        String old = "SELECT COUNT(*) FROM idempotent_answer WHERE created_at < UTC_TIMESTAMP() - INTERVAL ? HOUR";
        api.post("", named(""), "Idempotency-Key", UUID.randomUUID().toString());
        Keys.change("UPDATE idempotent_answer SET created_at = created_at - INTERVAL 25 HOUR ORDER BY id LIMIT 1");
        assertThat(single(old, "24")).isNotEqualTo("0");
        assertThat(Http.send("POST", TestServer.URL + "/jobs/forget", "").statusCode())
                .isEqualTo(200);
        assertThat(single(old, "24")).isEqualTo("0");
        assertThat(single(old, "-1")).isNotEqualTo("0");
    }

    @Test
    void databaseAloneYieldsNoKeyAndNeitherDoesAnotherSecretOfTheCaller() throws Exception {
        Api admin = Api.asAdministrator();
        JsonObject caller = admin.make("");
        Api api = Api.with(caller.getString("key"));
        String body = named("");
        String idempotencyKey = UUID.randomUUID().toString();
        String made =
                Http.json(api.post("", body, "Idempotency-Key", idempotencyKey)).getString("key");

        try (Connection connection = TestServer.database().connect();
                PreparedStatement select = connection.prepareStatement("SELECT sealed FROM idempotent_answer");
                ResultSet rows = select.executeQuery()) {
            assertThat(rows.next()).isTrue();
            do {
                assertThat(new String(rows.getBytes(1), StandardCharsets.ISO_8859_1))
                        .isNotEmpty()
                        .doesNotContain(made.substring(42), "apik:");
            } while (rows.next());
        }
        String another = Http.json(admin.post(regenerate(caller), "")).getString("key");
        Api.assertProblem(
                Api.with(another).post("", body, "Idempotency-Key", idempotencyKey), 409, "idempotency_key_sealed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567", "with a space", "", "ümlaut-ümlaut"})
    void malformedIdempotencyKeyIsNamed(String idempotencyKey) throws IOException {
        String answer = raw(
                "POST /api/2/auth/keys HTTP/1.1\r\nIdempotency-Key: " + idempotencyKey
                        + "\r\nContent-Type: application/json",
                named("").getBytes(StandardCharsets.UTF_8));

        assertThat(answer).startsWith("HTTP/1.1 422").contains("\"field\":\"Idempotency-Key\",\"code\":\"malformed\"");
        Api.assertInvalid(
                Api.asAdministrator().post("", named(""), "Idempotency-Key", "x".repeat(256)),
                "Idempotency-Key malformed");
    }

    // Bad input.

    static Stream<Arguments> badCreates() {
        return Stream.of(
                Arguments.of("{}", "name required"),
                Arguments.of("{\"name\":null}", "name required"),
                Arguments.of("{\"name\":\"  \"}", "name required"),
                Arguments.of("{\"name\":5}", "name malformed"),
                Arguments.of("{\"name\":[\"x\"]}", "name malformed"),
                Arguments.of("{\"name\":" + Api.quoted("x".repeat(101)) + "}", "name too-long"),
                Arguments.of("{\"name\":\"a\\u0000b\"}", "name control-characters"),
                Arguments.of("{\"name\":\"a\\nb\"}", "name control-characters"),
                Arguments.of("{\"name\":\"a\\u202eb\"}", "name control-characters"),
                Arguments.of("{\"name\":\"a\\ud800b\"}", "name control-characters"),
                Arguments.of("\"notes\":" + Api.quoted("x".repeat(1001)), "notes too-long"),
                Arguments.of("\"notes\":\"\\u0007\"", "notes control-characters"),
                Arguments.of("\"notes\":{}", "notes malformed"),
                Arguments.of("\"expiresOn\":\"2020-01-01\"", "expiresOn past"),
                Arguments.of("\"expiresOn\":\"-0001-01-01\"", "expiresOn past"),
                Arguments.of("\"expiresOn\":\"9999-12-31\"", "expiresOn too-far"),
                Arguments.of("\"expiresOn\":\"+10000-01-01\"", "expiresOn too-far"),
                Arguments.of("\"expiresOn\":\"+999999999-12-31\"", "expiresOn too-far"),
                Arguments.of("\"expiresOn\":\"10000-01-01\"", "expiresOn malformed"),
                Arguments.of("\"expiresOn\":\"tomorrow\"", "expiresOn malformed"),
                Arguments.of("\"expiresOn\":\"2030-02-30\"", "expiresOn malformed"),
                Arguments.of("\"expiresOn\":\"2030-01-01T00:00:00Z\"", "expiresOn malformed"),
                Arguments.of("\"expiresOn\":1893456000", "expiresOn malformed"),
                Arguments.of("\"permissions\":[]", "permissions required"),
                Arguments.of("\"permissions\":[\"spaceships:view\"]", "permissions unknown"),
                Arguments.of("\"permissions\":[\"customers:delete\"]", "permissions malformed"),
                Arguments.of("\"permissions\":[\"Customers:view\"]", "permissions malformed"),
                Arguments.of("\"permissions\":[\"customers:view\",7]", "permissions malformed"),
                Arguments.of("\"permissions\":\"customers:view\"", "permissions malformed"),
                Arguments.of("\"permissions\":[\"" + "x".repeat(60_000) + ":view\"]", "permissions malformed"),
                Arguments.of("\"allCompanies\":\"true\"", "allCompanies malformed"),
                Arguments.of("\"allCompanies\":1", "allCompanies malformed"),
                Arguments.of("\"addresses\":[\"nowhere\"]", "addresses malformed"),
                Arguments.of("\"addresses\":[\"10.0.0.0/33\"]", "addresses malformed"),
                Arguments.of("\"addresses\":[null]", "addresses malformed"),
                Arguments.of("\"addresses\":\"10.0.0.1\"", "addresses malformed"),
                Arguments.of("\"addresses\":[\"" + "1".repeat(60_000) + "\"]", "addresses malformed"),
                Arguments.of("\"requestsPerMinute\":0", "requestsPerMinute out-of-range"),
                Arguments.of("\"requestsPerMinute\":-1", "requestsPerMinute out-of-range"),
                Arguments.of("\"requestsPerMinute\":1000001", "requestsPerMinute out-of-range"),
                Arguments.of("\"requestsPerMinute\":4294967297", "requestsPerMinute out-of-range"),
                Arguments.of("\"requestsPerMinute\":1.5", "requestsPerMinute malformed"),
                Arguments.of("\"requestsPerMinute\":1e400", "requestsPerMinute malformed"),
                Arguments.of("\"requestsPerMinute\":\"60\"", "requestsPerMinute malformed"),
                Arguments.of("\"companyId\":\"1\"", "companyId malformed"),
                Arguments.of("\"companyId\":1e30", "companyId malformed"),
                Arguments.of("\"nmae\":\"x\"", "nmae unknown"),
                Arguments.of("\"id\":\"x\"", "id unknown"),
                Arguments.of("\"\":0", " unknown"),
                Arguments.of("\"a\\u0000\\u202eb\":0", "a\u0000\u202eb unknown"));
    }

    @ParameterizedTest
    @MethodSource("badCreates")
    void badFieldIsNamedAndNothingIsMade(String fields, String error) {
        Api api = Api.asAdministrator();
        String name = UUID.randomUUID().toString();
        String body = fields.startsWith("{") ? fields : "{\"name\":\"" + name + "\"," + fields + "}";

        Api.assertInvalid(api.post("", body), error);
        assertThat(ids(api.get("?search=" + name))).isEmpty();
    }

    @Test
    void tooManyAddressesAreTooMany() {
        String addresses = String.join(
                ",",
                Stream.iterate(1, i -> i + 1)
                        .limit(51)
                        .map(i -> "\"10.0.0." + i + "\"")
                        .toList());

        Api.assertInvalid(
                Api.asAdministrator().post("", named("\"addresses\":[" + addresses + "]")), "addresses too-many");
    }

    @Test
    void everyBadFieldIsNamedAtOnce() {
        Api.assertInvalid(
                Api.asAdministrator().post("", "{\"name\":1,\"notes\":2,\"expiresOn\":3,\"other\":4}"),
                "name malformed",
                "expiresOn malformed",
                "notes malformed",
                "other unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "{",
                "{\"name\":\"x\"",
                "{\"name\":\"x\"} trailing",
                "{\"name\":\"x\",\"name\":\"y\"}",
                "{\"name\":\"a\u0000b\"}",
                "null",
                "<key/>"
            })
    void whatIsNoJsonObjectIsToldSo(String body) {
        Api api = Api.asAdministrator();
        String id = Keys.active().id().toString();

        Api.assertProblem(api.post("", body), 400, "malformed_json");
        Api.assertProblem(api.patch(id, body), 400, "malformed_json");
        Api.assertProblem(api.post("/" + id + "/regenerate", body), 400, "malformed_json");
    }

    @Test
    void deepNestingAndEndlessNumbersAreMalformed() {
        Api api = Api.asAdministrator();

        Api.assertProblem(api.post("", "[".repeat(60_000)), 400, "malformed_json");
        Api.assertProblem(api.post("", "{\"name\":".repeat(7_000)), 400, "malformed_json");
        Api.assertProblem(api.post("", "{\"companyId\":" + "9".repeat(60_000) + "}"), 400, "malformed_json");
        Api.assertProblem(api.post("", "", "Content-Type", "application/json"), 400, "malformed_json");
    }

    @Test
    void anotherTypeOfContentIsRefused() {
        Api api = Api.asAdministrator();
        String id = Keys.active().id().toString();

        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/xml", "nonsense")) {
            HttpResponse<String> create = api.post("", "{}", "Content-Type", type);
            assertThat(create.statusCode()).as(type).isIn(400, 415);
            assertThat(create.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
        Api.assertProblem(api.post("", "{}", "Content-Type", "text/plain"), 415, "unsupported_media_type");
        Api.assertProblem(api.patch(id, "{}", "Content-Type", "text/plain"), 415, "unsupported_media_type");
        Api.assertProblem(
                api.patch(id, "[]", "Content-Type", "application/json-patch+json"), 415, "unsupported_media_type");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, ''",
        "GET, ''",
        "PATCH, /id",
        "DELETE, /id",
        "POST, /id/regenerate",
        "POST, /id/revoke",
        "POST, /id/end-previous",
        "PUT, /id"
    })
    void bodiesOfTenMegabytesAreTooLarge(String method, String path) {
        Api api = Api.asAdministrator();
        JsonObject key = api.make("");
        String body = "{\"name\":\"" + "x".repeat(10_000_000) + "\"}";

        Api.assertProblem(api.call(method, path.replace("id", key.getString("id")), body), 413, "too_large");
        Api.assertProblem(
                api.call(method, path.replace("id", key.getString("id")), body, "Content-Type", "text/plain"),
                413,
                "too_large");
        assertThat(Api.use(key.getString("key"))).isEqualTo("200");
    }

    @Test
    void bodyThatDoesNotSayItsLengthIsCounted() throws IOException {
        byte[] chunk = ("2000\r\n" + "x".repeat(0x2000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int i = 0; i < 1300; i++) {
            chunks.write(chunk);
        }
        chunks.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(raw(
                        "POST /api/2/auth/keys HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked",
                        chunks.toByteArray()))
                .startsWith("HTTP/1.1 413")
                .contains("\"code\":\"too_large\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NOBODY,
                "nonsense",
                "1-1-1-1-1",
                "00000000-0000-4000-8000-00000000000g",
                "%00",
                "..%2f..%2fwhoami",
                "00000000-0000-4000-8000-000000000000%0a"
            })
    void idOfNoKeyIsNotFound(String id) {
        assertNotFound(Api.asAdministrator(), id);
    }

    @Test
    void anotherCompanysKeyIsNotFound() throws Exception {
        String company = "Foreign " + UUID.randomUUID();
        Keys.change("INSERT INTO company (name, plan, time_zone) VALUES (?, 'FREE', 'UTC')", company);
        String companyId = single("SELECT id FROM company WHERE name = ?", company);
        ApiKey foreign = Keys.active();
        Keys.change(
                "UPDATE api_key SET company_id = ? WHERE id = ?",
                companyId,
                foreign.id().toString());
        Api api = Api.asAdministrator();

        assertNotFound(api, foreign.id().toString());
        Api.assertProblem(api.get("?companyId=" + companyId), 404, "not_found");
        Api.assertProblem(api.post("", named("\"companyId\":" + companyId)), 404, "not_found");
        assertThat(Http.json(api.get("/" + foreign.id()))).isEqualTo(Http.json(api.get("/" + NOBODY)));
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, '', 'GET,HEAD,OPTIONS,POST'",
        "DELETE, '', 'GET,HEAD,OPTIONS,POST'",
        "POST, /id, 'DELETE,GET,HEAD,OPTIONS,PATCH'",
        "PUT, /id, 'DELETE,GET,HEAD,OPTIONS,PATCH'",
        "GET, /id/regenerate, 'OPTIONS,POST'",
        "GET, /id/revoke, 'OPTIONS,POST'",
        "DELETE, /id/revoke, 'OPTIONS,POST'",
        "GET, /id/end-previous, 'OPTIONS,POST'",
        "POST, /id/usage, 'GET,HEAD,OPTIONS'"
    })
    void otherMethodsAreRefusedWithThoseAllowed(String method, String path, String allowed) {
        HttpResponse<String> answer = Api.asAdministrator().call(method, path.replace("id", NOBODY), "");

        Api.assertProblem(answer, 405, "method_not_allowed");
        assertThat(answer.headers().firstValue("Allow").orElse("").split(", *"))
                .containsExactlyInAnyOrder(allowed.split(","));
    }

    @Test
    void noInputIsLoggedAndNoneIsAnError() throws IOException {
        Api api = Api.asAdministrator();
        String marker = "marker-" + UUID.randomUUID();
        api.post("", "{\"name\":\"a\\u0000" + marker + "\",\"" + marker + "\":1}");
        api.post("", marker);
        api.get("?cursor=" + marker);
        api.get("/" + marker);

        assertThat(Files.readString(TestServer.TARGET.resolve("it/server/log/server.log")))
                .contains("WFLYSRV0025")
                .doesNotContain(marker)
                .doesNotContain("A request failed");
    }

    // The README.

    @Test
    void linesOfTheReadmeDoAsTheySay() throws Exception {
        List<String> commands = Readme.curls("Management API");
        assertThat(commands).hasSizeGreaterThanOrEqualTo(6);

        String id = "";
        for (String command : commands) {
            String answer = Readme.run(command, Map.of("ID", id));
            assertThat(answer).as(command).doesNotContain("\"code\":");
            if (id.isEmpty()) {
                id = answer.replaceAll("(?s).*\"id\":\"([^\"]*)\".*", "$1");
                assertThat(answer).contains("\"key\":\"apik:" + id);
            }
        }
        assertNotFound(Api.asAdministrator(), id);
    }

    /** Same answer for each, wherever the id stands. */
    private static void assertNotFound(Api api, String id) {
        for (HttpResponse<String> answer : List.of(
                api.get("/" + id),
                api.get("/" + id + "/usage"),
                api.patch(id, "{\"notes\":\"x\"}"),
                api.post("/" + id + "/regenerate", ""),
                api.post("/" + id + "/end-previous", ""),
                api.post("/" + id + "/revoke", ""),
                api.delete(id))) {
            Api.assertProblem(answer, 404, "not_found");
        }
    }

    private static String named(String fields) {
        return "{\"name\":\"" + UUID.randomUUID() + "\"" + (fields.isEmpty() ? "" : ",") + fields + "}";
    }

    private static String regenerate(JsonObject key) {
        return "/" + key.getString("id") + "/regenerate";
    }

    private static String etag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static List<String> ids(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Http.json(answer)
                .getJsonArray("keys")
                .getValuesAs(it -> it.asJsonObject().getString("id"));
    }

    private static List<String> events(String id) {
        return Keys.texts(
                "SELECT CONCAT(kind, ' by ', actor) FROM audit_event WHERE subject_id = ? ORDER BY sequence", id);
    }

    private static String single(String sql, String parameter) {
        return Keys.texts(sql, parameter).get(0);
    }

    /** What the JDK's client does not send. */
    private static String raw(String head, byte[] body) throws IOException {
        URI uri = URI.create(TestServer.URL);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            String length = head.contains("Transfer-Encoding") ? "" : "\r\nContent-Length: " + body.length;
            String request = head + length + "\r\nHost: localhost\r\nConnection: close\r\nx-api-key: "
                    + Keys.active().reveal() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            try {
                socket.getOutputStream().write(body);
            } catch (IOException e) {
                // The server has answered and stopped listening: the answer is what counts.
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
