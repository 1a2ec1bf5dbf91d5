package org.latchkey.catalog;

import java.util.List;

/**
 * Things of a company were made, changed or deleted, in the current transaction.
 *
 * @param companyId to which they belong
 * @param kind what they are
 * @param ids which; not empty
 * @param change what has happened to them
 */
public record CatalogChanged(long companyId, Kind kind, List<Long> ids, Change change) {

    /** What happens to a thing. */
    public enum Change {
        CREATED,
        CHANGED,
        DELETED
    }
}
