package org.latchkey.oauth;

/** What comes after an authorization request was judged. */
public sealed interface Step {

    /**
     * The request cannot be trusted: the user is told so here, and sent nowhere.
     *
     * @param reason a stable word: {@code unknown-client}, {@code unregistered-redirect} or {@code malformed}
     */
    record Refused(String reason) implements Step {}

    /**
     * The user is sent back to the application.
     *
     * @param address with a code, or with an error
     */
    record SendBack(String address) implements Step {

        /** Where to, without the code that is in it. */
        @Override
        public String toString() {
            return "SendBack";
        }
    }

    /** The user is asked. */
    record Ask(ConsentRequest request) implements Step {}
}
