package org.latchkey.realm;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.latchkey.credential.Digest;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.authz.MapAttributes;

/**
 * Verifies access tokens, and notes when their consents are used.
 *
 * <p>No signature is looked at: a token that the server has not issued has no record, and of one that it has, the digest of
 * the whole is what its record is found by.
 */
final class PresentedTokens {

    private final Clock clock;
    private final TokenLookup lookup;
    private final RecordCache<Digest, TokenRecord> cache = RecordCache.tokens();
    private final TokenProofs proofs;

    PresentedTokens(RealmSource source, Clock clock) {
        this.lookup = new TokenLookup(source);
        this.proofs = new TokenProofs(ServerUrl.configured(), ProofUses.shared(), clock);
        this.clock = clock;
    }

    RealmIdentity identity() {
        return new TokenIdentity();
    }

    private final class TokenIdentity extends ProvenIdentity<TokenEvidence, TokenRecord> {

        TokenIdentity() {
            super(TokenEvidence.class);
        }

        @Override
        Optional<TokenRecord> verify(TokenEvidence presented) throws RealmUnavailableException {
            Optional<TokenRecord> found = cache.find(presented.token().digest(), lookup::find);
            Instant now = clock.instant();
            Optional<Refusal> refusal = found.map(it -> it.refusalOf(presented.path(), now)
                            // Last: the proof of a request that is refused anyway is not used up.
                            .or(() -> proofs.refusalOf(presented, it.jkt())))
                    .orElse(Optional.of(Refusal.TOKEN_UNKNOWN));
            if (refusal.isPresent()) {
                presented.refuse(refusal.get());
                return Optional.empty();
            }
            if (found.orElseThrow().consent() != null) {
                TokenUses.shared().note(found.orElseThrow().consent(), now);
            }
            return found;
        }

        @Override
        String owner(TokenRecord proven) {
            return proven.owner();
        }

        @Override
        MapAttributes attributes(TokenRecord proven) {
            Set<String> permissions = proven.permissions();
            MapAttributes attributes = new MapAttributes();
            attributes.addFirst(ROLES_ATTRIBUTE, ApiKeyRealm.TOKEN_ROLE);
            attributes.addAll(ROLES_ATTRIBUTE, permissions);
            attributes.addFirst(ApiKeyRealm.CLIENT_ATTRIBUTE, proven.client().toString());
            attributes.addFirst(ApiKeyRealm.COMPANY_ATTRIBUTE, Long.toString(proven.companyId()));
            attributes.addAll(ApiKeyRealm.ASKED_ATTRIBUTE, permissions);
            attributes.addFirst(ApiKeyRealm.TOKEN_ATTRIBUTE, proven.id().toString());
            attributes.addAll(ApiKeyRealm.SCOPES_ATTRIBUTE, proven.scopes());
            attributes.addFirst(
                    ApiKeyRealm.EXPIRES_ATTRIBUTE, proven.expiresAt().toString());
            return attributes;
        }
    }
}
