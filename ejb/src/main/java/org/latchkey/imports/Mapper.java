package org.latchkey.imports;

import java.util.UUID;

/**
 * How the files of somebody's own become what a company has: a column of theirs is a field of ours.
 *
 * @param id by which an import names it
 * @param version counts its changes
 * @param settings what it is
 */
public record Mapper(UUID id, int version, MapperSettings settings) {}
