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

    /**
     * True of what refers to something of which something else is true.
     *
     * @param field that holds the id of the other thing
     * @param kind what the other thing is
     * @param condition that is true of the other thing
     */
    record Related(Field field, Kind kind, Condition condition) implements Condition {}

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
     * @param value of the class of a {@link Field.Type}, or a {@link java.time.LocalDate}; null for nothing
     */
    record Constant(Object value) implements Term {}

    /**
     * What is computed from others; nothing where one of them is nothing.
     *
     * @param terms as many as the function takes, of the types that it takes
     */
    record Call(Function function, List<Term> terms) implements Term {
        /** Keeps a copy. */
        public Call {
            terms = List.copyOf(terms);
        }
    }

    /**
     * What a field of a thing holds to which another field refers; nothing where it refers to nothing.
     *
     * @param field that holds the id of the other thing
     * @param kind what the other thing is
     * @param value the field of the other thing
     */
    record RelatedValue(Field field, Kind kind, Field value) implements Term {}

    /** How a term is computed. Texts are counted in characters, from 0. */
    enum Function {
        /** A text in small letters. */
        LOWER,
        /** A text in capital letters. */
        UPPER,
        /** A text without spaces around it. */
        TRIM,
        /** How many characters a text has. */
        LENGTH,
        /** Two texts, one behind the other. */
        CONCAT,
        /** Where in a text another one begins; -1 where it is not in it. */
        POSITION,
        /** A text from a place on, and where there is a third term, so many characters of it. */
        SUBSTRING,
        /** The sum of two numbers. */
        ADD,
        /** The first of two numbers without the second. */
        SUBTRACT,
        /** The product of two numbers. */
        MULTIPLY,
        /** The first of two numbers by the second; nothing where that is 0. */
        DIVIDE,
        /** The same without what is behind the point. */
        DIVIDE_WHOLE,
        /** What the division of two numbers leaves over; nothing where the second is 0. */
        MODULO,
        /** A number with the other sign. */
        NEGATE,
        /** The largest whole number that is not larger. */
        FLOOR,
        /** The smallest whole number that is not smaller. */
        CEILING,
        /** The nearest whole number. */
        ROUND,
        /** The day of an instant, in UTC. */
        DATE,
        /** The year of an instant, in UTC. */
        YEAR,
        /** The month of an instant, in UTC, from 1. */
        MONTH,
        /** The day of the month of an instant, in UTC, from 1. */
        DAY,
        /** The hour of an instant, in UTC. */
        HOUR,
        /** The minute of an instant. */
        MINUTE,
        /** The second of an instant. */
        SECOND
    }

    /** A field compared with a value of its type, or with nothing. */
    static Condition of(Field field, Comparison comparison, Object value) {
        return new Compare(new Value(field), comparison, new Constant(value));
    }

    /** How many conditions and calls one consists of; at most {@value Query#MOST_CONDITIONS} are answered. */
    static int size(Condition condition) {
        return Conditions.size(condition);
    }
}
