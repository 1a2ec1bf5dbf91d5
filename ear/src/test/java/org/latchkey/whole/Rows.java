package org.latchkey.whole;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Twenty rows, as an application answers them: the same for anyone and for keys. */
@ApplicationPath("rows")
@Path("{who: anyone|key}")
@Produces(MediaType.APPLICATION_JSON)
public class Rows extends Application {

    private static final List<Row> ROWS = IntStream.rangeClosed(1, 20)
            .mapToObj(id -> new Row(id, "Product " + id, "A product of which there are some in stock", id * 100L, id))
            .toList();

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(Rows.class);
    }

    /** All of them. */
    @GET
    public List<Row> rows(@PathParam("who") String who) {
        return ROWS;
    }

    /** A row. */
    public record Row(long id, String name, String description, long price, int stock) {}
}
