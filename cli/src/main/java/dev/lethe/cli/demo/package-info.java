/** What only the demo needs: its directory, knowing when every metric is in, and the final line. */
package dev.lethe.cli.demo;
