/** JSON as programs send it, read in one way by all that reads it. */
package org.latchkey.json;
