package org.latchkey.imports;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.latchkey.account.Caller;
import org.latchkey.catalog.Kind;

/** A file that is imported by and by. After it was made it is changed by {@link ImportJobs} only, in statements of SQL. */
@Entity
@SuppressWarnings("UnusedVariable") // Who has claimed it shows in statements of SQL.
class ImportJob {

    private static final JsonProvider JSON = JsonProvider.provider();

    @Id
    private UUID id;

    private long companyId;
    private long userId;
    private String userName;
    private UUID keyId;
    private UUID tokenId;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private UUID mapperId;
    private String fileName;
    private long size;

    @Enumerated(EnumType.STRING)
    private JobStatus status = JobStatus.QUEUED;

    private int progress;
    private long imported;
    private long errorCount;
    private String errors;
    private String reason;
    private int tries;
    private int claim;
    private Instant claimedUntil;
    private Instant createdAt;
    private Instant finishedAt;

    protected ImportJob() {}

    ImportJob(UUID id, long companyId, Caller caller, Kind kind, UUID mapperId, ImportFile file, Instant now) {
        this.id = id;
        this.companyId = companyId;
        this.userId = caller.userId();
        this.userName = caller.name();
        this.keyId = caller.key().orElse(null);
        this.tokenId = caller.token().orElse(null);
        this.kind = kind;
        this.mapperId = mapperId;
        this.fileName = file.name();
        this.size = file.size();
        this.claimedUntil = now;
        this.createdAt = now;
    }

    UUID id() {
        return id;
    }

    long companyId() {
        return companyId;
    }

    /** Who wanted it, as far as an audit asks. */
    Caller caller() {
        return new Caller(userId, "", userName, Optional.ofNullable(keyId), Optional.ofNullable(tokenId));
    }

    Kind kind() {
        return kind;
    }

    UUID mapperId() {
        return mapperId;
    }

    String fileName() {
        return fileName;
    }

    long size() {
        return size;
    }

    int tries() {
        return tries;
    }

    /** Which claim of it this is: somebody else has another one. */
    int claim() {
        return claim;
    }

    JobSummary summary() {
        return new JobSummary(
                id,
                kind,
                fileName,
                userName,
                status,
                progress,
                imported,
                errorCount,
                errors == null ? List.of() : parse(errors),
                reason,
                createdAt,
                finishedAt);
    }

    /** As they are stored. */
    static String json(List<RowError> errors) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        for (RowError error : errors) {
            JsonObjectBuilder object = JSON.createObjectBuilder()
                    .add("line", error.line())
                    .add("column", error.column())
                    .add("code", error.code());
            if (error.field() != null) {
                object.add("field", error.field());
            }
            array.add(object);
        }
        return array.build().toString();
    }

    private static List<RowError> parse(String json) {
        try (var reader = JSON.createReader(new StringReader(json))) {
            return reader.readArray().getValuesAs(JsonObject.class).stream()
                    .map(it -> new RowError(
                            it.getJsonNumber("line").longValue(),
                            it.getInt("column"),
                            it.getString("field", null),
                            it.getString("code")))
                    .toList();
        }
    }
}
