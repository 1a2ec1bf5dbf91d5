package org.latchkey.catalog;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.latchkey.account.Action;
import org.latchkey.account.Permission;

/** What there is in a catalog, and of what it consists. */
@SuppressWarnings("ImmutableEnumChecker") // The map cannot be changed, and a constructor has nothing to change.
public enum Kind {
    CUSTOMERS(
            "customers",
            "customer",
            "customers",
            Customer.class,
            Customer::new,
            "number",
            List.of(
                    Field.text("number", 50),
                    Field.text("name", 100).required(),
                    Field.text("vat", 20),
                    Field.text("email", 254),
                    Field.text("city", 100),
                    Field.text("country", 2))),
    PRODUCTS(
            "products",
            "product",
            "products",
            Product.class,
            Product::new,
            "reference",
            List.of(
                    Field.text("reference", 50),
                    Field.text("name", 100).required(),
                    Field.decimal("price").initially(BigDecimal.ZERO),
                    Field.integer("stock").initially(0),
                    Field.bool("visible").initially(true),
                    Field.id("productCategoryId"))),
    PRODUCT_CATEGORIES(
            "productCategories",
            "product category",
            "products",
            ProductCategory.class,
            ProductCategory::new,
            "name",
            List.of(Field.text("name", 100).required()));

    private final String word;
    private final String one;
    private final String resource;
    private final Class<? extends Row> type;
    private final Supplier<? extends Row> empty;
    private final String key;
    private final Map<String, Field> fields;

    Kind(
            String word,
            String one,
            String resource,
            Class<? extends Row> type,
            Supplier<? extends Row> empty,
            String key,
            List<Field> own) {
        this.word = word;
        this.one = one;
        this.resource = resource;
        this.type = type;
        this.empty = empty;
        this.key = key;
        this.fields = Field.byName(own);
    }

    /** The one of that name, as in {@code products}; empty where there is none. */
    public static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /** Its name in addresses and answers: the plural, as {@code products}. */
    public String word() {
        return word;
    }

    /** All fields in their order, with {@link Field#ID} as the first and {@link Field#CHANGED_AT} as the last. */
    public List<Field> fields() {
        return List.copyOf(fields.values());
    }

    /** What sentences call one of them, as {@code product category}. */
    String one() {
        return one;
    }

    /** The field of that name; empty where there is none. */
    public Optional<Field> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The field that a company fills in so that it finds the thing again: at most one of a company has the same value. */
    public Field key() {
        return fields.get(key);
    }

    /** The fields in which a search looks. */
    public List<Field> searched() {
        return fields.values().stream()
                .filter(field -> field.type() == Field.Type.TEXT)
                .toList();
    }

    /** What it takes to read them. */
    public Permission viewing() {
        return new Permission(resource, Action.VIEW);
    }

    /** What it takes to make, change and delete them. */
    public Permission changing() {
        return new Permission(resource, Action.CHANGE);
    }

    Class<? extends Row> type() {
        return type;
    }

    Row empty() {
        return empty.get();
    }
}
