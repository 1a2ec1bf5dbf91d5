package org.latchkey.imports;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** The bytes of a job's file, in the database: all of them, or an exception. One chunk at a time is in memory. */
final class StoredBytes extends InputStream {

    private final Chunks chunks;
    private long missing;
    private byte[] chunk = {};
    private int next;
    private int position;

    /** @param size how many bytes there have to be */
    StoredBytes(long size, Chunks chunks) {
        this.missing = size;
        this.chunks = chunks;
    }

    static StoredBytes of(DataSource datasource, ImportJob job) {
        return new StoredBytes(job.size(), position -> read(datasource, job.id(), position));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (position == chunk.length) {
            chunk = chunks.read(next++);
            position = 0;
        }
        if (chunk.length == 0) {
            requireAll();
            return -1;
        }
        int read = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, bytes, offset, read);
        position += read;
        missing -= read;
        return read;
    }

    /** Whoever goes on with a job has taken its bytes when it was finished: that must not look like the end of a file. */
    private void requireAll() throws EOFException {
        if (missing > 0) {
            throw new EOFException(missing + " bytes of an import are gone");
        }
    }

    private static byte[] read(DataSource datasource, UUID job, int position) throws IOException {
        try (Connection connection = datasource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT bytes FROM import_chunk WHERE job_id = ? AND position = ?")) {
            select.setString(1, job.toString());
            select.setInt(2, position);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getBytes(1) : new byte[0];
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Where they are. */
    @FunctionalInterface
    interface Chunks {

        /** One, by its position from 0; empty after the last. */
        byte[] read(int position) throws IOException;
    }
}
