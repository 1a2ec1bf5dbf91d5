package org.latchkey.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Sends the messages that wait for a webhook, one after the other. */
@ApplicationScoped
class Courier {

    /** Then others may have their turn. */
    private static final int MOST_IN_A_ROW = 50;

    @Inject
    private Deliveries deliveries;

    @Inject
    private Receivers receivers;

    /**
     * Sends what may be sent now, as far as the receiver takes it.
     *
     * @return whether there may be more
     */
    boolean serve(UUID webhook) {
        boolean received = true;
        for (int i = 0; received && i < MOST_IN_A_ROW; i++) {
            Optional<Attempt> attempt = deliveries.take(webhook);
            if (attempt.isEmpty()) {
                return false;
            }
            Answer answer = send(attempt.get());
            deliveries.tried(attempt.get(), answer);
            received = answer.isReceived();
        }
        return received;
    }

    /** Nothing is sent that its receiver could not verify. */
    private Answer send(Attempt attempt) {
        return attempt.secrets().isEmpty() ? Answer.none(DeliveryProblem.SECRET, 0) : receivers.send(attempt);
    }
}
