package org.latchkey.imports;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.BatchSize;
import org.latchkey.catalog.Kind;

/** A mapper of a company. */
@Entity
class ImportMapper {

    @Id
    private UUID id;

    @Version
    private int version;

    private long companyId;
    private String name;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Enumerated(EnumType.STRING)
    private Encoding encoding;

    @Enumerated(EnumType.STRING)
    @Column(name = "separator_") // SEPARATOR is a word of SQL.
    private Separator separator;

    private boolean header;

    @ElementCollection
    @BatchSize(size = 100)
    @CollectionTable(name = "import_mapper_column", joinColumns = @JoinColumn(name = "mapper_id"))
    @OrderColumn(name = "position")
    private List<MappedColumn> columns = new ArrayList<>();

    protected ImportMapper() {}

    ImportMapper(UUID id, long companyId) {
        this.id = id;
        this.companyId = companyId;
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }

    long companyId() {
        return companyId;
    }

    Kind kind() {
        return kind;
    }

    void set(MapperSettings settings) {
        name = settings.name();
        kind = settings.kind();
        encoding = settings.encoding();
        separator = settings.separator();
        header = settings.header();
        columns.clear();
        columns.addAll(settings.columns());
    }

    MapperSettings settings() {
        return new MapperSettings(name, kind, encoding, separator, header, columns);
    }

    Mapper mapper() {
        return new Mapper(id, version, settings());
    }
}
