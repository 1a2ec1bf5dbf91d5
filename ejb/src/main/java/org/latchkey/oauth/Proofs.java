package org.latchkey.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProofUse;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPTokenRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InvalidDPoPProofException;
import com.nimbusds.oauth2.sdk.util.singleuse.AlreadyUsedException;
import com.nimbusds.openid.connect.sdk.Nonce;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
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
     * @param use by which it is remembered; null for none
     */
    record Outcome(boolean isAccepted, String jkt, DPoPProofUse use) {

        /** Uses it up: false where it was used before. */
        boolean isFirstUse() {
            if (use == null) {
                return true;
            }
            try {
                ProofUses.shared().markAsUsed(use);
                return true;
            } catch (AlreadyUsedException e) {
                return false;
            }
        }
    }

    /** To be told of whichever is wrong. */
    static final String REFUSAL = "The DPoP proof is missing, was used before, or is not in order.";

    private static final Outcome REFUSED = new Outcome(false, null, null);

    /** Verifies a client's proof, and leaves it to {@link Outcome#isFirstUse} whether it was used before. */
    Outcome verify(OAuthRequest request, Client client) {
        return verify(request, client.settings().dpopRequired());
    }

    /** The same of whoever proves something, or has to. */
    Outcome verify(OAuthRequest request, boolean required) {
        if (request.dpop().isEmpty()) {
            return new Outcome(!required, null, null);
        }
        String proof = request.dpop().get(0);
        if (request.dpop().size() > 1 || proof.length() > ProofUses.LONGEST) {
            return REFUSED;
        }
        try {
            SignedJWT jwt = SignedJWT.parse(proof);
            List<DPoPProofUse> uses = new ArrayList<>();
            DPoPTokenRequestVerifier verifier = new DPoPTokenRequestVerifier(
                    Set.copyOf(ClientProof.ALGORITHMS),
                    issuer.address(request.path()),
                    ProofUses.SKEW_SECONDS,
                    ProofUses.AGE_SECONDS,
                    uses::add);
            String key = jwt.getHeader().getJWK() == null
                    ? ""
                    : jwt.getHeader().getJWK().computeThumbprint().toString();
            String jkt = verifier.verify(new DPoPIssuer(key), jwt, NO_NONCES)
                    .getValue()
                    .toString();
            return new Outcome(true, jkt, uses.get(0));
        } catch (ParseException | InvalidDPoPProofException | JOSEException | IllegalArgumentException e) {
            return REFUSED;
        }
    }
}
