package org.latchkey.graphql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Kind;

/** What the kinds of a catalog are called here. */
enum Naming {
    CUSTOMER(Kind.CUSTOMERS, "customer"),
    PRODUCT(Kind.PRODUCTS, "product"),
    PRODUCT_CATEGORY(Kind.PRODUCT_CATEGORIES, "productCategory");

    private final Kind kind;
    private final String one;

    Naming(Kind kind, String one) {
        this.kind = kind;
        this.one = one;
    }

    /** The one whose list has that name, as {@code products}. */
    static Optional<Naming> ofList(String name) {
        return Arrays.stream(values())
                .filter(naming -> naming.list().equals(name))
                .findFirst();
    }

    Kind kind() {
        return kind;
    }

    /** A field of a query, as {@code products}. */
    String list() {
        return kind.word();
    }

    /** A field of a query, and the beginning of the mutations, as {@code product}. */
    String one() {
        return one;
    }

    /** As {@code Product}. */
    String type() {
        return one.substring(0, 1).toUpperCase(Locale.ROOT) + one.substring(1);
    }

    /** As {@code productId}. */
    String id() {
        return one + "Id";
    }

    String of(Field field) {
        return field.equals(Field.ID) ? id() : field.name();
    }

    /** The field of that name, in the Query API too, which says {@code id}. */
    Optional<Field> field(String name) {
        return kind.field(name.equals(id()) ? Field.ID.name() : name);
    }
}
