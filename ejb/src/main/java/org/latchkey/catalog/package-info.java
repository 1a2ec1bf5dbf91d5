/**
 * What the credentials open: the customers, products and product categories of companies.
 *
 * <p>The APIs differ in what they are asked and how they answer; what there is to read and change, by whom, is one and the
 * same, and stands here. A {@link org.latchkey.catalog.Kind} says what a thing consists of, a {@link
 * org.latchkey.catalog.Query} which of them are wanted. Start reading at {@link org.latchkey.catalog.Catalog}, the one place
 * that decides who may.
 */
package org.latchkey.catalog;
