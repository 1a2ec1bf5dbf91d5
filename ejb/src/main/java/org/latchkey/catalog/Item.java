package org.latchkey.catalog;

import java.util.Map;

/**
 * A customer, a product or a category as it was read.
 *
 * @param kind what it is
 * @param id its own
 * @param companyId the company to which it belongs
 * @param version counts its changes
 * @param values of the fields that were asked for, in their order; null where a field has no value
 */
public record Item(Kind kind, long id, long companyId, int version, Map<Field, Object> values) {

    /** The value of a field that was asked for; null where there is none. */
    public Object get(Field field) {
        return values.get(field);
    }
}
