package org.latchkey.safe;

/** A sealed value and its half of the key. Immutable. */
public final class Sealed {

    private final String jwe;
    private final byte[] key;

    /**
     * As it was stored.
     *
     * @param jwe in compact serialization
     * @param key {@value Safe#HALF} random bytes
     */
    public Sealed(String jwe, byte[] key) {
        this.jwe = jwe;
        this.key = key.clone();
    }

    /** In compact serialization. */
    public String jwe() {
        return jwe;
    }

    /** A copy of the half of the key, to be stored beside it. */
    public byte[] key() {
        return key.clone();
    }
}
