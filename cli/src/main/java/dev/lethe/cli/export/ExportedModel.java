package dev.lethe.cli.export;

import static java.util.stream.Collectors.joining;

import dev.lethe.learner.Learner;
import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.export.Safetensors;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.RestoredRun;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Parameters of a run at a moment, under PyTorch's names.
 *
 * @param arrays parameters and buffers
 * @param metadata origin of the parameters, and what a loader needs to build the module
 */
public record ExportedModel(List<NamedArray> arrays, SortedMap<String, String> metadata) {
  /** Settings of a run with the versions of what computed it. */
  private static final List<String> VERSIONS =
      List.of("lethe.version", "engine.version", "java.version");

  public ExportedModel {
    arrays = List.copyOf(arrays);
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
  }

  /**
   * Copies the parameters of a run.
   *
   * @param served true for the parameters that predictions use, false for the trained ones
   */
  public static ExportedModel of(RestoredRun restored, boolean served) {
    Learner learner = restored.learner();
    List<NamedArray> arrays =
        served ? learner.servedParameters().orElseGet(learner::parameters) : learner.parameters();
    return new ExportedModel(arrays, metadata(restored, served));
  }

  private static SortedMap<String, String> metadata(RestoredRun restored, boolean served) {
    Run run = restored.run();
    Learner learner = restored.learner();
    SortedMap<String, String> metadata = new TreeMap<>();
    VERSIONS.forEach(key -> metadata.put(key, run.getSettings().getOrDefault(key, "unknown")));
    // what libraries for safetensors expect of arrays for PyTorch
    metadata.put("format", "pt");
    metadata.put("run", run.getRun());
    metadata.put("moment", restored.at().moment().toString());
    metadata.put("step", Long.toString(learner.step()));
    metadata.put("window", Integer.toString(learner.window()));
    metadata.put("examples", Long.toString(learner.examples()));
    metadata.put("method", run.getMethod());
    metadata.put("model", run.getModel());
    metadata.put("features", Integer.toString(run.getFeatures()));
    metadata.put("classes", Integer.toString(run.getClasses()));
    metadata.put("seed", Long.toString(run.getSeed()));
    metadata.put("digest", HexFormat.of().formatHex(learner.digest()));
    metadata.put("parameters", served ? "served" : "trained");
    metadata.put(
        "trained_classes",
        learner.trainedClasses().stream().mapToObj(Integer::toString).collect(joining(",")));
    return metadata;
  }

  /** Writes the file format safetensors. */
  public void writeTo(OutputStream out) throws IOException {
    Safetensors.write(arrays, metadata, out);
  }

  /** Returns the number of elements of all arrays. */
  public long elements() {
    return arrays.stream().mapToLong(array -> array.elements().count()).sum();
  }
}
