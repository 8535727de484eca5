/**
 * The dashboard page in a real browser.
 *
 * <p>{@code SampleRuns} makes Avro records as the topics carry them, {@code RunBoard} takes them
 * in, the real {@code WebServer} serves page and events, and Chromium shows them. There is no
 * broker. Screenshots go to {@code target/screenshots}.
 *
 * <p>The browser is the one {@code LETHE_CHROMIUM} names, or the system's; where there is none the
 * tests are skipped and say so. Nothing is downloaded.
 */
package dev.lethe.streams.dashboard;
