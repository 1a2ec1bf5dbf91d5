package org.latchkey.api.odata;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.olingo.commons.api.data.Entity;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.uri.UriResource;
import org.apache.olingo.server.api.uri.UriResourceNavigation;
import org.apache.olingo.server.api.uri.queryoption.ExpandItem;
import org.apache.olingo.server.api.uri.queryoption.ExpandOption;
import org.latchkey.catalog.Condition;
import org.latchkey.catalog.Condition.In;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Item;
import org.latchkey.catalog.Kind;
import org.latchkey.catalog.Query;

/** {@code $expand}: what things refer to, read with one query for all of them. */
final class Expansion {

    private final Services services;
    private final String root;

    /** @param root the address of the service, with a slash at the end */
    Expansion(Services services, String root) {
        this.services = services;
        this.root = root;
    }

    /** Whether it takes this field of the things to know what they refer to. */
    static boolean needs(ExpandOption option, Field field) throws ODataApplicationException {
        if (option == null || !field.equals(Model.CATEGORY_ID)) {
            return false;
        }
        for (ExpandItem item : option.getExpandItems()) {
            if (name(item).equals(Model.CATEGORY)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Puts what is wanted into entities.
     *
     * @param items what the entities are, in their order; at most a page
     * @param option null for nothing
     */
    void expand(List<Entity> entities, List<Item> items, ExpandOption option) throws ODataApplicationException {
        if (option == null) {
            return;
        }
        for (ExpandItem wanted : option.getExpandItems()) {
            switch (name(wanted)) {
                case Model.COMPANY -> {
                    if (wanted.getExpandOption() != null) {
                        throw Refusal.unsupported("expanding what a company refers to");
                    }
                    Entity company = Entities.of(services.company(), root);
                    entities.forEach(entity -> Entities.link(entity, Model.COMPANY, company));
                }
                case Model.CATEGORY -> expandCategory(entities, items, wanted.getExpandOption());
                default -> throw Refusal.unsupported("expanding lists");
            }
        }
    }

    private void expandCategory(List<Entity> entities, List<Item> items, ExpandOption nested)
            throws ODataApplicationException {
        Set<Object> ids = new HashSet<>();
        items.stream()
                .map(item -> item.get(Model.CATEGORY_ID))
                .filter(Objects::nonNull)
                .forEach(ids::add);
        Map<Object, Entity> categories = new HashMap<>();
        if (!ids.isEmpty()) {
            Condition wanted = new In(Field.ID, ids);
            List<Item> found = services.catalog()
                    .page(
                            services.companyId(),
                            Query.all(Kind.PRODUCT_CATEGORIES).where(wanted))
                    .items();
            List<Entity> expanded =
                    found.stream().map(item -> Entities.of(item, root)).toList();
            expand(expanded, found, nested);
            for (int i = 0; i < found.size(); i++) {
                categories.put(found.get(i).id(), expanded.get(i));
            }
        }
        for (int i = 0; i < items.size(); i++) {
            Object id = items.get(i).get(Model.CATEGORY_ID);
            Entities.link(entities.get(i), Model.CATEGORY, id == null ? null : categories.get(id));
        }
    }

    /** The name of what is to be expanded, with no options but {@code $select} and {@code $expand}. */
    private static String name(ExpandItem item) throws ODataApplicationException {
        if (item.isStar()
                || item.isRef()
                || item.getLevelsOption() != null
                || item.getFilterOption() != null
                || item.getSearchOption() != null
                || item.getOrderByOption() != null
                || item.getSkipOption() != null
                || item.getTopOption() != null
                || item.getCountOption() != null) {
            throw Refusal.unsupported("such options of $expand");
        }
        List<UriResource> path = item.getResourcePath().getUriResourceParts();
        if (path.size() == 1 && path.get(0) instanceof UriResourceNavigation navigation) {
            return navigation.getProperty().getName();
        }
        throw Refusal.unsupported("expanding such a path");
    }
}
