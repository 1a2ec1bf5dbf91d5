package org.latchkey.token;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.latchkey.credential.Scopes;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.Text;

/**
 * What short-lived tokens are to be.
 *
 * @param lifetime 1 minute to 24 hours
 * @param count how many of them, 1 to {@value #MOST_AT_ONCE}
 * @param requestLimit how many requests may be made with each, 1 to {@value #MOST_REQUESTS}
 * @param name of up to 100 characters; possibly empty
 * @param scopes what each may do of what its key may: {@code read}, {@code write} or permissions; 1 to {@value #MOST_SCOPES}
 * @param issuer the address of this server
 * @param audience the issuer, or an address below it (RFC 8707)
 * @param jkt the thumbprint of the key that has to be proven with each (RFC 9449); null for none
 */
public record KeyTokenTerms(
        Duration lifetime,
        int count,
        int requestLimit,
        String name,
        Set<String> scopes,
        String issuer,
        String audience,
        String jkt) {

    /** The shortest lifetime. */
    public static final Duration SHORTEST = Duration.ofMinutes(1);

    /** The longest lifetime. */
    public static final Duration LONGEST = Duration.ofHours(24);

    /** The lifetime where none is named. */
    public static final Duration LIFETIME = Duration.ofHours(1);

    /** The most tokens of one creation. */
    public static final int MOST_AT_ONCE = 25;

    /** The most requests of one token. */
    public static final int MOST_REQUESTS = 1_000_000;

    /** The requests of one token where no number is named. */
    public static final int REQUESTS = 5000;

    /** The most scopes of one token. */
    public static final int MOST_SCOPES = 30;

    /** Takes null for no name, and none without spaces around it. */
    public KeyTokenTerms {
        name = name == null ? "" : name.strip();
        scopes = Set.copyOf(scopes);
    }

    /** The rules that this breaks; fields are named as the API has them. */
    List<Violation> violations(Collection<String> resources) {
        List<Violation> violations = new ArrayList<>();
        if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
            violations.add(new Violation("expiresIn", "out-of-range"));
        }
        if (count < 1 || count > MOST_AT_ONCE) {
            violations.add(new Violation("count", "out-of-range"));
        }
        if (requestLimit < 1 || requestLimit > MOST_REQUESTS) {
            violations.add(new Violation("requestLimit", "out-of-range"));
        }
        if (!name.isEmpty()) {
            Text.violation("name", name).ifPresent(violations::add);
        }
        scopeViolation(resources).ifPresent(code -> violations.add(new Violation("permissions", code)));
        return violations;
    }

    private Optional<String> scopeViolation(Collection<String> resources) {
        if (scopes.isEmpty()) {
            return Optional.of("required");
        }
        if (scopes.size() > MOST_SCOPES) {
            return Optional.of("too-many");
        }
        if (scopes.stream().anyMatch(Scopes.NEVER_DELEGATED::contains)) {
            return Optional.of("never-delegated");
        }
        return scopes.stream().allMatch(scope -> Scopes.isKnown(scope, resources))
                ? Optional.empty()
                : Optional.of("unknown");
    }
}
