package org.latchkey.api.odata;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataRequest;
import org.latchkey.catalog.Item;

/** Versions of things as HTTP knows them: weak, since the same version may be told in many ways. */
final class ETags {

    private static final String TAG = "(?:W/)?\"([!#-~\\x80-\\xff]*)\"";
    private static final Pattern ONE = Pattern.compile(TAG);
    private static final Pattern LIST = Pattern.compile("\\s*" + TAG + "(?:\\s*,\\s*" + TAG + ")*+\\s*");

    private ETags() {}

    static String of(Item item) {
        return "W/\"" + item.version() + "\"";
    }

    /** Whether a request is meant for certain versions only. */
    static boolean isConditional(ODataRequest request) throws ODataApplicationException {
        return !isAny(request, "If-Match") || request.getHeader("If-None-Match") != null;
    }

    /**
     * Refuses where a thing is none of the versions that are meant.
     *
     * @throws ODataApplicationException 412
     */
    static void require(ODataRequest request, Item item) throws ODataApplicationException {
        if ((!isAny(request, "If-Match") && !names(request, "If-Match", item)) || isKnown(request, item)) {
            throw failed();
        }
    }

    /** Whether whoever asks has this version already. */
    static boolean isKnown(ODataRequest request, Item item) throws ODataApplicationException {
        return request.getHeader("If-None-Match") != null
                && (isAny(request, "If-None-Match") || names(request, "If-None-Match", item));
    }

    static ODataApplicationException failed() {
        return new ODataApplicationException(
                "Somebody has changed this since: its ETag is another one by now.",
                412,
                Locale.ENGLISH,
                "precondition_failed");
    }

    private static boolean isAny(ODataRequest request, String header) {
        List<String> values = request.getHeaders(header);
        return values == null || String.join(",", values).strip().equals("*");
    }

    private static boolean names(ODataRequest request, String header, Item item) throws ODataApplicationException {
        String list = String.join(",", request.getHeaders(header));
        if (list.length() > Bounds.LONGEST || !LIST.matcher(list).matches()) {
            throw new ODataApplicationException(
                    header + " must be an ETag in quotes, several, or *.", 400, Locale.ENGLISH, "malformed_header");
        }
        List<String> tags = new ArrayList<>();
        Matcher matcher = ONE.matcher(list);
        while (matcher.find()) {
            tags.add(matcher.group(1));
        }
        return tags.contains(Integer.toString(item.version()));
    }
}
