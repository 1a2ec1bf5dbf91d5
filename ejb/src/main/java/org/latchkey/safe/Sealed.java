package org.latchkey.safe;

/**
 * A sealed value and its half of the key.
 *
 * @param jwe in compact serialization
 * @param key {@value Safe#HALF} random bytes
 */
public record Sealed(String jwe, byte[] key) {

    /** Nothing of either: a log is not the place for it. */
    @Override
    public String toString() {
        return "[sealed]";
    }
}
