package org.latchkey.api.odata;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataLibraryException;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.core.uri.parser.Parser;

/**
 * What an address may be before it is parsed. The parser goes down into what stands in parentheses, so that many of them
 * would be the end of a thread.
 */
final class Bounds {

    /** How many characters an address may have behind the service's own, as it is sent. */
    static final int LONGEST = 16 * 1024;

    /** How many characters an address may have that stands in a body. */
    static final int LONGEST_LINK = 500;

    /** How many parentheses and brackets it may open: more than a filter may have parts. */
    static final int MOST_OPEN = 250;

    /** What else than letters and digits a query may hold (RFC 3986, section 3.4), with the percent sign of what is escaped. */
    private static final String PLAIN = "-._~!$&'()*,;=:@/?%";

    private Bounds() {}

    /**
     * Makes the address of a request one that can be parsed, and refuses it where it is too much.
     *
     * @throws ODataApplicationException 400 where it is too long, has too many parentheses, or is one on which the parser
     *     trips; 501 where it has parameter aliases
     */
    static void check(ODataRequest request, OData odata, ServiceMetadata metadata) throws ODataApplicationException {
        requireSimple(request);
        try {
            new Parser(metadata.getEdm(), odata)
                    .parseUri(request.getRawODataPath(), request.getRawQueryPath(), null, request.getRawBaseUri());
        } catch (ODataLibraryException e) {
            // The handler will find out the same, and answer it.
        } catch (RuntimeException e) {
            throw Refusal.malformed("This address cannot be read.");
        }
    }

    private static void requireSimple(ODataRequest request) throws ODataApplicationException {
        String path = request.getRawODataPath();
        String query = request.getRawQueryPath();
        if (path.length() + (query == null ? 0 : query.length()) > LONGEST) {
            throw Refusal.tooComplex();
        }
        requireSimple(path);
        if (query != null) {
            request.setRawQueryPath(escaped(query));
            requireSimple(query);
            for (String option : query.split("&", -1)) {
                // They may refer to each other without end.
                if (name(option).startsWith("@")) {
                    throw Refusal.unsupported("parameter aliases");
                }
            }
        }
    }

    /** A space may be a plus, as in forms; what has to be escaped and was not is read as it stands. */
    static String escaped(String query) {
        StringBuilder escaped = new StringBuilder(query.length());
        query.codePoints().forEach(c -> {
            if (c == '+') {
                escaped.append("%20");
            } else if (c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                escaped.append((char) c);
            } else {
                for (byte each : Character.toString(c).getBytes(UTF_8)) {
                    escaped.append(String.format("%%%02X", each));
                }
            }
        });
        return escaped.toString();
    }

    /** Whether they are within quotes does not matter: what quotes are is for the parser to say. */
    private static void requireSimple(String part) throws ODataApplicationException {
        if (decoded(part).chars().filter(c -> "([{".indexOf(c) >= 0).count() > MOST_OPEN) {
            throw Refusal.tooComplex();
        }
    }

    /** The name of an option as it was sent. */
    static String name(String option) throws ODataApplicationException {
        return decoded(option.split("=", 2)[0]).strip();
    }

    private static String decoded(String part) throws ODataApplicationException {
        try {
            return URLDecoder.decode(part, UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.malformed("This address has a wrong percent sign.");
        }
    }
}
