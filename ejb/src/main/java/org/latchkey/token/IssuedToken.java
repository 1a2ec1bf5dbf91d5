package org.latchkey.token;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.latchkey.credential.Digest;

/** An access token as it is stored: everything but itself. The realm reads it by the view {@code token_record}. */
@Entity
@Table(name = "access_token")
@SuppressWarnings("UnusedVariable") // Some columns are only written here and read in SQL.
public class IssuedToken {

    @Id
    private byte[] digest;

    private UUID id;

    @ManyToOne(optional = false)
    private TokenFamily family;

    private String scopes;
    private String audience;
    private String path;
    private String jkt;
    private Instant issuedAt;
    private Instant expiresAt;
    private Instant revokedAt;

    protected IssuedToken() {}

    IssuedToken(
            UUID id,
            Digest digest,
            TokenFamily family,
            Set<String> scopes,
            String audience,
            String jkt,
            Instant issuedAt,
            Instant expiresAt) {
        this.id = id;
        this.digest = digest.toBytes();
        this.family = family;
        this.scopes = String.join(" ", new TreeSet<>(scopes));
        this.audience = audience;
        this.path = withoutSlash(URI.create(audience).getRawPath());
        this.jkt = jkt;
        this.issuedAt = issuedAt;
        this.expiresAt = expiresAt;
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Whether it has not been revoked by itself, and has not expired; its family may have ended. */
    public boolean isAlive(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }

    void revoke(Instant at) {
        revokedAt = at;
    }

    /** The {@code jti}. */
    public UUID id() {
        return id;
    }

    /** Of what it was issued. */
    public TokenFamily family() {
        return family;
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
