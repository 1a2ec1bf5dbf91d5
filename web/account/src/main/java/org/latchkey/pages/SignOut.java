package org.latchkey.pages;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Signs out; whoever signs in then comes to where the form says. Not a command of a page: that would do nothing on a page
 * whose state has expired.
 */
@WebServlet("/signout")
public class SignOut extends HttpServlet {

    @Inject
    private transient Me me;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Optional<PageAddress> next = PageAddress.parse(request.getParameter(PageAddress.NEXT));
        me.signOut();
        Redirect.to(PageAddress.signIn(next), request, response);
    }
}
