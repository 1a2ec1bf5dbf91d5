package org.latchkey.catalog;

import jakarta.persistence.Entity;

/** What some products of a company have in common. */
@Entity
@SuppressWarnings("UnusedVariable") // Read by their names, in queries.
class ProductCategory extends Row {

    private String name;

    @Override
    void set(String field, Object value) {
        name = (String) value;
    }
}
