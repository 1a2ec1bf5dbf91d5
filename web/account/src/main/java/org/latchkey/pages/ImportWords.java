package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.latchkey.imports.RowError;

/** Says what is wrong with a file. */
@Named
@RequestScoped
public class ImportWords {

    @Inject
    private Words words;

    /** As a sentence, with the line and, where it is one in particular, the field. */
    public String of(RowError error) {
        return words.of("imports.error.line", error.line(), within(error));
    }

    /** The same of a line that is known. */
    public String within(RowError error) {
        String what = words.of("imports.error." + error.code());
        return error.field() == null ? what : words.of("imports.error.field", error.field(), what);
    }
}
