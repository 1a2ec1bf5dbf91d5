package org.latchkey.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalkTest {

    private final List<Link> links = new ArrayList<>();
    private final List<String> hashes = new ArrayList<>();
    private Head head = new Head(0, Link.START);

    @BeforeEach
    void makeChain() {
        for (int i = 1; i <= 5; i++) {
            Link link = new Link(1, i, event("Key " + i));
            head = new Head(i, link.hash(head.hash()));
            links.add(link);
            hashes.add(head.hash());
        }
    }

    @Test
    void wholeChainIsWhole() {
        assertThat(walk()).isEqualTo("company 1: 5 events, whole");
    }

    @Test
    void chainWithoutEventsIsWhole() {
        links.clear();
        head = new Head(0, Link.START);
        assertThat(walk()).isEqualTo("company 1: 0 events, whole");
    }

    @Test
    void changedEventIsNamed() {
        links.set(2, new Link(1, 3, event("Another")));
        assertThat(walk())
                .isEqualTo("company 1: broken at event 3 (2026-11-21T12:00:00.000000Z):"
                        + " its hash does not match what it says");
    }

    @Test
    void changedEventWithAHashThatFitsBreaksTheNext() {
        Link changed = new Link(1, 3, event("Another"));
        links.set(2, changed);
        hashes.set(2, changed.hash(hashes.get(1)));
        assertThat(walk()).contains("broken at event 4").endsWith("its hash does not match what it says");
    }

    @Test
    void missingEventIsNoticedAtTheNext() {
        remove(1);
        assertThat(walk()).contains("broken at event 3").endsWith("its predecessor is missing");
    }

    @Test
    void missingFirstEventIsNoticedAtTheSecond() {
        remove(0);
        assertThat(walk()).contains("broken at event 2").endsWith("its predecessor is missing");
    }

    @Test
    void eventsThatChangedPlacesAreNoticed() {
        Link third = links.get(2);
        links.set(2, new Link(1, 3, links.get(3).event()));
        links.set(3, new Link(1, 4, third.event()));
        String hash = hashes.get(2);
        hashes.set(2, hashes.get(3));
        hashes.set(3, hash);
        assertThat(walk()).contains("broken at event 3").endsWith("its hash does not match what it says");
    }

    @Test
    void missingEndIsCounted() {
        remove(4);
        remove(3);
        assertThat(walk()).contains("broken at event 3").endsWith("the last 2 are missing");
    }

    @Test
    void missingEverythingIsCounted() {
        links.clear();
        assertThat(walk()).isEqualTo("company 1: broken at event 0: the last 5 are missing");
    }

    @Test
    void eventBehindTheEndIsNoticed() {
        head = new Head(4, hashes.get(3));
        assertThat(walk()).contains("broken at event 5").endsWith("the head of the chain knows another last event");
    }

    @Test
    void replacedLastEventIsNoticed() {
        Link last = new Link(1, 5, event("Another"));
        links.set(4, last);
        hashes.set(4, last.hash(hashes.get(3)));
        assertThat(walk()).contains("broken at event 5").endsWith("the head of the chain knows another last event");
    }

    @Test
    void missingHeadIsNoticed() {
        head = null;
        assertThat(walk()).contains("broken at event 5").endsWith("the head of the chain is missing");
    }

    private void remove(int index) {
        links.remove(index);
        hashes.remove(index);
    }

    private String walk() {
        Walk walk = new Walk(1);
        for (int i = 0; i < links.size(); i++) {
            walk.next(links.get(i), hashes.get(i));
        }
        walk.end(head);
        return walk.toString();
    }

    private static Event event(String subject) {
        return new Event(
                Instant.parse("2026-11-21T12:00:00Z"), 1L, "Dana", null, "::1", "key.created", null, subject, "");
    }
}
