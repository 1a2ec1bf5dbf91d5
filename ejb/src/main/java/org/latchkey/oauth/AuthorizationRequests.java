package org.latchkey.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.latchkey.client.Client;
import org.latchkey.client.Grant;
import org.latchkey.client.RedirectUri;

/** Judges authorization requests: first whom they come from and where they lead, then everything else. */
@ApplicationScoped
class AuthorizationRequests {

    private static final int LONGEST_STATE = 1000;

    /** A SHA-256 in base64url: of a verifier, or of a key. */
    private static final Pattern SHA256 = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** What comes back to the letter. */
    private static final Pattern STATE = Pattern.compile("[!-~](?:[ -~]*[!-~])?");

    private static final ErrorObject REQUEST_OBJECT =
            new ErrorObject("request_not_supported", "Request objects are not supported.", 400);

    @Inject
    private Issuer issuer;

    @Inject
    private ClientProof clients;

    /**
     * One of the two.
     *
     * @param refused why the request cannot be trusted as far as to send the user back
     */
    record Judged(AuthorizationRequest request, String refused) {}

    Judged judge(Form form) {
        Optional<Client> client = form.isRepeated("client_id") ? Optional.empty() : clients.find(form.get("client_id"));
        if (client.isEmpty()) {
            return new Judged(null, "unknown-client");
        }
        String redirect = form.isRepeated("redirect_uri") ? null : form.get("redirect_uri");
        if (redirect == null
                || client.get().settings().redirects().stream()
                        .noneMatch(registered -> RedirectUri.matches(registered, redirect))) {
            return new Judged(null, "unregistered-redirect");
        }
        return new Judged(judge(client.get(), redirect, form), null);
    }

    private AuthorizationRequest judge(Client client, String redirect, Form form) {
        String state = form.isRepeated("state") || !isState(form.get("state")) ? null : form.get("state");
        // All that the client has registered, where it names none.
        Set<String> scopes = form.has("scope") ? form.scopes() : client.scopes();
        String audience = form.has("resource") ? form.get("resource") : issuer.value();
        ErrorObject error = errorIn(client, form, scopes, audience).orElse(null);
        return new AuthorizationRequest(
                client,
                redirect,
                state,
                error,
                scopes,
                audience,
                form.get("code_challenge"),
                form.get("dpop_jkt"),
                "consent".equals(form.get("prompt")));
    }

    private static boolean isState(String state) {
        return state == null
                || (state.length() <= LONGEST_STATE && STATE.matcher(state).matches());
    }

    private Optional<ErrorObject> errorIn(Client client, Form form, Set<String> scopes, String audience) {
        if (!form.isInOrder() || !isState(form.get("state"))) {
            return invalid("A parameter is there more than once, or cannot be read.");
        }
        if (form.has("request")) {
            return Optional.of(REQUEST_OBJECT);
        }
        Optional<ErrorObject> type = errorInType(client, form);
        if (type.isPresent()) {
            return type;
        }
        if (scopes.isEmpty() || !client.scopes().containsAll(scopes)) {
            return error(OAuth2Error.INVALID_SCOPE, "The client has not registered this scope.");
        }
        Optional<ErrorObject> challenge = errorInChallenge(client, form);
        if (challenge.isPresent()) {
            return challenge;
        }
        if (form.has("dpop_jkt") && !SHA256.matcher(form.get("dpop_jkt")).matches()) {
            return invalid("dpop_jkt must be the SHA-256 thumbprint of a key.");
        }
        if (form.isRepeated("resource") || !issuer.serves(audience)) {
            return error(OAuth2Error.INVALID_TARGET, "The resource must be this server, or an address below it.");
        }
        return Optional.empty();
    }

    private static Optional<ErrorObject> errorInType(Client client, Form form) {
        if (!form.has("response_type")) {
            return invalid("There is no response_type.");
        }
        try {
            if (!ResponseType.parse(form.get("response_type")).equals(ResponseType.CODE)) {
                return error(OAuth2Error.UNSUPPORTED_RESPONSE_TYPE, "The only response_type is code.");
            }
        } catch (ParseException e) {
            return error(OAuth2Error.UNSUPPORTED_RESPONSE_TYPE, "The only response_type is code.");
        }
        if (form.has("response_mode") && !form.get("response_mode").equals("query")) {
            return invalid("The only response_mode is query.");
        }
        return client.settings().grants().contains(Grant.AUTHORIZATION_CODE)
                ? Optional.empty()
                : error(OAuth2Error.UNAUTHORIZED_CLIENT, "The client has not registered this grant.");
    }

    /** PKCE (RFC 7636) by S256 only: of public clients, and of whoever sends a challenge. */
    private static Optional<ErrorObject> errorInChallenge(Client client, Form form) {
        if (!form.has("code_challenge")) {
            return client.settings().open() || form.has("code_challenge_method")
                    ? invalid("This needs a code_challenge with S256.")
                    : Optional.empty();
        }
        if (!"S256".equals(form.get("code_challenge_method"))) {
            return invalid("The only code_challenge_method is S256.");
        }
        return SHA256.matcher(form.get("code_challenge")).matches()
                ? Optional.empty()
                : invalid("A code_challenge has 43 characters of base64url.");
    }

    private static Optional<ErrorObject> invalid(String description) {
        return error(OAuth2Error.INVALID_REQUEST, description);
    }

    private static Optional<ErrorObject> error(ErrorObject error, String description) {
        return Optional.of(error.setDescription(description));
    }
}
