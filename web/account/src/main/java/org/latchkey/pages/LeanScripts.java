package org.latchkey.pages;

import jakarta.faces.application.Resource;
import jakarta.faces.application.ResourceHandler;
import jakarta.faces.application.ResourceHandlerWrapper;
import java.util.Set;

/** Spares browsers the scripts that PrimeFaces links beside the date picker and that no page of ours uses. */
public class LeanScripts extends ResourceHandlerWrapper {

    private static final Set<String> UNUSED = Set.of("inputmask/inputmask.js", "touch/touchswipe.js");

    public LeanScripts(ResourceHandler wrapped) {
        super(wrapped);
    }

    @Override
    public Resource createResource(String name, String library) {
        return "primefaces".equals(library) && UNUSED.contains(name)
                ? super.createResource("unused.js", "latchkey")
                : super.createResource(name, library);
    }
}
