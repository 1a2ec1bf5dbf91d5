package org.latchkey.api;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.latchkey.apikey.Overlap;

/**
 * What becomes of the old secret of a key that gets a new one.
 *
 * @param overlap how long it lives on: {@code none}, {@code 1h}, {@code 24h} or {@code 7d}
 * @param untilUsed whether it ends as soon as the new one is used
 */
@Schema(name = "RegenerateKey", additionalProperties = Schema.False.class)
public record RegenerateKey(
        @Schema(
                description = "How long the old secret lives on.",
                enumeration = {"none", "1h", "24h", "7d"},
                defaultValue = "none",
                nullable = true)
        String overlap,

        @Schema(
                description = "Whether it ends as soon as the new one is used.",
                defaultValue = "false",
                nullable = true)
        Boolean untilUsed) {

    /** It ends at once. */
    static final RegenerateKey DEFAULT = new RegenerateKey("none", false);

    private static final Map<String, Overlap> OVERLAPS =
            Map.of("none", Overlap.NONE, "1h", Overlap.HOUR, "24h", Overlap.DAY, "7d", Overlap.WEEK);

    static RegenerateKey read(Fields fields) {
        String overlap = fields.text("overlap");
        if (overlap != null && !OVERLAPS.containsKey(overlap)) {
            fields.add("overlap", "unknown");
        }
        RegenerateKey wanted = new RegenerateKey(
                overlap == null ? DEFAULT.overlap : overlap, Boolean.TRUE.equals(fields.flag("untilUsed")));
        fields.requireValid();
        return wanted;
    }

    Overlap length() {
        return OVERLAPS.get(overlap);
    }
}
