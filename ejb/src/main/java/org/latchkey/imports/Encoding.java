package org.latchkey.imports;

/** How the characters of a file are written, unless the file itself begins with a byte order mark. */
public enum Encoding {
    /** UTF-8; what is none, windows-1252. */
    AUTO,
    UTF_8,
    /** In either order of bytes. */
    UTF_16,
    WINDOWS_1252,
    ISO_8859_1
}
