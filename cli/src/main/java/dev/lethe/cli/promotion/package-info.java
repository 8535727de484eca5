/** The served run: reading its history and sending commands about it. */
package dev.lethe.cli.promotion;
