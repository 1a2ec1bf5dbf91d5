package org.latchkey.webhook;

import java.time.Duration;

/**
 * How an attempt went.
 *
 * @param status what the receiver has answered; null where it has not
 * @param body the beginning of that; null where there was no answer
 * @param retryAfter how long the receiver has asked to wait; null where it has not
 * @param problem why there was no answer; null where there was one
 * @param millis how long it took
 */
record Answer(Integer status, String body, Duration retryAfter, DeliveryProblem problem, int millis) {

    private static final int GONE = 410;

    static Answer none(DeliveryProblem problem, long millis) {
        return new Answer(null, null, null, problem, (int) millis);
    }

    boolean isReceived() {
        return status != null && status >= 200 && status < 300;
    }

    /** Whether the receiver wants nothing more. */
    boolean isGone() {
        return status != null && status == GONE;
    }
}
