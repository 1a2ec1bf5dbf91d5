package org.latchkey.whoami;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.latchkey.account.Access;
import org.latchkey.account.Caller;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.Permission;
import org.latchkey.account.PresentedToken;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.KeyDescription;
import org.latchkey.problem.NotFound;
import org.latchkey.whoami.Identity.Credential;
import org.latchkey.whoami.Identity.Person;
import org.latchkey.whoami.Identity.Place;

/** Answers who calls, through which key or access token, in which companies, with which permissions. */
@Stateless
@RolesAllowed({Access.KEY_ROLE, Access.TOKEN_ROLE})
public class WhoAmI {

    @Inject
    private Access access;

    @Inject
    private ApiKeys keys;

    /**
     * Who the caller is now.
     *
     * @throws NotFound where key or owner ended since the request was authenticated
     */
    public Identity identity() {
        Caller caller = access.caller();
        return new Identity(
                new Person(caller.userId(), caller.email(), caller.name()),
                access.token().map(WhoAmI::token).orElseGet(this::key),
                access.companies().stream().map(WhoAmI::place).toList());
    }

    private static Credential token(PresentedToken token) {
        return new Credential(
                "access_token",
                token.id(),
                null,
                token.client().orElse(null),
                token.key().orElse(null),
                token.expiresAt(),
                token.scopes());
    }

    private Credential key() {
        KeyDescription key = keys.presented();
        return new Credential("api_key", key.id(), key.name(), null, null, key.expiresAt(), null);
    }

    private static Place place(CompanyAccess company) {
        return new Place(
                company.id(),
                company.name(),
                company.role(),
                company.permissions().stream()
                        .map(Permission::toString)
                        .sorted()
                        .toList());
    }
}
