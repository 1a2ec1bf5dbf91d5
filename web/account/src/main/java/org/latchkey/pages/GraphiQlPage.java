package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;

/** The page on which people try GraphQL, as themselves. It needs no permission of its own: each query asks for what it needs. */
@Named
@RequestScoped
public class GraphiQlPage {

    @Inject
    private Place place;

    /** Takes the company from the address. */
    public void open() throws IOException {
        place.enterKeys();
    }
}
