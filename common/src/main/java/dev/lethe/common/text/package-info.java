/** Helpers for messages that people read, shared by all modules. */
package dev.lethe.common.text;
