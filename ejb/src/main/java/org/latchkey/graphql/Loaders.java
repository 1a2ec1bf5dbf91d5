package org.latchkey.graphql;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderOptions;
import org.dataloader.DataLoaderRegistry;
import org.latchkey.account.CompanyAccess;
import org.latchkey.catalog.Condition;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Item;
import org.latchkey.catalog.Kind;
import org.latchkey.catalog.Query;

/** What belongs to many things and is read once for all of them. Done at once, on the thread that asks. */
final class Loaders {

    private static final String COMPANY = "company";
    private static final String CATEGORY = "category";
    private static final Field CATEGORY_ID =
            Kind.PRODUCTS.field(Naming.PRODUCT_CATEGORY.id()).orElseThrow();

    private Loaders() {}

    /** One of a company. */
    private record Key(long companyId, long id) {}

    static DataLoaderRegistry of(Call call) {
        DataLoaderOptions options =
                DataLoaderOptions.newOptions().setMaxBatchSize(Query.MOST).build();
        return DataLoaderRegistry.newRegistry()
                .register(
                        COMPANY,
                        DataLoaderFactory.<Long, CompanyAccess>newMappedDataLoader(
                                keys -> CompletableFuture.completedFuture(companies(call)), options))
                .register(
                        CATEGORY,
                        DataLoaderFactory.<Key, Item>newMappedDataLoader(
                                keys -> CompletableFuture.completedFuture(categories(call, keys)), options))
                .build();
    }

    private static Map<Long, CompanyAccess> companies(Call call) {
        return call.access().companies().stream().collect(toMap(CompanyAccess::id, Function.identity()));
    }

    private static Map<Key, Item> categories(Call call, Set<Key> keys) {
        Map<Long, Set<Object>> ids = keys.stream().collect(groupingBy(Key::companyId, mapping(Key::id, toSet())));
        Map<Key, Item> categories = new HashMap<>();
        ids.forEach((companyId, wanted) -> call.catalog()
                .page(companyId, Query.all(Kind.PRODUCT_CATEGORIES).where(new Condition.In(Field.ID, wanted)))
                .items()
                .forEach(item -> categories.put(new Key(companyId, item.id()), item)));
        return categories;
    }

    /** The company of anything. */
    static final class OfItem implements DataFetcher<CompletableFuture<Map<String, Object>>> {

        @Override
        public CompletableFuture<Map<String, Object>> get(DataFetchingEnvironment environment) {
            Item item = environment.getSource();
            DataLoader<Long, CompanyAccess> loader = environment.getDataLoader(COMPANY);
            return loader.load(item.companyId()).thenApply(Reading::company);
        }
    }

    /** The category of a product; null where it has none. */
    static final class OfProduct implements DataFetcher<CompletableFuture<Item>> {

        @Override
        public CompletableFuture<Item> get(DataFetchingEnvironment environment) {
            Item product = environment.getSource();
            if (!(product.get(CATEGORY_ID) instanceof Long id)) {
                return CompletableFuture.completedFuture(null);
            }
            DataLoader<Key, Item> loader = environment.getDataLoader(CATEGORY);
            return loader.load(new Key(product.companyId(), id));
        }
    }
}
