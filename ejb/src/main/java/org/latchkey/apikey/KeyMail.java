package org.latchkey.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.latchkey.account.Contact;
import org.latchkey.account.Contacts;
import org.latchkey.notice.Mail;
import org.latchkey.notice.Outbox;

/** Writes mails about keys to those who answer for them, as part of the caller's transaction. */
@ApplicationScoped
class KeyMail {

    private static final String BUNDLE = "org.latchkey.apikey.notices";
    private static final Locale LANGUAGE = Locale.ENGLISH;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", LANGUAGE);

    /** The most keys that a mail names; there may be thousands. */
    private static final int MOST_NAMED = 100;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Contacts contacts;

    @Inject
    private Outbox outbox;

    /** That keys of one owner will expire. */
    void expiring(List<IssuedKey> keys) {
        write("expiring", keys, this::responsible, (key, zone) -> KeySummaries.lastDay(key.expiresAt(), zone));
    }

    /** That keys of one owner will be revoked, from that moment on, because nobody uses them. */
    void unused(List<IssuedKey> keys, Function<IssuedKey, Instant> revoked) {
        write("unused", keys, this::responsible, (key, zone) -> LocalDate.ofInstant(revoked.apply(key), zone));
    }

    /** That a key has leaked; administrators hear of it too. */
    void leaked(IssuedKey found) {
        write(
                "leaked",
                List.of(found),
                key -> {
                    Set<Contact> all = new LinkedHashSet<>(responsible(key));
                    all.addAll(contacts.administrators(key.companyId()));
                    return all;
                },
                (key, zone) -> LocalDate.ofInstant(key.revokedAt(), zone));
    }

    private Set<Contact> responsible(IssuedKey key) {
        return new LinkedHashSet<>(contacts.responsible(key.companyId(), key.ownerId()));
    }

    /** One mail to each recipient, whatever the number of keys; all of them have one owner. */
    private void write(
            String kind,
            List<IssuedKey> keys,
            Function<IssuedKey, Set<Contact>> recipients,
            BiFunction<IssuedKey, ZoneId, LocalDate> day) {
        if (!outbox.isOpen()) {
            return;
        }
        Map<Long, Place> places = places(keys);
        Map<Long, Set<Contact>> recipientsIn = new LinkedHashMap<>();
        Map<Contact, List<IssuedKey>> mails = new LinkedHashMap<>();
        for (IssuedKey key : keys) {
            recipientsIn
                    .computeIfAbsent(key.companyId(), company -> recipients.apply(key))
                    .forEach(contact -> mails.computeIfAbsent(contact, it -> new ArrayList<>())
                            .add(key));
        }
        String owner = owner(keys.get(0));
        Function<IssuedKey, String> shownDay =
                key -> DAY.format(day.apply(key, places.get(key.companyId()).zone()));
        mails.forEach((contact, theirs) -> outbox.add(new Mail(
                contact.email(),
                subject(kind, theirs, shownDay),
                text(kind, contact, owner, theirs, places, shownDay))));
    }

    private static String subject(String kind, List<IssuedKey> keys, Function<IssuedKey, String> day) {
        return keys.size() == 1
                ? words(kind + ".subject", keys.get(0).name(), day.apply(keys.get(0)))
                : words(kind + ".subjects", keys.size());
    }

    private static String text(
            String kind,
            Contact contact,
            String owner,
            List<IssuedKey> keys,
            Map<Long, Place> places,
            Function<IssuedKey, String> day) {
        StringJoiner text = new StringJoiner("\n\n", "", "\n");
        text.add(words("greeting", contact.name()));
        text.add(words(kind + ".text"));
        for (IssuedKey key : keys.subList(0, Math.min(keys.size(), MOST_NAMED))) {
            Place place = places.get(key.companyId());
            StringJoiner lines = new StringJoiner("\n");
            lines.add(words("key", key.name(), key.hint()));
            lines.add(words("company", place.company()));
            lines.add(words("owner", owner));
            lines.add(words(kind + ".day", day.apply(key)));
            link(key.companyId()).ifPresent(lines::add);
            text.add(lines.toString());
        }
        if (keys.size() > MOST_NAMED) {
            text.add(words("more", keys.size() - MOST_NAMED));
        }
        return text.add(words("end")).toString();
    }

    /** To the page of a company's keys, where the environment says at what address people reach this server. */
    private static Optional<String> link(long companyId) {
        String base = System.getenv().getOrDefault("LATCHKEY_URL", "").strip().replaceAll("/+$", "");
        return base.isEmpty() ? Optional.empty() : Optional.of(base + "/account/api/keys?company=" + companyId);
    }

    private String owner(IssuedKey key) {
        return entities.createQuery("select u.name from User u where u.id = :id", String.class)
                .setParameter("id", key.ownerId())
                .getSingleResult();
    }

    private Map<Long, Place> places(List<IssuedKey> keys) {
        return entities.createQuery("select c.id, c.name, c.timeZone from Company c where c.id in :ids", Object[].class)
                .setParameter("ids", keys.stream().map(IssuedKey::companyId).collect(Collectors.toSet()))
                .getResultStream()
                .collect(Collectors.toMap(
                        row -> (Long) row[0], row -> new Place((String) row[1], ZoneId.of((String) row[2]))));
    }

    private static String words(String key, Object... values) {
        return new MessageFormat(ResourceBundle.getBundle(BUNDLE, LANGUAGE).getString(key), LANGUAGE).format(values);
    }

    /** A company's name, and the zone in which its days begin and end. */
    private record Place(String company, ZoneId zone) {}
}
