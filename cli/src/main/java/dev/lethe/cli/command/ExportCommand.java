package dev.lethe.cli.command;

import dev.lethe.cli.export.ExportedModel;
import dev.lethe.cli.export.LoadingCode;
import dev.lethe.cli.export.NewFile;
import dev.lethe.cli.options.RunAccessOptions;
import dev.lethe.trainer.RestoredRun;
import dev.lethe.trainer.TimeTravel;
import dev.lethe.trainer.travel.RunMoment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the parameters of a run at a moment to a file that PyTorch reads. */
@Command(
    name = "export",
    description = {
      "Restores a run as it was at a moment and writes the parameters of its model to a file in the"
          + " format safetensors, under PyTorch's names. Reads only from Kafka; the run may be live.",
      "Moments: RUN@window:3 (that window has ended), RUN@offset:0/12345 (after that record),"
          + " RUN@step:2000, RUN@2026-11-28T10:00:00Z (event time); RUN is the newest state."
    },
    mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunAccessOptions runs;

  @Parameters(paramLabel = "RUN@MOMENT", description = "Run and moment.")
  private String at;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "File to write, e.g. model.safetensors. Required.")
  private Path to;

  @Option(names = "--force", description = "Replaces the file of --to if it exists.")
  private boolean force;

  @Option(
      names = "--served",
      description =
          "Writes the parameters that predictions use. They differ from the trained ones for methods"
              + " that predict with averaged parameters, such as cls.")
  private boolean served;

  @Override
  public Integer call() throws IOException {
    RunMoment moment = RunMoment.parse(at);
    if (to == null) {
      throw new IllegalArgumentException("to: got nothing, expected a file to write");
    }
    var file = new NewFile(to, force);
    file.requireWritable();
    try (RestoredRun restored = new TimeTravel(runs.access()).restore(moment)) {
      ExportedModel model = ExportedModel.of(restored, served);
      long bytes = file.write(model::writeTo);
      print(model, bytes);
      if (!served && restored.learner().servedParameters().isPresent()) {
        spec.commandLine()
            .getErr()
            .println("lethe: the method predicts with other parameters; --served writes those");
      }
    }
    return 0;
  }

  private void print(ExportedModel model, long bytes) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "wrote %s: %d arrays with %,d elements, %,d bytes%n",
        to,
        model.arrays().size(),
        model.elements(),
        bytes);
    model.metadata().forEach((key, value) -> out.printf("%-15s %s%n", key, value));
    out.printf("%nIn PyTorch:%n%n%s", LoadingCode.of(model, to));
    out.flush();
  }
}
