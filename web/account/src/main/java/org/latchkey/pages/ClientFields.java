package org.latchkey.pages;

import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.latchkey.client.ClientSettings;
import org.latchkey.client.Grant;
import org.latchkey.credential.Scopes;

/** The fields for what can be set of an application. */
public class ClientFields implements Serializable {

    private static final List<String> ACCESS_LIFETIMES = List.of("PT5M", "PT1H", "PT24H", "PT720H");
    private static final List<String> REFRESH_LIFETIMES = List.of("PT24H", "PT336H", "PT720H", "PT2160H");

    private final ScopeFields scopes;
    private String name;
    private String logo;
    private String homepage;
    private boolean open;
    private String redirects;
    private List<String> grants;
    private String accessLifetime;
    private String refreshLifetime;
    private boolean dpopRequired;
    private String jwks;

    ClientFields(ClientSettings settings, List<String> resources) {
        this.scopes = new ScopeFields(settings.scopes(), resources);
        this.name = settings.name();
        this.logo = settings.logo();
        this.homepage = settings.homepage();
        this.open = settings.open();
        this.redirects = String.join("\n", settings.redirects());
        this.grants = settings.grants().stream().sorted().map(Grant::word).toList();
        this.accessLifetime = settings.accessLifetime().toString();
        this.refreshLifetime = settings.refreshLifetime().toString();
        this.dpopRequired = settings.dpopRequired();
        this.jwks = settings.jwks();
    }

    /** With what most applications need: a user allows it, and it stays connected, and looks at things only. */
    static ClientFields usual(List<String> resources) {
        return new ClientFields(
                new ClientSettings(
                        "",
                        "",
                        "",
                        false,
                        List.of(),
                        Set.of(Grant.AUTHORIZATION_CODE, Grant.REFRESH_TOKEN),
                        Set.of(Scopes.READ),
                        null,
                        null,
                        false,
                        ""),
                resources);
    }

    /** What a public client cannot have the page does not show for one. */
    ClientSettings settings() {
        return new ClientSettings(
                name,
                logo,
                homepage,
                open,
                redirects == null
                        ? List.of()
                        : Stream.of(redirects.split("\\s+", -1)).toList(),
                chosenGrants(),
                scopes.chosen(),
                Duration.parse(accessLifetime),
                Duration.parse(refreshLifetime),
                dpopRequired,
                open ? "" : jwks);
    }

    private Set<Grant> chosenGrants() {
        return grants.stream()
                .flatMap(word -> Grant.of(word).stream())
                .filter(grant -> !open || grant != Grant.CLIENT_CREDENTIALS)
                .collect(Collectors.toSet());
    }

    public ScopeFields getScopes() {
        return scopes;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getLogo() {
        return logo;
    }

    public void setLogo(String logo) {
        this.logo = logo;
    }

    public String getHomepage() {
        return homepage;
    }

    public void setHomepage(String homepage) {
        this.homepage = homepage;
    }

    /** Whether it is a public client. */
    public boolean isOpen() {
        return open;
    }

    public void setOpen(boolean open) {
        this.open = open;
    }

    /** One on each line. */
    public String getRedirects() {
        return redirects;
    }

    public void setRedirects(String redirects) {
        this.redirects = redirects;
    }

    /** By their words. */
    public List<String> getGrants() {
        return grants;
    }

    public void setGrants(List<String> grants) {
        this.grants = List.copyOf(grants);
    }

    public List<String> getEveryGrant() {
        return Arrays.stream(Grant.values()).map(Grant::word).toList();
    }

    /** As ISO 8601 writes it; so are the others. */
    public String getAccessLifetime() {
        return accessLifetime;
    }

    public void setAccessLifetime(String accessLifetime) {
        this.accessLifetime = accessLifetime;
    }

    public List<String> getAccessLifetimes() {
        return with(ACCESS_LIFETIMES, accessLifetime);
    }

    public String getRefreshLifetime() {
        return refreshLifetime;
    }

    public void setRefreshLifetime(String refreshLifetime) {
        this.refreshLifetime = refreshLifetime;
    }

    public List<String> getRefreshLifetimes() {
        return with(REFRESH_LIFETIMES, refreshLifetime);
    }

    /** What is set can be kept, whoever has set it. */
    private static List<String> with(List<String> usual, String set) {
        return usual.contains(set)
                ? usual
                : Stream.concat(usual.stream(), Stream.of(set)).toList();
    }

    public boolean isDpopRequired() {
        return dpopRequired;
    }

    public void setDpopRequired(boolean dpopRequired) {
        this.dpopRequired = dpopRequired;
    }

    /** Its public keys. */
    public String getJwks() {
        return jwks;
    }

    public void setJwks(String jwks) {
        this.jwks = jwks;
    }
}
