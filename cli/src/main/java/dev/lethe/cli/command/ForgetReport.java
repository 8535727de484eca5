package dev.lethe.cli.command;

import dev.lethe.trainer.forget.ForgetManifest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/**
 * Prints what a run has forgotten.
 *
 * @param manifest result of the forgetting
 * @param file file of the manifest
 */
record ForgetReport(ForgetManifest manifest, Path file) {
  /**
   * Prints the report.
   *
   * @return exit status: 0, or 1 if none of the examples was found, which an error reports
   */
  int print(CommandLine commandLine) {
    if (manifest.examples().isEmpty() && !manifest.hasChanged()) {
      PrintWriter err = commandLine.getErr();
      err.printf(
          "lethe: run %s: nothing was forgotten, because neither its input nor its state has any of the %s (manifest: %s)%n",
          manifest.run(), ids(manifest.requested()), file);
      err.flush();
      return CommandLine.ExitCode.SOFTWARE;
    }
    PrintWriter out = commandLine.getOut();
    print(out);
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private void print(PrintWriter out) {
    out.printf(
        "run %s: %d of %s found in its input%n",
        manifest.run(), manifest.examples().size(), ids(manifest.requested()));
    if (!manifest.hasChanged()) {
      out.println("nothing to forget: the run has not used them");
    } else if (manifest.exact()) {
      out.printf(
          "replayed from %s without them: step %d to %d%n",
          manifest.base() == null ? "its beginning" : "checkpoint " + manifest.base(),
          manifest.before().step(),
          manifest.after().step());
    } else {
      out.printf(
          "removed:   %d rows of buffers, %d of holdouts, %d pending; the parameters stay (see --exact)%n",
          manifest.removed().buffers(),
          manifest.removed().holdouts(),
          manifest.removed().pending());
    }
    out.printf("destroyed: %s%n", list(manifest.destroyed()));
    out.printf("forks that still contain them: %s%n", list(manifest.forks()));
    out.printf(
        "left in Kafka: %d input records, %d predictions and %d dead letters of the examples%n",
        manifest.published().input(),
        manifest.published().predictions(),
        manifest.published().deadLetters());
    out.printf("digest:    %s%n", manifest.after().digest());
    out.printf("manifest:  %s%n", file);
  }

  private static String ids(int number) {
    return number + (number == 1 ? " id" : " ids");
  }

  private static String list(List<String> items) {
    return items.isEmpty() ? "none" : String.join(", ", items);
  }
}
