package org.latchkey.api;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.latchkey.account.Permission;
import org.latchkey.apikey.KeySettings;
import org.latchkey.apikey.NewKey;

/**
 * What a new key is to be; the rules of each field are those of {@link NewKey} and {@link KeySettings}.
 *
 * @param companyId where it is to belong; null for the company of the key that asks for it
 * @param permissions that it asks for; null for all that its owner has
 */
public record CreateKey(
        Long companyId,
        String name,
        LocalDate expiresOn,
        String notes,
        Set<Permission> permissions,
        Boolean allCompanies,
        List<String> addresses,
        Integer requestsPerMinute) {

    /** Reads it; what is not there has its default. */
    static CreateKey read(Fields fields) {
        CreateKey wanted = new CreateKey(
                fields.number("companyId"),
                fields.text("name"),
                fields.day("expiresOn"),
                fields.text("notes"),
                fields.permissions("permissions"),
                fields.flag("allCompanies"),
                fields.texts("addresses"),
                fields.smallNumber("requestsPerMinute"));
        fields.requireValid();
        return wanted;
    }

    NewKey wanted() {
        return new NewKey(
                name,
                expiresOn,
                new KeySettings(notes, permissions, Boolean.TRUE.equals(allCompanies), addresses, requestsPerMinute));
    }
}
