package org.latchkey.whole;

import java.util.List;
import java.util.Set;
import javax.naming.NamingException;
import org.latchkey.client.ClientSettings;
import org.latchkey.client.Clients;
import org.latchkey.client.DeveloperDetails;
import org.latchkey.client.Developers;
import org.latchkey.client.Grant;
import org.latchkey.client.NewClient;

/** Inside the server: applications that a company's administrator registers, as a developer with the name Acme. */
final class Applications {

    static final DeveloperDetails DEVELOPER = new DeveloperDetails("Acme", "dev@acme.example");

    private static final Set<Grant> CODES = Set.of(Grant.AUTHORIZATION_CODE, Grant.REFRESH_TOKEN);

    private final Companies companies;
    private final Clients clients;

    Applications(Companies companies) throws NamingException {
        this.companies = companies;
        clients = Companies.look("java:global/latchkey/ejb/Clients");
    }

    void register() throws Exception {
        Developers developers = Companies.look("java:global/latchkey/ejb/Developers");
        companies.asAdministrator(() -> {
            developers.register(companies.id(), DEVELOPER, true);
            return "registered";
        });
    }

    NewClient confidential(String redirect) throws Exception {
        return create("Application", false, redirect, CODES);
    }

    NewClient open(String redirect) throws Exception {
        return create("Program", true, redirect, CODES);
    }

    /** One that gets no codes. */
    NewClient byItself(String redirect) throws Exception {
        return create("Robot", false, redirect, Set.of(Grant.CLIENT_CREDENTIALS));
    }

    private NewClient create(String name, boolean open, String redirect, Set<Grant> grants) throws Exception {
        ClientSettings settings = new ClientSettings(
                name, "", "", open, List.of(redirect), grants, Set.of("read", "company:view"), null, null, false, "");
        return companies.asAdministrator(() -> clients.create(companies.id(), settings));
    }
}
