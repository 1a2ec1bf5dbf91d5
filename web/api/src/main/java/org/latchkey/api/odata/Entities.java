package org.latchkey.api.odata;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.olingo.commons.api.data.Entity;
import org.apache.olingo.commons.api.data.Link;
import org.apache.olingo.commons.api.data.Property;
import org.apache.olingo.commons.api.data.ValueType;
import org.latchkey.account.CompanyAccess;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Item;
import org.latchkey.catalog.Kind;

/** Things of the catalog as Olingo has them. */
final class Entities {

    private Entities() {}

    /** @param root the address of the service, with a slash at the end */
    static Entity of(Item item, String root) {
        Entity entity = new Entity();
        entity.setType(Model.type(item.kind()).getFullQualifiedNameAsString());
        entity.setId(URI.create(root + item.kind().word() + "(" + item.id() + ")"));
        entity.setETag(ETags.of(item));
        item.values()
                .forEach((field, value) ->
                        entity.addProperty(new Property(null, field.name(), ValueType.PRIMITIVE, value)));
        return entity;
    }

    /** @param root the address of the service, with a slash at the end */
    static Entity of(CompanyAccess company, String root) {
        Entity entity = new Entity();
        entity.setType(Model.companyType().getFullQualifiedNameAsString());
        entity.setId(URI.create(root + Model.COMPANIES + "(" + company.id() + ")"));
        entity.addProperty(new Property(null, "id", ValueType.PRIMITIVE, company.id()));
        entity.addProperty(new Property(null, "name", ValueType.PRIMITIVE, company.name()));
        return entity;
    }

    /** Puts what an entity refers to into it; null where that is nothing. */
    static void link(Entity entity, String name, Entity other) {
        if (other != null) {
            Link link = new Link();
            link.setTitle(name);
            link.setInlineEntity(other);
            entity.getNavigationLinks().add(link);
        }
    }

    /** The values of writable fields that a body has; what only the server sets is ignored, as OData demands. */
    static Map<Field, Object> values(Kind kind, Entity entity) {
        Map<Field, Object> values = new LinkedHashMap<>();
        for (Field field : writable(kind)) {
            Property property = entity.getProperty(field.name());
            if (property != null) {
                values.put(field, property.getValue());
            }
        }
        return values;
    }

    /** The same for a body that says all there is: what it leaves out has its initial value, or none. */
    static Map<Field, Object> allValues(Kind kind, Entity entity) {
        Map<Field, Object> values = values(kind, entity);
        writable(kind).stream()
                .filter(field -> !values.containsKey(field))
                .forEach(field -> values.put(field, field.initial()));
        return values;
    }

    private static List<Field> writable(Kind kind) {
        List<Field> writable = new ArrayList<>(kind.fields());
        writable.removeIf(field -> !field.writable());
        return writable;
    }
}
