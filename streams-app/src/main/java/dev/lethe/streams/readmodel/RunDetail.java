package dev.lethe.streams.readmodel;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * A run with its history, as one JSON object.
 *
 * @param history points of the history, oldest first
 */
public record RunDetail(@JsonUnwrapped RunView view, List<Point> history) {}
