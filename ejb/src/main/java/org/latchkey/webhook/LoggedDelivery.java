package org.latchkey.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * A message to a webhook as people see it.
 *
 * @param message its id as the receiver has it
 * @param body what was or is sent
 * @param attempts how many there were, since it was last sent again
 * @param dueAt when it is sent next; null where it is not, or at once
 * @param attemptedAt when it was last sent; null for never, and so for what follows
 * @param millis how long that took
 * @param answer the HTTP status that was answered; null where there was no answer
 * @param answerBody the first kibibyte of what was answered
 * @param problem why there was no answer; null where there was one
 */
public record LoggedDelivery(
        UUID id,
        String message,
        EventType type,
        String body,
        Instant createdAt,
        DeliveryStatus status,
        int attempts,
        Instant dueAt,
        Instant attemptedAt,
        Integer millis,
        Integer answer,
        String answerBody,
        DeliveryProblem problem) {}
