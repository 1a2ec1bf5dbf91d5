package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.credential.ApiKey;
import org.latchkey.server.Demo;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** Short-lived tokens of keys: who gets which, how many, and what becomes of them. */
@ArquillianTest
class KeyTokensIT {

    private static final String WHOAMI = TestServer.URL + "/api/2/whoami";
    private static final String ONE = "{\"count\":1}";

    @Test
    void tokensAreCreatedInTheFormatThatProgramsKnow() throws Exception {
        ApiKey key = Keys.active();
        TokensOf tokens = TokensOf.key(key);
        Instant before = Instant.now();
        HttpResponse<String> answer =
                tokens.create("{\"expiresIn\":120500,\"count\":3,\"requestLimit\":\"7\",\"name\":\" Dashboard \","
                        + "\"permissions\":[\"products:view\",\"customers:view\"]}");
        Instant after = Instant.now();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(Http.json(answer).keySet()).containsExactly("createApiTokens");
        List<JsonObject> created =
                Http.json(answer).getJsonArray("createApiTokens").getValuesAs(JsonObject.class);
        assertThat(created).hasSize(3);
        assertThat(created.stream().map(it -> it.getString("id"))).doesNotHaveDuplicates();
        assertThat(created.stream().map(it -> it.getString("token"))).doesNotHaveDuplicates();
        for (JsonObject each : created) {
            assertThat(each.keySet())
                    .containsExactly(
                            "id", "token", "name", "permissions", "expiresTimeString", "requestLimit", "remaining");
            assertThat(each.getString("name")).isEqualTo("Dashboard");
            assertThat(each.getJsonArray("permissions")).hasToString("[\"customers:view\",\"products:view\"]");
            assertThat(each.getString("requestLimit")).isEqualTo("7");
            assertThat(each.getString("remaining")).isEqualTo("7");
            assertThat(each.getString("expiresTimeString"))
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(Instant.parse(each.getString("expiresTimeString")))
                    .isBetween(before.plusMillis(120_499), after.plusMillis(120_500));
            assertClaims(each, key);
        }
        HttpResponse<String> whoami = bearer("GET", WHOAMI, created.get(0).getString("token"));
        assertThat(whoami.statusCode()).as(whoami.body()).isEqualTo(200);
        assertThat(Http.json(whoami).getJsonObject("user").getString("email")).isEqualTo(Demo.ADMINISTRATOR);
        assertThat(Http.json(whoami).getJsonArray("companies").getJsonObject(0).getJsonArray("permissions"))
                .hasToString("[\"customers:view\",\"products:view\"]");
    }

    private static void assertClaims(JsonObject created, ApiKey key) throws Exception {
        SignedJWT jwt = SignedJWT.parse(created.getString("token"));
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        String signer = jwt.getHeader().getKeyID();

        assertThat(jwt.verify(new ECDSAVerifier(JWKSet.parse(
                                Http.get(TestServer.URL + "/auth/oauth/jwks").body())
                        .getKeyByKeyId(signer)
                        .toECKey())))
                .isTrue();
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(claims.getClaims().keySet())
                .containsExactlyInAnyOrder("iss", "sub", "aud", "iat", "exp", "jti", "client_id", "scope");
        assertThat(claims.getIssuer()).isEqualTo(TestServer.URL);
        assertThat(claims.getAudience()).containsExactly(TestServer.URL);
        assertThat(claims.getSubject())
                .isEqualTo(Keys.texts(
                                "SELECT owner_id FROM api_key WHERE id = ?",
                                key.id().toString())
                        .get(0));
        assertThat(claims.getStringClaim("client_id")).isEqualTo(key.id().toString());
        assertThat(claims.getJWTID()).isEqualTo(created.getString("id"));
        assertThat(claims.getStringClaim("scope")).isEqualTo("customers:view products:view");
        // To the second.
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(Instant.parse(created.getString("expiresTimeString")).truncatedTo(ChronoUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {ONE, "{\"requestLimit\":5000}", "{\"expiresIn\":3600000,\"permissions\":null,\"name\":\"\"}"})
    void whatIsNotSaidHasItsDefault(String body) {
        JsonObject created = TokensOf.newKey().one(body);

        assertThat(created.getString("name")).isEmpty();
        assertThat(created.get("permissions")).isEqualTo(JsonValue.NULL);
        assertThat(created.getString("requestLimit")).isEqualTo("5000");
        assertThat(created.getString("remaining")).isEqualTo("5000");
        assertThat(Instant.parse(created.getString("expiresTimeString")))
                .isBetween(Instant.now().plusSeconds(3540), Instant.now().plusSeconds(3600));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"expiresIn\":60000}",
                "{\"expiresIn\":86400000,\"count\":25}",
                "{\"requestLimit\":1}",
                "{\"requestLimit\":\"1000000\"}",
                "{\"requestLimit\":1000000,\"permissions\":[\"products:change\",\"products:change\"]}"
            })
    void limitsAreWithin(String body) {
        assertThat(TokensOf.newKey().created(body)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | expiresIn one-needed",
                "{\"name\":\"x\"} | expiresIn one-needed",
                "{\"expiresIn\":null,\"count\":null,\"requestLimit\":null} | expiresIn one-needed",
                "{\"expiresIn\":59999} | expiresIn out-of-range",
                "{\"expiresIn\":86400001} | expiresIn out-of-range",
                "{\"expiresIn\":-3600000} | expiresIn out-of-range",
                "{\"expiresIn\":9223372036854775807} | expiresIn out-of-range",
                "{\"expiresIn\":9223372036854775808} | expiresIn malformed",
                "{\"expiresIn\":1e400} | expiresIn malformed",
                "{\"expiresIn\":3600000.5} | expiresIn malformed",
                "{\"expiresIn\":\"3600000\"} | expiresIn malformed",
                "{\"expiresIn\":true} | expiresIn malformed",
                "{\"count\":0} | count out-of-range",
                "{\"count\":-1} | count out-of-range",
                "{\"count\":26} | count out-of-range",
                "{\"count\":4294967297} | count out-of-range",
                "{\"count\":1.5} | count malformed",
                "{\"count\":\"1\"} | count malformed",
                "{\"count\":[1]} | count malformed",
                "{\"requestLimit\":0} | requestLimit out-of-range",
                "{\"requestLimit\":\"0\"} | requestLimit out-of-range",
                "{\"requestLimit\":1000001} | requestLimit out-of-range",
                "{\"requestLimit\":\"1000001\"} | requestLimit out-of-range",
                "{\"requestLimit\":\"99999999999999999999\"} | requestLimit out-of-range",
                "{\"requestLimit\":-5} | requestLimit out-of-range",
                "{\"requestLimit\":\"-5\"} | requestLimit malformed",
                "{\"requestLimit\":\"+5\"} | requestLimit malformed",
                "{\"requestLimit\":\"05\"} | requestLimit malformed",
                "{\"requestLimit\":\" 5\"} | requestLimit malformed",
                "{\"requestLimit\":\"5.0\"} | requestLimit malformed",
                "{\"requestLimit\":\"5e3\"} | requestLimit malformed",
                "{\"requestLimit\":\"\u0665\"} | requestLimit malformed",
                "{\"requestLimit\":\"\"} | requestLimit malformed",
                "{\"requestLimit\":{}} | requestLimit malformed",
                "{\"count\":1,\"name\":5} | name malformed",
                "{\"count\":1,\"name\":\"a\\u202eb\"} | name control-characters",
                "{\"count\":1,\"permissions\":[]} | permissions required",
                "{\"count\":1,\"permissions\":\"products:view\"} | permissions malformed",
                "{\"count\":1,\"permissions\":[\"products\"]} | permissions malformed",
                "{\"count\":1,\"permissions\":[\"read\"]} | permissions malformed",
                "{\"count\":1,\"permissions\":[\"nothing:view\"]} | permissions unknown",
                "{\"count\":1,\"permissions\":[\"api-access:change\"]} | permissions never-delegated",
                "{\"count\":1,\"permissions\":[\"products:view\",\"company:change\"]} | permissions never-delegated",
                "{\"count\":1,\"keyId\":\"x\"} | keyId unknown",
                "{\"count\":0,\"requestLimit\":0} | count out-of-range, requestLimit out-of-range"
            })
    void whatIsNotValidIsNamed(String body, String errors) {
        Api.assertInvalid(TokensOf.newKey().create(body), errors.split(", ", -1));
    }

    @Test
    void nameThatIsTooLongIsNamed() {
        TokensOf tokens = TokensOf.newKey();

        Api.assertInvalid(tokens.create("{\"count\":1,\"name\":\"" + "x".repeat(101) + "\"}"), "name too-long");
        assertThat(tokens.one("{\"count\":1,\"name\":\"" + "x".repeat(100) + "\"}")
                        .getString("name"))
                .hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "1", "{", "{\"count\":1,\"count\":2}", "{\"count\":01}", "{\"count\":+1}", "count=1"})
    void whatIsNoJsonObjectIsRefused(String body) {
        Api.assertProblem(TokensOf.newKey().create(body), 400, "malformed_json");
        assertThat(TokensOf.newKey().inspect(body).statusCode()).isIn(400, 422);
    }

    @Test
    void refusedCreationsDoNotCount() {
        TokensOf tokens = TokensOf.newKey();
        for (int i = 0; i < 6; i++) {
            Api.assertInvalid(tokens.create("{}"), "expiresIn one-needed");
        }

        assertThat(tokens.token()).isNotEmpty();
        assertThat(tokens.list()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STARTUP", "GROWTH", "ENTERPRISE"})
    void companyNeedsAPlanThatHasTokens(String plan) {
        Office office = new Office();
        TokensOf tokens = TokensOf.key(office.key(office.clerk, "Key"));
        HttpResponse<String> refused = tokens.create(ONE);

        Api.assertProblem(refused, 403, "plan_without_tokens");
        assertThat(Http.json(refused).getString("detail")).contains("Startup", "Growth", "Enterprise");
        Keys.change("UPDATE company SET plan = ? WHERE id = ?", plan, office.id);
        String token = tokens.token();
        Keys.change("UPDATE company SET plan = 'FREE' WHERE id = ?", office.id);
        // What was issued lives on.
        assertThat(OAuth.use(token)).isEqualTo("200");
        assertThat(tokens.list()).hasSize(1);
        Api.assertProblem(tokens.create(ONE), 403, "plan_without_tokens");
    }

    @Test
    void tokenMayNotDoMoreThanItsKey() {
        Api narrow = Api.asAdministrator().limitedTo("\"permissions\":[\"products:view\"]");
        TokensOf tokens = TokensOf.key(ApiKey.parse(narrow.key()).orElseThrow());

        Api.assertMissing(
                tokens.create("{\"count\":1,\"permissions\":[\"products:change\",\"customers:view\"]}"),
                "customers:view");
        Api.assertMissing(
                TokensOf.key(Keys.of(Demo.VIEWER)).create("{\"count\":1,\"permissions\":[\"products:change\"]}"),
                "products:change");
        assertThat(Http.json(bearer("GET", WHOAMI, tokens.token()))
                        .getJsonArray("companies")
                        .getJsonObject(0)
                        .getJsonArray("permissions"))
                .hasToString("[\"products:view\"]");
    }

    @Test
    void keyCreatesFiveTimesAMinute() {
        ApiKey key = Keys.active();
        TokensOf tokens = TokensOf.key(key);
        for (int i = 0; i < 5; i++) {
            assertThat(tokens.created("{\"count\":2}")).hasSize(2);
        }
        // Whoever revokes them has created them all the same.
        tokens.list().forEach(token -> tokens.revoke(token.getString("id")));
        HttpResponse<String> refused = tokens.create(ONE);
        Api.assertProblem(refused, 429, "token_creations_exceeded");
        long wait = refused.headers().firstValueAsLong("Retry-After").orElseThrow();
        assertThat(wait).isBetween(50L, 60L);

        // The key itself is not held up, and so is no other one.
        assertThat(Api.use(key.reveal())).isEqualTo("200");
        assertThat(TokensOf.newKey().token()).isNotEmpty();
        // A second too early, counted from the first of them.
        Instant first = oldest(key);
        move(key, Duration.ofSeconds(58).minus(Duration.between(first, Instant.now())));
        HttpResponse<String> early = tokens.create(ONE);
        assertThat(early.statusCode()).isEqualTo(429);
        wait = early.headers().firstValueAsLong("Retry-After").orElseThrow();
        assertThat(wait).isBetween(1L, 2L);
        // As many seconds later as it was told.
        move(key, Duration.ofSeconds(wait));
        assertThat(tokens.created(ONE)).hasSize(1);
    }

    private static Instant oldest(ApiKey key) {
        return Instant.parse(Keys.texts(
                        "SELECT DATE_FORMAT(MIN(issued_at), '%Y-%m-%dT%T.%fZ') FROM access_token WHERE key_id = ?",
                        key.id().toString())
                .get(0));
    }

    /** Lets time pass for the creations of a key. */
    private static void move(ApiKey key, Duration back) {
        Keys.change(
                "UPDATE access_token SET issued_at = issued_at - INTERVAL ? MICROSECOND WHERE key_id = ?",
                back.toNanos() / 1000,
                key.id().toString());
    }

    @Test
    void ofTwentyCreationsAtOnceFiveSucceed() throws Exception {
        ApiKey key = Keys.active();
        TokensOf tokens = TokensOf.key(key);

        List<Integer> statuses =
                AtOnce.call(20, () -> tokens.create("{\"count\":2}").statusCode());

        assertThat(statuses).containsOnly(201, 429);
        assertThat(Collections.frequency(statuses, 201)).isEqualTo(5);
        assertThat(tokens.list()).hasSize(10);
    }

    @Test
    void aThousandTokensAreAliveAtMost() {
        ApiKey key = Keys.active();
        TokensOf tokens = TokensOf.key(key);
        String first = tokens.one(ONE).getString("id");
        Keys.change("""
                INSERT INTO access_token (digest, id, key_id, key_version, scopes, audience, path, request_limit,
                                          issued_at, expires_at)
                SELECT UNHEX(SHA2(CONCAT(t.id, s.seq), 256)), UUID(), t.key_id, t.key_version, t.scopes, t.audience, t.path,
                       1, t.issued_at - INTERVAL 1 HOUR, t.expires_at
                FROM access_token t, seq_1_to_975 s WHERE t.id = ?
                """, first);

        Api.assertProblem(tokens.create("{\"count\":25}"), 409, "too_many_tokens");
        assertThat(tokens.created("{\"count\":24}")).hasSize(24);
        assertThat(tokens.list()).hasSize(1000);
        Api.assertProblem(tokens.create(ONE), 409, "too_many_tokens");
        assertThat(tokens.revoke(first).statusCode()).isEqualTo(200);
        assertThat(tokens.created(ONE)).hasSize(1);
    }

    @Test
    void tokensAreListedWithWhatIsLeftOfThem() {
        ApiKey key = Keys.active();
        TokensOf tokens = TokensOf.key(key);
        JsonObject older = tokens.one("{\"requestLimit\":20,\"name\":\"Older\"}");
        JsonObject newer = tokens.one("{\"requestLimit\":1}");
        for (int i = 0; i < 3; i++) {
            assertThat(OAuth.use(older.getString("token"))).isEqualTo("200");
        }
        assertThat(OAuth.use(newer.getString("token"))).isEqualTo("200");
        assertThat(OAuth.use(newer.getString("token"))).isEqualTo("401 token_exhausted");

        List<JsonObject> list = tokens.list();
        assertThat(list.stream().map(it -> it.getString("id")))
                .containsExactly(newer.getString("id"), older.getString("id"));
        assertThat(list.stream().map(it -> it.getString("remaining"))).containsExactly("0", "17");
        for (JsonObject each : list) {
            assertThat(each.keySet())
                    .containsExactly("id", "name", "permissions", "expiresTimeString", "requestLimit", "remaining");
        }
        assertThat(tokens.inspected(older.getString("token"))).isEqualTo(list.get(1));
        assertThat(tokens.inspected(newer.getString("token"))).isEqualTo(list.get(0));
        Keys.change("UPDATE access_token SET expires_at = UTC_TIMESTAMP(6) WHERE id = ?", older.getString("id"));
        assertThat(tokens.list().stream().map(it -> it.getString("id"))).containsExactly(newer.getString("id"));
        Api.assertProblem(tokens.inspect("{\"token\":\"" + older.getString("token") + "\"}"), 404, "not_found");
    }

    @Test
    void revokedTokenIsRefusedOnTheNextRequest() {
        TokensOf tokens = TokensOf.newKey();
        List<JsonObject> created = tokens.created("{\"count\":2}");
        String id = created.get(0).getString("id");
        String token = created.get(0).getString("token");
        assertThat(OAuth.use(token)).isEqualTo("200");

        HttpResponse<String> answer = tokens.revoke(id);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"deleteApiToken\":\"" + id + "\"}");
        assertThat(OAuth.use(token)).isEqualTo("401 token_ended");
        assertThat(OAuth.use(created.get(1).getString("token"))).isEqualTo("200");
        assertThat(tokens.list()).hasSize(1);
        Api.assertProblem(tokens.inspect("{\"token\":\"" + token + "\"}"), 404, "not_found");
        // Whoever has lost the answer may ask again.
        assertThat(tokens.revoke(id.toUpperCase(java.util.Locale.ROOT)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void anotherKeysTokenDoesNotExist() {
        ApiKey key = Keys.active();
        JsonObject own = TokensOf.key(key).one(ONE);
        Office office = new Office();
        for (ApiKey other : List.of(Keys.active(), office.key(office.administrator, "Other"))) {
            TokensOf others = TokensOf.key(other);
            Api.assertProblem(others.revoke(own.getString("id")), 404, "not_found");
            Api.assertProblem(others.inspect("{\"token\":\"" + own.getString("token") + "\"}"), 404, "not_found");
            assertThat(others.list()).isEmpty();
        }
        TokensOf tokens = TokensOf.key(key);
        for (String id : List.of(
                UUID.randomUUID().toString(),
                "x",
                "%20",
                own.getString("id") + "0",
                Tokens.id(Tokens.token().issue()))) {
            Api.assertProblem(tokens.revoke(id), 404, "not_found");
        }
        for (String token :
                List.of("x", "\u00e4", Tokens.unknown(), Tokens.token().issue(), key.reveal())) {
            Api.assertProblem(tokens.inspect("{\"token\":\"" + token + "\"}"), 404, "not_found");
        }
        Api.assertInvalid(tokens.inspect("{}"), "token required");
        Api.assertInvalid(tokens.inspect("{\"token\":null}"), "token required");
        Api.assertInvalid(tokens.inspect("{\"token\":5}"), "token malformed");
        Api.assertInvalid(tokens.inspect("{\"token\":\"x\",\"id\":1}"), "id unknown");
        assertThat(OAuth.use(own.getString("token"))).isEqualTo("200");
    }

    @Test
    void tokenOutlivesNeitherItsKeyNorTheSecretThatCreatedIt() {
        Instant end = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MICROS);
        JsonObject created = TokensOf.key(Keys.expiring(end)).one("{\"expiresIn\":86400000}");
        assertThat(created.getString("expiresTimeString"))
                .startsWith(end.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""));
        assertThat(Instant.parse(created.getString("expiresTimeString"))).isEqualTo(end.truncatedTo(ChronoUnit.MILLIS));
        assertThat(OAuth.use(created.getString("token"))).isEqualTo("200");

        Api api = Api.asAdministrator();
        JsonObject key = api.make("");
        JsonObject regenerated = Http.json(api.post("/" + key.getString("id") + "/regenerate", "{\"overlap\":\"1h\"}"));
        JsonObject byOld = TokensOf.key(Api.value(key)).one("{\"expiresIn\":86400000}");
        assertThat(Instant.parse(byOld.getString("expiresTimeString")))
                .isEqualTo(Instant.parse(regenerated.getString("previousUntil")).truncatedTo(ChronoUnit.MILLIS));
        assertThat(OAuth.use(byOld.getString("token"))).isEqualTo("200");
        JsonObject byNew = TokensOf.key(Api.value(regenerated)).one("{\"expiresIn\":86400000}");
        assertThat(Instant.parse(byNew.getString("expiresTimeString")))
                .isAfter(Instant.now().plusSeconds(80_000));

        assertThat(api.post("/" + key.getString("id") + "/end-previous", "").statusCode())
                .isEqualTo(200);
        assertThat(OAuth.use(byOld.getString("token"))).isEqualTo("401 token_ended");
        assertThat(OAuth.use(byNew.getString("token"))).isEqualTo("200");
        assertThat(TokensOf.key(Api.value(regenerated)).list()).hasSize(1);
    }

    @Test
    void whateverEndsTheKeyEndsItsTokens() {
        Api api = Api.asAdministrator();
        for (String end : List.of("revoke", "regenerate", "delete")) {
            JsonObject key = api.make("");
            TokensOf tokens = TokensOf.key(Api.value(key));
            JsonObject created = tokens.one(ONE);
            assertThat(OAuth.use(created.getString("token"))).isEqualTo("200");

            HttpResponse<String> answer = end.equals("delete")
                    ? api.delete(key.getString("id"))
                    : api.post("/" + key.getString("id") + "/" + end, "");

            assertThat(answer.statusCode()).isIn(200, 204);
            assertThat(OAuth.use(created.getString("token"))).as(end).isEqualTo("401 token_ended");
            if (end.equals("regenerate")) {
                assertThat(TokensOf.key(Api.value(Http.json(answer))).list()).isEmpty();
            }
        }
    }

    @Test
    void secretThatWasReplacedAMomentAgoCreatesNothing() {
        ApiKey key = Keys.active();
        TokensOf tokens = TokensOf.key(key);
        assertThat(tokens.list()).isEmpty();
        // The realm knows the key as it was.
        Keys.change(
                "UPDATE api_key SET secret_version = secret_version + 1 WHERE id = ?",
                key.id().toString());

        Api.assertProblem(tokens.create(ONE), 404, "not_found");
    }

    @Test
    void tokenManagesNeitherTokensNorKeys() {
        ApiKey key = Keys.active();
        TokensOf tokens = TokensOf.key(key);
        JsonObject created = tokens.one(ONE);
        String own = created.getString("token");
        String keys = TestServer.URL + "/api/2/auth/keys";
        String json = "{\"count\":1,\"name\":\"x\"}";
        // That of a client reads keys, where its scopes say so.
        for (String token : List.of(own, Tokens.token().issue())) {
            assertKeyRequired(bearer("POST", TokensOf.TOKENS, token, json));
            assertKeyRequired(bearer("GET", TokensOf.TOKENS, token));
            assertKeyRequired(bearer("DELETE", TokensOf.TOKENS + "/" + created.getString("id"), token));
            assertKeyRequired(bearer("POST", TokensOf.TOKEN, token, "{\"token\":\"" + own + "\"}"));
            assertKeyRequired(bearer("POST", keys, token, json));
            assertKeyRequired(bearer("PATCH", keys + "/" + key.id(), token, "{}"));
            assertKeyRequired(bearer("POST", keys + "/" + key.id() + "/regenerate", token));
            assertKeyRequired(bearer("POST", keys + "/" + key.id() + "/revoke", token));
            assertKeyRequired(bearer("DELETE", keys + "/" + key.id(), token));
        }
        assertKeyRequired(bearer("GET", keys, own));
        assertKeyRequired(bearer("GET", keys + "/" + key.id(), own));
        assertKeyRequired(bearer("GET", keys + "/" + key.id() + "/usage", own));
        assertThat(OAuth.use(own)).isEqualTo("200");
        assertThat(tokens.list()).hasSize(1);
    }

    private static void assertKeyRequired(HttpResponse<String> answer) {
        Api.assertProblem(answer, 403, "key_required");
    }

    @Test
    void creationAndRevocationAreWrittenDownAndUseIsNot() {
        ApiKey key = Keys.active();
        TokensOf tokens = TokensOf.key(key);
        List<JsonObject> created = tokens.created(
                "{\"count\":2,\"requestLimit\":9,\"name\":\"Board\",\"permissions\":[\"products:view\"]}");
        String id = created.get(0).getString("id");
        OAuth.use(created.get(0).getString("token"));
        tokens.inspected(created.get(0).getString("token"));
        tokens.revoke(id);
        tokens.revoke(id);

        assertThat(Office.events(key))
                .containsExactly(
                        "token.created|Dana Demo|count: 2\nname: Board\nrequestLimit: 9\nuntil: "
                                + Instant.parse(created.get(0).getString("expiresTimeString"))
                                + "\nscopes: products:view",
                        "token.revoked|Dana Demo|token: " + id + "\nname: Board");
        assertThat(Office.rows(
                        "SELECT DISTINCT actor_key, address FROM audit_event WHERE subject_id = ?",
                        key.id().toString()))
                .containsExactly(key.id() + "|127.0.0.1");
    }

    @Test
    void resourceServerOfTheCompanyIsToldOfTheTokenAndNoClientEndsIt() {
        OAuthClient client = OAuthClients.confidential(Codes.REDIRECT);
        Keys.change("INSERT IGNORE INTO company (id, name, plan, time_zone) VALUES (79, 'Elsewhere', 'FREE', 'UTC')");
        OAuthClient foreign = OAuthClients.with(OAuthClients.confidential(Codes.REDIRECT), "company_id = 79");
        Api narrow = Api.asAdministrator().limitedTo("\"permissions\":[\"products:view\"]");
        ApiKey key = ApiKey.parse(narrow.key()).orElseThrow();
        JsonObject created = TokensOf.key(key).one("{\"requestLimit\":2}");
        String token = created.getString("token");

        JsonObject told = OAuth.issued(OAuth.post(OAuth.INTROSPECT, client, "token", token));
        assertThat(told.keySet())
                .containsExactlyInAnyOrder(
                        "active", "scope", "client_id", "token_type", "exp", "iat", "sub", "aud", "iss", "jti");
        assertThat(told.getBoolean("active")).isTrue();
        assertThat(told.getString("client_id")).isEqualTo(key.id().toString());
        assertThat(told.getString("jti")).isEqualTo(created.getString("id"));
        assertThat(told.getString("scope")).isEqualTo("write");
        assertThat(OAuth.isActive(foreign, token)).isFalse();
        for (OAuthClient each : List.of(client, foreign)) {
            assertThat(OAuth.post(OAuth.REVOKE, each, "token", token).statusCode())
                    .isEqualTo(200);
        }
        assertThat(OAuth.use(token)).isEqualTo("200");
        assertThat(OAuth.isActive(client, token)).isTrue();
        assertThat(OAuth.use(token)).isEqualTo("200");
        assertThat(OAuth.isActive(client, token)).as("used up").isFalse();

        String another = TokensOf.key(key).token();
        assertThat(OAuth.isActive(client, another)).isTrue();
        Keys.change(
                "UPDATE api_key SET secret_version = secret_version + 1 WHERE id = ?",
                key.id().toString());
        assertThat(OAuth.isActive(client, another)).isFalse();
    }

    @Test
    void linesOfTheReadmeDoAsTheySay() throws Exception {
        List<String> commands = Readme.curls("Short-lived tokens");
        assertThat(commands).hasSize(6);
        Map<String, String> known = new HashMap<>();
        for (String command : commands) {
            String answer = Readme.run(command, known);
            assertThat(answer).as(command).doesNotContain("\"code\":", "\"error\":");
            if (known.isEmpty()) {
                known.put("TOKEN", answer.replaceAll("(?s).*?\"token\":\"([^\"]*)\".*", "$1"));
                known.put("ID", Tokens.id(known.get("TOKEN")));
            }
        }
        assertThat(OAuth.use(known.get("TOKEN"))).isEqualTo("401 token_ended");
    }

    private static HttpResponse<String> bearer(String method, String url, String token) {
        return Http.send(method, url, "", "Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> bearer(String method, String url, String token, String json) {
        return Http.send(method, url, json, "Authorization", "Bearer " + token, "Content-Type", "application/json");
    }
}
