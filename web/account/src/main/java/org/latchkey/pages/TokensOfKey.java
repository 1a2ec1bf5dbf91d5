package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import org.latchkey.credential.Scopes;
import org.latchkey.problem.NotFound;
import org.latchkey.token.KeyToken;
import org.latchkey.token.KeyTokens;

/** The short-lived tokens of a key, on its page. */
@Named
@RequestScoped
public class TokensOfKey {

    private static final int SHORT_ID = 8;

    @Inject
    private KeyTokens tokens;

    @Inject
    private OneKeyPage page;

    @Inject
    private ServerAddress server;

    @Inject
    private ScopeWords scopes;

    @Inject
    private Words words;

    @Inject
    private Asked asked;

    @Inject
    private Notices notices;

    private List<KeyToken> rows;

    public void revokeToken() {
        try {
            UUID id = asked.ids().get(0);
            KeyToken token = getRows().stream()
                    .filter(row -> row.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new NotFound("token"));
            tokens.revokeOf(page.getKey().id(), id);
            notices.done("tokens.revoked", name(token));
        } catch (NotFound e) {
            notices.refused("tokens.gone");
        }
        rows = null;
    }

    public List<KeyToken> getRows() {
        if (rows == null) {
            rows = tokens.listOf(page.getKey().id());
        }
        return rows;
    }

    /** By what people recognise one. */
    public String name(KeyToken token) {
        return token.name().isEmpty() ? shortId(token) : words.of("overview.quoted", token.name());
    }

    /** The beginning of its id. */
    public String shortId(KeyToken token) {
        return token.id().toString().substring(0, SHORT_ID);
    }

    /** What one may do of what its key may. */
    public String may(KeyToken token) {
        return token.scopes().contains(Scopes.WRITE) ? words.of("tokens.may.all") : scopes.of(token.scopes());
    }

    /** A command that makes one, for whoever has the value of the key. */
    public String getCommand() {
        return "curl -H \"x-api-key: $LATCHKEY_KEY\" -H 'Content-Type: application/json' -d '{\"expiresIn\": 3600000}' "
                + server.getIssuer() + "/api/2/auth/tokens";
    }
}
