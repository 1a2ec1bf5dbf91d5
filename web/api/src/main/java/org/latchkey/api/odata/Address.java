package org.latchkey.api.odata;

import java.util.List;
import java.util.Optional;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.uri.UriInfo;
import org.apache.olingo.server.api.uri.UriParameter;
import org.apache.olingo.server.api.uri.UriResource;
import org.apache.olingo.server.api.uri.UriResourceEntitySet;
import org.apache.olingo.server.api.uri.UriResourceNavigation;
import org.latchkey.catalog.Condition;
import org.latchkey.catalog.Condition.Comparison;
import org.latchkey.catalog.Item;
import org.latchkey.catalog.Kind;
import org.latchkey.problem.NotFound;

/**
 * What the path of a request names.
 *
 * @param set the name of the entity set to which it belongs
 * @param kind what it is; empty for the company
 * @param id of the one thing; empty for a list, and for what a thing refers to where it refers to nothing
 * @param within to what a list, or the list in which the thing stands, is limited
 * @param direct whether it is named by its own set and not by what refers to it
 */
record Address(String set, Optional<Kind> kind, Optional<Long> id, Condition within, boolean direct) {

    /**
     * Reads a path, and what its parts refer to.
     *
     * @throws NotFound where something on the way is not there
     * @throws ODataApplicationException 501 where it is of another form
     */
    static Address of(UriInfo uri, Services services) throws ODataApplicationException {
        List<UriResource> parts = uri.getUriResourceParts();
        if (parts.isEmpty() || !(parts.get(0) instanceof UriResourceEntitySet first)) {
            throw Refusal.unsupported("such an address");
        }
        String name = first.getEntitySet().getName();
        Address address = new Address(name, Kind.of(name), id(first.getKeyPredicates()), Condition.ALL, true);
        for (UriResource part : parts.subList(1, parts.size())) {
            if (part instanceof UriResourceNavigation navigation) {
                address = address.follow(navigation, services);
            }
        }
        return address;
    }

    private Address follow(UriResourceNavigation navigation, Services services) throws ODataApplicationException {
        if (kind.isEmpty() || id.isEmpty() || !direct) {
            throw Refusal.unsupported("an address that is so long");
        }
        Item item = services.catalog().get(services.companyId(), kind.get(), id.get());
        return switch (navigation.getProperty().getName()) {
            case Model.COMPANY ->
                new Address(Model.COMPANIES, Optional.empty(), Optional.of(services.companyId()), Condition.ALL, false);
            case Model.CATEGORY ->
                new Address(
                        Kind.PRODUCT_CATEGORIES.word(),
                        Optional.of(Kind.PRODUCT_CATEGORIES),
                        Optional.ofNullable((Long) item.get(Model.CATEGORY_ID)),
                        Condition.ALL,
                        false);
            default ->
                new Address(
                        Kind.PRODUCTS.word(),
                        Optional.of(Kind.PRODUCTS),
                        id(navigation.getKeyPredicates()),
                        Condition.of(Model.CATEGORY_ID, Comparison.EQUAL, id.get()),
                        false);
        };
    }

    /** Olingo has seen to it that there is none, or one number that fits. */
    static Optional<Long> id(List<UriParameter> key) throws ODataApplicationException {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.valueOf(String.valueOf(key.get(0).getText())));
        } catch (NumberFormatException e) {
            throw Refusal.malformed("An id is a number.");
        }
    }
}
