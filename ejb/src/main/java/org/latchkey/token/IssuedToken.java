package org.latchkey.token;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.TreeSet;
import java.util.UUID;
import org.latchkey.apikey.TokenKey;
import org.latchkey.credential.Digest;

/**
 * An access token as it is stored: everything but itself. It comes of a grant to a client, or of an API key. The realm reads
 * it by the view {@code token_record}.
 */
@Entity
@Table(name = "access_token")
@SuppressWarnings("UnusedVariable") // Some columns are only written here and read in SQL.
public class IssuedToken {

    @Id
    private byte[] digest;

    private UUID id;

    @ManyToOne
    private TokenFamily family;

    private UUID keyId;
    private Integer keyVersion;
    private boolean byPrevious;
    private String name;
    private String scopes;
    private String audience;
    private String path;
    private String jkt;
    private Integer requestLimit;

    // Written by the realm, past the entity.
    @Column(insertable = false, updatable = false)
    private int requestsTaken;

    private Instant issuedAt;
    private Instant expiresAt;
    private Instant revokedAt;

    protected IssuedToken() {}

    private IssuedToken(TokenTerms terms, Digest digest) {
        this.id = terms.id();
        this.digest = digest.toBytes();
        this.name = "";
        this.scopes = String.join(" ", new TreeSet<>(terms.scopes()));
        this.audience = terms.audience();
        this.path = withoutSlash(URI.create(terms.audience()).getRawPath());
        this.jkt = terms.jkt();
        this.issuedAt = terms.issuedAt();
        this.expiresAt = terms.expiresAt();
    }

    /** One that comes of a grant. */
    static IssuedToken ofFamily(TokenTerms terms, Digest digest, TokenFamily family) {
        IssuedToken token = new IssuedToken(terms, digest);
        token.family = family;
        return token;
    }

    /**
     * One that comes of a key.
     *
     * @param byPrevious whether the key's secret before the current one was presented
     */
    static IssuedToken ofKey(
            TokenTerms terms, Digest digest, TokenKey key, boolean byPrevious, String name, int requestLimit) {
        IssuedToken token = new IssuedToken(terms, digest);
        token.keyId = key.id();
        token.keyVersion = key.secretVersion();
        token.byPrevious = byPrevious;
        token.name = name;
        token.requestLimit = requestLimit;
        return token;
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Whether it has not been revoked by itself, and has not expired; its family may have ended. */
    public boolean isAlive(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }

    /** Whether it has come of this key, as the key is now, and neither has ended; it may be used up. */
    public boolean isAliveOf(TokenKey key, Instant now) {
        return isAlive(now)
                && key.accepted()
                && key.id().equals(keyId)
                && keyVersion != null
                && key.secretVersion() == keyVersion
                && (!byPrevious || key.previousAlive());
    }

    void revoke(Instant at) {
        revokedAt = at;
    }

    /** The {@code jti}. */
    public UUID id() {
        return id;
    }

    /** Of what it was issued; null for that of a key. */
    public TokenFamily family() {
        return family;
    }

    /** Of which key it was issued; null for that of a grant. */
    public UUID keyId() {
        return keyId;
    }

    /** By which people recognise it; possibly empty. */
    String name() {
        return name;
    }

    /** How many requests may be made with it, of those of a key. */
    int requestLimit() {
        return requestLimit;
    }

    Digest digest() {
        return Digest.stored(digest);
    }

    /** What it allows, with spaces between. */
    public String scopes() {
        return scopes;
    }

    /** What it is for. */
    public String audience() {
        return audience;
    }

    /** The thumbprint of the key that has to be proven with it; null for none. */
    public String jkt() {
        return jkt;
    }

    /** When it was issued. */
    public Instant issuedAt() {
        return issuedAt;
    }

    /** The first moment at which it is no longer accepted. */
    public Instant expiresAt() {
        return expiresAt;
    }
}
