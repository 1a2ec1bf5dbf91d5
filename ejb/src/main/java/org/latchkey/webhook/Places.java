package org.latchkey.webhook;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.latchkey.webhook.Deliveries.Due;

/**
 * The webhooks that a server is sending to: so many at once that receivers that are slow keep nobody else waiting. Threads may
 * share it.
 */
final class Places {

    /** The most webhooks at once. */
    static final int MOST = 20;

    /** The most webhooks of a company at once. */
    static final int MOST_OF_A_COMPANY = 4;

    /** Who has one, and whose it is. */
    private final Map<UUID, Long> taken = new HashMap<>();

    /** Takes a place for a webhook; false where it has one, or there is none for it. */
    synchronized boolean take(Due due) {
        return isFree(due.company()) && taken.putIfAbsent(due.webhook(), due.company()) == null;
    }

    synchronized void leave(UUID webhook) {
        taken.remove(webhook);
    }

    /** The webhooks that have a place. */
    synchronized List<UUID> webhooks() {
        return List.copyOf(taken.keySet());
    }

    synchronized boolean isFull() {
        return taken.size() >= MOST;
    }

    /** Whether there is a place for another webhook of a company. */
    synchronized boolean isFree(long company) {
        return !isFull() && of(company) < MOST_OF_A_COMPANY;
    }

    /** Whether another webhook, for which there is no place, could have the one of that webhook. */
    synchronized boolean couldHave(Due other, Due place) {
        return !isFree(other.company())
                && (other.company() == place.company() || of(other.company()) < MOST_OF_A_COMPANY);
    }

    private int of(long company) {
        return Collections.frequency(taken.values(), company);
    }
}
