package org.latchkey.pages;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;

/**
 * Keeps what an application writes into the address of the consent page away from everything that reads parameters: a
 * button that stood there would count as pressed. And keeps that address from being told to anybody.
 */
@WebFilter(filterName = "consentOnly")
public class ConsentOnly extends HttpFilter {

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Referrer-Policy", "no-referrer");
        if (!request.getServletPath().equals(PageAddress.CONSENT.value())) {
            // The same page has another name, which ends in .xhtml.
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (request.getMethod().equals("GET")) {
            chain.doFilter(new WithoutParameters(request), response);
        } else if (request.getQueryString() != null) {
            // The form of the page sends no query; what does is not from there.
            Redirect.to(PageAddress.of(request).orElse(PageAddress.HOME), request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static final class WithoutParameters extends HttpServletRequestWrapper {

        WithoutParameters(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getParameter(String name) {
            return null;
        }

        @Override
        public String[] getParameterValues(String name) {
            return null;
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.emptyEnumeration();
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }
    }
}
