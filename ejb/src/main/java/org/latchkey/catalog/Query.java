package org.latchkey.catalog;

import java.util.List;
import java.util.Set;

/**
 * Which things are wanted, and what of them.
 *
 * @param kind what is wanted
 * @param condition for which things; {@link Condition#ALL} for all
 * @param search a text that one of the text fields has to hold, as every word of it; empty for anything
 * @param order by what they are sorted; by their id in the end, in the direction of the last one, so that there is one
 *     order only
 * @param skip how many to leave out at the beginning, from 0
 * @param top how many at most, from 0 to {@value #MOST}, and one more for whoever wants to know whether that is all
 * @param fields what is read; the id is there anyway
 * @param counted whether the page tells how many there are in all
 */
public record Query(
        Kind kind,
        Condition condition,
        String search,
        List<Order> order,
        int skip,
        int top,
        Set<Field> fields,
        boolean counted) {

    /** The most things of one page. */
    public static final int MOST = 1000;

    /** The most conditions and calls of a filter: more are no question of a person. */
    public static final int MOST_CONDITIONS = 200;

    /** The most characters of a search. */
    public static final int LONGEST_SEARCH = 100;

    /** Refuses pages that nobody may ask for; the caller has told its own before. */
    public Query {
        if (skip < 0 || top < 0 || top > MOST + 1) {
            throw new IllegalArgumentException("No such page");
        }
        order = List.copyOf(order);
        fields = Set.copyOf(fields);
    }

    /** All fields of all things, as far as they fit on a page. */
    public static Query all(Kind kind) {
        return new Query(kind, Condition.ALL, "", List.of(), 0, MOST, Set.copyOf(kind.fields()), false);
    }

    /** The same for other things. */
    public Query where(Condition another) {
        return new Query(kind, another, search, order, skip, top, fields, counted);
    }

    /**
     * One of the sort keys.
     *
     * @param term by which
     * @param descending whether the largest comes first
     */
    public record Order(Condition.Term term, boolean descending) {

        /** By a field. */
        public static Order by(Field field, boolean descending) {
            return new Order(new Condition.Value(field), descending);
        }
    }
}
