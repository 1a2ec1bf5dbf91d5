package org.latchkey.api.odata;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.olingo.commons.api.edm.EdmPrimitiveTypeKind;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.apache.olingo.commons.api.edm.provider.CsdlAbstractEdmProvider;
import org.apache.olingo.commons.api.edm.provider.CsdlAnnotation;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainer;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainerInfo;
import org.apache.olingo.commons.api.edm.provider.CsdlEntitySet;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityType;
import org.apache.olingo.commons.api.edm.provider.CsdlNavigationProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlNavigationPropertyBinding;
import org.apache.olingo.commons.api.edm.provider.CsdlProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlPropertyRef;
import org.apache.olingo.commons.api.edm.provider.CsdlSchema;
import org.apache.olingo.commons.api.edm.provider.CsdlTerm;
import org.apache.olingo.commons.api.edm.provider.annotation.CsdlConstantExpression;
import org.apache.olingo.commons.api.edm.provider.annotation.CsdlConstantExpression.ConstantExpressionType;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Kind;

/** What there is, as {@code $metadata} tells it: the kinds of the catalog, and the company to which all of it belongs. */
final class Model extends CsdlAbstractEdmProvider {

    /** The entity set of the one company in which a credential acts. */
    static final String COMPANIES = "companies";

    /** The company of anything. */
    static final String COMPANY = "company";

    /** The category of a product. */
    static final String CATEGORY = "category";

    /** The products of a category. */
    static final String PRODUCTS = "products";

    /** The field of a product that holds the id of its category. */
    static final Field CATEGORY_ID = Kind.PRODUCTS.field("productCategoryId").orElseThrow(IllegalStateException::new);

    private static final String NAMESPACE = "Latchkey";
    private static final FullQualifiedName CONTAINER = new FullQualifiedName(NAMESPACE, "Container");
    private static final FullQualifiedName COMPANY_TYPE = new FullQualifiedName(NAMESPACE, "Company");

    private static final Map<Kind, FullQualifiedName> TYPES = Map.of(
            Kind.CUSTOMERS, new FullQualifiedName(NAMESPACE, "Customer"),
            Kind.PRODUCTS, new FullQualifiedName(NAMESPACE, "Product"),
            Kind.PRODUCT_CATEGORIES, new FullQualifiedName(NAMESPACE, "ProductCategory"));

    /** Without a reference to where it is defined: clients would go there for it, and no further where they cannot. */
    private static final FullQualifiedName COMPUTED = new FullQualifiedName("Org.OData.Core.V1", "Computed");

    /** The name of the type of the things of a kind. */
    static FullQualifiedName type(Kind kind) {
        return TYPES.get(kind);
    }

    /** The name of the type of the company. */
    static FullQualifiedName companyType() {
        return COMPANY_TYPE;
    }

    @Override
    public List<CsdlSchema> getSchemas() {
        return List.of(new CsdlSchema()
                .setNamespace(NAMESPACE)
                .setEntityTypes(
                        Stream.concat(Arrays.stream(Kind.values()).map(Model::typeOf), Stream.of(typeOfCompany()))
                                .toList())
                .setEntityContainer(getEntityContainer()));
    }

    @Override
    public CsdlEntityContainer getEntityContainer() {
        return new CsdlEntityContainer()
                .setName(CONTAINER.getName())
                .setEntitySets(Stream.concat(Arrays.stream(Kind.values()).map(Model::setOf), Stream.of(setOfCompany()))
                        .toList());
    }

    @Override
    public CsdlEntityContainerInfo getEntityContainerInfo(FullQualifiedName container) {
        return container == null || container.equals(CONTAINER)
                ? new CsdlEntityContainerInfo().setContainerName(CONTAINER)
                : null;
    }

    @Override
    public CsdlEntityType getEntityType(FullQualifiedName name) {
        if (name.equals(COMPANY_TYPE)) {
            return typeOfCompany();
        }
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(entry -> typeOf(entry.getKey()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public CsdlTerm getTerm(FullQualifiedName name) {
        return name.equals(COMPUTED)
                ? new CsdlTerm().setName(COMPUTED.getName()).setType("Edm.Boolean")
                : null;
    }

    @Override
    public CsdlEntitySet getEntitySet(FullQualifiedName container, String name) {
        if (!container.equals(CONTAINER)) {
            return null;
        }
        return name.equals(COMPANIES)
                ? setOfCompany()
                : Kind.of(name).map(Model::setOf).orElse(null);
    }

    private static CsdlEntityType typeOf(Kind kind) {
        CsdlEntityType type = new CsdlEntityType()
                .setName(type(kind).getName())
                .setKey(List.of(new CsdlPropertyRef().setName(Field.ID.name())))
                .setProperties(kind.fields().stream().map(Model::property).toList());
        CsdlNavigationProperty company = new CsdlNavigationProperty()
                .setName(COMPANY)
                .setType(COMPANY_TYPE)
                .setNullable(false);
        type.setNavigationProperties(
                switch (kind) {
                    case CUSTOMERS -> List.of(company);
                    case PRODUCTS ->
                        List.of(
                                company,
                                new CsdlNavigationProperty()
                                        .setName(CATEGORY)
                                        .setType(type(Kind.PRODUCT_CATEGORIES))
                                        .setNullable(true));
                    case PRODUCT_CATEGORIES ->
                        List.of(
                                company,
                                new CsdlNavigationProperty()
                                        .setName(PRODUCTS)
                                        .setType(type(Kind.PRODUCTS))
                                        .setCollection(true));
                });
        return type;
    }

    private static CsdlEntitySet setOf(Kind kind) {
        CsdlNavigationPropertyBinding company =
                new CsdlNavigationPropertyBinding().setPath(COMPANY).setTarget(COMPANIES);
        return new CsdlEntitySet()
                .setName(kind.word())
                .setType(type(kind))
                .setNavigationPropertyBindings(
                        switch (kind) {
                            case CUSTOMERS -> List.of(company);
                            case PRODUCTS ->
                                List.of(
                                        company,
                                        new CsdlNavigationPropertyBinding()
                                                .setPath(CATEGORY)
                                                .setTarget(Kind.PRODUCT_CATEGORIES.word()));
                            case PRODUCT_CATEGORIES ->
                                List.of(
                                        company,
                                        new CsdlNavigationPropertyBinding()
                                                .setPath(PRODUCTS)
                                                .setTarget(Kind.PRODUCTS.word()));
                        });
    }

    private static CsdlEntityType typeOfCompany() {
        return new CsdlEntityType()
                .setName(COMPANY_TYPE.getName())
                .setKey(List.of(new CsdlPropertyRef().setName(Field.ID.name())))
                .setProperties(List.of(
                        property(Field.ID),
                        new CsdlProperty()
                                .setName("name")
                                .setType(EdmPrimitiveTypeKind.String.getFullQualifiedName())
                                .setNullable(false)));
    }

    private static CsdlEntitySet setOfCompany() {
        return new CsdlEntitySet().setName(COMPANIES).setType(COMPANY_TYPE);
    }

    private static CsdlProperty property(Field field) {
        CsdlProperty property = new CsdlProperty()
                .setName(field.name())
                .setType(primitive(field).getFullQualifiedName())
                // One that has a value anyway may be left out.
                .setNullable(field.nullable() && field.writable());
        switch (field.type()) {
            case TEXT -> property.setMaxLength(field.most());
            case DECIMAL -> property.setPrecision(Field.PRECISION).setScale(Field.SCALE);
            case INSTANT -> property.setPrecision(6);
            default -> {
                // Nothing more to say of it.
            }
        }
        if (!field.writable()) {
            property.setAnnotations(List.of(new CsdlAnnotation()
                    .setTerm(COMPUTED.getFullQualifiedNameAsString())
                    .setExpression(new CsdlConstantExpression(ConstantExpressionType.Bool, "true"))));
        }
        Optional.ofNullable(field.initial()).ifPresent(initial -> property.setDefaultValue(initial.toString()));
        return property;
    }

    private static EdmPrimitiveTypeKind primitive(Field field) {
        return switch (field.type()) {
            case ID -> EdmPrimitiveTypeKind.Int64;
            case INTEGER -> EdmPrimitiveTypeKind.Int32;
            case DECIMAL -> EdmPrimitiveTypeKind.Decimal;
            case TEXT -> EdmPrimitiveTypeKind.String;
            case BOOLEAN -> EdmPrimitiveTypeKind.Boolean;
            case INSTANT -> EdmPrimitiveTypeKind.DateTimeOffset;
        };
    }
}
