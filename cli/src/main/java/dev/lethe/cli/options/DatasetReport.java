package dev.lethe.cli.options;

import dev.lethe.scenarios.data.Dataset;
import dev.lethe.scenarios.data.TableSummary;
import java.io.PrintWriter;
import java.util.List;

/** Prints what was understood of a data set. */
public final class DatasetReport {
  private DatasetReport() {}

  /** Prints one line for images, and a few lines for a table. */
  public static void print(Dataset data, PrintWriter out) {
    data.source()
        .table()
        .map(TableSummary::lines)
        .orElseGet(
            () ->
                List.of(
                    "%s: %d training and %d test images of %d x %d, %d classes"
                        .formatted(
                            data.name(),
                            data.train().size(),
                            data.test().size(),
                            data.height(),
                            data.width(),
                            data.classes())))
        .forEach(line -> out.println("lethe: " + line));
    out.flush();
  }
}
