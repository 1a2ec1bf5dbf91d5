package org.latchkey.realm;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.latchkey.credential.Digest;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.authz.MapAttributes;

/**
 * Verifies access tokens, and notes when their consents and their keys are used.
 *
 * <p>No signature is looked at: a token that the server has not issued has no record, and of one that it has, the digest of
 * the whole is what its record is found by.
 */
final class PresentedTokens {

    private final Clock clock;
    private final TokenLookup lookup;
    private final RecordCache<Digest, TokenRecord> cache = RecordCache.tokens();
    private final KnownKeys keys;
    private final TokenProofs proofs;
    private final RequestLimits.Ledger ledger;

    /** Of grants to clients. */
    private final RateLimits<UUID> limits = new RateLimits<>();

    PresentedTokens(RealmSource source, KnownKeys keys, Clock clock) {
        this.lookup = new TokenLookup(source);
        this.keys = keys;
        this.ledger = new TakenRequests(source);
        this.proofs = new TokenProofs(ServerUrl.configured(), ProofUses.shared(), clock);
        this.clock = clock;
    }

    RealmIdentity identity() {
        return new TokenIdentity();
    }

    private final class TokenIdentity extends ProvenIdentity<TokenEvidence, ProvenToken> {

        TokenIdentity() {
            super(TokenEvidence.class);
        }

        @Override
        Optional<ProvenToken> verify(TokenEvidence presented) throws RealmUnavailableException {
            Optional<TokenRecord> found = cache.find(presented.token().digest(), lookup::find);
            Instant now = clock.instant();
            Optional<Refusal> refusal =
                    found.map(it -> it.refusalOf(presented.path(), now)).orElse(Optional.of(Refusal.TOKEN_UNKNOWN));
            if (refusal.isPresent()) {
                return refused(presented, refusal.get());
            }
            TokenRecord token = found.orElseThrow();
            return token.key() == null ? verifyGranted(presented, token, now) : verifyOfKey(presented, token, now);
        }

        private Optional<ProvenToken> verifyGranted(TokenEvidence presented, TokenRecord token, Instant now) {
            Optional<Refusal> refusal =
                    proofs.refusalOf(presented, token.jkt()).or(() -> take(token.grant(), presented));
            if (refusal.isPresent()) {
                return refused(presented, refusal.get());
            }
            if (token.grant().consent() != null) {
                TokenUses.shared().note(token.grant().consent(), now);
            }
            return Optional.of(ProvenToken.of(token, token.grant()));
        }

        private Optional<ProvenToken> verifyOfKey(TokenEvidence presented, TokenRecord token, Instant now)
                throws RealmUnavailableException {
            Optional<KeyRecord> key = keys.find(token.key().id());
            Optional<Refusal> refusal = key.map(
                            it -> it.refusalOf(token.key(), presented.sender().address(), now)
                                    .or(() -> proofs.refusalOf(presented, token.jkt()))
                                    .or(() -> keys.take(it, presented)))
                    .orElse(Optional.of(Refusal.TOKEN_ENDED));
            if (refusal.isPresent()) {
                return refused(presented, refusal.get());
            }
            // Last: what is refused for another reason is no request that was made.
            if (token.key().limited() && !RequestLimits.shared().take(token.id(), ledger)) {
                // Whoever goes on with it takes nothing from the key and its other tokens.
                keys.giveBack(key.orElseThrow(), presented);
                return refused(presented, Refusal.TOKEN_EXHAUSTED);
            }
            KeyUses.shared().note(token.key().id(), now, presented.sender(), false);
            return Optional.of(ProvenToken.of(token, key.orElseThrow()));
        }

        private Optional<Refusal> take(TokenRecord.Grant grant, TokenEvidence presented) {
            RateLimits.Left left = limits.take(grant.counted(), grant.requestsPerMinute());
            presented.left("client", left);
            return left.taken() ? Optional.empty() : Optional.of(Refusal.CLIENT_RATE_LIMIT);
        }

        private static Optional<ProvenToken> refused(TokenEvidence presented, Refusal refusal) {
            presented.refuse(refusal);
            return Optional.empty();
        }

        @Override
        String owner(ProvenToken proven) {
            return proven.owner();
        }

        @Override
        MapAttributes attributes(ProvenToken proven) {
            TokenRecord token = proven.token();
            MapAttributes attributes = new MapAttributes();
            attributes.addFirst(ROLES_ATTRIBUTE, ApiKeyRealm.TOKEN_ROLE);
            attributes.addAll(ROLES_ATTRIBUTE, proven.permissions());
            if (token.key() == null) {
                attributes.addFirst(
                        ApiKeyRealm.CLIENT_ATTRIBUTE, token.grant().client().toString());
            } else {
                attributes.addFirst(ApiKeyRealm.KEY_ATTRIBUTE, token.key().id().toString());
            }
            attributes.addFirst(ApiKeyRealm.COMPANY_ATTRIBUTE, Long.toString(proven.companyId()));
            attributes.addAll(ApiKeyRealm.ASKED_ATTRIBUTE, proven.permissions());
            attributes.addFirst(ApiKeyRealm.TOKEN_ATTRIBUTE, token.id().toString());
            attributes.addAll(ApiKeyRealm.SCOPES_ATTRIBUTE, token.scopes());
            attributes.addFirst(ApiKeyRealm.EXPIRES_ATTRIBUTE, token.expiresAt().toString());
            return attributes;
        }
    }
}
