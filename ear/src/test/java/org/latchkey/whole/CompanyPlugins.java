package org.latchkey.whole;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.latchkey.plugin.PluginSettings;
import org.latchkey.plugin.Plugins;

/** Inside the server: plugins that act as a service account of a new company, which may all but administer it. */
final class CompanyPlugins {

    static final String ROLE = "Robot";

    private final Companies companies;
    private final Plugins plugins;

    /** Founds the company. */
    CompanyPlugins(Companies companies) throws Exception {
        this.companies = companies;
        plugins = Companies.look("java:global/latchkey/ejb/Plugins");
        found();
    }

    /** Founds another one. */
    void found() throws Exception {
        companies.found("UTC");
        companies.join(ROLE, "member-" + companies.administrator(), "VIEW", "CHANGE");
    }

    static PluginSettings settings(String name, String... scopes) {
        return new PluginSettings(name, Set.of(scopes), null, "Account of " + name, ROLE);
    }

    /** One that may view and change. */
    UUID register(String name) throws Exception {
        return register(settings(name, "read", "write"));
    }

    UUID register(PluginSettings settings) throws Exception {
        return companies.asAdministrator(() -> plugins.register(companies.id(), settings));
    }

    void administer(Runnable change) throws Exception {
        companies.asAdministrator(() -> {
            change.run();
            return "done";
        });
    }

    /** What a started plugin gets by its credentials. */
    static HttpResponse<String> ask(Map<String, String> credentials) {
        return Http.send(
                "POST",
                credentials.get("API_BASE_URL") + "/auth/oauth/token",
                "grant_type=client_credentials&scope=read+write&client_id=" + credentials.get("OAUTH_CLIENT_ID")
                        + "&client_secret=" + credentials.get("OAUTH_CLIENT_SECRET"),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    static String token(Map<String, String> credentials) {
        return Http.json(ask(credentials)).getString("access_token");
    }

    /** Status and code of calling anything with a token. */
    static String use(String token) {
        HttpResponse<String> answer = Http.get(Inside.url() + "/api/2/whoami", "Authorization", "Bearer " + token);
        return answer.statusCode() == 200
                ? "200"
                : answer.statusCode() + " " + Http.json(answer).getString("code");
    }
}
