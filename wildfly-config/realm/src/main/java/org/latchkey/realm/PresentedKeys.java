package org.latchkey.realm;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.authz.MapAttributes;

/** Verifies keys, and notes how they are used. */
final class PresentedKeys {

    private final KnownKeys keys;
    private final Clock clock;

    PresentedKeys(KnownKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    RealmIdentity identity() {
        return new KeyIdentity();
    }

    private final class KeyIdentity extends ProvenIdentity<ApiKeyEvidence, KeyRecord> {

        /** Of the presented secret; null where that never ends. */
        private Instant expiresAt;

        private int secretVersion;

        KeyIdentity() {
            super(ApiKeyEvidence.class);
        }

        @Override
        Optional<KeyRecord> verify(ApiKeyEvidence presented) throws RealmUnavailableException {
            Optional<KeyRecord> found = keys.find(presented.key().id());
            Instant now = clock.instant();
            // Same answer as for a wrong secret: existence stays private.
            Optional<Refusal> refusal = found.map(it -> it.refusalOf(
                                    presented.key(), presented.sender().address(), now)
                            .or(() -> keys.take(it, presented)))
                    .orElse(Optional.of(Refusal.UNKNOWN));
            if (refusal.isPresent()) {
                presented.refuse(refusal.get());
                return Optional.empty();
            }
            expiresAt = found.orElseThrow().endOf(presented.key());
            secretVersion = found.orElseThrow().versionOf(presented.key());
            note(found.orElseThrow(), presented, now);
            return found;
        }

        private void note(KeyRecord proven, ApiKeyEvidence presented, Instant now) throws RealmUnavailableException {
            if (proven.endsPrevious(presented.key(), now)) {
                keys.endPrevious(proven, now);
            }
            KeyUses.shared().note(proven.id(), now, presented.sender(), !proven.isCurrent(presented.key()));
            if (proven.expiresAt() != null && !now.isBefore(proven.expiresAt().minus(ApiKeyRealm.EXPIRES_SOON))) {
                presented.expiresSoon(proven.expiresAt());
            }
        }

        @Override
        String owner(KeyRecord proven) {
            return proven.owner();
        }

        @Override
        MapAttributes attributes(KeyRecord proven) {
            MapAttributes attributes = new MapAttributes();
            attributes.addFirst(ROLES_ATTRIBUTE, ApiKeyRealm.KEY_ROLE);
            attributes.addAll(ROLES_ATTRIBUTE, proven.permissions());
            attributes.addFirst(ApiKeyRealm.KEY_ATTRIBUTE, proven.id().toString());
            attributes.addFirst(ApiKeyRealm.COMPANY_ATTRIBUTE, Long.toString(proven.companyId()));
            if (proven.allCompanies()) {
                attributes.addFirst(ApiKeyRealm.EVERYWHERE_ATTRIBUTE, "true");
            }
            attributes.addFirst(ApiKeyRealm.SECRET_ATTRIBUTE, Integer.toString(secretVersion));
            if (expiresAt != null) {
                attributes.addFirst(ApiKeyRealm.EXPIRES_ATTRIBUTE, expiresAt.toString());
            }
            attributes.addAll(
                    ApiKeyRealm.ASKED_ATTRIBUTE,
                    proven.asked() == null ? Set.of(ApiKeyRealm.EVERYTHING) : proven.asked());
            return attributes;
        }
    }
}
