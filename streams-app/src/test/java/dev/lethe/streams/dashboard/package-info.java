/**
 * The dashboard page in a real browser.
 *
 * <p>{@code SampleRuns} creates Avro records as on the topics, {@code RunBoard} accepts them, the
 * real {@code WebServer} serves page and events, and Chromium shows them. There is no broker.
 * Screenshots are written to {@code target/screenshots}.
 *
 * <p>The browser is the one that {@code LETHE_CHROMIUM} names, or the system's. Without a browser
 * the tests are skipped, with a message. Nothing is downloaded.
 */
package dev.lethe.streams.dashboard;
