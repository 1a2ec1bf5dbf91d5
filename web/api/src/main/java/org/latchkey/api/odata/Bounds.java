package org.latchkey.api.odata;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HexFormat;
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

    /** The option that this service itself adds to the address of a next page. */
    static final String TOKEN = "$skiptoken";

    /**
     * How many characters an address may have behind the service's own: read, since the next page's is escaped in another
     * way, and without the token, since that is not the caller's.
     */
    static final int LONGEST = 16 * 1024;

    /** How many characters a token may have: more than {@link SkipToken} ever writes. */
    private static final int LONGEST_TOKEN = 8 * 1024;

    /** How many characters an address may have as it is sent: no character takes more than nine. */
    private static final int LONGEST_SENT = 9 * LONGEST + LONGEST_TOKEN;

    /** How many characters an address may have that stands in a body. */
    static final int LONGEST_LINK = 500;

    /** How many parentheses and brackets it may open: more than a filter may have parts. */
    static final int MOST_OPEN = 250;

    /** What else than letters and digits a query may hold (RFC 3986, section 3.4), with the percent sign of what is escaped. */
    private static final String PLAIN = "-._~!$&'()*,;=:@/?%";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

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
        requireLength(path.length() + (query == null ? 0 : query.length()), LONGEST_SENT);
        int length = decoded(path).length();
        requireLength(length, LONGEST);
        requireSimple(path);
        if (query != null) {
            for (String option : query.split("&", -1)) {
                length += length(option);
            }
            requireLength(length, LONGEST);
            request.setRawQueryPath(escaped(query));
            requireSimple(query);
        }
    }

    /** Of what the caller says with an option. */
    private static int length(String option) throws ODataApplicationException {
        String name = name(option);
        // They may refer to each other without end.
        if (name.startsWith("@")) {
            throw Refusal.unsupported("parameter aliases");
        }
        if (name.equals(TOKEN)) {
            requireLength(option.length(), LONGEST_TOKEN);
            return 0;
        }
        return 1 + decoded(option).length();
    }

    private static void requireLength(int length, int longest) throws ODataApplicationException {
        if (length > longest) {
            throw Refusal.tooComplex();
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
                    escaped.append('%').append(HEX.toHexDigits(each));
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
