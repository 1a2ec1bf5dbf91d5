package org.latchkey.apikey;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What a company demands of its keys, as it stands in the company's row. */
@Entity
@Table(name = "company")
class CompanyKeys {

    @Id
    private Long id;

    private Integer keyLongestDays;
    private boolean keyExpiryRequired;
    private boolean keyAddressesRequired;
    private Integer keyMostPerOwner;
    private Integer keyUnusedDays;
    private int keyRequestsPerMinute;

    protected CompanyKeys() {}

    Long id() {
        return id;
    }

    KeyPolicy policy() {
        return new KeyPolicy(
                keyLongestDays,
                keyExpiryRequired,
                keyAddressesRequired,
                keyMostPerOwner,
                keyUnusedDays,
                keyRequestsPerMinute);
    }

    void change(KeyPolicy policy) {
        keyLongestDays = policy.longestDays();
        keyExpiryRequired = policy.expiryRequired();
        keyAddressesRequired = policy.addressesRequired();
        keyMostPerOwner = policy.mostPerOwner();
        keyUnusedDays = policy.unusedDays();
        keyRequestsPerMinute = policy.requestsPerMinute();
    }
}
