package org.latchkey.chain;

/**
 * How a chain ends.
 *
 * @param sequence the number of its last event, 0 where there is none yet
 * @param hash the hash of its last event, {@link Link#START} where there is none yet
 */
record Head(long sequence, String hash) {}
