package org.latchkey.realm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.wildfly.security.auth.server.RealmUnavailableException;

/**
 * How many requests may still be made with each token that has a limit, exactly, on any number of servers.
 *
 * <p>The database counts what is taken from a limit. A server takes a block of requests at once and lets them in from memory,
 * so that not every request writes. It gives back what nobody has used for a while, and all of it before it stops: a server
 * that dies loses its blocks, and never lets more in than the limit. Blocks are kept only between {@link #keepBlocks} and
 * {@link #giveBackAll}, while somebody sees to that; otherwise requests are taken one by one. Bounded, and safe for use by
 * several threads.
 */
public final class RequestLimits {

    /** A block is this part of what is left, so that several servers find some, and the last requests are not far off. */
    private static final int PART = 10;

    private static final int LARGEST_BLOCK = 1000;
    private static final Duration IDLE = Duration.ofMinutes(1);

    /** For so long a limit that is used up is not looked at again, however often somebody tries. */
    private static final Duration EMPTY = Duration.ofSeconds(1);

    /** Far more tokens than are used within a minute; requests with more of them are taken one by one. */
    private static final int MOST_BLOCKS = 100_000;

    private static final RequestLimits SHARED = new RequestLimits(Clock.systemUTC());

    private final Clock clock;
    private final ConcurrentHashMap<UUID, Block> blocks = new ConcurrentHashMap<>();
    private volatile boolean keeping;

    RequestLimits(Clock clock) {
        this.clock = clock;
    }

    /** The limits as this server knows them. */
    public static RequestLimits shared() {
        return SHARED;
    }

    /** Where all servers count. */
    interface Ledger {

        /** How many requests may still be taken; 0 where there is no such token, or it has no limit. */
        int untaken(UUID token) throws RealmUnavailableException;

        /**
         * Takes requests, provided that exactly so many may still be taken.
         *
         * @return whether that was so
         */
        boolean take(UUID token, int untaken, int requests) throws RealmUnavailableException;

        /**
         * Gives back what was taken.
         *
         * @throws RealmUnavailableException only where that was surely not done: twice would be too many
         */
        void giveBack(UUID token, int requests) throws RealmUnavailableException;
    }

    /**
     * Takes one request, which is then to be let in.
     *
     * @return whether there was one
     * @throws RealmUnavailableException where the database would have to be asked, and does not answer
     */
    boolean take(UUID token, Ledger ledger) throws RealmUnavailableException {
        while (true) {
            Block block = blocks.get(token);
            if (block == null) {
                if (!keeping || blocks.size() >= MOST_BLOCKS) {
                    return new Block(ledger).takeFromLimit(token, 1) == 1;
                }
                block = blocks.computeIfAbsent(token, id -> new Block(ledger));
            }
            Instant now = clock.instant();
            block.usedAt = now;
            if (block.take()) {
                return true;
            }
            if (now.isBefore(block.emptyUntil)) {
                return false;
            }
            Exception failure = block.failure;
            // Nobody else asks the database for the same token meanwhile.
            synchronized (block) {
                if (!block.isGone) {
                    return block.take() || refill(token, block, failure);
                }
            }
        }
    }

    /**
     * Takes a block for an empty one, and a request of it.
     *
     * @param failure the last one before the caller has waited for others, who may have asked the database in vain since
     */
    private boolean refill(UUID token, Block block, Exception failure) throws RealmUnavailableException {
        if (block.failure != failure) {
            throw new RealmUnavailableException(block.failure);
        }
        try {
            // Read under the lock of the block: whoever gives back all says so first, and then waits for this.
            int requests = block.takeFromLimit(token, keeping ? LARGEST_BLOCK : 1);
            block.left.set(Math.max(0, requests - 1));
            if (requests == 0) {
                block.emptyUntil = clock.instant().plus(EMPTY);
            }
            return requests > 0;
        } catch (RealmUnavailableException e) {
            block.failure = e;
            throw e;
        }
    }

    /**
     * How many requests this server has taken from a token's limit and not let in yet; 0 for every token that has no limit. To
     * know what is left of the limit, ask here first and then the database: what is taken in between is missing then, rather
     * than counted twice.
     */
    public int left(UUID token) {
        Block block = blocks.get(token);
        return block == null ? 0 : block.left.get();
    }

    /** From now on blocks are kept: the caller sees to it that {@link #giveBackIdle} is called every minute. */
    public void keepBlocks() {
        keeping = true;
    }

    /**
     * Gives back the blocks of tokens that nobody has used for a minute: because they have expired or were revoked, or because
     * other servers are used.
     *
     * @throws RealmUnavailableException where the database does not answer; what was not given back is kept
     */
    public void giveBackIdle() throws RealmUnavailableException {
        giveBack(clock.instant().minus(IDLE));
    }

    /**
     * Gives back all blocks and keeps none from now on.
     *
     * @throws RealmUnavailableException where the database does not answer; what was not given back is kept
     */
    public void giveBackAll() throws RealmUnavailableException {
        keeping = false;
        giveBack(Instant.MAX);
    }

    private void giveBack(Instant unusedSince) throws RealmUnavailableException {
        for (Map.Entry<UUID, Block> entry : blocks.entrySet()) {
            Block block = entry.getValue();
            // Who wants one of its requests meanwhile waits, and finds them in the database.
            synchronized (block) {
                if (!block.isGone && !block.usedAt.isAfter(unusedSince)) {
                    giveBack(entry.getKey(), block);
                    block.isGone = true;
                    blocks.remove(entry.getKey(), block);
                }
            }
        }
    }

    private static void giveBack(UUID token, Block block) throws RealmUnavailableException {
        int requests = block.left.getAndSet(0);
        if (requests == 0) {
            return;
        }
        try {
            block.ledger.giveBack(token, requests);
        } catch (RealmUnavailableException e) {
            block.left.set(requests);
            throw e;
        }
    }

    /** What was taken and is not used yet. */
    private static final class Block {
        private final Ledger ledger;

        /** Grows only under the lock of the block. */
        private final AtomicInteger left = new AtomicInteger();

        private volatile Instant usedAt = Instant.MIN;

        /** Until then nobody asks the database again whether there are any: only other servers could have given some back. */
        private volatile Instant emptyUntil = Instant.MIN;

        /** The last time that the database did not answer; null for never. */
        private volatile Exception failure;

        /** How many the limit had when this server saw it last, or 0; most of the time nobody else takes any. Guarded too. */
        private int untaken;

        /** Out of the map and empty, for good. Guarded by the block. */
        private boolean isGone;

        private Block(Ledger ledger) {
            this.ledger = ledger;
        }

        /**
         * Takes as many requests at once as may be, possibly none, from what the database has.
         *
         * @param largest how many at most
         */
        int takeFromLimit(UUID token, int largest) throws RealmUnavailableException {
            while (true) {
                if (untaken <= 0) {
                    untaken = ledger.untaken(token);
                }
                if (untaken <= 0) {
                    return 0;
                }
                int requests = Math.min(largest, Math.max(1, untaken / PART));
                if (ledger.take(token, untaken, requests)) {
                    untaken -= requests;
                    return requests;
                }
                // Somebody else was there since.
                untaken = 0;
            }
        }

        /** Takes a request, where there is one; waits for nobody. */
        boolean take() {
            return left.getAndUpdate(requests -> Math.max(0, requests - 1)) > 0;
        }
    }
}
