package org.latchkey.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationErrorResponse;
import com.nimbusds.oauth2.sdk.AuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import java.net.URI;
import java.util.Set;
import org.latchkey.client.Client;
import org.latchkey.token.CodeTerms;

/**
 * An authorization request of a known client that names one of its addresses, whatever else may be wrong with it.
 *
 * @param state null where there is none
 * @param error what is wrong; null where nothing is, and then all of the following is there
 * @param scopes what it asks for
 * @param audience what its tokens are to be for
 * @param challenge null for none
 * @param jkt null for none
 * @param again whether the user is to be asked even about what was granted before
 */
record AuthorizationRequest(
        Client client,
        String redirect,
        String state,
        ErrorObject error,
        Set<String> scopes,
        String audience,
        String challenge,
        String jkt,
        boolean again) {

    CodeTerms terms() {
        return new CodeTerms(scopes, audience, redirect, challenge, jkt);
    }

    /** The address that sends the user back with a code. */
    String success(org.latchkey.credential.Secret code, String issuer) {
        return new AuthorizationSuccessResponse(
                        URI.create(redirect),
                        new AuthorizationCode(code.reveal()),
                        null,
                        sdkState(),
                        new Issuer(issuer),
                        ResponseMode.QUERY)
                .toURI()
                .toString();
    }

    /** The address that sends the user back with an error. */
    String failure(ErrorObject wrong, String issuer) {
        return new AuthorizationErrorResponse(
                        URI.create(redirect), wrong, sdkState(), new Issuer(issuer), ResponseMode.QUERY)
                .toURI()
                .toString();
    }

    private State sdkState() {
        return state == null ? null : new State(state);
    }
}
