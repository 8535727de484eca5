/** Files with the parameters of a run, and the code that loads them. */
package dev.lethe.cli.export;
