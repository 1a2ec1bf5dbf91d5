package org.latchkey.api.odata;

import java.util.Locale;
import org.apache.olingo.server.api.ODataApplicationException;

/** The ways in which this service refuses what Olingo has let through. */
final class Refusal {

    private Refusal() {}

    /** It is OData, and not served here. */
    static ODataApplicationException unsupported(String what) {
        return new ODataApplicationException(
                "This service does not support " + what + ".", 501, Locale.ENGLISH, "not_implemented");
    }

    /** It is no OData. */
    static ODataApplicationException malformed(String detail) {
        return new ODataApplicationException(detail, 400, Locale.ENGLISH, "malformed");
    }

    /** It is more than anybody needs. */
    static ODataApplicationException tooComplex() {
        return new ODataApplicationException("This has too many parts.", 400, Locale.ENGLISH, "too_complex");
    }

    /** It is more than is taken or given at once. */
    static ODataApplicationException tooLarge(String detail) {
        return new ODataApplicationException(detail, 413, Locale.ENGLISH, "too_large");
    }

    /** It is there, and cannot be done to this. */
    static ODataApplicationException notAllowed() {
        return new ODataApplicationException(
                "This address does not take this method.", 405, Locale.ENGLISH, "method_not_allowed");
    }
}
