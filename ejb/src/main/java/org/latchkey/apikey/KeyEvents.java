package org.latchkey.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.latchkey.audit.Audit;
import org.latchkey.audit.Deed;

/** Writes down what happened to keys without anybody asking for it. */
@ApplicationScoped
class KeyEvents {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Audit audit;

    /** The old secret of a regenerated key ended because the new one was used. There may be no request, as at the end. */
    @ActivateRequestContext
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void rotationEnded(UUID id) {
        IssuedKey key = entities.find(IssuedKey.class, id);
        if (key != null) {
            audit.record(key.companyId(), new Deed("key.rotation-ended", id, key.name()).with("by", "first-use"));
        }
    }
}
