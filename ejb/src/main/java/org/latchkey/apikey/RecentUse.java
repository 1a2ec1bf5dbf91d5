package org.latchkey.apikey;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.latchkey.account.Permission;
import org.latchkey.realm.KeyUse;

/**
 * How a key was used of late, as it is stored with the key: small JSON, so that a flush writes one row a key.
 *
 * <p>Requests are counted by the hour for a day, addresses are remembered for a day and at most {@value #MOST_ADDRESSES}
 * of them, permissions for 90 days. What was counted for an old secret is forgotten when there is a newer old one.
 */
final class RecentUse {

    static final int MOST_ADDRESSES = 100;

    // Json itself searches for the provider at each call, through all that the application has.
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final int HOURS_KEPT = 24;
    private static final int DAYS_KEPT = Finding.UNUSED_DAYS;

    /** Requests by hours since 1970. */
    private final Map<Long, Long> hours = new TreeMap<>();

    /** The hour of the last request from each address. */
    private final Map<String, Long> addresses = new TreeMap<>();

    /** The day, since 1970, on which each permission was last needed. */
    private final Map<String, Long> permissions = new TreeMap<>();

    /** The version of the secret that follows the old one. */
    private int successor;

    private long previousRequests;
    private final Set<String> previousAddresses = new TreeSet<>();

    private RecentUse() {}

    /** Reads what {@link #toJson} has written; null is no use at all. */
    static RecentUse parse(String json) {
        RecentUse use = new RecentUse();
        if (json != null) {
            try (var reader = JSON.createReader(new StringReader(json))) {
                use.read(reader.readObject());
            } catch (RuntimeException e) {
                // What cannot be read is no reason to forget what comes.
                return new RecentUse();
            }
        }
        return use;
    }

    private void read(JsonObject json) {
        numbers(json, "hours").forEach((hour, requests) -> hours.put(Long.valueOf(hour), requests));
        addresses.putAll(numbers(json, "addresses"));
        permissions.putAll(numbers(json, "permissions"));
        JsonObject previous = json.getJsonObject("previous");
        if (previous != null) {
            successor = previous.getInt("successor");
            previousRequests = previous.getJsonNumber("requests").longValueExact();
            previous.getJsonArray("addresses")
                    .forEach(it -> previousAddresses.add(((jakarta.json.JsonString) it).getString()));
        }
    }

    private static Map<String, Long> numbers(JsonObject json, String name) {
        return json.getJsonObject(name).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> ((JsonNumber) it.getValue()).longValueExact()));
    }

    /** Adds what was gathered, and forgets what is too old. */
    void add(KeyUse use, int secretVersion, Instant now) {
        if (use.lastAt() != null) {
            long hour = hour(use.lastAt());
            hours.merge(hour, use.requests(), Long::sum);
            use.addresses().forEach(address -> addresses.put(address, hour));
        }
        use.permissions().forEach(permission -> permissions.put(permission, day(now)));
        if (use.previousRequests() > 0) {
            if (successor != secretVersion) {
                successor = secretVersion;
                previousRequests = 0;
                previousAddresses.clear();
            }
            previousRequests += use.previousRequests();
            previousAddresses.addAll(use.previousAddresses());
        }
        hours.keySet().removeIf(hour -> hour <= hour(now) - HOURS_KEPT);
        addresses.values().removeIf(hour -> hour <= hour(now) - HOURS_KEPT);
        permissions.values().removeIf(day -> day <= day(now) - DAYS_KEPT);
        cut(addresses.keySet());
        cut(previousAddresses);
    }

    private static void cut(Set<String> set) {
        if (set.size() > MOST_ADDRESSES) {
            set.stream().skip(MOST_ADDRESSES).collect(Collectors.toSet()).forEach(set::remove);
        }
    }

    /** Requests of the last 24 hours, by whole hours. */
    long requests(Instant now) {
        return hours.entrySet().stream()
                .filter(it -> it.getKey() > hour(now) - HOURS_KEPT)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** From how many addresses those came. */
    int addresses(Instant now) {
        return (int) addresses.values().stream()
                .filter(hour -> hour > hour(now) - HOURS_KEPT)
                .count();
    }

    /** Which permissions were needed in the last 90 days. */
    Set<Permission> permissions(Instant now) {
        return permissions.entrySet().stream()
                .filter(it -> it.getValue() > day(now) - DAYS_KEPT)
                .flatMap(it -> Permission.parse(it.getKey()).stream())
                .collect(Collectors.toSet());
    }

    /** How often the secret before this one was used since it was replaced. */
    long previousRequests(int secretVersion) {
        return successor == secretVersion ? previousRequests : 0;
    }

    /** From where. */
    Set<String> previousAddresses(int secretVersion) {
        return successor == secretVersion ? previousAddresses : Set.of();
    }

    String toJson() {
        JsonObjectBuilder json = JSON.createObjectBuilder();
        JsonObjectBuilder byHour = JSON.createObjectBuilder();
        hours.forEach((hour, requests) -> byHour.add(hour.toString(), requests));
        json.add("hours", byHour).add("addresses", object(addresses)).add("permissions", object(permissions));
        if (previousRequests > 0) {
            json.add(
                    "previous",
                    JSON.createObjectBuilder()
                            .add("successor", successor)
                            .add("requests", previousRequests)
                            .add("addresses", JSON.createArrayBuilder(previousAddresses)));
        }
        return json.build().toString();
    }

    private static JsonObjectBuilder object(Map<String, Long> numbers) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        numbers.forEach(object::add);
        return object;
    }

    private static long hour(Instant at) {
        return HOURS.between(Instant.EPOCH, at);
    }

    private static long day(Instant at) {
        return DAYS.between(Instant.EPOCH, at);
    }
}
