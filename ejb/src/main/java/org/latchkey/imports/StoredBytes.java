package org.latchkey.imports;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** The bytes of a job's file, in the database. One chunk at a time is in memory. */
final class StoredBytes extends InputStream {

    private final DataSource datasource;
    private final UUID job;
    private byte[] chunk = {};
    private int next;
    private int position;

    StoredBytes(DataSource datasource, UUID job) {
        this.datasource = datasource;
        this.job = job;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (position == chunk.length) {
            chunk = chunk();
            position = 0;
        }
        if (chunk.length == 0) {
            return -1;
        }
        int read = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, bytes, offset, read);
        position += read;
        return read;
    }

    /** The next one; empty after the last. */
    private byte[] chunk() throws IOException {
        try (Connection connection = datasource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT bytes FROM import_chunk WHERE job_id = ? AND position = ?")) {
            select.setString(1, job.toString());
            select.setInt(2, next++);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getBytes(1) : new byte[0];
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
