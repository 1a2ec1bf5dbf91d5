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

    private static final int ROWS = 10;
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

    private List<KeyToken> all;

    public void revokeToken() {
        try {
            UUID id = asked.ids().get(0);
            KeyToken token = all().stream()
                    .filter(row -> row.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new NotFound("token"));
            tokens.revokeOf(page.getKey().id(), id);
            notices.done("tokens.revoked", quoted(token));
        } catch (NotFound e) {
            notices.refused("tokens.gone");
        }
        all = null;
    }

    private List<KeyToken> all() {
        if (all == null) {
            all = tokens.listOf(page.getKey().id());
        }
        return all;
    }

    /** Those of the page of them that is shown. */
    public List<KeyToken> getRows() {
        int from = (getNumber() - 1) * ROWS;
        return all().subList(from, Math.min(from + ROWS, getTotal()));
    }

    public int getTotal() {
        return all().size();
    }

    public int getPages() {
        return Math.max(1, (getTotal() + ROWS - 1) / ROWS);
    }

    /** A page behind the last one becomes the last one. */
    public int getNumber() {
        return Math.min(page.tokensNumber(), getPages());
    }

    public int getFirst() {
        return (getNumber() - 1) * ROWS + 1;
    }

    public int getLast() {
        return getFirst() + getRows().size() - 1;
    }

    /** The address of another page of them, behind that of the key. */
    public String to(int number) {
        return "?company=" + page.getKey().companyId() + "&key=" + page.getKey().id()
                + (number > 1 ? "&tokens=" + number : "") + "#tokens";
    }

    /** By what people recognise one: its name, or the beginning of its id. */
    public String name(KeyToken token) {
        return token.name().isEmpty() ? token.id().toString().substring(0, SHORT_ID) + "…" : token.name();
    }

    /** The same within a sentence. */
    public String quoted(KeyToken token) {
        return words.of("overview.quoted", name(token));
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
