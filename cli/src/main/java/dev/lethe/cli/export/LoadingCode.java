package dev.lethe.cli.export;

import java.nio.file.Path;

/** Python code that loads an exported model into PyTorch. */
public final class LoadingCode {
  private static final String MODULE =
      """
      # pip install -r examples/pytorch/requirements.txt; PYTHONPATH=examples/pytorch
      from lethe_models import load

      model = load("%s")
      logits = model(rows)  # float32 [rows, %s] to float32 [rows, %s]
      """;

  private static final String STATE =
      """
      # pip install torch safetensors
      from safetensors.torch import load_file

      state = load_file("%s")  # the names of your DJL block, below block.
      model.load_state_dict({...})     # into the same block, written in PyTorch
      """;

  private LoadingCode() {}

  /** Returns the code for a model. */
  public static String of(ExportedModel model, Path file) {
    String quoted = file.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    return model.metadata().get("model").startsWith("block(")
        ? STATE.formatted(quoted)
        : MODULE.formatted(
            quoted, model.metadata().get("features"), model.metadata().get("classes"));
  }
}
