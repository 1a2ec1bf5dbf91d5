package org.latchkey.api;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;

/**
 * Some keys, the newest first.
 *
 * @param nextCursor asks for those that follow; absent where there are none
 */
@JsonbPropertyOrder({"keys", "nextCursor"})
public record KeysAnswer(List<KeyAnswer> keys, String nextCursor) {}
