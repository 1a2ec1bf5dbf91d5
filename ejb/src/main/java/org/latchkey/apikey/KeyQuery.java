package org.latchkey.apikey;

import org.latchkey.problem.Text;

/**
 * Which keys of a company to list, and in which order.
 *
 * @param search part of the name or of the owner's name or email, or the hint; at most {@value #LONGEST_SEARCH} characters,
 *     more is cut; empty or null for all
 * @param status only those; null for all
 * @param ownerId only theirs; null for all
 * @param sort by what
 * @param descending whether the other way round
 */
public record KeyQuery(String search, KeyStatus status, Long ownerId, Sort sort, boolean descending) {

    /** The most characters that are searched for. */
    public static final int LONGEST_SEARCH = 100;

    /** All keys, newest first. */
    public static final KeyQuery ALL = new KeyQuery("", null, null, Sort.CREATED, true);

    /** Takes null for empty, and cuts what is too long. */
    public KeyQuery {
        search = search == null ? "" : search.strip();
        search = search.substring(0, search.offsetByCodePoints(0, Math.min(LONGEST_SEARCH, Text.length(search))));
        sort = sort == null ? Sort.CREATED : sort;
    }

    /** What a list of keys can be sorted by; each has its index. */
    public enum Sort {
        /** When it was made. */
        CREATED("k.createdAt"),
        /** The name. */
        NAME("k.name"),
        /** The expiry; what never expires comes last. */
        EXPIRES("k.expiresOrder"),
        /** The last use; what was never used comes first. */
        USED("k.lastUsedAt");

        private final String path;

        Sort(String path) {
            this.path = path;
        }

        String order(boolean descending) {
            String direction = descending ? " desc" : " asc";
            // A name is unique in its company, and its index says no more than that.
            return path + direction + (this == NAME ? "" : ", k.id" + direction);
        }
    }
}
