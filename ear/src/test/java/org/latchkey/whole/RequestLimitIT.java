package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latchkey.whole.Http.bearer;

import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.latchkey.credential.ApiKey;

/** How many requests are let in of a token that has a limit; RecoveryIT has what becomes of it with the server. */
@ArquillianTest
class RequestLimitIT {

    private static final int CALLERS = 64;
    private static final String PRODUCTS = TestServer.URL + "/other/products";
    private static final String WHOAMI = TestServer.URL + "/api/2/whoami";

    @Deployment(testable = false)
    static WebArchive application() {
        return OtherApplicationIT.application();
    }

    @Test
    void of64CallersAtOnceExactlySoManyRequestsAreLetIn() throws Exception {
        ApiKey key = Keys.with("requests_per_minute = 100000");
        String token = Tokens.ofKey(key).limit(1000).issue();
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            Callable<Integer> caller = () -> {
                int letIn = 0;
                HttpResponse<String> answer = bearer(PRODUCTS, token);
                while (answer.statusCode() == 200) {
                    letIn++;
                    answer = bearer(PRODUCTS, token);
                }
                assertExhausted(answer);
                return letIn;
            };
            int letIn = 0;
            List<Future<Integer>> callers = threads.invokeAll(Collections.nCopies(CALLERS, caller));
            for (Future<Integer> each : callers) {
                letIn += each.get();
            }
            assertThat(letIn).isEqualTo(1000);
        } finally {
            threads.shutdown();
        }

        assertThat(Tokens.taken(TestServer.database(), token)).isEqualTo(1000);
        HttpResponse<String> answer = bearer(WHOAMI, token);
        assertExhausted(answer);
        Api.assertProblem(answer, 401, "token_exhausted");
        assertThat(Http.get(WHOAMI, "x-api-key", key.reveal()).statusCode())
                .as("its key")
                .isEqualTo(200);
        assertThat(bearer(WHOAMI, Tokens.ofKey(key).limit(1).issue()).statusCode())
                .as("another token of the key")
                .isEqualTo(200);
    }

    @Test
    void whatIsRefusedForAnotherReasonIsNotCounted() {
        ApiKey key = Keys.with("requests_per_minute = 1");
        String token = Tokens.ofKey(key).limit(5).issue();

        assertThat(Http.get(WHOAMI, "x-api-key", token).statusCode()).isEqualTo(401);
        assertThat(bearer(WHOAMI, token).statusCode()).isEqualTo(200);
        assertThat(bearer(WHOAMI, token).statusCode()).isEqualTo(429);
        assertThat(Tokens.taken(TestServer.database(), token)).isEqualTo(1);
    }

    private static void assertExhausted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith(
                        "Bearer realm=\"latchkey\", error=\"invalid_token\", error_description=\"All the requests for"
                                + " which this access token was issued have been made.\"");
    }
}
