package org.latchkey.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.latchkey.operate.OperatorAnswer;
import org.latchkey.operator.OperatorCommand;

/**
 * The operator's command that retires the key that signs access tokens. The next token makes another one; what was signed stays
 * good, and the retired public key published, until the last of it has expired.
 */
@ApplicationScoped
class RotateSigningKey implements OperatorCommand {

    @Inject
    private SigningKeys keys;

    @Override
    public String name() {
        return "rotate-signing-key";
    }

    @Override
    @Transactional
    public OperatorAnswer answer(List<String> words) {
        return OperatorAnswer.done("retired signing keys: " + keys.retireAll());
    }
}
