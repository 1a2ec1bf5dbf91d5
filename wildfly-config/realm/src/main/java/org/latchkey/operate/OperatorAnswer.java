package org.latchkey.operate;

import java.util.List;

/**
 * What the server answers to its operator.
 *
 * @param status with which the operator's command ends: 0 where it is done
 * @param lines for standard output where it is done, otherwise for standard error; they may hold secrets
 */
public record OperatorAnswer(int status, List<String> lines) {

    /** Something in the request is wrong, as {@code EX_USAGE} of {@code sysexits.h}. */
    public static final int USAGE = 64;

    /** The server cannot be reached, as {@code EX_UNAVAILABLE}. */
    public static final int UNAVAILABLE = 69;

    /** The server has failed, as {@code EX_SOFTWARE}. */
    public static final int FAILED = 70;

    /** The server refuses, as {@code EX_NOPERM}. */
    public static final int REFUSED = 77;

    /** What is asked for is done. */
    public static OperatorAnswer done(String... lines) {
        return new OperatorAnswer(0, List.of(lines));
    }

    /** It is not done. */
    public static OperatorAnswer not(int status, String reason) {
        return new OperatorAnswer(status, List.of(reason));
    }

    /** The status only: the lines may hold secrets. */
    @Override
    public String toString() {
        return Integer.toString(status);
    }
}
