/**
 * What is asked in GraphQL: the schema, how it is answered from the catalog, and how much one request may ask for.
 *
 * <p>Everything runs on the thread of the caller, as the caller: who may see and change what is decided by
 * {@link org.latchkey.catalog.Catalog} alone. What belongs to many things, as their company, is read once for all of them.
 * The short form of the Query API is rewritten into the other one, and goes the same way. Start reading at
 * {@link org.latchkey.graphql.GraphQl} and {@code schema.graphql}.
 */
package org.latchkey.graphql;
