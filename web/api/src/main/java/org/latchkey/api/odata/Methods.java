package org.latchkey.api.odata;

import java.util.List;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataLibraryException;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.uri.UriInfo;
import org.apache.olingo.server.api.uri.UriInfoKind;
import org.apache.olingo.server.api.uri.UriResource;
import org.apache.olingo.server.api.uri.UriResourceEntitySet;
import org.apache.olingo.server.core.uri.parser.Parser;
import org.latchkey.catalog.Kind;

/** Which methods an address takes, as an answer with 405 has to tell (RFC 9110, section 15.5.6). */
final class Methods {

    private static final String READ = "GET, HEAD";

    private Methods() {}

    /** Those that a request could have had, as the value of {@code Allow}; empty where there is nothing at its address. */
    static String of(ODataRequest request, OData odata, ServiceMetadata metadata) {
        try {
            return of(new Parser(metadata.getEdm(), odata)
                    .parseUri(request.getRawODataPath(), null, null, request.getRawBaseUri()));
        } catch (ODataLibraryException e) {
            return "";
        }
    }

    private static String of(UriInfo uri) {
        if (uri.getKind() == UriInfoKind.batch) {
            return "POST";
        }
        List<UriResource> parts = uri.getUriResourceParts();
        if (parts.size() == 1
                && parts.get(0) instanceof UriResourceEntitySet set
                && Kind.of(set.getEntitySet().getName()).isPresent()) {
            return READ + (set.isCollection() ? ", POST" : ", PATCH, PUT, DELETE");
        }
        return READ;
    }
}
