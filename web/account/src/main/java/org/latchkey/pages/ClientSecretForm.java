package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.UUID;
import org.latchkey.apikey.Overlap;
import org.latchkey.client.Clients;
import org.latchkey.client.NewClient;

/** Gives an application another secret, on its page. */
@Named
@RequestScoped
public class ClientSecretForm extends Regeneration {

    @Inject
    private Clients clients;

    @Inject
    private ShownOnce once;

    public ClientSecretForm() {
        super("clients", Overlap.NONE);
    }

    @Override
    void regenerate(UUID id, Integer version, Overlap wanted) {
        String secret = clients.regenerate(id, version, wanted);
        once.show(new NewClient(id, secret), clients.get(id).settings());
    }
}
