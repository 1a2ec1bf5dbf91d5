package org.latchkey.api.odata;

import java.net.URI;
import org.apache.olingo.commons.api.data.Entity;
import org.apache.olingo.commons.api.data.Link;
import org.apache.olingo.commons.api.data.Property;
import org.apache.olingo.commons.api.data.ValueType;
import org.latchkey.account.CompanyAccess;
import org.latchkey.catalog.Item;

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
}
