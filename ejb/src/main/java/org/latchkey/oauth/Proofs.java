package org.latchkey.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPTokenRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InvalidDPoPProofException;
import com.nimbusds.openid.connect.sdk.Nonce;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.Set;
import org.latchkey.client.Client;
import org.latchkey.realm.ProofUses;

/** Verifies the proofs of possession (RFC 9449) that come with requests for tokens. */
@ApplicationScoped
class Proofs {

    /** The time in a proof is enough: none has to bring a nonce of ours. */
    private static final Set<Nonce> NO_NONCES = null;

    @Inject
    private Issuer issuer;

    /**
     * What became of a proof.
     *
     * @param isAccepted whether it is in order, or none is there and none is needed
     * @param jkt the thumbprint of the proven key; null for none
     */
    record Outcome(boolean isAccepted, String jkt) {}

    Outcome verify(OAuthRequest request, Client client) {
        if (request.dpop().isEmpty()) {
            return new Outcome(!client.settings().dpopRequired(), null);
        }
        String proof = request.dpop().get(0);
        if (request.dpop().size() > 1 || proof.length() > ProofUses.LONGEST) {
            return new Outcome(false, null);
        }
        try {
            SignedJWT jwt = SignedJWT.parse(proof);
            DPoPTokenRequestVerifier verifier = new DPoPTokenRequestVerifier(
                    Set.copyOf(ClientProof.ALGORITHMS),
                    issuer.address(request.path()),
                    ProofUses.SKEW_SECONDS,
                    ProofUses.AGE_SECONDS,
                    ProofUses.shared());
            String key = jwt.getHeader().getJWK() == null
                    ? ""
                    : jwt.getHeader().getJWK().computeThumbprint().toString();
            return new Outcome(
                    true,
                    verifier.verify(new DPoPIssuer(key), jwt, NO_NONCES)
                            .getValue()
                            .toString());
        } catch (ParseException | InvalidDPoPProofException | JOSEException | IllegalArgumentException e) {
            return new Outcome(false, null);
        }
    }
}
