package org.latchkey.catalog;

import java.util.List;
import java.util.Set;

/**
 * What has to be true of a thing. Becomes SQL, and never looks at things in memory.
 *
 * <p>There is no third truth beside true and false: a comparison with a field that has no value is false, but for equal
 * with nothing, and for unequal with anything else.
 */
public sealed interface Condition {

    /** True of everything. */
    Condition ALL = new And(List.of());

    /** All of these; of none, everything. */
    record And(List<Condition> conditions) implements Condition {
        /** Keeps a copy. */
        public And {
            conditions = List.copyOf(conditions);
        }
    }

    /** At least one of these; of none, nothing. */
    record Or(List<Condition> conditions) implements Condition {
        /** Keeps a copy. */
        public Or {
            conditions = List.copyOf(conditions);
        }
    }

    /** The opposite. */
    record Not(Condition condition) implements Condition {}

    /** Two terms compared. Texts are compared without regard to case, as the database sorts them. */
    record Compare(Term left, Comparison comparison, Term right) implements Condition {}

    /**
     * One of some values.
     *
     * @param values of the type of the field, at most 1,000, none of them null
     */
    record In(Field field, Set<Object> values) implements Condition {
        /** Keeps a copy. */
        public In {
            values = Set.copyOf(values);
        }
    }

    /** A text that holds another one somewhere. */
    record Match(Term text, Place place, Term part) implements Condition {}

    /** How two terms are compared. */
    enum Comparison {
        EQUAL,
        UNEQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        LESS,
        LESS_OR_EQUAL
    }

    /** Where in a text another one is looked for. */
    enum Place {
        /** At the beginning. */
        START,
        /** At the end. */
        END,
        /** Anywhere. */
        ANYWHERE
    }

    /** What has a value. */
    sealed interface Term {}

    /** What a field holds. */
    record Value(Field field) implements Term {}

    /**
     * Always the same.
     *
     * @param value of the class of a {@link Field.Type}; null for nothing
     */
    record Constant(Object value) implements Term {}

    /** A field compared with a value of its type, or with nothing. */
    static Condition of(Field field, Comparison comparison, Object value) {
        return new Compare(new Value(field), comparison, new Constant(value));
    }
}
