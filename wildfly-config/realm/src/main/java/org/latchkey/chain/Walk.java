package org.latchkey.chain;

/** Goes along one chain from its first link, and remembers the first place where it is broken. */
final class Walk {

    private final long companyId;
    private long sequence;
    private String hash = Link.START;
    private String time;
    private String broken;

    Walk(long companyId) {
        this.companyId = companyId;
    }

    long companyId() {
        return companyId;
    }

    /** Looks at the next link, and at the hash that stands beside it. */
    void next(Link link, String stored) {
        if (broken != null) {
            return;
        }
        time = link.time();
        if (link.sequence() != sequence + 1) {
            breakAt(link.sequence(), "its predecessor is missing");
        } else if (!link.hash(hash).equals(stored)) {
            breakAt(link.sequence(), "its hash does not match what it says");
        }
        sequence = link.sequence();
        hash = stored;
    }

    /** Compares the end with what the head knows of it, which is null where the head is missing. */
    void end(Head head) {
        if (broken != null) {
            return;
        }
        if (head == null) {
            breakAt(sequence, "the head of the chain is missing");
        } else if (sequence < head.sequence()) {
            breakAt(sequence, "the last " + (head.sequence() - sequence) + " are missing");
        } else if (sequence > head.sequence() || !hash.equals(head.hash())) {
            breakAt(sequence, "the head of the chain knows another last event");
        }
    }

    boolean isWhole() {
        return broken == null;
    }

    /** One line for people. */
    @Override
    public String toString() {
        return "company " + companyId + ": " + (isWhole() ? sequence + " events, whole" : broken);
    }

    private void breakAt(long number, String why) {
        broken = "broken at event " + number + (time == null ? "" : " (" + time + ")") + ": " + why;
    }
}
