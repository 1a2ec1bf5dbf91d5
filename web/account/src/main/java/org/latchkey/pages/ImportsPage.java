package org.latchkey.pages;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.latchkey.catalog.Kind;
import org.latchkey.imports.ImportFile;
import org.latchkey.imports.Imports;
import org.latchkey.imports.JobSummary;
import org.latchkey.imports.Mapper;
import org.latchkey.imports.Mappers;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Invalid;

/** Lists the mappers and the latest imports of a company, and starts an import. */
@Named
@ViewScoped
public class ImportsPage implements Serializable {

    /** Its address, without company. */
    static final String PATH = "/api/imports";

    @Inject
    private Mappers mappers;

    @Inject
    private Imports imports;

    @Inject
    private Place place;

    @Inject
    private Notices notices;

    private List<Kind> changeable = List.of();
    private String source;

    private transient List<Mapper> rows;
    private transient List<JobSummary> jobs;
    private transient Part file;

    public void open() throws IOException {
        if (place.enterCatalog()) {
            changeable = mappers.kinds(place.getCompanyId(), true);
        }
    }

    /** Imports the file by and by; the page then shows how far it is. */
    public void start() throws IOException {
        if (file == null || file.getSize() == 0) {
            notices.refused("imports.file.required");
            return;
        }
        if (file.getSize() > ImportFile.MOST_BYTES) {
            notices.refused("imports.file.too-large");
            return;
        }
        try {
            Mapper mapper = getRows().stream()
                    .filter(it -> it.id().toString().equals(source))
                    .findFirst()
                    .orElse(null);
            Kind kind = mapper == null
                    ? Kind.of(source).orElse(Kind.PRODUCTS)
                    : mapper.settings().kind();
            UUID mapperId = mapper == null ? null : mapper.id();
            imports.submit(
                    place.getCompanyId(),
                    kind,
                    mapperId,
                    new ImportFile(file.getSubmittedFileName(), file.getSize(), file::getInputStream));
        } catch (Conflict e) {
            notices.refused(e);
            return;
        } catch (Invalid e) {
            notices.refused("imports.mapper.gone");
            return;
        }
        Redirect.to(new PageAddress(PATH + "?company=" + place.getCompanyId()), FacesContext.getCurrentInstance());
    }

    /** Looks how far they are, when the page asks again by itself. */
    public void refresh() {
        jobs = null;
    }

    public List<Mapper> getRows() {
        if (rows == null) {
            rows = mappers.list(place.getCompanyId());
        }
        return rows;
    }

    public List<JobSummary> getJobs() {
        if (jobs == null) {
            jobs = imports.recent(place.getCompanyId());
        }
        return jobs;
    }

    /** Whether any of them may still change. */
    public boolean isPending() {
        return getJobs().stream().anyMatch(JobSummary::isPending);
    }

    /** What the user may import, as it was when the page was opened: see {@link Place#isChangeable}. */
    public List<Kind> getChangeable() {
        return changeable;
    }

    /** The mappers with which the user may import. */
    public List<Mapper> getUsable() {
        return getRows().stream()
                .filter(it -> changeable.contains(it.settings().kind()))
                .toList();
    }

    /** The id of a mapper, or what the rows are where the columns have the names of fields. */
    public String getSource() {
        return source;
    }

    public void setSource(String source) {
        this.source = source;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }
}
