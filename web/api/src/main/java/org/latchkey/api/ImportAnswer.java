package org.latchkey.api;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.latchkey.imports.JobSummary;

/** An import that goes on by itself. */
@Schema(
        name = "Import",
        requiredProperties = {"id", "entity", "status", "progress", "imported", "createdAt", "href"})
public record ImportAnswer(
        @Schema(description = "The id of the import.", examples = Examples.ID)
        UUID id,

        @Schema(description = "What the rows are.", examples = "products")
        String entity,

        @Schema(description = "The name of the file, if it has one.", examples = "products.csv")
        String fileName,

        @Schema(
                description = "How far it is.",
                enumeration = {"queued", "running", "done", "failed"})
        String status,

        @Schema(description = "How much of the file is read, in percent.", examples = "40")
        int progress,

        @Schema(description = "How many rows were created or changed; 0 until all of them are.", examples = "250")
        long imported,

        @Schema(
                description = "Why it failed where no line is to blame: `not-allowed`, `mapper-gone`, `given-up`.",
                examples = "mapper-gone")
        String reason,

        @Schema(description = "How many things in the file are not valid, in a failed one.", examples = "3")
        Long errorCount,

        @Schema(description = "The first 100 things that are not valid, in a failed one.")
        List<Problem.FieldError> errors,

        @Schema(description = "When it was asked for.", examples = "2026-11-21T09:30:00.123456Z")
        String createdAt,

        @Schema(description = "When it was done or failed.", examples = "2026-11-21T09:31:00.123456Z")
        String finishedAt,

        @Schema(description = "Where to ask how far it is.", examples = "/api/import/" + Examples.ID)
        String href) {

    static ImportAnswer of(JobSummary job) {
        return new ImportAnswer(
                job.id(),
                job.kind().word(),
                job.fileName(),
                job.status().name().toLowerCase(Locale.ROOT),
                job.progress(),
                job.imported(),
                job.reason(),
                job.errors().isEmpty() ? null : (Long) job.errorCount(),
                job.errors().isEmpty() ? null : Problem.FieldError.of(job.errors()),
                job.createdAt().toString(),
                job.finishedAt() == null ? null : job.finishedAt().toString(),
                href(job.id()));
    }

    static String href(UUID id) {
        return "/api/import/" + id;
    }
}
