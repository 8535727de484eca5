package dev.lethe.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LoadingCodeTest {
  private static String code(String model) {
    var metadata = new TreeMap<>(Map.of("model", model, "features", "784", "classes", "10"));
    return LoadingCode.of(new ExportedModel(List.of(), metadata), Path.of("my \"model\""));
  }

  @Test
  void shouldLoadLethesModelsWithTheExample() {
    assertThat(code("mlp(bias=true,hidden=100:100,init=xavier)"))
        .contains("from lethe_models import load", "load(\"my \\\"model\\\"\")")
        .contains("[rows, 784]", "[rows, 10]");
  }

  @Test
  void shouldLoadTheStateOfAUsersBlock() {
    assertThat(code("block(hidden=0,init=xavier,name=residual)"))
        .contains("load_file(\"my \\\"model\\\"\")")
        .doesNotContain("lethe_models");
  }
}
