package org.latchkey.api.odata;

import java.util.List;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataLibraryException;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.uri.UriInfo;
import org.apache.olingo.server.core.uri.parser.Parser;

/** What Olingo reads from an address of this service. */
final class Asked {

    static final OData ODATA = OData.newInstance();
    static final ServiceMetadata METADATA = ODATA.createServiceMetadata(new Model(), List.of());

    private Asked() {}

    static UriInfo uri(String path, String query) throws ODataLibraryException {
        return new Parser(METADATA.getEdm(), ODATA)
                .parseUri(path, query == null ? null : Bounds.escaped(query), null, "http://localhost/odata");
    }

    static ODataRequest request(String path, String query) {
        ODataRequest request = new ODataRequest();
        request.setRawBaseUri("http://localhost/odata");
        request.setRawODataPath(path);
        request.setRawQueryPath(query);
        return request;
    }
}
