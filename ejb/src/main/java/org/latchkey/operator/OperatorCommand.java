package org.latchkey.operator;

import java.util.List;
import org.latchkey.operate.OperatorAnswer;

/**
 * Something that the operator of the server may ask of it, and nobody else. Every bean of this kind is asked by {@link
 * OperatorDesk}, on a thread of its own, without a transaction and as nobody.
 */
public interface OperatorCommand {

    /** The first word of requests for it. */
    String name();

    /**
     * Does it.
     *
     * @param words those after its name
     */
    OperatorAnswer answer(List<String> words);
}
