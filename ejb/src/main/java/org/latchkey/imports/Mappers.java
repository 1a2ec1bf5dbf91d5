package org.latchkey.imports;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.latchkey.account.Access;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.CompanyLock;
import org.latchkey.audit.Audit;
import org.latchkey.audit.Deed;
import org.latchkey.catalog.Catalog;
import org.latchkey.catalog.Kind;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;
import org.latchkey.problem.Unique;

/**
 * The mappers of companies. People only.
 *
 * <p>Whoever may view what a mapper is for sees it; changing it needs the permission to change that. Every method throws
 * {@link NotFound} for a company that the caller does not belong to and for its mappers, and {@link Forbidden} where they
 * belong to it and may not do this.
 */
@Stateless
@RolesAllowed(Access.USER_ROLE)
public class Mappers {

    /** The most mappers of a company. */
    public static final int MOST = 100;

    @PersistenceContext
    private EntityManager entities;

    @Resource(lookup = "java:jboss/datasources/Latchkey")
    private DataSource datasource;

    @Inject
    private CompanyLock lock;

    @Inject
    private Access access;

    @Inject
    private Catalog catalog;

    @Inject
    private Audit audit;

    /** The kinds that the caller may view in a company, or may change; possibly none. */
    public List<Kind> kinds(long companyId, boolean toChange) {
        CompanyAccess company = access.company(companyId);
        return Arrays.stream(Kind.values())
                .filter(kind -> access.allows(company, toChange ? kind.changing() : kind.viewing()))
                .toList();
    }

    /** The mappers for what the caller may view, by name. */
    public List<Mapper> list(long companyId) {
        Set<Kind> kinds = Set.copyOf(kinds(companyId, false));
        return entities.createQuery(
                        "select m from ImportMapper m where m.companyId = :company order by m.name, m.id",
                        ImportMapper.class)
                .setParameter("company", companyId)
                .setMaxResults(MOST)
                .getResultStream()
                .filter(mapper -> kinds.contains(mapper.kind()))
                .map(ImportMapper::mapper)
                .toList();
    }

    /** One mapper. */
    public Mapper get(long companyId, UUID id) {
        ImportMapper mapper = find(companyId, id);
        access.require(companyId, mapper.kind().viewing());
        return mapper.mapper();
    }

    /**
     * Makes one.
     *
     * @throws Invalid with the fields {@code name} and {@code columns}
     */
    public Mapper create(long companyId, MapperSettings settings) {
        catalog.requireChange(companyId, settings.kind());
        settings.requireValid();
        // Of two who make one at once the second waits, and counts the first's.
        lock.take(companyId);
        long count = entities.createQuery(
                        "select count(m) from ImportMapper m where m.companyId = :company", Long.class)
                .setParameter("company", companyId)
                .getSingleResult();
        if (count >= MOST) {
            throw new Invalid(List.of(new Violation("name", "too-many-mappers")));
        }
        ImportMapper mapper = new ImportMapper(UUID.randomUUID(), companyId);
        mapper.set(settings);
        entities.persist(mapper);
        return stored("mapper.created", mapper);
    }

    /**
     * Changes one.
     *
     * @param version that the caller has seen; null for any
     * @throws Invalid as {@link #create} does
     * @throws Conflict where it has changed since that version
     */
    public Mapper change(long companyId, UUID id, Integer version, MapperSettings settings) {
        ImportMapper mapper = changeable(companyId, id);
        catalog.requireChange(companyId, settings.kind());
        if (version != null && version != mapper.version()) {
            throw Conflict.changed();
        }
        settings.requireValid();
        mapper.set(settings);
        return stored("mapper.edited", mapper);
    }

    /** Deletes one. Imports that name it are refused from then on. */
    public void delete(long companyId, UUID id) {
        ImportMapper mapper = changeable(companyId, id);
        entities.remove(mapper);
        tell("mapper.deleted", mapper);
    }

    /** The columns that a new mapper may begin with: every field, each from a column of its name where there is one. */
    public List<MappedColumn> proposed(Kind kind, List<String> header) {
        return RowMapper.proposed(kind, header);
    }

    /**
     * Shows how a file would be imported; nothing is. Needs the permission to change what the mapper is for.
     *
     * @param settings without a name, and without columns where only the header line is wanted
     * @param sample the beginning of a file: all of it, or exactly {@link Preview#MOST_BYTES} bytes, cut anywhere
     * @throws Invalid with the field {@code columns}
     */
    public Preview preview(long companyId, MapperSettings settings, byte[] sample) {
        catalog.requireChange(companyId, settings.kind());
        if (!settings.columns().isEmpty()) {
            settings.requireValidColumns();
        }
        try (Connection connection = datasource.getConnection()) {
            return new PreviewReading(connection, companyId, settings).of(sample);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    private ImportMapper changeable(long companyId, UUID id) {
        ImportMapper mapper = find(companyId, id);
        catalog.requireChange(companyId, mapper.kind());
        return mapper;
    }

    private ImportMapper find(long companyId, UUID id) {
        access.company(companyId);
        ImportMapper mapper = entities.find(ImportMapper.class, id);
        if (mapper == null || mapper.companyId() != companyId) {
            throw new NotFound("mapper");
        }
        return mapper;
    }

    private Mapper stored(String kind, ImportMapper mapper) {
        Unique.flush(entities, new Violation("name", "taken"));
        tell(kind, mapper);
        return mapper.mapper();
    }

    private void tell(String kind, ImportMapper mapper) {
        audit.record(
                mapper.companyId(),
                access.caller(),
                new Deed(kind, mapper.id(), mapper.settings().name())
                        .with("entity", mapper.kind().word()));
    }
}
