package org.latchkey.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.latchkey.account.Caller;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.Permission;
import org.latchkey.apikey.KeySummary.Owner;

/** Completes stored keys of one company to what a list shows; as many queries for a page of keys as for one. */
@ApplicationScoped
class KeySummaries {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    List<KeySummary> of(List<IssuedKey> keys, CompanyAccess company, Caller caller) {
        if (keys.isEmpty()) {
            return List.of();
        }
        Set<Long> users = new HashSet<>();
        keys.forEach(key -> {
            users.add(key.ownerId());
            if (key.revokedBy() != null) {
                users.add(key.revokedBy());
            }
        });
        Map<Long, Owner> people = people(users, company.id());
        Map<Long, Set<Permission>> permissions = permissions(users, company.id());
        Instant now = clock.instant();
        return keys.stream()
                .map(key -> summary(key, company, caller, people, permissions, now))
                .toList();
    }

    /** What users may do in a company now; those who are disabled or not in it, nothing. */
    private Map<Long, Set<Permission>> permissions(Collection<Long> users, long companyId) {
        Map<Long, Set<Permission>> permissions = new HashMap<>();
        entities.createQuery("""
                        select m.user.id, p from Membership m join m.role r join r.permissions p
                        where m.company.id = :company and m.user.id in :users and m.user.disabledAt is null
                        """, Object[].class)
                .setParameter("company", companyId)
                .setParameter("users", users)
                .getResultStream()
                .forEach(row -> permissions
                        .computeIfAbsent((Long) row[0], id -> new HashSet<>())
                        .add((Permission) row[1]));
        return permissions;
    }

    private Map<Long, Owner> people(Collection<Long> users, long companyId) {
        return entities.createQuery("""
                        select u.id, u.name, u.serviceOf is not null,
                            u.disabledAt is null and m.user is not null
                        from User u left join Membership m on m.user = u and m.company.id = :company
                        where u.id in :users
                        """, Object[].class)
                .setParameter("company", companyId)
                .setParameter("users", users)
                .getResultStream()
                .map(row -> new Owner((Long) row[0], (String) row[1], (Boolean) row[2], (Boolean) row[3]))
                .collect(Collectors.toMap(Owner::id, owner -> owner));
    }

    private static KeySummary summary(
            IssuedKey key,
            CompanyAccess company,
            Caller caller,
            Map<Long, Owner> people,
            Map<Long, Set<Permission>> permissions,
            Instant now) {
        KeySettings settings = key.settings();
        Set<Permission> owned = permissions.getOrDefault(key.ownerId(), Set.of());
        Set<Permission> asked = settings.permissions() == null ? owned : settings.permissions();
        boolean alive = key.previousUntil() != null && now.isBefore(key.previousUntil());
        return new KeySummary(
                key.id(),
                key.version(),
                key.companyId(),
                key.name(),
                key.hint(),
                people.get(key.ownerId()),
                KeyStatus.of(key, now),
                settings,
                asked.stream().filter(owned::contains).sorted().toList(),
                asked.stream().filter(it -> !owned.contains(it)).sorted().toList(),
                lastDay(key.expiresAt(), company.timeZone()),
                key.expiresAt(),
                alive ? key.previousUntil() : null,
                alive && key.previousUntilUsed(),
                key.lastUsedAt(),
                key.createdAt(),
                key.revokedAt(),
                key.revokedBy() == null ? null : people.get(key.revokedBy()).name(),
                KeyRules.governs(caller, company, key));
    }

    static LocalDate lastDay(Instant expiresAt, ZoneId zone) {
        return expiresAt == null ? null : LocalDate.ofInstant(expiresAt.minusNanos(1), zone);
    }
}
