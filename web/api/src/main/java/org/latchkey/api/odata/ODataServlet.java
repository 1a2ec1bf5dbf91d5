package org.latchkey.api.odata;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.commons.api.http.HttpMethod;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataHttpHandler;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.serializer.CustomContentTypeSupport;
import org.apache.olingo.server.api.serializer.RepresentationType;
import org.latchkey.account.Access;
import org.latchkey.catalog.Catalog;
import org.latchkey.catalog.UnitOfWork;
import org.latchkey.rate.Api;
import org.latchkey.rate.PlanLimits;

/** The OData service. Everything of Olingo is made anew for each request: its parts are not safe for several threads. */
@WebServlet(ODataServlet.PATH + "/*")
public class ODataServlet extends HttpServlet {

    static final String PATH = "/odata";

    private static final int MOST_BYTES = 1024 * 1024;

    private static final Map<String, HttpMethod> METHODS = Map.of(
            "GET", HttpMethod.GET,
            "HEAD", HttpMethod.GET,
            "POST", HttpMethod.POST,
            "PUT", HttpMethod.PUT,
            "PATCH", HttpMethod.PATCH,
            "DELETE", HttpMethod.DELETE);

    @Inject
    private transient Catalog catalog;

    @Inject
    private transient UnitOfWork unitOfWork;

    @Inject
    private transient Access access;

    @Inject
    private transient Clock clock;

    @Inject
    private transient SecureRandom random;

    @Inject
    private transient PlanLimits limits;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ODataResponse answer;
        try {
            answer = answer(read(request));
        } catch (ODataApplicationException e) {
            answer = new ODataResponse();
            Errors.write(answer, e);
        }
        write(answer, response);
    }

    private ODataResponse answer(ODataRequest request) throws ODataApplicationException {
        OData odata = OData.newInstance();
        ServiceMetadata metadata = odata.createServiceMetadata(new Model(), List.of());
        Bounds.check(request, odata, metadata);
        if (request.getMethod() == null) {
            ODataResponse refused = new ODataResponse();
            Errors.write(refused, Refusal.notAllowed());
            refused.setHeader("Allow", Methods.of(request, odata, metadata));
            return refused;
        }
        Services services =
                new Services(catalog, unitOfWork, access, clock, random, more -> limits.take(Api.ODATA, more));
        ODataHttpHandler handler = odata.createHandler(metadata);
        handler.register(new JsonOnly());
        handler.register(new ListProcessor(services));
        handler.register(new ItemProcessor(services));
        handler.register(new Batches(services));
        handler.register(new Errors(access));
        return handler.process(request);
    }

    private static ODataRequest read(HttpServletRequest request) throws ODataApplicationException, IOException {
        String path = request.getRequestURI();
        // Whatever spells it in another way is another address.
        if (!path.startsWith(PATH)) {
            throw new ODataApplicationException("There is nothing at this address.", 404, Locale.ENGLISH, "not_found");
        }
        String base = request.getRequestURL().toString();
        base = base.substring(0, base.length() - path.length()) + PATH;
        ODataRequest read = new ODataRequest();
        read.setMethod(METHODS.get(request.getMethod()));
        read.setProtocol(request.getProtocol());
        Collections.list(request.getHeaderNames())
                .forEach(name -> read.addHeader(name, Collections.list(request.getHeaders(name))));
        read.setRawBaseUri(base);
        read.setRawODataPath(path.substring(PATH.length()));
        read.setRawQueryPath(request.getQueryString());
        read.setRawRequestUri(base
                + read.getRawODataPath()
                + (request.getQueryString() == null ? "" : "?" + request.getQueryString()));
        read.setBody(body(request));
        return read;
    }

    private static InputStream body(HttpServletRequest request) throws ODataApplicationException, IOException {
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw Refusal.tooLarge("The body of this request is too large.");
        }
        return new ByteArrayInputStream(body);
    }

    private static void write(ODataResponse answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.getStatusCode());
        answer.getAllHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        if (answer.getContent() != null) {
            answer.getContent().transferTo(response.getOutputStream());
        }
    }

    /** Nobody asks for Atom any more, and XML that somebody sends is a risk. */
    private static final class JsonOnly implements CustomContentTypeSupport {

        @Override
        public List<ContentType> modifySupportedContentTypes(List<ContentType> types, RepresentationType of) {
            return of == RepresentationType.METADATA
                    ? types
                    : types.stream()
                            .filter(type -> !type.getSubtype().contains("xml"))
                            .toList();
        }
    }
}
