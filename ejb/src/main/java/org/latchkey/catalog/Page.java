package org.latchkey.catalog;

import java.util.List;

/**
 * Some of what was asked for.
 *
 * @param items as many as were wanted, in the order that was wanted
 * @param count how many there are in all; -1 where nobody asked
 */
public record Page(List<Item> items, long count) {}
