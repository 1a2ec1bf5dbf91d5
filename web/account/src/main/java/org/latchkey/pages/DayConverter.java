package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.ConverterException;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;

/** Reads a typed day strictly: 31 February is a mistake, not the 28th. */
@Named
@RequestScoped
public class DayConverter implements Converter<LocalDate> {

    @Inject
    private Words words;

    @Override
    public LocalDate getAsObject(FacesContext faces, UIComponent field, String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(typed.strip(), format());
        } catch (DateTimeException e) {
            throw new ConverterException(e);
        }
    }

    @Override
    public String getAsString(FacesContext faces, UIComponent field, LocalDate day) {
        return day == null ? "" : format().format(day);
    }

    /** The year is {@code u} here, since with {@code y} a strict reader asks for the era. */
    private DateTimeFormatter format() {
        String pattern = words.of("newKey.expiresOn.pattern").replace('y', 'u');
        return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
    }
}
