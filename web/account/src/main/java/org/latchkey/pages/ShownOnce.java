package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import org.latchkey.credential.ApiKey;

/** A key that was just made. It lives as long as the response: neither session nor view state may ever hold it. */
@Named("once")
@RequestScoped
public class ShownOnce {

    @Inject
    private HttpServletRequest request;

    private ApiKey key;

    void show(ApiKey made) {
        key = made;
    }

    public boolean isThere() {
        return key != null;
    }

    public String getValue() {
        return key.reveal();
    }

    /** A command that works when it is pasted. */
    public String getCommand() {
        return "curl -H 'x-api-key: " + key.reveal() + "' " + server() + "/api/2/whoami";
    }

    /** As the browser knows it, since it is what reached this page. */
    private String server() {
        StringBuffer url = request.getRequestURL();
        return url.substring(0, url.length() - request.getRequestURI().length());
    }
}
