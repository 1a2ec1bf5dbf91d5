package org.latchkey.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The product categories of a company, for whoever brings many products at once. Asks for no permission: whoever uses it has.
 * Remembers some thousands of answers; for one transaction and one thread. What it has found nobody deletes until the end of the
 * transaction.
 */
public final class Categories implements AutoCloseable {

    private static final int MOST_REMEMBERED = 10_000;

    private final long companyId;
    private final PreparedStatement byName;
    private final PreparedStatement byId;
    private final Map<Object, Optional<Long>> remembered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Optional<Long>> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** @param connection stays open */
    public Categories(Connection connection, long companyId) throws SQLException {
        this.companyId = companyId;
        byName = connection.prepareStatement(
                "SELECT id FROM product_category WHERE company_id = ? AND name = ? LOCK IN SHARE MODE");
        byId = connection.prepareStatement(
                "SELECT id FROM product_category WHERE company_id = ? AND id = ? LOCK IN SHARE MODE");
    }

    /** The id of the category with that name, whatever its case; empty where there is none. */
    public Optional<Long> find(String name) throws SQLException {
        return find(byName, name);
    }

    /** Whether there is one with that id. */
    public boolean contains(long id) throws SQLException {
        return find(byId, id).isPresent();
    }

    private Optional<Long> find(PreparedStatement select, Object key) throws SQLException {
        Optional<Long> known = remembered.get(key);
        if (known != null) {
            return known;
        }
        select.setLong(1, companyId);
        select.setObject(2, key);
        try (ResultSet rows = select.executeQuery()) {
            Optional<Long> found = rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            remembered.put(key, found);
            return found;
        }
    }

    @Override
    public void close() throws SQLException {
        byName.close();
        byId.close();
    }
}
