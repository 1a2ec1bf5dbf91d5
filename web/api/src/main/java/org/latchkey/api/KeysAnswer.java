package org.latchkey.api;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Some keys, the newest first.
 *
 * @param nextCursor asks for those that follow; absent where there are none
 */
@JsonbPropertyOrder({"keys", "nextCursor"})
@Schema(name = "Keys", requiredProperties = "keys")
public record KeysAnswer(
        @Schema(description = "The newest first.") List<KeyAnswer> keys,

        @Schema(description = "Asks for those that follow. Absent where there are none.")
        String nextCursor) {}
