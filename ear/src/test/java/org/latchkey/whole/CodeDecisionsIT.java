package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.oauth.OAuthAnswer;
import org.latchkey.problem.NotFound;

/** What a user's decision gives: a code that is bound to what the request has named, and no more than one. */
@ArquillianTest
class CodeDecisionsIT {

    /** The thumbprint of some key. */
    private static final String JKT = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";

    /** Enough for two at once to meet in the wrong moment. */
    private static final int ROUNDS = 10;

    private Companies companies;
    private Granted granted;

    @Deployment
    static WebArchive inside() {
        return Inside.archive(CodeDecisionsIT.class, Granted.class, Applications.class, Http.class);
    }

    @BeforeEach
    void makeClient() throws Exception {
        companies = new Companies();
        companies.found("UTC");
        granted = new Granted(companies);
    }

    @Test
    void codeIsBoundToTheKeyThatTheRequestHasNamed() throws Exception {
        String more = "&dpop_jkt=" + JKT;
        for (String query : List.of(granted.query(more), granted.pushed(more))) {
            OAuthAnswer refused = granted.redeem(granted.allow(query));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(Granted.json(refused.body()).getString("error")).isEqualTo("invalid_dpop_proof");
        }
        assertThat(companies.rows("SELECT jkt FROM token_family WHERE client_id = ?", granted.clientId()))
                .containsExactly(JKT, JKT);
        assertThat(granted.redeem(granted.allow(granted.query(""))).status())
                .as("where no key was named none has to be proven")
                .isEqualTo(200);
    }

    @Test
    void ofTwoDecisionsAtOnceOnAPushedRequestOneCounts() throws Exception {
        // Signs in, and makes the consent: only the request is decided on below.
        granted.tokens();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(twice(threads, granted.pushed()))
                        .as("round %d", round)
                        .containsExactlyInAnyOrder("code", "nothing");
            }
        } finally {
            threads.shutdown();
        }
        assertThat(companies.rows("SELECT COUNT(*) FROM token_family WHERE client_id = ?", granted.clientId()))
                .containsExactly(String.valueOf(1 + ROUNDS));
    }

    private List<String> twice(ExecutorService threads, String query) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<String> decision = () -> decide(query, start);
        List<String> outcomes = new ArrayList<>();
        for (Future<String> outcome : threads.invokeAll(Collections.nCopies(2, decision))) {
            outcomes.add(outcome.get());
        }
        return outcomes;
    }

    private String decide(String query, CyclicBarrier start) throws Exception {
        start.await(10, TimeUnit.SECONDS);
        try {
            String address = granted.allow(query);
            if (address.contains("error=invalid_request_uri")) {
                return "nothing";
            }
            return address.contains("code=") ? "code" : address;
        } catch (NotFound e) {
            return "nothing";
        }
    }
}
