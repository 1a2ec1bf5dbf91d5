package org.latchkey.audit;

import java.util.List;

/**
 * Some events of a longer list.
 *
 * @param rows newest first
 * @param newer whether there are newer ones
 * @param older whether there are older ones
 */
public record ActivityRows(List<ActivityEvent> rows, boolean newer, boolean older) {}
