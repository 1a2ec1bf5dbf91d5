package org.latchkey.pages;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.latchkey.apikey.KeySettings;

/** The fields for what can be changed of a key. */
public class SettingsFields implements Serializable {

    private final PermissionGrid grid;
    private String notes;
    private boolean allCompanies;
    private String addresses;
    private Integer requestsPerMinute;

    SettingsFields(KeySettings settings, PermissionGrid grid) {
        this.grid = grid;
        this.notes = settings.notes();
        this.allCompanies = settings.allCompanies();
        this.addresses = String.join("\n", settings.addresses());
        this.requestsPerMinute = settings.requestsPerMinute();
    }

    KeySettings settings() {
        return new KeySettings(notes, grid.permissions(), allCompanies, list(addresses), requestsPerMinute);
    }

    /** One on each line, or with commas or spaces between them. */
    private static List<String> list(String typed) {
        return typed == null
                ? List.of()
                : Stream.of(typed.split("[\\s,;]+", -1)).toList();
    }

    public PermissionGrid getGrid() {
        return grid;
    }

    public String getNotes() {
        return notes;
    }

    public void setNotes(String notes) {
        this.notes = notes;
    }

    public boolean isAllCompanies() {
        return allCompanies;
    }

    public void setAllCompanies(boolean allCompanies) {
        this.allCompanies = allCompanies;
    }

    public String getAddresses() {
        return addresses;
    }

    public void setAddresses(String addresses) {
        this.addresses = addresses;
    }

    public Integer getRequestsPerMinute() {
        return requestsPerMinute;
    }

    public void setRequestsPerMinute(Integer requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }
}
