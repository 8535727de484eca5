/** Reading of whole topics by commands, and verification of their settings. */
package dev.lethe.cli.topic;
