package org.latchkey.catalog;

import jakarta.persistence.Entity;
import java.math.BigDecimal;

/** Something that a company sells. */
@Entity
@SuppressWarnings("UnusedVariable") // Read by their names, in queries.
class Product extends Row {

    private String reference;
    private String name;
    private BigDecimal price;
    private int stock;
    private boolean visible;
    private Long productCategoryId;

    @Override
    void set(String field, Object value) {
        switch (field) {
            case "reference" -> reference = (String) value;
            case "name" -> name = (String) value;
            case "price" -> price = (BigDecimal) value;
            case "stock" -> stock = (Integer) value;
            case "visible" -> visible = (Boolean) value;
            case "productCategoryId" -> productCategoryId = (Long) value;
            default -> throw new IllegalArgumentException(field);
        }
    }
}
