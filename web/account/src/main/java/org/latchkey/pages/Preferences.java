package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Appearance and language, from the cookies that {@code latchkey.js} writes; what is not set follows the browser. */
@Named
@RequestScoped
public class Preferences {

    private static final List<String> APPEARANCES = List.of("system", "light", "dark");
    private static final List<String> LANGUAGES = List.of("en", "de");

    @Inject
    private HttpServletRequest request;

    public List<String> getAppearances() {
        return APPEARANCES;
    }

    public List<String> getLanguages() {
        return LANGUAGES;
    }

    public String getAppearance() {
        return cookie("appearance").filter(APPEARANCES::contains).orElse("system");
    }

    /** With the browser's region, which decides how dates are written, if it has one for the language. */
    public Locale getLocale() {
        List<Locale> understood = Collections.list(request.getLocales());
        String language = cookie("language").filter(LANGUAGES::contains).orElseGet(() -> preferred(understood));
        return understood.stream()
                .filter(locale -> locale.getLanguage().equals(language))
                .findFirst()
                .orElse(Locale.forLanguageTag(language));
    }

    private static String preferred(List<Locale> understood) {
        return understood.stream()
                .map(Locale::getLanguage)
                .filter(LANGUAGES::contains)
                .findFirst()
                .orElse(LANGUAGES.get(0));
    }

    private Optional<String> cookie(String name) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst();
    }
}
