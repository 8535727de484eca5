package dev.lethe.cli.options;

import picocli.CommandLine.Option;

/** Option of the schema registry. */
public final class RegistryOption {
  @Option(
      names = "--schema-registry-url",
      paramLabel = "URL",
      defaultValue = "http://localhost:8081/apis/ccompat/v7",
      description = "Schema registry with the Confluent API. Default: ${DEFAULT-VALUE}.")
  private String url;

  public String url() {
    return url;
  }
}
