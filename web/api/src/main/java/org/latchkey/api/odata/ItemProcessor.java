package org.latchkey.api.odata;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.olingo.commons.api.data.ContextURL;
import org.apache.olingo.commons.api.data.ContextURL.Suffix;
import org.apache.olingo.commons.api.data.Entity;
import org.apache.olingo.commons.api.edm.EdmEntitySet;
import org.apache.olingo.commons.api.edm.EdmPrimitiveType;
import org.apache.olingo.commons.api.edm.EdmProperty;
import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.commons.api.http.HttpMethod;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataLibraryException;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.prefer.Preferences.Return;
import org.apache.olingo.server.api.prefer.PreferencesApplied;
import org.apache.olingo.server.api.processor.EntityProcessor;
import org.apache.olingo.server.api.processor.PrimitiveValueProcessor;
import org.apache.olingo.server.api.serializer.EntitySerializerOptions;
import org.apache.olingo.server.api.serializer.PrimitiveSerializerOptions;
import org.apache.olingo.server.api.serializer.PrimitiveValueSerializerOptions;
import org.apache.olingo.server.api.uri.UriInfo;
import org.apache.olingo.server.api.uri.UriResource;
import org.apache.olingo.server.api.uri.UriResourceEntitySet;
import org.apache.olingo.server.api.uri.UriResourcePrimitiveProperty;
import org.latchkey.account.CompanyAccess;
import org.latchkey.catalog.Condition;
import org.latchkey.catalog.Condition.And;
import org.latchkey.catalog.Condition.Comparison;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Item;
import org.latchkey.catalog.Kind;
import org.latchkey.catalog.Query;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.NotFound;

/** One thing: read, whole or one of its properties, made, changed and deleted. */
final class ItemProcessor implements EntityProcessor, PrimitiveValueProcessor {

    private static final String ONE_PROPERTY = "changing one property by its own address";

    private final Services services;
    private OData odata;
    private ServiceMetadata metadata;

    ItemProcessor(Services services) {
        this.services = services;
    }

    @Override
    public void init(OData library, ServiceMetadata model) {
        odata = library;
        metadata = model;
    }

    @Override
    public void readEntity(ODataRequest request, ODataResponse response, UriInfo uri, ContentType responseFormat)
            throws ODataApplicationException, ODataLibraryException {
        ListProcessor.requireServed(uri);
        Address address = Address.of(uri, services);
        if (address.id().isEmpty()) {
            // What it refers to is nothing.
            response.setStatusCode(204);
        } else if (address.kind().isEmpty()) {
            answer(company(request, address), address.set(), request, response, uri, responseFormat);
        } else {
            Item item = item(address);
            // A version tells of one thing: not of what it refers to, nor of which thing another one refers to.
            boolean versioned = address.direct() && uri.getExpandOption() == null;
            if (versioned) {
                response.setHeader("ETag", ETags.of(item));
            }
            if (versioned && ETags.isKnown(request, item)) {
                response.setStatusCode(304);
            } else {
                answer(item, request, response, uri, responseFormat);
            }
        }
    }

    @Override
    public void createEntity(
            ODataRequest request,
            ODataResponse response,
            UriInfo uri,
            ContentType requestFormat,
            ContentType responseFormat)
            throws ODataApplicationException, ODataLibraryException {
        Address address = Address.of(uri, services);
        Kind kind = changeable(address);
        services.catalog().requireChange(services.companyId(), kind);
        Item item = services.catalog().create(services.companyId(), kind, values(request, kind, false));
        String location = ListProcessor.root(request) + kind.word() + "(" + item.id() + ")";
        response.setHeader("Location", location);
        answerChange(item, location, 201, request, response, uri, responseFormat);
    }

    @Override
    public void updateEntity(
            ODataRequest request,
            ODataResponse response,
            UriInfo uri,
            ContentType requestFormat,
            ContentType responseFormat)
            throws ODataApplicationException, ODataLibraryException {
        Address address = Address.of(uri, services);
        Kind kind = changeable(address);
        long id = address.id().orElseThrow(Refusal::notAllowed);
        services.catalog().requireChange(services.companyId(), kind);
        Integer version = version(request, kind, id);
        Map<Field, Object> values = values(request, kind, request.getMethod() == HttpMethod.PUT);
        Item item = changed(version, () -> services.catalog().change(services.companyId(), kind, id, version, values));
        answerChange(
                item,
                ListProcessor.root(request) + kind.word() + "(" + id + ")",
                200,
                request,
                response,
                uri,
                responseFormat);
    }

    @Override
    public void deleteEntity(ODataRequest request, ODataResponse response, UriInfo uri)
            throws ODataApplicationException, ODataLibraryException {
        Address address = Address.of(uri, services);
        Kind kind = changeable(address);
        long id = address.id().orElseThrow(Refusal::notAllowed);
        services.catalog().requireChange(services.companyId(), kind);
        Integer version = version(request, kind, id);
        changed(version, () -> {
            services.catalog().delete(services.companyId(), kind, id, version);
            return null;
        });
        response.setStatusCode(204);
    }

    @Override
    public void readPrimitive(ODataRequest request, ODataResponse response, UriInfo uri, ContentType responseFormat)
            throws ODataApplicationException, ODataLibraryException {
        Address address = Address.of(uri, services);
        Entity entity = entity(address, request);
        EdmProperty property = property(uri);
        if (entity.getProperty(property.getName()).getValue() == null) {
            response.setStatusCode(204);
            return;
        }
        ContextURL context = ContextURL.with()
                .serviceRoot(URI.create(ListProcessor.root(request)))
                .entitySetOrSingletonOrType(address.set())
                .keyPath(Long.toString(address.id().orElseThrow()))
                .navOrPropertyPath(property.getName())
                .build();
        response.setContent(odata.createSerializer(responseFormat)
                .primitive(
                        metadata,
                        (EdmPrimitiveType) property.getType(),
                        entity.getProperty(property.getName()),
                        PrimitiveSerializerOptions.with()
                                .contextURL(context)
                                .facetsFrom(property)
                                .build())
                .getContent());
        response.setStatusCode(200);
        response.setHeader("Content-Type", responseFormat.toContentTypeString());
    }

    @Override
    public void readPrimitiveValue(
            ODataRequest request, ODataResponse response, UriInfo uri, ContentType responseFormat)
            throws ODataApplicationException, ODataLibraryException {
        EdmProperty property = property(uri);
        Object value = entity(Address.of(uri, services), request)
                .getProperty(property.getName())
                .getValue();
        if (value == null) {
            response.setStatusCode(204);
            return;
        }
        response.setContent(odata.createFixedFormatSerializer()
                .primitiveValue(
                        (EdmPrimitiveType) property.getType(),
                        value,
                        PrimitiveValueSerializerOptions.with()
                                .facetsFrom(property)
                                .build()));
        response.setStatusCode(200);
        response.setHeader("Content-Type", responseFormat.toContentTypeString());
    }

    @Override
    public void updatePrimitive(
            ODataRequest request,
            ODataResponse response,
            UriInfo uri,
            ContentType requestFormat,
            ContentType responseFormat)
            throws ODataApplicationException {
        throw Refusal.unsupported(ONE_PROPERTY);
    }

    @Override
    public void deletePrimitive(ODataRequest request, ODataResponse response, UriInfo uri)
            throws ODataApplicationException {
        throw Refusal.unsupported(ONE_PROPERTY);
    }

    @Override
    public void updatePrimitiveValue(
            ODataRequest request,
            ODataResponse response,
            UriInfo uri,
            ContentType requestFormat,
            ContentType responseFormat)
            throws ODataApplicationException {
        throw Refusal.unsupported(ONE_PROPERTY);
    }

    @Override
    public void deletePrimitiveValue(ODataRequest request, ODataResponse response, UriInfo uri)
            throws ODataApplicationException {
        throw Refusal.unsupported(ONE_PROPERTY);
    }

    private static Kind changeable(Address address) throws ODataApplicationException {
        if (!address.direct()) {
            throw Refusal.unsupported("changing something by the address of another thing");
        }
        return address.kind().orElseThrow(Refusal::notAllowed);
    }

    /** The one version that is meant; null where the request is for any. */
    private Integer version(ODataRequest request, Kind kind, long id) throws ODataApplicationException {
        if (!ETags.isConditional(request)) {
            return null;
        }
        Item item = services.catalog().get(services.companyId(), kind, id);
        ETags.require(request, item);
        return item.version();
    }

    private static Item changed(Integer version, Supplier<Item> change) throws ODataApplicationException {
        try {
            return change.get();
        } catch (Conflict e) {
            if (version == null) {
                throw e;
            }
            throw ETags.failed();
        }
    }

    private Item item(Address address) {
        long id = address.id().orElseThrow();
        Kind kind = address.kind().orElseThrow();
        if (address.within().equals(Condition.ALL)) {
            return services.catalog().get(services.companyId(), kind, id);
        }
        Condition one = new And(List.of(Condition.of(Field.ID, Comparison.EQUAL, id), address.within()));
        return services.catalog().page(services.companyId(), Query.all(kind).where(one)).items().stream()
                .findFirst()
                .orElseThrow(() -> new NotFound(kind.word()));
    }

    private Entity entity(Address address, ODataRequest request) throws ODataApplicationException {
        if (address.id().isEmpty()) {
            throw new NotFound(address.set());
        }
        return address.kind().isEmpty()
                ? company(request, address)
                : Entities.of(item(address), ListProcessor.root(request));
    }

    private Entity company(ODataRequest request, Address address) {
        CompanyAccess company = services.company();
        if (address.id().filter(id -> id == company.id()).isEmpty()) {
            throw new NotFound(Model.COMPANY);
        }
        return Entities.of(company, ListProcessor.root(request));
    }

    private static EdmProperty property(UriInfo uri) throws ODataApplicationException {
        for (UriResource part : uri.getUriResourceParts()) {
            if (part instanceof UriResourcePrimitiveProperty property) {
                return property.getProperty();
            }
        }
        throw Refusal.unsupported("such an address");
    }

    private Map<Field, Object> values(ODataRequest request, Kind kind, boolean complete)
            throws ODataApplicationException, ODataLibraryException {
        Values read;
        try {
            read = Values.read(request.getBody().readAllBytes(), kind, complete);
        } catch (IOException e) {
            throw Refusal.malformed("The body of this request did not arrive.");
        }
        if (read.category().isPresent()) {
            read.byField().put(Model.CATEGORY_ID, category(read.category().get(), ListProcessor.root(request)));
        }
        return read.byField();
    }

    /** The id of the category that an address names. */
    private long category(String address, String root) throws ODataApplicationException, ODataLibraryException {
        UriResourceEntitySet named = odata.createUriHelper().parseEntityId(metadata.getEdm(), address, root);
        if (!named.getEntitySet().getName().equals(Kind.PRODUCT_CATEGORIES.word())) {
            throw Refusal.malformed("A binding is the address of one thing.");
        }
        return Address.id(named.getKeyPredicates())
                .orElseThrow(() -> Refusal.malformed("A binding is the address of one thing."));
    }

    private void answerChange(
            Item item,
            String location,
            int status,
            ODataRequest request,
            ODataResponse response,
            UriInfo uri,
            ContentType responseFormat)
            throws ODataApplicationException, ODataLibraryException {
        response.setHeader("ETag", ETags.of(item));
        Return preferred = odata.createPreferences(request.getHeaders("Prefer")).getReturn();
        if (preferred != null) {
            response.setHeader(
                    "Preference-Applied",
                    PreferencesApplied.with()
                            .returnRepresentation(preferred)
                            .build()
                            .toValueString());
        }
        if (preferred == Return.MINIMAL) {
            response.setHeader("OData-EntityId", location);
            response.setStatusCode(204);
            return;
        }
        answer(item, request, response, uri, responseFormat);
        response.setStatusCode(status);
    }

    private void answer(
            Item item, ODataRequest request, ODataResponse response, UriInfo uri, ContentType responseFormat)
            throws ODataApplicationException, ODataLibraryException {
        Entity entity = Entities.of(item, ListProcessor.root(request));
        new Expansion(services, ListProcessor.root(request))
                .expand(List.of(entity), List.of(item), uri.getExpandOption());
        answer(entity, item.kind().word(), request, response, uri, responseFormat);
    }

    private void answer(
            Entity entity,
            String setName,
            ODataRequest request,
            ODataResponse response,
            UriInfo uri,
            ContentType responseFormat)
            throws ODataLibraryException {
        EdmEntitySet set = metadata.getEdm().getEntityContainer().getEntitySet(setName);
        ContextURL context = ContextURL.with()
                .serviceRoot(URI.create(ListProcessor.root(request)))
                .entitySet(set)
                .selectList(odata.createUriHelper()
                        .buildContextURLSelectList(set.getEntityType(), uri.getExpandOption(), uri.getSelectOption()))
                .suffix(Suffix.ENTITY)
                .build();
        response.setContent(odata.createSerializer(responseFormat)
                .entity(
                        metadata,
                        set.getEntityType(),
                        entity,
                        EntitySerializerOptions.with()
                                .contextURL(context)
                                .expand(uri.getExpandOption())
                                .select(uri.getSelectOption())
                                .build())
                .getContent());
        response.setStatusCode(200);
        response.setHeader("Content-Type", responseFormat.toContentTypeString());
    }
}
