package org.latchkey.realm;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.dpop.verifiers.AccessTokenValidationException;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProtectedResourceRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InvalidDPoPProofException;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.net.URI;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Demands of whoever presents a token that is bound to a key that they have that key (RFC 9449, section 7). Safe for use by
 * several threads.
 */
final class TokenProofs {

    /** None is asked for, and none is accepted: a proof counts once, and for a minute. */
    private static final Set<Nonce> NO_NONCE = Set.of();

    private final DPoPProtectedResourceRequestVerifier verifier;
    private final Optional<String> server;

    /**
     * @param server its address, which proofs have to name; nothing that a request says of it counts
     * @param uses in which proofs are remembered
     */
    TokenProofs(Optional<String> server, ProofUses uses) {
        this.server = server;
        this.verifier = new DPoPProtectedResourceRequestVerifier(
                ProofUses.ALGORITHMS.stream().map(JWSAlgorithm::parse).collect(Collectors.toSet()),
                ProofUses.SKEW_SECONDS,
                ProofUses.AGE_SECONDS,
                uses);
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
        if (presented.proofs().size() != 1
                || presented.proofs().get(0).length() > ProofUses.LONGEST
                || presented.path() == null
                || server.isEmpty()) {
            return false;
        }
        try {
            SignedJWT proof = SignedJWT.parse(presented.proofs().get(0));
            JWK key = proof.getHeader().getJWK();
            // Looked at first: with another key nobody uses up a name of a proof.
            if (key == null || !key.computeThumbprint().toString().equals(jkt)) {
                return false;
            }
            verifier.verify(
                    presented.method(),
                    URI.create(server.get() + presented.path()),
                    new DPoPIssuer(jkt),
                    proof,
                    new DPoPAccessToken(presented.token().reveal()),
                    new JWKThumbprintConfirmation(new Base64URL(jkt)),
                    NO_NONCE,
                    context -> {});
            return true;
        } catch (ParseException
                | JOSEException
                | InvalidDPoPProofException
                | AccessTokenValidationException
                | IllegalArgumentException e) {
            return false;
        }
    }
}
