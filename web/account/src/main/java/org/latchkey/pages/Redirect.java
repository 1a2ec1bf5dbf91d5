package org.latchkey.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.primefaces.PrimeFaces;

/** Sends the browser to another page, in the form that the request understands. */
final class Redirect {

    private Redirect() {}

    static void to(PageAddress page, FacesContext faces) throws IOException {
        HttpServletRequest request =
                (HttpServletRequest) faces.getExternalContext().getRequest();
        HttpServletResponse response =
                (HttpServletResponse) faces.getExternalContext().getResponse();
        to(page, request, response);
        faces.responseComplete();
    }

    /** As {@link #to} does, where a dialog has done what its address asked for: Back leads past it. */
    static void instead(PageAddress page, FacesContext faces) throws IOException {
        if (PrimeFaces.current().isAjaxRequest()) {
            PrimeFaces.current()
                    .executeScript("location.replace('"
                            + faces.getExternalContext().getRequestContextPath() + page.value() + "')");
        } else {
            to(page, faces);
        }
    }

    /** The location stays relative to the host: a proxy may have changed scheme and host on the way here. */
    static void to(PageAddress page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String location = request.getContextPath() + page.value();
        if (isAjax(request)) {
            response.setContentType("text/xml");
            response.setCharacterEncoding(UTF_8.name());
            response.getWriter()
                    .append("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\"")
                    .append(location.replace("&", "&amp;"))
                    .append("\"/></partial-response>");
        } else {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", location);
        }
    }

    /**
     * Sends the browser away from here, as the answer to whatever it has sent.
     *
     * @param address of an application that the user or the service has decided for
     */
    static void away(String address, FacesContext faces) {
        HttpServletResponse response =
                (HttpServletResponse) faces.getExternalContext().getResponse();
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", address);
        faces.responseComplete();
    }

    static boolean isAjax(HttpServletRequest request) {
        return "partial/ajax".equals(request.getHeader("Faces-Request"));
    }
}
