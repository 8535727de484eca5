/**
 * Dead letters of an installation: reading, counting and replaying them.
 *
 * <p>The dead-letter topic remembers what was replayed. A replay writes the record to the input and
 * a note to the dead-letter topic in one transaction, so a record is replayed once, even if several
 * runs rejected it or a replay is interrupted, and the memory lasts as long as the letters do.
 */
package dev.lethe.cli.deadletters;
