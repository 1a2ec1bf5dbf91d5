package org.latchkey.apikey;

import java.util.List;

/**
 * Some rows of a longer list.
 *
 * @param rows those asked for, in the order asked for
 * @param total how many there are in all
 */
public record KeyPage(List<KeySummary> rows, long total) {}
