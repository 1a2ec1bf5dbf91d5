package org.latchkey.pages;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.latchkey.catalog.Kind;
import org.latchkey.imports.Encoding;
import org.latchkey.imports.MappedColumn;
import org.latchkey.imports.Mapper;
import org.latchkey.imports.MapperSettings;
import org.latchkey.imports.Mappers;
import org.latchkey.imports.Preview;
import org.latchkey.imports.Separator;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.NotFound;

/** Makes a mapper or changes one, and shows how a sample file would be imported with it. */
@Named
@ViewScoped
public class MapperPage implements Serializable {

    private static final String PATH = "/api/mapper";

    @Inject
    private Mappers mappers;

    @Inject
    private Place place;

    @Inject
    private Notices notices;

    private UUID id;
    private Integer version;
    private boolean changeable;
    private Kind kind = Kind.PRODUCTS;
    private String name;
    private Encoding encoding = Encoding.AUTO;
    private Separator separator = Separator.AUTO;
    private boolean header = true;
    private List<ColumnFields> columns;
    private byte[] sample;

    private transient Part file;
    private transient Preview preview;

    public void open() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        if (!place.enterCatalog()) {
            return;
        }
        Map<String, String> parameters = faces.getExternalContext().getRequestParameterMap();
        try {
            List<Kind> mine = mappers.kinds(place.getCompanyId(), true);
            if (parameters.containsKey("mapper")) {
                fill(mappers.get(place.getCompanyId(), UUID.fromString(parameters.get("mapper"))));
                changeable = mine.contains(kind);
                return;
            }
            kind = mine.stream()
                    .filter(it -> it.word().equals(parameters.getOrDefault("entity", it.word())))
                    .findFirst()
                    .orElseThrow(() -> new NotFound("mapper"));
            changeable = true;
            columns = columns(mappers.proposed(kind, List.of()));
        } catch (IllegalArgumentException | NotFound e) {
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, null);
            faces.responseComplete();
        }
    }

    private void fill(Mapper mapper) {
        MapperSettings settings = mapper.settings();
        id = mapper.id();
        version = mapper.version();
        kind = settings.kind();
        name = settings.name();
        encoding = settings.encoding();
        separator = settings.separator();
        header = settings.header();
        Map<String, MappedColumn> mapped =
                settings.columns().stream().collect(Collectors.toMap(MappedColumn::field, Function.identity()));
        columns = columns(mappers.proposed(kind, List.of()).stream()
                .map(it -> mapped.getOrDefault(it.field(), it))
                .toList());
    }

    private List<ColumnFields> columns(List<MappedColumn> mapped) {
        return mapped.stream()
                .map(it -> new ColumnFields(it, kind.field(it.field()).orElseThrow()))
                .collect(Collectors.toList());
    }

    /** Shows the first rows of the file, or of the one before where none is sent. Where nothing is mapped yet, names decide. */
    public void look() throws IOException {
        if (file != null && file.getSize() > 0) {
            sample = beginning(file);
        }
        if (sample == null) {
            notices.refused("mapper.sample.required");
            return;
        }
        try {
            if (header && columns.stream().noneMatch(ColumnFields::isMapped)) {
                List<String> names = mappers.preview(place.getCompanyId(), settings(), sample)
                        .header();
                columns = columns(mappers.proposed(kind, names));
            }
            preview = mappers.preview(place.getCompanyId(), settings(), sample);
        } catch (Invalid e) {
            refuse(e);
        }
    }

    /** As far as anybody looks. */
    private static byte[] beginning(Part file) throws IOException {
        try (InputStream bytes = file.getInputStream()) {
            return bytes.readNBytes(Preview.MOST_BYTES);
        }
    }

    public void save() throws IOException {
        long company = place.getCompanyId();
        try {
            Mapper saved =
                    id == null ? mappers.create(company, settings()) : mappers.change(company, id, version, settings());
            Redirect.to(
                    new PageAddress(PATH + "?company=" + company + "&mapper=" + saved.id()),
                    FacesContext.getCurrentInstance());
        } catch (Invalid e) {
            refuse(e);
        } catch (Conflict e) {
            notices.refused("mapper", e);
        }
    }

    private void refuse(Invalid e) {
        notices.beside("mapper", "mapper", e);
    }

    public void delete() throws IOException {
        mappers.delete(place.getCompanyId(), id);
        Redirect.to(
                new PageAddress(ImportsPage.PATH + "?company=" + place.getCompanyId()),
                FacesContext.getCurrentInstance());
    }

    private MapperSettings settings() {
        return new MapperSettings(
                name,
                kind,
                encoding,
                separator,
                header,
                columns.stream()
                        .filter(ColumnFields::isMapped)
                        .map(ColumnFields::column)
                        .toList());
    }

    public UUID getId() {
        return id;
    }

    /** Whether to offer changes, as it was when the page was opened: see {@link Place#isChangeable}. */
    public boolean isChangeable() {
        return changeable;
    }

    /** For what else a new mapper could be. */
    public List<Kind> getKinds() {
        return mappers.kinds(place.getCompanyId(), true);
    }

    public Kind getKind() {
        return kind;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public Encoding getEncoding() {
        return encoding;
    }

    public void setEncoding(Encoding encoding) {
        this.encoding = encoding;
    }

    public Encoding[] getEncodings() {
        return Encoding.values();
    }

    public Separator getSeparator() {
        return separator;
    }

    public void setSeparator(Separator separator) {
        this.separator = separator;
    }

    public Separator[] getSeparators() {
        return Separator.values();
    }

    public boolean isHeader() {
        return header;
    }

    public void setHeader(boolean header) {
        this.header = header;
    }

    public List<ColumnFields> getColumns() {
        return columns;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }

    /** Null where there is none to show. */
    public Preview getPreview() {
        return preview;
    }
}
