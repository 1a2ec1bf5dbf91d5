package org.latchkey.api.odata;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.List;
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
import org.latchkey.api.ErrorFormat;
import org.latchkey.api.Problem;
import org.latchkey.api.Problems;

/** Every error in the format of OData, with the stable codes that the other APIs have. */
final class Errors implements ErrorProcessor {

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
        if (response.getStatusCode() == 405) {
            response.setHeader("Allow", Methods.of(request, odata, metadata));
        }
    }

    /** What this service itself refuses. */
    static void write(ODataResponse response, ODataApplicationException refused) {
        write(response, new Problem(refused.getStatusCode(), refused.getODataErrorCode(), refused.getMessage()));
    }

    /** The same as the other APIs have it. */
    static void write(ODataResponse response, Problem problem) {
        // OData has no 422; the library cannot even write it into the answer to a batch.
        response.setStatusCode(problem.status() == 422 ? 400 : problem.status());
        response.setHeader("OData-Version", "4.0");
        response.setHeader("Content-Type", ErrorFormat.ODATA.mediaType(List.of()));
        response.setContent(
                new ByteArrayInputStream(ErrorFormat.ODATA.write(problem).getBytes(UTF_8)));
    }

    /** What the library refuses. */
    private void write(
            ODataResponse response, ODataLibraryException refused, ODataRequest request, ODataServerError error) {
        int status = status(refused, request, error.getStatusCode());
        if (status >= 500 && status != 501) {
            write(response, (Exception) refused);
            return;
        }
        write(response, new Problem(status, code(status), error.getMessage()));
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
        write(response, problem);
    }
}
