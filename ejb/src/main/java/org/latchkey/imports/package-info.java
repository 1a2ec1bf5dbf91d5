/**
 * Files of companies, imported into their {@link org.latchkey.catalog}.
 *
 * <p>A {@link org.latchkey.imports.Mapper} says how the columns of a file become fields; {@link
 * org.latchkey.imports.Imports} reads a file row by row and writes it in batches, all of it in one transaction, at once or as
 * a job that any server goes on with. What is wrong with a file is told by line and column. Start reading at {@link
 * org.latchkey.imports.Imports}, and {@link org.latchkey.imports.Reading} for what happens to a file.
 */
package org.latchkey.imports;
