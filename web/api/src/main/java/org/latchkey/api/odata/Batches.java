package org.latchkey.api.odata;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataLibraryException;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.batch.BatchFacade;
import org.apache.olingo.server.api.deserializer.batch.BatchOptions;
import org.apache.olingo.server.api.deserializer.batch.BatchRequestPart;
import org.apache.olingo.server.api.deserializer.batch.ODataResponsePart;
import org.apache.olingo.server.api.processor.BatchProcessor;
import org.latchkey.api.Problem;
import org.latchkey.realm.RateLimits;

/** {@code $batch}: several requests in one, of which those of a change set either all count or none. */
final class Batches implements BatchProcessor {

    /** How many requests one may hold. */
    static final int MOST_REQUESTS = 100;

    private final Services services;
    private OData odata;
    private ServiceMetadata metadata;
    private final Allowance allowance;

    Batches(Services services) {
        this.services = services;
        allowance = new Allowance(services.clock());
    }

    @Override
    public void init(OData library, ServiceMetadata model) {
        odata = library;
        metadata = model;
    }

    @Override
    public void processBatch(BatchFacade facade, ODataRequest request, ODataResponse response)
            throws ODataApplicationException, ODataLibraryException {
        String boundary = facade.extractBoundaryFromContentType(request.getHeader("Content-Type"));
        List<BatchRequestPart> parts = parts(request, boundary);
        int more = parts.stream().mapToInt(part -> part.getRequests().size()).sum() - 1;
        if (more > 0) {
            // The batch itself counts as one. Nothing has been done yet, so all of it may be sent again.
            RateLimits.Left left = services.limit().apply(more);
            if (!left.taken()) {
                response.setHeader("Retry-After", Long.toString(left.retryAfter()));
                Errors.write(response, Problem.beyondPlan());
                return;
            }
        }
        boolean goesOn = odata.createPreferences(request.getHeaders("Prefer")).hasContinueOnError();
        List<ODataResponsePart> answers = new ArrayList<>();
        for (BatchRequestPart part : parts) {
            ODataResponsePart answer = answer(facade, part);
            answers.add(answer);
            if (!goesOn && !answer.getResponses().stream().allMatch(Batches::isDone)) {
                break;
            }
        }
        String answered = boundary();
        response.setContent(odata.createFixedFormatSerializer().batchResponse(answers, answered));
        response.setHeader("Content-Type", "multipart/mixed;boundary=" + answered);
        response.setStatusCode(200);
    }

    private ODataResponsePart answer(BatchFacade facade, BatchRequestPart part)
            throws ODataApplicationException, ODataLibraryException {
        if (allowance.isSpent()) {
            return new ODataResponsePart(spent(), false);
        }
        ODataResponsePart answer = facade.handleBatchRequest(part);
        answer.getResponses().forEach(allowance::spend);
        return answer;
    }

    private static ODataResponse spent() {
        ODataResponse refused = new ODataResponse();
        Errors.write(refused, Refusal.tooLarge("This batch takes too long, or its answers are too large."));
        return refused;
    }

    /** One that stands in no part: nobody can know it before. */
    private String boundary() {
        byte[] random = new byte[16];
        services.random().nextBytes(random);
        return "batch_" + HexFormat.of().formatHex(random);
    }

    @Override
    public ODataResponsePart processChangeSet(BatchFacade facade, List<ODataRequest> requests) {
        List<ODataResponse> answers = services.unitOfWork()
                .run(() -> untilRefused(facade, requests), all -> all.stream().allMatch(Batches::isDone));
        ODataResponse last = answers.get(answers.size() - 1);
        return isDone(last) ? new ODataResponsePart(answers, true) : new ODataResponsePart(last, false);
    }

    private List<ODataResponse> untilRefused(BatchFacade facade, List<ODataRequest> requests) {
        List<ODataResponse> answers = new ArrayList<>();
        for (ODataRequest request : requests) {
            ODataResponse answer;
            try {
                answer = allowance.isSpent() ? spent() : facade.handleODataRequest(request);
            } catch (ODataApplicationException | ODataLibraryException e) {
                answer = new ODataResponse();
                Errors.write(answer, Refusal.malformed("This refers to another request in a way that cannot be read."));
            }
            answers.add(answer);
            if (!isDone(answer)) {
                break;
            }
        }
        return answers;
    }

    private static boolean isDone(ODataResponse answer) {
        return answer.getStatusCode() < 400;
    }

    private List<BatchRequestPart> parts(ODataRequest request, String boundary)
            throws ODataApplicationException, ODataLibraryException {
        List<BatchRequestPart> parts;
        try {
            parts = odata.createFixedFormatDeserializer()
                    .parseBatchRequest(
                            request.getBody(),
                            boundary,
                            BatchOptions.with()
                                    .rawBaseUri(request.getRawBaseUri())
                                    .rawServiceResolutionUri(request.getRawServiceResolutionUri())
                                    .build());
        } catch (RuntimeException e) {
            // Such as a character set that does not exist.
            throw Refusal.malformed("This batch cannot be read.");
        }
        List<ODataRequest> requests =
                parts.stream().flatMap(part -> part.getRequests().stream()).toList();
        if (requests.size() > MOST_REQUESTS) {
            throw Refusal.tooComplex();
        }
        if (parts.stream().anyMatch(part -> part.getRequests().isEmpty())) {
            throw Refusal.malformed("A change set has no requests.");
        }
        for (ODataRequest each : requests) {
            if (each.getRawODataPath().contains("batch")) {
                throw Refusal.malformed("A batch holds no batches.");
            }
            Bounds.check(each, odata, metadata);
        }
        return parts;
    }
}
