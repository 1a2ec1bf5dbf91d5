package org.latchkey.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses bodies of more than {@value #MOST_BYTES} bytes, whatever they hold and whoever would read them; but for files to
 * import, which {@link Uploads} limits.
 */
@Provider
@PreMatching
public class SmallBodies implements ContainerRequestFilter {

    static final int MOST_BYTES = 64 * 1024;

    @Override
    public void filter(ContainerRequestContext request) {
        if (ImportsResource.isUpload(request)) {
            return;
        }
        if (request.getLength() > MOST_BYTES) {
            throw tooLarge();
        }
        // One that does not say its length, or whose length is beyond an int, is counted as it is read.
        request.setEntityStream(new Counted(request.getEntityStream()));
    }

    private static WebApplicationException tooLarge() {
        return new WebApplicationException(Status.REQUEST_ENTITY_TOO_LARGE);
    }

    private static final class Counted extends FilterInputStream {

        private long count;

        Counted(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int more) {
            count += more;
            if (count > MOST_BYTES) {
                throw tooLarge();
            }
        }
    }
}
