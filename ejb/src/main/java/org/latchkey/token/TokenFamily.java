package org.latchkey.token;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.latchkey.client.Client;
import org.latchkey.credential.Digest;
import org.latchkey.credential.Secret;

/**
 * One authorization and all that is issued by it: its code, its refresh tokens, one after the other, and its access tokens.
 * Changed by who holds the lock of its row.
 */
@Entity
@SuppressWarnings("UnusedVariable") // The code is only looked for in SQL.
public class TokenFamily {

    @Id
    private UUID id;

    private UUID clientId;
    private UUID consentId;
    private long userId;
    private long companyId;
    private String scopes;
    private String audience;
    private byte[] passwordPrint;
    private byte[] codeDigest;
    private Instant codeUntil;
    private Instant codeUsedAt;
    private String redirect;
    private String challenge;
    private String jkt;
    private byte[] refreshDigest;
    private byte[] previousDigest;
    private byte[] refreshSalt;
    private Instant refreshedAt;
    private Instant refreshUntil;
    private Instant createdAt;
    private Instant until;
    private Instant endedAt;

    protected TokenFamily() {}

    private TokenFamily(
            UUID clientId,
            long userId,
            long companyId,
            Set<String> scopes,
            String audience,
            Instant at,
            Instant until) {
        this.id = UUID.randomUUID();
        this.clientId = clientId;
        this.userId = userId;
        this.companyId = companyId;
        this.scopes = String.join(" ", new TreeSet<>(scopes));
        this.audience = audience;
        this.createdAt = at;
        this.until = until;
    }

    /** That of a client which acts by itself, as who has registered it. */
    static TokenFamily ofClient(Client client, Set<String> scopes, String audience, Instant at) {
        return new TokenFamily(client.id(), client.ownerId(), client.companyId(), scopes, audience, at, at);
    }

    /** That of a user's consent, which begins with a code. */
    static TokenFamily ofConsent(
            Consent consent, byte[] passwordPrint, CodeTerms terms, Secret code, Instant at, Instant codeUntil) {
        TokenFamily family = new TokenFamily(
                consent.clientId(),
                consent.userId(),
                consent.companyId(),
                terms.scopes(),
                terms.audience(),
                at,
                codeUntil);
        family.consentId = consent.id();
        family.passwordPrint = passwordPrint;
        family.codeDigest = code.digest().toBytes();
        family.codeUntil = codeUntil;
        family.redirect = terms.redirect();
        family.challenge = terms.challenge();
        family.jkt = terms.jkt();
        return family;
    }

    /** Whether its code was used before. */
    public boolean isCodeUsed() {
        return codeUsedAt != null;
    }

    /** Whether its code is still to be accepted. */
    public boolean isCodeAlive(Instant now) {
        return endedAt == null && codeUsedAt == null && now.isBefore(codeUntil);
    }

    /**
     * Uses its code up.
     *
     * @param key the thumbprint of the key to which its refresh tokens are bound; null for none
     */
    public void useCode(String key, Instant now) {
        codeUsedAt = now;
        jkt = key;
    }

    /** Whether its refresh tokens can still be accepted. */
    public boolean isRefreshable(Instant now) {
        return endedAt == null && refreshUntil != null && now.isBefore(refreshUntil);
    }

    boolean isCurrent(Digest presented) {
        return refreshDigest != null && Digest.stored(refreshDigest).matches(presented);
    }

    boolean isPrevious(Digest presented) {
        return previousDigest != null && Digest.stored(previousDigest).matches(presented);
    }

    Instant refreshedAt() {
        return refreshedAt;
    }

    byte[] refreshSalt() {
        return refreshSalt;
    }

    void refresh(Digest next, byte[] salt, Instant now, Instant nextUntil) {
        previousDigest = refreshDigest;
        refreshDigest = next.toBytes();
        refreshSalt = salt;
        refreshedAt = now;
        refreshUntil = nextUntil;
        lastsUntil(nextUntil);
    }

    void lastsUntil(Instant at) {
        if (at.isAfter(until)) {
            until = at;
        }
    }

    void end(Instant now) {
        if (endedAt == null) {
            endedAt = now;
        }
    }

    /** Whether nothing of it is accepted any more. */
    public boolean isEnded() {
        return endedAt != null;
    }

    /** Its id. */
    public UUID id() {
        return id;
    }

    /** To which client it was issued. */
    public UUID clientId() {
        return clientId;
    }

    /** Whether a user has consented to it, or the client acts by itself. */
    public boolean isConsented() {
        return consentId != null;
    }

    /** As whom its tokens act. */
    public long userId() {
        return userId;
    }

    /** Where its tokens act. */
    public long companyId() {
        return companyId;
    }

    /** What was granted. */
    public Set<String> scopes() {
        return Set.of(scopes.split(" ", -1));
    }

    /** What its tokens are for. */
    public String audience() {
        return audience;
    }

    byte[] passwordPrint() {
        return passwordPrint;
    }

    /** To where its code was sent. */
    public String redirect() {
        return redirect;
    }

    /** S256 of the verifier; null where none is expected. */
    public String challenge() {
        return challenge;
    }

    /** The thumbprint of the key that has to be proven by whoever presents its code or a refresh token; null for none. */
    public String jkt() {
        return jkt;
    }

    /** The first moment at which its refresh token is no longer accepted; null where it has none. */
    public Instant refreshUntil() {
        return refreshUntil;
    }
}
