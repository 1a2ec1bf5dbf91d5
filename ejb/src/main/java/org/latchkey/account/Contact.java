package org.latchkey.account;

/**
 * Somebody to write to.
 *
 * @param name how they are called
 * @param email where mail reaches them
 */
public record Contact(String name, String email) {}
