package org.latchkey.api;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types in which GraphQL is answered. */
enum GraphQlType {
    /** The one of GraphQL over HTTP. */
    GRAPHQL("application/graphql-response+json"),
    /** The one that programs without any idea of it take. */
    JSON("application/json");

    private static final Pattern QUALITY = Pattern.compile("q *= *(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)");
    private static final int MOST_RANGES = 50;

    private final String value;

    GraphQlType(String value) {
        this.value = value;
    }

    String value() {
        return value;
    }

    /**
     * The one that a caller likes best (RFC 9110, section 12.5.1); {@link #JSON} where it names neither of them.
     *
     * @param accept values of that header, possibly none
     * @return empty where the caller takes neither
     */
    static Optional<GraphQlType> wanted(List<String> accept) {
        List<Range> ranges = accept.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .filter(range -> !range.isEmpty())
                .limit(MOST_RANGES)
                .map(Range::parse)
                .toList();
        if (ranges.isEmpty()) {
            return Optional.of(JSON);
        }
        return Arrays.stream(values())
                .map(type -> match(type, ranges))
                .filter(match -> match.quality > 0)
                // Of two that are liked the same, the one that is named; of two that are named, the better one.
                .max(Comparator.<Match>comparingDouble(Match::quality)
                        .thenComparing(Match::precision)
                        .thenComparing(match -> (match.precision == Range.EXACT) == (match.type == GRAPHQL)))
                .map(Match::type);
    }

    private static Match match(GraphQlType type, List<Range> ranges) {
        return ranges.stream()
                .filter(range -> range.covers(type))
                .max(Comparator.comparing(Range::precision))
                .map(range -> new Match(type, range.quality, range.precision()))
                .orElse(new Match(type, 0, 0));
    }

    private record Match(GraphQlType type, double quality, int precision) {}

    private record Range(String type, double quality) {

        static final int EXACT = 2;

        static Range parse(String text) {
            String[] parts = text.split(";", -1);
            double quality = 1;
            for (String parameter : parts) {
                Matcher matcher = QUALITY.matcher(parameter.strip().toLowerCase(Locale.ROOT));
                if (matcher.matches()) {
                    quality = Double.parseDouble(matcher.group(1));
                }
            }
            return new Range(parts[0].strip().toLowerCase(Locale.ROOT), quality);
        }

        boolean covers(GraphQlType other) {
            return type.equals(other.value) || type.equals("application/*") || type.equals("*/*");
        }

        int precision() {
            return switch (type) {
                case "*/*" -> 0;
                case "application/*" -> 1;
                default -> EXACT;
            };
        }
    }
}
