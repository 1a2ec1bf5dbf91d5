package org.latchkey.pages;

/** A page whose forms stand in files of their own and change what it shows. */
public interface Refreshable {

    /** Reads anew what the page shows. */
    void refresh();
}
