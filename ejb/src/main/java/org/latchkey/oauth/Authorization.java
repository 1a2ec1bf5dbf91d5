package org.latchkey.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.latchkey.account.Access;
import org.latchkey.account.CompanyAccess;
import org.latchkey.client.Client;
import org.latchkey.client.ClientSettings;
import org.latchkey.client.DeveloperDetails;
import org.latchkey.client.Developers;
import org.latchkey.client.RedirectUri;
import org.latchkey.credential.Scopes;
import org.latchkey.oauth.AuthorizationRequests.Judged;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;
import org.latchkey.token.Consents;

/**
 * The authorization endpoint: what an application asks a user for, and what the user answers.
 *
 * <p>A request is a query string as it came, and is judged anew by each method: nothing is stored until the user has decided.
 */
@Stateless
@RolesAllowed(Access.USER_ROLE)
public class Authorization {

    /** The most characters of a request. */
    public static final int LONGEST = 3500;

    private static final String MALFORMED = "malformed";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private Issuer issuer;

    @Inject
    private AuthorizationRequests requests;

    @Inject
    private PushedRequests pushed;

    @Inject
    private Consents consents;

    @Inject
    private Developers developers;

    /**
     * Judges a request before anybody has signed in: nobody who has not is sent to an address of the application's, not even
     * with an error (RFC 9700, section 4.11.2).
     *
     * @return why it leads nowhere, as in {@link Step.Refused}; empty where it is the user's to see
     */
    @PermitAll
    public Optional<String> refusal(String query) {
        return Optional.ofNullable(judge(query).refused());
    }

    /**
     * Judges a request that a user has come with; {@link Step.SendBack} too where the user has granted it all before, unless
     * the application wants the user to be asked again ({@code prompt=consent}), as to choose another company.
     */
    public Step ask(String query) {
        Judged judged = judge(query);
        Step obstacle = obstacle(judged);
        if (obstacle != null) {
            return obstacle;
        }
        AuthorizationRequest request = judged.request();
        List<CompanyAccess> companies = access.companies();
        List<Long> granted = consents
                .companies(request.client(), access.caller().userId(), request.scopes())
                .stream()
                .filter(id -> companies.stream().anyMatch(company -> company.id() == id))
                .toList();
        if (granted.size() == 1 && !request.again() && !couldBeAnother(request)) {
            AuthorizationRequest locked = locked(query);
            // Or it was withdrawn a moment ago.
            if (consents.companies(locked.client(), access.caller().userId(), locked.scopes())
                    .contains(granted.get(0))) {
                return new Step.SendBack(grant(locked, granted.get(0), query));
            }
        }
        return new Step.Ask(asked(request, companies));
    }

    /**
     * Whether any program on the user's machine could pose as this client: then nothing is granted behind the user's back
     * (RFC 8252, section 8.6).
     */
    private static boolean couldBeAnother(AuthorizationRequest request) {
        return request.client().settings().open() && RedirectUri.isLoopback(request.redirect());
    }

    /**
     * Grants a request in a company.
     *
     * @return where to send the user: with a code, or with an error where the request is in order no more
     * @throws Invalid with the field {@code companyId} where the user does not belong to it
     * @throws NotFound where the request leads nowhere any more
     */
    public String allow(String query, long companyId) {
        AuthorizationRequest request = locked(query);
        if (access.companies().stream().noneMatch(company -> company.id() == companyId)) {
            throw new Invalid(List.of(new Violation("companyId", "unknown")));
        }
        return grant(request, companyId, query);
    }

    /**
     * Refuses a request.
     *
     * @return where to send the user
     * @throws NotFound where the request leads nowhere any more
     */
    public String deny(String query) {
        AuthorizationRequest request = stillThere(query);
        pushed.spend(Form.parse(query));
        return request.failure(
                request.error() == null
                        ? OAuth2Error.ACCESS_DENIED.setDescription("The user has refused.")
                        : request.error(),
                issuer.value());
    }

    /** Judged again while nobody else can change the client, or grant anything to it: of two at once the second waits. */
    private AuthorizationRequest locked(String query) {
        entities.refresh(stillThere(query).client(), LockModeType.PESSIMISTIC_WRITE);
        return stillThere(query);
    }

    private String grant(AuthorizationRequest request, long companyId, String query) {
        if (request.error() != null) {
            return request.failure(request.error(), issuer.value());
        }
        if (!pushed.spend(Form.parse(query))) {
            return request.failure(PushedRequests.UNKNOWN, issuer.value());
        }
        return request.success(
                consents.grant(request.client(), access.caller(), companyId, request.terms()), issuer.value());
    }

    private AuthorizationRequest stillThere(String query) {
        Judged judged = judge(query);
        if (judged.request() == null) {
            throw new NotFound("client");
        }
        return judged.request();
    }

    /**
     * The origin of the address that a request leads to, for a page that sends the user there; empty where it leads nowhere.
     */
    @PermitAll
    public Optional<String> returnOrigin(String query) {
        return Optional.ofNullable(judge(query).request()).map(request -> {
            URI uri = URI.create(request.redirect());
            return uri.getScheme() + "://" + uri.getRawAuthority();
        });
    }

    private Judged judge(String query) {
        if (!issuer.isReady() || query == null || query.length() > LONGEST) {
            return new Judged(null, MALFORMED);
        }
        Form form = Form.parse(query);
        if (!form.has("request_uri")) {
            return requests.judge(form);
        }
        // What was pushed stands for itself: nothing beside it in the address counts (RFC 9126, section 4).
        return pushed.find(form).map(requests::judge).orElseGet(() -> withForeignReference(form));
    }

    /** A reference that nobody has pushed: the client hears of it, as far as the request says to where. */
    private Judged withForeignReference(Form form) {
        Judged judged = requests.judge(form);
        if (judged.request() == null) {
            return new Judged(null, MALFORMED);
        }
        AuthorizationRequest it = judged.request();
        return new Judged(
                new AuthorizationRequest(
                        it.client(),
                        it.redirect(),
                        it.state(),
                        PushedRequests.UNKNOWN,
                        it.scopes(),
                        it.audience(),
                        it.challenge(),
                        it.jkt(),
                        it.again()),
                null);
    }

    private Step obstacle(Judged judged) {
        if (judged.request() == null) {
            return new Step.Refused(judged.refused());
        }
        return judged.request().error() == null
                ? null
                : new Step.SendBack(judged.request().failure(judged.request().error(), issuer.value()));
    }

    private ConsentRequest asked(AuthorizationRequest request, List<CompanyAccess> companies) {
        Client client = request.client();
        ClientSettings settings = client.settings();
        DeveloperDetails developer = developers.of(client);
        List<String> scopes = request.scopes().stream().sorted().toList();
        return new ConsentRequest(
                client.id(),
                settings.name(),
                settings.logo(),
                settings.homepage(),
                developer.name(),
                developer.contact(),
                URI.create(request.redirect()).getRawAuthority(),
                scopes,
                companies.stream()
                        .map(company ->
                                new ConsentRequest.Choice(company.id(), company.name(), missing(scopes, company)))
                        .toList());
    }

    private static List<String> missing(List<String> scopes, CompanyAccess company) {
        return scopes.stream()
                .filter(scope -> company.permissions().stream()
                        .noneMatch(permission -> Scopes.allows(Set.of(scope), permission.toString())))
                .toList();
    }
}
