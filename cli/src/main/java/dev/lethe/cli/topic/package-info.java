/** Reading of whole topics by commands. */
package dev.lethe.cli.topic;
