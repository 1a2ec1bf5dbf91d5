package org.latchkey.api.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataRequest;
import org.junit.jupiter.api.Test;

class BoundsTest {

    @Test
    void queryIsReadAsProgramsWriteIt() throws Exception {
        assertThat(Bounds.escaped("%24filter=stock+gt+0")).isEqualTo("%24filter=stock%20gt%200");
        assertThat(Bounds.escaped("$filter=name eq 'Ä|{}\"%2B'"))
                .isEqualTo("$filter=name%20eq%20'%C3%84%7C%7B%7D%22%2B'");
        ODataRequest request = Asked.request("/products", "%24top=1&%24filter=name+eq+'a%2Bb'");
        Bounds.check(request, Asked.ODATA, Asked.METADATA);
        assertThat(Asked.uri(request.getRawODataPath(), request.getRawQueryPath())
                        .getFilterOption()
                        .getExpression()
                        .toString())
                .contains("'a+b'");
    }

    @Test
    void bombsAreRefusedBeforeTheyAreParsed() {
        refused("/products", "$filter=" + "(".repeat(251) + "true", 400);
        refused("/products", "$filter=" + "%28".repeat(251) + "true", 400);
        refused("/products", "$filter='" + "(".repeat(251), 400);
        refused("/products", "$search=" + "(".repeat(251), 400);
        refused("/products", "$filter=" + "[".repeat(251), 400);
        refused("/" + "(".repeat(251), null, 400);
        refused("/products", "$filter=" + "a".repeat(Bounds.LONGEST), 400);
        refused("/products", "$filter=%zz", 400);
        refused("/products", "$filter=@a&@a=@b&@b=@a", 501);
    }

    /** As many as may be, in a thread with no more of a stack than the server's have. */
    @Test
    void whatIsLeftIsParsed() throws Exception {
        passes("$filter=" + "(".repeat(250) + "true" + ")".repeat(250));
        passes("$filter=" + "not (".repeat(250) + "true" + ")".repeat(250));
        passes("$filter=" + "true or ".repeat(2000) + "true");
        passes("$filter=1" + " add 1".repeat(2500) + " eq 1");
        passes("$filter=true" + " eq true".repeat(1800));
        passes("$filter=-" + "-".repeat(5000) + "1 eq 1");
        passes("$filter=name eq '" + "''".repeat(4000) + "'");
        passes("$search=" + "a ".repeat(5000));
        passes("$orderby=" + "name,".repeat(3000) + "name");
        passes("$expand=" + "category($expand=company,".repeat(200));
        passes("$select=" + "name,".repeat(3000) + "name");
    }

    private static void passes(String query) throws Exception {
        Bounds.check(Asked.request("/products", query), Asked.ODATA, Asked.METADATA);
    }

    private static void refused(String path, String query, int status) {
        assertThatThrownBy(() -> Bounds.check(Asked.request(path, query), Asked.ODATA, Asked.METADATA))
                .isInstanceOfSatisfying(
                        ODataApplicationException.class,
                        refused -> assertThat(refused.getStatusCode()).isEqualTo(status));
    }
}
