package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of the pages in the user's language, with values filled in. */
@Named
@RequestScoped
public class Words {

    static final String BUNDLE = "org.latchkey.pages.messages";

    @Inject
    private Preferences preferences;

    /** The text with this key in the bundle. */
    public String of(String key, Object... values) {
        Locale locale = preferences.getLocale();
        String text = ResourceBundle.getBundle(BUNDLE, locale).getString(key);
        return new MessageFormat(text, locale).format(values);
    }

    /** Whether the bundle has such a text. */
    boolean has(String key) {
        return ResourceBundle.getBundle(BUNDLE, preferences.getLocale()).containsKey(key);
    }
}
