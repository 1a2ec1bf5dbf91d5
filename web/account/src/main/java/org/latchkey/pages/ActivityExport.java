package org.latchkey.pages;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.latchkey.account.Access;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.Permission;
import org.latchkey.audit.Activity;
import org.latchkey.audit.ActivityEvent;
import org.latchkey.audit.ActivityRows;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.NotFound;

/**
 * What the page of the activity lists, all of it, as CSV. Holds a few hundred events at a time, however many there are.
 *
 * <p>Names and kinds are those of the API and times are UTC, since programs read it.
 */
@WebServlet("/activity.csv")
public class ActivityExport extends HttpServlet {

    private static final List<String> HEADER = List.of(
            "event", "at", "kind", "subject", "subject_id", "person", "key", "key_id", "address", "details", "hash");

    @Inject
    private transient Access access;

    @Inject
    private transient Activity activity;

    @Inject
    private transient Clock clock;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ActivityQuery query = ActivityQuery.of(request::getParameter);
        try {
            CompanyAccess company =
                    access.require(Long.parseLong(request.getParameter("company")), Permission.API_ACCESS_VIEW);
            response.setContentType("text/csv; charset=utf-8; header=present");
            response.setHeader("Content-Disposition", "attachment; filename=\"" + fileName(company) + "\"");
            write(company.id(), query, response.getWriter());
        } catch (NumberFormatException | NotFound e) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } catch (Forbidden e) {
            request.setAttribute(Place.MISSING, Permission.API_ACCESS_VIEW);
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private void write(long companyId, ActivityQuery query, Writer out) throws IOException {
        out.write(Csv.line(HEADER));
        long place = Long.MAX_VALUE;
        ActivityRows batch;
        do {
            batch = activity.olderThan(companyId, query.filter(), place, Activity.MOST_ROWS);
            for (ActivityEvent event : batch.rows()) {
                out.write(Csv.line(columns(event)));
                place = event.sequence();
            }
        } while (batch.older());
    }

    private static List<String> columns(ActivityEvent event) {
        return List.of(
                Long.toString(event.sequence()),
                event.at().toString(),
                event.kind(),
                text(event.subject()),
                text(event.subjectId()),
                text(event.actor()),
                text(event.actorKeyName()),
                text(event.actorKey()),
                event.address(),
                event.details().entrySet().stream()
                        .map(detail -> detail.getKey() + ": " + detail.getValue())
                        .collect(Collectors.joining("\n")),
                event.hash());
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    /** As {@code activity-demo-company-2026-11-21.csv}: plain characters, which every system takes. */
    private String fileName(CompanyAccess company) {
        String name = Normalizer.normalize(company.name(), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^A-Za-z0-9]+", "-")
                .replaceAll("^-|-$", "")
                .toLowerCase(Locale.ROOT);
        LocalDate today = LocalDate.ofInstant(clock.instant(), company.timeZone());
        return "activity-" + (name.isEmpty() ? company.id() : name) + "-" + today + ".csv";
    }
}
