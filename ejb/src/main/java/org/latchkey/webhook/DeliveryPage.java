package org.latchkey.webhook;

import java.util.List;

/**
 * Some messages of a longer list.
 *
 * @param rows newest first
 * @param total how many there are in all
 */
public record DeliveryPage(List<LoggedDelivery> rows, long total) {}
