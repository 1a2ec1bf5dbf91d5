package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.EJBAccessException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.catalog.Catalog;
import org.latchkey.catalog.Condition;
import org.latchkey.catalog.Condition.And;
import org.latchkey.catalog.Condition.Comparison;
import org.latchkey.catalog.Condition.Constant;
import org.latchkey.catalog.Condition.In;
import org.latchkey.catalog.Condition.Match;
import org.latchkey.catalog.Condition.Not;
import org.latchkey.catalog.Condition.Or;
import org.latchkey.catalog.Condition.Place;
import org.latchkey.catalog.Condition.Value;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Item;
import org.latchkey.catalog.Kind;
import org.latchkey.catalog.Page;
import org.latchkey.catalog.Query;
import org.latchkey.catalog.UnitOfWork;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;

/** What a catalog finds and keeps, and for whom. */
@ArquillianTest
class CatalogIT {

    private static final Field NAME = field("name");
    private static final Field REFERENCE = field("reference");
    private static final Field PRICE = field("price");
    private static final Field STOCK = field("stock");
    private static final Field CATEGORY = field("productCategoryId");

    private Companies companies;
    private Catalog catalog;

    @Deployment
    static WebArchive inside() {
        return Inside.archive(CatalogIT.class);
    }

    @BeforeEach
    void makeCompany() throws Exception {
        companies = new Companies();
        companies.found("Europe/Lisbon");
        catalog = Companies.look("java:global/latchkey/ejb/Catalog");
    }

    @Test
    void onlyWhoMayReadsAndChanges() throws Exception {
        long company = companies.id();
        Item made = make(Map.of(NAME, "Tile"));

        assertThat(companies.asViewer(() -> catalog.get(company, Kind.PRODUCTS, made.id())))
                .isEqualTo(made);
        assertThatThrownBy(() -> companies.asViewer(() -> catalog.create(company, Kind.PRODUCTS, Map.of(NAME, "Rug"))))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() ->
                        companies.asViewer(() -> catalog.change(company, Kind.PRODUCTS, made.id(), null, Map.of())))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> companies.asViewer(() -> delete(made, null))).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> catalog.get(company, Kind.PRODUCTS, made.id())).isInstanceOf(EJBAccessException.class);
        assertThat(names(Condition.ALL)).containsExactly("Tile");

        makeCompany();
        assertThatThrownBy(() -> companies.asAdministrator(() -> catalog.get(company, Kind.PRODUCTS, made.id())))
                .isInstanceOf(NotFound.class);
        long own = companies.id();
        assertThatThrownBy(() -> companies.asAdministrator(() -> catalog.get(own, Kind.PRODUCTS, made.id())))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> companies.asAdministrator(
                        () -> catalog.change(own, Kind.PRODUCTS, made.id(), null, Map.of(NAME, "Mine"))))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void thingIsMadeChangedAndDeleted() throws Exception {
        Item category = companies.asAdministrator(
                () -> catalog.create(companies.id(), Kind.PRODUCT_CATEGORIES, Map.of(field("name"), "Cork")));
        Item made = make(Map.of(NAME, "Tile", REFERENCE, "T1", CATEGORY, category.id()));

        assertThat(made.version()).isEqualTo(0);
        assertThat(made.get(PRICE)).isEqualTo(new BigDecimal("0.0000"));
        assertThat(made.get(field("visible"))).isEqualTo(true);

        Item changed = change(made, 0, Map.of(PRICE, new BigDecimal("2.5")));
        assertThat(changed.get(PRICE)).isEqualTo(new BigDecimal("2.5000"));
        assertThat(changed.get(NAME)).isEqualTo("Tile");
        assertThat(changed.version()).isEqualTo(1);
        assertThatThrownBy(() -> change(made, 0, Map.of(STOCK, 1))).isInstanceOf(Conflict.class);

        companies.asAdministrator(() -> delete(category, null));
        Item orphan = companies.asAdministrator(() -> catalog.get(companies.id(), Kind.PRODUCTS, made.id()));
        assertThat(orphan.get(CATEGORY)).isNull();
        assertThatThrownBy(() -> companies.asAdministrator(() -> delete(orphan, 0)))
                .isInstanceOf(Conflict.class);
        companies.asAdministrator(() -> delete(orphan, orphan.version()));
        assertThat(names(Condition.ALL)).isEmpty();
    }

    /** As a batch may have it. */
    @Test
    void categoryIsDeletedBetweenChangesOfItsProducts() throws Exception {
        Item category = category("Cork");
        Item made = make(Map.of(NAME, "Tile", CATEGORY, category.id()));
        String webhook = UUID.randomUUID().toString();
        companies.change(
                "INSERT INTO webhook (id, version, company_id, name, url, created_at, failures)"
                        + " VALUES (?, 0, ?, 'Hook', 'https://127.0.0.1:1/', UTC_TIMESTAMP(6), 0)",
                webhook,
                companies.id());
        companies.change("INSERT INTO webhook_event (webhook_id, type) VALUES (?, 'product.changed')", webhook);
        UnitOfWork work = Companies.look("java:global/latchkey/ejb/UnitOfWork");

        Item changed = companies.asAdministrator(() -> work.run(
                () -> {
                    catalog.change(companies.id(), Kind.PRODUCTS, made.id(), null, Map.of(NAME, "Rug"));
                    delete(category, null);
                    return catalog.change(companies.id(), Kind.PRODUCTS, made.id(), null, Map.of(STOCK, 5));
                },
                it -> true));

        assertThat(changed.get(NAME)).isEqualTo("Rug");
        assertThat(changed.get(STOCK)).isEqualTo(5);
        assertThat(changed.get(CATEGORY)).isNull();
        assertThat(changed.version()).isEqualTo(3);
        assertThat(companies.rows("SELECT body FROM webhook_delivery WHERE webhook_id = ?", webhook))
                .as("what a webhook is told of")
                .hasSize(3)
                .allSatisfy(body -> assertThat(body).contains("\"change\":\"changed\"", "\"ids\":[" + made.id() + "]"));
        companies.change("DELETE FROM webhook WHERE id = ?", webhook);
    }

    /** It waits for nobody, and nobody for it. */
    @Test
    void otherCompanyIsNotLocked() throws Exception {
        Item category = category("Cork");
        Item made = make(Map.of(NAME, "Tile"));
        makeCompany();
        long own = companies.id();
        DataSource datasource = Companies.look("java:jboss/datasources/Latchkey");
        try (Connection connection = datasource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT id FROM product WHERE id = " + made.id() + " FOR UPDATE");
            statement.execute("SELECT id FROM product_category WHERE id = " + category.id() + " FOR UPDATE");

            assertThatThrownBy(() -> companies.asAdministrator(
                            () -> catalog.change(own, Kind.PRODUCTS, made.id(), null, Map.of(NAME, "Mine"))))
                    .isInstanceOf(NotFound.class);
            assertInvalid(Map.of(NAME, "Mine", CATEGORY, category.id()), "productCategoryId unknown");
            connection.rollback();
        }
    }

    @Test
    void valuesThatBreakARuleAreNamed() throws Exception {
        make(Map.of(NAME, "Tile", REFERENCE, "T1"));

        assertInvalid(Map.of(), "name required");
        assertInvalid(Map.of(NAME, " "), "name required");
        assertInvalid(Map.of(NAME, "Tile", REFERENCE, "t1"), "reference taken");
        assertInvalid(Map.of(NAME, "Tile", CATEGORY, 990077L), "productCategoryId unknown");
        assertInvalid(Map.of(NAME, "Tile", Field.ID, 7L), "id immutable");
        assertInvalid(
                Map.of(NAME, "x".repeat(101), PRICE, new BigDecimal("1E+999999999")),
                "name too-long",
                "price out-of-range");
    }

    @Test
    void conditionsFindWhatTheySay() throws Exception {
        Item cork = companies.asAdministrator(
                () -> catalog.create(companies.id(), Kind.PRODUCT_CATEGORIES, Map.of(field("name"), "Cork")));
        make(Map.of(NAME, "Bowl", STOCK, 1, PRICE, new BigDecimal("9.5"), CATEGORY, cork.id()));
        make(Map.of(NAME, "Jug 50%", STOCK, 2, REFERENCE, "J_1"));
        make(Map.of(NAME, "jug", STOCK, 3, REFERENCE, "JX1"));

        assertThat(names(Condition.of(STOCK, Comparison.GREATER, 1))).containsExactly("Jug 50%", "jug");
        assertThat(names(new Not(Condition.of(STOCK, Comparison.GREATER, 1)))).containsExactly("Bowl");
        assertThat(names(Condition.of(PRICE, Comparison.EQUAL, new BigDecimal("9.50"))))
                .containsExactly("Bowl");
        assertThat(names(Condition.of(REFERENCE, Comparison.EQUAL, null))).containsExactly("Bowl");
        assertThat(names(Condition.of(REFERENCE, Comparison.UNEQUAL, "J_1"))).containsExactly("Bowl", "jug");
        assertThat(names(new Not(Condition.of(REFERENCE, Comparison.EQUAL, "J_1"))))
                .containsExactly("Bowl", "jug");
        assertThat(names(new Not(Condition.of(REFERENCE, Comparison.UNEQUAL, "J_1"))))
                .containsExactly("Jug 50%");
        assertThat(names(new In(STOCK, Set.of(1, 3)))).containsExactly("Bowl", "jug");
        assertThat(names(new Not(new In(CATEGORY, Set.of(cork.id()))))).containsExactly("Jug 50%", "jug");
        assertThat(names(match(NAME, Place.START, "JUG"))).containsExactly("Jug 50%", "jug");
        assertThat(names(match(NAME, Place.END, "%"))).containsExactly("Jug 50%");
        assertThat(names(match(REFERENCE, Place.ANYWHERE, "_"))).containsExactly("Jug 50%");
        assertThat(names(new Not(match(REFERENCE, Place.ANYWHERE, "_")))).containsExactly("Bowl", "jug");
        assertThat(names(new Not(new Or(
                        List.of(Condition.of(STOCK, Comparison.EQUAL, 1), Condition.of(STOCK, Comparison.EQUAL, 2))))))
                .containsExactly("jug");
        assertThat(names(new And(List.of(match(NAME, Place.START, "j"), new Not(match(NAME, Place.END, "%"))))))
                .containsExactly("jug");
    }

    @Test
    void pagesFollowTheirOrder() throws Exception {
        for (String name : List.of("Lamp", "Bowl", "Jug", "Rug")) {
            make(Map.of(NAME, name));
        }
        List<Query.Order> order = List.of(Query.Order.by(NAME, true));

        Page page = page(new Query(Kind.PRODUCTS, Condition.ALL, "", order, 1, 2, Set.of(NAME), true));
        assertThat(page.count()).isEqualTo(4);
        assertThat(page.items()).extracting(item -> item.get(NAME)).containsExactly("Lamp", "Jug");
        assertThat(page.items()).allSatisfy(item -> assertThat(item.values()).containsOnlyKeys(Field.ID, NAME));

        Page found = page(new Query(Kind.PRODUCTS, Condition.ALL, " UG ", order, 0, 9, Set.of(NAME), false));
        assertThat(found.items()).extracting(item -> item.get(NAME)).containsExactly("Rug", "Jug");
        assertThat(found.count()).isEqualTo(-1);
        assertThat(page(new Query(Kind.PRODUCTS, Condition.ALL, "", order, 0, 0, Set.of(), true))
                        .items())
                .isEmpty();
    }

    @Test
    void filterOfAThousandPartsIsRefused() {
        Condition part = Condition.of(STOCK, Comparison.EQUAL, 1);
        Condition bomb = new Or(Collections.nCopies(1000, part));

        assertThatThrownBy(() -> names(bomb))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        e -> assertThat(e.violations()).containsExactly(new Violation("filter", "too-complex")));
    }

    private void assertInvalid(Map<Field, Object> values, String... violations) {
        assertThatThrownBy(() -> make(values))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        e -> assertThat(e.violations())
                                .extracting(it -> it.field() + " " + it.code())
                                .containsExactly(violations));
    }

    private Item category(String name) throws Exception {
        return companies.asAdministrator(
                () -> catalog.create(companies.id(), Kind.PRODUCT_CATEGORIES, Map.of(field("name"), name)));
    }

    private Item make(Map<Field, Object> values) throws Exception {
        return companies.asAdministrator(() -> catalog.create(companies.id(), Kind.PRODUCTS, values));
    }

    private Item change(Item item, Integer version, Map<Field, Object> values) throws Exception {
        return companies.asAdministrator(() -> catalog.change(companies.id(), item.kind(), item.id(), version, values));
    }

    private Item delete(Item item, Integer version) {
        catalog.delete(item.companyId(), item.kind(), item.id(), version);
        return item;
    }

    private List<Object> names(Condition condition) throws Exception {
        return page(Query.all(Kind.PRODUCTS).where(condition)).items().stream()
                .map(item -> item.get(NAME))
                .toList();
    }

    private Page page(Query query) throws Exception {
        return companies.asAdministrator(() -> catalog.page(companies.id(), query));
    }

    private static Condition match(Field field, Place place, String part) {
        return new Match(new Value(field), place, new Constant(part));
    }

    private static Field field(String name) {
        return Kind.PRODUCTS.field(name).orElseThrow();
    }
}
