package org.latchkey.catalog;

import jakarta.persistence.Entity;

/** Somebody to whom a company sells. */
@Entity
@SuppressWarnings("UnusedVariable") // Read by their names, in queries.
class Customer extends Row {

    private String number;
    private String name;
    private String vat;
    private String email;
    private String city;
    private String country;

    @Override
    void set(String field, Object value) {
        String text = (String) value;
        switch (field) {
            case "number" -> number = text;
            case "name" -> name = text;
            case "vat" -> vat = text;
            case "email" -> email = text;
            case "city" -> city = text;
            case "country" -> country = text;
            default -> throw new IllegalArgumentException(field);
        }
    }
}
