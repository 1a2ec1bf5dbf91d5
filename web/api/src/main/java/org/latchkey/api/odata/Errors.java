package org.latchkey.api.odata;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataLibraryException;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;
import org.apache.olingo.server.api.ODataServerError;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.processor.ErrorProcessor;
import org.apache.olingo.server.core.ContentNegotiatorException;
import org.apache.olingo.server.core.ODataHandlerException;
import org.apache.olingo.server.core.uri.parser.Parser;
import org.latchkey.account.Access;
import org.latchkey.api.Problem;
import org.latchkey.api.Problem.FieldError;
import org.latchkey.api.Problems;

/** Every error in the format of OData, with the stable codes that the other APIs have. */
final class Errors implements ErrorProcessor {

    private static final JsonProvider JSON = JsonProvider.provider();

    private static final Set<ODataLibraryException.MessageKey> ABOUT_CONTENT_TYPE = Set.of(
            ContentNegotiatorException.MessageKeys.UNSUPPORTED_CONTENT_TYPE,
            ODataHandlerException.MessageKeys.MISSING_CONTENT_TYPE,
            ODataHandlerException.MessageKeys.INVALID_CONTENT_TYPE,
            ODataHandlerException.MessageKeys.UNSUPPORTED_CONTENT_TYPE);

    private final Access access;
    private OData odata;
    private ServiceMetadata metadata;

    Errors(Access access) {
        this.access = access;
    }

    @Override
    public void init(OData library, ServiceMetadata model) {
        odata = library;
        metadata = model;
    }

    @Override
    public void processError(
            ODataRequest request, ODataResponse response, ODataServerError error, ContentType requestedFormat) {
        Exception cause = error.getException();
        if (cause instanceof ODataApplicationException refused) {
            write(response, refused);
        } else if (cause instanceof ODataLibraryException library) {
            write(response, library, request, error);
        } else {
            write(response, cause);
        }
    }

    /** What this service itself refuses. */
    static void write(ODataResponse response, ODataApplicationException refused) {
        write(response, refused.getStatusCode(), refused.getODataErrorCode(), refused.getMessage(), List.of());
    }

    /** What the library refuses. */
    private void write(
            ODataResponse response, ODataLibraryException refused, ODataRequest request, ODataServerError error) {
        int status = status(refused, request, error.getStatusCode());
        if (status >= 500 && status != 501) {
            write(response, (Exception) refused);
            return;
        }
        write(response, status, code(status), error.getMessage(), List.of());
    }

    private int status(ODataLibraryException refused, ODataRequest request, int status) {
        if (ABOUT_CONTENT_TYPE.contains(refused.getMessageKey())) {
            return 415;
        }
        // What is not there in the address is not found; what is not there in an option is a mistake in it.
        return status == 404 && request.getRawQueryPath() != null && isAddress(request) ? 400 : status;
    }

    private boolean isAddress(ODataRequest request) {
        try {
            new Parser(metadata.getEdm(), odata)
                    .parseUri(request.getRawODataPath(), null, null, request.getRawBaseUri());
            return true;
        } catch (ODataLibraryException e) {
            return false;
        }
    }

    private static String code(int status) {
        return switch (status) {
            case 404 -> "not_found";
            case 405 -> "method_not_allowed";
            case 406 -> "not_acceptable";
            case 412 -> "precondition_failed";
            case 415 -> "unsupported_media_type";
            case 501 -> "not_implemented";
            default -> "malformed";
        };
    }

    /** What a service refuses, and what has gone wrong. */
    private void write(ODataResponse response, Exception cause) {
        Problem problem = Problems.problem(cause, access);
        Problems.headers(cause, problem).forEach(response::setHeader);
        // OData has no 422; the library cannot even write it into the answer to a batch.
        int status = problem.status() == 422 ? 400 : problem.status();
        write(
                response,
                status,
                problem.code(),
                problem.detail(),
                Optional.ofNullable(problem.errors()).orElse(List.of()));
    }

    private static void write(
            ODataResponse response, int status, String code, String message, List<FieldError> details) {
        JsonObjectBuilder error = JSON.createObjectBuilder().add("code", code).add("message", message);
        if (!details.isEmpty()) {
            error.add("target", details.get(0).field());
            JsonArrayBuilder all = JSON.createArrayBuilder();
            details.forEach(it -> all.add(JSON.createObjectBuilder()
                    .add("code", it.code())
                    .add("message", it.detail())
                    .add("target", it.field())));
            error.add("details", all);
        }
        String json = JSON.createObjectBuilder().add("error", error).build().toString();
        response.setStatusCode(status);
        response.setHeader("OData-Version", "4.0");
        response.setHeader("Content-Type", "application/json;odata.metadata=minimal");
        response.setContent(new ByteArrayInputStream(json.getBytes(UTF_8)));
    }
}
