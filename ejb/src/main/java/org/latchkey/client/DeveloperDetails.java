package org.latchkey.client;

/**
 * What users of an application are told of who is behind it.
 *
 * @param name 1 to 100 characters
 * @param contact a mail address, at most 254 characters
 */
public record DeveloperDetails(String name, String contact) {

    /** Takes null for empty, and no spaces around. */
    public DeveloperDetails {
        name = name == null ? "" : name.strip();
        contact = contact == null ? "" : contact.strip();
    }
}
