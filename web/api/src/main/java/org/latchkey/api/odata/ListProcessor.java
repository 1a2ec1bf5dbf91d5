package org.latchkey.api.odata;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.olingo.commons.api.data.ContextURL;
import org.apache.olingo.commons.api.data.EntityCollection;
import org.apache.olingo.commons.api.edm.EdmEntitySet;
import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataLibraryException;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.prefer.Preferences;
import org.apache.olingo.server.api.prefer.Preferences.Preference;
import org.apache.olingo.server.api.prefer.PreferencesApplied;
import org.apache.olingo.server.api.processor.CountEntityCollectionProcessor;
import org.apache.olingo.server.api.serializer.EntityCollectionSerializerOptions;
import org.apache.olingo.server.api.uri.UriInfo;
import org.apache.olingo.server.api.uri.UriResource;
import org.apache.olingo.server.api.uri.UriResourcePrimitiveProperty;
import org.apache.olingo.server.api.uri.queryoption.SelectItem;
import org.apache.olingo.server.api.uri.queryoption.SelectOption;
import org.latchkey.account.CompanyAccess;
import org.latchkey.catalog.Condition;
import org.latchkey.catalog.Condition.And;
import org.latchkey.catalog.Condition.Value;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Item;
import org.latchkey.catalog.Kind;
import org.latchkey.catalog.Query;
import org.latchkey.catalog.Query.Order;

/** Lists of things: page by page, and how many there are. */
final class ListProcessor implements CountEntityCollectionProcessor {

    /** Since version 4.01 preferences need no prefix. */
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,9}");

    private final Services services;
    private OData odata;
    private ServiceMetadata metadata;

    ListProcessor(Services services) {
        this.services = services;
    }

    @Override
    public void init(OData library, ServiceMetadata model) {
        odata = library;
        metadata = model;
    }

    @Override
    public void readEntityCollection(
            ODataRequest request, ODataResponse response, UriInfo uri, ContentType responseFormat)
            throws ODataApplicationException, ODataLibraryException {
        requireServed(uri);
        Address address = Address.of(uri, services);
        EntityCollection list = address.kind().isEmpty()
                ? companies(request, uri)
                : things(request, response, uri, address, address.kind().get());
        EdmEntitySet set = metadata.getEdm().getEntityContainer().getEntitySet(address.set());
        ContextURL context = ContextURL.with()
                .serviceRoot(URI.create(root(request)))
                .entitySet(set)
                .selectList(odata.createUriHelper()
                        .buildContextURLSelectList(set.getEntityType(), uri.getExpandOption(), uri.getSelectOption()))
                .build();
        response.setContent(odata.createSerializer(responseFormat)
                .entityCollection(
                        metadata,
                        set.getEntityType(),
                        list,
                        EntityCollectionSerializerOptions.with()
                                .contextURL(context)
                                .count(uri.getCountOption())
                                .expand(uri.getExpandOption())
                                .select(uri.getSelectOption())
                                .build())
                .getContent());
        response.setStatusCode(200);
        response.setHeader("Content-Type", responseFormat.toContentTypeString());
    }

    @Override
    public void countEntityCollection(ODataRequest request, ODataResponse response, UriInfo uri)
            throws ODataApplicationException, ODataLibraryException {
        requireServed(uri);
        Address address = Address.of(uri, services);
        long count = address.kind().isEmpty()
                ? companies(request, uri).getCount()
                : count(address.kind().get(), wanted(address, uri));
        response.setContent(new ByteArrayInputStream(Long.toString(count).getBytes(UTF_8)));
        response.setStatusCode(200);
        response.setHeader("Content-Type", ContentType.TEXT_PLAIN.toContentTypeString());
    }

    /** The address of the service, with a slash at the end. */
    static String root(ODataRequest request) {
        return request.getRawBaseUri() + "/";
    }

    /** Refuses what would be left out without a word otherwise. */
    static void requireServed(UriInfo uri) throws ODataApplicationException {
        if (uri.getApplyOption() != null) {
            throw Refusal.unsupported("$apply");
        }
        if (uri.getDeltaTokenOption() != null) {
            throw Refusal.unsupported("$deltatoken");
        }
    }

    private EntityCollection companies(ODataRequest request, UriInfo uri) throws ODataApplicationException {
        if (uri.getFilterOption() != null || uri.getSearchOption() != null) {
            throw Refusal.unsupported("searching for companies");
        }
        if (uri.getSkipTokenOption() != null) {
            throw SkipToken.malformed();
        }
        CompanyAccess company = services.company();
        EntityCollection list = new EntityCollection();
        boolean skipped = uri.getSkipOption() != null && uri.getSkipOption().getValue() > 0;
        boolean none = uri.getTopOption() != null && uri.getTopOption().getValue() == 0;
        // One is in order, whatever the order.
        if (!skipped && !none) {
            list.getEntities().add(Entities.of(company, root(request)));
        }
        list.setCount(1);
        return list;
    }

    private EntityCollection things(
            ODataRequest request, ODataResponse response, UriInfo uri, Address address, Kind kind)
            throws ODataApplicationException {
        Condition wanted = wanted(address, uri);
        List<Order> order = new Filters(kind, services.clock().instant()).order(uri.getOrderByOption());
        Paging paging = Paging.of(uri, pageSize(request, response), order);
        List<Condition> onPage = new ArrayList<>(List.of(wanted));
        paging.after().ifPresent(onPage::add);
        List<Item> items = services.catalog()
                .page(
                        services.companyId(),
                        new Query(
                                kind,
                                new And(onPage),
                                "",
                                order,
                                paging.skip(),
                                paging.reads(),
                                fields(kind, uri, order),
                                false))
                .items();
        boolean more = items.size() > paging.size();
        List<Item> shown = more ? items.subList(0, paging.size()) : items;

        EntityCollection list = new EntityCollection();
        shown.forEach(item -> list.getEntities().add(Entities.of(item, root(request))));
        new Expansion(services, root(request)).expand(list.getEntities(), shown, uri.getExpandOption());
        if (more) {
            list.setNext(paging.next(request, order, shown.get(shown.size() - 1)));
        }
        if (uri.getCountOption() != null && uri.getCountOption().getValue()) {
            list.setCount(Math.toIntExact(count(kind, wanted)));
        }
        return list;
    }

    private Condition wanted(Address address, UriInfo uri) throws ODataApplicationException {
        return wanted(
                address.kind().orElseThrow(),
                address.within(),
                uri,
                services.clock().instant());
    }

    /**
     * What is asked for, on whichever page.
     *
     * @throws ODataApplicationException 400 where that leaves no room for what tells the next page from this one
     */
    static Condition wanted(Kind kind, Condition within, UriInfo uri, Instant now) throws ODataApplicationException {
        Condition wanted = new And(List.of(
                within,
                new Filters(kind, now).condition(uri.getFilterOption()),
                new Searches(kind).condition(uri.getSearchOption())));
        if (Condition.size(wanted) > Query.MOST_CONDITIONS - SkipToken.MOST_CONDITIONS) {
            throw Refusal.tooComplex();
        }
        return wanted;
    }

    private long count(Kind kind, Condition wanted) {
        return services.catalog()
                .page(services.companyId(), new Query(kind, wanted, "", List.of(), 0, 0, Set.of(), true))
                .count();
    }

    private int pageSize(ODataRequest request, ODataResponse response) {
        Preferences preferences = odata.createPreferences(request.getHeaders("Prefer"));
        Preference named = preferences.getPreference("maxpagesize");
        Integer preferred = preferences.getMaxPageSize();
        if (preferred == null
                && named != null
                && SIZE.matcher(String.valueOf(named.getValue())).matches()) {
            preferred = Integer.valueOf(named.getValue());
        }
        if (preferred == null || preferred < 1) {
            return Query.MOST;
        }
        int size = Math.min(preferred, Query.MOST);
        response.setHeader(
                "Preference-Applied",
                PreferencesApplied.with().maxPageSize(size).build().toValueString());
        return size;
    }

    private static Set<Field> fields(Kind kind, UriInfo uri, List<Order> order) throws ODataApplicationException {
        Set<Field> fields = new HashSet<>();
        for (Field field : kind.fields()) {
            if (isSelected(uri.getSelectOption(), field) || Expansion.needs(uri.getExpandOption(), field)) {
                fields.add(field);
            }
        }
        // For the token of the next page.
        order.stream()
                .map(Order::term)
                .filter(Value.class::isInstance)
                .forEach(term -> fields.add(((Value) term).field()));
        return fields;
    }

    private static boolean isSelected(SelectOption select, Field field) {
        if (select == null) {
            return true;
        }
        return select.getSelectItems().stream()
                .anyMatch(item -> item.isStar()
                        || property(item).filter(field.name()::equals).isPresent());
    }

    private static Optional<String> property(SelectItem item) {
        if (item.getResourcePath() == null) {
            return Optional.empty();
        }
        UriResource first = item.getResourcePath().getUriResourceParts().get(0);
        return first instanceof UriResourcePrimitiveProperty property
                ? Optional.of(property.getProperty().getName())
                : Optional.empty();
    }
}
