package org.latchkey.api.odata;

import org.apache.olingo.server.api.ODataApplicationException;

/**
 * Counts the conditions, calls and sort keys of a filter, an order or a search while it is read: each may stand within the one
 * before.
 */
final class Parts {

    /** How many there may be: as deep as that goes with every stack. */
    static final int MOST = 300;

    private int count;

    /**
     * Counts one more.
     *
     * @throws ODataApplicationException 400 where that is one too many
     */
    void add() throws ODataApplicationException {
        count++;
        if (count > MOST) {
            throw Refusal.tooComplex();
        }
    }
}
