package org.latchkey.api;

import java.util.List;
import java.util.Set;
import org.latchkey.account.Permission;
import org.latchkey.apikey.KeySettings;

/**
 * What is to change of a key, as a JSON merge patch (RFC 7396): what is absent stays, what is null goes back to its default.
 *
 * @param permissions that it asks for; null for all that its owner has
 * @param ownerId to whom it is handed over; only by itself, since that is a deed of its own
 */
public record ChangeKey(
        String notes,
        Set<Permission> permissions,
        Boolean allCompanies,
        List<String> addresses,
        Integer requestsPerMinute,
        Long ownerId) {

    private static final List<String> IMMUTABLE = List.of("id", "companyId", "name", "expiresOn");
    private static final String OWNER = "ownerId";

    /** Reads it, as far as that goes without the key. */
    static ChangeKey read(Fields fields) {
        IMMUTABLE.stream().filter(fields::has).forEach(name -> fields.add(name, "immutable"));
        ChangeKey change = new ChangeKey(
                fields.text("notes"),
                fields.permissions("permissions"),
                fields.flag("allCompanies"),
                fields.texts("addresses"),
                fields.smallNumber("requestsPerMinute"),
                fields.number(OWNER));
        if (fields.has(OWNER) && !fields.isOnly(OWNER)) {
            fields.add(OWNER, "alone");
        } else if (fields.isNull(OWNER)) {
            fields.add(OWNER, "required");
        }
        fields.requireValid();
        return change;
    }

    /** What the key has with this. */
    KeySettings applied(KeySettings before, Fields fields) {
        return new KeySettings(
                fields.has("notes") ? notes : before.notes(),
                fields.has("permissions") ? permissions : before.permissions(),
                fields.has("allCompanies") ? Boolean.TRUE.equals(allCompanies) : before.allCompanies(),
                fields.has("addresses") ? addresses : before.addresses(),
                fields.has("requestsPerMinute") ? requestsPerMinute : before.requestsPerMinute());
    }
}
