/**
 * OData v4 at {@code /odata}: the catalog of the credential's company, by Apache Olingo.
 *
 * <p>Olingo reads addresses and bodies and writes answers by the model; what is asked becomes a {@link
 * org.latchkey.catalog.Query} and with it SQL, never a search in memory, and {@link org.latchkey.catalog.Catalog} decides who
 * may. Start reading at {@link org.latchkey.api.odata.ODataServlet}, then {@code ListProcessor} and
 * {@code ItemProcessor}.
 */
package org.latchkey.api.odata;
