package org.latchkey.api;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.latchkey.apikey.KeyQuery;
import org.latchkey.apikey.KeyStatus;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;

/**
 * Which keys to list, as it stands in an address. An empty parameter is as good as none; an unknown one is refused, since
 * whoever has mistyped it would get other keys than they think.
 *
 * @param companyId null for the company of the key that asks
 * @param after where to go on; null to begin
 */
record ListQuery(Long companyId, KeyQuery keys, int limit, Cursor after) {

    static final int MOST = 100;
    static final int DEFAULT_LIMIT = 50;

    private static final Set<String> KNOWN = Set.of("companyId", "search", "status", "ownerId", "limit", "cursor");

    static ListQuery read(MultivaluedMap<String, String> parameters) {
        Reader reader = new Reader(parameters);
        Long companyId = reader.number("companyId");
        Long limit = reader.number("limit");
        if (limit != null && (limit < 1 || limit > MOST)) {
            reader.add("limit", "out-of-range");
        }
        KeyQuery keys = new KeyQuery(
                reader.text("search").orElse(""),
                reader.status(),
                reader.number("ownerId"),
                KeyQuery.Sort.CREATED,
                true);
        Cursor after = reader.cursor();
        reader.requireValid();
        return new ListQuery(companyId, keys, limit == null ? DEFAULT_LIMIT : limit.intValue(), after);
    }

    private static final class Reader {

        private final MultivaluedMap<String, String> parameters;
        private final List<Violation> violations = new ArrayList<>();

        Reader(MultivaluedMap<String, String> parameters) {
            this.parameters = parameters;
            parameters.forEach((name, values) -> {
                if (!KNOWN.contains(name)) {
                    add(Fields.shown(name), "unknown");
                } else if (values.size() > 1) {
                    add(name, "too-many");
                }
            });
        }

        Optional<String> text(String name) {
            return Optional.ofNullable(parameters.getFirst(name)).filter(it -> !it.isEmpty());
        }

        Long number(String name) {
            try {
                return text(name).map(Long::valueOf).orElse(null);
            } catch (NumberFormatException e) {
                add(name, "malformed");
                return null;
            }
        }

        KeyStatus status() {
            Optional<String> word = text("status");
            Optional<KeyStatus> status = word.flatMap(it -> Stream.of(KeyStatus.values())
                    .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(it))
                    .findFirst());
            if (word.isPresent() && status.isEmpty()) {
                add("status", "unknown");
            }
            return status.orElse(null);
        }

        Cursor cursor() {
            Optional<String> word = text("cursor");
            Optional<Cursor> cursor = word.flatMap(Cursor::parse);
            if (word.isPresent() && cursor.isEmpty()) {
                add("cursor", "malformed");
            }
            return cursor.orElse(null);
        }

        void add(String name, String code) {
            violations.add(new Violation(name, code));
        }

        void requireValid() {
            if (!violations.isEmpty()) {
                throw new Invalid(violations.subList(0, Math.min(violations.size(), Fields.MOST_ERRORS)));
            }
        }
    }
}
