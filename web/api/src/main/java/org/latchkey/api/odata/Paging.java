package org.latchkey.api.odata;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.uri.UriInfo;
import org.latchkey.catalog.Condition;
import org.latchkey.catalog.Item;
import org.latchkey.catalog.Query.Order;

/**
 * Which part of a list is wanted, and how the next one is asked for.
 *
 * @param skip how many to leave out
 * @param size how many to show
 * @param left how many are wanted behind those; empty for all there are
 * @param after what is true of everything behind the page before; empty on the first page
 */
record Paging(int skip, int size, Optional<Integer> left, Optional<Condition> after) {

    /** Where an order cannot be told by values, a token is how many things were shown before. */
    private static final Pattern COUNTED = Pattern.compile("[0-9]{1,9}");

    private static final Set<String> OWN = Set.of("$skip", "$top", Bounds.TOKEN);

    /**
     * Reads what is wanted.
     *
     * @param most how many things a page may have
     * @throws ODataApplicationException 400 where the token is none of this order
     */
    static Paging of(UriInfo uri, int most, List<Order> order) throws ODataApplicationException {
        int size = most;
        Optional<Integer> left = Optional.empty();
        if (uri.getTopOption() != null) {
            int top = uri.getTopOption().getValue();
            size = Math.min(top, most);
            left = Optional.of(top - size);
        }
        int skip = uri.getSkipOption() == null ? 0 : uri.getSkipOption().getValue();
        if (uri.getSkipTokenOption() == null) {
            return new Paging(skip, size, left, Optional.empty());
        }
        String token = uri.getSkipTokenOption().getValue();
        if (COUNTED.matcher(token).matches()) {
            return new Paging(Integer.parseInt(token), size, left, Optional.empty());
        }
        if (!SkipToken.fits(order)) {
            throw SkipToken.malformed();
        }
        return new Paging(0, size, left, Optional.of(SkipToken.condition(token, order)));
    }

    /** How many things to read: one more than are shown tells that there is a next page, where one is wanted. */
    int reads() {
        return left.filter(count -> count == 0).isPresent() ? size : size + 1;
    }

    /** The address of the next page, with all other options as they were. */
    URI next(ODataRequest request, List<Order> order, Item last) throws ODataApplicationException {
        List<String> options = new ArrayList<>();
        if (request.getRawQueryPath() != null) {
            for (String option : request.getRawQueryPath().split("&", -1)) {
                if (!option.isEmpty() && !OWN.contains(Bounds.name(option))) {
                    options.add(option);
                }
            }
        }
        left.ifPresent(count -> options.add("$top=" + count));
        options.add(Bounds.TOKEN + "=" + (SkipToken.fits(order) ? SkipToken.after(order, last) : skip + size));
        return URI.create(request.getRawBaseUri() + request.getRawODataPath() + "?" + String.join("&", options));
    }
}
