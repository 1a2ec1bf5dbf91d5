package org.latchkey.client;

import static java.util.stream.Collectors.joining;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.latchkey.credential.Digest;
import org.latchkey.credential.Secret;

/** An application as it is stored: everything but its secret. Changed by {@link ClientRegister} only. */
@Entity
public class Client {

    @Id
    private UUID id;

    @Version
    private int version;

    private long companyId;
    private long ownerId;
    private boolean plugin;
    private String name;
    private String logo;
    private String homepage;

    @Column(name = "public")
    private boolean open;

    private String grants;
    private String scopes;
    private String redirects;
    private int accessSeconds;
    private int refreshSeconds;
    private boolean dpopRequired;
    private String jwks;
    private byte[] digest;
    private String hint;
    private byte[] previousDigest;
    private Instant previousUntil;
    private Instant createdAt;
    private Instant disabledAt;

    // Written when a token is issued, past the entity: whoever changes the client meanwhile is not told of a change.
    @Column(insertable = false, updatable = false)
    private Instant lastUsedAt;

    protected Client() {}

    Client(ClientKind kind, long companyId, long ownerId, ClientSettings settings, Instant at) {
        this.plugin = kind == ClientKind.PLUGIN;
        this.id = UUID.randomUUID();
        this.version = 1;
        this.companyId = companyId;
        this.ownerId = ownerId;
        this.createdAt = at;
        this.open = settings.open();
        change(settings);
    }

    final void change(ClientSettings settings) {
        name = settings.name();
        logo = settings.logo();
        homepage = settings.homepage();
        grants = settings.grants().stream().sorted().map(Grant::word).collect(joining(" "));
        scopes = String.join(" ", new TreeSet<>(settings.scopes()));
        redirects = String.join("\n", settings.redirects());
        accessSeconds = (int) settings.accessLifetime().toSeconds();
        refreshSeconds = (int) settings.refreshLifetime().toSeconds();
        dpopRequired = settings.dpopRequired();
        jwks = settings.jwks();
        if (!settings.hasSecret()) {
            digest = null;
            hint = null;
            endPrevious(Instant.EPOCH);
        }
    }

    /** Whoever presents the secret before this one is known until then. */
    void regenerate(Secret secret, Instant until) {
        previousDigest = digest;
        previousUntil = digest == null ? null : until;
        digest = secret.digest().toBytes();
        hint = secret.hint();
    }

    /** Whether there was anything to end. */
    boolean endPrevious(Instant now) {
        boolean alive = previousUntil != null && now.isBefore(previousUntil);
        previousDigest = null;
        previousUntil = null;
        return alive;
    }

    void disable(Instant at) {
        disabledAt = at;
    }

    /** The settings as they are. */
    public ClientSettings settings() {
        return new ClientSettings(
                name,
                logo,
                homepage,
                open,
                redirects.lines().toList(),
                words(grants).flatMap(word -> Grant.of(word).stream()).collect(Collectors.toSet()),
                scopes(),
                Duration.ofSeconds(accessSeconds),
                Duration.ofSeconds(refreshSeconds),
                dpopRequired,
                jwks);
    }

    private static Stream<String> words(String list) {
        return Stream.of(list.split(" ", -1)).filter(word -> !word.isEmpty());
    }

    /** The digests of the secrets by which it may prove itself at a moment; empty where it has none. */
    public List<Digest> digests(Instant now) {
        boolean alive = previousUntil != null && now.isBefore(previousUntil);
        return Stream.of(digest, alive ? previousDigest : null)
                .filter(it -> it != null)
                .map(Digest::stored)
                .toList();
    }

    /** What it may ask for. */
    public Set<String> scopes() {
        return words(scopes).collect(Collectors.toUnmodifiableSet());
    }

    /** The {@code client_id}. */
    public UUID id() {
        return id;
    }

    /** Counts its changes. */
    public int version() {
        return version;
    }

    /** The company that it was registered in. */
    public long companyId() {
        return companyId;
    }

    /** The developer who has registered it, or the service account of a plugin. */
    public long ownerId() {
        return ownerId;
    }

    ClientKind kind() {
        return plugin ? ClientKind.PLUGIN : ClientKind.APPLICATION;
    }

    /** As people see it. */
    public String name() {
        return name;
    }

    /** Whether it gets nothing for now. */
    public boolean isDisabled() {
        return disabledAt != null;
    }

    String hint() {
        return hint;
    }

    /** Until when the secret before this one is accepted; null where there is none. */
    public Instant previousUntil() {
        return previousUntil;
    }

    /** When it was registered. */
    public Instant createdAt() {
        return createdAt;
    }

    /** When it last got a token, to the minute; null for never. */
    public Instant lastUsedAt() {
        return lastUsedAt;
    }
}
