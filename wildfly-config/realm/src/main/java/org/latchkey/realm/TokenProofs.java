package org.latchkey.realm;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProofUse;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.util.singleuse.AlreadyUsedException;
import java.security.Key;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Demands of whoever presents a token that is bound to a key that they have that key (RFC 9449, sections 4.3 and 7).
 *
 * <p>The SDK's own verifier of such requests is not used: it undoes escapes in a path before it compares it, and refuses
 * {@code /products/%C3%A4} whatever a proof says. Safe for use by several threads.
 */
final class TokenProofs {

    private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");

    private final DefaultJWTProcessor<SecurityContext> signatures = new DefaultJWTProcessor<>();
    private final Optional<String> server;
    private final ProofUses uses;
    private final Clock clock;

    /**
     * @param server its address, which proofs have to name; nothing that a request says of it counts
     * @param uses in which proofs are remembered
     */
    TokenProofs(Optional<String> server, ProofUses uses, Clock clock) {
        this.server = server;
        this.uses = uses;
        this.clock = clock;
        signatures.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(TYPE));
        signatures.setJWSKeySelector((header, context) -> keys(header));
    }

    /**
     * Why a token is not let in; empty where it is.
     *
     * @param jkt the thumbprint of the key to which the token is bound; null where it is bound to none
     */
    Optional<Refusal> refusalOf(TokenEvidence presented, String jkt) {
        boolean bound = jkt != null;
        // Neither may a bound token pass for one that is not, nor the other way round, as if a proof had been looked
        // at.
        if (presented.isBound() != bound || (bound && presented.proofs().isEmpty())) {
            return Optional.of(Refusal.PROOF_MISSING);
        }
        return !bound || proves(presented, jkt) ? Optional.empty() : Optional.of(Refusal.PROOF_INVALID);
    }

    private boolean proves(TokenEvidence presented, String jkt) {
        if (presented.proofs().size() != 1 || presented.proofs().get(0).length() > ProofUses.LONGEST) {
            return false;
        }
        try {
            SignedJWT proof = SignedJWT.parse(presented.proofs().get(0));
            JWK key = proof.getHeader().getJWK();
            if (key == null || !key.computeThumbprint().toString().equals(jkt)) {
                return false;
            }
            JWTClaimsSet claims = signatures.process(proof, null);
            // Last: what is refused for another reason is not used up.
            return isFor(presented, claims) && isFresh(claims) && isFirst(jkt, claims.getJWTID());
        } catch (ParseException | JOSEException | BadJOSEException e) {
            return false;
        }
    }

    private boolean isFor(TokenEvidence presented, JWTClaimsSet claims) throws ParseException {
        if (server.isEmpty() || presented.path() == null) {
            return false;
        }
        String hash = Base64URL.encode(presented.token().digest().toBytes()).toString();
        return presented.method().equals(claims.getStringClaim("htm"))
                && (server.get() + presented.path()).equals(claims.getStringClaim("htu"))
                && hash.equals(claims.getStringClaim("ath"));
    }

    private boolean isFresh(JWTClaimsSet claims) {
        if (claims.getIssueTime() == null) {
            return false;
        }
        Instant issuedAt = claims.getIssueTime().toInstant();
        Instant now = clock.instant();
        return !issuedAt.isBefore(now.minusSeconds(ProofUses.AGE_SECONDS))
                && !issuedAt.isAfter(now.plusSeconds(ProofUses.SKEW_SECONDS));
    }

    private boolean isFirst(String jkt, String id) {
        if (id == null || id.isBlank()) {
            return false;
        }
        try {
            uses.markAsUsed(new DPoPProofUse(new DPoPIssuer(jkt), new JWTID(id), ProofUses.AGE_SECONDS));
            return true;
        } catch (AlreadyUsedException e) {
            return false;
        }
    }

    private static List<Key> keys(JWSHeader header) {
        if (!ProofUses.ALGORITHMS.contains(header.getAlgorithm().getName())
                || !(header.getJWK() instanceof AsymmetricJWK key)) {
            return List.of();
        }
        try {
            return List.of(key.toPublicKey());
        } catch (JOSEException e) {
            return List.of();
        }
    }
}
