package org.latchkey.pages;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.latchkey.account.CompanyAccess;
import org.latchkey.problem.NotFound;
import org.latchkey.token.ConnectedApplication;
import org.latchkey.token.ConnectedApplications;

/** Shows what the user has granted to applications, in all companies, and takes it back. */
@Named
@ViewScoped
public class ConnectedPage implements Serializable {

    @Inject
    private ConnectedApplications applications;

    @Inject
    private Me me;

    @Inject
    private LastCompany last;

    @Inject
    private Notices notices;

    @Inject
    private Asked asked;

    private transient List<ConnectedApplication> rows;

    public void withdraw() {
        try {
            UUID id = asked.ids().get(0);
            String name = getRows().stream()
                    .filter(row -> row.id().equals(id))
                    .map(ConnectedApplication::client)
                    .findFirst()
                    .orElseThrow(() -> new NotFound("consent"));
            applications.withdraw(id);
            notices.done("connected.withdrawn", name);
        } catch (NotFound e) {
            notices.refused("connected.gone");
        }
        rows = null;
    }

    public List<ConnectedApplication> getRows() {
        if (rows == null) {
            rows = applications.list();
        }
        return rows;
    }

    /** In which times are written: no company of these is more right than the one that the user looked at last. */
    public ZoneId getZone() {
        return last.among(me.getCompanies()).map(CompanyAccess::timeZone).orElse(ZoneOffset.UTC);
    }
}
